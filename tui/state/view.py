"""What the screen is looking at: one frozen value beside the meeting's own."""

from core.scorecard import Scorecard, StandardScore
from core.value import Value, replace
from tui.state.columns import column_of, place_of


class View(Value):
    """The standard and key question that the cursor is on, and how they are shown.

    `picked`: the question's column was chosen, and is not merely where the cursor began.
    `only_open`: only the open standards; `large`: the selected standard alone, large. `practice`:
    this is a practice copy, and the headline says so.
    """

    standard: str
    question: int = 0
    only_open: bool = False
    large: bool = False
    picked: bool = False
    practice: bool = False

    def shown(self, scorecard: Scorecard) -> tuple[StandardScore, ...]:
        """The standards on the board: all, or those that the panel decides or has decided."""
        if not self.only_open:
            return scorecard.standards
        opened = scorecard.open_standards
        return tuple(
            score
            for score in scorecard.standards
            if score in opened or score.agreeable or score.decision is not None
        )

    def at(self, standard_id: str) -> "View":
        """Look at another standard; the column stays."""
        return replace(self, standard=standard_id)

    def moved(self, scorecard: Scorecard, steps: int) -> "View":
        """Look `steps` rows further down (up when negative); stops at the ends."""
        ids = [score.id for score in self.shown(scorecard)]
        if not ids:
            return self
        place = ids.index(self.standard) if self.standard in ids else 0
        return self.at(ids[max(0, min(len(ids) - 1, place + steps))])

    def sideways(self, score: StandardScore, steps: int) -> "View":
        """Look at the key question `steps` to the right (left when negative)."""
        columns = column_of(score.result)
        here = place_of(self.question, columns)
        if here is None:
            return self
        order = sorted(columns)
        place = max(0, min(len(order) - 1, order.index(here) + steps))
        return replace(self, question=order[place], picked=True)

    def next_to_consider(self, scorecard: Scorecard, direction: int) -> "View | None":
        """Look at the next (or previous) standard to decide, going round.

        None where nothing is left to decide.
        """
        ids = [score.id for score in scorecard.standards]
        waiting = {score.id for score in scorecard.to_decide}
        if not waiting:
            return None
        start = ids.index(self.standard) if self.standard in ids else 0
        order = [ids[(start + direction * step) % len(ids)] for step in range(1, len(ids) + 1)]
        return self.at(next(standard for standard in order if standard in waiting))


def first_view(scorecard: Scorecard) -> View:
    """Begin at the first open standard, or else at the first judgement to agree, or the first."""
    waiting = [score.id for score in scorecard.standards if score.to_consider]
    waiting += [score.id for score in scorecard.to_decide]
    return View(waiting[0] if waiting else scorecard.standards[0].id)

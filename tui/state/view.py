"""What the screen is looking at: one frozen value beside the meeting's own."""

from core.scheme import Rating, Scheme
from core.scorecard import Scorecard, StandardScore
from core.value import Value, replace
from tui.drawing.lines import Piece
from tui.state.columns import column_of, place_of


class View(Value):
    """The standard and key question that the cursor is on, and how they are shown.

    `picked`: the question's column was chosen, and is not merely where the cursor began.
    `only_open`: only the open standards; `large`: the selected standard alone, large.
    """

    standard: str
    question: int = 0
    only_open: bool = False
    large: bool = False
    picked: bool = False

    def shown(self, scorecard: Scorecard) -> tuple[StandardScore, ...]:
        """The standards on the board: all, or the open ones and those already decided."""
        if not self.only_open:
            return scorecard.standards
        opened = scorecard.open_standards
        return tuple(s for s in scorecard.standards if s in opened or s.decision is not None)

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
        """Look at the next (or previous) open standard not yet considered, going round."""
        ids = [score.id for score in scorecard.standards]
        waiting = [score.id for score in scorecard.standards if score.to_consider]
        if not waiting:
            return None
        start = ids.index(self.standard) if self.standard in ids else 0
        order = [ids[(start + direction * step) % len(ids)] for step in range(1, len(ids) + 1)]
        return self.at(next(each for each in order if each in waiting))


def first_view(scorecard: Scorecard) -> View:
    """Begin at the first standard that the panel has to consider, or else at the first."""
    waiting = [score.id for score in scorecard.standards if score.to_consider]
    return View(waiting[0] if waiting else scorecard.standards[0].id)


def rating_style(scheme: Scheme, rating: Rating | None) -> str:
    """Name the style of a rating."""
    if rating is None:
        return "quiet"
    return f"rating {scheme.ratings.index(rating)} of {len(scheme.ratings)}"


def rating_piece(scheme: Scheme, rating: Rating | None, words: str | None = None) -> Piece:
    """Draw a rating's name (or other words for it) in its style."""
    name = rating.name if rating is not None else "not rated"
    return Piece(words if words is not None else name, rating_style(scheme, rating))


def gauge(scheme: Scheme, rating: Rating | None) -> str:
    """Draw a rating as a shape: as many full dots as it has ratings below it."""
    steps = len(scheme.ratings) - 1
    full = 0 if rating is None else scheme.ratings.index(rating)
    return "●" * full + "○" * (steps - full) if rating is not None else " " * steps

"""What the screen shows: the meeting now, at an earlier entry, or under a what-if."""

from enum import StrEnum
from functools import cached_property

from core.dates import moment_words
from core.history import as_it_stood, history_of
from core.meeting import Meeting
from core.scorecard import Scorecard
from core.value import Value, replace
from core.what_if import WhatIf
from core.what_if_outcomes import WhatIfOutcomes, what_if_outcomes
from core.what_if_words import (
    shown_counts_words,
    standard_outcome_words,
    what_if_outcome_words,
    what_if_words,
)
from tui.state.view import View


class Mode(StrEnum):
    """What the board shows."""

    MEETING = "meeting"
    WHAT_IF = "what if"
    HISTORY = "history"


class Scene(Value):
    """The meeting and the view, with `what_if` or, in the history, `entries`.

    Nothing here is ever saved: only the meeting's entries are.
    """

    meeting: Meeting
    view: View
    what_if: WhatIf | None = None
    entries: int | None = None

    @property
    def mode(self) -> Mode:
        """What the board shows."""
        if self.what_if is not None:
            return Mode.WHAT_IF
        return Mode.MEETING if self.entries is None else Mode.HISTORY

    @cached_property
    def shown(self) -> Meeting:
        """The meeting now, or at the entry that the history shows."""
        if self.entries is None:
            return self.meeting
        return as_it_stood(self.meeting, min(self.entries, len(self.meeting.entries)))

    @cached_property
    def outcomes(self) -> WhatIfOutcomes | None:
        """What follows from the what-if; None without one."""
        if self.what_if is None or not self.what_if.changes:
            return None
        return what_if_outcomes(self.meeting, self.what_if)

    @cached_property
    def scorecard(self) -> Scorecard:
        """The scorecard that the board shows."""
        return self.shown.scorecard if self.outcomes is None else self.outcomes.lowest

    @property
    def changed(self) -> frozenset[str]:
        """The key questions whose figures the what-if changes."""
        if self.what_if is None:
            return frozenset()
        return frozenset(change.key_question for change in self.what_if.changes)

    @property
    def banner(self) -> str:
        """The mode named at the top of the screen: "" for the meeting, unless it is practice."""
        if self.mode is Mode.WHAT_IF:
            return "WHAT IF"
        if self.entries is not None:
            return f"HISTORY: entry {self.entries} of {len(self.meeting.entries)}"
        return "PRACTICE" if self.view.practice else ""

    @property
    def words(self) -> tuple[str, ...]:
        """The banner in full sentences."""
        if self.mode is Mode.WHAT_IF and self.what_if is not None:
            if self.outcomes is None:
                return ("WHAT IF: press + or - to change a judgement. Nothing is saved.",)
            said = [standard_outcome_words(outcome) for outcome in self.outcomes.standards]
            said += shown_counts_words(self.outcomes)
            changes = (
                f"WHAT IF {what_if_words(self.what_if)}: {what_if_outcome_words(self.outcomes)}"
            )
            return (f"{changes}. Nothing is saved.", "; ".join(said))
        if self.mode is Mode.HISTORY and self.entries is not None:
            if not self.entries:
                return ("HISTORY: before the first entry, the evidence alone.",)
            line = history_of(self.meeting)[self.entries - 1]
            at = moment_words(line.entry.at.astimezone())
            return (f"HISTORY: the meeting at {at}, after entry {self.entries}.",)
        return ()

    def looking(self, view: View) -> "Scene":
        """Return the scene with another view, keeping what was worked out."""
        made = replace(self, view=view)
        for name in ("shown", "outcomes", "scorecard"):
            if name in self.__dict__:
                made.__dict__[name] = self.__dict__[name]
        return made

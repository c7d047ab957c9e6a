"""Questions about others who work on the same meeting."""

from core.record import Entry
from sessions.presence import Who
from tui.meeting_base import name_of
from tui.sheet import Choice, Question


class TakeOver(Question):
    """Somebody asks to take over: the one who has the meeting open agrees or not."""

    def __init__(self, who: Who) -> None:
        super().__init__(
            "Take over?",
            [
                f"{name_of(who, 'Somebody')} asks to take over "
                "this meeting. If you agree you follow from then on, and can ask for it back."
            ],
            [Choice("a", "agree", "agree"), Choice("k", "keep it", "keep")],
        )


class Clash(Question):
    """Two screens decided the same standard without knowing of each other."""

    def __init__(self, theirs: Entry, ours: Entry) -> None:
        super().__init__(
            f"{ours.standard} was decided twice",
            [
                "Another screen decided it while you did. Both entries are kept; yours is the "
                "later one and stands unless you choose theirs.",
                "",
                f"theirs: {decided(theirs)}",
                f"yours: {decided(ours)}",
            ],
            [Choice("y", "yours stands", "ours"), Choice("t", "theirs stands", "theirs")],
        )


def decided(entry: Entry) -> str:
    """Say an entry in one sentence."""
    to = f" to {entry.to_rating.name}" if entry.to_rating is not None else ""
    return f"{entry.at.astimezone():%H:%M} {entry.kind.value}{to}: {entry.reason or 'no reason'}"

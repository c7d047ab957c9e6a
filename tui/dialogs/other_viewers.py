"""Questions about others who work on the same meeting."""

from contextlib import suppress
from datetime import datetime

from core.record import Entry
from sessions.record.atomic_save import Blocked, Protected
from sessions.record.presence import Other, Who
from sessions.text.visible import shortened
from tui.dialogs.sheet import Choice, Question
from tui.state.seen import decided, name_of


class TakeOver(Question):
    """Somebody asks to take over: the one who has the meeting open agrees or not."""

    def __init__(self, who: Who) -> None:
        super().__init__(
            "Take over?",
            [
                f"{name_of(who, 'Somebody')} asks to take over this meeting. If you agree, you can "
                "only view it from then on, and can ask for it back."
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


class Overtaken(Question):
    """Another screen decided a standard beside ours, and its entry is the later one."""

    def __init__(self, theirs: Entry, ours: Entry, following: Other | None) -> None:
        who = "Another screen" if following is None else name_of(following.who, "Somebody")
        again = (
            [Choice("r", "record ours again", "ours"), Choice("l", "leave theirs", "theirs")]
            if following is None
            else [Choice("l", "leave it so", "theirs")]
        )
        super().__init__(
            f"The record holds another decision on {ours.standard}",
            [
                f"{who} decided it without knowing of yours. Both entries are kept; theirs is the "
                "later one and stands until somebody decides again.",
                "",
                f"theirs: {decided(theirs)}",
                f"yours: {decided(ours)}",
            ],
            again,
        )


class Insist(Question):
    """Nobody answers our wish to take over: a person says whether to do without."""

    def __init__(self, who: Who) -> None:
        super().__init__(
            "Take over without an answer?",
            [
                f"{name_of(who, 'Somebody')} has the meeting open and has not answered. If that "
                "computer is off or hangs, take over. If somebody works there, speak to them first:"
                " what they record meanwhile is kept, but both may decide the same standard."
            ],
            [Choice("t", "take over", "insist"), Choice("w", "wait", "wait")],
        )


class ReplaceProtected(Question):
    """The record is read-only or another user's: a person says whether it may be replaced."""

    def __init__(self, protected: Protected) -> None:
        super().__init__(
            "Replace the record?",
            [
                f"{protected.message}. Saving puts a new file in its place, with the same rights "
                "as far as the system allows.",
                "",
                "Your decisions are kept on this computer in the meantime.",
            ],
            [Choice("r", "replace it and save", "replace"), Choice("l", "leave it", "leave")],
        )


class InTheWay(Question):
    """Somebody's unfinished save lies beside the record: a person says whether it is dead."""

    def __init__(self, blocked: Blocked) -> None:
        written = ""
        if blocked.at is not None:
            with suppress(ValueError, OverflowError, OSError):
                written = f", last written {datetime.fromtimestamp(blocked.at):%d %B %H:%M:%S}"
        super().__init__(
            "Somebody's save is in the way",
            [
                f"{shortened(blocked.path.name)} lies beside the record{written}. Another screen is"
                " saving just now, or a computer that stopped in the middle of a save left it. "
                "From here nobody can tell which.",
                "",
                "Ask whoever else has the meeting open. If nobody is saving, remove it: the record "
                "itself is not touched by that.",
            ],
            [Choice("s", "save again", "save"), Choice("r", "remove it and save", "remove")],
        )

"""Questions about others who work on the same meeting."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime

from core.conflicts import differences
from core.dates import moment_words
from core.record import Entry
from sessions.record.atomic_save import Blocked, Protected
from sessions.record.presence import Other, Who
from sessions.text.visible import shortened
from tui.dialogs.dialog import Question, QuestionChoice
from tui.drawing.lines import Line, Piece, line, padded, wrap_paragraphs
from tui.state.other_viewers import decided, name_of


class TakeOver(Question):
    """Ask the person who is editing whether another may take over."""

    def __init__(self, who: Who) -> None:
        super().__init__(
            "Hand over the meeting?",
            [
                f"{name_of(who, 'Somebody')} asks to take over this meeting. If you agree, you can "
                "only view it from then on, and can ask for it back."
            ],
            [QuestionChoice("a", "agree", "agree"), QuestionChoice("k", "keep it", "keep")],
        )


class TwoEntries(Question):
    """Shows two entries about the same thing under what is asked of them."""

    def __init__(
        self, title: str, words: str, theirs: Entry, ours: Entry, choices: Sequence[QuestionChoice]
    ) -> None:
        super().__init__(title, [words], choices)
        self._theirs = theirs
        self._ours = ours

    def rows(self, width: int) -> list[Line]:
        """Draw the sentence, then what the two entries say: of decisions all, else what differs."""
        rows = [*super().rows(width), line()]
        if self._theirs.details is None and self._theirs.correction is None:
            for whose, entry in (("theirs", self._theirs), ("yours", self._ours)):
                rows += _said("", f"{whose}:", decided(entry), width, indent=0)
            return rows
        for difference in differences(self._theirs, self._ours):
            what = difference.what[:1].upper() + difference.what[1:]
            rows += _said(what, "theirs", difference.theirs, width)
            rows += _said("", "yours", difference.ours, width)
        return rows


WHAT, WHOSE = 18, 8


def _said(what: str, whose: str, words: str, width: int, indent: int = WHAT) -> list[Line]:
    """Draw what one of two entries says, beside whose it is."""
    rows = wrap_paragraphs(words, width - indent - WHOSE - 2)
    heads = [(what, whose), *[("", "")] * (len(rows) - 1)]
    return [
        line(Piece(f" {padded(about, indent)}{padded(who, WHOSE)}", "quiet"), Piece(row, "strong"))
        for (about, who), row in zip(heads, rows, strict=True)
    ]


class ClashQuestion(TwoEntries):
    """Ask which of two entries about the same thing counts; `about` names the thing."""

    def __init__(self, theirs: Entry, ours: Entry, about: str) -> None:
        super().__init__(
            f"{about} {verb_of(ours)} twice",
            f"Another screen {did(theirs)} while you did. Both entries are kept. Yours is "
            "later, so it counts unless you choose theirs.",
            theirs,
            ours,
            [QuestionChoice("y", "use yours", "ours"), QuestionChoice("t", "use theirs", "theirs")],
        )


class Overtaken(TwoEntries):
    """Show that another screen recorded something later about the same thing, `about`."""

    def __init__(self, theirs: Entry, ours: Entry, about: str, following: Other | None) -> None:
        who = "Another screen" if following is None else name_of(following.who, "Somebody")
        again = (
            [
                QuestionChoice("r", "record yours again", "ours"),
                QuestionChoice("l", "leave theirs", "theirs"),
            ]
            if following is None
            else [QuestionChoice("l", "leave it", "theirs")]
        )
        super().__init__(
            f"The record has {other_words(ours, about)}",
            f"{who} {did(theirs)} without having seen yours. Both entries are kept. Theirs is "
            "later, so it counts until somebody changes it again.",
            theirs,
            ours,
            again,
        )


def other_words(entry: Entry, about: str) -> str:
    """Name what another screen recorded of the same kind as an entry."""
    lower = about[0].lower() + about[1:]
    if entry.details is not None:
        return f"other {lower}"
    return f"another correction of {lower}" if entry.correction else f"another decision on {about}"


def verb_of(entry: Entry) -> str:
    """Return what was done to what an entry is about: "was decided"."""
    if entry.details is not None:
        return "were entered"
    return "was corrected" if entry.correction is not None else "was decided"


def did(entry: Entry) -> str:
    """Return what an entry did: "decided it"."""
    if entry.details is not None:
        return "entered them"
    return "corrected it" if entry.correction is not None else "decided it"


class Insist(Question):
    """Ask whether to take over without an answer."""

    def __init__(self, who: Who) -> None:
        super().__init__(
            "Take over without an answer?",
            [
                f"{name_of(who, 'Somebody')} is editing this meeting and has not answered. If that "
                "computer is off or does not respond, take over. If somebody is using it, speak to "
                "them first: what they record is kept, but you may both decide the same standard."
            ],
            [QuestionChoice("t", "take over", "insist"), QuestionChoice("w", "wait", "wait")],
        )


class ReplaceProtected(Question):
    """Ask whether to replace a record that is read-only or belongs to another user."""

    def __init__(self, protected: Protected) -> None:
        super().__init__(
            "Replace the record?",
            [
                f"{protected.message}. Saving puts a new file in its place, with the same rights "
                "as far as the system allows.",
                "",
                "Your decisions are kept on this computer in the meantime.",
            ],
            [
                QuestionChoice("r", "replace it and save", "replace"),
                QuestionChoice("l", "leave it", "leave"),
            ],
        )


class InTheWay(Question):
    """Ask whether to remove an unfinished save beside the record."""

    def __init__(self, blocked: Blocked) -> None:
        written = ""
        if blocked.at is not None:
            with suppress(ValueError, OverflowError, OSError):
                written = f", last written {moment_words(datetime.fromtimestamp(blocked.at))}"
        super().__init__(
            "Another save is unfinished",
            [
                f"{shortened(blocked.path.name)} is beside the record{written}. Either another "
                "screen "
                "is saving now, or a computer stopped in the middle of a save and left it. The "
                "program cannot tell which.",
                "",
                "Ask whoever else has the meeting open. If nobody is saving, remove it. The record "
                "itself does not change.",
            ],
            [
                QuestionChoice("s", "save again", "save"),
                QuestionChoice("r", "remove it and save", "remove"),
            ],
        )

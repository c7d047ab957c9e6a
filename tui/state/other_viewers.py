"""What a look at the meeting's files showed of other viewers, and the sentences about it."""

from contextlib import suppress
from datetime import datetime

from core.dates import day_words, moment_words
from core.history_words import decided_words
from core.meeting import Meeting
from core.record import Entry, Kind
from core.value import Value
from sessions import clock
from sessions.record.presence import Other, Who
from sessions.record.recovery import Pending
from sessions.record.store import Saved

# After so long without an answer a person may insist.
UNANSWERED_SECONDS = 20
LONGEST_NAME = 60


class OtherViewers(Value):
    """What the last look showed.

    `added`: the record with entries of others. `asked_by`: who asks to take over. `evidence`,
    `record`: a sentence about a session file that is not what was opened, or a record that does
    not continue what was read, "" where all is well. `following`: who has the meeting open instead
    of us (`alive` False: they are gone); None where it is ours. `asking`: for how many seconds our
    request has been waiting; None without one. `said`: what came of it. `left`: what a screen of
    this computer had kept and not saved when we took over from it.
    """

    added: Saved | None = None
    asked_by: Who | None = None
    evidence: str = ""
    record: str = ""
    following: Other | None = None
    asking: int | None = None
    said: str = ""
    left: Pending | None = None

    @property
    def standing(self) -> tuple[object, ...]:
        """What people have to know of at once: whose the meeting is, and whether they answer."""
        return self.following, self.unanswered, self.evidence, self.record

    @property
    def unanswered(self) -> bool:
        """Whether our request has waited so long that the user may insist."""
        return self.asking is not None and self.asking >= UNANSWERED_SECONDS

    def following_words(self, key: str) -> str:
        """Say who has the meeting instead of us, and what the key of taking over does now."""
        other = self.following
        if other is None:
            return ""
        name = name_of(other.who, "Somebody")
        if other.alive is False:
            return f"{name} no longer has the meeting open. Press {key} to take over."
        if self.unanswered:
            return (
                f"{name} has not answered for {self.asking} s. Speak to them, or press {key} "
                "again to take over without an answer."
            )
        if self.asking is not None:
            return f"{name} has it open. You asked to take over {self.asking} s ago."
        return f"View only: {who_words(other)}. {key} asks to take over."


def who_words(other: Other) -> str:
    """Say who has the meeting open, where and since when."""
    since = _at_most(other.who.since)
    with suppress(ValueError, OverflowError, OSError):
        at = datetime.fromisoformat(other.who.since).astimezone()
        since = f"{at:%H:%M}" if at.date() == clock.today() else moment_words(at)
    gone = " (it is not known whether they still are)" if other.alive is None else ""
    return f"{name_of(other.who)} has been editing since {since}{gone}"


def name_of(who: Who, nobody: str = "somebody") -> str:
    """Name a person and a computer, however long a file makes them."""
    user, host = _at_most(who.user), _at_most(who.host)
    return f"{user or nobody} ({host or 'another computer'})"


def _at_most(text: str) -> str:
    return text if len(text) <= LONGEST_NAME else text[: LONGEST_NAME - 1] + "…"


def about_words(meeting: Meeting, entry: Entry) -> str:
    """Name what an entry is about: a standard, the details of a meeting, another's wording."""
    if entry.details is not None:
        day = entry.details.day
        return "Meeting details" + (f" of {day_words(day)}" if day is not None else "")
    if entry.correction is not None:
        ids = [each.id for each in meeting.entries]
        corrects = entry.correction.corrects
        number = f" {ids.index(corrects) + 1}" if corrects in ids else ""
        return f"The wording of entry{number}"
    return entry.standard or "the inspection"


def recorded_words(meeting: Meeting, entry: Entry) -> str:
    """Name what an entry records, after "has recorded"."""
    about = about_words(meeting, entry)
    if entry.details is not None:
        return about[0].lower() + about[1:]
    if entry.correction is not None:
        return f"a correction: {about[0].lower() + about[1:]}"
    if entry.kind is Kind.NOTE:
        return f"a note on {about}"
    if entry.kind is Kind.SIGN_OFF:
        return "a sign-off"
    if entry.kind is Kind.REOPEN:
        return "that the record is open again"
    return f"on {about}: {decided(entry)}"


def again_words(meeting: Meeting, entry: Entry) -> str:
    """Say that another screen has recorded something again, and what."""
    about = about_words(meeting, entry)
    if entry.details is not None:
        return f"Another screen has changed this: {about}."
    if entry.correction is not None:
        return f"Another screen has corrected this again: {about}."
    return f"Another screen has decided {about} again: {decided(entry)}"


def decided(entry: Entry) -> str:
    """Say a decision in one sentence, with its time and reason."""
    return f"{decided_words(entry)} ({entry.at.astimezone():%H:%M}): {entry.reason or 'no reason'}"


def signed_words(entry: Entry) -> str:
    """Say when the record was signed, with the beginning of the fingerprint."""
    at = entry.at.astimezone()
    day = "" if at.date() == clock.today() else f"{day_words(at.date())} "
    start = entry.sign_off.fingerprint_start if entry.sign_off is not None else ""
    return f"Signed {day}{at:%H:%M}{f' · {start}' if start else ''}"

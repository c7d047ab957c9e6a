"""Meetings to torture: a copy of a shipped inspection, and entries of every kind made quickly."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import lru_cache
from pathlib import Path
from uuid import uuid4

from core.meeting import Meeting, Proposal
from core.meeting_details import Interest, MeetingDetails
from core.proposals import (
    AnyProposal,
    CorrectionProposal,
    DetailsProposal,
    NoteProposal,
    ReopenProposal,
    SignOffProposal,
)
from core.record import Entry, Kind, Signature, correctable
from core.standard_result import StandardResult
from core.value import replace
from sessions import clock
from sessions.files.session_file import Session, read_session

NORTH_SOMERSET = Path(__file__).resolve().parents[1] / "fixtures" / "north-somerset-2020.toml"
OPEN_STANDARDS = ("2.2", "2.3", "2.4", "3.1", "3.2", "3.3", "3.4")


@dataclass
class Outcome:
    """What one torture found: how often it ran, what was acknowledged, what became of it."""

    name: str
    runs: int = 0
    acknowledged: int = 0
    lost: int = 0
    duplicated: int = 0
    unreadable: int = 0
    faults: list[str] = field(default_factory=list)
    note: str = ""

    @property
    def clean(self) -> bool:
        """Whether nothing went wrong."""
        return not (self.lost or self.duplicated or self.unreadable or self.faults)

    def compare(self, acknowledged: set[str], found: list[str]) -> None:
        """Count what was acknowledged, and what of it is missing or there twice."""
        self.acknowledged += len(acknowledged)
        self.lost += len(acknowledged - set(found))
        self.duplicated += len(found) - len(set(found))


def copied_session(folder: Path) -> Session:
    """Copy North Somerset 2020 to a folder and read it there."""
    folder.mkdir(parents=True, exist_ok=True)
    return read_session(Path(shutil.copy(NORTH_SOMERSET, folder)))


@lru_cache
def _pattern(path: Path, standard: str, kind: Kind) -> Entry:
    meeting = Meeting(read_session(path).evidence)
    return meeting.entry_for(
        Proposal(kind, standard, reason="Weighed."), "pattern", clock.now_in_seconds()
    )


def decision(
    session: Session,
    reason: str = "One case weighed too heavily.",
    standard: str = "3.2",
    kind: Kind = Kind.KEEP,
    second: int = 0,
    replaces: str | None = None,
) -> Entry:
    """Make an entry with an id of its own; `second` moves its time."""
    made = _pattern(session.path, standard, kind)
    at = made.at + timedelta(seconds=second)
    return replace(made, id=str(uuid4()), at=at, reason=reason, replaces=replaces)


KINDS = (
    Kind.MEETING,
    Kind.KEEP,
    Kind.AGREE,
    Kind.NOTE,
    Kind.CORRECT,
    Kind.CHANGE,
    Kind.DEFER,
    Kind.SIGN_OFF,
    Kind.REOPEN,
)


@lru_cache
def _results(path: Path) -> tuple[StandardResult, ...]:
    return Meeting(read_session(path).evidence).results


def entry_of(
    session: Session, kind: Kind, earlier: Sequence[Entry] = (), words: str = "Weighed."
) -> Entry:
    """Make an entry of a kind behind earlier ones, as the screen would.

    On a signed record it is a reopening; where there is nothing to correct or to reopen, a note.
    """
    meeting = Meeting(session.evidence, tuple(earlier))
    meeting.__dict__["results"] = _results(session.path)
    number = len(earlier)
    proposal = _proposal(meeting, kind, number, words)
    return meeting.entry_for(proposal, str(uuid4()), clock.now_in_seconds())


def _proposal(meeting: Meeting, kind: Kind, number: int, words: str) -> AnyProposal:
    open_standard = OPEN_STANDARDS[number % len(OPEN_STANDARDS)]
    if meeting.signed is not None:
        return ReopenProposal(("Ann Chair",), words)
    if kind is Kind.MEETING:
        return DetailsProposal(_details(f"Member {number}", words))
    if kind is Kind.AGREE:
        return Proposal(kind, f"1.{1 + number % 4}", reason=words)
    if kind is Kind.CHANGE:
        rating = meeting.scorecard.standard(open_standard).result.rating
        other = next(each for each in meeting.evidence.scheme.ratings if each != rating)
        return Proposal(kind, open_standard, other, words)
    if kind in (Kind.KEEP, Kind.DEFER):
        return Proposal(kind, open_standard, reason=words)
    if kind is Kind.SIGN_OFF:
        return SignOffProposal((Signature("Ann Chair", "Chair"),))
    wordy = [entry for entry in meeting.entries if correctable(entry.kind)]
    if kind is Kind.CORRECT and wordy:
        field = "text" if wordy[-1].kind is Kind.NOTE else "reason"
        return CorrectionProposal(wordy[-1].id, ((field, f"{words} Correction {number}."),), "Typo")
    return NoteProposal(f"{words} Note {number}.", open_standard)


def _details(member: str, place: str) -> MeetingDetails:
    interest = Interest(member, "knows the team", ("3.2",), "left the room")
    return MeetingDetails(clock.today(), place, "Ann Chair", (member,), interests=(interest,))


def mixed(session: Session, earlier: Sequence[Entry] = (), words: str = "Weighed.") -> Entry:
    """Make an entry behind earlier ones; the kinds take turns."""
    return entry_of(session, KINDS[len(earlier) % len(KINDS)], earlier, words)


def meeting_of(session: Session, count: int, words: str = "Weighed.") -> list[Entry]:
    """Make the entries of a meeting, of all kinds in turn."""
    entries: list[Entry] = []
    for _ in range(count):
        entries.append(mixed(session, entries, words))
    return entries


def withdrawal(session: Session, entry: Entry, reason: str = "A slip.") -> Entry:
    """Make the entry that withdraws another."""
    made = decision(session, reason, entry.standard or "", replaces=entry.id)
    return replace(made, kind=Kind.WITHDRAW)

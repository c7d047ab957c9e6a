"""Meetings to torture: a copy of a shipped inspection, and decisions made quickly."""

import shutil
from dataclasses import dataclass, field
from datetime import timedelta
from functools import lru_cache
from pathlib import Path
from uuid import uuid4

from core.meeting import Meeting, Proposal
from core.record import Entry, Kind
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
        Proposal(kind, standard, reason="-"), "pattern", clock.now_in_seconds()
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


def withdrawal(session: Session, entry: Entry, reason: str = "A slip.") -> Entry:
    """Make the entry that withdraws another."""
    made = decision(session, reason, entry.standard or "", replaces=entry.id)
    return replace(made, kind=Kind.WITHDRAW)

"""Joining another version of a record into it: entries are only ever added.

Entries that only the version holds are added after those of the record, in their order. If both
decided the same standard without knowing of each other, only the panel can say which decision
counts, so nothing is written until a person has chosen. Then both decisions are in the record: the
other one is withdrawn, by an entry that says why.
"""

import os
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from core.history import redo
from core.meeting import Meeting, Proposal
from core.record import DECIDING, Entry, Kind
from core.standing import fold
from core.value import Value
from sessions import clock
from sessions.files.decisions_file import Record
from sessions.files.session_file import Session
from sessions.record.disk import DISK, Disk
from sessions.record.store import RecordStore
from sessions.record.versions import JOINED

KINDS_THAT_CLASH = DECIDING | {Kind.WITHDRAW}


class Clash(Value):
    """A standard that both versions decided apart; None where a decision was withdrawn."""

    standard: str
    here: Entry | None
    there: Entry | None


class Joined(Value):
    """What a join did: the entries added, and those left out because they were withdrawn already.

    `kept_as` is the new name of the version, None where it could not be renamed. `note` is what the
    save had to say.
    """

    added: tuple[Entry, ...]
    left_out: tuple[Entry, ...]
    kept_as: Path | None
    note: str = ""


def clashes_of(here: tuple[Entry, ...], there: tuple[Entry, ...]) -> tuple[Clash, ...]:
    """Return the standards that both versions decided without knowing of each other."""
    shared = {entry.id for entry in here} & {entry.id for entry in there}
    notes = {entry.id for entry in (*here, *there) if entry.kind is Kind.NOTE}

    def decided(entries: tuple[Entry, ...]) -> set[str]:
        return {
            entry.standard
            for entry in entries
            if entry.id not in shared
            and entry.standard
            and entry.kind in KINDS_THAT_CLASH
            and entry.replaces not in notes
        }

    ours, theirs = fold(here).decisions, fold(there).decisions
    return tuple(
        Clash(standard, ours.get(standard), theirs.get(standard))
        for standard in sorted(decided(here) & decided(there))
    )


def join(
    session: Session, path: Path, version: Record, prefer_record: bool, disk: Disk = DISK
) -> Joined:
    """Add to the record what only a version of it holds, then rename the version.

    `prefer_record` says which decision counts if both decided a standard: the record's, or else
    the version's.

    Raises:
        NotSaved: nothing could be written.
        Unusable: the record is damaged.
        Refused: a decision cannot be withdrawn, or made again, so that the other one counts.
    """
    store = RecordStore.open(session, disk=disk)
    here = store.entries
    known = {entry.id for entry in here}
    withdrawn = set(fold(here).withdrawn)
    added, left_out = [], []
    for entry in version.entries:
        if entry.id in known:
            continue
        if entry.kind is Kind.WITHDRAW and entry.replaces in withdrawn:
            left_out.append(entry)
            continue
        added.append(entry)
    clashes = clashes_of(here, version.entries)
    added += _settling(session, (*here, *added), clashes, prefer_record, path.name)
    saved = store.save((*here, *added))
    note = saved.note
    if added and fold(saved.entries).signed is not None:
        note = f"{note} The record is signed: what was added does not count until it is reopened."
    return Joined(tuple(added), (*left_out, *saved.left_out), _renamed(path), note.strip())


def _settling(
    session: Session,
    entries: tuple[Entry, ...],
    clashes: tuple[Clash, ...],
    prefer_record: bool,
    name: str,
) -> list[Entry]:
    """Return the entries that make the preferred decisions count where both sides decided."""
    meeting = Meeting(session.evidence, entries)
    made: list[Entry] = []
    for clash in clashes:
        wanted = clash.here if prefer_record else clash.there
        reason = f"Joined with {name}; the other decision stands."
        while (standing := fold(meeting.entries).decisions.get(clash.standard)) is not None:
            if wanted is not None and standing.id == wanted.id:
                break
            proposal = Proposal(Kind.WITHDRAW, clash.standard, reason=reason)
            meeting = _with(meeting, proposal, made)
        if standing is None and wanted is not None:
            # The other side had withdrawn it: it is decided again.
            meeting = _with(meeting, redo(wanted), made)
    return made


def _with(meeting: Meeting, proposal: Proposal, made: list[Entry]) -> Meeting:
    made.append(meeting.entry_for(proposal, str(uuid4()), clock.now_in_seconds()))
    return meeting.with_entry(made[-1])


def _renamed(path: Path) -> Path | None:
    """Rename a version whose entries are all in the record; None where that is not possible."""
    for number in range(1, 100):
        to = path.with_name(f"{path.name}{'' if number == 1 else f'-{number}'}{JOINED}")
        if os.path.lexists(to):
            continue
        with suppress(OSError):
            path.rename(to)
            return to
        return None
    return None

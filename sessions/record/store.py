"""The record on disk: loads it, adds to it by the conflict rule, follows what others add.

The rule: what is on disk is read again under the save lock. If it continues what we know, byte for
byte, our entries are added at its end; otherwise it stays as it is and ours go to a conflict file.
Nobody's entry is ever overwritten, and none is written twice.
"""

import hashlib
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from threading import Lock
from uuid import uuid4

from core.conflicts import clashes
from core.meeting_details import MeetingDetails
from core.record import Entry, Kind, unsealed
from core.standing import fold
from core.value import Value, replace
from sessions import clock
from sessions.files.decisions_file import (
    Record,
    decisions_path,
    new_record,
    parse_record,
    record_warnings,
    with_entries,
)
from sessions.files.entries import entry_table
from sessions.files.session_file import Session
from sessions.record.atomic_save import (
    PATIENCE,
    Blocked,
    NotSaved,
    Patience,
    Protected,
    Saving,
    real_path,
    remove_left,
    save_file,
    saving,
    told,
)
from sessions.record.disk import DISK, Disk, fitting
from sessions.record.sealing import sealed
from sessions.text.problems import Problem, Unusable
from sessions.text.visible import shortened
from sessions.toml.read import LARGEST, read_bytes

WRITTEN_AGAIN = "The decisions file had been removed; it was written again in full."
NOT_SIGNED = (
    "Not signed: another screen recorded something that was not shown here when you signed. Look "
    "at the record, then sign again."
)
CONFLICT_CELLS = 72
# Bytes at the end of a full record that only entries of these kinds may use.
RESERVED = 64 * 1024
CLOSING = frozenset({"withdraw", "correct", "sign-off", "reopen"})
NO_COPY = "No copy of the earlier record could be made (.bak); the record itself is saved."


class Saved(Value):
    """The record as it is on disk now.

    `entries`: all of them, in order. `added`: those of others that the caller did not know.
    `clashes`: (theirs, ours) where both decided a standard, entered the details of a meeting or
    corrected the same words, without knowing of each other. Both are kept, ours after theirs.
    `left_out`: withdrawals of ours that the record cannot hold, for another withdrew the same
    decision first (`note` says in which file they are kept), and a sign-off that entries of others
    came before. `note`: sentences for the people, or "".
    """

    entries: tuple[Entry, ...]
    at: datetime
    clashes: tuple[tuple[Entry, Entry], ...] = ()
    note: str = ""
    added: tuple[Entry, ...] = ()
    left_out: tuple[Entry, ...] = ()


class Conflict(NotSaved):
    """The file on disk does not continue what we read; ours went to a file of their own.

    `path`: that conflict file, a complete decisions file: the record as we have it.
    """

    def __init__(self, message: str, remedy: str, path: Path) -> None:
        self.path = path
        super().__init__(message, remedy)


class TooLarge(NotSaved):
    """Some entries do not fit into the record any more; `saved` tells of those that were saved."""

    def __init__(self, message: str, remedy: str, saved: Saved) -> None:
        self.saved = saved
        super().__init__(message, remedy)


class _Plan(Value):
    """What a save has to do.

    `base`: the record to add to. `ours`: what to add. `moot`: withdrawals of ours that the record
    cannot hold. `clashes`, `added`: as in `Saved`. `rewrite`: whether anything is to be written.
    """

    base: Record
    ours: tuple[Entry, ...]
    moot: tuple[Entry, ...]
    clashes: tuple[tuple[Entry, Entry], ...]
    added: tuple[Entry, ...]
    rewrite: bool
    notes: list[str]


class RecordStore:
    """A meeting's decisions file: what we know of it, and the way to add to it.

    `entries` and `meeting` are as last read or written, `warnings` as found on opening.
    Thread-safe.
    """

    def __init__(
        self,
        session: Session,
        path: Path,
        record: Record | None,
        disk: Disk = DISK,
        patience: Patience = PATIENCE,
    ) -> None:
        self.session = session
        self.path = path
        self._target = real_path(path)
        self._disk = disk
        self._patience = patience
        self._record = record
        self._stamp: tuple[int, ...] | None = None
        self._to_copy: bytes | None = None
        self._first_save = True
        self._unsure: set[str] = set()
        self._conflict: tuple[Path, bytes] | None = None
        self._may_replace = False
        self.trouble = ""
        self._odd: tuple[tuple[int, ...] | None, str] | None = None
        self._busy = Lock()
        self.warnings: tuple[Problem, ...] = (
            () if record is None else record_warnings(str(path), record, session)
        )

    @classmethod
    def open(
        cls,
        session: Session,
        path: Path | None = None,
        disk: Disk = DISK,
        patience: Patience = PATIENCE,
    ) -> "RecordStore":
        """Read the record beside a session, or the one at *path*.

        Raises:
            Unusable: With every problem of the record.
        """
        place = decisions_path(session.path) if path is None else path
        try:
            data = disk.read(real_path(place))
        except FileNotFoundError:
            return cls(session, place, None, disk, patience)
        except OSError:
            data = read_bytes(place)
        if len(data) > LARGEST:
            data = read_bytes(place)
        record = parse_record(str(place), data, session.evidence)
        return cls(session, place, record, disk, patience)

    @property
    def record(self) -> Record | None:
        """The record as last read or written; None where there is none yet."""
        return self._record

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The entries as last read or written, in order."""
        return () if self._record is None else self._record.entries

    @property
    def meeting(self) -> MeetingDetails:
        """The details of the meeting in the head of an older record."""
        return MeetingDetails() if self._record is None else self._record.meeting

    @property
    def newer(self) -> tuple[Problem, ...]:
        """What a newer version wrote that this one does not know: the record is view only."""
        return () if self._record is None else self._record.newer

    def save(self, entries: tuple[Entry, ...]) -> Saved:
        """Save *entries*, the caller's whole list, on disk; return once that is done.

        Raises:
            NotSaved: That failed. What was there is untouched, or complete with ours; a second try
                finds them there.
            Conflict: The file on disk does not continue what we know.
            TooLarge: Some entries do not fit into the record any more.
        """
        rights_of = (self._target, self.session.path)
        with self._busy, saving(self._target, self._disk, self._patience, rights_of) as lock:
            on_disk = lock.read()
            base = self._base(on_disk)
            # A newer version may have written what decides a rating: nothing is added after it.
            if base is None or base.newer:
                raise self._conflicting(entries)
            plan = self._plan(base, on_disk, entries)
            if on_disk is None and self._record is not None:
                plan.notes.append(WRITTEN_AGAIN)
            if any(entry.kind is Kind.SIGN_OFF for entry in plan.moot):
                plan.notes.append(NOT_SIGNED)
            if any(entry.kind is Kind.WITHDRAW for entry in plan.moot):
                plan.notes.append(self._keep_moot(plan, entries))
            plan, data, too_large = self._fitting(plan)
            if plan.rewrite:
                self._write(lock, plan, data, on_disk)
            elif on_disk is not None:
                self._record = base
            note = " ".join(plan.notes)
            self._all_well()
            saved = Saved(
                self.entries, clock.now_in_seconds(), plan.clashes, note, plan.added, plan.moot
            )
            if too_large:
                raise self._too_large(too_large, saved)
            return saved

    def _fitting(self, plan: _Plan) -> tuple[_Plan, bytes, tuple[Entry, ...]]:
        """Return the plan with what still fits into the record, its bytes, and what does not fit.

        Decisions stop before the record is full, so that it can always be put in order and signed.
        """
        data = self._bytes(plan.base, plan.ours)
        if len(data) <= LARGEST - RESERVED:
            return plan, data, ()
        fitting: list[Entry] = []
        others: list[Entry] = []
        for entry in plan.ours:
            most = LARGEST if entry.kind.value in CLOSING else LARGEST - RESERVED
            size = len(self._bytes(plan.base, (*fitting, entry)))
            depends = any(entry.replaces == other.id for other in others)
            (others if depends or size > most else fitting).append(entry)
        rewrite = plan.rewrite and (bool(fitting) or not plan.ours)
        plan = replace(plan, ours=tuple(fitting), rewrite=rewrite)
        return plan, self._bytes(plan.base, plan.ours), tuple(others)

    def _too_large(self, entries: tuple[Entry, ...], saved: Saved) -> "TooLarge":
        number = "1 entry was" if len(entries) == 1 else f"{len(entries)} entries were"
        return TooLarge(
            f"{shortened(self.path.name)} is full: {number} not saved, for a record may have at "
            f"most {LARGEST:,} bytes, of which {RESERVED:,} are reserved",
            "Withdrawals, corrections and the sign-off can still be saved.",
            saved,
        )

    def set_aside(self, entries: tuple[Entry, ...]) -> Path | None:
        """Write the whole record beside a file on disk that lost what was read or written.

        `entries` are those that the caller knows. Returns the new file; None where the file on disk
        still has everything that was ever read or written, or nothing ever was.

        Raises:
            NotSaved: That is impossible.
        """
        with self._busy:
            try:
                data = self._disk.read(self._target)
            except FileNotFoundError:
                if self._record is None:
                    return None
            except OSError as error:
                raise told(self._target, error) from error
            else:
                if self._continued(data) is not None:
                    return None
            if not (entries or self.entries):
                return None
            return self._write_conflict(entries)

    def may_replace(self) -> None:
        """Let the next saves replace a read-only record, or another user's, as a person agreed."""
        self._may_replace = True

    def remove_left(self, blocked: Blocked) -> None:
        """Remove what blocks a save, after a person agreed.

        Raises:
            NotSaved: It cannot be removed.
        """
        remove_left(blocked, self._disk)

    def doubt(self, ids: Iterable[str]) -> None:
        """Name entries whose earlier save nobody confirmed: the next save writes them again."""
        self._unsure |= set(ids)

    def poll(self) -> Saved | None:
        """Look whether others added to the record; None when not. Never raises, never waits long.

        None too while a save is under way, and where one that failed put ours on disk: the next
        save answers.
        """
        if not self._busy.acquire(blocking=False):
            return None
        try:
            stamp = self._disk.stamp(self._target)
            if self._odd is not None and stamp == self._odd[0]:
                # Only at the second look: the first may come amid somebody's saving.
                self.trouble = self._odd[1]
                return None
            if stamp is None:
                self._odd = (stamp, self._removed()) if self._record is not None else None
                return None
            if stamp == self._stamp:
                self._all_well()
                return None
            data = self._disk.read(self._target)
            record = self._continued(data)
            if record is None:
                self._odd = (stamp, self._changed_words(data))
                return None
            self._stamp = stamp
            self._all_well()
            if self._record is not None and data == self._record.data:
                return None
            known = {entry.id for entry in self.entries}
            added = tuple(entry for entry in record.entries if entry.id not in known)
            if any(entry.id in self._unsure for entry in added):
                return None
            self._record = record
            return Saved(record.entries, clock.now_in_seconds(), added=added)
        except OSError:
            return None
        finally:
            self._busy.release()

    def _all_well(self) -> None:
        self.trouble, self._odd = "", None

    def _removed(self) -> str:
        name = shortened(self.path.name)
        return (
            f"{name} was deleted or renamed. The next decision writes it again in full; if you "
            "leave before that, everything is saved in a file beside it."
        )

    def _changed_words(self, data: bytes) -> str:
        """Say that the file does not continue what was read, and on which standards it differs."""
        where = ""
        with suppress(Unusable):
            theirs = fold(self._parsed(data).entries).decisions
            ours = fold(self.entries).decisions
            differing = sorted(s for s in {*ours, *theirs} if ours.get(s) != theirs.get(s))
            where = f" It differs on {', '.join(differing)}." if differing else ""
        return (
            f"{shortened(self.path.name)} was changed by another program or by hand; it is not the "
            f"record that was read here.{where} Nothing in it will be overwritten: the next "
            "decision is saved in a file beside it, and so is everything when you leave."
        )

    def _base(self, on_disk: bytes | None) -> Record | None:
        """Return the record to add to; None when what is on disk does not continue what we know."""
        if on_disk is not None:
            return self._continued(on_disk)
        if self._record is not None:
            return self._record
        return self._new()

    def _continued(self, data: bytes) -> Record | None:
        known = self._record
        if known is not None and hashlib.sha256(data).hexdigest() == known.sha256:
            return known
        if len(data) > LARGEST or (known is not None and not data.startswith(known.data)):
            return None
        try:
            record = self._parsed(data)
        except Unusable:
            return None
        if record.newer and (known is None or not known.newer):
            return None
        # Bytes after our last entry can still belong to it, as one more key of its table.
        before = () if known is None else known.entries
        return record if record.entries[: len(before)] == before else None

    def _new(self) -> Record:
        """Return a record without entries, as a new file begins."""
        return self._parsed(new_record(self.session, clock.today()))

    def _parsed(self, data: bytes) -> Record:
        return parse_record(str(self.path), data, self.session.evidence)

    def _plan(self, base: Record, on_disk: bytes | None, entries: tuple[Entry, ...]) -> _Plan:
        """Compare the caller's whole list with the record to add to; nothing is written yet."""
        there = {entry.id for entry in base.entries}
        given = {entry.id for entry in entries}
        unsaved = _once([entry for entry in entries if entry.id not in there])
        unsure = tuple(e for e in entries if e.id in there and e.id in self._unsure)
        added = tuple(entry for entry in base.entries if entry.id not in given)
        withdrawn = fold(base.entries).withdrawn
        moot = tuple(
            entry
            for entry in unsaved
            if (entry.kind is Kind.WITHDRAW and entry.replaces in withdrawn)
            # Nobody signs what they have not seen.
            or (entry.kind is Kind.SIGN_OFF and added)
        )
        ours = tuple(entry for entry in unsaved if entry not in moot)
        notes = {entry.id for entry in (*base.entries, *entries) if entry.kind is Kind.NOTE}
        pairs = clashes(added, (*unsure, *unsaved), notes)
        gone = on_disk is None and self._record is not None
        return _Plan(base, ours, moot, pairs, added, bool(ours or gone or unsure), [])

    def _write(self, lock: Saving, plan: _Plan, data: bytes, on_disk: bytes | None) -> None:
        protection = self._disk.protection(self._target)
        if protection and not self._may_replace:
            raise Protected(
                f"{shortened(self.path.name)} was not saved: it {protection}",
                "Press s to choose whether to replace it.",
            )
        linked = self._disk.names(self._target) > 1
        self._copy(on_disk, plan)
        # From here on ours may be on disk although the save fails, so a retry must write again.
        self._unsure |= {entry.id for entry in plan.ours}
        read: list[Record] = []
        lock.write(data, lambda written: read.append(self._checked(written, plan)))
        self._record = read[0]
        self._unsure.clear()
        plan.notes.extend(_rights_notes(shortened(self.path.name), lock.missed, linked))
        with suppress(OSError):
            self._stamp = self._disk.stamp(self._target)

    def _copy(self, on_disk: bytes | None, plan: _Plan) -> None:
        """Keep the record as the meeting found it; a failed copy never holds up the record."""
        first, self._first_save = self._first_save, False
        if first:
            self._to_copy = on_disk
        if self._to_copy is None:
            return
        copy = self._target.with_name(self._target.name + ".bak")
        try:
            self._keep_fuller_copy(copy, self._to_copy)
            rights_of = (self._target, self.session.path)
            save_file(copy, self._to_copy, lambda _: None, self._disk, Patience(0), rights_of)
        except NotSaved:
            if first:
                plan.notes.append(NO_COPY)
        else:
            self._to_copy = None

    def _keep_fuller_copy(self, copy: Path, data: bytes) -> None:
        """Rename an earlier copy that holds entries which the new one would not."""
        try:
            earlier = self._disk.read(copy)
            if data.startswith(earlier):
                return
            known = {entry.id for entry in self._parsed(data).entries}
            if {entry.id for entry in self._parsed(earlier).entries} <= known:
                return
        except (OSError, Unusable):
            return
        stamp = clock.now().strftime("%Y%m%dT%H%M%SZ")
        with suppress(OSError):
            self._disk.replace(copy, copy.with_name(f"{copy.name}-{stamp}-{uuid4().hex[:8]}"))

    def _joined(self, base: Record, ours: tuple[Entry, ...]) -> bytes:
        """Return the bytes to write; NotSaved where they would be too many to be read again."""
        data = self._bytes(base, ours)
        if len(data) > LARGEST:
            raise NotSaved(
                f"{shortened(self.path.name)} was not saved: it would have {len(data):,} bytes; "
                f"at most {LARGEST:,} are read",
                "Shorten the reasons that are not saved yet.",
            )
        return data

    def _bytes(self, base: Record, ours: tuple[Entry, ...]) -> bytes:
        """Return the bytes on disk with ours after them; NotSaved where one cannot be written."""
        try:
            return with_entries(base.data, sealed(base, ours, self.session))
        except (ValueError, TypeError) as error:
            raise NotSaved(
                f"{shortened(self.path.name)} was not saved: an entry cannot be written ({error})",
                "Withdraw it and record it again.",
            ) from error

    def _checked(self, written: bytes, plan: _Plan) -> Record:
        """Read back what was written: the earlier entries are unchanged, and ours are as given."""
        record = self._parsed(written)
        before = len(plan.base.entries)
        if record.entries[:before] != plan.base.entries:
            raise ValueError("earlier entries read differently")
        read, given = record.entries[before:], plan.ours
        if [entry_table(unsealed(e)) for e in read] != [entry_table(unsealed(e)) for e in given]:
            raise ValueError("the new entries read differently")
        return record

    def _keep_moot(self, plan: _Plan, entries: tuple[Entry, ...]) -> str:
        """Put withdrawals that the record cannot hold a second time into the conflict file."""
        path = self._write_conflict(entries)
        withdrawals = [entry for entry in plan.moot if entry.kind is Kind.WITHDRAW]
        which = ", ".join(sorted({entry.standard or "the note" for entry in withdrawals}))
        name = shortened(path.name, CONFLICT_CELLS)
        return f"{which} had already been withdrawn; your withdrawal is kept in {name}."

    def _conflicting(self, entries: tuple[Entry, ...]) -> Conflict:
        changed = (
            f"{shortened(self.path.name)} was changed by another program and is no longer the "
            "record that was read here; it was left as it is"
        )
        try:
            path = self._write_conflict(entries)
        except NotSaved as failed:
            raise NotSaved(f"{changed}. {failed.message}", failed.remedy) from failed
        return Conflict(
            changed,
            f"Your whole record is saved in {shortened(path.name, CONFLICT_CELLS)}. After leaving, "
            "`ratings-panel join` brings both together.",
            path,
        )

    def _write_conflict(self, entries: tuple[Entry, ...]) -> Path:
        """Write our whole record to the conflict file; one file a store, while it is ours alone."""
        base = self._record or self._new()
        known = {entry.id for entry in base.entries}
        data = self._joined(base, _once([entry for entry in entries if entry.id not in known]))
        path, written = self._conflict or (None, b"")
        if path is not None:
            with saving(path, self._disk, self._patience) as lock:
                if lock.read() == written:
                    if written != data:
                        lock.write(data, self._parsed)
                    self._conflict = (path, data)
                    return path
        stem = fitting(self._target.name.removesuffix(".toml"))
        stamp = clock.now().strftime("%Y%m%dT%H%M%SZ")
        path = self._target.with_name(f"{stem}.conflict-{stamp}-{uuid4().hex[:8]}.toml")
        rights_of = (self._target, self.session.path)
        save_file(path, data, self._parsed, self._disk, self._patience, rights_of)
        self._conflict = (path, data)
        return path


def _once(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Return the entries without those whose id came before."""
    return tuple({entry.id: entry for entry in reversed(entries)}.values())[::-1]


def _rights_notes(name: str, missed: tuple[str, ...], linked: bool) -> list[str]:
    """Say what of the record's rights could not be kept when it was replaced."""
    notes = []
    if missed:
        notes.append(f"{name} was saved, but its {' and '.join(missed)} could not be kept.")
    if linked:
        notes.append(
            f"{name} had a second name in the file system (a hard link). The file of that other "
            "name stays as it was and is no longer the record."
        )
    return notes

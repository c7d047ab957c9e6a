"""The recovery file on this computer: entries until their save is confirmed, and the draft.

There is one file per meeting, with lines of JSON, each with a checksum. They are written in place
over blanks that were brought to the medium beforehand, so that a full disk cannot stop them. When
the blanks run short, or a line could not be written, a new file takes the place of the old one,
with only what is still pending.

A lock file beside it is never replaced or removed: the process that has its OS lock has the
recovery file. A second process on the same meeting takes the next number. Whoever opens the meeting
later takes over what the files of ended processes hold, and removes those files only once its own
file holds it durably.
"""

import os
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from threading import RLock
from uuid import uuid4

from core.record import Entry
from core.scheme import Scheme
from sessions import clock
from sessions.files.entries import entry_table
from sessions.record.disk import DISK, Disk, why
from sessions.record.drafts import AnyDraft, Body, Draft, FormDraft, draft_of, draft_table
from sessions.record.recovery_lines import (
    MOST_READ,
    Held,
    Pending,
    entry_of,
    line_of,
    read_held,
)
from sessions.record.recovery_place import (
    DISCARDED,
    free_place,
    locked,
    recovery_stem,
    remove_old_discarded,
)

__all__ = ["AnyDraft", "Draft", "FormDraft", "NotKept", "Pending", "Recovery", "state_folder"]

ENVIRONMENT = "RATINGS_PANEL_STATE"
BLANKS = 256 * 1024
AHEAD = 64 * 1024


class NotKept(Exception):
    """Something could not be kept on this computer; `message` and `remedy` as in NotSaved."""

    def __init__(self, message: str, remedy: str) -> None:
        self.message = message
        self.remedy = remedy
        super().__init__(f"{message}. {remedy}")


def state_folder() -> Path:
    """Return this user's state folder; the variable RATINGS_PANEL_STATE overrides it."""
    named = os.environ.get(ENVIRONMENT)
    if named:
        return Path(named)
    # Imported here, because it is not needed where the folder is named.
    from platformdirs import user_state_path

    return user_state_path("ratings-panel", appauthor=False)


class Recovery:
    """One meeting's recovery file, open for writing by this process alone; thread-safe."""

    def __init__(
        self, path: Path, lock: int, held: Held, scheme: Scheme, disk: Disk, sure: bool
    ) -> None:
        self.path = path
        self.record = ""
        # Whether locks hold here: else what another process left is read, but never removed.
        self._sure = sure
        self._lock: int | None = lock
        self._held = held
        self._scheme = scheme
        self._disk = disk
        self._file: int | None = None
        self._size = 0
        self._end = 0
        # In place: lines may be written there. Behind: memory holds what the file does not.
        self._in_place = False
        self._behind = False
        self._busy = RLock()

    @classmethod
    def open(
        cls,
        state_dir: Path,
        inspection_id: str,
        decisions_path: Path,
        scheme: Scheme,
        disk: Disk = DISK,
    ) -> "Recovery":
        """Open (or make) the meeting's recovery file.

        Takes over what processes that have ended left of the same meeting.

        Raises:
            NotKept: That is impossible.
        """
        stem = recovery_stem(inspection_id, decisions_path)
        try:
            disk.make_folder(state_dir)
            path, lock, sure = free_place(state_dir, stem, disk)
            made = cls(path, lock, read_held(path, disk), scheme, disk, sure)
            made.record = os.path.realpath(decisions_path)
            made._take_over(stem)
            remove_old_discarded(state_dir, clock.now(), disk)
        except OSError as error:
            raise _told(error) from error
        return made

    def keep(self, entry: Entry) -> None:
        """Keep an entry until its save is confirmed.

        Raises:
            NotKept: It could not be kept.
        """
        table = entry_table(entry)
        for key in ("at", "date"):
            if key in table:
                table[key] = table[key].isoformat()
        self._note({"kind": "entry", "entry": table, "record": self.record})

    def confirm(self, ids: Iterable[str]) -> None:
        """Note that entries are safely in the record."""
        with self._busy:
            kept = [each for each in ids if each in self._held.entries]
            if kept:
                self._note({"kind": "confirm", "ids": kept})
                self._empty_when_due(self._size // 4)

    def draft(self, draft: AnyDraft) -> None:
        """Keep a draft in place of the one before of the same key."""
        with self._busy:
            self._note({"kind": "draft", "draft": draft_table(draft)})
            self._empty_when_due(self._size // 4)

    def drop_draft(self, key: str) -> None:
        """Forget a draft."""
        with self._busy:
            if key in self._held.drafts:
                self._note({"kind": "draft", "draft": None, "of": key})
                self._empty_when_due(self._size // 4)

    def pending(self) -> Pending:
        """Return what was kept and is neither confirmed nor cleared."""
        with self._busy:
            return self._built(self._held)

    def _built(self, held: Held) -> Pending:
        rebuilt = [entry_of(body, self._scheme) for body in held.entries.values()]
        entries = tuple(entry for entry in rebuilt if entry is not None)
        drafts = (draft_of(body, self._scheme) for body in held.drafts.values())
        return Pending(
            entries,
            tuple(draft for draft in drafts if draft is not None),
            max((datetime.fromisoformat(body["at"]) for body in held.bodies), default=None),
            len(rebuilt) - len(entries),
        )

    def adopt(self) -> Pending:
        """Take over what processes that ended since have left, and return only that."""
        with self._busy:
            if self._lock is None:
                return Pending()
            entries, drafts = set(self._held.entries), dict(self._held.drafts)
            try:
                self._take_over(self.path.name.split(".")[0], only_left=True)
            except OSError as error:
                raise _told(error) from error
            return self._built(
                Held(
                    {k: body for k, body in self._held.entries.items() if k not in entries},
                    {k: b for k, b in self._held.drafts.items() if drafts.get(k) != b},
                )
            )

    def discard(self, offered: Pending | None = None) -> Path | None:
        """Put what is pending (or only what was offered) aside under another name.

        Returns where it is, or None where nothing is pending.

        Raises:
            NotKept: That failed; everything is pending as before.
        """
        with self._busy:
            if not self._held.bodies:
                return None
            stamp = clock.now().strftime("%Y%m%dT%H%M%SZ")
            aside = self.path.with_suffix(f"{DISCARDED}{stamp}-{uuid4().hex[:8]}")
            rest = Held() if offered is None else self._held.without(offered)
            if rest.bodies:
                return self._put_aside(aside, rest)
            try:
                if self._behind:
                    self._renew()
                self._close_file()
                self._disk.replace(self.path, aside)
                self._behind = True
                self._disk.fsync_folder(self.path.parent)
                self._held = Held()
            except OSError as error:
                raise _told(error) from error
            with suppress(OSError):
                self._renew()
            return aside

    def _put_aside(self, aside: Path, rest: Held) -> Path:
        """Copy everything aside, and go on with the rest; at no moment is anything in no file."""
        data = b"".join(line_of(body) for body in self._held.bodies)
        try:
            made = self._disk.create(aside, 0o600)
            try:
                self._disk.write(made, data)
                self._disk.fsync(made)
            finally:
                self._disk.close(made)
            self._held, before = rest, self._held
            try:
                self._renew()
            except OSError:
                self._held = before
                raise
        except OSError as error:
            raise _told(error) from error
        return aside

    def close(self) -> None:
        """Let go of the file; what is pending stays in it."""
        with self._busy:
            if self._lock is None:
                return
            self._empty_when_due(0)
            self._close_file()
            with suppress(OSError):
                self._disk.close(self._lock)
            self._lock = None

    def _note(self, body: Body) -> None:
        """Bring one line to the medium; NotKept when neither this file nor a new one takes it."""
        with self._busy:
            if self._lock is None:
                raise NotKept("The recovery file is closed", "Open the meeting again.")
            body = {"at": clock.now().isoformat(timespec="milliseconds"), **body}
            self._held.take(body)
            line = line_of(body)
            if self._behind or not self._fits(line):
                try:
                    self._renew(len(line))
                except OSError as error:
                    self._behind = True
                    if not self._fits(line) or not self._wrote(line):
                        raise _told(error) from error
            elif not self._wrote(line):
                try:
                    self._renew(len(line))
                except OSError as error:
                    self._behind = True
                    raise _told(error) from error
            elif self._size - self._end < AHEAD:
                with suppress(OSError):
                    self._renew()

    def _fits(self, line: bytes) -> bool:
        return self._in_place and self._file is not None and self._end + len(line) <= self._size

    def _wrote(self, line: bytes) -> bool:
        """Write a line over the blanks; after a failure this file is never written again."""
        if self._file is None:
            return False
        try:
            self._disk.write(self._file, line, self._end)
            self._disk.fsync(self._file)
        except OSError:
            self._in_place = False
            return False
        self._end += len(line)
        return True

    def _renew(self, room: int = 0) -> None:
        """Put a new file in place, with what is pending and fresh blanks; OSError when it failed.

        Until it is in place the old one holds, and stays as good as it was.
        """
        beside = self.path.with_suffix(".new")
        lines = b"".join(line_of(body) for body in self._held.bodies)
        size = len(lines) + BLANKS + room
        try:
            made = self._disk.create(beside, 0o600)
        except FileExistsError:
            # Left by a process that was killed: the lock says that it is nobody's.
            self._disk.unlink(beside)
            made = self._disk.create(beside, 0o600)
        try:
            try:
                self._disk.write(made, lines.ljust(size))
                self._disk.fsync(made)
            finally:
                self._disk.close(made)
            if not self._disk.replaces_open_files:
                self._close_file()
            self._disk.replace(beside, self.path)
        except OSError:
            with suppress(OSError):
                self._disk.unlink(beside)
            raise
        self._close_file()
        self._in_place = False
        self._file = self._disk.open(self.path)
        self._disk.fsync_folder(self.path.parent)
        self._size, self._end = size, len(lines)
        self._in_place = True
        self._behind = False

    def _empty_when_due(self, used: int) -> None:
        """Begin a new file where nothing is pending and more than `used` bytes are written."""
        if not self._held.bodies and self._end > used:
            with suppress(OSError):
                self._renew()

    def _close_file(self) -> None:
        if self._file is not None:
            with suppress(OSError):
                self._disk.close(self._file)
            self._file = None

    def _take_over(self, stem: str, only_left: bool = False) -> None:
        """Join what dead processes left to ours, bring it to the medium, then remove theirs."""
        left: list[tuple[Path, int]] = []
        for path in self._disk.listed(self.path.parent, f"{stem}.", "jsonl"):
            if path != self.path:
                lock = locked(path, self._disk)
                if lock is not None:
                    left.append((path, lock[0]))
                    self._held.join(read_held(path, self._disk))
        if only_left and not left:
            return
        try:
            self._renew()
            for path, _ in left if self._sure else ():
                with suppress(OSError):
                    self._disk.unlink(path)
        except OSError:
            # No room for a new file: go on in the old one, where it has blanks left.
            self._behind = bool(left)
            with suppress(OSError):
                self._go_on()
        finally:
            for _, lock_file in left:
                with suppress(OSError):
                    self._disk.close(lock_file)

    def _go_on(self) -> None:
        if self._file is not None:
            return
        data = self._disk.read(self.path, MOST_READ)
        self._file = self._disk.open(self.path)
        self._size = len(data)
        self._end = len(data.rstrip(b" \0"))
        self._in_place = self._end < self._size


def _told(error: OSError) -> NotKept:
    reason, remedy = why(error)
    return NotKept(f"Not kept on this computer: {reason}", remedy)

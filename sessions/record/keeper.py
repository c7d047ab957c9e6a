"""What the screen saves through: the recovery file on this computer first, then the record."""

from contextlib import suppress
from pathlib import Path

from core.record import Entry
from core.value import replace
from sessions.record.atomic_save import Blocked, NotSaved
from sessions.record.recovery import AnyDraft, NotKept, Pending, Recovery
from sessions.record.store import RecordStore, Saved, TooLarge
from sessions.record.worker import Worker


class Keeper:
    """Keeps entries on this computer at once and brings them to the record; thread-safe.

    Keeping never waits for a save, however long a share takes to answer. `recovery` is None where
    this computer offers no place for a recovery file: keep() says so, save() works.
    """

    # Does the work of the recovery file where the screen must not wait for it.
    worker: Worker | None = None

    def __init__(self, store: RecordStore, recovery: Recovery | None) -> None:
        self.store = store
        self.recovery = recovery
        self._given: dict[str, Entry] = {}
        self._done: set[str] = set()
        if recovery is not None:
            self._not_in_record(recovery.pending())

    def keep(self, entry: Entry) -> None:
        """Keep an entry on this computer, at once.

        Raises:
            NotKept: It could not be kept.
        """
        self._given[entry.id] = entry
        self._recovery().keep(entry)

    def save(self, entries: tuple[Entry, ...]) -> Saved:
        """Save the caller's whole list in the record; return once that is done.

        What is saved is confirmed in the recovery file, soon afterwards if a worker does it. Even
        if that fails it is not offered again, because the record has it.

        Raises:
            NotSaved: It could not be saved, or not all of it.
        """
        self._given |= {entry.id: entry for entry in entries}
        try:
            saved = self.store.save(entries)
        except TooLarge as partly:
            self._confirm(partly.saved)
            raise
        self._confirm(saved)
        return saved

    def _confirm(self, saved: Saved) -> None:
        ids = [entry.id for entry in (*saved.entries, *saved.left_out)]
        self._done.update(ids)
        recovery = self.recovery
        if recovery is None:
            return

        def confirm() -> None:
            with suppress(NotKept):
                recovery.confirm(ids)

        if self.worker is None:
            confirm()
        else:
            # This comes after these entries are kept, which may still hang. Nobody waits for it,
            # because the record has them.
            self.worker.add(confirm)

    @property
    def unsaved(self) -> int:
        """How many of the entries that were given here are not in the record."""
        known = {entry.id for entry in self.store.entries}
        return len(self._given.keys() - self._done - known)

    def set_aside(self) -> Path | None:
        """Write the whole record beside a file on disk that lost entries; return where, or None.

        Raises:
            NotSaved: That is impossible; everything is kept on this computer then.
            NotKept: It could not be kept there either.
        """
        entries = tuple(self._given.values())
        try:
            return self.store.set_aside(entries)
        except NotSaved:
            self.keep_all()
            raise

    def keep_all(self) -> None:
        """Keep every entry of the record on this computer.

        Raises:
            NotKept: One could not be kept.
        """
        for entry in ({entry.id: entry for entry in self.store.entries} | self._given).values():
            self._recovery().keep(entry)

    def may_replace(self) -> None:
        """Let the next saves replace a read-only record, or another user's, as a person agreed."""
        self.store.may_replace()

    def remove_left(self, blocked: Blocked) -> None:
        """Remove what blocks a save, after a person agreed.

        Raises:
            NotSaved: It cannot be removed.
        """
        self.store.remove_left(blocked)

    def poll(self) -> Saved | None:
        """Look whether others added to the record; None when not. Never raises."""
        return self.store.poll()

    @property
    def trouble(self) -> str:
        """Say what is wrong with the record on disk since the last look; "" where nothing is."""
        return self.store.trouble

    def draft(self, draft: AnyDraft) -> None:
        """Keep a draft.

        Raises:
            NotKept: It could not be kept.
        """
        self._recovery().draft(draft)

    def drop_draft(self, key: str) -> None:
        """Forget a draft.

        Raises:
            NotKept: The recovery file could not be written.
        """
        if self.recovery is not None:
            self.recovery.drop_draft(key)

    def pending(self) -> Pending:
        """Return what was kept and never saved, without what the record holds."""
        if self.recovery is None:
            return Pending()
        return self._not_in_record(self.recovery.pending())

    def adopt(self) -> Pending:
        """Take over what a screen of this computer left unsaved that has ended since.

        Raises:
            NotKept: The recovery file could not be written.
        """
        return Pending() if self.recovery is None else self._not_in_record(self.recovery.adopt())

    def discard(self, offered: Pending | None = None) -> Path | None:
        """Put what is pending (or only what was offered) aside; its place, None for nothing."""
        return None if self.recovery is None else self.recovery.discard(offered)

    def _not_in_record(self, found: Pending) -> Pending:
        """Leave out what the record holds; never confirmed, it may not have reached the medium."""
        known = {entry.id for entry in self.store.entries}
        self.store.doubt(entry.id for entry in found.entries if entry.id in known)
        entries = tuple(entry for entry in found.entries if entry.id not in known)
        left = replace(found, entries=entries)
        return left if left else Pending()

    def close(self) -> None:
        """Let go of the recovery file; what is pending stays in it."""
        if self.worker is not None:
            self.worker.drain()
        if self.recovery is not None:
            self.recovery.close()

    def _recovery(self) -> Recovery:
        if self.recovery is None:
            raise NotKept(
                "Not kept on this computer: there is nowhere to put a recovery file",
                "Save to the record, and set RATINGS_PANEL_STATE to a folder before the next "
                "start.",
            )
        return self.recovery

"""What the screen saves through: the recovery file on this computer first, then the record."""

from contextlib import suppress
from pathlib import Path

from core.record import Entry
from sessions.record_store import RecordStore, Saved
from sessions.recovery import Draft, NotKept, Pending, Recovery


class Keeper:
    """Keeps entries on this computer at once and brings them to the record; thread-safe.

    Keeping never waits for a save, however long a share takes to answer. `recovery` is None where
    this computer offers no place for a recovery file: keep() says so, save() works.
    """

    def __init__(self, store: RecordStore, recovery: Recovery | None) -> None:
        self.store = store
        self.recovery = recovery
        # What is in the record but was never confirmed may not have reached the medium.
        if recovery is not None:
            known = {entry.id for entry in store.entries}
            store.doubt(e.id for e in recovery.pending().entries if e.id in known)

    def keep(self, entry: Entry) -> None:
        """Keep an entry on this computer, at once; NotKept when it could not be."""
        self._recovery().keep(entry)

    def save(self, entries: tuple[Entry, ...]) -> Saved:
        """Bring the caller's whole list to the record; blocking; NotSaved when it could not.

        What is saved is confirmed in the recovery file. Should that fail, it is offered no more
        all the same: the record has it.
        """
        saved = self.store.save(entries)
        if self.recovery is not None:
            with suppress(NotKept):
                self.recovery.confirm(e.id for e in (*saved.entries, *saved.left_out))
        return saved

    def poll(self) -> Saved | None:
        """Look whether others added to the record; None when not. Never raises."""
        return self.store.poll()

    def draft(self, draft: Draft | None) -> None:
        """Keep the draft of a decision; None clears it. NotKept when it could not be."""
        self._recovery().draft(draft)

    def pending(self) -> Pending:
        """Give what was kept and never saved, without what the record holds."""
        if self.recovery is None:
            return Pending()
        found = self.recovery.pending()
        known = {entry.id for entry in self.store.entries}
        entries = tuple(entry for entry in found.entries if entry.id not in known)
        left = Pending(entries, found.draft, found.at, found.unreadable)
        return left if left else Pending()

    def discard(self) -> Path | None:
        """Put what is pending aside under another name; give its place, None for nothing."""
        return None if self.recovery is None else self.recovery.discard()

    def close(self) -> None:
        """Let go of the recovery file; what is pending stays in it."""
        if self.recovery is not None:
            self.recovery.close()

    def _recovery(self) -> Recovery:
        if self.recovery is None:
            raise NotKept(
                "Not kept on this computer: there is no place for a recovery file",
                "Save to the record; name a folder in RATINGS_PANEL_STATE for the next start.",
            )
        return self.recovery

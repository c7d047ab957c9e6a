"""Saving in the background: the screen stays live, and always says what is safe where."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime
from threading import Lock, Thread
from time import monotonic

from core.record import Entry
from core.value import replace
from sessions.record.atomic_save import Blocked, NotSaved, Protected
from sessions.record.keeper import Keeper
from sessions.record.recovery import AnyDraft, NotKept, Pending
from sessions.record.store import Saved, TooLarge
from sessions.record.worker import Worker
from tui.drawing.layout import Notice
from tui.drawing.lines import Piece

SLOW = 3


class Saver:
    """Keeps entries on this computer at once, and saves them to the record on a thread.

    `ended` is called from that thread when a save has ended; `take` then gives what came of it.
    """

    def __init__(self, keeper: Keeper, ended: Callable[[], object]) -> None:
        self.keeper = keeper
        self.unsaved: set[str] = set()
        self.saved_at: datetime | None = None
        self.failure: NotSaved | None = None
        self.unkept: NotKept | None = None
        self._ended = ended
        self._lock = Lock()
        # A state folder that hangs holds up this thread, never the keys.
        self._worker = keeper.worker = Worker()
        self._running = False
        self._wanted: tuple[Entry, ...] | None = None
        self._saved: Saved | None = None
        self._since = 0.0
        self._nowhere: set[str] = set()
        self._in_the_way: Blocked | None = None

    @property
    def kept(self) -> bool:
        """Whether everything that is not saved is kept on this computer."""
        return not self._nowhere & self.unsaved

    def keep(self, entry: Entry, entries: tuple[Entry, ...]) -> None:
        """Keep an entry on this computer, then begin to save the whole record."""
        self._nowhere.add(entry.id)

        def keep() -> None:
            try:
                self.keeper.keep(entry)
            except NotKept as error:
                self.unkept = error
            else:
                self._nowhere.discard(entry.id)

        self._worker.do(keep)
        self.save(entries, [entry.id])

    def keep_draft(self, draft: AnyDraft) -> None:
        """Keep what is being typed; a draft that cannot be kept is no reason to disturb."""

        def keep() -> None:
            try:
                if draft.blank:
                    self.keeper.drop_draft(draft.key)
                else:
                    self.keeper.draft(draft)
            except NotKept as error:
                self.unkept = error

        self._worker.do(keep)

    def drop_draft(self, key: str) -> None:
        """Forget a draft: the next start must not offer what has been recorded."""

        def drop() -> None:
            try:
                self.keeper.drop_draft(key)
            except NotKept as error:
                self.unkept = error

        self._worker.do(drop)

    def discard(self, pending: Pending) -> Notice:
        """Put what was offered aside, without waiting for a folder that hangs; say what was done.

        What was put aside is a copy under another name.
        """
        answers: list[Notice] = []

        def discard() -> None:
            try:
                path = self.keeper.discard(pending)
            except NotKept as error:
                answers.append(Notice(str(error), alarm=True))
            else:
                words = (
                    f"Discarded; a copy is kept: {path}"
                    if path
                    else "There was nothing left to discard."
                )
                answers.append(Notice(words))

        if self._worker.do(discard) and answers:
            return answers[0]
        return Notice(
            "The folder for unsaved decisions is not responding; they are discarded once it does.",
            alarm=True,
        )

    def save(self, entries: tuple[Entry, ...], ids: Iterable[str] = ()) -> None:
        """Begin to save the record; while a save is under way, the next follows it."""
        self.unsaved.update(ids)
        with self._lock:
            self._wanted = entries
            if self._running:
                return
            self._running = True
            self._since = monotonic()
        try:
            Thread(target=self._work, name="save", daemon=True).start()
        except RuntimeError as error:
            # The computer has no more threads: the decision is kept, and s tries again.
            self._running = False
            self.failure = _fault(error)

    def remove_and_save(self, entries: tuple[Entry, ...], blocked: Blocked) -> None:
        """Save after removing what blocks it, because a person agreed."""
        self._in_the_way = blocked
        self.save(entries)

    def replace_and_save(self, entries: tuple[Entry, ...]) -> None:
        """Save although the record is read-only or another user's, as a person said."""
        self.keeper.may_replace()
        self.save(entries)

    def _work(self) -> None:
        while True:
            with self._lock:
                entries, self._wanted = self._wanted, None
                if entries is None:
                    self._running = False
                    break
                self._since = monotonic()
            try:
                blocked, self._in_the_way = self._in_the_way, None
                if blocked is not None:
                    self.keeper.remove_left(blocked)
                saved = self.keeper.save(entries)
            except TooLarge as error:
                self._note_saved(error.saved)
                self.failure = error
                continue
            except NotSaved as error:
                self.failure = error
                continue
            except Exception as error:
                self.failure = _fault(error)
                continue
            self._note_saved(saved)
        self._ended()

    def _note_saved(self, saved: Saved) -> None:
        with self._lock:
            self._saved = saved if self._saved is None else _both(self._saved, saved)
            self.saved_at = saved.at
            self.failure = self.unkept = None
            self.unsaved -= {entry.id for entry in (*saved.entries, *saved.left_out)}

    def take(self) -> Saved | None:
        """Return the last finished save once; None where there is none."""
        with self._lock:
            saved, self._saved = self._saved, None
        return saved

    @property
    def seconds(self) -> int:
        """For how long the save under way has been running; 0 where none is."""
        return int(monotonic() - self._since) if self._running else 0

    @property
    def promising(self) -> bool:
        """Whether a save is under way that has given no cause for worry yet."""
        return self._running and self.failure is None and self.seconds < SLOW

    def status(self) -> Piece:
        """Say in a few words what is safe where."""
        if self.failure is not None and self.unsaved:
            return Piece(" NOT SAVED ", "shout")
        if self._running and self.seconds >= SLOW:
            where = "kept on this computer" if self.kept else "NOT kept on this computer"
            return Piece(f"not responding for {self.seconds} s; {where}", "loud")
        if self._running or self.unsaved:
            return Piece("saving…", "attention")
        if self.saved_at is None:
            return Piece("")
        return Piece(f"saved {self.saved_at.astimezone():%H:%M:%S}", "settled")

    def alarm(self) -> Notice | None:
        """Return the sentence that must stay visible; None where all is well."""
        if self.failure is None or not self.unsaved:
            said = self.failure or self.unkept
            return Notice(str(said), alarm=True) if said else None
        kept = "Kept on this computer." if self.kept else "NOT kept on this computer either."
        if isinstance(self.failure, Protected):
            return Notice(f"Not saved: {self.failure} {kept}", alarm=True)
        more = ", or to remove it" if isinstance(self.failure, Blocked) else ""
        return Notice(f"Not saved: {self.failure} {kept} Press s to save again{more}.", alarm=True)


def _both(first: Saved, second: Saved) -> Saved:
    """Join what two saves found that nobody has been told of yet."""
    known = {entry.id for entry in first.added}
    return replace(
        second,
        clashes=(*first.clashes, *second.clashes),
        added=(*first.added, *(entry for entry in second.added if entry.id not in known)),
        left_out=(*first.left_out, *second.left_out),
        note=" ".join(note for note in (first.note, second.note) if note),
    )


def _fault(error: Exception) -> NotSaved:
    """Report a fault of the program without its values; the traceback goes to a private file."""
    from tui.meeting.crash_report import write_traceback

    where = ""
    with suppress(Exception):
        where = f"; the details are in {write_traceback(error)}"
    return NotSaved(f"the program failed ({type(error).__name__}){where}", "Save again.")

"""Looking, on a thread of its own, at what others do with the meeting's files."""

from collections import deque
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from hashlib import sha256
from threading import Event, Lock, Thread
from typing import Any

from core.value import Value, replace
from sessions.keeper import Keeper
from sessions.presence import Asking, Other, Presence, Who, request_take_over
from sessions.problems import Unusable
from sessions.record_store import Saved
from sessions.session_file import Session
from sessions.toml_text import read_bytes

EVERY_SECONDS = 1.0
LAST_SECONDS = 2.0


class Seen(Value):
    """What the last look showed.

    `added`: the record with entries of others. `asked_by`: who asks to take over. `evidence`: a
    sentence about a session file that is not what was opened, "" where it is. `following`: who has
    the meeting open instead of us; None where it is ours. `said`: what came of our own wish.
    """

    added: Saved | None = None
    asked_by: Who | None = None
    evidence: str = ""
    following: Other | None = None
    said: str = ""


class Watcher:
    """Looks every second and tells what is new. A slow share holds up only this thread.

    Every file call is made on that thread; wishes of the screen wait there for their turn.
    """

    def __init__(
        self,
        session: Session,
        keeper: Keeper,
        holding: Presence | Other,
        tell: Callable[[], object],
    ) -> None:
        self.session = session
        self.keeper = keeper
        self._presence = holding if isinstance(holding, Presence) else None
        self._other = holding if isinstance(holding, Other) else None
        self._asking: Asking | None = None
        self._tell = tell
        self._lock = Lock()
        self._seen = Seen(following=self._other)
        self._stop = Event()
        self._wake = Event()
        self._wishes: deque[Callable[[], None]] = deque()
        self._thread = Thread(target=self._work, name="watch", daemon=True)
        self._declined: Who | None = None
        self._stamp: object = None
        self._evidence = ""

    @property
    def following(self) -> Other | None:
        """Who has the meeting open instead of us."""
        return self._other

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def close(self) -> None:
        """Look no longer, and let go of the meeting; a share that is dead is not waited for."""
        self._stop.set()
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join(LAST_SECONDS)

    def take(self) -> Seen:
        """Give what was seen last; others' entries, and what came of a wish, only once."""
        with self._lock:
            seen = self._seen
            self._seen = replace(seen, added=None, said="")
        return seen

    def ask(self) -> None:
        """Ask to take over, or take over from one who is gone; what came of it is seen later."""
        self._wish(self._ask)

    def agree(self, who: Who) -> None:
        """Let another take over; from now on we follow."""
        self._wish(partial(self._agree, who))

    def decline(self, who: Who) -> None:
        """Keep the meeting; the same wish is not shown again."""
        self._declined = who

    def _wish(self, wish: Callable[[], None]) -> None:
        self._wishes.append(wish)
        self._wake.set()

    def _ask(self) -> None:
        self._see(said=self._asked())

    def _asked(self) -> str:
        other = self._other
        if other is None:
            return "The meeting is yours already."
        if other.alive is None:
            taken = Presence.take(self.keeper.store.path, force=True)
            if isinstance(taken, Presence):
                self._hold(taken)
                return "You have taken over; whether the other is gone, nobody could tell."
        if self._asking is not None:
            return "You have asked already; the other screen has not agreed yet."
        asked = request_take_over(self.keeper.store.path)
        if isinstance(asked, Other):
            return "Somebody else is asking already."
        self._asking = asked
        return "You have asked to take over. The other screen has to agree."

    def _agree(self, who: Who) -> None:
        if self._presence is not None:
            self._presence.release()
        self._presence = None
        self._other = Other(who, True)
        self._see(asked_by=None, following=self._other)

    def _hold(self, presence: Presence) -> None:
        self._presence, self._other, self._asking = presence, None, None
        self._see(asked_by=None, following=None, said="You have taken over the meeting.")

    def _see(self, **new: Any) -> None:
        with self._lock:
            self._seen = replace(self._seen, **new)

    def _work(self) -> None:
        while True:
            self._wake.wait(EVERY_SECONDS)
            self._wake.clear()
            if self._stop.is_set():
                break
            before = self._seen
            # A fault in one look must not end the following.
            with suppress(Exception):
                while self._wishes:
                    self._wishes.popleft()()
                self.look()
            if self._seen != before:
                self._tell()
        for held in (self._asking, self._presence):
            with suppress(Exception):
                if isinstance(held, Asking):
                    held.withdraw()
                elif held is not None:
                    held.release()

    def look(self) -> None:
        """Look once at the record, at who has the meeting, and at the session file."""
        added = self.keeper.poll()
        if added is not None:
            self._see(added=added)
        self._see(evidence=self._look_at_evidence())
        if self._asking is not None:
            taken = self._asking.agreed()
            if taken is not None:
                self._hold(taken)
        asked_by = self._presence.asked_by() if self._presence is not None else None
        self._see(asked_by=None if asked_by == self._declined else asked_by)

    def _look_at_evidence(self) -> str:
        """Compare the session file with what was opened; it is read only when its date changed."""
        path = self.session.path
        try:
            found = path.stat()
        except OSError:
            self._stamp = None
            return (
                f"The session file {path.name} is gone or cannot be reached. "
                "The meeting goes on with the evidence as it was opened."
            )
        stamp = (found.st_mtime_ns, found.st_size, found.st_ino)
        if stamp != self._stamp:
            self._stamp = stamp
            try:
                same = sha256(read_bytes(path)).hexdigest() == self.session.sha256
            except Unusable:
                same = False
            self._evidence = (
                ""
                if same
                else f"The session file {path.name} has changed on disk. The meeting goes on with "
                "the evidence as it was opened; leave and open it again to use the new one."
            )
        return self._evidence

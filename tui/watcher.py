"""Looking, on a thread of its own, at what others do with the meeting's files."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from threading import Event, Lock, Thread

from sessions.keeper import Keeper
from sessions.presence import Asking, Other, Presence, Who, request_take_over
from sessions.problems import Unusable
from sessions.record_store import Saved
from sessions.session_file import Session
from sessions.toml_text import read_bytes

EVERY_SECONDS = 1.0


@dataclass(frozen=True)
class Seen:
    """What the last look showed.

    `added`: the record with entries of others. `asked_by`: who asks to take over. `evidence`: a
    sentence about a session file that is not what was opened, "" where it is. `following`: who has
    the meeting open instead of us; None where it is ours.
    """

    added: Saved | None = None
    asked_by: Who | None = None
    evidence: str = ""
    following: Other | None = None


class Watcher:
    """Looks every second and tells what is new. A slow share holds up only this thread."""

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
        self._declined: Who | None = None
        self._stamp: object = None
        self._evidence = ""

    @property
    def following(self) -> Other | None:
        """Who has the meeting open instead of us."""
        return self._other

    def start(self) -> None:
        """Begin to look."""
        Thread(target=self._work, name="watch", daemon=True).start()

    def close(self) -> None:
        """Look no longer, and let go of the meeting."""
        self._stop.set()
        with self._lock:
            if self._asking is not None:
                self._asking.withdraw()
            if self._presence is not None:
                self._presence.release()

    def take(self) -> Seen:
        """Give what was seen last; others' entries only once."""
        with self._lock:
            seen = self._seen
            self._seen = Seen(None, seen.asked_by, seen.evidence, seen.following)
        return seen

    def ask(self) -> str:
        """Ask to take over, or take over from one who is gone; give what to say about it."""
        with self._lock:
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

    def agree(self, who: Who) -> None:
        """Let another take over; from now on we follow."""
        with self._lock:
            if self._presence is not None:
                self._presence.release()
            self._presence = None
            self._other = Other(who, True)
            self._seen = Seen(following=self._other)

    def decline(self, who: Who) -> None:
        """Keep the meeting; the same wish is not shown again."""
        with self._lock:
            self._declined = who

    def _hold(self, presence: Presence) -> None:
        self._presence, self._other, self._asking = presence, None, None
        self._seen = Seen()

    def _work(self) -> None:
        while not self._stop.wait(EVERY_SECONDS):
            before = self._seen
            with suppress(OSError):
                self.look()
            if self._seen != before:
                self._tell()

    def look(self) -> None:
        """Look once at the record, at who has the meeting, and at the session file."""
        added = self.keeper.poll()
        evidence = self._look_at_evidence()
        with self._lock:
            if self._asking is not None:
                taken = self._asking.agreed()
                if taken is not None:
                    self._hold(taken)
            asked_by = None
            if self._presence is not None:
                asked_by = self._presence.asked_by()
                if asked_by == self._declined:
                    asked_by = None
            self._seen = Seen(added or self._seen.added, asked_by, evidence, self._other)

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

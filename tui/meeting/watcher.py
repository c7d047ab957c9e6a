"""Looking, on a thread of its own, at what others do with the meeting's files."""

from collections import deque
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from hashlib import sha256
from threading import Event, Lock, Thread
from time import monotonic
from typing import Any

from core.value import replace
from sessions.files.session_file import Session
from sessions.record.keeper import Keeper
from sessions.record.presence import (
    Asking,
    Other,
    Presence,
    Who,
    holder_of,
    presence_path,
    request_take_over,
)
from sessions.record.recovery import NotKept
from sessions.record.store import Saved
from sessions.text.problems import Unusable
from sessions.text.visible import shortened
from sessions.toml.read import read_bytes
from tui.state.other_viewers import OtherViewers, name_of

EVERY_SECONDS = 1.0
LAST_SECONDS = 2.0
# For how long nobody may have the meeting, after somebody agreed to hand it over, before we say so.
GRANTED_SECONDS = 5.0
# After so many looks that could not read who is asking, the request is shown without a name.
UNREADABLE_LOOKS = 5
INSISTED = (
    "You have taken over without an answer. If they still record something, both entries are "
    "kept, and both screens show it."
)
TAKEN = "You have taken over the meeting."


class Watcher:
    """Looks every second and tells what is new. A slow share holds up only this thread.

    Every file call is made on that thread, which also carries out the requests of the screen.
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
        self._seen = OtherViewers(following=self._other)
        self._stop = Event()
        self._wake = Event()
        self._wishes: deque[Callable[[], None]] = deque()
        self._thread = Thread(target=self._work, name="watch", daemon=True)
        self._declined: Who | None = None
        self._unreadable = 0
        self._asked_at = 0.0
        self._granted_until = 0.0
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

    def take(self) -> OtherViewers:
        """Return what was seen last; others' entries, and the answer to a request, only once."""
        with self._lock:
            seen = self._seen
            self._seen = replace(seen, added=None, said="", left=None)
        return seen

    def ask(self) -> None:
        """Ask to take over, or take over from one who is gone; what came of it is seen later."""
        self._wish(self._ask)

    def insist(self) -> None:
        """Take over without an answer: only ever on a person's word."""
        self._wish(self._insist)

    def agree(self, who: Who) -> None:
        """Let another take over; from now on we follow."""
        self._wish(partial(self._agree, who))

    def decline(self, who: Who) -> None:
        """Keep the meeting, and tell whoever asked; the same request is not shown again."""
        self._declined = who
        self._wish(partial(self._refuse, who))

    def _wish(self, wish: Callable[[], None]) -> None:
        self._wishes.append(wish)
        self._wake.set()

    def _ask(self) -> None:
        self._see(said=self._asked())

    def _asked(self) -> str:
        other, path = self._other, self.keeper.store.path
        if other is None:
            return "You are already editing this meeting."
        taken = Presence.take(path, force=other.alive is None)
        if isinstance(taken, Presence):
            self._hold(taken)
            if other.alive is None:
                return (
                    "You have taken over. It is not known whether the other screen is still in use."
                )
            return TAKEN
        self._follow(taken)
        if self._asking is not None:
            return "You have already asked. The other screen has not agreed yet."
        asked = request_take_over(path)
        if isinstance(asked, Other):
            return f"{name_of(asked.who, 'Somebody else')} is already asking."
        self._asking, self._asked_at = asked, monotonic()
        self._see(asking=0)
        return "You have asked to take over. The other screen has to agree."

    def _insist(self) -> None:
        if self._other is None:
            return
        taken = Presence.insist(self.keeper.store.path)
        if isinstance(taken, Presence):
            self._hold(taken)
            self._see(said=INSISTED)
        else:
            self._follow(taken)
            name = presence_path(self.keeper.store.path).name
            self._see(said=f"{name} is in use and cannot be removed, so nothing has changed.")

    def _refuse(self, who: Who) -> None:
        if self._presence is not None:
            self._presence.refuse(who)

    def _agree(self, who: Who) -> None:
        if self._presence is not None:
            self._presence.release()
        self._granted_until = monotonic() + GRANTED_SECONDS
        self._follow(Other(who, True))

    def _follow(self, other: Other) -> None:
        self._presence, self._other = None, replace(other, refused="")
        self._see(asked_by=None, following=self._other)

    def _hold(self, presence: Presence) -> None:
        """Have the meeting from now on, with what a dead screen of this computer left unsaved."""
        self._stop_asking()
        self._presence, self._other = presence, None
        self._see(asked_by=None, following=None, said=TAKEN)
        self._see_added(self.keeper.poll())
        with suppress(NotKept):
            self._see(left=self.keeper.adopt() or None)

    def _stop_asking(self) -> None:
        asking, self._asking = self._asking, None
        if asking is not None:
            asking.withdraw()
        self._see(asking=None)

    def _see(self, **new: Any) -> None:
        with self._lock:
            self._seen = replace(self._seen, **new)

    def _see_added(self, saved: Saved | None) -> None:
        """Add to what the screen has not taken yet."""
        with self._lock:
            if saved is not None:
                before = self._seen.added.added if self._seen.added is not None else ()
                saved = replace(saved, added=(*before, *saved.added))
                self._seen = replace(self._seen, added=saved)

    def _work(self) -> None:
        while True:
            self._wake.wait(EVERY_SECONDS)
            self._wake.clear()
            if self._stop.is_set():
                break
            before = self._seen
            # A fault in one look must not end the watching.
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
        self._see_added(self.keeper.poll())
        self._see(evidence=self._look_at_evidence())
        self._see(record=self.keeper.trouble)
        if self._presence is not None:
            self._look_after(self._presence)
        else:
            self._look_at_holder()

    def _look_after(self, presence: Presence) -> None:
        """See who asks for the meeting, and whether it is still ours."""
        if not presence.shared or presence.held():
            asked_by = presence.asked_by()
            self._unreadable = self._unreadable + 1 if asked_by == Who() else 0
            if 0 < self._unreadable < UNREADABLE_LOOKS:
                # What is just being written can read as nobody; the next look tells.
                return
            self._see(asked_by=None if asked_by == self._declined else asked_by)
            return
        presence.release()
        found = Presence.take(self.keeper.store.path)
        if isinstance(found, Presence):
            # Only the file had been removed, as a folder that is synchronised may do.
            self._presence = found
        else:
            self._follow(found)
            name = name_of(found.who, "Somebody")
            self._see(said=f"{name} has taken over; you can now only view this meeting.")

    def _look_at_holder(self) -> None:
        """See whether the meeting is free, ours now, or refused us."""
        if self._asking is not None:
            taken = self._asking.agreed()
            if taken is not None:
                self._hold(taken)
                return
        other = self._other
        with suppress(OSError):
            found = holder_of(self.keeper.store.path)
            if found is not None:
                # What is just being written can read as nobody.
                who = other.who if other is not None and found.who == Who() else found.who
                other = Other(who, found.alive)
            elif other is not None and monotonic() >= self._granted_until:
                other = replace(other, alive=False)
            self._other = other
            self._see(following=other)
            if found is not None and self._asking is not None:
                self._heed(found)
        if self._asking is not None:
            self._see(asking=int(monotonic() - self._asked_at))

    def _heed(self, holder: Other) -> None:
        """Stop asking after a refusal, and say so."""
        if self._asking is not None and self._asking.token and holder.refused == self._asking.token:
            self._stop_asking()
            name = name_of(holder.who, "Somebody")
            self._see(said=f"{name} keeps the meeting; you can still only view it.")

    def _look_at_evidence(self) -> str:
        """Compare the session file with what was opened; it is read only when its date changed."""
        path = self.session.path
        try:
            found = path.stat()
        except OSError:
            self._stamp = None
            return (
                f"The session file {shortened(path.name)} is gone or cannot be reached. "
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
                else f"The session file {shortened(path.name)} has changed on disk. The meeting "
                "goes on with the evidence as it was opened; leave and open it again to use the "
                "new evidence."
            )
        return self._evidence

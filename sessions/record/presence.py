"""Who has a meeting open: a small file beside the record, locked by the OS meanwhile.

`<stem>.decisions.open` says who has it; `<stem>.decisions.ask` says who asks to take over. If the
lock is held, its process is running. If the lock can be had, the process has ended, and the file is
taken over in place. Its age is never used. If the file system cannot lock, a process of this
computer is looked up by its number. For another computer nobody can tell (None), and people
decide.

A refusal is in the file of the person who refuses, as the token of the request. A person who gets
no answer may insist: the file is removed, and the other screen, if it is still running, can only
view the meeting from then on. No failure here stops a meeting, because the record protects itself.
"""

import errno
import getpass
import json
import os
import platform
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from core.value import Value, fields_of
from sessions import clock
from sessions.record.atomic_save import real_path
from sessions.record.disk import DISK, Disk

MOST_READ = 16 * 1024
MOST_TRIES = 20


class Who(Value):
    """A person at a computer, since when: raw text from a file, made visible by whoever shows it.

    Empty where it cannot be read. `since` is an ISO date and time, as the file has it.
    `token` distinguishes one request from the next of the same person.
    """

    user: str = ""
    host: str = ""
    pid: int = 0
    since: str = ""
    token: str = ""

    @classmethod
    def me(cls) -> "Who":
        """Return who we are, now."""
        try:
            user = getpass.getuser()
        except (OSError, KeyError, ImportError):
            user = ""
        since = clock.now().isoformat(timespec="seconds")
        return cls(user, platform.node(), os.getpid(), since, os.urandom(8).hex())


class Other(Value):
    """Somebody else has it: who, and whether their process is running (None: nobody can tell).

    `refused`: the token of the request that they refused last.
    """

    who: Who
    alive: bool | None
    refused: str = ""


class _Claim:
    """A file that says who we are, locked until we end; there is none without a descriptor."""

    def __init__(self, path: Path, descriptor: int | None, disk: Disk) -> None:
        self.path = path
        self._descriptor = descriptor
        self.disk = disk

    @property
    def shared(self) -> bool:
        """Whether others can see it: not in a folder where we may not write."""
        return self._descriptor is not None

    def held(self) -> bool:
        """Return whether it still holds; False after somebody removed or replaced the file."""
        if self._descriptor is None:
            return False
        try:
            return self.disk.same(self._descriptor, self.path)
        except OSError:
            return True

    def say(self, me: Who, refused: str) -> None:
        """Write again who we are, and whose request is refused; a failure is ignored."""
        if self._descriptor is not None and self.held():
            _said(self._descriptor, me, self.disk, refused)

    def end(self) -> None:
        """Remove the file, if it is still ours, and let go of the lock."""
        if self._descriptor is None:
            return
        descriptor, self._descriptor = self._descriptor, None
        with suppress(OSError):
            ours = self.disk.same(descriptor, self.path)
            if ours and self.disk.replaces_open_files:
                self.disk.unlink(self.path)
            elif ours:
                self.disk.close(descriptor)
                self.disk.unlink(self.path)
                return
        with suppress(OSError):
            self.disk.close(descriptor)


class Presence:
    """Ours: the meeting is open in this process, until release()."""

    def __init__(self, decisions_path: Path, claim: _Claim, me: Who) -> None:
        self.path = claim.path
        self._decisions_path = decisions_path
        self._claim = claim
        self._me = me

    @classmethod
    def take(
        cls, decisions_path: Path, me: Who | None = None, force: bool = False, disk: Disk = DISK
    ) -> "Presence | Other":
        """Open a meeting; Other when another has it.

        `force` takes it from an Other of which nobody can tell whether it is running (`alive`
        None), never from one that is. In a folder that cannot be written nobody sees us (`shared`).
        """
        who = me or Who.me()
        claim = _claim(presence_path(decisions_path), who, force, disk)
        return claim if isinstance(claim, Other) else cls(decisions_path, claim, who)

    @classmethod
    def insist(
        cls, decisions_path: Path, me: Who | None = None, disk: Disk = DISK
    ) -> "Presence | Other":
        """Take the meeting even from a process that seems to run: only if a person asks for it.

        On some shares a computer that stopped keeps its lock for ever. A process that is running
        after all sees that its file is gone, and the record keeps the entries of both.
        """
        found = cls.take(decisions_path, me, disk=disk)
        for _ in range(MOST_TRIES):
            if isinstance(found, cls):
                break
            # The other screen may make its file again just when it is gone.
            with suppress(OSError):
                disk.unlink(presence_path(decisions_path))
            found = cls.take(decisions_path, me, disk=disk)
        return found

    @property
    def shared(self) -> bool:
        """Whether others can see that we have it open."""
        return self._claim.shared

    def held(self) -> bool:
        """Return whether it is still ours; False when someone removed or took over the file."""
        return self._claim.held()

    def asked_by(self) -> Who | None:
        """Return who asks to take over; None for nobody, or for one who is gone."""
        disk = self._claim.disk
        path = ask_path(self._decisions_path)
        try:
            descriptor = disk.open(path)
        except OSError:
            return None
        try:
            return None if disk.lock(descriptor) is True else _read(path, disk)
        except OSError:
            return None
        finally:
            with suppress(OSError):
                disk.close(descriptor)

    def refuse(self, who: Who) -> None:
        """Tell the one who asks that we keep the meeting."""
        self._claim.say(self._me, who.token)

    def release(self) -> None:
        """Let go of the meeting: the file is removed, and who asks finds it free."""
        self._claim.end()


class Asking:
    """Our request to take over a meeting that somebody else has open, until withdraw()."""

    def __init__(self, decisions_path: Path, claim: _Claim, me: Who) -> None:
        self._decisions_path = decisions_path
        self._claim = claim
        self._me = me

    def agreed(self) -> Presence | None:
        """Take the meeting once the other has released it, or is gone; None until then."""
        taken = Presence.take(self._decisions_path, self._me, disk=self._claim.disk)
        if isinstance(taken, Other):
            return None
        self.withdraw()
        return taken

    @property
    def token(self) -> str:
        """What a refusal of this request names."""
        return self._me.token

    def withdraw(self) -> None:
        """Ask no longer."""
        self._claim.end()


def holder_of(decisions_path: Path, me: Who | None = None, disk: Disk = DISK) -> Other | None:
    """Return who has the meeting open (`alive` False: their process has ended); None for nobody.

    Raises:
        OSError: The folder does not respond.
    """
    path = presence_path(decisions_path)
    try:
        descriptor = disk.open(path)
    except FileNotFoundError:
        return None
    try:
        got = disk.lock(descriptor)
        if not disk.same(descriptor, path):
            return None
        told = _told(path, disk)
        who = _who(told)
        alive = None if got is None else not got
        if alive is None and _surely_gone(who, me or Who.me()):
            alive = False
        return Other(who, alive, _text(told, "refused"))
    finally:
        _close(disk, descriptor)


def request_take_over(
    decisions_path: Path, me: Who | None = None, disk: Disk = DISK
) -> Asking | Other:
    """Ask whoever has the meeting open to let us take over; Other when another asks already."""
    who = me or Who.me()
    claim = _claim(ask_path(decisions_path), who, False, disk)
    return claim if isinstance(claim, Other) else Asking(decisions_path, claim, who)


def presence_path(decisions_path: Path) -> Path:
    """Return the place of the file that says who has the meeting open."""
    return _beside(decisions_path, ".open")


def ask_path(decisions_path: Path) -> Path:
    """Return the place of the file that says who asks to take over."""
    return _beside(decisions_path, ".ask")


def _beside(decisions_path: Path, suffix: str) -> Path:
    record = real_path(decisions_path)
    return record.with_name(record.name.removesuffix(".toml") + suffix)


def _claim(path: Path, me: Who, force: bool, disk: Disk) -> _Claim | Other:
    """Make the file, or take over one whose process is gone; Other when that process lives."""
    found = Other(Who(), None)
    for _ in range(MOST_TRIES):
        try:
            descriptor = disk.create(path)
            made = True
        except FileExistsError:
            try:
                descriptor = disk.open(path)
            except FileNotFoundError:
                continue
            except OSError:
                return Other(_read(path, disk), None)
            made = False
        except OSError:
            return _Claim(path, None, disk)
        try:
            got = disk.lock(descriptor)
            if not disk.same(descriptor, path):
                _close(disk, descriptor)
                continue
        except OSError:
            got = None
        if got is False and made:
            # Somebody looked at the new file before we had its lock; a look is short.
            _close(disk, descriptor)
            continue
        if got is True or (got is None and made):
            if _said(descriptor, me, disk):
                return _Claim(path, descriptor, disk)
            _close(disk, descriptor)
            return _Claim(path, None, disk)
        found = Other(_read(path, disk), True if got is False else None)
        _close(disk, descriptor)
        gone = found.alive is None and _surely_gone(found.who, me)
        if not (gone or (force and found.alive is None)):
            return found
        with suppress(OSError):
            disk.unlink(path)
    return found


def _said(descriptor: int, me: Who, disk: Disk, refused: str = "") -> bool:
    """Write who we are; False only for a file that may not be written, which tells of another."""
    table = fields_of(me) | ({"refused": refused} if refused else {})
    data = json.dumps(table, ensure_ascii=True).encode("ascii") + b"\n"
    try:
        disk.write(descriptor, data)
        disk.cut(descriptor, len(data))
    except OSError as error:
        return error.errno != errno.EBADF
    return True


def _read(path: Path, disk: Disk) -> Who:
    """Read who a file tells of; empty where it does not say."""
    return _who(_told(path, disk))


def _told(path: Path, disk: Disk) -> dict[str, Any]:
    try:
        told = json.loads(disk.read(path, MOST_READ).decode("utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def _who(told: dict[str, Any]) -> Who:
    pid = told.get("pid")
    user, host, since, token = (_text(told, key) for key in ("user", "host", "since", "token"))
    return Who(user, host, pid if isinstance(pid, int) and 0 < pid < 1 << 31 else 0, since, token)


def _text(told: dict[str, Any], key: str) -> str:
    value = told.get(key)
    return value if isinstance(value, str) else ""


def _surely_gone(who: Who, me: Who) -> bool:
    """Return whether a process of this computer has ended; never so of another computer's."""
    if sys.platform != "win32" and who.pid and who.host and who.host == me.host:
        # Asks only whether there is such a process. On Windows the same call would end it.
        try:
            os.kill(who.pid, 0)
        except OSError as error:
            return error.errno == errno.ESRCH
    return False


def _close(disk: Disk, descriptor: int) -> None:
    with suppress(OSError):
        disk.close(descriptor)

"""The safe save of one file: write beside it, fsync, read back, replace, fsync the folder.

The file written beside is `<name>.saving`. It is created exclusively, so it is the save lock too,
and its owner holds an OS lock on it until the new file is in place. The races, and what ends each:

- An owner that was killed leaves `.saving` behind. Whoever finds it asks for its OS lock: if they
  get it at once, no process has it. The file's age is never used. Only a holder of the OS lock who
  then still finds the same file under the name removes it, so nobody removes a file that is in use.
- Between creating and locking, a finder can get the lock of a living owner's file and remove it.
  The owner writes nothing before it has the lock and sees its own file under the name. If it does
  not see it, it starts again, and leaves the file that is there to the finder.
- A finder that opened `.saving` just before it was put in place gets a lock on what is the new
  file now. It sees that the name is gone or holds another file, and leaves it alone.
- Device and inode are compared while a descriptor on the file is open, so that their numbers cannot
  have been given to another file meanwhile.
- If the file system cannot lock, nobody can tell a dead owner from a slow one. The save waits for
  `.saving` to go, then Blocked has people asked, and `remove_left` does what they say.
- Where locks do not reach other computers, a living owner's file could be taken for a dead one's.
  The owner looks once more before replacing, and reads the file in place afterwards: what is not
  there is never called saved.
- Windows cannot replace an open file: the owner closes it just before, and looks in the same way
  before and after.
"""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from core.value import Value
from sessions.record.disk import DISK, Disk, why
from sessions.text.problems import Unusable
from sessions.text.visible import shortened

SUFFIX = ".saving"
MOST_REMOVALS = 20

Check = Callable[[bytes], object]
Stamp = tuple[int, ...] | None


class NotSaved(Exception):
    """Something could not be saved; what was there before is untouched, or the new is complete.

    `message` says what happened and `remedy` what to do, in plain words; both may hold raw outside
    text (file names), which whoever shows them makes visible first.
    """

    def __init__(self, message: str, remedy: str) -> None:
        self.message = message
        self.remedy = remedy
        super().__init__(f"{message}. {remedy}")


class Blocked(NotSaved):
    """Another save's `.saving` file is there, and it is not known whether its owner is gone.

    `path`: that file. `stamp`: its state, None where it could not be had. `at`: when it was last
    written, in seconds of the clock that its folder goes by.
    """

    def __init__(self, message: str, remedy: str, path: Path, stamp: Stamp) -> None:
        self.path = path
        self.stamp = stamp
        super().__init__(message, remedy)

    @property
    def at(self) -> float | None:
        """When the file was last written; None where nobody knows."""
        return None if self.stamp is None else self.stamp[-1] / 1e9


class Protected(NotSaved):
    """The file is read-only or another user's: a person has to say that it may be replaced."""


class Patience(Value):
    """How long to wait for another's save: seconds, and how a pause is made and time is told."""

    seconds: float = 5.0
    pause: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic


PATIENCE = Patience()


class Saving:
    """One save of one file, under its lock: read what is there, then write at most once.

    The file takes the rights of the first of `rights_of`, or else of the file in place; where there
    is no such file, it is a new one and takes those of the next of `rights_of`. `missed` says
    afterwards which could not be taken.
    """

    def __init__(
        self, target: Path, disk: Disk, lock: int, rights_of: tuple[Path, ...] = ()
    ) -> None:
        self.target = target
        self.missed: tuple[str, ...] = ()
        self._rights_of = rights_of or (target,)
        self._path = saving_path(target)
        self._disk = disk
        self._lock: int | None = lock
        self._written = False
        self._placed = False

    def read(self) -> bytes | None:
        """Return the file's present bytes (at most one more than 2 MiB); None for no file."""
        try:
            return self._disk.read(self.target)
        except FileNotFoundError:
            return None

    def write(self, data: bytes, check: Check) -> None:
        """Put the data in place of the file; `check` gets what was read back, and may refuse it.

        Raises:
            NotSaved: What was written reads back differently, or another save interfered.
            OSError: A file call failed.
            ValueError: This save has written already; a second try needs a new Saving.
        """
        if self._written or self._lock is None:
            raise ValueError("one save writes once")
        self._written = True
        disk = self._disk
        for place, pattern in enumerate(self._rights_of):
            # Before any data is in the file.
            with suppress(FileNotFoundError):
                self.missed = disk.like(self._lock, pattern, new=place > 0)
                break
        writer = disk.duplicate(self._lock)
        try:
            disk.write(writer, data)
            disk.fsync(writer)
        except BaseException:
            with suppress(OSError):
                disk.close(writer)
            raise
        disk.close(writer)
        try:
            self._read_back(data, check)
        except FileNotFoundError as gone:
            # A person had it removed, though its owner was only slow; or the folder is gone.
            if self.target.parent.is_dir():
                raise _interfered(self.target) from gone
            raise
        if not disk.same(self._lock, self._path):
            raise _interfered(self.target)
        if not disk.replaces_open_files:
            self._let_go()
        disk.replace(self._path, self.target)
        self._placed = True
        if not disk.read(self.target, len(data) + 1).startswith(data):
            raise _interfered(self.target)
        disk.fsync_folder(self.target.parent)

    def _read_back(self, data: bytes, check: Check) -> None:
        read = self._disk.read(self._path, len(data) + 1)
        fault = "it reads back differently"
        if read == data:
            try:
                check(read)
            except (Unusable, ValueError) as refused:
                fault = str(refused)
            else:
                return
        raise NotSaved(
            f"{shortened(self.target.name)} was not saved: what was written cannot be read "
            f"({fault})",
            "Save again. If it happens again, the disk may be failing: save to another.",
        )

    def end(self) -> None:
        """Remove what was not put in place, and let go of the lock."""
        if self._lock is not None:
            _remove(self._disk, self._lock, self._path)
            self._lock = None
        elif not self._placed:
            # Windows, after letting go: another's file is open there and cannot be removed.
            with suppress(OSError):
                self._disk.unlink(self._path)

    def _let_go(self) -> None:
        if self._lock is not None:
            lock, self._lock = self._lock, None
            with suppress(OSError):
                self._disk.close(lock)


@contextmanager
def saving(
    target: Path,
    disk: Disk = DISK,
    patience: Patience = PATIENCE,
    rights_of: tuple[Path, ...] = (),
) -> Iterator[Saving]:
    """Hold the save lock of a file whose links have been followed.

    Raises:
        NotSaved: Another save has the lock, or a file call within failed.
    """
    try:
        begun = _begin(target, disk, patience, rights_of)
    except OSError as error:
        raise told(target, error) from error
    try:
        yield begun
    except OSError as error:
        raise told(target, error) from error
    finally:
        begun.end()


def save_file(
    target: Path,
    data: bytes,
    check: Check,
    disk: Disk = DISK,
    patience: Patience = PATIENCE,
    rights_of: tuple[Path, ...] = (),
) -> None:
    """Save a file safely, over whatever has that name.

    Raises:
        NotSaved: It could not be saved.
    """
    with saving(target, disk, patience, rights_of) as begun:
        begun.write(data, check)


def remove_left(blocked: Blocked, disk: Disk = DISK) -> None:
    """Remove another save's `.saving` file, only after a person agrees; its age is not used.

    If the file has changed since the person was asked, somebody is saving after all, and nothing is
    done. An owner that is still running sees that its file is gone, and calls nothing saved.

    Raises:
        NotSaved: The file cannot be removed.
    """
    with suppress(FileNotFoundError):
        try:
            if blocked.stamp is not None and disk.stamp(blocked.path) == blocked.stamp:
                disk.unlink(blocked.path)
        except FileNotFoundError:
            raise
        except OSError as error:
            reason, remedy = why(error)
            name = shortened(blocked.path.name)
            raise NotSaved(f"{name} could not be removed: {reason}", remedy) from error


def saving_path(target: Path) -> Path:
    """Return the place of the file that is written beside, which is the save lock."""
    return target.with_name(target.name + SUFFIX)


def real_path(path: Path) -> Path:
    """Return the file that a path stands for, links followed: it is what must be replaced."""
    return Path(os.path.realpath(path))


def _begin(target: Path, disk: Disk, patience: Patience, rights_of: tuple[Path, ...]) -> Saving:
    path = saving_path(target)
    end = patience.clock() + patience.seconds
    pause = 0.002
    removals = 0
    while True:
        try:
            made = disk.create(path)
        except FileExistsError:
            again = _broken(path, disk)
        else:
            if _owned(made, path, disk):
                return Saving(target, disk, made, rights_of)
            again = False
        if again and removals < MOST_REMOVALS:
            removals += 1
            continue
        if patience.clock() >= end:
            raise _blocked(target, path, disk, patience)
        patience.pause(pause)
        pause = min(pause * 1.5, 0.05)


def _owned(made: int, path: Path, disk: Disk) -> bool:
    """Lock the file just made; False when a finder got in between and it is not ours any more."""
    try:
        if disk.lock(made) is not False and disk.same(made, path):
            return True
    except OSError:
        _remove(disk, made, path)
        raise
    with suppress(OSError):
        disk.close(made)
    return False


def _broken(path: Path, disk: Disk) -> bool:
    """Remove a dead owner's file; True when it is worth trying again at once."""
    try:
        found = disk.open(path)
    except FileNotFoundError:
        return True
    except PermissionError:
        return False
    try:
        dead = disk.lock(found) is True
    except OSError:
        dead = False
    if dead:
        return _remove(disk, found, path)
    with suppress(OSError):
        disk.close(found)
    return False


def _remove(disk: Disk, descriptor: int, path: Path) -> bool:
    """Remove the open file if it still bears the name, then close it; False when that failed."""
    removed = True
    try:
        if disk.same(descriptor, path):
            if disk.replaces_open_files:
                disk.unlink(path)
            else:
                with suppress(OSError):
                    disk.close(descriptor)
                disk.unlink(path)
                return True
    except OSError:
        removed = False
    with suppress(OSError):
        disk.close(descriptor)
    return removed


def _blocked(target: Path, path: Path, disk: Disk, patience: Patience) -> Blocked:
    stamp: Stamp = None
    with suppress(OSError):
        stamp = disk.stamp(path)
    name = shortened(path.name)
    return Blocked(
        f"{shortened(target.name)} was not saved: another program has been saving it for "
        f"{patience.seconds:.0f} seconds ({name} exists)",
        f"Save again. If nobody else is saving, remove {name} first.",
        path,
        stamp,
    )


def _interfered(target: Path) -> NotSaved:
    return NotSaved(
        f"{shortened(target.name)} was not saved: another program saved it at the same moment",
        "Save again.",
    )


def told(target: Path, error: OSError) -> NotSaved:
    """Return the NotSaved that tells of an OSError."""
    reason, remedy = why(error, target)
    return NotSaved(f"{shortened(target.name)} was not saved: {reason}", remedy)

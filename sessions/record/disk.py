"""The file calls of saving and recovery, all in one place, on every system; and why one failed."""

import errno
import os
import stat
import sys
import time
from contextlib import suppress
from pathlib import Path

from sessions.record.private_file import FILE_MODE, make_private_folder
from sessions.toml.read import LARGEST

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_OPEN = getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_READ = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
_BUSY = {errno.EWOULDBLOCK, errno.EAGAIN}
if sys.platform == "win32":
    _BUSY |= {errno.EACCES, errno.EDEADLK}
_CANNOT = {errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL}
_CANNOT_LOCK = {*_CANNOT, errno.ENOLCK, errno.EBADF}
LONGEST_STEM = 150
REPLACE_PAUSES = (0.01, 0.02, 0.05, 0.1, 0.2, 0.4)
# Far beyond any content, because on Windows others cannot read what is locked.
_LOCKED_BYTE = 0x3FFFFFFF


class Disk:
    """Every file call of saving and recovery, so that a test can make each of them fail.

    Descriptors are those of `os`. Every call can raise OSError.
    """

    replaces_open_files = sys.platform != "win32"

    def create(self, path: Path, mode: int = 0o666) -> int:
        """Make a new file, open for reading and writing.

        Raises:
            FileExistsError: There is a file of that name.
        """
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | _OPEN, mode)
        if mode == FILE_MODE and sys.platform != "win32":
            # The umask must not change the mode.
            os.fchmod(descriptor, mode)
        return descriptor

    def open(self, path: Path) -> int:
        """Open a file, for writing where that is allowed; no link is followed."""
        try:
            return os.open(path, os.O_RDWR | _OPEN)
        except OSError as error:
            if error.errno not in (errno.EACCES, errno.EPERM, errno.EROFS):
                raise
        return os.open(path, os.O_RDONLY | _OPEN)

    def lock(self, descriptor: int) -> bool | None:
        """Ask for the OS lock: True got it, False another has it, None there are no locks here."""
        try:
            if sys.platform == "win32":
                os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
                msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
                os.lseek(descriptor, 0, os.SEEK_SET)
            else:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno in _BUSY:
                return False
            if error.errno in _CANNOT_LOCK:
                return None
            raise
        return True

    def same(self, descriptor: int, path: Path) -> bool:
        """Return whether the open file is the one under this name."""
        try:
            there = path.stat(follow_symlinks=False)
        except FileNotFoundError:
            return False
        return os.path.samestat(os.fstat(descriptor), there)

    def duplicate(self, descriptor: int) -> int:
        """Return a second descriptor on the same open file; the OS lock lasts until both close."""
        return os.dup(descriptor)

    def like(self, descriptor: int, path: Path, new: bool = False) -> tuple[str, ...]:
        """Give the open file the rights, owner and access list of another.

        `new`: it is a file of its own, so its owner stays, may always write to it, and nobody may
        run it. Returns what could not be given ("owner", "group", "rights", "access list"). The
        rights are never wider than those of the other file.

        Raises:
            OSError: There is no such file.
        """
        there = path.stat()
        if sys.platform == "win32":
            return ()
        missed = []
        mode = stat.S_IMODE(there.st_mode)
        if new:
            mode = mode & 0o666 | FILE_MODE
        own = os.fstat(descriptor)
        if own.st_gid != there.st_gid:
            try:
                os.fchown(descriptor, -1, there.st_gid)
            except OSError:
                missed.append("group")
                mode &= ~0o070
        if own.st_uid != there.st_uid and not new:
            try:
                os.fchown(descriptor, there.st_uid, -1)
            except OSError:
                missed.append("owner")
        try:
            os.fchmod(descriptor, mode)
        except OSError:
            missed.append("rights")
        if sys.platform == "linux" and not _take_access_list(descriptor, path):
            missed.append("access list")
        return tuple(missed)

    def protection(self, path: Path) -> str:
        """Say why a file must not be replaced unasked: it "is read-only" or "belongs to …"."""
        try:
            there = path.stat()
        except OSError:
            return ""
        if sys.platform != "win32" and there.st_uid != os.geteuid():
            return f"belongs to {_user_name(there.st_uid)}"
        return "" if there.st_mode & stat.S_IWUSR else "is read-only"

    def names(self, path: Path) -> int:
        """Return how many names (hard links) a file has; 0 where there is no file."""
        try:
            return path.stat().st_nlink
        except OSError:
            return 0

    def write(self, descriptor: int, data: bytes, offset: int = 0) -> None:
        """Write all of the data at an offset."""
        os.lseek(descriptor, offset, os.SEEK_SET)
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(descriptor, rest) :]

    def cut(self, descriptor: int, size: int) -> None:
        """Cut the open file to a size."""
        os.ftruncate(descriptor, size)

    def fsync(self, descriptor: int) -> None:
        """Bring the open file's content to the medium."""
        if sys.platform == "darwin":
            # fsync alone leaves the data in the drive's own memory there.
            with suppress(OSError):
                fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
                return
        os.fsync(descriptor)

    def close(self, descriptor: int) -> None:
        """Close a descriptor; an error of an earlier write may show here."""
        os.close(descriptor)

    def read(self, path: Path, most: int = LARGEST + 1) -> bytes:
        """Read a regular file from its beginning, at most so many bytes."""
        descriptor = os.open(path, _READ)
        try:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise OSError(errno.EINVAL, "not a regular file", str(path))
            parts = []
            while most > 0 and (part := os.read(descriptor, min(most, 1 << 20))):
                parts.append(part)
                most -= len(part)
            return b"".join(parts)
        finally:
            os.close(descriptor)

    def replace(self, source: Path, target: Path) -> None:
        """Put a file in place of another, in one step."""
        if sys.platform == "win32":
            # A scanner or another screen may be reading the old file just now, and is soon done.
            for seconds in REPLACE_PAUSES:
                try:
                    source.replace(target)
                except PermissionError:
                    time.sleep(seconds)
                else:
                    return
        source.replace(target)

    def unlink(self, path: Path) -> None:
        """Remove a file."""
        path.unlink()

    def fsync_folder(self, folder: Path) -> None:
        """Bring a folder's names to the medium, where the file system has a call for it."""
        if sys.platform != "win32":
            descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
            try:
                os.fsync(descriptor)
            except OSError as error:
                if error.errno not in _CANNOT:
                    raise
            finally:
                os.close(descriptor)

    def make_folder(self, folder: Path) -> None:
        """Make a private folder where there is none."""
        make_private_folder(folder)

    def listed(self, folder: Path, begins: str, ends: str) -> list[Path]:
        """Return the files of a folder whose names begin and end so, in order."""
        # `glob` would compile a pattern at every start.
        names = sorted(os.listdir(folder))  # noqa: PTH208
        return [folder / name for name in names if name.startswith(begins) and name.endswith(ends)]

    def stamp(self, path: Path) -> tuple[int, ...] | None:
        """Return what changes when the file does, cheaply; None where there is no file."""
        try:
            there = path.stat()
        except FileNotFoundError:
            return None
        return there.st_dev, there.st_ino, there.st_size, there.st_mtime_ns


DISK = Disk()

ACCESS_LIST = "system.posix_acl_access"


def _take_access_list(descriptor: int, path: Path) -> bool:
    """Give an open file the access control list of another; False where that is not possible."""
    if sys.platform != "linux":
        return True
    try:
        wanted = os.getxattr(path, ACCESS_LIST)
    except OSError:
        # None there: one that the folder gave to the new file must not widen its rights.
        with suppress(OSError):
            os.removexattr(descriptor, ACCESS_LIST)
        return True
    try:
        os.setxattr(descriptor, ACCESS_LIST, wanted)
    except OSError:
        return False
    return True


def _user_name(number: int) -> str:
    """Return a user's name, or the number where it has none."""
    if sys.platform == "win32":
        return str(number)
    import pwd

    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return f"user {number}"


_SPACE = "Free some space there, then save again."
_RIGHTS = "Ask for permission to write in that folder, then save again."
_SHARE = "Check the connection, then save again."
_WHY: dict[int, tuple[str, str]] = {
    errno.ENOSPC: ("the disk is full", _SPACE),
    getattr(errno, "EDQUOT", -1): ("your share of the disk is used up", _SPACE),
    errno.EFBIG: ("the file would be too large for the disk", _SPACE),
    errno.EACCES: ("you do not have permission to write there", _RIGHTS),
    errno.EPERM: ("you do not have permission to write there", _RIGHTS),
    errno.EROFS: ("the disk is read-only", _RIGHTS),
    errno.ENOENT: ("its folder is gone", "Bring the folder back, then save again."),
    errno.ENAMETOOLONG: (
        "the file's name is too long for the disk",
        "Copy the session file under a shorter name, and record the decision there.",
    ),
    errno.EIO: (
        "the disk reports a fault",
        "Save again. If it happens again, save to another disk.",
    ),
} | dict.fromkeys(
    (
        errno.ENETDOWN,
        errno.ENETUNREACH,
        errno.EHOSTUNREACH,
        errno.ETIMEDOUT,
        errno.ENOTCONN,
        getattr(errno, "ESTALE", -2),
        getattr(errno, "EHOSTDOWN", -3),
    ),
    ("the network drive is not responding", _SHARE),
)


def why(error: OSError, target: Path | None = None) -> tuple[str, str]:
    """Say in plain words why a file call on `target` failed, and what to do."""
    if target is not None and error.errno in (errno.EACCES, errno.EPERM) and _kept_by_owner(target):
        owner = DISK.protection(target)
        return (
            f"in its folder only the owner of a file may replace it, and it {owner}",
            "Ask that person to save, or to give you the file; or copy the session file and the "
            "record to a folder of your own and open it there.",
        )
    said = error.strerror or type(error).__name__
    return _WHY.get(error.errno or 0, (f"the system says: {said}", "Save again."))


def fitting(stem: str) -> str:
    """Cut a stem so that what is added to it still makes a name that every system takes."""
    return os.fsencode(stem)[:LONGEST_STEM].decode("utf-8", "ignore")


def _kept_by_owner(target: Path) -> bool:
    """Return whether a folder's sticky bit keeps us from replacing another user's file."""
    try:
        sticky = bool(target.parent.stat().st_mode & stat.S_ISVTX)
    except OSError:
        return False
    return sticky and DISK.protection(target).startswith("belongs to")

"""Files and folders that only this user may read, whatever the umask says."""

import os
import sys
from contextlib import suppress
from pathlib import Path

FILE_MODE, FOLDER_MODE = 0o600, 0o700
_NEW = (
    os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
)


def make_private_folder(folder: Path) -> None:
    """Make a folder that only this user may enter; one that is there already is left as it is."""
    if folder.is_dir():
        return
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(mode=FOLDER_MODE, exist_ok=True)
    if sys.platform != "win32":
        folder.chmod(FOLDER_MODE)


def create_private(path: Path) -> int:
    """Make a new private file and return a descriptor; a link of that name is not followed.

    Raises:
        FileExistsError: The name is taken.
    """
    descriptor = os.open(path, _NEW, FILE_MODE)
    if sys.platform != "win32":
        os.fchmod(descriptor, FILE_MODE)
    return descriptor


def write_private(path: Path, data: bytes) -> None:
    """Put a private file in place, whole or not at all; a link of that name is replaced."""
    beside = path.with_name(f"{path.name}.{os.urandom(16).hex()}.new")
    descriptor = create_private(beside)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        beside.replace(path)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise

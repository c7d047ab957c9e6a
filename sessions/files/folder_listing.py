"""The session files in a folder, for the start screen."""

import re
from pathlib import Path

from core.value import Value

# How a session file begins, after comments; a record and a scheme file name another format.
SESSION = re.compile(rb"""^\s*format\s*=\s*["']ratings-panel/session/""", re.MULTILINE)
BEGINNING = 64 * 1024
# So many files are looked into, and so many are listed.
MOST_READ, MOST_LISTED = 200, 20


class FolderListing(Value):
    """The session files of a folder by name, and whether it holds files that were left out."""

    folder: Path
    files: tuple[Path, ...] = ()
    more: bool = False


def session_files_in(folder: Path) -> FolderListing:
    """List the session files in a folder; none where it cannot be read."""
    try:
        names = sorted(path for path in folder.iterdir() if path.suffix == ".toml")
    except (OSError, ValueError):
        return FolderListing(folder)
    files = [path for path in names[:MOST_READ] if _is_session(path)]
    more = len(names) > MOST_READ or len(files) > MOST_LISTED
    return FolderListing(folder, tuple(files[:MOST_LISTED]), more)


def _is_session(path: Path) -> bool:
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            return SESSION.search(file.read(BEGINNING)) is not None
    except (OSError, ValueError):
        return False

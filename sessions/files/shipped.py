"""The inspections that come with the program, and private copies of them to try things on."""

import sys
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sessions.record.private_file import FOLDER_MODE, make_private_folder, write_private
from sessions.text.suggestions import nearest

# For types alone: importlib.resources is imported where it is needed.
if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

SUFFIX = ".toml"
INSTALLED = "inspections"


class NoSuchInspection(LookupError):
    """No shipped inspection has that name; its text says which there are."""


def shipped_inspections() -> tuple[str, ...]:
    """List the ids of the shipped inspections."""
    return tuple(
        sorted(
            path.name.removesuffix(SUFFIX)
            for path in _folder().iterdir()
            if path.name.endswith(SUFFIX) and path.name.count(".") == 1
        )
    )


def find_inspection(name: str) -> str:
    """Find a shipped inspection by its id or a part of it: "Oldham", "north somerset".

    Raises:
        NoSuchInspection: None has that name, or several could be meant.
    """
    known = shipped_inspections()
    wanted = _plain(name)
    found = [each for each in known if wanted and wanted in _plain(each)]
    exact = [each for each in found if _plain(each) == wanted]
    if len(exact or found) == 1:
        return (exact or found)[0]
    if found:
        raise NoSuchInspection(f'"{name}" could be {" or ".join(found)}; type more of the name.')
    hint = nearest(name, [*known, *(each.rpartition("-")[0] for each in known)])
    raise NoSuchInspection(
        f'"{name}" is not a shipped inspection{hint or "."} There are {", ".join(known)}.'
    )


def practice_folder(state: Path) -> Path:
    """Return the folder of this user's practice copies."""
    return state / "demo"


def is_practice_copy(session: Path, state: Path) -> bool:
    """Return whether a session file is a practice copy of this user."""
    return session.absolute().is_relative_to(practice_folder(state).absolute())


def private_copy(inspection: str, state: Path, now: datetime) -> Path:
    """Copy a shipped inspection into a new folder of its own; return the copy's path.

    Its decisions are left out, so that a panel can take them itself.

    Raises:
        OSError: The copy cannot be written.
    """
    data = (_folder() / f"{inspection}{SUFFIX}").read_bytes()
    parent = practice_folder(state)
    make_private_folder(state)
    make_private_folder(parent)
    copy = _new_folder(parent, f"{inspection}-{now:%Y%m%d-%H%M%S}") / f"{inspection}{SUFFIX}"
    write_private(copy, data)
    return copy


def earlier_copies(copy: Path) -> tuple[Path, ...]:
    """List the practice copies that were made of the same inspection before, the latest first."""
    folder = copy.parent
    begin = f"{copy.stem}-"
    with suppress(OSError):
        names = sorted((path.name for path in folder.parent.iterdir()), reverse=True)
        return tuple(
            folder.parent / name / copy.name
            for name in names
            if name.startswith(begin) and name != folder.name
        )
    return ()


def _new_folder(parent: Path, name: str) -> Path:
    for number in range(1, 1000):
        folder = parent / (name if number == 1 else f"{name}-{number}")
        try:
            folder.mkdir(mode=FOLDER_MODE)
        except FileExistsError:
            continue
        if sys.platform != "win32":
            folder.chmod(FOLDER_MODE)
        return folder
    raise FileExistsError(f"{parent / name} and its successors all exist")


def _folder() -> "Traversable":
    """Return where the inspections are: in the installed package, or in the project's folder."""
    # Imported here, because only `demo`, the start screen and the help need it.
    from importlib.resources import files

    installed = files("sessions") / INSTALLED
    return installed if installed.is_dir() else Path(__file__).parents[2] / "fixtures"


def _plain(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())

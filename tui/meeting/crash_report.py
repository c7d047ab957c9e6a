"""A fault of the program: its traceback in a private file, for those who correct it."""

import os
import sys
import traceback
from pathlib import Path

from sessions import clock
from sessions.record.private_file import create_private, make_private_folder
from sessions.record.recovery import state_folder
from tui import __version__


def write_traceback(error: Exception) -> Path:
    """Write an error's traceback, without local values, to a private file; give its path."""
    folder = state_folder() / "faults"
    make_private_folder(folder.parent)
    make_private_folder(folder)
    path = folder / f"{clock.now():%Y%m%d-%H%M%S}-{os.getpid()}.txt"
    descriptor = create_private(path)
    with os.fdopen(descriptor, "w", encoding="utf-8", errors="backslashreplace") as file:
        file.write(f"ratings-panel {__version__}, Python {sys.version}, {sys.platform}\n\n")
        file.write("".join(traceback.format_exception(error)))
    return path

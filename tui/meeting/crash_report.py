"""A fault of the program: its traceback, for whoever mends it, in a private file."""

import os
import sys
import traceback
from pathlib import Path

from sessions import clock
from sessions.record.recovery import state_folder
from tui import __version__


def write_traceback(error: Exception) -> Path:
    """Write an error's traceback, without local values, to a private file; give its path."""
    folder = state_folder() / "faults"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"{clock.now():%Y%m%d-%H%M%S}-{os.getpid()}.txt"
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8", errors="backslashreplace") as file:
        file.write(f"ratings-panel {__version__}, Python {sys.version}, {sys.platform}\n\n")
        file.write("".join(traceback.format_exception(error)))
    return path

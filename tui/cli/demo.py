"""`ratings-panel demo`: a shipped inspection on the screen, on a private copy."""

import shutil
import sys
from argparse import Namespace
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from core.wording import listed, plural
from sessions import clock
from sessions.files import shipped
from sessions.files.progress import progress_of
from sessions.files.recent import note_opened
from sessions.files.session_file import read_session
from sessions.record import recovery
from sessions.text.command_words import file_argument
from sessions.text.visible import visible
from tui.cli import terminal
from tui.cli.open_session import show_screen
from tui.cli.output import Unwritten, WrongCall, say
from tui.cli.parser import PROGRAM

NORTH_SOMERSET = "north-somerset"
# So many earlier copies of an inspection are looked into, the latest first.
MOST_COPIES = 10


def run(call: Namespace) -> int:
    """Open a copy of the inspection that was named; return the exit status."""
    try:
        inspection = shipped.find_inspection(" ".join(call.names) or NORTH_SOMERSET)
    except shipped.NoSuchInspection as none:
        raise WrongCall(str(none)) from None
    terminal.need_terminal()
    state = recovery.state_folder()
    try:
        copy = shipped.private_copy(inspection, state, clock.now().astimezone())
    except OSError as error:
        raise Unwritten(
            f"{error.filename or state}: the practice copy could not be written "
            f"({error.strerror or error}). Check the folder, or set RATINGS_PANEL_STATE to another "
            "one."
        ) from None
    session = read_session(copy)
    service = session.evidence.inspection.service
    earlier = _unfinished(copy)
    greeting = ""
    if earlier is not None:
        # So that it is under Recent, after the copy that is opened now.
        note_opened(earlier.path, service)
        greeting = (
            f"{earlier.words} To go on with it: leave, type {_program()} and choose it under "
            "Recent."
        )
    note_opened(copy, service)
    status = show_screen(
        session, greeting, f"No decision was recorded. Your practice copy is in {copy}"
    )
    words = ""
    if progress_of(copy).unfinished:
        words = f"To go on with this practice copy: {_open_command(copy)}"
    elif earlier is not None:
        words = f"{earlier.words} To go on with it: {_open_command(earlier.path)}"
    # The window may have been closed.
    with suppress(Unwritten, BrokenPipeError):
        if words:
            say(visible(words))
    return status


class Unfinished(NamedTuple):
    """An earlier practice copy that was begun and not signed, and what is said about it."""

    path: Path
    words: str


def _unfinished(copy: Path) -> Unfinished | None:
    """Return the latest earlier copy of the same inspection that was begun and not signed."""
    for path in shipped.earlier_copies(copy)[:MOST_COPIES]:
        progress = progress_of(path)
        if progress.unfinished:
            counts = (progress.entries, "entry", "entries"), (len(progress.drafts), "draft")
            held = listed([plural(*count) for count in counts if count[0]])
            words = f"An earlier practice copy of this inspection has {held} and is not signed."
            return Unfinished(path, words)
    return None


def _program() -> str:
    """Return what starts the program from here: its name, or its path where that is not known."""
    return PROGRAM if shutil.which(PROGRAM) else sys.argv[0]


def _open_command(session: Path) -> str:
    """Return the command that opens a session file, as it can be typed here."""
    return f"{_program()} {file_argument(str(session))}"

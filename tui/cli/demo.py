"""`ratings-panel demo`: a shipped inspection on the screen, on a private copy."""

from argparse import Namespace

from sessions import clock
from sessions.files import shipped
from sessions.files.session_file import read_session
from sessions.record import recovery
from sessions.text.paths import decisions_path
from sessions.text.visible import visible
from tui.cli import terminal
from tui.cli.open_session import show_screen
from tui.cli.output import Unwritten, WrongCall, say

NORTH_SOMERSET = "north-somerset"


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
    status = show_screen(read_session(copy))
    record = decisions_path(copy)
    if record.exists():
        say(f"The record is saved in {visible(record)}")
    else:
        say(f"No decision was recorded. Your practice copy is in {visible(copy)}")
    return status

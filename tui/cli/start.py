"""`ratings-panel` alone: the start screen, which offers the sessions there are to open."""

from argparse import Namespace

from sessions.files.session_file import read_session
from tui.cli import demo, open_session, terminal
from tui.cli.output import DONE, WrongCall


def run() -> int:
    """Offer the sessions there are to open; without a terminal, say how to begin."""
    try:
        terminal.need_terminal()
    except WrongCall:
        raise WrongCall(
            "Name a session file, try `ratings-panel demo`, or see `ratings-panel --help`."
        ) from None
    from tui.meeting import start_screen

    chosen = start_screen.choose()
    if chosen is None:
        return DONE
    if chosen.file is not None:
        return open_session.show_screen(read_session(chosen.file))
    return demo.run(Namespace(names=[chosen.demo]))

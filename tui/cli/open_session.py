"""`ratings-panel SESSION`, and the start screen where no session is named."""

from argparse import Namespace

from sessions.files.session_file import Session, read_session
from tui.cli import terminal
from tui.cli.output import DONE, WrongCall
from tui.meeting.waiting import waiting_for


def run(call: Namespace) -> int:
    """Open the screen on the session that was named; return the exit status."""
    if len(call.sessions) > 1:
        raise WrongCall(
            "the screen shows one session file at a time; `score` and `check` take several."
        )
    name = call.sessions[0]
    with waiting_for(name):
        session = read_session(name)
    return show_screen(session)


def choose() -> int:
    """Offer the sessions there are to open; without a terminal, say how to begin."""
    try:
        terminal.need_terminal()
    except WrongCall:
        raise WrongCall(
            "name a session file, try `ratings-panel demo`, or see `ratings-panel --help`."
        ) from None
    from tui.meeting import start_screen

    chosen = start_screen.choose()
    if chosen is None:
        return DONE
    if chosen.file is not None:
        return show_screen(read_session(chosen.file))
    from tui.cli import demo

    return demo.run(Namespace(names=[chosen.demo]))


def show_screen(session: Session) -> int:
    """Open the screen on a session; return the exit status."""
    terminal.need_terminal()
    from tui.meeting import app

    return app.open_screen(session)

"""`ratings-panel SESSION`: the meeting on the screen."""

from argparse import Namespace

from sessions.files.session_file import Session, read_session
from tui.cli import terminal
from tui.cli.output import WrongCall
from tui.meeting.waiting import waiting_for


def run(call: Namespace) -> int:
    """Open the screen on the session that was named; return the exit status."""
    if len(call.sessions) > 1:
        raise WrongCall(
            "The screen shows one session file at a time; `score` and `check` take several."
        )
    name = call.sessions[0]
    with waiting_for(name):
        session = read_session(name)
    return show_screen(session)


def show_screen(session: Session) -> int:
    """Open the screen on a session; return the exit status."""
    terminal.need_terminal()
    from tui.meeting import app

    return app.open_screen(session)

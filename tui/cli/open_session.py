"""`ratings-panel SESSION`: the meeting on the screen."""

from argparse import Namespace
from contextlib import suppress

from sessions.files.session_file import Session, read_session
from sessions.text.paths import decisions_path
from sessions.text.visible import visible
from tui.cli import terminal
from tui.cli.output import UNWRITTEN, Unwritten, WrongCall, say
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


def show_screen(session: Session, greeting: str = "", farewell: str = "") -> int:
    """Open the screen on a session; return the exit status.

    When it is left, say where the record is saved and which drafts are kept.

    Args:
        session: what the panel decides on.
        greeting: a sentence that the screen begins with.
        farewell: what is said at the end where nothing was recorded.

    """
    terminal.need_terminal()
    from tui.meeting import app
    from tui.meeting.opening import in_time

    status = app.open_screen(session, greeting)
    if status == UNWRITTEN:
        return status
    words: list[str] = []
    in_time(lambda: words.extend(_closing_words(session, farewell)))
    # The window may have been closed.
    with suppress(Unwritten, BrokenPipeError):
        for sentence in words:
            say(visible(sentence))
    return status


def _closing_words(session: Session, farewell: str) -> list[str]:
    from sessions.files.progress import progress_of
    from tui.commands.form_drafts import kept_words

    record = decisions_path(session.path)
    saved = f"The record is saved in {record}" if record.exists() else farewell
    return [*([saved] if saved else []), *kept_words(progress_of(session.path).drafts)]

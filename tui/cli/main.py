"""The command line: does what was asked for and answers with an exit status."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Sequence

from sessions.files.session_file import Session, read_session
from sessions.text.problems import Unusable
from tui import __version__
from tui.cli.calls import WrongCall, command_meant, understood
from tui.cli.output import (
    DONE,
    INTERRUPTED,
    NO_READER,
    UNEXPECTED,
    UNWRITTEN,
    WRONG,
    Unwritten,
    complain,
    complain_of,
    let_go_of_output,
    say,
)

MOST_OF_A_FAULT = 120


def main(arguments: Sequence[str]) -> int:
    """Do what the arguments ask for; give the exit status. Never raises for a mistake."""
    try:
        status = _dispatch(list(arguments))
        if sys.stdout is not None:
            sys.stdout.flush()
    except WrongCall as wrong:
        complain(str(wrong))
        return WRONG
    except Unusable as unusable:
        complain_of(unusable.problems)
        return WRONG
    except Unwritten as unwritten:
        complain(str(unwritten))
        return UNWRITTEN
    except BrokenPipeError:
        let_go_of_output()
        return NO_READER
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:
        return _unexpected(error)
    return status


def _dispatch(arguments: list[str]) -> int:
    first = arguments[0] if arguments else ""
    command = COMMANDS.get(first)
    if command is not None:
        return command(arguments[1:])
    if first in LATE_COMMANDS:
        # Off since the start, see `tui.__main__`.
        gc.enable()
        from importlib import import_module

        return int(import_module(LATE_COMMANDS[first]).run(arguments[1:]))
    if hint := command_meant(first, [*COMMANDS, *LATE_COMMANDS]):
        raise WrongCall(f"There is no command {first}, nor a file of that name{hint}")
    call = understood("", arguments, flags=["--version"])
    if "--help" in call.options:
        from tui.cli.text_output import HELP

        say(HELP)
        return DONE
    if "--version" in call.options:
        say(f"ratings-panel {__version__}")
        return DONE
    if not call.names:
        return _start()
    if len(call.names) > 1:
        raise WrongCall(
            "one session file at a time goes on the screen; `score` and `check` take several."
        )
    return _open(call.names[0])


def _start() -> int:
    """Without a file: show what there is to open, or on no terminal say how to begin."""
    try:
        _need_terminal()
    except WrongCall:
        raise WrongCall(
            "name a session file, or try `ratings-panel demo`; `ratings-panel --help` says more."
        ) from None
    gc.enable()
    from tui.widgets.left_out import left_out

    with left_out():
        from tui.meeting.start_screen import choose

    chosen = choose()
    if chosen is None:
        return DONE
    return _open(str(chosen.file)) if chosen.file is not None else _demo([chosen.demo])


def _open(name: str) -> int:
    return _show(read_session(name))


def _show(session: Session) -> int:
    _need_terminal()
    # Nothing that a start makes is garbage: looking for some takes a tenth of it. The screen
    # turns the collector on again once it is shown.
    gc.disable()
    # Late: `score` and `check` must start without the screen.
    from tui.widgets.left_out import left_out

    with left_out():
        from tui.meeting.app import open_screen

    return open_screen(session)


def _need_terminal() -> None:
    if os.environ.get("TERM") == "dumb":
        raise WrongCall(
            "this terminal says that it cannot place text (TERM=dumb); "
            "`ratings-panel show` prints the board there."
        )
    # Textual draws on standard error; sent to a file, the screen would be written there, unseen.
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if stream is None or stream.closed or not stream.isatty():
            raise WrongCall(
                "the screen needs a terminal for input, output and errors; "
                "`ratings-panel score` prints the scorecard without one."
            )


def _demo(arguments: list[str]) -> int:
    # Late: only this command needs them.
    from datetime import datetime

    from sessions.text.paths import decisions_path
    from sessions.text.visible import visible
    from tui.cli.text_output import HELP_DEMO
    from tui.widgets.left_out import left_out

    with left_out():
        from sessions.files import shipped
        from sessions.record import recovery

    call = understood("demo", arguments)
    if "--help" in call.options:
        say(HELP_DEMO.format(shipped=", ".join(shipped.shipped_inspections())))
        return DONE
    try:
        inspection = shipped.find_inspection(" ".join(call.names) or "north-somerset")
    except shipped.NoSuchInspection as none:
        raise WrongCall(str(none)) from None
    _need_terminal()
    state = recovery.state_folder()
    try:
        copy = shipped.private_copy(inspection, state, datetime.now())
    except OSError as error:
        raise Unwritten(
            f"{error.filename or state}: the private copy could not be written "
            f"({error.strerror or error}). Free the folder, or set RATINGS_PANEL_STATE to another "
            "one."
        ) from None
    status = _show(read_session(copy))
    record = decisions_path(copy)
    if record.exists():
        say(f"The record lies in {visible(record)}")
    else:
        say(f"No decision was recorded. The private copy lies in {visible(copy)}")
    return status


def _score(arguments: list[str]) -> int:
    from tui.cli.score import score

    return score(arguments)


def _check(arguments: list[str]) -> int:
    from tui.cli.score import check

    return check(arguments)


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "demo": _demo,
    "score": _score,
    "check": _check,
}

# Commands whose modules are read only when they are called, for the start of the others.
LATE_COMMANDS = {
    "show": "tui.cli.show",
    "import": "tui.cli.import_answers",
    "new": "tui.cli.new",
    "schemes": "tui.cli.schemes",
    "portfolio": "tui.cli.portfolio",
    "join": "tui.cli.join",
    "completion": "tui.cli.completion",
}


def _unexpected(error: Exception) -> int:
    """Report a fault of the program in one line; the traceback goes to a private file."""
    from sessions.text.visible import visible

    what = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    try:
        from tui.meeting.crash_report import write_traceback

        where = f"The details are in {write_traceback(error)}"
    except Exception as unwritten:
        where = f"The details could not be written ({unwritten})"
    # However long the path of the details is, it must be found.
    said = f"a fault of the program, not of yours: {visible(what, MOST_OF_A_FAULT)}. {where}."
    complain(said, longest=len(said) + 1)
    return UNEXPECTED

"""The command line: does what was asked for and answers with an exit status."""

import gc
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import NamedTuple, TextIO

from core.record import Entry
from core.scorecard import Scorecard, scorecard_of
from sessions.decisions_file import SUFFIX, Record, decisions_path, parse_record
from sessions.problems import Problem, Unusable
from sessions.session_file import Session, read_session
from sessions.toml_text import read_bytes
from sessions.visible import LONGEST, visible
from tui import __version__, plain
from tui.calls import WrongCall, command_meant, understood
from tui.left_out import left_out

MOST_OF_A_FAULT = 120
DONE, DIFFERS, WRONG, UNWRITTEN, UNEXPECTED, INTERRUPTED, NO_READER = 0, 1, 2, 3, 70, 130, 141


class Unwritten(Exception):
    """Something could not be written; its text says what and why."""


class Scored(NamedTuple):
    """A session file with the record beside it and what both give."""

    session: Session
    record_name: str
    record: Record | None
    scorecard: Scorecard

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The record's entries, oldest first; none without a record."""
        return () if self.record is None else self.record.entries


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
        _complain_of(unusable.problems)
        return WRONG
    except Unwritten as unwritten:
        complain(str(unwritten))
        return UNWRITTEN
    except BrokenPipeError:
        _let_go_of_output()
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
        return int(import_module(LATE_COMMANDS[first]).run(arguments[1:]))
    if hint := command_meant(first, [*COMMANDS, *LATE_COMMANDS]):
        raise WrongCall(f"There is no command {first}, nor a file of that name{hint}")
    call = understood("", arguments, flags=["--version"])
    if "--help" in call.options:
        say(plain.HELP)
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
    from tui.start import choose

    chosen = choose()
    if chosen is None:
        return DONE
    return _open(str(chosen.file)) if chosen.file is not None else _demo([chosen.demo])


def _open(name: str) -> int:
    return _show(read_session(Path(name)))


def _show(session: Session) -> int:
    _need_terminal()
    # Nothing that a start makes is garbage: looking for some takes a tenth of it. The screen
    # turns the collector on again once it is shown.
    gc.disable()
    # Late: `score` and `check` must start without the screen.
    with left_out():
        from tui.app import open_screen

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

    from sessions import recovery, shipped

    call = understood("demo", arguments)
    if "--help" in call.options:
        say(plain.HELP_DEMO.format(shipped=", ".join(shipped.shipped_inspections())))
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
    call = understood("score", arguments, flags=["--json"], valued=["--decisions"])
    if "--help" in call.options:
        say(plain.HELP_SCORE)
        return DONE
    if not call.names:
        raise WrongCall("`score` needs a session file: ratings-panel score SESSION.")
    own = call.options.get("--decisions")
    if own is not None and len(call.names) > 1:
        raise WrongCall("--decisions goes with one session file only; score them one by one.")
    alone, as_json = len(call.names) == 1, "--json" in call.options
    texts: list[str] = []
    rows: list[list[str]] = []
    status = DONE
    # One file after the other: a thousand scorecards at once would fill the memory.
    for name in _without_records(call.names):
        try:
            scored = _scored(Path(name), None if own is None else Path(own))
        except Unusable as unusable:
            _complain_of(unusable.problems)
            status = WRONG
            continue
        _complain_of((*scored.session.warnings, *_record_findings(scored)))
        if as_json:
            texts.append(_json_text(scored))
        elif alone:
            texts += plain.scorecard_lines(scored.scorecard)
        else:
            rows.append(plain.summary_row(scored.scorecard, str(scored.session.path)))
    if as_json:
        # An array that left a file out would look whole, so there is none.
        if status == DONE:
            say(texts[0] if alone else "[" + ",\n ".join(texts) + "]")
    elif texts or rows:
        say("\n".join(texts or plain.columns(rows)))
    return status


def _without_records(names: Sequence[str]) -> list[str]:
    """Leave out decisions files whose session file is named too, as `*.toml` names both."""
    sessions = {f"{name.removesuffix('.toml')}{SUFFIX}" for name in names}
    return [name for name in names if name not in sessions]


def _json_text(scored: Scored) -> str:
    import json

    from sessions.score_json import score_object
    from sessions.weighing_json import with_weighing

    # ASCII alone: a reason may hold what a terminal would act on.
    scorecard = scored.scorecard
    return json.dumps(with_weighing(score_object(scorecard), scorecard, scored.entries))


def _scored(path: Path, own_record: Path | None = None) -> Scored:
    """Read a session file and its record, if it has one; Unusable where either cannot be used."""
    session = read_session(path)
    place = own_record or decisions_path(path)
    record = None
    if own_record is not None or os.path.lexists(place):
        record = parse_record(str(place), read_bytes(place), session.evidence)
    entries = record.entries if record is not None else ()
    return Scored(session, str(place), record, scorecard_of(session.evidence, entries))


def _record_findings(scored: Scored) -> tuple[Problem, ...]:
    if scored.record is None:
        return ()
    from sessions.published import record_findings

    return record_findings(scored.record_name, scored.record, scored.session, scored.scorecard)


def _check(arguments: list[str]) -> int:
    call = understood("check", arguments)
    if "--help" in call.options:
        say(plain.HELP_CHECK)
        return DONE
    if not call.names:
        raise WrongCall("`check` needs a session file: ratings-panel check SESSION.")
    status = DONE
    checked: set[str] = set()
    for name in call.names:
        path = Path(name)
        try:
            session_path = _session_beside(path) if name.endswith(SUFFIX) else path
            real = os.path.realpath(session_path)
            if real in checked:
                continue
            checked.add(real)
            if _check_one(session_path):
                status = max(status, DIFFERS)
        except Unusable as unusable:
            _complain_of(unusable.problems)
            status = WRONG
    return status


def _session_beside(record: Path) -> Path:
    """Give the session file that a decisions file belongs to; Unusable where there is none."""
    session = record.with_name(record.name.removesuffix(SUFFIX) + ".toml")
    read_bytes(record)
    if not session.exists():
        raise Unusable(
            [
                Problem(
                    str(record),
                    "",
                    f"is a decisions file without its session file, {session.name}",
                    "Keep both in one folder.",
                )
            ]
        )
    return session


def _check_one(path: Path) -> bool:
    """Check a session file with its record, and tell whether anything was found."""
    from sessions.published import published_differences

    scored = _scored(path)
    session, scorecard = scored.session, scored.scorecard
    found = [
        *session.warnings,
        *_record_findings(scored),
        *published_differences(session, scorecard),
    ]
    for problem in found:
        say(visible(problem.sentence()))
    if not found:
        say(visible(f"{path}: nothing wrong. {plain.check_words(scorecard)}"))
    return bool(found)


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "demo": _demo,
    "score": _score,
    "check": _check,
}

# Commands whose modules are read only when they are called, for the start of the others.
LATE_COMMANDS = {
    "show": "tui.show_command",
    "import": "tui.import_command",
    "new": "tui.new_command",
    "schemes": "tui.schemes_command",
    "portfolio": "tui.portfolio_command",
    "completion": "tui.completion_command",
}


def say(text: str) -> None:
    """Print our own text, or text made visible, on standard output; Unwritten where it fails."""
    stream = sys.stdout
    if stream is None:
        raise Unwritten("standard output is closed, so nothing could be printed.")
    try:
        _write(stream, text)
    except BrokenPipeError:
        raise
    except OSError as error:
        _let_go_of_output()
        raise Unwritten(f"the output could not be written: {error.strerror or error}.") from None


def complain(sentence: str, longest: int = LONGEST) -> None:
    """Print one line on standard error, made visible; where that is closed, nobody can hear it."""
    if sys.stderr is not None:
        with suppress(OSError, ValueError):
            _write(sys.stderr, f"ratings-panel: {visible(sentence, longest)}")


def _complain_of(problems: Sequence[Problem]) -> None:
    for problem in problems:
        complain(problem.sentence())


def _write(stream: TextIO, text: str) -> None:
    stream.write(plain.fitting(f"{text}\n", stream.encoding))
    stream.flush()


def _let_go_of_output() -> None:
    """Send what Python still wants to flush at its end nowhere: the reader is gone."""
    with suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())


def _unexpected(error: Exception) -> int:
    """Report a fault of the program in one line; the traceback goes to a private file."""
    what = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    try:
        from tui.faults import write_traceback

        where = f"The details are in {write_traceback(error)}"
    except Exception as unwritten:
        where = f"The details could not be written ({unwritten})"
    # However long the path of the details is, it must be found.
    said = f"a fault of the program, not of yours: {visible(what, MOST_OF_A_FAULT)}. {where}."
    complain(said, longest=len(said) + 1)
    return UNEXPECTED

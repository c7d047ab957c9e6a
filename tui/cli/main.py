"""The command line: does what was asked for and answers with an exit status."""

import sys
from argparse import Namespace
from collections.abc import Sequence

from sessions.text.problems import Unusable
from sessions.text.visible import visible
from tui import __version__
from tui.cli.arguments import parsed
from tui.cli.output import (
    DONE,
    INTERRUPTED,
    NO_READER,
    UNEXPECTED,
    UNWRITTEN,
    WRONG,
    Unwritten,
    WrongCall,
    complain,
    complain_of,
    let_go_of_output,
    say,
)
from tui.cli.parser import HelpShown

LONGEST_FAULT = 120


def main(arguments: Sequence[str]) -> int:
    """Do what the arguments ask for; return the exit status. Never raise for a mistake."""
    try:
        status = _dispatch(parsed(arguments))
        if sys.stdout is not None:
            sys.stdout.flush()
    except HelpShown:
        return DONE
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


def _dispatch(call: Namespace) -> int:
    """Run the command. Each is imported on its own, so that `score` loads no screen, no pandas."""
    if call.version:
        say(f"ratings-panel {__version__}")
        return DONE
    match call.command:
        case "open":
            from tui.cli import open_session

            return open_session.run(call)
        case "demo":
            from tui.cli import demo

            return demo.run(call)
        case "show":
            from tui.cli import show

            return show.run(call)
        case "score":
            from tui.cli import score

            return score.run(call)
        case "check":
            from tui.cli import check

            return check.run(call)
        case "import":
            from tui.cli import import_answers

            return import_answers.run(call)
        case "new":
            from tui.cli import new

            return new.run(call)
        case "sample":
            from tui.cli import sample

            return sample.run(call)
        case "minutes":
            from tui.cli import minutes

            return minutes.run(call)
        case "report":
            from tui.cli import report

            return report.run(call)
        case "schemes":
            from tui.cli import schemes

            return schemes.run(call)
        case "portfolio":
            from tui.cli import portfolio

            return portfolio.run(call)
        case "join":
            from tui.cli import join

            return join.run(call)
        case "decide":
            from tui.cli import decide

            return decide.run(call)
        case "details":
            from tui.cli import details

            return details.run(call)
        case "note":
            from tui.cli import note

            return note.run(call)
        case "sign":
            from tui.cli import sign

            return sign.run(call)
        case "reopen":
            from tui.cli import sign

            return sign.reopen(call)
        case "verify":
            from tui.cli import verify

            return verify.run(call)
        case "redact":
            from tui.cli import redact

            return redact.run(call)
        case "completion":
            from tui.cli import completion

            return completion.run(call)
        case _:
            from tui.cli import start

            return start.run()


def _unexpected(error: Exception) -> int:
    """Report a fault of the program in one line; the traceback goes to a private file."""
    what = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    try:
        from tui.meeting.crash_report import write_traceback

        where = f"The details are in {write_traceback(error)}"
    except Exception as unwritten:
        where = f"The details could not be written ({unwritten})"
    sentence = (
        f"The program failed; you did nothing wrong: {visible(what, LONGEST_FAULT)}. {where}."
    )
    # However long the path of the details is, it must be readable.
    complain(sentence, longest=len(sentence) + 1)
    return UNEXPECTED

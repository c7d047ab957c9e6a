"""How a command answers: on standard output, in one line on standard error, by its exit status."""

import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from typing import TextIO

from sessions.text.problems import Problem
from sessions.text.visible import LONGEST, visible
from tui.cli.plain_signs import PLAIN

DONE, DIFFERS, WRONG, UNWRITTEN, UNEXPECTED, INTERRUPTED, NO_READER = 0, 1, 2, 3, 70, 130, 141
# Where nothing has to keep its place, these are clearer than one character.
LONGER_SIGNS = str.maketrans({"…": "...", "→": "->"})


class WrongCall(Exception):
    """The call cannot be understood; its text says why, and what to do."""


class Unwritten(Exception):
    """Something could not be written; its text says what and why."""


def say(text: str) -> None:
    """Print our own text, or text made visible, on standard output; Unwritten where it fails."""
    stream = sys.stdout
    if stream is None:
        raise Unwritten("Standard output is closed, so nothing could be printed.")
    try:
        _write(stream, text)
    except BrokenPipeError:
        raise
    except OSError as error:
        let_go_of_output()
        raise Unwritten(f"The output could not be written: {error.strerror or error}.") from None


def complain(sentence: str, longest: int = LONGEST) -> None:
    """Print one line on standard error, made visible; do nothing if standard error is closed."""
    if sys.stderr is not None:
        with suppress(OSError, ValueError):
            _write(sys.stderr, f"ratings-panel: {visible(sentence, longest)}")


def complain_of(problems: Iterable[Problem]) -> None:
    """Print a line for each problem on standard error."""
    for problem in problems:
        complain(problem.sentence())


def _write(stream: TextIO, text: str) -> None:
    stream.write(encodable(f"{text}\n", stream.encoding))
    stream.flush()


def let_go_of_output() -> None:
    """Send what Python still wants to flush at its end nowhere: the reader is gone."""
    with suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())


def encodable(text: str, encoding: str | None) -> str:
    """Return text that the encoding can hold: plain characters for what it cannot."""
    codec = encoding or "ascii"
    try:
        text.encode(codec)
    except UnicodeEncodeError:
        return text.translate(LONGER_SIGNS).encode(codec, PLAIN).decode(codec)
    return text

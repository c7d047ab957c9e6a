"""Asking on the terminal before something is written."""

import sys

from tui.cli.output import WrongCall, say


def confirmed(question: str, yes: bool) -> bool:
    """Return whether the answer to a question is yes; *yes* answers it without asking.

    Raises:
        WrongCall: There is no terminal to ask on.
    """
    if yes:
        return True
    stream = sys.stdin
    if stream is None or stream.closed or not stream.isatty():
        raise WrongCall("There is no terminal to ask for confirmation on. Add --yes.")
    say(f"{question} Type y for yes, n for no.")
    return stream.readline().strip().casefold() in ("y", "yes")

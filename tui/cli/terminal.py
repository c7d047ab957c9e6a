"""Whether the screen can be shown where the program was started."""

import os
import sys

from tui.cli.output import WrongCall


def need_terminal() -> None:
    """Refuse to open the screen without a terminal that can show it.

    Raises:
        WrongCall: There is no such terminal.
    """
    if os.environ.get("TERM") == "dumb":
        raise WrongCall(
            "This terminal cannot position text (TERM=dumb); "
            "`ratings-panel show` prints the board there."
        )
    # Textual draws on standard error; sent to a file, the screen would be written there, unseen.
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if stream is None or stream.closed or not stream.isatty():
            raise WrongCall(
                "The screen needs a terminal for input, output and errors; "
                "`ratings-panel score` prints the scorecard without one."
            )

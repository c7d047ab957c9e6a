"""Saying what the program is waiting for when a share or a folder does not respond."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Timer

from sessions.text.visible import visible

SECONDS = 1.0


@contextmanager
def waiting_for(what: object) -> Iterator[None]:
    """Print a line on standard error where the work within takes longer than a moment."""

    def say() -> None:
        with suppress(OSError, ValueError):
            print(  # noqa: T201
                visible(f"ratings-panel: waiting for {what} (Ctrl+C to stop)"), file=sys.stderr
            )

    timer = Timer(SECONDS, say)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()

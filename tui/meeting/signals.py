"""Leaving when the terminal is closed or the computer is shut down: in good order if possible.

If a terminal accepts no more output, Textual's queue of output fills up and the main thread waits
for ever, so that handlers of the event loop are never called. The handlers here are therefore
Python's own, which run in the main thread even while it waits.
"""

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from threading import Timer
from types import FrameType
from typing import Any

NAMES = ("SIGHUP", "SIGTERM", "SIGINT", "SIGBREAK")
# Seconds that leaving in good order may take. What was recorded is kept by then.
PATIENCE = 5.0

_before: dict[int, Any] = {}


def heed_signals(
    leave: Callable[[int], object], before_the_end: Callable[[], object] = lambda: None
) -> None:
    """Call `leave` with the exit status on the running loop.

    If that hangs, as on a terminal that accepts no more output, the process ends all the same, once
    `before_the_end` has been called.
    """
    loop = asyncio.get_running_loop()

    def called(number: int, _: FrameType | None) -> None:
        _end_anyway(128 + number, before_the_end)
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(leave, 128 + number)

    for name in NAMES:
        number = getattr(signal, name, None)
        if number is not None:
            # Only the main thread may; a test may run the screen on another.
            with suppress(ValueError):
                _before[number] = signal.signal(number, called)


def call_off_the_end() -> None:
    """Do not end the process any more: the screen is gone, and the rest has limits of its own."""
    if sys.platform != "win32" and _before:
        signal.setitimer(signal.ITIMER_REAL, 0)


def heed_no_more() -> None:
    """Let signals do what they did before, once the screen is gone."""
    if sys.platform != "win32" and _before:
        signal.setitimer(signal.ITIMER_REAL, 0)
    while _before:
        number, before = _before.popitem()
        signal.signal(number, before)


def _end_anyway(status: int, before_the_end: Callable[[], object]) -> None:
    """End the process in a while, even if `before_the_end` hangs too."""
    if sys.platform == "win32":
        timer = Timer(PATIENCE, os._exit, (status,))
        timer.daemon = True
        timer.start()
    else:
        # Not a thread: starting one takes a lock that the main thread may hold just now.

        def end(*_: object) -> None:
            signal.signal(signal.SIGALRM, lambda *_: os._exit(status))
            signal.setitimer(signal.ITIMER_REAL, PATIENCE)
            with suppress(Exception):
                before_the_end()
            os._exit(status)

        signal.signal(signal.SIGALRM, end)
        signal.setitimer(signal.ITIMER_REAL, PATIENCE)

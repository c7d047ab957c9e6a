"""When what is being typed is kept: once typing pauses, and every few seconds while it goes on."""

from collections.abc import Callable
from time import monotonic
from typing import Any

from textual.screen import Screen
from textual.timer import Timer

IDLE_SECONDS, MOST_SECONDS = 1.0, 5.0


class KeepSoon:
    """Calls `keep` soon after something was typed on a screen."""

    def __init__(self, screen: Screen[Any], keep: Callable[[], object]) -> None:
        self._screen = screen
        self._keep = keep
        self._kept_at = monotonic()
        self._idle: Timer | None = None

    def typed(self) -> None:
        """Note that something was typed."""
        self.stop()
        if monotonic() - self._kept_at >= MOST_SECONDS:
            self.now()
        else:
            self._idle = self._screen.set_timer(IDLE_SECONDS, self.now)

    def now(self) -> None:
        """Keep what is typed so far."""
        self._kept_at = monotonic()
        self._keep()

    def stop(self) -> None:
        """Keep nothing later."""
        if self._idle is not None:
            self._idle.stop()

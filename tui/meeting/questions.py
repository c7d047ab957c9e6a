"""Questions that nobody at this screen asked for: each waits until the board is in front."""

from collections import deque
from collections.abc import Callable

from textual.screen import Screen

# Dialogs are loaded when they are first opened: the start needs none.
from tui.dialogs.dialog import Question

Answered = Callable[[str | None], None]


class Questions:
    """Puts questions one after another over `screen`, never in the way of what is being typed."""

    def __init__(self, screen: Screen[None]) -> None:
        self._screen = screen
        self._waiting: deque[tuple[Question, Answered, Callable[[], bool]]] = deque()

    def ask(
        self,
        question: Question,
        answered: Answered,
        still: Callable[[], bool] = lambda: True,
        *,
        unbidden: bool = True,
    ) -> None:
        """Put a question as soon as the board is in front, if it still matters then.

        `unbidden`: it may come while somebody is pressing keys that are meant for the board.
        """
        if unbidden:
            question.come_unbidden()
        self._waiting.append((question, answered, still))
        self.put_next()

    def put_next(self) -> None:
        """Put the next question. The application does it, in turn with the keys."""
        if self._waiting:
            self._screen.app.call_later(self._put_next)

    async def _put_next(self) -> None:
        while self._waiting and self._screen.is_active:
            question, answered, still = self._waiting.popleft()
            if still():
                await self._screen.app.push_screen(question, answered)

"""The widgets of the meeting's screen: lines, and the board that the mouse can choose on."""

from collections.abc import Sequence

from textual import events
from textual.message import Message

from tui.board_lines import Plan, Row
from tui.drawing import Lines
from tui.look import Look


class Board(Lines):
    """The board of standards on the line API. It is told what to draw and says what was chosen."""

    class Chosen(Message):
        """A row of the board was clicked: the standard, and the figure's column if one was hit."""

        def __init__(self, standard: str, column: int | None) -> None:
            self.standard = standard
            self.column = column
            super().__init__()

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._standards: tuple[str | None, ...] = ()
        self._plan: Plan | None = None

    def show_rows(self, rows: Sequence[Row], plan: Plan, look: Look) -> None:
        """Show these rows from now on."""
        self._standards = tuple(row.standard for row in rows)
        self._plan = plan
        self.show([row.line for row in rows], look)

    def on_click(self, event: events.Click) -> None:
        """Turn a click into the standard, and the column, that it hit."""
        if self._plan is None or event.y >= len(self._standards):
            return
        standard = self._standards[event.y]
        if standard is None:
            return
        column = (event.x - self._plan.figures_at) // self._plan.cell
        hit = 0 <= column < self._plan.columns
        self.post_message(self.Chosen(standard, column if hit else None))

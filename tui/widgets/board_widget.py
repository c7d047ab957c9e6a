"""Everything that the meeting's screen shows, and what the mouse chose."""

from collections.abc import Iterator, Sequence

from textual import events
from textual.message import Message

from tui.drawing.layout import Picture
from tui.drawing.lines import BLANK, Line, Piece, cut, width_of
from tui.drawing.look import CHOSEN, Look
from tui.widgets.clicking import press_clicked
from tui.widgets.line_widget import DrawsLines


class Board(DrawsLines):
    """The whole screen as lines. It is told what to draw, and posts what was chosen."""

    class Chosen(Message):
        """A row was clicked: its standard, and the column of a figure where one was."""

        def __init__(self, standard: str, column: int | None) -> None:
            self.standard = standard
            self.column = column
            super().__init__()

    _picture: Picture | None = None

    def show_picture(self, drawn: Picture, size: tuple[int, int], look: Look) -> None:
        """Show the meeting on a screen of a size in cells."""
        self._picture = drawn
        self.show(whole_screen(drawn, size[1]), look)

    def show_alone(self, lines: Sequence[Line], look: Look) -> None:
        """Show these lines and nothing else."""
        self._picture = None
        self.show(lines, look)

    def on_click(self, event: events.Click) -> None:
        """Press the key that a click hit at the foot, or tell the standard and its column."""
        if event.y == len(self.lines) - 1 and press_clicked(self.app, event):
            return
        drawn = self._picture
        if drawn is None or (drawn.wide and event.x >= drawn.left_width):
            return
        place = event.y - len(drawn.headline)
        standard = drawn.rows[place].standard if 0 <= place < len(drawn.rows) else None
        if standard is None:
            return
        column = (event.x - drawn.plan.figures_at) // drawn.plan.cell
        hit = 0 <= column < drawn.plan.columns
        self.post_message(self.Chosen(standard, column if hit else None))


def whole_screen(drawn: Picture, height: int) -> tuple[Line, ...]:
    """Put the parts of the screen together: headline, board, selected standard, footer."""
    body = height - len(drawn.headline) - len(drawn.footer)
    rows = [row.line for row in drawn.rows]
    if drawn.wide:
        left = [*rows, *drawn.extra]
        lines = [
            _side_by_side(one, other, drawn.left_width)
            for one, other in zip(_filled(left, body), _filled(drawn.selected, body), strict=True)
        ]
    else:
        lines = [*_filled([*rows, *drawn.selected], body)]
    covered = max(0, len(lines) - len(drawn.notice))
    return (*drawn.headline, *lines[:covered], *drawn.notice, *drawn.footer)


def _filled(lines: Sequence[Line], room: int) -> Iterator[Line]:
    for place in range(max(0, room)):
        yield lines[place] if place < len(lines) else BLANK


def _side_by_side(left: Line, right: Line, width: int) -> Line:
    """Fill the left line to `width` and put the right one after it; each is chosen or not."""
    starts = cut(left, width)
    gap = Piece(" " * (width - sum(width_of(piece.text) for piece in starts.pieces)))
    return Line((*_as_chosen(starts, gap), *_as_chosen(right)))


def _as_chosen(source: Line, *more: Piece) -> tuple[Piece, ...]:
    """Return the pieces of a line and what follows them, in the styles of a chosen row if it is."""
    pieces = (*source.pieces, *more)
    if not source.chosen:
        return pieces
    return tuple(piece._replace(style=piece.style + CHOSEN) for piece in pieces)

"""Everything that the meeting's screen shows, and what the mouse chose.

The screen draws it itself, without a widget: laying out several costs a fifth of the start, a part
that grows by a line has Textual paint everything again, and under one widget Textual still paints
the empty screen, half of what a key costs.
"""

from collections.abc import Iterator, Sequence

from textual import events
from textual.geometry import Region

from tui.drawing.layout import Picture
from tui.drawing.lines import BLANK, Line, Piece, cut, width_of
from tui.drawing.look import CHOSEN, Look
from tui.meeting.painting import Changes, Ink, changes
from tui.widgets.clicking import press_clicked
from tui.widgets.line_widget import DrawsLines


class Board(DrawsLines):
    """The whole screen as lines. It is told what to draw, and tells what was chosen."""

    _picture: Picture | None = None
    _ink: Ink | None = None
    # Whether the terminal shows this screen and nothing else.
    _in_front = False

    def on_screen_suspend(self) -> None:
        """Be covered by a dialog."""
        self._in_front = False

    def on_screen_resume(self) -> None:
        """Be in front once Textual has painted everything."""
        self.call_after_refresh(self._uncovered)

    def _uncovered(self) -> None:
        self._in_front = self.screen.is_active

    def repaint(self, rows: Sequence[int], was: Sequence[Line]) -> None:
        """Paint these rows again, at once where the terminal shows this screen.

        Whatever Textual has still to paint then, it paints as it is now.
        """
        app, size = self.app, self.size
        # A dialog that has just come is in front before anybody is told.
        uncovered = self._in_front and self.screen.is_active
        if not uncovered or size != app.size or app._batch_count:
            super().repaint(rows, was)
            return
        ink = self._ink
        if ink is None or ink.look is not self.look:
            filters = app.get_line_filters()
            ink = self._ink = Ink(self.look, filters, app.console.color_system)
        shown = [y for y in rows if y < size.height]
        # Whatever Textual paints later is to be what stands here now.
        self._styles_cache.set_dirty(*[Region(0, y, size.width, 1) for y in shown])
        row = ink.row_of
        sent = changes((y, row(was[y], size.width), row(self.lines[y], size.width)) for y in shown)
        if sent:
            # As Textual's own updates, which its types leave out too.
            app._display(self.screen, Changes(sent))  # type: ignore[arg-type]

    def show_picture(self, drawn: Picture, lines: Sequence[Line], look: Look) -> None:
        """Show the meeting from now on: the lines that its picture is made of."""
        self._picture = drawn
        self.show(lines, look)

    def show_alone(self, lines: Sequence[Line], look: Look) -> None:
        """Show these lines and nothing else."""
        self._picture = None
        self.show(lines, look)

    def chosen(self, standard: str, column: int | None) -> None:
        """Be told of a row that was clicked: the standard, and the figure's column if one was."""
        raise NotImplementedError

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
        self.chosen(standard, column if hit else None)


def whole_screen(drawn: Picture, width: int, height: int) -> tuple[Line, ...]:
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
    """Fill the left line to `width` and put the right one behind it; each is chosen or not."""
    starts = cut(left, width)
    gap = Piece(" " * (width - sum(width_of(piece.text) for piece in starts.pieces)))
    pieces: tuple[Piece, ...] = (*starts.pieces, gap)
    if starts.chosen:
        pieces = tuple(piece._replace(style=piece.style + CHOSEN) for piece in pieces)
    return Line((*pieces, *right.pieces))

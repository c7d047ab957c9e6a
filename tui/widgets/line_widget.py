"""The one widget that shows lines, on Textual's line API."""

from collections.abc import Iterable
from functools import lru_cache

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from tui.drawing.lines import BLANK, Line, Piece, cut, screen_text, width_of
from tui.drawing.look import DARK, Look, look_named


def segments_of(source: Line, width: int, look: Look) -> list[Segment]:
    """Turn a line into what a terminal gets, text by style, `width` cells wide."""
    shown = cut(source, width)
    size = sum(width_of(piece.text) for piece in shown.pieces)
    return [
        Segment(screen_text(piece.text), look.style(piece.style, shown.chosen))
        for piece in (*shown.pieces, Piece(" " * (width - size)))
        if piece.text
    ]


def strip_of(source: Line, width: int, look: Look) -> Strip:
    """Turn a line into a strip, exactly `width` cells wide."""
    return Strip(segments_of(source, width, look), width)


# Textual asks for a row once for each part of it that changed.
@lru_cache(maxsize=128)
def _kept_strip(source: Line, width: int, look_name: str, raised: bool) -> Strip:
    look = look_named(look_name)
    ground = Style(bgcolor=look.raised if raised else look.ground)
    return strip_of(source, width, look).apply_style(ground)


def changed_part(was: Line, now: Line, y: int, width: int) -> Region:
    """Return the cells of row `y` that differ: what is alike at its beginning and end is left."""
    if was.chosen != now.chosen:
        return Region(0, y, width, 1)
    pairs = zip(was.pieces, now.pieces, strict=False)
    same = next((n for n, (one, other) in enumerate(pairs) if one != other), None)
    if same is None:
        same = min(len(was.pieces), len(now.pieces))
    start = sum(width_of(piece.text) for piece in now.pieces[:same])
    before, after = was.pieces[same:], now.pieces[same:]
    while before and after and before[-1] == after[-1]:
        before, after = before[:-1], after[:-1]
    size, other = (sum(width_of(piece.text) for piece in each) for each in (after, before))
    if size != other:
        # What follows has moved; after the longer of the two both rows are blank.
        size, other = (sum(width_of(p.text) for p in each.pieces[same:]) for each in (now, was))
    end = min(start + max(size, other), width)
    return Region(min(start, width), y, max(0, end - start), 1)


class DrawsLines(Widget):
    """Shows lines; only cells that have changed are painted again."""

    look: Look = DARK
    raised = False
    lines: tuple[Line, ...] = ()

    def show(self, lines: Iterable[Line], look: Look) -> None:
        """Show these lines in this look from now on."""
        new = tuple(lines)
        old, self.lines = self.lines, new
        if look is not self.look or len(new) != len(old):
            self.look = look
            self.refresh(layout=len(new) != len(old))
            return
        width = self.size.width
        changed = [
            changed_part(was, now, y, width)
            for y, (was, now) in enumerate(zip(old, new, strict=True))
            if was != now
        ]
        if changed:
            self.refresh(*changed)

    def render_line(self, y: int) -> Strip:
        """Return the strip of one row."""
        wanted = self.lines[y] if y < len(self.lines) else BLANK
        return _kept_strip(wanted, self.size.width, self.look.name, self.raised)


class Lines(DrawsLines):
    """A part of a screen with as many rows as it has lines."""

    DEFAULT_CSS = "Lines { height: auto; width: 1fr; }"

    def __init__(
        self, *, id: str | None = None, classes: str | None = None, raised: bool = False
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.raised = raised

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the number of lines."""
        return len(self.lines)

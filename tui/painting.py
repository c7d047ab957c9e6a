"""Paints what changed on the meeting's screen at once, cell by cell.

Textual waits for its next frame, composes whole rows and sends them with all their styles. For a
screen that is nothing but lines what stands there is known: only cells that differ are sent. That
is half of a cursor key's time, and two thirds of the bytes of a what-if step.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import compress
from operator import ne
from sys import intern
from typing import NamedTuple

from rich.cells import cell_len
from rich.console import COLOR_SYSTEMS, Console
from rich.segment import Segment
from rich.style import Style
from textual._compositor import CompositorUpdate
from textual.color import Color
from textual.filter import LineFilter

from tui.lines import Line, cut, seen
from tui.look import Look

# To move the cursor takes more than to send so many cells again.
NEAR = 6
RESET = "\x1b[0m"


class Row(NamedTuple):
    """What a terminal's row holds: for each cell its letter, behind the code of its style.

    A row with letters that are not one cell wide is one piece: terminals differ about them, so it
    is sent as a whole.
    """

    cells: tuple[str, ...]
    whole: bool = False


class Ink:
    """The codes that a terminal is told for the styles of one look."""

    def __init__(self, look: Look, filters: Sequence[LineFilter], system: str | None) -> None:
        self.look = look
        self._filters = tuple(filters)
        self._system = COLOR_SYSTEMS.get(system or "")
        self._codes: dict[tuple[str, bool], str] = {}
        self.row_of = lru_cache(maxsize=128)(self._row_of)

    def _code(self, style: str, chosen: bool) -> str:
        """Give what stands before text of a style, as Textual would send it."""
        code = self._codes.get((style, chosen))
        if code is None:
            ground = Style(bgcolor=self.look.ground)
            segments = [Segment("x", ground + self.look.style(style, chosen))]
            for each in self._filters:
                segments = each.apply(segments, Color.parse(self.look.ground))
            made = segments[0].style or Style()
            code = made.render("x", color_system=self._system).partition("x")[0]
            code = self._codes[style, chosen] = f"\x1b[0;{code[2:]}" if code else RESET
        return code

    def _row_of(self, source: Line, width: int) -> Row:
        """Draw a line as a row of so many cells."""
        shown = cut(source, width)
        cells: list[str] = []
        pieces = [(seen(piece.text), piece.style) for piece in shown.pieces]
        whole = "".join(text for text, _ in pieces)
        size = len(whole) if whole.isascii() else cell_len(whole)
        pieces.append((" " * (width - size), "text"))
        if any(cell_len(letter) != 1 for letter in whole if not letter.isascii()):
            coded = (self._code(style, shown.chosen) + text for text, style in pieces if text)
            return Row(("".join(coded),), whole=True)
        for text, style in pieces:
            code = self._code(style, shown.chosen)
            cells += [intern(code + letter) for letter in text]
        return Row(tuple(cells))


def changes(rows: Iterable[tuple[int, Row, Row]]) -> str:
    """Give what a terminal is sent to show other rows: for each where it is, what was, what is.

    Both are equally wide. "" where nothing differs.
    """
    sent: list[str] = []
    code = ""
    for y, before, after in rows:
        if before == after:
            continue
        if after.whole:
            sent += [_to(0, y), after.cells[0]]
            code = ""
            continue
        cells = after.cells
        apart = compress(range(len(cells)), map(ne, before.cells, cells))
        at = None
        for x in range(len(cells)) if before.whole else apart:
            if at is not None and x - at < NEAR and all(c[:-1] == code for c in cells[at:x]):
                sent += [cell[-1] for cell in cells[at:x]]
            elif at != x:
                sent.append(_to(x, y))
            cell = cells[x]
            if cell[:-1] != code:
                code = cell[:-1]
                sent.append(code)
            sent.append(cell[-1])
            at = x + 1
    return "".join((*sent, RESET)) if sent else ""


def _to(x: int, y: int) -> str:
    return f"\x1b[{y + 1};{x + 1}H"


class Changes(CompositorUpdate):
    """What is to be sent, for Textual's one way to the terminal."""

    def __init__(self, sequence: str) -> None:
        self._sequence = sequence

    def render_segments(self, console: Console) -> str:
        """Give what is to be sent."""
        return self._sequence

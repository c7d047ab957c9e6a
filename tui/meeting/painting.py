"""Paints what changed on the meeting's screen at once, cell by cell.

Textual waits for its next frame, composes whole rows and sends them with all their styles. For a
screen that is nothing but lines what stands there is known: only cells that differ are sent. That
is half of a cursor key's time, and two thirds of the bytes of a what-if step.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import compress, count
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

from tui.drawing.lines import Line
from tui.drawing.look import Look
from tui.widgets.line_widget import segments_of

# To move the cursor takes more than to send so many cells again.
NEAR = 6
RESET = "\x1b[0m"


class Run(NamedTuple):
    """Cells of a row that have one style: from where to before where, and its code."""

    start: int
    end: int
    code: str


class Row(NamedTuple):
    """What a terminal's row holds: its letters, a cell each, and the runs of styles.

    `cells` is the same to compare: for each its letter, behind the code. A row with letters that
    are not one cell wide has none: terminals differ about them, so it is sent as a whole.
    """

    text: str
    runs: tuple[Run, ...]
    cells: tuple[str, ...] = ()

    def part(self, start: int, end: int) -> Iterator[tuple[str, str]]:
        """Give the code and the letters of each run from one cell to before another."""
        for run in self.runs:
            if run.end > start:
                if run.start >= end:
                    return
                yield run.code, self.text[max(start, run.start) : min(end, run.end)]


class Ink:
    """The codes that a terminal is told for the styles of one look."""

    def __init__(self, look: Look, filters: Sequence[LineFilter], system: str | None) -> None:
        self.look = look
        self._filters = tuple(filters)
        self._system = COLOR_SYSTEMS.get(system or "")
        self._codes: dict[Style | None, str] = {}
        self.row_of = lru_cache(maxsize=128)(self._row_of)

    def _code(self, style: Style | None) -> str:
        """Give what stands before text of a style, as Textual would send it."""
        code = self._codes.get(style)
        if code is None:
            segments = [Segment("x", Style(bgcolor=self.look.ground) + style)]
            for each in self._filters:
                segments = each.apply(segments, Color.parse(self.look.ground))
            made = segments[0].style or Style()
            code = made.render("x", color_system=self._system).partition("x")[0]
            code = self._codes[style] = f"\x1b[0;{code[2:]}" if code else RESET
        return code

    def _row_of(self, source: Line, width: int) -> Row:
        """Draw a line as a row of so many cells."""
        runs: list[Run] = []
        text = ""
        for segment in segments_of(source, width, self.look):
            start, text = len(text), text + segment.text
            runs.append(Run(start, len(text), self._code(segment.style)))
        if not text.isascii() and any(cell_len(letter) != 1 for letter in text):
            return Row(text, tuple(runs))
        cells = [intern(run.code + letter) for run in runs for letter in text[run.start : run.end]]
        return Row(text, tuple(runs), tuple(cells))


def changes(rows: Iterable[tuple[int, Row, Row]]) -> str:
    """Give what a terminal is sent to show other rows: for each where it is, what was, what is.

    Both are equally wide. "" where nothing differs.
    """
    sent: list[str] = []
    code = ""
    for y, before, after in rows:
        for start, end in _apart(before, after):
            sent.append(f"\x1b[{y + 1};{start + 1}H")
            for wanted, letters in after.part(start, end):
                if wanted != code:
                    code = wanted
                    sent.append(code)
                sent.append(letters)
    return "".join((*sent, RESET)) if sent else ""


def _apart(before: Row, after: Row) -> list[tuple[int, int]]:
    """Give from where to before where the rows differ; what is near is taken together."""
    if not (before.cells and after.cells):
        return [(0, len(after.text))] if before != after else []
    found: list[tuple[int, int]] = []
    start = end = -NEAR
    for x in compress(count(), map(ne, before.cells, after.cells)):
        if x - end >= NEAR:
            if start >= 0:
                found.append((start, end))
            start = x
        end = x + 1
    if start >= 0:
        found.append((start, end))
    return found


class Changes(CompositorUpdate):
    """What is to be sent, for Textual's one way to the terminal."""

    def __init__(self, sequence: str) -> None:
        self._sequence = sequence

    def render_segments(self, console: Console) -> str:
        """Give what is to be sent."""
        return self._sequence

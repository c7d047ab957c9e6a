"""Lines of styled text, made by pure functions: no widget, no terminal.

Everything drawn here passes the gate of `sessions.text.visible`: no text can act on the terminal.
"""

from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple
from unicodedata import category

from rich.cells import cell_len, set_cell_size

from sessions.text.visible import MARK, visible, visible_lines


class Piece(NamedTuple):
    """A run of text in one style of the look."""

    text: str
    style: str = "text"


class Line(NamedTuple):
    """One line: its pieces from the left; `chosen` for the row that the cursor is on."""

    pieces: tuple[Piece, ...] = ()
    chosen: bool = False

    @property
    def text(self) -> str:
        """The line as plain text."""
        return "".join(piece.text for piece in self.pieces)


Part = Piece | str
BLANK = Line()


def line(*parts: Part, chosen: bool = False) -> Line:
    """Make a line of pieces and plain texts."""
    return Line(tuple(p if isinstance(p, Piece) else Piece(p) for p in parts), chosen)


def screen_text(text: str) -> str:
    """Make a text visible, and as wide in every terminal.

    Vowel signs beside their letter take a cell in some terminals and none in others:
    in a row of columns each becomes a mark. What a report or a file holds is not touched.
    """
    clean = visible(text)
    if clean.isascii() or "Mc" not in map(category, set(clean)):
        return clean
    return "".join(MARK if category(letter) == "Mc" else letter for letter in clean)


def _cells(clean: str) -> int:
    """Return the cells of a text that is visible already.

    ASCII is counted here, because Rich stores every text that it measures.
    """
    return len(clean) if clean.isascii() else cell_len(clean)


@lru_cache(maxsize=8192)
def width_of(text: str) -> int:
    """Return the terminal cells that a text takes once it is visible."""
    return _cells(screen_text(text))


@lru_cache(maxsize=8192)
def fit(text: str, width: int, right: bool = False) -> str:
    """Return a text exactly `width` cells wide: padded, or cut with "…"."""
    clean = screen_text(text)
    size = _cells(clean)
    if size > width:
        if width <= 0:
            return ""
        return set_cell_size(clean[: 2 * width], width - 1).rstrip() + "…" if width > 1 else "…"
    return (" " * (width - size) + clean) if right else clean + " " * (width - size)


def padded(text: str, width: int) -> str:
    """Like `fit`, with the padding that a cut wide letter may leave."""
    fitted = fit(text, width)
    return fitted + " " * (width - _cells(fitted))


def wrap(text: str, width: int) -> list[str]:
    """Break a text into lines of at most `width` cells, at blanks where there are any."""
    clean = screen_text(text).lstrip(" ")
    if _cells(clean) <= width:
        return [clean]
    lines: list[str] = []
    current, taken = "", 0
    for word in clean.split(" "):
        size = _cells(word)
        while size > width:
            room = width - (taken + 1 if current else 0)
            if current and room < 2:
                lines.append(current)
                current = ""
                continue
            head = set_cell_size(word[: max(room, 1)], max(room, 1)).rstrip()
            head = head or word[:1]
            lines.append(f"{current} {head}" if current else head)
            current, word = "", word[len(head) :]
            size = _cells(word)
        if not current:
            current, taken = word, size
        elif taken + 1 + size > width:
            lines.append(current)
            current, taken = word, size
        else:
            current, taken = f"{current} {word}", taken + 1 + size
    lines.append(current)
    return lines


def wrap_paragraphs(text: str, width: int) -> list[str]:
    """Break a text of several paragraphs into lines; an empty line stays one."""
    return [row for paragraph in visible_lines(text) for row in wrap(paragraph, width)]


def runs(cells: Sequence[str], styles: Sequence[str]) -> list[Piece]:
    """Join cells into pieces, one for each run of cells in the same style."""
    run_by_style = groupby(zip(cells, styles, strict=True), key=itemgetter(1))
    return [Piece("".join(cell for cell, _ in run), style) for style, run in run_by_style]


def beside(left: Sequence[Part], right: Sequence[Part], width: int) -> Line:
    """Put one run of parts at the left edge and one at the right; the left one is cut to fit."""
    ends = line(*right)
    room = width - sum(width_of(piece.text) for piece in ends.pieces) - (1 if right else 0)
    starts = cut(line(*left), max(0, room))
    gap = width - sum(width_of(piece.text) for piece in (*starts.pieces, *ends.pieces))
    return Line((*starts.pieces, Piece(" " * max(0, gap)), *ends.pieces))


def cut(source: Line, width: int) -> Line:
    """Cut a line to `width` cells, with "…" where something was lost."""
    pieces: list[Piece] = []
    left = width
    for index, piece in enumerate(source.pieces):
        size = width_of(piece.text)
        more = any(p.text.strip() for p in source.pieces[index + 1 :])
        if size > left or (size == left and more):
            if left > 0:
                text = piece.text if size > left else piece.text + "…"
                pieces.append(Piece(padded(text, left), piece.style))
            return Line(tuple(pieces), source.chosen)
        pieces.append(piece)
        left -= size
    return source

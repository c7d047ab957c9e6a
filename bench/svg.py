"""A screen as an SVG picture that looks the same everywhere.

Letters are text, so that the picture can be searched and copied from. Lines, blocks and marks are
drawn as shapes: they join without gaps and need no font. The same screen gives the same file.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

WIDTH, HEIGHT, BASE, SIZE = 8.4, 18.0, 13.2, 14
EDGE, CORNER = 14.0, 8
THIN, THICK = 1.2, 3.0
FONTS = "ui-monospace,'DejaVu Sans Mono','Liberation Mono',Menlo,Consolas,monospace"
BLOCKS = {"█": (0.0, 1.0), "▀": (0.0, 0.5), "▄": (0.5, 1.0), "▃": (0.62, 1.0), "▁": (0.88, 1.0)}
# How far a line goes from the middle: left, right, up, down; 2 for thick.
LINES = {
    "─": (1, 1, 0, 0),
    "━": (2, 2, 0, 0),
    "│": (0, 0, 1, 1),
    "┼": (1, 1, 1, 1),
    "┿": (2, 2, 1, 1),
}
CORNERS = {"╭": (1, 1), "╮": (-1, 1), "╰": (1, -1), "╯": (-1, -1)}
MARKS = "●○◐▶◂⚑✓▫"
SHAPES = "".join((*BLOCKS, *LINES, *CORNERS, MARKS))


class Ink(NamedTuple):
    """How letters look: their colour, their ground, and whether they are bold."""

    letters: str
    ground: str
    bold: bool


def svg_of(rows: Sequence[Iterable[Segment]], width: int, title: str) -> str:
    """Draw the rows of a screen."""
    lines = [list(_cells(row)) for row in rows]
    inks = [ink for line in lines for _, ink in line]
    ground = inks[0].ground
    size = (width * WIDTH + 2 * EDGE, len(lines) * HEIGHT + 2 * EDGE)
    kinds = sorted({(ink.letters, ink.bold) for ink in inks})
    names = {kind: f"s{number}" for number, kind in enumerate(kinds)}
    drawn = [part for y, line in enumerate(lines) for part in _row(line, y, ground, names)]
    text = "\n".join("".join(letter for letter, _ in line).rstrip() for line in lines)
    styles = "".join(
        f".{names[colour, bold]}{{color:{colour}{';font-weight:700' if bold else ''}}}"
        for colour, bold in kinds
    )
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_n(size[0])} {_n(size[1])}" '
            f'width="{_n(size[0])}" height="{_n(size[1])}" role="img">',
            f"<title>{escape(title)}</title>",
            f"<desc>{escape(text)}</desc>",
            f"<style>text{{font-family:{FONTS};font-size:{SIZE}px;white-space:pre}}"
            "text,.f{fill:currentColor}.t,.h{fill:none;stroke:currentColor}"
            f".t{{stroke-width:{THIN}}}.h{{stroke-width:{THICK}}}{styles}</style>",
            f'<rect width="100%" height="100%" rx="{CORNER}" fill="{ground}"/>',
            f'<g transform="translate({_n(EDGE)} {_n(EDGE)})">',
            *drawn,
            "</g>",
            "</svg>",
            "",
        )
    )


def _cells(row: Iterable[Segment]) -> Iterator[tuple[str, Ink]]:
    for text, style, _ in row:
        ink = _ink(style or Style())
        for letter in text:
            yield letter, ink
            for _ in range(cell_len(letter) - 1):
                yield "", ink


def _ink(style: Style) -> Ink:
    letters = style.color.get_truecolor().hex if style.color else "#ffffff"
    ground = style.bgcolor.get_truecolor().hex if style.bgcolor else "#000000"
    if style.reverse:
        letters, ground = ground, letters
    return Ink(letters, ground, bool(style.bold))


def _row(
    line: Sequence[tuple[str, Ink]], y: int, ground: str, names: dict[tuple[str, bool], str]
) -> Iterator[str]:
    for start, end in _runs([ink.ground for _, ink in line]):
        if line[start][1].ground != ground:
            yield (
                f'<rect x="{_n(start * WIDTH)}" y="{_n(y * HEIGHT)}" '
                f'width="{_n((end - start) * WIDTH)}" height="{_n(HEIGHT)}" '
                f'fill="{line[start][1].ground}"/>'
            )
    for start, end in _runs([(ink.letters, ink.bold) for _, ink in line]):
        ink = line[start][1]
        name = names[ink.letters, ink.bold]
        cells = [letter for letter, _ in line[start:end]]
        for kind, path in _shapes(cells, start, y).items():
            if path:
                yield f'<path class="{name} {kind}" d="{path}"/>'
        letters = "".join(" " if cell and cell in SHAPES else cell for cell in cells)
        for found in re.finditer(r"\S+(?: \S+)*", letters):
            before = cell_len(letters[: found.start()])
            words = found.group()
            yield (
                f'<text class="{name}" x="{_n((start + before) * WIDTH)}" '
                f'y="{_n(y * HEIGHT + BASE)}" textLength="{_n(cell_len(words) * WIDTH)}" '
                f'lengthAdjust="spacingAndGlyphs">{escape(words)}</text>'
            )


def _runs(values: Sequence[object]) -> Iterator[tuple[int, int]]:
    start = 0
    for place in range(1, len(values) + 1):
        if place == len(values) or values[place] != values[start]:
            yield start, place
            start = place


def _shapes(cells: Sequence[str], start: int, y: int) -> dict[str, str]:
    """Return the paths of a run: filled ones, thin lines, thick lines."""
    paths: dict[str, list[str]] = {"f": [], "t": [], "h": []}
    for first, end in _runs(cells):
        cell, x = cells[first], (start + first) * WIDTH
        width = (end - first) * WIDTH
        if cell in BLOCKS:
            top, bottom = BLOCKS[cell]
            height = (bottom - top) * HEIGHT
            paths["f"].append(_box(x, (y + top) * HEIGHT, width, height))
        elif cell in LINES and not any(LINES[cell][2:]):
            kind = "h" if LINES[cell][0] == 2 else "t"
            paths[kind].append(f"M{_n(x)} {_n((y + 0.5) * HEIGHT)}h{_n(width)}")
        elif cell and cell in SHAPES:
            for number in range(end - first):
                kind, path = _mark(cell, x + number * WIDTH, y * HEIGHT)
                paths[kind].append(path)
                if cell == "┿":
                    across = f"M{_n(x + number * WIDTH)} {_n((y + 0.5) * HEIGHT)}h{_n(WIDTH)}"
                    paths["h"].append(across)
    return {kind: "".join(parts) for kind, parts in paths.items()}


def _mark(cell: str, x: float, y: float) -> tuple[str, str]:
    """Draw one mark in its cell: how it is filled or stroked, and its path."""
    cx, cy = x + WIDTH / 2, y + HEIGHT / 2
    if cell in LINES:
        across = f"M{_n(x)} {_n(cy)}h{_n(WIDTH)}" if LINES[cell][0] == 1 else ""
        return "t", f"{across}M{_n(cx)} {_n(y)}v{_n(HEIGHT)}"
    if cell in CORNERS:
        side, down = CORNERS[cell]
        radius = WIDTH / 2
        ends = f"M{_n(cx + side * radius)} {_n(cy)}Q{_n(cx)} {_n(cy)} {_n(cx)}"
        return "t", f"{ends} {_n(cy + down * radius)}V{_n(y + HEIGHT if down > 0 else y)}"
    circle = f"M{_n(cx - 3.4)} {_n(cy)}a3.4 3.4 0 1 1 6.8 0a3.4 3.4 0 1 1 -6.8 0z"
    half = f"M{_n(cx)} {_n(cy - 3.4)}a3.4 3.4 0 0 0 0 6.8z"
    return {
        "●": ("f", circle.replace("3.4", "3.9").replace("6.8", "7.8")),
        "○": ("t", circle),
        "◐": ("t", circle + half + f"M{_n(cx - 1.5)} {_n(cy - 2.6)}v5.2"),
        "▶": ("f", f"M{_n(x + 1)} {_n(cy - 4.6)}l7 4.6l-7 4.6z"),
        "◂": ("f", f"M{_n(x + 6.4)} {_n(cy - 3)}l-5 3l5 3z"),
        "⚑": ("f", f"M{_n(x + 1)} {_n(cy - 5.5)}h6.4l-1.9 2.8l1.9 2.8h-5v5.4h-1.4z"),
        "✓": ("t", f"M{_n(x + 1)} {_n(cy + 0.6)}l2.4 3.2l4.2 -7.6"),
        "▫": ("t", f"M{_n(cx - 2.2)} {_n(cy - 1.6)}h4.4v4.4h-4.4z"),
    }[cell]


def _box(x: float, y: float, width: float, height: float) -> str:
    return f"M{_n(x)} {_n(y)}h{_n(width)}v{_n(height)}h-{_n(width)}z"


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")

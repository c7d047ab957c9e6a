"""Large letters out of block elements: five points high, in any size."""

from collections.abc import Sequence
from functools import lru_cache

from tui.drawing.lines import Part, Piece, width_of

Block = list[tuple[Part, ...]]

HEIGHT = 5
BLOCKS = {(True, True): "█", (True, False): "▀", (False, True): "▄", (False, False): " "}

# A letter's five rows from the top, "#" where it is full.
POINTS = {
    "0": "###|# #|# #|# #|###",
    "1": " # |## | # | # |###",
    "2": "###|  #|###|#  |###",
    "3": "###|  #| ##|  #|###",
    "4": "# #|# #|###|  #|  #",
    "5": "###|#  |###|  #|###",
    "6": "###|#  |###|# #|###",
    "7": "###|  #|  #|  #|  #",
    "8": "###|# #|###|# #|###",
    "9": "###|# #|###|  #|###",
    "A": "###|# #|###|# #|# #",
    "B": "## |# #|## |# #|###",
    "C": "###|#  |#  |#  |###",
    "D": "## |# #|# #|# #|## ",
    "E": "###|#  |## |#  |###",
    "F": "###|#  |## |#  |#  ",
    "G": "####|#   |# ##|#  #|####",
    "H": "# #|# #|###|# #|# #",
    "I": "#|#|#|#|#",
    "J": "  #|  #|  #|# #|###",
    "K": "# #|# #|## |# #|# #",
    "L": "#  |#  |#  |#  |###",
    "M": "#   #|## ##|# # #|#   #|#   #",
    "N": "#  #|## #|# ##|#  #|#  #",
    "O": "###|# #|# #|# #|###",
    "P": "###|# #|###|#  |#  ",
    "Q": "###|# #|# #|###|  #",
    "R": "###|# #|## |# #|# #",
    "S": "###|#  |###|  #|###",
    "T": "###| # | # | # | # ",
    "U": "# #|# #|# #|# #|###",
    "V": "# #|# #|# #|# #| # ",
    "W": "#   #|#   #|# # #|## ##|#   #",
    "X": "# #|# #| # |# #|# #",
    "Y": "# #|# #| # | # | # ",
    "Z": "###|  #| # |#  |###",
    "%": "# #|  #| # |#  |# #",
    "/": "  #|  #| # |#  |#  ",
    "–": "  |  |##|  |  ",
    "-": "  |  |##|  |  ",
    ".": " | | | |#",
    ",": " | | |#|#",
    "'": "#|#| | | ",
    "’": "#|#| | | ",
    ":": " |#| |#| ",
    ";": " |#| |#|#",
    "!": "#|#|#| |#",
    "?": "###|  #| ##|   | # ",
    "(": " #|# |# |# | #",
    ")": "# | #| #| #|# ",
    "&": " # |# #| # |# #| ##",
    '"': "# #|# #|   |   |   ",
    "+": "   | # |###| # |   ",
    "=": "   |###|   |###|   ",
    "→": "    |  # |####|  # |    ",
    " ": " | | | | ",
}


def rows_of(size: int) -> int:
    """Return the rows that letters of a size take: 3, 5, 8, 10 for 1, 2, 3, 4."""
    return -(-HEIGHT * size // 2)


@lru_cache(maxsize=256)
def lettering(text: str, size: int) -> tuple[str, ...]:
    """Draw a text in capitals, a point being `size` cells wide; () where a letter is unknown."""
    letters = [POINTS.get(letter) for letter in text.upper()]
    if not text or None in letters:
        return ()
    glyphs = [letter.split("|") for letter in letters if letter is not None]
    points = [" ".join(glyph[row] for glyph in glyphs) for row in range(HEIGHT)]
    halves = [
        [point == "#" for point in row for _ in range(size)] for row in points for _ in range(size)
    ]
    if len(halves) % 2:
        halves.append([False] * len(halves[0]))
    return tuple(
        "".join(BLOCKS[pair] for pair in zip(halves[top], halves[top + 1], strict=True))
        for top in range(0, len(halves), 2)
    )


def lettered(pieces: Sequence[Piece], size: int, room: int) -> Block:
    """Draw pieces side by side in the largest letters up to `size` that fit into `room` cells.

    Returns [] where not even the smallest ones fit, or a letter is unknown.
    """
    for each in range(size, 0, -1):
        drawn = [lettering(piece.text, each) for piece in pieces]
        gap = " " * (2 * each + 1)
        if not all(drawn):
            return []
        if sum(width_of(rows[0]) for rows in drawn) + len(gap) * (len(drawn) - 1) <= room:
            return [_row(pieces, rows, gap) for rows in zip(*drawn, strict=True)]
    return []


def _row(pieces: Sequence[Piece], rows: Sequence[str], gap: str) -> tuple[Part, ...]:
    parts: list[Part] = []
    for piece, row in zip(pieces, rows, strict=True):
        parts += [gap, Piece(row, piece.style)] if parts else [Piece(row, piece.style)]
    return tuple(parts)

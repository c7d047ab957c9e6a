"""Presentation size: the selected standard alone, its figures and the score large."""

from collections.abc import Iterable, Sequence

from core.wording import count_words, overall_words, percent_words, total_words
from tui.arrangement import Notice, footer_lines
from tui.board_lines import LOWEST
from tui.lines import BLANK, Line, Part, Piece, cut, fit, line, width_of
from tui.scene import Scene
from tui.selected_lines import criteria_lines, scale_pieces, title_line
from tui.situation import Situation
from tui.view import rating_style

GLYPHS = {
    "0": ("███", "█ █", "█ █", "█ █", "███"),
    "1": (" █ ", "██ ", " █ ", " █ ", "███"),
    "2": ("███", "  █", "███", "█  ", "███"),
    "3": ("███", "  █", " ██", "  █", "███"),
    "4": ("█ █", "█ █", "███", "  █", "  █"),
    "5": ("███", "█  ", "███", "  █", "███"),
    "6": ("███", "█  ", "███", "█ █", "███"),
    "7": ("███", "  █", "  █", "  █", "  █"),
    "8": ("███", "█ █", "███", "█ █", "███"),
    "9": ("███", "█ █", "███", "  █", "███"),
    "/": ("  █", "  █", " █ ", "█  ", "█  "),
    "%": ("█ █", "  █", " █ ", "█  ", "█ █"),
    "–": ("   ", "   ", "███", "   ", "   "),
    " ": ("  ", "  ", "  ", "  ", "  "),
}
TALL, LOW = 5, 3
PAIRS = {("█", "█"): "█", ("█", " "): "▀", (" ", "█"): "▄", (" ", " "): " "}


def large(text: str, height: int) -> list[str]:
    """Draw figures in `height` rows: five whole ones, or three of half blocks."""
    known = [GLYPHS[letter] for letter in text if letter in GLYPHS]
    rows = [" ".join(glyph[row] for glyph in known) for row in range(TALL)]
    if height >= TALL:
        return ["".join(2 * cell for cell in row) for row in rows]
    rows.append(" " * len(rows[0]))
    return [
        "".join(PAIRS[pair] for pair in zip(rows[top], rows[top + 1], strict=True))
        for top in range(0, TALL, 2)
    ]


def large_lines(
    scene: Scene, notice: Notice, size: tuple[int, int], now: Situation
) -> tuple[Line, ...]:
    """Draw score, standard, figures and as many criteria as there is room for."""
    width, height = size
    scorecard = scene.scorecard
    score = scorecard.standard(scene.view.standard)
    scheme = scorecard.scheme
    footer = footer_lines(now, scene, notice, width)
    room = height - len(footer)
    results = score.result.key_questions
    tall = room >= 2 + TALL + 2 + len(results) * (TALL + 1) + 3
    figure = TALL if tall and width >= 100 else LOW
    total = scorecard.agreed
    overall = overall_words(total, len(scorecard.awaited))
    lines = _block(
        total_words(total),
        figure,
        "strong",
        [overall, scorecard.evidence.inspection.service],
        rating_style(scheme, total.overall),
        width,
    )
    lines = [*lines, BLANK, title_line(score, width)]
    for result in results:
        lowest = result.id in score.result.driven_by
        style = rating_style(scheme, result.band.rating if result.band else None)
        count = count_words(result.evidence.figures)
        words = [f"{LOWEST if lowest else ' '} {result.id} {result.label}  {count}"]
        block = _block(percent_words(result.percent), figure, style, words, "strong", width)
        if result.percent is not None and width >= 70:
            scale = scale_pieces(scheme, result.percent, result.interval, 41, style)
            block[1] = _after(block[1], scale, width)
        lines += [BLANK, *block] if tall else block
    if results:
        lines += [BLANK, *criteria_lines(scorecard, score, width)]
    shown = lines[:room]
    return (*shown, *[BLANK] * (room - len(shown)), *footer)


def _block(
    figures: str, height: int, style: str, words: Sequence[str], words_style: str, width: int
) -> list[Line]:
    """Large figures with a few words beside them."""
    rows = large(figures, height)
    widest = max(max(width_of(row) for row in rows), 30 if height >= TALL else 16)
    styles = [words_style, "quiet"]
    drawn = []
    for number, row in enumerate(rows):
        parts: list[Part] = [Piece("  " + fit(row, widest), style), "  "]
        if number < len(words):
            parts.append(Piece(words[number], styles[min(number, 1)]))
        drawn.append(cut(line(*parts), width))
    return drawn


def _after(source: Line, pieces: Iterable[Piece], width: int) -> Line:
    added = tuple(pieces)
    return cut(Line((*source.pieces, Piece("  "), *added)), width)

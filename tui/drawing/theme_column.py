"""One question through all standards that ask it, as lines: a pattern is seen at once."""

from core.patterns import ThemeCell, domain_patterns, theme_column
from core.scheme import Theme
from core.scorecard import Scorecard
from core.weighing_words import pattern_words, theme_cell_words
from core.wording import count_words, percent_words, sentence
from tui.drawing.board import CURSOR, LOWEST
from tui.drawing.lines import Line, Part, Piece, cut, fit, line, padded, width_of, wrap
from tui.drawing.ratings import rating_style
from tui.drawing.selected import LEAST_SCALE, bounds_piece, scale_pieces
from tui.state.columns import question_at
from tui.state.scene import Scene

MOST_SCALE = 51


def theme_under_cursor(scene: Scene) -> Theme | None:
    """Return the theme of the question under the cursor; None where it runs through no other."""
    score = scene.scorecard.standard(scene.view.standard)
    found = question_at(score.result, scene.view.question)
    return None if found is None else theme_of(scene.scorecard, found.question.theme)


def theme_of(scorecard: Scorecard, heading: str) -> Theme | None:
    """Return the theme that has a heading."""
    themes = (theme for domain in scorecard.scheme.domains for theme in domain.themes)
    return next((theme for theme in themes if theme.heading == heading), None)


def column_lines(scene: Scene, theme: Theme, width: int, words: bool = False) -> list[Line]:
    """Draw the question's figures among the boundaries, one line per standard.

    `words`: with what there is to say of each.
    """
    scorecard = scene.scorecard
    cells = theme_column(scorecard, theme)
    titles = max((width_of(cell.score.standard.title) for cell in cells), default=0)
    counts = max((width_of(_count(cell)) for cell in cells), default=0)
    before = 8 + titles + 1 + counts + 1 + 4 + 2
    scale = min(MOST_SCALE, width - before - 1)
    scale = scale if scale >= LEAST_SCALE else 0
    phrase = theme.phrase[:1].upper() + theme.phrase[1:]
    lines = [line(Piece(f" {phrase}, standard by standard", "accent"))]
    if words:
        said = [
            row for each in _patterns(scorecard, theme) for row in wrap(sentence(each), width - 2)
        ]
        lines += [line(), *(line(" ", row) for row in said)] if said else []
    if scale:
        lines.append(line(" " * before, bounds_piece(scorecard.scheme, scale)))
    for cell in cells:
        lines.append(cut(_cell_line(scene, cell, titles, counts, scale), width))
        if words:
            rows = wrap(theme_cell_words(cell), width - 10)
            lines += [line(" " * 8, Piece(row, "quiet")) for row in rows]
    return lines


def _count(cell: ThemeCell) -> str:
    return count_words(cell.key_question.evidence.figures)


def _patterns(scorecard: Scorecard, theme: Theme) -> list[str]:
    return [
        pattern_words(pattern)
        for found in domain_patterns(scorecard)
        for pattern in found.patterns
        if theme in pattern.themes
    ]


def _cell_line(scene: Scene, cell: ThemeCell, titles: int, counts: int, scale: int) -> Line:
    scheme = scene.scorecard.scheme
    style = rating_style(scheme, cell.band.rating if cell.band else None)
    here = cell.score.id == scene.view.standard
    parts: list[Part] = [
        Piece(f" {CURSOR if here else ' '}{LOWEST if cell.drives else ' '} ", "loud"),
        Piece(f"{padded(cell.score.id, 4)}", "quiet"),
        Piece(padded(cell.score.standard.title, titles) + " ", "strong" if here else "text"),
    ]
    if cell.percent is None:
        return line(*parts, Piece("no relevant cases", "quiet"))
    parts.append(Piece(fit(_count(cell), counts, right=True) + " "))
    parts.append(Piece(fit(percent_words(cell.percent), 4, right=True) + "  ", style))
    if scale:
        interval = cell.key_question.interval
        parts += scale_pieces(scheme, cell.percent, interval, scale, style)
    return line(*parts)

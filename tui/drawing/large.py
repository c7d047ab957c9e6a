"""Presentation size: the selected standard alone, its rating, figures and the score large."""

from collections.abc import Sequence
from typing import NamedTuple

from core.scorecard import StandardScore
from core.standard_result import KeyQuestionResult
from core.wording import (
    count_words,
    no_figures_words,
    overall_words,
    percent_words,
    total_words,
)
from tui.commands.availability import Situation
from tui.drawing.board import LOWEST
from tui.drawing.headline import fitting, margins, other_total, state_of_record
from tui.drawing.layout import Notice, cropped, footer_lines
from tui.drawing.lettering import Block, lettered, lettering, rows_of
from tui.drawing.lines import BLANK, Line, Part, Piece, beside, cut, line, width_of
from tui.drawing.ratings import rating_style
from tui.drawing.selected import (
    LEAST_SCALE,
    bounds_piece,
    criteria_lines,
    decision_lines,
    flags,
    scale_pieces,
    state_piece,
)
from tui.state.scene import Mode, Scene

MOST_SCALE = 141
LEAST_CRITERIA = 4
LEAST_BESIDE = 24
GAP = "   "


class Sizes(NamedTuple):
    """How large each thing is lettered; 0 is plain text."""

    score: int
    rating: int
    figures: int
    label: int


LAYOUTS = (
    Sizes(score=2, rating=3, figures=4, label=2),
    Sizes(score=2, rating=3, figures=4, label=1),
    Sizes(score=2, rating=2, figures=3, label=1),
    Sizes(score=2, rating=2, figures=2, label=1),
    Sizes(score=1, rating=1, figures=2, label=1),
    Sizes(score=1, rating=1, figures=1, label=0),
)


def large_lines(
    scene: Scene, status: Piece, notice: Notice, size: tuple[int, int], now: Situation
) -> tuple[Line, ...]:
    """Draw score, standard, rating and figures in the largest letters that leave room for why."""
    width, height = size
    footer = footer_lines(now, scene, notice, width)
    room = height - len(footer)
    score = scene.scorecard.standard(scene.view.standard)
    why = criteria_lines(scene.scorecard, score, width) if score.result.asked else []
    # What was decided is not pushed off by the criteria.
    why = [*decision_lines(scene, score, width), *why]
    wanted = min(len(why), LEAST_CRITERIA - 1) + 1
    drawn: list[Line] = []
    for sizes in LAYOUTS:
        if not _fits(score, sizes, width) and sizes is not LAYOUTS[-1]:
            continue
        drawn = _drawn(scene, status, score, sizes, width)
        if len(drawn) + wanted <= room:
            break
    # The figures under the last scale separate it from the words below.
    gap = [] if score.result.key_questions else [BLANK]
    left = room - len(drawn) - len(gap)
    if why and left > 0:
        drawn += [*gap, *cropped(why, left, width)]
    if len(drawn) + 1 < room:
        # A spare row separates the standard's name from its rating.
        drawn.insert(drawn.index(_title_line(score, width)) + 1, BLANK)
    return (*cropped(drawn, room, width), *[BLANK] * (room - len(drawn)), *footer)


def _fits(score: StandardScore, sizes: Sizes, width: int) -> bool:
    """Return whether the figures leave room for the words beside them."""
    return _widest(score, sizes.figures) + LEAST_BESIDE + 4 <= width


def _widest(score: StandardScore, size: int) -> int:
    figures = [_percent(each, size) for each in score.result.key_questions]
    return max((width_of(rows[0]) for rows in figures), default=0)


def _percent(result: KeyQuestionResult, size: int) -> Sequence[str]:
    return lettering(percent_words(result.percent), size) or lettering("–", size)


def _drawn(
    scene: Scene, status: Piece, score: StandardScore, sizes: Sizes, width: int
) -> list[Line]:
    lines = [_service_line(scene, status, width), *([BLANK] if sizes.score > 1 else [])]
    lines += [*_score_lines(scene, sizes.score, width), BLANK]
    lines.append(_title_line(score, width))
    lines += _rating_lines(score, sizes.rating, width)
    results = score.result.key_questions
    for place, result in enumerate(results):
        if not place:
            lines.append(BLANK)
        lines += _figure_lines(score, result, sizes, width)
        if sizes.figures > 1 or result is results[-1]:
            lines.append(_bounds_line(score, sizes, width))
    if not results:
        # The figures leave their room to what is judged.
        title = lettered([Piece(score.standard.title, "strong")], sizes.label, width - 2)
        lines += [BLANK, *(line(" ", *row) for row in title), *([BLANK] if title else [])]
        lines.append(line(" ", Piece(no_figures_words(score.result), "quiet")))
    return lines


def _service_line(scene: Scene, status: Piece, width: int) -> Line:
    scorecard = scene.scorecard
    name: list[Part] = [" ", Piece(f" {scene.banner} ", "banner")] if scene.banner else []
    name.append(Piece(f" {scorecard.evidence.inspection.service}", "strong"))
    return beside(name, state_of_record(scorecard, status), width)


def _score_lines(scene: Scene, size: int, width: int) -> list[Line]:
    scorecard = scene.scorecard
    total = scorecard.agreed
    large = lettering(total_words(total), size)
    # Wide enough to part the score from the rating without colours, too.
    gap = " " * (2 * size + 1)
    figures: Block = [(" ", Piece(row, "strong"), gap) for row in large]
    if not figures:
        figures = [(" ", Piece(f" {total_words(total)} ", "pill"), "  ")]
    overall = overall_words(total, len(scorecard.awaited))
    style = rating_style(scorecard.scheme, total.overall)
    used = width_of(line(*figures[0]).text)
    words = _lettered(Piece(overall, style), size, width - used)
    real = scene.meeting.scorecard.agreed if scene.mode is Mode.WHAT_IF else None
    ways = margins(scorecard, other_total(scorecard, real))
    if len(words) < len(figures):
        words.append(tuple(fitting(ways, width - used - 1)))
    else:
        taken = used + width_of(line(*words[-1]).text) + len(GAP)
        words[-1] = (*words[-1], GAP, *fitting(ways, width - taken - 1))
    return _side_by_side(figures, words, width)


def _title_line(score: StandardScore, width: int) -> Line:
    title = Piece(f" {score.id} {score.standard.title}  ", "strong")
    return cut(line(title, state_piece(score)), width)


def _rating_lines(score: StandardScore, size: int, width: int) -> list[Line]:
    """The rating, with the standard's number before it where there is room for both."""
    result = score.result
    if score.rating is None:
        return [line(Piece(" not rated", "strong"))]
    style = rating_style(result.scheme, score.rating)
    name, number = Piece(score.rating.name, style), Piece(score.id, "strong")
    block = lettered([number, name], size, width - 2) or _lettered(name, size, width - 1)
    lines = [cut(line(" ", *row), width) for row in block]
    if result.rating is not None and result.rating != score.rating:
        lines.append(line(Piece(f" evidence rating: {result.rating.name}", "quiet")))
    return lines


def _bounds_line(score: StandardScore, sizes: Sizes, width: int) -> Line:
    """Print the boundaries' figures under a scale; blank where it is not drawn."""
    before = _widest(score, sizes.figures) + 4
    scale = _scale_width(score, sizes, width)
    if scale < LEAST_SCALE:
        return BLANK
    return line(" " * before, bounds_piece(score.result.scheme, scale))


def _scale_width(score: StandardScore, sizes: Sizes, width: int) -> int:
    return min(MOST_SCALE, width - _widest(score, sizes.figures) - 5)


def _figure_lines(
    score: StandardScore, result: KeyQuestionResult, sizes: Sizes, width: int
) -> list[Line]:
    scheme = score.result.scheme
    lowest = result.id in score.result.driven_by
    style = rating_style(scheme, result.band.rating if result.band else None)
    widest = _widest(score, sizes.figures)
    rows = _percent(result, sizes.figures)
    figures: Block = [(" ", Piece(row.rjust(widest), style), "   ") for row in rows]
    room = width - widest - 5
    theme = result.question.theme or result.question.heading
    weight = "strong" if lowest else "quiet"
    count = count_words(result.evidence.figures)
    label: Block = []
    counted = False
    if theme and sizes.label:
        label = lettered([Piece(theme, weight), Piece(count, "text")], sizes.label, room)
        counted = bool(label)
        label = label or _lettered(Piece(theme, weight), sizes.label, room)
    marks = ["" if counted else count, f"{LOWEST} lowest" if lowest else ""]
    marks = [*marks, flags(result)] if result.applicable else ["no relevant cases"]
    words: tuple[Part, ...] = (
        Piece(f"{result.id} {result.label}", "strong" if lowest or not label else "text"),
        Piece("  " + "  ".join(mark for mark in marks if mark), "strong"),
    )
    block: Block = [*label, words]
    scale = _scale_width(score, sizes, width)
    if result.percent is not None and scale >= LEAST_SCALE:
        block.append(tuple(scale_pieces(scheme, result.percent, result.interval, scale, style)))
    spare = len(figures) - len(block)
    if spare >= 2 and label:
        block[len(label) : len(label)] = [()]
        block.insert(-1, ())
    elif spare >= 1 and len(block) > 1 and len(figures) > rows_of(1):
        block.insert(-1, ())
    return _side_by_side(figures, block, width)


def _lettered(piece: Piece, size: int, room: int) -> Block:
    """Draw a text in the largest letters up to `size` that fit, or else in plain ones."""
    return lettered([piece], size, room) or [(piece,)]


def _side_by_side(left: Block, right: Block, width: int) -> list[Line]:
    """Two blocks in one; the left one has one width, the right one begins at the top."""
    blank: tuple[Part, ...] = (" " * width_of(line(*left[0]).text),) if left else ()
    count = max(len(left), len(right))
    lefts = [*left, *[blank] * (count - len(left))]
    rights = [*right, *[()] * (count - len(right))]
    return [cut(line(*a, *b), width) for a, b in zip(lefts, rights, strict=True)]

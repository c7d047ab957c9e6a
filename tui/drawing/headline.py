"""The headline: which inspection, the score, the overall rating, and the ruler of all scores."""

from collections.abc import Sequence
from typing import NamedTuple

from core.scheme import Rating
from core.scorecard import Scorecard, Total
from core.wording import decided_count_words, margin_words, overall_words, total_words
from tui.drawing.lines import BLANK, Line, Part, Piece, beside, line, runs, width_of
from tui.drawing.ratings import rating_piece, rating_style

AGREED, BY_EVIDENCE, EDGE, TRACK = "●", "○", "┼", "─"
MOST_STEPS = 4
# What comes before the ruler where it shares a line with the score.
ZERO = "  0 "
# How far the name of the last band may reach beyond the ruler.
MOST_BEYOND = 4


class OtherTotal(NamedTuple):
    """The total that is shown beside the main one, and its name."""

    total: Total
    words: str


def headline_lines(
    scorecard: Scorecard,
    status: Piece,
    width: int,
    tall: bool,
    banner: str = "",
    real: Total | None = None,
) -> tuple[Line, ...]:
    """Draw inspection and state of the record; score, overall rating and ruler.

    Two lines; where the screen is `tall`, a third with the ruler's bands, and a blank one.
    `real`: the agreed total as it is, while the scorecard shows a what-if.
    """
    inspection = scorecard.evidence.inspection
    other = other_total(scorecard, real)
    name: list[Part] = [" ", Piece(f" {banner} ", "banner")] if banner else []
    name += [Piece(f" {inspection.service}", "strong")]
    name += [Piece(f" · {scorecard.scheme.title}", "quiet")]
    first = beside(name, state_of_record(scorecard, status), width)
    if tall:
        return (first, *_tall_score_lines(scorecard, other, width), BLANK)
    return (first, _score_line(scorecard, other, width))


def other_total(scorecard: Scorecard, real: Total | None) -> OtherTotal:
    """Return the total beside the main one: in a what-if the current one, else the evidence's."""
    return (
        OtherTotal(real, "current score") if real else OtherTotal(scorecard.by_evidence, "evidence")
    )


def state_of_record(scorecard: Scorecard, status: Piece) -> list[Part]:
    """Say whether the record is saved, and how many standards are decided."""
    decided = Piece(f"{decided_count_words(scorecard)} ", "quiet")
    return [status, Piece(" · " if status.text else "", "rule"), decided]


def _score_parts(scorecard: Scorecard) -> list[Part]:
    total = scorecard.agreed
    return [
        " ",
        Piece(f" {total_words(total)} ", "pill"),
        " ",
        rating_piece(scorecard.scheme, total.overall, overall_words(total, len(scorecard.awaited))),
    ]


def margins(scorecard: Scorecard, other: OtherTotal) -> list[list[Part]]:
    """Return the words beside the score, from the longest form to none."""
    total = scorecard.agreed
    begin: list[Part] = []
    if total.score != other.total.score:
        begin = [Piece(f"{BY_EVIDENCE} {other.words} {other.total.score}", "text")]
    forms = [
        margin_words(total),
        _short_margin(total),
        _arrows(total, named=True),
        _up_margin(total),
        _arrows(total),
    ]
    joined = [_joined([*begin, Piece(form, "quiet")]) for form in forms if form]
    return [*joined, _joined(begin), []]


def _tall_score_lines(scorecard: Scorecard, other: OtherTotal, width: int) -> tuple[Line, Line]:
    start = _score_parts(scorecard)
    total = scorecard.agreed
    steps = _steps(width - _width(start) - 4, total.maximum)
    if steps < 1:
        return line(*start), beside(
            [" ", *fitting(margins(scorecard, other), width - 2)], [], width
        )
    ruler = ruler_pieces(scorecard, other.total, steps)
    size = _width(ruler)
    names = _bands_below(scorecard, steps, min(size + MOST_BEYOND, width - _width(start) - 4))
    used = max(size, _width(names))
    left = [" ", *fitting(margins(scorecard, other), width - used - 4)]
    return (
        beside(start, [*ruler, " " * (used - size + 1)], width),
        beside(left, [*names, " " * (used - _width(names) + 1)], width),
    )


def _score_line(scorecard: Scorecard, other: OtherTotal, width: int) -> Line:
    """All in one line; the ruler matters more than the words beside it.

    The maximum, which the score names too, gives its place at the end of the ruler to the words.
    """
    start = _score_parts(scorecard)
    maximum = scorecard.agreed.maximum
    for form in margins(scorecard, other):
        ends = [*form, " "] if form else []
        for most in (f" {maximum}", ""):
            used = _width([*start, ZERO, most, " ", *ends])
            steps = _steps(width - used, maximum)
            if steps >= 1:
                ruler = [Piece(ZERO, "quiet"), *ruler_pieces(scorecard, other.total, steps)]
                return beside([*start, *ruler, Piece(most, "quiet")], ends, width)
    return beside(start, [], width)


def _width(parts: Sequence[Part]) -> int:
    return width_of(line(*parts).text)


def fitting(forms: Sequence[list[Part]], room: int) -> list[Part]:
    """Return the first form that fits into *room* cells; none where none does."""
    return next((form for form in forms if _width(form) <= room), [])


def _joined(parts: Sequence[Part]) -> list[Part]:
    joined: list[Part] = []
    for part in parts:
        joined += [Piece(" · ", "rule"), part] if joined else [part]
    return joined


def _short_margin(total: Total) -> str:
    if total.up is None or total.down is None:
        return ""
    up, down = total.up, total.down
    return f"{up.points} more for {up.rating.name} · {down.points} fewer for {down.rating.short}"


def _up_margin(total: Total) -> str:
    return f"{total.up.points} more for {total.up.rating.name}" if total.up else ""


def _arrows(total: Total, *, named: bool = False) -> str:
    up = f"▲{total.up.points}" if total.up else ""
    down = f"▼{total.down.points}" if total.down else ""
    if named:
        up += f" {total.up.rating.name}" if total.up else ""
        down += f" {total.down.rating.short}" if total.down else ""
    return f"{up} {down}".strip()


def _steps(room: int, maximum: int) -> int:
    """Cells for each point of the score: as many as there is room for."""
    return max(0, min(MOST_STEPS, (room - 1) // maximum)) if maximum else 0


def ruler_pieces(scorecard: Scorecard, other: Total, steps: int) -> tuple[Piece, ...]:
    """Draw 0 to the maximum, `steps` cells a point, with band edges and both scores' marks."""
    total = scorecard.agreed
    scheme = scorecard.scheme
    cells = [TRACK] * (total.maximum * steps + 1)
    styles = ["rule"] * len(cells)
    bands = scheme.overall_bands(total.maximum)
    for band in bands.bands if bands is not None else ():
        style = rating_style(scheme, band.rating)
        for place in range(band.lowest * steps, min((band.highest + 1) * steps, len(cells))):
            styles[place] = style
        if band.lowest:
            cells[band.lowest * steps] = EDGE
    for score, mark in ((other.score, BY_EVIDENCE), (total.score, AGREED)):
        place = min(score * steps, len(cells) - 1)
        cells[place], styles[place] = mark, "strong"
    return tuple(runs(cells, styles))


def _bands_below(scorecard: Scorecard, steps: int, room: int) -> tuple[Piece, ...]:
    """Name each band under its beginning on the ruler, the agreed one loud; and the maximum.

    The last name may reach beyond the ruler, up to `room` cells in all; what does not fit is short,
    or the figure alone.
    """
    total, scheme = scorecard.agreed, scorecard.scheme
    found = scheme.overall_bands(total.maximum)
    bands = found.bands if found is not None else ()
    end = total.maximum * steps + 1
    starts = [band.lowest * steps for band in bands] or [0]
    limits = [start - 1 for start in starts[1:]]
    limits.append(max(end - len(f" {total.maximum}"), room))
    labels: list[tuple[str, Rating | None]]
    labels = [(str(band.lowest), band.rating) for band in bands] or [("0", None)]
    pieces: list[Piece] = []
    at = 0
    for start, limit, (figure, rating) in zip(starts, limits, labels, strict=True):
        if start < at + bool(at):
            continue
        names = (rating.name, rating.short) if rating is not None else ()
        name = next((f" {n}" for n in names if width_of(f"{figure} {n}") <= limit - start), "")
        style = rating_style(scheme, rating) if rating == total.overall and rating else "quiet"
        pieces += [Piece(" " * (start - at) + figure, "quiet"), Piece(name, style)]
        at = start + width_of(figure + name)
    last = str(total.maximum)
    if at < end - len(last):
        pieces.append(Piece(" " * (end - len(last) - at) + last, "quiet"))
    return tuple(pieces)

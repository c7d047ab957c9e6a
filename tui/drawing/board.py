"""The board as lines: one row per standard, one column per question that several ask."""

from collections.abc import Iterator, Sequence, Set
from typing import NamedTuple

from core.discretion import Answer
from core.patterns import Pattern, patterns_in
from core.scheme import Domain, Rating, Scheme
from core.scorecard import SETTLED, UNAPPLIED, Considered, Scorecard, StandardScore
from core.standard_result import KeyQuestionResult, StandardResult
from core.weighing_words import pattern_words
from core.wording import count_words, listed, no_figures_words, percent_words, plural
from tui.drawing.lines import BLANK, Line, Piece, cut, fit, padded, width_of
from tui.drawing.ratings import rating_piece, rating_style
from tui.drawing.reasons import (
    FEW_WORDS,
    LEVELS,
    NUMBERED,
    SEPARATORS,
    SINGLE_WORDS,
    reason_words,
)
from tui.state.columns import column_of, place_of
from tui.state.view import View

LOWEST, NEAR, FEW = "◂", "≈", "▫"
CURSOR, FLAG, DONE, LATER = "▶", "⚑", "✓", "…"
JUDGED, JUDGED_SHORT = "inspector's judgement", "judgement"
PERCENT = 4
ROOMY = 100
LEAST_TITLE = 8


class BoardRow(NamedTuple):
    """One row of the board, and the standard that it belongs to (None for headings)."""

    line: Line
    standard: str | None = None


class Plan(NamedTuple):
    """How wide each column is. `marks` is how many marks follow a figure.

    If they are fewer than three, the mark of few cases is between count and percentage.
    """

    title: int
    rating: int
    counts: int
    marks: int
    columns: int
    flags: int
    heading: int
    roomy: bool
    gap: int = 1
    reasons: int = SINGLE_WORDS
    titles: int = 0

    @property
    def figure(self) -> int:
        """The width of one figure with its marks and the gap before it."""
        return self.gap + self.counts + (1 if self.counts else 0) + PERCENT + self.marks

    @property
    def cell(self) -> int:
        """The width of a column: its figures, and where there is room its heading."""
        return max(self.figure, self.heading) if self.roomy else self.figure

    @property
    def figures_at(self) -> int:
        """Where the figures begin."""
        return 7 + self.title + 1 + self.rating + (3 if self.roomy else 2)

    @property
    def plain_title(self) -> int:
        """The width of a title where a row has no figures and the columns are narrow."""
        room = self.title + self.columns * self.cell + self.flags
        return min(self.titles, room - len(JUDGED_SHORT) - len(f"{DONE} changed") - 3)


def plan_for(scorecard: Scorecard, width: int) -> Plan:
    """Choose the widest layout that fits: full words first, then shorter ones."""
    scheme = scorecard.scheme
    titles = max(width_of(standard.title) for standard in scheme.standards)
    names = max(width_of(rating.name) for rating in scheme.ratings)
    shorts = sorted(len(rating.short) for rating in scheme.ratings)
    changed = shorts[-1] + 3 + shorts[-2]
    results = [score.result for score in scorecard.standards]
    count = max((width_of(_count(q)) for r in results for q in r.asked), default=0)
    columns = max((len(r.key_questions) for r in results), default=0)
    flags = _states_width(scorecard, SINGLE_WORDS)
    heading = max((width_of(text) for r in results for text in _headings(r)), default=0)
    margin = 1 if width >= ROOMY else 0
    layouts = (
        (titles, names, 3, True),
        (titles, names, 2, True),
        (16, names, 2, True),
        (16, 11, 2, True),
        (16, 11, 2, False),
        (13, 11, 2, False),
        (11, 11, 2, False),
        (16, changed, 2, False),
        (13, changed, 2, False),
        (11, changed, 2, False),
        (12, changed, 2, False),
        (11, changed, 1, False),
    )
    for place, (title, rating, marks, roomy) in enumerate(layouts):
        title, rating = min(title, titles), min(rating, max(names, changed))
        plan = Plan(title, rating, count, marks, columns, flags, heading, roomy)
        plan = plan._replace(titles=titles)
        if place == len(layouts) - 2:
            # The two marks are rarely both there: they can do for the gap as well.
            plan = plan._replace(gap=0)
        if plan.figures_at + columns * plan.cell + 1 + flags <= width - margin:
            return _with_reasons(scorecard, plan, width - margin)
    least = Plan(13, changed, 0, 1, columns, flags, heading, False, titles=titles)
    left = width - least.figures_at - columns * least.cell - 1 - flags
    return least._replace(title=max(LEAST_TITLE, min(titles, least.title + left)))


def _states_width(scorecard: Scorecard, reasons: int) -> int:
    """Return the width of the widest row end, decided or not: a decision must not move columns."""
    flags = [f"{DONE} changed"]
    for score in scorecard.standards:
        flags += _decided_flag(score), _open_flag(score, reasons)
    return max(map(width_of, flags))


def _with_reasons(scorecard: Scorecard, plan: Plan, width: int) -> Plan:
    """Say why standards are open in the longest words that fit every row.

    The marks after the figures say less than the words do, so they move closer for them.
    """
    plans = [plan, plan._replace(marks=2)] if plan.marks == 3 else [plan]
    for reasons in LEVELS[:-1]:
        flags = _states_width(scorecard, reasons)
        for each in plans:
            if each.figures_at + each.columns * each.cell + 1 + flags <= width:
                return each._replace(flags=flags, reasons=reasons)
    return plan


def _headings(result: StandardResult) -> list[str]:
    return [each.question.heading or each.question.theme for each in result.key_questions]


def board_rows(
    scorecard: Scorecard,
    view: View,
    plan: Plan,
    width: int,
    room: int,
    changed: Set[str] = frozenset(),
    fold: bool = False,
) -> list[BoardRow]:
    """Draw the whole board for `width` cells; blank rows and sub-headings only where `room` is.

    `plan`: how wide its columns are, from `plan_for`.
    `changed`: key questions whose figures are those of a what-if. `fold`: draw a domain of
    judgements in one line while nothing in it is selected or changed.
    """
    shown = view.shown(scorecard)
    rows: list[BoardRow] = []
    by_domain = [
        (domain, [s for s in shown if s.standard.domain == domain.id])
        for domain in scorecard.scheme.domains
    ]
    filled = [(domain, scores) for domain, scores in by_domain if scores]
    needed = len(shown) + len(filled)
    own = sum(bool(_own_headings(score)) for score in shown)
    headed = fold or needed + own <= room
    spaced = not fold and needed + own + len(filled) <= room
    legend = any(score.result.asked for score in shown)
    for domain, scores in filled:
        if spaced:
            rows.append(BoardRow(BLANK))
        if fold and _foldable(scores, view):
            folded = _folded_line(domain, scores, width)
            explained = _with_legend(folded, scorecard.scheme, plan, width) if legend else folded
            legend = legend and explained is folded
            rows.append(BoardRow(explained, scores[0].id))
            continue
        heading = _domain_line(scorecard, domain, scores, plan)
        explained = _with_legend(heading, scorecard.scheme, plan, width) if legend else heading
        legend = legend and explained is heading
        rows.append(BoardRow(explained))
        figures = any(score.result.key_questions for score in scores)
        titles = plan.title if figures or plan.roomy else max(plan.title, plan.plain_title)
        for score in scores:
            if headed and _own_headings(score):
                rows.append(BoardRow(_own_heading_line(score, plan)))
            rows.append(BoardRow(_standard_line(score, view, plan, changed, titles), score.id))
    if not shown:
        rows.append(BoardRow(Line((Piece("  No standard is open to discretion.", "quiet"),))))
    return rows


def _domain_line(
    scorecard: Scorecard,
    domain: Domain,
    scores: Sequence[StandardScore],
    plan: Plan,
) -> Line:
    pattern = next(iter(patterns_in(scorecard, domain).patterns), None)
    sample = scorecard.evidence.sample(domain.id)
    name = f" {domain.id} {domain.title}"
    forms = (f" · {plural(sample.cases, 'case')}", f" · {sample.cases}") if sample else ()
    themes = (
        [theme.heading for theme in domain.themes] if any(s.result.asked for s in scores) else []
    )
    drivers = [theme.heading for theme in pattern.themes] if pattern is not None else []
    headings = _headings_line(themes, plan, drivers)
    room = len(headings[0].text) - 1 if headings else plan.figures_at + plan.columns * plan.cell
    title = fit(name, min(width_of(name), room))
    left = max(0, room - width_of(title))
    # A number cut short would be another number.
    cases = next((form for form in forms if width_of(form) <= left), "")
    said = _pattern_words(pattern, left - width_of(cases) - 1)
    used = width_of(title) + width_of(cases) + width_of(said)
    line = [Piece(title, "accent"), Piece(cases, "quiet"), Piece(said, "attention")]
    if headings:
        line += [Piece(" " * (room + 1 - used)), *headings[1:]]
    return Line(tuple(line))


def _foldable(scores: Sequence[StandardScore], view: View) -> bool:
    """Return whether every standard of a domain is a judgement as proposed, and none selected."""
    return all(
        score.result.judged and score.rating == score.result.rating and score.id != view.standard
        for score in scores
    )


def _folded_line(domain: Domain, scores: Sequence[StandardScore], width: int) -> Line:
    """Draw a domain of judgements in one line: each standard's rating, and how many are agreed."""
    pieces = [Piece(f" {domain.id} {domain.title}", "accent")]
    for score in scores:
        pieces.append(Piece("  " if score is scores[0] else " "))
        short = score.rating.short if score.rating is not None else "–"
        pieces.append(rating_piece(score.result.scheme, score.rating, short))
    agreed = sum(score.considered is Considered.AGREED for score in scores)
    pieces.append(Piece(f"  {agreed} of {len(scores)} agreed", "quiet"))
    return cut(Line(tuple(pieces)), width)


def _with_legend(heading: Line, scheme: Scheme, plan: Plan, width: int) -> Line:
    """Explain the marks at the right edge, quietly, in the longest words that there is room for."""
    near: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    if scheme.has_discretion and (plan.counts or plan.marks > 2):
        near, short = (f"{NEAR} near a boundary",), (f"{NEAR} near",)
        if scheme.criteria.small_sample:
            near, short = (*near, f"{FEW} few cases"), (*short, f"{FEW} few")
    lowest, opened = f"{LOWEST} lowest", f"{FLAG} open"
    discretion = f"{opened} to discretion" if scheme.has_discretion else opened
    forms = (
        (lowest, *near, discretion, f"{DONE} decided"),
        (lowest, *near, opened, f"{DONE} decided"),
        (lowest, *near, opened),
        (lowest, *short, opened),
        (lowest, *short),
    )
    end = min(width - 1, plan.figures_at + plan.columns * plan.cell + 1 + plan.flags)
    room = end - width_of(heading.text)
    marks = next((m for form in forms if width_of(m := "  ".join(form)) + 2 <= room), "")
    if not marks:
        return heading
    return Line((*heading.pieces, Piece(fit(marks, room, right=True), "quiet")))


def _pattern_words(pattern: Pattern | None, room: int) -> str:
    """Say which question is lowest in the domain's standards, in the longest form that fits."""
    if pattern is None:
        return ""
    phrase = listed(tuple(theme.phrase for theme in pattern.themes))
    throughout = "nearly throughout" if pattern.excepted else "throughout"
    forms = [f" · {pattern_words(pattern)}", f" · lowest {throughout}: {phrase}"]
    if not pattern.excepted:
        forms.append(f" · lowest: {phrase}")
    return next((form for form in forms if width_of(form) <= room), "")


def _headings_line(
    headings: Sequence[str], plan: Plan, loud: Sequence[str] = ()
) -> tuple[Piece, ...]:
    """Set headings so that each ends over its percentages, the first piece being blank.

    A long one reaches over their marks, and the first into the room to its left; where the
    columns are too narrow for the longest heading, each but the first is its first word.
    """
    pieces: list[Piece] = []
    at = 0
    for number, text in enumerate(headings):
        begin = plan.figures_at + number * plan.cell
        words = text if plan.heading <= plan.cell else text.split(" ")[0]
        room = plan.cell - (number < len(headings) - 1)
        shown = words if not number else fit(words, min(width_of(words), room))
        place = begin + plan.cell - plan.marks - width_of(shown)
        place = max(place, at + 1, begin + 1 if number or plan.roomy else 0)
        pieces += [Piece(" " * (place - at)), Piece(shown, "loud" if text in loud else "quiet")]
        at = place + width_of(shown)
    return tuple(pieces)


def _own_headings(score: StandardScore) -> list[str]:
    return [q.question.heading for q in score.result.key_questions if q.question.heading]


def _own_heading_line(score: StandardScore, plan: Plan) -> Line:
    return Line(_headings_line(_own_headings(score), plan))


def _standard_line(
    score: StandardScore, view: View, plan: Plan, changed: Set[str], titles: int
) -> Line:
    """Draw number, title, rating, score, figures and state, in this order at every size.

    `titles`: how wide they are in this domain, so that its ratings stand under each other. One
    without figures uses their room for whole titles where columns are narrow.
    """
    chosen = score.id == view.standard
    scheme = score.result.scheme
    pieces = [
        Piece(f" {CURSOR} " if chosen else "   ", "accent"),
        Piece(padded(score.id, 4), "strong" if score.to_consider else "text"),
    ]
    mark = "–" if score.score is None else str(score.score)
    figures = bool(score.result.key_questions)
    # Where columns touch, the title gives them the cell that keeps the score apart.
    tight = figures and not plan.gap
    pieces.append(Piece(padded(score.standard.title, titles - tight) + " "))
    pieces += _ratings(scheme, score, plan.rating)
    pieces.append(Piece(f" {mark} " if plan.roomy or tight else f" {mark}", "strong"))
    pieces += _figures(score, view, plan, changed) if figures else _no_figures(score, plan)
    pieces += _state(score, plan)
    return Line(tuple(pieces), chosen)


def _ratings(scheme: Scheme, score: StandardScore, width: int) -> Iterator[Piece]:
    """The agreed rating; where it differs from the evidence's, both side by side."""
    agreed, by_evidence = score.rating, score.result.rating
    if agreed is None or by_evidence is None or agreed == by_evidence:
        yield rating_piece(scheme, agreed, padded(_name(agreed, width), width))
        return
    forms = (
        (agreed.name, by_evidence.name),
        (agreed.name, by_evidence.short),
        (agreed.short, by_evidence.short),
    )
    first, second = next((f for f in forms if width_of(" ← ".join(f)) <= width), forms[-1])
    yield rating_piece(scheme, agreed, first)
    yield Piece(" ← ", "quiet")
    yield rating_piece(scheme, by_evidence, padded(second, max(0, width - width_of(first) - 3)))


def _name(rating: Rating | None, width: int) -> str:
    if rating is None:
        return "not rated" if width >= len("not rated") else "–"
    return rating.name if width_of(rating.name) <= width else rating.short


def _count(result: KeyQuestionResult) -> str:
    return count_words(result.evidence.figures)


def _figures(score: StandardScore, view: View, plan: Plan, changed: Set[str]) -> Iterator[Piece]:
    columns = column_of(score.result)
    chosen = place_of(view.question, columns) if score.id == view.standard else None
    gap = " " * (plan.cell - plan.figure)
    for column in range(plan.columns):
        result = columns.get(column)
        if result is None:
            yield Piece(" " * plan.cell)
            continue
        yield Piece(gap)
        shown = "cell" if column == chosen else "banner" if result.id in changed else ""
        yield from _cell(score.result, result, plan, shown)


def _cell(
    standard: StandardResult, result: KeyQuestionResult, plan: Plan, shown_as: str
) -> Iterator[Piece]:
    lowest = result.id in standard.driven_by
    near, few, between = NEAR if result.near_boundaries else "", _few(result), " "
    marks = [LOWEST if lowest else "", near, few]
    if plan.marks < 3:
        between = few or " " if plan.counts else ""
        marks = [marks[0] or " ", near if plan.counts else near or few][: plan.marks]
    shown = padded("".join(marks), plan.marks)
    if not result.applicable:
        count, percent = ("n/a", "") if plan.counts >= 3 else ("", "n/a")
    else:
        count, percent = _count(result), percent_words(result.percent)
    rating = result.band.rating if result.band else None
    style = shown_as or (rating_style(standard.scheme, rating) if lowest else "text")
    percentage = fit(percent, PERCENT, right=True)
    if plan.gap:
        yield Piece(" ")
    if not plan.counts:
        yield Piece(percentage, style)
    elif between == " ":
        yield Piece(f"{fit(count, plan.counts, right=True)} {percentage}", style)
    else:
        yield Piece(fit(count, plan.counts, right=True), style)
        yield Piece(between, shown_as or "attention")
        yield Piece(percentage, style)
    yield Piece(shown, "loud" if lowest else "attention")


def _few(result: KeyQuestionResult) -> str:
    return FEW if result.small_sample is Answer.MET else ""


def _no_figures(score: StandardScore, plan: Plan) -> Iterator[Piece]:
    result = score.result
    judged = result.judged and not score.standard.discretion
    yield Piece(" " * (1 + plan.cell - plan.figure) if plan.roomy else "  ")
    judgement = JUDGED if plan.roomy else JUDGED_SHORT
    yield Piece(judgement if judged else no_figures_words(result), "quiet")


def _state(score: StandardScore, plan: Plan) -> Iterator[Piece]:
    words = _flag(score, plan.reasons)
    if plan.reasons >= FEW_WORDS:
        # Where the room is small, a row with one criterion still has room to say it in full.
        forms = [_flag(score, level) for level in (NUMBERED, FEW_WORDS)]
        forms.append(words.replace(SEPARATORS[SINGLE_WORDS], SEPARATORS[FEW_WORDS]))
        words = next((form for form in forms if width_of(form) <= plan.flags), words)
    if not words:
        return
    yield Piece(" ")
    yield Piece(words, _state_style(score))


def _state_style(score: StandardScore) -> str:
    if score.considered in UNAPPLIED:
        return "alarm"
    if score.considered in SETTLED:
        return "settled"
    return "loud" if score.open is Answer.MET else "attention"


def _flag(score: StandardScore, reasons: int) -> str:
    """Return the end of a row, as a mark and words: the decision, or else why it is open."""
    return _decided_flag(score) or _open_flag(score, reasons)


def _decided_flag(score: StandardScore) -> str:
    considered = score.considered
    if considered in UNAPPLIED:
        return f"{FLAG} {considered.value}"
    if considered in SETTLED:
        return f"{DONE} {considered.value}"
    if considered is Considered.DEFERRED:
        return f"{LATER} deferred"
    return ""


def _open_flag(score: StandardScore, reasons: int) -> str:
    words = reason_words(score, reasons)
    return f"{FLAG} {words}" if words else ""

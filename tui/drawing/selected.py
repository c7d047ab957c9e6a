"""The selected standard as lines: its figures among the boundaries, and the criteria in words."""

from collections.abc import Sequence
from typing import NamedTuple

from core.discretion import Answer
from core.evidence import Prompt
from core.interval import Interval
from core.judgements import fewest_judgements, judgement_outcomes
from core.patterns import patterns_in
from core.record_words import decision_facts, interest_words
from core.scheme import Scheme
from core.scorecard import UNAPPLIED, Considered, Scorecard, StandardScore
from core.standard_result import KeyQuestionResult, StandardResult
from core.weighing_words import (
    allowed_words,
    fewest_words,
    judgement_outcome_words,
    pattern_words,
    population_words,
)
from core.wording import (
    considered_words,
    count_words,
    counts_words,
    criteria_words,
    figures_words,
    interval_words,
    near_boundary_words,
    no_figures_words,
    one_judgement_assumption_words,
    open_words,
    other_questions_words,
    percent_words,
    rounding_words,
    small_sample_words,
    taken_as_whole_words,
)
from tui.drawing.board import CURSOR, LOWEST
from tui.drawing.lines import (
    Line,
    Part,
    Piece,
    cut,
    fit,
    line,
    padded,
    runs,
    width_of,
    wrap,
    wrap_paragraphs,
)
from tui.drawing.ratings import gauge, rating_piece, rating_style
from tui.drawing.reasons import FULL, reason_words
from tui.state.columns import question_at
from tui.state.scene import Scene
from tui.state.view import View

ANSWER_MARKS = {
    Answer.MET: "■",
    Answer.POSSIBLE: "◧",
    Answer.UNKNOWN: "?",
    Answer.NOT_MET: "–",
}
ANSWER_STYLES = {
    Answer.MET: "loud",
    Answer.POSSIBLE: "attention",
    Answer.UNKNOWN: "attention",
    Answer.NOT_MET: "quiet",
}
# What a standard's title says whole.
TITLED = (Considered.CHANGED, Considered.KEPT)
HEAD = 16
LEAST_SCALE = 21
LONGEST_NAME = 40
# With so many lines of room, the scales keep their figures above them.
HEADED = 11
ANSWER = 11
WITHIN, TRACK, BOUND, BOUND_WITHIN, HERE = "━", "─", "┼", "┿", "●"


def selected_lines(scene: Scene, width: int, room: int | None = None) -> list[Line]:
    """Draw everything about the selected standard, most needed first.

    First why it is open, then what the panel decided, then what is not met and what else bears on
    the rating, with blank lines between them. If that takes more than `room` lines, blank lines and
    times are left out, and a decided standard says first, in one line, why it was open. In very
    little room each interest is one line, too.
    """
    score = scene.scorecard.standard(scene.view.standard)
    start = [_with_rule(title_line(score, width), width), *interest_lines(scene, width)]
    notes = note_lines(scene, width)
    decided = decision_lines(scene, score, width, airy=True) + notes
    if not score.result.key_questions:
        start += fact_lines("figures", no_figures_words(score.result), width)
        if room is None or len(start) + len(decided) <= room:
            return start + decided
        return start + decision_lines(scene, score, width) + notes
    heading, questions = question_lines(scene, width)
    criteria = criteria_of(scene.scorecard, score)
    why_open = open_lines(score, criteria, width)
    rest = quiet_lines(scene.scorecard, score, criteria, width)
    # A decision that is not applied waits for the panel: it comes before everything else.
    waits = score.considered in UNAPPLIED
    gap = [line()] if why_open and decided else []
    below = [*decided, *why_open] if waits else [*why_open, *gap, *decided, line()]
    lines = [*start, *heading, *questions, line(), *below, *rest]
    if room is None or len(lines) <= room:
        return lines
    decided = decision_lines(scene, score, width) + notes
    why = reason_words(score, FULL) if decided and not waits else ""
    brief = fact_lines("open because", why, width) if why else []
    if room < HEADED:
        heading, start = [], [start[0], *interest_lines(scene, width, brief=True)]
    return [*start, *heading, *questions, *brief, *decided, *why_open, *rest]


def interest_lines(scene: Scene, width: int, *, brief: bool = False) -> list[Line]:
    """Draw the interests that members declared in the selected standard; `brief`: a line each."""
    lines: list[Line] = []
    for interest in scene.shown.details.interests_in(scene.view.standard):
        words = interest_words(interest, standards=False)
        words = fit(words, _hung(width)).rstrip() if brief else words
        lines += fact_lines("interest", words, width, "attention")
    return lines


def note_lines(scene: Scene, width: int) -> list[Line]:
    """Draw the notes on the selected standard, oldest first."""
    lines: list[Line] = []
    for note in scene.shown.notes:
        if note.standard == scene.view.standard:
            at = note.at.astimezone().strftime("%H:%M")
            lines += fact_lines(f"note {at}", note.text, width)
    return lines


def title_line(score: StandardScore, width: int) -> Line:
    """Draw number, title, rating, and whether it is open or what the panel has settled."""
    scheme, result = score.result.scheme, score.result
    parts: list[Part] = [Piece(f" {score.id} {score.standard.title}  ", "accent")]
    if result.rating is not None:
        shape = Piece(gauge(scheme, score.rating) + " ", rating_style(scheme, score.rating))
        parts += [shape, rating_piece(scheme, score.rating)]
        if score.rating != result.rating:
            parts += [Piece(" ← ", "quiet"), rating_piece(scheme, result.rating)]
        parts.append(Piece("  "))
    parts.append(state_piece(score))
    if not score.standard.counted:
        parts.append(Piece(" · rated, but not counted in the score", "quiet"))
    return cut(line(*parts), width)


def state_piece(score: StandardScore) -> Piece:
    """Say whether a standard is open, or that the panel has changed or kept its rating."""
    if score.considered in TITLED:
        return Piece(f"✓ {score.considered.value}", "settled")
    style = ANSWER_STYLES[score.open] if score.open is not None else "quiet"
    return Piece(open_words(score), style)


def _with_rule(title: Line, width: int) -> Line:
    """Draw a line from the title to the right edge, which shows that a new part begins."""
    left = width - width_of(title.text) - 3
    return line(*title.pieces, "  ", Piece(TRACK * left, "rule")) if left > 0 else title


class Columns(NamedTuple):
    """How the key questions' lines are divided, in cells."""

    numbers: int
    names: tuple[str, ...]
    counts: int
    scale: int

    @property
    def name(self) -> int:
        """The width of the longest name."""
        return max((width_of(name) for name in self.names), default=0)


def question_lines(scene: Scene, width: int) -> tuple[list[Line], list[Line]]:
    """Draw each key question: figures, place among the boundaries, interval, marks in words.

    First comes the line with the figures of the boundaries over the scales, if there is one.
    """
    score = scene.scorecard.standard(scene.view.standard)
    results = score.result.key_questions
    was = tuple(_was(scene, result) for result in results)
    aside = max((width_of(words or flags(r)) for words, r in zip(was, results, strict=True)))
    columns = _columns(score, tuple(result.label for result in results), width, aside)
    if columns.scale < LEAST_SCALE:
        short = tuple(r.question.theme or r.question.heading or r.label for r in results)
        columns = _columns(score, short, width, aside)
    chosen = question_at(score.result, scene.view.question)
    heading = [_scale_heading(score, columns)] if columns.scale >= LEAST_SCALE else []
    return heading, [
        _question_line(score, result, result is chosen, name, columns, width, words)
        for result, name, words in zip(results, columns.names, was, strict=True)
    ]


def _scale_heading(score: StandardScore, columns: Columns) -> Line:
    before = 4 + columns.numbers + 1 + columns.name + 1 + columns.counts + 1 + 4 + 2
    return line(" " * before, bounds_piece(score.result.scheme, columns.scale))


def bounds_piece(scheme: Scheme, width: int) -> Piece:
    """Print 0, the boundaries and 100 over their places on a scale."""
    figures = ""
    for bound in (0, *scheme.boundaries, 100):
        middle = round(bound * (width - 1) / 100) - len(str(bound)) // 2
        place = max(0, min(middle, width - len(str(bound))))
        if place >= len(figures) + bool(figures):
            figures = figures.ljust(place) + str(bound)
    return Piece(figures, "quiet")


def _columns(score: StandardScore, names: tuple[str, ...], width: int, aside: int) -> Columns:
    results = score.result.key_questions
    names = tuple(fit(name, min(LONGEST_NAME, width_of(name))) for name in names)
    counts = max((width_of(count_words(r.evidence.figures)) for r in results), default=0)
    numbers = max(len(r.id) for r in results)
    columns = Columns(numbers, names, counts, 0)
    fixed = 4 + numbers + 1 + columns.name + 1 + counts + 1 + 4 + 2 + 1 + 6 + 1 + aside + 1
    return columns._replace(scale=max(0, min(61, width - fixed)))


def _question_line(
    score: StandardScore,
    result: KeyQuestionResult,
    chosen: bool,
    name: str,
    columns: Columns,
    width: int,
    was: str,
) -> Line:
    scheme = score.result.scheme
    lowest = result.id in score.result.driven_by
    style = rating_style(scheme, result.band.rating if result.band else None)
    parts: list[Part] = [
        Piece(f" {CURSOR if chosen else ' '}", "accent"),
        Piece(f"{LOWEST if lowest else ' '} ", "loud"),
        Piece(f"{padded(result.id, columns.numbers)} ", "quiet"),
        Piece(padded(name, columns.name) + " ", "strong" if lowest else "text"),
    ]
    if not result.applicable:
        return cut(line(*parts, Piece("no relevant cases: not part of the rating", "quiet")), width)
    parts.append(Piece(fit(count_words(result.evidence.figures), columns.counts, right=True) + " "))
    parts.append(Piece(fit(percent_words(result.percent), 4, right=True) + "  ", style))
    if columns.scale >= LEAST_SCALE and result.percent is not None:
        parts += scale_pieces(scheme, result.percent, result.interval, columns.scale, style)
        parts.append(" ")
    parts.append(Piece(fit(interval_words(result.interval), 6, right=True) + " ", "quiet"))
    parts.append(Piece(was, "banner") if was else Piece(flags(result), "attention"))
    return cut(line(*parts), width)


def _was(scene: Scene, result: KeyQuestionResult) -> str:
    """Return the figure of the evidence beside a what-if, or the earlier one where it changed."""
    score = scene.scorecard.standard(scene.view.standard)
    if score.considered is Considered.EVIDENCE_CHANGED and score.decision is not None:
        then = [e.figures for e in score.decision.evidence if e.key_question == result.id]
        words = figures_words(then[0]) if then else "not in the file"
        return f"was {words}" if words != figures_words(result.evidence.figures) else ""
    if result.id not in scene.changed:
        return ""
    evidence = scene.meeting.scorecard.standard(scene.view.standard).result
    return f"was {figures_words(evidence.key_question(result.id).evidence.figures)}"


def scale_pieces(
    scheme: Scheme, percent: int, interval: Interval | None, width: int, style: str
) -> list[Piece]:
    """Draw 0 to 100: boundaries, the interval as a thicker run, the percentage as a dot."""
    last = width - 1
    cells = [TRACK] * width
    styles = ["rule"] * width
    if interval is not None:
        for place in range(round(interval.low * last / 100), round(interval.high * last / 100) + 1):
            cells[place], styles[place] = WITHIN, "quiet"
    for bound in scheme.boundaries:
        place = round(bound * last / 100)
        cells[place] = BOUND_WITHIN if cells[place] == WITHIN else BOUND
        styles[place] = "text"
    here = round(percent * last / 100)
    cells[here], styles[here] = HERE, style
    return runs(cells, styles)


def flags(result: KeyQuestionResult) -> str:
    """Say what is near or few about a key question, in single words."""
    words = []
    words += [f"near {bound}" for bound in result.near_boundaries]
    if result.small_sample is Answer.MET:
        words.append("few")
    elif result.small_sample is Answer.POSSIBLE:
        words.append("few?")
    if result.rounding in (Answer.MET, Answer.POSSIBLE):
        words.append("rounded" if result.rounding is Answer.MET else "rounded?")
    return " · ".join(words)


def criteria_lines(scorecard: Scorecard, score: StandardScore, width: int) -> list[Line]:
    """Draw the criteria, those that are met first, and what else bears on the rating."""
    criteria = criteria_of(scorecard, score)
    return open_lines(score, criteria, width) + quiet_lines(scorecard, score, criteria, width)


class Criterion(NamedTuple):
    """A criterion of a standard: its name, its answer, and its figures in words."""

    name: str
    answer: Answer
    words: str


def criteria_of(scorecard: Scorecard, score: StandardScore) -> tuple[Criterion, ...]:
    """Return the criteria of a standard with their answers; none without figures."""
    result, found = score.result, score.result.discretion
    if not result.asked:
        return ()
    outcomes = judgement_outcomes(scorecard, score.id)
    judgements = " · ".join(judgement_outcome_words(each) for each in outcomes)
    has = scorecard.scheme.criteria
    criteria = [Criterion("near boundary", found.near_boundary, near_boundary_words(result))]
    if has.one_judgement:
        words = (judgements or _fewest(result)) + one_judgement_assumption_words(result)
        criteria.append(Criterion("one judgement", found.one_judgement, words))
    if has.small_sample:
        criteria.append(Criterion("small sample", found.small_sample, small_sample_words(result)))
    return tuple(criteria)


def open_lines(score: StandardScore, criteria: Sequence[Criterion], width: int) -> list[Line]:
    """Draw why the standard is open: the criteria that are met, then those that may be."""
    if not score.result.asked:
        return fact_lines("figures", criteria_words(score.result).near_boundary, width)
    return [
        row
        for wanted in (Answer.MET, Answer.POSSIBLE, Answer.UNKNOWN)
        for each in criteria
        if each.answer is wanted
        for row in criterion_lines(each.name, each.answer, each.words, width)
    ]


def quiet_lines(
    scorecard: Scorecard, score: StandardScore, criteria: Sequence[Criterion], width: int
) -> list[Line]:
    """Draw, quietly, the criteria that are not met and what else bears on the rating."""
    result = score.result
    if not result.asked:
        return []
    lines = [
        row
        for each in criteria
        if each.answer is Answer.NOT_MET
        for row in criterion_lines(each.name, each.answer, each.words, width)
    ]
    lines += fact_lines("other questions", other_questions_words(result), width, "quiet")
    for pattern in _patterns(scorecard, score):
        lines += fact_lines("common factor", pattern, width, "quiet")
    for each in result.asked:
        if each.id in result.driven_by[:1]:
            words = f"{each.id}: {allowed_words(result.scheme, each)}"
            population = population_words(result.scheme, each.sample)
            words += f"; {population}" if population else ""
            lines += fact_lines("margin of error", words, width, "quiet")
    rounding = rounding_words(result)
    if rounding:
        lines += fact_lines("rounding", rounding, width)
    for words in taken_as_whole_words(result):
        lines += fact_lines("counts", words, width)
    for each in result.asked:
        figures = each.evidence.figures
        if each.id in result.driven_by and figures.count is None and not each.taken_as_whole:
            counts = f"{each.percent}% in {each.id} could be {counts_words(each.counts)}"
            lines += fact_lines("counts", counts, width)
    notes = [q.evidence.note for q in result.key_questions if q.evidence.note]
    for note in (
        [result.evidence.note] if result.evidence and result.evidence.note else []
    ) + notes:
        lines += fact_lines("note", note, width)
    return lines


def _patterns(scorecard: Scorecard, score: StandardScore) -> list[str]:
    """Say the pattern of the standard's domain, where there is one that it is part of."""
    domain = scorecard.scheme.domain(score.standard.domain)
    patterns = patterns_in(scorecard, domain).patterns
    return [pattern_words(pattern) for pattern in patterns if score.id in pattern.asked]


def _fewest(result: StandardResult) -> str:
    """Say how many judgements it would take where a single one changes nothing."""
    fewest = fewest_judgements(result)
    none = "no single judgement changes the rating"
    if fewest is None:
        return none
    return "; ".join([none, *(words for words in fewest_words(result, fewest) if words)])


def criterion_lines(head: str, answer: Answer, words: str, width: int) -> list[Line]:
    """Draw a criterion: its name, its answer as mark and word, and why; one not met is quiet."""
    mark = Piece(padded(f"{ANSWER_MARKS[answer]} {answer.value}", ANSWER), ANSWER_STYLES[answer])
    quiet = answer is Answer.NOT_MET
    name = Piece(f" {padded(head, HEAD)}", "quiet" if quiet else "strong")
    return _hanging([name, mark], wrap(words, _hung(width)), "quiet" if quiet else "text")


def fact_lines(head: str, words: str, width: int, style: str = "text") -> list[Line]:
    """Draw a fact other than a criterion: its name and its words, paragraph by paragraph."""
    name = padded(head, max(HEAD, width_of(head) + 1))
    start = [Piece(f" {name}", "quiet"), Piece(" " * (INDENT - 1 - width_of(name)))]
    return _hanging(start, wrap_paragraphs(words, _hung(width)), style)


INDENT = 1 + HEAD + ANSWER


def _hung(width: int) -> int:
    """Return the cells that words have after a name and an answer."""
    return max(20, width - INDENT - 1)


def _hanging(start: Sequence[Part], rows: Sequence[str], style: str) -> list[Line]:
    first = line(*start, Piece(rows[0], style))
    return [first, *(line(" " * INDENT, Piece(row, style)) for row in rows[1:])]


def decision_lines(
    scene: Scene, score: StandardScore, width: int, airy: bool = False
) -> list[Line]:
    """Draw what the panel decided, with its reason; nothing where it has not.

    `airy` has room for the day, in a line of its own, and for when and why the wording was
    corrected. Where there is less room, what the standard's title says too comes last.
    """
    entry = score.decision
    if entry is None:
        return []
    at = "" if airy else entry.at.astimezone().strftime(" (%H:%M)")
    unapplied = score.considered in UNAPPLIED
    style = "alarm" if unapplied else "settled"
    panel = fact_lines("panel", f"{considered_words(score)}{at}", width, style)
    last = not airy and score.considered in TITLED
    lines = [] if last else panel
    if unapplied:
        confirm = score.considered is Considered.EVIDENCE_CHANGED
        remedy = "decide again to confirm it for these figures, or " if confirm else ""
        lines += fact_lines("", f"the decision is not applied: {remedy}withdraw it", width)
    for fact in decision_facts(scene.shown, score, times=airy):
        lines += fact_lines(
            fact.name, fact.words, width, "strong" if fact.name == "reason" else "text"
        )
    return [*lines, *panel] if last else lines


def prompt_lines(score: StandardScore, view: View, width: int, every: bool = False) -> list[Line]:
    """Draw the prompts of the key question under the cursor, or of all of the standard's."""
    chosen = question_at(score.result, view.question)
    lines: list[Line] = []
    for result in score.result.key_questions:
        if not every and result is not chosen:
            continue
        lines += [line()] if lines else []
        heading = [Piece(f" {result.id} {result.label}", "accent")]
        if result.evidence.wording:
            lines += [line(*heading)]
            lines += [
                line("  ", Piece(row, "quiet")) for row in wrap(result.evidence.wording, width - 4)
            ]
        else:
            lines.append(line(*heading, Piece("  prompts (not scored)", "quiet")))
        if not result.evidence.prompts:
            lines.append(line(Piece("   the session file gives no prompts here", "quiet")))
        lines += [
            _prompt_line(score.result.scheme, prompt, width) for prompt in result.evidence.prompts
        ]
    return lines


def _prompt_line(scheme: Scheme, prompt: Prompt, width: int) -> Line:
    figures = prompt.figures
    percent = figures.whole_percent
    label = min(50, max(20, width - 40))
    scale = max(0, min(41, width - 3 - label - 1 - 5 - 1 - 4 - 2 - 1))
    parts: list[Part] = [
        "   ",
        Piece(padded(prompt.label, label) + " "),
        Piece(fit(count_words(figures) if figures.applicable else "n/a", 5, right=True) + " "),
        Piece(fit(percent_words(percent), 4, right=True) + "  "),
    ]
    if percent is not None and scale >= 11:
        parts += scale_pieces(scheme, percent, None, scale, "strong")
    return cut(line(*parts), width)

"""What the panel weighs, in words: judgements, intervals, patterns, overall rating, comparison."""

from __future__ import annotations

from core.assumptions import Assumption
from core.band_shares import allowed_bands
from core.comparison import Comparison, RatingDifference
from core.evidence import Sample
from core.interval import NOISE, whole_ends
from core.judgements import FewestJudgements, JudgementOutcome, JudgementsNeeded, QuestionJudgements
from core.overall_moves import FewestMoves, Move, OverallMoves
from core.patterns import Pattern, ThemeCell
from core.scheme import Rating, Scheme
from core.standard_result import Distance, KeyQuestionResult, StandardResult
from core.wording import (
    bands_words,
    judgement_words,
    listed,
    number_words,
    overall_words,
    percent_words,
    plural,
    rating_steps,
    ratings_words,
    total_words,
)

SHOWN_SETS = 3


# ---- judgements ---------------------------------------------------------------------------------


def judgement_outcome_words(outcome: JudgementOutcome) -> str:
    """Say a judgement and what follows.

    For example "one more yes in 3.2.3 would make it Outstanding: 27/36, Good".
    """
    jump = "" if abs(outcome.bands) == 1 else f", {_bands(outcome.bands)}"
    words = f"{judgement_words(outcome.judgement)}{jump}"
    overall = f", {outcome.total.overall.name}" if outcome.total.overall else ""
    return f"{words}: {total_words(outcome.total)}{overall}"


def _bands(bands: int) -> str:
    return f"{bands_words(bands)} {'up' if bands > 0 else 'down'}"


def fewest_words(result: StandardResult, fewest: FewestJudgements) -> tuple[str, str]:
    """Say how many judgements a higher and a lower rating would take, up first."""
    ratings = result.scheme.ratings
    return (
        _fewest_words(fewest.up, fewest, result.rating == ratings[-1], "highest"),
        _fewest_words(fewest.down, fewest, result.rating == ratings[0], "lowest"),
    )


def _fewest_words(
    move: JudgementsNeeded | None, fewest: FewestJudgements, at_end: bool, end: str
) -> str:
    direction = "up" if end == "highest" else "down"
    if move is None and (at_end or fewest.known):
        return f"{direction}: it already has the {end} rating"
    if move is None:
        return f"{direction}: the number of relevant cases is not known"
    noun = "more yes" if move.change > 0 else "fewer yes"
    words = f"{direction}: {_range(move.least, move.most)} {noun}"
    if len(move.questions) == 1:
        words += f" in {move.questions[0].key_question}"
    elif move.change > 0:
        words += f" ({listed([_needed(question) for question in move.questions])})"
    else:
        words += f" in {listed([question.key_question for question in move.questions], 'or')}"
    return f"{words} would make it {ratings_words(move.ratings)}"


def _needed(question: QuestionJudgements) -> str:
    return f"{_range(question.least, question.most)} in {question.key_question}"


def _range(least: int, most: int) -> str:
    return (
        number_words(least) if least == most else f"{number_words(least)} to {number_words(most)}"
    )


# ---- the sample ---------------------------------------------------------------------------------


def allowed_words(scheme: Scheme, result: KeyQuestionResult) -> str:
    """Say the interval and its ratings: "80% interval 31–69%: Inadequate to Good"."""
    interval, bands = result.interval, allowed_bands(scheme, result)
    if interval is None or not bands:
        return "no relevant cases" if not result.applicable else "the number of cases is not known"
    if interval.high - interval.low <= NOISE:
        return f"every case was inspected, so {percent_words(result.percent)} is exact"
    low, high = whole_ends(interval)
    ends = f"{low}–{high}%" if low != high else f"{low}%"
    names = [bands[0].rating.name, bands[-1].rating.name]
    return f"80% interval {ends}: {names[0] if len(bands) == 1 else ' to '.join(names)}"


def population_words(scheme: Scheme, sample: Sample | None) -> str:
    """Say that the population is not known, with the reports' own margin; "" where it is known."""
    if sample is not None and sample.eligible is not None:
        return ""
    words = f"population not given: taken as very large (assumption {Assumption.LARGE_POPULATION})"
    sampling = scheme.sampling
    if sampling is None:
        return words
    return (
        f"{words}; the reports set samples for {sampling.confidence}% confidence and a margin of "
        f"error of {plural(sampling.margin, 'point')}"
    )


# ---- patterns -----------------------------------------------------------------------------------


def pattern_words(pattern: Pattern) -> str:
    """Say a pattern: "lowest in all four standards of court disposals: safety of others"."""
    themes = listed([theme.phrase for theme in pattern.themes])
    several = len(pattern.themes) > 1
    which = "both" if len(pattern.asked) == 2 else f"all {number_words(len(pattern.asked))}"
    if pattern.excepted:
        which = f"{number_words(len(pattern.driven))} of the {number_words(len(pattern.asked))}"
    where = f"{which} standards of {_in_a_sentence(pattern.domain.title)}"
    if len(pattern.asked) < pattern.rated:
        where += f" with {'these themes' if several else 'this theme'}"
    words = f"lowest in {where}: {themes}"
    return f"{words} (not in {listed(pattern.excepted)})" if pattern.excepted else words


def _in_a_sentence(title: str) -> str:
    """A title in lower case, but for its abbreviations."""
    return " ".join(
        word if sum(map(str.isupper, word)) > 1 else word.lower() for word in title.split()
    )


def theme_cell_words(cell: ThemeCell) -> str:
    """Return how a theme's question compares: "lowest in its standard; 3.2.1 100%: …"."""
    if cell.percent is None:
        return "no relevant cases"
    drives = "lowest in its standard" if cell.drives else "not the lowest in its standard"
    if not cell.other_questions:
        return f"{drives}; no other key question"
    groups: dict[tuple[int, int], list[Distance]] = {}
    for each in cell.other_questions:
        groups.setdefault((each.bands, each.points), []).append(each)
    parts = [
        f"{listed([each.key_question.id for each in group])} "
        f"{percent_words(group[0].key_question.percent)}: {_distance(*distance)}"
        for distance, group in groups.items()
    ]
    return "; ".join([drives, *parts])


def _distance(bands: int, points: int) -> str:
    if not points:
        return "level with it"
    side = "above" if points > 0 else "below"
    away = f"{plural(abs(points), 'point')} {side}"
    if not bands:
        return f"same band, {away}"
    return f"{bands_words(bands)} and {away}"


# ---- the overall rating -------------------------------------------------------------------------


def overall_moves_words(moves: OverallMoves, awaited: int = 0) -> tuple[str, ...]:
    """Say what could still change the overall rating, and what cannot happen."""
    if moves.total.overall is None:
        return (overall_words(moves.total, awaited),)
    if not moves.up and not moves.down:
        return ("no standard that is still open can change the overall rating",)
    if moves.fewest_up is None and moves.fewest_down is None:
        return ("the open standards cannot change the overall rating, even all together",)
    words = [move_words(move) for move in moves.single]
    if not words:
        words.append("no single open standard can change the overall rating")
    if moves.total.up is not None:
        words += _moves_words(moves.fewest_up, moves.total.up.rating, "up")
    if moves.total.down is not None:
        words += _moves_words(moves.fewest_down, moves.total.down.rating, "down")
    return tuple(words)


def move_words(move: Move) -> str:
    """Say one move: "2.4 from Good to Outstanding: 31/36, Outstanding"."""
    words = f"{move.standard} from {move.from_rating.name} to {move.to_rating.name}"
    overall = f", {move.total.overall.name}" if move.total.overall else ""
    return f"{words}: {total_words(move.total)}{overall}"


def _moves_words(fewest: FewestMoves | None, rating: Rating, direction: str) -> list[str]:
    if fewest is None:
        move = "raise" if direction == "up" else "lower"
        return [f"the open standards cannot {move} the overall rating to {rating.name}"]
    if fewest.number == 1:
        return []
    standards = f"at least {number_words(fewest.number)} open standards to"
    shown = [listed(move) for move in fewest.sets[:SHOWN_SETS]]
    left = fewest.how_many - len(shown)
    which = "; or ".join(shown) + (f"; or {left} other choices" if left > 1 else "")
    if left == 1:
        which += "; or one other choice"
    change = "rise" if direction == "up" else "drop"
    return [f"{rating.name} would need {standards} {change} a band: {which}"]


# ---- evidence and agreed ratings ----------------------------------------------------------------


def rating_difference_words(scheme: Scheme, difference: RatingDifference) -> str:
    """Say where evidence and panel differ in one standard."""
    standard, points = difference.score.standard, difference.points
    steps = rating_steps(scheme, difference.by_evidence, difference.agreed)
    if not points:
        return f"{standard.id} {standard.title}: {steps}; it is not counted"
    return f"{standard.id} {standard.title}: {steps}; {_points(points)}"


def comparison_words(comparison: Comparison) -> str:
    """Say how the totals compare: "26/36 as agreed, 24/36 on the evidence: 2 points more; …"."""
    if not comparison.differences:
        return "no rating differs from the evidence"
    words = (
        f"{total_words(comparison.agreed)} as agreed, "
        f"{total_words(comparison.by_evidence)} on the evidence: {_points(comparison.points)}"
    )
    agreed, before = comparison.agreed.overall, comparison.by_evidence.overall
    if agreed is None or before is None:
        return words
    if agreed == before:
        return f"{words}; overall {agreed.name} either way"
    return f"{words}; overall {agreed.name}, {before.name} on the evidence"


def _points(points: int) -> str:
    if not points:
        return "no points between them"
    return f"{plural(abs(points), 'point')} {'more' if points > 0 else 'fewer'}"

"""What the panel weighs, in words: what-if, judgements, the sample, the others, history."""

from __future__ import annotations

from collections.abc import Sequence

from core.assumptions import Assumption
from core.comparison import Comparison, Difference
from core.dates import day_words
from core.evidence import Sample
from core.history import HistoryLine
from core.interval import NOISE, whole_ends
from core.judgements import FewestJudgements, FewestMove, JudgementOutcome, QuestionJudgements
from core.outcomes import Outcomes, StandardOutcome, SupposedQuestion
from core.overall_moves import FewestMoves, Move, OverallMoves
from core.patterns import ColumnCell, Distance, Pattern
from core.record import Effect, Entry, Kind
from core.scheme import Rating, Scheme
from core.scorecard import Total
from core.share import allowed_bands
from core.standard_result import KeyQuestionResult, StandardResult
from core.what_if import Change, WhatIf
from core.wording import (
    counts_words,
    judgement_words,
    listed,
    overall_words,
    percent_words,
    plural,
    rating_steps,
    total_words,
)

NUMBERS = (
    *("no", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
SHOWN_SETS = 3


def number_words(number: int) -> str:
    """Return a number as a word up to twelve."""
    return NUMBERS[number] if 0 <= number < len(NUMBERS) else str(number)


# ---- what-if -----------------------------------------------------------------------------------


def change_words(change: Change) -> str:
    """Return a change in words: "one more yes in 3.2.3", "one case and one yes fewer in 3.2.3"."""
    yes, relevant = change.yes, change.relevant
    if not relevant:
        return f"{_more(yes)} yes in {change.key_question}"
    words = f"{_more(relevant)} relevant {'case' if abs(relevant) == 1 else 'cases'}"
    if yes:
        words += f" and {_more(yes)} yes"
    return f"{words} in {change.key_question}"


def _more(number: int) -> str:
    return f"{number_words(abs(number))} {'more' if number > 0 else 'fewer'}"


def what_if_words(what_if: WhatIf) -> str:
    """Return a what-if in words, for the banner."""
    if not what_if.changes:
        return "the evidence, unchanged"
    return "; ".join(change_words(change) for change in what_if.changes)


def ratings_words(ratings: Sequence[Rating | None], none: str = "not rated") -> str:
    """List ratings: "Requires improvement or Good"."""
    return listed([none if rating is None else rating.name for rating in ratings], "or")


def shown_counts_words(outcomes: Outcomes) -> tuple[str, ...]:
    """Say which count the board shows for each percentage that could be one of several.

    For example "2.2.3 is shown as 5 of 7, the lowest of 14 possible counts".
    """
    words = []
    for outcome in outcomes.standards:
        result = outcomes.lowest.standard(outcome.standard.id).result
        for question in outcome.questions:
            count = result.key_question(question.id).evidence.figures.count
            if question.possible > 1 and count is not None:
                words.append(
                    f"{question.id} is shown as {count.yes} of {count.relevant}, the lowest of "
                    f"{question.possible} possible counts"
                )
    return tuple(words)


def standard_outcome_words(outcome: StandardOutcome) -> str:
    """Say what a standard's rating would be, and what it is without the what-if."""
    ratings = [*outcome.ratings, *([None] if outcome.not_rated else [])]
    would_be = f"{outcome.standard.id} {outcome.standard.title}: {ratings_words(ratings)}"
    if ratings == [outcome.before]:
        return f"{would_be}, as now"
    return f"{would_be} (now {ratings_words([outcome.before])})"


def supposed_words(question: SupposedQuestion) -> str:
    """Say what a changed key question would stand for: "8 of 11 or 10 of 14"."""
    words = f"{question.id} {counts_words(question.counts)}"
    if len(question.counts) < question.possible:
        words += f" (possible for {len(question.counts)} of {question.possible} counts)"
    return words


def totals_words(totals: Sequence[Total]) -> str:
    """Return the range of scores: "24 to 26/36"; maxima that differ stand side by side."""
    parts = []
    for maximum in sorted({total.maximum for total in totals}, reverse=True):
        scores = [total.score for total in totals if total.maximum == maximum]
        low, high = min(scores), max(scores)
        parts.append(f"{low}/{maximum}" if low == high else f"{low} to {high}/{maximum}")
    return listed(parts, "or")


def outcome_words(outcomes: Outcomes) -> str:
    """Say score and overall rating that would follow: "24 to 26/36, Good"."""
    overalls = outcomes.overalls
    if overalls == (None,):
        total, awaited = outcomes.totals[0], len(outcomes.lowest.awaited)
        return f"{totals_words(outcomes.totals)}, {overall_words(total, awaited)}"
    return f"{totals_words(outcomes.totals)}, {ratings_words(overalls, 'no overall rating')}"


# ---- judgements --------------------------------------------------------------------------------


def judgement_outcome_words(outcome: JudgementOutcome) -> str:
    """Say a judgement and what follows.

    For example "one more yes in 3.2.3 would make it Outstanding: 27/36, Good".
    """
    jump = "" if abs(outcome.bands) == 1 else f", {_bands(outcome.bands)}"
    words = f"{judgement_words(outcome.judgement)}{jump}"
    overall = f", {outcome.total.overall.name}" if outcome.total.overall else ""
    return f"{words}: {total_words(outcome.total)}{overall}"


def _bands(bands: int) -> str:
    noun = "band" if abs(bands) == 1 else "bands"
    return f"{number_words(abs(bands))} {noun} {'up' if bands > 0 else 'down'}"


def fewest_words(result: StandardResult, fewest: FewestJudgements) -> tuple[str, str]:
    """Say how many judgements a higher and a lower rating would take, up first."""
    ratings = result.scheme.ratings
    return (
        _fewest_words(fewest.up, fewest, result.rating == ratings[-1], "highest"),
        _fewest_words(fewest.down, fewest, result.rating == ratings[0], "lowest"),
    )


def _fewest_words(move: FewestMove | None, fewest: FewestJudgements, at_end: bool, end: str) -> str:
    if move is None and (at_end or fewest.known):
        return f"it has the {end} rating"
    direction = "up" if end == "highest" else "down"
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


# ---- the sample --------------------------------------------------------------------------------


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


# ---- the others --------------------------------------------------------------------------------


def pattern_words(pattern: Pattern) -> str:
    """Say a pattern: "lowest in all four standards of court disposals: safety of others"."""
    themes = listed([theme.phrase for theme in pattern.themes])
    several = len(pattern.themes) > 1
    which = "both" if len(pattern.asked) == 2 else f"all {number_words(len(pattern.asked))}"
    if pattern.excepted:
        which = f"{number_words(len(pattern.driven))} of the {number_words(len(pattern.asked))}"
    where = f"{which} standards of {_in_a_sentence(pattern.domain.title)}"
    if len(pattern.asked) < pattern.rated:
        where += f" that ask about {'them' if several else 'it'}"
    words = f"lowest in {where}: {themes}"
    return f"{words} (not in {listed(pattern.excepted)})" if pattern.excepted else words


def _in_a_sentence(title: str) -> str:
    """A title in lower case, but for its abbreviations."""
    return " ".join(
        word if sum(map(str.isupper, word)) > 1 else word.lower() for word in title.split()
    )


def column_words(cell: ColumnCell) -> str:
    """Return the result of a theme's question in one standard: "lowest; 3.2.1 100%: …"."""
    if cell.percent is None:
        return "no relevant cases"
    drives = "lowest in its standard" if cell.drives else "not the lowest in its standard"
    if not cell.others:
        return f"{drives}; no other key question"
    groups: dict[tuple[int, int], list[Distance]] = {}
    for each in cell.others:
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
    noun = "band" if abs(bands) == 1 else "bands"
    return f"{number_words(abs(bands))} {noun} and {away}"


# ---- the overall rating ------------------------------------------------------------------------


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


# ---- history and comparison --------------------------------------------------------------------


def entry_words(line: HistoryLine) -> str:
    """Say what an entry did: "3.2 changed from Requires improvement to Good"."""
    entry = line.entry
    start = entry.from_rating.name if entry.from_rating else "not rated"
    end = entry.to_rating.name if entry.to_rating else "not rated"
    if entry.kind is Kind.CHANGE:
        return f"{entry.standard} changed from {start} to {end}"
    if entry.kind is Kind.KEEP:
        return f"{entry.standard} kept at {end}"
    if entry.kind is Kind.DEFER:
        return f"{entry.standard} deferred at {end}"
    if entry.kind is Kind.AGREE:
        return _agreed_words(entry, start, end)
    if entry.kind is not Kind.WITHDRAW:
        return _minuted_words(line)
    if entry.to_rating is None:
        return f"note withdrawn (entry {line.replaces})" if line.replaces else "note withdrawn"
    which = f"entry {line.replaces}" if line.replaces else "an entry"
    back = f"stays {end}" if start == end else f"back from {start} to {end}"
    return f"{entry.standard} withdrawn ({which}), {back}"


def _agreed_words(entry: Entry, start: str, end: str) -> str:
    if entry.from_rating == entry.to_rating:
        return f"{entry.standard} agreed as proposed, {end}"
    return f"{entry.standard} agreed as {end}, proposed as {start}"


def _minuted_words(line: HistoryLine) -> str:
    """Say an entry that decides no standard."""
    entry = line.entry
    if entry.kind is Kind.NOTE:
        return f"note on {entry.standard}" if entry.standard else "note"
    if entry.kind is Kind.MEETING:
        day = entry.details.day if entry.details is not None else None
        return f"details of the meeting of {day_words(day)}" if day else "details of the meeting"
    if entry.kind is Kind.CORRECT:
        return f"wording of entry {line.corrects} corrected" if line.corrects else "correction"
    return "reopened" if entry.kind is Kind.REOPEN else "signed off"


def became_words(line: HistoryLine) -> str:
    """Say what became of an entry; "" for one that decides nothing."""
    if line.late:
        return "not applied: recorded after the sign-off"
    if line.withdrawn_by is not None:
        return f"withdrawn by entry {line.withdrawn_by}"
    if line.replaced_by is not None:
        return f"replaced by entry {line.replaced_by}"
    return "stands" if line.stands else ""


def effect_words(effect: Effect) -> str:
    """Say what an entry did to the total: "score 24 to 25, overall Good"."""
    if effect.score_before == effect.score_after:
        words = f"score stays {effect.score_after}"
    else:
        words = f"score {effect.score_before} to {effect.score_after}"
    before, after = effect.overall_before, effect.overall_after
    if before == after:
        return words if after is None else f"{words}, overall stays {after.name}"
    return f"{words}, overall {ratings_words([before], 'none')} to {ratings_words([after], 'none')}"


def difference_words(scheme: Scheme, difference: Difference) -> str:
    """Say where evidence and panel differ in one standard."""
    standard, points = difference.score.standard, difference.points
    steps = rating_steps(scheme, difference.by_evidence, difference.agreed)
    if not points:
        return f"{standard.id} {standard.title}: {steps}; it is not counted"
    return f"{standard.id} {standard.title}: {steps}; {_points(points)}"


def comparison_words(comparison: Comparison) -> str:
    """Say how the totals compare: "26/36 as agreed, 24/36 by the evidence: 2 points more; …"."""
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

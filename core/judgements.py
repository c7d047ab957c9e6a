"""One judgement, in full: what each would lead to; and where none suffices, how many it takes.

A judgement is the answer yes or no to one key question in one case. Source: the second criterion
of "Ratings explained", a differing judgement in one case; how many it takes is ours.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from core.banding import band_of_count
from core.counts import Count
from core.discretion import AskedQuestion, OneJudgement, discretion_of
from core.scheme import Band, Rating, Scheme
from core.scorecard import Scorecard, Total
from core.standard_result import StandardResult, asked_questions
from core.value import Value, replace


class JudgementOutcome(Value):
    """One judgement that changes a standard's rating by `bands` (down when negative).

    `total`: the score and the overall rating that follow, all else as agreed.
    """

    judgement: OneJudgement
    bands: int
    total: Total


class QuestionJudgements(Value):
    """How many judgements one key question needs: `least` to `most` over its possible counts."""

    key_question: str
    least: int
    most: int


class JudgementsNeeded(Value):
    """The fewest judgements that move a standard's rating, `change` (+1 or -1) each.

    `least` to `most` over the possible counts; equal where the counts are known. Up, all the
    `questions` are needed together; down, any one of them does it. `ratings`: those that the
    standard can then have, the lowest first.
    """

    change: int
    least: int
    most: int
    ratings: tuple[Rating, ...]
    questions: tuple[QuestionJudgements, ...]


class FewestJudgements(Value):
    """The fewest judgements to a higher and to a lower rating.

    None where the scheme has no such rating, or where it is not `known`: nobody can tell how many
    cases a percentage stands for.
    """

    up: JudgementsNeeded | None
    down: JudgementsNeeded | None
    known: bool


def judgement_outcomes(scorecard: Scorecard, standard_id: str) -> tuple[JudgementOutcome, ...]:
    """Return every single judgement that changes a standard's rating by the evidence.

    They are given whether or not the scheme has the criterion. A panel's decision on the standard
    was made on other figures, so it does not count in what follows.

    Raises:
        KeyError: The scheme has no standard of that number.
    """
    result, scheme = scorecard.standard(standard_id).result, scorecard.scheme
    if result.rating is None:
        return ()
    outcomes = []
    for judgement in _judgements(result):
        bands = scheme.steps_between(result.rating, judgement.rating)
        if bands:
            total = scorecard.total_if(standard_id, judgement.rating)
            outcomes.append(JudgementOutcome(judgement, bands, total))
    return tuple(outcomes)


def fewest_judgements(result: StandardResult) -> FewestJudgements | None:
    """Return the fewest judgements that change a standard's rating; None without figures.

    Up, every key question below the next band must reach it. Down, the question that takes the
    fewest is enough. Each question's counts are taken on their own.
    """
    scheme, asked = result.scheme, asked_questions(result.asked)
    if not asked:
        return None
    lowest = min((question.band for question in asked), key=_height)
    position = scheme.bands.index(lowest)
    up: JudgementsNeeded | None = None
    known = all(question.counts for question in asked)
    if position + 1 < len(scheme.bands):
        target = scheme.bands[position + 1]
        below = [question for question in asked if question.band.lowest < target.lowest]
        if all(question.counts for question in below):
            up = _fewest_up(scheme, asked, below, target)
    down = _fewest_down(scheme, asked, lowest) if position and known else None
    return FewestJudgements(up, down, known)


def _judgements(result: StandardResult) -> tuple[OneJudgement, ...]:
    scheme = result.scheme
    if scheme.criteria.one_judgement:
        return result.discretion.judgements
    asking = replace(scheme, criteria=replace(scheme.criteria, one_judgement=True))
    return discretion_of(asking, asked_questions(result.asked)).judgements


def least_yes(scheme: Scheme, band: Band, relevant: int) -> int:
    """Return the fewest yes of `relevant` (at least 1) that reach a band: 0 to `relevant`.

    Solved from the rounding rule in whole numbers.
    """
    hundredths = band.lowest * relevant
    if scheme.rounding_before_banding:
        return max(0, -((relevant - 2 * hundredths) // 200))
    return -(-hundredths // 100)


def _fewest_up(
    scheme: Scheme, asked: Sequence[AskedQuestion], below: Sequence[AskedQuestion], target: Band
) -> JudgementsNeeded:
    needed = []
    reached = {
        min(
            (question.band for question in asked if question not in below),
            key=_height,
            default=None,
        )
    }
    for question in below:
        lifted = {
            count: Count(least_yes(scheme, target, count.relevant), count.relevant)
            for count in question.counts
        }
        costs = [after.yes - before.yes for before, after in lifted.items()]
        needed.append(QuestionJudgements(question.id, min(costs), max(costs)))
        bands = {band_of_count(scheme, after) for after in lifted.values()}
        reached = {
            band if lowest is None else min(lowest, band, key=_height)
            for lowest in reached
            for band in bands
        }
    return JudgementsNeeded(
        change=1,
        least=sum(judgements.least for judgements in needed),
        most=sum(judgements.most for judgements in needed),
        ratings=_ratings(scheme, (band for band in reached if band is not None)),
        questions=tuple(needed),
    )


def _fewest_down(scheme: Scheme, asked: Sequence[AskedQuestion], lowest: Band) -> JudgementsNeeded:
    costs: dict[str, dict[Count, int]] = {}
    for question in asked:
        # A count whose exact share is lower than its printed percentage may be below already.
        costs[question.id] = {
            count: max(1, count.yes - least_yes(scheme, lowest, count.relevant) + 1)
            for count in question.counts
        }
    least = min(min(of_question.values()) for of_question in costs.values())
    most = min(max(of_question.values()) for of_question in costs.values())
    cheapest, reached = [], []
    for question_id, of_question in costs.items():
        fitting = {count: cost for count, cost in of_question.items() if cost <= most}
        if not fitting:
            continue
        cheapest.append(
            QuestionJudgements(question_id, min(fitting.values()), max(of_question.values()))
        )
        reached += [
            band_of_count(scheme, Count(count.yes - cost, count.relevant))
            for count, cost in fitting.items()
        ]
    return JudgementsNeeded(-1, least, most, _ratings(scheme, reached), tuple(cheapest))


def _ratings(scheme: Scheme, bands: Iterable[Band]) -> tuple[Rating, ...]:
    reached = {band.rating for band in bands}
    return tuple(rating for rating in scheme.ratings if rating in reached)


def _height(band: Band) -> int:
    return band.lowest

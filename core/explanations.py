"""Every flag, criterion and figure in one plain sentence, with the rule that it comes from.

The rules are those of the scheme in use: its own source is cited, and a criterion that it does not
have is not explained.
"""

from __future__ import annotations

from core.assumptions import Assumption
from core.discretion import Answer
from core.scheme import Scheme
from core.scorecard import Considered, Scorecard, StandardScore
from core.value import Value
from core.weighing_words import population_words
from core.wording import (
    considered_words,
    listed,
    near_boundary_words,
    no_figures_words,
    one_judgement_words,
    overall_words,
    plural,
    rating_name,
    rounding_words,
    small_sample_words,
    taken_as_whole_words,
    ties_words,
    total_words,
)

ASSUMPTION = "assumption {}: no report states it (docs/rules.md)"


class Explanation(Value):
    """What a thing on the screen is called, what it means here, and the source of its rule."""

    name: str
    meaning: str
    source: str


def explanations(scorecard: Scorecard, score: StandardScore) -> tuple[Explanation, ...]:
    """Return an explanation of everything that the screen shows of one standard."""
    scheme, result = scorecard.scheme, score.result
    explained = [_rating(scheme, score)]
    if result.asked:
        explained += _criteria(scheme, score)
        explained += _assumptions(score)
        explained.append(_interval(scheme, score))
    if score.considered is not Considered.NOT_YET:
        explained.append(
            Explanation("the panel", f"{considered_words(score)}.", "the record of this meeting")
        )
    explained.append(_score(scorecard, score))
    return tuple(explained)


def scheme_source(scheme: Scheme) -> str:
    """Return the source that a scheme gives for its rules, or say that it gives none."""
    return scheme.source or f"the scheme {scheme.id}, which names no source"


def _rating(scheme: Scheme, score: StandardScore) -> Explanation:
    result = score.result
    name = rating_name(result.rating)
    source = scheme_source(scheme)
    if not result.asked:
        return Explanation("rating", f"{name}: {no_figures_words(result)}.", source)
    lowest = listed(result.driven_by)
    band = next(band for band in scheme.bands if band.rating == result.rating)
    percent = result.lowest_percent
    # 16 of 23 is printed as 70%, and is below 70 where the band is read off the exact share.
    exactly = "" if percent is None or percent <= band.highest else "by its exact share "
    return Explanation(
        "rating",
        f"{name}, because the lowest percentage, {percent}% in {lowest}, is {exactly}in the "
        f"band “{band.name}”, {band.lowest} to {band.highest}%. ◂ marks the lowest.",
        f"{source}: a standard has the rating of its lowest key question",
    )


def _criteria(scheme: Scheme, score: StandardScore) -> list[Explanation]:
    if not score.standard.discretion:
        return []
    result, criteria = score.result, scheme.criteria
    discretion = result.discretion
    source = f"{scheme_source(scheme)}: professional discretion"
    points = plural(criteria.points, "point")
    explained = [
        Explanation(
            "near boundary",
            f"{_answer(discretion.near_boundary)}: {near_boundary_words(result)}. A standard is "
            f"open when its lowest percentage is within {points} of a boundary.",
            source,
        )
    ]
    if criteria.one_judgement:
        explained.append(
            Explanation(
                "one judgement",
                f"{_answer(discretion.one_judgement)}: {'; '.join(one_judgement_words(result))}. "
                "A standard is open when one different judgement in one case would change its "
                "rating.",
                source,
            )
        )
    if criteria.small_sample:
        explained.append(
            Explanation(
                "small sample",
                f"{_answer(discretion.small_sample)}: {small_sample_words(result)}. A standard is "
                f"open when its rating is based on {plural(criteria.cases, 'relevant case')} or "
                "fewer.",
                f"{source}; {ties_words(criteria.ties)}",
            )
        )
    return explained


def _assumptions(score: StandardScore) -> list[Explanation]:
    result = score.result
    explained = []
    if result.rounding in (Answer.MET, Answer.POSSIBLE):
        rule = (
            "The scheme rounds before it reads off the band."
            if result.scheme.rounding_before_banding
            else "The scheme reads the band off the exact share, which the percentage alone does "
            "not give."
        )
        explained.append(
            Explanation(
                "rounded",
                f"{rounding_words(result)}. {rule}",
                ASSUMPTION.format(Assumption.ROUNDING_BEFORE_BANDING),
            )
        )
    taken = taken_as_whole_words(result)
    if taken:
        explained.append(
            Explanation(
                "every case",
                f"{'; '.join(taken)}.",
                f"assumption {Assumption.WHOLE_SAMPLE}, inferred from the reports (docs/rules.md)",
            )
        )
    return explained


def _interval(scheme: Scheme, score: StandardScore) -> Explanation:
    sample = score.result.asked[0].sample
    population = population_words(scheme, sample)
    return Explanation(
        "interval",
        "the thick part of a scale is the 80% interval: the range of true percentages that fits a "
        "sample of this size. It does not affect any rating."
        + (f" {population[0].upper()}{population[1:]}." if population else ""),
        "Wilson's method (1927); docs/weighing.md",
    )


def _score(scorecard: Scorecard, score: StandardScore) -> Explanation:
    scheme, total = scorecard.scheme, scorecard.agreed
    counted = "" if score.standard.counted else " This standard is rated, but not counted."
    lowest = min(rating.score for rating in scheme.ratings)
    return Explanation(
        "score",
        f"{total_words(total)}, {overall_words(total, len(scorecard.awaited))}. These are the "
        f"points of the counted standards, {lowest} to {scheme.top_score} each, added up without "
        f"weighting.{counted}",
        f"{scheme_source(scheme)}: overall rating",
    )


def _answer(answer: Answer) -> str:
    if answer is Answer.POSSIBLE:
        return "possible, since only a percentage was reported"
    return answer.value

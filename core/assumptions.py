"""The assumptions behind a rating: what no report states, by its id in docs/rules.md.

Each function returns whether an assumption decides something for one standard, so that it can be
named beside the figures.
"""

from __future__ import annotations

from enum import StrEnum

from core.counts import Count
from core.discretion import Answer, lowest_questions, small_sample_answer
from core.judgements import fewest_judgements
from core.scheme import Ties
from core.standard_result import StandardResult, asked_questions
from core.value import replace


class Assumption(StrEnum):
    """What no report states; the texts are the ids in docs/rules.md."""

    ROUNDING_BEFORE_BANDING = "A1"
    TIES = "A2"
    WHOLE_SAMPLE = "A3"
    ONE_KEY_QUESTION = "A4"
    ANY_QUESTION_PULLS_DOWN = "A5"
    NEAR_BY_ROUNDED_PERCENT = "A6"
    CARRIED_OVER = "A7"
    LARGE_POPULATION = "A8"


def ties_decide(result: StandardResult) -> bool:
    """Return whether the rule for several lowest key questions decides the small-sample answer."""
    lowest = lowest_questions(asked_questions(result.asked))
    answers = {
        small_sample_answer(
            replace(result.scheme, criteria=replace(result.scheme.criteria, ties=ties)), lowest
        )
        for ties in Ties
    }
    return bool(lowest) and len(answers) > 1


def raised_by_one_case_in_all(result: StandardResult) -> tuple[str, ...]:
    """Return the key questions that one case, judged otherwise in all of them, would raise.

    Empty where a single judgement raises the rating: only without one does it matter that "a
    differing judgement in one case" is read as one key question.
    """
    if not result.scheme.criteria.one_judgement:
        return ()
    fewest = fewest_judgements(result)
    if fewest is None or fewest.up is None or len(fewest.up.questions) < 2:
        return ()
    if any(question.least > 1 for question in fewest.up.questions):
        return ()
    return tuple(question.key_question for question in fewest.up.questions)


def only_others_pull_down(result: StandardResult) -> bool:
    """Return whether one judgement changes the rating only in questions that are not the lowest."""
    judgements = result.discretion.judgements
    return bool(judgements) and not any(
        judgement.key_question in result.driven_by for judgement in judgements
    )


def nearness_by_rounding(result: StandardResult) -> tuple[Count, bool] | None:
    """Return a lowest count whose exact share would answer the near-boundary criterion otherwise.

    With it, whether the exact share is near a boundary. None where rounding does not decide.
    """
    criteria, boundaries = result.scheme.criteria, result.scheme.boundaries
    near = result.discretion.near_boundary is Answer.MET
    for question in result.asked:
        if question.id not in result.driven_by:
            continue
        for count in question.counts:
            exactly_near = any(
                abs(100 * count.yes - boundary * count.relevant) <= criteria.points * count.relevant
                for boundary in boundaries
            )
            if exactly_near != near:
                return count, exactly_near
    return None

"""A what-if in words: the changes, and the ratings, scores and overall ratings that follow."""

from __future__ import annotations

from collections.abc import Sequence

from core.scorecard import Total
from core.what_if import Change, WhatIf
from core.what_if_outcomes import StandardOutcome, WhatIfOutcomes
from core.wording import listed, number_words, overall_words, ratings_words


def change_words(change: Change) -> str:
    """Return a change in words: "one more yes in 3.2.3".

    With cases: "one fewer relevant case and one fewer yes in 3.2.3".
    """
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


def shown_counts_words(outcomes: WhatIfOutcomes) -> tuple[str, ...]:
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


def score_range_words(totals: Sequence[Total]) -> str:
    """Return the range of scores for each maximum: "24 to 26/36", "22/33 or 24/36"."""
    parts = []
    for maximum in sorted({total.maximum for total in totals}, reverse=True):
        scores = [total.score for total in totals if total.maximum == maximum]
        low, high = min(scores), max(scores)
        parts.append(f"{low}/{maximum}" if low == high else f"{low} to {high}/{maximum}")
    return listed(parts, "or")


def what_if_outcome_words(outcomes: WhatIfOutcomes) -> str:
    """Say the score and the overall rating that would follow: "24 to 26/36, Good"."""
    overalls = outcomes.overalls
    if overalls == (None,):
        total, awaited = outcomes.totals[0], len(outcomes.lowest.awaited)
        return f"{score_range_words(outcomes.totals)}, {overall_words(total, awaited)}"
    return f"{score_range_words(outcomes.totals)}, {ratings_words(overalls, 'no overall rating')}"

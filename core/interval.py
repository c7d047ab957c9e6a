"""How much a sample can tell: an interval for the share of yes.

Source: Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22
(1927). The reports set their samples for 80% confidence. The figures here are for reading with
care; none decides a rating.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import floor, sqrt
from typing import NamedTuple

from core.counts import Count
from core.evidence import Sample

Z_80 = 1.2815515655446004
HALF = 0.5
# A share computed in floats may miss a half by less than this: 23 of 40 as 57.499999999999993.
NOISE = 1e-9


class Interval(NamedTuple):
    """The shares, from `low` to `high` percent, that a sample allows at 80% confidence."""

    low: float
    high: float


def wilson(count: Count, sample: Sample | None = None) -> Interval:
    """Return the 80% Wilson interval of *count* (at least 1 relevant case), in percent.

    Without a known population, the population is taken as very large (assumption A8). Where
    `sample.eligible` is known, the finite population correction is applied with the domain's
    sampling fraction, and the interval ends at the shares that the whole population can still
    have. If the whole population was inspected, the interval has no width.

    Raises:
        ZeroDivisionError: There are no relevant cases.
    """
    share = count.yes / count.relevant
    cases = float(count.relevant)
    least, most = 0.0, 100.0
    if sample is not None and sample.eligible is not None:
        unseen = sample.eligible - sample.cases
        if unseen <= 0:
            return Interval(100 * share, 100 * share)
        cases *= (sample.eligible - 1) / unseen
        least, most = attainable(count, unseen)
    square = Z_80 * Z_80 / cases
    centre = share + square / 2
    spread = Z_80 * sqrt(share * (1 - share) / cases + square / (4 * cases))
    # None and all reach the ends exactly, whatever the floats make of the formula.
    low = least if count.yes == 0 else max(least, 100 * (centre - spread) / (1 + square))
    high = (
        most if count.yes == count.relevant else min(most, 100 * (centre + spread) / (1 + square))
    )
    return Interval(low, high)


def attainable(count: Count, unseen: int) -> Interval:
    """Return the least and the greatest share, in percent, once *unseen* more cases are judged.

    How many of the unseen cases the question would apply to is not known: all of them may be no, or
    all of them yes.
    """
    relevant = count.relevant + unseen
    return Interval(100 * count.yes / relevant, 100 * (count.yes + unseen) / relevant)


def interval_of(counts: Sequence[Count], sample: Sample | None = None) -> Interval | None:
    """Return the least interval that contains those of all *counts*; None where there are none.

    Raises:
        ZeroDivisionError: A count has no relevant cases.
    """
    if not counts:
        return None
    intervals = [wilson(count, sample) for count in counts]
    low = min(interval.low for interval in intervals)
    return Interval(low, max(interval.high for interval in intervals))


def whole_ends(interval: Interval) -> tuple[int, int]:
    """Return the ends of an interval as whole percentages, halves rounded up."""
    return floor(interval.low + HALF + NOISE), floor(interval.high + HALF + NOISE)

"""How much a sample can tell: an interval for the share of yes.

Source: Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22
(1927). The reports set their samples for 80% confidence. Figures here are for reading with care;
none decides a rating.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Sequence
from math import floor, sqrt

from core.counts import Count
from core.evidence import Sample

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NamedTuple

    class _Ends(NamedTuple):
        low: float
        high: float
else:
    _Ends = namedtuple("_Ends", ("low", "high"))

Z_80 = 1.2815515655446004
HALF = 0.5
# A share computed in floats may miss a half by less than this: 23 of 40 as 57.499999999999993.
NOISE = 1e-9


class Interval(_Ends):
    """The percentages, from `low` to `high`, that a sample allows."""

    __slots__ = ()


def wilson(count: Count, sample: Sample | None = None) -> Interval:
    """Give the 80% Wilson interval of a count (at least 1 relevant case), in percent.

    Where the eligible population of the domain is known, the finite population correction is
    applied with the domain's sampling fraction; a population inspected whole has no width.
    """
    share = count.yes / count.relevant
    cases = float(count.relevant)
    if sample is not None and sample.eligible is not None:
        if sample.eligible <= sample.cases:
            return Interval(100 * share, 100 * share)
        cases *= (sample.eligible - 1) / (sample.eligible - sample.cases)
    square = Z_80 * Z_80 / cases
    centre = share + square / 2
    spread = Z_80 * sqrt(share * (1 - share) / cases + square / (4 * cases))
    low = 0.0 if count.yes == 0 else 100 * (centre - spread) / (1 + square)
    high = 100.0 if count.yes == count.relevant else 100 * (centre + spread) / (1 + square)
    return Interval(low, high)


def interval_of(counts: Sequence[Count], sample: Sample | None = None) -> Interval | None:
    """Give the interval of a key question: the hull over every count it can stand for."""
    if not counts:
        return None
    intervals = [wilson(count, sample) for count in counts]
    return Interval(min(each.low for each in intervals), max(each.high for each in intervals))


def whole_ends(interval: Interval) -> tuple[int, int]:
    """Give an interval's ends as whole percentages, halves up as everywhere."""
    return floor(interval.low + HALF + NOISE), floor(interval.high + HALF + NOISE)

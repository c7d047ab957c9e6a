"""How often the 80% interval contains the true share: the figures of docs/weighing.md.

    python -m bench.coverage

Worked out from every possible sample, without chance. Without a population the true share runs
from 0 to 100% in steps of a tenth; with one, over every number of yes that the population can have.
"""

from collections.abc import Iterator
from math import comb
from statistics import mean
from typing import NamedTuple

from core.counts import Count
from core.evidence import Sample
from core.interval import NOISE, wilson

SAMPLES = (2, 5, 8, 22)
# Cases inspected and eligible; the last three are about what the reports' margin of error asks.
POPULATIONS = ((6, 7), (8, 9), (15, 16), (22, 25), (24, 28))
STEPS = 1000


class Coverage(NamedTuple):
    """How often, in per cent, the interval contains the true share: least, on average, most."""

    least: float
    average: float
    most: float


def without_population(cases: int) -> Coverage:
    """Return the coverage of a sample of *cases* from a very large population."""
    intervals = [wilson(Count(yes, cases)) for yes in range(cases + 1)]

    def covered(share: float) -> float:
        return 100 * sum(
            comb(cases, yes) * share**yes * (1 - share) ** (cases - yes)
            for yes, interval in enumerate(intervals)
            if interval.low - NOISE <= 100 * share <= interval.high + NOISE
        )

    # Shares of 0 and 1 are left out: the interval always contains them.
    return _coverage(covered(step / STEPS) for step in range(1, STEPS))


def with_population(cases: int, eligible: int) -> Coverage:
    """Return the coverage of a sample of *cases* out of *eligible*, drawn without replacement."""
    sample = Sample(cases, eligible)

    def covered(yes_of_all: int) -> float:
        share, held = 100 * yes_of_all / eligible, 0
        for yes in range(max(0, cases - (eligible - yes_of_all)), min(cases, yes_of_all) + 1):
            interval = wilson(Count(yes, cases), sample)
            if interval.low - NOISE <= share <= interval.high + NOISE:
                held += comb(yes_of_all, yes) * comb(eligible - yes_of_all, cases - yes)
        return 100 * held / comb(eligible, cases)

    return _coverage(covered(yes) for yes in range(eligible + 1))


def table() -> list[tuple[str, Coverage]]:
    """Return a row for each sample: what it is, and its coverage."""
    rows = [(f"{cases}, population not given", without_population(cases)) for cases in SAMPLES]
    return rows + [
        (f"{cases} of {eligible} eligible", with_population(cases, eligible))
        for cases, eligible in POPULATIONS
    ]


def rows() -> Iterator[str]:
    """Yield the rows of the table in docs/weighing.md."""
    for words, coverage in table():
        figures = " | ".join(f"{percent:.0f}%" for percent in coverage)
        yield f"| {words} | {figures} |"


def _coverage(percentages: Iterator[float]) -> Coverage:
    every = list(percentages)
    return Coverage(min(every), mean(every), max(every))


if __name__ == "__main__":
    print("\n".join(rows()))

"""What docs/weighing.md says of the interval's coverage is what every possible sample gives."""

from fractions import Fraction
from math import comb
from pathlib import Path

import pytest

from bench.coverage import rows, with_population, without_population
from core.counts import Count
from core.interval import wilson

WEIGHING = Path(__file__).parents[2] / "docs" / "weighing.md"


def test_the_table_is_the_computed_one() -> None:
    lines = [line.strip() for line in WEIGHING.read_text(encoding="utf-8").splitlines()]
    begin = lines.index("| cases inspected | least | average | most |") + 2
    table = lines[begin : lines.index("", begin)]
    assert table == list(rows())


@pytest.mark.parametrize("cases", [2, 5, 8, 22])
def test_80_per_cent_is_nominal(cases: int) -> None:
    coverage = without_population(cases)
    assert 80 <= coverage.average <= 85, "about 80% on average"
    assert coverage.least < 75, "and clearly less for some shares"
    assert coverage.most > 95, "and more for others"


def test_two_cases_by_hand() -> None:
    """0 of 2 holds shares up to 45%, 2 of 2 from 55% on, 1 of 2 those from 16 to 84%."""
    assert round(wilson(Count(0, 2)).high) == 45
    share = Fraction(1, 2)
    held = comb(2, 1) * share * (1 - share)
    assert held == Fraction(1, 2)
    assert round(without_population(2).least) == 50


def test_a_population_inspected_but_for_one_case() -> None:
    assert with_population(15, 16).least < 80 < with_population(15, 16).average

"""Intervals, against the score test that they invert."""

from math import sqrt
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.counts import Count, Figures, possible_counts
from core.evidence import (
    Sample,
)
from core.interval import Interval, attainable, interval_of, whole_ends, wilson
from core.scorecard import scorecard_of
from core.value import replace
from tests.core.building import (
    YOUTH_2018,
    evidence_of,
)
from tests.core.strategies import counts, percent_only

Z = NormalDist().inv_cdf(0.9)


def score_limits(count: Count, correction: float = 1.0) -> Interval:
    """Find where the score test just accepts, by bisection: no formula of Wilson's in it."""
    share = count.yes / count.relevant

    def rejected(assumed: float) -> bool:
        error = sqrt(assumed * (1 - assumed) / count.relevant * correction)
        return abs(share - assumed) > Z * error

    def edge(outside: float) -> float:
        accepted = share
        if not rejected(outside):
            return outside
        for _ in range(100):
            middle = (outside + accepted) / 2
            outside, accepted = (middle, accepted) if rejected(middle) else (outside, middle)
        return accepted

    return Interval(100 * edge(0.0), 100 * edge(1.0))


class TestIntervals:
    @given(counts(most=100))
    def test_against_the_score_test(self, count: Count) -> None:
        assert wilson(count) == pytest.approx(score_limits(count), abs=1e-6)
        assert wilson(count, Sample(count.relevant)) == wilson(count)

    @given(counts(most=50), st.data())
    def test_with_a_known_population(self, count: Count, data: st.DataObject) -> None:
        cases = data.draw(st.integers(count.relevant, 60))
        eligible = data.draw(st.integers(cases + 1, 200))
        sample = Sample(cases, eligible)
        correction = (eligible - cases) / (eligible - 1)
        found = wilson(count, sample)
        unseen = eligible - cases
        shares = [
            100 * (count.yes + more) / (count.relevant + unseen) for more in range(unseen + 1)
        ]
        low, high = score_limits(count, correction)
        assert found.low == pytest.approx(max(low, min(shares)), abs=1e-6)
        assert found.high == pytest.approx(min(high, max(shares)), abs=1e-6)
        wide = wilson(count)
        assert wide.low - 1e-9 <= found.low <= found.high <= wide.high + 1e-9

    @pytest.mark.parametrize(
        ("count", "sample", "ends"),
        [
            ((8, 15), Sample(15, 16), (50, 56)),
            ((11, 22), Sample(22), (37, 63)),
            ((4, 6), Sample(6, 6), (67, 67)),
            ((0, 15), Sample(15, 16), (0, 1)),
            ((8, 15), Sample(15, 10_000_000), (37, 69)),
        ],
    )
    def test_only_shares_that_the_population_can_have(
        self, count: tuple[int, int], sample: Sample, ends: tuple[int, int]
    ) -> None:
        assert whole_ends(wilson(Count(*count), sample)) == ends

    @given(counts(most=12), st.integers(1, 6))
    def test_attainable_shares_are_those_of_every_completion(
        self, count: Count, unseen: int
    ) -> None:
        shares = [
            100 * (count.yes + yes) / (count.relevant + relevant)
            for relevant in range(unseen + 1)
            for yes in range(relevant + 1)
        ]
        assert attainable(count, unseen) == (min(shares), max(shares))

    @given(counts(), st.integers(0, 20))
    def test_a_population_inspected_whole_has_no_width(self, count: Count, fewer: int) -> None:
        share = 100 * count.yes / count.relevant
        found = wilson(count, Sample(count.relevant, max(1, count.relevant - fewer)))
        assert found == pytest.approx((share, share))

    @given(st.integers(1, 500))
    def test_none_and_all_reach_the_ends(self, relevant: int) -> None:
        none, every = wilson(Count(0, relevant)), wilson(Count(relevant, relevant))
        assert none.low == 0.0
        assert every.high == 100.0
        assert 0 < none.high < 100
        assert none.high == pytest.approx(100 - every.low)

    @given(counts())
    def test_the_share_lies_inside_and_the_ends_within_0_to_100(self, count: Count) -> None:
        low, high = wilson(count)
        share = 100 * count.yes / count.relevant
        assert 0 <= low <= share + 1e-9
        assert share - 1e-9 <= high <= 100

    @given(percent_only(30))
    def test_the_hull_over_every_count(self, figures: Figures) -> None:
        found = possible_counts(figures, 30)
        hull = interval_of(found)
        assert hull is not None
        each = [wilson(count) for count in found]
        assert hull.low == min(one.low for one in each)
        assert hull.high == max(one.high for one in each)

    def test_1_of_2_as_the_contract_prints_it(self) -> None:
        low, high = wilson(Count(1, 2))
        assert (round(low, 1), round(high, 1)) == (16.4, 83.6)

    def test_no_counts_no_interval(self) -> None:
        assert interval_of(()) is None

    def test_a_key_question_uses_its_domains_population(self) -> None:
        evidence = evidence_of(YOUTH_2018, {"2.1": ["5/8", "8/8", "8/8"]}, {"2": 8})
        evidence = replace(evidence, samples={"2": Sample(8, 40), "3": Sample(9, 9)})
        result = scorecard_of(evidence).standard("2.1").result
        found = result.key_question("2.1.1").interval
        assert found == pytest.approx(score_limits(Count(5, 8), 32 / 39), abs=1e-6)

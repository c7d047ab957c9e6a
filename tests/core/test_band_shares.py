"""The share of an interval in each band; and the interval, against published figures."""

from math import floor, isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.band_shares import allowed_bands, interval_shares
from core.counts import Count
from core.evidence import Sample
from core.interval import Interval, attainable, whole_ends, wilson
from core.scheme import Scheme
from core.scorecard import scorecard_of
from core.standard_result import KeyQuestionResult
from core.value import replace
from core.weighing_words import allowed_words, population_words
from tests.core.building import YOUTH_2018, evidence_of
from tests.core.strategies import counts
from tests.core.weighing import undecided

Z_95 = 1.959963984540054
EXACT = replace(YOUTH_2018, rounding_before_banding=False)

# Newcombe, "Two-sided confidence intervals for the single proportion: comparison of seven methods",
# Statistics in Medicine 17 (1998), table I, method 3 (score, without continuity correction), 95%.
NEWCOMBE = [
    ((81, 263), (0.2553, 0.3662)),
    ((15, 148), (0.0624, 0.1605)),
    ((0, 20), (0.0000, 0.1611)),
    ((1, 29), (0.0061, 0.1718)),
]
# R's own computation on its mtcars data, 6 of 32 at 95%, as printed on an R Pubs page.
R_PRINTED = ((6, 32), (0.08889545, 0.35309155))


def result_of(
    text: str,
    cases: int = 20,
    eligible: int | None = None,
    scheme: Scheme = YOUTH_2018,
    question: str = "2.1.1",
) -> KeyQuestionResult:
    standard = question.rpartition(".")[0]
    evidence = evidence_of(scheme, {standard: [text, "20/20", "20/20"]}, {"2": cases})
    evidence = replace(evidence, samples={"2": Sample(cases, eligible)})
    return scorecard_of(evidence).standard(standard).result.key_question(question)


def shares(result: KeyQuestionResult, scheme: Scheme = YOUTH_2018) -> list[float]:
    return [each.share for each in interval_shares(scheme, result)]


class TestAgainstPublishedIntervals:
    @pytest.mark.parametrize(("count", "published"), NEWCOMBE)
    def test_newcombe(
        self,
        count: tuple[int, int],
        published: tuple[float, float],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr("core.interval.Z_80", Z_95)
        low, high = wilson(Count(*count))
        assert (round(low / 100, 4), round(high / 100, 4)) == published

    def test_r(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("core.interval.Z_80", Z_95)
        count, published = R_PRINTED
        assert wilson(Count(*count)) == pytest.approx(
            tuple(100 * end for end in published), abs=1e-6
        )

    @given(counts(most=200), st.integers(0, 300))
    def test_both_ends_solve_the_score_equation(self, count: Count, beyond: int) -> None:
        """(share - p)^2 = z^2 p (1 - p) / n, times (N - n) / (N - 1) for a finite population."""
        sample = Sample(count.relevant, count.relevant + beyond + 1)
        correction = (beyond + 1) / (count.relevant + beyond)
        share = count.yes / count.relevant
        for given_sample, factor in ((None, 1.0), (sample, correction)):
            unseen = beyond + 1 if given_sample else 10**9
            for end in wilson(count, given_sample):
                if end in attainable(count, unseen):
                    # The population allows no further share.
                    continue
                assumed = end / 100
                left = (share - assumed) ** 2
                right = 1.2815515655446004**2 * assumed * (1 - assumed) / count.relevant * factor
                assert isclose(left, right, abs_tol=1e-12)

    def test_sampling_all_but_one_is_narrower_than_sampling_a_tenth(self) -> None:
        narrow, wide = wilson(Count(5, 10), Sample(10, 11)), wilson(Count(5, 10), Sample(10, 100))
        assert wide.low < narrow.low < 50 < narrow.high < wide.high


class TestShares:
    @given(counts(most=20), st.sampled_from([None, 21, 40]), st.sampled_from([YOUTH_2018, EXACT]))
    def test_against_reading_off_a_thousand_places(
        self, count: Count, eligible: int | None, scheme: Scheme
    ) -> None:
        result = result_of(f"{count.yes}/{count.relevant}", 20, eligible, scheme)
        found = shares(result, scheme)
        interval = result.interval
        assert interval is not None
        places = 2000
        tally = [0] * len(scheme.bands)
        for place in range(places):
            assumed = interval.low + (place + 0.5) * (interval.high - interval.low) / places
            banded = floor(assumed + 0.5) if scheme.rounding_before_banding else assumed
            tally[sum(banded >= band.lowest for band in scheme.bands) - 1] += 1
        assert found == pytest.approx([number / places for number in tally], abs=2 / places)
        assert sum(found) == pytest.approx(1)
        assert all(0 <= share <= 1 for share in found)

    @given(counts(most=20), st.integers(0, 20))
    def test_a_whole_population_lies_in_its_own_band(self, count: Count, fewer: int) -> None:
        result = result_of(f"{count.yes}/{count.relevant}", 20, 20 - fewer)
        assert result.band is not None
        assert allowed_bands(YOUTH_2018, result) == (result.band,)
        assert sum(shares(result)) == 1.0
        assert allowed_words(YOUTH_2018, result) == (
            f"every case was inspected, so {count.percent}% is exact"
        )

    def test_rounding_decides_the_band_of_a_whole_population(self) -> None:
        # 11 of 17 is 64.7%, printed as 65%.
        assert shares(result_of("11/17", 17, 17)) == [0, 0, 1, 0]
        assert shares(result_of("11/17", 17, 17, EXACT), EXACT) == [0, 1, 0, 0]

    def test_none_and_all(self) -> None:
        none, every = result_of("0/4"), result_of("4/4")
        assert none.interval is not None
        assert every.interval is not None
        assert (none.interval.low, every.interval.high) == (0.0, 100.0)
        assert sum(shares(none)) == pytest.approx(1)
        assert sum(shares(every)) == pytest.approx(1)
        assert shares(none)[0] == 1.0
        assert shares(every)[:2] == [0.0, 0.0]

    def test_percentages_take_the_hull_over_their_counts(self) -> None:
        result = result_of("50%", 4, question="2.4.1")
        hull = [wilson(Count(1, 2)), wilson(Count(2, 4))]
        assert result.interval == Interval(min(hull).low, max(each.high for each in hull))
        assert shares(result) == pytest.approx(shares(result_of("1/2")))

    def test_percentages_of_a_whole_population(self) -> None:
        # 64% of at most 22 is 7/11, 9/14 or 14/22: 63.6 to 64.3, all of it printed as 64%.
        assert shares(result_of("64%", 22, 22, question="2.4.1")) == [0, 1, 0, 0]

    def test_nothing_to_share(self) -> None:
        result = result_of("n/a")
        assert interval_shares(YOUTH_2018, result) == ()
        assert allowed_bands(YOUTH_2018, result) == ()
        assert allowed_words(YOUTH_2018, result) == "no relevant cases"
        unknown = replace(result_of("64%"), counts=(), sample=None)
        assert allowed_words(YOUTH_2018, unknown) == "the number of cases is not known"


class TestWords:
    def test_1_of_2(self) -> None:
        result = undecided("north-somerset-2020").scorecard.standard("3.2").result
        question = result.key_question("3.2.3")
        assert allowed_words(YOUTH_2018, question) == (
            "80% interval 16–84%: Inadequate to Outstanding"
        )

    def test_within_one_band(self) -> None:
        result = result_of("20/20")
        assert allowed_words(YOUTH_2018, result) == "80% interval 92–100%: Outstanding"

    def test_a_population_that_is_not_given_is_named_with_the_reports_own_margin(self) -> None:
        assert population_words(YOUTH_2018, Sample(22)) == (
            "population not given: taken as very large (assumption A8); the reports set samples "
            "for 80% confidence and a margin of error of 5 points"
        )
        assert population_words(YOUTH_2018, Sample(22, 25)) == ""
        unset = replace(YOUTH_2018, sampling=None)
        assert population_words(unset, None).endswith("taken as very large (assumption A8)")

    @given(counts(most=30))
    def test_ends_are_whole_percentages_halves_up(self, count: Count) -> None:
        low, high = whole_ends(wilson(count, Sample(30, 30)))
        assert (low, high) == (count.percent, count.percent)
        assert low <= high

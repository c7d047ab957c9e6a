"""Percentages, the counts that they can stand for, and figures that cannot be."""

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from core.counts import (
    Contradiction,
    Count,
    Figures,
    contradictions,
    percent_of,
    possible_counts,
    stands_for_the_whole_sample,
)
from tests.core.building import (
    figures_of,
)
from tests.core.oracle import counts_within, whole_percent
from tests.core.strategies import any_figures, counts, percent_only


class TestPercentages:
    @given(counts(most=10_000))
    def test_the_nearest_whole_number_and_halves_up(self, count: Count) -> None:
        share = Fraction(100 * count.yes, count.relevant)
        assert Fraction(-1, 2) < count.percent - share <= Fraction(1, 2)
        assert isinstance(count.percent, int)

    @pytest.mark.parametrize(
        ("yes", "relevant", "percent"),
        [(1, 8, 13), (5, 8, 63), (3, 8, 38), (7, 8, 88), (1, 200, 1), (199, 200, 100), (1, 201, 0)],
    )
    def test_halves_go_up_as_the_reports_print_them(
        self, yes: int, relevant: int, percent: int
    ) -> None:
        assert percent_of(yes, relevant) == percent

    def test_no_relevant_cases_have_no_percentage(self) -> None:
        with pytest.raises(ZeroDivisionError):
            _ = Count(0, 0).percent
        assert Figures(0, 0).whole_percent is None
        assert Figures(0, 0, 50).whole_percent is None

    @given(counts())
    def test_one_yes_more_is_never_a_lower_percentage(self, count: Count) -> None:
        assume(count.yes < count.relevant)
        assert percent_of(count.yes + 1, count.relevant) >= count.percent

    @given(counts(), st.integers(0, 100))
    def test_a_count_goes_before_a_percentage_beside_it(self, count: Count, percent: int) -> None:
        assert Figures(*count, percent).whole_percent == count.percent


class TestPossibleCounts:
    @given(percent_only(40), st.integers(1, 60))
    def test_a_percentage_stands_for_every_count_that_rounds_to_it(
        self, figures: Figures, cases: int
    ) -> None:
        assert figures.percent is not None
        found = possible_counts(figures, cases)
        assert found == counts_within(figures.percent, 1, cases)

    @given(st.integers(0, 100), st.integers(1, 400))
    def test_with_the_relevant_cases_the_sample_says_nothing_more(
        self, percent: int, relevant: int
    ) -> None:
        found = possible_counts(Figures(relevant=relevant, percent=percent), 5)
        assert found == counts_within(percent, relevant, relevant)

    @given(counts(), st.none() | st.integers(0, 5))
    def test_a_count_stands_for_itself(self, count: Count, cases: int | None) -> None:
        assert possible_counts(Figures(*count), cases) == (count,)

    def test_64_percent_of_at_most_22(self) -> None:
        assert possible_counts(figures_of("64%"), 22) == ((7, 11), (9, 14), (14, 22))

    @pytest.mark.parametrize("text", ["64%", "100%"])
    def test_without_a_sample_nothing_is_known(self, text: str) -> None:
        assert possible_counts(figures_of(text), None) == ()
        assert possible_counts(figures_of(text), 0) == ()

    def test_nothing_to_count(self) -> None:
        assert possible_counts(Figures(0, 0), 20) == ()
        assert possible_counts(Figures(relevant=4), 20) == ()
        assert possible_counts(Figures(), 20) == ()
        assert not Figures(0, 0).applicable
        assert Figures(0, 1).applicable
        assert Figures(percent=0).applicable
        assert Figures(yes=3).count is None

    @pytest.mark.parametrize(
        ("text", "cases", "whole"),
        [
            ("50%", 22, True),
            ("50%", 21, False),
            ("50%", None, False),
            ("50%", 0, False),
            ("50% of 22", 22, False),
            ("11/22 = 50%", 22, False),
            ("11/22", 22, False),
            ("n/a", 22, False),
        ],
    )
    def test_only_a_percentage_alone_stands_for_the_whole_sample(
        self, text: str, cases: int | None, whole: bool
    ) -> None:
        assert stands_for_the_whole_sample(figures_of(text), cases) is whole


class TestContradictions:
    @given(st.integers(1, 40), st.data())
    def test_figures_that_a_report_can_print_have_none(
        self, cases: int, data: st.DataObject
    ) -> None:
        figures = data.draw(any_figures(cases))
        assert contradictions(figures, cases) == ()
        assert contradictions(figures, None) == ()
        count = figures.count
        if count is not None and count.relevant:
            assert contradictions(Figures(*count, count.percent), cases) == ()

    @given(st.integers(0, 100), st.integers(1, 60))
    def test_a_percentage_that_no_count_gives(self, percent: int, cases: int) -> None:
        found = contradictions(Figures(percent=percent), cases)
        assert bool(found) == (not counts_within(percent, 1, cases))

    @pytest.mark.parametrize(
        ("figures", "cases", "faults"),
        [
            (
                Figures(percent=7),
                5,
                [
                    Contradiction(
                        "percent",
                        7,
                        "is not possible: no count of at most 5 cases gives 7%",
                        "Correct the percentage or the number of cases.",
                    )
                ],
            ),
            (
                Figures(relevant=6, percent=40),
                9,
                [
                    Contradiction(
                        "percent",
                        40,
                        "is not possible: no count of 6 relevant cases gives 40%",
                        "Correct the percentage or the number of cases.",
                    )
                ],
            ),
            (
                Figures(relevant=6, percent=40),
                None,
                [
                    Contradiction(
                        "percent",
                        40,
                        "is not possible: no count of 6 relevant cases gives 40%",
                        "Correct the percentage or the number of cases.",
                    )
                ],
            ),
            (Figures(percent=7), None, []),
            (
                Figures(percent=0),
                0,
                [
                    Contradiction(
                        "percent",
                        0,
                        "is not possible: no count of at most 0 cases gives 0%",
                        "Correct the percentage or the number of cases.",
                    )
                ],
            ),
            (
                Figures(1, 8, 12),
                8,
                [
                    Contradiction(
                        "percent",
                        12,
                        "does not agree with 1 of 8, which is 13%",
                        "Correct one of them.",
                    )
                ],
            ),
            (
                Figures(-1, -2, -3),
                5,
                [
                    Contradiction("yes", -1, "is negative", "Enter 0 or more."),
                    Contradiction("relevant", -2, "is negative", "Enter 0 or more."),
                    Contradiction("percent", -3, "is negative", "Enter 0 or more."),
                ],
            ),
            (
                Figures(percent=101),
                5,
                [Contradiction("percent", 101, "is more than 100", "Enter 0 to 100.")],
            ),
            (
                Figures(yes=3),
                5,
                [
                    Contradiction(
                        "yes",
                        3,
                        "is given without `relevant`",
                        "Add `relevant`, the number of relevant cases.",
                    )
                ],
            ),
            (
                Figures(),
                5,
                [
                    Contradiction(
                        "yes",
                        None,
                        "is missing, and so is `percent`",
                        "Enter `yes` and `relevant`, or `percent`.",
                    )
                ],
            ),
            (
                Figures(3, 6),
                5,
                [
                    Contradiction(
                        "relevant",
                        6,
                        "is more than the 5 cases of the domain's sample",
                        "Enter at most 5, or correct [samples].",
                    )
                ],
            ),
            (Figures(3, 6), None, []),
            (Figures(3, 5), 5, []),
            (Figures(5, 5), 5, []),
            (
                Figures(6, 5),
                5,
                [
                    Contradiction(
                        "yes",
                        6,
                        "is more than the 5 relevant cases",
                        "Enter at most 5, or correct `relevant`.",
                    )
                ],
            ),
            (
                Figures(0, 0, 50),
                5,
                [
                    Contradiction(
                        "percent",
                        50,
                        "is given for a question with no relevant cases",
                        "Remove `percent`, or correct `relevant`.",
                    )
                ],
            ),
            (
                Figures(1, 0),
                5,
                [
                    Contradiction(
                        "yes",
                        1,
                        "is more than the 0 relevant cases",
                        "Enter at most 0, or correct `relevant`.",
                    )
                ],
            ),
        ],
    )
    def test_each(self, figures: Figures, cases: int | None, faults: list[Contradiction]) -> None:
        assert list(contradictions(figures, cases)) == faults


def test_the_oracles_percentage_is_the_reports() -> None:
    assert [whole_percent(1, 8), whole_percent(5, 8), whole_percent(11, 17)] == [13, 63, 65]

"""Sample sizes by the reports' rule."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.interval import Z_80
from core.sample_size import normal_quantile, sample_size


@pytest.mark.parametrize(
    ("eligible", "cases"),
    [(0, 0), (1, 1), (6, 6), (8, 8), (16, 15), (25, 22), (28, 24), (180, 86), (1_000_000, 164)],
)
def test_the_figures_of_the_reports(eligible: int, cases: int) -> None:
    assert sample_size(eligible) == cases


def test_more_confidence_or_a_smaller_margin_needs_more_cases() -> None:
    assert sample_size(1000, confidence=95) > sample_size(1000) > sample_size(1000, margin=10)
    assert sample_size(1_000_000, confidence=95) == 384
    # At least one case, however little is asked of it.
    assert sample_size(1000, confidence=1, margin=50) == 1


@given(st.integers(0, 100_000), st.integers(1, 99), st.integers(1, 50))
def test_a_sample_is_part_of_its_population(eligible: int, confidence: int, margin: int) -> None:
    cases = sample_size(eligible, confidence, margin)
    assert min(eligible, 1) <= cases <= eligible
    assert cases <= sample_size(eligible + 1, confidence, margin)


def test_80_percent_lie_within_as_many_standard_deviations_as_the_intervals_use() -> None:
    assert normal_quantile(80) == pytest.approx(Z_80)
    assert normal_quantile(95) == pytest.approx(1.959964)

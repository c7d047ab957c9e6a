"""Core against the oracle, on thousands of standards."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.counts import Figures
from core.evidence import (
    Evidence,
    Inspection,
    KeyQuestionEvidence,
    Sample,
    StandardEvidence,
)
from core.scheme import AskedOf, Scheme, Standard, Ties
from core.scheme_faults import scheme_faults
from core.standard_result import StandardResult, standard_result
from tests.core.building import SHIPPED
from tests.core.oracle import Asked, Opinion, Rules, opinion
from tests.core.strategies import (
    NOT_APPLICABLE,
    any_figures,
    counted,
    percent_of_relevant,
    percent_only,
    schemes,
)

FiguresOf = Callable[[int], st.SearchStrategy[Figures]]


def rules_of(scheme: Scheme) -> Rules:
    return Rules(
        bands=tuple((band.lowest, band.rating.name) for band in scheme.bands),
        points=scheme.criteria.points,
        cases=scheme.criteria.cases,
        one_judgement=scheme.criteria.one_judgement,
        all_ties_small=scheme.criteria.ties is Ties.ALL,
        rounding_first=scheme.rounding_before_banding,
    )


def core_result(
    scheme: Scheme, standard: Standard, figures: list[Figures], cases: int
) -> StandardResult:
    evidence = Evidence(
        Inspection("somewhere", "Somewhere"),
        scheme,
        {standard.domain: Sample(cases)},
        (
            StandardEvidence(
                standard.id,
                tuple(
                    KeyQuestionEvidence(question.id, each)
                    for question, each in zip(standard.key_questions, figures, strict=True)
                ),
            ),
        ),
    )
    return standard_result(evidence, standard)


def in_the_oracles_words(result: StandardResult) -> Opinion:
    discretion = result.discretion
    return Opinion(
        result.rating.name if result.rating else None,
        result.lowest_percent,
        result.driven_by,
        discretion.near_boundary.value,
        discretion.one_judgement.value,
        discretion.small_sample.value,
        discretion.open.value,
        result.rounding.value,
        {
            (each.key_question, each.change, each.rating.name): frozenset(
                (count.yes, count.relevant) for count in each.counts
            )
            for each in discretion.judgements
        },
    )


def agrees(scheme: Scheme, standard: Standard, figures: list[Figures], cases: int) -> None:
    result = core_result(scheme, standard, figures, cases)
    asked = [
        Asked(
            question.id,
            each.yes,
            each.relevant,
            each.percent,
            every_case=question.asked_of is AskedOf.EVERY_CASE,
        )
        for question, each in zip(standard.key_questions, figures, strict=True)
    ]
    assert in_the_oracles_words(result) == opinion(rules_of(scheme), asked, cases)
    for judgement in result.discretion.judgements:
        key_question = result.key_question(judgement.key_question)
        assert judgement.possible == len(key_question.counts)
        assert judgement.certain == (set(judgement.counts) == set(key_question.counts))


def standards_of(scheme: Scheme) -> st.SearchStrategy[Standard]:
    return st.sampled_from([each for each in scheme.standards if each.key_questions])


def one_standard(data: st.DataObject, scheme: Scheme, figures_of: FiguresOf, most: int) -> None:
    standard = data.draw(standards_of(scheme))
    cases = data.draw(st.integers(1, most))
    number = len(standard.key_questions)
    figures = data.draw(st.lists(figures_of(cases), min_size=number, max_size=number))
    agrees(scheme, standard, figures, cases)


@pytest.mark.parametrize("scheme", SHIPPED, ids=lambda scheme: scheme.id)
class TestShippedSchemes:
    @settings(max_examples=1000)
    @given(st.data())
    def test_counted(self, scheme: Scheme, data: st.DataObject) -> None:
        one_standard(data, scheme, counted, 40)

    @settings(max_examples=300)
    @given(st.data())
    def test_percent_only(self, scheme: Scheme, data: st.DataObject) -> None:
        one_standard(data, scheme, percent_only, 14)

    @settings(max_examples=300)
    @given(st.data())
    def test_percent_of_relevant(self, scheme: Scheme, data: st.DataObject) -> None:
        one_standard(data, scheme, percent_of_relevant, 40)

    @settings(max_examples=500)
    @given(st.data())
    def test_mixed_with_questions_that_do_not_apply(
        self, scheme: Scheme, data: st.DataObject
    ) -> None:
        one_standard(data, scheme, any_figures, 14)

    @settings(max_examples=150)
    @given(st.data())
    def test_one_percentage_in_a_large_sample(self, scheme: Scheme, data: st.DataObject) -> None:
        standard = data.draw(standards_of(scheme))
        cases = data.draw(st.integers(15, 60))
        number = len(standard.key_questions)
        figures = data.draw(st.lists(counted(cases), min_size=number, max_size=number))
        figures[data.draw(st.integers(0, number - 1))] = data.draw(percent_only(cases))
        agrees(scheme, standard, figures, cases)

    def test_every_pair_of_small_counts(self, scheme: Scheme) -> None:
        """Every pair of counts within five cases, beside a question that does not apply."""
        standard = scheme.standard("2.1")
        counts = [Figures(yes, n) for n in range(1, 6) for yes in range(n + 1)]
        for first in counts:
            for second in counts:
                agrees(scheme, standard, [first, NOT_APPLICABLE, second], 5)


class TestGeneratedSchemes:
    @settings(max_examples=200)
    @given(schemes())
    def test_they_are_sound(self, scheme: Scheme) -> None:
        assert scheme_faults(scheme) == ()

    @settings(max_examples=1000)
    @given(schemes(), st.data())
    def test_counted(self, scheme: Scheme, data: st.DataObject) -> None:
        one_standard(data, scheme, counted, 30)

    @settings(max_examples=500)
    @given(schemes(), st.data())
    def test_mixed_with_questions_that_do_not_apply(
        self, scheme: Scheme, data: st.DataObject
    ) -> None:
        one_standard(data, scheme, any_figures, 9)

    @settings(max_examples=500)
    @given(schemes(before_banding=False), st.data())
    def test_counted_and_banded_before_rounding(self, scheme: Scheme, data: st.DataObject) -> None:
        """The band is read off the exact share; the lowest percentage stays the printed one."""
        one_standard(data, scheme, counted, 30)

"""The rules on arrays against core, which is the reference: every count and every inspection."""

from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.banding import band_of_count
from core.counts import Count, Figures
from core.discretion import Answer
from core.evidence import Evidence, Inspection, KeyQuestionEvidence, Sample, StandardEvidence
from core.scheme import Criteria, RatedBy, Rating, Scheme, Standard, Ties
from core.scorecard import Scorecard, scorecard_of
from core.standard_result import Status, standard_result
from core.value import replace
from sessions.portfolio.rules import LARGEST_LOOKED_UP, Rules
from sessions.portfolio.vectorised import (
    AWAITED,
    FIGURES,
    NO_OVERALL,
    NO_PERCENT,
    NOT_RATED,
    CaseCounts,
    Ratings,
    Results,
    answers,
    criteria_byte,
    results_of,
)
from tests.core.building import YOUTH_2018, YOUTH_2021
from tests.core.strategies import schemes

SHIPPED = [YOUTH_2018, YOUTH_2021]
EXACT = replace(YOUTH_2018, id="exact", rounding_before_banding=False)
ALL_TIES = replace(YOUTH_2018, id="all-ties", criteria=Criteria(3, 7, True, Ties.ALL))
NO_JUDGEMENT = replace(YOUTH_2018, id="none", criteria=Criteria(0, 0, False, Ties.ANY))
# 57 alone lies between what is near 50 and what is near 64.
GAP = replace(
    YOUTH_2018,
    id="gap",
    criteria=Criteria(6, 5, True, Ties.ANY),
    bands=tuple(
        replace(band, lowest=lowest, highest=highest)
        for band, (lowest, highest) in zip(
            YOUTH_2018.bands, [(0, 49), (50, 63), (64, 79), (80, 100)], strict=True
        )
    ),
)
VARIANTS = [*SHIPPED, EXACT, ALL_TIES, NO_JUDGEMENT, GAP]

GivenRating = Rating | Status | None
Row = dict[str, "GivenRating | list[tuple[int, int]]"]


@pytest.fixture(params=VARIANTS, ids=lambda scheme: scheme.id)
def scheme(request: pytest.FixtureRequest) -> Scheme:
    found = request.param
    assert isinstance(found, Scheme)
    return found


@cache
def every_count(most: int = 60) -> tuple[tuple[int, int], ...]:
    return tuple((yes, relevant) for relevant in range(1, most + 1) for yes in range(relevant + 1))


def test_percent_and_band_of_every_count(scheme: Scheme) -> None:
    yes, relevant = np.array(every_count(), dtype=np.int64).T
    rules = Rules(scheme)
    counts = [Count(*each) for each in every_count()]
    assert rules.percents(yes, relevant).tolist() == [each.percent for each in counts]
    places = [scheme.bands.index(band_of_count(scheme, each)) for each in counts]
    assert rules.bands(yes, relevant).tolist() == places


def only(scheme: Scheme, questions: int) -> Scheme:
    """The scheme with one standard of so many key questions."""
    standard = next(each for each in scheme.standards if each.key_questions)
    asked = standard.key_questions[:questions]
    return replace(scheme, standards=(replace(standard, key_questions=asked),))


def assert_standards(scheme: Scheme, cells: Sequence[Sequence[tuple[int, int]]]) -> None:
    """Compare a one-standard scheme on (key question by key question) counts."""
    array = np.array(cells, dtype=np.uint8)
    counts = CaseCounts(array[:, :, 0].copy(), array[:, :, 1].copy(), {})
    results = results_of(Rules(scheme), counts)
    standard = scheme.standards[0]
    for place, row in enumerate(zip(*cells, strict=True)):
        evidence = evidence_of(scheme, {standard.id: list(row)})
        expected = standard_result(evidence, standard)
        assert_standard(scheme, results, 0, place, expected_of(scheme, expected), row)


def test_every_count_alone(scheme: Scheme) -> None:
    assert_standards(only(scheme, 1), [every_count()])


@pytest.mark.parametrize("beside", [(1, 2), (3, 5), (7, 14), (64, 100), (39, 49), (12, 12)])
def test_every_count_beside_another(scheme: Scheme, beside: tuple[int, int]) -> None:
    cells = every_count(30)
    assert_standards(only(scheme, 2), [cells, [beside] * len(cells)])


def test_all_small_counts_of_three_key_questions(scheme: Scheme) -> None:
    some = [(0, 0), *every_count(4)]
    cells = [(a, b, c) for a in some for b in some for c in some]
    assert_standards(only(scheme, 3), list(zip(*cells, strict=True)))


def evidence_of(scheme: Scheme, row: Row) -> Evidence:
    standards = []
    for standard_id, given_ in row.items():
        if isinstance(given_, list):
            asked = scheme.standard(standard_id).key_questions
            questions = tuple(
                KeyQuestionEvidence(question.id, Figures(yes, relevant))
                for question, (yes, relevant) in zip(asked, given_, strict=True)
            )
            standards.append(StandardEvidence(standard_id, key_questions=questions))
        elif isinstance(given_, Rating):
            standards.append(StandardEvidence(standard_id, judgement=given_))
        elif given_ is Status.NOT_RATED:
            standards.append(StandardEvidence(standard_id, not_rated="no cases"))
    samples = {domain.id: Sample(2000) for domain in scheme.domains}
    return Evidence(Inspection("one", "One"), scheme, samples, tuple(standards))


def arrays_of(
    scheme: Scheme, rows: Sequence[Row], dtype: type[np.unsignedinteger] = np.uint16
) -> CaseCounts:
    rules = Rules(scheme)
    yes = np.zeros((len(rules.questions), len(rows)), dtype)
    relevant = np.zeros_like(yes)
    given_: dict[str, Ratings] = {
        standard.id: np.full(len(rows), AWAITED, np.int8) for standard in scheme.standards
    }
    for place, row in enumerate(rows):
        for standard, at in zip(scheme.standards, rules.rows, strict=True):
            value = row.get(standard.id)
            if isinstance(value, list):
                given_[standard.id][place] = FIGURES
                for number, count in zip(at, value, strict=True):
                    yes[number, place], relevant[number, place] = count
            elif isinstance(value, Rating):
                given_[standard.id][place] = scheme.ratings.index(value)
            elif value is Status.NOT_RATED:
                given_[standard.id][place] = NOT_RATED
    return CaseCounts(yes, relevant, given_)


Expected = tuple[int, int, tuple[Answer, Answer, Answer]]


def expected_of(scheme: Scheme, result: object) -> Expected:
    from core.standard_result import StandardResult

    assert isinstance(result, StandardResult)
    rating = {Status.NOT_RATED: NOT_RATED, Status.AWAITED: AWAITED}.get(result.status)
    if rating is None:
        assert result.rating is not None
        rating = scheme.ratings.index(result.rating)
    lowest = result.lowest_percent
    held = result.discretion
    return (
        rating,
        NO_PERCENT if lowest is None else lowest,
        (held.near_boundary, held.one_judgement, held.small_sample),
    )


def assert_standard(
    scheme: Scheme, results: Results, standard: int, place: int, expected: Expected, said: object
) -> None:
    found = (
        int(results.ratings[standard, place]),
        int(results.lowest[standard, place]),
        answers(results.criteria[standard, place]),
    )
    assert found == expected, f"{scheme.id} {said}"


def assert_row(scheme: Scheme, results: Results, place: int, scorecard: Scorecard) -> None:
    for number, score in enumerate(scorecard.standards):
        expected = expected_of(scheme, score.result)
        assert_standard(scheme, results, number, place, expected, score.id)
    overall = scorecard.by_evidence.overall
    assert (
        int(results.score[place]),
        int(results.maximum[place]),
        int(results.overall[place]),
    ) == (
        scorecard.by_evidence.score,
        scorecard.by_evidence.maximum,
        NO_OVERALL if overall is None else scheme.ratings.index(overall),
    )


def assert_rows(
    scheme: Scheme, rows: Sequence[Row], dtype: type[np.unsignedinteger] = np.uint16
) -> None:
    results = results_of(Rules(scheme), arrays_of(scheme, rows, dtype))
    for place, row in enumerate(rows):
        assert_row(scheme, results, place, scorecard_of(evidence_of(scheme, row)))


def count_of(most: int) -> st.SearchStrategy[tuple[int, int]]:
    return st.integers(0, most).flatmap(
        lambda relevant: st.tuples(st.integers(0, relevant), st.just(relevant))
    )


def given_for(scheme: Scheme, standard: Standard, most: int) -> st.SearchStrategy[object]:
    other = st.sampled_from([*scheme.ratings, Status.NOT_RATED, None])
    if standard.rated_by is RatedBy.JUDGEMENT:
        return other
    size = len(standard.key_questions)
    figures = st.lists(count_of(most), min_size=size, max_size=size)
    return st.one_of(figures, figures, figures, other)


def rows_of(scheme: Scheme, most: int = 60) -> st.SearchStrategy[list[Row]]:
    row = st.fixed_dictionaries(
        {each.id: given_for(scheme, each, most) for each in scheme.standards}
    )
    return st.lists(row, min_size=1, max_size=8)  # type: ignore[arg-type]


@settings(max_examples=40)
@given(st.sampled_from(VARIANTS).flatmap(lambda each: st.tuples(st.just(each), rows_of(each))))
def test_random_inspections(drawn: tuple[Scheme, list[Row]]) -> None:
    assert_rows(*drawn)


@settings(max_examples=100)
@given(
    st.booleans()
    .flatmap(lambda rounding: schemes(before_banding=rounding))
    .flatmap(lambda each: st.tuples(st.just(each), rows_of(each)))
)
def test_generated_schemes(drawn: tuple[Scheme, list[Row]]) -> None:
    assert_rows(*drawn)


@settings(max_examples=20)
@given(rows_of(YOUTH_2018, most=LARGEST_LOOKED_UP + 500))
def test_large_samples_are_worked_out(rows: list[Row]) -> None:
    assert_rows(YOUTH_2018, rows)


@pytest.mark.parametrize("largest", [239, 240, 254, 300, LARGEST_LOOKED_UP, LARGEST_LOOKED_UP + 1])
@pytest.mark.parametrize("dtype", [np.uint16, np.uint32, np.uint64])
def test_the_largest_that_is_looked_up(
    largest: int, dtype: type[np.unsignedinteger], scheme: Scheme
) -> None:
    cells = [(yes, largest) for yes in range(0, largest + 1, 7)]
    rows: list[Row] = [
        {
            each.id: [cell] * len(each.key_questions) if each.key_questions else scheme.ratings[1]
            for each in scheme.standards
        }
        for cell in cells[:40]
    ]
    assert_rows(scheme, rows, dtype)


def test_chunks_do_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    from sessions.portfolio import vectorised

    generator = np.random.default_rng(7)
    shape = (len(Rules(YOUTH_2018).questions), 1000)
    relevant = generator.integers(0, 30, shape, dtype=np.uint8)
    yes = np.minimum(generator.integers(0, 30, shape, dtype=np.uint8), relevant)
    judged: dict[str, npt.NDArray[np.int8]] = {
        each: generator.integers(-2, 4, 1000).astype(np.int8) for each in ("1.1", "1.2", "1.3")
    }
    counts = CaseCounts(yes, relevant, judged)
    heard: list[tuple[int, int]] = []
    whole = results_of(Rules(YOUTH_2018), counts)
    monkeypatch.setattr(vectorised, "CHUNK", 64)
    parts = results_of(Rules(YOUTH_2018), counts, lambda done, of: heard.append((done, of)))
    for name in ("ratings", "lowest", "criteria", "score", "maximum", "overall"):
        assert np.array_equal(getattr(whole, name), getattr(parts, name)), name
    assert heard[-1] == (1000, 1000)
    assert heard[0] == (64, 1000)


def test_no_inspections() -> None:
    nothing = np.zeros((len(Rules(YOUTH_2018).questions), 0), np.uint8)
    assert results_of(Rules(YOUTH_2018), CaseCounts(nothing, nothing, {})).score.shape == (0,)


@given(st.tuples(*[st.sampled_from(Answer)] * 3))
def test_a_byte_holds_three_answers(three: tuple[Answer, Answer, Answer]) -> None:
    assert answers(criteria_byte(*three)) == three

"""Single judgements and the fewest of them, against trying every way to judge every case."""

from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.counts import Count
from core.evidence import Evidence
from core.judgements import (
    FewestJudgements,
    JudgementsNeeded,
    QuestionJudgements,
    fewest_judgements,
    judgement_outcomes,
    least_yes,
)
from core.meeting import Meeting, Refused
from core.scheme import AskedOf, Rating, Scheme
from core.scorecard import Total, scorecard_of
from core.standard_result import StandardResult
from core.value import replace
from core.weighing_words import fewest_words, judgement_outcome_words
from core.what_if import WhatIf
from core.what_if_outcomes import what_if_outcomes
from tests.core.building import (
    GOOD,
    INADEQUATE,
    OUTSTANDING,
    REQUIRES_IMPROVEMENT,
    YOUTH_2018,
    evidence_of,
)
from tests.core.oracle import whole_percent
from tests.core.strategies import any_figures, counted, counts, schemes
from tests.core.weighing import counts_by_trying, evidences, meetings, questions_of, undecided

CASES = 4


class Fewest(NamedTuple):
    """In one world: the fewest judgements to another rating, and every rating they can lead to."""

    number: int
    ratings: frozenset[Rating]
    questions: frozenset[str]


def place_of(scheme: Scheme, yes: int, relevant: int) -> int:
    if scheme.rounding_before_banding:
        percent = whole_percent(yes, relevant)
        return sum(percent >= band.lowest for band in scheme.bands) - 1
    return sum(100 * yes >= band.lowest * relevant for band in scheme.bands) - 1


def by_trying(scheme: Scheme, world: dict[str, Count], change: int) -> Fewest | None:
    """Judge every case of every key question in every way, and keep the nearest."""
    before = min(place_of(scheme, *count) for count in world.values())
    found: dict[int, list[tuple[Rating, frozenset[str]]]] = {}
    for answers in product(*(range(count.relevant + 1) for count in world.values())):
        after = min(
            place_of(scheme, yes, count.relevant)
            for yes, count in zip(answers, world.values(), strict=True)
        )
        if (after - before) * change <= 0:
            continue
        differing = {
            key: abs(yes - count.yes)
            for yes, (key, count) in zip(answers, world.items(), strict=True)
        }
        found.setdefault(sum(differing.values()), []).append(
            (scheme.bands[after].rating, frozenset(key for key in differing if differing[key]))
        )
    if not found:
        return None
    number = min(found)
    return Fewest(
        number,
        frozenset(rating for rating, _ in found[number]),
        frozenset().union(*(questions for _, questions in found[number])),
    )


def worlds_of(result: StandardResult) -> Iterator[dict[str, Count]]:
    asked = result.asked
    counts = [
        counts_by_trying(
            each.evidence.figures,
            CASES,
            every_case=each.question.asked_of is AskedOf.EVERY_CASE,
        )
        for each in asked
    ]
    for chosen in product(*counts):
        yield dict(zip((each.id for each in asked), chosen, strict=True))


def check(scheme: Scheme, result: StandardResult) -> None:
    fewest = fewest_judgements(result)
    if not result.asked:
        assert fewest is None
        return
    assert fewest is not None
    assert fewest.known
    for change, move in ((1, fewest.up), (-1, fewest.down)):
        found = [by_trying(scheme, world, change) for world in worlds_of(result)]
        tried = [each for each in found if each is not None]
        if move is None:
            assert tried == []
            continue
        assert len(tried) == len(found)
        assert move.change == change
        assert (move.least, move.most) == (
            min(each.number for each in tried),
            max(each.number for each in tried),
        )
        assert set(move.ratings) == frozenset().union(*(each.ratings for each in tried))
        assert list(move.ratings) == sorted(move.ratings, key=lambda rating: rating.score)
        assert {each.key_question for each in move.questions} == frozenset().union(
            *(each.questions for each in tried)
        )


class TestFewestJudgements:
    @settings(max_examples=120)
    @given(evidences(CASES, counted(CASES, fewest=0)))
    def test_counted(self, evidence: Evidence) -> None:
        for score in scorecard_of(evidence).standards[:2]:
            check(evidence.scheme, score.result)

    @settings(max_examples=40)
    @given(evidences(CASES, counted(CASES, fewest=0), before_banding=False))
    def test_banded_by_the_exact_share(self, evidence: Evidence) -> None:
        for score in scorecard_of(evidence).standards[:2]:
            check(evidence.scheme, score.result)

    @settings(max_examples=120)
    @given(evidences(CASES, any_figures(CASES)))
    def test_over_every_possible_count(self, evidence: Evidence) -> None:
        for score in scorecard_of(evidence).standards[:2]:
            if len(score.result.asked) < 4:
                check(evidence.scheme, score.result)

    @given(evidences(CASES))
    def test_one_is_enough_exactly_where_a_single_judgement_is(self, evidence: Evidence) -> None:
        card = scorecard_of(evidence)
        for score in card.standards:
            fewest = fewest_judgements(score.result)
            if fewest is None:
                continue
            singles = judgement_outcomes(card, score.id)
            for move, change in ((fewest.up, 1), (fewest.down, -1)):
                single = [each for each in singles if each.judgement.change == change]
                assert bool(single) == (move is not None and move.least == 1)

    @given(schemes(), counts(), st.booleans(), st.data())
    def test_the_fewest_yes_of_a_band(
        self, scheme: Scheme, count: Count, before_banding: bool, data: st.DataObject
    ) -> None:
        scheme = replace(scheme, rounding_before_banding=before_banding)
        place = data.draw(st.integers(0, len(scheme.bands) - 1))
        reaching = [
            yes
            for yes in range(count.relevant + 1)
            if place_of(scheme, yes, count.relevant) >= place
        ]
        assert least_yes(scheme, scheme.bands[place], count.relevant) == min(reaching)

    @pytest.mark.parametrize(
        ("relevant", "rounded", "exact"),
        [(17, 11, 12), (20, 13, 13), (31, 20, 21), (100, 65, 65), (200, 129, 130)],
    )
    def test_the_fewest_yes_of_65_percent(self, relevant: int, rounded: int, exact: int) -> None:
        band = YOUTH_2018.bands[2]
        assert least_yes(YOUTH_2018, band, relevant) == rounded
        exactly = replace(YOUTH_2018, rounding_before_banding=False)
        assert least_yes(exactly, band, relevant) == exact
        assert least_yes(YOUTH_2018, YOUTH_2018.bands[0], relevant) == 0

    def test_standards_without_figures_have_none(self) -> None:
        assert (
            fewest_judgements(undecided("kirklees-2021").scorecard.standard("1.1").result) is None
        )

    def test_the_number_of_cases_may_not_be_known(self) -> None:
        evidence = replace(
            evidence_of(YOUTH_2018, {"2.1": ["64%", "80%", "4/5"]}, {"2": 20}), samples={}
        )
        result = scorecard_of(evidence).standard("2.1").result
        fewest = fewest_judgements(result)
        assert fewest == FewestJudgements(None, None, known=False)
        assert fewest_words(result, fewest) == (
            "up: the number of relevant cases is not known",
            "down: the number of relevant cases is not known",
        )
        evidence = replace(
            evidence_of(YOUTH_2018, {"2.1": ["80%", "3/5", "4/5"]}, {"2": 20}), samples={}
        )
        fewest = fewest_judgements(scorecard_of(evidence).standard("2.1").result)
        assert fewest is not None
        assert fewest.up == JudgementsNeeded(
            1, 1, 1, (OUTSTANDING,), (QuestionJudgements("2.1.2", 1, 1),)
        )
        assert (fewest.down, fewest.known) == (None, False)
        evidence = evidence_of(YOUTH_2018, {"2.1": ["60%", "3/5", "4/5"]})
        fewest = fewest_judgements(scorecard_of(evidence).standard("2.1").result)
        assert fewest == FewestJudgements(None, None, known=False)

    @pytest.mark.parametrize(
        ("percent", "up", "down"),
        [
            (
                "100%",
                "it already has the highest rating",
                "the number of relevant cases is not known",
            ),
            (
                "10%",
                "the number of relevant cases is not known",
                "it already has the lowest rating",
            ),
        ],
    )
    def test_at_either_end_no_number_of_cases_is_missed(
        self, percent: str, up: str, down: str
    ) -> None:
        result = (
            scorecard_of(evidence_of(YOUTH_2018, {"2.1": [percent] * 3})).standard("2.1").result
        )
        fewest = fewest_judgements(result)
        assert fewest is not None
        assert fewest_words(result, fewest) == (f"up: {up}", f"down: {down}")


class TestSingleJudgements:
    @settings(max_examples=60)
    @given(meetings(most=4))
    def test_each_leads_where_the_what_if_leads(self, meeting: Meeting) -> None:
        card = meeting.scorecard
        for score in card.standards:
            if any(
                each.evidence.figures.count is None or not each.applicable
                for each in score.result.key_questions
            ):
                continue
            found: dict[tuple[str, int], tuple[Rating | None, Total]] = {}
            for each in score.result.key_questions:
                for change in (1, -1):
                    try:
                        what_if = WhatIf().with_judgement(meeting.evidence, each.id, change)
                    except Refused:
                        continue
                    supposed = what_if_outcomes(meeting, what_if).lowest
                    rating = supposed.standard(score.id).rating
                    if rating != score.result.rating:
                        found[each.id, change] = rating, supposed.agreed
            outcomes = judgement_outcomes(card, score.id)
            assert {
                (each.judgement.key_question, each.judgement.change): (
                    each.judgement.rating,
                    each.total,
                )
                for each in outcomes
            } == found
            for outcome in outcomes:
                judgement = outcome.judgement
                assert judgement.certain
                assert outcome.bands * judgement.change > 0
                assert score.result.rating is not None
                scheme = meeting.evidence.scheme
                assert outcome.bands == scheme.steps_between(score.result.rating, judgement.rating)

    @given(evidences(CASES))
    def test_with_or_without_the_criterion(self, evidence: Evidence) -> None:
        found = []
        for asked in (True, False):
            criteria = replace(evidence.scheme.criteria, one_judgement=asked)
            scheme = replace(evidence.scheme, criteria=criteria)
            card = scorecard_of(replace(evidence, scheme=scheme))
            found.append([judgement_outcomes(card, score.id) for score in card.standards])
        assert found[0] == found[1]

    @settings(max_examples=40)
    @given(evidences(CASES, before_banding=False))
    def test_none_leads_to_the_rating_it_has(self, evidence: Evidence) -> None:
        card = scorecard_of(evidence)
        for score in card.standards:
            for each in judgement_outcomes(card, score.id):
                assert each.judgement.rating != score.result.rating

    def test_north_somerset_3_2(self) -> None:
        card = undecided("north-somerset-2020").scorecard
        up, down = judgement_outcomes(card, "3.2")
        assert (up.judgement.rating, up.bands, up.total.score) == (OUTSTANDING, 2, 26)
        assert (down.judgement.rating, down.bands, down.total.score) == (INADEQUATE, -1, 23)
        assert judgement_outcome_words(up) == (
            "one more yes in 3.2.3 would make it Outstanding, two bands up: 26/36, Good"
        )

    def test_standards_without_a_rating_have_none(self) -> None:
        card = scorecard_of(evidence_of(YOUTH_2018, {"2.1": ["n/a", "n/a", "n/a"]}, {"2": 4}))
        assert judgement_outcomes(card, "2.1") == ()
        assert judgement_outcomes(card, "1.1") == ()


class TestWords:
    @pytest.mark.parametrize(
        ("figures", "up", "down"),
        [
            (
                ["4/6", "4/6", "4/6"],
                "up: three more yes (one in 2.1.1, one in 2.1.2 and one in 2.1.3) "
                "would make it Outstanding",
                "down: one fewer yes in 2.1.1, 2.1.2 or 2.1.3 would make it Requires improvement",
            ),
            (
                ["20/20", "20/20", "20/20"],
                "up: it already has the highest rating",
                "down: five fewer yes in 2.1.1, 2.1.2 or 2.1.3 would make it Good",
            ),
            (
                ["2/20", "20/20", "20/20"],
                "up: eight more yes in 2.1.1 would make it Requires improvement",
                "down: it already has the lowest rating",
            ),
            (
                ["20/20", "64%", "20/20"],
                # 14 of all 22 cases: 2.1.2 is asked of every case.
                "up: one more yes in 2.1.2 would make it Good",
                "down: four fewer yes in 2.1.2 would make it Inadequate",
            ),
            (
                ["7/11", "20/20", "20/20"],
                "up: one more yes in 2.1.1 would make it Good",
                "down: two fewer yes in 2.1.1 would make it Inadequate",
            ),
        ],
    )
    def test_fewest(self, figures: list[str], up: str, down: str) -> None:
        evidence = evidence_of(YOUTH_2018, {"2.1": figures}, {"2": 22})
        result = scorecard_of(evidence).standard("2.1").result
        fewest = fewest_judgements(result)
        assert fewest is not None
        assert fewest_words(result, fewest) == (up, down)

    @pytest.mark.parametrize(
        ("percent", "up", "down"),
        [
            # From 1 of 2, which 2 of 2 would lift, to 11 of 22, which needs 15.
            ("50%", (1, 4), (1, 1)),
            # 7 of 11 falls as 5 of 11; 14 of 22 as 10 of 22.
            ("64%", (1, 1), (2, 4)),
        ],
    )
    def test_a_percentage_may_need_a_few_or_many(
        self, percent: str, up: tuple[int, int], down: tuple[int, int]
    ) -> None:
        evidence = evidence_of(YOUTH_2018, {"2.4": [percent, "20/20", "20/20"]}, {"2": 22})
        fewest = fewest_judgements(scorecard_of(evidence).standard("2.4").result)
        assert fewest is not None
        for needed, ends in ((fewest.up, up), (fewest.down, down)):
            assert needed is not None
            assert (needed.least, needed.most) == ends
            assert needed.questions == (QuestionJudgements("2.4.1", *ends),)

    def test_kirklees_2_1(self) -> None:
        card = undecided("kirklees-2021").scorecard
        result = card.standard("2.1").result
        fewest = fewest_judgements(result)
        assert fewest is not None
        assert fewest.up is not None
        assert (fewest.up.least, fewest.up.most, fewest.up.ratings) == (7, 7, (GOOD,))
        (down,) = judgement_outcomes(card, "2.1")
        assert judgement_outcome_words(down) == (
            "one fewer yes in 2.1.3 would make it Inadequate: 7/36, Requires improvement"
        )
        assert result.rating == REQUIRES_IMPROVEMENT
        assert len(questions_of(card.evidence)) == 23


def test_the_question_that_surely_takes_the_fewest_bounds_the_way_down() -> None:
    """70% of at most 20 cases takes one judgement or two; 13 of 20 takes one."""
    evidence = evidence_of(YOUTH_2018, {"2.4": ["70%", "13/20", "20/20"]}, {"2": 20})
    fewest = fewest_judgements(scorecard_of(evidence).standard("2.4").result)
    assert fewest is not None
    assert fewest.down is not None
    assert (fewest.down.least, fewest.down.most) == (1, 1)

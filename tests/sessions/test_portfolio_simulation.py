"""Drawing the cases again: what the arrays look up is what core says of each draw."""

from pathlib import Path

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from core.counts import Figures
from core.evidence import Evidence, Sample
from core.scheme import Scheme
from core.scorecard import Scorecard, scorecard_of
from core.value import replace
from sessions.portfolio import simulate as module
from sessions.portfolio.columns import not_drawn, overall_held
from sessions.portfolio.from_folder import portfolio_of_folder
from sessions.portfolio.portfolio import ScoredInspection, Simulated
from sessions.portfolio.simulate import simulate, simulated
from tests.core.building import YOUTH_2018, YOUTH_2021, evidence_of, whole_evidence
from tests.core.strategies import schemes

FIXTURES = Path(__file__).parents[2] / "fixtures"
DRAWS = 40


def drawn_again(card: Scorecard, seed: int) -> list[Scorecard]:
    """Draw the counts as the method says, and let core score each draw."""
    random = module.random_numbers(seed, card.evidence.inspection.id)
    drawn = {
        question.id: (random_yes(random, question.counts[0], question.sample), question.counts[0])
        for score in card.standards
        if score.result.rating is not None
        for question in score.result.asked
        if len(question.counts) == 1
    }
    cards = []
    for draw in range(DRAWS):
        standards = []
        for standard in card.evidence.standards:
            questions = tuple(
                replace(each, figures=Figures(int(drawn[each.id][0][draw]), drawn[each.id][1][1]))
                if each.id in drawn
                else each
                for each in standard.key_questions
            )
            standards.append(replace(standard, key_questions=questions))
        cards.append(scorecard_of(replace(card.evidence, standards=tuple(standards))))
    return cards


def random_yes(
    random: np.random.Generator, count: tuple[int, int], sample: Sample | None
) -> list[int]:
    yes, relevant = count
    if sample is None or sample.eligible is None:
        return [int(each) for each in random.binomial(relevant, yes / relevant, DRAWS)]
    population = int(np.floor(relevant * sample.eligible / sample.cases + 0.5))
    good = int(np.floor(population * yes / relevant + 0.5))
    return [int(n) for n in random.hypergeometric(good, population - good, relevant, DRAWS)]


def assert_as_core_says(card: Scorecard, found: Simulated, seed: int) -> None:
    cards = drawn_again(card, seed)
    for standard, times in found.standards.items():
        ratings = [each.standard(standard).result.rating for each in cards]
        assert times == {rating: ratings.count(rating) for rating in card.scheme.ratings}
    overall = [each.by_evidence.overall for each in cards]
    if found.overall:
        assert found.overall == {rating: overall.count(rating) for rating in card.scheme.ratings}


COUNTS = st.integers(0, 20).flatmap(
    lambda relevant: st.integers(0, relevant).map(
        lambda yes: f"{yes}/{relevant}" if relevant else "n/a"
    )
)


@st.composite
def evidence(draw: st.DrawFn, scheme: Scheme) -> Evidence:
    standards: dict[str, str | list[str]] = {}
    for standard in scheme.standards:
        if not standard.key_questions:
            standards[standard.id] = draw(st.sampled_from(scheme.ratings)).name
        elif draw(st.integers(0, 9)):
            figures = st.one_of(COUNTS, COUNTS, st.just("50%"))
            size = len(standard.key_questions)
            standards[standard.id] = draw(st.lists(figures, min_size=size, max_size=size))
    eligible = draw(st.sampled_from([None, 20, 25, 400]))
    whole = evidence_of(scheme, standards)
    return replace(whole, samples={each.id: Sample(20, eligible) for each in scheme.domains})


@settings(max_examples=25, deadline=None)
@given(
    st.one_of(st.sampled_from([YOUTH_2018, YOUTH_2021]), schemes()).flatmap(evidence),
    st.integers(0, 9),
)
def test_every_draw_is_rated_as_core_rates_it(given_: Evidence, seed: int) -> None:
    card = scorecard_of(given_)
    assert_as_core_says(card, simulated(card, DRAWS, seed), seed)


def shipped() -> dict[str, ScoredInspection]:
    return {each.id: each for each in portfolio_of_folder(FIXTURES).inspections}


def test_the_same_seed_gives_the_same_whichever_others_are_there() -> None:
    together = list(shipped().values())
    simulate(together, 300, 1)
    alone = shipped()["north-somerset-2020"]
    simulate([alone], 300, 1)
    assert alone.simulated in [each.simulated for each in together]
    other = shipped()["north-somerset-2020"]
    simulate([other], 300, 2)
    assert other.simulated is not None
    assert alone.simulated is not None
    assert other.simulated.standards != alone.simulated.standards


def test_what_is_not_drawn_is_said() -> None:
    inspections = shipped()
    simulate(list(inspections.values()), 10, 1)
    # 2.4 holds percentages that stand for several counts.
    assert not_drawn(inspections["kirklees-2021"]) == "1.1 1.2 1.3 1.4 2.4~"
    assert not_drawn(inspections["north-somerset-2020"]) == "1.1 1.2 1.3 1.4"
    assert overall_held(inspections["north-somerset-2020"]) is not None


def test_draws_are_binomial_from_a_very_large_population() -> None:
    """10 of 20 stays at 50% or more as often as the binomial says: 58.8%."""
    card = scorecard_of(whole_evidence(YOUTH_2018, {"2.1": ["10/20", "20/20", "20/20"]}))
    found = simulated(card, 100_000, 3)
    assert found.large == ("2", "3")
    inadequate = found.standards["2.1"][YOUTH_2018.ratings[0]]
    assert abs(inadequate / 100_000 - 0.4119) < 0.006


def test_a_known_population_is_drawn_from_without_replacement() -> None:
    """Of 40 cases 20 are a yes; 20 drawn of these hold fewer than 10 in 37.6% of the draws."""
    evidence_ = whole_evidence(YOUTH_2018, {"2.1": ["10/20", "20/20", "20/20"]})
    samples = {"2": Sample(20, 40), "3": Sample(20, 40)}
    found = simulated(scorecard_of(replace(evidence_, samples=samples)), 100_000, 3)
    assert found.large == ()
    inadequate = found.standards["2.1"][YOUTH_2018.ratings[0]]
    assert abs(inadequate / 100_000 - 0.3761) < 0.006


def test_a_population_that_was_inspected_whole_never_moves() -> None:
    evidence_ = whole_evidence(YOUTH_2018, {"2.1": ["4/6", "3/5", "1/2"]}, {"2": 6, "3": 20})
    whole = replace(evidence_, samples={"2": Sample(6, 6), "3": Sample(20, 20)})
    card = scorecard_of(whole)
    found = simulated(card, 500, 1)
    for standard, times in found.standards.items():
        rating = card.standard(standard).result.rating
        assert rating is not None
        assert times[rating] == 500
    assert max(found.overall.values()) == 500


def test_an_awaited_standard_leaves_no_overall_rating_to_count() -> None:
    card = scorecard_of(evidence_of(YOUTH_2018, {"2.1": ["4/6", "3/5", "1/2"]}))
    found = simulated(card, 20, 1)
    assert found.overall == {}
    assert list(found.standards) == ["2.1"]

"""Schemes and figures for property tests: anything that a sound file could say."""

from hypothesis import strategies as st

from core.counts import Count, Figures
from core.scheme import (
    AskedOf,
    Band,
    Criteria,
    Domain,
    KeyQuestion,
    OverallBand,
    OverallBands,
    RatedBy,
    Rating,
    Scheme,
    Standard,
    Ties,
)
from tests.core.oracle import whole_percent


@st.composite
def criteria(draw: st.DrawFn) -> Criteria:
    return Criteria(
        points=draw(st.integers(0, 15)),
        cases=draw(st.integers(0, 10)),
        one_judgement=draw(st.booleans()),
        ties=draw(st.sampled_from(Ties)),
    )


@st.composite
def schemes(draw: st.DrawFn, before_banding: bool = True) -> Scheme:
    """Return a sound scheme of 2 to 6 ratings and 1 to 4 standards of 1 to 4 key questions."""
    scores = sorted(draw(st.sets(st.integers(0, 8), min_size=2, max_size=6)))
    ratings = tuple(Rating(f"Rating {n}", f"R{n}", score) for n, score in enumerate(scores))
    places = range(len(ratings))

    def starts(last: int) -> list[int]:
        cuts = st.sets(st.integers(1, last), min_size=len(ratings) - 1, max_size=len(ratings) - 1)
        return [0, *sorted(draw(cuts)), last + 1]

    percents = starts(100)
    number = draw(st.integers(1, 4))
    standards = tuple(
        Standard(
            id=f"2.{n}",
            title=f"Standard {n}",
            domain="2",
            rated_by=RatedBy.KEY_QUESTIONS,
            counted=True,
            discretion=True,
            key_questions=tuple(
                KeyQuestion(f"2.{n}.{q}", f"Question {q}", asked_of=draw(st.sampled_from(AskedOf)))
                for q in range(1, draw(st.integers(1, 4)) + 1)
            ),
        )
        for n in range(1, number + 1)
    )
    maximum = number * scores[-1]
    totals = starts(maximum)
    return Scheme(
        id="generated",
        title="A generated scheme",
        source="",
        ratings=ratings,
        bands=tuple(
            Band(f"Band {n}", ratings[n], percents[n], percents[n + 1] - 1) for n in places
        ),
        overall=(
            OverallBands(
                maximum,
                tuple(OverallBand(ratings[n], totals[n], totals[n + 1] - 1) for n in places),
            ),
        ),
        domains=(Domain("2", "Court disposals"),),
        standards=standards,
        criteria=draw(criteria()),
        rounding_before_banding=before_banding,
    )


@st.composite
def counted(draw: st.DrawFn, cases: int, fewest: int = 1) -> Figures:
    """Return `yes` of `relevant`, within the sample."""
    relevant = draw(st.integers(fewest, cases))
    return Figures(draw(st.integers(0, relevant)), relevant)


@st.composite
def percent_only(draw: st.DrawFn, cases: int) -> Figures:
    """Return a percentage that some count within the sample rounds to."""
    count = draw(counted(cases))
    assert count.yes is not None
    assert count.relevant is not None
    return Figures(percent=whole_percent(count.yes, count.relevant))


@st.composite
def percent_of_relevant(draw: st.DrawFn, cases: int) -> Figures:
    """Return a percentage with the number of relevant cases."""
    count = draw(counted(cases))
    assert count.yes is not None
    assert count.relevant is not None
    return Figures(relevant=count.relevant, percent=whole_percent(count.yes, count.relevant))


NOT_APPLICABLE = Figures(0, 0)


def any_figures(cases: int) -> st.SearchStrategy[Figures]:
    return st.one_of(
        counted(cases),
        percent_only(cases),
        percent_of_relevant(cases),
        st.just(NOT_APPLICABLE),
    )


@st.composite
def counts(draw: st.DrawFn, most: int = 60) -> Count:
    figures = draw(counted(most))
    assert figures.count is not None
    return figures.count

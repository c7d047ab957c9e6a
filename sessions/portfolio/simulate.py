"""How often each rating holds when the cases of each inspection are drawn again.

Method (docs/portfolio.md has its limits): for each key question of an inspection on its own, as
many cases as were relevant are drawn with replacement from those that were; the number of yes is
binomial. Judgements, percentages without counts and the relevant cases stay as they are.
Each inspection has its own stream, from the seed and its id: it does not depend on the others.
"""

import hashlib
from collections.abc import Sequence

import numpy as np

from sessions.portfolio.portfolio import (
    DRAWN,
    NOT_DRAWN,
    PARTLY_DRAWN,
    Group,
    Progress,
    Simulated,
    no_progress,
)
from sessions.portfolio.rules import Bools, Rules
from sessions.portfolio.vectorised import (
    FIGURES,
    CaseCounts,
    Ratings,
    Results,
    results_of,
)

MOST_DRAWS = 1_000_000
# So many draws at once, so that memory stays small for any number.
AT_ONCE = 50_000


def simulate(
    groups: Sequence[Group], draws: int, seed: int, progress: Progress = no_progress
) -> None:
    """Draw the cases of every inspection so many times, and note how often each rating came up."""
    inspections = sum(len(group.places) for group in groups)
    done = 0
    for group in groups:
        group.simulated = _empty(group, draws, seed)
        for place, inspection in enumerate(group.names.ids):
            _inspection(group, group.simulated, place, inspection)
            done += 1
            progress("simulating", done, inspections)


def times_held(group: Group, standard: int | None) -> list[int | None]:
    """Give how often each inspection's rating by evidence came up; None where none was drawn.

    For the place of a standard, or for the overall rating (None).
    """
    assert group.simulated is not None
    evidence, simulated = group.evidence, group.simulated
    ratings = evidence.overall if standard is None else evidence.ratings[standard]
    times = simulated.overall if standard is None else simulated.ratings[standard]
    there = ratings >= 0
    there &= (simulated.drawn if standard is None else simulated.drawn[[standard]]).any(axis=0)
    return [
        int(times[rating, place]) if there[place] else None
        for place, rating in enumerate(ratings.tolist())
    ]


def _empty(group: Group, draws: int, seed: int) -> Simulated:
    standards, ratings = len(group.rules.standards), len(group.rules.scheme.ratings)
    inspections = len(group.places)
    return Simulated(
        draws,
        seed,
        np.zeros((standards, ratings, inspections), np.intp),
        np.zeros((ratings, inspections), np.intp),
        _drawn_standards(group),
    )


def _drawn_standards(group: Group) -> Ratings:
    """Tell which standards are drawn: those with counts, unless a rating stands in their place."""
    counts = group.counts
    drawn = np.full((len(group.rules.standards), len(group.places)), NOT_DRAWN, np.int8)
    for place, (standard, rows) in enumerate(
        zip(group.rules.standards, group.rules.rows, strict=True)
    ):
        given = counts.given.get(standard.id)
        asked = counts.relevant[rows.start : rows.stop] > 0
        if given is not None:
            asked &= given == FIGURES
        free = asked if group.fixed is None else asked & ~group.fixed[rows.start : rows.stop]
        drawn[place, free.any(axis=0)] = PARTLY_DRAWN
        drawn[place, free.any(axis=0) & (free == asked).all(axis=0)] = DRAWN
    return drawn


def stream(seed: int, inspection: str) -> np.random.Generator:
    """Give the random numbers of one inspection."""
    own = hashlib.sha256(inspection.encode("utf-8", "surrogatepass")).digest()
    words = [int.from_bytes(own[start : start + 4], "little") for start in range(0, 16, 4)]
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, *words])))


def _inspection(group: Group, into: Simulated, place: int, inspection: str) -> None:
    random = stream(into.seed, inspection)
    counts, rules = group.counts, group.rules
    for start in range(0, into.draws, AT_ONCE):
        size = min(AT_ONCE, into.draws - start)
        drawn = _drawn(counts, group.fixed, place, size, random)
        _count(rules, results_of(rules, drawn), into, place)


def _drawn(
    counts: CaseCounts,
    fixed: Bools | None,
    place: int,
    draws: int,
    random: np.random.Generator,
) -> CaseCounts:
    """Draw one inspection again and again; a row a key question, as in `CaseCounts`."""
    yes, relevant = (each[:, place].astype(np.int64) for each in (counts.yes, counts.relevant))
    share = yes / np.maximum(relevant, 1)
    again = random.binomial(relevant[:, np.newaxis], share[:, np.newaxis], (len(yes), draws))
    if fixed is not None:
        again = np.where(fixed[:, place, np.newaxis], yes[:, np.newaxis], again)
    kind = np.uint8 if int(relevant.max(initial=0)) < 255 else np.uint16
    given: dict[str, Ratings] = {
        standard: np.full(draws, each[place], np.int8) for standard, each in counts.given.items()
    }
    return CaseCounts(
        again.astype(kind),
        np.repeat(relevant.astype(kind)[:, np.newaxis], draws, axis=1),
        given,
    )


def _count(rules: Rules, results: Results, into: Simulated, place: int) -> None:
    for rating in range(len(rules.scheme.ratings)):
        into.ratings[:, rating, place] += np.count_nonzero(results.ratings == rating, axis=1)
        into.overall[rating, place] += np.count_nonzero(results.overall == rating)

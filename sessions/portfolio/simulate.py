"""How often each rating holds when the cases of each inspection are drawn again.

Method (docs/portfolio.md has its limits): for each key question on its own, as many cases as were
relevant are drawn from a population with the share of yes that was seen. Where the eligible
population is known, it is of that size and the cases are drawn without replacement; else it is
taken as very large. Judgements, percentages without counts and the relevant cases stay as they are.
Each inspection has its own stream of random numbers, made of the seed and its id.

The rules are core's: core gives the band of every count that can be drawn, and the arrays only look
these up, take minima and add.
"""

import hashlib
from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from core.banding import band_of_count
from core.counts import Count
from core.evidence import Sample
from core.scheme import Rating, Scheme
from core.scorecard import Scorecard
from core.standard_result import KeyQuestionResult
from sessions.portfolio.portfolio import Progress, ScoredInspection, Simulated, no_progress

Numbers = npt.NDArray[np.int64]
Places = npt.NDArray[np.uint8]


def simulate(
    inspections: Sequence[ScoredInspection],
    draws: int,
    seed: int,
    progress: Progress = no_progress,
) -> None:
    """Draw the cases of every inspection again, and keep with it how often each rating came up."""
    for number, inspection in enumerate(inspections, start=1):
        inspection.simulated = simulated(inspection.scorecard, draws, seed)
        progress("simulating", number, len(inspections))


def simulated(scorecard: Scorecard, draws: int, seed: int) -> Simulated:
    """Draw the cases of one inspection *draws* times, and count the ratings by evidence."""
    scheme = scorecard.scheme
    random = random_numbers(seed, scorecard.evidence.inspection.id)
    ratings = [band.rating for band in scheme.bands]
    scores = np.array([rating.score for rating in ratings])
    total = np.zeros(draws, np.int64)
    standards: dict[str, dict[Rating, int]] = {}
    partly = set()
    large: set[str] = set()
    for result in (score.result for score in scorecard.standards):
        drawn = [question for question in result.asked if len(question.counts) == 1]
        if result.rating is None:
            continue
        if not drawn:
            total += result.rating.score * result.standard.counted
            continue
        lowest = np.full(draws, _lowest_fixed(scheme, result.asked), np.uint8)
        for question in drawn:
            yes = _drawn(random, question.counts[0], question.sample, draws)
            np.minimum(lowest, _bands(scheme, question.counts[0].relevant)[yes], out=lowest)
            if question.sample is None or question.sample.eligible is None:
                large.add(result.standard.domain)
        if result.standard.counted:
            total += scores[lowest]
        standards[result.id] = _tally(scheme, zip(ratings, np.bincount(lowest), strict=False))
        if len(drawn) < len(result.asked):
            partly.add(result.id)
    return Simulated(
        draws,
        seed,
        standards,
        frozenset(partly),
        _overall(scorecard, total) if standards else {},
        tuple(domain.id for domain in scheme.domains if domain.id in large),
    )


def random_numbers(seed: int, inspection: str) -> np.random.Generator:
    """Return the random numbers of one inspection."""
    own = hashlib.sha256(inspection.encode("utf-8", "surrogatepass")).digest()
    words = [int.from_bytes(own[start : start + 4], "little") for start in range(0, 16, 4)]
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, *words])))


def _drawn(random: np.random.Generator, count: Count, sample: Sample | None, draws: int) -> Numbers:
    """Draw how many of the relevant cases are a yes."""
    yes, relevant = count
    if sample is None or sample.eligible is None:
        return random.binomial(relevant, yes / relevant, draws)
    population = relevant
    if sample.eligible > sample.cases:
        # The relevant cases among all that are eligible, and those with a yes; halves go up.
        population = _share(relevant * sample.eligible, sample.cases)
    good = _share(population * yes, relevant)
    return random.hypergeometric(good, population - good, relevant, draws)


def _share(number: int, of: int) -> int:
    return (2 * number + of) // (2 * of)


@lru_cache(maxsize=4096)
def _bands(scheme: Scheme, relevant: int) -> Places:
    """Return for each number of yes the place of the band that core gives it."""
    bands = [band_of_count(scheme, Count(yes, relevant)) for yes in range(relevant + 1)]
    return np.array([scheme.bands.index(band) for band in bands], np.uint8)


def _lowest_fixed(scheme: Scheme, asked: Iterable[KeyQuestionResult]) -> int:
    """Return the place of the lowest band among the questions that are not drawn."""
    fixed = [each.band for each in asked if len(each.counts) != 1 and each.band is not None]
    return min(map(scheme.bands.index, fixed), default=len(scheme.bands) - 1)


def _overall(scorecard: Scorecard, total: Numbers) -> dict[Rating, int]:
    scheme = scorecard.scheme
    bands = scheme.overall_bands(scorecard.by_evidence.maximum)
    if bands is None or scorecard.awaited:
        return {}
    found, times = np.unique(total, return_counts=True)
    ratings = (bands.band_of(score).rating for score in found.tolist())
    return _tally(scheme, zip(ratings, times, strict=True))


def _tally(scheme: Scheme, times: Iterable[tuple[Rating, int]]) -> dict[Rating, int]:
    tally = dict.fromkeys(scheme.ratings, 0)
    for rating, number in times:
        tally[rating] += int(number)
    return tally

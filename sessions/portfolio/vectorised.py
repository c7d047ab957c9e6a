"""The rules of core on arrays: ratings, criteria, score and overall rating of many inspections.

Arrays run (key question or standard, inspection), in the scheme's order. Chunks of inspections
keep what is worked on in the processor's own memory. Whole numbers decide everything.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from core.discretion import Answer
from core.scheme import OverallBands, Ties
from core.value import Value
from sessions.portfolio.rules import (
    BAND_SHIFT,
    LARGEST_LOOKED_UP,
    NOT_ASKED,
    PERCENT_MASK,
    PERCENT_SHIFT,
    RISE_BIT,
    Bools,
    Bytes,
    Codes,
    Counts,
    Rules,
)

Ratings = npt.NDArray[np.int8]
Totals = npt.NDArray[np.int32]

CHUNK = 16384

# In place of a rating's place in the scheme's list.
NOT_RATED, AWAITED, FIGURES = -1, -2, -3
NO_OVERALL = -1
NO_PERCENT = -1

# The answers in the order of their strength, two bits each.
ANSWERS = (Answer.NOT_MET, Answer.UNKNOWN, Answer.POSSIBLE, Answer.MET)
NEAR_SHIFT, ONE_SHIFT, SMALL_SHIFT = 0, 2, 4
MET = 3
ALL_UNKNOWN = 0b010101

Report = Callable[[int, int], None]


class CaseCounts(Value):
    """The evidence of many inspections as arrays.

    `yes` and `relevant`: (key questions, inspections); no relevant cases: not applicable.
    `given`: for a standard's id, what stands instead of figures in each inspection: the place of a
    rating, NOT_RATED, AWAITED, or FIGURES where the figures count. A judged standard that is not
    there is awaited.
    """

    yes: Counts
    relevant: Counts
    given: Mapping[str, Ratings]

    @property
    def inspections(self) -> int:
        """How many inspections there are."""
        return int(self.relevant.shape[1])


class Results(Value):
    """What the evidence of many inspections gives.

    `ratings`: places in the scheme's ratings, or NOT_RATED or AWAITED. `lowest`: percentages, or
    NO_PERCENT. `criteria`: three answers in a byte, see `answers`. All (standards, inspections).
    `score`, `maximum` and `overall` (a place, or NO_OVERALL) have one value for each inspection.
    """

    ratings: Ratings
    lowest: Ratings
    criteria: Bytes
    score: Totals
    maximum: Totals
    overall: Ratings

    @staticmethod
    def empty(rules: Rules, inspections: int) -> "Results":
        """Make room for the results of so many inspections."""
        each = (len(rules.standards), inspections)
        return Results(
            ratings=np.empty(each, np.int8),
            lowest=np.empty(each, np.int8),
            criteria=np.empty(each, np.uint8),
            score=np.empty(inspections, np.int32),
            maximum=np.empty(inspections, np.int32),
            overall=np.empty(inspections, np.int8),
        )


def answers(criteria: int) -> tuple[Answer, Answer, Answer]:
    """Read a byte of criteria: near boundary, one judgement, small sample."""
    code = int(criteria)
    return (
        ANSWERS[code >> NEAR_SHIFT & 3],
        ANSWERS[code >> ONE_SHIFT & 3],
        ANSWERS[code >> SMALL_SHIFT & 3],
    )


def criteria_byte(near: Answer, one: Answer, small: Answer) -> int:
    """Put three answers into a byte: near boundary, one judgement, small sample."""
    return (
        ANSWERS.index(near) << NEAR_SHIFT
        | ANSWERS.index(one) << ONE_SHIFT
        | ANSWERS.index(small) << SMALL_SHIFT
    )


def results_of(rules: Rules, counts: CaseCounts, report: Report | None = None) -> Results:
    """Rate every inspection; `report` hears how many are done, of how many."""
    inspections = counts.inspections
    results = Results.empty(rules, inspections)
    largest = int(counts.relevant.max(initial=0))
    coder = _Coder(rules, largest, min(CHUNK, inspections))
    lowest = _Lowest(coder)
    for start in range(0, inspections, CHUNK):
        part = slice(start, min(start + CHUNK, inspections))
        if part.stop - start != coder.size:
            coder = _Coder(rules, largest, part.stop - start)
            lowest = _Lowest(coder)
        _rate(rules, counts, results, part, (coder, lowest))
        total(rules, results, part)
        if report is not None:
            report(part.stop, inspections)
    return results


class _Coder:
    """Turns the counts of one key question into codes, in buffers that are used again."""

    def __init__(self, rules: Rules, largest: int, size: int) -> None:
        self.size = size
        self._rules = rules
        self._lookup = rules.lookup(largest) if largest <= LARGEST_LOOKED_UP else None
        self._narrow = np.empty(size, np.uint16 if largest < 240 else np.uint32)
        self._places = np.empty(size, np.intp)
        self.codes: Codes = np.empty(size, np.uint16)
        self.fewer: Bytes = np.empty(size, np.uint8)
        exact = not rules.scheme.rounding_before_banding
        self.percents: Bytes | None = np.empty(size, np.uint8) if exact else None

    def code(self, yes: Counts, relevant: Counts) -> None:
        """Fill `codes` and `fewer`, and `percents` where the codes do not order them."""
        lookup = self._lookup
        if lookup is None:
            coded = self._rules.coded(yes.astype(np.int64), relevant.astype(np.int64))
            self.codes[:], self.fewer[:] = coded[:2]
            if self.percents is not None:
                self.percents[:] = coded[2]
            return
        narrow = self._narrow
        np.multiply(relevant, narrow.dtype.type(lookup.width), out=narrow, dtype=narrow.dtype)
        np.add(narrow, yes, out=narrow, dtype=narrow.dtype)
        np.copyto(self._places, narrow)
        lookup.codes.take(self._places, out=self.codes, mode="clip")
        lookup.fewer.take(self._places, out=self.fewer, mode="clip")
        if self.percents is not None:
            lookup.percents.take(self._places, out=self.percents, mode="clip")


class _Lowest:
    """The two lowest codes among a standard's key questions, and the lowest of the others."""

    def __init__(self, coder: _Coder) -> None:
        self.codes: Codes = np.empty_like(coder.codes)
        self.second: Codes = np.empty_like(coder.codes)
        self.fewer: Bytes = np.empty_like(coder.fewer)
        self.percents = None if coder.percents is None else np.empty_like(coder.percents)
        self._spare: Codes = np.empty_like(coder.codes)

    def first(self, coder: _Coder) -> None:
        """Begin with a standard's first key question."""
        self.codes[:] = coder.codes
        self.second.fill(NOT_ASKED)
        self.fewer[:] = coder.fewer
        if self.percents is not None and coder.percents is not None:
            self.percents[:] = coder.percents

    def add(self, coder: _Coder) -> None:
        """Take in another key question."""
        np.maximum(self.codes, coder.codes, out=self._spare)
        np.minimum(self.second, self._spare, out=self.second)
        np.minimum(self.codes, coder.codes, out=self.codes)
        np.minimum(self.fewer, coder.fewer, out=self.fewer)
        if self.percents is not None and coder.percents is not None:
            np.minimum(self.percents, coder.percents, out=self.percents)


class _Row(NamedTuple):
    """The results of one standard in a chunk of inspections, to be filled in."""

    ratings: Ratings
    lowest: Ratings
    criteria: Bytes


def _rate(
    rules: Rules,
    counts: CaseCounts,
    results: Results,
    part: slice,
    buffers: tuple[_Coder, _Lowest],
) -> None:
    coder, lowest = buffers
    for place, (standard, rows) in enumerate(zip(rules.standards, rules.rows, strict=True)):
        into = _Row(
            results.ratings[place, part],
            results.lowest[place, part],
            results.criteria[place, part],
        )
        given = counts.given.get(standard.id)
        if not rows:
            into.lowest.fill(NO_PERCENT)
            into.criteria.fill(ALL_UNKNOWN)
            into.ratings[:] = AWAITED if given is None else given[part]
            continue
        for row in rows:
            coder.code(counts.yes[row, part], counts.relevant[row, part])
            if row == rows.start:
                lowest.first(coder)
            else:
                lowest.add(coder)
        _read_off(rules, lowest, into)
        _without_figures(lowest.codes, None if given is None else given[part], into)


def _read_off(rules: Rules, lowest: _Lowest, into: _Row) -> None:
    """Read a standard's rating, lowest percentage and criteria off its lowest codes."""
    band = (lowest.codes >> BAND_SHIFT).astype(np.uint8)
    into.ratings[:] = band.view(np.int8)
    low_bits = lowest.codes.astype(np.uint8)
    criteria = into.criteria
    criteria.fill(0)
    if rules.scheme.criteria.one_judgement:
        # Up: only where one key question alone holds the standard down, and may rise. Down: any.
        one = (lowest.second >> BAND_SHIFT).astype(np.uint8) > band
        one &= (low_bits & RISE_BIT).view(np.bool_)
        one |= lowest.fewer < band
        np.left_shift(one.view(np.uint8), ONE_SHIFT, out=criteria)
    if lowest.percents is None:
        percent = (lowest.codes >> PERCENT_SHIFT).astype(np.uint8)
        percent &= PERCENT_MASK
        low_bits >>= 1
    else:
        percent = np.right_shift(lowest.percents, np.uint8(1))
        low_bits = lowest.percents.copy()
    into.lowest[:] = percent.view(np.int8)
    if rules.scheme.criteria.ties is Ties.ANY:
        low_bits ^= 1
    low_bits &= 1
    low_bits <<= SMALL_SHIFT
    criteria |= low_bits
    for low, high in rules.near:
        criteria |= (percent - np.uint8(low)) <= high - low
    criteria *= MET


def _without_figures(codes: Codes, given: Ratings | None, into: _Row) -> None:
    """Put right where no key question was asked, or where something else stands for figures."""
    instead: Bools = codes == NOT_ASKED
    if given is not None:
        instead |= given != FIGURES
    if not instead.any():
        return
    into.ratings[instead] = NOT_RATED
    into.lowest[instead] = NO_PERCENT
    into.criteria[instead] = ALL_UNKNOWN
    if given is not None:
        np.copyto(into.ratings, given, where=given != FIGURES)


def total(rules: Rules, results: Results, part: slice) -> None:
    """Add up the counted standards of some inspections, from their ratings."""
    score, maximum = results.score[part], results.maximum[part]
    overall = results.overall[part]
    score.fill(0)
    counted = [place for place, each in enumerate(rules.standards) if each.counted]
    maximum.fill(rules.scheme.top_score * len(counted))
    awaited = np.zeros(len(score), np.bool_)
    for place in counted:
        ratings = results.ratings[place, part]
        if ratings.min(initial=0) >= 0:
            score += ratings if rules.scores_are_places else rules.scores[ratings]
            continue
        score += rules.scores[ratings]
        maximum -= rules.scheme.top_score * (ratings == NOT_RATED)
        awaited |= ratings == AWAITED
    overall.fill(NO_OVERALL)
    for bands in rules.scheme.overall:
        here = maximum == bands.maximum
        here &= ~awaited
        if here.any():
            np.copyto(overall, _overall(bands, score), where=here)


def _overall(bands: OverallBands, score: Totals) -> Ratings:
    """Give the places of the overall bands that hold the scores; each rating has one, in order."""
    places = np.zeros(len(score), np.int8)
    for band in bands.bands[1:]:
        places += score >= band.lowest
    return places

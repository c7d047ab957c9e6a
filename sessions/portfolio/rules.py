"""A scheme made ready for arrays: every count as one code, in whole numbers only.

A code holds all that a standard's rating needs of one key question, so that the lowest code of a
standard is its lowest key question (from the highest bit down):

    band (7 bits) · percentage (7 bits) · order of the small samples (1 bit) · may rise (1 bit)

The band comes first; the percentage never disagrees with it, because both grow with the fraction.
Only where bands are read off the exact fraction can equal percentages lie in two bands: then the
percentage has a code of its own, `percentage (7 bits) · order of the small samples (1 bit)`.
"""

from functools import cached_property
from itertools import accumulate, pairwise

import numpy as np
import numpy.typing as npt

from core.scheme import Scheme, Standard, Ties
from core.value import Value

Bools = npt.NDArray[np.bool_]
Bytes = npt.NDArray[np.uint8]
Codes = npt.NDArray[np.uint16]
Numbers = npt.NDArray[np.int64]
Counts = npt.NDArray[np.unsignedinteger]

BAND_SHIFT, PERCENT_SHIFT, PERCENT_MASK = 9, 2, 127
SMALL_BIT, RISE_BIT = 2, 1

# The code of a key question that applies to no case: above every other.
NOT_ASKED = 0xFFFF
NO_BAND = 0xFF

# Up to so many relevant cases every code is looked up; above, it is worked out each time.
LARGEST_LOOKED_UP = 1023


class Lookup(Value):
    """The three codes of a count, at place `relevant * width + yes`; see `Rules.coded`."""

    width: int
    codes: Codes
    fewer: Bytes
    percents: Bytes


class Rules:
    """A scheme with what the arrays need of it."""

    def __init__(self, scheme: Scheme) -> None:
        self.scheme = scheme
        self._lookups: dict[int, Lookup] = {}

    @property
    def standards(self) -> tuple[Standard, ...]:
        """The standards, in the scheme's order: the rows of every result."""
        return self.scheme.standards

    @cached_property
    def questions(self) -> tuple[str, ...]:
        """The ids of all key questions, in the scheme's order: the rows of the counts."""
        return tuple(q.id for standard in self.standards for q in standard.key_questions)

    @cached_property
    def rows(self) -> tuple[range, ...]:
        """For each standard, which rows of the counts are its key questions."""
        ends = accumulate((len(each.key_questions) for each in self.standards), initial=0)
        return tuple(range(start, end) for start, end in pairwise(ends))

    @cached_property
    def scores(self) -> Numbers:
        """What each rating scores, then 0 for awaited and 0 for not rated (-2 and -1)."""
        return np.array([*(rating.score for rating in self.scheme.ratings), 0, 0], dtype=np.int64)

    @cached_property
    def scores_are_places(self) -> bool:
        """Whether each rating scores its place in the list: 0, 1, 2, 3 as published."""
        return all(rating.score == place for place, rating in enumerate(self.scheme.ratings))

    @cached_property
    def near(self) -> tuple[tuple[int, int], ...]:
        """The percentages within the scheme's points of a boundary, as runs that never touch."""
        points = self.scheme.criteria.points
        runs: list[tuple[int, int]] = []
        for bound in self.scheme.boundaries:
            low, high = max(0, bound - points), min(100, bound + points)
            if runs and low <= runs[-1][1] + 1:
                runs[-1] = (runs[-1][0], max(high, runs[-1][1]))
            else:
                runs.append((low, high))
        return tuple(runs)

    def percents(self, yes: Numbers, relevant: Numbers) -> Numbers:
        """Give whole percentages, halves up; at least 1 relevant case each."""
        return (200 * yes + relevant) // (2 * relevant)

    def bands(self, yes: Numbers, relevant: Numbers) -> Numbers:
        """Give the places of the bands (0 the lowest); at least 1 relevant case each."""
        if self.scheme.rounding_before_banding:
            reached = self.percents(yes, relevant)
            of = np.ones_like(relevant)
        else:
            reached = 100 * yes
            of = relevant
        bands = np.zeros_like(yes)
        for bound in self.scheme.boundaries:
            bands += reached >= bound * of
        return bands

    def lookup(self, largest: int) -> Lookup:
        """Give the codes of every count of at most so many relevant cases."""
        width = largest // 16 * 16 + 16
        found = self._lookups.get(width)
        if found is None:
            relevant, yes = np.divmod(np.arange(width * width, dtype=np.int64), width)
            found = Lookup(width, *self.coded(np.minimum(yes, relevant), relevant))
            self._lookups[width] = found
        return found

    def coded(self, yes: Numbers, relevant: Numbers) -> tuple[Codes, Bytes, Bytes]:
        """Work out the codes, the bands of one yes fewer, and the codes of the percentages."""
        asked = relevant > 0
        of = np.maximum(relevant, 1)
        band = self.bands(yes, of)
        more = self.bands(np.minimum(yes + 1, of), of)
        fewer = self.bands(np.maximum(yes - 1, 0), of)
        small = relevant <= self.scheme.criteria.cases
        # The lowest code decides among equal percentages: any small one, or any that is not.
        last = small if self.scheme.criteria.ties is Ties.ALL else ~small
        percent = (self.percents(yes, of) << PERCENT_SHIFT) | (last * SMALL_BIT)
        code = (band << BAND_SHIFT) | percent | ((more > band) * RISE_BIT)
        return (
            np.where(asked, code, NOT_ASKED).astype(np.uint16),
            np.where(asked, fewer, NO_BAND).astype(np.uint8),
            np.where(asked, percent >> 1, NO_BAND).astype(np.uint8),
        )

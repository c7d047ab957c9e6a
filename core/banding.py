"""From a percentage to a band, and how far it is from the boundaries."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from core.counts import Count, Figures
from core.scheme import Band, Rating, Scheme


def band_of_percent(scheme: Scheme, percent: int) -> Band:
    """Return the band that holds a whole percentage (0 to 100)."""
    return scheme.bands[bisect_right(scheme.boundaries, percent)]


def band_of_exact(scheme: Scheme, count: Count) -> Band:
    """Return the band that the unrounded fraction falls in, compared in whole numbers.

    Raises:
        ZeroDivisionError: There are no relevant cases.
    """
    # Boundaries are whole numbers, so cutting the fraction off cannot cross one.
    return band_of_percent(scheme, 100 * count.yes // count.relevant)


def band_of_count(scheme: Scheme, count: Count) -> Band:
    """Return the band of a count (at least 1 relevant case) by the scheme's rounding rule.

    Raises:
        ZeroDivisionError: There are no relevant cases.
    """
    if scheme.rounding_before_banding:
        return band_of_percent(scheme, count.percent)
    return band_of_exact(scheme, count)


def band_of(scheme: Scheme, figures: Figures, counts: Sequence[Count] = ()) -> Band | None:
    """Return the band of a key question's figures; None where the question does not apply.

    A percentage without a count is banded as printed. There is one exception: if the scheme bands
    the exact fraction, and all `counts` that the percentage could represent fall in one band, that
    band is returned.
    """
    count, percent = figures.count, figures.whole_percent
    if percent is None:
        return None
    if count is not None:
        return band_of_count(scheme, count)
    if not scheme.rounding_before_banding:
        exact = {band_of_exact(scheme, possible) for possible in counts}
        if len(exact) == 1:
            return exact.pop()
    return band_of_percent(scheme, percent)


def lowest_rating(bands: Iterable[Band]) -> Rating | None:
    """Return a standard's rating: the lowest band of its key questions, without weighting.

    None where there are no bands. Source: "the rating is aligned to the lowest banding at the key
    question level".
    """
    lowest = min(bands, key=lambda band: band.lowest, default=None)
    return lowest.rating if lowest else None


def near_boundaries(scheme: Scheme, percent: int) -> tuple[int, ...]:
    """Return the boundaries within the scheme's points of a percentage, both ends included."""
    points = scheme.criteria.points
    return tuple(bound for bound in scheme.boundaries if abs(percent - bound) <= points)


def nearest_boundary(scheme: Scheme, percent: int) -> int:
    """Return the boundary closest to a percentage; the lower one of two at the same distance."""
    return min(scheme.boundaries, key=lambda bound: (abs(percent - bound), bound))


def rounding_lifts(scheme: Scheme, count: Count) -> bool:
    """Return whether only rounding puts a count in its band: 11 of 17 (64.7%) in that of 65%.

    Raises:
        ZeroDivisionError: There are no relevant cases.
    """
    return band_of_percent(scheme, count.percent) != band_of_exact(scheme, count)

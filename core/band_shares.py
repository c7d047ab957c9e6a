"""How much of a key question's interval is in each band.

The share is a length, not a probability. It decides nothing. Where the scheme rounds before it
bands, a share of 64.5% would be printed as 65%, so that is where the band of 65 begins.
"""

from __future__ import annotations

from core.interval import NOISE
from core.scheme import Band, Scheme
from core.standard_result import KeyQuestionResult
from core.value import Value

HALF = 0.5


class BandShare(Value):
    """How much of an interval is in a band: 0.0 to 1.0 of its length."""

    band: Band
    share: float


def interval_shares(scheme: Scheme, result: KeyQuestionResult) -> tuple[BandShare, ...]:
    """Return the share of the 80% interval in each band, the lowest first; together 1.

    Empty where a question has no interval. An interval without width (the whole population was
    inspected) is in the question's own band.
    """
    interval, own = result.interval, result.band
    if interval is None or own is None:
        return ()
    width = interval.high - interval.low
    if width <= NOISE:
        return tuple(BandShare(band, float(band == own)) for band in scheme.bands)
    return tuple(
        BandShare(band, max(0.0, min(interval.high, end) - max(interval.low, start)) / width)
        for band, start, end in _runs(scheme)
    )


def allowed_bands(scheme: Scheme, result: KeyQuestionResult) -> tuple[Band, ...]:
    """Return the bands that the interval reaches into, the lowest first."""
    shares = interval_shares(scheme, result)
    return tuple(band_share.band for band_share in shares if band_share.share > NOISE)


def _runs(scheme: Scheme) -> tuple[tuple[Band, float, float], ...]:
    """Every band with its ends on the unrounded scale."""
    starts = [_start(scheme, band) for band in scheme.bands]
    return tuple(zip(scheme.bands, starts, [*starts[1:], 100.0], strict=True))


def _start(scheme: Scheme, band: Band) -> float:
    """Where a band begins on the unrounded scale, in percent."""
    if not band.lowest or not scheme.rounding_before_banding:
        return float(band.lowest)
    return band.lowest - HALF

"""Why a standard is open to discretion, in words short enough for the end of its row."""

from collections.abc import Sequence

from core.discretion import Answer
from core.scorecard import StandardScore
from core.wording import flag_words, plural

# From whole sentences down to single words. A board uses one of them for all its rows, but where
# they are a few words, a row with room for more says more.
FULL, SPACED, NUMBERED, FEW_WORDS, SINGLE_WORDS = range(5)
LEVELS = (FULL, SPACED, NUMBERED, FEW_WORDS, SINGLE_WORDS)
# What separates the criteria of a row: at 120 columns there is room for commas only.
SEPARATORS = {FULL: " · ", SPACED: " · ", NUMBERED: ", ", FEW_WORDS: " · ", SINGLE_WORDS: "·"}


def reason_words(score: StandardScore, level: int) -> str:
    """Return the criteria that open *score*, in the words of *level*; "" where none does.

    A question mark follows a criterion that only some of the possible counts meet.
    """
    if score.open is None:
        return ""
    if level == SINGLE_WORDS:
        return SEPARATORS[level].join(flag_words(score))
    parts = [*_near(score, level), *_one(score, level), *_few(score, level), *_rounded(score)]
    return SEPARATORS[level].join(parts)


def _near(score: StandardScore, level: int) -> Sequence[str]:
    discretion, percent = score.result.discretion, score.result.lowest_percent
    if discretion.near_boundary is not Answer.MET or percent is None:
        return ()
    bounds = discretion.boundaries
    if level > FULL:
        return (f"near {bounds[0]}",)
    if percent in bounds:
        return (f"{percent}% is on a boundary",)
    return (f"{percent}% is near {bounds[0]}",)


def _one(score: StandardScore, level: int) -> Sequence[str]:
    words = "one" if level == FEW_WORDS else "1 judgement"
    return _answered(words, score.result.discretion.one_judgement)


def _few(score: StandardScore, level: int) -> Sequence[str]:
    discretion = score.result.discretion
    smallest, largest = discretion.smallest, discretion.largest
    if level >= NUMBERED or smallest is None or largest is None:
        return _answered("few", discretion.small_sample)
    if smallest == largest:
        return _answered(plural(smallest, "case"), discretion.small_sample)
    return _answered(f"{smallest} to {largest} cases", discretion.small_sample)


def _rounded(score: StandardScore) -> Sequence[str]:
    return _answered("rounded", score.result.rounding)


def _answered(words: str, answer: Answer) -> Sequence[str]:
    if answer is Answer.MET:
        return (words,)
    return (f"{words}?",) if answer is Answer.POSSIBLE else ()

"""A second, slow opinion on the rules, written from the rules as documented and not from core.

It knows nothing of core: percentages are found by trying all of them, counts by trying all of them,
and a criterion is answered by living through every world: every choice of one count for each key
question, and in it every single judgement. Use it to check core, never the other way round.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cache
from itertools import product
from typing import NamedTuple

HALF = Fraction(1, 2)


class Rules(NamedTuple):
    """What matters of a scheme: (first whole percentage, name) of each band, lowest band first."""

    bands: tuple[tuple[int, str], ...]
    points: int
    cases: int
    one_judgement: bool
    all_ties_small: bool
    rounding_first: bool = True


class Asked(NamedTuple):
    """One key question as a report may print it; relevant 0: it applied to no case."""

    id: str
    yes: int | None = None
    relevant: int | None = None
    percent: int | None = None
    every_case: bool = False


class Opinion(NamedTuple):
    """The answers for one standard; `judgements` by key question, change and rating reached."""

    rating: str | None
    lowest_percent: int | None
    driven_by: tuple[str, ...]
    near_boundary: str
    one_judgement: str
    small_sample: str
    open: str
    rounding: str
    judgements: dict[tuple[str, int, str], frozenset[tuple[int, int]]]


NO_OPINION = Opinion(
    None, None, (), "unknown", "unknown", "unknown", "unknown", "not met", judgements={}
)

World = tuple[tuple[int, int], ...]


@cache
def whole_percent(yes: int, relevant: int) -> int:
    """The only whole number from which the share is less than a half away, a half up included."""
    share = Fraction(100 * yes, relevant)
    (found,) = (whole for whole in range(102) if whole - HALF <= share < whole + HALF)
    return found


@cache
def counts_within(percent: int, fewest: int, most: int) -> tuple[tuple[int, int], ...]:
    """Every (yes, relevant) that rounds to the percentage."""
    return tuple(
        (yes, relevant)
        for relevant in range(fewest, most + 1)
        for yes in range(relevant + 1)
        if whole_percent(yes, relevant) == percent
    )


@cache
def _place(rules: Rules, share: Fraction) -> int:
    return sum(share >= lowest for lowest, _ in rules.bands) - 1


@cache
def _place_of_count(rules: Rules, yes: int, relevant: int, rounding_first: bool) -> int:
    """Which band, from 0, a count falls in."""
    if rounding_first:
        return _place(rules, Fraction(whole_percent(yes, relevant)))
    return _place(rules, Fraction(100 * yes, relevant))


def _counts(question: Asked, cases: int) -> tuple[tuple[int, int], ...]:
    if question.relevant == 0:
        return ()
    if question.yes is not None and question.relevant is not None:
        return ((question.yes, question.relevant),)
    assert question.percent is not None
    if question.relevant is not None:
        return counts_within(question.percent, question.relevant, question.relevant)
    every = counts_within(question.percent, 1, cases)
    whole = tuple(count for count in every if count[1] == cases)
    return whole if question.every_case and whole else every


def _standard(rules: Rules, world: World, rounding_first: bool) -> int:
    """The standard's band in one world: that of its lowest key question."""
    return min(_place_of_count(rules, *count, rounding_first) for count in world)


def _single_judgements(rules: Rules, world: World) -> Iterator[tuple[int, int, int]]:
    """Every (key question, change, band reached) by which one judgement moves the standard."""
    before = _standard(rules, world, rules.rounding_first)
    for place, (yes, relevant) in enumerate(world):
        for change in (1, -1):
            if 0 <= yes + change <= relevant:
                other = (*world[:place], (yes + change, relevant), *world[place + 1 :])
                after = _standard(rules, other, rules.rounding_first)
                if after != before:
                    yield place, change, after


def _answer(held: Sequence[bool]) -> str:
    if all(held):
        return "met"
    return "possible" if any(held) else "not met"


def opinion(rules: Rules, questions: Sequence[Asked], cases: int) -> Opinion:
    """Rate one standard and answer its criteria by trying everything."""
    applying = [question for question in questions if question.relevant != 0]
    if not applying:
        return NO_OPINION
    counts = [_counts(question, cases) for question in applying]
    worlds: list[World] = list(product(*counts))
    assert worlds, "a percentage that no count can give is no evidence"
    percents = [whole_percent(*each[0]) for each in counts]
    lowest = min(percents)
    lowest_places = [place for place, percent in enumerate(percents) if percent == lowest]
    (rating,) = {_standard(rules, world, rules.rounding_first) for world in worlds}

    judgements: dict[tuple[str, int, str], set[tuple[int, int]]] = {}
    moved, few, lifted = [], [], []
    for world in worlds:
        found = list(_single_judgements(rules, world)) if rules.one_judgement else []
        moved.append(bool(found))
        for place, change, after in found:
            key = (applying[place].id, change, rules.bands[after][1])
            judgements.setdefault(key, set()).add(world[place])
        small = [world[place][1] <= rules.cases for place in lowest_places]
        few.append(all(small) if rules.all_ties_small else any(small))
        lifted.append(
            rules.rounding_first and _standard(rules, world, True) != _standard(rules, world, False)
        )

    near = any(abs(lowest - bound) <= rules.points for bound, _ in rules.bands[1:])
    answers = ("met" if near else "not met", _answer(moved), _answer(few))
    strongest = next((each for each in ("met", "possible") if each in answers), "not met")
    return Opinion(
        rules.bands[rating][1],
        lowest,
        tuple(applying[place].id for place in lowest_places),
        *answers,
        strongest,
        _answer(lifted),
        {key: frozenset(found) for key, found in judgements.items()},
    )

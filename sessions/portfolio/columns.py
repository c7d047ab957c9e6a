"""The columns of a portfolio: what is written to a file, one row an inspection."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from core.value import Value
from sessions.portfolio.case_table import Indices, Places
from sessions.portfolio.other_scheme import WORDS, changes
from sessions.portfolio.portfolio import DRAWN, PARTLY_DRAWN, Group, Portfolio
from sessions.portfolio.rules import Bytes, Rules
from sessions.portfolio.simulate import times_held
from sessions.portfolio.vectorised import (
    AWAITED,
    MET,
    NEAR_SHIFT,
    NOT_RATED,
    ONE_SHIFT,
    SMALL_SHIFT,
    Ratings,
    Results,
)

CellValue = str | int | None
Wholes = npt.NDArray[np.signedinteger[Any]]

POSSIBLE = 2
CRITERIA = (
    ("near boundary", NEAR_SHIFT),
    ("one judgement", ONE_SHIFT),
    ("small sample", SMALL_SHIFT),
)


class Column(Value):
    """One column. Without `places`, `values` has one for each row; else they tell which it is."""

    name: str
    values: Sequence[CellValue]
    places: Places | None = None

    def in_full(self) -> list[CellValue]:
        """Give the value of every row."""
        if self.places is None:
            return list(self.values)
        of = self.values
        return [of[place] for place in self.places.tolist()]


def columns_of(portfolio: Portfolio) -> list[Column]:
    """Give the columns of all inspections, in the order of the input.

    Where schemes differ, the columns of each stand where they first come, blank for the others.
    """
    groups = [list(_columns(group, portfolio.other)) for group in portfolio.groups]
    if len(groups) == 1 and bool((np.diff(portfolio.groups[0].places) > 0).all()):
        return groups[0]
    order = np.argsort(np.concatenate([group.places for group in portfolio.groups])).tolist()
    found = []
    for name in _names(groups):
        values: list[CellValue] = []
        for group, columns in zip(portfolio.groups, groups, strict=True):
            column = next((each for each in columns if each.name == name), None)
            values += [None] * len(group.places) if column is None else column.in_full()
        found.append(Column(name, [values[place] for place in order]))
    return found


def _names(groups: Iterable[Sequence[Column]]) -> list[str]:
    """All names, each new one behind the one that it follows in its own group."""
    found: list[str] = []
    for columns in groups:
        at = 0
        for column in columns:
            if column.name in found:
                at = found.index(column.name) + 1
            else:
                found.insert(at, column.name)
                at += 1
    return found


def _columns(group: Group, other: Rules | None) -> Iterator[Column]:
    names, rules, results = group.names, group.rules, group.results
    size = len(group.places)
    yield Column("inspection", names.ids)
    yield Column("service", names.services)
    yield Column("date", names.dates)
    yield _constant("scheme", rules.scheme.id, size)
    yield from _scored(rules, results, "")
    for title, shift in CRITERIA:
        yield _listed(title, rules, results, _criterion(shift))
    yield _listed("unknown", rules, results, _unknown)
    blank = _constant("", None, size)
    yield Column("changed", group.changed) if group.changed else _renamed(blank, "changed")
    yield Column("kept", group.kept) if group.kept else _renamed(blank, "kept")
    if group.results is not group.evidence:
        yield from _totals(rules, group.evidence, "evidence ")
    if other is not None and group.other is not None:
        own = changes(rules, group.evidence, other, group.other)
        yield _constant("other scheme", other.scheme.id, size)
        yield from _scored(other, group.other, "other ")
        yield Column("ratings that change", own)
    yield from _simulated(group)


def _constant(name: str, value: CellValue, size: int) -> Column:
    return Column(name, (value,), np.zeros(size, np.int32))


def _renamed(column: Column, name: str) -> Column:
    return Column(name, column.values, column.places)


def rating_texts(rules: Rules) -> list[str]:
    """Give the ratings' names, then the words for what stands at -2 and -1."""
    return [*(each.name for each in rules.scheme.ratings), WORDS[AWAITED], WORDS[NOT_RATED]]


def _scored(rules: Rules, results: Results, before: str) -> Iterator[Column]:
    texts = rating_texts(rules)
    for row, standard in enumerate(rules.standards):
        places = results.ratings[row].astype(np.int32)
        yield Column(before + standard.id, texts, np.where(places < 0, places + len(texts), places))
    yield from _totals(rules, results, before)


def _totals(rules: Rules, results: Results, before: str) -> Iterator[Column]:
    yield _whole(before + "score", results.score)
    yield _whole(before + "maximum", results.maximum)
    overall = [*(each.name for each in rules.scheme.ratings), None]
    places = results.overall.astype(np.int32)
    yield Column(before + "overall", overall, np.where(places < 0, len(overall) - 1, places))


def _whole(name: str, values: Wholes) -> Column:
    """Give whole numbers of 0 or more; few different ones as a rule."""
    most = int(values.max(initial=0))
    if most > 10_000:
        return Column(name, values.tolist())
    return Column(name, range(most + 1), values.astype(np.int32))


def _criterion(shift: int) -> Callable[[Bytes], Ratings]:
    def marked(criteria: Bytes) -> Ratings:
        answer = (criteria >> np.uint8(shift)) & 3
        found: Ratings = (answer == MET) + np.int8(2) * (answer == POSSIBLE)
        return found

    return marked


def _unknown(criteria: Bytes) -> Ratings:
    """Mark where the strongest of the three answers is that it is not known."""
    stronger = (criteria & 0b101010) != 0
    found: Ratings = ((criteria != 0) & ~stronger).astype(np.int8)
    return found


def _listed(
    title: str,
    rules: Rules,
    results: Results,
    marked: Callable[[Bytes], Ratings],
) -> Column:
    """List the standards that are open to discretion and marked: 1 as it is, 2 with a "?"."""
    rows = [row for row, each in enumerate(rules.standards) if each.discretion]
    size = len(results.score)
    keys: Indices = np.zeros(size, np.intp)
    used: list[int] = []
    for row in rows:
        marks = marked(results.criteria[row]) * (results.ratings[row] >= 0)
        if len(used) >= 30:
            return Column(title, _long_list(rules, results, rows, marked))
        if marks.any():
            keys |= marks.astype(np.intp) << (2 * len(used))
            used.append(row)
    keys_there, places = _places(keys, 2 * len(used))
    texts = []
    for key in keys_there:
        marks_of = [(key >> (2 * at) & 3, rules.standards[row].id) for at, row in enumerate(used)]
        texts.append(_list(marks_of))
    return Column(title, texts, places)


def _places(keys: Indices, bits: int) -> tuple[list[int], Places]:
    """Give the different keys, and for each row which it has."""
    if bits > 20:
        found, inverse = np.unique(keys, return_inverse=True)
        return found.tolist(), inverse.astype(np.int32)
    there = np.zeros(1 << bits, np.bool_)
    there[keys] = True
    found = np.flatnonzero(there)
    place_of = np.zeros(1 << bits, np.int32)
    place_of[found] = np.arange(len(found), dtype=np.int32)
    return found.tolist(), place_of[keys]


def _list(marks: Iterable[tuple[int, str]]) -> str:
    return " ".join(of + "?" * (mark == 2) for mark, of in marks if mark)


def _long_list(
    rules: Rules,
    results: Results,
    rows: Sequence[int],
    marked: Callable[[Bytes], Ratings],
) -> list[str]:
    """The same where a scheme has more standards than a key has room for."""
    marks = [(marked(results.criteria[row]) * (results.ratings[row] >= 0)).tolist() for row in rows]
    ids = [rules.standards[row].id for row in rows]
    return [_list(zip(each, ids, strict=True)) for each in zip(*marks, strict=True)]


def _simulated(group: Group) -> Iterator[Column]:
    simulated = group.simulated
    if simulated is None:
        return
    size, ratings = len(group.places), group.rules.scheme.ratings
    yield _constant("draws", simulated.draws, size)
    yield _constant("seed", simulated.seed, size)
    yield Column("not drawn", not_drawn(group))
    for row, standard in enumerate(group.rules.standards):
        if not simulated.drawn[row].any():
            continue
        yield Column(f"{standard.id} held", times_held(group, row))
        for place, rating in enumerate(ratings):
            times = simulated.ratings[row, place].tolist()
            there = simulated.drawn[row].tolist()
            values = [each if here else None for each, here in zip(times, there, strict=True)]
            yield Column(f"{standard.id} {rating.name}", values)
    yield Column("overall held", times_held(group, None))
    for place, rating in enumerate(ratings):
        yield Column(f"overall {rating.name}", simulated.overall[place].tolist())


def not_drawn(group: Group) -> list[str]:
    """List the standards that were not drawn; with "~" those of which a part was not."""
    simulated = group.simulated
    assert simulated is not None
    found: list[list[str]] = [[] for _ in range(len(group.places))]
    for row, standard in enumerate(group.rules.standards):
        rated = group.evidence.ratings[row] >= 0
        for place in np.flatnonzero(rated & (simulated.drawn[row] != DRAWN)).tolist():
            partly = simulated.drawn[row, place] == PARTLY_DRAWN
            found[place].append(standard.id + "~" * bool(partly))
    return [" ".join(each) for each in found]

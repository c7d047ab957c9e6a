"""A portfolio as tables of words for a terminal: short ratings, open standards, what changes."""

from collections.abc import Sequence
from typing import NamedTuple

from sessions.portfolio.columns import columns_of
from sessions.portfolio.portfolio import PARTLY_DRAWN, Group, Portfolio
from sessions.portfolio.rules import Rules
from sessions.portfolio.simulate import times_held
from sessions.portfolio.vectorised import AWAITED, NOT_RATED, Results

SHORT = {AWAITED: "…", NOT_RATED: "n/r"}
CRITERIA = {"near boundary": "near", "one judgement": "one", "small sample": "few"}
WHERE_ANY = ("unknown", "changed", "kept")
NO_OVERALL = "none published"
LONGEST_SERVICE = 40
FIXED, PARTLY = "-", "~"


class Table(NamedTuple):
    """A table with its title above it, and what its signs mean below."""

    title: str
    rows: list[list[str]]
    legend: tuple[str, ...] = ()


def shown(portfolio: Portfolio) -> list[Table]:
    """Give the tables, some for each scheme, since the standards of schemes differ."""
    found = []
    for group in portfolio.groups:
        found.append(_group(group))
        if group.other is not None and portfolio.other is not None:
            found.append(_other(group, group.other, portfolio.other))
        if group.simulated is not None:
            found.append(_simulated(group))
    return found


def _group(group: Group) -> Table:
    full = {column.name: column for column in columns_of(Portfolio(groups=[group]))}
    rules, results = group.rules, group.results
    head = ["service", "date", *(each.id for each in rules.standards), "score", "overall"]
    cells = [
        _services(group),
        group.names.dates,
        *_ratings(rules, results),
        *_totals(rules, results),
    ]
    for name in (*CRITERIA, *WHERE_ANY):
        texts = ["" if value is None else str(value) for value in full[name].in_full()]
        if any(texts) or name in CRITERIA:
            head.append(CRITERIA.get(name, name))
            cells.append(texts)
    ratings = rules.scheme.ratings
    legend = [", ".join(f"{each.short} {each.name}" for each in ratings)]
    legend += [f"{SHORT[AWAITED]} awaited"] * bool((results.ratings == AWAITED).any())
    legend += [f"{SHORT[NOT_RATED]} not rated"] * bool((results.ratings == NOT_RATED).any())
    openness = "near, one, few: standards open to discretion, by criterion (?: possible)"
    return Table(rules.scheme.title, _rows(head, cells), (", ".join(legend), openness))


def _other(group: Group, results: Results, other: Rules) -> Table:
    """The same evidence under both schemes, without decisions, and what changes."""
    own = columns_of(Portfolio(groups=[group], other=other))
    changes = next(each for each in own if each.name == "ratings that change").in_full()
    before, after = group.rules.scheme.id, other.scheme.id
    head = ["service", "date", before, "", after, "", "ratings that change"]
    cells = [
        _services(group),
        group.names.dates,
        *_totals(group.rules, group.evidence),
        *_totals(other, results),
        [str(each) or "none" for each in changes],
    ]
    many = sum(1 for each in changes if each)
    title = (
        f"The same evidence under {other.scheme.title}: ratings change in {many:,} of "
        f"{len(changes):,}"
    )
    return Table(title, _rows(head, cells))


def _simulated(group: Group) -> Table:
    simulated = group.simulated
    assert simulated is not None
    standards = group.rules.standards
    at = [row for row in range(len(standards)) if simulated.drawn[row].any()]
    head = ["service", "date", *(standards[row].id for row in at), "overall"]
    cells = [_services(group), group.names.dates]
    for row in at:
        times = times_held(group, row)
        partly = (simulated.drawn[row] == PARTLY_DRAWN).tolist()
        cells.append(
            [
                FIXED if each is None else _share(each, simulated.draws) + PARTLY * part
                for each, part in zip(times, partly, strict=True)
            ]
        )
    overall = times_held(group, None)
    cells.append([FIXED if each is None else _share(each, simulated.draws) for each in overall])
    title = (
        f"How often each rating by evidence holds, in % of {simulated.draws:,} draws of its cases "
        f"(seed {simulated.seed})"
    )
    legend = (
        f"{FIXED} not drawn: a judgement, or percentages without counts; {PARTLY} drawn in part. "
        "Judgements stay as they are.",
        "Where every case was a yes, or none, each draw is the same: read these with care.",
    )
    return Table(title, _rows(head, cells), legend)


def _share(times: int, draws: int) -> str:
    """Give a share in whole percent; all and none are only what they say."""
    percent = (200 * times + draws) // (2 * draws)
    if percent == 100 and times < draws:
        return ">99"
    return "<1" if percent == 0 and times else str(percent)


def _rows(head: Sequence[str], cells: Sequence[Sequence[str]]) -> list[list[str]]:
    return [list(head), *(list(row) for row in zip(*cells, strict=True))]


def _services(group: Group) -> list[str]:
    """Name the inspections by their services; by their ids where no service is given."""
    names = [
        service or inspection
        for service, inspection in zip(group.names.services, group.names.ids, strict=True)
    ]
    return [
        name if len(name) <= LONGEST_SERVICE else name[: LONGEST_SERVICE - 1] + "…"
        for name in names
    ]


def _ratings(rules: Rules, results: Results) -> list[list[str]]:
    shorts = [each.short for each in rules.scheme.ratings]
    return [
        [SHORT[place] if place < 0 else shorts[place] for place in row]
        for row in results.ratings.tolist()
    ]


def _totals(rules: Rules, results: Results) -> list[list[str]]:
    names = [each.name for each in rules.scheme.ratings]
    return [
        [
            f"{score}/{maximum}"
            for score, maximum in zip(results.score.tolist(), results.maximum.tolist(), strict=True)
        ],
        [names[place] if place >= 0 else NO_OVERALL for place in results.overall.tolist()],
    ]

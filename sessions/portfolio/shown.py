"""A portfolio as tables of words for a terminal: short ratings, the open standards, what changes."""

from collections.abc import Iterator, Sequence

from sessions.portfolio.case_table import Indices
from sessions.portfolio.columns import columns_of
from sessions.portfolio.portfolio import Group, Portfolio
from sessions.portfolio.rules import Rules
from sessions.portfolio.simulate import times_held
from sessions.portfolio.vectorised import AWAITED, NOT_RATED, Results

Rows = list[list[str]]

SHORT = {AWAITED: "…", NOT_RATED: "-"}
CRITERIA = {"near boundary": "near", "one judgement": "one", "small sample": "few"}
NONE_PUBLISHED = "none published"


def shown(portfolio: Portfolio) -> list[Rows]:
    """Give the tables, each with its headings: a table a scheme, since their standards differ."""
    found = []
    for group in portfolio.groups:
        found.append(_group(group, portfolio.other))
        if group.other is not None and portfolio.other is not None:
            found.append(_other(group, portfolio.other))
        if group.simulated is not None:
            found.append(_simulated(group))
    return found


def _group(group: Group, other: Rules | None) -> Rows:
    alone = Portfolio(groups=[group])
    full = {column.name: column for column in columns_of(alone)}
    rules, results = group.rules, group.results
    head = ["service", "date", *(each.id for each in rules.standards), "score", "overall"]
    cells = [_services(group), group.names.dates, *_ratings(rules, results), *_total(rules, results)]
    for name, short in [*CRITERIA.items(), ("unknown", "unknown"), ("changed", "changed"), ("kept", "kept")]:
        texts = ["" if value is None else str(value) for value in full[name].in_full()]
        if any(texts) or name in CRITERIA:
            head.append(short)
            cells.append(texts)
    return [head, *(list(row) for row in zip(*cells, strict=True))]

"""Rows of a table that may be one inspection counted twice. They are scored, and named."""

from collections.abc import Callable, Hashable, Sequence

from core.wording import listed, plural
from sessions.portfolio.headings import ColumnKind, plain
from sessions.portfolio.table import PortfolioTable, TableEntry
from sessions.tabular.cells import row_lists, text_of, whole_number
from sessions.text.problems import Problem

# Fewer figures may be the same by chance.
LEAST_SAME = 10
SAME_INSPECTION = "If they are one inspection, keep only its row with the right figures."
COUNTED = (
    ColumnKind.YES,
    ColumnKind.RELEVANT,
    ColumnKind.PERCENT,
    ColumnKind.CASES,
    ColumnKind.ELIGIBLE,
)


def rows_alike(table: PortfolioTable) -> list[Problem]:
    """Name the rows that are read as several inspections and may be one; each set once."""
    problems: list[Problem] = []
    named: set[tuple[int, ...]] = set()
    for key, same, remedy in (
        (_id, _ids_words, SAME_INSPECTION),
        (_service, _services_words, SAME_INSPECTION),
        (_figures, _figures_words, "Remove any that repeats another, or that is a subtotal."),
    ):
        for alike in _groups(table.entries, key):
            rows = tuple(entry.row for entry in alike)
            words = same(alike)
            if not words or rows in named:
                continue
            named.add(rows)
            place = f"rows {', '.join(row_lists(rows))}"
            message = f"{words}: read as {plural(len(rows), 'inspection')}"
            problems.append(Problem(table.file, place, message, remedy))
    return problems


def _groups(
    entries: Sequence[TableEntry], key: Callable[[TableEntry], Hashable | None]
) -> list[list[TableEntry]]:
    groups: dict[Hashable, list[TableEntry]] = {}
    for entry in entries:
        found = key(entry)
        if found is not None:
            groups.setdefault(found, []).append(entry)
    return [group for group in groups.values() if len(group) > 1]


def _id(entry: TableEntry) -> Hashable | None:
    """Return an id without regard to case, blanks and the ways to write a whole number."""
    text = entry.text(ColumnKind.ID)
    if not text:
        return None
    number = whole_number(text)
    return plain(text) if number is None else number


def _ids_words(alike: Sequence[TableEntry]) -> str:
    """Say how an id is written; nothing where it is the same, which is a problem already."""
    if len({entry.text(ColumnKind.ID) for entry in alike}) == 1:
        return ""
    return f"name the same inspection differently ({_written(alike, ColumnKind.ID)})"


def _service(entry: TableEntry) -> Hashable | None:
    service = plain(entry.text(ColumnKind.SERVICE))
    if entry.bad:
        return None
    return (service, entry.text(ColumnKind.DATE)) if service else None


def _services_words(alike: Sequence[TableEntry]) -> str:
    """Say what is the same; nothing where one service, without dates, may have several rounds."""
    dated = alike[0].text(ColumnKind.DATE)
    if dated:
        return f"have the same service and date ({_written(alike, ColumnKind.SERVICE)})"
    if len({entry.text(ColumnKind.SERVICE) for entry in alike}) > 1:
        return f"name the same service differently ({_written(alike, ColumnKind.SERVICE)})"
    return ""


def _figures(entry: TableEntry) -> Hashable | None:
    figures = frozenset(
        (key, number if (number := whole_number(value)) is not None else text_of(value))
        for key, value in entry.values.items()
        if key[0] in COUNTED
    )
    told = sum(value != 0 for _, value in figures)
    return figures if told >= LEAST_SAME and not entry.bad else None


def _figures_words(alike: Sequence[TableEntry]) -> str:
    ids = _written(alike, ColumnKind.ID)
    return f"have the same figures in every column ({ids})"


def _written(alike: Sequence[TableEntry], kind: ColumnKind) -> str:
    texts = dict.fromkeys(f'"{entry.text(kind)[:40]}"' for entry in alike[:5])
    more = len(alike) - 5
    return listed([*texts, *([f"{more} more"] if more > 0 else [])])

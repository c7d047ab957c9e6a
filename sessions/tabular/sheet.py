"""Sheets of cells, as every kind of file is read into them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from core.value import Value
from sessions.tabular.cells import column_letters, text_of
from sessions.tabular.sheet_column import SheetColumn
from sessions.text.problems import Problem, Unusable

# The largest sheet that spreadsheets know, and more cells than any inspection has.
MOST_ROWS = 1_048_576
MOST_COLUMNS = 16_384
MOST_CELLS = 2_000_000
MOST_FILLED_ROWS = 250_000
MOST_MERGED = 20_000
MOST_MERGED_CELLS = 100_000
LARGEST_FILE = 512 * 1024 * 1024

# Rows from one report of progress to the next.
STEP = 20_000

Row = Sequence[object]
Progress = Callable[[str, int, int], None]


def no_progress(what: str, done: int, total: int) -> None:
    """Report progress to nobody."""


class Area(Value):
    """A rectangle of cells. Rows count from 1, columns from 0; the last ones are included."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int

    @property
    def reference(self) -> str:
        """The area as a spreadsheet writes it: B2:C5."""
        first = f"{column_letters(self.first_column)}{self.first_row}"
        return f"{first}:{column_letters(self.last_column)}{self.last_row}"

    def turned(self) -> "Area":
        """Return the area with rows and columns exchanged."""
        return Area(
            self.first_column + 1, self.last_column + 1, self.first_row - 1, self.last_row - 1
        )

    def holds(self, row: int, column: int) -> bool:
        """Return whether a cell is in the area."""
        return (
            self.first_row <= row <= self.last_row
            and self.first_column <= column <= self.last_column
        )


@dataclass(frozen=True, eq=False)
class Sheet:
    """The cells of one sheet. The first row is row 1, the first column column 0.

    A cell holds text, a number, true or false, a date, None where it is blank, or a `Formula` where
    the file does not hold the formula's result.

    Attributes:
        name: None where the file has no sheets, as in CSV.
        height: The number of rows.
        hidden: Whether the sheet is hidden.
        filtered: Whether a filter is set on the sheet.
        hidden_rows: The hidden rows that hold something.
        hidden_columns: The hidden columns.
        merged: The merged areas. The value of each is given to all of its cells.
        struck: The cells (row, column) that are struck through.
        invisible: The cells (row, column) whose text cannot be seen, as it has the colour of the
            cell or a format that shows nothing.
        conditional: The areas in which conditional formatting may strike out or hide text.
        coloured: The blank cells (row, column) that are filled with a colour.
    """

    name: str | None
    columns: Sequence[SheetColumn]
    height: int
    hidden: bool = False
    filtered: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merged: tuple[Area, ...] = ()
    struck: frozenset[tuple[int, int]] = frozenset()
    invisible: frozenset[tuple[int, int]] = frozenset()
    conditional: tuple[Area, ...] = ()
    coloured: frozenset[tuple[int, int]] = frozenset()

    @property
    def words(self) -> str:
        """Name the sheet in a sentence."""
        return "the file" if self.name is None else f'sheet "{self.name}"'

    @cached_property
    def rows(self) -> list[Row]:
        """Every row; each ends with its last filled cell."""
        filled: dict[int, list[object]] = {}
        for place, column in enumerate(self.columns):
            for number, code in zip(column.rows.tolist(), column.codes.tolist(), strict=True):
                row = filled.setdefault(number, [])
                row += [None] * (place - len(row))
                row.append(column.values[code])
        return [tuple(filled.get(number, ())) for number in range(1, self.height + 1)]

    def row(self, number: int) -> Row:
        """Return one row, which ends with its last filled cell."""
        return trimmed([column.value(number) for column in self.columns])

    def value(self, row: int, column: int) -> object:
        """Return the value of a cell; None where the sheet does not reach so far."""
        return self.columns[column].value(row) if 0 <= column < len(self.columns) else None

    def is_merged(self, row: int, column: int) -> bool:
        """Return whether a cell is part of a merged area."""
        return any(area.holds(row, column) for area in self.merged)


@dataclass(frozen=True)
class TableFile:
    """A file that was read: its sheets, and what a person should know of how it was read.

    Attributes:
        kind: What the file is, such as "XLSX".
        notes: Sentences about the reading, such as the encoding that was used.
        unseen: What the format does not show ("hidden rows, …"); blank where it shows everything.
    """

    path: Path
    kind: str
    sheets: tuple[Sheet, ...]
    notes: tuple[str, ...] = ()
    unseen: str = ""


def blank(row: Row) -> bool:
    """Return whether a row holds nothing."""
    return not any(value is not None and value != "" and text_of(value) for value in row)


def trimmed(cells: list[object]) -> Row:
    """Return a row without the blank cells at its end."""
    end = len(cells)
    while end and (cells[end - 1] is None or cells[end - 1] == ""):
        end -= 1
    return tuple(cells[:end])


def spread_merged(
    path: Path, place: str, rows: list[Row], areas: Sequence[Area]
) -> tuple[Area, ...]:
    """Give the value of each merged area to all of its cells; return the areas within the rows.

    Raises:
        Unusable: More cells are merged than are read.
    """
    merged = 0
    width = max(map(len, rows), default=0)
    within = []
    for area in areas:
        if area.first_row > len(rows) or area.first_column >= width:
            continue
        last_row = min(area.last_row, len(rows))
        last_column = min(area.last_column, width - 1)
        wide = last_column - area.first_column + 1
        merged += wide * (last_row - area.first_row + 1)
        if merged > MOST_MERGED_CELLS or len(areas) > MOST_MERGED:
            message = f"merges more than the {MOST_MERGED_CELLS:,} cells that can be read"
            raise unusable(path, message, "Unmerge the cells, or save the table as CSV.", place)
        within.append(Area(area.first_row, last_row, area.first_column, last_column))
        first = rows[area.first_row - 1]
        value = first[area.first_column] if area.first_column < len(first) else None
        if value is None:
            continue
        for number in range(area.first_row, last_row + 1):
            row = list(rows[number - 1])
            row += [None] * (last_column + 1 - len(row))
            row[area.first_column : last_column + 1] = [value] * wide
            rows[number - 1] = tuple(row)
    return tuple(within)


def unusable(path: Path, message: str, remedy: str, place: str = "") -> Unusable:
    """Return the Unusable of a file that cannot be read."""
    return Unusable([Problem(str(path), place, message, remedy)])


def too_many_rows(path: Path, place: str = "") -> Unusable:
    """Return the Unusable of a file with more rows than are read."""
    message = f"contains more than the {MOST_FILLED_ROWS:,} rows that can be read"
    return unusable(path, message, "Save only the table with the answers, as CSV.", place)


def too_large(path: Path, place: str = "") -> Unusable:
    """Return the Unusable of a file with more cells than are read."""
    message = f"contains more than the {MOST_CELLS:,} cells that can be read"
    return unusable(path, message, "Save only the table with the answers, as CSV.", place)

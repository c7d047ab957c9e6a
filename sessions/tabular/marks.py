"""What a spreadsheet marks without words, hidden or struck through, and how that is said."""

from collections.abc import Collection, Container, Sequence

from core.value import Value
from sessions.tabular.sheet import Sheet


class Marks(Value):
    """The rows and columns of a table that are hidden, and the rows that are struck through."""

    hidden_rows: tuple[int, ...]
    hidden_columns: tuple[int, ...]
    struck_rows: tuple[int, ...]


def marks_in(sheet: Sheet, rows: Container[int], columns: Collection[int]) -> Marks:
    """Return what is marked in the *rows* and *columns* of a sheet that are read."""
    struck = {row for row, column in sheet.struck if row in rows and column in columns}
    return Marks(
        tuple(sorted(row for row in sheet.hidden_rows if row in rows)),
        tuple(sorted(sheet.hidden_columns.intersection(columns))),
        tuple(sorted(struck)),
    )


def hidden_words(items: Sequence[int], by_filter: bool = False) -> str:
    """Say of rows or columns that they are hidden and are read."""
    verb = "is" if len(items) == 1 else "are"
    return f"{verb} hidden{' by a filter' if by_filter else ''} and {verb} read"


def struck_words(items: Sequence[int]) -> str:
    """Say of rows that they are struck through and are read."""
    verb = "is" if len(items) == 1 else "are"
    return f"{verb} struck through, at least in part, and {verb} read"

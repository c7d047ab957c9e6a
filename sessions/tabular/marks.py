"""What a spreadsheet marks without words, hidden or struck through, and how it is described."""

from collections.abc import Collection, Sequence

from core.value import Value
from sessions.tabular.sheet import Area, Sheet

MOST_AREAS = 10


class Marks(Value):
    """The rows and columns of a table that are hidden, struck through or invisible.

    Attributes:
        conditional: The areas in which conditional formatting may strike out or hide text.
    """

    hidden_rows: tuple[int, ...]
    hidden_columns: tuple[int, ...]
    struck_rows: tuple[int, ...]
    invisible_rows: tuple[int, ...]
    conditional: tuple[Area, ...]


def marks_in(sheet: Sheet, rows: Collection[int], columns: Collection[int]) -> Marks:
    """Return what is marked in the *rows* and *columns* of a sheet that are read."""
    struck = {row for row, column in sheet.struck if row in rows and column in columns}
    invisible = {row for row, column in sheet.invisible if row in rows and column in columns}
    conditional = [
        area
        for area in sheet.conditional
        if any(area.first_column <= column <= area.last_column for column in columns)
        and area.first_row <= max(rows)
        and area.last_row >= min(rows)
    ]
    return Marks(
        tuple(sorted(row for row in sheet.hidden_rows if row in rows)),
        tuple(sorted(sheet.hidden_columns.intersection(columns))),
        tuple(sorted(struck)),
        tuple(sorted(invisible)),
        tuple(conditional),
    )


def hidden_words(items: Sequence[int], by_filter: bool = False) -> str:
    """Say of rows or columns that they are hidden and are read."""
    verb = "is" if len(items) == 1 else "are"
    return f"{verb} hidden{' by a filter' if by_filter else ''} and {verb} read"


def struck_words(items: Sequence[int]) -> str:
    """Say of rows that they are struck through and are read."""
    verb = "is" if len(items) == 1 else "are"
    return f"{verb} struck through, at least in part, and {verb} read"


def invisible_words(items: Sequence[int]) -> str:
    """Say of rows that their text cannot be seen and is read."""
    verb = "holds" if len(items) == 1 else "hold"
    read = "is" if len(items) == 1 else "are"
    return f"{verb} text in the colour of the cell or in a format that hides it, and {read} read"


def conditional_words(areas: Sequence[Area]) -> str:
    """Say that conditional formatting may strike out or hide text, which is read."""
    listed = ", ".join(area.reference for area in areas[:MOST_AREAS])
    more = " …" if len(areas) > MOST_AREAS else ""
    return f"conditional formatting may strike out or hide text in {listed}{more}: it is read"

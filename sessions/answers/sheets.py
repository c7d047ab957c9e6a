"""Sheets of cells, as every kind of file of answers is read into them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sessions.tabular.cells import text_of
from sessions.text.problems import Problem, Unusable

# Rows from one sign of progress to the next.
STEP = 20_000

Row = Sequence[object]
Progress = Callable[[str, int, int], None]


def no_progress(what: str, done: int, total: int) -> None:
    """Tell nobody how far a long work is."""


@dataclass(frozen=True)
class Sheet:
    """The cells of one sheet; the first row is row 1. `name` is None where a file has no sheets.

    `merged` are the rows (from 1) that hold merged cells; their value is in each of the cells.
    """

    name: str | None
    rows: list[Row]
    merged: frozenset[int] = field(default_factory=frozenset)


@dataclass(frozen=True)
class AnswersFile:
    """A file of answers as read, what should be said of how, and which sheets are `hidden`."""

    path: Path
    sheets: tuple[Sheet, ...]
    said: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()


def unusable(path: Path, message: str, remedy: str, place: str = "") -> Unusable:
    """Give the Unusable of a file that cannot be read."""
    return Unusable([Problem(str(path), place, message, remedy)])


def blank(row: Row) -> bool:
    """Tell whether a row has nothing in it."""
    return not any(value is not None and value != "" and text_of(value) for value in row)

"""Reading a table of case counts: CSV, TSV, XLSX or Parquet, in either shape, cell by cell.

Every bad cell is named; its row is left out and the others stay. Large plain CSV files are read by
`quick_csv`, which gives the same or steps aside.
"""

import csv
import io
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from sessions.portfolio import quick_csv
from sessions.portfolio.case_table import CaseTable, Names
from sessions.portfolio.cells import Cells, Figured, assembled, cell_text
from sessions.portfolio.headings import Headings, Kind, read_headings, unused_warnings
from sessions.portfolio.long_shape import wide_of
from sessions.text.problems import Problem, Unusable
from sessions.toml.table_reader import LARGEST_NUMBER, MOST_PROBLEMS

if TYPE_CHECKING:
    import pandas as pd

SUFFIXES = (".csv", ".tsv", ".txt", ".xlsx", ".parquet")


@dataclass
class Read:
    """A table as read, with what is wrong in its rows and what it warns of.

    `left_out`: the rows with a bad cell; what else is wrong in them can still be told.
    """

    table: CaseTable
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    left_out: CaseTable | None = None


def read_table(path: Path) -> Read:
    """Read a table of case counts; Unusable where none of it can be used."""
    suffix = path.suffix.casefold()
    if suffix not in SUFFIXES:
        known = ", ".join(SUFFIXES)
        said = "is neither a folder of session files nor a table"
        raise Unusable([Problem(str(path), "", said, f"A table is one of {known}.")])
    try:
        if suffix in (".csv", ".tsv", ".txt"):
            return _read_text(path)
        frame = _read_frame(path, suffix)
    except FileNotFoundError:
        remedy = "Check the name and the folder."
        raise Unusable([Problem(str(path), "", "does not exist", remedy)]) from None
    except OSError as error:
        said = f"cannot be read ({error.strerror or error})"
        remedy = "Check the name, and your right to read it."
        raise Unusable([Problem(str(path), "", said, remedy)]) from None
    return read_rows(str(path), frame)


def _read_text(path: Path) -> Read:
    quick = quick_csv.read(path)
    if quick is not None:
        table, headings = quick
        read = Read(table, [], unused_warnings(str(path), headings))
        return _without_bad_rows(read, set())
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # What Excel writes as CSV on Windows in western Europe.
        text = data.decode("cp1252", errors="replace")
    return read_rows(str(path), _frame_of_text(str(path), text))


def _frame_of_text(file: str, text: str) -> "pd.DataFrame":
    import pandas as pd

    first = text[: text.find("\n") + 1] or text
    separator = max(",;\t", key=first.count)
    try:
        return pd.read_csv(
            io.StringIO(text),
            sep=separator,
            header=None,
            dtype=str,
            keep_default_na=False,
            na_filter=False,
            skip_blank_lines=False,
        )
    except pd.errors.EmptyDataError:
        raise Unusable([Problem(file, "", "is empty", "Is it the right file?")]) from None
    except (pd.errors.ParserError, csv.Error, ValueError) as error:
        said = f"is no table: {str(error).strip().rpartition('error: ')[2]}"
        remedy = "Every row must have as many cells as the headings."
        raise Unusable([Problem(file, "", said, remedy)]) from None


def _read_frame(path: Path, suffix: str) -> "pd.DataFrame":
    import pandas as pd

    try:
        if suffix == ".xlsx":
            found = pd.read_excel(path, header=None, dtype=object, engine="openpyxl")
        else:
            found = pd.read_parquet(path)
            found = pd.concat(
                [pd.DataFrame([list(found.columns)], columns=found.columns), found.astype(object)]
            )
    except ImportError as error:
        needed = "openpyxl" if suffix == ".xlsx" else "pyarrow"
        said = f"needs {needed}, which is not installed"
        remedy = f"Install it (pip install {needed}), or save the table as CSV."
        raise Unusable([Problem(str(path), "", said, remedy)]) from error
    except OSError:
        raise
    except Exception as error:
        said = f"is no {suffix[1:].upper()} file that can be read ({error})"
        raise Unusable([Problem(str(path), "", said, "Save it again, or as CSV.")]) from None
    return found


def read_rows(file: str, frame: "pd.DataFrame") -> Read:
    """Read the cells of a table whose first row holds the headings."""
    if frame.shape[0] == 0:
        raise Unusable([Problem(file, "", "is empty", "Is it the right file?")])
    headings = read_headings(file, [cell_text(each) for each in frame.iloc[0].tolist()])
    cells = Cells(file, frame)
    totals = cells.leave_out_totals(headings.place(Kind.ID))
    table = wide_of(cells, headings) if headings.long else _wide(cells, headings)
    read = Read(table, cells.problems, unused_warnings(file, headings))
    if totals:
        where = f"{'row' if len(totals) == 1 else 'rows'} {', '.join(map(str, totals[:10]))}"
        said, remedy = "adds up others, so it is not read", "Nothing needs to be done."
        read.warnings.append(Problem(file, where, said, remedy))
    return _without_bad_rows(read, cells.bad_lines)


def _wide(cells: Cells, headings: Headings) -> CaseTable:
    """Read the shape with a row an inspection."""
    heading_at = {each.place: each for each in headings.columns}
    by_kind = {kind: headings.of(kind) for kind in (Kind.YES, Kind.RELEVANT, Kind.PERCENT)}
    figures = Figured(
        tuple(dict.fromkeys(of for each in by_kind.values() for of in each)), len(cells)
    )
    into = {Kind.YES: figures.yes, Kind.RELEVANT: figures.relevant, Kind.PERCENT: figures.percent}
    for row, of in enumerate(figures.questions):
        for kind, places in by_kind.items():
            if of in places:
                most = 100 if kind is Kind.PERCENT else LARGEST_NUMBER
                into[kind][row] = cells.numbers(heading_at[places[of]], most)
    scheme = headings.place(Kind.SCHEME)
    return assembled(
        cells,
        Names(
            *(_texts(cells, headings.place(each)) for each in (Kind.ID, Kind.SERVICE, Kind.DATE))
        ),
        figures,
        ratings={of: cells.texts(place) for of, place in headings.of(Kind.RATING).items()},
        cases={of: cells.numbers(heading_at[at]) for of, at in headings.of(Kind.CASES).items()},
        schemes=None if scheme is None else cells.texts(scheme),
        lines=cells.lines.tolist(),
    )


def _texts(cells: Cells, place: int | None) -> list[str]:
    column = cells.texts(place)
    return [column.texts[each] for each in column.places.tolist()]


def _without_bad_rows(read: Read, bad_lines: set[int]) -> Read:
    table = read.table
    _check_ids(read, bad_lines)
    if bad_lines:
        bad = np.isin(table.lines, np.array(sorted(bad_lines)))
        read.table = table.rows(np.flatnonzero(~bad))
        read.left_out = table.rows(np.flatnonzero(bad))
    return read


def _check_ids(read: Read, bad_lines: set[int]) -> None:
    """Note inspections without a name, and those that stand twice; the first one stays."""
    table = read.table
    ids = table.names.ids
    if len(set(ids)) == len(ids) and "" not in ids:
        return
    seen: dict[str, int] = {}
    for line, each in zip(table.lines.tolist(), ids, strict=True):
        said = None
        if not each:
            said, remedy = "has no inspection", "Name it in the column `inspection`."
        elif seen.setdefault(each, line) != line:
            said, remedy = f"is in row {seen[each]} already", "Remove one of the two rows."
        if said is not None:
            bad_lines.add(line)
            value = f'"{each[:60]}"' if each else None
            if len(read.problems) <= MOST_PROBLEMS:
                read.problems.append(Problem(table.file, f"row {line}", said, remedy, value))

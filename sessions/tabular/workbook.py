"""XLSX and XLSM workbooks as sheets of cells, read by openpyxl row by row."""

import contextlib
import io
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sessions.tabular.package import ordinary_package, unreadable
from sessions.tabular.sheet import (
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_FILLED_ROWS,
    MOST_MERGED,
    MOST_ROWS,
    STEP,
    Progress,
    Row,
    Sheet,
    TableFile,
    blank,
    spread_merged,
    too_large,
    too_many_rows,
    trimmed,
    unusable,
)
from sessions.tabular.sheet_column import columns_of
from sessions.tabular.worksheet_rows import WorksheetRows
from sessions.text.problems import Unusable


def read_workbook(path: Path, data: bytes, progress: Progress) -> TableFile:
    """Read every sheet of a workbook.

    Raises:
        Unusable: The workbook cannot be read, or contains more than is read.
    """
    import openpyxl

    # openpyxl reads lazily: its warnings and errors come while the rows are read. It prints, too.
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        try:
            package = ordinary_package(path, data)
            book = openpyxl.load_workbook(
                io.BytesIO(package),
                read_only=True,
                data_only=True,
                keep_links=False,
                rich_text=True,
            )
            sheets = tuple(_read_sheets(path, book, progress))
        except (Unusable, MemoryError):
            raise
        except Exception as error:
            # A damaged workbook makes openpyxl raise errors of almost any kind.
            raise unreadable(path, error) from None
    if not sheets:
        raise unusable(path, "has no sheet of cells", "Is it the right file?")
    return TableFile(path, "XLSX", sheets)


def _read_sheets(path: Path, book: Any, progress: Progress) -> Iterator[Sheet]:
    left = MOST_CELLS
    rows_left = MOST_FILLED_ROWS
    for worksheet in book.worksheets:
        place = f'sheet "{worksheet.title}"'
        reader = WorksheetRows(worksheet, MOST_MERGED)
        rows: list[Row] = []
        hidden: set[int] = set()
        struck: set[tuple[int, int]] = set()
        invisible: set[tuple[int, int]] = set()
        coloured: set[tuple[int, int]] = set()
        for number, cells, is_hidden in reader.rows():
            if number > MOST_ROWS or (cells and cells[-1].column >= MOST_COLUMNS):
                raise _outside(path, place)
            row: list[object] = [None] * (cells[-1].column + 1) if cells else []
            for cell in cells:
                if 0 <= cell.column < len(row):
                    row[cell.column] = cell.value
                if cell.is_struck and cell.value is not None:
                    struck.add((number, cell.column))
                if cell.is_invisible and cell.value is not None:
                    invisible.add((number, cell.column))
                if cell.is_coloured and cell.value is None:
                    coloured.add((number, cell.column))
            kept = trimmed(row)
            left -= len(kept)
            if left < 0 or len(coloured) > MOST_CELLS // 10:
                raise too_large(path, place)
            if blank(kept):
                continue
            rows_left -= 1
            if rows_left < 0:
                raise too_many_rows(path, place)
            if is_hidden:
                hidden.add(number)
            _put(rows, number, kept)
            if number % STEP == 0:
                progress(f"reading {place}", number, max(worksheet.max_row or 0, number))
        merged = spread_merged(path, place, rows, reader.merged)
        columns = columns_of(rows)
        yield Sheet(
            name=worksheet.title,
            columns=columns,
            height=len(rows),
            hidden=worksheet.sheet_state != "visible",
            filtered=reader.filtered,
            hidden_rows=frozenset(hidden),
            hidden_columns=frozenset(reader.hidden_columns(len(columns))),
            merged=merged,
            struck=frozenset(struck),
            invisible=frozenset(invisible),
            conditional=tuple(reader.conditional),
            coloured=frozenset(each for each in coloured if each[0] <= len(rows)),
        )


def _put(rows: list[Row], number: int, row: Row) -> None:
    if number <= len(rows):
        # A row that is given twice, or out of order.
        rows[number - 1] = row
        return
    rows += [()] * (number - 1 - len(rows))
    rows.append(row)


def _outside(path: Path, place: str) -> Unusable:
    return unusable(
        path,
        f"names a cell outside the {MOST_ROWS:,} rows and {MOST_COLUMNS:,} columns of a sheet",
        "Open it in a spreadsheet and save it as .xlsx again, or as CSV.",
        place,
    )

"""XLSX workbooks as sheets of cells."""

import io
import warnings
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from sessions.answers.sheets import STEP, AnswersFile, Progress, Row, Sheet, blank, unusable

LARGEST_UNPACKED = 2 * 1024 * 1024 * 1024
LARGEST_MERGED = 64 * 1024 * 1024
CHUNK = 1024 * 1024
UNKNOWN_FORMULA = "={…}"


def read_workbook(path: Path, data: bytes, progress: Progress) -> AnswersFile:
    """Read every sheet that is not hidden; Unusable where the file is no workbook."""
    try:
        formulas, merged, size = _looked_into(path, data)
        # Cells that are merged are only known to the slower way of reading.
        quick = not merged or size > LARGEST_MERGED
        book = _loaded(data, quick, values=True)
        written = _loaded(data, True, values=False) if formulas else None
        return _sheets(path, book, written, progress)
    except (
        zipfile.BadZipFile,
        InvalidFileException,
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        SyntaxError,
        EOFError,
    ) as error:
        raise unusable(
            path,
            f"cannot be read as an XLSX workbook ({type(error).__name__})",
            "Open it in a spreadsheet and save it as .xlsx once more, or as CSV.",
        ) from error


def _loaded(data: bytes, quick: bool, values: bool) -> openpyxl.Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(io.BytesIO(data), read_only=quick, data_only=values)


def _looked_into(path: Path, data: bytes) -> tuple[bool, bool, int]:
    """Tell whether any sheet has formulas or merged cells, and how large the sheets are."""
    formulas = merged = False
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        infos = packed.infolist()
        if "xl/workbook.xml" not in packed.namelist():
            raise unusable(
                path, "is packed, but is no XLSX workbook", "Save the table as .xlsx or CSV."
            )
        if sum(info.file_size for info in infos) > LARGEST_UNPACKED:
            raise unusable(path, "is far too large once unpacked", "Is it the right file?")
        sheets = [info for info in infos if info.filename.startswith("xl/worksheets/")]
        for info in sheets:
            with packed.open(info) as stream:
                tail = b""
                while chunk := stream.read(CHUNK):
                    text = tail + chunk
                    formulas = formulas or b"<f>" in text or b"<f " in text or b"<f/" in text
                    merged = merged or b"<mergeCell " in text
                    tail = chunk[-20:]
    return formulas, merged, sum(info.file_size for info in sheets)


def _sheets(
    path: Path, book: openpyxl.Workbook, written: openpyxl.Workbook | None, progress: Progress
) -> AnswersFile:
    said: list[str] = []
    hidden: list[str] = []
    sheets: list[Sheet] = []
    for sheet in book.worksheets:
        name = sheet.title
        if sheet.sheet_state != "visible":
            hidden.append(name)
            said.append(f'sheet "{name}" is hidden and is not read')
            continue
        if hasattr(sheet, "reset_dimensions"):
            # What the file says of its own size is often wrong.
            sheet.reset_dimensions()
        total = sheet.max_row or 0
        rows: list[Row] = []
        last = 0
        for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
            rows.append(row)
            if not blank(row):
                last = number
            if number % STEP == 0:
                progress(f'reading sheet "{name}"', number, max(total, number))
        del rows[last:]
        merged = _spread_merged(sheet, rows)
        if written is not None:
            _mark_uncalculated(rows, written[name])
        sheets.append(Sheet(name, rows, merged))
    if not sheets:
        raise unusable(path, "has no sheet that is not hidden", "Show the sheet with the answers.")
    return AnswersFile(path, tuple(sheets), tuple(said), tuple(hidden))


def _spread_merged(sheet: Any, rows: list[Row]) -> frozenset[int]:
    """Put the value of merged cells in each of them; give the rows that have any."""
    found: set[int] = set()
    for area in getattr(getattr(sheet, "merged_cells", None), "ranges", ()):
        if area.min_row > len(rows):
            continue
        value = rows[area.min_row - 1][area.min_col - 1]
        for number in range(area.min_row, min(area.max_row, len(rows)) + 1):
            row = list(rows[number - 1])
            row[area.min_col - 1 : area.max_col] = [value] * (area.max_col - area.min_col + 1)
            rows[number - 1] = row
            found.add(number)
    return frozenset(found)


def _mark_uncalculated(rows: list[Row], sheet: Any) -> None:
    """Put the formula itself where a formula has no result, so that it is not taken for a blank."""
    if hasattr(sheet, "reset_dimensions"):
        sheet.reset_dimensions()
    for number, written in enumerate(sheet.iter_rows(values_only=True), 1):
        if number > len(rows):
            # Rows of nothing but formulas without results seem blank at the end.
            if any(_is_formula(value) for value in written):
                rows += [()] * (number - len(rows))
            else:
                continue
        row = list(rows[number - 1])
        row += [None] * (len(written) - len(row))
        for place, value in enumerate(written):
            if _is_formula(value) and row[place] is None:
                row[place] = value if isinstance(value, str) else UNKNOWN_FORMULA
        rows[number - 1] = row


def _is_formula(value: object) -> bool:
    return (isinstance(value, str) and value.startswith("=") and len(value) > 1) or type(
        value
    ).__name__ in ("ArrayFormula", "DataTableFormula")

"""A portfolio as a CSV, XLSX or Parquet file, put in place in one step when it is complete."""

import os
import re
import secrets
import string
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeGuard

import numpy as np

from core.value import Value
from sessions.portfolio.case_table import Places
from sessions.portfolio.columns import CellValue, Column
from sessions.text.problems import Problem, Unusable
from sessions.text.spreadsheet_safe import safe_cell

if TYPE_CHECKING:
    import pandas as pd

Rows = Callable[[int, int], None]

SUFFIXES = (".csv", ".xlsx", ".parquet")
NEEDS = {".xlsx": "openpyxl", ".parquet": "pyarrow"}
MOST_XLSX_ROWS = 1_048_575
AT_ONCE = 20_000
UTF8_MARK = b"\xef\xbb\xbf"

# Bundled columns are written as one text each; so many different ones at most.
MOST_BUNDLED = 4096

# Texts that `safe_cell` leaves as they are begin with a letter and hold no sign that acts; shorter
# ones may be "true".
SAFE_BYTES = (string.ascii_letters + string.digits + " _.-\n").encode()
SHORTEST_SAFE, LONGEST_SAFE = 6, 1000
NEEDS_QUOTES = re.compile('[",\r\n]')


def no_rows(done: int, of: int) -> None:
    """Hear of progress and do nothing."""


def check_place(path: Path) -> None:
    """Say at once that a file cannot be written, before any work is done."""
    suffix = path.suffix.casefold()
    if suffix not in SUFFIXES:
        said = "is no kind of table that can be written"
        raise Unusable([Problem(str(path), "", said, "Name it .csv, .xlsx or .parquet.")])
    needed = NEEDS.get(suffix)
    if needed is not None and not _installed(needed):
        said = f"needs {needed}, which is not installed"
        remedy = f"Install it (pip install {needed}), or write CSV."
        raise Unusable([Problem(str(path), "", said, remedy)])
    if path.is_dir():
        raise Unusable([Problem(str(path), "", "is a folder", "Name a file in it.")])


def _installed(module: str) -> bool:
    from importlib.util import find_spec

    return find_spec(module) is not None


def write(path: Path, columns: Sequence[Column], report: Rows = no_rows) -> None:
    """Write the columns; OSError where that fails, and then nothing has changed."""
    suffix = path.suffix.casefold()
    rows = _rows(columns)
    if suffix == ".xlsx" and rows > MOST_XLSX_ROWS:
        said = f"has no room for {rows:,} rows; XLSX ends at {MOST_XLSX_ROWS:,}"
        raise Unusable([Problem(str(path), "", said, "Write CSV or Parquet.")])
    with _beside(path) as beside:
        if suffix == ".csv":
            _write_csv(beside, columns, report)
        elif suffix == ".xlsx":
            _write_xlsx(beside, columns, report)
        else:
            _frame(columns).to_parquet(beside, index=False)
        report(rows, rows)


def _rows(columns: Sequence[Column]) -> int:
    first = columns[0]
    return len(first.values if first.places is None else first.places)


@contextmanager
def _beside(path: Path) -> Iterator[Path]:
    """Give a file to write beside another; it takes that one's place when all went well."""
    target = Path(os.path.realpath(path))
    beside = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        # As any new file, but never one that is there already.
        os.close(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666))
        with suppress(FileNotFoundError):
            beside.chmod(target.stat().st_mode & 0o777)
        yield beside
        with beside.open("rb+") as written:
            os.fsync(written.fileno())
        beside.replace(target)
    except BaseException:
        # Ctrl+C too.
        with suppress(OSError):
            beside.unlink()
        raise


def _write_csv(path: Path, columns: Sequence[Column], report: Rows) -> None:
    rows = _rows(columns)
    texts = [",".join(_quoted(safe_cell(column.name)) for column in columns)]
    bundles = _bundled([_as_csv(column) for column in columns])
    with path.open("wb") as file:
        # The mark tells spreadsheets that it is UTF-8; plain ASCII does without.
        if not all("".join(each.values).isascii() for each in bundles) or not texts[0].isascii():
            file.write(UTF8_MARK)
        for start in range(0, max(rows, 1), AT_ONCE):
            part = slice(start, start + AT_ONCE)
            texts += map(",".join, zip(*(each.cells(part) for each in bundles), strict=True))
            file.write(("\n".join(texts) + "\n").encode("utf-8", "replace"))
            texts = []
            report(min(part.stop, rows), rows)


class _Texts(Value):
    """A column of texts that may stand in a CSV file as they are; `places` as in `Column`."""

    values: Sequence[str]
    places: Places | None = None

    def cells(self, part: slice) -> Sequence[str]:
        """Give the texts of some rows."""
        if self.places is None:
            return self.values[part]
        found: list[str] = np.array(self.values, dtype=object)[self.places[part]].tolist()
        return found


def _as_csv(column: Column) -> _Texts:
    return _Texts(_csv_texts(column.values), column.places)


def _csv_texts(values: Sequence[CellValue]) -> Sequence[str]:
    if _certainly_safe(values):
        return values
    known = {value: _csv_text(value) for value in dict.fromkeys(values)}
    return list(map(known.__getitem__, values))


def _certainly_safe(values: Sequence[CellValue]) -> TypeGuard[Sequence[str]]:
    """Tell at once, for very many texts, that `safe_cell` and quoting would change none of them."""
    first = values[0] if len(values) else None
    if not (isinstance(first, str) and first[:1].isalpha()):
        return False
    try:
        data = "\n".join([*values, ""]).encode("ascii")  # type: ignore[list-item]
    except (TypeError, UnicodeEncodeError):
        return False
    signs = np.frombuffer(data, np.uint8)
    ends = np.flatnonzero(signs == ord("\n"))
    if len(ends) != len(values) or data.translate(None, SAFE_BYTES):
        return False
    starts = np.concatenate([np.zeros(1, np.intp), ends[:-1] + 1])
    lengths = ends - starts
    if lengths.min() < SHORTEST_SAFE or lengths.max() > LONGEST_SAFE:
        return False
    # With the bit of small letters set, a letter lies between "a" and "z".
    small = signs[starts] | np.uint8(0x20)
    return bool(((small >= ord("a")) & (small <= ord("z"))).all())


def _csv_text(value: CellValue) -> str:
    if isinstance(value, str):
        return _quoted(safe_cell(value)) if value else ""
    return "" if value is None else str(value)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if NEEDS_QUOTES.search(text) else text


def _bundled(columns: Sequence[_Texts]) -> list[_Texts]:
    """Join neighbours of few different texts, so that a row has fewer of them to put together."""
    found: list[_Texts] = []
    for column in columns:
        before = found[-1] if found else None
        if before is None or before.places is None or column.places is None:
            found.append(column)
            continue
        if len(before.values) * len(column.values) > MOST_BUNDLED:
            found.append(column)
            continue
        values = [f"{left},{right}" for left in before.values for right in column.values]
        places: Places = before.places * np.int32(len(column.values)) + column.places
        found[-1] = _Texts(values, places)
    return found


def _write_xlsx(path: Path, columns: Sequence[Column], report: Rows) -> None:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    book = Workbook(write_only=True)
    sheet = book.create_sheet("portfolio")
    sheet.freeze_panes = "B2"
    heads = []
    for column in columns:
        head = WriteOnlyCell(sheet, value=safe_cell(column.name, typed=True))
        head.font = Font(bold=True)
        heads.append(head)
    sheet.append(heads)
    rows = _rows(columns)
    full = [_typed(column).in_full() for column in columns]
    for number, row in enumerate(zip(*full, strict=True), start=1):
        sheet.append(row)
        if number % 1000 == 0:
            report(number, rows)
    book.save(path)


def _typed(column: Column) -> Column:
    """Give a column whose texts are safe where cells know that they are text; blanks are empty."""
    known: dict[CellValue, CellValue] = {}
    for value in column.values:
        if value not in known:
            known[value] = safe_cell(value, typed=True) or None if isinstance(value, str) else value
    return Column(column.name, [known[value] for value in column.values], column.places)


def _frame(columns: Sequence[Column]) -> "pd.DataFrame":
    import pandas as pd

    names = [safe_cell(column.name, typed=True) for column in columns]
    series = []
    for column in columns:
        values = _typed(column).in_full()
        whole = any(isinstance(value, int) for value in values)
        series.append(pd.Series(values, dtype="Int64" if whole else "str"))
    found = pd.concat(series, axis=1)
    found.columns = pd.Index(names)
    return found

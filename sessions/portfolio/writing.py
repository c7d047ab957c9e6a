"""A portfolio as a CSV, XLSX or Parquet file, written by pandas and saved in one step."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from sessions.portfolio.columns import CellValue, PortfolioColumn
from sessions.record.atomic_save import real_path, save_file
from sessions.text.problems import Problem, Unusable
from sessions.text.spreadsheet_safe import safe_cell

# For types alone: pandas is imported where it is needed.
if TYPE_CHECKING:
    import pandas as pd

SUFFIXES = (".csv", ".xlsx", ".parquet")
NEEDS = {".xlsx": "openpyxl", ".parquet": "pyarrow"}
MOST_XLSX_ROWS = 1_048_575


def check_place(path: Path) -> None:
    """Refuse the name of a file that cannot be written, before any work is done.

    Raises:
        Unusable: The name ends in something else, or what writes such a file is not installed.
    """
    suffix = path.suffix.casefold()
    if suffix not in SUFFIXES:
        said = "is not a kind of file that a table can be written to"
        raise Unusable(
            [Problem(str(path), "", said, "Use a name that ends in .csv, .xlsx or .parquet.")]
        )
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


def write(path: Path, columns: Sequence[PortfolioColumn]) -> None:
    """Write the columns to a file.

    Raises:
        NotSaved: The file could not be written; then nothing has changed.
        Unusable: The file cannot hold so many rows.
    """
    suffix = path.suffix.casefold()
    rows = len(columns[0].values)
    if suffix == ".xlsx" and rows > MOST_XLSX_ROWS:
        said = f"cannot hold {rows:,} rows; an XLSX sheet has at most {MOST_XLSX_ROWS:,}"
        raise Unusable([Problem(str(path), "", said, "Write CSV or Parquet.")])
    save_file(real_path(path), _bytes(columns, suffix), bytes)


def _bytes(columns: Sequence[PortfolioColumn], suffix: str) -> bytes:
    frame = _frame(columns, typed=suffix != ".csv")
    if suffix == ".csv":
        text: str = frame.to_csv(index=False, lineterminator="\n")
        # The mark tells spreadsheets that it is UTF-8; plain ASCII does without.
        return text.encode("ascii" if text.isascii() else "utf-8-sig", "replace")
    file = BytesIO()
    if suffix == ".xlsx":
        frame.to_excel(file, sheet_name="portfolio", index=False, freeze_panes=(1, 1))
    else:
        frame.to_parquet(file, index=False)
    return file.getvalue()


def _frame(columns: Sequence[PortfolioColumn], typed: bool) -> "pd.DataFrame":
    """Return the columns; *typed* where cells know that they are text."""
    import pandas as pd

    def safe(value: CellValue) -> CellValue:
        return safe_cell(value, typed) or None if isinstance(value, str) else value

    series = []
    for column in columns:
        whole = any(isinstance(value, int) for value in column.values)
        mixed = whole and any(isinstance(value, str) for value in column.values)
        kind = "object" if mixed else "Int64" if whole else "str"
        series.append(pd.Series([safe(value) for value in column.values], dtype=kind))
    frame = pd.concat(series, axis=1)
    frame.columns = pd.Index([safe_cell(column.name, typed) for column in columns])
    return frame

"""XLS, XLSB and ODS workbooks as sheets of cells, read by python-calamine in a process of its own.

calamine lays out every sheet as one rectangle: a few bytes can name a cell so far away that memory
runs out, and that ends the process. So another process reads the file, with its memory bounded.
"""

import json
import pickle
import subprocess
import sys
from pathlib import Path

from sessions.tabular.package import unreadable
from sessions.tabular.sheet import (
    MOST_CELLS,
    MOST_FILLED_ROWS,
    Area,
    Row,
    Sheet,
    TableFile,
    spread_merged,
    too_large,
    too_many_rows,
    trimmed,
    unusable,
)
from sessions.tabular.sheet_column import columns_of

UNSEEN = (
    "hidden rows and columns, text that is struck through or invisible, or formulas without a "
    "result"
)
READER = Path(__file__).with_name("calamine_process.py")
MOST_SECONDS = 120


def read_other_workbook(path: Path, data: bytes, kind: str) -> TableFile:
    """Read every sheet of an XLS, XLSB or ODS workbook (*kind*).

    Raises:
        Unusable: The workbook cannot be read, is locked, or contains more than is read.
    """
    sheets = []
    left = MOST_CELLS
    for name, hidden, rows, merged in _sheets(path, data, kind):
        kept: list[Row] = [
            trimmed([None if value == "" else value for value in row]) for row in rows
        ]
        if sum(map(bool, kept)) > MOST_FILLED_ROWS:
            raise too_many_rows(path, f'sheet "{name}"')
        left -= sum(map(len, kept))
        if left < 0:
            raise too_large(path, f'sheet "{name}"')
        areas = [Area(first[0] + 1, last[0] + 1, first[1], last[1]) for first, last in merged]
        spread = spread_merged(path, f'sheet "{name}"', kept, areas)
        sheets.append(Sheet(name, columns_of(kept), len(kept), hidden=hidden, merged=spread))
    if not sheets:
        raise unusable(path, "has no sheet of cells", "Is it the right file?")
    note = f"{kind} files do not show {UNSEEN}: save the workbook as .xlsx to have them reported"
    return TableFile(path, kind, tuple(sheets), (note,), UNSEEN)


SheetParts = tuple[str, bool, list[list[object]], list[tuple[tuple[int, int], tuple[int, int]]]]


def _sheets(path: Path, data: bytes, kind: str) -> list[SheetParts]:
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(READER), json.dumps(sys.path)],
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=MOST_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise unreadable(path, error, kind) from None
    if done.returncode != 0:
        raise unreadable(path, None, kind)
    # What is unpickled here was pickled by our own program a moment ago.
    answer = pickle.loads(done.stdout)
    if isinstance(answer, str):
        if answer == "PasswordError":
            raise unusable(path, "is locked with a password", "Save it without a password.")
        raise unusable(
            path,
            f"cannot be read as a workbook ({answer})",
            "Open it in a spreadsheet and save it as .xlsx, or as CSV.",
        )
    sheets: list[SheetParts] = answer
    return sheets

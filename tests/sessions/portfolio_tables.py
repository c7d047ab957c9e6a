"""Builds small tables of inspections, for the tests of the portfolio."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import pytest

from core.scheme import RatedBy, Scheme
from tests.core.building import YOUTH_2018

Sheet = list[list[object]]


def whole_row(
    inspection: str = "one", scheme: Scheme = YOUTH_2018, **cells: object
) -> dict[str, object]:
    """A row of table with every figure, 12 of 20, and Good where judged; then as said."""
    row: dict[str, object] = {
        "inspection": inspection,
        "service": f"Service {inspection}",
        "date": "2020-09-18",
    }
    for standard in scheme.standards:
        if standard.rated_by is RatedBy.JUDGEMENT:
            row[standard.id] = "Good"
        for question in standard.key_questions:
            row[f"{question.id} yes"], row[f"{question.id} relevant"] = 12, 20
    return {**row, **{name.replace("__", " "): value for name, value in cells.items()}}


def with_cells(row: dict[str, object], cells: dict[str, object]) -> dict[str, object]:
    return {**row, **cells}


def sheet_of(rows: Sequence[dict[str, object]]) -> Sheet:
    heads = list(dict.fromkeys(name for row in rows for name in row))
    return [list(heads), *([row.get(head, "") for head in heads] for row in rows)]


def save(path: Path, sheet: Sheet, **dialect: str) -> Path:
    if path.suffix == ".xlsx":
        pd.DataFrame(sheet).to_excel(path, header=False, index=False)
    elif path.suffix == ".parquet":
        pytest.importorskip("pyarrow")
        heads, *rows = sheet
        frame = pd.DataFrame(rows, columns=[str(head) for head in heads])
        frame.to_parquet(path)
    else:
        text = io.StringIO()
        csv.writer(text, lineterminator="\n", **dialect).writerows(sheet)  # type: ignore[arg-type]
        path.write_text(text.getvalue(), encoding="utf-8")
    return path

"""What we write, a spreadsheet shows as it is: no formula starts, no identifier changes."""

import csv
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from sessions.text.spreadsheet_safe import safe_cell, unguarded
from sessions.text.visible import visible

FORMULAS = (
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1)",
    "\t=1+1",
    "\r=1+1",
    "  =1+1",
    "＝1+1",
    '=HYPERLINK("http://x.test","y")',
    "=cmd|' /C calc'!A0",
    "-Stoke",
)
IDENTIFIERS = (
    "007",
    "0",
    "12345678901234567890",
    "2.10",
    "1.10",
    "12E3",
    "3-4",
    "1/2",
    "TRUE",
    "2.1.1",
    "1,234",
)
PLAIN = ("North Somerset", "12", "2.1", "2020-09-14", "50%", "Stoke-on-Trent", "", "O'Neill", "a=b")
LATER = ("North; =1+1", "a,=1+1", 'x;"=1+1', "x|@y")
SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")


@pytest.mark.parametrize("text", [*FORMULAS, *LATER, *IDENTIFIERS, *PLAIN])
def test_no_text_starts_a_formula(text: str) -> None:
    for typed in (False, True):
        safe = safe_cell(text, typed=typed)
        assert safe == visible(safe)
        assert safe.lstrip()[:1] not in tuple("=+-@＝＋－＠\t\r")


@pytest.mark.parametrize("text", PLAIN)
def test_plain_text_stays_as_it_is(text: str) -> None:
    assert safe_cell(text) == text
    assert safe_cell(text, typed=True) == text


@pytest.mark.parametrize("text", [each for each in IDENTIFIERS if each != "0"])
def test_identifiers_are_kept_from_becoming_numbers(text: str) -> None:
    assert safe_cell(text) == f"'{text}"
    assert safe_cell(text, typed=True) == text
    assert unguarded(safe_cell(text)) == text


@pytest.mark.parametrize("text", LATER)
def test_no_formula_starts_after_another_separator(text: str) -> None:
    for separator in ";,|":
        for piece in safe_cell(text).split(separator)[1:]:
            assert piece.strip().strip('"')[:1] not in ("=", "+", "-", "@")


@given(st.text(max_size=30))
def test_any_text(text: str) -> None:
    safe = safe_cell(text)
    assert safe == visible(safe)
    assert safe.lstrip()[:1] not in tuple("=+-@")
    assert safe_cell(unguarded(safe)) == safe


def as_calc_reads_it(source: Path, folder: Path) -> Path:
    """Return the XLSX workbook that LibreOffice Calc makes of a table."""
    assert SOFFICE is not None
    subprocess.run(
        [
            SOFFICE,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            *(["--infilter=CSV:44,34,76,1"] if source.suffix == ".csv" else []),
            "--convert-to",
            "xlsx:Calc MS Excel 2007 XML",
            "--outdir",
            str(folder / "converted"),
            str(source),
        ],
        check=True,
        capture_output=True,
        timeout=600,
        env={**os.environ, "HOME": str(folder)},
    )
    return folder / "converted" / f"{source.stem}.xlsx"


@pytest.fixture(scope="module")
def calc(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Skip where LibreOffice, or its Calc, is not installed: it may be there without Calc."""
    if SOFFICE is None:
        pytest.skip("LibreOffice (soffice) is not installed here")
    folder = tmp_path_factory.mktemp("calc")
    one_cell = folder / "one.csv"
    one_cell.write_text("1\n", encoding="utf-8")
    if not as_calc_reads_it(one_cell, folder).exists():
        pytest.skip("LibreOffice is installed here without Calc")


@pytest.mark.usefixtures("calc")
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_libreoffice_shows_what_was_meant(tmp_path: Path, kind: str) -> None:
    texts = [*FORMULAS, *LATER, *IDENTIFIERS, *PLAIN]
    source = tmp_path / f"table.{kind}"
    wanted = [safe_cell(text, typed=kind == "xlsx") for text in texts]
    if kind == "csv":
        with source.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([str(n), text, "end"] for n, text in enumerate(wanted))
    else:
        book = Workbook()
        assert book.active is not None
        for place, text in enumerate(wanted):
            book.worksheets[0].append([place, text, "end"])
        book.save(source)
    shown = load_workbook(as_calc_reads_it(source, tmp_path)).worksheets[0]
    rows = list(shown.iter_rows())
    assert len(rows) == len(texts)
    for (number, cell, end), text, safe in zip(rows, texts, wanted, strict=True):
        assert end.value == "end", text
        assert cell.data_type != "f", text
        assert not str(cell.value or "").startswith("="), text
        if text in IDENTIFIERS and text != "0":
            assert isinstance(cell.value, str), text
            assert cell.value in (text, safe), text
        assert number.value is not None

"""Tables of every kind of file are read as the same sheets of cells."""

import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from sessions.tabular.cells import Formula, text_of
from sessions.tabular.read import read_tables
from sessions.tabular.sheet import Area, Sheet
from sessions.text.problems import Unusable
from tests.sessions.workbook_parts import (
    content_of_ods,
    repacked,
    worksheet,
    write_ods,
    write_package,
)

Captured = pytest.CaptureFixture[str]

TABLE = [["case", "2.1.1", "2.1.2"], ["C1", "Yes", "No"], ["Zoë", "n/a", "Yes"]]


def texts(sheet: Sheet) -> list[list[str]]:
    return [[text_of(value) for value in row] for row in sheet.rows]


def fault(path: Path) -> str:
    with pytest.raises(Unusable) as caught:
        read_tables(path)
    (problem,) = caught.value.problems
    return problem.visible_sentence().removeprefix(f"{path}: ")


def write_text(path: Path, separator: str = ",", encoding: str = "utf-8", end: str = "\n") -> None:
    text = "".join(separator.join(row) + end for row in TABLE)
    path.write_bytes(text.encode(encoding))


def write_book(path: Path) -> None:
    book = Workbook()
    for row in TABLE:
        book.worksheets[0].append(row)
    book.save(path)


def write_parquet(path: Path) -> None:
    pd.DataFrame(TABLE[1:], columns=pd.Index(TABLE[0])).to_parquet(path)


WRITERS: dict[str, Callable[[Path], None]] = {
    "commas.csv": write_text,
    "semicolons.csv": lambda path: write_text(path, ";"),
    "bars.txt": lambda path: write_text(path, "|"),
    "tabs.tsv": lambda path: write_text(path, "\t"),
    "mark.csv": lambda path: write_text(path, encoding="utf-8-sig", end="\r\n"),
    "utf-16.csv": lambda path: write_text(path, "\t", "utf-16"),
    "utf-16-without-mark.csv": lambda path: write_text(path, encoding="utf-16-le"),
    "utf-32.csv": lambda path: write_text(path, encoding="utf-32"),
    "windows.csv": lambda path: write_text(path, ";", "cp1252"),
    "returns.csv": lambda path: write_text(path, end="\r"),
    "book.xlsx": write_book,
    "book.ods": lambda path: write_ods(path, content_of_ods({"S": TABLE})),
    "table.parquet": write_parquet,
}


@pytest.mark.parametrize("name", WRITERS)
def test_the_same_table_is_read_from_every_kind_of_file(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    WRITERS[name](path)
    (sheet,) = read_tables(path).sheets
    assert texts(sheet) == TABLE


def test_the_name_of_a_file_does_not_decide(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    write_book(path)
    assert read_tables(path).kind == "XLSX"


class TestText:
    def test_the_separator_line_of_a_spreadsheet_is_not_a_row(self, tmp_path: Path) -> None:
        path = tmp_path / "t.csv"
        path.write_text("sep=;\ncase;2.1.1\nC1;Yes\n", encoding="utf-8")
        assert texts(read_tables(path).sheets[0]) == [["case", "2.1.1"], ["C1", "Yes"]]

    def test_rows_may_be_shorter_and_blank(self, tmp_path: Path) -> None:
        path = tmp_path / "t.csv"
        path.write_text('Title\n\ncase,2.1.1\n"C,1",Yes\n"C\n2"\n', encoding="utf-8")
        assert texts(read_tables(path).sheets[0]) == [
            ["Title"],
            [],
            ["case", "2.1.1"],
            ["C,1", "Yes"],
            ["C 2"],
        ]

    def test_line_breaks_in_every_row_cut_no_column_off(self, tmp_path: Path) -> None:
        path = tmp_path / "a.csv"
        path.write_text('"a\nb","c\nd","e\nf"\n1,"x\ny",last\n', encoding="utf-8")
        (sheet,) = read_tables(path).sheets
        assert sheet.rows == [("a\nb", "c\nd", "e\nf"), ("1", "x\ny", "last")]

    def test_words_that_pandas_takes_for_blanks_stay(self, tmp_path: Path) -> None:
        path = tmp_path / "t.csv"
        path.write_text("case,2.1.1\nNA,None\nnull,nan\n007,1.10\n", encoding="utf-8")
        assert texts(read_tables(path).sheets[0])[1:] == [
            ["NA", "None"],
            ["null", "nan"],
            ["007", "1.10"],
        ]

    def test_a_quotation_mark_that_is_not_closed_is_named(self, tmp_path: Path) -> None:
        path = tmp_path / "t.csv"
        path.write_text('case,2.1.1\nC1,Yes\n"C2,Yes\n', encoding="utf-8")
        assert fault(path) == (
            "row 3: cannot be divided into cells. Look for a quotation mark that is not closed, "
            "or save the file as CSV again."
        )

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("<html><table><tr><td>1</td></tr></table></html>", "is a web page named .xls"),
            ('<?xml version="1.0"?>\n<Workbook/>', "is an XML document named .xls"),
            ("MIME-Version: 1.0\n", "is a web page named .xls"),
            ("%PDF-1.7", "is a PDF document"),
            ('{"cases": []}', "is a JSON document"),
        ],
    )
    def test_other_documents_are_called_what_they_are(
        self, tmp_path: Path, text: str, said: str
    ) -> None:
        path = tmp_path / "t.xls"
        path.write_text(text, encoding="utf-8")
        assert fault(path).startswith(said)
        assert "Open it in a spreadsheet and save it as .xlsx." in fault(path)


class TestWorkbook:
    def test_marks_of_cells_rows_columns_and_sheets(self, tmp_path: Path) -> None:
        book = Workbook()
        sheet = book.worksheets[0]
        rows: list[list[Any]] = [*TABLE, ["C3", None, 1.5], [None], ["C4", "Yes"]]
        for row in rows:
            sheet.append(row)
        sheet.row_dimensions[2].hidden = True
        sheet.row_dimensions[5].hidden = True
        sheet.column_dimensions["C"].hidden = True
        sheet.auto_filter.ref = "A1:C6"
        sheet["B3"].font = Font(strike=True)
        sheet["B4"].fill = PatternFill("solid", fgColor="FF00FF00")
        sheet["E9"].fill = PatternFill("solid", fgColor="FF00FF00")
        sheet["C4"].number_format = "0.0%"
        sheet.merge_cells("B6:C6")
        book.create_sheet("Old").sheet_state = "veryHidden"
        book.save(tmp_path / "b.xlsx")
        read = read_tables(tmp_path / "b.xlsx")
        first, old = read.sheets
        assert old.hidden
        assert not first.hidden
        assert first.filtered
        assert first.hidden_rows == {2}
        assert first.hidden_columns == {2}
        assert first.struck == {(3, 1)}
        assert first.coloured == {(4, 1)}
        assert first.merged == (Area(6, 6, 1, 2),)
        assert first.is_merged(6, 2)
        assert texts(first)[3:] == [["C3", "", "150%"], [], ["C4", "Yes", "Yes"]]
        assert read.unseen == ""

    def test_a_formula_without_its_result_is_not_blank(self, tmp_path: Path) -> None:
        path = tmp_path / "b.xlsx"
        cells = '<c r="A1"><f>A2</f><v></v></c><c r="B1" t="str"><f>""</f><v></v></c>'
        cells += '<c r="C1"><f>1+1</f><v>2</v></c><c r="D1"><f t="array" ref="D1">1</f></c>'
        write_package(path, worksheet(f'<row r="1">{cells}</row>'))
        (row,) = read_tables(path).sheets[0].rows
        assert list(row) == [Formula("=A2"), None, 2, Formula("=1")]

    def test_dates_and_truth_values_keep_their_kind(self, tmp_path: Path) -> None:
        book = Workbook()
        book.worksheets[0].append([datetime(2001, 1, 2), True, 1, 2.5, "1.10"])
        book.save(tmp_path / "b.xlsx")
        (row,) = read_tables(tmp_path / "b.xlsx").sheets[0].rows
        assert list(row) == [datetime(2001, 1, 2), True, 1, 2.5, "1.10"]

    @pytest.mark.filterwarnings("error")
    def test_nothing_of_the_library_is_printed_or_raised(
        self, tmp_path: Path, capsys: Captured
    ) -> None:
        book = Workbook()
        sheet = book.worksheets[0]
        sheet.append(["case"])
        sheet.add_data_validation(DataValidation("list", '"Yes,No"'))
        book.save(tmp_path / "b.xlsx")
        extension = (
            '<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"><x/></ext></extLst>'
            "</worksheet>"
        )
        repacked(
            tmp_path / "b.xlsx",
            lambda name, data: data.replace(b"</worksheet>", extension.encode()),
        )
        assert texts(read_tables(tmp_path / "b.xlsx").sheets[0]) == [["case"]]
        repacked(
            tmp_path / "b.xlsx",
            lambda name, data: data.replace(b'fontId="0"', b'fontId="99"'),
        )
        assert "cannot be read as an XLSX workbook (IndexError)" in fault(tmp_path / "b.xlsx")
        assert capsys.readouterr() == ("", "")

    def test_backslashes_between_folders_are_read(self, tmp_path: Path) -> None:
        path = tmp_path / "b.xlsx"
        write_book(path)
        repacked(path, rename=lambda name: name.replace("/", "\\"))
        assert texts(read_tables(path).sheets[0]) == TABLE

    def test_strict_open_xml_is_read(self, tmp_path: Path) -> None:
        path = tmp_path / "b.xlsx"
        write_book(path)

        def strict(_: str, data: bytes) -> bytes:
            usual = b"http://schemas.openxmlformats.org/"
            return data.replace(
                usual + b"spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/spreadsheetml/main"
            ).replace(
                usual + b"officeDocument/2006/relationships",
                b"http://purl.oclc.org/ooxml/officeDocument/relationships",
            )

        repacked(path, strict)
        assert texts(read_tables(path).sheets[0]) == TABLE

    def test_a_damaged_workbook_gets_the_usual_message(self, tmp_path: Path) -> None:
        path = tmp_path / "b.xlsx"
        write_book(path)
        repacked(path, lambda name, data: b"<" if name.endswith("sheet1.xml") else data)
        assert "cannot be read as an XLSX workbook (" in fault(path)
        path.write_bytes(b"PK\x03\x04" + bytes(500))
        assert "Open it in a spreadsheet and save it as .xlsx again" in fault(path)

    def test_other_packages_are_called_what_they_are(self, tmp_path: Path) -> None:
        path = tmp_path / "b.xlsx"
        with zipfile.ZipFile(path, "w") as package:
            package.writestr("word/document.xml", "<w/>")
        assert fault(path).startswith("is a Word document")


class TestOtherWorkbooks:
    def test_what_the_format_does_not_show_is_said(self, tmp_path: Path) -> None:
        path = tmp_path / "b.ods"
        write_ods(path, content_of_ods({"S": TABLE}))
        read = read_tables(path)
        assert read.unseen
        assert read.notes[0].startswith("ODS files do not show hidden rows and columns")

    def test_an_old_workbook(self) -> None:
        read = read_tables(Path(__file__).parent / "data" / "tables" / "old-workbook.xls")
        court, old = read.sheets
        assert read.kind == "XLS"
        assert old.hidden
        assert texts(court)[:3] == [["case", "2.1.1", "2.1.2"], ["C1", "Yes", "No"], ["C2", "1"]]
        # A formula that was never calculated looks like a blank.
        assert texts(court)[3] == ["C3"]
        assert court.merged == (Area(5, 6, 1, 1),)
        assert texts(court)[4:] == [["C4", "No"], ["C5", "No"]]

    def test_a_damaged_one_gets_the_usual_message(self, tmp_path: Path) -> None:
        path = tmp_path / "b.xls"
        path.write_bytes(b"\xd0\xcf\x11\xe0" + bytes(3000))
        assert "Open it in a spreadsheet and save it as .xlsx" in fault(path)


class TestHostile:
    """Files of a few kilobytes that would take gigabytes or minutes are refused, or read cheaply.

    What they would take is bounded by counting, so nothing here is timed.
    """

    def refused(self, path: Path, sheet: str, said: str) -> None:
        write_package(path, sheet)
        assert said in fault(path)

    def test_a_row_far_outside(self, tmp_path: Path) -> None:
        for number in ("999999999", "1e9"):
            row = f'<row r="{number}"><c r="A999999999"><v>1</v></c></row>'
            self.refused(tmp_path / "b.xlsx", worksheet(row), "names a cell outside the 1,048,576")

    def test_a_column_far_outside(self, tmp_path: Path) -> None:
        for column in ("XFE", "ZZZ"):
            row = f'<row r="1"><c r="{column}1"><v>1</v></c></row>'
            self.refused(tmp_path / "b.xlsx", worksheet(row), "names a cell outside")
        row = '<row r="1"><c r="AAAAAAAAA1"><v>1</v></c></row>'
        self.refused(tmp_path / "b.xlsx", worksheet(row), "cannot be read as an XLSX workbook")

    def test_hidden_columns_far_outside(self, tmp_path: Path) -> None:
        columns = '<cols><col min="1" max="100000000" hidden="1"/></cols>'
        row = '<row r="1"><c r="A1"><v>1</v></c></row>'
        write_package(tmp_path / "b.xlsx", worksheet(row, columns))
        assert read_tables(tmp_path / "b.xlsx").sheets[0].hidden_columns == {0}

    def test_one_merged_area_over_everything(self, tmp_path: Path) -> None:
        rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="C1048576"><v>1</v>'
        merged = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
        sheet = worksheet(rows + "</c></row>", after=merged)
        self.refused(tmp_path / "b.xlsx", sheet, "merges more than the 100,000 cells")

    def test_very_many_merged_areas(self, tmp_path: Path) -> None:
        row = '<row r="1"><c r="A1"><v>1</v></c></row>'
        merged = "".join(f'<mergeCell ref="A1:B{n}"/>' for n in range(1, 20_003))
        sheet = worksheet(row, after=f"<mergeCells>{merged}</mergeCells>")
        self.refused(tmp_path / "b.xlsx", sheet, "merges more than the 100,000 cells")

    def test_blank_rows_with_a_format_take_no_room(self, tmp_path: Path) -> None:
        rows = "".join(f'<row r="{n}" s="0"><c r="A{n}" s="0"/></row>' for n in range(2, 20_000))
        first = '<row r="1"><c r="A1"><v>1</v></c></row>'
        write_package(tmp_path / "b.xlsx", worksheet(first + rows))
        assert len(read_tables(tmp_path / "b.xlsx").sheets[0].rows) == 1

    def test_a_part_that_unpacks_to_far_too_much(self, tmp_path: Path) -> None:
        self.refused(tmp_path / "b.xlsx", worksheet(" " * 6_000_000), "once unpacked")

    def test_a_document_with_entities(self, tmp_path: Path) -> None:
        entities = '<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
        row = '<row r="1"><c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row>'
        sheet = worksheet(row, prolog=entities)
        self.refused(tmp_path / "b.xlsx", sheet, "declares a document type")

    def test_more_cells_than_are_read(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("sessions.tabular.workbook.MOST_CELLS", 1000)
        rows = "".join(f'<row r="{n}"><c r="XFD{n}"><v>1</v></c></row>' for n in range(1, 4))
        self.refused(tmp_path / "b.xlsx", worksheet(rows), "cells that can be read")

    def test_more_cells_than_are_read_are_counted_before_any_is_read(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("sessions.tabular.package.SMALL_PART", 10)
        monkeypatch.setattr("sessions.tabular.package.MOST_CELLS", 2)
        monkeypatch.setattr("sessions.tabular.workbook.read_workbook", None)
        rows = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 4))
        self.refused(tmp_path / "b.xlsx", worksheet(rows), "cells that can be read")

    def test_more_rows_than_are_read(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        for reader in ("workbook", "text_table", "parquet", "other_workbook"):
            monkeypatch.setattr(f"sessions.tabular.{reader}.MOST_FILLED_ROWS", 2)
        rows = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 4))
        self.refused(tmp_path / "b.xlsx", worksheet(rows), "rows that can be read")
        text = tmp_path / "t.csv"
        text.write_text("a\n" * 3, encoding="utf-8")
        assert "rows that can be read" in fault(text)
        parquet = tmp_path / "t.parquet"
        pd.DataFrame({"case": ["C1", "C2", "C3"]}).to_parquet(parquet)
        assert "rows that can be read" in fault(parquet)
        write_ods(tmp_path / "b.ods", content_of_ods({"S": [["yes"]] * 3}))
        assert "rows that can be read" in fault(tmp_path / "b.ods")

    def test_a_package_of_very_many_parts(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("sessions.tabular.package.MOST_PARTS", 3)
        self.refused(tmp_path / "b.xlsx", worksheet(""), "parts that can be read")

    def test_parquet_that_repeats_a_long_text(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("sessions.tabular.parquet.LARGEST_CONTENT", 50_000)
        path = tmp_path / "t.parquet"
        pd.DataFrame({"case": ["C" * 1000] * 100}).to_parquet(path)
        assert "of text that can be read" in fault(path)

    def test_parquet_with_bytes_for_text(self, tmp_path: Path) -> None:
        path = tmp_path / "t.parquet"
        pd.DataFrame({"case": [b"C1"], "2.1.1": ["yes"]}).to_parquet(path)
        assert read_tables(path).sheets[0].rows[1] == ("C1", "yes")

    def test_an_ods_sheet_that_repeats_its_rows(self, tmp_path: Path) -> None:
        path = tmp_path / "b.ods"
        write_ods(path, content_of_ods({"S": [["yes"]]}, repeated=1_048_576, columns=16_384))
        assert fault(path).startswith("cannot be read as a")

    def test_a_text_file_with_very_many_columns(self, tmp_path: Path) -> None:
        path = tmp_path / "t.csv"
        path.write_text("yes," * 200_000 + "\n", encoding="utf-8")
        assert fault(path).startswith("has more than the 16,384 columns")

    def test_parquet_with_lists_in_its_cells(self, tmp_path: Path) -> None:
        path = tmp_path / "t.parquet"
        pd.DataFrame({"case": ["C1"], "2.1.1": [["yes", "no"]]}).to_parquet(path)
        assert fault(path).startswith('contains lists or tables in the cells of "2.1.1"')

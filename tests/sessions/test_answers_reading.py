"""Files as people have them: every encoding, separator and kind of workbook."""

import io
import sys
import zipfile
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import Workbook, load_workbook

from core.evidence import Sample
from sessions.answers import case_rows
from sessions.answers.importing import Imported, import_answers
from sessions.text.problems import Unusable
from tests.core.building import YOUTH_2018
from tests.sessions.answer_tables import figures_of, workbook, write_parquet

TABLE = "Case,2.1.1,2.1.1 > Café,2.1.2,2.1.3\na,y,n,y,n\nb,n,n,n/a,y\n"
FIGURES = {"2.1.1": (1, 2), "2.1.1 > Café": (0, 2), "2.1.2": (1, 1), "2.1.3": (1, 2)}
ROWS = [line.split(",") for line in TABLE.splitlines()]


def read(path: Path) -> Imported:
    return import_answers(path, YOUTH_2018)


def fault(path: Path) -> str:
    with pytest.raises(Unusable) as caught:
        read(path)
    (problem,) = caught.value.problems
    return problem.visible_sentence().removeprefix(f"{path}: ")


class TestText:
    @pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
    @pytest.mark.parametrize("end", ["\n", "\r\n"])
    def test_encodings_and_separators(
        self, tmp_path: Path, separator: str, encoding: str, end: str
    ) -> None:
        path = tmp_path / "answers.csv"
        text = TABLE.replace(",", separator).replace("\n", end)
        path.write_bytes(text.encode(encoding))
        result = read(path)
        if separator == "|":
            assert figures_of(result)["2.1.2"] == (1, 1)
        assert figures_of(result) == FIGURES
        said = " ".join(result.said)
        assert ("Windows-1252" in said) == (encoding == "cp1252")
        assert ("between the cells" in said) == (separator != ",")

    def test_tsv(self, tmp_path: Path) -> None:
        path = tmp_path / "answers.tsv"
        path.write_text(TABLE.replace(",", "\t"), encoding="utf-8")
        assert figures_of(read(path)) == FIGURES

    @pytest.mark.parametrize("first", ["sep=;\r\n", '"sep=;"\r\n'])
    def test_the_line_that_excel_puts_before(self, tmp_path: Path, first: str) -> None:
        path = tmp_path / "answers.csv"
        path.write_text(first + TABLE.replace(",", ";"), encoding="utf-8")
        assert figures_of(read(path)) == FIGURES

    def test_a_title_and_blank_lines_before_the_names(self, tmp_path: Path) -> None:
        path = tmp_path / "answers.csv"
        path.write_text(f"Answers; draft, of June\n\n,,\n{TABLE}\n\n", encoding="utf-8")
        result = read(path)
        assert figures_of(result) == FIGURES
        assert result.tables[0].startswith("names in row 4:")

    def test_a_quotation_mark_that_is_not_closed(self, tmp_path: Path) -> None:
        path = tmp_path / "answers.csv"
        path.write_text('case,2.1.1\na,"y\nb,n\n', encoding="utf-8")
        said = fault(path)
        assert said.startswith("row 2: cannot be divided into cells")
        assert "quotation mark" in said

    @pytest.mark.parametrize(
        ("data", "words"),
        [
            (b"", "is empty"),
            (b"\xef\xbb\xbf\n", "is empty"),
            (b"case,2.1.1\na,\x81\n", "line 2: contains bytes that are neither"),
            (b"\x00\x01\x02", "line 1: contains a zero byte"),
            (b"\xd0\xcf\x11\xe0rest", "cannot be read as a"),
            (b"PK\x03\x04rest", "cannot be read as an XLSX workbook"),
            (b"PAR1rest", "Parquet"),
        ],
    )
    def test_what_is_no_table(self, tmp_path: Path, data: bytes, words: str) -> None:
        path = tmp_path / "answers.csv"
        path.write_bytes(data)
        assert words in fault(path)

    def test_what_is_no_file(self, tmp_path: Path) -> None:
        assert fault(tmp_path / "none.csv").startswith("does not exist")
        assert fault(tmp_path).startswith("is a folder")

    def test_progress_is_told(self, tmp_path: Path) -> None:
        path = tmp_path / "answers.csv"
        path.write_text(TABLE + "".join(f"c{n},y,y,y,y\n" for n in range(100)), encoding="utf-8")
        told: list[tuple[str, int, int]] = []
        import_answers(path, YOUTH_2018, progress=lambda *each: told.append(each))
        assert {what for what, _, _ in told} == {"reading", "reading answers"}
        assert all(0 <= done <= total for _, done, total in told)


def test_more_answers_than_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(case_rows, "MOST_CELLS", 5)
    path = tmp_path / "answers.csv"
    path.write_text(TABLE + "c1,y,y,y,y\n" * 3, encoding="utf-8")
    with pytest.raises(Unusable, match="cells that can be read"):
        import_answers(path, YOUTH_2018)


class TestParquet:
    def test_true_false_and_missing(self, tmp_path: Path) -> None:
        pytest.importorskip("pyarrow", reason="pyarrow is not installed")
        path = tmp_path / "answers.parquet"
        frame = pd.DataFrame(
            {
                "case": ["a", "b"],
                "2.1.1": [True, False],
                "2.1.2": [1.0, 0.0],
                "2.1.3": pd.Categorical(["yes", "no"]),
            }
        )
        frame.to_parquet(path)
        result = read(path)
        assert figures_of(result) == {"2.1.1": (1, 2), "2.1.2": (1, 2), "2.1.3": (1, 2)}

    def test_without_pyarrow_it_says_what_to_do(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = tmp_path / "answers.parquet"
        path.write_bytes(b"PAR1")

        monkeypatch.setitem(sys.modules, "pyarrow", None)
        assert fault(path) == (
            "is a Parquet file, and pyarrow, which reads these, is not installed. Install it "
            '(pip install "ratings-panel[parquet]"), or save the table as CSV.'
        )

    def test_by_its_content_and_not_its_name(self, tmp_path: Path) -> None:
        pytest.importorskip("pyarrow", reason="pyarrow is not installed")
        assert figures_of(read(write_parquet(tmp_path / "answers.csv", ROWS))) == FIGURES


class TestWorkbooks:
    def saved(self, folder: Path, book: Workbook, name: str = "answers.xlsx") -> Path:
        path = folder / name
        book.save(path)
        return path

    def test_merged_headings_over_the_names(self, tmp_path: Path) -> None:
        book = workbook({"Court": [["Answers"], [None, "2.1 Assessment"], *ROWS]})
        sheet = book["Court"]
        sheet.merge_cells("A1:E1")
        sheet.merge_cells("B2:E2")
        result = read(self.saved(tmp_path, book))
        assert figures_of(result) == FIGURES
        assert 'sheet "Court", names in row 3' in result.tables[0]

    def test_names_that_are_merged_themselves(self, tmp_path: Path) -> None:
        book = workbook({"Court": [["Case", "2.1.1", None, "2.1.2", "2.1.3"], *ROWS[1:]]})
        book["Court"].merge_cells("B1:C1")
        assert fault(self.saved(tmp_path, book)) == (
            'sheet "Court", row 1, column C: "2.1.1" means the same as column B. The header\'s '
            "cells are merged: unmerge them and use a different name for each column."
        )

    def test_what_merged_names_hide_is_not_called_missing(self, tmp_path: Path) -> None:
        book = workbook({"Court": ROWS})
        book["Court"].merge_cells("B1:C1")
        # One message, although nothing is left that names 2.1.2.
        assert "cells are merged" in fault(self.saved(tmp_path, book))

    def test_where_no_table_is_the_sheets_are_named(self, tmp_path: Path) -> None:
        book = workbook({"Notes": [["nothing"]], "Court": ROWS})
        book["Court"].sheet_state = "hidden"
        said = fault(self.saved(tmp_path, book))
        assert said.startswith(
            'contains no table of answers in its sheet "Notes". Not read, because '
        )
        assert 'because hidden: "Court". Show what is needed.' in said

    def test_a_case_that_is_merged_over_its_rows(self, tmp_path: Path) -> None:
        rows: list[list[object]] = [["Case", "Key question", "Answer"]]
        rows += [["a", "2.1.1", "y"], [None, "2.1.2", "n"], [None, "2.1.3", "y"]]
        book = workbook({"Answers": rows})
        book["Answers"].merge_cells("A2:A4")
        assert read(self.saved(tmp_path, book)).evidence.samples == {"2": Sample(1)}

    def test_hidden_sheets_are_not_read(self, tmp_path: Path) -> None:
        book = workbook({"Court": ROWS, "Old": ROWS})
        book["Old"].sheet_state = "hidden"
        result = read(self.saved(tmp_path, book))
        assert figures_of(result) == FIGURES
        assert 'sheet "Old" is hidden and is not read' in result.said

    def test_a_formula_without_result_is_no_blank(self, tmp_path: Path) -> None:
        rows: list[list[object]] = [list(row) for row in ROWS]
        rows[1][3] = "=B2"
        said = fault(self.saved(tmp_path, workbook({"Court": rows})))
        assert said.startswith('sheet "Court", row 2, column D "2.1.2": "=B2" is a formula whose')

    def test_two_sheets_with_the_same_answers(self, tmp_path: Path) -> None:
        path = self.saved(tmp_path, workbook({"Court": ROWS, "Copy": ROWS}))
        with pytest.raises(Unusable) as caught:
            read(path)
        assert len(caught.value.problems) == 2
        assert 'sheet "Court", row 2 already answers it' in str(caught.value)

    def test_a_sheet_whose_names_are_wrong_is_not_passed_over(self, tmp_path: Path) -> None:
        other = [["Chase", *(f"3.1.{n}" for n in (1, 2, 3))], ["x", "y", "y", "y"]]
        said = fault(self.saved(tmp_path, workbook({"Court": ROWS, "Out": other})))
        assert said.startswith('sheet "Out", row 1: no column is named "case"')
        assert '--map "Chase=case"' in said

    def test_a_workbook_that_misstates_its_size(self, tmp_path: Path) -> None:
        path = self.saved(tmp_path, workbook({"Court": ROWS}))
        data = io.BytesIO()
        with zipfile.ZipFile(path) as source, zipfile.ZipFile(data, "w") as target:
            for info in source.infolist():
                text = source.read(info)
                target.writestr(info, text.replace(b'ref="A1:E3"', b'ref="A1:A1"'))
        path.write_bytes(data.getvalue())
        assert figures_of(read(path)) == FIGURES

    def test_a_zip_of_something_else(self, tmp_path: Path) -> None:
        path = tmp_path / "answers.xlsx"
        with zipfile.ZipFile(path, "w") as packed:
            packed.writestr("word/document.xml", "<x/>")
        assert fault(path).startswith("is a Word document")

    def test_a_damaged_workbook(self, tmp_path: Path) -> None:
        path = self.saved(tmp_path, workbook({"Court": ROWS}))
        data = io.BytesIO()
        with zipfile.ZipFile(path) as source, zipfile.ZipFile(data, "w") as target:
            for info in source.infolist():
                text = source.read(info)
                target.writestr(info, text[:100] if "sheet1" in info.filename else text)
        path.write_bytes(data.getvalue())
        assert "cannot be read as an XLSX workbook" in fault(path)

    def test_numbers_dates_and_true_stay_what_they_are(self, tmp_path: Path) -> None:
        rows: list[list[object]] = [["Case", "2.1.1", "2.1.2", "2.1.3"], [7, True, 1, False]]
        path = self.saved(tmp_path, workbook({"Court": rows}))
        assert load_workbook(path)["Court"]["A2"].value == 7
        assert figures_of(read(path)) == {"2.1.1": (1, 1), "2.1.2": (1, 1), "2.1.3": (0, 1)}

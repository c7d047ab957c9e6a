"""The same answers give the same counts, however survey tools and offices write them."""

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.formatting.rule import ColorScale, FormatObject, Rule
from openpyxl.styles import Font, GradientFill, PatternFill
from openpyxl.styles.colors import Color
from openpyxl.worksheet.worksheet import Worksheet

from sessions.answers.answers import CaseAnswer
from sessions.answers.importing import ImportOptions, import_answers
from tests.core.building import YOUTH_2018
from tests.sessions.answer_tables import (
    Rows,
    faults,
    figures_of,
    hide_by_rule,
    imported,
    workbook,
    write_csv,
    write_xlsx,
)
from tests.sessions.workbook_parts import content_of_ods, write_ods

ASKED = ("2.1.1", "2.1.2", "2.1.3", "2.2.1", "2.2.2", "2.2.3")
CODES = {"Yes": "1", "No": "2", "N/A": "9"}
GIVEN = {"1": CaseAnswer.YES, "2": CaseAnswer.NO, "9": CaseAnswer.NOT_APPLICABLE}

# The answers of each case to each question, in the order of ASKED.
Answers = Sequence[Sequence[str]]
Sheets = dict[str, Rows]


def cases(answers: Answers) -> list[str]:
    return [f"CT{number:02d}" for number in range(1, len(answers) + 1)]


def wide(answers: Answers, heading: str = "{}", case: str = "Case ref") -> list[list[object]]:
    rows: list[list[object]] = [[case, *(heading.format(question) for question in ASKED)]]
    rows += [[name, *row] for name, row in zip(cases(answers), answers, strict=True)]
    return rows


def turned(answers: Answers) -> list[list[object]]:
    return [list(row) for row in zip(*wide(answers, case="Key question"), strict=True)]


def long_rows(answers: Answers) -> list[list[object]]:
    rows: list[list[object]] = [["Case", "Key question", "Answer"]]
    for name, row in zip(cases(answers), answers, strict=True):
        rows += [[name, question, answer] for question, answer in zip(ASKED, row, strict=True)]
    return rows


def counted(answers: Answers) -> list[list[object]]:
    rows: list[list[object]] = [["Key question", "Yes", "Relevant", "% yes", "Cases"]]
    for question, column in zip(ASKED, zip(*answers, strict=True), strict=True):
        yes, relevant = column.count("Yes"), len(column) - column.count("N/A")
        share = f"{100 * yes // relevant}%" if relevant else "-"
        rows.append([question, str(yes), str(relevant), share, str(len(answers))])
    return rows


def forms(answers: Answers) -> list[list[object]]:
    rows = wide(answers, "{} Is it good enough?", "Case reference")
    ahead = ["ID", "Start time", "Email"]
    return [
        [*ahead, *rows[0]],
        *([number, "2024-05-01 09:00", "anonymous", *row] for number, row in enumerate(rows[1:])),
    ]


def survey_monkey(answers: Answers) -> list[list[object]]:
    rows = wide(answers, "{} Is it good enough?", "Case reference")
    second: list[object] = ["Open-Ended Response", *("Response" for _ in ASKED)]
    return [rows[0], second, *rows[1:]]


def qualtrics(answers: Answers) -> list[list[object]]:
    rows = wide(answers, "{} Does the assessment do it?", "Case reference")
    codes: list[object] = ["Q1", *(f"Q2_{number}" for number in range(len(ASKED)))]
    ids: list[object] = [f'{{"ImportId":"QID{number}"}}' for number in range(len(ASKED) + 1)]
    return [codes, rows[0], ids, *rows[1:]]


def audit(answers: Answers) -> list[list[object]]:
    rows = wide(answers)
    totals: list[list[object]] = [
        ["Yes", *(str(list(g).count("Yes")) for g in zip(*answers, strict=True))],
        ["Missing", *("0" for _ in ASKED)],
        ["% yes", *("50%" for _ in ASKED)],
    ]
    above: list[list[object]] = [["Audit of court cases"], ["Draft, not for publication"], []]
    return [*above, *rows, [], *totals, [], ["Source: audit of case files"]]


def two_headings(answers: Answers) -> list[list[object]]:
    rows = wide(answers)
    above: list[object] = ["Case ref", "2.1 Assessment", "", "", "2.2 Planning", "", ""]
    return [above, ["", *rows[0][1:]], *rows[1:]]


def coded(answers: Answers) -> list[list[object]]:
    return wide([[CODES[answer] for answer in given] for given in answers], "kq_{}", "record_id")


def labelled_codes(answers: Answers) -> list[list[object]]:
    words = {"Yes": "1. Yes", "No": "2. No", "N/A": "9. N/A"}
    return wide([[words[answer] for answer in given] for given in answers])


def ticks(answers: Answers) -> list[list[object]]:
    words = {"Yes": "☑", "No": "✗", "N/A": "[z]"}
    return wide([[words[answer] for answer in given] for given in answers])


def halves(answers: Answers) -> Sheets:
    """A sheet for each inspector, beside a cover and a summary that agrees."""
    rows = wide(answers)
    middle = 1 + len(answers) // 2
    return {
        "Cover": [["Audit"], ["of court cases"]],
        "AB": rows[:middle],
        "CD": [rows[0], *rows[middle:]],
        "Summary": [["Standard", "Average"], ["2.1", "50%"]],
    }


def standards(answers: Answers) -> Sheets:
    rows = wide(answers)
    return {
        "2.1 Assessment": [row[:4] for row in rows],
        "2.2 Planning": [[row[0], *row[4:]] for row in rows],
        "Summary": [row[:3] for row in counted(answers)],
    }


LAYOUTS: dict[str, Callable[[Answers], Rows | Sheets]] = {
    "wide": wide,
    "turned": turned,
    "long": long_rows,
    "counted": counted,
    "forms": forms,
    "survey monkey": survey_monkey,
    "qualtrics": qualtrics,
    "audit": audit,
    "two headings": two_headings,
    "coded": coded,
    "labelled codes": labelled_codes,
    "ticks": ticks,
    "inspectors": halves,
    "standards": standards,
    "lime survey": lambda answers: wide(answers, "G01Q21. {} Is it?"),
    "kobo": lambda answers: wide(answers, "Court cases/{} Is it?"),
}


@settings(max_examples=25)
@given(
    answers=st.lists(
        st.lists(st.sampled_from(("Yes", "No", "N/A")), min_size=len(ASKED), max_size=len(ASKED)),
        min_size=4,
        max_size=9,
    ),
    layout=st.sampled_from(sorted(LAYOUTS)),
    kind=st.sampled_from(("csv", "xlsx", "ods")),
)
def test_every_layout_gives_the_same_counts(
    answers: list[list[str]], layout: str, kind: str
) -> None:
    for given_answers in answers:
        # A case that answers nothing yes or no has no domain where both can be meant.
        given_answers[0] = "Yes"
    table = LAYOUTS[layout](answers)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "answers"
        sheets = table if isinstance(table, dict) else {"Court": table}
        if kind == "ods":
            write_ods(path, content_of_ods(sheets))
        elif kind == "xlsx" or isinstance(table, dict):
            write_xlsx(path, sheets)
        else:
            write_csv(path, table)
        wanted = ImportOptions("a", "A", codes=GIVEN if layout == "coded" else {})
        result = import_answers(path, YOUTH_2018, wanted)
    assert figures_of(result) == {
        question: (given.count("Yes"), len(given) - given.count("N/A"))
        for question, given in zip(ASKED, zip(*answers, strict=True), strict=True)
    }
    assert {domain: s.cases for domain, s in result.evidence.samples.items()} == {"2": len(answers)}


ANSWERS = [
    ["Yes", "No", "Yes", "Yes", "No", "N/A"],
    ["Yes", "Yes", "No", "No", "N/A", "Yes"],
    ["No", "Yes", "Yes", "Yes", "Yes", "Yes"],
    ["Yes", "Yes", "Yes", "Yes", "Yes", "No"],
]
FIGURES = {"2.1.1": (3, 4), "2.1.2": (3, 4), "2.1.3": (3, 4)} | {
    "2.2.1": (3, 4),
    "2.2.2": (2, 3),
    "2.2.3": (2, 3),
}


class TestHeadings:
    @pytest.mark.parametrize(
        "heading",
        [
            "2.1 Assessment [{} Is it?]",
            "court-{}",
            "q{}",
            "Q{}",
            "KQ {}",
            "({})",
            "{}?",
            "{}. Is it?",
            "Q5 - {}: is it?",
            "{}\nIs it?",
            "{} [note 1]",
        ],
    )
    def test_a_heading_that_holds_one_number_is_that_question(
        self, tmp_path: Path, heading: str
    ) -> None:
        result = imported(tmp_path, wide(ANSWERS, heading))
        assert figures_of(result) == FIGURES

    @pytest.mark.parametrize("sign", "_-")
    def test_other_signs_in_a_number(self, tmp_path: Path, sign: str) -> None:
        rows = wide(ANSWERS, "q{}")
        rows[0] = [str(heading).replace(".", sign) for heading in rows[0]]
        assert figures_of(imported(tmp_path, rows)) == FIGURES

    def test_another_number_that_begins_alike_is_not_that_question(self, tmp_path: Path) -> None:
        rows = [[*row, "Yes"] for row in wide(ANSWERS)]
        rows[0][-1] = "2.1.1.2"
        result = imported(tmp_path, rows)
        assert figures_of(result) == FIGURES
        assert 'column not read: H "2.1.1.2"' in result.said

    def test_remarks_beside_a_question_are_not_its_answers(self, tmp_path: Path) -> None:
        rows = [[*row, "seen"] for row in wide(ANSWERS)]
        rows[0][-1] = "2.1.1 Please say more"
        result = imported(tmp_path, rows)
        assert figures_of(result) == FIGURES
        said = 'column not read: H "2.1.1 Please say more" (contains no answers to 2.1.1)'
        assert said in result.said

    def test_two_columns_of_answers_are_named_with_what_to_copy(self, tmp_path: Path) -> None:
        rows = [[*row, "Yes"] for row in wide(ANSWERS)]
        rows[0][-1] = "2.1.1 second inspector"
        fault = faults(tmp_path, rows)[0]
        assert '--map "2.1.1 second inspector=ignore" or --map "2.1.1=ignore"' in fault

    def test_a_heading_with_two_numbers_is_named_with_what_to_copy(self, tmp_path: Path) -> None:
        rows = [[*row, "Yes"] for row in wide(ANSWERS)]
        rows[0][-1] = "2.1.1 and 2.1.2"
        (fault,) = faults(tmp_path, rows)
        assert '--map "2.1.1 and 2.1.2=2.1.1" or --map "2.1.1 and 2.1.2=2.1.2"' in fault

    def test_the_words_of_the_scheme_on_the_sheet_of_a_domain(self, tmp_path: Path) -> None:
        labels = {q.id: q.label for s in YOUTH_2018.standards for q in s.key_questions}
        rows = wide([given[:3] for given in ANSWERS])
        rows = [row[:4] for row in rows]
        rows[0] = ["Case", *(labels[question] for question in ASKED[:3])]
        result = imported(tmp_path, {"Court": rows})
        assert figures_of(result) == {each: FIGURES[each] for each in ASKED[:3]}
        assert '--map "' in faults(tmp_path, rows)[0]


class TestRowsLeftOut:
    @pytest.mark.parametrize(
        "name", ["Missing", "No", "N/A", "Total", "Yes", "% yes", "Blank", "n"]
    )
    @pytest.mark.parametrize("figure", ["0", "1", "3", "75%"])
    def test_rows_of_totals_are_not_cases(self, tmp_path: Path, name: str, figure: str) -> None:
        result = imported(tmp_path, [*wide(ANSWERS), [name, *([figure] * len(ASKED))]])
        assert figures_of(result) == FIGURES
        assert "row 6 not read: totals" in result.said

    def test_a_row_that_counts_the_others_without_a_name(self, tmp_path: Path) -> None:
        yes = [str(list(given).count("Yes")) for given in zip(*ANSWERS, strict=True)]
        for name in ("", "Check"):
            assert figures_of(imported(tmp_path, [*wide(ANSWERS), [name, *yes]])) == FIGURES

    def test_figures_that_count_nothing_are_named(self, tmp_path: Path) -> None:
        rows: Rows = [*wide(ANSWERS), ["CT05", "1", "0", "1", "0", "0", "1"]]
        (fault,) = faults(tmp_path, rows)
        assert fault.startswith('row 6, column A "Case ref": is a number in a column where')

    def test_totals_of_answers_written_as_figures(self, tmp_path: Path) -> None:
        words = {"Yes": "1", "No": "0", "N/A": "n/a"}
        rows = wide([[words[answer] for answer in given] for given in ANSWERS])
        rows.append(["Missing", *("0" for _ in ASKED)])
        assert figures_of(imported(tmp_path, rows)) == FIGURES

    def test_lines_below_the_table_are_not_cases(self, tmp_path: Path) -> None:
        rows: Rows = [*wide(ANSWERS), [], ["Source: audit of case files"], ["[c] confidential"]]
        result = imported(tmp_path, rows)
        assert figures_of(result) == FIGURES
        assert "rows 7–8 not read: notes" in result.said

    def test_a_case_without_answers_is_not_a_line_of_notes(self, tmp_path: Path) -> None:
        assert len(faults(tmp_path, [*wide(ANSWERS), [], ["CT05"]])) == len(ASKED)


class TestFormsSentTwice:
    @pytest.mark.parametrize(
        ("number", "case"),
        [
            ("ID", "Case reference"),
            ("Submission ID", "What is the case reference?"),
            ("ID", "Child reference number"),
            ("Response ID", "Case no."),
        ],
    )
    def test_the_running_number_never_hides_it(
        self, tmp_path: Path, number: str, case: str
    ) -> None:
        rows = wide([*ANSWERS, ANSWERS[-1]], case=case)
        rows[-1][0] = rows[-2][0]
        numbered: Rows = [[number, *rows[0]], *([n, *row] for n, row in enumerate(rows[1:], 1))]
        (fault,) = faults(tmp_path, numbered)
        assert 'for case "CT04" twice: row 5 already answers it' in fault
        remedy = f'--map "{number}=ignore"'
        assert remedy in fault
        # Following the remedy does not make it two cases.
        assert (
            'for case "CT04" twice'
            in faults(tmp_path, numbered, YOUTH_2018, **{number: "ignore"})[0]
        )

    def test_a_reference_under_any_name_is_found_beside_a_running_number(
        self, tmp_path: Path
    ) -> None:
        rows = wide([*ANSWERS, ANSWERS[-1]], case="Reference of the young person (YOT)")
        rows[-1][0] = rows[-2][0]
        numbered: Rows = [["ID", *rows[0]], *([n, *row] for n, row in enumerate(rows[1:], 1))]
        assert 'for case "CT04" twice' in faults(tmp_path, numbered)[0]

    def test_the_same_reference_written_otherwise(self, tmp_path: Path) -> None:
        rows = wide([*ANSWERS, ANSWERS[-1]])
        rows[-1][0] = " ct 04 "
        assert 'for case "CT04" twice' in faults(tmp_path, rows)[0]

    def test_forms_that_only_a_running_number_tells_apart(self, tmp_path: Path) -> None:
        rows = wide([*ANSWERS, ANSWERS[0]], case="Response ID")
        for number, row in enumerate(rows[1:], 1):
            row[0] = number
        said = imported(tmp_path, rows).said
        wanted = (
            'rows 2, 6 give the same answers, and only the running number "Response ID" differs: '
            "if a form was sent twice, remove one"
        )
        assert wanted in said
        # A name tells two cases apart; the time of sending does not.
        times = ["Completion time", *(f"2024-05-0{n} 10:00" for n in range(1, 6))]
        timed = [[time, *row] for time, row in zip(times, rows, strict=True)]
        assert wanted in imported(tmp_path, timed).said
        initials = ["Name", "AB", "CD", "EF", "GH", "IJ"]
        named = [[name, *row] for name, row in zip(initials, rows, strict=True)]
        assert wanted not in imported(tmp_path, named).said
        named[5][0] = "ab"
        assert wanted in imported(tmp_path, named).said

    def test_references_in_a_column_named_id_tell_cases_apart(self, tmp_path: Path) -> None:
        rows = wide([*ANSWERS, ANSWERS[0]], case="ID")
        assert not [said for said in imported(tmp_path, rows).said if "sent twice" in said]

    @pytest.mark.parametrize(
        "again", ["CT04 (resubmitted)", "CT04 - copy", "ct 04 v2", "CT04 [2]", "CT04 amended."]
    )
    def test_a_reference_with_a_remark(self, tmp_path: Path, again: str) -> None:
        rows = wide([*ANSWERS, ANSWERS[-1]])
        rows[-1][0] = again
        assert (
            f'"CT04", "{again}" are read as different cases: if a form was sent twice, remove one'
        ) in imported(tmp_path, rows).said
        rows[-2][0] = "CT09"
        assert not [said for said in imported(tmp_path, rows).said if "sent twice" in said]

    def test_of_two_references_the_one_to_leave_out_is_offered(self, tmp_path: Path) -> None:
        rows = wide([*ANSWERS, ANSWERS[-1]], case="Case reference")
        rows[-1][0] = rows[-2][0]
        numbered: Rows = [
            ["Case number", *rows[0]],
            *([n, *row] for n, row in enumerate(rows[1:], 1)),
        ]
        fault = faults(tmp_path, numbered)[0]
        assert '--map "Case number=ignore"' in fault
        assert '--map "Case reference=ignore"' not in fault


class TestBlanks:
    def with_blank(self, question: int, written_out: bool) -> list[list[object]]:
        answers = [list(given) for given in ANSWERS]
        if not written_out:
            answers = [["Yes" if a == "N/A" else a for a in given] for given in answers]
        answers[1][question] = ""
        return wide(answers)

    def test_where_not_applicable_is_written_out_a_blank_is_missing(self, tmp_path: Path) -> None:
        (fault,) = faults(tmp_path, self.with_blank(4, written_out=True))
        assert fault.startswith(
            'row 1, column F "2.2.2": 2.2.2 is not answered for 1 of 4 cases (row 3). Fill in'
        )

    def test_a_question_asked_of_every_case_is_never_not_applicable(self, tmp_path: Path) -> None:
        (fault,) = faults(tmp_path, self.with_blank(1, written_out=False))
        assert "2.1.2 is not answered for 1 of 4 cases" in fault

    def test_elsewhere_a_blank_means_not_applicable_and_is_said(self, tmp_path: Path) -> None:
        result = imported(tmp_path, self.with_blank(4, written_out=False))
        assert figures_of(result)["2.2.2"] == (2, 3)
        assert "(blank) → not applicable (1)" in result.spellings

    def test_it_is_accepted_when_said(self, tmp_path: Path) -> None:
        path = write_csv(tmp_path / "a.csv", self.with_blank(4, written_out=True))
        result = import_answers(path, YOUTH_2018, ImportOptions(blanks_apply_not=True))
        assert figures_of(result)["2.2.2"] == (2, 3)

    @pytest.mark.parametrize("word", ["None", "null", "NaN", "..", "[x]", "[c]", "(blank)"])
    def test_words_for_no_value_are_named(self, tmp_path: Path, word: str) -> None:
        rows = wide(ANSWERS)
        rows[2][5] = word
        (fault,) = faults(tmp_path, rows)
        assert f'"{word}" is not an answer. Programs write this if there is no value.' in fault


class TestPercentages:
    @pytest.mark.parametrize("heading", ["% yes", "Yes %", "Yes (%)", "Percentage yes", "Pct yes"])
    def test_they_are_never_the_number_of_yes(self, tmp_path: Path, heading: str) -> None:
        rows = [["Key question", heading, "Yes", "Relevant"]]
        rows += [[question, "75", *map(str, FIGURES[question])] for question in ASKED]
        result = imported(tmp_path, rows)
        assert figures_of(result) == FIGURES
        assert f'column not read: B "{heading}" (percentages)' in result.said
        assert "no column is named" in faults(tmp_path, [[r[0], r[1], r[3]] for r in rows])[0]


def test_tables_side_by_side(tmp_path: Path) -> None:
    other = [["Case ref", "3.1.1", "3.1.2", "3.1.3"]]
    other += [[f"OC{number}", "Yes", "No", "Yes"] for number in range(4)]
    rows = [[*row, "", *beside] for row, beside in zip(wide(ANSWERS), other, strict=True)]
    result = imported(tmp_path, rows)
    assert figures_of(result) == FIGURES | {"3.1.1": (4, 4), "3.1.2": (0, 4), "3.1.3": (4, 4)}


class TestMarks:
    """Hidden, struck-through and merged cells are read, and named."""

    def notes(self, folder: Path, rows: Rows, mark: Callable[[Worksheet], None]) -> tuple[str, ...]:
        book = workbook({"Court": rows})
        mark(book["Court"])
        book.save(folder / "a.xlsx")
        result = import_answers(folder / "a.xlsx", YOUTH_2018, ImportOptions("a", "A"))
        assert figures_of(result)["2.1.1"] == FIGURES["2.1.1"]
        return result.said

    def test_hidden_rows_and_columns(self, tmp_path: Path) -> None:
        def mark(sheet: Worksheet) -> None:
            sheet.row_dimensions[3].hidden = True
            sheet.column_dimensions["C"].hidden = True

        said = self.notes(tmp_path, wide(ANSWERS), mark)
        assert 'sheet "Court": row 3 is hidden and is read' in said
        assert 'sheet "Court": column C "2.1.2" is hidden and is read' in said
        said = self.notes(tmp_path, turned(ANSWERS), mark)
        assert 'sheet "Court": column C is hidden and is read' in said
        assert 'sheet "Court": row 3 "2.1.2" is hidden and is read' in said

    def test_what_is_struck_through(self, tmp_path: Path) -> None:
        def mark(sheet: Worksheet) -> None:
            for cell in sheet[4]:
                cell.font = Font(strike=True)

        (said,) = self.notes(tmp_path, wide(ANSWERS), mark)
        assert said.startswith('sheet "Court": row 4 is struck through, at least in part, and is')

    @pytest.mark.parametrize(
        ("text", "fill"),
        [
            ("FFFFFFFF", None),
            (Color(theme=0), None),
            (Color(indexed=9), None),
            ("FFFFC000", "FFFFC000"),
            (Color(theme=4, tint=0.4), Color(theme=4, tint=0.4)),
            (None, "FF000000"),
            (None, Color(theme=1)),
        ],
    )
    def test_text_in_the_colour_of_its_cell(
        self, tmp_path: Path, text: Color | str | None, fill: Color | str | None
    ) -> None:
        def mark(sheet: Worksheet) -> None:
            for cell in (*sheet[1], *sheet[4]):
                cell.font = Font(color=text)
                if fill is not None:
                    cell.fill = PatternFill("solid", fgColor=fill)

        assert self.notes(tmp_path, wide(ANSWERS), mark) == (
            'sheet "Court": row 4 holds text in the colour of the cell or in a format that hides '
            "it, and is read",
        )

    def test_text_in_another_colour_than_its_cell(self, tmp_path: Path) -> None:
        def mark(sheet: Worksheet) -> None:
            for cell in sheet[4]:
                cell.font = Font(color="FFFFFFFF")
                cell.fill = PatternFill("solid", fgColor="FF203764")
            for cell in sheet[3]:
                cell.fill = GradientFill(stop=("FFFFFFFF", "FF203764"))

        assert self.notes(tmp_path, wide(ANSWERS), mark) == ()

    def test_a_format_that_shows_nothing(self, tmp_path: Path) -> None:
        def mark(sheet: Worksheet) -> None:
            sheet["C4"].number_format = sheet["C5"].number_format = ";;;"

        assert self.notes(tmp_path, wide(ANSWERS), mark) == (
            'sheet "Court": rows 4–5 hold text in the colour of the cell or in a format that hides '
            "it, and are read",
        )

    @pytest.mark.parametrize(
        ("font", "fill"),
        [
            (Font(strike=True), None),
            (Font(color="FFFFFFFF"), None),
            (Font(color="FFFFC7CE"), PatternFill(bgColor="FFFFC7CE")),
        ],
    )
    @pytest.mark.parametrize("shape", [wide, turned])
    def test_conditional_formatting_that_strikes_out_or_hides(
        self,
        tmp_path: Path,
        font: Font,
        fill: PatternFill | None,
        shape: Callable[[Answers], Rows],
    ) -> None:
        def mark(sheet: Worksheet) -> None:
            hide_by_rule(sheet, "B2:C4", font, fill)

        assert (
            'sheet "Court": conditional formatting may strike out or hide text in B2:C4: it is read'
        ) in self.notes(tmp_path, shape(ANSWERS), mark)

    def test_conditional_formatting_that_colours_only(self, tmp_path: Path) -> None:
        def mark(sheet: Worksheet) -> None:
            hide_by_rule(sheet, "B2:C4", Font(color="FF9C0006"), PatternFill(bgColor="FFFFC7CE"))
            scale = ColorScale([FormatObject("min"), FormatObject("max")], ["FFFFFFFF", "FFF8696B"])
            sheet.conditional_formatting.add("B2:C4", Rule(type="colorScale", colorScale=scale))

        assert self.notes(tmp_path, wide(ANSWERS), mark) == ()

    def test_answers_in_merged_cells(self, tmp_path: Path) -> None:
        (said,) = self.notes(tmp_path, wide(ANSWERS), lambda sheet: sheet.merge_cells("B2:B3"))
        assert said == (
            'sheet "Court": 1 answer in merged cells (B2:B3): counted for each of the cells'
        )

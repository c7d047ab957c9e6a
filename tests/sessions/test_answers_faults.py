"""Everything that goes wrong in real tables: handled, or named with place, value and remedy."""

from datetime import date, datetime
from pathlib import Path

import pytest

from core.counts import Figures
from core.evidence import Sample
from core.value import replace
from sessions.answers.answers import SPELLINGS, CaseAnswer, answer_of
from sessions.answers.importing import ImportOptions, import_answers
from sessions.tabular.cells import column_letters, row_lists, whole_number
from sessions.text.problems import Unusable
from tests.core.building import YOUTH_2018
from tests.sessions.answer_tables import Rows, faults, figures_of, imported

ASKED = ("2.1.1", "2.1.2", "2.1.3")
WIDE = "case,2.1.1,2.1.2,2.1.3\n"
LONG = "case,key question,answer\n"
COUNTED = "key question,yes,relevant\n"


def three(case: str, *answers: str) -> str:
    """A case's three answers to standard 2.1, in long rows."""
    return "".join(f"{case},{q},{a}\n" for q, a in zip(ASKED, answers, strict=True))


class TestAnswers:
    @pytest.mark.parametrize("meant", SPELLINGS)
    def test_the_usual_spellings(self, meant: CaseAnswer) -> None:
        for text in SPELLINGS[meant]:
            assert answer_of(text) is meant
            assert answer_of(f"  {text.upper()} ") is meant

    @pytest.mark.parametrize(
        ("value", "meant"),
        [
            (True, CaseAnswer.YES),
            (1, CaseAnswer.YES),
            (1.0, CaseAnswer.YES),
            (False, CaseAnswer.NO),
            (0, CaseAnswer.NO),
            (None, CaseAnswer.MISSING),
            ("N.A.", CaseAnswer.NOT_APPLICABLE),
            ("yes.", CaseAnswer.YES),
            ("not\xa0met", CaseAnswer.NO),
        ],
    )
    def test_values_that_are_no_text(self, value: object, meant: CaseAnswer) -> None:
        assert answer_of(value) is meant

    @pytest.mark.parametrize("value", [2, 0.5, "maybe", "#N/A", date(2020, 1, 2), "2/1/2020"])
    def test_what_is_no_answer(self, value: object) -> None:
        assert answer_of(value) is None

    def test_each_mapping_is_said(self, tmp_path: Path) -> None:
        said = imported(tmp_path, LONG + three("a", "Y", "n", "-") + three("b", "Y", "met", "1"))
        assert said.spellings == (
            '"Y" → yes (2)',
            '"met" → yes (1)',
            '"1" → yes (1)',
            '"n" → no (1)',
            '"-" → not applicable (1)',
        )

    def test_sub_samples_follow_from_not_applicable(self, tmp_path: Path) -> None:
        result = imported(tmp_path, WIDE + "a,y,n,n/a\nb,y,y,n/a\nc,n,n/a,n/a\n")
        assert figures_of(result) == {"2.1.1": (2, 3), "2.1.2": (1, 2), "2.1.3": (0, 0)}
        assert result.evidence.samples == {"2": Sample(3)}

    def test_every_bad_cell_is_named_in_one_go(self, tmp_path: Path) -> None:
        assert faults(tmp_path, WIDE + "a,yess,n,3\nb,y,#REF!,=A1\n") == [
            'row 2, column B "2.1.1": "yess" is not an answer. Did you mean "yes"? '
            'Write yes, no or n/a, or use --codes "yess=yes".',
            'row 2, column D "2.1.3": "3" is not an answer. Write yes, no or n/a; if the answers '
            "are codes, add their meanings, such as --codes 1=yes,2=no,3=na.",
            'row 3, column C "2.1.2": "#REF!" is a spreadsheet error. Correct the formula, '
            "or type the value instead.",
            'row 3, column D "2.1.3": "=A1" is a formula whose result is not in the file. Open '
            "the workbook in a spreadsheet and save it, or type the value instead.",
        ]

    def test_very_many_bad_cells_are_told_together_and_all_named(self, tmp_path: Path) -> None:
        rows = "".join(f"c{n},maybe,{'perhaps' if n == 250 else 'y'},y\n" for n in range(300))
        assert faults(tmp_path, WIDE + rows) == [
            'rows 2–301, column B "2.1.1": "maybe" is not an answer. Write yes, no or n/a, or use '
            '--codes "maybe=na", --codes "maybe=yes" or --codes "maybe=no".',
            'row 252, column C "2.1.2": "perhaps" is not an answer. Write yes, no or n/a, or use '
            '--codes "perhaps=na", --codes "perhaps=yes" or --codes "perhaps=no".',
        ]

    def test_hostile_cells_cannot_act(self, tmp_path: Path) -> None:
        (fault,) = faults(tmp_path, WIDE + "a,\x1b[31m\u202e,y,y\n")
        assert fault.isprintable()


class TestCases:
    def test_a_case_that_answers_a_question_twice(self, tmp_path: Path) -> None:
        table = LONG + three("c1", "y", "y", "y") + "C1,2.1.2,n\n"
        assert faults(tmp_path, table) == [
            'row 5, column C "answer": "n" answers 2.1.2 for case "c1" twice: row 3 already '
            "answers it. If a form was sent twice, remove one; if these are two cases, correct the "
            "identifier."
        ]

    def test_a_case_that_has_two_rows_is_one_problem_a_row(self, tmp_path: Path) -> None:
        found = faults(tmp_path, WIDE + "c1,y,y,y\nc2,y,y,y\nc1,n,y,y\n")
        assert len(found) == 1
        assert found[0].startswith(
            'row 4, column B "2.1.1": "n" answers 2.1.1 for case "c1" twice: row 2'
        )

    def test_a_case_in_two_domains(self, tmp_path: Path) -> None:
        table = LONG + three("c1", "y", "y", "y") + "c1,3.1.1,n\nc1,3.1.2,y\n"
        assert faults(tmp_path, table) == [
            'row 5, column C "answer": "n" answers a question of domain 3 (and 1 more), but case '
            '"c1" is in domain 2 (row 2). A case is in one domain: correct the answer, or '
            "the identifier."
        ]

    def test_a_case_in_two_domains_by_its_own_column(self, tmp_path: Path) -> None:
        table = "case,domain,2.1.1,2.1.2,2.1.3,3.1.1\nc1,Court disposals,y,y,y,y\nc2,5,y,y,y,\n"
        assert faults(tmp_path, table) == [
            'row 2, column F "3.1.1": "y" answers a question of domain 3, but case "c1" is in '
            "domain 2 (row 2). A case is in one domain: correct the answer, or the identifier.",
            'row 3, column B "domain": "5" is not a domain of youth-2018. Use one of 1 '
            "(Organisational delivery), 2 (Court disposals), 3 (Out-of-court disposals).",
        ]

    def test_the_column_of_domains_must_not_contradict_itself(self, tmp_path: Path) -> None:
        table = "case,domain,key question,answer\nc,2,2.1.1,y\nc,3,2.1.2,y\nc,2,2.1.3,y\n"
        assert faults(tmp_path, table) == [
            'row 3, column B "domain": "3" puts case "c" in domain 3, but row 2 puts it in domain '
            "2. Correct one of them, or use a different identifier for each case."
        ]

    def test_a_case_without_domain(self, tmp_path: Path) -> None:
        table = "case,2.1.1,2.1.2,2.1.3,3.1.1,3.1.2,3.1.3\na,y,y,y,,,\nb,,,,y,y,y\nc,,,,,,\n"
        assert faults(tmp_path, table) == [
            'row 4, column A "case": "c" cannot be assigned to a domain: it has no yes or no '
            'answer. Answer one of its key questions, add a column "domain", or remove the row.'
        ]

    def test_a_case_that_only_says_not_applicable_has_the_domain_of_that(
        self, tmp_path: Path
    ) -> None:
        table = (
            "case,2.1.1,2.1.2,2.1.3,3.1.1,3.1.2,3.1.3\na,y,y,y,,,\nb,,,,y,y,y\nc,n/a,n/a,n/a,,,\n"
        )
        result = imported(tmp_path, table)
        assert result.evidence.samples == {"2": Sample(2), "3": Sample(1)}

    def test_its_own_column_tells_the_domain_of_a_case_without_answers(
        self, tmp_path: Path
    ) -> None:
        table = (
            "case,domain,2.1.1,2.1.2,2.1.3,3.1.1,3.1.2,3.1.3\na,2,y,y,y,,,\nb,3,,,,n/a,n/a,n/a\n"
        )
        assert imported(tmp_path, table).evidence.samples == {"2": Sample(1), "3": Sample(1)}

    def test_numbering_that_begins_anew_on_another_sheet_is_said(self, tmp_path: Path) -> None:
        court: Rows = [["case", *ASKED], [1, "y", "y", "y"], [2, "y", "n", "y"]]
        out: Rows = [
            ["case", "3.1.1", "3.1.2", "3.1.3"],
            ["1", "y", "y", "y"],
            [2.0, "n", "n", "n"],
        ]
        result = imported(tmp_path, {"Court": court, "Out": out})
        assert result.evidence.samples == {"2": Sample(2), "3": Sample(2)}
        assert any("2 identifiers on several sheets" in each for each in result.said)

    def test_one_case_over_two_sheets_of_its_domain(self, tmp_path: Path) -> None:
        one = [["case", *ASKED], ["a", "y", "y", "y"], ["b", "y", "n", "y"]]
        two = [["case", "2.2.1", "2.2.2", "2.2.3"], ["a", "y", "y", "y"], ["B", "n", "n", "n"]]
        result = imported(tmp_path, {"Assessment": one, "Planning": two})
        assert result.evidence.samples == {"2": Sample(2)}

    def test_a_row_without_a_case(self, tmp_path: Path) -> None:
        assert faults(tmp_path, WIDE + "a,y,y,y\n,y,y,y\n") == [
            'row 3, column A "case": is blank, but a case\'s identifier is needed. Enter the '
            "case's identifier, or remove the row if it is not a case."
        ]

    def test_rows_that_are_absent_are_said(self, tmp_path: Path) -> None:
        table = LONG + three("a", "y", "y", "y") + three("b", "y", "y", "y")
        table += "a,2.2.1,y\na,2.2.2,y\na,2.2.3,y\nb,2.2.1,y\nb,2.2.3,y\n"
        result = imported(tmp_path, table)
        assert figures_of(result)["2.2.2"] == (1, 1)
        assert any(each.startswith("2.2.2 has no row for 1 of 2 cases") for each in result.said)

    def test_rows_that_are_absent_of_a_question_asked_of_every_case(self, tmp_path: Path) -> None:
        table = LONG + three("a", "y", "y", "y") + "b,2.1.1,y\nb,2.1.2,n\n"
        (fault,) = faults(tmp_path, table)
        assert fault.startswith(
            'row 4, column C "answer": 2.1.3 has no row for 1 of 2 cases of domain 2. Fill in'
        )

    def test_numbers_stored_as_text_are_the_same_case(self, tmp_path: Path) -> None:
        rows: list[list[object]] = [["Case", "KQ", "Answer"]]
        rows += [[1, "2.1.1", "y"], ["1", "2.1.2", 1], [1.0, "2.1.3", "0"], [" 1 ", "2.2.1", True]]
        rows += [["1", "2.2.2", False], [1, "2.2.3", None]]
        result = imported(tmp_path, {"Answers": rows})
        assert result.evidence.samples == {"2": Sample(1)}
        assert figures_of(result)["2.2.2"] == (0, 1)


class TestQuestions:
    def test_words_after_the_number_do_no_harm(self, tmp_path: Path) -> None:
        table = "Case;2.1.1 Desistance;2.1.2: Safety;2.1.3 (others)\na;y;n;y\n"
        assert figures_of(imported(tmp_path, table))["2.1.2"] == (0, 1)

    def test_an_unknown_question_is_named_with_the_nearest(self, tmp_path: Path) -> None:
        assert faults(tmp_path, LONG + three("a", "y", "y", "y") + "a,2.1,y\na,9.9.9,y\na,1.1,y\n")[
            :3
        ] == [
            'row 5, column B "key question": "2.1" is a standard, not a key question. Use one of '
            "2.1.1, 2.1.2, 2.1.3.",
            'row 6, column B "key question": "9.9.9" is not a key question of youth-2018. Its key '
            "questions are 2.1.1 to 3.4.2.",
            'row 7, column B "key question": "1.1" is a judged standard, not a key question. '
            "Put its rating in columns named standard and rating, on this sheet or another.",
        ]

    def test_a_column_like_a_question(self, tmp_path: Path) -> None:
        fault = faults(tmp_path, "case,2.1.1,2.1.9,2.1.3\na,y,y,y\n")[0]
        assert fault.startswith('row 1, column C: "2.1.9" is not a key question of youth-2018. ')
        assert '--map "2.1.9=ignore"' in fault

    def test_no_question_is_suggested_that_has_a_column(self, tmp_path: Path) -> None:
        (fault,) = faults(tmp_path, "case,2.1.1,2.1.2,2.1.3,2.1.10\na,y,y,y,y\n")
        assert "Did you mean" not in fault
        assert fault.endswith('Correct it, or use --map "2.1.10=ignore".')

    def test_a_question_of_a_standard_is_missing(self, tmp_path: Path) -> None:
        assert faults(tmp_path, "case,2.1.1,2.1.3\na,y,y\n") == [
            "the key question 2.1.2 has no answers; the others of standard 2.1 do. Add it, with "
            "n/a for every case if it applies to none."
        ]

    def test_a_question_that_is_mistyped(self, tmp_path: Path) -> None:
        assert faults(tmp_path, "case,2.1.1,2.1.l,2.1.3,Notes\na,y,y,y,x\n") == [
            "the key question 2.1.2 has no answers; the others of standard 2.1 do. Did you mean "
            'the column "2.1.l"? Use --map "2.1.l=2.1.2"; otherwise add it, with n/a for every '
            "case if it applies to none."
        ]

    def test_a_date_for_a_question(self, tmp_path: Path) -> None:
        rows: list[list[object]] = [["case", "key question", "answer"]]
        rows += [["a", datetime(2001, 1, 2), "y"]]
        (fault,) = faults(tmp_path, {"Answers": rows})
        assert fault == (
            'sheet "Answers", row 2, column B "key question": 2001-01-02T00:00:00 is a date. The '
            "spreadsheet may have converted what was typed: format the column as text and type it "
            "again."
        )

    def test_prompts_come_in_the_same_way(self, tmp_path: Path) -> None:
        wide = "case,2.1.1,2.1.1 > Looks, ahead,2.1.2,2.1.3\n".replace("Looks, ", "Looks ")
        result = imported(tmp_path, wide + "a,y,n,y,y\nb,n,n/a,y,y\n")
        assert figures_of(result)["2.1.1 > Looks ahead"] == (0, 1)
        long = "case,question,prompt,answer\n" + "".join(
            f"a,{q},{p},{a}\n" for q in ASKED for p, a in (("", "y"), ("Looks ahead", "n"))
        )
        assert figures_of(imported(tmp_path, long))["2.1.3 > Looks ahead"] == (0, 1)
        counted = "question,prompt,yes,relevant\n" + "".join(f"{q},,3,4\n" for q in ASKED)
        result = imported(tmp_path, counted + "2.1.1,Looks ahead,1,2\n")
        assert figures_of(result)["2.1.1 > Looks ahead"] == (1, 2)

    def test_two_columns_of_one_question(self, tmp_path: Path) -> None:
        assert faults(tmp_path, "case,2.1.1,2.1.2,2.1.3,2.1.1 again\na,y,y,y,y\n")[0] == (
            'row 1, column E: "2.1.1 again" means the same as column B "2.1.1". Name a prompt '
            '"2.1.1 > the prompt". To leave one out, use --map "2.1.1 again=ignore" or --map '
            '"2.1.1=ignore".'
        )


class TestColumns:
    @pytest.mark.parametrize("case", ["CASE", " case ", "Case_ID", "case-ref", "Case no."])
    def test_names_are_matched_without_regard_to_case_and_spacing(
        self, tmp_path: Path, case: str
    ) -> None:
        imported(tmp_path, f"{case},KEYQUESTION,ANSWER\n" + three("a", "y", "y", "y"))

    def test_a_column_is_mapped(self, tmp_path: Path) -> None:
        table = "Child,Item,Verdict\n" + three("a", "y", "n", "y")
        maps = {"child": "case", "ITEM": "key_question", "Verdict": "Answer"}
        result = imported(tmp_path, table, YOUTH_2018, **maps)
        assert figures_of(result)["2.1.2"] == (0, 1)
        assert '"Child" as case' in result.tables[0]

    def test_a_column_is_mapped_to_a_question_or_a_prompt(self, tmp_path: Path) -> None:
        table = "case,Desist,2.1.2,2.1.3,Ahead,2.1.9\na,y,y,n,y,x\n"
        maps = {"Desist": "2.1.1", "Ahead": "2.1.1 > Looks ahead", "2.1.9": "ignore"}
        result = imported(tmp_path, table, YOUTH_2018, **maps)
        assert figures_of(result)["2.1.1 > Looks ahead"] == (1, 1)
        assert 'column not read: F "2.1.9"' in result.said

    def test_missing_columns_are_suggested(self, tmp_path: Path) -> None:
        assert faults(tmp_path, "Case,Key question,Anser\n" + three("a", "y", "y", "y")) == [
            'row 1: no column is named "answer", which is needed in a table with one row per '
            'case and key question. Did you mean "Anser"? Use --map "Anser=answer".'
        ]

    def test_an_optional_column_that_is_misspelt_is_not_passed_over(self, tmp_path: Path) -> None:
        table = "case,key question,promt,answer\na,2.1.1,,y\n"
        assert faults(tmp_path, table)[0] == (
            'row 1, column C: "promt" is not a known column. Did you mean "prompt"? '
            'Use --map "promt=prompt", or --map "promt=ignore".'
        )

    def test_other_columns_are_said_not_to_be_read(self, tmp_path: Path) -> None:
        result = imported(tmp_path, "case,Inspector,2.1.1,2.1.2,2.1.3,Notes\na,X,y,y,y,long\n")
        assert 'columns not read: B "Inspector", F "Notes"' in result.said

    def test_a_map_that_fits_nothing(self, tmp_path: Path) -> None:
        table = WIDE + "a,y,y,y\n"
        assert faults(tmp_path, table, YOUTH_2018, Chase="case") == [
            '--map "Chase=case": the file has no column "Chase". Did you mean "case"? Its columns '
            'are "2.1.1", "2.1.2", "2.1.3", "case".'
        ]
        (fault,) = faults(tmp_path, table, YOUTH_2018, case="kase")
        assert fault.startswith(
            '--map "case=kase": "kase" is not a column that `import` reads. Did you mean'
        )

    def test_a_table_of_something_else(self, tmp_path: Path) -> None:
        (fault,) = faults(tmp_path, "name,age\nx,3\n")
        assert fault.startswith(
            "contains no table of answers. Use columns named case, key question"
        )

    def test_a_table_of_percentages(self, tmp_path: Path) -> None:
        (fault,) = faults(tmp_path, "key question,percent\n2.1.1,75%\n")
        assert fault.endswith("write them into the file that `ratings-panel new` makes.")


class TestCounted:
    def test_samples_are_given_or_said(self, tmp_path: Path) -> None:
        figures = "".join(f"{q},3,4\n" for q in ASKED)
        result = imported(tmp_path, COUNTED + figures)
        assert result.evidence.samples == {"2": Sample(4)}
        assert result.said[0].startswith(
            "the case sample of domain 2 is not in the file: taken as 4"
        )
        with_samples = COUNTED + figures + "\ndomain,cases,eligible\n2,6,40\n"
        assert imported(tmp_path, with_samples).evidence.samples == {"2": Sample(6, 40)}

    def test_more_relevant_than_cases(self, tmp_path: Path) -> None:
        table = "key question,yes,relevant,cases\n2.1.1,3,4,6\n2.1.2,3,7,6\n2.1.3,5,4,6\n"
        assert faults(tmp_path, table) == [
            "row 3: gives 7 relevant cases for 2.1.2, more than the 6 cases of domain 2. Enter "
            "at most 6, or correct the number of cases.",
            'row 4, column B "yes": 5 is more than the 4 relevant cases. Enter at most 4, or '
            "correct the relevant cases.",
        ]

    def test_the_sample_must_be_that_of_the_answers(self, tmp_path: Path) -> None:
        table = WIDE + "a,y,y,y\n\ndomain,cases\n2,4\n"
        assert faults(tmp_path, table) == [
            'row 5, column B "cases": 4 is the sample of domain 2, but the answers cover 1 case. '
            "Correct one of them."
        ]

    @pytest.mark.parametrize(
        ("cell", "number"),
        [
            ("1,234", 1234),
            ("1 234", 1234),
            ("1\xa0234", 1234),
            ("1'234", 1234),
            ("12", 12),
            (" 12 ", 12),
            ("'12", None),
            ("'012", 12),
            (12.0, 12),
            ("12.0", 12),
            ("12,0", 12),
            (12.5, None),
            ("12.5", None),
            ("1.234", None),
            ("7/12", None),
            ("twelve", None),
            (True, None),
            ("12%", None),
        ],
    )
    def test_thousands_separators_and_numbers_stored_as_text(
        self, cell: object, number: int | None
    ) -> None:
        assert whole_number(cell) == number

    def test_thousands_in_a_table(self, tmp_path: Path) -> None:
        table = COUNTED + "".join(f'{q},"1,003","1,234"\n' for q in ASKED)
        assert figures_of(imported(tmp_path, table))["2.1.1"] == (1003, 1234)

    def test_what_is_no_number(self, tmp_path: Path) -> None:
        found = faults(tmp_path, COUNTED + "2.1.1,,4\n2.1.2,1.5,-4\n2.1.3,1/2/20,99999\n")
        assert found == [
            'row 2, column B "yes": is blank, but a number of cases is needed. Enter the number, '
            "or 0 if there are none.",
            'row 3, column B "yes": "1.5" is not a whole number. Enter the number of cases, such '
            "as 12.",
            'row 3, column C "relevant": "-4" is negative. Enter 0 or more.',
            'row 4, column B "yes": "1/2/20" is a date. The spreadsheet may have converted what '
            "was typed: format the column as text and type it again.",
            'row 4, column C "relevant": "99999" is more cases than any inspection has. Enter 0 to '
            "10,000.",
        ]

    def test_a_question_counted_twice(self, tmp_path: Path) -> None:
        table = COUNTED + "2.1.1,1,2\n2.1.2,1,2\n2.1.3,1,2\n2.1.1,2,2\n"
        assert faults(tmp_path, table) == [
            'row 5, column A "key question": "2.1.1" gives 2.1.1, which row 2 already gives. '
            "Remove one of the two."
        ]

    def test_trailing_totals(self, tmp_path: Path) -> None:
        counted = imported(tmp_path, COUNTED + "".join(f"{q},1,2\n" for q in ASKED) + "Total,3,6\n")
        assert "row 5 not read: totals" in counted.said
        wide = imported(tmp_path, WIDE + "a,y,n,y\nb,y,y,n/a\nTOTALS,2,1,1\n% yes,100,50,100\n")
        assert "rows 4–5 not read: totals" in wide.said
        grand = imported(tmp_path, WIDE + "a,y,n,y\nGrand total of cases,2,1,1\n")
        assert "row 3 not read: totals" in grand.said
        assert figures_of(wide)["2.1.1"] == (2, 2)
        long = imported(tmp_path, LONG + three("a", "y", "y", "y") + "Total cases,,1\n")
        assert long.evidence.samples == {"2": Sample(1)}


class TestJudgements:
    ANSWERED = WIDE + "a,y,y,y\n\n"

    def test_rows_in_the_same_file(self, tmp_path: Path) -> None:
        table = self.ANSWERED + "Standard,Rating\n1.1,good\n1.2 Staff,RI\nInformation and "
        result = imported(tmp_path, table + "facilities,Outstanding\n1.3,\n")
        ratings = {s.id: s.judgement.name for s in result.evidence.standards if s.judgement}
        assert ratings == {"1.1": "Good", "1.2": "Requires improvement", "1.4": "Outstanding"}
        assert "1.3 has no rating yet" in result.said
        assert "1.3" in result.awaited

    def test_columns_beside_the_answers(self, tmp_path: Path) -> None:
        table = "case,key question,answer,standard,rating\na,2.1.1,y,1.1,Good\na,2.1.2,y,,\n"
        result = imported(tmp_path, table + "a,2.1.3,y,1.2,Good\n,,,1.3,Inadequate\n")
        assert [s.id for s in result.evidence.standards] == ["1.1", "1.2", "1.3", "2.1"]

    def test_a_sheet_of_its_own(self, tmp_path: Path) -> None:
        sheets: dict[str, list[list[object]]] = {
            "Answers": [["case", *ASKED], ["a", "y", "y", "y"]],
            "Domain 1": [["Standard", "Judgement"], [1.1, "Good"], ["1.2", "Good"]],
            "Notes": [["Anything"], ["else"]],
        }
        result = imported(tmp_path, sheets)
        assert [s.id for s in result.evidence.standards] == ["1.1", "1.2", "2.1"]
        assert 'sheet "Notes" contains no table that could be recognised' in result.said

    def test_dates_for_ratings_and_for_standards(self, tmp_path: Path) -> None:
        sheets: dict[str, list[list[object]]] = {
            "Answers": [["case", *ASKED], ["a", "y", "y", "y"]],
            "One": [["standard", "rating"], ["1.1", date(2020, 1, 3)], [date(2020, 2, 1), "Good"]],
        }
        found = faults(tmp_path, sheets)
        assert found[0].startswith(
            'sheet "One", row 2, column B "rating": 2020-01-03T00:00:00 is a date, but should be '
            "a rating"
        )
        assert found[1].startswith(
            'sheet "One", row 3, column A "standard": 2020-02-01T00:00:00 is a date.'
        )

    def test_what_is_no_rating_and_no_standard(self, tmp_path: Path) -> None:
        table = "standard,rating\n1.1,Goood\n1.9,Good\n1.2,Good\n1.2,Good\n2.1,Good\n"
        found = faults(tmp_path, self.ANSWERED + table)
        assert [each.partition(". ")[0] for each in found] == [
            'row 5, column B "rating": "Goood" is not a rating',
            'row 6, column A "standard": "1.9" is not a standard of youth-2018; did you mean "1.4"',
            'row 8, column A "standard": "1.2" is rated twice: row 7 also rates it',
            "row 9: rates 2.1, which its key questions already rate",
        ]
        assert found[0].endswith(
            'Did you mean "Good"? Use one of "Inadequate", "Requires improvement", "Good", '
            '"Outstanding".'
        )

    def test_a_standard_without_cases(self, tmp_path: Path) -> None:
        result = imported(tmp_path, self.ANSWERED + "standard,rating\n3.1,no cases\n")
        standard = result.evidence.of("3.1")
        assert standard is not None
        assert standard.not_rated == "no cases"

    def test_without_any_they_are_awaited(self, tmp_path: Path) -> None:
        awaited = imported(tmp_path, self.ANSWERED).awaited
        assert awaited[:5] == ("1.1", "1.2", "1.3", "1.4", "2.2")

    def test_a_number_that_lost_its_zero(self, tmp_path: Path) -> None:
        """A spreadsheet makes 1.1 of 1.10; where both are standards nobody can tell."""
        ten = next(s for s in YOUTH_2018.standards if s.id == "1.2")
        standards = tuple(
            type(ten)("1.10", "Ten", "1", ten.rated_by, True, False) if s is ten else s
            for s in YOUTH_2018.standards
        )
        scheme = replace(YOUTH_2018, standards=standards)
        sheets: dict[str, list[list[object]]] = {
            "Answers": [["case", *ASKED], ["a", "y", "y", "y"]],
            "One": [["standard", "rating"], [1.1, "Good"], ["1.10", "Good"]],
        }
        (fault,) = faults(tmp_path, sheets, scheme)
        assert "1.1 is stored as a number, so it could be 1.1 or 1.10" in fault


def test_the_call_itself_is_checked(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(WIDE + "a,y,y,y\n", encoding="utf-8")
    with pytest.raises(Unusable, match="cannot be an id"):
        import_answers(path, YOUTH_2018, ImportOptions("no id!"))
    with pytest.raises(Unusable, match="--service is blank"):
        import_answers(path, YOUTH_2018, ImportOptions("id", " "))
    result = import_answers(path, YOUTH_2018, ImportOptions("north-2020", "North"))
    assert (result.evidence.inspection.id, result.evidence.inspection.service) == (
        "north-2020",
        "North",
    )
    assert import_answers(path, YOUTH_2018).evidence.inspection.id == "a"


def test_figures_of_an_import_are_counts(tmp_path: Path) -> None:
    result = imported(tmp_path, WIDE + "a,y,n,n/a\n")
    standard = result.evidence.of("2.1")
    assert standard is not None
    assert [q.figures for q in standard.key_questions] == [
        Figures(1, 1),
        Figures(0, 1),
        Figures(0, 0),
    ]


def test_columns_and_rows_are_named_as_in_a_spreadsheet() -> None:
    assert [column_letters(n) for n in (0, 25, 26, 27, 701, 702)] == [
        "A",
        "Z",
        "AA",
        "AB",
        "ZZ",
        "AAA",
    ]
    assert row_lists([5, 6, 7, 12, 9, 9]) == ["5–7, 9, 12"]
    assert len(row_lists(list(range(0, 2000, 2)))) > 1

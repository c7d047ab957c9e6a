"""Tables as offices fill them: what looks like a case but is not one, and what hides one."""

import shlex
from collections.abc import Sequence
from pathlib import Path

import pytest

from sessions.answers.importing import ImportOptions, import_answers
from tests.core.building import YOUTH_2018
from tests.sessions.answer_tables import Rows, faults, figures_of, imported, write_csv, write_xlsx
from tests.sessions.test_answers_layouts import ANSWERS, ASKED, FIGURES, GIVEN, wide

FIGURES_FOR = {"Yes": "1", "No": "0", "N/A": "N/A"}
NAMES = ["Falcon", "Heron", "Kestrel", "Merlin"]


def in_figures(rows: Rows) -> list[list[object]]:
    return [[FIGURES_FOR.get(str(value), value) for value in row] for row in rows]


def named(rows: Rows, names: list[str]) -> list[list[object]]:
    return [list(rows[0]), *([name, *row[1:]] for name, row in zip(names, rows[1:], strict=True))]


def with_number(heading: str, rows: Rows) -> list[list[object]]:
    """Put the running number of the forms in front."""
    return [[heading, *rows[0]], *([n, *row] for n, row in enumerate(rows[1:], 1))]


class TestCasesThatAreHidden:
    """A form sent twice, where another column than the case's reference numbers the rows."""

    def sent_twice(self, case: str, references: list[str]) -> list[list[object]]:
        rows = named(wide([*ANSWERS, ANSWERS[2]], case=case), [*references, references[2]])
        # The later form was corrected in one answer.
        rows[-1][1] = "Yes"
        return rows

    @pytest.mark.parametrize(
        ("number", "case", "references"),
        [
            ("Case number", "URN", ["40037", "40074", "40111", "40148"]),
            ("Record ID", "PNC", ["12 A", "13 B", "14 C", "15 D"]),
            ("Case", "Name", ["Ann Lee", "Bob Ray", "Cai Jones", "Dee Fox"]),
            ("id", "Address", ["a@x.org", "b@x.org", "c@x.org", "d@x.org"]),
        ],
    )
    def test_a_reference_that_comes_twice_is_named_with_both_ways_on(
        self, tmp_path: Path, number: str, case: str, references: list[str]
    ) -> None:
        rows = with_number(number, self.sent_twice(case, references))
        fault = faults(tmp_path, rows)[0]
        assert f'"{case}" has repeated values in rows 4, 6' in fault
        assert f'--map "{number}=ignore" --map "{case}=case"' in fault
        maps = {number: "ignore", case: "case"}
        assert "already answers it" in faults(tmp_path, rows, YOUTH_2018, **maps)[0]
        assert imported(tmp_path, rows, YOUTH_2018, **{case: "ignore"}).evidence.samples

    @pytest.mark.parametrize(
        ("number", "case"),
        [
            ("id. Response ID", "ref. Case reference"),
            ("_id", "intro/case_ref"),
            ("KEY", "group_a/details/Case_reference_number"),
        ],
    )
    def test_the_case_behind_a_code_or_a_group(
        self, tmp_path: Path, number: str, case: str
    ) -> None:
        rows = with_number(number, self.sent_twice(case, ["CT01", "CT02", "CT03", "CT04"]))
        assert 'for case "CT03" twice' in faults(tmp_path, rows)[0]
        assert figures_of(imported(tmp_path, rows[:-1])) == FIGURES

    def test_a_number_that_comes_twice_does_not_number_the_forms(self, tmp_path: Path) -> None:
        rows = with_number("Case no", self.sent_twice("ID", ["CT01", "CT02", "CT03", "CT04"]))
        assert '--map "Case no=ignore"' in faults(tmp_path, rows)[0]

    def test_what_comes_again_and_again_is_no_reference(self, tmp_path: Path) -> None:
        rows = with_number("Inspector", wide(ANSWERS, case="ID"))
        rows = named(rows, ["AB", "CD", "AB", "CD"])
        assert figures_of(imported(tmp_path, rows)) == FIGURES


class TestRowsThatAreNoCases:
    @pytest.mark.parametrize("name", ["Errors", "Reviewed", "Target 2024", "Compliance", "Pass"])
    @pytest.mark.parametrize("answer", ["1", "0"])
    def test_a_row_of_figures_is_left_out_or_named(
        self, tmp_path: Path, name: str, answer: str
    ) -> None:
        rows = in_figures(wide(ANSWERS))
        rows.append([name, *[answer] * len(ASKED)])
        self.check(tmp_path, rows)

    @pytest.mark.parametrize("name", ["Errors", "Target", "Threshold met", "Missing"])
    def test_among_cases_with_names(self, tmp_path: Path, name: str) -> None:
        rows = named(in_figures(wide(ANSWERS)), NAMES)
        rows.append([name, *["1"] * len(ASKED)])
        self.check(tmp_path, rows)

    @pytest.mark.parametrize("name", ["Complete", "Reviewed", "Target"])
    def test_a_row_of_words(self, tmp_path: Path, name: str) -> None:
        (fault,) = faults(tmp_path, [*wide(ANSWERS), [name, *["Yes"] * len(ASKED)]])
        assert f'"{name}" may not be a case: the other identifiers contain a number' in fault

    @pytest.mark.parametrize("name", ["Example", "Maximum", "Standard met?", "Previous round"])
    def test_beside_two_cases(self, tmp_path: Path, name: str) -> None:
        rows: Rows = [*wide(ANSWERS)[:3], [name, *["Yes"] * len(ASKED)]]
        (fault,) = faults(tmp_path, rows)
        assert f'"{name}" may not be a case: the other identifiers contain a number' in fault

    @pytest.mark.parametrize("name", ["e.g. CT00", "CT99 (example)", "Test 1", "Last year 7"])
    def test_words_that_speak_of_no_case(self, tmp_path: Path, name: str) -> None:
        (fault,) = faults(tmp_path, [*wide(ANSWERS), [name, *["Yes"] * len(ASKED)]])
        assert f'"{name}" may not be a case' in fault

    def test_cases_may_all_be_called_tests(self, tmp_path: Path) -> None:
        rows = named(wide(ANSWERS), [f"Test {number}" for number in range(1, len(ANSWERS) + 1)])
        assert figures_of(imported(tmp_path, rows)) == FIGURES

    def test_in_rows_of_one_answer(self, tmp_path: Path) -> None:
        rows: list[list[object]] = [["Case", "Key question", "Answer"]]
        for case in in_figures(wide(ANSWERS))[1:]:
            rows += [
                [case[0], asked, answer] for asked, answer in zip(ASKED, case[1:], strict=True)
            ]
        rows += [["Missing", asked, "0"] for asked in ASKED]
        self.check(tmp_path, rows)

    def check(self, folder: Path, rows: Rows) -> None:
        try:
            result = imported(folder, rows)
        except Exception:
            assert f'"{rows[-1][0]}" may not be a case' in faults(folder, rows)[0]
        else:
            assert figures_of(result) == FIGURES
            assert any(each.endswith("not read: totals") for each in result.said)

    def test_a_case_with_another_kind_of_reference_is_read(self, tmp_path: Path) -> None:
        rows = named(wide([*ANSWERS, ANSWERS[0]]), ["CT01", "CT02", "CT03", "CT04", "CT-05"])
        assert imported(tmp_path, rows).evidence.samples["2"].cases == 5

    @pytest.mark.parametrize("title", ["Out-of-court cases", "Area: North"])
    def test_titles_between_cases_are_not_read(self, tmp_path: Path, title: str) -> None:
        rows = wide(ANSWERS)
        result = imported(tmp_path, [*rows[:3], [title], *rows[3:]])
        assert figures_of(result) == FIGURES
        assert "row 4 not read: notes" in result.said

    def test_a_title_above_a_second_table(self, tmp_path: Path) -> None:
        rows = wide(ANSWERS)
        path = write_xlsx(
            tmp_path / "a.xlsx", {"All": [*rows[:3], [], ["More"], rows[0], *rows[3:]]}
        )
        assert figures_of(import_answers(path, YOUTH_2018)) == FIGURES


class TestBlanksThatMayMeanNo:
    TICKED = [["✓"] * 3 + ["✓", "", "✓"]] * 5

    def test_ticks_and_blanks_alone_are_named(self, tmp_path: Path) -> None:
        (fault,) = faults(tmp_path, wide(self.TICKED))
        assert "2.2.2 is not answered for 5 of 5 cases" in fault
        assert "No cell says no. If a blank means no, write no." in fault

    def test_they_can_be_accepted(self, tmp_path: Path) -> None:
        path = write_csv(tmp_path / "a.csv", wide(self.TICKED))
        result = import_answers(path, YOUTH_2018, ImportOptions(blanks_apply_not=True))
        assert figures_of(result)["2.2.2"] == (0, 0)

    def test_not_applicable_on_another_sheet_counts(self, tmp_path: Path) -> None:
        rows = [[value if value != "N/A" else "" for value in row] for row in wide(ANSWERS)]
        other = [["Case", "3.1.1", "3.1.2", "3.1.3"], ["OC01", "Yes", "No", "N/A"]]
        found = faults(tmp_path, {"Court": rows, "Out of court": other})
        assert any("2.2.2 is not answered for 1 of 4 cases (row 3)" in each for each in found)


class TestSpellings:
    @pytest.mark.parametrize(
        ("yes", "no", "neither"),
        [
            ("Sufficient", "Insufficient", "Not applicable (N/A)"),
            ("\uff39\uff45\uff53", "\uff2e\uff4f", "\uff2e\uff0f\uff21"),
            ("Yes\u200b", "No\u200e", "N / A"),
            ("\u2714\ufe0f", "\u274c", "\u2796"),
            ("Y", "N", "Doesn\u2019t apply"),
        ],
    )
    def test_they_are_read(self, tmp_path: Path, yes: str, no: str, neither: str) -> None:
        spelt = {"Yes": yes, "No": no, "N/A": neither}
        rows = [[spelt.get(str(value), value) for value in row] for row in wide(ANSWERS)]
        assert figures_of(imported(tmp_path, rows)) == FIGURES

    @pytest.mark.parametrize(
        ("answer", "remedy"),
        [
            ("NR", '--codes "NR=na", --codes "NR=yes" or --codes "NR=no".'),
            ('a "b"', "--codes 'a \"b\"=no'."),
            ("0.48", "Write yes, no or n/a."),
            ("Yess", 'Did you mean "yes"? Write yes, no or n/a, or use --codes "Yess=yes".'),
            ("Ie", 'If the answers are in Welsh: --codes "Ie=yes,na=no".'),
            ("\u2610", 'if it means no: --codes "\u2610=no".'),
        ],
    )
    def test_other_ones_are_named_with_what_to_copy(
        self, tmp_path: Path, answer: str, remedy: str
    ) -> None:
        rows = wide(ANSWERS)
        rows[1][1] = answer
        (fault,) = faults(tmp_path, rows)
        assert fault.endswith(remedy)

    @pytest.mark.parametrize(
        ("codes", "example"),
        [
            (("1", "2", "9"), "1=yes,2=no,9=na"),
            (("1", "0", "99"), "1=yes,0=no,99=na"),
            (("1", "2", "-9"), "1=yes,2=no,-9=na"),
        ],
    )
    def test_the_example_has_the_codes_of_the_file(
        self, tmp_path: Path, codes: tuple[str, ...], example: str
    ) -> None:
        coded = dict(zip(("Yes", "No", "N/A"), codes, strict=True))
        rows = [[coded.get(str(value), value) for value in row] for row in wide(ANSWERS)]
        for fault in faults(tmp_path, rows):
            assert fault.endswith(f"such as --codes {example}.")

    @pytest.mark.parametrize("answer", ["Yes, No", "Not req", "Yes/No"])
    def test_nothing_is_suggested_that_may_be_the_contrary(
        self, tmp_path: Path, answer: str
    ) -> None:
        rows = wide(ANSWERS)
        rows[1][1] = answer
        assert "Did you mean" not in faults(tmp_path, rows)[0]

    def test_a_code_in_many_cells_is_one_problem(self, tmp_path: Path) -> None:
        rows = [[{"Yes": "A1"}.get(str(value), value) for value in row] for row in wide(ANSWERS)]
        (fault,) = faults(tmp_path, rows)
        assert fault.startswith('rows 2–5, columns B, C, D, E, F, G: "A1" is not an answer')


class TestRemedies:
    """What can be copied leads on, and never to another result."""

    @pytest.mark.parametrize("heading", ["URN", "Young person", 'The "case"', "Reference [text]"])
    def test_the_case_under_another_name(self, tmp_path: Path, heading: str) -> None:
        rows = wide(ANSWERS, case=heading)
        (fault,) = faults(tmp_path, rows)
        option = shlex.split(fault[fault.index("--map") :].rstrip("."))[1]
        old, _, new = option.rpartition("=")
        assert figures_of(imported(tmp_path, rows, YOUTH_2018, **{old: new})) == FIGURES

    def test_of_many_columns_those_that_differ_in_every_row_are_offered(
        self, tmp_path: Path
    ) -> None:
        rows = wide(ANSWERS, case="Locator")
        others = ["Team", "Court", "Order"]
        rows = [[*(others if n == 0 else ["A"] * 3), *row] for n, row in enumerate(rows)]
        (fault,) = faults(tmp_path, rows)
        assert fault.index('--map "Locator=case"') < fault.index("--map", fault.index("--map") + 1)

    def test_columns_of_the_same_name_have_to_be_renamed(self, tmp_path: Path) -> None:
        rows = [[*row, row[1]] for row in wide(ANSWERS)]
        (fault,) = faults(tmp_path, rows)
        assert fault.endswith("Their names are the same: rename one of them in the file.")

    def test_the_surer_column_is_left_out_last(self, tmp_path: Path) -> None:
        rows = [
            [row[0], "2.1.1 attempts" if n == 0 else 1, *row[1:]]
            for n, row in enumerate(wide(ANSWERS))
        ]
        (fault,) = faults(tmp_path, rows)
        assert fault.endswith('use --map "2.1.1 attempts=ignore" or --map "2.1.1=ignore".')

    def test_wording_that_two_columns_have_gets_its_numbers_in_the_file(
        self, tmp_path: Path
    ) -> None:
        rows = [["Case", "Understands desistance", "Understands desistance"], ["CT01", "Yes", ""]]
        assert "--map" not in faults(tmp_path, rows)[0]
        assert 'such as "2.1.1 Understands desistance"' in faults(tmp_path, rows)[0]

    def test_two_tables_without_a_blank_column_between_them(self, tmp_path: Path) -> None:
        other = wide(ANSWERS, "3{}")
        other[0] = ["Case ref", "3.1.1", "3.1.2", "3.1.3", "3.2.1", "3.2.2", "3.2.3"]
        rows = [
            [*one, str(row[0]).replace("CT", "OC"), *row[1:]]
            for one, row in zip(wide(ANSWERS), other, strict=True)
        ]
        result = figures_of(imported(tmp_path, rows))
        assert {question: result[question] for question in ASKED} == FIGURES
        assert result["3.1.1"] == FIGURES["2.1.1"]


class TestBoxes:
    """A column for each answer, ticked or not, as survey tools write questions with boxes."""

    CHOICES = ("Yes", "No", "N/A")

    def boxes(self, heading: str, names: Sequence[str], ticked: str, empty: str) -> Rows:
        rows: list[list[object]] = [["Case"]]
        rows[0] += [heading.format(asked, name) for asked in ASKED for name in names]
        for case in wide(ANSWERS)[1:]:
            ticks = [
                ticked if answer == each else empty for answer in case[1:] for each in self.CHOICES
            ]
            rows.append([case[0], *ticks])
        return rows

    @pytest.mark.parametrize(
        ("heading", "names", "ticked", "empty"),
        [
            ("court/kq_{}/{}", ("yes", "no", "na"), "1", "0"),
            ("{} Is it? - {}", ("Yes", "No", "N/A"), "1", ""),
            ("KQ {}___{}", ("yes", "no", "na"), "Checked", "Unchecked"),
            ("{} [{}]", ("Yes", "No", "Not applicable"), "TRUE", "FALSE"),
        ],
    )
    def test_they_are_read_together(
        self, tmp_path: Path, heading: str, names: Sequence[str], ticked: str, empty: str
    ) -> None:
        result = imported(tmp_path, self.boxes(heading, names, ticked, empty))
        assert figures_of(result) == FIGURES
        assert "columns B, C, D are read as boxes for the answers to 2.1.1" in result.said

    def test_beside_the_answer_itself_they_are_left_out(self, tmp_path: Path) -> None:
        boxes = self.boxes("{}/{}", ("yes", "no", "na"), "1", "0")
        rows = [[*row, *more[1:]] for row, more in zip(wide(ANSWERS), boxes, strict=True)]
        result = imported(tmp_path, rows)
        assert figures_of(result) == FIGURES
        assert any("(a box for one of the answers to 2.1.1)" in each for each in result.said)

    def test_codes_of_boxes(self, tmp_path: Path) -> None:
        rows = self.boxes("kq {}___{}", ("1", "2", "9"), "1", "0")
        found = faults(tmp_path, rows)
        assert "are boxes for the answers 1, 2, 9 to 2.1.1" in found[0]
        assert not any("--map" in each for each in found)
        path = write_csv(tmp_path / "coded.csv", rows)
        assert figures_of(import_answers(path, YOUTH_2018, ImportOptions(codes=GIVEN))) == FIGURES

    def test_two_ticks_and_none(self, tmp_path: Path) -> None:
        rows = [list(row) for row in self.boxes("{}/{}", ("yes", "no", "na"), "1", "0")]
        rows[1][1:4] = ["1", "1", "0"]
        rows[2][1:4] = ["0", "0", "0"]
        found = faults(tmp_path, rows)
        assert any('row 2, column B "2.1.1/yes": "yes and no" is not an answer' in e for e in found)
        assert any("2.1.1 is not answered for 1 of 4 cases (row 3)" in each for each in found)

    def test_boxes_for_yes_alone(self, tmp_path: Path) -> None:
        rows: list[list[object]] = [["Case", *(f"{asked}/yes" for asked in ASKED)]]
        rows += [
            [case[0], *(int(answer == "Yes") for answer in case[1:])] for case in wide(ANSWERS)[1:]
        ]
        found = faults(tmp_path, rows)
        assert len(found) == len(ASKED)
        assert "is a box for yes alone" in found[0]


class TestCountedElsewhere:
    @pytest.mark.parametrize(
        ("yes", "relevant"),
        [("Numerator", "Denominator"), ('Number "yes"', "Of relevant cases"), ("n yes", "Base")],
    )
    def test_other_names_of_the_counts(self, tmp_path: Path, yes: str, relevant: str) -> None:
        rows = [["Key question", yes, relevant]]
        rows += [[asked, *map(str, FIGURES[asked])] for asked in ASKED]
        assert figures_of(imported(tmp_path, rows)) == FIGURES


def test_the_name_of_the_case_in_a_row_below_two_of_headings(tmp_path: Path) -> None:
    """As pandas writes columns of two levels."""
    rows = wide(ANSWERS)
    above: list[object] = ["", *(asked[:3] for asked in ASKED)]
    headings: list[list[object]] = [above, ["", *rows[0][1:]], ["Case ref"]]
    assert figures_of(imported(tmp_path, [*headings, *rows[1:]])) == FIGURES


class TestWhatAHeadingSays:
    @pytest.mark.parametrize(
        "words",
        [
            "No",
            "(no)",
            "not met",
            "Not yes",
            "number not met",
            "insufficient",
            "Concerns?",
            "failed",
        ],
    )
    def test_the_opposite_of_an_answer_is_refused(self, tmp_path: Path, words: str) -> None:
        header, *rows = wide(ANSWERS)
        found = faults(tmp_path, [[header[0], *(f"{asked} {words}" for asked in ASKED)], *rows])
        assert len(found) == len(ASKED)
        assert f"may hold the opposite of the answer to {ASKED[0]}" in found[0]

    def test_whether_a_question_applies_is_no_answer(self, tmp_path: Path) -> None:
        first = ASKED[0]
        header, *rows = wide(ANSWERS)
        header = ["Case", f"{first} applicable", f"{first} answer", *header[2:]]
        table: Rows = [header, *([row[0], "Yes", *row[1:]] for row in rows)]
        found = faults(tmp_path, table)
        assert len(found) == 1
        assert f"may say whether {first} applies to a case" in found[0]

    def test_boxes_ticked_with_a_letter(self, tmp_path: Path) -> None:
        header: list[object] = ["Case"]
        for asked in ASKED:
            header += [f"{asked} Yes", f"{asked} No", f"{asked} N/A"]
        rows: list[list[object]] = [header]
        for case, *answers in wide(ANSWERS)[1:]:
            row = [case]
            for answer in answers:
                said = str(answer).casefold()
                row += ["x" if said == each else "" for each in ("yes", "no", "n/a")]
            rows.append(row)
        assert figures_of(imported(tmp_path, rows)) == FIGURES

    def test_a_count_of_no_is_never_offered_as_a_count_of_yes(self, tmp_path: Path) -> None:
        for heading in ("No", "Number not yes", "Not met"):
            (fault,) = faults(tmp_path, f"key question,{heading},relevant\n2.1.1,1,4\n")
            assert f'"{heading}" may count the other answer' in fault
            assert "--map" not in fault

    @pytest.mark.parametrize("heading", ["Status", "Finished", "case_form_complete"])
    def test_what_may_tell_which_rows_count_is_said(self, tmp_path: Path, heading: str) -> None:
        header, *rows = wide(ANSWERS)
        kinds = ["yes", *["no"] * (len(rows) - 1)]
        table = [[*header, heading], *([*row, kind] for row, kind in zip(rows, kinds, strict=True))]
        said = imported(tmp_path, table).said
        assert any(f'"{heading}" may say which rows count' in each for each in said)
        same = [[*header, heading], *([*row, "yes"] for row in rows)]
        assert not any("which rows count" in each for each in imported(tmp_path, same).said)

    def test_a_number_with_a_point_is_named_beside_the_same_without(self, tmp_path: Path) -> None:
        answers = [*ANSWERS, ANSWERS[0]]
        names = [*map(str, range(1, len(answers))), "1.0"]
        said = imported(tmp_path, named(wide(answers), names)).said
        assert any(each.startswith('"1", "1.0" are read as different cases') for each in said)


class TestTwoSheetsThatDisagree:
    def test_on_a_judgement(self, tmp_path: Path) -> None:
        ratings = [["standard", "rating"], ["1.1", "Good"]]
        (fault,) = faults(tmp_path, {"A": wide(ANSWERS), "One": ratings, "Two": ratings})
        assert '"1.1" is rated twice: sheet "One", row 2 also rates it' in fault

    def test_on_the_eligible_population(self, tmp_path: Path) -> None:
        sheets: dict[str, Rows] = {
            "A": wide(ANSWERS),
            "One": [["domain", "cases", "eligible"], ["2", str(len(ANSWERS)), "40"]],
            "Two": [["domain", "cases", "eligible"], ["2", str(len(ANSWERS)), "400"]],
        }
        (fault,) = faults(tmp_path, sheets)
        assert "is the eligible population of domain 2, but an earlier row gives 40" in fault

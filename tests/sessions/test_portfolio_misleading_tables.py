"""Tables that could be read wrongly: headings of the other answer, and rows that are no service."""

from pathlib import Path

import pytest

from core.scheme import Scheme
from core.scorecard import Scorecard
from sessions.portfolio.from_table import portfolio_of_table
from sessions.portfolio.other_answer import is_negative
from tests.core.building import YOUTH_2018
from tests.sessions.portfolio_tables import save, sheet_of, whole_row, with_cells
from tests.sessions.test_portfolio_table import long_sheet, problems_of, warnings_of


def cards_of(path: Path) -> dict[str, Scorecard]:
    return {each.id: each.scorecard for each in portfolio_of_table(path).inspections}


def refusal(tmp_path: Path, *heads: str) -> str:
    """Return the one problem of a table with these headings."""
    path = save(tmp_path / "in.csv", [["inspection", *heads], ["a", *[1] * len(heads)]])
    (said,) = problems_of(path)
    assert "Did you mean" not in said
    return said


@pytest.mark.parametrize(
    "negative",
    [
        *("2.1.1 not met", "2.1.1 no", "2.1.1_no", "2.1.1 unmet", "2.1.1 insufficient"),
        *("2.1.1 not yes", "2.1.1 number not yes", "2.1.1: inadequate", "2.1.1 concerns"),
        *("KQ 2.1.1 (failed)", "Not met: 2.1.1", "2.1.1 NOT SUFFICIENT"),
    ],
)
def test_the_other_answer_is_not_suggested_for_yes(tmp_path: Path, negative: str) -> None:
    said = refusal(tmp_path, negative, "2.1.1 relevant")
    assert f'has no column `2.1.1 yes`; "{negative}" is of the other answer' in said
    assert "Do not rename that column." in said
    assert f'add `2.1.1 yes`: `2.1.1 relevant` − "{negative}".' in said


@pytest.mark.parametrize("negative", ["2.1.1 no", "2.1.1 not met", "2.1.1_unmet", "2.1.1 not yes"])
def test_the_other_answer_is_not_suggested_for_relevant(tmp_path: Path, negative: str) -> None:
    said = refusal(tmp_path, "2.1.1 yes", negative)
    assert f'has no column `2.1.1 relevant`; "{negative}" is of the other answer' in said
    assert f'add `2.1.1 relevant`: `2.1.1 yes` + "{negative}".' in said


@pytest.mark.parametrize(
    "heading",
    ["2.1.1 number not relevant", "2.1.1 not relevant", "2.1.1 n/a", "2.1.1 irrelevant"],
)
def test_cases_that_a_question_does_not_apply_to_are_not_the_relevant_ones(
    tmp_path: Path, heading: str
) -> None:
    said = refusal(tmp_path, "2.1.1 yes", heading)
    assert f'"{heading}" is of the cases to which the question did not apply' in said
    assert "Add `2.1.1 relevant`: the cases inspected less those." in said
    assert "belong together" in refusal(tmp_path, heading, "2.1.1 relevant")


@pytest.mark.parametrize("heading", ["2.1.1 comments", "2.1.1 partly", "2.1.1 met in part"])
def test_a_column_that_shares_only_the_number_is_not_suggested(
    tmp_path: Path, heading: str
) -> None:
    assert "belong together" in refusal(tmp_path, heading, "2.1.1 relevant")
    assert "belong together" in refusal(tmp_path, heading, "2.1.1 yes")


def test_a_misspelt_heading_is_still_suggested(tmp_path: Path) -> None:
    heads: list[object] = ["inspection", "2.1.1 yes", "2.1.1 relevent"]
    (said,) = problems_of(save(tmp_path / "in.csv", [heads, ["a", 1, 2]]))
    assert 'Did you mean "2.1.1 relevent"? Correct the heading.' in said


def test_a_percentage_of_the_other_answer_is_not_subtracted_from_a_count(tmp_path: Path) -> None:
    said = refusal(tmp_path, "2.1.1 % not met", "2.1.1 relevant")
    assert "Add `2.1.1 yes` from the counts: a percentage does not give it." in said


def test_the_other_answer_of_another_question_says_nothing(tmp_path: Path) -> None:
    said = refusal(tmp_path, "2.1.1 relevant", "2.1.10 not met", "12.1.1 no")
    assert said.endswith("has no column `2.1.1 yes`. Add it: the two columns belong together.")


def test_the_other_answer_under_a_row_of_key_questions(tmp_path: Path) -> None:
    above: list[object] = ["", "2.1.1", "", "2.1.2", ""]
    heads: list[object] = ["inspection", "not met", "relevant", "not met", "relevant"]
    one, two = problems_of(save(tmp_path / "in.csv", [above, heads, ["a", 1, 2, 1, 2]]))
    assert 'add `2.1.1 yes`: `2.1.1 relevant` − "2.1.1 not met".' in one
    assert 'add `2.1.2 yes`: `2.1.2 relevant` − "2.1.2 not met".' in two


def test_the_other_answer_in_the_long_shape(tmp_path: Path) -> None:
    heads: list[object] = ["inspection", "key question", "yes", "no"]
    (said,) = problems_of(save(tmp_path / "in.csv", [heads, ["a", "2.1.1", 1, 2]]))
    assert 'has no column `relevant`; "no" is of the other answer' in said
    assert 'add `relevant`: `yes` + "no".' in said


@pytest.mark.parametrize(
    "words",
    [
        *("2.1.1 no. of cases", "2.1.1 no of yes", "2.1.1 number", "2.1.1 does it note: yes"),
        *("2.1.1 are concerns analysed: yes", "2.1.1 no. relevant"),
    ],
)
def test_a_number_is_not_a_no(words: str) -> None:
    assert not is_negative(words)


def test_the_other_answer_beside_yes_and_relevant_is_named_and_not_read(tmp_path: Path) -> None:
    row = with_cells(whole_row(), {"2.1.1 not met": 8, "2.1.1 not met %": 40})
    path = save(tmp_path / "in.csv", sheet_of([row]))
    assert cards_of(path)["one"].agreed.score == 16
    assert [each.partition("headings: ")[2] for each in warnings_of(path)] == [
        '"2.1.1 not met" is not read. See docs/portfolio.md.',
        '"2.1.1 not met %" is not read. See docs/portfolio.md.',
    ]


@pytest.mark.parametrize(
    "name",
    [
        *("Highest", "Lowest", "Previous round", "Last year", "Maximum", "MINIMUM:", "Target"),
        *("Benchmark", "previous-round", "Last year (2019)", "Target for 2024", "National target"),
        *("Highest of all services", "Upper quartile", "Max", "Change since 2019"),
    ],
)
@pytest.mark.parametrize("column", ["inspection", "service"])
def test_rows_to_compare_with_are_no_inspections(tmp_path: Path, column: str, name: str) -> None:
    other = with_cells(whole_row("two"), {column: name, "2.1.1 yes": 17})
    path = save(tmp_path / "in.csv", sheet_of([whole_row("one"), other]))
    assert list(cards_of(path)) == ["one"]
    (said,) = warnings_of(path)
    assert "row 3: named as figures to compare with: not read as an inspection" in said


@pytest.mark.parametrize(
    "name", ["Highbridge", "Targett House", "Lowestoft", "Change for Children", "last-2019"]
)
def test_services_with_names_like_those_are_read(tmp_path: Path, name: str) -> None:
    other = with_cells(whole_row("two"), {"service": name, "2.1.1 yes": 17})
    path = save(tmp_path / "in.csv", sheet_of([whole_row("one"), other]))
    assert list(cards_of(path)) == ["one", "two"]


@pytest.mark.parametrize(
    ("one", "two"), [("svc-0", "SVC-0 "), ("north_1", "North 1"), ("1", "1.0"), ("1", "001")]
)
def test_one_id_in_two_writings_is_named(tmp_path: Path, one: str, two: str) -> None:
    rows = [whole_row(one), whole_row("other", YOUTH_2018), whole_row(two)]
    rows[1]["2.1.1 yes"], rows[2]["2.1.1 yes"] = 13, 14
    path = save(tmp_path / "in.csv", sheet_of(rows))
    assert len(cards_of(path)) == 3
    (said,) = [each for each in warnings_of(path) if "inspection differently" in each]
    expected = f'("{one}" and "{two.strip()}"): read as 2 inspections'
    assert f"rows 2, 4: name the same inspection differently {expected}" in said


@pytest.mark.parametrize(
    ("service", "date", "expected"),
    [
        ("NORTH  service", "", "name the same service differently"),
        ("North service", "", ""),
        ("North service", "2020-01-01", "have the same service and date"),
        ("NORTH service", "2020-01-01", "have the same service and date"),
    ],
)
def test_one_service_in_two_rows_is_named(
    tmp_path: Path, service: str, date: str, expected: str
) -> None:
    one = with_cells(whole_row("one"), {"service": "North service", "date": date})
    two = with_cells(whole_row("two"), {"service": service, "date": date, "2.1.1 yes": 13})
    path = save(tmp_path / "in.csv", sheet_of([one, two]))
    assert len(cards_of(path)) == 2
    said = [each for each in warnings_of(path) if "rows 2–3" in each]
    assert [expected in each for each in said] == [True] * bool(expected)


def test_one_service_inspected_on_two_dates_is_two_inspections(tmp_path: Path) -> None:
    one = with_cells(whole_row("one"), {"service": "North"})
    two = with_cells(whole_row("two"), {"service": "North", "date": "2022-01-01", "2.1.1 yes": 13})
    assert warnings_of(save(tmp_path / "in.csv", sheet_of([one, two]))) == []


@pytest.mark.parametrize("long", [False, True])
def test_rows_with_the_same_figures_are_named(tmp_path: Path, long: bool) -> None:
    rows = [whole_row("avon"), with_cells(whole_row("brent"), {"2.1.1 yes": 13}), whole_row("West")]
    sheets = [long_sheet(row) for row in rows]
    sheet = [sheets[0][0], *(line for each in sheets for line in each[1:])]
    path = save(tmp_path / "in.csv", sheet if long else sheet_of(rows))
    assert list(cards_of(path)) == ["avon", "brent", "West"]
    (said,) = warnings_of(path)
    expected = 'have the same figures in every column ("avon" and "West"): read as 2 inspections'
    assert expected in said
    assert long or "rows 2, 4: " in said


@pytest.mark.parametrize(("questions", "times"), [(4, 0), (5, 1)])
def test_few_figures_may_be_the_same_by_chance(tmp_path: Path, questions: int, times: int) -> None:
    def row(name: str, scheme: Scheme = YOUTH_2018) -> dict[str, object]:
        ids = [each.id for standard in scheme.standards for each in standard.key_questions]
        whole = whole_row(name)
        zero = {f"{each} {what}": 0 for each in ids[questions:] for what in ("yes", "relevant")}
        return with_cells(whole, dict(zero))

    path = save(tmp_path / "in.csv", sheet_of([row("one"), row("two")]))
    assert len([each for each in warnings_of(path) if "the same figures" in each]) == times

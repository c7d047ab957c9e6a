"""Tables of many inspections: every shape gives the same, every bad cell is named, core agrees."""

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font

from core.evidence import Evidence, Inspection, KeyQuestionEvidence, Sample, StandardEvidence
from core.scheme import RatedBy, Scheme
from core.scorecard import Scorecard, scorecard_of
from core.value import replace
from sessions.files.scheme_file import shipped_scheme_bytes
from sessions.portfolio.from_table import portfolio_of_table
from sessions.portfolio.portfolio import Portfolio
from sessions.text.problems import Unusable
from tests.core.building import YOUTH_2018, YOUTH_2021, figures_of
from tests.sessions.answer_tables import hide_by_rule
from tests.sessions.portfolio_tables import Sheet, save, sheet_of, whole_row, with_cells


def cards_of(portfolio: Portfolio) -> dict[str, Scorecard]:
    return {inspection.id: inspection.scorecard for inspection in portfolio.inspections}


def read(path: Path) -> dict[str, Scorecard]:
    portfolio = portfolio_of_table(path)
    assert not portfolio.problems
    return cards_of(portfolio)


def problems_of(path: Path) -> list[str]:
    try:
        portfolio = portfolio_of_table(path)
    except Unusable as unusable:
        return [each.sentence() for each in unusable.problems]
    return [each.sentence() for each in portfolio.problems]


def warnings_of(path: Path) -> list[str]:
    return [each.sentence() for each in portfolio_of_table(path).warnings]


def evidence_of_row(
    scheme: Scheme, figures: dict[str, str], sample: Sample | None = None
) -> Evidence:
    """Evidence whose key questions are 12/20, or as said ("7/12", "64%", "64% of 22", "n/a")."""
    standards = []
    for standard in scheme.standards:
        if standard.rated_by is RatedBy.JUDGEMENT:
            good = scheme.rating_named("Good")
            standards.append(StandardEvidence(standard.id, judgement=good))
            continue
        questions = tuple(
            KeyQuestionEvidence(each.id, figures_of(figures.get(each.id, "12/20")))
            for each in standard.key_questions
        )
        standards.append(StandardEvidence(standard.id, questions))
    samples = {} if sample is None else {each.id: sample for each in scheme.domains}
    return Evidence(Inspection("one", "Service one"), scheme, samples, tuple(standards))


def cells_of_figures(figures: dict[str, str]) -> dict[str, object]:
    cells: dict[str, object] = {}
    for question, text in figures.items():
        known = figures_of(text)
        for name in ("yes", "relevant", "percent"):
            value = getattr(known, name)
            cells[f"{question} {name}"] = "" if value is None else value
    return cells


def test_one_row_is_what_core_says(tmp_path: Path) -> None:
    portfolio = portfolio_of_table(save(tmp_path / "in.csv", sheet_of([whole_row()])))
    (inspection,) = portfolio.inspections
    assert inspection.scorecard == scorecard_of(evidence_of_row(YOUTH_2018, {}))
    assert inspection.date == "2020-09-18"


COUNTS = st.integers(1, 30).flatmap(
    lambda relevant: st.integers(0, relevant).map(lambda yes: f"{yes}/{relevant}")
)
FIGURES = st.one_of(COUNTS, st.just("n/a"), st.sampled_from(["50%", "64%", "67% of 24", "80%"]))
QUESTIONS = [question.id for each in YOUTH_2018.standards for question in each.key_questions]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from(QUESTIONS), FIGURES), st.sampled_from([None, 30, 60]))
def test_every_row_is_what_core_says(
    tmp_path: Path, figures: dict[str, str], eligible: int | None
) -> None:
    row = with_cells(whole_row(), cells_of_figures(figures))
    row |= {f"{domain} cases": 30 for domain in (2, 3)}
    if eligible is not None:
        row |= {f"{domain} eligible": eligible for domain in (2, 3)}
    card = read(save(tmp_path / "in.csv", sheet_of([row])))["one"]
    expected = scorecard_of(evidence_of_row(YOUTH_2018, figures, Sample(30, eligible)))
    assert [each.result.discretion for each in card.standards] == [
        each.result.discretion for each in expected.standards
    ]
    assert [each.rating for each in card.standards] == [each.rating for each in expected.standards]
    assert card.by_evidence == expected.by_evidence


@pytest.mark.parametrize("suffix", [".csv", ".tsv", ".xlsx", ".parquet"])
def test_every_kind_of_file_gives_the_same(tmp_path: Path, suffix: str) -> None:
    rows = [
        whole_row(),
        with_cells(whole_row("two"), {"2.1.1 yes": 3, "2.1.1 relevant": 4, "1.1": "rI"}),
        with_cells(whole_row("three"), {"2.1.1 yes": 0, "2.1.1 relevant": 0, "1.1": "not rated"}),
    ]
    dialect = {"delimiter": "\t"} if suffix == ".tsv" else {}
    cards = read(save(tmp_path / f"in{suffix}", sheet_of(rows), **dialect))
    assert cards == read(save(tmp_path / "plain.csv", sheet_of(rows)))
    assert [card.agreed.maximum for card in cards.values()] == [36, 36, 33]
    assert cards["three"].agreed.overall is None


def test_a_dated_cell_of_a_workbook_is_a_day(tmp_path: Path) -> None:
    row = with_cells(whole_row(), {"date": pd.Timestamp("2021-02-03")})
    (inspection,) = portfolio_of_table(save(tmp_path / "in.xlsx", sheet_of([row]))).inspections
    assert inspection.date == "2021-02-03"


def long_sheet(row: dict[str, object], scheme: Scheme = YOUTH_2018) -> Sheet:
    sheet: Sheet = [["inspection", "service", "date", "key question", "yes", "relevant", "rating"]]
    about = [row["inspection"], row["service"], row["date"]]
    for standard in scheme.standards:
        if standard.id in row:
            sheet.append([*about, standard.id, "", "", row[standard.id]])
        for each in standard.key_questions:
            sheet.append([*about, each.id, row[f"{each.id} yes"], row[f"{each.id} relevant"], ""])
    return sheet


def test_the_long_shape(tmp_path: Path) -> None:
    rows = [
        whole_row("b"),
        with_cells(whole_row("a"), {"2.3.2 yes": 1, "2.3.2 relevant": 3, "1.2": "Outstanding"}),
    ]
    long = [long_sheet(row) for row in rows]
    cards = read(save(tmp_path / "long.csv", [*long[0], *long[1][1:]]))
    assert cards == read(save(tmp_path / "wide.csv", sheet_of(rows)))


def test_what_is_wrong_in_the_long_shape(tmp_path: Path) -> None:
    sheet = long_sheet(whole_row())
    twice = [*sheet[:6], sheet[5], *sheet[6:], ["one", "", "", "", 1, 2, ""]]
    good = long_sheet(whole_row("two"))[1:]
    portfolio = portfolio_of_table(save(tmp_path / "long.csv", [*twice, *good]))
    said = [each.sentence() for each in portfolio.problems]
    assert any("row 7" in each and "is given twice for one" in each for each in said)
    assert any("names no key question" in each for each in said)
    assert list(cards_of(portfolio)) == ["two"]


BAD_CELLS = [
    ({"2.1.1 yes": "twelve"}, '"2.1.1 yes": "twelve" is not a whole number'),
    ({"2.1.1 yes": "75%"}, '"2.1.1 yes": "75%" is not a whole number'),
    ({"2.1.1 yes": "-1"}, '"2.1.1 yes": "-1" is negative'),
    ({"2.1.1 yes": "21"}, '"2.1.1 yes": 21 is more than the 20 relevant cases'),
    ({"2.1.1 relevant": "20000"}, '"2.1.1 relevant": "20000" is more cases than any'),
    ({"2.1.1 relevant": ""}, '"2.1.1 yes": 12 is given without `relevant`'),
    ({"2.1.1 yes": ""}, '"2.1.1 yes": is missing'),
    ({"2.1.1 yes": "", "2.1.1 relevant": ""}, "2.1.1 is missing, though others of 2.1 are given"),
    ({"1.1": "Fine"}, '"1.1": "Fine" is not a rating'),
    ({"1.1": "2024-01-01"}, '"1.1": "2024-01-01" is a date'),
    ({"2.1": "Good"}, '"2.1": "Good" is given as well as figures'),
    ({"inspection": ""}, "names no inspection"),
    ({"inspection": "two"}, '"two" is already in row 2'),
    ({"2.1.1 percent": "61"}, '"2.1.1 percent": 61 does not agree with 12 of 20'),
    ({"2.1.1 percent": "101"}, '"2.1.1 percent": 101 is more than 100'),
    ({"2 cases": "19"}, "20 is more than the 19 cases"),
    ({"2 cases": "20", "2 eligible": "19"}, "19 is fewer than the 20 cases of the sample"),
    ({"1.1": "=B2"}, '"1.1": "=B2" is a formula whose result is not in the file'),
]


@pytest.mark.parametrize(("cells", "expected"), BAD_CELLS, ids=[each for _, each in BAD_CELLS])
def test_a_bad_cell_is_named_and_the_others_stay(
    tmp_path: Path, cells: dict[str, object], expected: str
) -> None:
    rows = [with_cells(whole_row("one"), cells), whole_row("two"), whole_row("three")]
    portfolio = portfolio_of_table(save(tmp_path / "in.csv", sheet_of(rows)))
    said = [each.sentence() for each in portfolio.problems]
    assert any(expected in each for each in said), said
    assert "three" in cards_of(portfolio)
    assert len(portfolio.inspections) == 2


def test_formulas_without_a_result_are_named(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in sheet_of([whole_row("one"), whole_row("two")]):
        sheet.append(row)
    place = sheet_of([whole_row()])[0].index("2.1.1 yes") + 1
    sheet.cell(2, place).value = "=10+2"
    book.save(tmp_path / "in.xlsx")
    portfolio = portfolio_of_table(tmp_path / "in.xlsx")
    (problem,) = portfolio.problems
    assert '"=10+2" is a formula whose result is not in the file' in problem.sentence()
    assert list(cards_of(portfolio)) == ["two"]


def test_hidden_and_filtered_rows_are_read_and_said(tmp_path: Path) -> None:
    path = save(tmp_path / "in.xlsx", sheet_of([whole_row("one"), whole_row("two")]))
    book = load_workbook(path)
    sheet = book.worksheets[0]
    sheet.row_dimensions[3].hidden = True
    sheet.auto_filter.ref = "A1:D3"
    book.save(path)
    assert list(read(path)) == ["one", "two"]
    assert any("row 3: is hidden by a filter and is read" in each for each in warnings_of(path))


def test_invisible_and_conditionally_hidden_text_is_read_and_said(tmp_path: Path) -> None:
    path = save(tmp_path / "in.xlsx", sheet_of([whole_row("one"), whole_row("two")]))
    book = load_workbook(path)
    sheet = book.worksheets[0]
    sheet["A3"].font = Font(color="FFFFFFFF")
    hide_by_rule(sheet, "A2:B3", Font(strike=True))
    book.save(path)
    assert list(read(path)) == ["one", "two"]
    said = " ".join(warnings_of(path))
    assert "row 3: holds text in the colour of the cell or in a format that hides it" in said
    assert "conditional formatting may strike out or hide text in A2:B3: it is read" in said


def test_notes_totals_and_titles_are_named_and_not_read(tmp_path: Path) -> None:
    blank = dict.fromkeys(("1.1", "1.2", "1.3", "1.4"), "")
    sheet = sheet_of([whole_row("one"), with_cells(whole_row("TOTAL"), {**blank})])
    below: Sheet = [[], ["Source: published reports, 2023", " and later"], ["[c] = confidential"]]
    path = save(tmp_path / "in.csv", [["Inspections of 2023"], [], *sheet, *below])
    assert list(read(path)) == ["one"]
    said = " ".join(warnings_of(path))
    assert "row 1: above the headings: not read" in said
    assert "row 5: totals of other rows: not read" in said
    assert "rows 7–8: without figures or ratings: not read as an inspection" in said


@pytest.mark.parametrize("name", ["Total:", "Total (2)", "Median", "All services", "Mean"])
def test_rows_of_totals_by_their_names(tmp_path: Path, name: str) -> None:
    path = save(tmp_path / "in.csv", sheet_of([whole_row("one"), whole_row(name)]))
    assert list(read(path)) == ["one"]
    assert any("row 3: totals of other rows: not read" in each for each in warnings_of(path))


@pytest.mark.parametrize("name", ["England", ""])
def test_a_row_that_adds_up_the_others(tmp_path: Path, name: str) -> None:
    rows = [whole_row("one"), whole_row("two")]
    figures: dict[str, object] = {
        key: 2 * value for key, value in rows[0].items() if isinstance(value, int)
    }
    path = save(tmp_path / "in.csv", sheet_of([*rows, with_cells(whole_row(name), figures)]))
    assert list(read(path)) == ["one", "two"]
    assert any("row 4: totals of other rows: not read" in each for each in warnings_of(path))


@pytest.mark.parametrize("decimals", [0, 1, 2])
def test_a_row_of_averages_under_any_name(tmp_path: Path, decimals: int) -> None:
    rows = [whole_row("a"), whole_row("b"), with_cells(whole_row("c"), {"2.1.1 yes": 16})]
    average = whole_row("England")
    average |= {
        name: f"{value}.{'0' * decimals}" if decimals else value
        for name, value in average.items()
        if isinstance(value, int)
    }
    average["2.1.1 yes"] = ("13", "13.3", "13.33")[decimals]
    path = save(tmp_path / "in.csv", sheet_of([*rows, average]))
    assert list(read(path)) == ["a", "b", "c"]
    assert any("row 5: totals of other rows: not read" in each for each in warnings_of(path))


@pytest.mark.parametrize("percent", ["60", "60%", "59.5", "60.4 %", "60,49%"])
def test_percentages_are_rounded_to_whole_ones(tmp_path: Path, percent: str) -> None:
    heads: list[object] = ["inspection", *(f"{question} percent" for question in QUESTIONS)]
    card = read(save(tmp_path / "in.csv", [heads, ["a", *[percent] * len(QUESTIONS)]]))["a"]
    assert {s.result.lowest_percent for s in card.standards if s.result.rating} == {60}


def test_percentages_of_a_formatted_workbook(tmp_path: Path) -> None:
    book = Workbook()
    assert book.active is not None
    book.active.append(["inspection", *(f"{question} percent" for question in QUESTIONS)])
    book.active.append(["a", *[2 / 3] * len(QUESTIONS)])
    for cell in book.active[2][1:]:
        cell.number_format = "0%"
    book.save(tmp_path / "in.xlsx")
    card = read(tmp_path / "in.xlsx")["a"]
    assert {s.result.lowest_percent for s in card.standards if s.result.rating} == {67}


def test_fractions_are_not_taken_for_percentages(tmp_path: Path) -> None:
    heads: list[object] = ["inspection", *(f"{question} percent" for question in QUESTIONS)]
    rows: list[list[object]] = [["a", *[0.67] * len(QUESTIONS)], ["b", *[1] * len(QUESTIONS)]]
    found = problems_of(save(tmp_path / "in.csv", [heads, *rows]))
    assert any('"0.67" may be a fraction' in each for each in found)
    assert any('"1" may be a fraction' in each for each in found)


def test_ones_and_zeros_alone_are_not_taken_for_percentages(tmp_path: Path) -> None:
    heads: list[object] = ["inspection", *(f"{question} percent" for question in QUESTIONS)]
    row: list[object] = ["a", 0, *[1] * (len(QUESTIONS) - 1)]
    found = problems_of(save(tmp_path / "in.csv", [heads, row]))
    assert any("may be a fraction, because the table has no percentage above 1" in e for e in found)
    row[2] = 2
    assert not any(
        "fraction" in each for each in problems_of(save(tmp_path / "b.csv", [heads, row]))
    )


def test_headings_that_are_repeated(tmp_path: Path) -> None:
    sheet = sheet_of([whole_row("one"), whole_row("two")])
    path = save(tmp_path / "in.csv", [*sheet[:2], sheet[0], *sheet[2:]])
    assert list(read(path)) == ["one", "two"]
    assert any("row 3: the same as the headings: not read" in each for each in warnings_of(path))


@pytest.mark.parametrize(
    "heading",
    [
        *("2.1.1 % yes", "2.1.1 yes %", "2.1.1 pct", "2.1.1_yes_percent", "percent", "yes"),
        "percentage yes",
    ],
)
def test_columns_that_cannot_be_read_are_named(tmp_path: Path, heading: str) -> None:
    path = save(tmp_path / "in.csv", sheet_of([with_cells(whole_row(), {heading: 50})]))
    assert read(path)["one"].agreed.score == 16
    assert any(f'"{heading}" is not read' in each for each in warnings_of(path))


def test_a_percentage_in_other_words(tmp_path: Path) -> None:
    heads: list[object] = ["inspection", *(f"{question} % yes" for question in QUESTIONS)]
    card = read(save(tmp_path / "in.csv", [heads, ["a", *[60] * len(QUESTIONS)]]))["a"]
    assert card.by_evidence.score == 8


@pytest.mark.parametrize("heading", ["score_%", "attendance percent"])
def test_a_percentage_of_something_else_is_named_and_not_read(tmp_path: Path, heading: str) -> None:
    row = with_cells(whole_row(), {heading: 50})
    path = save(tmp_path / "in.csv", sheet_of([row]))
    assert read(path)["one"].agreed.score == 16
    assert any(f'"{heading}" is not a key question' in each for each in warnings_of(path))


def test_percentages_alone_tell_the_scheme(tmp_path: Path) -> None:
    heads: list[object] = ["inspection", *(f"{question} percent" for question in QUESTIONS)]
    card = read(save(tmp_path / "in.csv", [heads, ["a", *[60] * len(QUESTIONS)]]))["a"]
    assert card.scheme.id == "youth-2018"
    assert card.by_evidence.score == 8


def ratings_row(scheme: Scheme, **cells: object) -> dict[str, object]:
    ratings = {standard.id: "Outstanding" for standard in scheme.standards}
    return {"inspection": "a", **ratings, "1.3": "Good", **cells}


def test_a_table_of_ratings_alone_is_scored(tmp_path: Path) -> None:
    path = save(tmp_path / "in.csv", sheet_of([ratings_row(YOUTH_2021)]))
    card = read(path)["a"]
    assert card.scheme.id == "youth-2021"
    assert (card.agreed.score, card.agreed.maximum) == (35, 36)
    assert card.standard("2.1").result.discretion.open == "unknown"
    (said,) = problems_of(save(tmp_path / "b.csv", sheet_of([ratings_row(YOUTH_2018)])))
    assert "fits the schemes youth-2018 and youth-2021" in said


@pytest.mark.parametrize(
    ("overall", "said"),
    [
        ("outstanding", ""),
        ("O", ""),
        ("", ""),
        (
            "Good",
            '"Good" is only compared: the overall rating worked out for this row is Outstanding',
        ),
        ("Super", '"Super" is only compared'),
    ],
)
def test_an_overall_rating_is_compared_and_not_used(
    tmp_path: Path, overall: str, said: str
) -> None:
    row = ratings_row(YOUTH_2021, overall=overall)
    path = save(tmp_path / "in.csv", sheet_of([row]))
    card = read(path)["a"]
    assert card.agreed.overall is not None
    assert card.agreed.overall.name == "Outstanding"
    assert [said in each for each in warnings_of(path)] == [True] * bool(said)


def test_a_standard_without_figures_is_awaited_or_as_rated(tmp_path: Path) -> None:
    blank: dict[str, object] = {
        f"2.1.{n} {what}": "" for n in (1, 2, 3) for what in ("yes", "relevant")
    }
    rows = [
        with_cells(whole_row(name), {**blank, "2.1": rating})
        for name, rating in [
            ("blank", ""),
            ("awaited", "Awaited"),
            ("rated", "Outstanding"),
            ("without", "not rated: no cases"),
        ]
    ]
    cards = read(save(tmp_path / "in.csv", sheet_of(rows)))
    statuses = [str(card.standard("2.1").result.status) for card in cards.values()]
    assert statuses == ["awaited", "awaited", "rated", "not rated"]
    assert [card.agreed.maximum for card in cards.values()] == [36, 36, 36, 33]


HEADING_FAULTS = [
    (["service", "2.1.1 yes", "2.1.1 relevant"], "has no column `inspection`"),
    (["inspecton", "2.1.1 yes", "2.1.1 relevant"], 'Did you mean "inspecton"?'),
    (["inspection", "service"], "has neither figures of key questions nor ratings of standards"),
    (["inspection", "2.1.1 yes"], "has no column `2.1.1 relevant`"),
    (["inspection", "2.1.1 relevant"], "has no column `2.1.1 yes`"),
    (["id", "Inspection", "2.1.1 yes", "2.1.1 relevant"], 'means the same as "id"'),
    (["inspection", "9.9.9 yes", "9.9.9 relevant"], "fits no shipped scheme"),
    (["inspection", "2.1.1 yes", "2.1.1 relevant"], "fits the schemes youth-2018 and youth-2021"),
]


@pytest.mark.parametrize(("heads", "expected"), HEADING_FAULTS, ids=[e for _, e in HEADING_FAULTS])
def test_headings_that_cannot_be_used(tmp_path: Path, heads: list[object], expected: str) -> None:
    path = save(tmp_path / "in.csv", [heads, ["a", *[1] * (len(heads) - 1)]])
    assert any(expected in each for each in problems_of(path))


@pytest.mark.parametrize(
    ("heading", "same"),
    [
        ("2.1.1 yes", " 2.1.1   YES "),
        ("2.1.1 relevant", "2.1.1_Relevant"),
        ("2.1.1 yes", "KQ 2.1.1 (number yes)"),
        ("2.1.1 yes", "Yes: 2.1.1"),
        ("2.1.1 yes", "2.1.1 Understands desistance: yes"),
        ("2.1.1 relevant", "2.1.1: out of"),
        ("2.1.1 relevant", "2.1.1 number of relevant cases"),
        ("1.1", "1.1 Rating"),
        ("1.1", "1.1 Governance and leadership"),
        ("1.3", "1.3. Partnerships"),
        ("inspection", "ID"),
    ],
)
def test_headings_without_regard_to_case_and_blanks(
    tmp_path: Path, heading: str, same: str
) -> None:
    sheet = sheet_of([whole_row()])
    sheet[0] = [same if each == heading else each for each in sheet[0]]
    path = save(tmp_path / "in.csv", sheet)
    assert read(path)["one"].agreed.score == 16
    assert warnings_of(path) == []


@pytest.mark.parametrize(
    "heading", ["1.1 previous", "1.1 comments", "2.1.1 comments", "1.2 Staffing"]
)
def test_a_heading_in_other_words_is_not_taken_for_a_rating(tmp_path: Path, heading: str) -> None:
    row = with_cells(whole_row(), {heading: "Outstanding"})
    path = save(tmp_path / "in.csv", sheet_of([row]))
    assert read(path)["one"].agreed.score == 16
    assert any(f'"{heading}" is not read' in each for each in warnings_of(path))


def under_numbers(sheet: Sheet) -> Sheet:
    """Write the key questions in a row of their own, over "yes" and "relevant"."""
    above: list[object] = []
    below: list[object] = []
    for text in map(str, sheet[0]):
        number, _, what = text.partition(" ")
        above.append(number if what == "yes" else "")
        below.append(what or text)
    return [above, below, *sheet[1:]]


def test_key_questions_in_a_row_above_their_counts(tmp_path: Path) -> None:
    two = with_cells(whole_row("two"), {"2.1.1 yes": 20})
    sheet = under_numbers(sheet_of([whole_row(), two]))
    title: list[object] = ["Case counts", *[""] * (len(sheet[0]) - 1)]
    path = save(tmp_path / "in.xlsx", [title, *sheet])
    cards = read(path)
    assert [card.agreed.score for card in cards.values()] == [16, 16]
    figures = [each.figures.yes for each in cards["two"].evidence.standards[4].key_questions]
    assert figures == [20, 12, 12]
    assert any("row 1: above the headings: not read" in each for each in warnings_of(path))


def test_counts_without_their_key_questions_are_one_problem(tmp_path: Path) -> None:
    sheet = under_numbers(sheet_of([whole_row()]))[1:]
    (problem,) = problems_of(save(tmp_path / "in.csv", sheet))
    assert "name counts more than once without the number of a key question" in problem


def test_the_first_sheet_with_headings_is_read(tmp_path: Path) -> None:
    book = Workbook()
    assert book.active is not None
    book.active.title = "Cover"
    book.active.append(["Inspections of 2020"])
    table = book.create_sheet("Table")
    for row in sheet_of([whole_row()]):
        table.append(row)
    book.save(tmp_path / "in.xlsx")
    assert list(read(tmp_path / "in.xlsx")) == ["one"]
    assert any('sheet "Cover": is not read' in each for each in warnings_of(tmp_path / "in.xlsx"))


def test_columns_that_say_nothing_are_named(tmp_path: Path) -> None:
    row = with_cells(whole_row(), {"region": "South West", "9.9": "Good"})
    said = warnings_of(save(tmp_path / "in.csv", sheet_of([row])))
    assert any('"region" is not read' in each for each in said)
    assert any('"9.9" is not a standard of the scheme' in each for each in said)


def test_schemes_by_row(tmp_path: Path) -> None:
    own = shipped_scheme_bytes("youth-2018").replace(b'"youth-2018"', b'"mine"', 1)
    (tmp_path / "mine.toml").write_bytes(own)
    named = [("a", "youth-2018"), ("b", "mine.toml"), ("c", "yuth-2018"), ("d", "none.toml")]
    rows = [with_cells(whole_row(name), {"scheme": scheme}) for name, scheme in named]
    portfolio = portfolio_of_table(save(tmp_path / "in.csv", sheet_of(rows)))
    assert {each.id: each.scheme.id for each in portfolio.inspections} == {
        "a": "youth-2018",
        "b": "mine",
    }
    one, two = sorted(each.sentence() for each in portfolio.problems)
    assert 'row 4, column BB "scheme": "yuth-2018" is not a shipped scheme' in one
    assert "none.toml: does not exist" in two


def test_a_scheme_with_ids_of_its_own(tmp_path: Path) -> None:
    own = shipped_scheme_bytes("youth-2018").decode().replace('"2.1.1"', '"Aim One"')
    (tmp_path / "mine.toml").write_text(own.replace('id = "youth-2018"', 'id = "mine"', 1))
    row = whole_row()
    row["Aim One yes"], row["Aim One relevant"] = row.pop("2.1.1 yes"), row.pop("2.1.1 relevant")
    row["scheme"] = "mine.toml"
    assert read(save(tmp_path / "in.csv", sheet_of([row])))["one"].agreed.score == 16


@pytest.mark.parametrize("other", [YOUTH_2021, replace(YOUTH_2018, id="again")])
def test_a_rating_in_place_of_figures_is_carried_only_to_its_like(
    tmp_path: Path, other: Scheme
) -> None:
    """3.4 of 2018 has key questions; a rating of it is not the judgement that 2021 asks for."""
    row = {**whole_row(), "3.4": "Outstanding"}
    row = {name: value for name, value in row.items() if not name.startswith("3.4.")}
    row["scheme"] = "youth-2018"
    path = save(tmp_path / "in.csv", sheet_of([row]))
    (inspection,) = portfolio_of_table(path, other).inspections
    assert inspection.other is not None
    awaited = [each.id for each in inspection.other.awaited]
    assert awaited == (["3.4"] if other is YOUTH_2021 else [])


@pytest.mark.parametrize("sheet", [[["inspection", "2.1.1 yes", "2.1.1 relevant"]], []])
def test_a_file_without_inspections(tmp_path: Path, sheet: Sheet) -> None:
    (said,) = problems_of(save(tmp_path / "in.csv", sheet))
    assert "contains no inspection" in said or "is empty" in said


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    (said,) = problems_of(tmp_path / "none.csv")
    assert said.endswith("does not exist. Check the name and the folder.")


def test_identifiers_survive_a_spreadsheet(tmp_path: Path) -> None:
    rows = [whole_row("'007"), whole_row("'-x")]
    assert list(read(save(tmp_path / "in.csv", sheet_of(rows)))) == ["007", "-x"]


def test_lists_in_the_cells_of_a_parquet_file_are_named(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    frame = pd.DataFrame({"inspection": ["a"], "2.1.1 yes": [[1, 2]]})
    frame.to_parquet(tmp_path / "in.parquet")
    (said,) = problems_of(tmp_path / "in.parquet")
    assert 'contains lists or tables in the cells of "2.1.1 yes"' in said


def test_more_columns_than_are_read(tmp_path: Path) -> None:
    heads: list[object] = ["inspection", *(f"column {number}" for number in range(20_000))]
    (said,) = problems_of(save(tmp_path / "in.csv", [heads]))
    assert "has more than the 16,384 columns that can be read" in said

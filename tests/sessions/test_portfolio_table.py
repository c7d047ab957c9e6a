"""Tables of case counts: every shape gives the same, every bad cell is named, core agrees."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.evidence import Evidence, Inspection, KeyQuestionEvidence, Sample, StandardEvidence
from core.scheme import RatedBy, Scheme
from core.scorecard import scorecard_of
from sessions.files.scheme_file import shipped_scheme_bytes
from sessions.portfolio import quick_csv, table
from sessions.portfolio.from_table import portfolio_of_table
from sessions.portfolio.portfolio import Group, Portfolio
from sessions.portfolio.table import read_table
from sessions.text.problems import Unusable
from tests.core.building import YOUTH_2018, YOUTH_2021, figures_of
from tests.sessions.test_portfolio_vectorised import assert_row

Sheet = list[list[object]]


def whole_row(
    inspection: str = "one", scheme: Scheme = YOUTH_2018, **cells: object
) -> dict[str, object]:
    """A row of a table with every figure, 12 of 20, and Good where judged; then as said."""
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


def only(portfolio: Portfolio) -> Group:
    (group,) = portfolio.groups
    return group


def problems_of(path: Path) -> list[str]:
    try:
        portfolio = portfolio_of_table(path)
    except Unusable as unusable:
        return [each.sentence() for each in unusable.problems]
    return [each.sentence() for each in portfolio.problems]


def evidence_of_row(scheme: Scheme, figures: dict[str, str], cases: int | None = None) -> Evidence:
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
    samples = {} if cases is None else {each.id: Sample(cases) for each in scheme.domains}
    return Evidence(Inspection("one", ""), scheme, samples, tuple(standards))


def test_one_row_is_what_core_says(tmp_path: Path) -> None:
    path = save(tmp_path / "in.csv", sheet_of([whole_row()]))
    group = only(portfolio_of_table(path))
    assert group.rules.scheme is YOUTH_2018
    assert group.names.ids == ["one"]
    assert group.names.services == ["Service one"]
    assert group.names.dates == ["2020-09-18"]
    card = scorecard_of(evidence_of_row(YOUTH_2018, {}))
    assert_row(YOUTH_2018, group.results, 0, card)


@pytest.mark.parametrize("suffix", [".csv", ".tsv", ".xlsx", ".parquet"])
def test_every_kind_of_file_gives_the_same(tmp_path: Path, suffix: str) -> None:
    rows = [
        whole_row(),
        with_cells(whole_row("two"), {"2.1.1 yes": 3, "2.1.1 relevant": 4, "1.1": "rI"}),
        with_cells(whole_row("three"), {"2.1.1 yes": 0, "2.1.1 relevant": 0, "1.1": "not rated"}),
    ]
    dialect = {"delimiter": "\t"} if suffix == ".tsv" else {}
    group = only(portfolio_of_table(save(tmp_path / f"in{suffix}", sheet_of(rows), **dialect)))
    plain = only(portfolio_of_table(save(tmp_path / "plain.csv", sheet_of(rows))))
    assert group.names == plain.names
    for name in ("ratings", "lowest", "criteria", "score", "maximum", "overall"):
        assert np.array_equal(getattr(group.results, name), getattr(plain.results, name))
    assert plain.results.maximum.tolist() == [36, 36, 33]
    assert plain.results.overall.tolist() == [1, 1, -1]


def test_a_dated_cell_of_a_workbook_is_a_day(tmp_path: Path) -> None:
    row = with_cells(whole_row(), {"date": pd.Timestamp("2021-02-03")})
    group = only(portfolio_of_table(save(tmp_path / "in.xlsx", sheet_of([row]))))
    assert group.names.dates == ["2021-02-03"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_spellings_of_csv(tmp_path: Path, encoding: str, delimiter: str, ends: str) -> None:
    row = with_cells(whole_row(), {"service": "Caerdydd – Gŵyr" if encoding != "cp1252" else "Çà–"})
    text = ends.join(delimiter.join(map(str, line)) for line in sheet_of([row])) + ends
    path = tmp_path / "in.csv"
    path.write_bytes(text.encode(encoding))
    group = only(portfolio_of_table(path))
    assert group.names.services == [row["service"]]
    assert group.results.score.tolist() == [8 + 8]


@pytest.mark.parametrize(
    ("heading", "same"),
    [
        ("2.1.1 yes", " 2.1.1   YES "),
        ("2.1.1 relevant", "2.1.1_Relevant"),
        ("1.1", "1.1 Rating"),
        ("inspection", "ID"),
        ("service", "Service "),
    ],
)
def test_headings_without_regard_to_case_and_blanks(
    tmp_path: Path, heading: str, same: str
) -> None:
    sheet = sheet_of([whole_row()])
    sheet[0] = [same if each == heading else each for each in sheet[0]]
    portfolio = portfolio_of_table(save(tmp_path / "in.csv", sheet))
    assert not portfolio.warnings
    assert only(portfolio).results.score.tolist() == [16]


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
    path = save(tmp_path / "long.csv", [*long[0], *long[1][1:]])
    group = only(portfolio_of_table(path))
    wide = only(portfolio_of_table(save(tmp_path / "wide.csv", sheet_of(rows))))
    assert group.names == wide.names
    assert np.array_equal(group.results.ratings, wide.results.ratings)
    assert np.array_equal(group.results.criteria, wide.results.criteria)


def test_what_is_wrong_in_the_long_shape(tmp_path: Path) -> None:
    sheet = long_sheet(whole_row())
    twice = [*sheet[:6], sheet[5], *sheet[6:], ["one", "", "", "", 1, 2, ""]]
    good = long_sheet(whole_row("two"))[1:]
    portfolio = portfolio_of_table(save(tmp_path / "long.csv", [*twice, *good]))
    said = [each.sentence() for each in portfolio.problems]
    assert any("row 7" in each and "is given twice for one" in each for each in said)
    assert any("names no key question" in each for each in said)
    assert only(portfolio).names.ids == ["two"]


BAD_CELLS = [
    ({"2.1.1 yes": "twelve"}, 'row 2 › "2.1.1 yes": "twelve" is no whole number'),
    ({"2.1.1 yes": "-1"}, 'row 2 › "2.1.1 yes": "-1" is no whole number'),
    ({"2.1.1 yes": "1.5"}, 'row 2 › "2.1.1 yes": "1.5" is no whole number'),
    ({"2.1.1 yes": "21"}, 'row 2 › "2.1.1 yes": "21" is more than the 20 relevant cases'),
    ({"2.1.1 relevant": "20000"}, 'row 2 › "2.1.1 relevant": "20000" is more than 10,000'),
    ({"2.1.1 relevant": ""}, 'row 2 › "2.1.1 yes": "12" stands without `relevant`'),
    ({"2.1.1 yes": ""}, 'row 2 › "2.1.1 yes": is missing'),
    ({"1.1": "Fine"}, 'row 2 › "1.1 rating": "Fine" is no rating'),
    ({"2.1": "Good"}, 'row 2 › "2.1 rating": has figures'),
    ({"inspection": ""}, "row 2: has no inspection"),
    ({"inspection": "two"}, 'row 3: "two" is in row 2 already'),
    ({"2.1.1 percent": "61"}, 'row 2 › "2.1.1 percent": "61" does not agree with 12 of 20'),
    ({"2.1.1 percent": "101"}, 'row 2 › "2.1.1 percent": "101" is more than 100'),
    ({"2 cases": "19"}, 'row 2 › "2.1.1": has more relevant cases than the sample of domain 2'),
]


@pytest.mark.parametrize(("cells", "expected"), BAD_CELLS, ids=[each for _, each in BAD_CELLS])
def test_a_bad_cell_is_named_and_the_others_stay(
    tmp_path: Path, cells: dict[str, object], expected: str
) -> None:
    rows = [with_cells(whole_row("one"), cells), whole_row("two")]
    path = save(tmp_path / "in.csv", sheet_of(rows))
    portfolio = portfolio_of_table(path)
    said = [each.sentence() for each in portfolio.problems]
    assert any(f"{path}: {expected}" in each for each in said), said
    assert only(portfolio).names.ids == ["two"]


@pytest.mark.parametrize("bad", [{"2.1.1 yes": "75%"}, {"2.1.1 yes": "30"}, {}])
def test_all_that_is_wrong_in_a_row_is_named_once(tmp_path: Path, bad: dict[str, object]) -> None:
    cells = {"1.2": "2024-01-01", "1.3": "Goood", **bad}
    rows = [with_cells(whole_row("one"), cells), whole_row("two")]
    said = problems_of(save(tmp_path / "in.csv", sheet_of(rows)))
    assert [each.partition(" is ")[0].partition("row 2 › ")[2] for each in said] == [
        *(f'"{heading}": "{value}"' for heading, value in bad.items()),
        '"1.2 rating": "2024-01-01"',
        '"1.3 rating": "Goood"',
    ]


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_rows_that_add_up_others_are_passed_over_and_said(tmp_path: Path, suffix: str) -> None:
    blank: dict[str, object] = {"1.1": "", "1.2": "", "1.3": "", "1.4": ""}
    rows = [whole_row("one"), with_cells(whole_row("Total"), blank)]
    portfolio = portfolio_of_table(save(tmp_path / f"in{suffix}", sheet_of(rows)))
    assert only(portfolio).names.ids == ["one"]
    assert not portfolio.problems
    (note,) = portfolio.warnings
    assert "row 3: adds up others, so it is not read" in note.sentence()


def test_a_heading_that_is_misspelt_is_recognised(tmp_path: Path) -> None:
    path = save(tmp_path / "in.csv", [["inspecton", "2.1.1 yes", "2.1.1 relevnt"], ["a", 1, 1]])
    one, two = problems_of(path)
    assert 'has no column `inspection`. Did you mean "inspecton"?' in one
    assert 'has no column `2.1.1 relevant`. Did you mean "2.1.1 relevnt"?' in two


def test_a_scheme_that_is_none_is_named_with_its_cell(tmp_path: Path) -> None:
    heads: list[object] = ["inspection", "scheme", "2.1.1 yes", "2.1.1 relevant"]
    rows: list[list[object]] = [
        ["a", "youth-2019", 1, 1],
        ["b", "", 1, 1],
        ["c", "none.toml", 1, 1],
    ]
    path = save(tmp_path / "in.csv", [heads, *rows])
    said = problems_of(path)
    assert any(f'{path}: row 2 › "scheme": "youth-2019" is no shipped' in each for each in said)
    assert any(f'{path}: row 3 › "scheme": is blank, and the table fits' in each for each in said)
    assert any(f'none.toml: (named in {path}, row 4 › "scheme"): does' in each for each in said)


def test_a_key_question_that_is_missing_among_others(tmp_path: Path) -> None:
    rows = [with_cells(whole_row(), {"2.1.1 yes": "", "2.1.1 relevant": ""}), whole_row("two")]
    portfolio = portfolio_of_table(save(tmp_path / "in.csv", sheet_of(rows)))
    (problem,) = portfolio.problems
    assert 'row 2 › "2.1.1": is missing, though others of 2.1 are given' in problem.sentence()
    assert only(portfolio).names.ids == ["two"]


def test_a_standard_without_figures_is_awaited_or_as_rated(tmp_path: Path) -> None:
    blank: dict[str, object] = {
        f"2.1.{n} {what}": "" for n in (1, 2, 3) for what in ("yes", "relevant")
    }
    rows = [
        with_cells(whole_row("awaited"), blank),
        with_cells(whole_row("rated"), {**blank, "2.1": "Outstanding"}),
        with_cells(whole_row("without"), {**blank, "2.1": "not rated: no cases"}),
    ]
    results = only(portfolio_of_table(save(tmp_path / "in.csv", sheet_of(rows)))).results
    assert results.ratings[4].tolist() == [-2, 3, -1]
    assert results.overall.tolist() == [-1, 1, -1]
    assert results.maximum.tolist() == [36, 36, 33]


HEADING_FAULTS = [
    (["service", "2.1.1 yes", "2.1.1 relevant"], "has no column `inspection`"),
    (["inspection", "service"], "has no figures of any key question"),
    (["inspection", "2.1.1 yes"], "has no column `2.1.1 relevant`"),
    (["inspection", "2.1.1 relevant"], "has no column `2.1.1 yes`"),
    (["id", "Inspection", "2.1.1 yes", "2.1.1 relevant"], 'says the same as "id"'),
    (["inspection", "9.9.9 yes", "9.9.9 relevant"], "fits no shipped scheme"),
    (["inspection", "2.1.1 yes", "2.1.1 relevant"], "fits the schemes youth-2018 and youth-2021"),
]


@pytest.mark.parametrize(("heads", "expected"), HEADING_FAULTS, ids=[e for _, e in HEADING_FAULTS])
def test_headings_that_cannot_be_used(tmp_path: Path, heads: list[object], expected: str) -> None:
    path = save(tmp_path / "in.csv", [heads, ["a", *[1] * (len(heads) - 1)]])
    assert any(expected in each for each in problems_of(path))


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("in.csv", b"", "is empty"),
        ("in.csv", b"inspection,2.1.1 yes\na,1,2,3\n", "is no table"),
        ("in.xlsx", b"PK", "is no XLSX file"),
        ("in.parquet", b"PAR1", "is no PARQUET file"),
        ("in.ods", b"", "is neither a folder of session files nor a table"),
    ],
)
def test_files_that_cannot_be_used(tmp_path: Path, name: str, data: bytes, expected: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    (said,) = problems_of(path)
    assert expected in said
    assert said.startswith(str(path))


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    (said,) = problems_of(tmp_path / "none.csv")
    assert said.endswith("does not exist. Check the name and the folder.")


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    (said,) = problems_of(tmp_path / "in.csv")
    assert said.endswith("(Permission denied). Check the name, and your right to read it.")


def test_columns_that_say_nothing_are_named(tmp_path: Path) -> None:
    row = with_cells(whole_row(), {"region": "South West", "9.9": "Good"})
    portfolio = portfolio_of_table(save(tmp_path / "in.csv", sheet_of([row])))
    said = [each.sentence() for each in portfolio.warnings]
    assert any('"region" is not read' in each for each in said)
    assert any('"9.9" is no standard of the scheme' in each for each in said)
    assert not portfolio.problems


def test_schemes_by_row(tmp_path: Path) -> None:
    own = shipped_scheme_bytes("youth-2018").replace(b'"youth-2018"', b'"mine"', 1)
    (tmp_path / "mine.toml").write_bytes(own)
    rows = [
        with_cells(whole_row(name), {"scheme": scheme})
        for name, scheme in [
            ("a", "youth-2018"),
            ("b", "mine.toml"),
            ("c", "youth-2018"),
            ("d", "yuth-2018"),
        ]
    ]
    portfolio = portfolio_of_table(save(tmp_path / "in.csv", sheet_of(rows)))
    found = {group.rules.scheme.id: group.places.tolist() for group in portfolio.groups}
    assert found == {"youth-2018": [0, 2], "mine": [1]}
    (problem,) = portfolio.problems
    assert "is no shipped scheme" in problem.sentence()
    assert "row 5" in problem.sentence()


def test_the_scheme_of_2021_is_recognised(tmp_path: Path) -> None:
    path = save(tmp_path / "in.csv", sheet_of([whole_row(scheme=YOUTH_2021)]))
    assert only(portfolio_of_table(path)).rules.scheme is YOUTH_2021


PERCENTS: list[tuple[dict[str, str], int | None]] = [
    ({"2.1.1": "64%"}, None),
    ({"2.1.1": "64%"}, 22),
    ({"2.1.1": "64% of 22"}, 30),
    ({"2.1.1": "64% of 500"}, None),
    ({"2.1.1": "50%", "2.1.2": "4/5", "2.1.3": "n/a"}, 20),
    ({"2.1.1": "67%", "2.1.2": "67%", "2.1.3": "2/3"}, 24),
    ({"3.4.1": "33%", "3.4.2": "100%"}, 21),
]


@pytest.mark.parametrize(("figures", "cases"), PERCENTS, ids=str)
def test_percentages_are_as_core_says(
    tmp_path: Path, figures: dict[str, str], cases: int | None
) -> None:
    row = whole_row()
    for question, text in figures.items():
        given_ = figures_of(text)
        row[f"{question} yes"] = "" if given_.yes is None else given_.yes
        row[f"{question} relevant"] = "" if given_.relevant is None else given_.relevant
        row[f"{question} percent"] = "" if given_.percent is None else given_.percent
    if cases is not None:
        row["2 cases"] = row["3 cases"] = cases
    group = only(portfolio_of_table(save(tmp_path / "in.csv", sheet_of([row, whole_row("b")]))))
    evidence = evidence_of_row(YOUTH_2018, figures, cases)
    assert_row(YOUTH_2018, group.results, 0, scorecard_of(evidence))


def test_a_percentage_that_no_count_gives(tmp_path: Path) -> None:
    row = with_cells(
        whole_row(),
        {"2.1.1 yes": "", "2.1.1 relevant": "", "2.1.1 percent": 7, "2 cases": 5},
    )
    for question in ("2.1.2", "2.1.3", *(f"2.{s}.{q}" for s in (2, 3, 4) for q in (1, 2, 3))):
        row[f"{question} yes"], row[f"{question} relevant"] = 4, 5
    (said,) = problems_of(save(tmp_path / "in.csv", sheet_of([row])))
    assert "cannot be: no count of at most 5 cases gives 7%" in said


def test_identifiers_survive_a_spreadsheet(tmp_path: Path) -> None:
    rows = [whole_row("'007"), whole_row("'-x")]
    group = only(portfolio_of_table(save(tmp_path / "in.csv", sheet_of(rows))))
    assert group.names.ids == ["007", "-x"]


# The quick reader gives what the careful one gives, or nothing.

CELLS = st.one_of(
    st.integers(0, 999).map(str),
    st.sampled_from(["", "0", "007", "12", " 7", "1000", "-1", "x", "3.0", "12 "]),
)
NAMES = st.text("abAB09_- é.'", max_size=6)
RATINGS = st.sampled_from(["Good", "good ", "Inadequate", "Requires improvement", "", "not rated"])


@st.composite
def sheets(draw: st.DrawFn) -> Sheet:
    heads: list[object] = draw(
        st.permutations(["inspection", "service", "1.1", "2.1.1 yes", "2.1.1 relevant", "other"])
    )
    plain = draw(st.booleans())
    kinds = {
        "inspection": NAMES,
        "1.1": RATINGS,
        "2.1.1 yes": st.integers(0, 30).map(str) if plain else CELLS,
        "2.1.1 relevant": st.integers(30, 400).map(str) if plain else CELLS,
    }
    number = draw(st.integers(0, 6))
    rows: Sheet = [[draw(kinds.get(str(head), NAMES)) for head in heads] for _ in range(number)]
    return [heads, *rows]


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sheet=sheets(), block=st.sampled_from([64, 1 << 18]))
def test_the_quick_reader_gives_the_same(tmp_path: Path, sheet: Sheet, block: int) -> None:
    path = tmp_path / "in.csv"
    lines = "\n".join(",".join(map(str, line)) for line in sheet) + "\n"
    path.write_text(lines, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(quick_csv, "BLOCK", block)
        quick = quick_csv.read(path)
        if quick is None:
            return
        patch.setattr(quick_csv, "read", lambda path: None)
        careful = table.read_table(path).table
    found = quick[0]
    kept = np.flatnonzero(np.isin(found.lines, careful.lines))
    # The quick reader leaves doubled and nameless rows to what comes behind both.
    found = found.rows(kept)
    assert found.names == careful.names
    assert np.array_equal(found.yes, careful.yes)
    assert np.array_equal(found.relevant, careful.relevant)
    assert [found.ratings["1.1"][n] for n in range(found.inspections)] == [
        careful.ratings["1.1"][n] for n in range(careful.inspections)
    ]
    whole = np.ones(found.yes.shape, np.bool_)
    for one, other in ((found.given, careful.given),):
        assert np.array_equal(whole if one is None else one, whole if other is None else other)


def test_a_plain_file_is_read_quickly(tmp_path: Path) -> None:
    path = save(tmp_path / "in.csv", sheet_of([whole_row(), whole_row("two")]))
    assert quick_csv.read(path) is not None


def test_a_file_without_rows(tmp_path: Path) -> None:
    path = save(tmp_path / "in.csv", sheet_of([whole_row()])[:1])
    portfolio = portfolio_of_table(path)
    assert portfolio.inspections == 0
    assert not portfolio.problems


def test_many_bad_cells_are_cut_short(tmp_path: Path) -> None:
    rows = [with_cells(whole_row(f"n{n}"), {"2.1.1 yes": "x"}) for n in range(300)]
    said = problems_of(save(tmp_path / "in.csv", sheet_of([*rows, whole_row("good")])))
    assert len(said) <= 102
    assert only(portfolio_of_table(tmp_path / "in.csv")).names.ids == ["good"]


def test_blank_rows_are_passed_over(tmp_path: Path) -> None:
    sheet = sheet_of([whole_row("a"), whole_row("b")])
    sheet.insert(2, [""] * len(sheet[0]))
    group = only(portfolio_of_table(save(tmp_path / "in.csv", sheet)))
    assert group.names.ids == ["a", "b"]


def test_a_scheme_with_ids_of_its_own(tmp_path: Path) -> None:
    own = shipped_scheme_bytes("youth-2018").decode().replace('"2.1.1"', '"Aim One"')
    (tmp_path / "mine.toml").write_text(own.replace('id = "youth-2018"', 'id = "mine"', 1))
    row = whole_row()
    row["Aim One yes"], row["Aim One relevant"] = row.pop("2.1.1 yes"), row.pop("2.1.1 relevant")
    row["scheme"] = "mine.toml"
    path = save(tmp_path / "in.csv", sheet_of([row]))
    group = only(portfolio_of_table(path))
    assert group.rules.scheme.id == "mine"
    assert group.results.score.tolist() == [16]
    assert read_table(path).table.questions[-1] == "Aim One"

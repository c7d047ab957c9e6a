"""A portfolio in a file: the same in every kind, safe in a spreadsheet, whole or not there."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from sessions.portfolio import writing
from sessions.portfolio.columns import PortfolioColumn, columns_of
from sessions.portfolio.from_table import portfolio_of_table
from sessions.portfolio.simulate import simulate
from sessions.portfolio.writing import check_place, write
from sessions.record.atomic_save import NotSaved
from sessions.text.problems import Unusable
from sessions.text.spreadsheet_safe import safe_cell
from tests.core.building import YOUTH_2021
from tests.sessions.portfolio_tables import save, sheet_of, whole_row, with_cells

FORMULA = '=HYPERLINK("http://x.test")'


@pytest.fixture
def columns(tmp_path: Path) -> list[PortfolioColumn]:
    rows = [
        with_cells(whole_row("007"), {"service": FORMULA, "2.1.1 yes": 1, "2.1.1 relevant": 2}),
        with_cells(whole_row("b"), {"service": 'Gŵyr, "South"', "1.1": "not rated", "date": ""}),
    ]
    portfolio = portfolio_of_table(save(tmp_path / "in.csv", sheet_of(rows)), YOUTH_2021)
    simulate(portfolio.inspections, 20, 1)
    return columns_of(portfolio)


def cells_of(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"))))


def test_csv(tmp_path: Path, columns: list[PortfolioColumn]) -> None:
    path = tmp_path / "out.csv"
    write(path, columns)
    heads, first, second = cells_of(path)
    one, two = (dict(zip(heads, each, strict=True)) for each in (first, second))
    assert heads[:5] == ["inspection", "service", "date", "scheme", "1.1"]
    assert one["inspection"] == "'007"
    assert one["service"] == "'" + FORMULA
    assert two["service"] == 'Gŵyr, "South"'
    assert (one["score"], one["maximum"], one["overall"]) == ("16", "36", "Requires improvement")
    assert (two["score"], two["maximum"], two["overall"]) == ("14", "33", "")
    assert (one["2.1"], two["1.1"]) == ("Requires improvement", "not rated")
    assert "2.1" in one["near boundary"].split()
    assert one["small sample"] == "2.1"
    assert one["other 3.4"] == "awaited"
    assert "3.4 Requires improvement to awaited" in one["ratings that change"]
    assert one["draws"] == "20"
    assert (
        sum(
            int(one[f"2.1 {name}"])
            for name in ("Inadequate", "Requires improvement", "Good", "Outstanding")
        )
        == 20
    )


@pytest.mark.parametrize("suffix", [".xlsx", ".parquet"])
def test_the_other_kinds_hold_the_same(
    tmp_path: Path, columns: list[PortfolioColumn], suffix: str
) -> None:
    write(tmp_path / "out.csv", columns)
    path = tmp_path / f"out{suffix}"
    write(path, columns)
    if suffix == ".xlsx":
        book = load_workbook(path)
        found = [list(row) for row in book["portfolio"].iter_rows(values_only=True)]
    else:
        import pandas as pd

        pytest.importorskip("pyarrow")
        frame = pd.read_parquet(path)
        body = frame.astype(object).where(frame.notna(), None).to_numpy().tolist()
        found = [list(frame.columns), *body]
    texts = [["" if cell is None else str(cell) for cell in row] for row in found]
    expected = cells_of(tmp_path / "out.csv")
    expected[1][0] = "007"
    assert texts == expected
    assert isinstance(found[1][list(texts[0]).index("score")], int)
    assert not any(str(cell).startswith("=") for row in found for cell in row)


TEXTS = st.text(st.characters(codec="utf-8"), max_size=12)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(TEXTS, st.one_of(st.none(), st.integers(0, 99))), min_size=1))
def test_any_text_is_written_as_safe_cell_says(
    tmp_path: Path, rows: list[tuple[str, int | None]]
) -> None:
    texts, numbers = zip(*rows, strict=True)
    write(tmp_path / "out.csv", [PortfolioColumn("a", texts), PortfolioColumn("b", numbers)])
    expected = [[safe_cell(text), "" if number is None else str(number)] for text, number in rows]
    assert cells_of(tmp_path / "out.csv") == [["a", "b"], *expected]


@pytest.mark.parametrize("word", ["true", "False", "E1", "a-1", "zürich", "Alpha;=1", "tab\tbed"])
def test_texts_that_look_harmless_together(tmp_path: Path, word: str) -> None:
    texts = ["Service One", "Service Two", word]
    write(tmp_path / "out.csv", [PortfolioColumn("a", tuple(texts))])
    assert [row[0] for row in cells_of(tmp_path / "out.csv")[1:]] == [safe_cell(t) for t in texts]


def test_what_is_possible_only_has_a_mark(tmp_path: Path) -> None:
    row = with_cells(
        whole_row(), {"2.4.1 yes": "", "2.4.1 relevant": "", "2.4.1 percent": 50, "2 cases": 20}
    )
    rated = with_cells(
        whole_row("b"),
        {f"2.1.{n} {what}": "" for n in (1, 2, 3) for what in ("yes", "relevant", "percent")},
    )
    path = save(tmp_path / "in.csv", sheet_of([row, {**rated, "2.1": "Good"}]))
    found = {each.name: each.values for each in columns_of(portfolio_of_table(path))}
    assert found["small sample"] == ("2.4?", "")
    assert "2.4" in str(found["near boundary"][0]).split()
    assert found["unknown"] == ("", "2.1")


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".parquet"])
@pytest.mark.parametrize("error", [KeyboardInterrupt(), OSError(28, "No space left")])
def test_what_breaks_off_leaves_nothing(
    tmp_path: Path,
    columns: list[PortfolioColumn],
    suffix: str,
    error: BaseException,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = tmp_path / f"out{suffix}"
    path.write_bytes(b"before")
    before = sorted(tmp_path.iterdir())

    def breaks(descriptor: int) -> None:
        raise error

    # Written, but not yet in place.
    monkeypatch.setattr("os.fsync", breaks)
    with pytest.raises(NotSaved if isinstance(error, OSError) else KeyboardInterrupt):
        write(path, columns)
    assert path.read_bytes() == b"before"
    assert sorted(tmp_path.iterdir()) == before


def test_a_link_is_followed_and_rights_are_kept(
    tmp_path: Path, columns: list[PortfolioColumn]
) -> None:
    (tmp_path / "real.csv").write_bytes(b"before")
    (tmp_path / "real.csv").chmod(0o640)
    (tmp_path / "out.csv").symlink_to(tmp_path / "real.csv")
    write(tmp_path / "out.csv", columns)
    assert (tmp_path / "out.csv").is_symlink()
    assert (tmp_path / "real.csv").stat().st_mode & 0o777 == 0o640
    assert cells_of(tmp_path / "real.csv")[0][0] == "inspection"


def test_places_that_cannot_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "folder.csv").mkdir()
    for name in ("out.ods", "out", "folder.csv"):
        with pytest.raises(Unusable):
            check_place(tmp_path / name)
    monkeypatch.setattr(writing, "_installed", lambda module: False)
    check_place(tmp_path / "out.csv")
    for name in ("out.xlsx", "out.parquet"):
        with pytest.raises(Unusable, match="is not installed"):
            check_place(tmp_path / name)


def test_more_rows_than_xlsx_has(tmp_path: Path) -> None:
    with pytest.raises(Unusable, match="cannot hold 1,048,576 rows"):
        write(tmp_path / "out.xlsx", [PortfolioColumn("a", ("x",) * (writing.MOST_XLSX_ROWS + 1))])
    assert not list(tmp_path.iterdir())

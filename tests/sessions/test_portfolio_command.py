"""`ratings-panel portfolio`: what it prints, where it writes, and what it says of a wrong call."""

import io
import subprocess
import sys
from pathlib import Path

import pytest

from sessions.files.shipped import shipped_inspections
from tests.sessions.portfolio_tables import save, sheet_of, whole_row, with_cells
from tests.sessions.test_portfolio_folder import FIXTURES
from tui.cli.main import main
from tui.cli.portfolio import ProgressLine, duration_words

ROOT = Path(__file__).parents[2]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return save(tmp_path / "in.csv", sheet_of([whole_row("a"), whole_row("b")]))


def test_a_folder_on_the_screen(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["portfolio", str(FIXTURES)]) == 0
    out, err = capsys.readouterr()
    north = next(line for line in out.splitlines() if line.startswith("North Somerset"))
    assert " ".join(north.split()[5:18]) == "2020-09-18 RI G RI G O O G G O G G O"
    assert "26/36" in north
    assert north.endswith("3.2 3.3")
    assert "2018 youth offending standards" in out
    assert "2021 youth offending standards" in out
    assert err == ""
    assert len([name for name in shipped_inspections() if name]) == 5


def test_another_scheme_and_draws_on_the_screen(
    source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert (
        main(["portfolio", str(source), "--scheme", "youth-2021", "--simulate=50", "--seed", "7"])
        == 0
    )
    out = capsys.readouterr().out
    assert "3.4 Requires improvement to awaited; overall Requires improvement to awaited" in out
    assert "ratings change in 2 of 2" in out
    assert "50 draws of its cases (seed 7)" in out


def test_into_a_file(source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out.csv"
    assert main(["portfolio", str(source), "-o", str(out)]) == 0
    assert capsys.readouterr().out == f"2 inspections written to {out}\n"
    assert out.read_text().count("\n") == 3


def test_an_awaited_inspection_is_called_awaited(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    row = with_cells(whole_row("a"), {"1.1": ""})
    unrated = with_cells(whole_row("b"), {"1.1": "not rated"})
    path = save(tmp_path / "in.csv", sheet_of([row, unrated]))
    assert main(["portfolio", str(path)]) == 0
    awaited, none = (" ".join(line.split()) for line in capsys.readouterr().out.splitlines()[3:5])
    assert "14/36 awaited" in awaited
    assert "14/33 none published" in none


def test_a_table_of_bad_rows_alone_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = save(tmp_path / "in.csv", sheet_of([with_cells(whole_row(), {"2.1.1 yes": 99})]))
    assert main(["portfolio", str(path), "-o", str(tmp_path / "out.csv")]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "99 is more than the 20 relevant cases" in err
    assert "No inspection could be used, so no table was made" in err
    assert not (tmp_path / "out.csv").exists()


def test_what_is_bad_is_named_and_the_rest_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [whole_row("a"), with_cells(whole_row("b"), {"2.1.1 yes": 99})]
    path = save(tmp_path / "in.csv", sheet_of(rows))
    assert main(["portfolio", str(path), "--output", str(tmp_path / "out.csv")]) == 2
    out, err = capsys.readouterr()
    assert "1 inspection written" in out
    assert err.startswith(f"ratings-panel: {path}: row 3")
    assert err.count("\n") == 1


WRONG_CALLS = [
    ([], "needs one folder"),
    (["a", "b"], "does not know what to do with b"),
    (["IN", "--seed", "1"], "--seed is used with --simulate"),
    (["IN", "--simulate", "0"], "--simulate takes a whole number from 1"),
    (["IN", "--simulate", "many"], "--simulate takes a whole number from 1"),
    (["IN", "--simulate", "5", "--seed", "-1"], "--seed"),
    (["IN", "--simulat", "5"], 'Did you mean "--simulate"?'),
    (["IN", "-o"], "needs a value: --output FILE"),
    (["IN", "-o", "out.ods"], "is not a kind of file that a table can be written to"),
    (["IN", "-o", "IN"], "is a file that this command reads"),
    (["IN", "--scheme", "youth-2020"], "is not a shipped scheme"),
    (["IN", "--scheme", "none.toml"], "does not exist"),
    (["none.csv"], "none.csv: does not exist. Check the name and the folder."),
    (["session.toml"], "is one file, not a folder of them"),
]


@pytest.mark.parametrize(("words", "expected"), WRONG_CALLS, ids=[str(w) for w, _ in WRONG_CALLS])
def test_wrong_calls(
    words: list[str], expected: str, source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = source.read_bytes()
    assert main(["portfolio", *(str(source) if word == "IN" else word for word in words)]) == 2
    out, err = capsys.readouterr()
    assert expected in err
    assert err.startswith("ratings-panel: ")
    assert err.count("\n") == 1
    assert out == ""
    assert source.read_bytes() == before


def test_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["portfolio", "--help"]) == 0
    assert "--simulate N" in capsys.readouterr().out


def test_what_cannot_be_written(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["portfolio", str(source), "-o", str(source.parent / "none" / "out.csv")]) == 3
    (line,) = capsys.readouterr().err.splitlines()
    assert (
        f"out.csv was not written: there is no folder {source.parent / 'none'}. Create it" in line
    )


def test_names_from_outside_never_act(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    row = with_cells(whole_row("\x1b[2Ja"), {"service": "\x1b]0;x\x07", "region\x1b": ""})
    assert main(["portfolio", str(save(tmp_path / "in.csv", sheet_of([row])))]) == 0
    captured = capsys.readouterr()
    assert "\x1b" not in captured.out + captured.err


def test_nothing_but_the_command_loads_pandas() -> None:
    said = (
        "import sys, tui.cli.main, tui.cli.portfolio; print({'pandas', 'numpy'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", said], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "set()\n"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_is_said_on_a_terminal_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr("tui.cli.portfolio.time.monotonic", lambda: now[0])
    shown, silent = Terminal(), io.StringIO()
    for stream in (shown, silent):
        monkeypatch.setattr(sys, "stderr", stream)
        progress = ProgressLine()
        for done in range(0, 110, 10):
            now[0] += 1
            progress("reading", done, 100)
        progress.clear()
    assert silent.getvalue() == ""
    assert "reading 50 of 100 · 0:05 left" in shown.getvalue()
    assert shown.getvalue().endswith(" \r")


def test_time_in_words() -> None:
    assert [duration_words(each) for each in (0.2, 59.6, 61, 3700)] == [
        "0:00",
        "1:00",
        "1:01",
        "1:01:40",
    ]

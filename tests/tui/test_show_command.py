"""`show`, `completion` and the first screen: what there is without a session on the screen."""

import shutil
import subprocess
import unicodedata
from pathlib import Path

import pytest

from sessions.files.recent import note_opened, recent_sessions
from sessions.files.shipped import shipped_inspections
from tests.tui.meeting import INSPECTIONS, NORTH_SOMERSET, copy_of, press, settle
from tui.cli.arguments import program_parser
from tui.cli.main import main
from tui.meeting.start_screen import Chosen, Start


@pytest.mark.parametrize("name", INSPECTIONS)
@pytest.mark.parametrize("width", [60, 80, 100, 160])
def test_the_board_fits_the_width(
    name: str, width: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["show", str(copy_of(name, tmp_path)), "--width", str(width)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= width
    assert not any("\x1b" in line for line in lines)
    assert sum(line.startswith("   2.1 ") for line in lines) == 1


@pytest.mark.parametrize("name", INSPECTIONS)
def test_plain_has_no_drawing_characters(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["show", str(copy_of(name, tmp_path)), "--plain"]) == 0
    text = capsys.readouterr().out
    assert not [c for c in text if unicodedata.category(c) == "So" or "\u2500" <= c <= "\u25ff"]


def test_decisions_beside_the_file_are_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    session = copy_of(NORTH_SOMERSET, tmp_path, decisions=True)
    assert main(["show", str(session), "--plain"]) == 0
    text = capsys.readouterr().out
    assert "26/36 Good" in text
    assert "24/36 on the evidence alone" in text
    assert "3.2 Planning: Good" in text


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (["show"], "needs a session file"),
        (["show", "x.toml", "--width", "10"], "too narrow"),
        (["show", "x.toml", "--plian"], "--plain"),
        (["show", "missing.toml"], "does not exist"),
        (["completion"], "the name of a shell"),
        (["completion", "fsh"], 'did you mean "fish"?'),
        (["import", "a.xlsx", "--shceme", "youth-2018"], 'Did you mean "--scheme"?'),
        (["new", "--scheme", "a", "--scheme", "b"], "--scheme is given twice"),
        (["schemes", "shw"], 'did you mean "show"?'),
    ],
)
def test_a_wrong_call_is_said_in_one_line(
    call: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(call) == 2
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["sc"], {"schemes", "score"}),
        (["demo", "n"], {"north-somerset-2020"}),
        (["schemes", ""], {"show", "check"}),
        (["schemes", "show", "youth"], {"youth-2018", "youth-2021"}),
        (["import", "a.xlsx", "--scheme", "y"], {"youth-2018", "youth-2021", "yes.toml"}),
        (["new", "--f"], {"--force"}),
        (["score", "--"], {"--decisions", "--json", "--help"}),
        (["completion", "fi"], {"fish"}),
        (["check", "y"], {"yes.toml"}),
        (["score", "t"], {"two words.toml"}),
    ],
)
def test_bash_completes(
    words: list[str],
    offered: set[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("yes.toml").touch()
    Path("two words.toml").touch()
    assert main(["completion", "bash"]) == 0
    typed = " ".join(f"'{word}'" for word in ["ratings-panel", *words])
    script = f"""{capsys.readouterr().out}
COMP_WORDS=({typed}); COMP_CWORD={len(words)}; _shtab_ratings_panel
printf '%s\\n' "${{COMPREPLY[@]}}"
"""
    run = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True)
    assert set(run.stdout.splitlines()) == offered
    assert run.stderr == ""


def test_completion_offers_the_options_that_help_names(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["completion", "bash"]) == 0
    script = capsys.readouterr().out
    for command, parser in program_parser().commands.items():
        assert main([command, "--help"]) == 0
        shown = capsys.readouterr().out
        for action in parser.actions:
            for option in action.option_strings:
                assert option in shown, f"{command} {option}"
                assert option in script, f"{command} {option}"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_knows_every_command(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", shell]) == 0
    script = capsys.readouterr().out
    assert all(command in script for command in program_parser().commands)
    assert all(inspection in script for inspection in shipped_inspections())


@pytest.mark.parametrize("command", list(program_parser().commands))
def test_every_command_has_help(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([command, "--help"]) == 0
    assert capsys.readouterr().out.startswith(f"usage: ratings-panel {command}")


def test_what_was_opened_last_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RATINGS_PANEL_STATE", str(tmp_path / "state"))
    one, two = tmp_path / "one.toml", tmp_path / "two.toml"
    for path in (one, two, one):
        path.touch()
        note_opened(path, path.stem)
    assert [each.path for each in recent_sessions()] == [one, two]
    two.unlink()
    assert [(each.service, each.there) for each in recent_sessions()] == [
        ("one", True),
        ("two", False),
    ]


@pytest.mark.parametrize("text", ["", "{", "[1, {}, null]", '{"path": 1}', "[" * 100_000])
def test_a_damaged_list_is_no_list(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RATINGS_PANEL_STATE", str(tmp_path))
    (tmp_path / "recent.json").write_text(text, encoding="utf-8")
    assert recent_sessions() == ()


async def test_the_first_screen_lists_recent_files_and_shipped_inspections(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RATINGS_PANEL_STATE", str(tmp_path / "state"))
    session = copy_of(NORTH_SOMERSET, tmp_path)
    note_opened(session, "North Somerset")
    app = Start()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        text = "\n".join(strip.text for strip in app.screen._compositor.render_strips())
        assert "Recent" in text
        assert "Published inspections" in text
        assert "ratings-panel import" in " ".join(text.split())
        await press(pilot, "enter")
    assert app.return_value == Chosen(session)


async def test_the_first_screen_opens_a_shipped_inspection(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RATINGS_PANEL_STATE", str(tmp_path))
    app = Start()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "down", "enter")
    assert app.return_value == Chosen(None, shipped_inspections()[1])


async def test_the_first_screen_can_be_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RATINGS_PANEL_STATE", str(tmp_path))
    app = Start()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "q")
    assert app.return_value is None

"""What the environment holds may not mislead the program, nor take the place of its packages."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.tui.meeting import FIXTURES, NORTH_SOMERSET, copy_of
from tests.tui.terminal import Terminal
from tui.cli import environment
from tui.cli.plain_signs import plain

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")


@posix_only
@pytest.mark.parametrize(
    "env",
    [
        {"COLUMNS": "200", "LINES": "60"},
        {"COLUMNS": "40", "LINES": "0"},
        {"TEXTUAL_COLOR_SYSTEM": "bogus"},
        {"TEXTUAL_FPS": "0", "TEXTUAL_ANIMATIONS": "x", "TEXTUAL_THEME": "none"},
        {"TEXTUAL_DRIVER": "nowhere:None", "TEXTUAL_LOG": "/nowhere/log"},
        {"TEXTUAL": "devtools,debug", "TEXTUAL_PRESS": "q"},
    ],
    ids=lambda env: ",".join(env),
)
def test_variables_that_mislead_are_left_out(env: dict[str, str], tmp_path: Path) -> None:
    state = {"RATINGS_PANEL_STATE": str(tmp_path / "state")}
    session = str(copy_of(NORTH_SOMERSET, tmp_path))
    with Terminal.panel(session, size=(100, 30), environment={**state, **env}) as terminal:
        terminal.see("24/36", "q quit")


@posix_only
def test_a_terminal_that_is_not_utf_8_gets_plain_characters(tmp_path: Path) -> None:
    env = {
        "RATINGS_PANEL_STATE": str(tmp_path / "state"),
        "LC_ALL": "POSIX",
        "PYTHONIOENCODING": "latin-1",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
    }
    session = str(copy_of(NORTH_SOMERSET, tmp_path))
    with Terminal.panel(session, size=(100, 30), environment=env) as terminal:
        terminal.see("24/36", "# met", "q quit")
        assert "".join(terminal.rows).isascii()
        assert "\\u" not in "".join(terminal.rows)


def test_a_colour_system_that_exists_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEXTUAL_COLOR_SYSTEM", "256")
    monkeypatch.setenv("COLUMNS", "200")
    environment.prepare()
    assert os.environ["TEXTUAL_COLOR_SYSTEM"] == "256"
    assert "COLUMNS" not in os.environ


@pytest.mark.parametrize("name", ["core", "sessions", "tui"])
def test_packages_of_another_project_are_never_taken(name: str, tmp_path: Path) -> None:
    (tmp_path / f"{name}.py").write_text("raise SystemExit('taken')", encoding="utf-8")
    code = (
        "import sys, ratings_panel; sys.path.insert(0, sys.argv.pop(1)); "
        "raise SystemExit(ratings_panel.run())"
    )
    session = FIXTURES / "north-somerset-2020.toml"
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path), "score", str(session)],
        cwd=FIXTURES.parent,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "26/36" in done.stdout


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("●○", "*o"),
        ("─━┼┿│╭", "-=++|+"),
        ("▶ 3.2 ◂", "> 3.2 <"),
        ("86–100 · “Zoë” …", '86-100 | "Zoe" ~'),
        ("宿", "?"),
    ],
)
def test_each_sign_becomes_one_plain_character(text: str, said: str) -> None:
    assert plain(text) == said
    assert len(plain(text)) == len(text)


@pytest.mark.parametrize("package", ["core", "tui"])
def test_every_sign_of_the_program_has_a_plain_character(package: str) -> None:
    sources = (FIXTURES.parent / package).rglob("*.py")
    signs = {sign for path in sources for sign in path.read_text(encoding="utf-8")}
    assert [sign for sign in signs if not sign.isascii() and plain(sign) == "?"] == []

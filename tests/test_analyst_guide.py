"""The guides say what the program does, on the example that ships."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from bench.make_example_answers import TARGET, made_workbook, workbook_bytes
from tui.cli.main import main

ROOT = Path(__file__).parents[1]
GUIDE = (ROOT / "docs" / "analyst-guide.md").read_text(encoding="utf-8")
OWN_SCHEME = (ROOT / "docs" / "own-scheme.md").read_text(encoding="utf-8")
EXAMPLE = "fixtures/example-answers.xlsx"
SERVICE = "Example Vale Youth Justice Service (made up)"

Captured = pytest.CaptureFixture[str]


def block_of(text: str, first: str) -> str:
    """The fenced block that begins with a line."""
    start = text.index(f"```text\n{first}") + len("```text\n")
    return text[start : text.index("```", start)]


def test_the_guide_shows_what_import_says(
    capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    assert main(["import", EXAMPLE, "--scheme", "youth-2018", "--dry-run"]) == 0
    said = capsys.readouterr().out
    assert said.startswith(block_of(GUIDE, EXAMPLE))


def test_the_guide_says_what_check_says(
    tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    words = ["import", str(ROOT / EXAMPLE), "--scheme", "youth-2018", "-o", "example.toml"]
    assert main([*words, "--service", SERVICE]) == 0
    capsys.readouterr()
    assert main(["check", "example.toml"]) == 0
    assert capsys.readouterr().out.strip() in GUIDE


def test_the_guide_to_schemes_shows_what_score_says(capsys: Captured) -> None:
    assert main(["score", str(ROOT / "docs" / "examples" / "riverside-library.toml")]) == 0
    assert block_of(OWN_SCHEME, "    Standard") in capsys.readouterr().out


@pytest.mark.parametrize("text", [GUIDE, OWN_SCHEME])
def test_links_lead_somewhere(text: str) -> None:
    for link in text.split("](")[1:]:
        target = link.partition(")")[0].partition("#")[0]
        assert (ROOT / "docs" / target).exists(), target


def test_the_example_is_what_its_script_makes() -> None:
    shipped, made = load_workbook(TARGET), made_workbook()
    assert shipped.sheetnames == made.sheetnames
    for sheet in made.worksheets:
        rows = [list(row) for row in shipped[sheet.title].iter_rows(values_only=True)]
        assert rows == [list(row) for row in sheet.iter_rows(values_only=True)]
    assert workbook_bytes(made_workbook()) == workbook_bytes(made_workbook())


def test_the_example_says_that_it_is_made_up() -> None:
    text = str([list(s.iter_rows(values_only=True)) for s in load_workbook(TARGET).worksheets])
    assert "Everything in this workbook is made up" in text

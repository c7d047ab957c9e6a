"""Every table of `data/tables` is imported as its manifest says."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from sessions.files.session_file import read_session
from tui.cli.main import main

TABLES = Path(__file__).parents[1] / "sessions" / "data" / "tables"
CASES = tomllib.loads((TABLES / "cases.toml").read_text(encoding="utf-8"))["cases"]

Captured = pytest.CaptureFixture[str]


def name_of(case: dict[str, Any]) -> str:
    return " ".join([case["file"], *case.get("call", ())])


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_a_table_is_imported_as_the_manifest_says(
    case: dict[str, Any], tmp_path: Path, capsys: Captured
) -> None:
    target = tmp_path / "session.toml"
    scheme = case.get("scheme", "youth-2018")
    words = ["import", str(TABLES / case["file"]), "--scheme", scheme, "-o", str(target)]
    status = main([*words, "--service", "North", *case.get("call", ())])
    captured = capsys.readouterr()
    said = captured.out + captured.err
    assert status == case["status"], said
    assert (captured.err == "") == (status == 0)
    for words_said in case.get("says", ()):
        assert words_said in said
    for words_never in case.get("never", ()):
        assert words_never not in captured.err
    assert target.exists() == (status == 0)
    if status != 0:
        assert all(line.startswith("ratings-panel: ") for line in captured.err.splitlines())
        return
    evidence = read_session(target).evidence
    figures = {
        question.id: [question.figures.yes, question.figures.relevant]
        for standard in evidence.standards
        for question in standard.key_questions
    }
    if "figures" in case:
        assert figures == case["figures"]
    if "cases" in case:
        assert {domain: each.cases for domain, each in evidence.samples.items()} == case["cases"]


def test_every_table_has_a_case() -> None:
    named = {case["file"] for case in CASES} | {"cases.toml", "old-workbook.xls"}
    assert {path.name for path in TABLES.iterdir()} == named

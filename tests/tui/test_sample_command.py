"""`sample` as it is called."""

from pathlib import Path

import pytest

from tui.cli.main import main

CASES = """\
Title of the list
Case,Gender,Type of disposal,RoSH level,Safety and well-being,In sample
1,Girl,Order,High,Low,yes
2,Boy,Order,Low,Low,no
3,Boy,Caution,Low,High,yes
4,Boy,Order,,High,no
"""

Captured = pytest.CaptureFixture[str]


def test_the_size_comes_with_formula_and_source(capsys: Captured) -> None:
    assert main(["sample", "--eligible", "28"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("Inspect 24 of 28 eligible cases: 80% confidence, margin of error 5.\n")
    assert "n = n0 / (1 + (n0 - 1) / N)" in said
    assert "z = 1.2816" in said
    assert "Source: Reports of HM Inspectorate of Probation" in said


def test_other_confidence_and_margin(capsys: Captured) -> None:
    words = ["--eligible", "1000000", "--confidence", "95", "--margin", "5"]
    assert main(["sample", *words]) == 0
    assert capsys.readouterr().out.startswith("Inspect 384 of 1,000,000 eligible cases")


def test_the_sample_beside_its_population(tmp_path: Path, capsys: Captured) -> None:
    path = tmp_path / "cases.csv"
    path.write_text(CASES, encoding="utf-8")
    assert main(["sample", "--compare", str(path)]) == 0
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert ["Girl", "1", "25%", "1", "50%", "+25"] in lines
    assert ["Boy", "3", "75%", "1", "50%", "-25"] in lines
    assert ["Caution", "1", "25%", "1", "50%", "+25"] in lines
    assert ["(blank)", "1", "25%", "0", "0%", "-25"] in lines
    assert [" ".join(line) for line in lines if "(RoSH" in line] == [
        "Risk of serious harm (RoSH level)"
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a,b\n1,2\n", "has no columns to compare"),
        (CASES.replace(",yes\n", ",perhaps\n", 1), 'row 3: "perhaps" does not say whether'),
    ],
)
def test_what_cannot_be_compared(tmp_path: Path, capsys: Captured, text: str, said: str) -> None:
    path = tmp_path / "cases.csv"
    path.write_text(text, encoding="utf-8")
    assert main(["sample", "--compare", str(path)]) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("words", [[], ["--eligible", "-1"], ["--eligible", "x"]])
def test_a_wrong_call_gets_one_clear_message(capsys: Captured, words: list[str]) -> None:
    assert main(["sample", *words]) == 2
    assert capsys.readouterr().err.count("\n") == 1

"""Intervals, simulation and refusals where the file gives the eligible population."""

import json
from pathlib import Path

import pytest

from tui.cli.main import main

DATA = Path(__file__).parent / "data" / "figures" / "fpc"
Captured = pytest.CaptureFixture[str]
# 8 of 15 with 16 eligible can only become 8 or 9 of 16: 50 to 56.25%.
INTERVALS = {
    "n15of16": [[50.0, 56.2], [76.4, 81.2], [62.5, 68.8]],
    "elig-big": [[37.3, 68.7], [64.1, 89.9], [50.1, 79.9]],
    "n22of25": [[45.2, 54.8], [58.9, 68.0], [54.3, 63.7]],
    "n22noelig": [[36.8, 63.2], [50.0, 75.4], [45.5, 71.4]],
    "whole": [[66.7, 66.7], [60.0, 60.0], [50.0, 50.0]],
    "zero": [None, None, None],
}
REFUSED = {
    "elig-big2": "samples › 2 › eligible: 10000001 is far too large. Enter 0 to 10,000,000.",
    "elig-less": "samples › 2 › eligible: 10 is less than the 15 cases inspected. Correct one",
}


@pytest.mark.parametrize("name", INTERVALS)
def test_intervals_hold_only_what_the_population_can_become(name: str, capsys: Captured) -> None:
    assert main(["score", str(DATA / f"{name}.toml"), "--json"]) == 0
    (planning,) = [
        standard
        for standard in json.loads(capsys.readouterr().out)["standards"]
        if standard["id"] == "2.1"
    ]
    assert [each["interval"] for each in planning["key_questions"]] == INTERVALS[name]


@pytest.mark.parametrize("name", ["n22noelig", "n22of25"])
def test_a_population_that_is_not_given_is_named(name: str, capsys: Captured) -> None:
    assert main(["show", str(DATA / f"{name}.toml")]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert ("population not given: taken as very large" in said) is (name == "n22noelig")


@pytest.mark.parametrize("command", ["score", "check", "show"])
@pytest.mark.parametrize("name", REFUSED)
def test_a_population_that_cannot_be_is_refused(name: str, command: str, capsys: Captured) -> None:
    assert main([command, str(DATA / f"{name}.toml")]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert REFUSED[name] in told.err
    assert told.err.count("\n") == 1


def test_a_population_inspected_whole_never_moves(capsys: Captured) -> None:
    for seed in ("1", "2"):
        call = ["portfolio", str(DATA / "folder"), "--simulate", "500", "--seed", seed]
        assert main(call) == 0
        rows = capsys.readouterr().out.split("How often each evidence rating")[1].splitlines()
        row = next(row.split() for row in rows if row.startswith("x "))
        assert row == ["x", "100", "-"]

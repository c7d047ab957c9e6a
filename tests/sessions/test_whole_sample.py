"""Figures of fewer cases than the sample, where the scheme asks the question of every case."""

from pathlib import Path

import pytest

from core.evidence import Evidence
from core.meeting import Meeting, Proposal, Refused
from core.record import Entry, Kind
from core.scorecard import Considered, scorecard_of
from core.what_if import Change, WhatIf, supposed_counts
from sessions.files.scheme_file import shipped_scheme
from sessions.files.whole_sample import whole_sample_warnings
from tests.core.building import GOOD, INADEQUATE, YOUTH_2018, at, evidence_of, whole_evidence
from tui.cli.main import main

EVERY_CASE = "2.1.1 2.1.2 2.1.3 2.2.1 2.3.1 3.1.1 3.1.2 3.1.3 3.2.1 3.3.1 3.4.1"


@pytest.mark.parametrize(("scheme", "questions"), [("youth-2018", 11), ("youth-2021", 10)])
def test_the_shipped_schemes_name_the_questions_asked_of_every_case(
    scheme: str, questions: int
) -> None:
    asked = [
        question.id
        for standard in shipped_scheme(scheme).standards
        for question in standard.key_questions
        if question.asked_of.value == "every case"
    ]
    assert asked == EVERY_CASE.split()[:questions]


@pytest.mark.parametrize(
    ("standard", "figures", "messages"),
    [
        ("2.1", ["20/20", "20/20", "50%"], []),
        ("2.1", ["20/20", "20/20", "19/19"], ["2.1.3: has 19 relevant cases"]),
        ("2.1", ["20/20", "n/a", "50% of 10"], ["2.1.2: has 0 rel", "2.1.3: has 10 rel"]),
        ("2.1", ["64%", "20/20", "20/20"], ["2.1.1: has 64%, which no count of all 20 cases"]),
        ("2.4", ["64%", "3/5", "n/a"], []),
    ],
)
def test_warnings(standard: str, figures: list[str], messages: list[str]) -> None:
    evidence = evidence_of(YOUTH_2018, {standard: figures}, {"2": 20})
    warnings = whole_sample_warnings("s.toml", evidence)
    assert len(warnings) == len(messages)
    for warning, words in zip(warnings, messages, strict=True):
        question, begins = words.split(": ")
        assert warning.place == f'key question "{question}"'
        assert warning.message.startswith(begins)


def test_nothing_is_expected_of_an_unknown_or_empty_sample() -> None:
    for samples in ({}, {"2": 0}):
        evidence = evidence_of(YOUTH_2018, {"2.1": ["n/a", "n/a", "n/a"]}, samples)
        assert whole_sample_warnings("s.toml", evidence) == ()


def test_check_warns_and_finds_no_difference(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "fixtures/hartlepool-2020.toml"]) == 0
    printed = capsys.readouterr().out
    assert 'key question "2.3.1": has 5 relevant cases, but the scheme asks it of every' in printed
    assert "nothing else wrong. 26/36 Good, as published" in printed


def test_import_warns(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "answers.csv"
    table.write_text("case,2.1.1,2.1.2,2.1.3\na,yes,yes,yes\nb,yes,yes,no\nc,n/a,no,yes\n")
    assert main(["import", str(table), "--scheme", "youth-2018", "--dry-run"]) == 0
    assert 'key question "2.1.1" has 2 relevant cases' in capsys.readouterr().out


def oldham_3_1() -> Evidence:
    return whole_evidence(standards={"3.1": ["73%", "47%", "33%"]}, samples={"2": 20, "3": 15})


def earlier_change() -> Entry:
    """A change as it was recorded when 33% could stand for 1 of 3 cases too."""
    return Entry(
        "earlier",
        at(0),
        Kind.CHANGE,
        "3.1",
        INADEQUATE,
        GOOD,
        "The three cases were planned well.",
    )


class TestEarlierReading:
    def test_a_decision_recorded_under_it_stands(self) -> None:
        score = scorecard_of(oldham_3_1(), [earlier_change()]).standard("3.1")
        assert score.open == "not met"
        assert (score.considered, score.rating) == (Considered.CHANGED, GOOD)
        assert not score.to_consider

    def test_a_new_decision_is_refused(self) -> None:
        refusal = Meeting(oldham_3_1()).refusal(Proposal(Kind.CHANGE, "3.1", GOOD, "Reason."))
        assert refusal is not None
        assert refusal.startswith("3.1 is not open to discretion")

    def test_a_decision_that_neither_reading_allows_does_not_stand(self) -> None:
        evidence = whole_evidence(
            standards={"3.1": ["11/15", "7/15", "5/15"]}, samples={"2": 20, "3": 15}
        )
        score = scorecard_of(evidence, [earlier_change()]).standard("3.1")
        assert (score.considered, score.rating) == (Considered.NOT_ALLOWED, INADEQUATE)


class TestWhatIf:
    def test_it_starts_from_the_whole_sample(self) -> None:
        counts = supposed_counts(oldham_3_1(), Change("3.1.3", yes=1))
        assert counts == ((6, 15),)

    def test_a_case_may_be_taken_out_and_none_added(self) -> None:
        evidence = oldham_3_1()
        assert supposed_counts(evidence, Change("3.1.3", 0, -1)) == ((5, 14),)
        with pytest.raises(Refused, match="all 15 cases of the sample already"):
            WhatIf().with_case(evidence, "3.1.3", 1, yes=False)

    def test_the_range_is_tried_where_no_count_of_the_whole_sample_fits(self) -> None:
        evidence = whole_evidence(standards={"3.1": ["64%", "15/15", "15/15"]}, samples={"3": 15})
        assert supposed_counts(evidence, Change("3.1.1", yes=1)) == ((8, 11), (10, 14))

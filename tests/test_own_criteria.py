"""A scheme's own criteria everywhere: one that it lacks is never mentioned, in words or JSON.

`audit` has no one-judgement criterion and reads bands off the exact share; `cqc-like` only has
judgements, and no standard is open to discretion.
"""

import json
from pathlib import Path

import pytest

from core.evidence import Evidence
from core.meeting import Meeting
from core.minutes_words import criteria_of
from core.report_words import assumption_words, discretion_words
from core.scheme import Scheme
from core.scorecard import scorecard_of
from core.value import replace
from sessions.files.scheme_file import read_scheme, shipped_scheme
from sessions.files.session_file import read_session
from sessions.reports.score_json import score_object
from tests.core.building import DATA, YOUTH_2018, evidence_of
from tui.cli.main import main
from tui.drawing.board import board_rows, plan_for
from tui.drawing.legend import marks
from tui.drawing.plain_text import scorecard_text, standard_text
from tui.drawing.selected import selected_lines
from tui.state.scene import Scene
from tui.state.view import View

AUDIT = DATA / "schemes" / "audit-1.toml"
CQC = DATA / "schemes" / "cqc-1.toml"
OF_JUDGEMENTS = ("one judgement", "single judgement", "differing judgement", "one?", " one ")
OF_SAMPLES = ("small sample", "▫", "threshold", "or fewer")
OF_DISCRETION = ("near", "discretion applies", "open to discretion", *OF_JUDGEMENTS, *OF_SAMPLES)


def shown(evidence: Evidence) -> str:
    """Return all that the screen draws of an inspection, standard by standard, at 120 columns."""
    meeting = Meeting(evidence)
    scorecard = meeting.scorecard
    texts = [scorecard_text(scorecard)]
    for standard in evidence.scheme.standards:
        view = View(standard.id)
        scene = Scene(meeting, view)
        texts.append(standard_text(scene))
        texts += [line.text for line in selected_lines(scene, 120)]
        texts += [
            row.line.text for row in board_rows(scorecard, view, plan_for(scorecard, 120), 120, 40)
        ]
    texts += [f"{mark}  {words}" for mark, words in marks(evidence.scheme)]
    return "\n".join(texts)


def printed(capsys: pytest.CaptureFixture[str], *call: str) -> str:
    assert main([*call]) == 0
    return capsys.readouterr().out


def without_small_samples(scheme: Scheme) -> Scheme:
    return replace(scheme, criteria=replace(scheme.criteria, cases=0))


@pytest.mark.parametrize(
    ("path", "never"), [(AUDIT, OF_JUDGEMENTS), (CQC, OF_DISCRETION)], ids=["audit", "cqc"]
)
def test_the_screen_and_its_marks(path: Path, never: tuple[str, ...]) -> None:
    text = shown(read_session(path).evidence)
    for words in never:
        assert words not in text, words


def test_a_scheme_without_small_samples_on_the_screen() -> None:
    scheme = without_small_samples(YOUTH_2018)
    text = shown(evidence_of(scheme, {"3.2": ["2/2", "1/2", "1/3"]}, {"3": 5}))
    for words in OF_SAMPLES:
        assert words not in text, words
    assert "one differing judgement" in text


@pytest.mark.parametrize(
    ("scheme", "names"),
    [
        ("youth-2018", ["◆ near", "▫ few", "one"]),
        ("schemes/audit.scheme.toml", ["◆ near", "▫ few"]),
        ("schemes/cqc.scheme.toml", []),
    ],
)
def test_the_marks_are_those_of_the_criteria(scheme: str, names: list[str]) -> None:
    rules = read_scheme(DATA / scheme)[0] if "/" in scheme else shipped_scheme(scheme)
    given = [mark for mark, _ in marks(rules)]
    of_criteria = [mark for mark in given if mark.rpartition(" ")[2] in ("near", "few", "one")]
    assert [mark.rpartition(" ")[2] for mark in of_criteria] == [
        name.rpartition(" ")[2] for name in names
    ]


def test_schemes_show(capsys: pytest.CaptureFixture[str]) -> None:
    audit = printed(capsys, "schemes", "show", str(DATA / "schemes" / "audit.scheme.toml"))
    assert "judgement" not in audit
    assert "A2: If several key questions tie for the lowest, all must have few cases" in audit
    assert "A3" not in audit
    cqc = printed(capsys, "schemes", "show", str(DATA / "schemes" / "cqc.scheme.toml"))
    assert "Professional discretion: no standard is open to it" in cqc
    for words in ("A2", "A3", "near boundary", "small sample", "one judgement"):
        assert words not in cqc


def test_a_criterion_that_the_scheme_lacks_is_null_in_json() -> None:
    for standard in score_object(scorecard_of(read_session(AUDIT).evidence))["standards"]:
        assert standard["discretion"]["one_judgement"] is None
        assert standard["discretion"]["small_sample"] == "not met"
    lacking = without_small_samples(YOUTH_2018)
    scored = score_object(
        scorecard_of(evidence_of(lacking, {"3.2": ["2/2", "1/2", "1/3"]}, {"3": 5}))
    )
    (planning,) = (each for each in scored["standards"] if each["id"] == "3.2")
    assert planning["discretion"]["small_sample"] is None
    assert planning["discretion"]["one_judgement"] == "met"
    assert {each["small_sample"] for each in planning["key_questions"]} == {None}


def test_no_criterion_applies_to_a_judged_standard(capsys: pytest.CaptureFixture[str]) -> None:
    scored = json.loads(printed(capsys, "score", str(CQC), "--json"))
    assert (scored["score"], scored["overall"]) == (13, "Good")
    for standard in scored["standards"]:
        assert standard["discretion"] == {
            "allowed": False,
            "open": None,
            "near_boundary": None,
            "one_judgement": None,
            "small_sample": None,
        }


def test_score_and_check(capsys: pytest.CaptureFixture[str]) -> None:
    for path, never in ((AUDIT, OF_JUDGEMENTS), (CQC, OF_DISCRETION[1:])):
        said = printed(capsys, "score", str(path)) + printed(capsys, "check", str(path))
        for words in never:
            assert words not in said.replace("Open to discretion", ""), words


def test_the_portfolio_lists_the_criteria_of_each_scheme(
    capsys: pytest.CaptureFixture[str],
) -> None:
    said = printed(capsys, "portfolio", str(DATA / "schemes"))
    audit, _, cqc = said.partition("CQC-like (made up)")
    assert "overall  near boundary  small sample" in audit
    assert "near boundary, small sample: standards open to discretion" in audit
    for words in ("near", "few", "by criterion"):
        assert words not in cqc


def test_minutes_and_report() -> None:
    evidence = read_session(AUDIT).evidence
    result = scorecard_of(evidence).standard("2").result
    assert [each.name for each in criteria_of(result, ("a", "b", "c"))] == [
        "Near a boundary",
        "Small sample",
    ]
    assert "judgement" not in " ".join(discretion_words(evidence.scheme))
    scheme = without_small_samples(YOUTH_2018)
    result = (
        scorecard_of(evidence_of(scheme, {"3.2": ["2/2", "1/2", "1/3"]}, {"3": 5}))
        .standard("3.2")
        .result
    )
    assert [each.name for each in criteria_of(result, ("a", "b", "c"))] == [
        "Near a boundary",
        "One judgement",
    ]
    assert "few" not in " ".join([*discretion_words(scheme), *assumption_words(scheme)])
    assert "few" in " ".join(discretion_words(YOUTH_2018))
    ids = {
        YOUTH_2018: "A1 A2 A3 A4 A5 A6 A8",
        scheme: "A1 A3 A4 A5 A6 A8",
        evidence.scheme: "A1 A2 A6 A8",
        read_session(CQC).evidence.scheme: "A1 A8",
    }
    for rules, expected in ids.items():
        assert [words[:2] for words in assumption_words(rules)] == expected.split()

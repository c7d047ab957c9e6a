"""Nothing assumes twelve standards, four ratings, three key questions, or our domains.

The regime is the made-up one of docs/own-scheme.md: five ratings whose scores leave a gap, other
bands, six counted standards, four or two key questions, domains with letters.
"""

import shutil
from pathlib import Path

import pytest

from core.discretion import Answer
from core.evidence import Evidence, StandardEvidence
from core.meeting import Meeting, Proposal
from core.record import Kind
from core.scheme import Scheme
from core.scorecard import Scorecard, scorecard_of
from sessions.answers.importing import import_answers
from sessions.answers.writing import scheme_name_for, session_text, write_session
from sessions.files.scheme_file import read_scheme, shipped_schemes
from sessions.files.session_file import Session, read_session
from sessions.files.template import template_text
from sessions.reports.published import published_differences
from sessions.reports.score_json import score_object
from tests.core.building import at, recorded
from tests.sessions.answer_tables import SHAPES, figures_only, judgements, write_csv
from tui.cli.main import main
from tui.cli.schemes import page_lines
from tui.cli.text_output import scorecard_lines
from tui.drawing.board import board_rows, plan_for
from tui.drawing.headline import headline_lines
from tui.drawing.lines import Piece, width_of
from tui.drawing.selected import selected_lines
from tui.state.scene import Scene
from tui.state.view import View

EXAMPLES = Path(__file__).parents[1] / "docs" / "examples"
SCHEME_FILE = EXAMPLES / "libraries.scheme.toml"
SESSION_FILE = EXAMPLES / "riverside-library.toml"
SIZES = ((80, 24), (120, 40), (200, 60))


@pytest.fixture(scope="module")
def session() -> Session:
    return read_session(SESSION_FILE)


@pytest.fixture(scope="module")
def scheme() -> Scheme:
    return read_scheme(SCHEME_FILE)[0]


@pytest.fixture(scope="module")
def scorecard(session: Session) -> Scorecard:
    return scorecard_of(session.evidence)


def test_the_regime_differs_in_everything(scheme: Scheme) -> None:
    assert len(scheme.ratings) == 5
    assert [rating.score for rating in scheme.ratings] == [0, 1, 2, 4, 5]
    assert scheme.boundaries == (30, 55, 70, 90)
    assert sum(standard.counted for standard in scheme.standards) == 6
    assert {len(standard.key_questions) for standard in scheme.standards} == {0, 2, 4}
    assert scheme.maximum == 30


def test_it_scores_by_its_own_rules(session: Session, scorecard: Scorecard) -> None:
    ratings = {s.id: s.rating.name for s in scorecard.standards if s.rating}
    assert ratings == {
        "R1": "Strong",  # 6 of 7 is 85.7%
        "R2": "Fair",  # 5 of 9 is 55.6%; one question applied to no visit
        "C1": "Strong",  # 21 of 30 is 70%
        "C2": "Weak",  # 9 of 18 is 50%
        "M1": "Strong",
        "M2": "Fair",
        "M3": "Weak",  # rated, not counted
    }
    assert (scorecard.agreed.score, scorecard.agreed.maximum) == (17, 30)
    assert scorecard.agreed.overall is not None
    assert scorecard.agreed.overall.name == "Fair"
    assert not session.warnings
    assert not published_differences(session, scorecard)


def test_its_own_criteria_open_standards(scorecard: Scorecard) -> None:
    assert [score.id for score in scorecard.open_standards] == ["R1", "R2", "C1"]
    visits = scorecard.standard("R1").result.discretion
    assert visits.small_sample is Answer.MET, "seven is small where eight is"
    assert visits.near_boundary is Answer.NOT_MET, "86% is four points from 90"
    assert scorecard.standard("C2").open is None, "the scheme closes it"


def test_without_a_standard_it_has_bands_for_that_maximum(session: Session) -> None:
    evidence = session.evidence
    standards = tuple(
        StandardEvidence("R2", not_rated="no branch") if each.id == "R2" else each
        for each in evidence.standards
    )
    total = scorecard_of(
        Evidence(evidence.inspection, evidence.scheme, evidence.samples, standards)
    ).agreed
    assert (total.score, total.maximum) == (15, 25)
    assert total.overall is not None
    assert total.overall.name == "Fair"


def test_its_panel_decides_and_the_score_follows(session: Session) -> None:
    meeting = Meeting(session.evidence)
    best = session.evidence.scheme.ratings[-1]
    meeting, entry = recorded(meeting, Proposal(Kind.CHANGE, "R1", best, "Seven children only."))
    assert entry.at == at(1)
    assert meeting.scorecard.agreed.score == 18


@pytest.mark.parametrize("size", SIZES)
def test_the_board_shows_every_standard_and_figure(
    session: Session, scorecard: Scorecard, size: tuple[int, int]
) -> None:
    width, height = size
    plan = plan_for(scorecard, width)
    rows = board_rows(scorecard, View("R1"), plan, width, height - 12)
    text = "\n".join(row.line.text for row in rows)
    # What is drawn is cut at the screen's edge: with four figures at 80 columns only words go.
    by_standard = {row.standard: row.line.text[:width] for row in rows if row.standard}
    assert list(by_standard) == [score.id for score in scorecard.standards]
    for score in scorecard.standards:
        row = by_standard[score.id]
        assert score.rating is not None
        assert score.rating.name in row or f" {score.rating.short} " in row
        assert f" {score.score} " in row
        for question in score.result.asked:
            assert f"{question.percent}%" in row, (score.id, question.id)
    for domain in scorecard.scheme.domains:
        assert f"{domain.id} {domain.title}" in text
    for score in scorecard.open_standards:
        assert "⚑" in by_standard[score.id]
    if width > 80:
        assert all(width_of(row.line.text) <= width for row in rows)


@pytest.mark.parametrize("size", SIZES)
def test_the_headline_shows_its_maximum(scorecard: Scorecard, size: tuple[int, int]) -> None:
    for tall in (False, True):
        lines = headline_lines(scorecard, Piece("saved"), size[0], tall)
        text = "\n".join(each.text for each in lines)
        assert "Riverside Library" in text
        assert "17/30" in text
        assert "Fair" in text
        assert "36" not in text
        assert all(width_of(each.text) <= size[0] for each in lines)


@pytest.mark.parametrize("size", SIZES)
def test_the_selected_standard_shows_its_boundaries(
    session: Session, scorecard: Scorecard, size: tuple[int, int]
) -> None:
    for score in scorecard.standards:
        for question in range(max(1, len(score.result.key_questions))):
            scene = Scene(Meeting(session.evidence), View(score.id, question))
            lines = selected_lines(scene, size[0])
            text = "\n".join(each.text for each in lines)
            assert score.standard.title in text
            assert all(width_of(each.text) <= size[0] for each in lines)
            for each in score.result.key_questions:
                assert each.id in text
    scene = Scene(Meeting(session.evidence), View("C1"))
    text = "\n".join(each.text for each in selected_lines(scene, 120))
    for bound in ("30", "55", "70", "90"):
        assert bound in text
    assert "between Fair and Strong" in text


def test_its_text_and_json(scorecard: Scorecard) -> None:
    text = "\n".join(scorecard_lines(scorecard))
    assert "Score 17/30 · Fair" in text
    made = score_object(scorecard)
    assert made["maximum"] == 30
    assert [each["id"] for each in made["standards"]][:2] == ["R1", "R2"]


def test_its_page_says_its_own_rules(scheme: Scheme) -> None:
    text = "\n".join(page_lines(scheme))
    for words in ("Exemplary", "out of 30", "out of 25", "90–100%", "R2-d", "exact share"):
        assert words in text
    assert "36" not in text


@pytest.mark.parametrize("shape", SHAPES)
def test_its_answers_are_imported(tmp_path: Path, session: Session, shape: str) -> None:
    evidence = session.evidence
    path = write_csv(tmp_path / "a.csv", SHAPES[shape](evidence), judgements(evidence))
    back = import_answers(path, evidence.scheme).evidence
    assert figures_only(back) == figures_only(evidence)
    shutil.copy(SCHEME_FILE, tmp_path / "own.scheme.toml")
    (tmp_path / "sessions").mkdir()
    target = tmp_path / "sessions" / "riverside.toml"
    name = scheme_name_for(str(tmp_path / "own.scheme.toml"), target, shipped_schemes())
    assert name == "../own.scheme.toml"
    write_session(target, session_text(back, name), force=False)
    assert figures_only(read_session(target).evidence) == figures_only(evidence)


def test_its_template_can_be_read(tmp_path: Path, scheme: Scheme) -> None:
    shutil.copy(SCHEME_FILE, tmp_path)
    path = tmp_path / "new.toml"
    path.write_text(template_text(scheme, SCHEME_FILE.name, "new", None, path.name), "utf-8")
    awaited = [score.id for score in scorecard_of(read_session(path).evidence).awaited]
    assert awaited == ["R1", "R2", "C1", "C2", "M1", "M2"]


def test_the_commands_take_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(SESSION_FILE)]) == 0
    assert "17/30 Fair, as published" in capsys.readouterr().out
    assert main(["score", str(SESSION_FILE)]) == 0
    assert "2 more for Strong · 6 fewer for Weak" in capsys.readouterr().out

"""The headline: inspection, state of the record, score, overall rating, ruler."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.meeting import Meeting
from core.scorecard import Scorecard, Total
from core.value import replace
from sessions.files.session_file import read_session
from tests.tui.meeting import (
    COMMON,
    INSPECTIONS,
    LARGE,
    NORTH_SOMERSET,
    SMALL,
    copy_of,
    drawn,
    edit,
    laid_out,
)
from tui.drawing.headline import headline_lines
from tui.drawing.lines import Piece, width_of

RULER = re.compile("[─┼●○]{30,}")


def head(meeting: Meeting, size: tuple[int, int]) -> list[str]:
    return [each.text for each in drawn(meeting, size).headline]


def scored(agreed: int, evidence: int) -> Scorecard:
    """North Somerset, had it these scores."""
    scorecard = laid_out(NORTH_SOMERSET).scorecard
    bands = scorecard.scheme.overall_bands(36)
    assert bands is not None
    totals = [Total(score, 36, bands.band_of(score).rating) for score in (agreed, evidence)]
    return replace(scorecard, agreed=totals[0], by_evidence=totals[1])


@pytest.mark.parametrize("size", [SMALL, COMMON, LARGE])
@pytest.mark.parametrize(
    ("name", "total", "overall"),
    [
        ("oldham-2019", "21/36", "Good"),
        ("hartlepool-2020", "26/36", "Good"),
        (NORTH_SOMERSET, "24/36", "Good"),
        ("kirklees-2021", "8/36", "Requires improvement"),
        ("suffolk-2023", "9/36", "Requires improvement"),
    ],
)
def test_score_and_overall(name: str, total: str, overall: str, size: tuple[int, int]) -> None:
    lines = head(laid_out(name), size)
    assert lines[1].startswith(f"  {total}  {overall} ")
    assert RULER.search(lines[1])
    assert "saved 14:03:12" in lines[0]
    assert " decided" in lines[0]


@pytest.mark.parametrize("name", INSPECTIONS)
def test_score_and_state_of_the_record_are_in_sight_at_every_width(name: str) -> None:
    for width in range(60, 221):
        lines = head(laid_out(name), (width, 24))
        assert len(lines) == 2
        assert "saved 14:03:12 · 0 of " in lines[0]
        assert "/36 " in lines[1]
        assert all(width_of(row) <= width for row in lines)
        if width >= 80:
            assert RULER.search(lines[1])


@pytest.mark.parametrize(
    ("name", "words"),
    [(NORTH_SOMERSET, "▲7 Outstanding ▼6 RI"), ("kirklees-2021", "▲11 ▼2")],
)
def test_the_way_to_the_next_ratings_stands_beside_the_ruler_in_a_small_window(
    name: str, words: str
) -> None:
    assert head(laid_out(name), SMALL)[1].rstrip().endswith(words)


def test_the_way_to_the_next_ratings_stays_once_the_score_has_changed() -> None:
    line = head(laid_out(NORTH_SOMERSET, decisions=True), SMALL)[1]
    assert line.rstrip().endswith("○ evidence 24 · ▲5 ▼8")


def test_the_evidence_s_score_stands_beside_the_agreed_one() -> None:
    for size in (SMALL, COMMON, LARGE):
        lines = head(laid_out(NORTH_SOMERSET, decisions=True), size)
        assert lines[1].startswith("  26/36  Good ")
        assert "○ evidence 24" in "".join(lines)
        assert "2 of 11 decided" in lines[0]


@given(st.integers(0, 36), st.integers(0, 36), st.integers(80, 220), st.booleans())
def test_every_score_has_its_place(agreed: int, evidence: int, width: int, tall: bool) -> None:
    lines = [each.text for each in headline_lines(scored(agreed, evidence), Piece(""), width, tall)]
    found = RULER.search(lines[1])
    assert found
    ruler = found.group()
    steps = (len(ruler) - 1) // 36
    assert len(ruler) == 36 * steps + 1
    marks = {agreed * steps: "●"}
    marks.setdefault(evidence * steps, "○")
    for edge in (7, 19, 31):
        marks.setdefault(edge * steps, "┼")
    assert ruler == "".join(marks.get(place, "─") for place in range(len(ruler)))
    if tall:
        for each in re.finditer(r"\d+", lines[2][found.start() :]):
            if each.group() != "36":
                assert each.start() == int(each.group()) * steps


def test_no_overall_rating_is_explained(tmp_path: Path) -> None:
    path = copy_of(NORTH_SOMERSET, tmp_path)
    edit(path, 'id = "1.2"\nrating = "Good"', 'id = "1.2"\nnot_rated = "no cases"')
    meeting = Meeting(read_session(path).evidence)
    for size in (SMALL, COMMON, LARGE):
        text = " ".join(head(meeting, size))
        assert "22/33" in text
        assert "no overall rating is published for a maximum of 33" in text


def test_awaited_standards_are_counted(tmp_path: Path) -> None:
    path = copy_of(NORTH_SOMERSET, tmp_path)
    edit(path, '[[standards]]\nid = "1.1"\nrating = "Requires improvement"\n', "")
    meeting = Meeting(read_session(path).evidence)
    for size in (SMALL, COMMON, LARGE):
        assert "1 standard awaited: no overall rating yet" in " ".join(head(meeting, size))


def test_a_banner_goes_before_the_name() -> None:
    (first, *_) = headline_lines(
        laid_out(NORTH_SOMERSET).scorecard, Piece(""), 80, tall=False, banner="VIEW ONLY"
    )
    assert first.text.split()[:3] == ["VIEW", "ONLY", "North"]

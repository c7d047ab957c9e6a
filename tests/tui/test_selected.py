"""Everything about the selected standard: figures among the boundaries, criteria in words."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.interval import Interval
from core.meeting import Meeting
from core.record import Kind
from core.value import replace
from sessions.files.session_file import read_session
from tests.tui.meeting import (
    COMMON,
    INSPECTIONS,
    LARGE,
    NORTH_SOMERSET,
    OLDHAM,
    SMALL,
    changed,
    copy_of,
    drawn,
    edit,
    laid_out,
)
from tui.drawing.lines import line
from tui.drawing.selected import scale_pieces

SCALE = re.compile("[─━┼┿●]{11,}")


def selected(meeting: Meeting, size: tuple[int, int], standard: str, question: int = 0) -> str:
    return "\n".join(each.text for each in drawn(meeting, size, standard, question).selected)


def sentence(text: str) -> str:
    return " ".join(text.split())


@given(
    st.integers(0, 100),
    st.none() | st.tuples(st.floats(0, 100), st.floats(0, 100)),
    st.integers(11, 61),
)
def test_every_percentage_has_its_place(
    percent: int, ends: tuple[float, float] | None, width: int
) -> None:
    scheme = laid_out(NORTH_SOMERSET).evidence.scheme
    interval = Interval(min(ends), max(ends)) if ends is not None else None
    scale = line(*scale_pieces(scheme, percent, interval, width, "strong")).text
    last = width - 1
    assert len(scale) == width
    assert scale.index("●") == round(percent * last / 100)
    for bound in (50, 65, 80):
        assert scale[round(bound * last / 100)] in "┼┿●"
    if interval is None:
        assert "━" not in scale
    else:
        low, high = round(interval.low * last / 100), round(interval.high * last / 100)
        assert all(cell in "━┿●" for cell in scale[low : high + 1])
        assert all(cell in "─┼●" for cell in scale[:low] + scale[high + 1 :])


@pytest.mark.parametrize("size", [SMALL, COMMON, LARGE])
@pytest.mark.parametrize("name", INSPECTIONS)
def test_each_key_question_shows_figures_interval_and_place(
    name: str, size: tuple[int, int]
) -> None:
    meeting = laid_out(name)
    for score in meeting.scorecard.standards:
        shown = selected(meeting, size, score.id).splitlines()
        for question in score.result.asked:
            (row,) = [each for each in shown if f" {question.id} " in each and SCALE.search(each)]
            assert f" {question.percent}%" in row
            assert re.search(r"\d+–\d+", row) or row.endswith("… Space shows all")
            assert ("◂" in row) == (question.id in score.result.driven_by)


def test_the_boundaries_are_named_over_the_scales() -> None:
    rows = selected(laid_out(NORTH_SOMERSET), COMMON, "3.2").splitlines()
    heading = next(row for row in rows if re.fullmatch(r" +0 +50 +65 +80 +100 *", row))
    below = rows[rows.index(heading) + 1]
    places = [place.start() for place in re.finditer("[┼┿]", below)]
    for bound, place in zip(("50", "65", "80"), places, strict=True):
        assert heading.index(bound) <= place <= heading.index(bound) + 1


@pytest.mark.parametrize("size", [COMMON, LARGE])
def test_why_a_standard_is_open_stands_in_words(size: tuple[int, int]) -> None:
    text = sentence(selected(laid_out(NORTH_SOMERSET), size, "3.2"))
    for words in (
        "3.2 Planning ●○○ Requires improvement open to discretion",
        "near boundary ■ met 50% is on the boundary between Inadequate and Requires improve",
        "one judgement ■ met one more yes in 3.2.3 would make it Outstanding",
        "26/36",
        "one fewer yes in 3.2.3 would make it Inadequate",
        "23/36",
        "small sample ■ met based on 2 cases in 3.2.3 (threshold 5)",
        "2 bands above, 50 points away",
    ):
        assert words in text


def test_what_is_only_possible_says_so() -> None:
    text = sentence(selected(laid_out(OLDHAM), COMMON, "2.2"))
    assert "2.2 Planning ●●● Outstanding possibly open to discretion" in text
    assert "◧ possible" in text
    assert "possible counts" in text or "can stand for" in text


def test_a_judged_standard_is_for_the_panel_to_agree() -> None:
    for size in (COMMON, LARGE):
        text = selected(laid_out(NORTH_SOMERSET), size, "1.2")
        assert "1.2 Staff" in text
        assert "for the panel to agree" in text
        assert not re.search(r"1\.2\.\d|\d%", text)


def test_a_standard_that_is_not_open_says_so_with_its_figures() -> None:
    text = sentence(selected(laid_out(NORTH_SOMERSET), COMMON, "2.1"))
    assert "not open to discretion" in text
    assert text.count("– not met") == 3


def test_what_does_not_count_says_so() -> None:
    assert "rated, but not counted in the score" in selected(
        laid_out("suffolk-2023"), COMMON, "4.1"
    )


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (Kind.CHANGE, "panel changed from Requires improvement to Good (14:03)"),
        (Kind.KEEP, "panel kept (14:03)"),
        (Kind.DEFER, "panel deferred (14:03)"),
    ],
)
def test_the_decision_stands_with_its_reason(kind: Kind, words: str) -> None:
    meeting = changed(laid_out(NORTH_SOMERSET), "3.2", "Good", kind)
    text = sentence(selected(meeting, COMMON, "3.2"))
    assert words in text
    assert "reason The panel weighed it." in text


@pytest.mark.parametrize("size", [SMALL, COMMON, LARGE])
def test_criteria_that_are_met_come_before_those_that_are_not(size: tuple[int, int]) -> None:
    text = sentence(selected(laid_out(NORTH_SOMERSET), size, "2.2"))
    assert text.index("one judgement ■ met") < text.index("near boundary – not met")


@pytest.mark.parametrize("size", [SMALL, COMMON, LARGE])
def test_dissent_is_visible_however_long_the_reason_is(size: tuple[int, int]) -> None:
    meeting = changed(laid_out(NORTH_SOMERSET), "3.2", "Good")
    (entry,) = meeting.entries
    entry = replace(entry, reason="A long reason. " * 200, dissent="B. Jones disagreed.")
    text = sentence(selected(Meeting(meeting.evidence, (entry,)), size, "3.2"))
    assert "50% is on a boundary" in text or "50% is on the boundary between" in text
    assert "dissent B. Jones disagreed." in text


def test_a_reason_is_shown_as_its_paragraphs() -> None:
    meeting = changed(laid_out(NORTH_SOMERSET), "3.2", "Good")
    entry = replace(meeting.entries[0], reason="First paragraph.\n\nSecond paragraph.")
    rows = selected(Meeting(meeting.evidence, (entry,)), COMMON, "3.2").splitlines()
    first = next(place for place, row in enumerate(rows) if "First paragraph." in row)
    assert rows[first + 1].strip() == ""
    assert rows[first + 2].strip() == "Second paragraph."
    assert not any("⏎" in row for row in rows)


def test_at_80_by_24_what_does_not_fit_is_said_to_be_behind_a_key() -> None:
    text = selected(laid_out(NORTH_SOMERSET), SMALL, "3.2")
    assert "… Space shows all" in text


def test_prompts_stand_where_there_is_room() -> None:
    shown = drawn(laid_out(NORTH_SOMERSET), LARGE, "3.2")
    extra = "\n".join(each.text for each in shown.extra)
    assert "3.2.1" in extra
    assert "3.2.3" in extra
    assert "prompts (not scored)" in extra
    assert "The record" in "\n".join(each.text for each in shown.selected)


def test_notes_and_words_of_a_file_are_shown_as_they_are(tmp_path: Path) -> None:
    path = copy_of(NORTH_SOMERSET, tmp_path)
    edit(
        path,
        'id = "3.2.3"\nyes = 1\nrelevant = 2\n',
        'id = "3.2.3"\nyes = 1\nrelevant = 2\nnote = "[/] [sic] [@click=app.quit]x"\n'
        'label = "[b]others[/b]"\n',
    )
    meeting = Meeting(read_session(path).evidence)
    shown = drawn(meeting, LARGE, "3.2")
    text = sentence("\n".join(each.text for each in (*shown.selected, *shown.extra)))
    assert "[/] [sic] [@click=app.quit]x" in text
    assert "[b]others[/b]" in text


def test_a_common_factor_is_named_only_where_its_question_is_asked() -> None:
    meeting = laid_out(NORTH_SOMERSET)
    assert "common factor" in selected(meeting, COMMON, "3.3")
    # 3.4 asks about advice and the police, not about safety.
    assert "common factor" not in selected(meeting, COMMON, "3.4")


@pytest.mark.parametrize("size", [SMALL, COMMON, LARGE])
def test_the_title_says_what_the_panel_settled(size: tuple[int, int]) -> None:
    meeting = laid_out(NORTH_SOMERSET, decisions=True)
    assert "improvement  ✓ changed" in selected(meeting, size, "3.2")
    assert "open to discretion" not in selected(meeting, size, "3.2")
    assert "open to discretion" in selected(meeting, size, "3.1")

"""The whole picture at every size, and the lines that it is made of."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from sessions.text.visible import visible
from tests.tui.meeting import (
    INSPECTIONS,
    NORTH_SOMERSET,
    OLDHAM,
    board_of,
    changed,
    drawn,
    laid_out,
)
from tui.drawing.layout import WIDE, cropped
from tui.drawing.lines import Line, Piece, beside, cut, fit, line, padded, width_of, wrap
from tui.drawing.look import LOOKS
from tui.widgets.line_widget import strip_of

WIDTHS = range(60, 221)
HEIGHTS = (20, 24, 25, 29, 30, 31, 36, 40, 50, 60)
STANDARDS = [f"{domain}.{number}" for domain in (1, 2, 3) for number in (1, 2, 3, 4)]
DARK = LOOKS["panel-dark"]
HOSTILE = [
    "[/]",
    "[sic]",
    "[ @click=app.quit]x",
    "[red on blue]plain[/red on blue]",
    "\x1b[2J\x1b]0;title\x07",
    "\x9b2J\x90",
    "\u202egnp.exe\u202c",
    "\u2066isolate\u2069",
    "a\nb\r\tc\x00\x7f",
    "e" + "\u0301" * 40,
    "\u200bzero\u200dwidth\ufeff",
    "宿題 🧒🏽 ｗｉｄｅ",
]


def test_what_says_that_lines_are_left_out_never_cuts_the_title() -> None:
    title = line("3.2 Planning  Requires improvement  open to discretion")
    lines = [title, line("one"), line("two"), line("three")]
    for width in range(width_of(title.text), 120):
        shown = [row.text for row in cropped(lines, 3, width)]
        assert shown[0].startswith(title.text)
        assert any("… Space" in row for row in shown)
        assert all(width_of(row) <= width for row in shown)


@pytest.mark.parametrize("name", INSPECTIONS)
def test_every_line_fits_at_every_size(name: str) -> None:
    """Each width once, with heights, standards, key questions and looks taken in turn."""
    meeting = laid_out(name)
    looks = list(LOOKS.values())
    for turn, width in enumerate(WIDTHS):
        height = HEIGHTS[turn % len(HEIGHTS)]
        standard = STANDARDS[turn * 5 % len(STANDARDS)]
        shown = drawn(meeting, (width, height), standard, turn % 3, only_open=turn % 7 == 0)
        left = shown.left_width if shown.wide else width
        right = width - left - 1 if shown.wide else width
        parts = [
            (shown.headline, width),
            ([row.line for row in shown.rows], left),
            (shown.extra, left),
            (shown.selected, right),
            (shown.footer, width),
        ]
        for lines, room in parts:
            for each in lines:
                strip = strip_of(each, room, looks[turn % len(looks)])
                assert strip.cell_length == room == cell_len(strip.text)
                assert strip.text.isprintable()
                if width_of(each.text) > room:
                    assert strip.text.rstrip().endswith("…")
        body = len(shown.rows) + (0 if shown.wide else len(shown.selected))
        assert len(shown.headline) + body + len(shown.footer) <= height


@pytest.mark.parametrize("name", INSPECTIONS)
def test_the_board_stands_whole_from_80_by_24_on(name: str) -> None:
    """In a low window a domain of judgements is one line, which its first standard stands for."""
    meeting = laid_out(name)
    standards = meeting.scorecard.standards
    first: dict[str, list[str]] = {d.id: [] for d in meeting.scorecard.scheme.domains}
    for score in standards:
        first[score.standard.domain].append(score.id)
    for width in WIDTHS:
        low = bool(width % 2)
        folds = low and width < WIDE
        rows = board_of(drawn(meeting, (width, 24 if low else 40)))
        folded = [
            ids
            for ids in first.values()
            if folds and all(meeting.scorecard.standard(each).result.judged for each in ids)
        ]
        left_out = {each for ids in folded for each in ids[1:]}
        assert list(rows) == [score.id for score in standards if score.id not in left_out]
        for ids in folded:
            del rows[ids[0]]
        for standard, row in rows.items():
            assert f" {standard} " in row
            title = meeting.scorecard.standard(standard).standard.title
            forms = [title, *(f"{title[:end].rstrip()}…" for end in range(8, len(title)))]
            assert any(form in row for form in forms), row
            if width >= 80:
                assert width_of(row) <= width, row


@pytest.mark.parametrize("width", [60, 80, 120, 200])
def test_in_the_smallest_window_the_cursor_stays_in_sight(width: int) -> None:
    for standard in STANDARDS:
        rows = board_of(drawn(laid_out(NORTH_SOMERSET), (width, 20), standard))
        assert "▶" in rows[standard]
        assert sum("▶" in row for row in rows.values()) == 1


@pytest.mark.parametrize("name", INSPECTIONS)
def test_the_figures_of_the_selected_standard_are_a_picture_from_80_columns_on(name: str) -> None:
    meeting = laid_out(name)
    for standard in (s for s in STANDARDS if meeting.scorecard.standard(s).result.asked):
        asked = len(meeting.scorecard.standard(standard).result.asked)
        for width in range(80, 221, 6):
            rows = [row.text for row in drawn(meeting, (width, 40), standard).selected]
            places = [row for row in rows if re.search(rf"{standard}\.\d .*[─━┼┿]●", row)]
            assert len(places) == asked, f"{standard} at {width}"


def test_both_ratings_show_where_they_differ() -> None:
    meeting = laid_out(NORTH_SOMERSET, decisions=True)
    for width in WIDTHS:
        for standard in ("3.2", "3.3"):
            shown = drawn(meeting, (width, 24), standard)
            row = board_of(shown)[standard]
            forms = ("Good ← Requires improvement", "Good ← RI", "G ← RI")
            assert any(form in row for form in forms), row
            if width >= 80:
                assert "✓ changed" in row
                assert (
                    "Good ← Requires improvement" in shown.selected[0].text + shown.selected[1].text
                )


def test_a_move_over_all_bands_shows_both_ratings_too() -> None:
    meeting = changed(laid_out(OLDHAM), "3.2", "Outstanding")
    ratings = [("Outstanding", "Inadequate"), ("Outstanding", "I"), ("O", "I")]
    for width in WIDTHS:
        row = board_of(drawn(meeting, (width, 24)))["3.2"]
        assert any(f"{agreed} ← {evidence}" in row for agreed, evidence in ratings), row


@pytest.mark.parametrize("name", INSPECTIONS)
def test_only_open_ones(name: str) -> None:
    meeting = laid_out(name)
    scorecard = meeting.scorecard
    wanted = [score.id for score in scorecard.standards if score in scorecard.to_decide]
    assert list(board_of(drawn(meeting, (120, 40), only_open=True))) == wanted


def test_a_number_of_cases_is_never_cut() -> None:
    for name in INSPECTIONS:
        for width in range(60, 140, 3):
            for row in drawn(laid_out(name), (width, 24)).rows:
                if row.standard is None and " · " in row.line.text:
                    number = row.line.text.split(" · ")[1].split()[0]
                    assert number.isdigit(), row.line.text


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("width", [1, 2, 7, 80])
def test_hostile_text_is_shown_and_cannot_act(text: str, width: int) -> None:
    strip = strip_of(line(Piece(text, "strong"), Piece(" after", "quiet")), width, DARK)
    assert strip.cell_length == width
    assert strip.text.isprintable()
    shown = f"{visible(text)} after"
    if width == 80:
        assert strip.text.rstrip() == shown
    assert all(not segment.control for segment in strip)
    assert all(segment.style is None or not segment.style.meta for segment in strip)


ANY_TEXT = st.text(max_size=60)


@given(ANY_TEXT, ANY_TEXT, st.integers(1, 90))
def test_a_strip_is_exactly_as_wide_as_its_room(first: str, second: str, width: int) -> None:
    strip = strip_of(line(first, Piece(second, "accent")), width, DARK)
    assert strip.cell_length == width
    assert strip.text.isprintable()


@given(ANY_TEXT, st.integers(0, 60), st.booleans())
def test_fitted_text_is_never_wider(text: str, width: int, right: bool) -> None:
    fitted = fit(text, width, right)
    assert cell_len(fitted) <= width
    assert width_of(padded(text, width)) == width
    if width_of(text) <= width:
        assert fitted.strip(" ") == visible(text).strip(" ")
    elif width:
        assert fitted.endswith("…")


@given(ANY_TEXT, ANY_TEXT, st.integers(0, 90))
def test_a_cut_line_says_that_it_was_cut(first: str, second: str, width: int) -> None:
    source = line(Piece(first, "strong"), second)
    shown = cut(source, width)
    assert width_of(shown.text) <= max(width, 0)
    if width_of(source.text) <= width:
        assert shown == source
    elif width:
        assert "…" in shown.text


@given(st.text(max_size=200), st.integers(2, 60))
@example("a" * 100, 2)
@example("宿" * 50, 3)
@example("one two  three", 5)
def test_wrapping_loses_nothing(text: str, width: int) -> None:
    rows = wrap(text, width)
    assert all(cell_len(row) <= width for row in rows)
    assert "".join("".join(rows).split(" ")) == "".join(visible(text).split(" "))


@given(ANY_TEXT, st.text("abc ", max_size=20), st.integers(30, 90))
def test_what_stands_at_the_right_edge_is_never_cut(left: str, right: str, width: int) -> None:
    shown = beside([Piece(left, "strong")], [Piece(right)], width)
    assert width_of(shown.text) == width
    assert shown.text.endswith(right)


def test_wide_letters_keep_the_columns() -> None:
    rows = ["宿泊施設", "Łódź", "e\u0301te\u0301", "plain", "題" * 30]
    lines = [f"{padded(text, 11)}|" for text in rows]
    assert {cell_len(each[: each.index("|")]) for each in lines} == {11}


def test_a_blank_line_is_drawn_in_full() -> None:
    assert strip_of(Line(), 12, DARK).text == " " * 12

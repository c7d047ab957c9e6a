"""The large view, and what else is large in it: the decision dialog and the closing summary."""

from pathlib import Path

import pytest

from core.meeting import Meeting
from tests.tui.meeting import (
    COMMON,
    LARGE,
    NORTH_SOMERSET,
    SMALL,
    copy_of,
    go_to,
    laid_out,
    meeting,
)
from tui.commands.availability import Situation
from tui.drawing.large import large_lines
from tui.drawing.layout import Notice
from tui.drawing.lettering import lettering
from tui.drawing.lines import Piece
from tui.state.scene import Scene
from tui.state.view import View


def large(meeting: Meeting, standard: str, size: tuple[int, int]) -> list[str]:
    """Draw a standard alone, without Textual."""
    scene = Scene(meeting, View(standard, 0, False))
    status = Piece("saved 14:03:12", "settled")
    return [row.text for row in large_lines(scene, status, Notice(), size, Situation(scene))]


def lettered_in(rows: list[str], text: str, size: int) -> bool:
    """Return whether a text stands in large letters in these rows."""
    letters = lettering(text, size)
    for number in range(len(rows) - len(letters) + 1):
        shown = rows[number : number + len(letters)]
        for place in range(len(shown[0])):
            pairs = zip(shown, letters, strict=True)
            if all(row.startswith(drawn, place) for row, drawn in pairs):
                return True
    return False


@pytest.mark.parametrize(("size", "letters"), [(COMMON, 1), (LARGE, 2)])
def test_how_many_cases_a_question_had_is_large(size: tuple[int, int], letters: int) -> None:
    rows = large(laid_out(NORTH_SOMERSET), "3.2", size)
    assert lettered_in(rows, "others safe", letters)
    assert lettered_in(rows, "1/2", letters)
    assert not any("safety  1/2" in row for row in rows)


@pytest.mark.parametrize("size", [SMALL, COMMON, LARGE])
def test_it_says_what_the_headline_of_the_board_says(size: tuple[int, int]) -> None:
    rows = large(laid_out(NORTH_SOMERSET, decisions=True), "3.2", size)
    assert rows[0].rstrip().endswith("saved 14:03:12 · 2 of 11 decided")
    head = "\n".join(rows[:8])
    assert "○ evidence 24" in head
    assert "5 more for Outstanding" in head or "▲5 Outstanding ▼8 RI" in head


def test_a_judgement_has_its_title_in_large_letters() -> None:
    rows = large(laid_out(NORTH_SOMERSET), "1.1", COMMON)
    assert lettered_in(rows, "Governance and leadership", 1)


@pytest.mark.parametrize(("size", "rating", "reason"), [(COMMON, 2, 1), (LARGE, 3, 2)])
async def test_the_dialog_names_standard_rating_and_reason_in_large_letters(
    size: tuple[int, int], rating: int, reason: int, tmp_path: Path
) -> None:
    async with meeting(copy_of(NORTH_SOMERSET, tmp_path), size) as room:
        await go_to(room, "3.2")
        await room.press("z", "d")
        await room.see("Decide 3.2")
        await room.type("2One of two.")
        await room.see("One of two.")
        await room.until(lambda: lettered_in(room.rows, "One of two.", reason), "the reason")
        assert lettered_in(room.rows, "3.2", rating)
        assert lettered_in(room.rows, "Good", rating)


async def test_the_closing_summary_has_the_result_in_large_letters(tmp_path: Path) -> None:
    async with meeting(copy_of(NORTH_SOMERSET, tmp_path), COMMON) as room:
        await room.press("S")
        await room.see("Closing summary")
        assert not lettered_in(room.rows, "24/36", 2)
        await room.press("escape", "z", "S")
        await room.see("Closing summary", "24/36 Good as agreed")
        assert lettered_in(room.rows, "24/36", 2)
        assert lettered_in(room.rows, "Good", 2)

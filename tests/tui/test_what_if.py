"""What-ifs on the screen, and that they are never saved."""

from pathlib import Path

import pytest

from tests.tui.meeting import COMMON, NORTH_SOMERSET, OLDHAM, SMALL, copy_of, decide, go_to, meeting


async def test_one_more_yes_moves_rating_score_and_banner(tmp_path: Path) -> None:
    async with meeting(copy_of(NORTH_SOMERSET, tmp_path), COMMON) as room:
        await go_to(room, "3.2")
        await room.press("right", "right", "w")
        await room.see("WHAT IF", "Nothing is saved")
        await room.press("plus")
        await room.see("WHAT IF one more yes in 3.2.3: 26/36, Good")
        assert "Outstanding" in room.row("3.2")
        assert "2/2▫100%" in room.row("3.2")
        assert "26/36" in room.headline
        await room.see("was 1/2 (50%)", "current score 24")


async def test_suppositions_add_up_and_are_taken_back_one_by_one(tmp_path: Path) -> None:
    async with meeting(copy_of(NORTH_SOMERSET, tmp_path), COMMON) as room:
        await go_to(room, "2.3")
        await room.press("right", "right", "w", "minus", "minus")
        await room.see("two fewer yes in 2.3.3")
        assert "3/7  43%" in room.row("2.3")
        await room.press("down", "plus")
        await room.see("two fewer yes in 2.3.3; one more yes in 2.4.3")
        await room.press("backspace", "backspace")
        await room.see("WHAT IF one fewer yes in 2.3.3")
        await room.press("backspace")
        await room.see("press + or - to change a judgement")


async def test_escape_goes_back_and_nothing_is_saved(tmp_path: Path) -> None:
    session = copy_of(NORTH_SOMERSET, tmp_path)
    async with meeting(session, SMALL) as room:
        await go_to(room, "3.2")
        await room.press("right", "right", "w", "plus", "escape")
        await room.see("Nothing from the what-if was saved")
        assert "24/36" in room.headline
        assert "1/2" in room.row("3.2")
        assert room.entries == []
    assert not room.record_path.exists()


async def test_no_time_of_saving_stands_over_nothing_is_saved(tmp_path: Path) -> None:
    async with meeting(copy_of(NORTH_SOMERSET, tmp_path), SMALL) as room:
        await decide(room, "3.2", "2", "One case weighed too much.")
        await room.see("saved 14:03:00")
        await room.press("w", "plus")
        await room.see("Nothing is saved.", "1 of 11 decided")
        assert "saved" not in room.headline
        await room.press("escape")
        await room.see("saved 14:03:00")


async def test_nothing_is_decided_in_a_what_if(tmp_path: Path) -> None:
    async with meeting(copy_of(NORTH_SOMERSET, tmp_path), SMALL) as room:
        await go_to(room, "3.2")
        for key in ("d", "x", "D", "u"):
            await room.press("w", key)
            await room.see("Press Esc first to go back to the meeting")
            await room.press("escape")


async def test_a_case_can_be_judged_not_relevant(tmp_path: Path) -> None:
    async with meeting(copy_of(NORTH_SOMERSET, tmp_path), COMMON) as room:
        await go_to(room, "2.3")
        await room.press("right", "right", "w", "left_square_bracket")
        await room.see("5/6")
        await room.press("left_curly_bracket")
        await room.see("4/5")
        await room.press("right_curly_bracket", "right_square_bracket")
        await room.see("press + or - to change a judgement")


async def test_what_has_no_room_is_refused_with_the_reason(tmp_path: Path) -> None:
    async with meeting(copy_of(NORTH_SOMERSET, tmp_path), COMMON) as room:
        await go_to(room, "2.1")
        await room.press("w", "plus")
        await room.see("2.1.1")
        assert "8/8" in room.row("2.1")


async def test_percentages_give_the_range_of_outcomes(tmp_path: Path) -> None:
    async with meeting(copy_of(OLDHAM, tmp_path), COMMON) as room:
        await go_to(room, "3.3")
        await room.press("right", "right", "w", "plus")
        await room.see("3.3 Implementation and delivery: Requires improvement or Good")


async def test_a_decided_standard_shows_the_supposed_evidence(tmp_path: Path) -> None:
    async with meeting(copy_of(NORTH_SOMERSET, tmp_path), COMMON) as room:
        await decide(room, "3.2", "2", "One case weighed too much.")
        await room.press("right", "right", "w", "minus")
        await room.see("Inadequate")
        await room.press("escape")
        assert "✓ changed" in room.row("3.2")
        assert len(room.entries) == 1


async def test_history_steps_through_the_record(tmp_path: Path) -> None:
    async with meeting(copy_of(NORTH_SOMERSET, tmp_path), COMMON) as room:
        await decide(room, "3.2", "2", "One case weighed too much.")
        await decide(room, "3.3", "2", "Strong on the whole.")
        await room.press("h")
        await room.see("HISTORY: entry 2 of 2", "The record, entry by entry")
        assert "26/36" in room.headline
        await room.press("up")
        await room.see("HISTORY: entry 1 of 2", "score 24 → 25", "One case weighed too much.")
        assert "25/36" in room.headline
        assert "✓" not in room.row("3.3")
        await room.press("up")
        await room.see("the evidence alone")
        assert "24/36" in room.headline
        await room.press("d")
        await room.see("Press Esc first to go back to the meeting")
        await room.press("escape")
        assert "26/36" in room.headline
        assert "✓ changed" in room.row("3.3")


async def test_the_record_is_read_whole_while_looking_back(tmp_path: Path) -> None:
    """The small screen shows its beginning and names the key; the key must show the rest."""
    reasons = ("One case weighed too much. " + "It was weighed again. " * 30 + "End.", "Strong.")
    async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
        for standard, reason in zip(("3.2", "3.3"), reasons, strict=True):
            await decide(room, standard, "2", reason)
        await room.press("h", "up")
        await room.see("HISTORY: entry 1 of 2", "… Space shows all")
        # The last line that has room goes on: it says so.
        last = room.rows.index(next(row for row in room.rows if "after entry 1" in row)) - 1
        assert room.rows[last].rstrip().endswith("…")
        await room.press("space")
        await room.see("It was weighed again. End.")
        await room.press("end")
        await room.press(*["down"] * 20)
        await room.see("reason: Strong.")
        await room.press("escape")
        await room.see("HISTORY: entry 1 of 2")


async def test_a_withdrawn_entry_can_be_recorded_again_as_a_new_one(tmp_path: Path) -> None:
    async with meeting(copy_of(NORTH_SOMERSET, tmp_path), COMMON) as room:
        await decide(room, "3.2", "2", "One case weighed too much.")
        await room.press("u")
        await room.see("Withdraw the decision on 3.2")
        await room.type("Too early.")
        await room.press("ctrl+s")
        await room.saved(2)
        await room.press("h", "up", "r")
        await room.see("Decide 3.2", "One case weighed too much.")
        await room.press("ctrl+s")
        await room.saved(3)
        kinds = [entry["kind"] for entry in room.entries]
        assert kinds == ["change", "withdraw", "change"]
        assert len({entry["id"] for entry in room.entries}) == 3
        assert "25/36" in room.headline


async def test_history_without_a_record_says_so(tmp_path: Path) -> None:
    async with meeting(copy_of(NORTH_SOMERSET, tmp_path), SMALL) as room:
        await room.press("h")
        await room.see("Nothing has been recorded yet")


async def test_the_pattern_of_a_column_is_said_where_it_holds(tmp_path: Path) -> None:
    async with meeting(copy_of(NORTH_SOMERSET, tmp_path), COMMON) as room:
        heading = next(row for row in room.rows if "Court disposals" in row)
        assert "lowest: safety of others" in heading
        await go_to(room, "3.2")
        await room.press("right", "right", "c")
        await room.see("Safety of others, standard by standard", "1/2 50%", "two bands")


async def test_what_could_change_the_overall_rating(tmp_path: Path) -> None:
    async with meeting(copy_of(NORTH_SOMERSET, tmp_path), COMMON) as room:
        await room.press("o")
        await room.see(
            "No single open standard can change the overall rating.",
            "The open standards cannot raise the overall rating to Outstanding.",
        )


async def test_agreed_ratings_are_compared_with_the_evidence(tmp_path: Path) -> None:
    async with meeting(copy_of(NORTH_SOMERSET, tmp_path), COMMON) as room:
        await decide(room, "3.2", "2", "One case weighed too much.")
        await room.press("v")
        await room.see("3.2", "Requires improvement", "One case weighed too much.")


async def test_every_flag_is_explained_with_its_rule(tmp_path: Path) -> None:
    async with meeting(copy_of(NORTH_SOMERSET, tmp_path), (120, 60)) as room:
        await go_to(room, "3.2")
        await room.press("f1")
        await room.see("near boundary", "one judgement", "small sample", "interval", "score")
        await room.see("Rule:", "lowest percentage")


async def test_presentation_size_shows_the_standard_alone(tmp_path: Path) -> None:
    async with meeting(copy_of(NORTH_SOMERSET, tmp_path), COMMON) as room:
        await go_to(room, "3.2")
        await room.press("z")
        await room.see("3.2 Planning", "█")
        assert "Organisational delivery" not in room.text
        await room.press("down")
        await room.see("3.3 Implementation and delivery")
        await room.press("z")
        await room.see("Organisational delivery")


async def test_copying_says_that_it_did(tmp_path: Path) -> None:
    async with meeting(copy_of(NORTH_SOMERSET, tmp_path), SMALL) as room:
        await go_to(room, "3.2")
        await room.press("y")
        await room.see("3.2 was copied to the clipboard")
        assert "3.2.3 Plans for others' safety: 1/2 (50%) (lowest)" in room.app.clipboard
        await room.press("Y")
        await room.see("The scorecard was copied to the clipboard")
        assert "24/36 Good" in room.app.clipboard


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
async def test_a_reason_of_paragraphs_is_one_in_the_history_and_the_comparison(
    size: tuple[int, int], tmp_path: Path
) -> None:
    async with meeting(copy_of(NORTH_SOMERSET, tmp_path), size) as room:
        await go_to(room, "3.2")
        await room.press("d", "2")
        await room.paste("First paragraph.\n\nSecond paragraph.")
        await room.press("ctrl+s")
        await room.saved(1)
        for keys in (("h",), ("space",), ("escape", "escape", "v")):
            await room.press(*keys)
            await room.see("First paragraph.", "Second paragraph.")
            assert "⏎" not in room.text


async def test_a_percentage_is_shown_as_one_of_its_counts_and_says_so(tmp_path: Path) -> None:
    async with meeting(copy_of(OLDHAM, tmp_path), COMMON) as room:
        await room.press("w", "minus")
        await room.see("WHAT IF one fewer yes in 2.2.3: 20 to 21/36")
        await room.see("2.2.3 is shown as 5 of 7, the lowest of")
        assert "5/7  71%" in room.row("2.2")
        await room.press("escape")
        await room.not_see("is shown as")
    async with meeting(copy_of(NORTH_SOMERSET, tmp_path), COMMON) as room:
        await room.press("w", "minus")
        await room.see("WHAT IF one fewer yes")
        await room.not_see("is shown as")

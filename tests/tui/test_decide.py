"""The decision dialog: choosing, the live preview, refusals, drafts, names."""

from pathlib import Path

import pytest

from tests.tui.meeting import (
    COMMON,
    LARGE,
    NORTH_SOMERSET,
    OLDHAM,
    SMALL,
    Room,
    copy_of,
    decide,
    go_to,
    meeting,
)

REASON = "A single case weighed too much: [/] the rest was sound."
HOSTILE = "two\x1b[2J\x1b]0;gone\x07 \u202ereversed\u202c \x9b31m [@click=app.quit]x[/]"
EMPTY = "Enter a reason."


async def opened(room: Room, standard: str, key: str = "d", title: str = "Decide") -> None:
    await go_to(room, standard)
    await room.press(key)
    await room.see(f"{title} {standard}")


class TestChoosing:
    @pytest.mark.parametrize("key", ["2", "g", "G"])
    async def test_by_digit_or_letter(self, key: str, tmp_path: Path) -> None:
        async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
            await opened(room, "3.2")
            await room.see("▶ 0–3", "Requires improvement is kept score 24/36")
            await room.press(key)
            await room.see(
                "Requires improvement → Good score 24 → 25/36 overall still Good",
            )
            # The reason comes next: what is typed now goes there.
            await room.type("0 and 3")
            await room.see("0 and 3", "Requires improvement → Good")

    @pytest.mark.parametrize(
        ("keys", "seen"),
        [
            (("0",), "Requires improvement → Inadequate score 24 → 23/36"),
            (("i",), "Requires improvement → Inadequate score 24 → 23/36"),
            (("3",), "Requires improvement → Outstanding score 24 → 26/36"),
            (("o",), "Requires improvement → Outstanding score 24 → 26/36"),
            (("right",), "Requires improvement → Good score 24 → 25/36"),
            (("right", "left", "left"), "Requires improvement → Inadequate"),
            (("right",) * 9, "Requires improvement → Outstanding score 24 → 26/36"),
        ],
    )
    async def test_every_rating_has_its_key(
        self, keys: tuple[str, ...], seen: str, tmp_path: Path
    ) -> None:
        async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
            await opened(room, "3.2")
            await room.press(*keys)
            await room.see(seen)

    @pytest.mark.parametrize("size", [SMALL, COMMON, LARGE])
    @pytest.mark.parametrize("rating", ["Inadequate", "Good", "Outstanding"])
    async def test_by_mouse(self, rating: str, size: tuple[int, int], tmp_path: Path) -> None:
        async with meeting(copy_of(NORTH_SOMERSET, tmp_path), size) as room:
            await opened(room, "3.2")
            await room.click(rating, "3 Outstanding")
            await room.see(f"Requires improvement → {rating}")

    async def test_what_the_overall_rating_becomes_is_seen_at_once(self, tmp_path: Path) -> None:
        async with meeting(copy_of("kirklees-2021", tmp_path)) as room:
            await opened(room, "2.3")
            await room.press("o")
            await room.see("score 8 → 9/36 overall still Requires improvement")
            await room.press("shift+tab", "0")
            await room.see("score 8 → 6/36 overall now Inadequate")

    @pytest.mark.parametrize("size", [(60, 20), SMALL])
    async def test_the_overall_rating_is_never_cut(
        self, size: tuple[int, int], tmp_path: Path
    ) -> None:
        async with meeting(copy_of(NORTH_SOMERSET, tmp_path), size) as room:
            await opened(room, "3.2")
            await room.press("right")
            await room.see("Requires improvement → Good", "overall still Good")

    async def test_the_evidence_rating_is_recorded_as_kept(self, tmp_path: Path) -> None:
        async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
            await opened(room, "3.2")
            await room.press("2", "shift+tab", "1")
            await room.type(REASON)
            await room.press("ctrl+s")
            await room.saved(1)
            (entry,) = room.entries
            assert (entry["kind"], entry["to"]) == ("keep", "Requires improvement")

    async def test_another_rating_is_chosen_where_one_meant_to_keep(self, tmp_path: Path) -> None:
        async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
            await opened(room, "3.2", "x", "Keep")
            await room.type(REASON)
            await room.press("shift+tab", "2")
            await room.see("Decide 3.2", "Requires improvement → Good", REASON)
            await room.press("ctrl+s")
            await room.saved(1)
            (entry,) = room.entries
            assert (entry["kind"], entry["to"]) == ("change", "Good")
            assert entry["reason"] == REASON


class TestRefusing:
    async def test_nothing_is_recorded_without_a_reason(self, tmp_path: Path) -> None:
        async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
            await opened(room, "3.2")
            await room.press("2", "tab", "tab", "ctrl+s")
            await room.see(EMPTY)
            # The cursor is where the reason belongs.
            await room.type(REASON)
            await room.not_see(EMPTY)
            await room.see(REASON)
            await room.press("ctrl+s")
            await room.saved(1)
            assert room.entries[0]["reason"] == REASON

    @pytest.mark.parametrize("blank", ["", "   ", "\n\n", "\u00a0\u2003"])
    async def test_blanks_are_no_reason(self, blank: str, tmp_path: Path) -> None:
        async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
            await opened(room, "3.2", "x", "Keep")
            await room.type(blank)
            await room.press("ctrl+s")
            await room.see(EMPTY)
            assert room.entries == []

    async def test_two_bands_are_asked_once_more(self, tmp_path: Path) -> None:
        async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
            await opened(room, "3.2")
            await room.press("3")
            await room.see(
                "This moves the rating two bands up, from Requires improvement to Outstanding."
            )
            await room.type(REASON)
            await room.press("ctrl+s")
            await room.see("Two-band change: press Ctrl+S again to confirm")
            assert room.entries == []
            await room.press("ctrl+s")
            await room.saved(1)
            assert room.entries[0]["to"] == "Outstanding"

    async def test_another_rating_is_asked_anew(self, tmp_path: Path) -> None:
        async with meeting(copy_of(OLDHAM, tmp_path)) as room:
            await opened(room, "3.2")
            await room.press("3")
            await room.type(REASON)
            await room.press("ctrl+s")
            await room.see("Three-band change: press Ctrl+S again to confirm")
            await room.press("shift+tab", "2")
            await room.not_see("Three-band change: press Ctrl+S again to confirm")
            await room.press("ctrl+s")
            await room.see("Two-band change: press Ctrl+S again to confirm")
            assert room.entries == []

    async def test_what_is_only_possible_says_so(self, tmp_path: Path) -> None:
        async with meeting(copy_of(OLDHAM, tmp_path)) as room:
            await opened(room, "2.2")
            await room.press("2")
            await room.see("discretion is possible here, not certain. The entry will say so.")
            await room.type(REASON)
            await room.press("ctrl+s")
            await room.saved(1)
            criteria = room.entries[0]["criteria"]
            assert criteria["near_boundary"] == "not met"
            assert criteria["one_judgement"] == "possible"
            assert criteria["small_sample"] == "not met"


class TestGuard:
    async def test_a_key_of_the_same_burst_records(self, tmp_path: Path) -> None:
        async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
            await go_to(room, "3.2")
            for key in ("x", *"ok", "ctrl+s"):
                room.app.simulate_key(key)
            await room.saved(1)
            assert room.entries[0]["reason"] == "ok"

    async def test_two_bands_are_confirmed_only_once_the_question_was_painted(
        self, tmp_path: Path
    ) -> None:
        async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
            await opened(room, "3.2")
            await room.press("3")
            await room.type(REASON)
            room.app.simulate_key("ctrl+s")
            room.app.simulate_key("ctrl+s")
            await room.see(
                "Two-band change: press Ctrl+S again to confirm", "Press Ctrl+S again to record"
            )
            assert room.entries == []
            await room.press("ctrl+s")
            await room.saved(1)

    async def test_esc_always_works(self, tmp_path: Path) -> None:
        async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
            await opened(room, "3.2")
            await room.press("escape")
            await room.not_see("Decide 3.2")


class TestKinds:
    async def test_keep(self, tmp_path: Path) -> None:
        async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
            await opened(room, "3.2", "x", "Keep")
            await room.see("Requires improvement is kept score 24/36")
            await room.type(REASON)
            await room.press("ctrl+s")
            await room.saved(1)
            (entry,) = room.entries
            assert (entry["kind"], entry["from"], entry["to"]) == (
                "keep",
                "Requires improvement",
                "Requires improvement",
            )
            assert "✓ kept" in room.row("3.2")

    async def test_defer_needs_no_reason_and_stays_to_be_considered(self, tmp_path: Path) -> None:
        async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
            await opened(room, "3.2", "D", "Defer")
            await room.press("ctrl+s")
            await room.saved(1)
            assert room.entries[0]["kind"] == "defer"
            assert "deferred" in room.row("3.2")
            assert "0 of 7 considered" in room.headline
            # The next one to decide is selected; the deferred one waits.
            assert room.cursor == "3.3"
            await room.press("N")
            assert room.cursor == "3.2"

    async def test_withdraw(self, tmp_path: Path) -> None:
        async with meeting(copy_of(NORTH_SOMERSET, tmp_path, decisions=True)) as room:
            await opened(room, "3.2", "u", "Withdraw the decision on")
            await room.see("Original reason: Most of the cases were planned well enough.")
            await room.see("Good → Requires improvement score 26 → 25/36")
            await room.press("ctrl+s")
            await room.see(EMPTY)
            await room.type("New evidence came in.")
            await room.press("ctrl+s")
            await room.saved(3)
            entry = room.entries[2]
            assert entry["kind"] == "withdraw"
            assert entry["replaces"] == room.entries[0]["id"]
            assert (entry["from"], entry["to"]) == ("Good", "Requires improvement")
            assert "25/36" in room.headline
            assert "⚑ near one few" in room.row("3.2")
            # The other decision is the last that stands now.
            await room.press("u")
            await room.see("Withdraw the decision on 3.3")

    async def test_what_was_replaced_stands_again(self, tmp_path: Path) -> None:
        async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
            await decide(room, "3.2", "2", "First.")
            await decide(room, "3.2", "0", "Second.")
            assert "23/36" in room.headline
            assert room.entries[1]["replaces"] == room.entries[0]["id"]
            await opened(room, "3.2", "u", "Withdraw the decision on")
            await room.see("Inadequate → Good score 23 → 25/36")
            await room.type("Not so.")
            await room.press("ctrl+s")
            await room.saved(3)
            assert "25/36" in room.headline


class TestDrafts:
    @pytest.mark.parametrize("size", [SMALL, LARGE])
    async def test_esc_keeps_what_was_typed(self, size: tuple[int, int], tmp_path: Path) -> None:
        async with meeting(copy_of(NORTH_SOMERSET, tmp_path), size) as room:
            await opened(room, "3.2")
            await room.press("2")
            await room.type(REASON)
            await room.press("tab", "tab")
            await room.type("Ann, Bob")
            await room.press("escape")
            await room.see("Not recorded. What was typed is kept as a draft.")
            assert room.entries == []
            await room.press("n", "d")
            await room.see("Decide 3.3", "Requires improvement is kept")
            assert REASON not in room.words
            await room.press("escape", "N", "d")
            await room.see("Decide 3.2", "Requires improvement → Good", REASON, "Ann, Bob")
            await room.press("ctrl+s")
            await room.saved(1)
            assert room.entries[0]["proposed_by"] == ["Ann", "Bob"]

    async def test_a_recorded_draft_is_gone(self, tmp_path: Path) -> None:
        path = copy_of(NORTH_SOMERSET, tmp_path)
        async with meeting(path) as room:
            await opened(room, "3.2", "x", "Keep")
            await room.type(REASON)
            await room.press("escape", "x")
            await room.see(REASON)
            await room.press("ctrl+s")
            await room.saved(1)
            await opened(room, "3.2", "x", "Keep")
            assert REASON not in room.words
        async with meeting(path) as room:
            await room.see("1 of 7 considered")
            assert "draft from" not in room.words

    async def test_leaving_without_typing_leaves_no_draft(self, tmp_path: Path) -> None:
        path = copy_of(NORTH_SOMERSET, tmp_path)
        async with meeting(path) as room:
            await opened(room, "3.2")
            await room.press("escape")
            await room.not_see("Decide 3.2")
            assert "draft" not in room.words
        async with meeting(path) as room:
            await room.see("0 of 7 considered")
            assert "draft" not in room.words

    async def test_a_draft_outlives_the_program(self, tmp_path: Path) -> None:
        path = copy_of(NORTH_SOMERSET, tmp_path)
        async with meeting(path) as room:
            await opened(room, "3.2")
            await room.press("0")
            await room.type(REASON)
            await room.press("escape")
            await room.see("kept as a draft")
        async with meeting(path) as room:
            await room.see("Draft from last time", "A draft")
            await room.press("r")
            await room.until(lambda: not room.dialog, "the question to be gone")
            assert room.cursor == "3.2"
            await room.press("d")
            await room.see("Requires improvement → Inadequate", REASON)

    async def test_a_resize_loses_nothing(self, tmp_path: Path) -> None:
        async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
            await opened(room, "3.2")
            await room.press("2")
            await room.type(REASON)
            for size in (LARGE, (60, 20), (40, 12), COMMON, SMALL):
                await room.resize(size)
                await room.type("+")
            await room.see("Requires improvement → Good", REASON + "+++++")
            await room.press("ctrl+s")
            await room.saved(1)
            assert room.entries[0]["reason"] == REASON + "+++++"

    @pytest.mark.parametrize("size", [(60, 20), SMALL, COMMON, LARGE])
    async def test_everything_of_the_dialog_is_in_sight(
        self, size: tuple[int, int], tmp_path: Path
    ) -> None:
        async with meeting(copy_of(OLDHAM, tmp_path), size) as room:
            await opened(room, "3.2")
            await room.press("3", "ctrl+s")
            await room.see(
                "Decide 3.2 Planning",
                "0 Inadequate",
                "Inadequate → Outstanding",
                EMPTY,
                "Proposed by",
                "Agreed by",
                "Dissent",
                "Ctrl+S record",
            )


class TestTyping:
    async def test_pasted_escape_codes_are_cleaned(self, tmp_path: Path) -> None:
        async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
            await opened(room, "3.2")
            await room.press("2")
            await room.paste(f"first {HOSTILE}\nsecond line")
            await room.press("tab", "tab")
            await room.paste(f"Ann {HOSTILE}\nLee")
            await room.see("first two�[2J", "[@click=app.quit]x[/]", "second line", "Ann two�[2J")
            assert all(row.isprintable() for row in room.rows)
            await room.press("ctrl+s")
            await room.saved(1)
            (entry,) = room.entries
            lines = entry["reason"].split("\n")
            assert all(each.isprintable() for each in lines)
            assert [each.split(" ")[0] for each in lines] == ["first", "second"]
            names = " ".join(entry["proposed_by"])
            assert names.isprintable()
            assert names.startswith("Ann two")
            assert names.endswith(" Lee")
            assert "✓ changed" in room.row("3.2")

    async def test_what_is_pasted_is_there_once(self, tmp_path: Path) -> None:
        async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
            await opened(room, "3.2", "x", "Keep")
            await room.paste("once only")
            await room.press("tab", "tab")
            await room.paste("Ann Lee")
            await room.press("ctrl+s")
            await room.saved(1)
            assert room.entries[0]["reason"] == "once only"
            assert room.entries[0]["proposed_by"] == ["Ann Lee"]

    async def test_a_long_paste_is_taken(self, tmp_path: Path) -> None:
        async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
            await opened(room, "3.2", "x", "Keep")
            text = "\n".join(f"line {number} 理由 {'word ' * 20}" for number in range(60))
            await room.paste(text)
            await room.press("ctrl+s")
            await room.saved(1)
            saved = room.entries[0]["reason"].split("\n")
            assert [each.strip() for each in saved] == [each.strip() for each in text.split("\n")]

    async def test_names_and_dissent_are_recorded(self, tmp_path: Path) -> None:
        async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
            await opened(room, "3.2")
            await room.press("2")
            await room.type("Several lines:\n- one, two; three")
            await room.press("tab", "tab")
            await room.type("Ann Lee")
            await room.press("tab")
            await room.type("Ann Lee, Bob Ray; Łucja Źrebak ,")
            await room.press("tab")
            await room.type("Cy: too high, by far")
            await room.press("ctrl+s")
            await room.saved(1)
            (entry,) = room.entries
            assert entry["reason"] == "Several lines:\n- one, two; three"
            assert entry["proposed_by"] == ["Ann Lee"]
            assert entry["agreed_by"] == ["Ann Lee", "Bob Ray", "Łucja Źrebak"]
            assert entry["dissent"] == "Cy: too high, by far"
            await room.press("up", "space")
            await room.see("dissent", "Cy: too high, by far", "proposed by")
            await room.press("pagedown")
            await room.see("Bob Ray")

    async def test_no_key_of_the_board_acts_in_the_dialog(self, tmp_path: Path) -> None:
        async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
            await opened(room, "3.2", "x", "Keep")
            await room.type("quit next down ? / f t u d")
            await room.see("quit next down ? / f t u d")
            await room.press("tab", "tab")
            await room.type("q d ?")
            await room.press("ctrl+s")
            await room.saved(1)
            assert room.cursor == "3.3"
            assert room.entries[0]["proposed_by"] == ["q d ?"]

    async def test_a_double_press_records_once(self, tmp_path: Path) -> None:
        async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
            await opened(room, "3.2", "x", "Keep")
            await room.type(REASON)
            room.app.simulate_key("ctrl+s")
            room.app.simulate_key("ctrl+s")
            await room.saved(1)
            await room.press("ctrl+s")
            assert len(room.entries) == 1

    async def test_a_double_press_opens_one_dialog(self, tmp_path: Path) -> None:
        async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
            await go_to(room, "3.2")
            room.app.simulate_key("x")
            room.app.simulate_key("x")
            await room.see("Keep 3.2")
            await room.press("escape")
            await room.until(lambda: not room.dialog, "no dialog to be open")


async def test_every_rating_is_in_sight_in_the_smallest_window(tmp_path: Path) -> None:
    async with meeting(copy_of(NORTH_SOMERSET, tmp_path), (60, 20)) as room:
        await room.press("d")
        await room.see("0–3 0 Inadequate 1 RI 2 Good 3 Outstanding")
        await room.click("2 Good")
        await room.see("Outstanding → Good")

"""The decision dialog: choosing, the live preview, refusals, drafts, names."""

from datetime import UTC, date, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from core.meeting_details import Interest, MeetingDetails
from core.proposals import DetailsProposal
from core.refusals import NO_WORDS
from core.value import replace
from sessions.text.visible import MARK
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
from tui.dialogs.decide_lines import reason_lines
from tui.drawing.lettering import lettering
from tui.drawing.lines import width_of

REASON = "A single case weighed too much: [/] the rest was sound."
HOSTILE = "two\x1b[2J\x1b]0;gone\x07 \u202ereversed\u202c \x9b31m [@click=app.quit]x[/]"
EMPTY = "Enter a reason."


async def opened(room: Room, standard: str, key: str = "d", title: str = "Decide") -> None:
    await go_to(room, standard)
    await room.press(key)
    await room.see(f"{title} {standard}")


class TestChoosing:
    @pytest.mark.parametrize("key", ["2", "g"])
    async def test_by_digit_or_letter(self, key: str, tmp_path: Path) -> None:
        async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
            await opened(room, "3.2")
            await room.see("0–3", "▶1 Requires improvement", "is kept score 24/36")
            await room.press(key)
            await room.see(
                "Requires improvement → Good score 24 → 25/36 overall still Good",
            )
            # The reason comes next: what is typed now goes there.
            await room.type("0 and 3")
            await room.see("0 and 3", "Requires improvement → Good")

    @pytest.mark.parametrize("sentence", ["In both cases", "Good practice", "5 of 7", "the others"])
    async def test_a_sentence_typed_at_the_ratings_is_the_reason(
        self, sentence: str, tmp_path: Path
    ) -> None:
        async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
            await opened(room, "3.2")
            await room.see("▶1 Requires improvement")
            await room.type(sentence)
            await room.see(sentence, "1 Requires improvement", "is kept score 24/36")
            await room.press("ctrl+s")
            await room.saved(1)
            assert room.entries[0]["reason"] == sentence
            assert room.entries[0]["kind"] == "keep"

    async def test_what_was_decided_is_chosen_at_the_start(self, tmp_path: Path) -> None:
        async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
            await decide(room, "3.2", "g", REASON)
            await opened(room, "3.2")
            await room.see(
                "▶2 Good", "Good stays score 25/36", "3.2 is already decided", "Esc, h, e."
            )
            await room.type("Said better.")
            await room.press("ctrl+s")
            await room.saved(2)
            assert [entry["to"] for entry in room.entries] == ["Good", "Good"]
            assert "25/36" in room.headline

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

    async def test_a_second_digit_is_no_reason(self, tmp_path: Path) -> None:
        async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
            await opened(room, "3.2")
            await room.type("20")
            await room.see("Requires improvement → Good")
            await room.press("ctrl+s")
            await room.see(NO_WORDS, "Enter a reason in words.", "Shift+Tab rating")
            assert room.entries == []
            # The cursor stays behind what was typed, and a sentence may begin with a digit.
            await room.type(" of the 2 cases is weak.")
            await room.not_see(NO_WORDS)
            await room.press("ctrl+s")
            await room.saved(1)
            assert room.entries[0]["to"] == "Good"
            assert room.entries[0]["reason"] == "0 of the 2 cases is weak."

    async def test_a_digit_is_no_reason_where_none_is_needed(self, tmp_path: Path) -> None:
        async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
            await opened(room, "1.1")
            await room.type("12")
            await room.press("tab", "tab", "ctrl+s")
            await room.see(NO_WORDS, "Enter it in words, or leave it empty.")
            assert room.entries == []
            # The cursor is in the reason.
            await room.press("backspace", "ctrl+s")
            await room.saved(1)
            assert room.entries[0]["kind"] == "agree"
            assert room.entries[0]["to"] == "Requires improvement"
            assert not room.entries[0].get("reason")

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
            assert "0 of 11 decided" in room.headline
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
            assert "⚑ near·one·few" in room.row("3.2")
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
            await room.see("1 of 11 decided")
            assert "draft from" not in room.words

    async def test_leaving_without_typing_leaves_no_draft(self, tmp_path: Path) -> None:
        path = copy_of(NORTH_SOMERSET, tmp_path)
        async with meeting(path) as room:
            await opened(room, "3.2")
            await room.press("escape")
            await room.not_see("Decide 3.2")
            assert "draft" not in room.words
        async with meeting(path) as room:
            await room.see("0 of 11 decided")
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

    async def test_a_reason_is_whole_in_a_window_made_narrower(self, tmp_path: Path) -> None:
        reason = "The safety of others was considered in one of two cases; the other is in the log."
        async with meeting(copy_of(NORTH_SOMERSET, tmp_path), COMMON) as room:
            await opened(room, "3.2")
            await room.press("2")
            await room.type(reason)
            await room.resize(SMALL)
            await room.see(reason)

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
            # The data keep what was pasted; control characters are no text.
            kept = HOSTILE.replace("\x1b", MARK).replace("\x07", MARK).replace("\x9b", MARK)
            assert entry["reason"] == f"first {kept}\nsecond line"
            names = " ".join(entry["proposed_by"])
            assert not set(names) & set("\x1b\x07\x9b\n")
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
        await room.see("0–3 0 Inadequate 1 RI 2 Good ▶3 Outstanding")
        await room.click("2 Good")
        await room.see("Outstanding → Good")


DETAILS = MeetingDetails(
    day=date(2020, 12, 1),
    chair="Ann Lee",
    members=("Bob Ray", "Łucja Źrebak"),
    interests=(Interest("Jo Hart", "her sister works in the team", ("3.2",)),),
)


def with_details(room: Room, details: MeetingDetails = DETAILS) -> None:
    """Have the details of the meeting recorded, as its own dialog would."""
    screen = room.app.meeting_screen
    meeting_now = screen.state.meeting
    entry = meeting_now.entry_for(
        DetailsProposal(details), str(uuid4()), datetime(2020, 12, 1, 9, 0, tzinfo=UTC)
    )
    screen.state.meeting = meeting_now.with_entry(entry)
    screen.saver.keep(entry, screen.state.meeting.entries)


class TestJudgements:
    async def test_x_agrees_as_proposed_at_once_and_goes_on(self, tmp_path: Path) -> None:
        async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
            await room.press("home", "x")
            await room.see("1.1 agreed: Requires improvement.")
            await room.saved(1)
            (entry,) = room.entries
            assert (entry["kind"], entry["standard"]) == ("agree", "1.1")
            assert (entry["from"], entry["to"]) == ("Requires improvement",) * 2
            assert "✓ agreed" in room.row("1.1")
            assert room.cursor == "1.2"

    async def test_another_rating_needs_a_reason_and_the_score_follows(
        self, tmp_path: Path
    ) -> None:
        async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
            await room.press("home", "d")
            await room.see(
                "Decide 1.1", "judgement 1 of 4", "Proposed rating: Requires improvement"
            )
            await room.see("(optional)")
            await room.press("g")
            await room.see("Requires improvement → Good score 24 → 25/36")
            await room.not_see("(optional)")
            await room.press("ctrl+s")
            await room.see(EMPTY)
            await room.type(REASON)
            await room.press("ctrl+s")
            await room.saved(1)
            (entry,) = room.entries
            assert (entry["kind"], entry["to"]) == ("agree", "Good")
            assert "25/36" in room.headline
            # What was proposed stays visible.
            await room.press("up")
            await room.see("agreed as Good; Requires improvement was proposed")

    async def test_the_second_press_of_a_burst_agrees_nothing_unseen(self, tmp_path: Path) -> None:
        async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
            await room.press("home")
            room.app.simulate_key("x")
            room.app.simulate_key("x")
            await room.see("Press x again to agree 1.2 as proposed.")
            await room.saved(1)
            await room.press("x")
            await room.saved(2)
            assert [entry["standard"] for entry in room.entries] == ["1.1", "1.2"]

    async def test_x_on_what_is_agreed_opens_the_dialog(self, tmp_path: Path) -> None:
        async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
            await room.press("home", "x", "up", "x")
            await room.see("Decide 1.1", "agreed as proposed")
            assert len(room.entries) == 1

    async def test_it_can_be_deferred_and_withdrawn(self, tmp_path: Path) -> None:
        async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
            await room.press("home", "D")
            await room.see("Defer 1.1")
            await room.press("ctrl+s")
            await room.saved(1)
            assert "deferred" in room.row("1.1")
            await room.press("home", "u")
            await room.see("Withdraw the decision on 1.1", "Why is it withdrawn?")


class TestSettingAside:
    async def test_deferring_what_is_decided_warns(self, tmp_path: Path) -> None:
        async with meeting(copy_of(NORTH_SOMERSET, tmp_path, decisions=True)) as room:
            await opened(room, "3.2", "D", "Defer")
            await room.see(
                "3.2 is already decided. Deferring sets that decision aside: the evidence rating, "
                "Requires improvement, counts again.",
                "Good → Requires improvement score 26 → 25/36",
            )


class TestOneDraft:
    async def test_what_was_typed_to_keep_is_there_to_change(self, tmp_path: Path) -> None:
        async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
            await opened(room, "3.2", "x", "Keep")
            await room.type(REASON)
            await room.press("escape", "d")
            await room.see("Decide 3.2", REASON, "0–3 0 Inadequate")
            # A rating key chooses the rating: it is not typed into the reason.
            await room.press("2", "ctrl+s")
            await room.saved(1)
            (entry,) = room.entries
            assert (entry["kind"], entry["to"], entry["reason"]) == ("change", "Good", REASON)
            assert not room.app.meeting_screen.state.drafts

    async def test_names_that_are_there_by_themselves_are_no_draft(self, tmp_path: Path) -> None:
        async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
            with_details(room)
            await opened(room, "3.2")
            await room.see("Jo Hart")
            await room.type("2s")
            await room.press("backspace", "shift+tab", "1", "escape")
            await room.not_see("Decide 3.2")
            assert not room.app.meeting_screen.state.drafts


class TestNames:
    async def test_a_member_with_an_interest_is_recused_by_default(self, tmp_path: Path) -> None:
        async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
            with_details(room)
            await opened(room, "3.2")
            await room.see("Interest: Jo Hart: her sister works in the team")
            await room.type("2Weighed.")
            await room.press("ctrl+s")
            await room.saved(2)
            assert room.entries[1]["recused"] == ["Jo Hart"]
            # 3.3 touches no interest.
            await room.press("d")
            await room.see("Decide 3.3")
            assert "Jo Hart" not in room.words

    async def test_a_name_is_completed_as_one_types(self, tmp_path: Path) -> None:
        async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
            with_details(room)
            await opened(room, "3.3", "x", "Keep")
            await room.type("Sound.")
            await room.press("tab", "tab")
            await room.type("an")
            await room.press("right")
            await room.type(", łu")
            await room.press("end")
            await room.see("Ann Lee, Łucja Źrebak")
            await room.press("ctrl+s")
            await room.saved(2)
            assert room.entries[1]["proposed_by"] == ["Ann Lee", "Łucja Źrebak"]

    async def test_one_key_enters_all_who_are_present_and_not_recused(self, tmp_path: Path) -> None:
        details = replace(DETAILS, members=(*DETAILS.members, "Jo Hart"))
        async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
            with_details(room, details)
            await opened(room, "3.2", "x", "Keep")
            await room.type("Sound.")
            await room.press("ctrl+a", "ctrl+s")
            await room.saved(2)
            assert room.entries[1]["agreed_by"] == ["Ann Lee", "Bob Ray", "Łucja Źrebak"]
            assert room.entries[1]["recused"] == ["Jo Hart"]

    async def test_without_details_the_key_says_where_they_are_entered(
        self, tmp_path: Path
    ) -> None:
        async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
            await opened(room, "3.3", "x", "Keep")
            await room.press("ctrl+a")
            await room.see("Nobody is entered as present.")

    async def test_hostile_names_act_nowhere(self, tmp_path: Path) -> None:
        details = replace(DETAILS, chair=HOSTILE, members=("[red]Bob[/red]", "=cmd|'x'!A1"))
        interests = (Interest("Jo\x1b[2J\u202e", "\x07sister\x9b", ()),)
        async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
            with_details(room, replace(details, interests=interests))
            await opened(room, "3.2")
            await room.press("ctrl+a")
            await room.see("Agreed by │ two�[2J�]0;gone�", "Jo�[2J�")
            assert all(row.isprintable() for row in room.rows)

    async def test_who_is_recused_is_said_harmlessly(self, tmp_path: Path) -> None:
        interests = (Interest("Jo [red]Hart\x1b[2J\u202e", "sister", ()),)
        async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
            with_details(room, replace(DETAILS, interests=interests))
            await go_to(room, "1.1")
            await room.press("x")
            await room.see("1.1 agreed: Requires improvement. Recused: Jo [red]Hart�[2J�.")
            assert all(row.isprintable() for row in room.rows)

    async def test_recused_and_agreed_is_refused(self, tmp_path: Path) -> None:
        async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
            with_details(room)
            await opened(room, "3.2", "x", "Keep")
            await room.type("Sound.")
            await room.press("tab", "tab", "tab")
            await room.type("Jo Hart")
            await room.press("ctrl+s")
            await room.see("Jo Hart is recused and cannot be among those who agreed.")


class TestChair:
    async def test_the_chair_alone_is_chosen_and_needs_a_reason(self, tmp_path: Path) -> None:
        async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
            await room.press("home", "d")
            await room.see("Decide 1.1", "(optional)")
            await room.press("shift+tab", "right")
            await room.not_see("(optional)")
            await room.press("ctrl+s")
            await room.see(EMPTY)
            await room.type("The panel had no quorum.")
            await room.press("ctrl+s")
            await room.saved(1)
            assert room.entries[0]["decided_by"] == "chair"

    @pytest.mark.parametrize("keys", [("c",), ("space",), ("right", "left", "c")])
    async def test_every_key_of_the_choice(self, keys: tuple[str, ...], tmp_path: Path) -> None:
        async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
            await opened(room, "3.2", "x", "Keep")
            await room.type("Sound.")
            await room.press(*["tab"] * 6, *keys, "ctrl+s")
            await room.saved(1)
            assert room.entries[0]["decided_by"] == "chair"


class TestPublishedWording:
    async def test_a_sentence_from_the_facts_is_offered_by_a_key(self, tmp_path: Path) -> None:
        async with meeting(copy_of(NORTH_SOMERSET, tmp_path), COMMON) as room:
            await opened(room, "3.2")
            await room.type("2Weighed.")
            assert "professional discretion" not in room.words
            await room.press("ctrl+g")
            await room.see("The ratings panel exercised professional discretion")
            await room.type(" Edited.")
            await room.press("ctrl+s")
            await room.saved(1)
            wording = room.entries[0]["published_wording"]
            assert wording.startswith(
                "The ratings panel exercised professional discretion: the key questions alone give "
                "Requires improvement, and the panel agreed Good."
            )
            assert wording.endswith("Edited.")
            assert "50%" in wording

    async def test_what_was_typed_there_is_not_overwritten(self, tmp_path: Path) -> None:
        async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
            await opened(room, "3.2", "x", "Keep")
            await room.press("tab")
            await room.type("Mine.")
            await room.press("ctrl+g")
            await room.see("Published wording is not empty.")
            await room.type("!")
            await room.see("Mine.!")

    async def test_nothing_is_entered_by_itself(self, tmp_path: Path) -> None:
        async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
            await decide(room, "3.2", "2", "Weighed.")
            assert "published_wording" not in room.entries[0]


async def test_the_whole_meeting_is_decided_in_twenty_keys(tmp_path: Path) -> None:
    """Decide all of North Somerset; what is typed as reasons is not counted."""
    published = {
        "3.2": ("d", "2", "ctrl+s"),
        "3.3": ("d", "2", "ctrl+s"),
    }
    keys = 0
    async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
        order = []
        while (card := room.app.meeting_screen.state.meeting.scorecard).to_decide:
            standard = room.cursor
            order.append(standard)
            if card.standard(standard).agreeable:
                pressed: tuple[str, ...] = ("x",)
            else:
                pressed = published.get(standard, ("x", "ctrl+s"))
            for key in pressed:
                if key == "ctrl+s":
                    await room.type("The panel weighed the cases.")
                await room.press(key)
                keys += 1
            await room.saved(len(order))
        assert order == [
            "2.2",
            "2.3",
            "2.4",
            "3.1",
            "3.2",
            "3.3",
            "3.4",
            "1.1",
            "1.2",
            "1.3",
            "1.4",
        ]
        assert keys == 20
        assert "26/36  Good" in room.headline
        await room.see("Closing summary", "Still open nothing")
        await room.until(lambda: "Every standard is decided." in room.foot, "that all is decided")
        kinds = [entry["kind"] for entry in room.entries]
        assert kinds == ["keep"] * 4 + ["change"] * 2 + ["keep"] + ["agree"] * 4


@pytest.mark.parametrize("size", [SMALL, COMMON, LARGE])
async def test_the_large_view_opens_the_large_dialog(size: tuple[int, int], tmp_path: Path) -> None:
    async with meeting(copy_of(NORTH_SOMERSET, tmp_path), size) as room:
        await go_to(room, "3.2")
        await room.press("z", "d")
        await room.see("Decide 3.2")
        frame = next(row for row in room.rows if "╭" in row)
        assert len(frame.strip()) == size[0]
        await room.type("2Weighed: late, but sound.")
        await room.see("Weighed: late, but sound.", "Ctrl+S record", "Decided by")
        await room.press("ctrl+s")
        await room.until(lambda: len(room.entries) == 1, "the entry")
        await room.see("3.3 Implementation and delivery")
        assert not room.standards


@pytest.mark.parametrize("size", [(60, 20), SMALL, COMMON, LARGE])
async def test_a_long_reason_of_paragraphs_is_kept_whole(
    size: tuple[int, int], tmp_path: Path
) -> None:
    reason = "\n\n".join(f"Paragraph {number}. " + "It was weighed. " * 30 for number in range(8))
    async with meeting(copy_of(NORTH_SOMERSET, tmp_path), size) as room:
        await room.press("x")
        await room.see("Keep 2.2")
        await room.paste(reason)
        await room.see("Decided by", "Ctrl+S record")
        await room.press("ctrl+s")
        await room.saved(1)
        assert room.entries[0]["reason"] == reason.strip()


@pytest.mark.parametrize(
    ("reason", "shown"),
    [
        ("Weighed: late, but sound.", "Weighed: late, but sound."),
        ("Łate é café", ""),
        ("café", "cafe"),
        ("理由", ""),
        ("", ""),
    ],
)
def test_a_reason_in_large_letters_is_whole_or_not_drawn(reason: str, shown: str) -> None:
    drawn = [row.text.strip() for row in reason_lines(reason, 120, 4)]
    assert drawn[1:] == [row.strip() for row in lettering(shown, 1)]


def test_a_long_reason_shows_its_end_in_large_letters_and_says_so() -> None:
    drawn = reason_lines("The panel weighed the cases again and again. The end.", 60, 4)
    assert drawn[0].text.strip() == "…"
    assert len(drawn) == 4
    last = [row.strip() for row in lettering("end.", 1)]
    assert all(row.text.strip().endswith(end) for row, end in zip(drawn[1:], last, strict=True))
    assert all(width_of(row.text) <= 60 for row in drawn)
    assert reason_lines("The panel weighed.", 60, 0) == []

"""Every command by each of its keys, and by the mouse, at 80 by 24."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from core.meeting import Proposal
from core.proposals import NoteProposal, NoteWithdrawal
from core.record import Kind
from tests.tui.meeting import (
    COMMON,
    LARGE,
    NORTH_SOMERSET,
    SMALL,
    Room,
    copy_of,
    decide,
    go_to,
    laid_out,
    meeting,
)
from tests.tui.test_company import keep
from tui.commands.availability import Situation
from tui.commands.registry import BY_ID, COMMANDS
from tui.state.scene import Scene
from tui.state.view import View

OPEN = ["2.2", "2.3", "2.4", "3.1", "3.2", "3.3", "3.4"]
ALL = [f"{domain}.{number}" for domain in (1, 2, 3) for number in (1, 2, 3, 4)]
# A low window shows the judgements of domain 1 in one row.
FOLDED = [each for each in ALL if each[0] != "1"]


@dataclass(frozen=True)
class Case:
    """What must be seen after a key; what is pressed before it; on which record."""

    seen: Callable[[Room], bool]
    before: tuple[str, ...] = ()
    decisions: bool = False


def words(*wanted: str) -> Callable[[Room], bool]:
    return lambda room: all(each in room.words for each in wanted)


def tried(figures: str, score: str) -> Callable[[Room], bool]:
    """The figures of 2.2.3, which are 6/7 by evidence, and the score that follows."""
    return lambda room: (
        figures in room.row("2.2")
        and f" {score}/36 " in room.headline
        and "WHAT IF" in room.headline
    )


TRYING = ("right", "right", "w")
CASES: dict[str, Case] = {
    "up": Case(lambda room: room.cursor == "2.1"),
    "down": Case(lambda room: room.cursor == "2.3"),
    "left": Case(lambda room: room.question == "2.2.1", before=("right",)),
    "right": Case(lambda room: room.question == "2.2.2"),
    "first": Case(lambda room: room.cursor == "1.1"),
    "last": Case(lambda room: room.cursor == "3.4"),
    "next": Case(lambda room: room.cursor == "2.3"),
    "previous": Case(lambda room: room.cursor == "1.4"),
    "go_to": Case(words("Go to", "▶ 1.1 Governance and leadership")),
    "decide": Case(words("Decide 2.2 Planning open standard 1 of 7 Evidence rating: Outstanding")),
    "keep": Case(words("Keep 2.2 Planning", "Reason: what did the panel weigh?")),
    "defer": Case(words("Defer 2.2 Planning", "(optional)")),
    "withdraw": Case(words("Withdraw the decision on 3.3", "Original reason:"), decisions=True),
    "what_if": Case(words("WHAT IF", "press + or - to change a judgement")),
    "more": Case(tried("7/7 100%◂", "24"), before=TRYING),
    "fewer": Case(tried("5/7  71%◂", "23"), before=TRYING),
    "fewer_no": Case(tried("6/6 100%◂", "24"), before=TRYING),
    "more_no": Case(tried("6/8  75%◂≈", "23"), before=TRYING),
    "fewer_yes": Case(tried("5/6  83%◂≈", "24"), before=TRYING),
    "more_yes": Case(tried("7/8  88%◂", "24"), before=TRYING),
    "undo": Case(
        lambda room: "press + or - to" in room.words and "6/7  86%" in room.row("2.2"),
        before=(*TRYING, "minus"),
    ),
    "back": Case(words("Nothing from the what-if was saved"), before=TRYING),
    "details": Case(words("Meeting details", "Members present", "Interests none declared")),
    "note": Case(words("Note on 2.2 Planning")),
    "note_inspection": Case(words("Note on the inspection")),
    "summary": Case(words("Closing summary", "24/36 Good as agreed", "sign off")),
    "documents": Case(words("Write minutes or report", "minutes (Word)", "report (web page)")),
    "join": Case(words("There is no other version of the record beside it.")),
    "correct": Case(
        words("Correct the wording of entry 2", "Why corrected?"),
        before=("h",),
        decisions=True,
    ),
    "history": Case(words("HISTORY: entry 2 of 2"), decisions=True),
    "in_full": Case(words("2.2 Planning", "other standards", "2.2.3: 80% interval 62–96%")),
    "column": Case(words("Desistance, standard by standard", "not the lowest in its standard")),
    "overall": Case(words("The overall rating 24/36 Good", "open standards")),
    "compare": Case(words("Evidence ratings and agreed ratings", "3.3"), decisions=True),
    "explain": Case(words("2.2 Planning", "Rule:")),
    "large": Case(lambda room: not room.standards and "2.2 Planning" in room.words),
    "copy": Case(
        lambda room: (
            "2.2 was copied to the clipboard" in room.words
            and room.app.clipboard.startswith("2.2 Planning")
        )
    ),
    "copy_score": Case(
        lambda room: (
            "The scorecard was copied to the clipboard" in room.words
            and "24/36" in room.app.clipboard
            and "3.4" in room.app.clipboard
        )
    ),
    "take_over": Case(words("You are already editing this meeting.")),
    "only_open": Case(lambda room: room.standards == OPEN),
    "theme": Case(lambda room: "Theme: light." in room.words and room.app.theme == "panel-light"),
    "find": Case(words("Commands and standards", "Enter go")),
    "help": Case(words("search the help", "Select the standard above")),
}
ELSEWHERE = {"quit", "save", "record_again"}


@pytest.mark.parametrize("key", [key for command in COMMANDS for key in command.keys])
async def test_every_key_does_what_is_seen(key: str, tmp_path: Path) -> None:
    (command,) = [command for command in COMMANDS if key in command.keys]
    if command.id in ELSEWHERE:
        return
    assert command.id in CASES, f"say here what must be seen after the command {command.id}"
    case = CASES[command.id]
    async with meeting(copy_of(NORTH_SOMERSET, tmp_path, decisions=case.decisions)) as room:
        await room.press(*case.before)
        assert not case.seen(room)
        await room.press(key)
        await room.until(lambda: case.seen(room), command.help)


def test_no_case_is_left_over() -> None:
    assert {*CASES, *ELSEWHERE} == {command.id for command in COMMANDS}


def test_no_key_has_two_commands() -> None:
    keys = [key for command in COMMANDS for key in command.keys]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("key", ["d", "x", "u", "h"])
async def test_a_what_if_is_left_before_anything_is_decided(key: str, tmp_path: Path) -> None:
    path = copy_of(NORTH_SOMERSET, tmp_path, decisions=True)
    async with meeting(path) as room:
        before = room.record_path.read_bytes()
        await room.press("w", "right", "right", "minus", key)
        await room.see("This is a what-if. Press Esc first to go back to the meeting.")
        await room.press("escape")
        await room.see("Nothing from the what-if was saved")
        assert "26/36" in room.headline
        assert room.record_path.read_bytes() == before


async def test_looking_back_shows_the_board_as_it_stood(tmp_path: Path) -> None:
    async with meeting(copy_of(NORTH_SOMERSET, tmp_path, decisions=True)) as room:
        await room.press("h")
        await room.see("HISTORY: entry 2 of 2")
        assert "26/36" in room.headline
        await room.press("up")
        await room.see("HISTORY: entry 1 of 2")
        assert "25/36" in room.headline
        assert "✓ changed" in room.row("3.2")
        assert "⚑" in room.row("3.3")
        await room.press("home")
        await room.see("the evidence alone")
        assert "24/36" in room.headline
        await room.press("d")
        await room.see("Press Esc first to go back to the meeting.")
        await room.press("escape")
        await room.until(lambda: "26/36" in room.headline, "the meeting as it is")


async def test_a_withdrawn_entry_can_be_recorded_again(tmp_path: Path) -> None:
    async with meeting(copy_of(NORTH_SOMERSET, tmp_path, decisions=True)) as room:
        await room.press("u")
        await room.see("Withdraw the decision on 3.3")
        await room.type("Not so.")
        await room.press("ctrl+s")
        await room.saved(3)
        await room.press("h", "up")
        await room.see("HISTORY: entry 2 of 3")
        await room.press("r")
        await room.see("Decide 3.3", "The sample is so small", "→ Good")
        await room.press("ctrl+s")
        await room.saved(4)
        assert room.entries[3]["reason"] == room.entries[1]["reason"]
        assert "26/36" in room.headline


async def test_the_large_view_goes_on_with_the_meeting(tmp_path: Path) -> None:
    async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
        await room.press("z", "n")
        await room.see("2.3 Implementation and delivery", "2.3.3")
        await room.press("d")
        await room.see("Decide 2.3")
        await room.press("escape", "z")
        await room.until(lambda: room.standards == FOLDED, "the board")
        assert room.cursor == "2.3"


async def test_escape_leaves_the_large_view(tmp_path: Path) -> None:
    async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
        await room.press("z")
        await room.until(lambda: not room.standards, "the large view")
        assert "Esc back" in room.keys_named
        await room.press("escape")
        await room.until(lambda: room.standards == FOLDED, "the board")
        assert "Esc back" not in room.keys_named
        await room.press("z", "w", "plus", "escape")
        await room.see("Nothing from the what-if was saved")
        assert not room.standards
        await room.press("escape")
        await room.until(lambda: room.standards == FOLDED, "the board")


async def test_a_what_if_begins_on_the_question_that_drives_the_rating(tmp_path: Path) -> None:
    async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
        assert room.question == "2.2.1"
        await room.press("w")
        await room.see("WHAT IF")
        assert room.question == "2.2.3"
        await room.press("plus")
        await room.see("WHAT IF one more yes in 2.2.3")


async def test_a_what_if_stays_on_the_question_that_was_chosen(tmp_path: Path) -> None:
    async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
        await room.press("right", "left", "w")
        await room.see("WHAT IF")
        assert room.question == "2.2.1"
        await room.press("escape")
        await room.click("7/7 100%", "2.2 ")
        await room.press("w")
        assert room.question == "2.2.2"


@pytest.mark.parametrize("width", [60, 66, 72, 80])
async def test_help_and_leaving_are_named_in_every_mode_and_width(
    width: int, tmp_path: Path
) -> None:
    path = copy_of(NORTH_SOMERSET, tmp_path, decisions=True)
    async with meeting(path, (width, 20)) as room:
        elsewhere = (("z",), ("escape", "w"), ("minus",), ("escape", "h"))
        for keys in ((), *elsewhere, ("escape", "home")):
            await room.press(*keys)
            assert "? help   q quit" in room.keys_named, keys
            assert ("Esc back" in room.keys_named) == (keys in elsewhere)
            assert "…" not in room.keys_named


async def test_q_leaves(tmp_path: Path) -> None:
    async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
        await room.press("q")
        assert await room.left() == 0


async def refuse_to_save(room: Room) -> None:
    """Put a folder where the decisions file belongs, and record something."""
    room.record_path.mkdir()
    await room.press("x")
    await room.see("Keep 2.2")
    await room.type("It stays.")
    await room.press("ctrl+s")
    await room.see("NOT SAVED")


@pytest.mark.parametrize("key", ["s", "ctrl+s"])
async def test_s_saves_again_what_could_not_be_saved(key: str, tmp_path: Path) -> None:
    async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
        await refuse_to_save(room)
        await room.see("Not saved:", "Kept on this computer.", "1 of 11 decided")
        assert "s save again" in room.keys_named
        await room.press("down")
        await room.see("Not saved:")
        room.record_path.rmdir()
        await room.press(key)
        await room.saved(1)
        await room.not_see("Not saved:")
        assert "save again" not in room.keys_named


@pytest.mark.parametrize(("answer", "status"), [("l", 3), ("escape", None), ("s", None)])
async def test_leaving_with_something_unsaved_is_asked(
    answer: str, status: int | None, tmp_path: Path
) -> None:
    path = copy_of(NORTH_SOMERSET, tmp_path)
    async with meeting(path) as room:
        await refuse_to_save(room)
        await room.press("q")
        await room.see("Leave?", "1 decision is not saved yet.", "kept on this computer")
        room.record_path.rmdir()
        await room.press(answer)
        if status is not None:
            assert await room.left() == status
            return
        await room.not_see("Leave?")
        assert room.app.return_value is None
        if answer == "s":
            await room.saved(1)


async def test_what_was_not_saved_is_offered_at_the_next_start(tmp_path: Path) -> None:
    path = copy_of(NORTH_SOMERSET, tmp_path)
    async with meeting(path) as room:
        await refuse_to_save(room)
        room.record_path.rmdir()
    async with meeting(path) as room:
        await room.see("Draft from last time", "1 decision from")
        await room.press("v")
        await room.see("2.2 kept at Outstanding: It stays.")
        await room.press("r")
        await room.saved(1)
        assert room.entries[0]["reason"] == "It stays."
        await room.see("1 of 11 decided")
    async with meeting(path) as room:
        await room.see("1 of 11 decided")
        assert "Not saved" not in room.text


async def test_what_was_not_saved_can_be_put_aside(tmp_path: Path) -> None:
    path = copy_of(NORTH_SOMERSET, tmp_path)
    async with meeting(path) as room:
        await refuse_to_save(room)
        room.record_path.rmdir()
    async with meeting(path) as room:
        await room.see("Draft from last time")
        await room.press("d")
        await room.see("Press d again to discard")
        await room.press("d")
        await room.see("Discarded; a copy is kept:", "0 of 11 decided")
    async with meeting(path) as room:
        await room.see("0 of 11 decided")
        assert "Not saved" not in room.text
    assert not room.record_path.exists()


@pytest.mark.parametrize("key", ["d", "enter", "x", "D"])
async def test_a_closed_standard_says_why(key: str, tmp_path: Path) -> None:
    async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
        await room.press("up", key)
        await room.see("2.1 is not open to discretion: the lowest percentage")
        assert room.cursor == "2.1"
        await room.press("down")
        await room.not_see("2.1 is not open to discretion: the lowest percentage")


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        (("up", "d"), "2.1 is not open to discretion: the lowest percentage, 100%, is not near"),
        (("u",), "Nothing has been decided yet, so there is nothing to withdraw."),
        (("s",), "Everything is saved."),
        (("home", "left"), "1.1 has no key questions"),
        (("home", "right"), "1.1 has no key questions"),
    ],
)
async def test_what_does_not_apply_says_why(
    keys: tuple[str, ...], said: str, tmp_path: Path
) -> None:
    async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
        await room.press(*keys)
        await room.see(said)


async def test_what_does_not_apply_is_not_named_at_the_foot(tmp_path: Path) -> None:
    async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
        assert "d decide" in room.keys_named
        assert "withdraw" not in room.keys_named
        await room.press("up")
        assert "d decide" not in room.keys_named
        assert "? help" in room.keys_named
        assert "q quit" in room.keys_named


async def test_n_goes_round_and_back(tmp_path: Path) -> None:
    async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
        seen = []
        for _ in range(12):
            seen.append(room.cursor)
            await room.press("n")
        # The judgements that the panel agrees have their turn, too.
        assert seen == [*OPEN, "1.1", "1.2", "1.3", "1.4", "2.2"]
        await room.press("up", "up", "N")
        assert room.cursor == "1.4"
        await room.press("N")
        assert room.cursor == "1.3"


async def test_n_leaves_out_what_is_settled(tmp_path: Path) -> None:
    async with meeting(copy_of(NORTH_SOMERSET, tmp_path, decisions=True)) as room:
        await go_to(room, "3.1")
        await room.press("n")
        assert room.cursor == "3.4"


async def test_when_all_are_considered_n_says_so(tmp_path: Path) -> None:
    async with meeting(copy_of("suffolk-2023", tmp_path)) as room:
        for standard in ("2.1", "3.2", "3.3"):
            assert room.cursor == standard
            await room.press("x")
            await room.type("It stays.")
            await room.press("ctrl+s")
        for agreed in range(1, 7):
            await room.press("x")
            await room.saved(3 + agreed)
        await room.see("Closing summary", "Still open nothing")
        await room.press("escape", "n")
        await room.see("Every standard is decided.", "9 of 9 decided")
        assert "next to decide" not in room.keys_named


async def test_f_keeps_the_cursor_on_something_shown(tmp_path: Path) -> None:
    async with meeting(copy_of(NORTH_SOMERSET, tmp_path, decisions=True)) as room:
        await room.press("up", "f")
        assert "2.1" not in room.standards
        assert set(OPEN) <= set(room.standards)
        assert room.cursor == "1.1"
        hidden = 12 - len(room.standards)
        assert f"Showing the {len(room.standards)} standards that the panel" in room.words
        assert f"; {hidden} hidden. f shows all." in room.words
        await room.press("end", "f")
        assert "2.1" in room.standards
        assert room.cursor == "3.4"


async def test_arrows_stop_at_the_ends(tmp_path: Path) -> None:
    async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
        await room.press("left", "left")
        assert room.question == "2.2.1"
        await room.press("right", "right", "right", "right")
        assert room.question == "2.2.3"
        await room.press("end", "down", "down")
        assert room.cursor == "3.4"
        await room.press("home", "up")
        assert room.cursor == "1.1"


@pytest.mark.parametrize("size", [SMALL, COMMON, LARGE])
async def test_a_click_chooses_a_row_and_a_figure(size: tuple[int, int], tmp_path: Path) -> None:
    async with meeting(copy_of(NORTH_SOMERSET, tmp_path), size) as room:
        await room.click("Reviewing", " 2.4 ")
        assert room.cursor == "2.4"
        await room.click("71%", " 2.3 ")
        assert room.cursor == "2.3"
        selected = next(row for row in room.rows if "2.3.3 " in row)
        assert re.search(r"▶. 2\.3\.3 ", selected)
        await room.click("88%", " 2.4 ")
        assert room.cursor == "2.4"
        assert any(re.search(r"▶. 2\.4\.1 ", row) for row in room.rows)


async def test_a_click_beside_the_standards_changes_nothing(tmp_path: Path) -> None:
    async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
        await room.click("Court disposals")
        await room.click("North Somerset")
        await room.click("24/36")
        assert room.cursor == "2.2"


async def test_a_click_takes_the_sentence_at_the_foot_away(tmp_path: Path) -> None:
    async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
        await room.press("s")
        await room.see("Everything is saved.")
        await room.click("Reviewing")
        await room.not_see("Everything is saved.")


async def test_themes_go_round(tmp_path: Path) -> None:
    async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
        first = room.app.look
        looks = []
        for _ in range(3):
            await room.press("t")
            looks.append(room.app.look.name)
        assert len(set(looks)) == 3
        assert room.app.look is first


async def test_space_shows_everything_and_goes_through_the_standards(tmp_path: Path) -> None:
    async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
        await room.press("n", "n", "n", "space")
        await room.see("3.1 Assessment", "based on 5 cases in 3.1.3 (threshold 5)")
        await room.press("right")
        await room.see("3.2 Planning")
        await room.press("left", "left")
        await room.see("2.4 Reviewing")
        await room.press("pagedown")
        await room.not_see("near boundary")
        await room.press("escape")
        await room.not_see("other standards")
        # The board is at what was read last, so that d decides that.
        assert room.cursor == "2.4"


async def test_help_names_every_command_and_mark(tmp_path: Path) -> None:
    async with meeting(copy_of(NORTH_SOMERSET, tmp_path), (120, 140)) as room:
        await room.press("question_mark")
        await room.see("Move")
        for command in COMMANDS:
            await room.see(command.help)
        await room.see(
            "possible: only a percentage was reported",
            "80% interval (Wilson)",
            "within 5 points of a boundary (50, 65, 80)",
            "based on 5 relevant cases or fewer",
        )
        await room.press("escape")
        await room.not_see("80% interval (Wilson)")


@pytest.mark.parametrize(
    ("key", "name"), [("b", "b"), ("exclamation_mark", "!"), ("f5", "f5"), ("tab", "tab")]
)
async def test_a_key_that_does_nothing_is_said_to(key: str, name: str, tmp_path: Path) -> None:
    async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
        await room.press("t")
        await room.see("Theme:")
        await room.press(key)
        await room.see(f"{name} does nothing here; ? shows the keys.")
        await room.not_see("Theme:")
        await room.press("down")
        await room.not_see("does nothing here")


@pytest.mark.parametrize("size", [(60, 20), SMALL, COMMON, LARGE])
async def test_what_the_filter_hides_stays_said(size: tuple[int, int], tmp_path: Path) -> None:
    async with meeting(copy_of("suffolk-2023", tmp_path), size) as room:
        assert "hidden" not in room.text
        await room.press("f")
        await room.see("4 hidden. f shows all.")
        await room.press("down", "up")
        await room.see("4 standards hidden; f shows all")
        await room.not_see("Showing the")
        await room.press("f")
        await room.not_see("hidden")


async def test_a_form_with_one_field_names_no_next_field(tmp_path: Path) -> None:
    async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
        await room.press("a")
        await room.see("Note on 2.2", "Ctrl+S record")
        assert "next field" not in room.words
        await room.press("escape", "m")
        await room.see("Tab next field")


@pytest.mark.parametrize("key", ["down", "pagedown"])
async def test_help_scrolls(key: str, tmp_path: Path) -> None:
    async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
        await room.press("question_mark")
        await room.see("Select the standard above", "Esc back")
        await room.press(*[key] * 3)
        await room.not_see("Select the standard above")
        await room.press("up", *["pageup"] * 3)
        await room.see("Select the standard below")


async def test_typing_searches_the_help(tmp_path: Path) -> None:
    async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
        await room.press("question_mark")
        await room.type("withdraw")
        await room.not_see("Select the standard above")
        await room.see("Withdraw the selected standard's decision")
        await room.type(" [/] no such")
        await room.see("No matches.")
        await room.press("ctrl+u")
        await room.type("▲")
        await room.see("▲7 ▼6", "would change the overall rating")
        await room.press("escape")
        await room.until(lambda: not room.dialog, "the help to be gone")
        assert room.cursor == "2.2"


@pytest.mark.parametrize("size", [(59, 24), (80, 19), (20, 5), (1, 1)])
async def test_too_small_a_window_says_so_and_loses_nothing(
    size: tuple[int, int], tmp_path: Path
) -> None:
    async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
        await decide(room, "3.2", "2", "Weighed.")
        assert room.cursor == "3.3"
        await room.resize(size)
        if size[0] >= 20:
            await room.see(f"this window is {size[0]} × {size[1]}")
        await room.resize(SMALL)
        await room.see("25/36")
        assert room.cursor == "3.3"


@pytest.mark.parametrize("size", [(60, 20), SMALL, COMMON, (194, 50), LARGE, (250, 80)])
async def test_the_window_can_change_at_any_time(size: tuple[int, int], tmp_path: Path) -> None:
    async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
        await room.resize(size)
        await room.until(lambda: len(room.rows) == size[1], "the new height")
        assert "24/36" in room.headline
        assert room.keys_named.startswith(" ↑↓←→ move   n next to decide")
        if size[1] >= 24:
            assert room.standards == (FOLDED if size == SMALL else ALL)
        await room.press("n")
        assert room.cursor == "2.3"


@pytest.mark.parametrize("size", [SMALL, COMMON, LARGE])
async def test_the_keys_at_the_foot_can_be_clicked(size: tuple[int, int], tmp_path: Path) -> None:
    async with meeting(copy_of(NORTH_SOMERSET, tmp_path), size) as room:
        await room.click("next to decide", "q quit")
        assert room.cursor == "2.3"
        await room.click("d decide", "q quit")
        await room.see("Decide 2.3")
        await room.click("3 Outstanding", "2 Good")
        await room.type("Seven cases, all else sound.")
        await room.click("Ctrl+S record")
        await room.saved(1)
        await room.click("? help", "q quit")
        await room.see("search the help")
        await room.click("Esc back")
        await room.until(lambda: not room.dialog, "the help to be gone")
        await room.press("z")
        await room.until(lambda: not room.standards, "the large view")
        await room.click("Esc back")
        board = FOLDED if size == SMALL else ALL
        await room.until(lambda: room.standards == board, "the board")
        # Recording has moved the cursor on; a click on what is no command moves nothing.
        assert room.cursor == "2.4"
        await room.click("move", "q quit")
        assert room.cursor == "2.4"
        await room.pilot.click(offset=(room.keys_named.index("quit"), size[1] - 1))
        assert await room.left() == 0


async def test_what_the_finder_finds_can_be_clicked(tmp_path: Path) -> None:
    async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
        await room.press("ctrl+p", *["down"] * 3)
        await room.see("defer")
        await room.click("keep:")
        await room.see("Keep 2.2 Planning")
        await room.click("Esc leave")
        await room.press("slash")
        await room.see("Go to")
        await room.click("2.1.2 Understands")
        await room.until(lambda: not room.dialog, "the list to be gone")
        assert room.question == "2.1.2"


async def test_the_foot_names_what_the_keys_do_to_this_standard(tmp_path: Path) -> None:
    async with meeting(copy_of(NORTH_SOMERSET, tmp_path), COMMON) as room:
        assert "x keep" in room.keys_named
        await room.press("x")
        await room.type("It stays.")
        await room.press("ctrl+s")
        await room.saved(1)
        # 2.3 is selected now, and not decided: the last decision would be withdrawn.
        assert "u withdraw 2.2" in room.keys_named
        await room.see("2.2 kept: Outstanding. Next: 2.3.")
        await go_to(room, "1.1")
        assert "x agree" in room.keys_named


async def test_a_withdrawal_says_which_rating_counts_again(tmp_path: Path) -> None:
    async with meeting(copy_of(NORTH_SOMERSET, tmp_path), COMMON) as room:
        await decide(room, "3.2", "g", "The other two are sound.")
        await go_to(room, "3.2")
        await room.press("u")
        await room.see("Withdraw the decision on 3.2")
        await room.type("Decided on the wrong standard.")
        await room.press("ctrl+s")
        await room.saved(2)
        await room.see("The decision on 3.2 is withdrawn: Requires improvement again.")


@pytest.mark.parametrize("size", [SMALL, COMMON])
async def test_the_first_judgement_after_the_open_standards_is_explained(
    size: tuple[int, int], tmp_path: Path
) -> None:
    async with meeting(copy_of("suffolk-2023", tmp_path), size) as room:
        for number in range(1, 4):
            await room.not_see("agrees each as proposed")
            await room.press("x")
            await room.type("It stays.")
            await room.press("ctrl+s")
            await room.saved(number)
        await room.see("Next, the judgements: x agrees each as proposed.")
        for number in range(4, 10):
            await room.press("x")
            await room.saved(number)
        await room.see("Closing summary")
        await room.press("escape")
        # Whoever leaves the summary sees the way back to it.
        assert "S closing summary" in room.keys_named


@pytest.mark.parametrize("size", [SMALL, COMMON])
async def test_open_standards_that_were_passed_over_come_before_the_judgements(
    size: tuple[int, int], tmp_path: Path
) -> None:
    async with meeting(copy_of(NORTH_SOMERSET, tmp_path), size) as room:
        for number, standard in enumerate(("2.3", "2.4", "3.2", "3.3"), start=1):
            await keep(room, standard, "It stays.")
            await room.saved(number)
        await room.see("3.3 kept: Requires improvement. Next: 3.4.")
        await room.press("D", "ctrl+s")
        await room.saved(5)
        await room.see("3.4 deferred: Outstanding. Still open: 2.2 and 3.1.")
        assert room.cursor == "2.2"
        for number, standard in enumerate(("2.2", "3.1"), start=6):
            await keep(room, standard, "It stays.")
            await room.saved(number)
        # What was deferred comes round after the standards that were not, as before.
        await room.see("3.1 kept: Outstanding. Next: 3.4.")
        assert room.cursor == "3.4"


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("e", "This works in the history. Press h first."),
        ("r", "This works in the history. Press h first."),
        ("plus", "This works in a what-if. Press w first."),
    ],
)
async def test_a_key_of_another_view_says_how_to_get_there(
    key: str, words: str, tmp_path: Path
) -> None:
    async with meeting(copy_of(NORTH_SOMERSET, tmp_path, decisions=True)) as room:
        await room.press(key)
        await room.see(words)


@pytest.mark.parametrize("standard", [None, "3.2"])
def test_only_a_withdrawn_decision_can_be_recorded_again(standard: str | None) -> None:
    now = datetime(2021, 6, 1, 12, tzinfo=UTC)
    meeting = laid_out(NORTH_SOMERSET)
    for proposal in (
        Proposal(Kind.KEEP, "3.2", reason="Weighed."),
        Proposal(Kind.WITHDRAW, "3.2", reason="Weighed anew."),
        NoteProposal("Said.", standard),
        NoteWithdrawal("entry 3", "Said by mistake."),
    ):
        number = len(meeting.entries) + 1
        meeting = meeting.with_entry(meeting.entry_for(proposal, f"entry {number}", now))
    refusals = [
        Situation(Scene(meeting, View("3.2"), None, place)).refusal(BY_ID["record_again"])
        for place in range(5)
    ]
    refused = "Only a decision that was withdrawn can be recorded again."
    assert refusals == [refused, None, refused, refused, refused]

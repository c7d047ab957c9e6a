"""Keys that come faster than the screen draws: each goes where a slow hand would have put it."""

import sys
from pathlib import Path

import pytest
import tomli
from textual import events

from sessions.files.decisions_file import decisions_path
from tests.tui.meeting import NORTH_SOMERSET, Record, Room, copy_of, go_to, meeting
from tests.tui.terminal import Terminal

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")

# Letters of ratings, of commands and of the board's moves: each would do harm anywhere else.
REASONS = (
    "too few cases",
    "good figures rest on one or two",
    "0 of 3 in the sub-sample",
    "ihrgo qtuxzDNTn",
)


def entries_of(session: Path) -> list[Record]:
    """Return the entries that are saved; none where nothing was."""
    path = decisions_path(session)
    entries: list[Record] = []
    if path.exists():
        entries = tomli.loads(path.read_text("utf-8"))["entries"]
    return entries


@posix_only
@pytest.mark.parametrize("reason", REASONS)
def test_all_at_once_in_a_terminal(reason: str, tmp_path: Path) -> None:
    session = copy_of(NORTH_SOMERSET, tmp_path)
    state = {"RATINGS_PANEL_STATE": str(tmp_path / "state")}
    with Terminal.panel(str(session), environment=state) as terminal:
        terminal.see("move", " decided")
        terminal.press("nnnn" + "d3" + reason + "\t\tAnn\tBea, Cy\tDee")
        terminal.see(reason, "Ann", "Bea, Cy", "Dee", "Requires improvement → Outstanding")
        terminal.press(" after all\x13")
        terminal.answer("Two-band change: press Ctrl+S again to confirm.", "\x13", "Ctrl+S")
        terminal.until(lambda: len(entries_of(session)) == 1, "the entry")
    (entry,) = entries_of(session)
    assert entry["standard"] == "3.2"
    assert entry["to"] == "Outstanding"
    assert entry["reason"] == reason
    assert entry["proposed_by"] == ["Ann"]
    assert entry["agreed_by"] == ["Bea", "Cy"]
    assert entry["dissent"] == "Dee after all"


@posix_only
def test_recorded_and_left_in_one_burst(tmp_path: Path) -> None:
    """What was typed before ctrl+s is in the entry; what comes behind it goes to the board."""
    session = copy_of(NORTH_SOMERSET, tmp_path)
    state = {"RATINGS_PANEL_STATE": str(tmp_path / "state")}
    with Terminal.panel(str(session), environment=state) as terminal:
        terminal.see("move", " decided")
        long = "The figures are small. " * 40
        terminal.press("nnnn" + "d2" + long + "The end.\x13")
        terminal.until(lambda: len(entries_of(session)) == 1, "the entry")
    (entry,) = entries_of(session)
    assert entry["reason"] == long + "The end."


@posix_only
def test_two_decisions_in_one_burst(tmp_path: Path) -> None:
    """What is typed behind ctrl+s is not in the reason, and does what it would have done."""
    session = copy_of(NORTH_SOMERSET, tmp_path)
    state = {"RATINGS_PANEL_STATE": str(tmp_path / "state")}
    with Terminal.panel(str(session), environment=state) as terminal:
        terminal.see("move", " decided")
        # Recording goes on to the next standard by itself: j and n go on from there.
        first = "xThe first.\t\tAnn\x13"
        terminal.press(first + "jxThe second, no more.\x13" + "nd3Third.\x13")
        terminal.answer("Two-band change: press Ctrl+S again to confirm.", "\x13", "Ctrl+S")
        terminal.press("njz")
        terminal.until(lambda: len(entries_of(session)) == 3, "the entries")
    found = entries_of(session)
    assert [entry["standard"] for entry in found] == ["2.2", "2.4", "3.2"]
    assert [entry["reason"] for entry in found] == ["The first.", "The second, no more.", "Third."]
    assert [entry.get("proposed_by") for entry in found] == [["Ann"], None, None]
    assert [entry["kind"] for entry in found] == ["keep", "keep", "change"]


async def burst(room: Room, text: str) -> None:
    """Hand over keys without a pause between them."""
    await room.type(text)


@pytest.mark.parametrize("reason", REASONS)
async def test_keys_typed_into_a_dialog_that_is_only_opening(reason: str, tmp_path: Path) -> None:
    session = copy_of(NORTH_SOMERSET, tmp_path)
    async with meeting(session) as room:
        await go_to(room, "3.2")
        await burst(room, "d2" + reason)
        await room.see("Decide 3.2", reason, "Requires improvement → Good")
        await room.press("ctrl+s")
        await room.saved(1)
        assert room.entries[0]["reason"] == reason
        assert room.entries[0]["to"] == "Good"


async def test_the_reason_of_a_keep_is_whole(tmp_path: Path) -> None:
    async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
        await go_to(room, "3.3")
        await burst(room, "xtoo few cases")
        await room.see("Keep 3.3", "too few cases")


async def test_what_is_pasted_on_the_ratings_is_the_reason(tmp_path: Path) -> None:
    async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
        await go_to(room, "3.2")
        await room.press("d")
        await room.see("Decide 3.2")
        await room.paste("2 of 3: good enough")
        await room.see("2 of 3: good enough", "Requires improvement is kept")


async def test_what_is_pasted_on_the_board_does_nothing_and_says_so(tmp_path: Path) -> None:
    async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
        before = room.cursor
        await room.paste("d2too few cases")
        await room.see("The pasted text was ignored.")
        assert room.cursor == before
        assert room.dialog == []


async def test_a_name_is_searched_for_from_its_first_letter(tmp_path: Path) -> None:
    async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
        room.app.post_message(events.Key("slash", "/"))
        await burst(room, "3.3\n")
        await room.until(lambda: room.dialog == [], "the finder to close")
        await room.until(lambda: room.cursor == "3.3", "the standard")


async def test_an_answer_counts_only_once_the_question_was_painted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
        monkeypatch.setattr(type(room.opening.keeper), "save", _never)
        await go_to(room, "3.3")
        await burst(room, "xtoo few cases")
        await room.see("too few cases")
        await room.press("ctrl+s")
        await room.until(lambda: "NOT SAVED" in room.headline, "the alarm")
        await burst(room, "ql")
        await room.see("Leave?", "Press l again to leave")
        await room.press("l")
        assert await room.left() == 3


def _never(*_: object) -> object:
    from sessions.record.atomic_save import NotSaved

    raise NotSaved("Nothing was saved", "Save again.")

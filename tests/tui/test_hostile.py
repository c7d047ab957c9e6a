"""Hostile text on every screen and dialog: nothing crashes, acts, hides or pushes lines about."""

import os
import re
import time
from pathlib import Path

import pytest
import tomli
from rich.cells import cell_len
from textual import events

from core.record import Kind
from sessions.files.session_file import read_session
from sessions.record.presence import Other, Presence, Who, presence_path
from sessions.record.recovery import Draft
from sessions.text.problems import Unusable
from sessions.text.visible import MARK, typed, typed_lines
from tests.tui.hostile import (
    COCKTAIL,
    KINDS,
    MARKUP,
    board,
    faulty_letters,
    potion,
    presence_file,
    write_hostile,
)
from tests.tui.meeting import COMMON, LARGE, NORTH_SOMERSET, SMALL, Room, copy_of, go_to, meeting
from tui.meeting.opening import open_meeting

SIZES = (SMALL, COMMON, LARGE)
LOOKS_ONLY = {
    "in full": ("space",),
    "in full, page 2": ("space", "pagedown"),
    "in full, page 3": ("space", "pagedown", "pagedown"),
    "in full, page 4": ("space", "pagedown", "pagedown", "pagedown"),
    "in full, turned": ("space", "right", "pagedown"),
    "explain": ("f1",),
    "column": ("right", "c"),
    "overall": ("o",),
    "compare": ("v",),
    "help": ("question_mark",),
    "go to": ("slash",),
    "finder": ("ctrl+p",),
    "decide": ("d",),
    "keep": ("x",),
    "defer": ("D",),
    "withdraw": ("u",),
}
# Two megabytes are the most that a file may have.
LONGEST = (
    ("inspection/service",),
    ("standards/5/note", "standards/5/key_questions/0/label"),
    ("standards/5/key_questions/0/wording", "standards/5/key_questions/0/prompts/0/label"),
)


def assert_harmless(room: Room, where: str) -> None:
    """Every row is exactly as wide as the screen and holds nothing that acts or hides."""
    assert room.app.return_value is None, f"the program was ended by {where}"
    width, height = room.app.size
    rows = room.rows
    assert len(rows) == height, where
    for number, row in enumerate(rows):
        assert list(faulty_letters(row)) == [], f"{where}, row {number}: {row!a}"
        assert cell_len(row) == width, f"{where}, row {number}: {row!r}"


async def tap(room: Room, *keys: str) -> None:
    """Press keys, and wait for what they do only as long as messages are under way."""
    for key in keys:
        room.app.post_message(events.Key(key, key if len(key) == 1 else None))
        for _ in range(3):
            await room.pilot.pause(0)


async def look_everywhere(room: Room) -> str:
    """Open every screen on the selected standard; give all that was seen."""
    seen = [room.text]
    for name, keys in LOOKS_ONLY.items():
        await tap(room, *keys)
        await room.until(lambda: len(room.app.screen_stack) == 2, f"{name} to open")
        assert_harmless(room, name)
        seen.append(room.text)
        await tap(room, "escape")
        await room.until(lambda: len(room.app.screen_stack) == 1, f"{name} to close")
    for name, keys in {
        "history": ("h", "up", "up", "up", "escape"),
        "what-if": ("w", "plus", "minus", "minus", "escape"),
        "large": ("z", "down", "z"),
        "only open": ("f", "f"),
        "copies": ("y", "Y"),
        "themes": ("t", "t", "t"),
    }.items():
        for key in keys:
            await tap(room, key)
            assert_harmless(room, f"{name} after {key}")
            seen.append(room.text)
    return "\n".join(seen)


@pytest.mark.parametrize("size", SIZES)
async def test_every_screen_shows_hostile_files_harmlessly(
    size: tuple[int, int], tmp_path: Path
) -> None:
    async with meeting(write_hostile(tmp_path), size) as room:
        await tap(room, "down", "up")
        seen = ""
        for standard in ("1.1", "2.3", "3.3", "3.4"):
            await go_to(room, standard)
            assert_harmless(room, standard)
            seen += room.text
        await go_to(room, "3.2")
        seen += await look_everywhere(room)
        # What is hostile was shown, not avoided; markup stands there as it was written.
        for field in ("service", "T3.2", "d3", "reason1", "[@click=app.quit]x", "N3.2"):
            assert field in seen, f"{field} was shown nowhere"


@pytest.mark.parametrize("size", [COMMON, LARGE])
async def test_every_screen_shows_short_hostile_texts_harmlessly(
    size: tuple[int, int], tmp_path: Path
) -> None:
    async with meeting(write_hostile(tmp_path, short=True), size) as room:
        assert_harmless(room, "the board")
        await go_to(room, "3.2")
        seen = await look_everywhere(room)
        assert "service \ufffd[m\ufffd\ufffd\ufffd\ufffd[/]" in seen


@pytest.mark.parametrize("longest", LONGEST)
async def test_a_text_of_a_megabyte_is_cut(longest: tuple[str, ...], tmp_path: Path) -> None:
    async with meeting(write_hostile(tmp_path, longest=longest), SMALL) as room:
        await go_to(room, "2.2")
        for keys in ((), ("space",), ("escape", "d"), ("escape", "z"), ("z", "slash")):
            await tap(room, *keys)
            assert_harmless(room, f"{longest} after {keys}")


HOSTILE_DRAFT = Draft(
    standard="3.4",
    kind=Kind.KEEP,
    reason=potion("draftreason") + "\nsecond\x1b[31m\x9d",
    proposed_by=(potion("draftproposer"),),
    agreed_by=(potion("draftagreer"), COCKTAIL),
    dissent=potion("draftdissent"),
)


@pytest.mark.parametrize("size", [SMALL, COMMON])
async def test_what_was_left_unsaved_is_offered_harmlessly(
    size: tuple[int, int], tmp_path: Path
) -> None:
    session = write_hostile(tmp_path, entries=False)
    async with meeting(session) as room:
        await room.see("2.2")
        room.opening.keeper.draft(HOSTILE_DRAFT)
    async with meeting(session, size) as room:
        await room.see("Draft from last time")
        assert_harmless(room, "restore")
        await tap(room, "v")
        await room.see("draftreason")
        assert_harmless(room, "restore, shown")
        await tap(room, "r")
        await room.until(lambda: len(room.app.screen_stack) == 1, "the offer to be gone")
        await tap(room, "x")
        await room.see("Keep 3.4", "draftproposer")
        assert_harmless(room, "a restored draft")
        await tap(room, "ctrl+s")
        await room.saved(1)
        (entry,) = room.entries
        assert entry["reason"] == "\n".join(typed_lines(HOSTILE_DRAFT.reason))


async def test_a_withdrawn_entry_is_recorded_again_harmlessly(tmp_path: Path) -> None:
    async with meeting(write_hostile(tmp_path), COMMON) as room:
        await tap(room, "h")
        await room.until(lambda: "HISTORY" in room.text, "the history")
        await tap(room, "up", "up", "up", "r")
        await room.see("Decide 3.3", "reason2", "dissenter")
        assert_harmless(room, "the dialog with a hostile entry")


@pytest.mark.parametrize("dialog", ["slash", "ctrl+p", "question_mark"])
async def test_what_is_pasted_into_a_search_cannot_act(dialog: str, tmp_path: Path) -> None:
    async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
        await tap(room, dialog)
        await room.until(lambda: len(room.app.screen_stack) == 2, "the search to open")
        for kind, text in KINDS.items():
            await room.paste(f"{kind} {text} end")
            await room.see(f"{kind} ")
            assert_harmless(room, f"{dialog} with {kind}")
            await tap(room, "ctrl+u")


@pytest.mark.parametrize(
    ("kind", "field"),
    [*((kind, "reason") for kind in KINDS), ("piles", "proposed_by"), ("escape", "agreed_by")],
)
async def test_what_is_pasted_is_harmless_and_readable(
    kind: str, field: str, tmp_path: Path
) -> None:
    async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
        await go_to(room, "3.2")
        await tap(room, "x")
        await room.see("Keep 3.2")
        if field != "reason":
            await room.type("Plain.")
            await tap(room, *["tab"] * (2 + ["proposed_by", "agreed_by"].index(field)))
        await room.paste(f"begin {KINDS[kind]} end\r\nnext")
        await room.until(lambda: "begin" in room.text, "what was pasted")
        assert_harmless(room, kind)
        await tap(room, "ctrl+s")
        await room.saved(1)
        (entry,) = room.entries
        kept = entry[field] if isinstance(entry[field], str) else ", ".join(entry[field])
        # The data keep what was pasted; control characters are no text.
        end = " end\nnext" if field == "reason" else " end next"
        pasted = f"begin {typed(KINDS[kind])}{end}"
        # A semicolon separates names as a comma does.
        assert kept == (pasted if field == "reason" else pasted.replace(";", ", "))
        assert (MARK in kept) is (kind in ("escape", "c1"))
        # The file stays readable for people: nothing in it is escaped.
        assert "\\u" not in room.record_path.read_text(encoding="utf-8")


async def test_what_is_copied_is_clean(tmp_path: Path) -> None:
    async with meeting(write_hostile(tmp_path), COMMON) as room:
        await go_to(room, "3.2")
        for key, word in (("y", "L3.2.3"), ("Y", "service")):
            await tap(room, key)
            await room.see("was copied to the clipboard")
            copied = room.app.clipboard
            assert word in copied
            assert list(faulty_letters(copied)) == []
            assert MARKUP in copied


@pytest.mark.parametrize("size", SIZES)
async def test_another_persons_presence_is_shown_harmlessly(
    size: tuple[int, int], tmp_path: Path
) -> None:
    session = write_hostile(tmp_path, entries=False)
    record = session.with_name("hostile.decisions.toml")
    first = Presence.take(record)
    assert isinstance(first, Presence)
    try:
        presence_path(record).write_bytes(presence_file())
        async with meeting(session, size) as room:
            await room.see("VIEW ONLY", "has been editing since")
            assert_harmless(room, "following")
            await tap(room, "d")
            await room.see("View only: user")
            assert_harmless(room, "a refused command")
            await tap(room, "T")
            await room.see("You have asked")
            assert_harmless(room, "asking")
    finally:
        first.release()


async def test_who_asks_is_shown_harmlessly(tmp_path: Path) -> None:
    from tui.dialogs.other_viewers import TakeOver

    who = Who(potion("user"), potion("host") + "h" * 15_000, 1, potion("since"))
    async with meeting(write_hostile(tmp_path, entries=False)) as room:
        room.app.push_screen(TakeOver(who))
        await room.see("Hand over the meeting?", "asks to take over", "a agree", "k keep it")
        assert_harmless(room, "take over")


async def test_a_clash_is_shown_harmlessly(tmp_path: Path) -> None:
    from tui.dialogs.other_viewers import ClashQuestion

    async with meeting(write_hostile(tmp_path)) as room:
        entries = room.opening.meeting.entries
        room.app.push_screen(ClashQuestion(entries[0], entries[1], "3.3"))
        await room.see("3.3 was decided twice", "theirs:", "y use yours", "t use theirs")
        assert_harmless(room, "clash")
        await tap(room, *["down"] * 30)
        await room.see("yours: changed from", "second line")


async def test_leaving_and_notices_are_shown_harmlessly(tmp_path: Path) -> None:
    from sessions.record.atomic_save import NotSaved

    async with meeting(write_hostile(tmp_path)) as room:
        screen = board(room.app)
        screen.saver.unsaved.add("some entry")
        screen.saver.failure = NotSaved(potion("file") * 5, os.fsdecode(b"bad\xff\x9b name"))
        screen.state.say(potion("notice") * 20)
        await room.see("Not saved: file")
        assert_harmless(room, "an alarm")
        assert " ▶ " in room.text, "the board is gone behind the alarm"
        await tap(room, "q")
        await room.see("Leave?")
        assert_harmless(room, "leaving")


async def test_a_hostile_file_name_is_shown_harmlessly(tmp_path: Path) -> None:
    folder = tmp_path / "\x1b[31m\x9b31m \u202e[red]x"
    try:
        folder.mkdir()
    except OSError:
        pytest.skip("this file system has only plain names")
    async with meeting(write_hostile(folder)) as room:
        await room.see("the evidence has changed since this record was made")
        assert_harmless(room, "warnings that name the file")
        await tap(room, "up")
        await go_to(room, "3.4")
        await tap(room, "x")
        await room.see("Keep 3.4")
        await room.type("Sound.")
        await tap(room, "ctrl+s")
        await room.saved(6)
        session = tomli.loads(room.record_path.read_text("utf-8"))
        assert session["entries"][-1]["standard"] == "3.4"


async def test_nobody_is_asked_by_a_name_from_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.setenv(name, os.fsdecode(b"\xff\x9b31m") + MARKUP + "\x1b[31m\u202e")
    session = copy_of(NORTH_SOMERSET, tmp_path)
    async with meeting(session) as first:
        assert isinstance(first.opening.holding, Presence)
        async with meeting(session) as second:
            assert isinstance(second.opening.holding, Other)
            await second.see("[@click=app.quit]x[/]", "has been editing since")
            assert_harmless(second, "following one with a hostile name")


@pytest.mark.parametrize("zone", ["Etc/GMT+12", "Etc/GMT-14"])
@pytest.mark.parametrize(
    "at", ["0001-01-02T00:00:00Z", "9999-12-30T23:59:59Z", "0001-01-01T09:00:00Z"]
)
async def test_a_moment_at_the_ends_of_the_calendar_ends_no_program(
    at: str, zone: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", zone)
    if hasattr(time, "tzset"):
        time.tzset()
    session = copy_of(NORTH_SOMERSET, tmp_path, decisions=True)
    record = session.with_name(f"{NORTH_SOMERSET}.decisions.toml")
    told = re.sub(r"^at = .*$", f"at = {at}", record.read_text("utf-8"), flags=re.MULTILINE)
    record.write_text(told, encoding="utf-8")
    if at.startswith("0001-01-01"):
        with pytest.raises(Unusable, match="is outside the years 1 to 9999"):
            open_meeting(read_session(session))
        return
    async with meeting(session, LARGE) as room:
        await tap(room, "h", "up", "space")
        assert_harmless(room, "history")
        assert room.app.return_value is None
        assert "HISTORY" in room.text

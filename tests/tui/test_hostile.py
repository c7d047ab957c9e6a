"""Hostile text on every screen and dialog: nothing crashes, acts, hides or pushes lines about."""

import os
from pathlib import Path

import pytest
import tomli
from rich.cells import cell_len
from textual import events

from core.record import Kind
from sessions.presence import Other, Presence, Who, presence_path
from sessions.recovery import Draft
from tests.tui.hostile import (
    COCKTAIL,
    KINDS,
    MARKUP,
    faulty_letters,
    potion,
    presence_file,
    write_hostile,
)
from tests.tui.meeting import COMMON, LARGE, NORTH_SOMERSET, SMALL, Room, copy_of, go_to, meeting

SIZES = (SMALL, COMMON, LARGE)
LOOKS_ONLY = {
    "in full": ("space",),
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
LONGEST = (
    "inspection/service",
    "standards/5/note",
    "standards/5/key_questions/0/wording",
    "standards/5/key_questions/0/prompts/0/label",
    "standards/5/key_questions/0/label",
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
        await room.until(lambda: len(room.app.screen_stack) == 3, f"{name} to open")
        assert_harmless(room, name)
        seen.append(room.text)
        await tap(room, "escape")
        await room.until(lambda: len(room.app.screen_stack) == 2, f"{name} to close")
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
        seen = ""
        for standard in ("2.3", "3.2", "3.3"):
            await go_to(room, standard)
            assert_harmless(room, standard)
            seen += await look_everywhere(room)
        # What is hostile was shown, not avoided; markup stands there as it was written.
        fields = ("service", "T3.2", "d3", "L3.2.3", "ph", "reason", "N3.2", "[@click=app.quit]x")
        for field in fields if size != SMALL else ("service", "T3.2", "reason"):
            assert field in seen, f"{field} was shown nowhere"


@pytest.mark.parametrize("longest", LONGEST)
async def test_a_text_of_a_megabyte_is_cut(longest: str, tmp_path: Path) -> None:
    async with meeting(write_hostile(tmp_path, longest=longest), SMALL) as room:
        await go_to(room, "2.2")
        assert_harmless(room, longest)
        await look_everywhere(room)

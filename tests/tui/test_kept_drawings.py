"""What is kept of a drawing is what a new drawing would be, wherever a meeting has been."""

from copy import deepcopy
from pathlib import Path

import pytest

from core.meeting import Meeting
from tests.tui.meeting import COMMON, LARGE, OLDHAM, SMALL, Room, copy_of, decide, meeting
from tui.commands.availability import Situation
from tui.drawing.layout import picture
from tui.meeting.screen import MeetingScreen
from tui.state.scene import Scene
from tui.widgets.board_widget import whole_screen

SMALLEST = (60, 20)
ROUND = ("n", "right", "w", "plus", "plus", "minus", "right_square_bracket", "down", "minus")
BACK = ("backspace", "t", "escape", "f", "down", "f", "h", "up", "up", "down", "escape", "up")


def drawn_anew(screen: MeetingScreen) -> tuple[object, ...]:
    """Draw the screen from values that nothing was ever kept with."""
    scene = screen.scene
    fresh = Meeting(deepcopy(scene.meeting.evidence), tuple(scene.meeting.entries))
    bare = Scene(fresh, scene.view, scene.what_if, scene.entries)
    now = Situation(bare, bool(screen.saver.unsaved), screen.following_words, screen.situation.keys)
    size = screen.app.size
    return whole_screen(picture(bare, screen.status, screen.standing_notice, size, now), *size)


async def walked(room: Room, *keys: str) -> None:
    screen = room.app.screen
    assert isinstance(screen, MeetingScreen)
    for key in keys:
        await room.press(key)
        assert screen.lines == drawn_anew(screen), key
        shown = [line.text.rstrip() for line in screen.lines]
        assert [row.rstrip() for row in room.rows][: len(shown)] == shown, key


@pytest.mark.parametrize("size", [SMALLEST, SMALL, COMMON, LARGE])
async def test_what_is_kept_is_never_old(size: tuple[int, int], tmp_path: Path) -> None:
    async with meeting(copy_of(OLDHAM, tmp_path), size) as room:
        await walked(room, *ROUND, "escape")
        await room.press("home", "n")
        await decide(room, room.cursor, "2", "The sample was small.")
        await walked(room, *ROUND, *BACK)
        await room.press("u")
        await room.see("Withdraw the decision")
        await room.type("Too early.")
        await room.press("ctrl+s")
        await room.saved(2)
        await walked(room, *ROUND, *BACK)
        await room.resize(COMMON if size != COMMON else SMALL)
        await walked(room, *ROUND, *BACK)

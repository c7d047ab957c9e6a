"""What is painted at once, cell by cell, is what Textual would have painted."""

import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from time import monotonic
from typing import Any

import pyte
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from textual.filter import LineFilter, Monochrome
from textual.screen import Screen

from tests.tui.meeting import COMMON, OLDHAM, PATIENCE, SMALL, copy_of, go_to, meeting
from tests.tui.terminal import Terminal
from tui.drawing.lines import Line, Piece
from tui.drawing.look import DARK, LIGHT
from tui.meeting.app import RatingsPanel
from tui.meeting.painting import Changes, Ink, changes
from tui.meeting.screen import MeetingScreen

WIDTH = 24
# Seconds.
QUIET = 0.1
Cell = tuple[str, str, str, bool, bool]

pieces = st.builds(
    Piece,
    st.text("aab …●├东é́", max_size=9),
    st.sampled_from(["text", "quiet", "strong", "pill", "rating 1 of 4"]),
)
lines = st.builds(Line, st.lists(pieces, max_size=5).map(tuple), st.booleans())


def cells_of(screen: pyte.Screen) -> list[list[Cell]]:
    """What stands in each cell of an emulated screen, and how."""
    return [
        [
            (cell.data, cell.fg, cell.bg, cell.bold, cell.reverse)
            for cell in (screen.buffer[y][x] for x in range(screen.columns))
        ]
        for y in range(screen.lines)
    ]


def painted(stages: list[list[Line]], ink: Ink) -> list[list[Cell]]:
    """Paint each stage over the one before it; the first over an empty screen."""
    screen = pyte.Screen(WIDTH, 4)
    stream = pyte.Stream(screen)
    rows = [[ink.row_of(line, WIDTH) for line in stage] for stage in stages]
    nothing = ink.row_of(Line((Piece("東"),)), WIDTH)
    for before, after in pairwise([[nothing] * 3, *rows]):
        stream.feed(changes(zip(range(3), before, after, strict=True)))
    return cells_of(screen)


@pytest.mark.parametrize("filters", [[], [Monochrome()]])
@pytest.mark.parametrize("system", ["truecolor", "256", "standard", None])
@given(st.lists(st.lists(lines, min_size=3, max_size=3), min_size=2, max_size=4))
@example([[Line((Piece("a" * WIDTH),))] * 3, [Line((Piece("ab" * 12),))] * 3])
@example([[Line((Piece("東a"),))] * 3, [Line((Piece("a東"),))] * 3, [Line()] * 3])
def test_what_was_changed_looks_as_if_painted_anew(
    filters: list[LineFilter], system: str | None, stages: list[list[Line]]
) -> None:
    ink = Ink(DARK, filters, system)
    assert painted(stages, ink) == painted(stages[-1:], ink)


def test_only_what_differs_is_sent() -> None:
    ink = Ink(LIGHT, [], "truecolor")
    one, other = (Line((Piece("score "), Piece(s), Piece(" of 36"))) for s in ("24", "25"))
    was, now = ink.row_of(one, 80), ink.row_of(other, 80)
    assert changes([(4, was, was), (5, now, now)]) == ""
    sent = changes([(4, was, now)])
    assert sent.startswith("\x1b[5;8H\x1b[0;")
    assert sent.endswith("m5\x1b[0m")


TERMINALS = {
    "full colour": (SMALL, {"COLORTERM": "truecolor"}),
    "16 colours": (COMMON, {"TERM": "xterm", "COLORTERM": ""}),
    "NO_COLOR": (COMMON, {"NO_COLOR": "1", "COLORTERM": "truecolor"}),
}
DOWN, RIGHT, LEFT = "\x1b[B", "\x1b[C", "\x1b[D"
ESCAPE, HELP = "\x1b", "\x1bOP"
WALK = ("n", DOWN, RIGHT, "w", "+", "+", "]", LEFT, "-", "\x7f", "t", "+", "f", ESCAPE, DOWN)
# What these say is gone with the next key.
SAYING = ("t", ESCAPE)


@pytest.fixture(params=list(TERMINALS.values()), ids=list(TERMINALS))
def terminal(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Terminal]:
    size, colours = request.param
    env = {"RATINGS_PANEL_STATE": str(tmp_path / "state"), **colours}
    begun = Terminal("-m", "tui", str(copy_of(OLDHAM, tmp_path)), size=size, env=env)
    begun.see("q quit")
    yield begun
    begun.close()


def wait_for(terminal: Terminal, cells: list[list[Cell]], alike: bool, what: str) -> None:
    """Take what is drawn until the screen is like these cells, or is not."""
    until = monotonic() + PATIENCE
    while (cells_of(terminal.screen) == cells) is not alike:
        assert monotonic() < until, f"waited in vain for {what}\n{terminal.text}"
        terminal._read()


def press(terminal: Terminal, key: str) -> None:
    """Press a key that changes the screen, and wait until it has."""
    terminal.type(key)
    assert terminal._read(PATIENCE), key
    terminal.rest(QUIET)


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_after_any_key_the_terminal_shows_what_textual_paints_anew(terminal: Terminal) -> None:
    terminal.rest(QUIET)
    for key in WALK:
        press(terminal, key)
        if key in SAYING:
            continue
        found = cells_of(terminal.screen)
        # A dialog over it: whole paintings by Textual, when it comes and when it goes.
        terminal.type(HELP)
        wait_for(terminal, found, False, f"help after {key!r}")
        terminal.type(ESCAPE)
        wait_for(terminal, found, True, f"the same after {key!r}")


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize("terminal", [TERMINALS["full colour"]], ids=["full colour"], indirect=True)
def test_nothing_is_painted_while_nobody_does_anything(terminal: Terminal) -> None:
    terminal.type(HELP)
    terminal.see("Esc back")
    terminal.type(ESCAPE)
    terminal.not_see("Esc back")
    # What was closed is cleared away a little later.
    terminal.rest(0.6)
    # More than a second, for what is looked at each second.
    assert not terminal._read(1.2)
    terminal.type(HELP)
    terminal.see("Esc back")
    terminal.rest(QUIET)
    blinking = 1000
    before, until = len(terminal.raw), monotonic() + 1.2
    while monotonic() < until:
        terminal._read()
    assert len(terminal.raw) - before <= blinking


async def test_nothing_is_painted_over_a_dialog(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    painted: list[object] = []
    textual_displays = RatingsPanel._display

    def display(app: RatingsPanel, screen: Screen[object], what: Any) -> None:
        painted.append(what)
        textual_displays(app, screen, what)

    monkeypatch.setattr(RatingsPanel, "_display", display)
    async with meeting(copy_of(OLDHAM, tmp_path), COMMON) as room:
        await go_to(room, "2.4")
        screen = room.app.screen
        assert isinstance(screen, MeetingScreen)
        painted.clear()
        screen.say("Said in front.")
        assert [type(each) for each in painted] == [Changes]
        # The dialog is there, and nobody was told of it yet.
        screen.do_keep()
        painted.clear()
        screen.say("Said behind the dialog.")
        assert painted == []
        await room.see("Keep 2.4")
        screen.say("Said behind the dialog again.")
        assert Changes not in map(type, painted)
        await room.press("escape")
        await room.see("Said behind the dialog again.")

"""The North Somerset meeting in a real pseudo-terminal."""

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
import tomli

from tests.tui.meeting import COMMON, SMALL

if sys.platform == "win32":
    pytest.skip("there is no pseudo-terminal", allow_module_level=True)

from tests.tui.terminal import Terminal

CTRL_S, ESC = "\x13", "\x1b"
Start = Callable[..., Terminal]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    with ExitStack() as begun:

        def begin(size: tuple[int, int] = SMALL, **env: str) -> Terminal:
            env = {"RATINGS_PANEL_STATE": str(tmp_path / "state"), **env}
            return begun.enter_context(Terminal.panel("demo", size=size, environment=env))

        yield begin


def decide(terminal: Terminal, standard: str, reason: str, score: str) -> None:
    terminal.press("d")
    terminal.see(f"Decide {standard}")
    terminal.press("2")
    terminal.see("Requires improvement → Good")
    terminal.press(reason)
    terminal.see(reason)
    terminal.see(f"{score}/36 Good", "saved", insisting=lambda: terminal.press(CTRL_S))


@pytest.mark.parametrize("size", [SMALL, COMMON])
def test_the_meeting_from_24_to_26(start: Start, size: tuple[int, int], tmp_path: Path) -> None:
    terminal = start(size)
    terminal.see("24/36 Good", "0 of 11 decided", "▶ 2.2")
    terminal.press("nnnn")
    terminal.see("▶ 3.2")
    decide(terminal, "3.2", "Most were planned well; one case weighs too much.", "25")
    # Recording goes on to the next standard to decide.
    terminal.see("▶ 3.3")
    decide(terminal, "3.3", "A single case pulled it down.", "26")
    terminal.see("2 of 11 decided", "○ evidence 24")
    terminal.press("q")
    assert terminal.ended() == 0
    (record,) = tmp_path.glob("state/demo/*/*.decisions.toml")
    assert f"The record is saved in {record}" in re.sub(r"\r?\n", "", plain(terminal))
    entries = tomli.loads(record.read_text(encoding="utf-8"))["entries"]
    assert [(entry["standard"], entry["score_after"]) for entry in entries] == [
        ("3.2", 25),
        ("3.3", 26),
    ]
    restored(terminal)


def plain(terminal: Terminal) -> str:
    """What was printed after the screen was left."""
    return terminal.raw.rpartition(b"\x1b[?1049l")[2].decode()


def restored(terminal: Terminal) -> None:
    """The cursor is shown, the alternate screen left, the line as it was before."""
    for on, off in ((b"\x1b[?1049l", b"\x1b[?1049h"), (b"\x1b[?25h", b"\x1b[?25l")):
        assert terminal.raw.rindex(on) > terminal.raw.rindex(off)
    for off, on in ((b"\x1b[?1000l", b"\x1b[?1000h"), (b"\x1b[?2004l", b"\x1b[?2004h")):
        assert terminal.raw.rfind(off) >= terminal.raw.rfind(on)
    assert terminal.attributes() == terminal.before
    assert "Traceback" not in terminal.raw.decode(errors="replace")


def test_leaving_without_a_decision(start: Start) -> None:
    terminal = start()
    terminal.see("24/36 Good")
    terminal.press("d")
    terminal.see("Decide 2.2")
    terminal.press(ESC)
    terminal.not_see("Decide 2.2")
    terminal.press("?")
    terminal.see("Select the standard above")
    terminal.press(ESC)
    terminal.not_see("Select the standard above")
    terminal.press("q")
    assert terminal.ended() == 0
    assert "No decision was recorded." in plain(terminal)
    restored(terminal)


def test_without_colour_the_cursor_is_still_seen(start: Start) -> None:
    terminal = start(NO_COLOR="1")
    terminal.see("24/36 Good", "▶ 2.2")
    terminal.press("j")
    terminal.see("▶ 2.3")
    terminal.press("q")
    assert terminal.ended() == 0
    colours = {
        (cell.fg, cell.bg) for line in terminal.screen.buffer.values() for cell in line.values()
    }
    assert all(is_grey(each) for pair in colours for each in pair), colours


def is_grey(colour: str) -> bool:
    if not re.fullmatch("[0-9a-f]{6}", colour):
        return colour in ("default", "black", "white", "brightblack", "brightwhite")
    red, green, blue = (int(colour[place : place + 2], 16) for place in (0, 2, 4))
    return max(red, green, blue) - min(red, green, blue) <= 12


def test_the_window_may_change_while_it_runs(start: Start) -> None:
    terminal = start(SMALL)
    terminal.see("24/36 Good", "? help")
    terminal.see(
        "Governance and leadership Requires improvement",
        "7 more for Outstanding",
        insisting=lambda: terminal.resize(COMMON),
    )
    terminal.press("q")
    assert terminal.ended() == 0

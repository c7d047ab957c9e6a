"""Poorer terminals: 256 and 16 colours, none at all. Readable, and the cursor visible."""

import sys
from pathlib import Path

import pytest

from tests.tui.colours import contrast
from tests.tui.meeting import SMALL

if sys.platform == "win32":
    pytest.skip("there is no pseudo-terminal", allow_module_level=True)

from tests.tui.terminal import Terminal

TERMINALS = {
    "full colour": {"TERM": "xterm-256color", "COLORTERM": "truecolor"},
    "256 colours": {"TERM": "xterm-256color", "COLORTERM": ""},
    "16 colours": {"TERM": "xterm", "COLORTERM": ""},
    "16 colours asked for": {"TEXTUAL_COLOR_SYSTEM": "standard", "COLORTERM": "truecolor"},
    "vt100": {"TERM": "vt100", "COLORTERM": ""},
    "NO_COLOR": {"NO_COLOR": "1", "COLORTERM": "truecolor"},
    "NO_COLOR, 256 colours": {"NO_COLOR": "1", "TERM": "xterm-256color", "COLORTERM": ""},
    "NO_COLOR, 16 colours": {"NO_COLOR": "1", "TERM": "xterm", "COLORTERM": ""},
}
# How pyte names the sixteen; as xterm shows them.
NAMED = {
    "black": "#000000",
    "red": "#cd0000",
    "green": "#00cd00",
    "brown": "#cdcd00",
    "blue": "#0000ee",
    "magenta": "#cd00cd",
    "cyan": "#00cdcd",
    "white": "#e5e5e5",
    "brightblack": "#7f7f7f",
    "brightred": "#ff0000",
    "brightgreen": "#00ff00",
    "brightbrown": "#ffff00",
    "brightblue": "#5c5cff",
    "brightmagenta": "#ff00ff",
    "brightcyan": "#00ffff",
    "brightwhite": "#ffffff",
}
THEMES = ("dark", "light", "high contrast")
READABLE = 3.0


@pytest.mark.parametrize("variables", TERMINALS.values(), ids=TERMINALS)
def test_each_terminal_shows_the_cursor_the_themes_and_the_dialog(
    variables: dict[str, str], tmp_path: Path
) -> None:
    """One program for all that is looked at in a terminal, one after the other."""
    env = {"RATINGS_PANEL_STATE": str(tmp_path / "state"), **variables}
    with Terminal.panel("demo", size=SMALL, environment=env) as terminal:
        terminal.see("24/36 Good", "▶ 2.2", "q quit")
        the_cursor_differs_by_a_mark_by_weight_and_by_reverse(terminal)
        every_letter_can_be_read_in_every_theme(terminal)
        the_cursor_is_seen_to_move(terminal)
        terminal.press("k\x1b[D\x1b[D")
        terminal.see("▶ 2.2")
        the_dialog_shows_where_one_types_and_what_is_chosen(terminal)


def colour(name: str) -> str:
    return NAMED.get(name, f"#{name}")


def row_of(terminal: Terminal, words: str) -> int:
    (place,) = [y for y, row in enumerate(terminal.screen.display) if words in row]
    return place


def unreadable(terminal: Terminal) -> list[str]:
    """Every letter that has the colour of its ground, or nearly so."""
    found = []
    for y in range(SMALL[1]):
        for x in range(SMALL[0]):
            cell = terminal.screen.buffer[y][x]
            if cell.data.strip() and contrast(colour(cell.fg), colour(cell.bg)) < READABLE:
                found.append(f"{cell.data!r} in row {y}: {cell.fg} on {cell.bg}")
    return found


def reversed_in(terminal: Terminal, row: int) -> str:
    """Return the letters of a row that are shown in reverse."""
    cells = terminal.screen.buffer[row]
    return "".join(cells[x].data for x in range(SMALL[0]) if cells[x].reverse)


def readable(terminal: Terminal, what: str) -> None:
    """Wait until every letter can be read."""
    terminal.until(lambda: not unreadable(terminal), f"{what} to be readable")


def every_letter_can_be_read_in_every_theme(terminal: Terminal) -> None:
    readable(terminal, THEMES[0])
    for theme in (*THEMES[1:], THEMES[0]):
        terminal.press("t")
        terminal.see(f"Theme: {theme}.")
        readable(terminal, theme)


def the_cursor_differs_by_a_mark_by_weight_and_by_reverse(terminal: Terminal) -> None:
    """Colour is not needed: what is chosen is marked, bold, and its figure is reversed."""
    here, below = row_of(terminal, "▶ 2.2"), row_of(terminal, "  2.3")
    screen = terminal.screen
    assert "▶" not in screen.display[below]
    letters = [
        [cell for x in range(SMALL[0]) if (cell := screen.buffer[y][x]).data.strip()]
        for y in (here, below)
    ]
    assert all(cell.bold for cell in letters[0])
    assert not all(cell.bold for cell in letters[1])
    reversed_ = "".join(cell.data for cell in letters[0] if cell.reverse)
    assert reversed_ == "8/8100%"
    assert not any(cell.reverse for cell in letters[1])


def the_cursor_is_seen_to_move(terminal: Terminal) -> None:
    terminal.press("j")
    terminal.see("▶ 2.3")
    here = row_of(terminal, "▶ 2.3")
    assert any(terminal.screen.buffer[here][x].reverse for x in range(SMALL[0]))
    assert "▶" not in terminal.screen.display[row_of(terminal, "  2.2 ")]
    terminal.press("\x1b[C")
    terminal.see("▶ 2.3.2")
    terminal.until(lambda: reversed_in(terminal, here) == "7/7 100%", "the cursor")


def the_dialog_shows_where_one_types_and_what_is_chosen(terminal: Terminal) -> None:
    terminal.press("d")
    terminal.see("Decide 2.2")
    terminal.press("2")
    terminal.see("Outstanding → Good")
    ratings = row_of(terminal, "0 Inadequate   1")
    terminal.until(lambda: reversed_in(terminal, ratings).split() == ["2", "Good"], "the choice")
    terminal.press("since then")
    terminal.see("since then")
    screen = terminal.screen
    y = row_of(terminal, "since then")
    x = screen.display[y].index("since then") + len("since then")

    def look(column: int) -> tuple[object, ...]:
        cell = screen.buffer[y][column]
        return cell.fg, cell.bg, cell.reverse

    terminal.until(lambda: look(x) != look(x + 2), "the cursor in the field")
    terminal.until(
        lambda: not unreadable_within(terminal, "Decide 2.2", "Ctrl+S record"),
        "the dialog to be readable",
    )


def unreadable_within(terminal: Terminal, first: str, last: str) -> list[str]:
    """Like `unreadable`, within a dialog: the board behind it is dimmed."""
    found = []
    for y in range(row_of(terminal, first), row_of(terminal, last) + 1):
        row = terminal.screen.display[y]
        for x in range(row.index("│") + 1, row.rindex("│")):
            cell = terminal.screen.buffer[y][x]
            if cell.data.strip() and contrast(colour(cell.fg), colour(cell.bg)) < READABLE:
                found.append(f"{cell.data!r} in row {y}: {cell.fg} on {cell.bg}")
    return found


def test_a_terminal_that_can_only_print_is_told_of_show(tmp_path: Path) -> None:
    env = {"RATINGS_PANEL_STATE": str(tmp_path / "state"), "TERM": "dumb"}
    with Terminal.panel("demo", size=SMALL, environment=env) as begun:
        assert begun.ended() == 2
        assert "(TERM=dumb)" in begun.words
        # The line is longer than the terminal is wide, which breaks it within a word.
        printed = begun.raw.decode().replace("\r\n", "")
        assert "`ratings-panel show` prints the board there." in printed
        assert b"\x1b" not in begun.raw

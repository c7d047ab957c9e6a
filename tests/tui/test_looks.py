"""Snapshots of the main screens at three sizes: the text, and the style of each cell.

A snapshot shows each row twice: its text, then one letter per cell for the cell's style. The legend
says what a letter looks like in each theme. Two cells with the same letter look alike in all
themes, so colour never says more in one theme than in another.

After an intended change, `make snapshots` writes them again. Look at `git diff tests/tui/looks`
before you commit.
"""

import re
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from string import ascii_lowercase, ascii_uppercase

from rich.cells import cell_len
from rich.style import Style
from textual._context import visible_screen_stack
from textual.strip import Strip
from textual.widgets import Input, TextArea

from tests.tui.meeting import (
    COMMON,
    LARGE,
    NORTH_SOMERSET,
    SMALL,
    Room,
    copy_of,
    decide,
    meeting,
    settle,
)
from tui.drawing.look import LOOKS

FOLDER = Path(__file__).parent / "looks"
SIZES = (SMALL, COMMON, LARGE)
LETTERS = ascii_lowercase + ascii_uppercase
TO_3_2 = ("n", "n")

# The keys that open each screen on 3.2, and those that leave it.
SHOTS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "board": ((), ()),
    "decide": (("d", "2"), ("escape",)),
    "what-if": (("w", "plus"), ("escape",)),
    "large": (("z",), ("z",)),
    "history": (("h",), ("escape",)),
    "in-full": (("space",), ("escape",)),
    "help": (("question_mark",), ("escape",)),
}


async def test_every_main_screen_looks_as_it_did(update_snapshots: bool, tmp_path: Path) -> None:
    """One program for all: a screen is opened once, then drawn in each theme at each size."""
    seen: dict[str, str] = {}
    async with meeting(copy_of(NORTH_SOMERSET, tmp_path), COMMON) as room:
        await decide(room, "2.3", "3", "Seven cases, and all else is sound.")
        await room.press(*TO_3_2)
        assert room.cursor == "3.2"
        for shot, (keys, back) in SHOTS.items():
            await room.press(*keys)
            for size in SIZES:
                await room.resize(size)
                seen[f"{shot}-{size[0]}x{size[1]}"] = await picture(room)
            await room.press(*back)
            await room.resize(COMMON)
    if update_snapshots:
        FOLDER.mkdir(exist_ok=True)
        for name, text in seen.items():
            (FOLDER / f"{name}.txt").write_text(text, encoding="utf-8", newline="\n")
        return
    for name, text in seen.items():
        kept = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
        assert text.splitlines() == kept.splitlines(), f"{name} looks otherwise"


def test_no_look_is_left_over() -> None:
    names = {f"{shot}-{width}x{height}" for shot in SHOTS for width, height in SIZES}
    assert {place.stem for place in FOLDER.iterdir()} == names


async def picture(room: Room) -> str:
    """Return what is seen: words, a letter for each cell's styles, and what each letter means."""
    words: list[str] = []
    cells: list[list[tuple[str, ...]]] = []
    for field in (*room.app.screen.query(Input), *room.app.screen.query(TextArea)):
        field.cursor_blink = False
    for name in LOOKS:
        room.app.theme = name
        await settle(room.pilot)
        for screen in room.app.screen_stack:
            if hasattr(screen, "draw"):
                screen.draw()
        await settle(room.pilot)
        # The board behind a dialog takes the theme last.
        look = LOOKS[name]
        grounds = (look.ground, look.raised)
        await room.until(partial(stands_on, room, grounds), f"{name} to be drawn")
        rows = strips(room)
        said = [re.sub(r"\d\d:\d\d(:\d\d)?", "00:00", row.text).rstrip() for row in rows]
        assert words in ([], said), f"{name} says something else"
        words = said
        styles = [list(styled(row)) for row in rows]
        cells = cells or [[() for _ in row] for row in styles]
        cells = [
            [(*before, now) for before, now in zip(*rows, strict=True)]
            for rows in zip(cells, styles, strict=True)
        ]
    letters: dict[tuple[str, ...], str] = {}
    drawn = []
    for row in cells:
        codes = [letters.setdefault(each, (LETTERS[len(letters) :] or "?")[0]) for each in row]
        drawn.append("".join(codes))
    ground = max(letters.values(), key=lambda each: sum(row.count(each) for row in drawn))
    drawn = [row.replace(ground, ".").rstrip(".") for row in drawn]
    legend = [
        f"{'.' if letter == ground else letter}  {'   '.join(f'{each:<33}' for each in looks)}"
        for looks, letter in letters.items()
    ]
    body = [part for pair in zip(words, drawn, strict=True) for part in pair]
    heading = "   " + "   ".join(f"{look.title:<33}" for look in LOOKS.values())
    return "\n".join(row.rstrip() for row in [*body, "", heading, *legend]) + "\n"


def strips(room: Room) -> Sequence[Strip]:
    """What is visible, dialogs over the board."""
    visible_screen_stack.set(room.app._background_screens)
    return room.app.screen._compositor.render_strips()


def stands_on(room: Room, grounds: tuple[str, str]) -> bool:
    """Return whether the first cells of the first and the last row stand on one of the colours.

    In a small window a dialog covers the first cells, too.
    """
    rows = strips(room)
    firsts = [next(styled(row)) for row in (rows[0], rows[-1])]
    return all(any(f"on {ground}" in first for ground in grounds) for first in firsts)


def styled(row: Strip) -> Iterator[str]:
    """Name the style of each cell: letters on ground, and their weight."""
    for text, style, _ in row:
        name = named(style or Style(), bool(text.strip()))
        for _ in range(cell_len(text)):
            yield name


def named(style: Style, written: bool) -> str:
    """Say a style; a blank has none but its ground."""
    letters = style.color.get_truecolor().hex if style.color else "default"
    ground = style.bgcolor.get_truecolor().hex if style.bgcolor else "default"
    if style.reverse:
        return f"{letters} on {ground} reverse" + " bold" * bool(style.bold)
    if not written:
        return f"on {ground}"
    return f"{letters} on {ground}" + " bold" * bool(style.bold) + " dim" * bool(style.dim)

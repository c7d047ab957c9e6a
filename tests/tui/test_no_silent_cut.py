"""Nothing visible is cut without a mark.

Every word on a screen must be a whole word of what the same screen says where there is room for
everything, or bear the mark "…". A sentence about the selected standard must be there to its end,
or else the mark, and the key that shows all of it.
"""

import re
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.tui.meeting import (
    COMMON,
    INSPECTIONS,
    LARGE,
    SMALL,
    Room,
    copy_of,
    drawn,
    laid_out,
    meeting,
)
from tui.drawing.reasons import LEVELS, reason_words
from tui.drawing.selected import selected_lines
from tui.state.scene import Scene
from tui.state.view import View
from tui.widgets.board_widget import Board
from tui.widgets.line_widget import DrawsLines

SIZES = [(60, 20), SMALL, (100, 30), COMMON, LARGE]
ENDLESS = (300, 110)
MARK = "…"
SHAPES = re.compile(r"[▁▂▃▄▅▆▇█▀─━│┼┿╭╮╰╯●○◐▶◂⚑✓≈▫▲▼←→↑↓·]+")
REASON = "One of two."
# What is said only where not everything can be shown.
# A low dialog says in one line what a high one says in rows.
ONLY_WHERE_CUT = frozenset(["Space", "shows", "all", "scroll", "Open", "because:"])
ROWS_LEFT_OUT = re.compile(r"… \d+ more (above|below)")
SCREENS: dict[str, tuple[str, ...]] = {
    "board": (),
    "next": ("n", "n", "right", "right"),
    "judged": ("home",),
    "last": ("end",),
    "what if": ("right", "w", "minus"),
    "only open": ("f",),
    "large": ("z",),
    "history": ("x", *REASON, "ctrl+s", "h"),
    "decide": ("d", "0", *REASON),
    "keep": ("x", "ctrl+s"),
    "defer": ("D",),
    "in full": ("space",),
    "explain": ("f1",),
    "column": ("right", "c"),
    "overall": ("o",),
    "compare": ("x", *REASON, "ctrl+s", "v"),
    "help": ("question_mark",),
    "go to": ("slash",),
    "commands": ("ctrl+p",),
}
ALONE = ("board", "next", "judged", "last", "what if", "only open", "large", "history")
NAMES = {" ": "space", ".": "full_stop"}

names = pytest.mark.parametrize("name", INSPECTIONS)
sizes = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")


@asynccontextmanager
async def shown(name: str, screen: str, size: tuple[int, int], folder: Path) -> AsyncIterator[Room]:
    """Open an inspection and press the keys that lead to a screen."""
    async with meeting(copy_of(name, folder), size) as room:
        for key in SCREENS[screen]:
            await room.press(NAMES.get(key, key))
        if screen == "history":
            await room.see("HISTORY")
        yield room


def words_in(rows: Iterable[str]) -> list[str]:
    """The words of rows, without what is drawn."""
    return [word for row in rows for word in SHAPES.sub(" ", row).split()]


def said(room: Room, screen: str) -> list[str]:
    """What a screen says: a dialog's own rows, for the board behind it is covered."""
    return room.rows if screen in ALONE else room.dialog


def short_forms(name: str) -> set[str]:
    """What stands for something longer where there is little room."""
    scorecard = laid_out(name).scorecard
    scheme = scorecard.scheme
    samples = [scorecard.evidence.sample(domain.id) for domain in scheme.domains]
    asked = [q.question for s in scorecard.standards for q in s.result.key_questions]
    return {
        *(rating.short for rating in scheme.ratings),
        *(str(sample.cases) for sample in samples if sample is not None),
        *words_in(each.heading for each in asked),
        *words_in(each.theme for each in asked),
        *words_in(reason_words(s, level) for s in scorecard.standards for level in LEVELS),
        # Reasons in few words, a what-if's too, and a domain of judgements in one line.
        *(f"{percent}," for percent in scheme.boundaries),
        *("agreed", "judgement", "one,", "few,"),
        *(str(sum(s.standard.domain == d.id for s in scorecard.standards)) for d in scheme.domains),
        "–",
    }


@cache
def everything_drawn(name: str) -> frozenset[str]:
    """The words of the whole board and of every standard, where there is endless room."""
    given = laid_out(name)
    found = drawn(given, ENDLESS)
    rows = [each.line.text for each in found.rows]
    rows += [each.text for each in (*found.headline, *found.footer)]
    for score in given.scorecard.standards:
        scene = Scene(given, View(score.id))
        rows += [each.text for each in selected_lines(scene, 4000)]
    return frozenset(words_in(rows)) | short_forms(name)


@names
@pytest.mark.parametrize("screen", SCREENS)
async def test_every_word_is_whole_or_marked_and_in_its_place(
    screen: str, name: str, tmp_path: Path
) -> None:
    async with shown(name, screen, SMALL, tmp_path) as room:
        await room.resize(ENDLESS)
        whole = frozenset(words_in(said(room, screen))) | everything_drawn(name) | ONLY_WHERE_CUT
        if screen not in ALONE:
            # What has to be scrolled to is not on the screen; its words are in the widget.
            whole |= frozenset(words_in(_held(room)))
        for size in SIZES:
            await room.resize(size)
            assert room.app.size == size
            cut = [
                word
                for word in words_in(ROWS_LEFT_OUT.sub(" ", row) for row in said(room, screen))
                if word not in whole and not word.endswith(MARK) and not _clock(word)
            ]
            assert cut == [], f"{size}\n{room.text}"
            _all_in_place(room, screen)


def _held(room: Room) -> list[str]:
    return [each.text for widget in _drawing(room) for each in widget.lines]


def _drawing(room: Room) -> list[DrawsLines]:
    """Whatever shows lines: the board, or the parts of a dialog."""
    return [*room.app.screen.query(DrawsLines)]


def _clock(word: str) -> bool:
    return re.fullmatch(r"\d\d:\d\d(:\d\d)?,?", word) is not None


def _all_in_place(room: Room, screen: str) -> None:
    """Each line fits its widget, and each widget its lines: nothing is clipped by the screen."""
    for widget in _drawing(room):
        within = f"{screen}: {widget!r} {widget.size}"
        for each in widget.lines:
            # Below 80 columns a line may be cut, and is marked where it is.
            fits = cell_len(each.text.rstrip()) <= widget.size.width
            assert fits or room.app.size.width < SMALL[0], f"{within}: {each.text}"
        if isinstance(widget, Board):
            assert len(widget.lines) <= widget.size.height, within
        else:
            assert len(widget.lines) == widget.size.height, within
    _all_in_sight_or_scrollable(room, screen)


def _all_in_sight_or_scrollable(room: Room, screen: str) -> None:
    """A dialog stands whole on the screen; what does not fit in it scrolls, and says so."""
    width, height = room.app.size
    if screen in ALONE:
        return
    frame = room.app.screen.query_one("#frame").region
    assert frame.x >= 0
    assert frame.y >= 0
    assert frame.right <= width
    assert frame.bottom <= height
    keys = room.app.screen.query_one("#keys").region
    assert keys.height > 0, screen
    assert keys.bottom < frame.bottom, screen
    for scroll in room.app.screen.query("#scroll"):
        if scroll.max_scroll_y:
            assert "↑↓ scroll" in room.words


@names
@sizes
def test_every_sentence_is_whole_or_marked(name: str, size: tuple[int, int]) -> None:
    given = laid_out(name)
    for score in given.scorecard.standards:
        picture = drawn(given, size, score.id)
        text = _joined(each.text for each in picture.selected)
        sentences = [
            _joined([each.text[27:]])
            for each in selected_lines(Scene(given, View(score.id)), 4000, 0)[1:]
            if each.text[:27].strip()[:1].isalpha()
        ]
        assert sentences
        missing = [each for each in sentences if each not in text]
        if missing:
            assert f"{MARK} Space" in text, f"{score.id}: {missing}"
            begun = [each for each in missing if " ".join(each.split()[:4]) in text]
            last = picture.selected[-1].text.rstrip()
            assert not begun or last.endswith((MARK, "Space shows all", f"{MARK} Space")), (
                f"{begun}\n{last}"
            )


def _joined(rows: Iterable[str]) -> str:
    return " ".join(SHAPES.sub(" ", " ".join(rows)).split())

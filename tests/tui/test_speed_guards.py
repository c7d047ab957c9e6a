"""What keeps the program fast, counted and never timed: imports, repaints, work for a key."""

import gc
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from types import FrameType
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual._compositor import Compositor
from textual.strip import Strip

from core.meeting import Meeting
from core.record import Entry, Kind
from sessions import clock
from sessions.files.decisions_file import decisions_path, new_record, with_entries
from sessions.files.session_file import read_session
from tests.tui.meeting import (
    COMMON,
    NORTH_SOMERSET,
    SMALL,
    Room,
    changed,
    copy_of,
    go_to,
    laid_out,
    meeting,
)
from tui.drawing.layout import Picture, picture
from tui.drawing.lines import Line, Piece
from tui.drawing.look import DARK
from tui.meeting import screen as meeting_screen
from tui.widgets.line_widget import changed_part, strip_of

ROOT = Path(__file__).parents[2]
LOADED = "import sys; sys.argv = {arguments}\n{code}\nprint(*sys.modules, file=sys.stderr)"


def loaded(code: str, *arguments: str) -> set[str]:
    """Give what is loaded after some code in a process of its own."""
    command = LOADED.format(arguments=["ratings-panel", *arguments], code=code)
    run = subprocess.run(
        [sys.executable, "-c", command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    return set(run.stderr.split())


def test_the_screen_loads_what_supposing_and_looking_back_need_only_then() -> None:
    later = {
        *("core.comparison", "core.history", "core.outcomes", "core.overall_moves"),
        *("core.what_if", "importlib.resources", "pandas", "numpy", "tomli_w"),
        *("textual.widgets._data_table", "textual.widgets._text_area"),
        *(
            "tui.dialogs.decide",
            "tui.dialogs.finder",
            "tui.dialogs.help",
            "tui.dialogs.in_full",
            "tui.drawing.large",
            "tui.dialogs.readings",
        ),
        *(
            "tui.dialogs.restore",
            "tui.dialogs.sheet",
            "tui.dialogs.other_viewers",
            "tui.dialogs.leaving",
            "tui.cli.text_output",
        ),
    }
    assert loaded("import tui.meeting.app") & later == set()


pieces = st.builds(
    Piece, st.text("ab ├東é", max_size=6), st.sampled_from(["text", "quiet", "strong"])
)
lines = st.builds(
    Line, st.lists(pieces, max_size=5).map(tuple), st.sampled_from([False, False, False, True])
)


@given(lines, lines, st.integers(1, 24))
def test_what_is_not_painted_again_is_alike(was: Line, now: Line, width: int) -> None:
    region = changed_part(was, now, 7, width)
    assert (region.y, region.height) == (7, 1)
    assert 0 <= region.x <= region.right <= width
    before, after = strip_of(was, width, DARK), strip_of(now, width, DARK)
    for start, end in ((0, region.x), (region.right, width)):
        if start < end:
            left, right = before.crop(start, end), after.crop(start, end)
            assert left.text == right.text
            assert left.simplify() == right.simplify()


@contextmanager
def paints() -> Iterator[dict[str, int]]:
    """Count how often Textual paints everything, and a part; and how often it lays out anew."""
    counted = dict.fromkeys(("render_full_update", "render_partial_update", "reflow"), 0)

    def counting(name: str, original: Callable[..., Any]) -> Callable[..., Any]:
        def method(*given: Any, **named: Any) -> Any:
            counted[name] += 1
            return original(*given, **named)

        return method

    with pytest.MonkeyPatch.context() as patch:
        for name in counted:
            patch.setattr(Compositor, name, counting(name, getattr(Compositor, name)))
        yield counted


async def press(room: Room, key: str) -> dict[str, int]:
    """Press a key that changes the screen; count the paints until it has."""
    before = room.text
    with paints() as counted:
        await room.press(key)
        await room.until(lambda: room.text != before, f"what {key} does")
    return counted


async def test_the_first_screen_is_drawn_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[Picture] = []

    def drawing(*given: Any) -> Picture:
        drawn.append(picture(*given))
        return drawn[-1]

    monkeypatch.setattr(meeting_screen, "picture", drawing)
    async with meeting(copy_of(NORTH_SOMERSET, tmp_path), COMMON) as room:
        await room.see("24/36")
        assert len(drawn) == 1


@pytest.mark.parametrize("size", [SMALL, COMMON, (200, 60)])
async def test_no_key_of_the_board_has_textual_paint(tmp_path: Path, size: tuple[int, int]) -> None:
    session = copy_of(NORTH_SOMERSET, tmp_path)
    async with meeting(session, size) as room:
        await go_to(room, "3.2")
        for key in ("up", "down", "right", "right", "w", "plus", "minus", "minus", "escape"):
            counted = await press(room, key)
            assert counted == {
                "render_full_update": 0,
                "render_partial_update": 0,
                "reflow": 0,
            }, key


async def test_nothing_of_a_dialog_is_left_once_it_is_closed(tmp_path: Path) -> None:
    """Textual remembers what it drew for widgets that are gone, unless it is told to forget."""
    async with meeting(copy_of(NORTH_SOMERSET, tmp_path), COMMON) as room:
        await go_to(room, "3.2")
        left = []
        for _ in range(4):
            for key in ("space", "escape", "f1", "escape", "x", "escape"):
                await press(room, key)
            gc.collect()
            left.append(sum(isinstance(each, Strip) for each in gc.get_objects()))
        assert left[3] <= left[1] + 100


@contextmanager
def calls() -> Iterator[list[int]]:
    """Count the calls of our own functions."""
    counted = [0]
    own = tuple(str(ROOT / package) for package in ("core", "sessions", "tui"))

    def count(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and frame.f_code.co_filename.startswith(own):
            counted[0] += 1

    sys.setprofile(count)
    try:
        yield counted
    finally:
        sys.setprofile(None)


def with_keeps(session: Path, number: int) -> None:
    """Write a record of entries that keep 3.2, each in the place of the one before it."""
    made = changed(laid_out(NORTH_SOMERSET), "3.2", "", Kind.KEEP).entries[0]
    start = clock.now_in_seconds()
    entries: list[Entry] = []
    for place in range(number):
        entries.append(
            Entry(
                id=str(uuid4()),
                at=start + timedelta(seconds=place),
                kind=made.kind,
                standard=made.standard,
                from_rating=made.from_rating,
                to_rating=made.to_rating,
                reason="Weighed; it stays as it is.",
                evidence=made.evidence,
                replaces=entries[-1].id if entries else None,
            )
        )
    data = new_record(read_session(session), start.date())
    decisions_path(session).write_bytes(with_entries(data, tuple(entries)))


async def test_the_work_for_a_key_does_not_grow_with_the_record(tmp_path: Path) -> None:
    needed = {}
    for number in (20, 400):
        folder = tmp_path / str(number)
        folder.mkdir()
        session = copy_of(NORTH_SOMERSET, folder)
        with_keeps(session, number)
        async with meeting(session, COMMON) as room:
            assert len(room.entries) == number
            await go_to(room, "3.2")
            # Twice there and back: the first time fills what is kept.
            await room.press("up", "down", "up", "down")
            with calls() as counted:
                await room.app.screen.run_action("command('up')")
            needed[number] = counted[0]
    assert needed[400] <= needed[20] * 1.05


def test_the_work_for_an_entry_does_not_grow_with_the_record() -> None:
    needed = {}
    one = changed(laid_out(NORTH_SOMERSET), "3.2", "", Kind.KEEP).entries[0]
    for number in (20, 400):
        before = Meeting(laid_out(NORTH_SOMERSET).evidence, (one,) * number)
        assert before.scorecard.standing.decisions
        with calls() as counted:
            assert before.with_entry(one).scorecard.agreed.score == 24
        needed[number] = counted[0]
    assert needed[400] == needed[20]

"""What keeps the program fast, counted and never timed: imports, repaints, work for a key."""

import gc
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.message import Message
from textual.strip import Strip

from tests.tui.meeting import (
    COMMON,
    FIXTURES,
    NORTH_SOMERSET,
    Room,
    copy_of,
    go_to,
    meeting,
)
from tui.drawing.lines import Line, Piece
from tui.drawing.look import DARK
from tui.meeting.app import RatingsPanel
from tui.widgets.line_widget import changed_part, strip_of

ROOT = Path(__file__).parents[2]
LOADED = "import sys; sys.argv = {arguments}\n{code}\nprint(*sys.modules, file=sys.stderr)"
RUN = "from tui.cli.main import main; assert main(sys.argv[1:]) == 0"


def loaded(code: str, *arguments: str) -> set[str]:
    """Return what is loaded after some code in a process of its own."""
    command = LOADED.format(arguments=["ratings-panel", *arguments], code=code)
    run = subprocess.run(
        [sys.executable, "-c", command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    return set(run.stderr.split())


def test_score_and_check_load_neither_the_screen_nor_pandas() -> None:
    heavy = {"textual", "rich", "pandas", "numpy", "openpyxl", "docx"}
    session = str(FIXTURES / "kirklees-2021.toml")
    for arguments in (("score", session, "--json"), ("score", session), ("check", session)):
        assert loaded(RUN, *arguments) & heavy == set(), arguments


def test_the_screen_loads_neither_pandas_nor_numpy() -> None:
    assert loaded("import tui.meeting.app") & {"pandas", "numpy", "openpyxl"} == set()


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


def differs(room: Room, before: str) -> bool:
    return room.text != before


async def test_nothing_of_a_dialog_is_left_once_it_is_closed(tmp_path: Path) -> None:
    """Textual remembers what it drew for widgets that are gone, unless it is told to forget."""
    async with meeting(copy_of(NORTH_SOMERSET, tmp_path), COMMON) as room:
        await go_to(room, "3.2")
        left = []
        for _ in range(4):
            for key in ("space", "escape", "f1", "escape", "x", "escape"):
                before = room.text
                await room.press(key)
                await room.until(partial(differs, room, before), f"what {key} does")
            gc.collect()
            left.append(sum(isinstance(each, Strip) for each in gc.get_objects()))
        assert left[3] <= left[1] + 100


async def test_the_application_is_told_nothing_of_the_fields_in_a_dialog(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it is told waits behind the keys typed, and keeps a closed dialog in memory."""
    told: list[Message] = []

    def tell(_: RatingsPanel, message: Message) -> None:
        told.append(message)

    for name in ("descendant_focus", "descendant_blur", "text_area_selection_changed"):
        monkeypatch.setattr(RatingsPanel, f"on_{name}", tell, raising=False)
    async with meeting(copy_of(NORTH_SOMERSET, tmp_path), COMMON) as room:
        await go_to(room, "3.2")
        await room.press("x", "a", "left", "tab", "escape")
        await room.until(lambda: "Draft" in room.text or "draft" in room.text, "the draft")
    assert told == []

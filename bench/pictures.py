"""Makes the pictures of the docs from the real program: `python -m bench.pictures`.

Each is what a user sees after pressing keys on a private copy of a shipped inspection. The clock
stands still: the same program gives the same file.
"""

import asyncio
import os
import shutil
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

from textual._context import visible_screen_stack
from textual.app import App
from textual.strip import Strip

from bench.svg import svg_of
from sessions.files.session_file import read_session
from tui.meeting.app import RatingsPanel
from tui.meeting.opening import open_meeting

FOLDER = Path(__file__).parent.parent / "docs" / "pictures"
FIXTURES = Path(__file__).parents[1] / "fixtures"
PATIENCE = 2_000
# The terminal, whichever this is made in, shows every colour.
SETTINGS = {
    "RATINGS_PANEL_STATE": "",
    "TZ": "UTC",
    "TERM": "xterm-256color",
    "COLORTERM": "truecolor",
}
CLOCK = datetime(2020, 12, 1, 14, 3, 12, tzinfo=UTC)
TO_3_2 = ("n",) * 4
DECIDED = (*TO_3_2, "d", "2", "type:One case of two weighed far too much.", "ctrl+s", "saved")


class Picture(NamedTuple):
    """A picture: its name, the inspection, the size of the terminal, and the keys pressed."""

    name: str
    inspection: str
    size: tuple[int, int]
    keys: tuple[str, ...] = ()


PICTURES = (
    Picture("meeting", "north-somerset-2020", (120, 40), DECIDED),
    Picture("small", "north-somerset-2020", (80, 24), TO_3_2),
    Picture("wide", "kirklees-2021", (200, 60)),
    Picture("light", "north-somerset-2020", (120, 40), (*DECIDED, "t", "down", "up")),
    Picture("contrast", "north-somerset-2020", (120, 40), (*DECIDED, "t", "t", "down", "up")),
    Picture(
        "decide", "north-somerset-2020", (120, 40), (*TO_3_2, "d", "2", "type:One case of two")
    ),
    Picture("what-if", "north-somerset-2020", (120, 40), (*TO_3_2, "right", "right", "w", "plus")),
    Picture(
        "history",
        "north-somerset-2020",
        (120, 40),
        (*DECIDED, "n", "x", "type:Strong on the whole.", "ctrl+s", "saved", "h", "up"),
    ),
    Picture("in-full", "north-somerset-2020", (120, 40), (*TO_3_2, "space")),
    Picture("explained", "north-somerset-2020", (120, 40), (*TO_3_2, "f1")),
    Picture("large", "north-somerset-2020", (120, 40), (*TO_3_2, "z")),
    Picture("help", "north-somerset-2020", (120, 40), ("question_mark",)),
)


@contextmanager
def _quiet_place() -> Iterator[Path]:
    """A folder that is gone afterwards; no clock, nothing that the user has set."""
    kept = {name: os.environ.get(name) for name in (*SETTINGS, "NO_COLOR")}
    with (
        tempfile.TemporaryDirectory() as folder,
        patch("sessions.clock.now", return_value=CLOCK),
    ):
        os.environ |= SETTINGS | {"RATINGS_PANEL_STATE": f"{folder}/state"}
        os.environ.pop("NO_COLOR", None)
        time.tzset()
        try:
            yield Path(folder)
        finally:
            for name, value in kept.items():
                os.environ.pop(name, None)
                if value is not None:
                    os.environ[name] = value
            time.tzset()


def _rows(app: App[int]) -> list[Strip]:
    """What is visible, dialogs over the board."""
    visible_screen_stack.set(app._background_screens)
    return app.screen._compositor.render_strips()


async def _taken(picture: Picture, folder: Path) -> str:
    session = folder / f"{picture.inspection}.toml"
    shutil.copy(FIXTURES / session.name, session)
    opening = open_meeting(read_session(session))
    app = RatingsPanel(opening)
    try:
        async with app.run_test(size=picture.size) as pilot:
            await pilot.pause()
            for key in picture.keys:
                if key == "saved":
                    await _until_saved(app, pilot.pause)
                elif key.startswith("type:"):
                    await pilot.press(*_typed(key.removeprefix("type:")))
                else:
                    await pilot.press(key)
                await pilot.pause()
            title = f"ratings-panel: {picture.name.replace('-', ' ')}"
            return svg_of(_rows(app), picture.size[0], title)
    finally:
        opening.close()


def _typed(text: str) -> Sequence[str]:
    names = {" ": "space", ".": "full_stop"}
    return [names.get(letter, letter) for letter in text]


async def _until_saved(app: App[int], pause: Callable[[], Awaitable[None]]) -> None:
    for _ in range(PATIENCE):
        if "saved 14:03:12" in _rows(app)[0].text:
            return
        await pause()
    raise TimeoutError("the decision was not saved")


def take(picture: Picture) -> str:
    """Return a picture as SVG, the same each time."""
    with _quiet_place() as folder:
        return asyncio.run(_taken(picture, folder))


def main() -> None:
    """Make all pictures."""
    FOLDER.mkdir(exist_ok=True)
    for picture in PICTURES:
        (FOLDER / f"{picture.name}.svg").write_text(take(picture), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()

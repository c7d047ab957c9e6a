"""What opening the screen loads: each in a process of its own, where nothing is loaded yet."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
HEAVY = ("pandas", "numpy", "openpyxl", "rich.markdown", "pygments", "tree_sitter")

SCREEN = """
import asyncio, sys
from pathlib import Path
from sessions.files.session_file import read_session
from tui.meeting.app import RatingsPanel
from tui.meeting.opening import open_meeting

async def painted(path):
    opening = open_meeting(read_session(path))
    app = RatingsPanel(opening)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        rows = [strip.text for strip in app.screen._compositor.render_strips()]
        loaded = set(sys.modules)
    opening.close()
    return rows, loaded

rows, loaded = asyncio.run(painted(Path(sys.argv[1])))
assert any("24/36" in row for row in rows), rows
print(*sorted(loaded))
"""


def loaded_by_the_screen(folder: Path) -> set[str]:
    session = folder / "north-somerset-2020.toml"
    shutil.copy(ROOT / "fixtures" / session.name, session)
    run = subprocess.run(
        [sys.executable, "-c", SCREEN, str(session)],
        cwd=ROOT,
        env={**os.environ, "RATINGS_PANEL_STATE": str(folder / "state")},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert run.returncode == 0, run.stderr
    return set(run.stdout.split())


def test_the_first_paint_loads_neither_pandas_nor_numpy(tmp_path: Path) -> None:
    loaded = loaded_by_the_screen(tmp_path)
    assert "tui.meeting.screen" in loaded
    assert loaded & set(HEAVY) == set()

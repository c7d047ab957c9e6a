"""Pictures of the screen as plain text.

After a change that was meant, `pytest tests/tui/test_snapshots.py --update-snapshots` writes them
anew; look at what changed with `git diff tests/tui/snapshots` before committing it.
"""

import re
from pathlib import Path

import pytest

from tests.tui.meeting import COMMON, LARGE, NORTH_SOMERSET, SMALL, copy_of, meeting

FOLDER = Path(__file__).parent / "snapshots"
TO_3_2 = ("n", "n", "n", "n")
DIALOG = (*TO_3_2, "d", "2", *"too few")

SHOTS = {
    "board": TO_3_2,
    "decide": DIALOG,
    "what-if": (*TO_3_2, "w", "right", "right", "plus"),
    "large": (*TO_3_2, "z"),
}
SIZES = [SMALL, COMMON, LARGE]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("shot", SHOTS)
async def test_the_screen_looks_as_it_did(
    shot: str, size: tuple[int, int], update_snapshots: bool, tmp_path: Path
) -> None:
    async with meeting(copy_of(NORTH_SOMERSET, tmp_path), size) as room:
        await room.press(*SHOTS[shot])
        compare(f"{shot}-{size[0]}x{size[1]}", room.rows, update_snapshots)


async def test_the_decided_meeting_looks_as_it_did(update_snapshots: bool, tmp_path: Path) -> None:
    path = copy_of(NORTH_SOMERSET, tmp_path, decisions=True)
    async with meeting(path, LARGE) as room:
        await room.press("end", "up", "up")
        compare("decided-200x60", room.rows, update_snapshots)


def compare(name: str, rows: list[str], update: bool) -> None:
    """Compare what is seen with the picture kept; clock times are all alike."""
    seen = [re.sub(r"\d\d:\d\d:\d\d", "00:00:00", row).rstrip() for row in rows]
    place = FOLDER / f"{name}.txt"
    if update:
        FOLDER.mkdir(exist_ok=True)
        place.write_text("\n".join(seen) + "\n", encoding="utf-8", newline="\n")
        return
    assert place.exists(), f"there is no picture {place.name}: run with --update-snapshots"
    kept = place.read_text(encoding="utf-8").splitlines()
    assert seen == kept, f"{place.name} looks otherwise; --update-snapshots if that was meant"


def test_no_picture_is_left_over() -> None:
    names = {f"{shot}-{width}x{height}" for shot in SHOTS for width, height in SIZES}
    assert {place.stem for place in FOLDER.iterdir()} == {*names, "decided-200x60"}

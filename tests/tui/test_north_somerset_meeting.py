"""The panel's meeting on North Somerset, key by key, from 24 to 26; and its record afterwards."""

import re
from pathlib import Path
from typing import Any

import pytest
import tomli

from sessions.files.session_file import read_session
from sessions.record.store import RecordStore
from sessions.reports.published import published_differences
from tests.tui.meeting import (
    COMMON,
    FIXTURES,
    LARGE,
    NORTH_SOMERSET,
    SMALL,
    Room,
    copy_of,
    edit,
    laid_out,
    meeting,
)

PUBLISHED = FIXTURES / f"{NORTH_SOMERSET}.decisions.toml"


def published() -> dict[str, Any]:
    return tomli.loads(PUBLISHED.read_text(encoding="utf-8"))


def comparable(record: dict[str, Any]) -> dict[str, Any]:
    """A record without what differs from meeting to meeting: ids, moments, the day."""
    entries = [
        {key: value for key, value in entry.items() if key not in ("id", "at", "seal")}
        for entry in record["entries"]
    ]
    kept = {key: value for key, value in record.items() if key not in ("entries", "meeting")}
    return {**kept, "entries": entries}


async def hold(room: Room) -> None:
    """Hold the meeting as the report tells it: 3.2 and 3.3 become Good."""
    first, second = published()["entries"]
    assert "24/36  Good" in room.headline
    assert "0 of 11 decided" in room.headline
    await room.press("n", "n", "n", "n")
    assert room.cursor == "3.2"
    assert re.search("⚑ near( 50, |·)(one|1 judgement)(, |·)few", room.row("3.2"))
    await room.press("d")
    await room.see("Decide 3.2 Planning", "Evidence rating: Requires improvement")
    await room.press("2")
    await room.see("Requires improvement → Good score 24 → 25/36 overall still Good")
    await room.type(first["reason"])
    await room.press("ctrl+s")
    await room.saved(1)
    assert "25/36  Good" in room.headline
    assert "✓ changed" in room.row("3.2")
    # Recording moves on by itself.
    assert room.cursor == "3.3"
    await room.press("enter")
    await room.see("Decide 3.3 Implementation and delivery")
    await room.press("g")
    await room.type(second["reason"])
    await room.press("ctrl+s")
    await room.saved(2)
    assert "26/36  Good" in room.headline
    assert "2 of 11 decided" in room.headline
    assert "○ evidence 24" in "\n".join(room.rows[:3])


@pytest.mark.parametrize("size", [SMALL, COMMON, LARGE])
async def test_from_24_to_26(size: tuple[int, int], tmp_path: Path) -> None:
    path = copy_of(NORTH_SOMERSET, tmp_path)
    async with meeting(path, size) as room:
        await hold(room)
        assert comparable(room.record) == comparable(published())
        await room.press("q")
        assert await room.left() == 0
    session = read_session(path)
    store = RecordStore.open(session)
    assert store.warnings == ()
    assert [entry.standard for entry in store.entries] == ["3.2", "3.3"]
    everything = laid_out(NORTH_SOMERSET, decisions=True).scorecard
    assert published_differences(session, everything) == ()


async def test_opened_again_it_goes_on_where_it_was(tmp_path: Path) -> None:
    path = copy_of(NORTH_SOMERSET, tmp_path)
    async with meeting(path) as room:
        await hold(room)
        before = room.record_path.read_bytes()
    async with meeting(path, COMMON) as room:
        assert "26/36  Good" in room.headline
        assert "2 of 11 decided" in room.headline
        assert "Good ← RI" in room.row("3.2")
        assert room.cursor == "2.2"
        await room.press("n", "n", "n")
        assert room.cursor == "3.1"
        await room.press("n")
        assert room.cursor == "3.4"
        await room.press("up")
        await room.see("changed from Requires improvement to Good", "The sample is so small")
        await room.press("N")
        await room.press("x")
        await room.type("It stays.")
        await room.press("ctrl+s")
        await room.saved(3)
        # Entries are only ever added: what stood before stands, byte for byte.
        assert room.record_path.read_bytes().startswith(before)
    assert not [each for each in path.parent.iterdir() if each.suffix == ".tmp"]


async def test_the_evidence_file_is_never_written(tmp_path: Path) -> None:
    path = copy_of(NORTH_SOMERSET, tmp_path)
    before = (path.read_bytes(), path.stat().st_mtime_ns)
    async with meeting(path) as room:
        await hold(room)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


async def test_the_published_record_opens(tmp_path: Path) -> None:
    async with meeting(copy_of(NORTH_SOMERSET, tmp_path, decisions=True)) as room:
        assert "26/36  Good" in room.headline
        assert "2 of 11 decided" in room.headline
        assert room.opening.warnings == ()


async def test_decisions_for_another_file_warn_and_stand_where_figures_are_the_same(
    tmp_path: Path,
) -> None:
    path = copy_of(NORTH_SOMERSET, tmp_path, decisions=True)
    edit(path, "[samples]\n", "[samples]\n# one more comment\n")
    async with meeting(path) as room:
        await room.see("the evidence has changed since this record was made")
        assert "26/36  Good" in room.headline
        assert "✓ changed" in room.row("3.2")
        await room.press("n")
        await room.not_see("the evidence has changed since this record was made")


@pytest.mark.parametrize("size", [SMALL, COMMON, LARGE])
async def test_decisions_for_other_figures_are_marked_and_not_applied(
    size: tuple[int, int], tmp_path: Path
) -> None:
    path = copy_of(NORTH_SOMERSET, tmp_path, decisions=True)
    edit(path, 'id = "3.2.3"\nyes = 1\n', 'id = "3.2.3"\nyes = 0\n')
    async with meeting(path, size) as room:
        await room.see("the evidence has changed since this record was made")
        assert re.search(r"⚑ evidence ch", room.row("3.2"))
        assert "✓ changed" in room.row("3.3")
        assert "1 of 11 decided" in room.headline
        # Inadequate by the new figures (0), 3.3 as agreed: 24 - 1 + 1.
        assert "24/36" in room.headline
        await room.press("end", "up", "up")
        assert room.cursor == "3.2"
        await room.press("space")
        await room.see("evidence changed: 3.2.3 was 1/2, now 0/2", "is not applied")
        await room.press("escape", "d")
        await room.see("Decide 3.2")
        await room.press("2")
        await room.type("Weighed anew.")
        await room.press("ctrl+s", "ctrl+s")
        await room.saved(3)
        assert "26/36" in room.headline
        assert "✓ changed" in room.row("3.2")
        assert room.entries[2]["from"] == "Inadequate"
        assert room.entries[2]["replaces"] == room.entries[0]["id"]

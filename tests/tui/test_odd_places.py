"""Odd places and moments: long names, folders that move, clocks that turn back."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sessions import clock
from sessions.files.decisions_file import decisions_path
from sessions.record.disk import fitting
from tests.tui.meeting import NORTH_SOMERSET, SMALL, copy_of, meeting
from tests.tui.test_company import keep
from tui.cli.main import _unexpected

SMALLEST = (60, 20)


@pytest.mark.parametrize("size", [SMALLEST, SMALL])
@pytest.mark.parametrize("letter", ["n", "日"])
async def test_however_long_the_name_the_remedy_is_in_sight(
    size: tuple[int, int], letter: str, tmp_path: Path
) -> None:
    plain = copy_of(NORTH_SOMERSET, tmp_path)
    session = tmp_path / f"{letter * (220 // len(letter.encode()))}.toml"
    plain.rename(session)
    async with meeting(session, size) as room:
        record = decisions_path(session)
        record.write_bytes(b"[[")
        await room.see(
            "was changed by another program or by hand", "so is everything when you leave"
        )
        await keep(room, "2.2", "Sound as it is.")
        await room.until(lambda: len(list(tmp_path.glob("*.conflict-*.toml"))) == 1, "the file")
        await room.see("Your whole record is saved in", "brings both together.")
        await room.see("Kept on this computer. Press s to save again.")
        record.unlink()
        await room.press("s")
        await room.until(lambda: len(room.entries) == 1, "the entry")
        session.unlink()
        await room.see("is gone or cannot be reached. The meeting goes on with the evidence")


@pytest.mark.parametrize("stem", ["n" * 300, "日" * 100, "a\udcff" * 90, "short"])
def test_a_cut_stem_makes_a_name_that_every_system_takes(stem: str) -> None:
    cut = fitting(stem)
    assert len(os.fsencode(f"{cut}.conflict-20261122T041014Z-14c80546.toml.saving")) <= 255
    assert stem.startswith(cut[:20].rstrip("\udcff")) or "\udcff" in stem


async def test_the_path_of_a_fault_s_details_is_never_cut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    deep = tmp_path.joinpath(*["d" * 200] * 12)
    monkeypatch.setenv("RATINGS_PANEL_STATE", str(deep))
    assert _unexpected(ValueError("\x1b[2J" + "x" * 5000)) == 70
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "\x1b" not in said
    assert "x" * 200 not in said
    (details,) = (deep / "faults").iterdir()
    assert f"The details are in {details}." in said


async def test_a_clock_that_turns_back_changes_no_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = copy_of(NORTH_SOMERSET, tmp_path)
    async with meeting(session) as room:
        await keep(room, "3.2", "First.")
        await room.saved(1)
        monkeypatch.setattr(clock, "now", lambda: datetime(1999, 1, 1, tzinfo=UTC))
        await keep(room, "3.2", "Second, by a clock that is wrong.")
        await room.saved(2)
    async with meeting(session) as room:
        assert [entry.reason[:6] for entry in room.opening.meeting.entries] == ["First.", "Second"]
        decision = room.opening.meeting.scorecard.standard("3.2").decision
        assert decision is not None
        assert decision.reason == "Second, by a clock that is wrong."


async def test_a_folder_that_is_renamed_while_open(tmp_path: Path) -> None:
    """What cannot be saved any more is kept, and saved when the folder is back."""
    folder = tmp_path / "meeting"
    folder.mkdir()
    session = copy_of(NORTH_SOMERSET, folder)
    async with meeting(session) as room:
        await keep(room, "3.2", "First.")
        await room.saved(1)
        folder.rename(tmp_path / "moved")
        await keep(room, "3.3", "Second.")
        await room.until(lambda: "NOT SAVED" in room.headline, "the alarm")
        await room.see("its folder is gone", "Bring the folder back", "Kept on this computer.")
        (tmp_path / "moved").rename(folder)
        await room.press("s")
        await room.saved(2)


async def test_what_was_kept_for_a_folder_that_moved_is_told_of(tmp_path: Path) -> None:
    before, after = tmp_path / "before", tmp_path / "after"
    before.mkdir()
    session = copy_of(NORTH_SOMERSET, before)
    async with meeting(session) as room:
        before.rename(after)
        await keep(room, "3.3", "Second.")
        await room.until(lambda: "NOT SAVED" in room.headline, "the alarm")
    async with meeting(after / session.name) as room:
        await room.see("is gone, and 1 decision was kept on this computer for it")
        await room.see("put the folder and session file back under that name")
    after.rename(before)
    async with meeting(session) as room:
        await room.see("Draft from last time", "1 decision from")
        await room.press("r")
        await room.saved(1)
    before.rename(after)
    async with meeting(after / session.name) as room:
        await room.press("down")
        assert "is gone" not in room.text
        assert len(room.entries) == 1


@pytest.mark.parametrize("broken", ["a file", "read-only", "gone"])
async def test_a_state_folder_that_cannot_be_used_is_said_and_stops_no_saving(
    broken: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    state = tmp_path / "odd"
    if broken == "a file":
        state.write_bytes(b"")
    elif broken == "read-only":
        if not hasattr(os, "geteuid") or os.geteuid() == 0:
            pytest.skip("this user may write everywhere")
        state.mkdir(mode=0o500)
    else:
        state = Path("/proc/nowhere/state")
    monkeypatch.setenv("RATINGS_PANEL_STATE", str(state))
    async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
        await room.see("Not kept on this computer")
        await keep(room, "3.2", "First.")
        await room.saved(1)

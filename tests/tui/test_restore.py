"""What an earlier start left unsaved: restored, shown, discarded, or left for later."""

import errno
import os
from pathlib import Path

import pytest
import tomli

from core.record import Entry, Kind
from sessions.record.atomic_save import NotSaved
from sessions.record.disk import Disk
from sessions.record.keeper import Keeper
from sessions.record.recovery import Draft
from sessions.record.store import Saved
from tests.tui.meeting import COMMON, NORTH_SOMERSET, SMALL, copy_of, decide, go_to, meeting

REASONS = ("First: one case of two.", "Second: sound as it is.")
DRAFT = Draft("2.3", Kind.KEEP, None, "Third: still being ty", ("Ann",), ("Bea", "Cy"), "Dee")


@pytest.fixture
def left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a session of which an earlier start left nothing saved."""
    session = copy_of(NORTH_SOMERSET, tmp_path)

    def fail(_: Keeper, entries: tuple[Entry, ...]) -> Saved:
        raise NotSaved("the share was gone", "Save again.")

    monkeypatch.setattr(Keeper, "save", fail)
    return session


async def leave(
    session: Path, monkeypatch: pytest.MonkeyPatch, entries: int, draft: bool = True
) -> None:
    """Record and type, with no save succeeding; afterwards saves work again."""
    async with meeting(session) as room:
        for standard, reason in zip(("3.2", "3.3"), REASONS[:entries], strict=False):
            await go_to(room, standard)
            await room.press("x")
            await room.see(f"Keep {standard}")
            await room.type(reason)
            await room.press("ctrl+s")
            await room.until(lambda: "NOT SAVED" in room.headline, "the failure")
        if draft:
            room.opening.keeper.draft(DRAFT)
    monkeypatch.undo()
    monkeypatch.setenv("RATINGS_PANEL_STATE", str(session.parent / "state"))


@pytest.mark.parametrize("size", [SMALL, COMMON])
async def test_restored(size: tuple[int, int], left: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    await leave(left, monkeypatch, 2)
    async with meeting(left, size) as room:
        await room.see("2 decisions and a draft from", "were kept on this computer")
        assert room.entries == []
        await room.press("r")
        await room.saved(2)
        assert [each["reason"] for each in room.entries] == list(REASONS)
        assert "✓ kept" in room.row("3.2")
        assert "✓ kept" in room.row("3.3")
        assert room.cursor == "2.3"
        await room.press("x")
        await room.see("Keep 2.3", DRAFT.reason, "Ann", "Bea, Cy", "Dee")
        await room.type("ped.")
        await room.press("home")
        await room.press("ctrl+s")
        await room.saved(3)
        assert room.entries[2]["agreed_by"] == ["Bea", "Cy"]
    async with meeting(left, size) as room:
        await room.press("down")
        assert room.dialog == []
        assert "3 of 11 decided" in room.headline


async def test_only_a_draft(left: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    await leave(left, monkeypatch, 0)
    async with meeting(left) as room:
        await room.see("A draft from", "was kept on this computer")
        await room.press("r")
        await room.until(lambda: room.dialog == [], "the offer to close")
        await room.see("Draft for 2.3 restored; press d.")
        assert room.entries == []
        assert room.cursor == "2.3"
        await room.press("x")
        await room.see(DRAFT.reason)


async def test_only_one_decision(left: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    await leave(left, monkeypatch, 1, draft=False)
    async with meeting(left) as room:
        await room.see("1 decision from", "was kept on this computer and not saved in")
        await room.press("r")
        await room.saved(1)


@pytest.mark.parametrize("size", [SMALL, COMMON])
async def test_shown_in_place(
    size: tuple[int, int], left: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await leave(left, monkeypatch, 2)
    async with meeting(left, size) as room:
        await room.see("Draft from last time")
        await room.press("v")
        await room.see(
            "3.2 kept at", REASONS[0], "3.3 kept at", REASONS[1], "draft for 2.3", DRAFT.reason
        )
        assert "r restore" in room.words
        # Shown once, however often the key is pressed.
        await room.press("v", "v")
        assert room.words.count(REASONS[0]) == 1
        await room.press("r")
        await room.saved(2)


@pytest.mark.parametrize("shown", [False, True])
async def test_discarded_is_put_aside_not_deleted(
    shown: bool, left: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await leave(left, monkeypatch, 2)
    state = left.parent / "state"
    async with meeting(left) as room:
        await room.see("Draft from last time", "d discard (a copy is kept)")
        if shown:
            await room.press("v")
        # On the board d decides, so it is asked for twice; another key goes back.
        await room.press("d")
        await room.see("Press d again to discard")
        await room.press("v")
        await room.see("d discard (a copy is kept)")
        await room.press("d")
        await room.see("Press d again to discard")
        await room.press("d")
        await room.see("Discarded; a copy is kept:")
        (aside,) = state.glob("*.discarded-*")
        assert aside.name in room.words.replace(" ", "")
        held = aside.read_bytes()
        for reason in (*REASONS, DRAFT.reason):
            assert reason.encode() in held
        assert room.entries == []
        # The meeting goes on as if nothing had been.
        await decide(room, "3.2", "g", "Decided anew.")
    async with meeting(left) as room:
        await room.press("down")
        assert room.dialog == []
        assert "1 of 11 decided" in room.headline
        assert list(state.glob("*.discarded-*")) == [aside]


async def test_left_for_later_it_is_offered_again(
    left: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await leave(left, monkeypatch, 1)
    async with meeting(left) as room:
        await room.see("Draft from last time")
        await room.press("escape")
        await room.until(lambda: room.dialog == [], "the offer to close")
        await room.see("Kept on this computer and offered again at the next start.")
        await decide(room, "3.3", "g", "Something else meanwhile.")
    async with meeting(left) as room:
        await room.see("Draft from last time", "1 decision")
        await room.press("r")
        await room.saved(2)
        assert [each["reason"] for each in room.entries] == [
            "Something else meanwhile.",
            REASONS[0],
        ]


async def test_what_was_saved_after_all_is_not_offered(
    left: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The save reached the file, its answer did not: nothing is lost and nothing doubled."""
    await leave(left, monkeypatch, 0, draft=False)
    confirm = Keeper.save

    def unanswered(keeper: Keeper, entries: tuple[Entry, ...]) -> Saved:
        keeper.store.save(entries)
        raise NotSaved("the answer was lost", "Save again.")

    monkeypatch.setattr(Keeper, "save", unanswered)
    async with meeting(left) as room:
        await go_to(room, "3.2")
        await room.press("x")
        await room.see("Keep 3.2")
        await room.type(REASONS[0])
        await room.press("ctrl+s")
        await room.until(lambda: "NOT SAVED" in room.headline, "the failure")
    monkeypatch.setattr(Keeper, "save", confirm)
    async with meeting(left) as room:
        await room.press("down")
        assert room.dialog == []
        assert "1 of 11 decided" in room.headline
        await decide(room, "3.3", "g", "Another.")
        assert len(room.entries) == 2


async def test_the_same_standard_decided_by_another_meanwhile_is_asked(
    left: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await leave(left, monkeypatch, 1, draft=False)
    async with meeting(left) as room:
        await room.see("Draft from last time")
        await room.press("escape")
        await decide(room, "3.2", "g", "Decided on another day.")
        await room.press("q")
        assert await room.left() == 0
    async with meeting(left) as room:
        await room.see("Draft from last time")
        await room.press("r")
        await room.saved(2)
        record = tomli.loads(room.record_path.read_text("utf-8"))
        assert [each["kind"] for each in record["entries"]] == ["change", "keep"]


async def test_discarding_that_fails_is_said_and_nothing_is_lost(
    left: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await leave(left, monkeypatch, 1)

    def refuse(*_: object) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    async with meeting(left) as room:
        await room.see("Draft from last time")
        with monkeypatch.context() as patch:
            patch.setattr(Disk, "replace", refuse)
            await room.press("d")
            await room.see("Press d again to discard")
            await room.press("d")
            await room.see("the disk is read-only")
        assert len(room.opening.keeper.pending().entries) == 1
    async with meeting(left) as room:
        await room.see("Draft from last time", "1 decision and a draft")


async def test_a_torn_last_line_is_left_out(left: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    await leave(left, monkeypatch, 2, draft=False)
    (path,) = (left.parent / "state").glob("*.jsonl")
    data = path.read_bytes().rstrip(b" \n\0")
    path.write_bytes(data[:-40])
    async with meeting(left) as room:
        await room.see("1 decision from")
        await room.press("r")
        await room.saved(1)
        assert room.entries[0]["reason"] == REASONS[0]


async def test_where_nothing_can_be_kept_it_is_said_at_the_start(tmp_path: Path) -> None:
    session = copy_of(NORTH_SOMERSET, tmp_path)
    (tmp_path / "state").write_text("a file where a folder should be")
    async with meeting(session) as room:
        await room.see("Not kept on this computer")
        await decide(room, "3.2", "g", "Saved all the same.")
        assert len(room.entries) == 1

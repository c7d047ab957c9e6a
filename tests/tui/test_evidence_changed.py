"""Evidence that changes after a decision, or under an open meeting."""

from pathlib import Path

import pytest
import tomli

import tui.meeting.watcher
from sessions.files.decisions_file import decisions_path
from tests.tui.hostile import board
from tests.tui.meeting import (
    COMMON,
    LARGE,
    NORTH_SOMERSET,
    SMALL,
    copy_of,
    decide,
    go_to,
    meeting,
)

WAS, NOW = "evidence changed: 2.3.3 was 5/7, now 6/7", ("yes = 5", "yes = 6")


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look often, so that a test need not wait."""
    monkeypatch.setattr(tui.meeting.watcher, "EVERY_SECONDS", 0.02)


def correct(session: Path) -> None:
    """Correct 2.3.3: one more yes."""
    head, key, rest = session.read_text("utf-8").partition('id = "2.3.3"')
    assert rest.startswith("\nyes = 5\nrelevant = 7"), rest[:40]
    session.write_text(head + key + rest.replace(*NOW, 1), encoding="utf-8")


async def decided(tmp_path: Path) -> Path:
    """Decide 2.3, then correct a figure that it rests on."""
    session = copy_of(NORTH_SOMERSET, tmp_path)
    async with meeting(session) as room:
        await decide(room, "2.3", "o", "Seven cases, all else sound.")
        assert "25/36" in room.headline
    correct(session)
    return session


@pytest.mark.parametrize("size", [SMALL, COMMON, LARGE])
async def test_the_decision_is_flagged_and_not_applied(
    size: tuple[int, int], tmp_path: Path
) -> None:
    session = await decided(tmp_path)
    async with meeting(session, size) as room:
        await room.see("the evidence has changed since this record was made")
        await go_to(room, "2.3")
        assert "⚑ evidence changed" in room.row("2.3")
        await room.see(WAS, "was 5/7 (71%)")
        assert not room.dialog
        if size == SMALL:
            await room.press("space")
        await room.see(WAS, "the decision is not applied: decide again")
        await room.press("escape")
        await room.until(lambda: room.dialog == [], "the sheet to close")
        # Neither dropped nor applied: the rating is the corrected evidence's own.
        assert "0 of 11 decided" in room.headline
        assert "←" not in room.row("2.3")
        assert len(room.entries) == 1


async def test_it_is_reconfirmed_by_deciding_again(tmp_path: Path) -> None:
    session = await decided(tmp_path)
    async with meeting(session) as room:
        await go_to(room, "2.3")
        await room.press("x")
        await room.see("Keep 2.3")
        await room.type("By the corrected figures.")
        await room.press("ctrl+s")
        await room.saved(2)
        assert "✓ kept" in room.row("2.3")
        first, second = room.entries
        assert second["replaces"] == first["id"]
        figures = {each["key_question"]: each["yes"] for each in second["evidence"]}
        assert figures["2.3.3"] == 6
    async with meeting(session) as room:
        assert "✓ kept" in room.row("2.3")


async def test_it_is_withdrawn(tmp_path: Path) -> None:
    session = await decided(tmp_path)
    async with meeting(session) as room:
        await go_to(room, "2.3")
        await room.press("u")
        await room.see("Withdraw the decision on 2.3")
        await room.type("The figures were wrong.")
        await room.press("ctrl+s")
        await room.saved(2)
        assert "evidence changed" not in room.row("2.3")
        assert [each["kind"] for each in room.entries] == ["change", "withdraw"]


async def test_a_figure_of_another_standard_changes_nothing(tmp_path: Path) -> None:
    session = copy_of(NORTH_SOMERSET, tmp_path)
    async with meeting(session) as room:
        await decide(room, "3.2", "g", "One case of two.")
    correct(session)
    async with meeting(session) as room:
        assert "✓ changed" in room.row("3.2")
        assert "evidence changed" not in room.row("3.2")


class TestWhileOpen:
    async def test_replaced(self, tmp_path: Path) -> None:
        session = copy_of(NORTH_SOMERSET, tmp_path)
        async with meeting(session) as room:
            correct(session)
            await room.see(
                f"The session file {session.name} has changed on disk",
                "goes on with the evidence as it was opened",
            )
            await decide(room, "3.2", "g", "One case of two.")
            # What was recorded is said beside the warning, until the next key.
            await room.see("3.2 changed: Good.", "has changed on disk")
            await room.press("up")
            await room.see("has changed on disk")
            assert "3.2 changed: Good." not in room.words
            assert "5/7" in room.row("2.3")
            # The record says for which bytes of the session file it was made.
            (entry,) = room.entries
            assert entry["standard"] == "3.2"
            assert len(room.record["session"]["sha256"]) == 64

    async def test_deleted_and_brought_back(self, tmp_path: Path) -> None:
        session = copy_of(NORTH_SOMERSET, tmp_path)
        held = session.read_bytes()
        async with meeting(session) as room:
            session.unlink()
            await room.see(f"The session file {session.name} is gone or cannot be reached.")
            await decide(room, "3.2", "g", "One case of two.")
            assert len(tomli.loads(decisions_path(session).read_text("utf-8"))["entries"]) == 1
            session.write_bytes(held)
            await room.not_see("is gone or cannot be reached")

    async def test_touched_only(self, tmp_path: Path) -> None:
        session = copy_of(NORTH_SOMERSET, tmp_path)
        async with meeting(session) as room:
            screen = board(room.app)
            await room.until(lambda: screen.watcher._stamp is not None, "the first look")
            before = screen.watcher._stamp
            session.write_bytes(session.read_bytes())
            await room.until(lambda: screen.watcher._stamp != before, "the next look")
            await room.press("down")
            assert "has changed on disk" not in room.text

    @pytest.mark.parametrize("left", [b"", b"\xff\xfe", b"format = 1"])
    async def test_replaced_by_what_is_no_session(self, left: bytes, tmp_path: Path) -> None:
        session = copy_of(NORTH_SOMERSET, tmp_path)
        async with meeting(session) as room:
            session.write_bytes(left)
            await room.see("has changed on disk")
            await decide(room, "3.2", "g", "One case of two.")

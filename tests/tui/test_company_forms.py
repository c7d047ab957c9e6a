"""Two screens that enter the details of one meeting, or correct one entry: both are told."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

import tui.meeting.watcher
from sessions.record.presence import Presence
from tests.tui.meeting import NORTH_SOMERSET, Room, copy_of, meeting
from tests.tui.test_company import unseen

REASON = "One case of two weighed far too much."


@pytest.fixture(autouse=True)
def both_edit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let both screens have the meeting, and look often."""
    monkeypatch.setattr(tui.meeting.watcher, "EVERY_SECONDS", 0.02)
    monkeypatch.setattr(Presence, "held", lambda _: True)


async def type_details(room: Room, place: str, chair: str, members: str) -> None:
    await room.press("m")
    await room.see("Meeting details")
    for text in (place, chair, members):
        await replace_text(room, text)
        await room.press("tab")


async def replace_text(room: Room, text: str) -> None:
    """Type a text in place of what the field under the cursor holds."""
    await room.press("end", "ctrl+u")
    await room.type(text)


async def open_correction(room: Room, reason: str, why: str) -> None:
    await room.press("h")
    await room.press("home", "down")
    await room.press("e")
    await room.see("Correct the wording of entry 1")
    room.app.screen.set_focus(room.app.screen.query_one("#reason"))
    await replace_text(room, reason)
    room.app.screen.set_focus(room.app.screen.query_one("#reason_for_correction"))
    await room.type(why)


def kinds(room: Room) -> Sequence[str]:
    return [entry["kind"] for entry in room.entries]


class TestMeetingDetails:
    async def test_entered_on_both_screens_at_once(self, tmp_path: Path) -> None:
        session = copy_of(NORTH_SOMERSET, tmp_path)
        async with meeting(session) as first:
            with unseen(session):
                async with meeting(session) as second:
                    await type_details(first, "Weston", "A. Chair", "B. Member")
                    await type_details(second, "Weston", "C. Chair", "B. Member, D. Member")
                    second.opening.keeper.store.poll = lambda: None  # type: ignore[method-assign]
                    await first.press("ctrl+s")
                    await first.saved(1)
                    await second.press("ctrl+s")
                    await second.see(
                        "were entered twice",
                        "Chair theirs A. Chair yours C. Chair",
                        "Members present theirs B. Member yours B. Member, D. Member",
                    )
                    assert "Place" not in second.words, "only what differs"
                    await first.see(
                        "The record has other meeting details",
                        "without having seen yours",
                        "Chair theirs C. Chair yours A. Chair",
                    )
                    await second.answer("y")
                    await first.answer("r")
                    await first.until(lambda: len(first.entries) == 3, "ours again")
                    assert [e["chair"] for e in first.entries] == [
                        "A. Chair",
                        "C. Chair",
                        "A. Chair",
                    ]
                    assert "replaces" not in first.entries[1]
                    assert first.entries[2]["replaces"] == first.entries[1]["id"]

    async def test_theirs_are_used(self, tmp_path: Path) -> None:
        session = copy_of(NORTH_SOMERSET, tmp_path)
        async with meeting(session) as first:
            with unseen(session):
                async with meeting(session) as second:
                    second.opening.keeper.store.poll = lambda: None  # type: ignore[method-assign]
                    await type_details(second, "Bristol", "C. Chair", "D. Member")
                    await type_details(first, "Weston", "A. Chair", "B. Member")
                    await first.press("ctrl+s")
                    await first.saved(1)
                    await second.press("ctrl+s")
                    await second.see("were entered twice")
                    await second.answer("t")
                    await second.until(lambda: len(second.entries) == 3, "theirs again")
                    assert second.entries[2]["chair"] == "A. Chair"
                    assert [e["place"] for e in second.entries] == ["Weston", "Bristol", "Weston"]

    async def test_the_same_details_are_no_conflict(self, tmp_path: Path) -> None:
        session = copy_of(NORTH_SOMERSET, tmp_path)
        async with meeting(session) as first:
            with unseen(session):
                async with meeting(session) as second:
                    second.opening.keeper.store.poll = lambda: None  # type: ignore[method-assign]
                    for room in (first, second):
                        await type_details(room, "Weston", "A. Chair", "B. Member")
                    await first.press("ctrl+s")
                    await first.saved(1)
                    await second.press("ctrl+s")
                    await second.saved(2)
                    await first.until(lambda: len(first.entries) == 2, "theirs")
                    for room in (first, second):
                        await room.press("down")
                        assert room.dialog == []

    async def test_the_open_dialog_says_so(self, tmp_path: Path) -> None:
        session = copy_of(NORTH_SOMERSET, tmp_path)
        async with meeting(session) as first:
            with unseen(session):
                async with meeting(session) as second:
                    await type_details(first, "Weston", "A. Chair", "B. Member")
                    await type_details(second, "Bristol", "C. Chair", "D. Member")
                    await second.press("ctrl+s")
                    await second.saved(1)
                    await first.see("Another screen has just recorded meeting details of", "Weston")
                    await first.answer("ctrl+s")
                    await first.saved(2)
                    assert first.entries[1]["replaces"] == first.entries[0]["id"]
                    await second.see("Another screen has changed this: Meeting details of")


@asynccontextmanager
async def both_correcting(session: Path) -> AsyncIterator[tuple[Room, Room]]:
    """Open two screens, each with a correction of the same entry that is not recorded yet."""
    async with meeting(session) as first:
        with unseen(session):
            async with meeting(session) as second:
                await first.press("n", "n", "n", "n", "x")
                await first.type(REASON)
                await first.press("ctrl+s")
                await first.saved(1)
                await second.until(
                    lambda: len(second.opening.keeper.store.entries) == 1, "the entry"
                )
                await open_correction(first, "First wording.", "Unclear.")
                await open_correction(second, "Second wording.", "A typing error.")
                yield first, second


class TestCorrections:
    async def test_one_entry_corrected_on_both_screens(self, tmp_path: Path) -> None:
        async with both_correcting(copy_of(NORTH_SOMERSET, tmp_path)) as (first, second):
            second.opening.keeper.store.poll = lambda: None  # type: ignore[method-assign]
            await first.press("ctrl+s")
            await first.until(lambda: len(first.entries) == 2, "the correction")
            await second.press("ctrl+s")
            await second.until(lambda: len(second.entries) == 3, "the other correction")
            await second.see(
                "The wording of entry 1 was corrected twice",
                "Reason theirs First wording. yours Second wording.",
            )
            await first.see(
                "The record has another correction of the wording of entry 1",
                "Reason theirs Second wording. yours First wording.",
            )
            await first.answer("l")
            await second.answer("t")
            await second.until(lambda: len(second.entries) == 4, "theirs again")
            assert kinds(second) == ["keep", "correct", "correct", "correct"]
            assert [e["reason"] for e in second.entries] == [
                REASON,
                "First wording.",
                "Second wording.",
                "First wording.",
            ]

    async def test_the_open_dialog_says_so(self, tmp_path: Path) -> None:
        async with both_correcting(copy_of(NORTH_SOMERSET, tmp_path)) as (first, second):
            await second.press("ctrl+s")
            await first.see(
                "has just recorded a correction: the wording of entry 1", "First wording."
            )
            await first.answer("ctrl+s")
            await first.until(lambda: len(first.entries) == 3, "the correction")
            assert first.entries[2]["replaces"] == first.entries[1]["id"]
            await second.see("Another screen has corrected this again: The wording")


async def test_who_is_about_to_sign_is_told_of_what_was_recorded(tmp_path: Path) -> None:
    session = copy_of(NORTH_SOMERSET, tmp_path)
    async with meeting(session) as first:
        with unseen(session):
            async with meeting(session) as second:
                await first.press("S")
                await first.see("Closing summary")
                await first.press("s")
                await first.see("Sign off the record", "Result: 24/36, Good.")
                await first.type("A. Chair")
                await second.press("n", "n", "n", "n", "d", "g")
                await second.type(REASON)
                await second.press("ctrl+s")
                await first.see("Another screen has just recorded on 3.2", "Result: 25/36, Good.")
                await first.press("escape")
                assert first.entries[-1]["kind"] == "change"

"""What people are told of each other: refusals, silence, a screen that is gone, two decisions."""

import signal
import sys
from pathlib import Path

import pytest

import tui.meeting.watcher
import tui.state.other_viewers
from core.record import Entry
from sessions.files.decisions_file import decisions_path
from sessions.record.atomic_save import NotSaved, Patience, saving_path
from sessions.record.disk import Disk
from sessions.record.presence import (
    Presence,
    Who,
    ask_path,
    holder_of,
    presence_path,
    request_take_over,
)
from sessions.record.recovery import Draft
from sessions.record.store import Saved
from tests.tui.hostile import board
from tests.tui.meeting import NORTH_SOMERSET, copy_of, decide, go_to, meeting
from tests.tui.terminal import Terminal
from tests.tui.test_company import keep, unseen

# Seconds that no test waits.
FOREVER = 1_000_000_000

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look often, so that a test need not wait."""
    monkeypatch.setattr(tui.meeting.watcher, "EVERY_SECONDS", 0.02)


@pytest.mark.usefixtures("quick")
class TestAnswers:
    async def test_who_is_refused_is_told_and_may_ask_again(self, tmp_path: Path) -> None:
        session = copy_of(NORTH_SOMERSET, tmp_path)
        async with meeting(session) as first, meeting(session) as second:
            for _ in range(2):
                await second.press("T")
                await first.see("Hand over the meeting?")
                await first.answer("k")
                await second.see("keeps the meeting; you can still only view it.")
                assert not ask_path(decisions_path(session)).exists()
                assert "VIEW ONLY" in second.headline
                await second.press("down")
            await second.press("T")
            await first.see("Hand over the meeting?")
            await first.answer("k")
            await second.see("keeps the meeting; you can still only view it.")
            # No key is pressed: the news takes the place of what was said.
            await first.press("q")
            assert await first.left() == 0
            first.opening.close()
            await second.see("no longer has the meeting open. Press T to take over.")

    async def test_a_wish_that_is_just_being_written_is_asked_once_and_by_name(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Its file is made and locked first, and reads as nobody until the words are in it."""
        session = copy_of(NORTH_SOMERSET, tmp_path)
        whole, looks = Presence.asked_by, 0

        def half_written(presence: Presence) -> Who | None:
            nonlocal looks
            found = whole(presence)
            looks += found is not None
            return Who() if found is not None and looks == 1 else found

        monkeypatch.setattr(Presence, "asked_by", half_written)
        async with meeting(session) as first, meeting(session) as second:
            await second.press("T")
            await first.see("Hand over the meeting?")
            assert "Somebody" not in first.words
            await first.answer("k")
            await second.see("keeps the meeting; you can still only view it.")
            assert first.dialog == [], "asked once only"

    async def test_who_is_typing_does_not_agree_unawares(self, tmp_path: Path) -> None:
        session = copy_of(NORTH_SOMERSET, tmp_path)
        async with meeting(session) as first, meeting(session) as second:
            await second.press("T")
            await first.see("Hand over the meeting?")
            for key in "small sample, taken as a whole":
                await first.press({" ": "space", ",": "comma"}.get(key, key))
                assert "Hand over the meeting?" in first.words
            await first.answer("a")
            await first.see("VIEW ONLY")

    async def test_no_answer_is_said_and_a_person_may_insist(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        session = copy_of(NORTH_SOMERSET, tmp_path)
        async with meeting(session) as first, meeting(session) as second:
            monkeypatch.setattr(tui.state.other_viewers, "UNANSWERED_SECONDS", FOREVER)
            await second.press("T")
            await first.see("Hand over the meeting?")
            await second.press("down")
            await second.see("You asked to take over")
            monkeypatch.setattr(tui.state.other_viewers, "UNANSWERED_SECONDS", 0)
            await second.see("has not answered for", "press T again to take over without")
            await second.press("T")
            await second.see("Take over without an answer?", "you may both decide")
            await second.press("w")
            assert "VIEW ONLY" in second.headline
            await second.press("T")
            await second.see("Take over without an answer?")
            await second.press("t")
            await second.see("You have taken over without an answer.")
            assert "VIEW ONLY" not in second.headline
            await first.answer("k")
            await first.until(lambda: "VIEW ONLY" in first.headline, "the first to follow")
            await first.see("has taken over; you can now only view this meeting")
            await keep(second, "3.3", "Sound as it is.")
            await second.saved(1)

    async def test_who_follows_since_the_dialog_opened_does_not_record(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        session = copy_of(NORTH_SOMERSET, tmp_path)
        async with meeting(session) as first, meeting(session) as second:
            await go_to(first, "3.3")
            await first.press("x")
            await first.see("Keep 3.3")
            await first.type("Sound as it is.")
            monkeypatch.setattr(tui.state.other_viewers, "UNANSWERED_SECONDS", FOREVER)
            await second.press("T")
            await second.see("The other screen has to agree.")
            await second.press("down")
            await second.see("You asked to take over")
            monkeypatch.setattr(tui.state.other_viewers, "UNANSWERED_SECONDS", 0)
            await second.see("press T again to take over without")
            await second.press("T")
            await second.see("Take over without an answer?")
            await second.press("t")
            await second.see("You have taken over without an answer.")
            screen = board(first.app)
            await first.until(
                lambda: screen.state.seen.following is not None, "the first to follow"
            )
            await first.press("ctrl+s")
            await first.see("Not recorded. View only: ", "What was typed is kept as a draft.")
            assert screen.state.meeting.entries == ()
            assert not decisions_path(session).exists()
            # It stands there again once the meeting is the first's.
            assert screen.state.drafts["3.3"].reason == "Sound as it is."

    async def test_a_presence_file_that_is_removed_is_made_again(self, tmp_path: Path) -> None:
        session = copy_of(NORTH_SOMERSET, tmp_path)
        place = presence_path(decisions_path(session))
        async with meeting(session) as first:
            place.unlink()
            await first.until(place.exists, "the file")
            async with meeting(session) as second:
                assert "VIEW ONLY" in second.headline
            assert "VIEW ONLY" not in first.headline


@pytest.mark.usefixtures("quick")
async def test_a_wish_that_was_withdrawn_while_something_was_typed_is_not_asked_about(
    tmp_path: Path,
) -> None:
    session = copy_of(NORTH_SOMERSET, tmp_path)
    async with meeting(session) as first:
        await first.press("x")
        await first.see("Keep 2.2")
        asking = request_take_over(decisions_path(session))
        screen = board(first.app)
        await first.until(lambda: screen.state.seen.asked_by is not None, "the wish")
        asking.withdraw()  # type: ignore[union-attr]
        await first.until(lambda: screen.state.seen.asked_by is None, "the wish to be gone")
        await first.press("escape")
        await first.until(lambda: first.dialog == [], "the dialog to close")
        await first.press("down")
        assert first.dialog == []


class TestGone:
    async def test_a_follower_learns_that_the_first_has_left(self, tmp_path: Path) -> None:
        session = copy_of(NORTH_SOMERSET, tmp_path)
        async with meeting(session) as first, meeting(session) as second:
            await first.press("q")
            assert await first.left() == 0
            first.opening.close()
            await second.see("no longer has the meeting open. Press T to take over.")
            await second.press("d")
            await second.see("no longer has the meeting open. Press T to take over.")
            await second.press("T")
            await second.see("You have taken over the meeting.")
            await keep(second, "3.3", "Sound as it is.")
            await second.saved(1)

    @posix_only
    async def test_killed_with_entries_and_a_draft_unsaved(self, tmp_path: Path) -> None:
        """They are offered when the meeting is taken over, not only at the next start."""
        session = copy_of(NORTH_SOMERSET, tmp_path)
        state = {"RATINGS_PANEL_STATE": str(tmp_path / "state")}
        in_the_way = saving_path(decisions_path(session))
        at_once = "import tui.dialogs.keep_soon; tui.dialogs.keep_soon.MOST_SECONDS = 0.0\n"
        with Terminal.panel(str(session), environment=state, patch=at_once) as first:
            first.see("move", " decided")
            async with meeting(session) as second:
                await second.see("VIEW ONLY")
                in_the_way.mkdir()
                first.press("xToo few cases.\x13")
                first.see("NOT SAVED")
                first.press("jxA reason half ty")
                first.see("A reason half ty")
                kept = tmp_path / "state"
                await second.until(
                    lambda: any(b"half ty" in f.read_bytes() for f in kept.glob("*.jsonl")),
                    "the draft to be kept",
                )
                first.signal(signal.SIGKILL)
                assert first.ended() == -signal.SIGKILL
                in_the_way.rmdir()
                await second.see("no longer has the meeting open. Press T to take over.")
                await second.press("T")
                await second.see(
                    "Draft from the earlier screen", "1 decision and a draft from", "r restore"
                )
                await second.press("v")
                await second.see("2.2 kept at Outstanding: Too few cases.", "A reason half ty")
                await second.answer("r")
                await second.saved(1)
                assert second.entries[0]["reason"] == "Too few cases."
                await second.press("x")
                await second.see("A reason half ty")
                await second.press("escape")


class TestTwoDecisions:
    async def test_the_earlier_screen_is_shown_the_other_decision(
        self, quick: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        session = copy_of(NORTH_SOMERSET, tmp_path)
        monkeypatch.setattr(Presence, "held", lambda _: True)
        async with meeting(session) as first:
            with unseen(session):
                async with meeting(session) as second:
                    # Both stand before the same dialog; neither knows of the other.
                    for room in (first, second):
                        await go_to(room, "3.2")
                        await room.press("x")
                        await room.see("Keep 3.2")
                        await room.type("First." if room is first else "Second.")
                    second.opening.keeper.store.poll = lambda: None  # type: ignore[method-assign]
                    await first.press("ctrl+s")
                    await first.saved(1)
                    await second.press("ctrl+s")
                    await second.see("3.2 was decided twice")
                    await first.see(
                        "The record has another decision on 3.2",
                        "without having seen yours",
                        "Second.",
                        "First.",
                    )
                    await second.answer("y")
                    await first.answer("r")
                    await first.until(lambda: len(first.entries) == 3, "ours again")
                    assert [e["reason"] for e in first.entries] == ["First.", "Second.", "First."]
                    assert first.entries[2]["replaces"] == first.entries[1]["id"]

    async def test_theirs_is_seen_before_ours_is_saved(
        self, quick: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Ours comes behind theirs then, and stands unless people say otherwise."""
        session = copy_of(NORTH_SOMERSET, tmp_path)
        monkeypatch.setattr(Presence, "held", lambda _: True)
        async with meeting(session) as first:
            with unseen(session):
                async with meeting(session) as second:
                    keeper = second.opening.keeper
                    save = keeper.save

                    def fails(entries: tuple[Entry, ...]) -> Saved:
                        raise NotSaved("The share is not responding", "Save again.")

                    monkeypatch.setattr(keeper, "save", fails)
                    await keep(second, "3.2", "Second.")
                    await second.until(lambda: "NOT SAVED" in second.headline, "the alarm")
                    await keep(first, "3.2", "First.")
                    await first.saved(1)
                    await second.see("3.2 was decided twice", "theirs: ", "First.", "Second.")
                    await second.answer("y")
                    await second.until(lambda: second.dialog == [], "the answer")
                    monkeypatch.setattr(keeper, "save", save)
                    await second.press("s")
                    await second.saved(2)
                    await first.see("The record has another decision on 3.2")
                    await second.press("down")
                    assert second.dialog == [], "asked once only"
                    assert [e["reason"] for e in second.entries] == ["First.", "Second."]

    async def test_the_open_dialog_says_that_another_screen_has_decided(
        self, quick: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        session = copy_of(NORTH_SOMERSET, tmp_path)
        monkeypatch.setattr(Presence, "held", lambda _: True)
        async with meeting(session) as first:
            with unseen(session):
                async with meeting(session) as second:
                    await go_to(first, "3.2")
                    await first.press("x")
                    await first.see("Keep 3.2")
                    await first.type("First.")
                    await keep(second, "3.2", "Second.")
                    await first.see("Another screen has just recorded", "Second.", "First.")
                    await first.type(" All the same.")
                    await first.see("Another screen has just recorded")
                    await first.answer("ctrl+s")
                    await first.saved(2)
                    assert first.entries[1]["reason"] == "First. All the same."
                    assert first.entries[1]["replaces"] == first.entries[0]["id"]
                    await second.see("Another screen has decided 3.2 again", "First. All the same.")

    async def test_a_record_changed_by_hand_is_noticed_before_the_next_save(
        self, quick: None, tmp_path: Path
    ) -> None:
        session = copy_of(NORTH_SOMERSET, tmp_path)
        async with meeting(session) as room:
            await decide(room, "3.2", "g", "One case of two.")
            whole = room.record_path.read_bytes()
            room.record_path.write_bytes(whole.replace(b"One case", b"All cases"))
            await room.see("was changed by another program or by hand", "It differs on 3.2.")
            assert "Nothing in it will be overwritten" in room.words
            await room.press("down")
            await room.see("was changed by another program or by hand")
            room.record_path.write_bytes(whole)
            await room.not_see("was changed by another program")
            room.record_path.write_bytes(b"\0" * 300)
            await room.see("was changed by another program or by hand")
            room.record_path.unlink()
            await room.see("was deleted or renamed. The next decision writes it again in full")
            await keep(room, "3.3", "Sound as it is.")
            await room.saved(2)
            await room.not_see("was deleted or renamed")


class NoLocks(Disk):
    """A file system that cannot lock."""

    def lock(self, descriptor: int) -> bool | None:
        """Say so."""
        return None


async def test_a_save_left_by_another_computer_is_removed_on_a_persons_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Disk, "lock", NoLocks.lock)
    session = copy_of(NORTH_SOMERSET, tmp_path)
    left = saving_path(decisions_path(session))
    async with meeting(session) as room:
        room.opening.keeper.store._patience = Patience(0.0)
        left.write_bytes(b"half a rec")
        await keep(room, "3.3", "Sound as it is.")
        await room.until(lambda: "NOT SAVED" in room.headline, "the alarm")
        await room.see(
            "another program has been saving it", "Kept on this computer.", "or to remove it."
        )
        await room.press("s")
        await room.see("Another save is unfinished", "last written", "r remove it and save")
        # While the person thinks, somebody writes there: it lives, and is left alone.
        left.write_bytes(b"half a record, and more")
        saver = board(room.app).saver
        before = saver.failure
        await room.press("r")
        await room.until(lambda: saver.failure not in (None, before), "another refusal")
        await room.until(lambda: "NOT SAVED" in room.headline, "the alarm again")
        assert left.exists()
        await room.press("s")
        await room.see("Another save is unfinished")
        await room.press("r")
        await room.saved(1)
        assert not left.exists()


def test_a_wish_is_refused_by_its_token(tmp_path: Path) -> None:
    record = tmp_path / "a.decisions.toml"
    mine = Presence.take(record)
    asking = request_take_over(record)
    assert isinstance(mine, Presence)
    asked_by = mine.asked_by()
    assert asked_by is not None
    mine.refuse(asked_by)
    holder = holder_of(record)
    assert holder is not None
    assert holder.alive is True
    assert holder.refused == asking.token  # type: ignore[union-attr]
    assert holder.who.since
    asking.withdraw()  # type: ignore[union-attr]
    mine.release()
    assert holder_of(record) is None


def test_a_blank_draft_is_no_draft() -> None:
    assert Draft("3.2").blank
    assert not Draft("3.2", reason=" x").blank

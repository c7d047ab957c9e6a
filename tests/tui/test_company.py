"""Two screens on one meeting: following, taking over, deciding the same standard at once."""

import errno
import getpass
import os
import platform
import re
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from uuid import uuid4

import pytest
import tomli
from textual import events

import tui.meeting.watcher
from core.meeting import Meeting, Proposal
from core.record import Entry, Kind
from sessions import clock
from sessions.files.decisions_file import decisions_path
from sessions.files.session_file import read_session
from sessions.record import store as record_store
from sessions.record.disk import Disk
from sessions.record.keeper import Keeper
from sessions.record.presence import Presence, ask_path, presence_path, request_take_over
from sessions.record.recovery import Draft
from sessions.record.store import Saved
from tests.tui.hostile import board
from tests.tui.meeting import NORTH_SOMERSET, PATIENCE, Room, copy_of, decide, go_to, meeting
from tests.tui.terminal import Terminal
from tui.meeting import opening

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")


def seconds_without_answer(room: Room) -> int:
    """Return how many seconds the screen has shown without an answer; 0 if it shows none."""
    said = re.search(r"not responding for (\d+) s; kept on this computer", room.words)
    return int(said[1]) if said else 0


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look often, so that a test need not wait."""
    monkeypatch.setattr(tui.meeting.watcher, "EVERY_SECONDS", 0.02)


@pytest.fixture
def blind(monkeypatch: pytest.MonkeyPatch) -> None:
    """Never look: each screen learns of the other only when it saves."""
    monkeypatch.setattr(tui.meeting.watcher, "EVERY_SECONDS", 3600.0)


async def keep(room: Room, standard: str, reason: str, *, then: str = "ctrl+s") -> None:
    """Keep a standard as it is, through the dialog."""
    await go_to(room, standard)
    await room.press("x")
    await room.see(f"Keep {standard}")
    await room.type(reason)
    await room.press(then)
    await room.not_see(f"Keep {standard}")


class TestFollowing:
    async def test_the_second_is_told_who_where_and_since_when(self, tmp_path: Path) -> None:
        session = copy_of(NORTH_SOMERSET, tmp_path)
        async with meeting(session) as first, meeting(session) as second:
            assert "VIEW ONLY" not in first.headline
            assert "VIEW ONLY" in second.headline
            await second.see(f"{getpass.getuser()} ({platform.node()}) has been editing since ")
            assert "T asks to take over" in second.words

    @pytest.mark.parametrize("key", ["d", "x", "D", "u", "enter"])
    async def test_the_second_only_reads(self, key: str, tmp_path: Path) -> None:
        session = copy_of(NORTH_SOMERSET, tmp_path, decisions=True)
        async with meeting(session), meeting(session) as second:
            await go_to(second, "3.2")
            await second.press(key)
            await second.see("View only: ", "T asks to take over.")
            assert second.dialog == []

    async def test_the_second_sees_an_entry(self, tmp_path: Path) -> None:
        session = copy_of(NORTH_SOMERSET, tmp_path)
        async with meeting(session) as first, meeting(session) as second:
            await decide(first, "3.2", "g", "One case of two.")
            await second.until(lambda: "✓ changed" in second.row("3.2"), "the entry")
            assert "25/36" in second.headline

    async def test_the_second_keeps_its_own_place(self, quick: None, tmp_path: Path) -> None:
        session = copy_of(NORTH_SOMERSET, tmp_path)
        async with meeting(session) as first, meeting(session) as second:
            await go_to(second, "2.1")
            await second.press("space")
            await second.see("2.1 Assessment")
            await decide(first, "3.2", "g", "One case of two.")
            await second.until(lambda: len(second.opening.keeper.store.entries) == 1, "the entry")
            await second.see("2.1 Assessment")
            await second.press("escape")
            await second.until(lambda: "✓ changed" in second.row("3.2"), "the entry")
            assert second.cursor == "2.1"

    async def test_nothing_is_left_behind(self, tmp_path: Path) -> None:
        session = copy_of(NORTH_SOMERSET, tmp_path)
        async with meeting(session), meeting(session) as second:
            await second.press("T")
            await second.see("You have asked to take over.")
        assert sorted(path.name for path in tmp_path.iterdir()) == [session.name, "state"]


@pytest.mark.usefixtures("quick")
class TestTakingOver:
    async def test_by_agreement(self, tmp_path: Path) -> None:
        session = copy_of(NORTH_SOMERSET, tmp_path)
        async with meeting(session) as first, meeting(session) as second:
            await decide(first, "3.2", "g", "One case of two.")
            await second.press("T")
            await second.see("The other screen has to agree.")
            who = f"{getpass.getuser()} ({platform.node()})"
            await first.see("Hand over the meeting?", f"{who} asks to")
            await first.answer("a")
            await first.until(lambda: "VIEW ONLY" in first.headline, "the first to follow")
            await second.see("You have taken over the meeting.")
            assert "VIEW ONLY" not in second.headline
            await first.press("d")
            await first.see("View only: ")
            await keep(second, "3.3", "Sound as it is.")
            await second.until(lambda: len(second.entries) == 2, "the entry to be saved")
            await first.until(lambda: "✓ kept" in first.row("3.3"), "the entry to be followed")
            # And back again.
            await first.press("T")
            await second.see("Hand over the meeting?")
            await second.answer("a")
            await first.see("You have taken over the meeting.")
            await second.until(lambda: "VIEW ONLY" in second.headline, "the second to follow")

    async def test_refused(self, tmp_path: Path) -> None:
        session = copy_of(NORTH_SOMERSET, tmp_path)
        async with meeting(session) as first, meeting(session) as second:
            await second.press("T")
            await first.see("Hand over the meeting?")
            await first.answer("k")
            await first.not_see("Hand over the meeting?")
            await keep(first, "3.3", "Sound as it is.")
            await second.until(lambda: "✓ kept" in second.row("3.3"), "the entry")
            assert "VIEW ONLY" in second.headline
            assert first.dialog == []
            await second.press("T")
            await second.see("You have asked to take over.")

    @pytest.mark.parametrize("elsewhere", ["w", "h", "l"])
    async def test_from_wherever_one_looks(self, elsewhere: str, tmp_path: Path) -> None:
        session = copy_of(NORTH_SOMERSET, tmp_path)
        async with meeting(session) as first:
            await keep(first, "3.3", "Sound as it is.")
            await first.saved(1)
            async with meeting(session) as second:
                await second.press(elsewhere, "T")
                await first.see("Hand over the meeting?")
                await first.answer("a")
                await second.see("You have taken over the meeting.")

    async def test_when_the_first_leaves(self, tmp_path: Path) -> None:
        session = copy_of(NORTH_SOMERSET, tmp_path)
        async with meeting(session) as first, meeting(session) as second:
            await first.press("q")
            assert await first.left() == 0
            first.opening.close()
            await second.press("T")
            await second.see("You have taken over the meeting.")
            await keep(second, "3.3", "Sound as it is.")
            await second.saved(1)

    async def test_who_asks_is_not_put_in_the_way_of_typing(self, tmp_path: Path) -> None:
        """Every `a` of a sentence would agree, and the rest of the sentence be lost."""
        session = copy_of(NORTH_SOMERSET, tmp_path)
        async with meeting(session) as first:
            await go_to(first, "3.3")
            await first.press("x")
            await first.see("Keep 3.3")
            await first.type("a balanced ")
            asking = request_take_over(decisions_path(session))
            await first.until(lambda: board(first.app).state.seen.asked_by is not None, "the wish")
            await first.type("appraisal, a fair one")
            await first.see("a balanced appraisal, a fair one")
            await first.press("ctrl+s")
            await first.see("Hand over the meeting?")
            await first.answer("k")
            await first.saved(1)
            assert first.entries[0]["reason"] == "a balanced appraisal, a fair one"
            asking.withdraw()  # type: ignore[union-attr]

    async def test_who_asks_no_longer_gets_nothing(self, tmp_path: Path) -> None:
        session = copy_of(NORTH_SOMERSET, tmp_path)
        async with meeting(session) as first:
            asking = request_take_over(decisions_path(session))
            await first.see("Hand over the meeting?")
            asking.withdraw()  # type: ignore[union-attr]
            screen = board(first.app)
            await first.until(lambda: screen.state.seen.asked_by is None, "the wish to be gone")
            await first.answer("a")
            await first.see("Nobody is asking any more")
            assert "VIEW ONLY" not in first.headline
            assert presence_path(decisions_path(session)).exists()

    async def test_entries_that_came_while_asking_are_seen(self, tmp_path: Path) -> None:
        """What the watcher saw last must not get lost when the screen asks it for something."""
        session = copy_of(NORTH_SOMERSET, tmp_path)
        async with meeting(session) as first, meeting(session) as second:
            await keep(first, "3.3", "Sound as it is.", then="ctrl+s")
            for _ in range(5):
                await second.press("T")
            await second.until(lambda: "✓ kept" in second.row("3.3"), "the entry")

    @posix_only
    async def test_when_the_first_was_killed(self, tmp_path: Path) -> None:
        session = copy_of(NORTH_SOMERSET, tmp_path)
        state = {"RATINGS_PANEL_STATE": str(tmp_path / "state")}
        with Terminal.panel(str(session), environment=state) as first:
            first.see("move", " decided")
            async with meeting(session) as second:
                await second.see("VIEW ONLY")
                first.signal(signal.SIGKILL)
                assert first.ended() == -signal.SIGKILL
                assert presence_path(decisions_path(session)).exists()
                await second.press("T")
                await second.see("You have taken over the meeting.")
                await keep(second, "3.3", "Sound as it is.")
                await second.saved(1)

    async def test_a_dead_process_of_this_computer_holds_nobody_up(self, tmp_path: Path) -> None:
        session = copy_of(NORTH_SOMERSET, tmp_path)
        place = presence_path(decisions_path(session))
        place.write_text('{"user": "x", "host": "elsewhere", "pid": 1, "since": "2020-12-01"}')
        async with meeting(session) as room:
            assert "VIEW ONLY" not in room.headline
            await keep(room, "3.3", "Sound as it is.")
            await room.saved(1)

    async def test_where_nobody_can_tell_people_decide(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A share without locks, left by another computer: age is not asked, and T takes over."""
        monkeypatch.setattr(Disk, "lock", lambda *_: None)
        session = copy_of(NORTH_SOMERSET, tmp_path)
        place = presence_path(decisions_path(session))
        place.write_text(
            '{"user": "sue", "host": "pc7", "pid": 1, "since": "2020-11-30T09:30:00+00:00"}'
        )
        async with meeting(session) as room:
            await room.see("sue (pc7) has been editing since 30 November 2020, 09:30 (it is")
            await room.press("T")
            await room.see("You have taken over")
            await keep(room, "3.3", "Sound as it is.")
            await room.saved(1)


@contextmanager
def unseen(session: Path) -> Iterator[None]:
    """Somebody removes the presence file, as a synchronised folder may: both have the meeting."""
    presence_path(decisions_path(session)).unlink()
    yield


@pytest.mark.usefixtures("blind")
class TestClash:
    async def both(self, first: Room, second: Room) -> None:
        """Both decide 3.2; the second one's entry reaches the file first."""
        await decide(second, "3.2", "g", "Theirs: one case of two.")
        await keep(first, "3.2", "Ours: it stays.")
        await first.see(
            "3.2 was decided twice",
            "theirs: ",
            "Theirs: one case of two.",
            "yours: ",
            "Ours: it stays.",
        )

    async def test_ours_stands(self, tmp_path: Path) -> None:
        session = copy_of(NORTH_SOMERSET, tmp_path)
        async with meeting(session) as first:
            with unseen(session):
                async with meeting(session) as second:
                    await self.both(first, second)
                    await first.answer("y")
                    await first.not_see("was decided twice")
                    assert [each["kind"] for each in first.entries] == ["change", "keep"]
                    assert "✓ kept" in first.row("3.2")
                    assert "24/36" in first.headline

    async def test_theirs_stands(self, tmp_path: Path) -> None:
        session = copy_of(NORTH_SOMERSET, tmp_path)
        async with meeting(session) as first:
            with unseen(session):
                async with meeting(session) as second:
                    await self.both(first, second)
                    await first.answer("t")
                    await first.until(lambda: len(first.entries) == 3, "a new entry")
                    kinds = [each["kind"] for each in first.entries]
                    assert kinds == ["change", "keep", "change"]
                    assert first.entries[2]["reason"] == "Theirs: one case of two."
                    assert first.entries[2]["replaces"] == first.entries[1]["id"]
                    assert len({each["id"] for each in first.entries}) == 3
                    assert "✓ changed" in first.row("3.2")
                    assert "25/36" in first.headline

    async def test_left_open_both_are_kept(self, tmp_path: Path) -> None:
        session = copy_of(NORTH_SOMERSET, tmp_path)
        async with meeting(session) as first:
            with unseen(session):
                async with meeting(session) as second:
                    await self.both(first, second)
                    await first.press("escape")
                    assert [each["kind"] for each in first.entries] == ["change", "keep"]

    async def test_other_standards_do_not_clash(self, tmp_path: Path) -> None:
        session = copy_of(NORTH_SOMERSET, tmp_path)
        async with meeting(session) as first:
            with unseen(session):
                async with meeting(session) as second:
                    await decide(second, "3.2", "g", "Theirs.")
                    await keep(first, "3.3", "Ours.")
                    await first.until(lambda: len(first.entries) == 2, "both entries")
                    await first.until(lambda: "✓ changed" in first.row("3.2"), "theirs")
                    assert first.dialog == []


class TestHandsOnTheRecord:
    async def test_an_edited_record_is_left_alone_and_ours_goes_beside_it(
        self, tmp_path: Path
    ) -> None:
        session = copy_of(NORTH_SOMERSET, tmp_path)
        async with meeting(session) as room:
            await decide(room, "3.2", "g", "One case of two.")
            path = room.record_path
            edited = path.read_text("utf-8").replace("One case of two.", "Edited by hand.")
            path.write_text(edited, encoding="utf-8")
            await keep(room, "3.3", "Sound as it is.")
            await room.until(lambda: "NOT SAVED" in room.headline, "the alarm")
            (conflict,) = tmp_path.glob("*.conflict-*.toml")
            await room.see("was changed by another program", "Kept on this computer.")
            # The name can be broken over two rows.
            assert conflict.name in room.words.replace(" ", "")
            assert path.read_text("utf-8") == edited
            ours = tomli.loads(conflict.read_text("utf-8"))["entries"]
            assert [each["reason"] for each in ours] == ["One case of two.", "Sound as it is."]
            # Put right by hand, the next save works.
            path.write_bytes(conflict.read_bytes().rpartition(b"[[entries]]")[0])
            path.write_text(edited.replace("Edited by hand.", "One case of two."), "utf-8")
            await room.press("s")
            await room.saved(2)

    async def test_a_removed_record_is_written_again_whole(self, tmp_path: Path) -> None:
        session = copy_of(NORTH_SOMERSET, tmp_path)
        async with meeting(session) as room:
            await decide(room, "3.2", "g", "One case of two.")
            room.record_path.unlink()
            await keep(room, "3.3", "Sound as it is.")
            await room.saved(2)
            await room.see("had been removed; it was written again in full.")


class ReadOnly(Disk):
    """A folder where nothing may be made, until it is unlocked."""

    locked = False

    def create(self, path: Path, mode: int = 0o666) -> int:
        """Refuse."""
        if self.locked:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return super().create(path, mode)


class TestBadPlaces:
    async def test_a_read_only_folder(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        disk = ReadOnly()
        monkeypatch.setattr(record_store.RecordStore.open.__func__, "__defaults__", _with(disk))  # type: ignore[attr-defined]
        session = copy_of(NORTH_SOMERSET, tmp_path)
        async with meeting(session) as room:
            disk.locked = True
            await keep(room, "3.3", "Sound as it is.")
            await room.until(lambda: "NOT SAVED" in room.headline, "the alarm")
            await room.see(
                "you do not have permission to write there",
                "Ask for permission to write in that folder",
                "Kept on this computer.",
                "Press s to save again",
            )
            foot = next(y for y, row in enumerate(room.rows) if "Not saved:" in row)
            strip = room.app.screen._compositor.render_strips()[foot]
            style = next(each.style for each in strip if "Not saved" in each.text)
            assert style is not None
            assert style.reverse
            assert style.color is not None
            assert style.color.name == room.app.look.alarm
            await room.press("down")
            assert "Not saved:" in room.text, "an alarm stays until its cause is gone"
            assert room.entries == []
            # Leaving says so first.
            await room.press("q")
            await room.see("Leave?", "1 decision is not saved yet", "kept on this computer")
            disk.locked = False
            await room.press("s")
            await room.saved(1)
            assert "Not saved:" not in room.text
            await room.press("q")
            assert await room.left() == 0

    async def test_leaving_unsaved_exits_3_and_the_next_start_restores(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        disk = ReadOnly()
        monkeypatch.setattr(record_store.RecordStore.open.__func__, "__defaults__", _with(disk))  # type: ignore[attr-defined]
        session = copy_of(NORTH_SOMERSET, tmp_path)
        async with meeting(session) as room:
            disk.locked = True
            await keep(room, "3.3", "Sound as it is.")
            await room.until(lambda: "NOT SAVED" in room.headline, "the alarm")
            await room.press("q")
            await room.see("Leave?")
            await room.press("l")
            assert await room.left() == 3
            status, (words,) = room.opening.leave()
            assert status == 3
            assert "1 decision is kept on this computer and not yet saved in" in words
        disk.locked = False
        async with meeting(session) as room:
            await room.see("Draft from last time")
            await room.press("r")
            await room.saved(1)

    async def test_a_slow_share_leaves_the_screen_live(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        answers = Event()
        save = Keeper.save

        def slowly(keeper: Keeper, entries: tuple[Entry, ...]) -> Saved:
            assert answers.wait(PATIENCE)
            return save(keeper, entries)

        monkeypatch.setattr(Keeper, "save", slowly)
        session = copy_of(NORTH_SOMERSET, tmp_path)
        async with meeting(session) as room:
            await keep(room, "3.3", "Sound as it is.")
            await room.see("saving…")
            await room.press("up", "up")
            assert room.cursor == "3.2"
            await room.press("z", "z")
            saver = board(room.app).saver
            saver._since -= 11
            await room.until(lambda: seconds_without_answer(room) > 10, "how long it takes")
            before = seconds_without_answer(room)
            await room.until(lambda: seconds_without_answer(room) > before, "that it goes on")
            # Another decision meanwhile is kept as well, and waits for its turn.
            await keep(room, "3.2", "Sound as well.")
            assert "2 of 11 decided" in room.headline
            assert len(room.opening.keeper.pending().entries) == 2
            answers.set()
            await room.saved(2)

    async def test_a_share_that_hangs_does_not_hold_up_asking_or_leaving(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(tui.meeting.watcher, "EVERY_SECONDS", 0.02)
        monkeypatch.setattr(tui.meeting.watcher, "LAST_SECONDS", 0.2)
        monkeypatch.setattr(opening, "LAST_SECONDS", 0.2)
        session = copy_of(NORTH_SOMERSET, tmp_path)
        hangs, hung = Event(), Event()

        def never(*arguments: object) -> object:
            hung.set()
            hangs.wait(300)
            return request_take_over(decisions_path(session))

        first = Presence.take(decisions_path(session))
        assert isinstance(first, Presence)
        try:
            async with meeting(session) as room:
                monkeypatch.setattr(tui.meeting.watcher, "request_take_over", never)
                await room.press("T")
                await room.see("Asking to take over")
                assert hung.wait(PATIENCE)
                await room.press("down", "down")
                await room.press("q")
                assert await room.left() == 0
        finally:
            hangs.set()
            first.release()


def _with(disk: Disk) -> tuple[object, ...]:
    defaults = record_store.RecordStore.open.__func__.__defaults__  # type: ignore[attr-defined]
    return tuple(disk if isinstance(each, Disk) else each for each in defaults)


async def test_an_odd_presence_file_stops_no_meeting(tmp_path: Path) -> None:
    session = copy_of(NORTH_SOMERSET, tmp_path)
    record = decisions_path(session)
    for told in (b"", b"\xff\x00", b"[]", b"{}", b'{"since": "0001-01-01T00:00:00"}', b"{" * 9999):
        holder = Presence.take(record)
        assert isinstance(holder, Presence)
        presence_path(record).write_bytes(told)
        async with meeting(session) as room:
            await room.see("VIEW ONLY", "somebody (another computer) has been editing since")
        holder.release()
    assert not ask_path(record).exists()


@pytest.mark.parametrize(
    ("opens", "seen", "key"),
    [
        ("question_mark", "search the help", "escape"),
        ("space", "other standards", "escape"),
        ("slash", "Go to", "enter"),
        ("x", "Keep 2.2", "escape"),
        ("x", "Keep 2.2", "ctrl+s"),
    ],
)
async def test_a_key_held_down_closes_one_dialog_and_no_more(
    opens: str, seen: str, key: str, tmp_path: Path
) -> None:
    async with meeting(copy_of(NORTH_SOMERSET, tmp_path)) as room:
        await room.press(opens)
        await room.see(seen)
        await room.type("s")
        for _ in range(4):
            room.app.post_message(events.Key(key, None))
        if key == "enter":
            # Held down on, it opens the next dialog, as a key does that is pressed again.
            await room.until(lambda: "Go to" not in room.text, "the dialog to close")
        else:
            await room.until(lambda: room.dialog == [], "the dialog to close")
        assert room.app.return_value is None
        assert len(room.app.screen_stack) <= 2
        if key != "enter":
            assert "North Somerset" in room.headline
        if key == "ctrl+s":
            await room.until(lambda: len(room.entries) == 1, "one entry")


async def test_what_was_typed_for_a_decision_that_another_took_back_is_not_lost(
    quick: None, tmp_path: Path
) -> None:
    session = copy_of(NORTH_SOMERSET, tmp_path)
    async with meeting(session) as room:
        await decide(room, "3.2", "g", "One case of two.")
        await room.press("u")
        await room.see("Withdraw the decision on 3.2")
        await room.type("A long reason why.")
        store = record_store.RecordStore.open(read_session(session))
        other = Meeting(store.session.evidence, store.entries)
        withdrawal = Proposal(Kind.WITHDRAW, "3.2", None, "Theirs.")
        entry = other.entry_for(withdrawal, str(uuid4()), clock.now_in_seconds())
        store.save((*store.entries, entry))
        await room.until(lambda: len(board(room.app).state.meeting.entries) == 2, "their entry")
        await room.answer("ctrl+s")
        await room.until(lambda: room.dialog == [], "the dialog to close")
        assert len(room.entries) == 2
        (draft,) = board(room.app).state.drafts.values()
        assert draft.reason == "A long reason why."
        pending = room.opening.keeper.pending()
        assert isinstance(pending.draft, Draft)
        assert pending.draft.reason == "A long reason why."

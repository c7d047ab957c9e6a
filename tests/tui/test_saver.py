"""Saving in the background: nothing of a slow, failing or broken save is lost or left unsaid."""

from collections.abc import Callable
from datetime import UTC, datetime
from threading import Event
from time import monotonic

from core.record import Entry
from sessions.record.atomic_save import NotSaved
from sessions.record.keeper import Keeper
from sessions.record.recovery import AnyDraft, NotKept
from sessions.record.store import Saved
from tests.tui.meeting import NORTH_SOMERSET, changed, laid_out
from tui.meeting.saver import SLOW, Saver

PATIENCE = 120.0
NOW = datetime(2020, 12, 1, 14, 3, tzinfo=UTC)


def entries(number: int) -> tuple[Entry, ...]:
    """Return the entries of a meeting that decided so many standards."""
    meeting = laid_out(NORTH_SOMERSET)
    for standard in ("3.2", "3.3", "2.3")[:number]:
        meeting = changed(meeting, standard, "Outstanding")
    return meeting.entries


class Share(Keeper):
    """A keeper whose saves wait until they are let go, one by one, each with its outcome."""

    def __init__(self) -> None:
        self.begun: list[tuple[Entry, ...]] = []
        self.outcomes: list[Saved | Exception] = []
        self.kept: list[Entry] = []
        self.full = False
        self._go = [Event() for _ in range(9)]

    def let_go(self, outcome: Saved | Exception) -> None:
        """End the save under way, or the next one, with this."""
        self.outcomes.append(outcome)
        self._go[len(self.outcomes) - 1].set()

    def keep(self, entry: Entry) -> None:
        """Keep an entry, or say that there is no room."""
        if self.full:
            raise NotKept("Not kept on this computer: the disk is full", "Make room.")
        self.kept.append(entry)

    def draft(self, draft: AnyDraft) -> None:
        """Keep nothing."""

    def save(self, entries: tuple[Entry, ...]) -> Saved:
        """Wait, then end as was wished."""
        number = len(self.begun)
        self.begun.append(entries)
        assert self._go[number].wait(PATIENCE)
        outcome = self.outcomes[number]
        if isinstance(outcome, Exception):
            raise outcome
        return outcome


class Told:
    """A saver with its share, and how often it told that it had ended."""

    def __init__(self) -> None:
        self.times = 0
        self.share = Share()
        self.saver = Saver(self.share, self._tell)

    def _tell(self) -> None:
        self.times += 1

    def until(self, condition: Callable[[], bool], what: str) -> None:
        """Wait for another thread."""
        end = monotonic() + PATIENCE
        pause = Event()
        while not condition():
            assert monotonic() < end, f"waited in vain for {what}"
            pause.wait(0.001)


def test_what_two_saves_in_a_row_found_is_both_told() -> None:
    told = Told()
    first, second, theirs = entries(3)
    told.saver.keep(first, (first,))
    told.until(lambda: len(told.share.begun) == 1, "the first save")
    told.saver.keep(second, (first, second))
    told.share.let_go(
        Saved((theirs, first), NOW, clashes=((theirs, first),), note="A note.", added=(theirs,))
    )
    told.until(lambda: len(told.share.begun) == 2, "the second save")
    told.share.let_go(Saved((theirs, first, second), NOW, added=(theirs,)))
    told.until(lambda: told.times == 1, "the end")
    saved = told.saver.take()
    assert saved is not None
    assert saved.clashes == ((theirs, first),), "two decided one standard and nobody was asked"
    assert saved.note == "A note."
    assert saved.entries == (theirs, first, second)
    assert saved.added == (theirs,)
    assert told.saver.take() is None
    assert told.saver.unsaved == set()


def test_what_was_found_before_a_failing_save_is_told_too() -> None:
    told = Told()
    first, second, theirs = entries(3)
    told.saver.keep(first, (first,))
    told.until(lambda: len(told.share.begun) == 1, "the first save")
    told.saver.keep(second, (first, second))
    told.share.let_go(Saved((theirs, first), NOW, clashes=((theirs, first),), added=(theirs,)))
    told.until(lambda: len(told.share.begun) == 2, "the second save")
    told.share.let_go(NotSaved("Not saved: the disk is full", "Make room."))
    told.until(lambda: told.times == 1, "the end")
    saved = told.saver.take()
    assert saved is not None
    assert saved.clashes == ((theirs, first),)
    assert told.saver.unsaved == {second.id}
    assert told.saver.status().text == " NOT SAVED "


def test_a_fault_in_a_save_is_said_and_the_next_save_begins() -> None:
    told = Told()
    (first,) = entries(1)
    told.saver.keep(first, (first,))
    told.share.let_go(ZeroDivisionError("it broke"))
    told.until(lambda: told.times == 1, "the end of a broken save")
    alarm = told.saver.alarm()
    assert alarm is not None
    assert alarm.alarm
    assert "Kept on this computer." in alarm.words
    assert "it broke" not in alarm.words, "a local value is on the screen"
    assert told.saver.unsaved == {first.id}
    assert told.saver.seconds == 0
    told.saver.save((first,))
    told.share.let_go(Saved((first,), NOW))
    told.until(lambda: told.times == 2, "the second save")
    assert told.saver.alarm() is None
    assert told.saver.unsaved == set()


def test_a_slow_save_is_said_with_its_seconds() -> None:
    told = Told()
    (first,) = entries(1)
    told.saver.keep(first, (first,))
    assert told.saver.status().text == "saving…"
    told.saver._since -= SLOW
    assert told.saver.status().text == f"not responding for {SLOW} s; kept on this computer"
    told.share.let_go(Saved((first,), NOW))
    told.until(lambda: told.times == 1, "the end")
    assert told.saver.status().text == f"saved {NOW.astimezone():%H:%M:%S}"


def test_the_seconds_are_those_of_the_save_under_way() -> None:
    told = Told()
    first, second = entries(2)
    told.saver.keep(first, (first,))
    told.until(lambda: len(told.share.begun) == 1, "the first save")
    told.saver.keep(second, (first, second))
    told.saver._since -= 60
    told.share.let_go(Saved((first,), NOW))
    told.until(lambda: len(told.share.begun) == 2, "the second save")
    assert told.saver.seconds < SLOW
    told.share.let_go(Saved((first, second), NOW))
    told.until(lambda: told.times == 1, "the end")


def test_what_could_not_be_kept_here_is_not_called_kept() -> None:
    told = Told()
    first, second = entries(2)
    told.share.full = True
    told.saver.keep(first, (first,))
    told.saver._since -= SLOW
    status, alarm = told.saver.status().text, told.saver.alarm()
    assert "NOT kept on this computer" in status
    assert alarm is not None
    assert "Not kept on this computer: the disk is full" in alarm.words
    told.share.let_go(Saved((first,), NOW))
    told.until(lambda: told.times == 1, "the end")
    assert told.saver.alarm() is None
    # Once that one is saved, the next one is kept again.
    told.share.full = False
    told.saver.keep(second, (first, second))
    assert told.saver.kept
    told.share.let_go(NotSaved("Not saved: the disk is full", "Make room."))
    told.until(lambda: told.times == 2, "the end")
    alarm = told.saver.alarm()
    assert alarm is not None
    assert "Kept on this computer." in alarm.words

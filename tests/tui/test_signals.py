"""The terminal closed, SIGTERM, Ctrl+C, kill -9: what was recorded is safe, and so is the draft."""

import signal
import sys
from pathlib import Path
from typing import Any

import pytest
import tomli

from sessions.files.decisions_file import decisions_path
from sessions.record.presence import presence_path
from tests.tui.hostile import faults_of
from tests.tui.meeting import NORTH_SOMERSET, PATIENCE, copy_of
from tests.tui.own_place import NO_SAVE, keep_3_2, started
from tests.tui.terminal import Terminal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")

REASON = "One case of two weighed too much."
DRAFT = "and here the panel was still typ"
# A terminal that takes nothing any more, as one that was closed in the middle of a painting.
TAKES_NOTHING = """
from queue import Full
import tui.meeting.signals
from textual.drivers._writer_thread import WriterThread
tui.meeting.signals.PATIENCE = 0.5
def until_copied(self):
    while (text := self._queue.get()) is not None:
        self._file.write(text)
        self._file.flush()
        if "]52;" in text:
            try:
                while True:
                    self._queue.put_nowait("")
            except Full:
                return
WriterThread.run = until_copied
"""
# Only the five seconds can keep a draft then: whoever types without a pause.
NEVER_IDLE = "import tui.dialogs.keep_soon; tui.dialogs.keep_soon.IDLE_SECONDS = 60.0\n"


def record(terminal: Terminal, said: str = "saved ") -> None:
    """Keep 3.2 as it is, with a reason."""
    keep_3_2(terminal, REASON)
    terminal.press("\x13")
    terminal.see(said)


def type_draft(terminal: Terminal) -> None:
    """Begin to type a reason for 3.3."""
    # Recording moved on by itself.
    terminal.see("▶ 3.3")
    terminal.press("x")
    terminal.see("Keep 3.3")
    terminal.press(DRAFT)
    terminal.see(DRAFT)


def entries(session: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomli.loads(decisions_path(session).read_text("utf-8"))["entries"]
    return found


def kept_bytes(tmp_path: Path) -> bytes:
    files = (tmp_path / "state").glob("*.jsonl")
    return b"".join(path.read_bytes() for path in files)


def wait_for_draft(terminal: Terminal, tmp_path: Path) -> None:
    terminal.until(lambda: DRAFT.encode() in kept_bytes(tmp_path), "the draft to be kept")


def restore(terminal: Terminal, *words: str) -> None:
    """Take what is offered at the start."""
    terminal.see("Draft from last time", *words, "r restore")
    terminal.answer("Draft from last time", "r")


def assert_draft_comes_back(session: Path, tmp_path: Path) -> None:
    with started(session, tmp_path) as terminal:
        restore(terminal, "A draft")
        terminal.see("▶ 3.3")
        terminal.press("x")
        terminal.see("Keep 3.3", DRAFT)
        terminal.press("\x13")
        terminal.see("saved ")
        terminal.press("q")
        assert terminal.ended() == 0
    assert [entry["reason"] for entry in entries(session)] == [REASON, DRAFT]


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_a_signal_keeps_the_record_and_the_draft_to_the_letter(name: str, tmp_path: Path) -> None:
    session = copy_of(NORTH_SOMERSET, tmp_path)
    number = getattr(signal, name)
    with started(session, tmp_path, NEVER_IDLE) as terminal:
        record(terminal)
        type_draft(terminal)
        terminal.signal(number)
        assert terminal.ended() == 128 + number
        assert terminal.attributes() == terminal.before, "the terminal was not restored"
        assert b"\x1b[?1049l" in terminal.raw[-500:]
        assert b"Traceback" not in terminal.raw
        assert faults_of(terminal.raw) == []
        assert not presence_path(decisions_path(session)).exists()
    assert_draft_comes_back(session, tmp_path)


def test_a_closed_terminal_keeps_the_record_and_the_draft(tmp_path: Path) -> None:
    session = copy_of(NORTH_SOMERSET, tmp_path)
    with started(session, tmp_path, NEVER_IDLE) as terminal:
        record(terminal)
        type_draft(terminal)
        terminal.hang_up()
        terminal.process.wait(timeout=PATIENCE)
        assert not presence_path(decisions_path(session)).exists()
    assert_draft_comes_back(session, tmp_path)


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_terminal_that_takes_nothing_any_more_holds_nobody_up(name: str, tmp_path: Path) -> None:
    session = copy_of(NORTH_SOMERSET, tmp_path)
    number = getattr(signal, name)
    with started(session, tmp_path) as terminal:
        record(terminal)
        terminal.press("q")
        assert terminal.ended() == 0
    with started(session, tmp_path, TAKES_NOTHING) as terminal:
        terminal.see("move")
        terminal.press("y")
        terminal.until(lambda: b"]52;" in terminal.raw, "the last thing that the terminal takes")
        terminal.press("\x1b[B")
        terminal.signal(number)
        assert terminal.ended() == 128 + number
    with started(session, tmp_path) as terminal:
        terminal.see("1 of 11 decided")
        assert b"VIEW ONLY" not in terminal.raw


def test_ctrl_c_in_the_terminal_leaves_nothing_undone(tmp_path: Path) -> None:
    session = copy_of(NORTH_SOMERSET, tmp_path)
    with started(session, tmp_path) as terminal:
        record(terminal)
        terminal.press("\x03")
        terminal.see("Press q to leave. Nothing recorded is lost.")
        type_draft(terminal)
        terminal.press("\x03")
        wait_for_draft(terminal, tmp_path)
        terminal.press(" on")
        terminal.see(DRAFT + " on")
        assert len(entries(session)) == 1


@pytest.mark.parametrize("name", ["SIGTERM", "SIGKILL"])
def test_an_entry_whose_save_hangs_is_offered_at_the_next_start(name: str, tmp_path: Path) -> None:
    session = copy_of(NORTH_SOMERSET, tmp_path)
    with started(session, tmp_path, NO_SAVE) as terminal:
        record(terminal, "saving…")
        terminal.signal(getattr(signal, name))
        terminal.ended()
    assert not decisions_path(session).exists()
    with started(session, tmp_path) as terminal:
        restore(terminal, "1 decision")
        terminal.see("saved ", "✓ kept")
        terminal.press("q")
        assert terminal.ended() == 0
    assert [entry["reason"] for entry in entries(session)] == [REASON]
    with started(session, tmp_path) as terminal:
        terminal.see("move", "1 of 11 decided")
        terminal.press("q")
        assert terminal.ended() == 0
        assert b"Draft from last time" not in terminal.raw


def test_kill_9_after_a_pause_keeps_the_whole_draft(tmp_path: Path) -> None:
    session = copy_of(NORTH_SOMERSET, tmp_path)
    with started(session, tmp_path) as terminal:
        record(terminal)
        type_draft(terminal)
        wait_for_draft(terminal, tmp_path)
        terminal.signal(signal.SIGKILL)
        assert terminal.ended() == -signal.SIGKILL
    assert_draft_comes_back(session, tmp_path)


def test_kill_9_of_one_who_types_without_a_pause_leaves_a_draft(
    tmp_path: Path,
) -> None:
    session = copy_of(NORTH_SOMERSET, tmp_path)
    with started(session, tmp_path, NEVER_IDLE) as terminal:
        record(terminal)
        type_draft(terminal)
        letters = 0

        def kept() -> bool:
            nonlocal letters
            letters += 1
            terminal.press("a" if letters % 40 else " ")
            return DRAFT.encode() in kept_bytes(tmp_path)

        terminal.until(kept, "the draft to be kept while one types")
        terminal.signal(signal.SIGKILL)
        assert terminal.ended() == -signal.SIGKILL
    with started(session, tmp_path) as terminal:
        terminal.see("Draft from last time", "A draft")
        terminal.press("v")
        # The last word of it goes on and may stand on a line of its own.
        terminal.see(DRAFT.rpartition(" ")[0])


def test_a_recorded_draft_is_offered_no_more(tmp_path: Path) -> None:
    session = copy_of(NORTH_SOMERSET, tmp_path)
    with started(session, tmp_path) as terminal:
        record(terminal)
        type_draft(terminal)
        wait_for_draft(terminal, tmp_path)
        terminal.press("\x13")
        terminal.until(lambda: len(entries(session)) == 2, "the second entry to be saved")
        # What is kept on this computer learns a moment later that both are saved.
        confirmed = b'"kind":"confirm"'
        terminal.until(lambda: kept_bytes(tmp_path).count(confirmed) == 2, "both to be confirmed")
        terminal.signal(signal.SIGKILL)
        terminal.ended()
    with started(session, tmp_path) as terminal:
        terminal.see("move", "2 of 11 decided")
        terminal.press("?")
        terminal.see("to search")
        assert b"Draft from last time" not in terminal.raw

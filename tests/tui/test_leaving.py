"""Leaving in every way at every moment: the exit status tells the truth and nothing fails."""

import sys
from pathlib import Path

import pytest

from sessions.files.decisions_file import decisions_path
from tests.tui.meeting import NORTH_SOMERSET, copy_of
from tests.tui.own_place import NO_SAVE, keep_3_2, started

if sys.platform == "win32":
    pytest.skip("there is no pseudo-terminal", allow_module_level=True)

import signal

REASON = "Both cases were read twice."
FULL = """
from sessions.record.atomic_save import NotSaved
from sessions.record.store import RecordStore
def save(self, entries):
    raise NotSaved("The disk is full.", "Make room.")
RecordStore.save = save
"""
# A discard that never comes back, as in a state folder on a share that hangs. One key answers: a
# second one, pressed while the program waits for the folder, would go to the board.
HANGING_DISCARD = """
import threading
from sessions.record.recovery import Recovery
from tui.dialogs.guard import Guard
Guard.accepts = lambda self, key: True
Recovery.discard = lambda self, offered=None: threading.Event().wait()
"""
# The signal arrives in the middle of what a dialog does.
KILLED_IN = """
import os, signal
from tui.dialogs.dialog import Dialog
method = getattr(Dialog, "{method}")
def killed(self, *rest, **named):
    os.kill(os.getpid(), signal.SIGTERM)
    return method(self, *rest, **named)
Dialog.{method} = killed
"""


def no_crash(tmp_path: Path, raw: bytes) -> bool:
    """Return whether nothing was said of a fault, and no details of one were written."""
    kept = [path.name for path in (tmp_path / "state").rglob("*")]
    return b"Traceback" not in raw and not any("crash" in name for name in kept)


@pytest.mark.parametrize("burst", ["qd", "qx", "qq", "qm", "qS", "q?", "qp", "qz", "qh", "q\x1b"])
def test_q_with_another_key_in_the_same_burst(burst: str, tmp_path: Path) -> None:
    session = copy_of(NORTH_SOMERSET, tmp_path)
    with started(session, tmp_path) as terminal:
        terminal.see("move", " decided")
        terminal.press(burst)
        assert terminal.ended() == 0
        assert no_crash(tmp_path, terminal.raw)
        assert terminal.attributes() == terminal.before
    assert not decisions_path(session).exists()


@pytest.mark.parametrize("key", ["d", "x", "m", "a", "p", "?", "/"])
@pytest.mark.parametrize("method", ["__init__", "fit_frame"])
def test_sigterm_while_a_dialog_is_opening(key: str, method: str, tmp_path: Path) -> None:
    session = copy_of(NORTH_SOMERSET, tmp_path)
    with started(session, tmp_path, KILLED_IN.format(method=method)) as terminal:
        terminal.see("move", " decided")
        terminal.press(key)
        assert terminal.ended() == 128 + signal.SIGTERM
        assert no_crash(tmp_path, terminal.raw)
        assert terminal.attributes() == terminal.before


def test_a_key_and_sigterm_at_once(tmp_path: Path) -> None:
    session = copy_of(NORTH_SOMERSET, tmp_path)
    with started(session, tmp_path) as terminal:
        terminal.see("move", " decided")
        terminal.press("d")
        terminal.signal(signal.SIGTERM)
        assert terminal.ended() == 128 + signal.SIGTERM
        assert no_crash(tmp_path, terminal.raw)


@pytest.mark.parametrize("patch", [FULL, NO_SAVE], ids=["a full disk", "a share that hangs"])
def test_leaving_with_something_unsaved_is_status_3(patch: str, tmp_path: Path) -> None:
    session = copy_of(NORTH_SOMERSET, tmp_path)
    with started(session, tmp_path, patch) as terminal:
        keep_3_2(terminal, REASON)
        terminal.press("\x13")
        terminal.not_see("Keep 3.2")
        terminal.press("q")
        terminal.answer("Leave?", "l")
        assert terminal.ended() == 3
        assert no_crash(tmp_path, terminal.raw)
        assert b"1 decision is kept on this computer and not yet saved" in terminal.raw
    assert not decisions_path(session).exists()
    with started(session, tmp_path) as terminal:
        terminal.answer("Draft from last time", "r")
        terminal.see("saved ")
        terminal.press("q")
        assert terminal.ended() == 0
    assert REASON in decisions_path(session).read_text("utf-8")


def test_a_discard_that_hangs_freezes_no_key_and_is_said(tmp_path: Path) -> None:
    session = copy_of(NORTH_SOMERSET, tmp_path)
    with started(session, tmp_path, FULL) as terminal:
        keep_3_2(terminal, REASON)
        terminal.press("\x13")
        terminal.see("NOT SAVED")
        terminal.press("q")
        terminal.answer("Leave?", "l")
        assert terminal.ended() == 3
    with started(session, tmp_path, HANGING_DISCARD) as terminal:
        terminal.see("Draft from last time")
        terminal.press("d")
        terminal.see("Press d again to discard")
        terminal.press("d")
        terminal.see("is not responding; they are discarded once it does")
        terminal.press("G\x1b[A\x1b[A")
        terminal.see("▶ 3.2")
        terminal.press("q")
        assert terminal.ended() == 0
        assert no_crash(tmp_path, terminal.raw)
    with started(session, tmp_path) as terminal:
        terminal.see("Draft from last time")

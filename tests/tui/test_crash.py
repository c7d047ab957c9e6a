"""A fault of our own: one clean line, a private log, every entry kept, the terminal as before."""

import stat
import sys
from pathlib import Path

import pytest
import tomli

from sessions.files.decisions_file import decisions_path
from tests.tui.hostile import faults_of
from tests.tui.meeting import NORTH_SOMERSET, copy_of
from tests.tui.own_place import NO_SAVE, keep_3_2, started

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")

SECRET = "kept-from-everybody"
FAULTS = {
    "in a command": f"""
from tui.meeting.viewing import Viewer
def theme(self):
    local = {SECRET!r}
    raise RuntimeError("it broke\\x1b[31m [/] [@click=app.quit]x[/]\\nsecond line")
Viewer.theme = theme
""",
    "in drawing": f"""
import tui.meeting.screen
from tui.meeting.viewing import Viewer
def theme(self):
    def broken(*arguments):
        local = {SECRET!r}
        raise KeyError("it broke")
    tui.meeting.screen.picture = broken
    self.state.changed()
Viewer.theme = theme
""",
    "in a widget": f"""
from tui.meeting.viewing import Viewer
import tui.widgets.line_widget
def theme(self):
    def broken(self, y):
        local = {SECRET!r}
        raise ValueError("it broke")
    tui.widgets.line_widget.DrawsLines.render_line = broken
    self.state.say("Drawn again.")
Viewer.theme = theme
""",
}


def faults_folder(tmp_path: Path) -> Path:
    return tmp_path / "state" / "faults"


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_ends_cleanly_and_loses_nothing(fault: str, tmp_path: Path) -> None:
    session = copy_of(NORTH_SOMERSET, tmp_path)
    with started(session, tmp_path, FAULTS[fault]) as terminal:
        keep_3_2(terminal, "Weighed before the fault.")
        terminal.press("\x13")
        terminal.see("saved ")
        terminal.press("t")
        assert terminal.ended() == 70
        assert terminal.attributes() == terminal.before, "the terminal was not restored"
        last = terminal.raw.rpartition(b"\x1b[?1049l")[2]
        for mode in (b"\x1b[?25h", b"\x1b[?2004l", b"\x1b[?1000l", b"\x1b[?1006l"):
            assert mode in terminal.raw[-2000:], mode
        assert faults_of(terminal.raw) == []
        said = last.decode("utf-8").rpartition("\x1b")[2].partition("l")[2].strip()
        assert said.startswith("ratings-panel: The program failed; you did nothing wrong: ")
        assert "\n" not in said
        assert "it broke" in said
        assert SECRET.encode() not in terminal.raw
        assert b"Traceback" not in terminal.raw
    (log,) = faults_folder(tmp_path).iterdir()
    assert str(log) in said
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    assert stat.S_IMODE(log.parent.stat().st_mode) == 0o700
    told = log.read_text(encoding="utf-8")
    assert "Traceback" in told
    assert "it broke" in told
    (entry,) = tomli.loads(decisions_path(session).read_text("utf-8"))["entries"]
    assert entry["reason"] == "Weighed before the fault."


def test_what_a_fault_left_unsaved_is_offered_at_the_next_start(tmp_path: Path) -> None:
    session = copy_of(NORTH_SOMERSET, tmp_path)
    with started(session, tmp_path, FAULTS["in a command"] + NO_SAVE) as terminal:
        keep_3_2(terminal, "Kept, never saved.")
        terminal.press("\x13")
        terminal.see("saving…")
        terminal.press("t")
        assert terminal.ended() == 70
    assert not decisions_path(session).exists()
    with started(session, tmp_path) as terminal:
        terminal.see("Draft from last time", "1 decision", "and not saved in")
        terminal.answer("Draft from last time", "r")
        terminal.see("saved ", "✓ kept")
        terminal.press("q")
        assert terminal.ended() == 0
    (entry,) = tomli.loads(decisions_path(session).read_text("utf-8"))["entries"]
    assert entry["reason"] == "Kept, never saved."


def test_where_no_log_can_be_written_the_line_says_so(tmp_path: Path) -> None:
    session = copy_of(NORTH_SOMERSET, tmp_path)
    (tmp_path / "state").mkdir()
    faults_folder(tmp_path).write_text("in the way")
    with started(session, tmp_path, FAULTS["in a command"]) as terminal:
        terminal.see("move", " decided")
        terminal.press("t")
        assert terminal.ended() == 70
        assert b"The details could not be written" in terminal.raw
        assert b"Traceback" not in terminal.raw


def test_a_fault_while_opening_is_told_without_a_screen(tmp_path: Path) -> None:
    session = copy_of(NORTH_SOMERSET, tmp_path)
    patch = """
import tui.meeting.opening
def broken(*_):
    local = 'kept-from-everybody'
    raise RuntimeError('it broke')
tui.meeting.opening.RecordStore.open = broken
"""
    with started(session, tmp_path, patch) as terminal:
        assert terminal.ended() == 70
        assert b"The program failed" in terminal.raw
        assert SECRET.encode() not in terminal.raw
        assert b"\x1b[?1049h" not in terminal.raw
    assert len(list(faults_folder(tmp_path).iterdir())) == 1

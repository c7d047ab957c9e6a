"""What is half typed into a form outlives the program: kill -9 loses nothing, each form alone."""

import signal
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from sessions.record.recovery import FormDraft
from tests.tui.hostile import board
from tests.tui.meeting import NORTH_SOMERSET, Room, copy_of, meeting
from tests.tui.terminal import Terminal

AT_ONCE = "import tui.dialogs.keep_soon; tui.dialogs.keep_soon.MOST_SECONDS = 0.0\n"
posix_only = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")


class Form(NamedTuple):
    """A form: what is typed until the kill, what the offer shows, and how it is gone on with."""

    typed: tuple[str, ...]
    last: str
    offered: str
    restored: str
    again: tuple[str, ...]
    shown: tuple[str, ...]
    published: bool = False


FORMS = {
    "details": Form(
        ("m", "Weston\tA. Chair\tB. Member, C. Mem"),
        "C. Mem",
        "draft of the meeting details: 2",
        "Draft of the meeting details restored; press m.",
        ("m",),
        ("Weston", "A. Chair", "B. Member, C. Mem"),
    ),
    "interest": Form(
        ("m", "Weston\tA. Chair", "\x0f", "A. Chair\tmanaged a ca"),
        "managed a ca",
        "draft of a declared interest: A. Chair; managed a ca",
        "Draft of a declared interest restored; press m.",
        ("m", "ctrl+o"),
        ("Declared interest", "A. Chair", "managed a ca"),
    ),
    "added interest": Form(
        ("m", "Weston\tA. Chair", "\x0f", "A. Chair\tmanaged a case\t3.2", "\x13"),
        "managed a case",
        "interest A. Chair (3.2): managed a case",
        "Draft of the meeting details restored; press m.",
        ("m",),
        ("Weston", "Interests A. Chair (3.2): managed a case"),
    ),
    "note": Form(
        ("a", "The panel praised the pla"),
        "praised the pla",
        "draft of the note on 2.2: The panel praised the pla",
        "Draft of the note on 2.2 restored; press a.",
        ("a",),
        ("Note on 2.2 Planning", "The panel praised the pla"),
    ),
    "note on the inspection": Form(
        ("A", "Fieldwork was cut sh"),
        "cut sh",
        "draft of the note on the inspection: Fieldwork was cut sh",
        "Draft of the note on the inspection restored; press A.",
        ("A",),
        ("Note on the inspection", "Fieldwork was cut sh"),
    ),
    "correction": Form(
        ("h", "e", " Well.", "\t\t\t\t\t\tA typing err"),
        "A typing err",
        "draft of a correction:",
        "Draft of a correction restored; press h, then e.",
        ("h", "e"),
        ("Correct the wording of entry 2", "Well.", "A typing err"),
        published=True,
    ),
    "sign-off": Form(
        # The key that answers may have been pressed more often than it took.
        ("S", "s", "\x15A. Chair\t\tB. Memb"),
        "B. Memb",
        "draft of the sign-off: A. Chair; ",
        "Draft of the sign-off restored; press S.",
        ("S", "s"),
        ("Sign off the record", "A. Chair", "B. Memb"),
    ),
}
# What shows that a key has done its work, so that the next one is meant for what it opened.
OPENED = {
    "m": "Meeting details",
    "a": "Note on",
    "A": "Note on the inspection",
    "h": "The record, entry by entry",
    "e": "Correct the wording",
    "S": "Closing summary",
    "s": "Sign off the record",
    "\x0f": "Declared interest",
}


@posix_only
@pytest.mark.parametrize("name", FORMS)
async def test_killed_while_typing(name: str, tmp_path: Path) -> None:
    form = FORMS[name]
    session = copy_of(NORTH_SOMERSET, tmp_path, decisions=form.published)
    state = tmp_path / "state"
    environment = {"RATINGS_PANEL_STATE": str(state)}
    with Terminal.panel(str(session), environment=environment, patch=AT_ONCE) as terminal:
        terminal.see("move", " decided")
        for keys in form.typed:
            if keys == "s":
                terminal.answer("Closing summary", keys)
            else:
                terminal.press(keys)
            if keys in OPENED:
                terminal.see(OPENED[keys])
        terminal.until(
            lambda: any(form.last.encode() in path.read_bytes() for path in state.glob("*.jsonl")),
            "the draft to be kept",
        )
        terminal.signal(signal.SIGKILL)
        assert terminal.ended() == -signal.SIGKILL
    async with meeting(session) as room:
        before = len(room.entries)
        await room.see("Draft from last time", "kept on this computer and not saved")
        await room.press("v")
        await room.see(form.offered)
        await room.press("r")
        await room.see(form.restored)
        await open_again(room, form)
        await room.see(*form.shown)
        assert len(room.entries) == before


async def open_again(room: Room, form: Form) -> None:
    for key in form.again:
        await room.press(key)
        await room.see(OPENED.get({"ctrl+o": "\x0f"}.get(key, key), ""))


async def test_what_was_recorded_is_offered_no_more(tmp_path: Path) -> None:
    session = copy_of(NORTH_SOMERSET, tmp_path)
    async with meeting(session) as room:
        await room.press("a")
        await room.see("Note on 2.2")
        await room.type("Half a sen")
        await room.press("escape")
        await room.see("Not recorded. What was typed is kept as a draft.")
        assert board(room.app).state.form_drafts["note 2.2"] == FormDraft(
            "note 2.2", (("note", "Half a sen"),)
        )
        await room.press("a")
        await room.see("Half a sen")
        await room.press("end")
        await room.type("tence.")
        await room.press("ctrl+s")
        await room.saved(1)
        assert room.entries[0]["text"] == "Half a sentence."
    async with meeting(session) as room:
        await room.press("down")
        assert room.dialog == []


async def test_a_form_in_which_nothing_was_typed_leaves_no_draft(tmp_path: Path) -> None:
    session = copy_of(NORTH_SOMERSET, tmp_path)
    async with meeting(session) as room:
        for key in ("m", "a", "A", "S"):
            await room.press(key)
            await room.see(OPENED[key])
            await room.press("escape")
        assert board(room.app).state.form_drafts == {}
    async with meeting(session) as room:
        await room.press("down")
        assert room.dialog == []

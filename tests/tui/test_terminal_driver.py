"""Keys over a slow link arrive in parts; a terminal that is gone ends the program."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from textual import events
from textual.message import Message

from tests.tui.hostile import ROOT
from tests.tui.meeting import NORTH_SOMERSET, copy_of

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")

PATIENCE = 1.0


class Link:
    """A parser whose clock stands until it is told to go on."""

    def __init__(self) -> None:
        from tui.widgets.terminal_driver import PatientParser

        self.now = 0.0
        self.parser = PatientParser(PATIENCE, lambda: self.now)

    def receive(self, *parts: str, gap: float = 0.8) -> list[str]:
        """Return the events for parts that arrive with a gap between them, and after the last."""
        messages: list[Message] = []
        for part in parts:
            messages += self.parser.feed(part)
            self.now += gap
            messages += self.parser.tick()
        return [_name(message) for message in messages]

    def wait(self) -> list[str]:
        """Return the events that become certain once nothing more comes."""
        self.now += PATIENCE
        return [_name(message) for message in self.parser.tick()]


def _name(message: Message) -> str:
    if isinstance(message, events.Key):
        return message.key
    return message.text if isinstance(message, events.Paste) else type(message).__name__


@pytest.mark.parametrize(
    ("sequence", "event"),
    [
        ("\x1b[D", "left"),
        ("\x1b[3~", "delete"),
        ("\x1b[1;5C", "ctrl+right"),
        ("\x1bOH", "home"),
        ("\x1b[<0;5;5M", "MouseDown"),
    ],
)
def test_a_sequence_is_one_key_wherever_it_is_split(sequence: str, event: str) -> None:
    for place in range(1, len(sequence)):
        link = Link()
        assert link.receive("a", sequence[:place], sequence[place:], "b") == ["a", event, "b"]
    assert Link().receive("a", *sequence, "b") == ["a", event, "b"]


def test_a_split_paste_is_one_paste() -> None:
    whole = "\x1b[200~one\rtwo [D\x1b[201~"
    for place in range(1, len(whole)):
        assert Link().receive(whole[:place], whole[place:]) == ["one\rtwo [D"], place


def test_an_escape_sequence_in_a_paste_is_text_and_no_key() -> None:
    """Textual alone takes it for keys: what is pasted would choose, record or leave."""
    text = "one\x1b[Dq \x1b[2J\x1b]0;gone\x07\x13\x1b[200~ \x1b\x1b"
    whole = f"\x1b[200~{text}\x1b[201~"
    for place in range(1, len(whole)):
        link = Link()
        assert link.receive("a", whole[:place], whole[place:] + "b") == ["a", text, "b"], place
        assert link.wait() == []
    assert Link().receive(f"\x1b{whole}{whole}\x1b[D") == ["escape", text, text, "left"]


def test_the_escape_key_counts_once_nothing_follows() -> None:
    link = Link()
    assert link.receive("\x1b") == []
    assert link.wait() == ["escape"]
    assert link.receive("n") == ["n"]


def test_a_key_that_continues_no_sequence_makes_escape_count_at_once() -> None:
    assert Link().receive("\x1b", "n", gap=0.0) == ["escape", "n"]
    assert Link().receive("\x1b", "\x1b[B", gap=0.0) == ["escape", "down"]


def test_a_sequence_that_never_ends_does_nothing() -> None:
    link = Link()
    assert link.receive("\x1b[1;") == []
    assert link.wait() == []
    assert link.receive("x") == ["x"]


def test_a_terminal_that_is_gone_without_a_signal_ends_the_program(tmp_path: Path) -> None:
    session = copy_of(NORTH_SOMERSET, tmp_path)
    master, slave = pty.openpty()
    # In a session of its own without this terminal, nothing tells the program of the end.
    process = subprocess.Popen(
        [sys.executable, "-m", "ratings_panel", str(session)],
        cwd=ROOT,
        stdin=slave,
        stdout=slave,
        stderr=slave,
        start_new_session=True,
    )
    os.close(slave)
    shown = b""
    while b"move" not in shown:
        shown += os.read(master, 65536)
    os.close(master)
    assert process.wait(timeout=60) == 129

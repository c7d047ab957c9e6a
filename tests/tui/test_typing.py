"""What is typed or pasted in a real terminal is recorded as an editor would have it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import tomli
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from sessions.files.decisions_file import decisions_path
from tests.tui.meeting import NORTH_SOMERSET, Record, copy_of
from tests.tui.terminal import Terminal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")

CODES = {
    "backspace": "\x7f",
    "delete": "\x1b[3~",
    "left": "\x1b[D",
    "right": "\x1b[C",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "ctrl+u": "\x15",
    "ctrl+k": "\x0b",
    "enter": "\r",
}
LETTERS = "abX qjkd0123[Dŵé"


class Editor:
    """A model of the reason's field: lines, and a cursor between two letters."""

    def __init__(self) -> None:
        self.before, self.after = "", ""

    def press(self, key: str) -> None:
        """Do what a key does in any editor of short texts."""
        start = self.before.rpartition("\n")[2]
        rest = self.after.partition("\n")[0]
        if key == "backspace":
            self.before = self.before[:-1]
        elif key == "delete":
            self.after = self.after[1:]
        elif key == "left":
            self.before, self.after = self.before[:-1], self.before[-1:] + self.after
        elif key == "right":
            self.before, self.after = self.before + self.after[:1], self.after[1:]
        elif key == "home":
            self._go_to(len(self.before) - len(start))
        elif key == "end":
            self._go_to(len(self.before) + len(rest))
        elif key == "ctrl+u":
            # At the start of a line it joins it to the one before.
            cut = len(start) or 1
            self.before = self.before[:-cut]
        elif key == "ctrl+k":
            self.after = self.after[len(rest) or 1 :]
        else:
            self.before += "\n" if key == "enter" else key

    def _go_to(self, place: int) -> None:
        text = self.before + self.after
        self.before, self.after = text[:place], text[place:]

    @property
    def text(self) -> str:
        """The text in the field."""
        return self.before + self.after


@contextmanager
def meeting_in_terminal(folder: Path) -> Iterator[tuple[Terminal, Path]]:
    session = copy_of(NORTH_SOMERSET, folder)
    state = {"RATINGS_PANEL_STATE": str(folder / "state")}
    with Terminal.panel(str(session), environment=state) as terminal:
        terminal.see("move", " decided")
        yield terminal, session


def entries_of(session: Path) -> list[Record]:
    """Return the entries that are saved; none where nothing was."""
    path = decisions_path(session)
    entries: list[Record] = tomli.loads(path.read_text("utf-8"))["entries"] if path.exists() else []
    return entries


def recorded(terminal: Terminal, session: Path, number: int) -> Record:
    """Wait until so many entries are saved and return the last one."""
    terminal.until(lambda: len(entries_of(session)) >= number, f"entry {number}")
    return entries_of(session)[number - 1]


def test_edits_in_one_burst_are_recorded_as_an_editor_has_them(tmp_path: Path) -> None:
    keys = st.one_of(st.sampled_from(LETTERS), st.sampled_from(list(CODES)))
    number = 0

    with meeting_in_terminal(tmp_path) as (terminal, session):

        @settings(
            max_examples=25,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=[HealthCheck.function_scoped_fixture],
        )
        @given(st.lists(keys, max_size=60))
        @example([*"case 13", "backspace", *"2 weighed tooX", "backspace", *" heavily"])
        @example([*"ab", "left", "X", "home", "Y", "end", "enter", "Z", "left", "ctrl+u", "Q"])
        def check(edits: list[str]) -> None:
            nonlocal number
            number += 1
            editor = Editor()
            edits = [*edits, "end", "z"]
            for key in edits:
                editor.press(key)
            typed = "".join(CODES.get(key, key) for key in edits)
            # Recording goes on to the next standard: each begins on the last one.
            terminal.press(f"Gx{typed}\x13")
            assert recorded(terminal, session, number)["reason"] == editor.text.strip()

        check()


@contextmanager
def loaded_computer() -> Iterator[None]:
    """Keep every processor of the computer busy."""
    busy = [
        subprocess.Popen([sys.executable, "-c", "while True: pass"])
        for _ in range(os.cpu_count() or 1)
    ]
    try:
        yield
    finally:
        for process in busy:
            process.kill()
            process.wait()


def test_typing_on_a_loaded_computer_is_recorded_as_an_editor_has_it(tmp_path: Path) -> None:
    """Slow keys, as of a slow link or dictation: the program is behind them most of the time."""
    edits = (
        [*"case 13", "backspace", *"2 weighed tooX", "backspace", *" heavily"],
        [*"ab", "left", "X", "home", "Y", "end", "enter", "Z", "left", "ctrl+u", "Q", *"dqx0123"],
        [*"Two of", "ctrl+u", *"Three of", "left", "left", "delete", "home", "ctrl+k", *"four"],
    )
    with loaded_computer(), meeting_in_terminal(tmp_path) as (terminal, session):
        for number, keys in enumerate(edits, start=1):
            editor = Editor()
            for key in keys:
                editor.press(key)
            terminal.type(["G", "x", *(CODES.get(key, key) for key in keys), "\x13"])
            assert recorded(terminal, session, number)["reason"] == editor.text.strip()


def test_a_whole_decision_in_one_burst_from_the_board(tmp_path: Path) -> None:
    with meeting_in_terminal(tmp_path) as (terminal, session):
        terminal.press("d2case 13\x7f2 weighed tooX\x7f heavily\x13")
        entry = recorded(terminal, session, 1)
    assert entry["reason"] == "case 12 weighed too heavily"
    assert (entry["standard"], entry["to"]) == ("2.2", "Good")


PASTED = {
    "paragraphs": "one\rtwo\r\rthree\nfour\r\nfive\u2028six\u2029seven",
    "emoji": "Seen: 👩\u200d💻 ❤\ufe0f 👍\U0001f3fd 🇬🇧",
    "Welsh": "Tŷ bach, ŵyl y môr: pobl ifanc",
    "Polish": "Zażółć gęślą jaźń",
    "Arabic": "نتائج التفتيش",
    "Chinese": "检查结果:良好",
    "directions": "\u200fنتائج\u200e 3.2 \u2067عربي\u2069 \u202bעברית\u202c",
    "odd blanks": "10\u00a0% of 20\u202fcases: co\u00adoperation",
    "keys": "qd2x[D",
}
LINES = "one\ntwo\n\nthree\nfour\nfive\nsix\nseven"


@pytest.mark.parametrize("kind", PASTED)
def test_what_is_pasted_is_recorded_to_the_letter(kind: str, tmp_path: Path) -> None:
    text = PASTED[kind]
    with meeting_in_terminal(tmp_path) as (terminal, session):
        terminal.press("x")
        terminal.see("Keep 2.2")
        terminal.paste(text)
        terminal.press("\t\t\t\t")
        terminal.paste(text)
        terminal.press("\x13")
        entry = recorded(terminal, session, 1)
    lines = LINES if kind == "paragraphs" else text
    assert entry["reason"] == lines
    assert entry["dissent"].split() == lines.split()
    assert "\n" not in entry["dissent"]

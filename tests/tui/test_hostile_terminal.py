"""Hostile text in a real terminal: no byte outside the program's own sequences comes out."""

import base64
import os
import sys
from pathlib import Path

import pytest
from wcwidth import wcswidth

from sessions.record.presence import Presence, presence_path
from sessions.text.visible import visible
from tests.tui.hostile import (
    CLIPBOARD,
    KINDS,
    MARKUP,
    faults_of,
    faulty_letters,
    hostile_session,
    potion,
    presence_file,
    toml_of,
    write_hostile,
)
from tests.tui.meeting import COMMON, LARGE, NORTH_SOMERSET, SMALL, copy_of, edit
from tests.tui.terminal import ESCAPE, Terminal
from tui.drawing.lines import fit, padded, width_of

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
ENTER, DOWN, UP, F1 = "\r", "\x1b[B", "\x1b[A", "\x1bOP"
HOSTILE_USER = os.fsdecode(b"me \xff\x9b31m") + MARKUP + "\x1b[31m\u202e"
SHORT = " ".join(KINDS[each] for each in ("c1", "bidi", "zero width", "tags", "doubtful")) + " done"


@pytest.fixture
def places(tmp_path: Path) -> dict[str, str]:
    """A state folder and settings of the test's own, and a hostile environment."""
    (tmp_path / "settings").mkdir()
    return {
        "RATINGS_PANEL_STATE": str(tmp_path / "state"),
        "RATINGS_PANEL_CONFIG": str(tmp_path / "settings"),
        **dict.fromkeys(("USER", "LOGNAME", "LNAME", "USERNAME"), HOSTILE_USER),
    }


def test_the_judge_of_bytes_is_strict() -> None:
    """A test that cannot fail proves nothing: everything hostile is found, our own is not."""
    for name, text in KINDS.items():
        harmless = name in ("markup", "wide", "right to left")
        assert bool(faults_of(text.encode("utf-8", "surrogateescape"))) is not harmless, name
    assert faults_of(b"\x1b[38;2;1;2;3mGood\x1b[0m\x1b[3;4H\x1b[?25l\x1b[?2026$p") == []
    for sequence in (
        b"\x1b[2J",
        b"\x1b[6n",
        b"\x1b]0;t\x07",
        b"\x1b]8;;http://x\x07",
        b"\x1b]52;c;AA==\x07",
        b"\x1bPq\x1b\\",
        b"\x9b31m",
        b"\x1b[?47h",
        b"\x1bc",
        b"\x07",
        b"\t",
        b"\xff",
    ):
        assert faults_of(sequence) or sequence == b"\x1b[2J", sequence


@pytest.mark.parametrize(("size", "short"), [(SMALL, False), (LARGE, False), (COMMON, True)])
def test_nothing_hostile_comes_out_of_any_screen(
    size: tuple[int, int], short: bool, tmp_path: Path, places: dict[str, str]
) -> None:
    session = write_hostile(tmp_path, short=short)
    with Terminal.panel(str(session), size=size, environment=places) as terminal:
        terminal.see("move", " decided")
        terminal.press("G" + UP * 2)
        terminal.see("▶ 3.2")
        for key, seen in (
            (" ", "other standards"),
            (F1, "Rule:"),
            ("\x1b[Cc", "Ph1 "),
            ("o", "The overall rating"),
            ("v", "Evidence ratings and agreed"),
            ("/", "Go to"),
            ("\x10", "Commands and standards"),
            ("?", "to search"),
            ("d", "Decide 3.2"),
            ("x", "Keep 3.2"),
            ("u", "Withdraw the decision on"),
            ("h", "HISTORY"),
            ("w", "WHAT IF"),
        ):
            terminal.press(key)
            terminal.see(seen)
            if seen in ("Go to", "Keep 3.2"):
                terminal.paste(f"pasted {SHORT}")
                terminal.see("pasted", "done")
            terminal.press(ESCAPE)
            terminal.not_see(seen)
        terminal.press("z")
        terminal.until(lambda: "▀▀" in terminal.words or "███" in terminal.words, "large")
        terminal.press("zyY")
        terminal.see("The scorecard was copied to the clipboard")
        terminal.press("G")
        terminal.see("▶ 3.4")
        terminal.press("x")
        terminal.see("Keep 3.4")
        terminal.paste(potion("recordedreason"))
        terminal.see("recordedreason")
        terminal.press("\x13")
        terminal.see("saved ")
        terminal.press("h" + UP * 4 + "r")
        terminal.see("Decide 3.3", "reason2")
        terminal.press(ESCAPE)
        terminal.not_see("Decide 3.3")
        terminal.press("q")
        assert terminal.ended() == 0
        assert faults_of(terminal.raw, copies=True) == []
        copies = [base64.b64decode(each) for each in _copies(terminal)]
        assert len(copies) == 2
        for copied in copies:
            assert list(faulty_letters(copied.decode("utf-8"))) == []


def _copies(terminal: Terminal) -> list[str]:
    return CLIPBOARD.findall(terminal.raw.decode("utf-8", "surrogateescape"))


def test_nothing_hostile_of_another_person_comes_out(
    tmp_path: Path, places: dict[str, str]
) -> None:
    session = write_hostile(tmp_path, entries=False)
    record = session.with_name("hostile.decisions.toml")
    first = Presence.take(record)
    assert isinstance(first, Presence)
    try:
        presence_path(record).write_bytes(presence_file())
        with Terminal.panel(str(session), environment=places) as terminal:
            terminal.see("VIEW ONLY", "has been editing since")
            terminal.press("T")
            terminal.see("You have asked")
            asked = first.asked_by()
            assert asked is not None
            assert asked.user == HOSTILE_USER
            terminal.press("q")
            assert terminal.ended() == 0
            assert faults_of(terminal.raw) == []
    finally:
        first.release()


def test_nothing_hostile_comes_out_of_messages_without_a_screen(
    tmp_path: Path, places: dict[str, str]
) -> None:
    folder = tmp_path / "\x1b[31m\x9b31m \u202e[red]x"
    folder.mkdir()
    session = write_hostile(folder)
    broken = folder / "broken\x1b]0;gone\x07.toml"
    broken.write_bytes(toml_of({**hostile_session(), potion("key"): potion("value")}))
    for arguments in (("score", str(session)), ("check", str(session)), (str(broken),)):
        with Terminal.panel(*arguments, environment=places) as terminal:
            assert terminal.ended() in (0, 1, 2)
            assert "hostile" in terminal.raw.decode() or "broken" in terminal.raw.decode()
            assert faults_of(terminal.raw) == []


WIDE_TITLES = {
    "3.1": ("Assessment", "東京都世田谷区の評価"),
    "3.2": ("Planning", "계획 수립과 검토의 단계"),
    "3.3": ("Implementation and delivery", "יישום ומסירה"),
    "3.4": ("Joint working", "Ph\u006f\u0302\u0301i h\u01a1\u0323p l\u00e0m vi\u0065\u0323\u0302c"),
}


@pytest.mark.parametrize("size", [SMALL, COMMON, LARGE])
def test_columns_line_up_for_honest_wide_text(
    size: tuple[int, int], tmp_path: Path, places: dict[str, str]
) -> None:
    session = copy_of(NORTH_SOMERSET, tmp_path)
    edit(session, 'scheme = "youth-2018"', 'scheme = "wide.toml"')
    scheme = (Path(__file__).parents[2] / "sessions/schemes/youth-2018.toml").read_text("utf-8")
    head, third = scheme.split('id = "3.1"')
    for plain, wide in WIDE_TITLES.values():
        assert f'title = "{plain}"' in third
        third = third.replace(f'title = "{plain}"', f'title = "{wide}"')
    (tmp_path / "wide.toml").write_text(f'{head}id = "3.1"{third}', encoding="utf-8")
    with Terminal.panel(str(session), size=size, environment=places) as terminal:
        terminal.see("move", " decided")
        terminal.press("G")
        terminal.see("▶ 3.4")
        terminal.until(lambda: _last_row_is_drawn(terminal), "the whole board")
        columns = {row[3:6]: _columns(terminal, y) for y, row in enumerate(terminal.rows)}
        assert "東京" in terminal.words
        # Every figure ends in the same cell, whatever the title before it is made of.
        assert len(columns["2.1"]) == 3
        for standard in ("2.2", "2.3", "2.4", "3.1", "3.2", "3.3"):
            assert columns[standard] == columns["2.1"], standard
        assert columns["3.4"][:2] == columns["2.1"][:2]
        terminal.press("q")
        assert terminal.ended() == 0
        assert faults_of(terminal.raw) == []


def _last_row_is_drawn(terminal: Terminal) -> bool:
    return any(row[3:6] == "3.4" and "%" in row for row in terminal.rows)


def _columns(terminal: Terminal, row: int) -> list[int]:
    """Return the cells of a row's first three percent signs."""
    cells = terminal.screen.buffer[row]
    return [x for x in range(terminal.screen.columns) if cells[x].data == "%"][:3]


@pytest.mark.parametrize(
    "text",
    [
        "東京都世田谷区の評価",
        "한국어 평가",
        "שָׁלוֹם יישום",
        "تقييم عليكم",
        "Ph\u006f\u0302\u0301i h\u01a1\u0323p vi\u0065\u0323\u0302c",
        "การประเมิน",
        "Größe – Über naïve",
        "e\u0301" * 9,
    ],
)
def test_we_count_cells_as_terminals_do(text: str) -> None:
    """Another library's figures for what Textual measures: a difference would shift columns.

    Not for scripts of India: terminals do not agree on their vowel signs.
    """
    assert width_of(text) == wcswidth(visible(text))
    for width in (1, 5, 8, 40):
        assert wcswidth(padded(text, width)) == width
        assert wcswidth(fit(text, width)) <= width


def test_what_is_typed_or_pasted_unmarked_cannot_act(
    tmp_path: Path, places: dict[str, str]
) -> None:
    """Some terminals do not mark what is pasted: it comes as if it were typed."""
    session = copy_of(NORTH_SOMERSET, tmp_path)
    typed = " ".join(KINDS[kind] for kind in ("c1", "bidi", "zero width", "tags", "piles"))
    with Terminal.panel(str(session), environment=places) as terminal:
        terminal.see("move", " decided")
        for opens, seen in (("/", "Go to"), ("?", "to search"), ("x", "Keep 2.2")):
            terminal.press(opens)
            terminal.see(seen)
            terminal.press(f"typed {typed} {KINDS['doubtful']} done")
            terminal.see("done")
            if opens == "x":
                terminal.press("\x13")
                terminal.see("saved ")
            else:
                terminal.press(ESCAPE)
            terminal.not_see(seen)
        terminal.press(" ")
        terminal.see("scroll")
        terminal.press("q")
        terminal.not_see("scroll")
        terminal.press("q")
        assert terminal.ended() == 0
        assert faults_of(terminal.raw) == []


def test_with_errors_sent_to_a_file_the_screen_is_refused(
    tmp_path: Path, places: dict[str, str]
) -> None:
    """The screen is drawn on standard error: it would go to the file, and nobody would see it."""
    session = copy_of(NORTH_SOMERSET, tmp_path)
    with Terminal.panel(str(session), environment=places, errors=True) as terminal:
        assert terminal.ended() == 2
        assert "needs a terminal for input, output and errors" in terminal.errors()
        assert terminal.raw == b""

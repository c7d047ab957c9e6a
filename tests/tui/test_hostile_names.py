"""Hostile names and texts of a meeting act nowhere: on the screen, in commands, in documents.

One text of the record at a time is hostile, so that what it does is known to be its own doing.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from tests.sessions.documents_reading import xml_of
from tests.tui.hostile import COCKTAIL, faults_of, faulty_letters, toml_of
from tests.tui.meeting import NORTH_SOMERSET, Room, copy_of, meeting
from tui.cli.main import main

NAME = "Zorndal"
DOCUMENTS = '<script>alert(1)</script><img src="http://example.org/x.png"> {{ 7*7 }} "</w:t>'
HOSTILE = f"{NAME} {COCKTAIL} {DOCUMENTS}"
SHAPES = re.compile("[│┃╭╮╰╯─━┏┓┗┛▶]")

Table = dict[str, Any]


def record() -> list[Table]:
    """Return an entry of every kind, with a plain text everywhere."""
    decided: Table = {
        "from": "Requires improvement",
        "to": "Good",
        "reason": "A reason.",
        "published_wording": "For the report.",
        "proposed_by": ["A. Proposer"],
        "agreed_by": ["B. Member"],
        "dissent": "C. Member disagreed.",
        "recused": ["D. Member"],
    }
    interest = {"name": "D. Member", "interest": "knows it", "standards": ["3.2"], "action": "left"}
    entries: list[Table] = [
        {
            "kind": "meeting",
            "place": "Weston",
            "chair": "A. Chair",
            "members": ["B. Member", "D. Member"],
            "attending": ["E. Lead"],
            "apologies": ["F. Absent"],
            "note_taker": "G. Notes",
            "interests": [interest],
        },
        {"kind": "change", "standard": "3.2", "from": "Requires improvement", "to": "Good"}
        | decided,
        {"kind": "agree", "standard": "1.1", "from": "Requires improvement", "to": "Good"}
        | decided,
        {"kind": "note", "standard": "2.1", "text": "A note."},
        {
            "kind": "correct",
            "corrects": "entry-3",
            "reason": "Better.",
            "reason_for_correction": "Typo.",
        },
        {"kind": "sign-off", "signed_by": [{"name": "A. Chair", "role": "Chair"}]},
        {"kind": "reopen", "by": ["A. Chair"], "reason": "A figure was wrong."},
        {"kind": "sign-off", "signed_by": [{"name": "A. Chair", "role": "Chair"}]},
    ]
    return [
        {"id": f"entry-{number}", "at": f"2020-12-01T14:{number:02}:12+00:00", **entry}
        for number, entry in enumerate(entries, start=1)
    ]


# Where the hostile text goes: the number of the entry, and its key or the way to it.
PLACES: dict[str, tuple[int, tuple[str | int, ...]]] = {
    "place": (1, ("place",)),
    "chair": (1, ("chair",)),
    "member": (1, ("members", 0)),
    "in attendance": (1, ("attending", 0)),
    "apologies": (1, ("apologies", 0)),
    "note taker": (1, ("note_taker",)),
    "who has an interest": (1, ("interests", 0, "name")),
    "interest": (1, ("interests", 0, "interest")),
    "what was done": (1, ("interests", 0, "action")),
    "reason": (2, ("reason",)),
    "published wording": (2, ("published_wording",)),
    "proposed by": (2, ("proposed_by", 0)),
    "agreed by": (3, ("agreed_by", 0)),
    "dissent": (2, ("dissent",)),
    "recused": (3, ("recused", 0)),
    "note": (4, ("text",)),
    "correction": (5, ("reason",)),
    "why corrected": (5, ("reason_for_correction",)),
    "signatory": (8, ("signed_by", 0, "name")),
    "role": (8, ("signed_by", 0, "role")),
    "reopened by": (7, ("by", 0)),
    "why reopened": (7, ("reason",)),
}
# Not in the minutes: they are in the history on the screen.
ONLY_ON_THE_SCREEN = frozenset({"why corrected", "published wording"})


def session_with(place: str, folder: Path, *, signed: bool) -> Path:
    """Write North Somerset with a record in which one text is hostile."""
    path = copy_of(NORTH_SOMERSET, folder)
    entries = record()
    number, way = PLACES[place]
    here: Any = entries[number - 1]
    for step in way[:-1]:
        here = here[step]
    here[way[-1]] = HOSTILE
    table: Table = {
        "format": "ratings-panel/decisions/1",
        "session": {"id": NORTH_SOMERSET, "file": path.name, "sha256": "0" * 64},
        "scheme": {"id": "youth-2018", "sha256": "0" * 64},
        "entries": entries if signed else entries[:-1],
    }
    path.with_suffix(".decisions.toml").write_bytes(toml_of(table))
    return path


def assert_harmless(room: Room, where: str) -> None:
    assert room.app.return_value is None, f"the program was ended by {where}"
    for number, row in enumerate(room.rows):
        assert list(faulty_letters(row)) == [], f"{where}, row {number}: {row!a}"
        assert cell_len(row) == room.app.size.width, f"{where}, row {number}: {row!r}"


@pytest.mark.parametrize("place", PLACES)
async def test_on_the_screen(place: str, tmp_path: Path) -> None:
    seen, signed = "", place in ("signatory", "role")
    async with meeting(session_with(place, tmp_path, signed=signed)) as room:
        keys = ["S", "escape", "h", *["up"] * 7, "slash", "escape", "space", "escape", "escape"]
        if not signed:
            keys += ["m", "ctrl+o", "escape", "escape", "S", "s", "ctrl+a", "escape"]
            keys += ["end", "up", "up", "d", "escape"]
        for key in keys:
            await room.press(key)
            assert_harmless(room, f"{place} after {key}")
            seen += room.text
    assert NAME in seen


COMMANDS: dict[str, tuple[str, ...]] = {
    "show": ("show",),
    "show --plain": ("show", "--plain"),
    "show, narrow": ("show", "--width", "60"),
    "score": ("score",),
    "check": ("check",),
}


@pytest.mark.parametrize("place", PLACES)
def test_in_the_output_of_commands(
    place: str, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    path = session_with(place, tmp_path, signed=True)
    for name, command in COMMANDS.items():
        main([*command, str(path)])
        said = capfdbinary.readouterr()
        assert said.out, name
        assert faults_of(said.out) == [], name
        assert faults_of(said.err) == [], name


def _page(data: bytes) -> str:
    page = data.decode()
    assert "<script" not in page
    assert "<img" not in page
    assert not re.search(r'(?:src|href)="(?!#)', page)
    return page


def _markdown(data: bytes) -> str:
    text = data.decode()
    assert not re.search(r"(?<!\\)<(?:script|img)", text)
    return text


def _word(data: bytes) -> str:
    xml = xml_of(data)
    codes = re.findall(r"<w:instrText[^>]*>([^<]*)<", xml)
    codes += re.findall(r'<w:fldSimple[^>]*w:instr="([^"]*)"', xml)
    assert {code.split()[0] for code in codes} <= {"PAGE", "NUMPAGES", "SEQ"}
    assert not re.search(r'<Relationship[^>]*TargetMode="External"', xml)
    return xml


DOCUMENTS_READ: dict[tuple[str, str], Callable[[bytes], str]] = {
    ("minutes", ".html"): _page,
    ("minutes", ".md"): _markdown,
    ("minutes", ".docx"): _word,
    ("report", ".html"): _page,
    ("report", ".docx"): _word,
}


@pytest.mark.parametrize("place", PLACES)
def test_in_documents(place: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = session_with(place, tmp_path, signed=True)
    for (command, suffix), read in DOCUMENTS_READ.items():
        target = tmp_path / f"{command}{suffix}"
        names = ["--names", "full"] if command == "minutes" else []
        assert main([command, str(path), "-o", str(target), *names]) == 0, capsys.readouterr().err
        text = read(target.read_bytes())
        assert not set("\u202e\u202c\u2066\u200b\x1b\x00\x07\x9b") & set(text), target.name
        assert "49" not in re.findall(rf"{NAME}.{{0,400}}", text), "an expression was worked out"
        if command == "minutes" and place not in ONLY_ON_THE_SCREEN:
            assert NAME in text, target.name

"""Hostile text, and what of it came out of a program in a terminal."""

import copy
import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import tomli
import tomli_w

from sessions.text.visible import DOUBTFUL
from tui.meeting.app import RatingsPanel
from tui.meeting.screen import MeetingScreen

ROOT = Path(__file__).parents[2]

MARKUP = "[@click=app.quit]x[/] [/] [ @click=app.bell]y[/] [red]r[/red] $text"
KINDS = {
    "markup": MARKUP,
    "escape": "\x1b[2J\x1b]0;gone\x07\x1bPq#0\x1b\\\x1b[6n\x1b]52;c;AAAA\x07\x08\x00\x7f",
    "c1": "\x9b31m\x9d0;gone\x9c\x90q\x85",
    "bidi": "\u202egood\u202c \u2066x\u2069 \u200f\u061c",
    "zero width": "a\u200bb\u200dc\ufeffd\u2060e\u00adf",
    "tags": "t\U000e0041\U000e0042\U000e007f",
    "wide": "東京都 한국어 😀",
    "right to left": "שלום عليكم",
    "piles": "e" + "\u0301" * 300 + "Z\u20dd\u0489",
    "doubtful": "\u3164\u2800\ufe0f\U0001f1e6\U0001f3fb\u115f",
}
# Lone surrogates come from file names and the environment; no TOML file can hold one.
COCKTAIL = " ".join(KINDS.values())
# Short enough to stand whole in every column: what is cut is cleaned on the way.
SHOT = "\x1b[m\u202e\x9b\u200b\U000e0041[/]"
MEGABYTE = 1_000_000


def potion(field: str) -> str:
    """Return a text with every kind of hostility; its first word tells which field it came from."""
    return f"{field} {COCKTAIL}"


Table = dict[str, Any]


def hostile_scheme() -> Table:
    """Return a scheme whose every free text is hostile; its ids are its own."""
    scheme = tomli.loads((ROOT / "sessions/schemes/youth-2018.toml").read_text("utf-8"))
    scheme["id"] = "hostile"
    scheme["title"] = potion("schemetitle")
    scheme["source"] = potion("schemesource")
    for domain in scheme["domains"]:
        domain["title"] = potion(f"d{domain['id']}")
        for number, theme in enumerate(domain.get("themes", ())):
            theme["heading"] = potion(f"h{number}")
            theme["phrase"] = potion(f"ph{number}")
    for standard in scheme["standards"]:
        standard["title"] = potion(f"T{standard['id']}")
        for number, question in enumerate(standard.get("key_questions", ())):
            question["label"] = potion(f"L{question['id']}")
            if "theme" in question:
                question["theme"] = potion(f"h{number}")
            if "heading" in question:
                question["heading"] = potion(f"H{question['id']}")
    return scheme


def hostile_session(longest: tuple[str, ...] = ()) -> Table:
    """Return a session whose every free text is hostile; the note (or `longest`) has a megabyte."""
    session = tomli.loads((ROOT / "fixtures/north-somerset-2020.toml").read_text("utf-8"))
    session.pop("published", None)
    session["scheme"] = "hostile-scheme.toml"
    about = session["inspection"]
    about["service"] = potion("service")
    about["lead_inspector"] = potion("lead")
    about["source"] = potion("source")
    for standard in session["standards"]:
        standard["note"] = potion(f"N{standard['id']}")
        for question in standard.get("key_questions", ()):
            question["wording"] = potion(f"W{question['id']}")
            question["note"] = potion(f"n{question['id']}")
            label = potion(f"p{question['id']}")
            question["prompts"] = [{"label": label, "yes": 1, "relevant": 2}]
    for path in longest:
        _place(session, path, COCKTAIL + "M" * (MEGABYTE - 100_000 * (len(longest) > 1)))
    return session


def _place(session: Table, path: str, text: str) -> None:
    here: Any = session
    *steps, last = path.split("/")
    for step in steps:
        here = here[int(step)] if isinstance(here, list) else here[step]
    here[last] = text


def hostile_entry(number: int, standard: str, **more: Any) -> Table:
    """Return an entry of a decisions file with hostile reason, names, dissent and words."""
    table: Table = {
        "id": f"00000000-0000-4000-8000-{number:012}",
        "at": "2020-12-01T14:03:12+00:00",
        "kind": "change",
        "standard": standard,
        "from": "Requires improvement",
        "to": "Good",
        "reason": potion(f"reason{number}") + "\nsecond line\x1b[31m",
        "proposed_by": [potion("proposer")],
        "agreed_by": [potion("agreer"), "second"],
        "dissent": potion("dissenter"),
        "recused": [potion("recused")],
        "criteria": {
            "near_boundary": "met",
            "one_judgement": "met",
            "small_sample": "met",
            "words": [potion("words")],
        },
    }
    table |= more
    return {key: value for key, value in table.items() if value is not None}


def entry_figures(*figures: tuple[str, int, int]) -> list[Table]:
    """Return an entry's own copy of the figures."""
    return [{"key_question": q, "yes": y, "relevant": r} for q, y, r in figures]


def toml_of(table: Table) -> bytes:
    """Return a table as TOML, with dates of `at` as TOML has them."""
    text = tomli_w.dumps(table)
    return re.sub(r'^at = "([^"]+)"$', r"at = \1", text, flags=re.MULTILINE).encode("utf-8")


def shortened(table: Any) -> Any:
    """Return a table with a shot in place of each cocktail."""
    if isinstance(table, dict):
        return {key: shortened(value) for key, value in table.items()}
    if isinstance(table, list):
        return [shortened(value) for value in table]
    return table.replace(COCKTAIL, SHOT) if isinstance(table, str) else table


def write_hostile(
    folder: Path,
    *,
    name: str = "hostile",
    longest: tuple[str, ...] = (),
    entries: bool = True,
    short: bool = False,
) -> Path:
    """Write scheme, session and record full of hostile text; give the session's path."""
    made = shortened if short else copy.deepcopy
    (folder / "hostile-scheme.toml").write_bytes(toml_of(made(hostile_scheme())))
    path = folder / f"{name}.toml"
    path.write_bytes(toml_of(made(hostile_session(longest))))
    if entries:
        last = "00000000-0000-4000-8000-000000000002"
        record: Table = {
            "format": "ratings-panel/decisions/1",
            "session": {"id": "north-somerset-2020", "file": potion("file"), "sha256": "0" * 64},
            "scheme": {"id": "hostile", "sha256": "0" * 64},
            "meeting": {
                "chair": potion("chair"),
                "members": [potion("member")],
                "apologies": [potion("apology")],
                "interests": [potion("interest")],
            },
            "entries": [
                hostile_entry(1, "3.2"),
                hostile_entry(2, "3.3"),
                hostile_entry(3, "3.3", kind="withdraw", replaces=last),
                hostile_entry(
                    4,
                    "2.3",
                    kind="keep",
                    **{"from": "Good", "to": "Good"},
                    evidence=entry_figures(("2.3.1", 1, 8), ("2.3.2", 7, 7), ("2.3.3", 5, 7)),
                ),
                hostile_entry(5, "3.1", kind="defer", **{"from": None, "to": None}),
            ],
        }
        (folder / f"{name}.decisions.toml").write_bytes(toml_of(made(record)))
    return path


def presence_file(pid: int = 1) -> bytes:
    """Return what another person's presence file says, hostile in every text."""
    told = {"user": potion("user"), "host": potion("host"), "pid": pid, "since": potion("since")}
    return json.dumps(told).encode("ascii")


def board(app: RatingsPanel) -> MeetingScreen:
    """Return the meeting's screen, whatever dialog is before it."""
    (screen,) = (each for each in app.screen_stack if isinstance(each, MeetingScreen))
    return screen


# What may come out of a terminal program of ours: grammar of bytes, and of letters.

MODES = "7|25|1000|1002|1003|1004|1006|1015|1016|1049|2004|2026|2031|2048"
SEQUENCE = re.compile(
    r"\x1b\[[0-9;:]*m"  # how letters look
    r"|\x1b\[[0-9;]*[ABCDEFGHJK]"  # where the cursor goes, what is wiped
    rf"|\x1b\[\?(?:{MODES})[hl]"  # modes that Textual sets
    rf"|\x1b\[\?(?:{MODES})\$p"  # modes that it asks about
    r"|\x1b\[[<>=]?[0-9;]*u"  # keys told apart
    r"|\x1b\[[?>]?[0-9;]*[cq]"  # which terminal, which cursor
    r"|\x1b\]22;(?:default|text|pointer)\x07"  # the mouse's shape
)
CLIPBOARD = re.compile(r"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07")
LAYOUT = "\r\n"


def faults_of(output: bytes, *, copies: bool = False) -> list[str]:
    """Name everything in a terminal's input that is neither our own sequence nor harmless text."""
    text = output.decode("utf-8", "surrogateescape")
    rest = SEQUENCE.sub("\r", text)
    if copies:
        rest = CLIPBOARD.sub("\r", rest)
    return list(faulty_letters(rest))


def faulty_letters(text: str) -> Iterator[str]:
    """Name the letters that act, hide, or have a doubtful width; piles of marks too."""
    marks = 0
    for place, letter in enumerate(text):
        if letter in LAYOUT:
            marks = 0
            continue
        category = unicodedata.category(letter)
        marks = marks + 1 if category in ("Mn", "Me") else 0
        odd = category.startswith("Z") and letter not in " \u3000"
        if category.startswith("C") or odd or letter in DOUBTFUL or marks > 3:
            around = text[max(0, place - 20) : place + 20]
            yield f"{letter!a} at {place} in {around!a}"

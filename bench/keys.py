"""From a key to the screen: time, bytes and memory, against a Textual DataTable."""

from collections.abc import Sequence
from random import Random
from time import monotonic

from bench.desk import CELL, EMPTY, TABLE, Desk
from bench.figures import Figures
from bench.terminal import Shown, Terminal
from tui.commands.registry import COMMANDS

UP, DOWN, RIGHT, LEFT = "\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D"
ESCAPE, RECORD = "\x1b", "\x13"
# An inspection, a standard and a question where one judgement moves the score.
INSPECTION, STANDARD, QUESTION = "north-somerset-2020", "3.2", 2
KEYS = {
    "up": UP,
    "down": DOWN,
    "left": LEFT,
    "right": RIGHT,
    "home": "\x1b[H",
    "end": "\x1b[F",
    "enter": "\r",
    "space": " ",
    "backspace": "\x7f",
    "escape": ESCAPE,
    "plus": "+",
    "minus": "-",
    "slash": "/",
    "question_mark": "?",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "left_curly_bracket": "{",
    "right_curly_bracket": "}",
    "f1": "\x1bOP",
    "ctrl+s": RECORD,
    "ctrl+p": "\x10",
}
LEFT_OUT = ("quit", "take_over", "documents", "sign_off", "join")
PAUSE = 0.05
# Seconds in which every dialog was open.
COMPILING = 20


def anything(text: str) -> bool:
    """Return True: any text will do."""
    return True


def opened(text: str) -> bool:
    """Return whether the whole first screen of the program is shown."""
    return "decided" in text and "Joint working" in text and "q quit" in text


def measure_keys(desk: Desk, rounds: int, figures: Figures) -> None:
    """Measure keys in both programs by turns: a cursor's, a what-if's, a record's."""
    with (
        desk.program(desk.session(20, INSPECTION)) as looking,
        desk.program(desk.session(20, INSPECTION)) as supposing,
        desk.program(desk.session(20, INSPECTION)) as recording,
        desk.terminal(TABLE, str(desk.session(0, INSPECTION))) as table,
        desk.terminal(CELL) as cell,
    ):
        _go_to_question(looking)
        _go_to_question(supposing)
        _go_to_question(recording)
        _pressed(supposing, "w")
        # There is a what-if already, so the number of sentences at the foot does not change.
        for other in (LEFT, "-", RIGHT):
            _pressed(supposing, other)
        table.rest(lambda text: "Total" in text)
        cell.rest(lambda text: "000" in text)
        for number in range(rounds + 1):
            there = number % 2 == 0
            key = _pressed(table, "+" if there else "-")
            least = _pressed(cell, "+")
            cursor = _pressed(looking, DOWN if there else UP)
            what_if = _pressed(supposing, "-" if there else "+")
            recorded = _recorded(recording)
            # The first round fills the caches of all.
            if number:
                figures.add("table key", 1000 * key.seconds)
                figures.add("cell key", 1000 * least.seconds)
                figures.add("cursor", 1000 * cursor.seconds)
                figures.add("what-if", 1000 * what_if.seconds)
                figures.add("record", 1000 * recorded)


def _go_to_question(program: Terminal) -> None:
    program.rest(opened)
    program.press("g")
    program.rest(anything)
    while f"▶ {STANDARD}" not in program.text:
        _pressed(program, DOWN)
    for _ in range(QUESTION):
        _pressed(program, RIGHT)


def _pressed(program: Terminal, key: str) -> Shown:
    """Press a key that changes the screen."""
    before = program.text
    program.press(key)
    return program.rest(lambda text: text != before)


def _recorded(program: Terminal) -> float:
    """Record a keep; return the seconds from the key to "saved", the reason having been typed."""
    program.press(f"/{STANDARD}\r")
    program.rest(lambda text: f"▶ {STANDARD}" in text and "Go to" not in text)
    program.press("x")
    program.rest(lambda text: f" Keep {STANDARD}" in text)
    program.press("Weighed again.")
    program.rest(lambda text: "Weighed again." in text)
    program.press(RECORD)
    return program.rest(lambda text: f" Keep {STANDARD}" not in text and " saved " in text).seconds


def measure_memory(desk: Desk, minutes: float, figures: Figures) -> None:
    """Measure the most memory after random keys, after a fifth of them, and an empty app's."""
    keys = [
        KEYS.get(key, key)
        for command in COMMANDS
        if command.id not in LEFT_OUT
        for key in command.keys
        if len(KEYS.get(key, key)) == 1 or key in KEYS
    ]
    session = desk.session(20)
    # The first start compiles, and takes more for it; so does whoever first opens a dialog.
    with desk.terminal(EMPTY) as empty, desk.program(session) as program:
        empty.rest(lambda text: "an empty app" in text)
        program.rest(opened)
        _press_any(program, keys, COMPILING)
    with desk.terminal(EMPTY) as empty, desk.program(session) as program:
        empty.rest(lambda text: "an empty app" in text)
        program.rest(opened)
        figures.add("empty memory", empty.memory.peak)
        pressed = _press_any(program, keys, 12 * minutes)
        figures.add("early memory", program.memory.peak)
        figures.add("random keys", pressed + _press_any(program, keys, 48 * minutes))
        figures.add("keys memory", program.memory.peak)


def _press_any(program: Terminal, keys: Sequence[str], seconds: float) -> int:
    """Press random keys for so long, the same ones each time; give how many."""
    chance = Random(6)
    until = monotonic() + seconds
    pressed = 0
    while monotonic() < until:
        program.press("".join(chance.choices(keys, k=5)))
        program.drain(PAUSE)
        pressed += 5
        if pressed % 50 == 0:
            # Whatever is open is left by Esc.
            program.press(ESCAPE)
            program.drain(3 * PAUSE)
    return pressed

"""Every key, and what every mark means."""

from core.scheme import Scheme
from tui.board_lines import CURSOR, DONE, FEW, FLAG, LATER, LOWEST, NEAR
from tui.commands import COMMANDS
from tui.drawing import Line, Piece, line, padded, wrap
from tui.in_full import Reading

KEY_WIDTH = 16


class Help(Reading):
    """The help: keys in groups, marks, rules."""

    def __init__(self, scheme: Scheme) -> None:
        super().__init__()
        self._scheme = scheme

    def lines(self, width: int) -> list[Line]:
        """Give the help for a width."""
        drawn: list[Line] = []
        for group in dict.fromkeys(command.group for command in COMMANDS):
            drawn.append(line(Piece(group, "accent")))
            for command in COMMANDS:
                if command.group == group:
                    keys = " ".join(dict.fromkeys([command.shown, *map(key_name, command.keys)]))
                    drawn += _hanging(keys, command.help, width)
            drawn.append(line())
        drawn.append(line(Piece("In a decision", "accent")))
        for keys, words in DECISION_KEYS:
            drawn += _hanging(keys, words, width)
        drawn += [line(), line(Piece("Marks", "accent"))]
        for mark, words in marks(self._scheme):
            drawn += _hanging(mark, words, width)
        drawn += [line(), line(Piece("Interval", "accent"))]
        drawn += [line("  ", row) for row in wrap(INTERVAL, width - 4)]
        return drawn


def _hanging(head: str, words: str, width: int) -> list[Line]:
    rows = wrap(words, max(20, width - KEY_WIDTH - 3))
    first = line("  ", Piece(padded(head, KEY_WIDTH), "key"), Piece(rows[0]))
    return [first, *(line(" " * (KEY_WIDTH + 2), row) for row in rows[1:])]


def key_name(key: str) -> str:
    """Give a Textual key's name as people print it."""
    names = {"slash": "/", "question_mark": "?", "space": "Space", "up": "↑", "down": "↓"}
    names |= {"left": "←", "right": "→", "home": "Home", "end": "End", "enter": "Enter", "f1": "F1"}
    names |= {"shift+n": "N", "shift+d": "D", "shift+t": "T"}
    return names.get(key, key)


DECISION_KEYS = (
    ("0 1 2 3", "Choose the rating by its score, or by its first letter; arrows choose too."),
    ("Tab", "Go to the next field."),
    ("ctrl+s", "Record."),
    ("Esc", "Leave without recording; what was typed is kept as a draft."),
)

INTERVAL = (
    "The thick part of a scale, and the figures after it, are the 80% Wilson interval: the shares "
    "of yes that a sample of this size allows. Where the file gives the eligible population, it is "
    "narrowed for it. Where only a percentage was reported, it covers every count that the "
    "percentage can stand for. It decides nothing."
)


def marks(scheme: Scheme) -> tuple[tuple[str, str], ...]:
    """Give each mark with its meaning, in the figures of the scheme."""
    criteria = scheme.criteria
    bounds = ", ".join(str(bound) for bound in scheme.boundaries)
    return (
        (CURSOR, "the selected standard or key question"),
        (LOWEST, "the lowest percentage of the standard: it drives the rating"),
        (f"{NEAR} near", f"within {criteria.points} points of a boundary ({bounds})"),
        (f"{FEW} few", f"rests on {criteria.cases} relevant cases or fewer"),
        ("one", "one differing judgement in one case would change the rating"),
        ("?", "possible: only a percentage was reported; some of its counts would meet it"),
        ("rounded", "rounding to a whole percentage decides the rating (an assumption)"),
        (FLAG, "open to discretion, not considered yet"),
        (DONE, "changed or kept by the panel"),
        (LATER, "deferred"),
        ("Good ← RI", "the rating that the panel agreed, and the evidence's"),
        ("● ○", "on the ruler: the agreed score, and the score by evidence alone"),
        ("┊ │", "where a band begins"),
    )

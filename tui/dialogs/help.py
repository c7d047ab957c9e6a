"""Every key, and what every mark means; typing narrows it down."""

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Input

from core.scheme import Scheme
from tui.commands.availability import Keys, key_name
from tui.commands.registry import COMMANDS
from tui.dialogs.in_full import Reading
from tui.drawing.legend import marks
from tui.drawing.lines import Line, Piece, line, padded, wrap
from tui.widgets.fields import Field
from tui.widgets.line_widget import Lines

KEY_WIDTH = 16


class Help(Reading):
    """The help: keys in groups, marks, rules; with a field to search in it."""

    # Before those that every field has.
    BINDINGS = [
        Binding("enter", "leave", "back", show=False, priority=True),
        Binding("down", "scroll_lines(1)", "down", show=False, priority=True),
        Binding("up", "scroll_lines(-1)", "up", show=False, priority=True),
        Binding("pagedown", "scroll_pages(1)", "page down", show=False, priority=True),
        Binding("pageup", "scroll_pages(-1)", "page up", show=False, priority=True),
    ]
    KEYS = (("type", "to search"), ("↑↓", "scroll"), ("Esc", "back"))
    ABOVE = 2

    def __init__(self, scheme: Scheme, keys: Keys) -> None:
        super().__init__()
        self._scheme = scheme
        self._keys = keys
        self._wanted = ""

    def compose(self) -> ComposeResult:
        """A field to search in, the text, keys."""
        with Vertical(id="frame"):
            yield Field(id="wanted", placeholder="search the help")
            with VerticalScroll(id="scroll", can_focus=False):
                yield Lines(id="text", raised=True)
            yield Lines(id="keys", raised=True)

    def on_mount(self) -> None:
        """Draw, and begin in the field."""
        super().on_mount()
        self.set_focus(self.query_one("#wanted"))

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self._wanted = event.value.casefold().strip()
        self.draw()

    def lines(self, width: int) -> list[Line]:
        """Return the help for a width, or what of it holds the word searched for."""
        drawn: list[Line] = []
        for heading, pairs in self._groups():
            found = [
                (head, words)
                for head, words in pairs
                if self._wanted in f"{heading} {head} {words}".casefold()
            ]
            if found:
                drawn += [line()] if drawn else []
                drawn.append(line(Piece(f" {heading}", "accent")))
                drawn += [row for head, words in found for row in _hanging(head, words, width)]
        return drawn or [line(Piece(" No matches.", "quiet"))]

    def _groups(self) -> list[tuple[str, list[tuple[str, str]]]]:
        groups: dict[str, list[tuple[str, str]]] = {}
        for command in COMMANDS:
            keys = " ".join(key_name(key) for key in self._keys.of(command))
            groups.setdefault(command.group, []).append((keys, command.help))
        return [
            *groups.items(),
            ("In a decision", list(DECISION_KEYS)),
            ("Marks", list(marks(self._scheme))),
            ("Interval", [("━━", INTERVAL)]),
        ]


def _hanging(head: str, words: str, width: int) -> list[Line]:
    rows = wrap(words, max(20, width - KEY_WIDTH - 4))
    first = line("   ", Piece(padded(head, KEY_WIDTH), "key"), Piece(rows[0]))
    return [first, *(line(" " * (KEY_WIDTH + 3), row) for row in rows[1:])]


DECISION_KEYS = (
    ("0 1 2 3", "Choose the rating by its score, or by its first letter; arrows choose too."),
    ("Tab", "Go to the next field."),
    ("Ctrl+S", "Record."),
    ("Esc", "Leave without recording; what was typed is kept as a draft."),
)

INTERVAL = (
    "The thick part of a scale, and the figures after it, are the 80% interval (Wilson): the "
    "range of true percentages that fits a sample of this size. If the file gives the eligible "
    "population, the interval is narrower. If only a percentage was reported, it covers every "
    "count that the percentage could be. It does not affect any rating."
)

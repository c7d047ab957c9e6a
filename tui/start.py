"""The first screen, when no file is named: what there is to open, and how to begin."""

from pathlib import Path
from typing import NamedTuple

from textual import events
from textual.app import App, ComposeResult
from textual.containers import VerticalScroll

from sessions.recent import recent_sessions
from sessions.shipped import shipped_inspections
from tui.app import theme_of
from tui.drawing import Lines
from tui.lines import Line, Piece, beside, line, wrap
from tui.look import DARK, LOOKS, Look

HOW = (
    "Name a session file to begin: ratings-panel SESSION.toml. An analyst makes one from the "
    "inspection's answers with `ratings-panel import`, or fills in a template made by "
    "`ratings-panel new`.",
    "Or try the program on one of the five published inspections below. You work on a private "
    "copy, and are told at the end where its record lies.",
)


class Chosen(NamedTuple):
    """What was chosen: a session file, or a shipped inspection by its id."""

    file: Path | None
    demo: str = ""


class Start(App[Chosen]):
    """Lists recent session files and the shipped inspections."""

    ENABLE_COMMAND_PALETTE = False
    CSS = "Screen { background: $background; } VerticalScroll { scrollbar-size-vertical: 1; }"

    def __init__(self) -> None:
        super().__init__()
        for look in LOOKS.values():
            self.register_theme(theme_of(look))
        self.theme = DARK.name
        recent = [(Chosen(each.path), each.service, str(each.path)) for each in recent_sessions()]
        shipped = [(Chosen(None, name), title(name), "demo") for name in shipped_inspections()]
        self._groups = (("Opened lately", recent), ("Published inspections", shipped))
        self._choices = [choice for _, group in self._groups for choice, _, _ in group]
        self._at = 0

    @property
    def look(self) -> Look:
        """The look of the theme in use."""
        return LOOKS.get(self.theme, DARK)

    def compose(self) -> ComposeResult:
        """One block of lines."""
        with VerticalScroll(can_focus=False):
            yield Lines(id="start")

    def on_mount(self) -> None:
        """Draw."""
        self.draw()

    def on_resize(self, _: events.Resize) -> None:
        """Draw for the new size."""
        self.draw()

    def draw(self) -> None:
        """Draw how to begin and what there is to open."""
        width = min(self.size.width, 100) - 2
        lines: list[Line] = [
            line(),
            line(
                Piece(" ratings-panel", "accent"),
                Piece("  settles the ratings of an inspected service", "quiet"),
            ),
            line(),
        ]
        for words in HOW:
            lines += [line(" ", Piece(row)) for row in wrap(words, width - 2)]
            lines.append(line())
        place = 0
        for heading, group in self._groups:
            if not group:
                continue
            lines.append(line(Piece(f" {heading}", "accent")))
            for _, name, aside in group:
                mark = " ▶ " if place == self._at else "   "
                row = beside([Piece(mark, "accent"), name], [Piece(aside, "quiet")], width)
                lines.append(Line(row.pieces, place == self._at))
                place += 1
            lines.append(line())
        keys = (" ↑↓", " choose   "), ("Enter", " open   "), ("t", " theme   "), ("q", " leave")
        parts = [
            piece for key, label in keys for piece in (Piece(key, "key"), Piece(label, "quiet"))
        ]
        lines.append(line(*parts))
        self.query_one(Lines).show(lines, self.look)

    def on_key(self, event: events.Key) -> None:
        """Choose, open or leave."""
        step = {"up": -1, "k": -1, "down": 1, "j": 1}.get(event.key)
        if step is not None:
            self._at = max(0, min(len(self._choices) - 1, self._at + step))
            self.draw()
        elif event.key == "enter" and self._choices:
            self.exit(self._choices[self._at])
        elif event.key in ("q", "escape"):
            self.exit(None)
        elif event.key == "t":
            names = list(LOOKS)
            self.theme = names[(names.index(self.theme) + 1) % len(names)]
            self.draw()


def title(inspection: str) -> str:
    """Give a shipped inspection's id as people write it: "North Somerset 2020"."""
    return " ".join(word.capitalize() for word in inspection.split("-"))


def choose() -> Chosen | None:
    """Show the first screen; give what was chosen, None for nothing."""
    return Start().run()

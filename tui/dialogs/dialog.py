"""What all dialogs share: a framed sheet of lines, and keys that confirm only what was seen."""

from collections.abc import Sequence
from typing import NamedTuple, TypeVar

from textual import events, on
from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen

from tui.dialogs.guard import Guard
from tui.drawing.lines import Line, Part, Piece, line, width_of, wrap_paragraphs
from tui.drawing.look import Look
from tui.widgets.clicking import press_clicked
from tui.widgets.line_widget import Lines
from tui.widgets.textual_internals import forget_drawn_styles
from tui.widgets.themes import look_of

Answer = TypeVar("Answer")
WIDEST = 96


class Dialog(ModalScreen[Answer]):
    """A dialog. A key that confirms what it asks counts once that has been painted."""

    CSS_PATH = "dialog.tcss"
    AUTO_FOCUS = ""
    BINDINGS = [Binding("ctrl+c", "app.help_quit", show=False)]

    def __init__(self) -> None:
        super().__init__()
        self.guard = Guard()
        self.hint = ""

    async def on_event(self, event: events.Event) -> None:
        """Do not open in a program that is being left, where no part of the dialog is mounted."""
        if self.is_attached or not isinstance(event, events.Compose | events.Mount):
            await super().on_event(event)

    @on(events.DescendantFocus)
    @on(events.DescendantBlur)
    def _stop_focus(self, event: events.Event) -> None:
        """Keep it from the application, where it would wait behind every key that was typed.

        Until then it would keep the whole dialog in memory.
        """
        event.stop()

    def draw(self) -> None:
        """Draw what depends on the size and on what was typed."""
        raise NotImplementedError

    @property
    def look(self) -> Look:
        """The look in use."""
        return look_of(self.app)

    def on_unmount(self) -> None:
        """Let go of what was drawn."""
        forget_drawn_styles()

    @property
    def inner_width(self) -> int:
        """The cells that a line of the sheet may take.

        Beside a frame in a narrow window no letters of the board are left over.
        """
        return max(20, min(WIDEST, self.app.size.width) - 4)

    def on_click(self, event: events.Click) -> None:
        """Press the key that was clicked on."""
        press_clicked(self.app, event)

    def ask(self, *, unbidden: bool = False) -> None:
        """Have a key that confirms count only once what is asked now has been painted."""
        self.guard.ask(unbidden=unbidden)
        if self.is_mounted:
            self._note_painting()

    def confirmed(self, key: str, label: str) -> bool:
        """Return whether a confirming key counts; where not, say so in place of the keys."""
        if self.guard.accepts(key):
            self.hint = ""
            return True
        self.hint = f"Press {key} again to {label}"
        self.draw()
        self._note_painting()
        return False

    def _note_painting(self) -> None:
        """Tell the guard once the lines as they are now have been painted."""
        self.call_after_refresh(self.guard.painted)

    def foot(self, *keys: tuple[str, str]) -> Line:
        """Draw the keys of the sheet, or what has to be said in their place."""
        return self.hint_line if self.hint else keys_line(*keys)

    @property
    def hint_line(self) -> Line:
        """What has to be said in place of the keys."""
        return line(Piece(f" {self.hint}", "attention"))

    def dismiss(self, result: Answer | None = None) -> AwaitComplete:
        """Close; a click that comes late closes nothing else."""
        return super().dismiss(result) if self.is_active else AwaitComplete()

    def fit_frame(self) -> None:
        """Give the frame the width for its lines."""
        self.query_one("#frame").styles.width = self.inner_width + 4


def keys_line(*keys: tuple[str, str]) -> Line:
    """Draw keys with what they do; like all in a sheet it begins in the second column."""
    parts: list[Part] = []
    for shown, label in keys:
        parts += [Piece(f"{'   ' if parts else ' '}{shown}", "key"), Piece(f" {label}", "quiet")]
    return line(*parts)


def keys_lines(keys: Sequence[tuple[str, str]], width: int) -> list[Line]:
    """Draw keys in as many lines as they need: no answer may be cut off."""
    rows: list[list[tuple[str, str]]] = [[]]
    for key in keys:
        if rows[-1] and width_of(keys_line(*rows[-1], key).text) > width:
            rows.append([])
        rows[-1].append(key)
    return [keys_line(*row) for row in rows]


class QuestionChoice(NamedTuple):
    """One answer of a question: its key, its words, and what the dialog returns."""

    key: str
    label: str
    result: str


class Question(Dialog[str | None]):
    """Asks something that one key answers; Escape answers nothing."""

    BINDINGS = [Binding("escape", "leave", "leave", show=False)]

    def __init__(self, title: str, words: Sequence[str], choices: Sequence[QuestionChoice]) -> None:
        super().__init__()
        self._title = title
        self._words = tuple(words)
        self._choices = tuple(choices)
        self._top = 0
        self.ask()

    def come_unbidden(self) -> None:
        """Mark the question as one that nobody asked for: its key must be pressed twice."""
        self.ask(unbidden=True)

    def compose(self) -> ComposeResult:
        """One block of lines in a frame."""
        with Vertical(id="frame"):
            yield Lines(id="words", raised=True)

    def on_mount(self) -> None:
        """Draw the question."""
        self.draw()
        self._note_painting()

    def on_resize(self) -> None:
        """Draw for the new size."""
        self.draw()

    def draw(self) -> None:
        """Draw title, words and answers."""
        self.fit_frame()
        rows = self.rows(self.inner_width)
        room = max(3, self.app.size.height - 6)
        keys = [(c.key, c.label) for c in self._choices]
        if len(rows) > room:
            keys.append(("↑↓", "scroll"))
        self._top = max(0, min(self._top, len(rows) - room))
        shown = rows[self._top : self._top + room]
        lines = [line(Piece(f" {self._title}", "accent")), line(), *shown, line()]
        foot = keys_lines([*keys, ("Esc", "back")], self.inner_width)
        if self.hint:
            foot = [self.hint_line, *[line()] * (len(foot) - 1)]
        self.query_one("#words", Lines).show([*lines, *foot], self.look)

    def rows(self, width: int) -> list[Line]:
        """Draw the lines between the title and the answers."""
        return [
            line(" ", row) for words in self._words for row in wrap_paragraphs(words, width - 2)
        ]

    def key_pressed(self, key: str) -> bool:
        """Answer with the choice of a key; return False if the key has none."""
        for choice in self._choices:
            if choice.key == key:
                if self.confirmed(key, choice.label):
                    self.dismiss(choice.result)
                return True
        self.guard.other_key()
        return False

    def on_key(self, event: events.Key) -> None:
        """Take the key of an answer, or scroll what does not fit."""
        step = {"up": -1, "down": 1, "pageup": -10, "pagedown": 10}.get(event.key)
        if step is not None:
            self._top += step
            self.draw()
            event.stop()
        elif self.key_pressed(event.character or event.key):
            event.stop()

    def action_leave(self) -> None:
        """Answer nothing."""
        self.dismiss(None)

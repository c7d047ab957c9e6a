"""What all dialogs share: a framed sheet of lines, and keys that ignore a double press."""

import gc
from collections.abc import Sequence
from time import monotonic
from typing import NamedTuple, TypeVar

from textual import events
from textual._styles_cache import StylesCache
from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input

from sessions.text.visible import MOST_MARKS, visible, visible_lines
from tui.drawing.lines import Line, Part, Piece, line, width_of, wrap
from tui.drawing.look import Look
from tui.meeting.panel import panel_of
from tui.widgets.clicking import press_clicked
from tui.widgets.line_widget import Lines

Answer = TypeVar("Answer")
GUARD_SECONDS = 0.5
HINT_SECONDS = 2.0
# Taking a dialog apart takes 6 ms: not while what it decided is being saved and shown.
CLEARED = 0.3
TOO_SOON = "just opened: press again"
WIDEST = 96


class Sheet(ModalScreen[Answer]):
    """A dialog. Its first half second ignores the keys that confirm."""

    # Read when the first dialog opens: 5 ms that the start need not spend.
    CSS_PATH = "sheet.tcss"
    AUTO_FOCUS = ""
    GUARD = GUARD_SECONDS

    def __init__(self) -> None:
        # Dialogs that follow one another fast leave more than one behind: 3 ms, 1.5 MB.
        gc.collect()
        super().__init__()
        self._guarded_from = monotonic()
        self.ready = False
        self.closed = False
        self.hint = ""
        self._early: list[events.Event] = []

    def on_mount(self) -> None:
        """Hand on what was typed while there was nothing to type in; Textual calls this last."""
        self.let_go()

    def hold(self) -> None:
        """Take no more keys from here on, until `let_go`; what comes is neither lost nor typed."""
        self.ready = False

    def hold_key(self, key: str) -> None:
        """Hold a key that Textual gives only as an action."""
        self._early.append(events.Key(key, None))

    def let_go(self) -> None:
        """Hand on what was held: to where the cursor is, or to whatever is in front now."""
        self.ready = True
        early, self._early = self._early, []
        if early:
            panel_of(self.app).type_again(early)

    def _forward_event(self, event: events.Event) -> None:
        """Hold back what is typed before the dialog stands: Textual would lose it."""
        if isinstance(event, (events.Key, events.Paste)) and not self.ready:
            self._early.append(event)
        else:
            super()._forward_event(event)

    def draw(self) -> None:
        """Draw what depends on the size and on what was typed."""
        raise NotImplementedError

    @property
    def look(self) -> Look:
        """The look in use."""
        return panel_of(self.app).look

    def on_unmount(self) -> None:
        """Let go of what was drawn.

        Textual 8.2.8 remembers, by its own oversight, the strips of a thousand widgets that are
        gone: a megabyte a dialog. A test counts what is left.
        """
        StylesCache.get_inner_outer.cache_clear()

    @property
    def inner_width(self) -> int:
        """The cells that a line of the sheet may take."""
        return max(20, min(WIDEST, self.app.size.width - 2) - 4)

    def on_click(self, event: events.Click) -> None:
        """Press the key that was clicked on."""
        press_clicked(self.app, event)

    def guard(self) -> None:
        """Ignore confirming keys from now on for half a second."""
        self._guarded_from = monotonic()

    @property
    def guarded(self) -> bool:
        """Whether a confirming key came too soon to be meant."""
        return monotonic() - self._guarded_from < self.GUARD

    def say_too_soon(self, key: str) -> None:
        """Say for a moment, in place of the keys, that a confirming key was not taken."""
        self.hint = f"{key}: {TOO_SOON}"
        if self.is_mounted:
            self.draw()
            self.set_timer(HINT_SECONDS, self._drop_hint)

    def _drop_hint(self) -> None:
        self.hint = ""
        self.draw()

    def foot(self, *keys: tuple[str, str]) -> Line:
        """Draw the keys of the sheet, or what has to be said in their place."""
        return self.hint_line if self.hint else keys_line(*keys)

    @property
    def hint_line(self) -> Line:
        """What has to be said in place of the keys."""
        return line(Piece(f" {self.hint}", "attention"))

    def begin_at(self, widget: Widget) -> None:
        """Put the cursor there at once: Textual's own `focus` lets typed keys overtake it."""
        self.set_focus(widget)

    def dismiss(self, result: Answer | None = None) -> AwaitComplete:
        """Close; a key held down closes only once, and never the board beneath."""
        if self.closed or not self.is_active:
            return AwaitComplete()
        self.closed = True
        # Textual takes apart at once what is not installed.
        self.app.install_screen(self, f"closed {id(self)}")
        self.app.set_timer(CLEARED, self._clear_away)
        return super().dismiss(result)

    def _clear_away(self) -> None:
        self.app.uninstall_screen(self)
        self.remove()

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


def harmless(before: str, event: events.Key) -> bool:
    """Tell whether a typed letter may stand behind what was typed: no filler, no pile of marks.

    Some terminals do not mark what is pasted; it comes as if it were typed.
    """
    letter, near = event.character or "", before[-MOST_MARKS - 1 :]
    return visible(letter) == letter or visible(near + letter) == near + letter


class Field(Input):
    """One line to type in; what is pasted loses everything that could act."""

    async def _on_key(self, event: events.Key) -> None:
        if event.is_printable and not harmless(self.value[: self.cursor_position], event):
            event.prevent_default()

    def _on_paste(self, event: events.Paste) -> None:
        # Textual calls the base class's handler next.
        event.text = " ".join(visible_lines(event.text, 500))


class Choice(NamedTuple):
    """One answer of a question: its key, its words, and what the dialog gives back."""

    key: str
    label: str
    result: str


class Question(Sheet[str | None]):
    """Asks something that one key answers; Escape answers nothing."""

    BINDINGS = [Binding("escape", "leave", "leave", show=False)]

    def __init__(self, title: str, words: Sequence[str], choices: Sequence[Choice]) -> None:
        super().__init__()
        self._title = title
        self._words = tuple(words)
        self._choices = tuple(choices)
        self._top = 0

    def compose(self) -> ComposeResult:
        """One block of lines in a frame."""
        with Vertical(id="frame"):
            yield Lines(id="words", raised=True)

    def on_mount(self) -> None:
        """Draw the question."""
        self.draw()

    def on_resize(self) -> None:
        """Draw for the new size."""
        self.draw()

    def draw(self) -> None:
        """Draw title, words and answers."""
        self.fit_frame()
        room = self.inner_width - 2
        rows = [line(" ", row) for words in self._words for row in wrap(words, room)]
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

    def key_pressed(self, key: str) -> bool:
        """Answer with the choice of a key; False where it is none."""
        for choice in self._choices:
            if choice.key == key:
                if self.guarded:
                    self.say_too_soon(key)
                else:
                    self.dismiss(choice.result)
                return True
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

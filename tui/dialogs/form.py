"""A dialog of labelled fields: details of the meeting, notes, corrections, signatures."""

from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.message import Message
from textual.widgets import Input, TextArea

from core.value import Value
from sessions.text.visible import typed, typed_lines
from tui.commands.form_drafts import Values
from tui.dialogs.dialog import Dialog, keys_lines
from tui.dialogs.keep_soon import KeepSoon
from tui.dialogs.name_field import NameField
from tui.drawing.lines import Line, Piece, line, wrap_paragraphs
from tui.widgets.fields import Field, Reason
from tui.widgets.line_widget import Lines

LABEL, LABEL_BESIDE = 20, 5
# Rows of a field for whole sentences; the first one has more where there is room.
TEXT_ROWS, MOST_TEXT_ROWS = 2, 8
# From this height on, the fields stand apart where they fit.
ROOMY = 30

Refusal = Callable[[Values], str | None]
# Names the field that a refusal is about, by its words; "" for none.
FieldOf = Callable[[str], str]


class FieldShape(StrEnum):
    """What a field holds: one line, names separated by commas, or whole sentences."""

    LINE = "line"
    NAMES = "names"
    TEXT = "text"


class FormField(Value):
    """A field of a form: its name, its first contents and its shape.

    `beside`: it shares the row of the field before it. `offered`: the name that an empty field for
    names offers. `hint`: what an empty field says about itself.
    """

    id: str
    label: str
    value: str = ""
    shape: FieldShape = FieldShape.LINE
    beside: bool = False
    offered: str = ""
    hint: str = ""


class Form(Dialog[Values | None]):
    """Asks for the values of some fields; None where it is left.

    `refusal` says what is wrong with the values, None where nothing is. `known` are the names that
    fields for names complete. `begin` is the field to begin in, else the first empty one. `draft`
    is what was typed the last time. `field_of` names the field that a refusal is about, which the
    cursor then goes to. `keep` gets what is typed, soon after and when the form is
    left; None where that is only what the fields began with.
    """

    BINDINGS = [
        Binding("ctrl+s", "record", "record", show=False),
        Binding("escape", "leave", "leave", show=False),
    ]

    def __init__(
        self,
        title: str,
        fields: Sequence[FormField],
        refusal: Refusal,
        *,
        words: Sequence[str] = (),
        label: str = "record",
        known: Iterable[str] = (),
        begin: str = "",
        draft: Values | None = None,
        keep: Callable[[Values | None], object] = lambda _: None,
        field_of: FieldOf = lambda _: "",
    ) -> None:
        super().__init__()
        self.fields = tuple(fields)
        self.known = tuple(known)
        self.complaint = ""
        self._complained_of: Values = {}
        # What another screen recorded about the same thing while this form was open.
        self.news = ""
        self._draft = dict(draft or {})
        self._soon = KeepSoon(self, self.keep_draft)
        self._title = title
        self._refusal = refusal
        self._words = tuple(words)
        self._label = label
        self._begin = begin
        self._keep = keep
        self._field_of = field_of

    def compose(self) -> ComposeResult:
        """Yield the title and what it says, one row per field, and the keys."""
        with Vertical(id="frame"):
            yield Lines(id="what", raised=True)
            with VerticalScroll(id="fields", can_focus=False):
                for row in rows_of(self.fields):
                    with Horizontal(classes="row"):
                        for field in row:
                            yield Lines(id=f"name-{field.id}", classes="name", raised=True)
                            yield self._widget(field)
            yield Lines(id="keys", raised=True)

    def _widget(self, field: FormField) -> Input | TextArea:
        value = shown_value(field, self._draft.get(field.id, field.value))
        if field.shape is FieldShape.TEXT:
            return Reason(
                value, id=field.id, show_line_numbers=False, soft_wrap=True, placeholder=field.hint
            )
        if field.shape is FieldShape.NAMES:
            return NameField(value, self.known, id=field.id, offered=field.offered, hint=field.hint)
        return Field(value, id=field.id, select_on_focus=False, placeholder=field.hint)

    def on_mount(self) -> None:
        """Draw, and begin where the first thing is to be typed."""
        self.draw()
        for text in self.query(TextArea):
            text.move_cursor(text.document.end)
        self.set_focus(self.query_one(f"#{self.begin()}"))

    def begin(self) -> str:
        """Name the field to begin in."""
        values = self.values()
        empty = (field.id for field in self.fields if not values[field.id])
        return self._begin or next(empty, self.fields[0].id)

    def on_resize(self, _: events.Resize) -> None:
        """Draw for the new size; nothing typed is lost."""
        self.draw()

    def words(self) -> Sequence[str]:
        """Return the sentences between the title and the fields."""
        return self._words

    def below(self) -> Sequence[Line]:
        """Draw the lines under the fields."""
        return ()

    def keys(self) -> Sequence[tuple[str, str]]:
        """Return the keys that are named at the foot: those that matter where the cursor is."""
        keys = [("Ctrl+S", self._label)]
        if len(self.fields) > 1:
            keys.append(("Tab", "next field"))
        if isinstance(self.focused, NameField):
            keys.append(("→", "complete a name"))
        return [*keys, *self.more_keys(), ("Esc", "leave")]

    def more_keys(self) -> Sequence[tuple[str, str]]:
        """Return the keys that only this form has."""
        return ()

    def draw(self) -> None:
        """Draw title, sentences, labels and keys for the size."""
        self.fit_frame()
        width, height = self.inner_width, self.app.size.height
        above = [line(Piece(f" {self._title}", "accent")), *self._paragraphs(self.words(), "text")]
        said = [words for words in (self.news, self.complaint) if words]
        complaint = self._paragraphs(said, "alarm")
        below = [*self.below(), *complaint]
        foot = keys_lines(self.keys(), width)
        if self.hint:
            foot = [self.hint_line]
        texts = sum(field.shape is FieldShape.TEXT for field in self.fields)
        lines = len(rows_of(self.fields)) - texts
        left = height - 2 - len(below) - 1 - len(foot) - 1 - len(above) - lines
        # The first text is read whole while it is corrected, where it fits.
        high = max(TEXT_ROWS, min(MOST_TEXT_ROWS, left - TEXT_ROWS * (texts - 1)))
        taken = 0
        for row in rows_of(self.fields):
            text = any(field.shape is FieldShape.TEXT for field in row)
            for field in row:
                self._fit_field(field, high if text else 1)
            taken += high if text else 1
            high = TEXT_ROWS if text else high
        room = height - 2 - len(below) - 1 - len(foot) - 1
        if len(above) > max(1, room - taken):
            # Long sentences never push what is to be typed off the screen.
            above = [*above[: max(1, room - taken - 1)], line(Piece(" …", "quiet"))]
        gaps = len(self.query(".row")) - 1
        apart = height >= ROOMY and taken + gaps + 1 <= room - len(above)
        for number, shown in enumerate(self.query(".row")):
            shown.styles.margin = (0, 0, int(apart and number < gaps), 0)
        taken += gaps * apart
        self.query_one("#what", Lines).show([*above, line()], self.look)
        self.query_one("#fields").styles.height = max(1, min(taken, room - len(above)))
        if apart and below:
            below = [line(), *below]
        self.query_one("#keys", Lines).show([*below, line(), *foot], self.look)

    def _fit_field(self, field: FormField, high: int) -> None:
        """Draw the label of a field, and give both their size."""
        label = self.query_one(f"#name-{field.id}", Lines)
        label.styles.width = LABEL_BESIDE if field.beside else LABEL
        label.show([line(Piece(f" {field.label}", "quiet"))], self.look)
        widget = self.query_one(f"#{field.id}")
        widget.styles.width = "1fr" if field.beside else "2fr"
        widget.styles.height = high
        if widget.parent is not None:
            widget.parent.styles.height = high

    def _paragraphs(self, paragraphs: Iterable[str], style: str) -> list[Line]:
        return [
            line(" ", Piece(row, style))
            for words in paragraphs
            for row in wrap_paragraphs(words, self.inner_width - 2)
        ]

    def values(self) -> Values:
        """Return what every field holds now."""
        found = {}
        for field in self.fields:
            if field.shape is FieldShape.TEXT:
                found[field.id] = self.query_one(f"#{field.id}", TextArea).text
            else:
                found[field.id] = self.query_one(f"#{field.id}", Input).value
        return found

    def set_value(self, field_id: str, value: str) -> None:
        """Put a value into a field of one line."""
        widget = self.query_one(f"#{field_id}", Input)
        widget.value = typed(value)
        widget.cursor_position = len(widget.value)

    def complain(self, words: str) -> None:
        """Say what is wrong, above the keys."""
        self.complaint = words
        self._complained_of = self.values()
        self.draw()

    @on(TextArea.Changed)
    @on(Input.Changed)
    def _changed(self, event: Message) -> None:
        event.stop()
        if self.is_active and self.is_mounted and self.differs():
            self._soon.typed()
        if self.complaint and self.is_mounted and self.values() != self._complained_of:
            self.complaint = ""
            self.draw()
        if self.hint == self._at_the_end and self.is_mounted:
            self.hint = ""
            self.draw()

    @property
    def _at_the_end(self) -> str:
        """The hint that Enter in the last field gives."""
        return f"Press Ctrl+S to {self._label}"

    @on(events.DescendantFocus)
    def _focus_moved(self) -> None:
        if self.is_mounted:
            self.hint = "" if self.hint == self._at_the_end else self.hint
            self.draw()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        """Go to the next field at Enter; in the last one say what records."""
        event.stop()
        if event.input.id == self.fields[-1].id:
            self.hint = self._at_the_end
            self.draw()
        else:
            self.focus_next()

    def action_record(self) -> None:
        """Record, unless something is missing."""
        if not self.confirmed("Ctrl+S", self._label):
            return
        values = self.values()
        refusal = self._refusal(values)
        if refusal is not None:
            self.complain(refusal)
            if field := self._field_of(refusal):
                self.set_focus(self.query_one(f"#{field}"))
            return
        self._soon.stop()
        self.dismiss(values)

    def action_leave(self) -> None:
        """Leave; what was typed is kept for the next time."""
        self._soon.stop()
        self.keep_draft()
        self.dismiss(None)

    def differs(self) -> bool:
        """Return whether anything was typed that the fields did not begin with."""
        began = {field.id: shown_value(field, field.value) for field in self.fields}
        return self.values() != began

    def keep_draft(self) -> None:
        """Keep what is typed so far."""
        self._keep(self.values() if self.differs() else None)

    def keep_values(self, values: Values) -> None:
        """Keep values that could not be recorded."""
        self._keep(values)

    def tell_of(self, news: str) -> None:
        """Show what another screen has recorded meanwhile; a key that confirms comes after that."""
        self.news = news
        self.ask(unbidden=True)
        if self.is_mounted:
            self.draw()


def shown_value(field: FormField, value: str) -> str:
    """Return a value, which can come from a file, as its field holds it: as if it were typed."""
    return "\n".join(typed_lines(value)) if field.shape is FieldShape.TEXT else typed(value)


def rows_of(fields: Sequence[FormField]) -> list[list[FormField]]:
    """Return the fields row by row."""
    rows: list[list[FormField]] = []
    for field in fields:
        if field.beside and rows:
            rows[-1].append(field)
        else:
            rows.append([field])
    return rows

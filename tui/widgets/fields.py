"""The fields to type in: one line, or a reason of several paragraphs.

What is typed or pasted stays as it is in the data, but for control characters. What a field shows
is made visible, so that nothing acts on a terminal or takes another width there.
"""

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual import events
from textual.strip import Strip
from textual.widgets import Input, TextArea

from sessions.text.visible import is_unseen, typed, typed_lines, visible

LONGEST_LINE, LONGEST_REASON = 500, 20_000
JOINER = "\N{ZERO WIDTH JOINER}"


class Field(Input):
    """One line to type in; line ends of what is pasted become blanks."""

    def on_key(self, event: events.Key) -> None:
        """Type every letter, those of no width too."""
        if letter := inserted(event):
            event.prevent_default()
            event.stop()
            self.insert_text_at_cursor(letter)

    def on_paste(self, event: events.Paste) -> None:
        """Clean what is pasted; Textual calls the base class's handler next."""
        event.text = " ".join(typed_lines(event.text, LONGEST_LINE))

    def render_line(self, y: int) -> Strip:
        """Return the strip of one row, made visible."""
        return visible_strip(super().render_line(y))


class Reason(TextArea):
    """Where a reason is typed, in paragraphs."""

    def on_key(self, event: events.Key) -> None:
        """Type every letter, those of no width too."""
        if letter := inserted(event):
            event.prevent_default()
            event.stop()
            self.replace(letter, *self.selection, maintain_selection_offset=False)

    def on_text_area_selection_changed(self, event: TextArea.SelectionChanged) -> None:
        """Tell nobody where the cursor is: nobody asks."""
        event.stop()

    def on_paste(self, event: events.Paste) -> None:
        """Insert what is pasted, cleaned.

        Textual's own handler also asks for the cursor later, which takes it back from the field
        that the next keys have moved it to.
        """
        event.prevent_default()
        event.stop()
        text = "\n".join(typed_lines(event.text, LONGEST_REASON))
        pasted = self.replace(text, *self.selection, maintain_selection_offset=False)
        self.move_cursor(pasted.end_location)

    def on_resize(self, _: events.Resize) -> None:
        """Draw the lines as Textual breaks them for the new width; it may leave the old ones."""
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Return the strip of one row, made visible."""
        return visible_strip(super().render_line(y))


def inserted(event: events.Key) -> str:
    """Return the letter to insert for a key that Textual does not take for one, such as a joiner.

    Some terminals do not mark what is pasted; it comes as if it were typed.
    """
    letter = event.character or ""
    return letter if letter and not event.is_printable and typed(letter) == letter else ""


def visible_strip(strip: Strip) -> Strip:
    """Return a strip of the same width whose text cannot act on a terminal."""
    if all(segment.text.isascii() for segment in strip):
        return strip
    segments = []
    for text, style, control in strip:
        shown = text
        if not text.isascii():
            clean = "".join(_seen_letter(character) for character in text)
            clean = visible(clean, len(clean))
            width = cell_len(text)
            if _joins_narrow_letters(text):
                width = max(width, cell_len(clean))
            shown = set_cell_size(clean, width)
        segments.append(Segment(shown, style, control))
    return Strip(segments).adjust_cell_length(strip.cell_length)


def _joins_narrow_letters(text: str) -> bool:
    """Return whether a joiner comes before a letter of one cell, which Rich does not count.

    An emoji after a joiner is part of the one before it. A letter stays a letter of its own.
    """
    return any(cell_len(rest[:1]) == 1 for rest in text.split(JOINER)[1:])


def _seen_letter(character: str) -> str:
    """Return a character as a field shows it: one of no width is left out, half a flag is a letter.

    Textual counts no cell for a character of no width, so a mark in its place would push the rest
    out of line.
    """
    if "\U0001f1e6" <= character <= "\U0001f1ff":
        return chr(ord("A") + ord(character) - 0x1F1E6)
    return "" if is_unseen(character) and not cell_len(character) else character

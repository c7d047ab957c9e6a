"""A click on a key named at the foot presses it, so that the mouse can do what keys can."""

from textual import events
from textual.app import App
from textual.errors import NoWidget

from tui.commands.availability import NAMES
from tui.drawing.lines import Line, width_of
from tui.widgets.line_widget import DrawsLines

PRESSED = {name: key for key, name in NAMES.items()} | {"Tab": "tab"}


def key_at(drawn: Line, x: int) -> str | None:
    """Return the key whose name or label is in a column of a line of keys."""
    at, found = 0, None
    for piece in drawn.pieces:
        if piece.style == "key":
            found = piece.text.strip()
        at += width_of(piece.text)
        if x < at:
            break
    else:
        return None
    if found is None:
        return None
    if "+" in found:
        # A label says Ctrl+S, Textual ctrl+s.
        return found.lower()
    return PRESSED.get(found, found if len(found) == 1 else None)


def press_clicked(app: App[int], event: events.Click) -> bool:
    """Press the key that was clicked on; False where there was none."""
    # The event names the screen, not the widget that was clicked.
    try:
        widget, _ = app.screen.get_widget_at(event.screen_x, event.screen_y)
    except NoWidget:
        return False
    if not isinstance(widget, DrawsLines):
        return False
    x, y = event.screen_x - widget.region.x, event.screen_y - widget.region.y
    key = key_at(widget.lines[y], x) if 0 <= y < len(widget.lines) else None
    if key is None:
        return False
    event.stop()
    pressed = events.Key(key, key if len(key) == 1 else None)
    # Sent by the screen, it would not come further than the field within it.
    pressed.set_sender(app)
    app.post_message(pressed)
    return True

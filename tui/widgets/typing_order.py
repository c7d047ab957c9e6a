"""Keys in the order in which they were typed, however fast they come.

Textual hands each key to the queue of a widget, and its bindings act later than letters: in a burst
Backspace, arrows and the key that opens a dialog are overtaken by what was typed after them. Here
the application finishes what each key does before it looks at the next one.
"""

from typing import Any

from textual import events
from textual.app import App


async def do_key(app: App[Any], event: events.Key) -> None:
    """Do what a key does: type a letter, or the action it is bound to, or hand it on."""
    screen, focused = app.screen, app.focused
    if not screen.is_mounted:
        # A dialog that nobody asked for is only coming up; this key was not meant for it.
        return
    if focused is not None and focused.check_consume_key(event.key, event.character):
        await _hand_to(focused, event)
        return
    bound = screen.active_bindings.get(event.key)
    if bound is None or not await app.run_action(bound.binding.action, bound.node):
        await _hand_to(focused or screen, event)


async def do_paste(app: App[Any], event: events.Paste) -> None:
    """Paste into the field that has the cursor, or else hand the text to the screen."""
    if app.screen.is_mounted:
        await _hand_to(app.focused or app.screen, event)


async def _hand_to(widget: Any, event: events.Event) -> None:
    """Have a widget handle an event now, without waiting in a queue."""
    event.stop()
    await widget.on_event(event)

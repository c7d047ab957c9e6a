"""What a screen may ask of the application that it is shown by."""

from collections.abc import Sequence
from typing import Protocol, cast

from textual import events
from textual.app import App

from tui.commands.availability import Keys
from tui.drawing.look import Look


class Panel(Protocol):
    """The application: its look, and the keys in use."""

    @property
    def look(self) -> Look:
        """The look of the theme in use."""
        ...

    @property
    def keys(self) -> Keys:
        """The keys of the commands."""
        ...

    def next_look(self) -> None:
        """Change to the next of our themes."""
        ...

    def type_again(self, keys: Sequence[events.Event]) -> None:
        """Take keys that a dialog held when it closed, before any that are typed later."""
        ...


def panel_of(app: "App[object]") -> Panel:
    """Give the application as what screens may ask of it."""
    return cast("Panel", app)

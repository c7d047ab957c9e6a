"""What both applications share: how they read the terminal."""

import sys

from textual.app import ReturnType
from textual.driver import Driver

from tui.widgets.textual_internals import QuietApp


class TerminalApp(QuietApp[ReturnType]):
    """An application that reads the keyboard by our own driver where there is one."""

    def get_driver_class(self) -> type[Driver]:
        """Return the driver for this system."""
        if sys.platform == "win32":
            return super().get_driver_class()
        from tui.widgets.terminal_driver import TerminalDriver

        return TerminalDriver

"""The private members of Textual that the program cannot do without, each with its reason.

`tests/tui/test_textual_internals.py` fails where a new Textual no longer has one of them.
"""

from textual._styles_cache import StylesCache

# Textual's driver makes its parser itself, and the parser has no public name.
from textual._xterm_parser import XTermParser
from textual.app import App, ReturnType

__all__ = ["FAULT", "QuietApp", "XTermParser", "forget_drawn_styles"]

FAULT = 70


class QuietApp(App[ReturnType]):
    """An application that ends on an error of its own without printing it.

    Textual prints the values of local variables, which may be confidential, and gives the exit
    status 0. It has no public way to prevent either.
    """

    def _handle_exception(self, error: Exception) -> None:
        self._return_code = FAULT
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        self._close_messages_no_wait()

    @property
    def fault(self) -> Exception | None:
        """The error that ended the application, if one did."""
        return self._exception


def forget_drawn_styles() -> None:
    """Forget the strips of widgets that have been removed.

    Textual 8.2.8 stores them for the last thousand widgets in a cache that has no public name, and
    each dialog takes much memory there.
    """
    StylesCache.get_inner_outer.cache_clear()

"""What the program takes from its environment: colours and size from the terminal alone."""

import os
import sys
from codecs import lookup
from io import TextIOWrapper

from tui.cli.plain_signs import PLAIN

# They take precedence over the real window, and shells export them with the size of another.
SIZES = ("COLUMNS", "LINES")
# Switches for developers of Textual. An odd value ends the program, and some open a connection.
TEXTUAL = "TEXTUAL"
COLOUR_SYSTEM = "TEXTUAL_COLOR_SYSTEM"
COLOUR_SYSTEMS = ("auto", "standard", "256", "truecolor", "windows")


def prepare() -> None:
    """Leave out what would mislead the program, and let every stream write plain signs."""
    for name in list(os.environ):
        if name in SIZES or (name.startswith(TEXTUAL) and not _usable(name)):
            del os.environ[name]
    # Textual draws on the last of them.
    for stream in (sys.stdout, sys.stderr, sys.__stderr__):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding=_encoding(stream), errors=PLAIN)


def _encoding(stream: TextIOWrapper) -> str:
    """Return the encoding to write in. The locale of a terminal is often not what it shows."""
    unicode = lookup(stream.encoding).name.startswith("utf")
    return stream.encoding if unicode or not stream.isatty() else "ascii"


def _usable(name: str) -> bool:
    return name == COLOUR_SYSTEM and os.environ[name] in COLOUR_SYSTEMS

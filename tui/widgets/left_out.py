"""What the screen's libraries would load and can do without, with the gain of a start of 160 ms."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

# The library itself asks for these with `except ImportError`, so that they may be missing:
# asyncio's encrypted connections: the screen has none (4.6 ms); shutil's archives (1.8 ms).
# OpenSSL under hashlib, which has a SHA-256 of its own (1.5 ms, 3.4 MB); a megabyte takes 3 ms.
NEEDLESS = ("ssl", "bz2", "lzma", "zlib", "_hashlib")
# Textual's palette of commands, with fifteen widgets that only it needs: the application has none
# (12 ms, 1.5 MB). These names of it are asked for.
PALETTE = "textual.command"
OF_THE_PALETTE = ("CommandListItem", "CommandPalette", "Provider", "SimpleProvider")
OF_ITS_FINDS = ("DiscoveryHit", "Hit", "Hits")


class NoPalette:
    """Stands in place of whatever belongs to the palette."""


@contextmanager
def left_out(names: tuple[str, ...] = NEEDLESS) -> Iterator[None]:
    """Let these modules be missing for what is imported within; whoever asks later has them."""
    absent = [name for name in (*names, PALETTE) if name not in sys.modules]
    # Python's own sign for a module that cannot be imported.
    sys.modules.update(dict.fromkeys(absent))  # type: ignore[arg-type]
    if PALETTE in absent:
        sys.modules[PALETTE] = ModuleType(PALETTE)
        for name in (*OF_THE_PALETTE, *OF_ITS_FINDS):
            setattr(sys.modules[PALETTE], name, NoPalette)
    try:
        yield
    finally:
        for name in absent:
            del sys.modules[name]

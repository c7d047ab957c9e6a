"""What the screen's libraries would load and can do without.

Each name stands here with its measured gain of a start of 160 ms. The library itself asks for it
with `except ImportError`, so that it may be missing.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

# asyncio's encrypted connections: the screen has none (4.6 ms); shutil's archives (1.8 ms).
# OpenSSL under hashlib, which has a SHA-256 of its own (1.5 ms, 3.4 MB); a megabyte takes 3 ms.
NEEDLESS = ("ssl", "bz2", "lzma", "zlib", "_hashlib")


@contextmanager
def left_out(names: tuple[str, ...] = NEEDLESS) -> Iterator[None]:
    """Let these modules be missing for what is imported within; whoever asks later has them."""
    absent = [name for name in names if name not in sys.modules]
    # Python's own sign for a module that cannot be imported.
    sys.modules.update(dict.fromkeys(absent))  # type: ignore[arg-type]
    try:
        yield
    finally:
        for name in absent:
            del sys.modules[name]

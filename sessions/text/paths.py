"""Where files lie: names as they were given, the record beside a session file.

Names go by `os` wherever `score` passes: loading `pathlib` takes 5 ms, a sixth of it.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

    Place = str | os.PathLike[str]

SUFFIX = ".decisions.toml"


def written(place: Place) -> str:
    """Give the name of a file as messages write it: as `pathlib` does."""
    name = os.fspath(place)
    parts = name.removeprefix("/").split("/")
    if sys.platform != "win32" and "" not in parts and "." not in parts:
        return name
    from pathlib import Path

    return str(Path(name))


def decisions_path(session_path: Path) -> Path:
    """Give the place of the record that belongs to a session file: beside it."""
    return session_path.with_name(record_beside(session_path.name))


def record_beside(session_file: str) -> str:
    """Give the same by name."""
    return session_file.removesuffix(".toml") + SUFFIX

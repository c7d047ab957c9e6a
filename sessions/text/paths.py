"""Where files are: names as they were given, and the record beside a session file."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

Place = str | os.PathLike[str]

SUFFIX = ".decisions.toml"


def is_network_path(name: str) -> bool:
    r"""Return whether a name leads to another machine: `\\host\share`, `//host/share`, a URL.

    Opening such a name can send the user's credentials to that machine.
    """
    scheme, sign, _ = name.partition(":")
    is_url = len(scheme) > 1 and bool(sign) and scheme.replace("+", "").isalnum()
    return is_url or (len(name) > 1 and name[0] in "/\\" and name[1] in "/\\")


def written(place: Place) -> str:
    """Return the name of a file as messages write it: as `pathlib` does."""
    name = os.fspath(place)
    parts = name.removeprefix("/").split("/")
    if sys.platform != "win32" and "" not in parts and "." not in parts:
        return name
    return str(Path(name))


def decisions_path(session_path: Path) -> Path:
    """Return the path of the record that belongs to a session file: beside it, links followed."""
    return Path(record_beside(str(session_path)))


def record_beside(session_file: str) -> str:
    """Return the path of the record as text.

    If a session is opened through a link, its record is beside the file that the link points to, so
    that there is only one.
    """
    with suppress(OSError, ValueError):
        if os.path.islink(session_file):  # noqa: PTH114
            session_file = os.path.realpath(session_file)
    return session_file.removesuffix(".toml") + SUFFIX

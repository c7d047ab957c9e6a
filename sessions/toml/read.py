"""From a file that a person named to a TOML table, or to a problem in plain words."""

from __future__ import annotations

import errno
import os
import stat
from codecs import BOM_UTF8
from itertools import repeat
from typing import Any

import tomli

from sessions.text.paths import Place, written
from sessions.text.problems import Problem, Unusable

Table = dict[str, Any]
Said = tuple[str, str]

LARGEST = 2 * 1024 * 1024

TOO_LARGE: Said = (
    f"is larger than the {LARGEST // 1024 // 1024} MiB that can be read",
    "Is it the right file?",
)
TOO_MANY: Said = (
    "contains far more values than any session or record",
    "Is it the right file?",
)
NOT_A_FILE: Said = ("is not a regular file (a pipe, a device or a socket)", "Save it as a file.")
FOLDER: Said = ("is a folder", "Name the file in it.")
CHANGING: Said = ("was being changed while it was read", "Try again once it is saved.")

COULD_NOT: dict[int, Said] = {
    errno.ENOENT: ("does not exist", "Check the name and the folder."),
    errno.ENOTDIR: ("cannot be found: part of its path is not a folder", "Check the path."),
    errno.EISDIR: FOLDER,
    errno.EACCES: ("cannot be read: you do not have permission", "Ask for permission to read it."),
    errno.EPERM: ("cannot be read: you do not have permission", "Ask for permission to read it."),
    errno.ELOOP: ("is a link that leads back to itself", "Use the name of the file itself."),
    errno.ENAMETOOLONG: ("has too long a name", "Check the name."),
    errno.ENXIO: NOT_A_FILE,
    errno.EAGAIN: NOT_A_FILE,
}


def read_bytes(path: Place) -> bytes:
    """Read a regular file of at most 2 MiB, without ever waiting for a pipe.

    Raises:
        Unusable: It is something else, is too large, or cannot be read.
    """
    try:
        # A device is not even opened: opening alone can act on it.
        said = _unreadable(os.stat(path))  # noqa: PTH116 - see sessions.text.paths
        data = b"" if said else _read(path)
    except OSError as error:
        said = _could_not(path, error)
    except ValueError:
        said = ("is not a file name", "Check the name.")
    if said is None and len(data) > LARGEST:
        said = TOO_LARGE
    if said is not None:
        raise Unusable([Problem(written(path), "", *said)])
    return data


def _unreadable(status: os.stat_result) -> Said | None:
    if stat.S_ISDIR(status.st_mode):
        return FOLDER
    if not stat.S_ISREG(status.st_mode):
        return NOT_A_FILE
    return TOO_LARGE if status.st_size > LARGEST else None


def _read(path: Place) -> bytes:
    flags = os.O_RDONLY
    for name in ("O_NONBLOCK", "O_NOCTTY", "O_BINARY", "O_CLOEXEC"):
        flags |= getattr(os, name, 0)
    descriptor = os.open(path, flags)
    try:
        before = os.fstat(descriptor)
        said = _unreadable(before)
        chunks: list[bytes] = []
        left = LARGEST + 1
        while said is None and left > 0:
            chunk = os.read(descriptor, left)
            if not chunk:
                break
            chunks.append(chunk)
            left -= len(chunk)
        after = os.fstat(descriptor)
    finally:
        os.close(descriptor)
    if said is None and (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        said = CHANGING
    if said is not None:
        raise Unusable([Problem(written(path), "", *said)])
    return b"".join(chunks)


def _could_not(path: Place, error: OSError) -> Said:
    if error.errno == errno.ENOENT and os.path.islink(path):  # noqa: PTH114
        return ("is a link to a file that does not exist", "Use the name of the file itself.")
    if error.errno in COULD_NOT:
        return COULD_NOT[error.errno]
    reason = error.strerror or type(error).__name__
    return (f"cannot be read ({reason})", "Check the name and the disk.")


def fingerprint(data: bytes) -> str:
    """Return the SHA-256 of bytes."""
    # Imported here, because `score` of a session file without a record needs no digests.
    from hashlib import sha256

    return sha256(data).hexdigest()


def read_toml(path: Place) -> tuple[Table, bytes]:
    """Read and parse a file; return its table and its bytes.

    Raises:
        Unusable: It cannot be read, or is not TOML.
    """
    data = read_bytes(path)
    return parse_toml(written(path), data), data


def whole_table(text: str) -> Table:
    """Parse a text.

    Raises:
        BeyondLimits: It has so many values that reading it would take too long.
        RecursionError: It is nested too deeply.
        ValueError: It is not TOML.
    """
    _check_limits(text)
    return tomli.loads(text)


def parse_toml(name: str, data: bytes) -> Table:
    """Parse the bytes of a file as TOML 1.1.

    Other kinds of file are looked for only in what cannot be parsed, so that no good file is taken
    for something else.

    Raises:
        Unusable: It is not TOML; the one problem says why in plain words.
    """
    if len(data) > LARGEST:
        raise Unusable([Problem(name, "", *TOO_LARGE)])
    if not data.removeprefix(BOM_UTF8).strip():
        raise Unusable([Problem(name, "", "is empty", "Is it the right file?")])
    try:
        return whole_table(data.removeprefix(BOM_UTF8).decode("utf-8"))
    except (UnicodeDecodeError, tomli.TOMLDecodeError) as error:
        # Imported here, because good files do not need it.
        from sessions.toml.faults import fault_in

        problem = fault_in(name, data, error)
    except RecursionError:
        problem = Problem(name, "", "is nested too deeply", "Is it the right file?")
    except BeyondLimits:
        problem = Problem(name, "", *TOO_MANY)
    except ValueError:
        problem = Problem(name, "", "contains a value that cannot be read", "Correct it.")
    raise Unusable([problem])


class BeyondLimits(Exception):
    """The text contains so many values that reading it would take too long."""


# Names of very many parts make tomli very slow, and numbers of very many digits fill the memory.
MOST_PARTS = 16
MOST_DIGITS = 300
MOST_COMMAS = 200_000


def _check_limits(text: str) -> None:
    if text.count(",") > MOST_COMMAS:
        raise BeyondLimits
    # The patterns are slow, and only a line this long or with this many dots can match one.
    rows = text.split("\n")
    most_dots = max(map(str.count, rows, repeat(".")))
    if max(map(len, rows)) <= MOST_DIGITS and most_dots < MOST_PARTS:
        return
    from sessions.toml.faults import beyond_limits

    words, position = beyond_limits(text, MOST_PARTS, MOST_DIGITS)
    if words:
        raise tomli.TOMLDecodeError(words, text, position)

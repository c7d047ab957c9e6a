"""From a file that a person named to a TOML table, or to a problem in plain words."""

import os
import stat
from pathlib import Path
from typing import Any

import tomli

from sessions.problems import Problem, Unusable

LARGEST = 2 * 1024 * 1024
BOM = b"\xef\xbb\xbf"

Table = dict[str, Any]


def read_bytes(path: Path) -> bytes:
    """Read a regular file of at most 2 MiB; Unusable for anything else."""
    name = str(path)

    def refuse(message: str, remedy: str) -> Unusable:
        return Unusable([Problem(name, "", message, remedy)])

    try:
        descriptor = os.open(
            path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        )
    except FileNotFoundError:
        raise refuse("does not exist", "Check the name and the folder.") from None
    except (PermissionError, IsADirectoryError) as error:
        if path.is_dir():
            raise refuse("is a folder", "Name the session file in it.") from None
        raise refuse(
            f"cannot be opened ({_reason(error)})", "Ask for the right to read it."
        ) from None
    except ValueError:
        raise refuse("is no file name", "Check the name.") from None
    except OSError as error:
        raise refuse(
            f"cannot be opened ({_reason(error)})", "Check the name and the disk."
        ) from None
    with os.fdopen(descriptor, "rb") as file:
        mode = os.fstat(descriptor)
        if stat.S_ISDIR(mode.st_mode):
            raise refuse("is a folder", "Name the session file in it.")
        if not stat.S_ISREG(mode.st_mode):
            raise refuse("is not a regular file (a pipe or a device)", "Save it as a file first.")
        if mode.st_size > LARGEST:
            raise refuse(
                f"has {mode.st_size:,} bytes; at most {LARGEST:,} are read", "Is it the right file?"
            )
        try:
            data = file.read(LARGEST + 1)
        except OSError as error:
            raise refuse(f"cannot be read ({_reason(error)})", "Check the disk.") from None
    if len(data) > LARGEST:
        raise refuse(f"has more than {LARGEST:,} bytes", "Is it the right file?")
    return data


def _reason(error: OSError) -> str:
    return error.strerror or type(error).__name__


def parse_toml(name: str, data: bytes) -> Table:
    """Parse the bytes of a file as TOML 1.1; Unusable with one problem in plain words."""
    mistaken = _mistaken_for(data)
    if mistaken is not None:
        raise Unusable([Problem(name, "", *mistaken)])
    try:
        text = data.removeprefix(BOM).decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Unusable(
            [
                Problem(
                    name,
                    f"line {line}",
                    f"holds the byte {data[error.start]:#04x}, which is not UTF-8",
                    "Save the file as UTF-8.",
                )
            ]
        ) from None
    try:
        return tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        raise Unusable([_syntax_problem(name, text, error)]) from None
    except RecursionError:
        raise Unusable(
            [Problem(name, "", "is nested too deeply", "Is it the right file?")]
        ) from None
    except ValueError as error:
        raise Unusable(
            [Problem(name, "", f"holds a value that is none ({error})", "Correct it.")]
        ) from None


def _mistaken_for(data: bytes) -> tuple[str, str] | None:
    """Recognise what people hand over by mistake; what it is, and what to do."""
    if not data.removeprefix(BOM).strip():
        return "is empty", "Is it the right file?"
    if data.startswith(b"PK\x03\x04"):
        return (
            "is a spreadsheet or another zip file, not a session file",
            "Name a session file: TOML text.",
        )
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return "is an old Office document, not a session file", "Name a session file: TOML text."
    if data.startswith(b"%PDF"):
        return "is a PDF, not a session file", "Name a session file: TOML text."
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "is UTF-16 text", "Save the file as UTF-8."
    if b"\x00" in data:
        if data[1:2] == b"\x00" or (data[:1] == b"\x00" and data[1:2] != b"\x00"):
            return (
                "looks like UTF-16 text without its mark, or holds zero bytes",
                "Save it as UTF-8.",
            )
        return (
            f"holds zero bytes from line {data.count(bytes([10]), 0, data.index(0)) + 1} on: "
            "it was damaged or never fully written",
            "Restore it from a copy.",
        )
    if data.lstrip().startswith((b"{", b"<")):
        return "looks like JSON or a web page, not TOML", "Name a session file: TOML text."
    return _table_of_cells(data)


def _table_of_cells(data: bytes) -> tuple[str, str] | None:
    lines = [line for line in data.removeprefix(BOM).splitlines()[:5] if line.strip()]
    for separator in (b",", b";", b"\t"):
        if len(lines) > 1 and all(line.count(separator) and b"=" not in line for line in lines):
            return "looks like CSV or another table, not TOML", "Name a session file: TOML text."
    return None


PLAIN_WORDS = {
    "Expected '=' after a key in a key/value pair": "a name here is not followed by =",
    "Invalid value": "the value here is none: text needs quotes, a date looks like 2020-09-14",
    "Invalid statement": "this line is neither `name = value` nor [a heading]",
    "Cannot overwrite a value": "this name was given a value before",
    "Cannot declare": "this heading stands twice, or was used as a value before",
    "Unterminated string": "a text is not closed with a quote",
    "Expected newline or end of document after a statement": "something follows the value here",
    "Unclosed array": "a list is not closed with ]",
    "Unclosed inline table": "a table is not closed with }",
    "Illegal character": "a character here is not allowed in TOML",
    "Found invalid character": "a character here is not allowed in TOML",
    "Duplicate inline table key": "this name stands twice in the table",
    "Invalid initial character for a key part": "a name or a value is missing here",
    "Unescaped '\\' in a string": "a backslash in a text must be written twice, or use '…' quotes",
    "Invalid date or datetime": "there is no such date",
    "Invalid hex value": "a character code here is wrong",
    "Cannot mutate immutable namespace": "this adds to something that was closed before",
}


def _syntax_problem(name: str, text: str, error: tomli.TOMLDecodeError) -> Problem:
    first = (
        text.splitlines()[error.lineno - 1] if 0 < error.lineno <= len(text.splitlines()) else ""
    )
    if first.startswith(("<<<<<<<", "=======", ">>>>>>>")):
        return Problem(
            name,
            f"line {error.lineno}",
            "holds the conflict marks of a version-control merge",
            "Settle the conflict first.",
        )
    said = next(
        (plain for technical, plain in PLAIN_WORDS.items() if error.msg.startswith(technical)),
        "this is not TOML",
    )
    return Problem(
        name, f"line {error.lineno}, column {error.colno}", said, "Correct the line and try again."
    )


def read_toml(path: Path) -> tuple[Table, bytes]:
    """Read and parse a file; give its table and its bytes, or raise Unusable."""
    data = read_bytes(path)
    return parse_toml(str(path), data), data

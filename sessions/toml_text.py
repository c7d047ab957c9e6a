"""From a file that a person named to a TOML table, or to a problem in plain words."""

import errno
import gc
import os
import re
import stat
from itertools import repeat
from pathlib import Path
from typing import Any

import tomli

from sessions.mistaken import BOM, UTF8, line_of, mistaken
from sessions.problems import Problem, Unusable

LARGEST = 2 * 1024 * 1024

Table = dict[str, Any]
Said = tuple[str, str]

TOO_LARGE: Said = (
    f"is larger than the {LARGEST // 1024 // 1024} MiB that are read",
    "Is it the right file?",
)
TOO_MANY: Said = (
    "holds far more values than a session or a record has",
    "Is it the right file?",
)
NOT_A_FILE: Said = ("is not a regular file (a pipe, a device or a socket)", "Save it as a file.")
FOLDER: Said = ("is a folder", "Name the file in it.")
CHANGING: Said = ("was being changed while it was read", "Try again once it is saved.")

COULD_NOT: dict[int, Said] = {
    errno.ENOENT: ("does not exist", "Check the name and the folder."),
    errno.ENOTDIR: ("cannot be found: part of its path is not a folder", "Check the path."),
    errno.EISDIR: FOLDER,
    errno.EACCES: ("may not be read: you have no permission", "Ask for the right to read it."),
    errno.EPERM: ("may not be read: you have no permission", "Ask for the right to read it."),
    errno.ELOOP: ("is a link that leads back to itself", "Name the file that is meant."),
    errno.ENAMETOOLONG: ("has too long a name", "Check the name."),
    errno.ENXIO: NOT_A_FILE,
    errno.EAGAIN: NOT_A_FILE,
}


def read_bytes(path: Path) -> bytes:
    """Read a regular file of at most 2 MiB; Unusable for anything else. Never waits on a pipe."""
    try:
        # A device is not even opened: opening alone can act on it.
        said = _unreadable(path.stat())
        data = b"" if said else _read(path)
    except OSError as error:
        said = _could_not(path, error)
    except ValueError:
        said = ("is no file name", "Check the name.")
    if said is None and len(data) > LARGEST:
        said = TOO_LARGE
    if said is not None:
        raise Unusable([Problem(str(path), "", *said)])
    return data


def _unreadable(status: os.stat_result) -> Said | None:
    if stat.S_ISDIR(status.st_mode):
        return FOLDER
    if not stat.S_ISREG(status.st_mode):
        return NOT_A_FILE
    return TOO_LARGE if status.st_size > LARGEST else None


def _read(path: Path) -> bytes:
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
        raise Unusable([Problem(str(path), "", *said)])
    return b"".join(chunks)


def _could_not(path: Path, error: OSError) -> Said:
    if error.errno == errno.ENOENT and path.is_symlink():
        return ("is a link to a file that does not exist", "Name the file that is meant.")
    if error.errno in COULD_NOT:
        return COULD_NOT[error.errno]
    reason = error.strerror or type(error).__name__
    return (f"cannot be read ({reason})", "Check the name and the disk.")


def fingerprint(data: bytes) -> str:
    """Give the SHA-256 of bytes."""
    # Late: `score` without a record needs none, and loading it takes 2 ms.
    from hashlib import sha256

    return sha256(data).hexdigest()


def read_toml(path: Path) -> tuple[Table, bytes]:
    """Read and parse a file; give its table and its bytes, or raise Unusable."""
    data = read_bytes(path)
    return parse_toml(str(path), data), data


def parse_toml(name: str, data: bytes) -> Table:
    """Parse the bytes of a file as TOML 1.1; Unusable with one problem in plain words.

    What people hand over by mistake is only looked for in what cannot be parsed, so that no good
    file is taken for something else.
    """
    if len(data) > LARGEST:
        raise Unusable([Problem(name, "", *TOO_LARGE)])
    if not data.removeprefix(BOM).strip():
        raise Unusable([Problem(name, "", "is empty", "Is it the right file?")])
    try:
        text = data.removeprefix(BOM).decode("utf-8")
        _check_limits(text)
        return _parsed(text)
    except UnicodeDecodeError as error:
        problem = mistaken(name, data) or _not_utf8(name, data, error)
    except tomli.TOMLDecodeError as error:
        problem = mistaken(name, data) or _syntax_problem(name, text, error)
    except RecursionError:
        problem = Problem(name, "", "is nested too deeply", "Is it the right file?")
    except _TooMany:
        problem = Problem(name, "", *TOO_MANY)
    except ValueError:
        problem = Problem(name, "", "holds a value that cannot be read", "Correct it.")
    raise Unusable([problem])


class _TooMany(Exception):
    """The text holds so many values that reading it would take seconds."""


def _parsed(text: str) -> Table:
    """Parse without the garbage collector, which doubles the time of a large file."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        return tomli.loads(text)
    finally:
        if collecting:
            gc.enable()


# tomli takes seconds for thousands of names of hundreds of parts each, and hundreds of megabytes
# for a number of a million digits.
MOST_PARTS = 16
MOST_DIGITS = 300
MOST_COMMAS = 200_000
DEEP_NAME = re.compile(
    r"""^[ \t]*+\[{0,2}(?:[ \t]*+(?:[A-Za-z0-9_-]++|"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+')[ \t]*+\.)"""
    rf"{{{MOST_PARTS}}}",
    re.MULTILINE,
)
LONG_NUMBER = re.compile(
    rf"(?:^|[=\[,])[ \t]*+[+-]?[0-9][0-9A-Za-z_.+-]{{{MOST_DIGITS}}}", re.MULTILINE
)


def _check_limits(text: str) -> None:
    if text.count(",") > MOST_COMMAS:
        raise _TooMany
    # The patterns take half as long as tomli itself; only such a line can match one of them.
    rows = text.split("\n")
    most_dots = max(map(str.count, rows, repeat(".")))
    if max(map(len, rows)) <= MOST_DIGITS and most_dots < MOST_PARTS:
        return
    found = DEEP_NAME.search(text)
    if found:
        words = f"a name of more than {MOST_PARTS} parts stands here"
        raise tomli.TOMLDecodeError(words, text, found.start())
    found = LONG_NUMBER.search(text)
    if found:
        words = f"a number of more than {MOST_DIGITS} digits stands here"
        raise tomli.TOMLDecodeError(words, text, found.start())


def _not_utf8(name: str, data: bytes, error: UnicodeDecodeError) -> Problem:
    return Problem(
        name,
        line_of(data, error.start),
        "holds a character that an older program saved in its own way",
        UTF8,
    )


# What tomli says, by its opening words, and how a person would say it.
PLAIN_WORDS: dict[str, str] = {
    "Expected '=' after a key": "the name here is not followed by =",
    "Invalid value": "no value can be read here: text needs quotes, a date looks like 2020-09-14",
    "Invalid statement": "this line is neither `name = value` nor [a heading]",
    "Cannot overwrite a value": "this name was given a value before",
    "Cannot declare": "this heading stands twice, or its name was given a value before",
    "Cannot redefine namespace": "this adds to a table that has a heading of its own",
    "Cannot mutate immutable namespace": "this adds to a list or a table that was closed before",
    "Duplicate inline table key": "this name stands twice between { and }",
    "Unterminated string": "a text that begins here is never closed with a quote",
    "Expected \"'": "a text that begins here is never closed with a quote",
    "Expected newline or end of document": "something follows where the line should end",
    "Expected ']' at the end of a table": "this heading is not closed with ]",
    "Expected ']]' at the end of an array": "this heading is not closed with ]]",
    "Unclosed array": "the list is not closed with ], or a comma is missing",
    "Unclosed inline table": "the table is not closed with }, or a comma is missing",
    "Illegal character": "a control character stands here",
    "Found invalid character": "a control character stands here",
    "Invalid initial character for a key part": "a name is missing here, or it needs quotes",
    "Unescaped '\\' in a string": "a backslash in a text is written twice (or use '…' quotes)",
    "Invalid date or datetime": "there is no such date",
    "Invalid hex value": "the code of a character is wrong here",
    "Escaped character is not": "there is no character of this code",
}
CURLY = "curly quotes stand here: use straight ones"
BLANK = "a special blank or an invisible character stands here: use an ordinary blank"
# What the character at the fault says, where that is more than the kind of fault does.
AT_CHARACTER: dict[str, str] = {
    **dict.fromkeys("“”„‟«»‘’‚", CURLY),
    **dict.fromkeys("\u00a0\u1680\u2000\u2002\u2003\u2009\u200b\u202f\u3000\ufeff", BLANK),
    "%": "write the percentage without %",
}
AT_A_VALUE = ("Invalid value", "Invalid statement", "Expected newline", "Unclosed")
AFTER_NUMBER: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"[+-]?0[0-9_]"), "a number does not begin with 0"),
    (re.compile(r"[+-]?[0-9]+,[0-9]"), "a number has no comma in it"),
    (re.compile(r"[+-]?[0-9]+\.(?![0-9])"), "a digit is missing after the point"),
    (re.compile(r"[0-9]+[./][0-9]+[./][0-9]+"), "a date looks like 2020-09-14"),
    (re.compile(r"[0-9]+ ?(?:/|of) ?[0-9]+"), "give `yes` and `relevant`, each as a number"),
)


def _syntax_problem(name: str, text: str, error: tomli.TOMLDecodeError) -> Problem:
    text = text.replace("\r\n", "\n")
    position = min(error.pos, len(text))
    said = next(
        (plain for theirs, plain in PLAIN_WORDS.items() if error.msg.startswith(theirs)),
        error.msg if error.msg.endswith("stands here") else "this is not TOML",
    )
    if position == len(text) and "never closed" in said:
        position = _opening_of_last_text(text, error.msg)
    character = text[position : position + 1]
    if character == "\n" and said.startswith("a control character"):
        said = "a text on this line is not closed with a quote"
    elif said.startswith("a control character"):
        said += f" (number {ord(character)})" if character else ""
    elif error.msg.startswith(AT_A_VALUE):
        said = AT_CHARACTER.get(character) or _number_words(text, position) or said
    elif error.msg.startswith("Expected '='"):
        said = AT_CHARACTER.get(character) or said
    line = text.count("\n", 0, position) + 1
    column = position - (text.rfind("\n", 0, position) + 1) + 1
    return Problem(name, f"line {line}, column {column}", said, "Correct the line and try again.")


def _opening_of_last_text(text: str, message: str) -> int:
    """Find where the text began that runs to the end of the file."""
    if message.startswith("Expected"):
        quotes = "'''" if "'''" in message else "'"
    else:
        quotes = '"""' if text.count('"""') % 2 else '"'
    return max(0, text.rfind(quotes))


def _number_words(text: str, position: int) -> str | None:
    """Say what is wrong with a number or a date that goes on where it may not."""
    start = position
    while start > 0 and text[start - 1] not in "=[,{ \t\n" and position - start < 20:
        start -= 1
    return next(
        (said for pattern, said in AFTER_NUMBER if pattern.match(text, start)),
        None,
    )

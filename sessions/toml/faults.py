"""What is wrong with a text that is not TOML, in plain words. Needed only for such a text."""

import re
from codecs import BOM_UTF8

import tomli

from sessions.text.problems import Problem
from sessions.toml.not_toml import UTF8, line_of, mistaken


def fault_in(name: str, data: bytes, error: UnicodeDecodeError | tomli.TOMLDecodeError) -> Problem:
    """Return a problem that a person can act on: what the file really is, or where it is wrong."""
    if isinstance(error, UnicodeDecodeError):
        return mistaken(name, data) or _not_utf8(name, data, error)
    text = data.removeprefix(BOM_UTF8).decode("utf-8")
    return mistaken(name, data) or _syntax_problem(name, text, error)


def beyond_limits(text: str, most_parts: int, most_digits: int) -> tuple[str, int]:
    """Say what tomli would take too long for, and where; no words where there is nothing."""
    blank = r"[ \t]*+"
    part = rf"""(?:{blank}(?:[A-Za-z0-9_-]++|"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+'){blank}\.)"""
    deep_name = rf"^{blank}\[{{0,2}}{part}{{{most_parts}}}"
    long_number = rf"(?:^|[=\[,]){blank}[+-]?[0-9][0-9A-Za-z_.+-]{{{most_digits}}}"
    if found := re.search(deep_name, text, re.MULTILINE):
        return f"a name of more than {most_parts} parts is not allowed here", found.start()
    if found := re.search(long_number, text, re.MULTILINE):
        return f"a number of more than {most_digits} digits is not allowed here", found.start()
    return "", 0


def _not_utf8(name: str, data: bytes, error: UnicodeDecodeError) -> Problem:
    return Problem(
        name,
        line_of(data, error.start),
        "contains a character in an older encoding",
        UTF8,
    )


# What tomli says, by its opening words, and how a person would say it.
PLAIN_WORDS: dict[str, str] = {
    "Expected '=' after a key": "the name here is not followed by =",
    "Invalid value": "no value can be read here: text needs quotes, a date looks like 2020-09-14",
    "Invalid statement": "this line is neither `name = value` nor [a heading]",
    "Cannot overwrite a value": "this name already has a value",
    "Cannot declare": "this heading appears twice, or its name already has a value",
    "Cannot redefine namespace": "this adds to a table that has its own heading",
    "Cannot mutate immutable namespace": "this adds to a list or a table that is already closed",
    "Duplicate inline table key": "this name appears twice between { and }",
    "Unterminated string": "the text that begins here is never closed with a quote",
    "Expected \"'": "the text that begins here is never closed with a quote",
    "Expected newline or end of document": "there is extra text where the line should end",
    "Expected ']' at the end of a table": "this heading is not closed with ]",
    "Expected ']]' at the end of an array": "this heading is not closed with ]]",
    "Unclosed array": "the list is not closed with ], or a comma is missing",
    "Unclosed inline table": "the table is not closed with }, or a comma is missing",
    "Illegal character": "a control character is not allowed here",
    "Found invalid character": "a control character is not allowed here",
    "Invalid initial character for a key part": "a name is missing here, or it needs quotes",
    "Unescaped '\\' in a string": "a backslash in text must be written twice (or use '…' quotes)",
    "Invalid date or datetime": "there is no such date",
    "Invalid hex value": "the code of a character is wrong here",
    "Escaped character is not": "there is no character with this code",
}
CURLY = "there are curly quotes here: use straight ones"
BLANK = "a special or invisible space is not allowed here: use an ordinary space"
# What the character at the fault says, where that is more than the kind of fault does.
AT_CHARACTER: dict[str, str] = {
    **dict.fromkeys("“”„‟«»‘’‚", CURLY),
    **dict.fromkeys("\u00a0\u1680\u2000\u2002\u2003\u2009\u200b\u202f\u3000\ufeff", BLANK),
    "%": "write the percentage without %",
}
AT_A_VALUE = ("Invalid value", "Invalid statement", "Expected newline", "Unclosed")
AFTER_NUMBER: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"[+-]?0[0-9_]"), "a number cannot begin with 0"),
    (re.compile(r"[+-]?[0-9]+,[0-9]"), "a number cannot contain a comma"),
    (re.compile(r"[+-]?[0-9]+\.(?![0-9])"), "a digit is missing after the point"),
    (re.compile(r"[0-9]+[./][0-9]+[./][0-9]+"), "a date looks like 2020-09-14"),
    (re.compile(r"[0-9]+ ?(?:/|of) ?[0-9]+"), "enter `yes` and `relevant`, each as a number"),
)


def _syntax_problem(name: str, text: str, error: tomli.TOMLDecodeError) -> Problem:
    text = text.replace("\r\n", "\n")
    position = min(error.pos, len(text))
    said = next(
        (plain for theirs, plain in PLAIN_WORDS.items() if error.msg.startswith(theirs)),
        error.msg if error.msg.endswith("is not allowed here") else "this is not TOML",
    )
    if position == len(text) and "never closed" in said:
        position = _opening_of_last_text(text, error.msg)
    character = text[position : position + 1]
    if character == "\n" and said.startswith("a control character"):
        said = "the text on this line is not closed with a quote"
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

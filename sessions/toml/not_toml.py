"""Recognises other kinds of file that were given by mistake, from bytes that are not TOML."""

import re
from codecs import BOM_UTF8

from sessions.text.problems import Problem

UTF8 = 'Save it again as "UTF-8".'
RIGHT_FILE = "Name a TOML file instead."
OPENINGS: tuple[tuple[bytes, str], ...] = (
    (b"PK\x05\x06", "an empty zip archive"),
    (b"%PDF", "a PDF document"),
    (b"{\\rtf", "a word-processor document (RTF)"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"II*\x00", "a picture (TIFF)"),
    (b"MM\x00*", "a picture (TIFF)"),
    (b"\x1f\x8b", "a compressed file (gzip)"),
    (b"BZh", "a compressed file (bzip2)"),
    (b"\xfd7zXZ", "a compressed file (xz)"),
    (b"\x28\xb5\x2f\xfd", "a compressed file (zstd)"),
    (b"7z\xbc\xaf", "an archive (7z)"),
    (b"Rar!", "an archive (RAR)"),
    (b"SQLite format 3", "a database (SQLite)"),
    (b"\x00\x01\x00\x00Standard ", "a database (Access)"),
    (b"PAR1", "a table of figures (Parquet)"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"L\x00\x00\x00\x01\x14\x02\x00", "a Windows shortcut"),
    (b"\x00\x05\x16\x07", "a file that macOS keeps beside the real one"),
)
ZIPS: tuple[tuple[bytes, str], ...] = (
    (b"xl/", "an Excel workbook"),
    (b"word/", "a Word document"),
    (b"ppt/", "a PowerPoint presentation"),
    (b"opendocument.spreadsheet", "a spreadsheet (OpenDocument)"),
    (b"opendocument.text", "a text document (OpenDocument)"),
)
OLD_OFFICE: tuple[tuple[str, str], ...] = (
    ("Workbook", "an old Excel workbook"),
    ("WordDocument", "an old Word document"),
    ("PowerPoint", "an old PowerPoint presentation"),
)
NOT_ODD = bytes(range(9, 14)) + bytes(range(32, 256))
CONFLICT = re.compile(rb"^(?:<{7} |={7}\r?$|>{7} |\|{7} )", re.MULTILINE)
SKIPPED = rb"\A(?:[ \t]*+(?:#[^\n]*+)?\r?\n)*+[ \t]*+"
# What the first line that says something shows of a file that is text, but not TOML.
TEXTS: tuple[tuple[re.Pattern[bytes], str], ...] = tuple(
    (re.compile(SKIPPED + pattern, re.IGNORECASE | re.MULTILINE), what)
    for pattern, what in (
        (rb"<(?:!doctype html|html|head|body)", "a web page"),
        (rb"<[?!a-z]", "an XML file"),
        (rb"""\{|\[\s*(?:\{|"[^"\n]*"\s*[,\n]|-?\d+\s*,|\n)""", "a JSON file"),
        (rb"(?:[a-z][a-z0-9-]*: [^\n]*\n)*(?:from|received|return-path|subject): ", "an email"),
        (rb"(?:diff --git|--- \S[^\n]*\n\+\+\+ )", "a list of changes to a file"),
        (rb"(?:%yaml|---\s|[\w.-]+:(?:[ \t]|\r?\n))", "a YAML file"),
        (rb"(?:import \w|from [\w.]+ import|def \w+\(|class \w+[:(])", "a Python program"),
        (rb";", "a settings file (INI)"),
        (rb"(?:```|[-*] \w|> \w|\|[^\n]*\|)", "a Markdown text"),
    )
)


def mistaken(name: str, data: bytes) -> Problem | None:
    """Say what the bytes of a file are, where that can be told."""
    what = _kind_of_bytes(data)
    if what is not None:
        return Problem(name, "", f"is {what}, not TOML", RIGHT_FILE)
    encoding = _wide_text(data)
    if encoding is not None:
        return Problem(name, "", f"is text saved as {encoding}", UTF8)
    if b"\x00" in data:
        return Problem(
            name,
            line_of(data, data.index(0)),
            "contains zeros instead of text: the file was damaged or never fully written",
            "Restore it from a copy.",
        )
    conflict = CONFLICT.search(data)
    if conflict is not None:
        return Problem(
            name,
            line_of(data, conflict.start()),
            "contains two versions that were not merged",
            "Keep one version and remove the conflict markers.",
        )
    if b"\r" in data and b"\n" not in data:
        return Problem(
            name, "", "has line endings that TOML does not allow", "Save it again as text."
        )
    start = data[:1000]
    if len(start.translate(None, NOT_ODD)) * 20 > len(start):
        return Problem(name, "", "is not text", RIGHT_FILE)
    what = _kind_of_text(data)
    if what is None:
        return None
    return Problem(name, "", f"looks like {what}, not TOML", RIGHT_FILE)


def line_of(data: bytes, position: int) -> str:
    """Return the place of a byte: "line 12"."""
    return f"line {data.count(10, 0, position) + 1}"


def _kind_of_bytes(data: bytes) -> str | None:
    if data.startswith(b"PK\x03\x04"):
        return next((what for inside, what in ZIPS if inside in data), "a zip archive")
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        names = ((name.encode("utf-16-le"), what) for name, what in OLD_OFFICE)
        return next((what for inside, what in names if inside in data), "an old Office document")
    if data[257:262] == b"ustar":
        return "an archive (tar)"
    return next((what for opening, what in OPENINGS if data.startswith(opening)), None)


def _wide_text(data: bytes) -> str | None:
    """Recognise UTF-16 and UTF-32 by their mark, or by the places of the zeros of plain letters."""
    if data.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")):
        return "UTF-32"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "UTF-16"
    start = data[:400]
    quarters = [start[place::4].count(0) * 5 > len(start) for place in range(4)]
    if quarters in ([False, True, True, True], [True, True, True, False]):
        return "UTF-32"
    return "UTF-16" if quarters in ([False, True] * 2, [True, False] * 2) else None


def _kind_of_text(data: bytes) -> str | None:
    """Recognise a kind of text by its first lines that are not comments."""
    said = data.removeprefix(BOM_UTF8)
    lines = [line.strip() for line in said[:10_000].splitlines()]
    lines = [line for line in lines if line and not line.startswith(b"#")][:5]
    if not lines or lines[0].startswith(b"[["):
        return None
    for pattern, what in TEXTS[:3]:
        if pattern.match(said):
            return what
    if len(lines) > 1 and not any(b"=" in line for line in lines):
        for separator in (b"\t", b";", b","):
            if len({line.count(separator) for line in lines} - {0}) == 1:
                return "a table of figures (CSV)"
    found = next((what for pattern, what in TEXTS[3:] if pattern.match(said)), None)
    prose = b"=" not in lines[0] and lines[0][:1].isalpha() and len(lines[0].split()) > 3
    return found or ("ordinary text" if prose else None)

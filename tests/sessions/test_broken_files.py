"""Every file that a person can give by mistake gets its message, at once and in few words."""

import gzip
import io
import os
import socket
import sqlite3
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from sessions.files.session_file import read_session
from sessions.text.problems import Unusable
from sessions.toml.read import LARGEST, parse_toml, read_bytes
from tests.bounded import bounded

ROOT = Path(__file__).parents[2]
GOOD = (Path(__file__).parent / "data" / "good_session.toml").read_bytes()
TEXT = GOOD.decode()
MIB = 1024 * 1024


def zipped(*names: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name in names:
            archive.writestr(name, "<x/>" * 100)
    return held.getvalue()


def tarred() -> bytes:
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("session.toml"))
    return held.getvalue()


def database() -> bytes:
    with sqlite3.connect(":memory:") as connection:
        connection.execute("create table cases (id integer)")
        connection.commit()
        held = connection.serialize()
    connection.close()
    return held


def old_office(name: str) -> bytes:
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + b"\x00" * 500
        + name.encode("utf-16-le")
        + b"\x00" * 99
    )


def zeros(place: float, size: int = 512) -> bytes:
    start = int(len(GOOD) * place)
    return GOOD[:start] + b"\x00" * size + GOOD[start + size :]


PLAIN = "Correct the line and try again."
UTF8 = 'Save it again as "UTF-8".'
OTHER = "Name a TOML file instead."
DAMAGED = "contains zeros instead of text: the file was damaged or never fully written. "
MISSING = (
    '`format` is missing. A session file says format = "ratings-panel/session/1". '
    "Is it the right file?"
)
MERGED = (
    "contains two versions that were not merged. Keep one version and remove the conflict markers."
)
OLDER = 'contains a character in an older encoding. Save it again as "UTF-8".'

# The contents of the file, and the message (without the name of the file before it).
CONTENTS: dict[str, tuple[bytes, str]] = {
    # nothing
    "empty": (b"", "is empty. Is it the right file?"),
    "blank": (b" \n\t\r\n\n", "is empty. Is it the right file?"),
    "byte order mark only": (b"\xef\xbb\xbf", "is empty. Is it the right file?"),
    "comments only": (b"# later\n", MISSING),
    # other ways to save text
    "UTF-16 LE with its mark": (
        b"\xff\xfe" + TEXT.encode("utf-16-le"),
        f"is text saved as UTF-16. {UTF8}",
    ),
    "UTF-16 BE with its mark": (
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        f"is text saved as UTF-16. {UTF8}",
    ),
    "UTF-16 LE": (TEXT.encode("utf-16-le"), f"is text saved as UTF-16. {UTF8}"),
    "UTF-16 BE": (TEXT.encode("utf-16-be"), f"is text saved as UTF-16. {UTF8}"),
    "UTF-32 LE with its mark": (TEXT.encode("utf-32"), f"is text saved as UTF-32. {UTF8}"),
    "UTF-32 BE with its mark": (
        b"\x00\x00\xfe\xff" + TEXT.encode("utf-32-be"),
        f"is text saved as UTF-32. {UTF8}",
    ),
    "UTF-32 LE": (TEXT.encode("utf-32-le"), f"is text saved as UTF-32. {UTF8}"),
    "UTF-32 BE": (TEXT.encode("utf-32-be"), f"is text saved as UTF-32. {UTF8}"),
    "two byte order marks": (
        b"\xef\xbb\xbf" * 2 + GOOD,
        "line 1, column 1: a special or invisible space is not allowed here: use an ordinary "
        f"space. {PLAIN}",
    ),
    "Windows-1252 dash": (GOOD.replace(b"made up", b"made \x96 up"), f"line 12: {OLDER}"),
    "Latin-1 accent": (TEXT.replace("Somewhere", "Môn").encode("latin-1"), f"line 7: {OLDER}"),
    "Latin-1 accent in a comment": (b"# caf\xe9\n" + GOOD, f"line 1: {OLDER}"),
    "surrogates in UTF-8": (GOOD.replace(b"made up", b"\xed\xa0\x80"), f"line 12: {OLDER}"),
    "overlong UTF-8": (GOOD.replace(b"made up", b"\xc0\x80"), f"line 12: {OLDER}"),
    "UTF-8 cut within a letter": (GOOD + b"# \xc3", f"line 94: {OLDER}"),
    "lone CR": (
        GOOD.replace(b"\n", b"\r"),
        "has line endings that TOML does not allow. Save it again as text.",
    ),
    "one lone CR among others": (
        GOOD.replace(b'id = "1.2"\n', b'id = "1.2"\r'),
        "line 23, column 11: there is extra text where the line should end. " + PLAIN,
    ),
    # damage
    "zeros at the start": (zeros(0), "line 1: " + DAMAGED + "Restore it from a copy."),
    "zeros in the middle": (zeros(0.5), "line 38: " + DAMAGED + "Restore it from a copy."),
    "zeros at the end": (zeros(0.9), "line 82: " + DAMAGED + "Restore it from a copy."),
    "nothing but zeros": (b"\x00" * 4096, "line 1: " + DAMAGED + "Restore it from a copy."),
    "one zero": (
        GOOD.replace(b"made", b"ma\x00e"),
        "line 12: " + DAMAGED + "Restore it from a copy.",
    ),
    "cut within a name": (
        GOOD[: GOOD.index(b"mat =")],
        f"line 2, column 4: the name here is not followed by =. {PLAIN}",
    ),
    "cut before the format": (GOOD[: GOOD.index(b"format")], MISSING),
    "cut within the format": (
        GOOD[: GOOD.index(b"/session/1")],
        f"line 2, column 10: the text that begins here is never closed with a quote. {PLAIN}",
    ),
    "cut within a heading": (
        GOOD[: GOOD.index(b"spection]")],
        f"line 5, column 4: this heading is not closed with ]. {PLAIN}",
    ),
    "cut within a listed heading": (
        GOOD[: GOOD.index(b"[standards]]") + 10],
        f"line 18, column 12: this heading is not closed with ]]. {PLAIN}",
    ),
    "cut within an inline table": (
        GOOD[: GOOD.index(b", eligible")],
        "line 15, column 18: the table is not closed with }, or a comma is missing. " + PLAIN,
    ),
    "cut within a list": (
        GOOD[: GOOD.index(b'  { id = "2.1.3"')],
        f"line 39, column 1: no value can be read here: text needs quotes, a date looks like "
        f"2020-09-14. {PLAIN}",
    ),
    "cut after =": (
        GOOD[: GOOD.index(b'"youth-2018"')],
        f"line 3, column 10: no value can be read here: text needs quotes, a date looks like "
        f"2020-09-14. {PLAIN}",
    ),
    "cut within a long text": (
        GOOD.replace(b'"made up"', b'"""made up, "all" of it'),
        f"line 12, column 10: the text that begins here is never closed with a quote. {PLAIN}",
    ),
    "cut within a long quoted text": (
        GOOD.replace(b'"made up"', b"'''made up"),
        f"line 12, column 10: the text that begins here is never closed with a quote. {PLAIN}",
    ),
    "merge conflict": (
        GOOD.replace(b"yes = 1\n", b"<<<<<<< HEAD\nyes = 1\n=======\nyes = 2\n>>>>>>> theirs\n"),
        f"line 79: {MERGED}",
    ),
    "merge conflict in three parts": (
        GOOD.replace(b"yes = 1\n", b"<<<<<<< a\nyes = 1\n||||||| b\n=======\nyes = 2\n>>>>>>> c\n"),
        f"line 79: {MERGED}",
    ),
    "the end of a merge conflict left behind": (GOOD + b">>>>>>> theirs\n", f"line 94: {MERGED}"),
    # text that is meant to be TOML
    "a name twice": (
        GOOD.replace(b"yes = 1\n", b"yes = 1\nyes = 1\n"),
        f"line 80, column 8: this name already has a value. {PLAIN}",
    ),
    "a heading twice": (
        GOOD + b"[inspection]\n",
        "line 94, column 12: this heading appears twice, or its name already has a value. " + PLAIN,
    ),
    "curly quotes": (
        TEXT.replace('"made up"', "“made up”").encode(),
        f"line 12, column 10: there are curly quotes here: use straight ones. {PLAIN}",
    ),
    "no quotes": (
        GOOD.replace(b'"made up"', b"made up"),
        "line 12, column 10: no value can be read here: text needs quotes, a date looks like "
        f"2020-09-14. {PLAIN}",
    ),
    "a quote missing": (
        GOOD.replace(b'"made up"', b'"made up'),
        f"line 12, column 18: the text on this line is not closed with a quote. {PLAIN}",
    ),
    "a no-break space": (
        TEXT.replace("yes = 1\n", "\u00a0yes = 1\n").encode(),
        "line 79, column 1: a special or invisible space is not allowed here: use an ordinary "
        f"space. {PLAIN}",
    ),
    "a percent sign": (
        GOOD.replace(b"percent = 75", b"percent = 75%"),
        f"line 39, column 31: write the percentage without %. {PLAIN}",
    ),
    "a fraction": (
        GOOD.replace(b"yes = 1\n", b"yes = 1/2\n"),
        f"line 79, column 8: enter `yes` and `relevant`, each as a number. {PLAIN}",
    ),
    "a British date": (
        GOOD.replace(b"2020-09-14", b"14/09/2020"),
        f"line 8, column 21: a date looks like 2020-09-14. {PLAIN}",
    ),
    "a day that does not exist": (
        GOOD.replace(b"2020-09-14", b"2020-02-30"),
        f"line 8, column 19: there is no such date. {PLAIN}",
    ),
    "a colon for =": (
        GOOD.replace(b"yes = 1\n", b"yes: 1\n"),
        f"line 79, column 4: the name here is not followed by =. {PLAIN}",
    ),
    "a leading zero": (
        GOOD.replace(b"yes = 1\n", b"yes = 01\n"),
        f"line 79, column 8: a number cannot begin with 0. {PLAIN}",
    ),
    "a Windows path": (
        GOOD.replace(b"made up", b"C:\\data"),
        "line 12, column 15: a backslash in text must be written twice (or use '…' quotes). "
        f"{PLAIN}",
    ),
    "an escape code": (
        GOOD.replace(b"made up", b"\x1b[31mmade up"),
        f"line 12, column 11: a control character is not allowed here (number 27). {PLAIN}",
    ),
    # too much
    "lists in lists": (b"a = " + b"[" * 100_000, "is nested too deeply. Is it the right file?"),
    "closed lists in lists": (
        b"a = " + b"[" * 100_000 + b"]" * 100_000,
        "is nested too deeply. Is it the right file?",
    ),
    "tables in tables": (b"a = " + b"{a=" * 100_000, "is nested too deeply. Is it the right file?"),
    "a name of very many parts": (
        b"a" + b".a" * 100_000 + b" = 1",
        f"line 1, column 1: a name of more than 16 parts is not allowed here. {PLAIN}",
    ),
    "a heading of very many parts": (
        b"[a" + b".a" * 100_000 + b"]",
        f"line 1, column 1: a name of more than 16 parts is not allowed here. {PLAIN}",
    ),
    "many names of many parts": (
        b"\n".join(b"a." * 900 + b"k%d = 1" % number for number in range(1_100)),
        f"line 1, column 1: a name of more than 16 parts is not allowed here. {PLAIN}",
    ),
    "many names under a heading of many parts": (
        b"[" + b"'a' . " * 900 + b"a]\n" + b"\n".join(b"k%d = 1" % n for n in range(100_000)),
        f"line 1, column 1: a name of more than 16 parts is not allowed here. {PLAIN}",
    ),
    "a number of 5,000 digits": (
        b"a = " + b"9" * 5_000,
        f"line 1, column 3: a number of more than 300 digits is not allowed here. {PLAIN}",
    ),
    "a number of two million digits": (
        b"a = [\n" + b"9" * (2 * MIB - 100) + b"\n]",
        f"line 2, column 1: a number of more than 300 digits is not allowed here. {PLAIN}",
    ),
    "a hexadecimal number of 2 MiB": (
        b"a = 0x" + b"f" * (2 * MIB - 100),
        f"line 1, column 3: a number of more than 300 digits is not allowed here. {PLAIN}",
    ),
    "a number with two million places": (
        b"a = 1." + b"9" * (2 * MIB - 100),
        f"line 1, column 3: a number of more than 300 digits is not allowed here. {PLAIN}",
    ),
    "an exponent of two million digits": (
        b"a = 1e" + b"9" * (2 * MIB - 100),
        f"line 1, column 3: a number of more than 300 digits is not allowed here. {PLAIN}",
    ),
    "a text of 2 MiB": (b'a = "' + b"x" * (2 * MIB - 100) + b'"', MISSING),
    "a name of 2 MiB": (b"a" * (2 * MIB - 100) + b" = 1", MISSING),
    "one letter two million times": (
        b"a" * (2 * MIB),
        f"line 1, column {2 * MIB + 1}: the name here is not followed by =. {PLAIN}",
    ),
    "a list of a million numbers": (
        b"a = [" + b"1," * (MIB - 100) + b"]",
        "contains far more values than any session or record. Is it the right file?",
    ),
    "a list of many numbers": (b"a = [" + b"1," * 150_000 + b"]", MISSING),
    "a quarter of a million headings": (
        b"\n".join(b"[k%d]" % number for number in range(200_000)),
        MISSING,
    ),
    "2 MiB of quotes": (
        b'"' * (2 * MIB),
        f"line 1, column 3: the name here is not followed by =. {PLAIN}",
    ),
    "2 MiB of line ends": (b"\n" * (2 * MIB), "is empty. Is it the right file?"),
    "a byte over 2 MiB": (
        GOOD + b"#" * (LARGEST + 1 - len(GOOD)),
        "is larger than the 2 MiB that can be read. Is it the right file?",
    ),
    # documents, tables, archives, pictures
    "Excel workbook": (
        zipped("[Content_Types].xml", "xl/workbook.xml"),
        f"is an Excel workbook, not TOML. {OTHER}",
    ),
    "Word document": (
        zipped("[Content_Types].xml", "word/document.xml"),
        f"is a Word document, not TOML. {OTHER}",
    ),
    "PowerPoint presentation": (
        zipped("ppt/slides.xml"),
        f"is a PowerPoint presentation, not TOML. {OTHER}",
    ),
    "OpenDocument spreadsheet": (
        zipped("application.vnd.oasis.opendocument.spreadsheet"),
        f"is a spreadsheet (OpenDocument), not TOML. {OTHER}",
    ),
    "OpenDocument text": (
        zipped("application.vnd.oasis.opendocument.text"),
        f"is a text document (OpenDocument), not TOML. {OTHER}",
    ),
    "zip": (zipped("session.toml"), f"is a zip archive, not TOML. {OTHER}"),
    "empty zip": (zipped(), f"is an empty zip archive, not TOML. {OTHER}"),
    "old Excel workbook": (old_office("Workbook"), f"is an old Excel workbook, not TOML. {OTHER}"),
    "old Word document": (
        old_office("WordDocument"),
        f"is an old Word document, not TOML. {OTHER}",
    ),
    "old PowerPoint": (
        old_office("PowerPoint Document"),
        f"is an old PowerPoint presentation, not TOML. {OTHER}",
    ),
    "Outlook message": (old_office("__nameid"), f"is an old Office document, not TOML. {OTHER}"),
    "PDF": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", f"is a PDF document, not TOML. {OTHER}"),
    "RTF": (b"{\\rtf1\\ansi Ratings}", f"is a word-processor document (RTF), not TOML. {OTHER}"),
    "PNG": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", f"is a picture (PNG), not TOML. {OTHER}"),
    "JPEG": (b"\xff\xd8\xff\xe0\x00\x10JFIF", f"is a picture (JPEG), not TOML. {OTHER}"),
    "GIF": (b"GIF89a\x01\x00\x01\x00", f"is a picture (GIF), not TOML. {OTHER}"),
    "TIFF": (b"II*\x00\x08\x00\x00\x00", f"is a picture (TIFF), not TOML. {OTHER}"),
    "gzip": (gzip.compress(GOOD), f"is a compressed file (gzip), not TOML. {OTHER}"),
    "bzip2": (b"BZh91AY&SY\x00\xff", f"is a compressed file (bzip2), not TOML. {OTHER}"),
    "xz": (b"\xfd7zXZ\x00\x00", f"is a compressed file (xz), not TOML. {OTHER}"),
    "zstd": (b"\x28\xb5\x2f\xfd\x04", f"is a compressed file (zstd), not TOML. {OTHER}"),
    "7z": (b"7z\xbc\xaf\x27\x1c", f"is an archive (7z), not TOML. {OTHER}"),
    "RAR": (b"Rar!\x1a\x07\x00", f"is an archive (RAR), not TOML. {OTHER}"),
    "tar": (tarred(), f"is an archive (tar), not TOML. {OTHER}"),
    "SQLite": (database(), f"is a database (SQLite), not TOML. {OTHER}"),
    "Access": (
        b"\x00\x01\x00\x00Standard ACE DB\x00",
        f"is a database (Access), not TOML. {OTHER}",
    ),
    "Parquet": (b"PAR1\x15\x04\x15\x00PAR1", f"is a table of figures (Parquet), not TOML. {OTHER}"),
    "Linux program": (b"\x7fELF\x02\x01\x01\x00", f"is a program, not TOML. {OTHER}"),
    "Windows program": (b"MZ\x90\x00\x03", f"is a program, not TOML. {OTHER}"),
    "Windows shortcut": (
        b"L\x00\x00\x00\x01\x14\x02\x00" + b"\x00" * 60,
        f"is a Windows shortcut, not TOML. {OTHER}",
    ),
    "macOS companion file": (
        b"\x00\x05\x16\x07\x00\x02\x00\x00Mac OS X",
        f"is a file that macOS keeps beside the real one, not TOML. {OTHER}",
    ),
    "pickle": (b"\x80\x04\x95\x10\x00\x00\x00", f"line 1: {DAMAGED}Restore it from a copy."),
    "random bytes": (bytes(range(1, 256)) * 4, f"is not text. {OTHER}"),
    # text of other kinds
    "CSV": (
        b"standard,yes,relevant\n3.2.1,5,5\n3.2.3,1,2\n",
        f"looks like a table of figures (CSV), not TOML. {OTHER}",
    ),
    "CSV with semicolons": (
        b"\xef\xbb\xbfstandard;yes;relevant\r\n3.2.1;5;5\r\n",
        f"looks like a table of figures (CSV), not TOML. {OTHER}",
    ),
    "CSV with tabs": (
        b"standard\tyes\trelevant\n3.2.1\t5\t5\n",
        f"looks like a table of figures (CSV), not TOML. {OTHER}",
    ),
    "CSV of an older program": (
        b"standard,caf\xe9\n3.2.1,5\n",
        f"looks like a table of figures (CSV), not TOML. {OTHER}",
    ),
    "JSON": (
        b'{"format": "ratings-panel/session/1"}',
        f"looks like a JSON file, not TOML. {OTHER}",
    ),
    "JSON list": (b'[\n  {"id": "3.2"}\n]', f"looks like a JSON file, not TOML. {OTHER}"),
    "JSON list of numbers": (b"[1, 2, 3]", f"looks like a JSON file, not TOML. {OTHER}"),
    "YAML": (b"---\nformat: session\n", f"looks like a YAML file, not TOML. {OTHER}"),
    "YAML without its mark": (
        b"format: session\nid: x\n",
        f"looks like a YAML file, not TOML. {OTHER}",
    ),
    "XML": (b'<?xml version="1.0"?>\n<x/>\n', f"looks like an XML file, not TOML. {OTHER}"),
    "web page": (b"<!DOCTYPE html>\n<html></html>", f"looks like a web page, not TOML. {OTHER}"),
    "login page in place of a download": (
        b"\r\n\r\n<html><body>Log in</body></html>",
        f"looks like a web page, not TOML. {OTHER}",
    ),
    "INI": (
        b"[inspection]\nid = north somerset\n",
        "line 2, column 6: no value can be read here: text needs quotes, a date looks like "
        f"2020-09-14. {PLAIN}",
    ),
    "INI with comments": (
        b"; settings\n[a]\nb = c\n",
        f"looks like a settings file (INI), not TOML. {OTHER}",
    ),
    "Markdown": (b"# Title\n\n- one\n- two\n", f"looks like a Markdown text, not TOML. {OTHER}"),
    "Markdown of prose": (
        b"# Title\n\nThe panel met on Monday and talked.\n",
        f"looks like ordinary text, not TOML. {OTHER}",
    ),
    "notes": (
        b"Notes of the panel of 1 December\n",
        f"looks like ordinary text, not TOML. {OTHER}",
    ),
    "e-mail": (
        b"Return-Path: <a@b>\nFrom: a@b\nSubject: panel\n\nHello\n",
        f"looks like an email, not TOML. {OTHER}",
    ),
    "Python source": (b"import os\nprint(1)\n", f"looks like a Python program, not TOML. {OTHER}"),
    "Python source after a comment": (
        b"#!/usr/bin/env python\nfrom os import path\n",
        f"looks like a Python program, not TOML. {OTHER}",
    ),
    "list of changes": (
        b"--- a/x\n+++ b/x\n@@ -1 +1 @@\n",
        f"looks like a list of changes to a file, not TOML. {OTHER}",
    ),
    # TOML of other kinds
    "project file": ((ROOT / "pyproject.toml").read_bytes(), MISSING),
    "scheme file": (
        (ROOT / "sessions/schemes/youth-2018.toml").read_bytes(),
        'format: "ratings-panel/scheme/1" marks a scheme file: the rules of an inspection. '
        "Name a session file: the evidence of an inspection.",
    ),
    "decisions file": (
        b'format = "ratings-panel/decisions/1"\n',
        'format: "ratings-panel/decisions/1" marks a decisions file: the panel\'s record. '
        "Name a session file: the evidence of an inspection.",
    ),
    "newer session file": (
        GOOD.replace(b"session/1", b"session/12"),
        'format: "ratings-panel/session/12" is a newer format of session file. '
        "Update ratings-panel.",
    ),
}


def said_of(path: Path) -> str:
    with pytest.raises(Unusable) as caught:
        read_session(path)
    assert caught.value.problems
    assert all(problem.file.startswith(str(path)) for problem in caught.value.problems)
    return "\n".join(problem.sentence() for problem in caught.value.problems)


def removed_prefix(said: str, path: Path) -> str:
    return said.removeprefix(f"{path}: ")


@pytest.mark.parametrize("kind", CONTENTS)
def test_what_was_handed_over_is_said(kind: str, tmp_path: Path) -> None:
    data, expected = CONTENTS[kind]
    path = tmp_path / "session.toml"
    path.write_bytes(data)
    with bounded():
        said = removed_prefix(said_of(path), path)
    assert said == expected


GOOD_FILES = {
    "as it is": GOOD,
    "with a byte order mark": b"\xef\xbb\xbf" + GOOD,
    "with CRLF": GOOD.replace(b"\n", b"\r\n"),
    "with a byte order mark and CRLF": b"\xef\xbb\xbf" + GOOD.replace(b"\n", b"\r\n"),
    "without a last line end": GOOD.rstrip(),
    "with blank lines at both ends": b"\n\n\n" + GOOD + b"\n\n\n",
    "with tabs": GOOD.replace(b" = ", b"\t=\t"),
    "with comments full of commas": b"# one, two, three\n# four, five, six\n" * 5 + GOOD,
    "with comments like other kinds": b"# <html>\n#{}\n# <<<<<<< HEAD\n# import os\n" + GOOD,
    "exactly 2 MiB": GOOD + b"#" * (LARGEST - len(GOOD)),
    "with wide and right-to-left text": GOOD.replace(b"made up", "検査 تفتيش 🙂".encode()),
}


@pytest.mark.parametrize("kind", GOOD_FILES)
def test_good_files_are_read(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "session.toml"
    path.write_bytes(GOOD_FILES[kind])
    assert read_session(path).warnings == ()


def test_every_cut_of_a_file_is_said_or_leaves_standards_awaited(tmp_path: Path) -> None:
    path = tmp_path / "session.toml"
    path.write_bytes(GOOD)
    whole = read_session(path).evidence
    for length in range(0, len(GOOD), 7):
        path.write_bytes(GOOD[:length])
        try:
            session = read_session(path)
        except Unusable:
            continue
        if len(session.evidence.standards) < len(whole.standards):
            assert session.warnings


# Places that are not regular files.


def fifo(path: Path) -> Path:
    os.mkfifo(path)
    return path


def link_loop(path: Path) -> Path:
    path.symlink_to(path)
    return path


def dangling(path: Path) -> Path:
    path.symlink_to(path.with_name("gone.toml"))
    return path


def folder(path: Path) -> Path:
    path.mkdir()
    return path


def listening(path: Path) -> Path:
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(path))
    return path


def under_a_file(path: Path) -> Path:
    path.write_bytes(GOOD)
    return path / "session.toml"


def sparse(path: Path) -> Path:
    with path.open("wb") as file:
        file.truncate(1024 * MIB)
    return path


NOT_REGULAR = "is not a regular file (a pipe, a device or a socket). Save it as a file."
PLACES: dict[str, tuple[Callable[[Path], Path], str]] = {
    "nothing there": (lambda path: path, "does not exist. Check the name and the folder."),
    "pipe without a writer": (fifo, NOT_REGULAR),
    "socket": (listening, NOT_REGULAR),
    "empty device": (lambda path: Path("/dev/null"), NOT_REGULAR),
    "endless device": (lambda path: Path("/dev/zero"), NOT_REGULAR),
    "random device": (lambda path: Path("/dev/urandom"), NOT_REGULAR),
    "terminal": (lambda path: Path("/dev/tty"), NOT_REGULAR),
    "full device": (lambda path: Path("/dev/full"), NOT_REGULAR),
    "link to itself": (
        link_loop,
        "is a link that leads back to itself. Use the name of the file itself.",
    ),
    "link to nothing": (
        dangling,
        "is a link to a file that does not exist. Use the name of the file itself.",
    ),
    "folder": (folder, "is a folder. Name the file in it."),
    "the root": (lambda path: Path("/"), "is a folder. Name the file in it."),
    "no name at all": (lambda path: Path(), "is a folder. Name the file in it."),
    "below a file": (
        under_a_file,
        "cannot be found: part of its path is not a folder. Check the path.",
    ),
    "sparse file of 1 GiB": (
        sparse,
        "is larger than the 2 MiB that can be read. Is it the right file?",
    ),
    "name of 300 letters": (
        lambda path: path.with_name("x" * 300),
        "has too long a name. Check the name.",
    ),
    "name with a zero": (
        lambda path: path.with_name("a\0b"),
        "is not a file name. Check the name.",
    ),
    "name with control characters": (
        lambda path: path.with_name("a\x1b[2J\u202eb"),
        "does not exist. Check the name and the folder.",
    ),
    "name that is not UTF-8": (
        lambda path: path.with_name(os.fsdecode(b"a\xff\xfe.toml")),
        "does not exist. Check the name and the folder.",
    ),
}


@pytest.mark.parametrize("kind", PLACES)
def test_what_is_no_file_is_said(kind: str, tmp_path: Path) -> None:
    make, expected = PLACES[kind]
    path = make(tmp_path / "session.toml")
    with bounded():
        said = removed_prefix(said_of(path), path)
    assert said == expected


def test_a_pipe_with_a_writer_is_not_read(tmp_path: Path) -> None:
    path = fifo(tmp_path / "session.toml")
    reading = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    writing = os.open(path, os.O_WRONLY | os.O_NONBLOCK)
    try:
        os.write(writing, GOOD)
        assert removed_prefix(said_of(path), path) == NOT_REGULAR
        assert os.read(reading, len(GOOD)) == GOOD
    finally:
        os.close(reading)
        os.close(writing)


def test_a_pseudo_terminal_is_not_read() -> None:
    ours, theirs = os.openpty()
    try:
        path = Path(os.ttyname(theirs))
        assert removed_prefix(said_of(path), path) == NOT_REGULAR
    finally:
        os.close(ours)
        os.close(theirs)


def test_a_file_without_permission_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "session.toml"
    path.write_bytes(GOOD)

    def refuse(*_: object, **__: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    assert removed_prefix(said_of(path), path) == (
        "cannot be read: you do not have permission. Ask for permission to read it."
    )


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_that_the_system_protects_is_said(tmp_path: Path) -> None:
    path = tmp_path / "session.toml"
    path.write_bytes(GOOD)
    path.chmod(0)
    assert removed_prefix(said_of(path), path) == (
        "cannot be read: you do not have permission. Ask for permission to read it."
    )


@pytest.mark.parametrize(
    ("number", "words", "expected"),
    [
        (
            5,
            "Input/output error",
            "cannot be read (Input/output error). Check the name and the disk.",
        ),
        (11, "Resource unavailable", NOT_REGULAR),
        (
            116,
            "Stale file handle",
            "cannot be read (Stale file handle). Check the name and the disk.",
        ),
    ],
)
def test_a_disk_that_fails_is_said(
    number: int, words: str, expected: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "session.toml"
    path.write_bytes(GOOD)

    def fail(*_: object) -> bytes:
        raise OSError(number, words)

    monkeypatch.setattr(os, "read", fail)
    assert removed_prefix(said_of(path), path) == expected


def changing_read(path: Path, change: Callable[[], object]) -> Callable[[int, int], bytes]:
    read = os.read
    left = [change]

    def changed(descriptor: int, size: int) -> bytes:
        data = read(descriptor, size)
        if left:
            left.pop()()
        return data

    return changed


def test_a_file_that_changes_while_it_is_read_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "session.toml"
    path.write_bytes(GOOD)
    changed = changing_read(path, lambda: os.truncate(path, 10))
    monkeypatch.setattr(os, "read", changed)
    assert removed_prefix(said_of(path), path) == (
        "was being changed while it was read. Try again once it is saved."
    )


def test_a_file_that_grows_past_the_limit_while_it_is_read_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "session.toml"
    path.write_bytes(GOOD)
    monkeypatch.setattr(os, "read", changing_read(path, lambda: os.truncate(path, 64 * MIB)))
    assert "was being changed while it was read" in said_of(path)


def test_a_file_that_is_replaced_while_it_is_read_is_read_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, other = tmp_path / "session.toml", tmp_path / "new.toml"
    path.write_bytes(GOOD)
    other.write_bytes(b"new")
    monkeypatch.setattr(os, "read", changing_read(path, lambda: other.replace(path)))
    assert read_bytes(path) == GOOD


def test_what_hostile_names_and_texts_say_can_be_shown(tmp_path: Path) -> None:
    path = tmp_path / "a\x1b]0;x\x07\u202e.toml"
    path.write_text('format = "\\u001b[2J\\u202e"\n"\\u0007\\n" = 1\n', "utf-8")
    with pytest.raises(Unusable) as caught:
        read_session(path)
    for shown in [str(caught.value), *(each.visible_sentence() for each in caught.value.problems)]:
        assert shown.isprintable()
        assert "\u202e" not in shown


def test_a_very_long_name_is_shown_by_its_end(tmp_path: Path) -> None:
    path = tmp_path
    for _ in range(10):
        path /= "x" * 100
    with pytest.raises(Unusable) as caught:
        read_session(path / "session.toml")
    shown = caught.value.problems[0].visible_sentence()
    assert shown.startswith("…")
    assert "/session.toml: does not exist." in shown
    assert len(shown) < 600


IN_LITTLE_MEMORY = """
import resource, sys
from pathlib import Path
from sessions.text.problems import Unusable
from sessions.files.session_file import read_session
try:
    read_session(Path(sys.argv[1]))
except Unusable:
    pass
status = Path("/proc/self/status")
if status.exists():  # ru_maxrss would count the memory of the tests that started this
    print(next(line.split()[1] for line in status.open() if line.startswith("VmHWM")))
else:
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(used // 1024 if sys.platform == "darwin" else used)
"""
LARGE = [
    "a number of two million digits",
    "a number with two million places",
    "a list of a million numbers",
    "a quarter of a million headings",
    "closed lists in lists",
    "many names under a heading of many parts",
]


@pytest.mark.parametrize("kind", [*LARGE, "sparse file of 1 GiB"])
def test_large_files_are_answered_in_little_memory(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "session.toml"
    if kind in CONTENTS:
        path.write_bytes(CONTENTS[kind][0])
    else:
        sparse(path)
    ran = subprocess.run(
        [sys.executable, "-c", IN_LITTLE_MEMORY, str(path)],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    assert int(ran.stdout) / 1024 < 300


def test_more_than_eighty_kinds_are_tried() -> None:
    assert len(CONTENTS) + len(PLACES) >= 80


def test_bytes_beyond_the_limit_are_not_parsed_either() -> None:
    with pytest.raises(Unusable, match="larger than the 2 MiB"):
        parse_toml("record", b"#" * (LARGEST + 1))

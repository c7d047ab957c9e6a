"""Writes documents as files, whole or not at all; the file's name sets the format.

`write_report` and `write_minutes` are what the command line and the screen call.
"""

from __future__ import annotations

import itertools
import os
import zipfile
from enum import StrEnum
from io import BytesIO
from pathlib import Path

from core.value import Value
from sessions.documents.minutes_content import minutes_content
from sessions.documents.names import NameStyle
from sessions.documents.report_content import report_content
from sessions.documents.source import Source
from sessions.record.atomic_save import NotSaved, real_path, save_file
from sessions.text.problems import Problem, Unusable

TEMPLATES = Path(__file__).parent / "templates"


class Document(StrEnum):
    """Which document."""

    MINUTES = "minutes"
    REPORT = "report"


FORMATS = {Document.MINUTES: (".docx", ".html", ".md"), Document.REPORT: (".docx", ".html")}
WORD = ".docx"


def shipped_template(document: Document) -> bytes:
    """Return the Word template that is shipped for a document."""
    return (TEMPLATES / f"{document}{WORD}").read_bytes()


def read_template(path: Path) -> bytes:
    """Return the bytes of a template.

    Raises:
        Unusable: It cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        remedy = "Name a Word file, or leave out --template."
        problem = Problem(str(path), "", f"cannot be read ({reason})", remedy)
        raise Unusable([problem]) from None


def report_bytes(source: Source, suffix: str, template: Path | None = None) -> bytes:
    """Return the report as the bytes of a file whose name ends in *suffix*.

    Raises:
        Unusable: with everything that is wrong with the template.

    """
    return _bytes(Document.REPORT, report_content(source), suffix, template)


def minutes_bytes(
    source: Source,
    suffix: str,
    names: NameStyle = NameStyle.ATTENDANCE,
    template: Path | None = None,
) -> bytes:
    """Return the minutes as the bytes of a file whose name ends in *suffix*.

    Raises:
        Unusable: with everything that is wrong with the template.

    """
    return _bytes(Document.MINUTES, minutes_content(source, names), suffix, template)


def _bytes(document: Document, content: Value, suffix: str, template: Path | None) -> bytes:
    if suffix == ".md":
        # Imported here, because each format needs libraries of its own.
        from sessions.documents.markdown import markdown_file

        return markdown_file(content, f"{document}.md.jinja")
    if suffix == WORD:
        from sessions.documents.word import word_file

        if template is None:
            return word_file(content, shipped_template(document), f"{document}{WORD}")
        return word_file(content, read_template(template), str(template))
    from sessions.documents.web_page import web_page

    return web_page(content, f"{document}.html")


def write_report(
    source: Source, target: Path, template: Path | None = None, force: bool = False
) -> Path:
    """Write the report to a .docx or .html file; return where it is.

    Raises:
        NotSaved: where a file of that name exists and *force* is not given, or the file cannot be
            written.
        Unusable: with everything that is wrong with the template.

    """
    refuse_existing(target, force)
    return save_document(target, report_bytes(source, target.suffix.lower(), template))


def write_minutes(
    source: Source,
    target: Path,
    names: NameStyle = NameStyle.ATTENDANCE,
    template: Path | None = None,
    force: bool = False,
) -> Path:
    """Write the minutes to a .docx, .html or .md file; return where it is.

    Raises:
        NotSaved: where a file of that name exists and *force* is not given, or the file cannot be
            written.
        Unusable: with everything that is wrong with the template.

    """
    refuse_existing(target, force)
    return save_document(target, minutes_bytes(source, target.suffix.lower(), names, template))


def path_beside(session: Path, document: Document, suffix: str = WORD) -> Path:
    """Return where a new document goes beside a session file: a name that is not taken yet."""
    for number in itertools.count(1):
        ending = "" if number == 1 else f"-{number}"
        path = session.with_name(f"{session.stem}-{document}{ending}{suffix}")
        if not os.path.lexists(path):
            break
    return path


def refuse_existing(target: Path, force: bool) -> None:
    """Refuse a file that exists, unless *force* is given.

    Raises:
        NotSaved: A file of that name exists and *force* is not given.
    """
    if not force and os.path.lexists(target):
        raise NotSaved(
            f"{target} was not written because it already exists",
            "Choose another name for -o, or add --force to replace it.",
        )


def save_document(target: Path, data: bytes) -> Path:
    """Save a document safely, over whatever has that name; return where it is.

    Raises:
        NotSaved: It could not be saved.
    """
    save_file(real_path(target), data, _check_word if target.suffix.lower() == WORD else bytes)
    return target


def _check_word(data: bytes) -> None:
    """Raise ValueError where a Word file that was read back is damaged."""
    damaged = zipfile.ZipFile(BytesIO(data)).testzip()
    if damaged is not None:
        raise ValueError(f"{damaged} is damaged")

"""The package of a workbook (a ZIP file): which kind it is, whether it is safe, made ordinary."""

import io
import re
import zipfile
from pathlib import Path
from typing import IO, Any
from xml.parsers import expat

from sessions.tabular.sheet import MOST_CELLS, too_large, unusable

# A part that unpacks to many times its size is made to exhaust the memory; spreadsheets pack to a
# twentieth or so.
LARGEST_UNPACKED = 1024 * 1024 * 1024
MOST_PARTS = 10_000
LARGEST_REWRITTEN = 128 * 1024 * 1024
SMALL_PART = 4 * 1024 * 1024
MOST_TIMES = 150
# Styles, shared texts and the like are held in the memory whole.
LARGEST_STYLES = 16 * 1024 * 1024
LARGEST_TEXTS = 8 * 1024 * 1024
# The value of a cell of a worksheet, and how much of a worksheet is searched for it at a time.
VALUE = re.compile(rb"</(?:\w+:)?(?:v|is)\s*>")
SEARCHED = 1024 * 1024

# Strict Open XML says the same as the usual kind under other names.
STRICT_NAMES = (
    (
        b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (
        b"http://purl.oclc.org/ooxml/drawingml/main",
        b"http://schemas.openxmlformats.org/drawingml/2006/main",
    ),
)
NOT_TABLES = {
    "word/": "a Word document",
    "ppt/": "a PowerPoint presentation",
    "Index/": "an Apple Numbers document",
}


def kind_of_package(path: Path, data: bytes) -> str:
    """Return "XLSX", "XLSB" or "ODS".

    Raises:
        Unusable: The package is something else, is locked, or unpacks to far too much.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
            if len(parts) > MOST_PARTS:
                message = f"contains more than the {MOST_PARTS:,} parts that can be read"
                raise unusable(path, message, "Save only the table with the answers, as CSV.")
            names = [_usual_name(part.filename) for part in parts]
            _check_sizes(path, parts)
            kind = _kind(path, parts, names)
            for part in parts:
                if part.filename.casefold().endswith((".xml", ".rels")):
                    with packed.open(part) as content:
                        if _declares_document_type(content):
                            raise _with_document_type(path, part.filename)
            if kind == "XLSX":
                _check_cells(path, packed)
            return kind
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, ValueError) as error:
        raise unreadable(path, error) from None


def ordinary_package(path: Path, data: bytes) -> bytes:
    """Return the package of an XLSX workbook with the usual names of parts and of elements.

    Some programs write backslashes between folders, or Strict Open XML; openpyxl reads neither.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        parts = packed.infolist()
        strict = any(
            STRICT_NAMES[0][0] in packed.read(part)
            for part in parts
            if _usual_name(part.filename).endswith("workbook.xml")
        )
        renamed = any(_usual_name(part.filename) != part.filename for part in parts)
        if not strict and not renamed:
            return data
        if sum(part.file_size for part in parts) > LARGEST_REWRITTEN:
            raise unusable(
                path,
                "is an XLSX workbook with an unusual structure, too large to be read as it is",
                "Open it in a spreadsheet and save it as Excel Workbook (.xlsx).",
            )
        rewritten = io.BytesIO()
        with zipfile.ZipFile(rewritten, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target:
            for part in parts:
                content = packed.read(part)
                if strict:
                    for old, new in STRICT_NAMES:
                        content = content.replace(old, new)
                target.writestr(_usual_name(part.filename), content)
    return rewritten.getvalue()


def unreadable(path: Path, error: BaseException | None = None, kind: str = "XLSX") -> Exception:
    """Return the Unusable of a workbook that the library cannot read."""
    name = "" if error is None else f" ({type(error).__name__})"
    article = "an" if kind[0] in "XO" else "a"
    return unusable(
        path,
        f"cannot be read as {article} {kind} workbook{name}",
        "Open it in a spreadsheet and save it as .xlsx again, or as CSV.",
    )


class _Found(Exception):
    """The start of a document has been read so far as is needed."""


def _declares_document_type(content: IO[bytes]) -> bool:
    """Return whether an XML document declares a type, which may name entities that expand."""
    parser = expat.ParserCreate()
    declared = False

    def note(*_: Any) -> None:
        nonlocal declared
        declared = True
        raise _Found

    def stop(*_: Any) -> None:
        raise _Found

    parser.StartDoctypeDeclHandler = note
    parser.StartElementHandler = stop
    try:
        while chunk := content.read(4096):
            parser.Parse(chunk)
    except (_Found, expat.ExpatError):
        # A part that is not XML at all is for the reader to refuse.
        pass
    return declared


def _with_document_type(path: Path, part: str) -> Exception:
    return unusable(
        path,
        f"declares a document type in its part {part}, which no spreadsheet writes",
        "Open it in a spreadsheet and save it as .xlsx again, or as CSV.",
    )


def _usual_name(name: str) -> str:
    return name.replace("\\", "/").lstrip("/")


def _check_sizes(path: Path, parts: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(part.file_size for part in parts)
    swollen = any(
        part.file_size > SMALL_PART and part.file_size > MOST_TIMES * max(1, part.compress_size)
        for part in parts
    )
    heavy = any(
        part.file_size
        > (LARGEST_STYLES if part.filename.casefold().endswith("styles.xml") else LARGEST_TEXTS)
        for part in parts
        if "sheet" not in part.filename.casefold() and part.filename.casefold().endswith(".xml")
    )
    if swollen or heavy or unpacked > LARGEST_UNPACKED:
        raise unusable(
            path,
            f"is far too large once unpacked ({unpacked // 1024 // 1024:,} MiB)",
            "Is it the right file? Save only the table with the answers, as CSV.",
        )


def _check_cells(path: Path, packed: zipfile.ZipFile) -> None:
    """Refuse large worksheets with more cells than are read, before any of them is read."""
    cells = 0
    for part in packed.infolist():
        if part.file_size > SMALL_PART and "sheet" in part.filename.casefold():
            with packed.open(part) as content:
                while chunk := content.read(SEARCHED):
                    cells += len(VALUE.findall(chunk))
                    if cells > MOST_CELLS:
                        raise too_large(path)


def _kind(path: Path, parts: list[zipfile.ZipInfo], names: list[str]) -> str:
    if any(part.flag_bits & 1 for part in parts):
        raise unusable(path, "is locked with a password", "Save it without a password.")
    folded = {name.casefold() for name in names}
    if any(name.endswith("workbook.bin") for name in folded):
        return "XLSB"
    if "content.xml" in folded and "mimetype" in folded:
        return "ODS"
    if any(name.endswith("workbook.xml") for name in folded) or (
        "[content_types].xml" in folded and any("worksheets/" in name for name in folded)
    ):
        return "XLSX"
    for start, words in NOT_TABLES.items():
        if any(name.startswith(start) for name in names):
            raise unusable(path, f"is {words}", "Save the table as .xlsx or CSV.")
    raise unusable(
        path, "is a zip archive, but not an XLSX workbook", "Unpack it, and name the table in it."
    )

"""What a Word template may not contain: macros, anything from elsewhere, names of its authors.

A template is opened by the program and its copies by many readers, so it is looked at before
anything of it is used.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO

from sessions.text.problems import Problem, Unusable

LARGEST = 20 * 1024 * 1024
MOST_PARTS = 2_000
# Fields that show the page, the document itself or its numbering; others may read from elsewhere.
PLAIN_FIELDS = frozenset(
    {
        *("PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "PAGEREF", "REF", "NOTEREF", "SEQ"),
        *("TOC", "TITLE", "SUBJECT", "DOCPROPERTY", "STYLEREF", "DATE", "CREATEDATE"),
    }
)
DOCUMENT = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
)
# In the names of parts or the types of relationships, and what to call them.
ACTIVE = {
    "vbaproject": "macros",
    "vbadata": "macros",
    "activex": "ActiveX controls",
    "oleobject": "embedded objects",
    "embeddings/": "embedded objects",
    "afchunk": "parts of another kind of file",
    "attachedtemplate": "a link to another template",
}
PERSONAL = {
    "word/comments": "comments",
    "word/people": "names of its authors",
    "docprops/custom": "custom properties",
}


def check_template(name: str, data: bytes) -> None:
    """Refuse a Word template that contains what it may not contain.

    Raises:
        Unusable: With everything that it may not contain.
    """
    try:
        archive = zipfile.ZipFile(BytesIO(data))
        parts = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        raise Unusable([_problem(name, "", "is not a Word file (.docx)", COPY)]) from None
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST:
        raise Unusable(
            [_problem(name, "", "is larger than 20 MiB when unpacked", "Use a smaller template.")]
        )
    try:
        contents = {part.filename: archive.read(part) for part in parts}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError):
        raise Unusable([_problem(name, "", "is damaged, or protected", COPY)]) from None
    except Exception:
        # What zlib and others raise for damaged data.
        raise Unusable([_problem(name, "", "is damaged, or protected", COPY)]) from None
    problems = list(dict.fromkeys(_problems(name, contents)))
    if problems:
        raise Unusable(problems)


COPY = "Start from a copy: `--write-template FILE.docx`."


def _problem(name: str, place: str, fault: str, remedy: str, value: str = "") -> Problem:
    return Problem(name, place, fault, remedy, value)


def _problems(name: str, contents: dict[str, bytes]) -> Iterator[Problem]:
    types = contents.get("[Content_Types].xml", b"").decode("utf-8", "replace")
    if "word/document.xml" not in contents or not any(kind in types for kind in DOCUMENT):
        macros = "macroEnabled" in types
        fault = "can contain macros" if macros else "is not a Word document"
        remedy = "Save it as a plain .docx." if macros else COPY
        yield _problem(name, "", fault, remedy)
    for part, data in contents.items():
        plain = part.lower()
        for word, what in ACTIVE.items():
            if word in plain:
                yield _problem(name, part, f"contains {what}", "Remove them from the template.")
        for start, what in PERSONAL.items():
            if plain.startswith(start):
                remedy = "Remove them: Word's “Inspect Document” does it."
                yield _problem(name, part, f"contains {what}", remedy)
        if plain.endswith((".xml", ".rels")):
            yield from _xml_problems(name, part, data)


def _xml_problems(name: str, part: str, data: bytes) -> Iterator[Problem]:
    text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "replace")
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        yield _problem(name, part, "declares its own document type", COPY)
    if part.lower().endswith(".rels"):
        for found in re.finditer(r"<Relationship\b[^>]*>", text):
            tag = found[0]
            target = re.search(r"""Target\s*=\s*["']([^"']*)""", tag)
            shown = f'"{target[1]}"' if target else ""
            if re.search(r"""TargetMode\s*=\s*["']External["']""", tag, re.IGNORECASE):
                remedy = "Remove the link, or insert what it points to."
                yield _problem(name, part, "points to something outside the file", remedy, shown)
            for word, what in ACTIVE.items():
                if word in tag.lower():
                    yield _problem(name, part, f"contains {what}", "Remove them.", shown)
        return
    if re.search(r"<w:(ins|del|moveFrom|moveTo)\b[^>]*w:author", text):
        remedy = "Accept or reject all changes, then save it."
        yield _problem(name, part, "contains tracked changes with their authors", remedy)
    for code in _field_codes(text):
        word = (code.split() or [""])[0].upper()
        if word and word not in PLAIN_FIELDS:
            remedy = "Remove the field; page numbers, captions and contents are allowed."
            yield _problem(
                name, part, "contains a field that may read from elsewhere", remedy, word
            )


def _field_codes(text: str) -> Iterator[str]:
    """The codes of the fields in a part; Word may have split one over several runs."""
    for found in re.finditer(r"""<w:fldSimple\b[^>]*w:instr\s*=\s*["']([^"']*)""", text):
        yield found[1]
    for field in re.split(r"""w:fldCharType\s*=\s*["']begin["']""", text)[1:]:
        code = re.split(r"""w:fldCharType\s*=\s*["'](?:separate|end)["']""", field)[0]
        yield "".join(re.findall(r"<w:instrText\b[^>]*>([^<]*)", code)).strip()

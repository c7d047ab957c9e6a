"""Documents as Word files: a template filled in by docxtpl.

Templates run in Jinja's sandbox on plain values: texts, numbers, lists and dictionaries. Whatever
is filled in is escaped, so that nothing from outside becomes a tag, a field code or markup.
"""

from __future__ import annotations

import re
from html import unescape
from io import BytesIO
from typing import Any

from docx.shared import Mm
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from core.value import Value
from sessions.documents.fields import as_fields
from sessions.documents.palette import LIGHT
from sessions.documents.pictures import RULER, SCALE, Drawing, png_of
from sessions.documents.template_check import check_template
from sessions.documents.template_fields import names_of, unknown_fields
from sessions.text.problems import Problem, Unusable
from sessions.text.suggestions import suggestion

TEXT_WIDTH = 166
PROPERTIES = ("author", "comments", "identifier", "keywords", "last_modified_by", "category")
# How much of a rating's colour is mixed with white for the ground of a cell.
TINT = 0.22


def word_file(content: Value, template: bytes, name: str) -> bytes:
    """Return a Word file: *template*, whose name is *name*, filled in with *content*.

    Raises:
        Unusable: with everything that is wrong with the template, each field that is not known
            with its name.

    """
    check_template(name, template)
    try:
        document = DocxTemplate(BytesIO(template))
        document.init_docx()
    except Exception as error:
        raise _unusable(name, f"cannot be opened as a Word file ({error})") from None
    fields = as_fields(content, lambda drawing: _Picture(document, drawing))
    environment = _environment()
    _check_fields(name, document, environment, type(content))
    titles = _take_titles(document)
    try:
        document.render(fields, environment, autoescape=True)
        _set_properties(document, environment, fields, titles)
    except UndefinedError as error:
        raise _unknown(name, str(error)) from None
    except SecurityError as error:
        raise _unusable(name, f"contains a tag that is not allowed: {error}") from None
    except TemplateError as error:
        raise _unusable(name, f"contains a tag that cannot be filled in: {error}") from None
    except Exception as error:
        # docxtpl and lxml raise errors of many kinds where filled-in tags leave broken XML.
        raise _unusable(name, f"cannot be filled in ({type(error).__name__}: {error})") from None
    data = BytesIO()
    document.save(data)
    return data.getvalue()


def shade(colour: object) -> str:
    """Return the ground of a cell for a rating's colour, as Word writes it; "auto" for none."""
    if not isinstance(colour, int):
        return "auto"
    value = LIGHT.ratings[colour]
    parts = (int(value[place : place + 2], 16) for place in (1, 3, 5))
    return "".join(f"{round(255 - TINT * (255 - part)):02X}" for part in parts)


class _Picture:
    """A drawing that is put into the document where a template names it."""

    def __init__(self, document: Any, drawing: Drawing) -> None:
        self._document = document
        self._drawing = drawing

    def __html__(self) -> str:
        drawing = self._drawing
        width = TEXT_WIDTH * (1 if drawing.width == SCALE[0] else RULER[0] / SCALE[0])
        part = self._document.current_rendering_part
        inline = part.new_pic_inline(BytesIO(png_of(drawing)), width=Mm(width))
        inline.docPr.set("descr", drawing.words)
        return (
            f"</w:t></w:r><w:r><w:drawing>{inline.xml}</w:drawing></w:r>"
            '<w:r><w:t xml:space="preserve">'
        )

    def __str__(self) -> str:
        return self._drawing.words


def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, autoescape=True, finalize=_inert
    )
    environment.filters["shade"] = shade
    return environment


def _inert(value: object) -> object:
    """Text as XML that no later step reads as a tag: docxtpl turns "{_{" into "{{" at the end."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return Markup(str(escape(value)).replace("{", "&#123;").replace("}", "&#125;"))
    return value


def _check_fields(
    name: str,
    document: DocxTemplate,
    environment: ImmutableSandboxedEnvironment,
    content: type[Value],
) -> None:
    """Raise Unusable with every field of the template that is not known."""
    unknown: dict[str, list[str]] = {}
    try:
        for text in _texts(document):
            for field, kind in unknown_fields(environment.parse(text), content):
                if field not in environment.globals:
                    unknown.setdefault(field, names_of(kind))
    except TemplateSyntaxError as error:
        raise _unusable(name, f"contains a tag that cannot be read: {error.message}") from None
    except Exception as error:
        raise _unusable(name, f"cannot be read ({type(error).__name__}: {error})") from None
    if unknown:
        raise Unusable([_unknown_field(name, *each) for each in unknown.items()])


def _texts(document: DocxTemplate) -> list[str]:
    """Everything of a template that may hold tags, as docxtpl hands it to Jinja."""
    texts = [document.patch_xml(document.get_xml())]
    for kind in (document.HEADER_URI, document.FOOTER_URI):
        for _, part in document.get_headers_footers(kind):
            texts.append(document.patch_xml(document.get_part_xml(part)))
    return texts + _texts_of_properties(document)


def _texts_of_properties(document: DocxTemplate) -> list[str]:
    properties = document.docx.core_properties
    return [getattr(properties, key) for key in (*TITLES, "language", *PROPERTIES)]


def _unknown_field(name: str, field: str, known: list[str]) -> Problem:
    meant = suggestion(field.rpartition(".")[2], known)
    remedy = f"{meant}docs/minutes-and-report.md lists the fields."
    return Problem(name, "", "names a field that is not known", remedy, f'"{field}"')


def _unknown(name: str, message: str) -> Unusable:
    quoted = re.findall(r"'([^']*)'", message)
    field = quoted[-1] if quoted else message
    return Unusable([_unknown_field(name, field, [])])


def _unusable(name: str, fault: str) -> Unusable:
    remedy = "Correct it, or start from a copy: `--write-template FILE.docx`."
    return Unusable([Problem(name, "", fault, remedy)])


TITLES = ("title", "subject")
LONGEST_PROPERTY = 255


def _take_titles(document: DocxTemplate) -> dict[str, str]:
    """Take the titles out of the template: docxtpl refuses those that become too long."""
    properties = document.docx.core_properties
    titles = {key: getattr(properties, key) for key in TITLES}
    for key in titles:
        setattr(properties, key, "")
    return titles


def _set_properties(
    document: DocxTemplate,
    environment: ImmutableSandboxedEnvironment,
    fields: dict[str, Any],
    titles: dict[str, str],
) -> None:
    """Give the file its titles as plain text, its language, and no name of any person."""
    properties = document.docx.core_properties
    for key, title in titles.items():
        filled = unescape(environment.from_string(title).render(fields))
        setattr(properties, key, filled[:LONGEST_PROPERTY])
    for key in PROPERTIES:
        setattr(properties, key, "")
    properties.language = "en-GB"

"""Minutes as Markdown: every text from outside is escaped, so that it reads as it was written."""

from __future__ import annotations

import re

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from core.value import Value
from sessions.documents.fields import as_fields
from sessions.documents.pictures import Drawing
from sessions.documents.web_page import TEMPLATES

# What CommonMark and GitHub's tables read as markup anywhere in a line.
_ANYWHERE = re.compile(r"([\\`*_{}\[\]<>|~&$])")
# What they read as markup at the start of a line: headings, lists, quotations, rules.
_AT_START = re.compile(r"^(\s*)([#+\-=:]|\d+[.)](?=\s|$))")
_ADDRESS = re.compile(r"(?i)(https?|ftp|mailto|www)([:.])")


def markdown_file(content: Value, template: str) -> bytes:
    """Return a Markdown file: the shipped template of that name, filled in with *content*."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
    )
    fields = _escaped(as_fields(content, lambda drawing: drawing))
    return environment.get_template(template).render(fields).encode()


def _escaped(value: object) -> object:
    if isinstance(value, dict):
        return {name: _escaped(held) for name, held in value.items()}
    if isinstance(value, list):
        return [_escaped(held) for held in value]
    if isinstance(value, str):
        return escape(value)
    return value.words if isinstance(value, Drawing) else value


def escape(text: str) -> str:
    """Return text that Markdown shows as it is: no markup, no link, no HTML."""
    text = _ANYWHERE.sub(r"\\\1", text)
    text = _AT_START.sub(_start, text)
    return _ADDRESS.sub(r"\1\\\2", text)


def _start(found: re.Match[str]) -> str:
    """A sign of the start of a line, escaped; of "1." it is the full stop."""
    sign = found[2]
    return f"{found[1]}{sign[:-1]}\\{sign[-1]}"

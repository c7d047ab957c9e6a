"""Documents as one HTML page: no script, nothing from elsewhere, everything escaped."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from core.value import Value
from sessions.documents.fields import as_fields
from sessions.documents.palette import DARK, LIGHT, Palette
from sessions.documents.pictures import Drawing, svg_of

TEMPLATES = Path(__file__).parent / "templates"


def web_page(content: Value, template: str) -> bytes:
    """Return a page: the shipped template of that name, filled in with *content*."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    fields = as_fields(content, _picture)
    page = environment.get_template(template).render(
        **fields, light=Markup(_colours(LIGHT)), dark=Markup(_colours(DARK))
    )
    return page.encode()


def _picture(drawing: Drawing) -> Markup:
    return Markup(svg_of(drawing))


def _colours(palette: Palette) -> str:
    """The colours as the properties that the style sheet uses."""
    names = ("ground", "raised", "text", "quiet", "rule", "alarm")
    given = [f"--{name}: {getattr(palette, name)};" for name in names]
    given += [f"--r{place}: {colour};" for place, colour in enumerate(palette.ratings)]
    return " ".join(given)

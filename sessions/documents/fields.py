"""What a document says as plain lists and dictionaries: the fields that a template may name.

Every text passes here on its way into a document, and is made visible.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from core.value import Value, fields_of
from sessions.documents.pictures import Drawing
from sessions.text.visible import LONGEST_TEXT, visible


def as_fields(value: Any, picture: Callable[[Drawing], object]) -> Any:
    """Return a value as dictionaries, lists, texts and numbers; drawings become pictures."""
    if isinstance(value, Drawing):
        return picture(value)
    if isinstance(value, Value):
        return {name: as_fields(held, picture) for name, held in fields_of(value).items()}
    if isinstance(value, tuple):
        return [as_fields(held, picture) for held in value]
    return visible(value, LONGEST_TEXT) if isinstance(value, str) else value

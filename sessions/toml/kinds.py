"""Which kind of value a key wants: what is right, and what would be without its quotes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, TypeGuard


def is_text(value: object) -> bool:
    """Return whether a value is text."""
    return isinstance(value, str)


def is_whole(value: object) -> TypeGuard[int]:
    """Return whether a value is a whole number, which true and false are not."""
    return isinstance(value, int) and not isinstance(value, bool)


def is_flag(value: object) -> bool:
    """Return whether a value is true or false."""
    return isinstance(value, bool)


def is_day(value: object) -> bool:
    """Return whether a value is a date without a time."""
    return isinstance(value, date) and not isinstance(value, datetime)


def is_moment(value: object) -> bool:
    """Return whether a value is a date and time with an offset."""
    return isinstance(value, datetime) and value.tzinfo is not None


def is_names(value: object) -> bool:
    """Return whether a value is a text or a list of texts."""
    return isinstance(value, str) or (
        isinstance(value, list) and all(isinstance(name, str) for name in value)
    )


def is_table(value: object) -> bool:
    """Return whether a value is a table."""
    return isinstance(value, dict)


def only_quoted(value: object, right: Callable[[Any], bool]) -> bool:
    """Return whether a text would be right without its quotes."""
    if not isinstance(value, str):
        return False
    text = value.strip()
    if right is is_whole:
        return text.isascii() and text.isdigit() and (text == "0" or text[0] != "0")
    if right is is_flag:
        return text in ("true", "false")
    if right is is_day:
        try:
            return date.fromisoformat(text).isoformat() == text
        except ValueError:
            return False
    return False

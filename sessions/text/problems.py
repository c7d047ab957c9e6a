"""Problems with a file or a value from outside: one clear message each, all of them at once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from math import isinf, isnan

from core.value import Value

LONGEST_VALUE = 60
LONGEST_PART = 400


class Problem(Value):
    """One thing that is wrong: where, with which value, and what to do about it.

    Every field may hold raw text from outside. Whatever is shown or printed goes through
    `visible_sentence`, or through `visible` field by field; `sentence` is for comparing.
    """

    file: str
    place: str
    message: str
    remedy: str
    value: str | None = None

    def sentence(self) -> str:
        """Return the problem as raw text: never to a terminal."""
        return _sentence(self.file, self.place, self.value, self.message, self.remedy)

    def visible_sentence(self) -> str:
        """Return the problem as one line that is safe to show anywhere."""
        # Imported here, because `score --json` of a good file does not need it.
        from sessions.text.visible import visible

        file = self.file if len(self.file) <= LONGEST_PART else "…" + self.file[-LONGEST_PART:]
        return _sentence(
            visible(file),
            visible(self.place, LONGEST_PART),
            None if self.value is None else visible(self.value, LONGEST_PART),
            visible(self.message, LONGEST_PART),
            visible(self.remedy, LONGEST_PART),
        )


def _sentence(file: str, place: str, value: str | None, message: str, remedy: str) -> str:
    where = f"{file}: {place}" if place else file
    said = f"{where}: {message}" if value is None else f"{where}: {value} {message}"
    return f"{said}. {remedy}".rstrip()


class Unusable(Exception):
    """Something cannot be used; carries every problem that was found. Its text is safe to show."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(problem.visible_sentence() for problem in self.problems))


def shown_value(value: object) -> str | None:
    """Return a value from a file as TOML would write it, shortened; None for lists and tables."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        text = value if len(value) <= LONGEST_VALUE else value[:LONGEST_VALUE] + "…"
        return f'"{text}"'
    if isinstance(value, int):
        return str(value) if value.bit_length() < 200 else "a very long number"
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, list | dict):
        return None
    return str(value)[:LONGEST_VALUE]


def kind_of(value: object) -> str:
    """Name the TOML kind of a value in plain words."""
    if isinstance(value, float) and isnan(value):
        return "a value that is not a number"
    if isinstance(value, float) and isinf(value):
        return "infinite"
    kinds: tuple[tuple[type, str], ...] = (
        (bool, "a true-or-false value"),
        (str, "text"),
        (int, "a whole number"),
        (float, "a decimal number"),
        (datetime, "a date with a time"),
        (date, "a date"),
        (time, "a time"),
        (list, "a list"),
        (dict, "a table"),
    )
    return next((words for kind, words in kinds if isinstance(value, kind)), "something else")

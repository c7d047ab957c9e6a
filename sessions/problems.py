"""Problems with what a person handed over: one clear message each, all of them at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

LONGEST_VALUE = 60


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: where, with which value, and what to do about it.

    `file` and `place` are raw outside text; whoever shows a problem makes them visible first.
    """

    file: str
    place: str
    message: str
    remedy: str
    value: str | None = None

    def sentence(self) -> str:
        """Give the problem as one line."""
        where = f"{self.file}: {self.place}" if self.place else self.file
        value = "" if self.value is None else f" {self.value}"
        return f"{where}:{value} {self.message}. {self.remedy}".rstrip()


class Unusable(Exception):
    """Something cannot be used; carries every problem that was found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(problem.sentence() for problem in self.problems))


def shown_value(value: object) -> str:
    """Show a value from a file shortly, as it would stand in TOML."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        text = value if len(value) <= LONGEST_VALUE else value[:LONGEST_VALUE] + "…"
        return f'"{text}"'
    if isinstance(value, int):
        return str(value) if value.bit_length() < 200 else "a very long number"
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, list):
        return "a list"
    if isinstance(value, dict):
        return "a table"
    return str(value)[:LONGEST_VALUE]


def kind_of(value: object) -> str:
    """Name the TOML kind of a value in plain words."""
    kinds: tuple[tuple[type, str], ...] = (
        (bool, "true or false"),
        (str, "text"),
        (int, "a whole number"),
        (float, "a number with a point"),
        (datetime, "a date with a time"),
        (date, "a date"),
        (time, "a time"),
        (list, "a list"),
        (dict, "a table"),
    )
    return next((words for kind, words in kinds if isinstance(value, kind)), "something else")

"""Reading a TOML table key by key: every wrong or unknown key becomes a problem, none stops it."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any

from sessions.problems import Problem, kind_of, shown_value


class Problems:
    """Collects the problems of one file."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.found: list[Problem] = []

    def add(self, place: str, message: str, remedy: str, value: object = None) -> None:
        """Note a problem; `value` is shown as it stands in the file, None for no value."""
        shown = None if value is None else shown_value(value)
        self.found.append(Problem(self.file, place, message, remedy, shown))


class TableReader:
    """One table of a file with its place in it; hands out checked values.

    Every method gives None (or an empty tuple) where the key is absent or wrong, and notes why.
    """

    def __init__(self, table: dict[str, Any], place: str, problems: Problems) -> None:
        self.table = table
        self.place = place
        self.problems = problems
        self._known: set[str] = set()

    def at(self, key: str) -> str:
        """Give the place of a key in this table."""
        return f"{self.place} › {key}" if self.place else key

    def wrong(self, key: str, message: str, remedy: str) -> None:
        """Note a problem with the value of a key."""
        self.problems.add(self.at(key), message, remedy, self.table.get(key))

    def has(self, key: str) -> bool:
        """Tell whether the key is given."""
        self._known.add(key)
        return key in self.table

    def knows(self, *keys: str) -> None:
        """Name keys that are allowed here but read elsewhere."""
        self._known.update(keys)

    def _take(self, key: str, right: Callable[[Any], bool], wanted: str, required: bool) -> Any:
        self._known.add(key)
        if key not in self.table:
            if required:
                self.problems.add(self.place, f"`{key}` is missing", f"Add `{key}`: {wanted}.")
            return None
        value = self.table[key]
        if not right(value):
            self.wrong(key, f"is {kind_of(value)}, not {wanted}", f"Give {wanted}.")
            return None
        return value

    def text(self, key: str, required: bool = False) -> str | None:
        """Give a text that is not blank."""
        value: str | None = self._take(key, lambda v: isinstance(v, str), "text", required)
        if value is not None and not value.strip() and required:
            self.wrong(key, "is blank", f"Fill in `{key}`.")
            return None
        return value

    def whole(self, key: str, required: bool = False) -> int | None:
        """Give a whole number; never a boolean, a float or a text."""
        value: int | None = self._take(
            key,
            lambda v: isinstance(v, int) and not isinstance(v, bool),
            "a whole number",
            required,
        )
        if value is not None and value.bit_length() > 62:
            self.wrong(key, "is far too large", "Give a number of cases.")
            return None
        return value

    def flag(self, key: str, required: bool = False) -> bool | None:
        """Give true or false."""
        value: bool | None = self._take(
            key, lambda v: isinstance(v, bool), "true or false", required
        )
        return value

    def day(self, key: str) -> date | None:
        """Give a date without a time."""
        value: date | None = self._take(
            key,
            lambda v: isinstance(v, date) and not isinstance(v, datetime),
            "a date such as 2020-09-14",
            required=False,
        )
        return value

    def moment(self, key: str, required: bool = False) -> datetime | None:
        """Give a date and time with its offset."""
        value: datetime | None = self._take(
            key,
            lambda v: isinstance(v, datetime) and v.tzinfo is not None,
            "a date and time with its offset, such as 2020-09-14T10:00:00Z",
            required,
        )
        return value

    def names(self, key: str) -> tuple[str, ...]:
        """Give a list of texts; one text counts as a list of one."""
        value = self._take(
            key,
            lambda v: (
                isinstance(v, str) or (isinstance(v, list) and all(isinstance(n, str) for n in v))
            ),
            "a list of texts",
            required=False,
        )
        if value is None:
            return ()
        return (value,) if isinstance(value, str) else tuple(value)

    def one_of(self, key: str, choices: Sequence[str], required: bool = False) -> str | None:
        """Give one of the texts in `choices`, without regard to case."""
        value = self.text(key, required)
        if value is None:
            return None
        by_case = {choice.casefold(): choice for choice in choices}
        if value.strip().casefold() in by_case:
            return by_case[value.strip().casefold()]
        listed = ", ".join(f'"{choice}"' for choice in choices)
        self.wrong(key, f"is none of {listed}{nearest(value, choices)}", f"Give one of {listed}.")
        return None

    def child(self, key: str, required: bool = False) -> "TableReader | None":
        """Give the table under a key."""
        value = self._take(key, lambda v: isinstance(v, dict), "a table", required)
        return None if value is None else TableReader(value, self.at(key), self.problems)

    def children(
        self, key: str, name: Callable[[dict[str, Any], int], str]
    ) -> "Iterator[TableReader]":
        """Go through a list of tables; `name` gives the place of each (table, number from 1)."""
        value = self._take(key, lambda v: isinstance(v, list), f"a list: [[{key}]]", required=False)
        for number, each in enumerate(value or [], 1):
            if not isinstance(each, dict):
                self.wrong(key, f"holds {kind_of(each)}, not tables", f"Write each as [[{key}]].")
                return
            yield TableReader(
                each, f"{self.place} › {name(each, number)}".lstrip(" ›"), self.problems
            )

    def finish(self) -> None:
        """Note every key that nobody asked for, with the nearest known name."""
        for key in self.table:
            if key not in self._known:
                self.problems.add(
                    self.at(key),
                    f"is not a known key{nearest(key, sorted(self._known))}",
                    "Correct or remove it.",
                )


def nearest(word: str, known: Sequence[str]) -> str:
    """Suggest the known word most like `word`: `; did you mean "yes"?`, or ""."""
    close = get_close_matches(word.strip().casefold()[:80], [k.casefold() for k in known], 1, 0.6)
    if not close:
        return ""
    found = next(k for k in known if k.casefold() == close[0])
    return f'; did you mean "{found}"?'


def by_id(kind: str) -> Callable[[dict[str, Any], int], str]:
    """Name a listed table by its id, or by its number where it has none."""

    def name(table: dict[str, Any], number: int) -> str:
        own = table.get("id")
        return f'{kind} "{own[:80]}"' if isinstance(own, str) else f"{kind} number {number}"

    return name

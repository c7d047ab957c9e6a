"""Reading a TOML table key by key: every wrong or unknown key becomes a problem, none stops it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sessions.text.problems import Problem, kind_of, shown_value
from sessions.text.suggestions import same_words, suggestion
from sessions.toml.kinds import (
    is_day,
    is_flag,
    is_moment,
    is_names,
    is_table,
    is_text,
    is_whole,
    only_quoted,
)

# Names a table in a list: from the table itself, and its number from 1.
Namer = Callable[[dict[str, Any], int], str]

# No sample of an inspection comes near it; larger numbers only cost time and memory.
LARGEST_NUMBER = 10_000
MOST_PROBLEMS = 100

Position = tuple[int, ...]


class Problems:
    """Collects the problems of one file and gives them in the order of the file."""

    def __init__(self, file: str) -> None:
        self.file = file
        # Whether there are so many problems that looking for more is of no use.
        self.full = False
        self._noted: list[tuple[Position, Problem]] = []

    def add(
        self,
        place: str,
        message: str,
        remedy: str,
        value: object = None,
        position: Position = (),
    ) -> None:
        """Note a problem; `value` is shown as the file has it, None for no value."""
        shown = None if value is None else shown_value(value)
        self.extend([Problem(self.file, place, message, remedy, shown)], position)

    def extend(self, problems: Iterable[Problem], position: Position = ()) -> None:
        """Note problems, of another file as well."""
        for problem in problems:
            if self.full:
                return
            self._noted.append((position, problem))
            self.full = len(self._noted) > MOST_PROBLEMS

    def join(self, other: Problems) -> None:
        """Take in the problems that were noted apart, each at its place in the file."""
        self._noted += other._noted

    @property
    def found(self) -> tuple[Problem, ...]:
        """The problems in the order of the file; those of a whole table before those in it."""
        in_order = sorted(self._noted[:MOST_PROBLEMS], key=lambda noted: noted[0])
        found = tuple(problem for _, problem in in_order)
        if not self.full:
            return found
        message = f"has more problems after these {MOST_PROBLEMS}"
        return (*found, Problem(self.file, "", message, "Correct these first."))


class TableReader:
    """One table of a file with its place in it; hands out checked values.

    Every method returns None (or an empty tuple) where the key is absent or wrong, and notes why.
    Where a table is in the file is worked out only when there is a problem to report.
    """

    __slots__ = ("_key", "_known", "_name", "_number", "_parent", "problems", "table")

    def __init__(
        self,
        table: dict[str, Any],
        problems: Problems,
        parent: TableReader | None = None,
        key: str = "",
        number: int = 0,
        name: Namer | None = None,
    ) -> None:
        # `key` of the `parent` holds the table; in a list, as which `number` and by what `name`.
        self.table = table
        self.problems = problems
        self._parent = parent
        self._key = key
        self._number = number
        self._name = name
        self._known: set[str] = set()

    @property
    def place(self) -> str:
        """Where the table is, in words."""
        if self._parent is None:
            return ""
        if self._name is None:
            return self._parent.at(self._key)
        return f"{self._parent.place} › {self._name(self.table, self._number)}".lstrip(" ›")

    @property
    def position(self) -> Position:
        """Where the table is, in the order of the file."""
        if self._parent is None:
            return ()
        position = self._parent.position_of(self._key)
        return position if self._name is None else (*position, self._number)

    def at(self, key: str) -> str:
        """Return the place of a key in this table."""
        return f"{self.place} › {key}" if self.place else key

    def position_of(self, key: str) -> Position:
        """Return where a key is in the file; the table's own position where it is absent."""
        if key not in self.table:
            return self.position
        return (*self.position, list(self.table).index(key))

    def wrong(self, key: str, message: str, remedy: str) -> None:
        """Note a problem with the value of a key."""
        self.problems.add(self.at(key), message, remedy, self.table.get(key), self.position_of(key))

    def wrong_key(self, key: str, message: str, remedy: str) -> None:
        """Note a problem with a key itself, whatever its value."""
        self.problems.add(self.at(key), message, remedy, position=self.position_of(key))

    def fault(self, message: str, remedy: str) -> None:
        """Note a problem with the table as a whole."""
        self.problems.add(self.place, message, remedy, position=self.position)

    def has(self, key: str) -> bool:
        """Return whether the key is given."""
        self._known.add(key)
        return key in self.table

    def knows(self, *keys: str) -> None:
        """Name keys that are allowed here but read elsewhere."""
        self._known.update(keys)

    def _take(
        self,
        key: str,
        right: Callable[[Any], bool],
        wanted: str,
        required: bool,
        remedy: str | None = None,
    ) -> Any:
        self._known.add(key)
        value = self.table.get(key)
        if value is None:
            if required:
                self.fault(f"`{key}` is missing", remedy or f"Add `{key}`: {wanted}.")
            return None
        if not right(value):
            self.wrong(
                key,
                f"is {kind_of(value)}, not {wanted}",
                "Write it without quotes." if only_quoted(value, right) else f"Enter {wanted}.",
            )
            return None
        return value

    def text(self, key: str, required: bool = False, remedy: str | None = None) -> str | None:
        """Return a text, not blank if it is required; `remedy` says what to do if it is."""
        self._known.add(key)
        good = self.table.get(key)
        # Values that are right take a short way, here and below, because nearly all are.
        if good is None and not required:
            return None
        if isinstance(good, str) and (not required or good.strip()):
            return good
        value: str | None = self._take(key, is_text, "text", required, remedy)
        if value is not None and not value.strip() and required:
            self.wrong(key, "is blank", remedy or f"Fill in `{key}`.")
            return None
        return value

    def whole(self, key: str, required: bool = False, most: int = LARGEST_NUMBER) -> int | None:
        """Return a whole number of at most `most`; never a boolean, a float or a text."""
        self._known.add(key)
        good = self.table.get(key)
        if good is None and not required:
            return None
        if type(good) is int and -most <= good <= most:
            return good
        value: int | None = self._take(key, is_whole, "a whole number", required)
        if value is not None and abs(value) > most:
            far = "far too large" if value > 0 else "negative"
            self.wrong(key, f"is {far}", f"Enter 0 to {most:,}.")
            return None
        return value

    def flag(self, key: str, required: bool = False) -> bool | None:
        """Return true or false."""
        value: bool | None = self._take(key, is_flag, "true or false", required)
        return value

    def day(self, key: str) -> date | None:
        """Return a date without a time."""
        value: date | None = self._take(key, is_day, "a date such as 2020-09-14", required=False)
        return value

    def moment(self, key: str, required: bool = False) -> datetime | None:
        """Return a date and time, in UTC; the file must give its offset."""
        self._known.add(key)
        good = self.table.get(key)
        # As the program writes it, and a day away from the first and last that Python knows.
        if type(good) is datetime and good.tzinfo is UTC and 1 < good.year < 9999:
            return good
        value: datetime | None = self._take(
            key,
            is_moment,
            "a date and time with its offset, such as 2020-09-14T10:00:00Z",
            required,
        )
        if value is None:
            return None
        try:
            moment = value.astimezone(UTC)
            # It is shown in the time zone of whoever reads it, up to a day away.
            for day in (-1, 1):
                moment + timedelta(days=day)
        except OverflowError:
            self.wrong(key, "is outside the years 1 to 9999", "Correct the year.")
            return None
        return moment

    def names(self, key: str) -> tuple[str, ...]:
        """Return a list of texts; one text counts as a list of one."""
        if key not in self.table:
            self._known.add(key)
            return ()
        value = self._take(key, is_names, "a list of words in quotes", required=False)
        if value is None:
            return ()
        return (value,) if isinstance(value, str) else tuple(value)

    def one_of(self, key: str, choices: Sequence[str], required: bool = False) -> str | None:
        """Return one of the texts in `choices`, without regard to case and blanks."""
        self._known.add(key)
        exact = self.table.get(key)
        if exact is None and not required:
            return None
        if isinstance(exact, str) and exact in choices:
            return exact
        listed = ", ".join(f'"{choice}"' for choice in choices)
        value = self.text(key, required, f"Use one of {listed}.")
        if value is None:
            return None
        found = same_words(value, choices)
        if found is None:
            self.wrong(
                key,
                "is not among the choices",
                f"{suggestion(value, choices)}Use one of {listed}.",
            )
        return found

    def child(self, key: str, required: bool = False) -> TableReader | None:
        """Return the table under a key."""
        good = self.table.get(key)
        if isinstance(good, dict):
            self._known.add(key)
            return TableReader(good, self.problems, self, key)
        absent = required and key not in self.table
        remedy = f"Add [{self._heading_of(key)}]." if absent else None
        self._take(key, is_table, "a table", required, remedy)
        return None

    def children(
        self,
        key: str,
        name: Namer,
        most: int | None = None,
        required: bool = False,
    ) -> Iterable[TableReader]:
        """Go through a list of tables; `name` gives the place of each."""
        self._known.add(key)
        value = self.table.get(key)
        if value is None:
            if required:
                self.fault(f"`{key}` is missing", self._how_to_list(key))
            return ()
        if not isinstance(value, list):
            self.wrong(key, f"is {kind_of(value)}, not a list of tables", self._how_to_list(key))
            return ()
        if most is not None and len(value) > most:
            self.wrong(key, f"contains more than {most} tables", "Is it the right file?")
            return ()
        return self._each(key, value, name)

    def _each(self, key: str, value: list[Any], name: Namer) -> Iterator[TableReader]:
        for number, each in enumerate(value, 1):
            if self.problems.full:
                return
            if not isinstance(each, dict):
                said = f"contains {kind_of(each)}, but should contain tables"
                self.wrong(key, said, self._how_to_list(key))
                return
            yield TableReader(each, self.problems, self, key, number, name)

    def _heading_of(self, key: str) -> str:
        above = "" if self._parent is None else self._parent._heading_of(self._key)
        return f"{above}.{key}".lstrip(".")

    def _how_to_list(self, key: str) -> str:
        return f"Write each under its own heading [[{self._heading_of(key)}]]."

    def finish(self, newer: Problems | None = None) -> None:
        """Note every key that nobody asked for, with the nearest known name.

        `newer`: where to note them instead, in a file that a newer version may have written.
        """
        if self.table.keys() <= self._known:
            return
        problems = self.problems if newer is None else newer
        what, remedy = "is not a known key", "Correct or remove it."
        if newer is not None:
            what = "is not a key that this version knows"
            remedy = "Update ratings-panel, or correct the record if it was written by hand."
        for key in self.table:
            if problems.full:
                return
            if key not in self._known:
                hint = suggestion(key, sorted(self._known))
                problems.add(self.at(key), what, f"{hint}{remedy}", position=self.position_of(key))


def by_id(kind: str) -> Namer:
    """Name a listed table by its id, or by its number where it has none."""

    def name(table: dict[str, Any], number: int) -> str:
        own = table.get("id")
        return f'{kind} "{own[:80]}"' if isinstance(own, str) else f"{kind} number {number}"

    return name


KINDS = {
    "session": "the evidence of an inspection",
    "decisions": "the panel's record",
    "scheme": "the rules of an inspection",
}


def check_format(top: TableReader, wanted: str) -> None:
    """Note a problem where the file does not say that it has the wanted format."""
    kind = wanted.split("/")[1]
    says = f'A {kind} file says format = "{wanted}".'
    given = top.text("format", required=True, remedy=f"{says} Is it the right file?")
    if given is None or given == wanted:
        return
    family, _, version = given.rpartition("/")
    other = family.removeprefix("ratings-panel/")
    if other == kind and version.isdecimal() and version != "0":
        top.wrong("format", f"is a newer format of {kind} file", "Update ratings-panel.")
    elif other in KINDS and other != kind:
        top.wrong(
            "format", f"marks a {other} file: {KINDS[other]}", f"Name a {kind} file: {KINDS[kind]}."
        )
    else:
        top.wrong("format", f"does not mark a {kind} file", says)

"""A row of headings, and the shapes of table that its columns make."""

from dataclasses import dataclass, field
from enum import StrEnum

from sessions.answers.columns import Column, Role


class TableShape(StrEnum):
    """The shapes that a table of answers can have, each with its name in messages."""

    CASE_ROWS = "one row per case and key question"
    CASE_COLUMNS = "one row per case, one column per key question"
    COUNTED = "already counted"
    RATINGS = "judgements"
    SAMPLES = "case samples"


NEEDED: dict[TableShape, frozenset[Role]] = {
    TableShape.CASE_ROWS: frozenset({Role.CASE, Role.KEY_QUESTION, Role.ANSWER}),
    TableShape.COUNTED: frozenset({Role.KEY_QUESTION, Role.YES, Role.RELEVANT}),
    TableShape.CASE_COLUMNS: frozenset({Role.CASE, Role.ANSWER_TO}),
    TableShape.RATINGS: frozenset({Role.STANDARD, Role.RATING}),
    TableShape.SAMPLES: frozenset({Role.DOMAIN, Role.CASES}),
}
OPTIONAL: dict[TableShape, frozenset[Role]] = {
    TableShape.CASE_ROWS: frozenset({Role.DOMAIN, Role.PROMPT}),
    TableShape.COUNTED: frozenset({Role.PROMPT, Role.CASES}),
    TableShape.CASE_COLUMNS: frozenset({Role.DOMAIN}),
    TableShape.RATINGS: frozenset(),
    TableShape.SAMPLES: frozenset({Role.ELIGIBLE}),
}
IDENTIFYING = {
    TableShape.CASE_ROWS: Role.CASE,
    TableShape.CASE_COLUMNS: Role.CASE,
    TableShape.COUNTED: Role.KEY_QUESTION,
    TableShape.RATINGS: Role.STANDARD,
    TableShape.SAMPLES: Role.DOMAIN,
}


@dataclass
class Headings:
    """A row of headings: what its columns hold, and what prevents reading them.

    Attributes:
        span: The positions of the columns, where the sheet has other tables beside this one.
        doubled: Columns that name the same as an earlier one: position, and the earlier position.
        left_out: Columns that are not read, each with the reason in words.
        joined: Columns that are read as part of another one.
    """

    row: int
    columns: list[Column | None]
    span: range | None = None
    doubled: list[tuple[int, int]] = field(default_factory=list)
    left_out: list[tuple[int, str]] = field(default_factory=list)
    joined: set[int] = field(default_factory=set)

    @property
    def roles(self) -> frozenset[Role]:
        """The roles of the columns."""
        return frozenset(column.role for column in self.columns if column)

    def places_of(self, role: Role) -> list[int]:
        """Return the positions of all columns of a role."""
        return [place for place, each in enumerate(self.columns) if each and each.role is role]

    @property
    def shapes(self) -> list[TableShape]:
        """The shapes of table that the columns allow."""
        roles = self.roles
        shapes = [shape for shape in NEEDED if NEEDED[shape] <= roles]
        if TableShape.COUNTED in shapes and TableShape.SAMPLES in shapes:
            shapes.remove(TableShape.SAMPLES)
        if TableShape.CASE_ROWS in shapes and TableShape.CASE_COLUMNS in shapes:
            shapes.remove(TableShape.CASE_COLUMNS)
        return shapes

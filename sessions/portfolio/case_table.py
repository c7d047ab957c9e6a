"""A table of case counts as read: a row an inspection, whatever shape the file had."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from sessions.portfolio.rules import Bools, Counts

Places = npt.NDArray[np.int32]
Indices = npt.NDArray[np.intp]

# Stands for "not given" among percentages and samples, which may be 0.
NOTHING = -1


@dataclass(frozen=True)
class Coded:
    """A column of few different texts: the place of each in a list."""

    places: Places
    texts: tuple[str, ...]

    def rows(self, which: Indices) -> "Coded":
        """Give some of the rows."""
        return Coded(self.places[which], self.texts)

    def __getitem__(self, row: int) -> str:
        return self.texts[int(self.places[row])]

    @staticmethod
    def of(texts: Sequence[str]) -> "Coded":
        """Make one of texts."""
        places: dict[str, int] = {}
        found = [places.setdefault(text, len(places)) for text in texts]
        return Coded(np.array(found, dtype=np.int32), tuple(places))


@dataclass(frozen=True)
class Names:
    """Which inspections the rows are about."""

    ids: list[str]
    services: list[str]
    dates: list[str]

    def rows(self, which: Indices) -> "Names":
        """Give some of the rows."""
        at = which.tolist()
        return Names(
            [self.ids[row] for row in at],
            [self.services[row] for row in at],
            [self.dates[row] for row in at],
        )


@dataclass(frozen=True)
class CaseTable:
    """Case counts of many inspections.

    `yes` and `relevant` have a row for each of `questions`; `given` tells where both were given
    (None: everywhere). `percents`: by key question, where only a percentage was given; `ratings`:
    by standard, as written; `cases`: the samples by domain. `lines`: the row of the file that each
    inspection stood in.
    """

    file: str
    names: Names
    questions: tuple[str, ...]
    yes: Counts
    relevant: Counts
    lines: Indices
    given: Bools | None = None
    percents: dict[str, Places] = field(default_factory=dict)
    ratings: dict[str, Coded] = field(default_factory=dict)
    cases: dict[str, Places] = field(default_factory=dict)
    schemes: Coded | None = None

    @property
    def inspections(self) -> int:
        """How many inspections there are."""
        return len(self.names.ids)

    def rows(self, which: Indices) -> "CaseTable":
        """Give some of the inspections."""
        if len(which) == self.inspections and bool((np.diff(which) == 1).all()):
            return self
        return replace(
            self,
            names=self.names.rows(which),
            yes=self.yes[:, which],
            relevant=self.relevant[:, which],
            lines=self.lines[which],
            given=None if self.given is None else self.given[:, which],
            percents={key: each[which] for key, each in self.percents.items()},
            ratings={key: each.rows(which) for key, each in self.ratings.items()},
            cases={key: each[which] for key, each in self.cases.items()},
            schemes=None if self.schemes is None else self.schemes.rows(which),
        )

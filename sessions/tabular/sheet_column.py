"""One column of a sheet, as the different values that it holds and where each of them is.

A table of answers holds few different values in very many cells. What a value means is therefore
worked out once, and numpy carries it to the cells.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from sessions.tabular.cells import text_of

Integers = npt.NDArray[np.int32]
Truths = npt.NDArray[np.bool_]

# Every digit as 0: the references of cases are then a handful of different texts.
DIGITS = str.maketrans("123456789", "000000000")


@dataclass(frozen=True, eq=False)
class SheetColumn:
    """The filled cells of a column.

    Attributes:
        values: The different values. The first is None: it stands for the blank cells.
        rows: The rows of the filled cells, in order.
        codes: What each of them holds, as a position in `values`.
    """

    values: Sequence[object]
    rows: Integers
    codes: Integers

    @cached_property
    def texts(self) -> list[str]:
        """The text of each value."""
        return [text_of(value) for value in self.values]

    @cached_property
    def _kinds(self) -> list[str]:
        return [text.translate(DIGITS) for text in self.texts]

    def which(self, test: Callable[[str], bool]) -> Truths:
        """Return for each value whether its text passes a test that all digits pass alike."""
        passed = {kind: test(kind) for kind in dict.fromkeys(self._kinds)}
        return np.fromiter((passed[kind] for kind in self._kinds), bool, len(self._kinds))

    @cached_property
    def has_text(self) -> Truths:
        """For each value whether it has any text."""
        return np.fromiter(map(bool, self.texts), bool, len(self.texts))

    def codes_at(self, rows: Integers) -> Integers:
        """Return what the cells in *rows* hold; 0 where they are blank."""
        last = max(rows.max(initial=0), self.rows[-1] if len(self.rows) else 0)
        codes = np.zeros(last + 1, np.int32)
        codes[self.rows] = self.codes
        return codes[rows]

    def value(self, row: int) -> object:
        """Return the value of the cell in a row."""
        at = int(np.searchsorted(self.rows, row))
        return self.values[self.codes[at]] if at < len(self.rows) and self.rows[at] == row else None


def columns_of(rows: Iterable[Sequence[object]]) -> list[SheetColumn]:
    """Return rows of cells, the first of them row 1, as columns."""
    # 1, 1.0 and TRUE are equal in Python, and different in a sheet.
    known: list[dict[tuple[type, object], int]] = []
    filled: list[list[int]] = []
    codes: list[list[int]] = []
    for number, row in enumerate(rows, 1):
        while len(known) < len(row):
            known.append({(type(None), None): 0})
            filled.append([])
            codes.append([])
        for place, value in enumerate(row):
            if value is not None and value != "":
                of_column = known[place]
                filled[place].append(number)
                codes[place].append(of_column.setdefault((type(value), value), len(of_column)))
    return [
        SheetColumn(
            [value for _, value in of_column],
            np.array(filled[place], np.int32),
            np.array(codes[place], np.int32),
        )
        for place, of_column in enumerate(known)
    ]

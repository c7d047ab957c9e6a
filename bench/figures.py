"""What was measured, round by round, and the ratios that come of it."""

from collections import defaultdict
from statistics import median
from typing import NamedTuple


class Row(NamedTuple):
    """One line of the table: what is measured against what, and which ratio is asked for."""

    name: str
    what: str
    measured: str
    reference: str
    against: str
    ask: float
    unit: str = "ms"


class Figures:
    """Figures by name, one a round."""

    def __init__(self) -> None:
        self.by_name: dict[str, list[float]] = defaultdict(list)

    def add(self, name: str, figure: float) -> None:
        """Take in one figure."""
        self.by_name[name].append(figure)

    def has(self, row: Row) -> bool:
        """Whether both sides of a row were measured."""
        return bool(self.by_name.get(row.measured) and self.by_name.get(row.reference))

    def median(self, name: str) -> float:
        """Return the median of a figure."""
        return median(self.by_name[name])

    def ratio(self, row: Row) -> float:
        """Return the median of the ratios of the rounds; of single figures, their ratio."""
        measured, reference = self.by_name[row.measured], self.by_name[row.reference]
        if len(measured) != len(reference):
            return median(measured) / median(reference)
        return median(one / other for one, other in zip(measured, reference, strict=True))

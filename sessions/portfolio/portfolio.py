"""Many inspections in groups of one scheme each, with everything that is said of them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from core.scheme import Scheme
from sessions.portfolio.case_table import CaseTable, Indices, Names
from sessions.portfolio.rules import Rules
from sessions.portfolio.scoring import (
    Fitted,
    first_problems,
    fitted,
    ids_of,
    rated,
    unknown_columns,
)
from sessions.portfolio.simulate import Simulated
from sessions.portfolio.table import read_table
from sessions.portfolio.vectorised import CaseCounts, Results
from sessions.problems import Problem, Unusable
from sessions.scheme_file import read_scheme, shipped_scheme, shipped_schemes

Progress = Callable[[str, int, int], None]


@dataclass
class Group:
    """Inspections under one scheme; every list and array has one value for each of them.

    `places`: where they stand among all. `results`: as agreed (with decisions); `evidence`: by the
    evidence alone. `figures`: the counts behind it, for simulation. `notes`: what `--scheme` says.
    """

    rules: Rules
    places: Indices
    names: Names
    results: Results
    evidence: Results
    figures: CaseCounts
    fixed: Results
    changed: list[str] | None = None
    kept: list[str] | None = None
    other: Results | None = None
    simulated: Simulated | None = None


@dataclass
class Portfolio:
    """All inspections that could be used, and what is wrong with the others."""

    groups: list[Group] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    other: Rules | None = None

    @property
    def inspections(self) -> int:
        """How many inspections there are."""
        return sum(len(group.places) for group in self.groups)

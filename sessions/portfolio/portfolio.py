"""Many inspections in groups of one scheme each, with everything that is said of them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from core.banding import band_of, band_of_count
from core.counts import Count, Figures
from core.scheme import Scheme
from sessions.files.scheme_file import read_scheme, shipped_scheme, shipped_schemes
from sessions.portfolio.case_table import Indices, Names
from sessions.portfolio.rules import Bools, Rules
from sessions.portfolio.vectorised import CaseCounts, Ratings, Results
from sessions.text.paths import is_network_path
from sessions.text.problems import Problem, Unusable
from sessions.text.suggestions import suggestion

Progress = Callable[[str, int, int], None]


NOT_DRAWN, PARTLY_DRAWN, DRAWN = 0, 1, 2


def no_progress(what: str, done: int, of: int) -> None:
    """Hear of progress and do nothing."""


@dataclass(frozen=True)
class Simulated:
    """How often each rating came up among the draws.

    `ratings`: (standards, ratings, inspections); `overall`: (ratings, inspections). `drawn`: for
    each standard and inspection, NOT_DRAWN where nothing in it could be (a judgement, percentages
    without counts), PARTLY_DRAWN, or DRAWN.
    """

    draws: int
    seed: int
    ratings: Indices
    overall: Indices
    drawn: Ratings


@dataclass
class Group:
    """Inspections under one scheme; every list and array has one value for each of them.

    `places`: where they stand among all. `results`: as agreed, with the decisions; `evidence`: by
    the evidence alone. `counts`: the evidence as counts; those that are `fixed` stand in for a
    percentage alone. `other`: the same evidence under the other scheme.
    """

    rules: Rules
    places: Indices
    names: Names
    results: Results
    evidence: Results
    counts: CaseCounts
    fixed: Bools | None = None
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


def stand_in(scheme: Scheme, figures: Figures, counts: tuple[Count, ...]) -> Count | None:
    """Give a count of the same band for a percentage alone: of those possible, or so many of 100.

    None where there is no percentage.
    """
    band, percent = band_of(scheme, figures, counts), figures.whole_percent
    if band is None or percent is None:
        return None
    if not scheme.rounding_before_banding and counts and band_of_count(scheme, counts[0]) == band:
        return counts[0]
    return Count(percent, 100)


def named_scheme(name: str, folder: Path) -> Scheme:
    """Give a shipped scheme by its id, else the scheme file of that path; Unusable for neither."""
    known = shipped_schemes()
    if name in known:
        return shipped_scheme(name)
    if "." not in name and "/" not in name and "\\" not in name:
        listed = " or ".join(f'"{each}"' for each in known)
        remedy = f"{suggestion(name, known)}Give {listed}, or the path of a scheme file (.toml)."
        raise Unusable([Problem(name, "", "is no shipped scheme", remedy)])
    if is_network_path(name):
        said = "leads to another machine and was not opened"
        raise Unusable([Problem(name, "", said, "Copy the scheme file to this computer.")])
    return read_scheme(folder / name)[0]

"""Many inspections, each with its scorecard, and the problems with others."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from core.scheme import Rating, Scheme
from core.scorecard import Scorecard
from core.value import Value
from sessions.files.scheme_file import read_scheme, shipped_scheme, shipped_schemes
from sessions.text.paths import is_network_path
from sessions.text.problems import Problem, Unusable
from sessions.text.suggestions import suggestion

Progress = Callable[[str, int, int], None]


def no_progress(what: str, done: int, total: int) -> None:
    """Report progress to nobody."""


class Simulated(Value):
    """How often each rating came up among the draws of one inspection.

    `standards` holds the ratings of each standard that was drawn, by its id; `partly` the standards
    of which a key question was not drawn. `overall` is empty where no overall rating is published.
    `large` are the domains whose population is not given and taken as very large.
    """

    draws: int
    seed: int
    standards: Mapping[str, Mapping[Rating, int]]
    partly: frozenset[str]
    overall: Mapping[Rating, int]
    large: tuple[str, ...]


@dataclass
class ScoredInspection:
    """One inspection. `other` is its evidence under the other scheme, without decisions."""

    scorecard: Scorecard
    date: str
    other: Scorecard | None = None
    simulated: Simulated | None = None

    @property
    def id(self) -> str:
        """The id of the inspection."""
        return self.scorecard.evidence.inspection.id

    @property
    def scheme(self) -> Scheme:
        """The scheme that the inspection was made by."""
        return self.scorecard.scheme


@dataclass
class Portfolio:
    """The inspections that could be used, and what is wrong with the others.

    `has_decisions`: whether the inspections come with the decisions of their panels.
    """

    inspections: list[ScoredInspection] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    other: Scheme | None = None
    has_decisions: bool = False

    def by_scheme(self) -> list[tuple[Scheme, list[ScoredInspection]]]:
        """Return the inspections of each scheme, in the order in which the schemes come."""
        groups: list[tuple[Scheme, list[ScoredInspection]]] = []
        for inspection in self.inspections:
            for scheme, members in groups:
                if scheme is inspection.scheme or scheme == inspection.scheme:
                    members.append(inspection)
                    break
            else:
                groups.append((inspection.scheme, [inspection]))
        return groups


def named_scheme(name: str, folder: Path) -> Scheme:
    """Return a shipped scheme by its id, else the scheme file of that path.

    Raises:
        Unusable: There is neither, or the path leads to another machine.
    """
    known = shipped_schemes()
    if name in known:
        return shipped_scheme(name)
    if "." not in name and "/" not in name and "\\" not in name:
        listed = " or ".join(f'"{each}"' for each in known)
        remedy = f"{suggestion(name, known)}Use {listed}, or the path of a scheme file (.toml)."
        raise Unusable([Problem(name, "", "is not a shipped scheme", remedy)])
    if is_network_path(name):
        what = "is on another computer, so it was not opened"
        raise Unusable([Problem(name, "", what, "Copy the scheme file to this computer.")])
    return read_scheme(folder / name)[0]

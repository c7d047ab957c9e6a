"""What the tables of one file give together, before it is an inspection's evidence."""

from collections import Counter
from dataclasses import dataclass, field

from core.counts import Figures
from core.scheme import Rating
from sessions.answers.answers import CaseAnswer
from sessions.tabular.cells import Cell

QuestionKey = tuple[str, str]


@dataclass
class GatheredEvidence:
    """Figures by key question and prompt ("" for the question itself), samples, judgements.

    Attributes:
        where: The cell from which each was first read.
        answered: The questions whose figures were counted from answers of cases.
        spellings: How often each spelling of an answer was read, and as what.
        said: What should be said of how the file was read.
    """

    figures: dict[QuestionKey, Figures] = field(default_factory=dict)
    where: dict[QuestionKey, Cell] = field(default_factory=dict)
    cases: dict[str, int] = field(default_factory=dict)
    eligible: dict[str, int] = field(default_factory=dict)
    counted_domains: set[str] = field(default_factory=set)
    answered: set[QuestionKey] = field(default_factory=set)
    ratings: dict[str, Rating] = field(default_factory=dict)
    rated_at: dict[str, Cell] = field(default_factory=dict)
    not_rated: dict[str, str] = field(default_factory=dict)
    spellings: Counter[tuple[str, CaseAnswer]] = field(default_factory=Counter)
    rating_spellings: Counter[tuple[str, str]] = field(default_factory=Counter)
    said: list[str] = field(default_factory=list)

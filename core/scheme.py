"""A scheme: the published rules of an inspection regime, as data.

Source of the shipped schemes: "Ratings explained" in the reports on Hartlepool, North Somerset and
Kirklees; what is carried over to Oldham and Suffolk is in docs/rules.md.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cached_property

from core.value import Value


class RatedBy(StrEnum):
    """How a standard gets its rating."""

    KEY_QUESTIONS = "key questions"
    JUDGEMENT = "judgement"


class Ties(StrEnum):
    """Which of several lowest key questions must be small for the small-sample criterion."""

    ANY = "any"
    ALL = "all"


class AskedOf(StrEnum):
    """Which cases a key question is asked of.

    Inferred, see docs/rules.md: two reports print "only relevant in cases where" at some questions,
    and the tables with counts show all cases of the sample at the others.
    """

    EVERY_CASE = "every case"
    RELEVANT_CASES = "relevant cases"


class Rating(Value):
    """A rating that a standard or a whole service can have, with the score that it brings."""

    name: str
    short: str
    score: int


class Band(Value):
    """The whole percentages, both ends included, that give a rating; with the published name."""

    name: str
    rating: Rating
    lowest: int
    highest: int


class OverallBand(Value):
    """The total scores, both ends included, that give an overall rating."""

    rating: Rating
    lowest: int
    highest: int


class OverallBands(Value):
    """Overall bands with the maximum score that they are published for."""

    maximum: int
    bands: tuple[OverallBand, ...]

    def band_of(self, score: int) -> OverallBand:
        """Return the band that contains `score` (0 to `maximum`).

        Raises:
            ValueError: No band contains that score.
        """
        for band in self.bands:
            if band.lowest <= score <= band.highest:
                return band
        raise ValueError(f"no overall band holds a score of {score} out of {self.maximum}")


class Theme(Value):
    """A question that runs through the standards of a domain: a column of the board.

    `heading` is short enough to fit over the column; `phrase` reads well in a sentence.
    """

    heading: str
    phrase: str


class KeyQuestion(Value):
    """One question of a standard.

    `theme` is the heading of the theme it belongs to. A question that runs through no other
    standard has a short `heading` of its own instead. `asked_of` decides which counts a percentage
    could represent where no count was reported.
    """

    id: str
    label: str
    theme: str = ""
    heading: str = ""
    asked_of: AskedOf = AskedOf.RELEVANT_CASES


class Domain(Value):
    """A part of the inspection; `themes` are the questions that run through its standards."""

    id: str
    title: str
    themes: tuple[Theme, ...] = ()


class Standard(Value):
    """One rated standard of the scheme.

    `agreed_by_panel`: whether the panel agrees the rating that the lead inspector proposes.
    """

    id: str
    title: str
    domain: str
    rated_by: RatedBy
    counted: bool
    discretion: bool
    key_questions: tuple[KeyQuestion, ...] = ()
    agreed_by_panel: bool = False


class Criteria(Value):
    """When a standard is open to discretion: the table `[discretion]` of a scheme file.

    `points`: distance from a boundary, in percentage points, that still counts as near.
    `cases`: number of relevant cases that still counts as a small sample.
    `one_judgement`: whether one differing judgement opens a standard.
    `ties`: assumption, see docs/rules.md; which of several lowest key questions must be small.
    """

    points: int
    cases: int
    one_judgement: bool
    ties: Ties

    @property
    def small_sample(self) -> bool:
        """Whether the scheme has the small-sample criterion: no rating rests on 0 cases."""
        return self.cases > 0


class Sampling(Value):
    """How the reports say that samples are set: confidence in per cent, margin in points."""

    confidence: int
    margin: int


class Scheme(Value):
    """The whole rule book. `ratings` and `bands` run from the lowest to the highest.

    `rounding_before_banding` is an assumption, see docs/rules.md: the band is read off the rounded
    whole percentage (true) or off the exact fraction (false). `quorum`: how many members must be
    present; None where the rules do not say. `sampling` is None where they do not say how samples
    are set.
    """

    id: str
    title: str
    source: str
    ratings: tuple[Rating, ...]
    bands: tuple[Band, ...]
    overall: tuple[OverallBands, ...]
    domains: tuple[Domain, ...]
    standards: tuple[Standard, ...]
    criteria: Criteria
    rounding_before_banding: bool
    sampling: Sampling | None = None
    quorum: int | None = None

    @cached_property
    def boundaries(self) -> tuple[int, ...]:
        """The whole percentages at which a higher band begins (50, 65 and 80 as published)."""
        return tuple(band.lowest for band in self.bands[1:])

    @cached_property
    def top_score(self) -> int:
        """The score of the highest rating."""
        return max(rating.score for rating in self.ratings)

    @cached_property
    def maximum(self) -> int:
        """The score if every counted standard had the highest rating."""
        return self.top_score * sum(standard.counted for standard in self.standards)

    @property
    def has_discretion(self) -> bool:
        """Whether any standard can be open to discretion."""
        return any(standard.discretion for standard in self.standards)

    @cached_property
    def _by_id(self) -> dict[str, Standard]:
        return {standard.id: standard for standard in self.standards}

    @cached_property
    def _by_name(self) -> dict[str, Rating]:
        return {rating.name.casefold(): rating for rating in self.ratings}

    @cached_property
    def _as_written(self) -> dict[str, Rating]:
        return {rating.name: rating for rating in self.ratings}

    @cached_property
    def _questions_by_id(self) -> dict[str, KeyQuestion]:
        return {
            question.id: question
            for standard in self.standards
            for question in standard.key_questions
        }

    def key_question(self, question_id: str) -> KeyQuestion:
        """Return a key question by its number.

        Raises:
            KeyError: The scheme has none of that number.
        """
        return self._questions_by_id[question_id]

    def has(self, standard_id: str) -> bool:
        """Return whether the scheme has a standard of that number."""
        return standard_id in self._by_id

    def standard(self, standard_id: str) -> Standard:
        """Return a standard by its number.

        Raises:
            KeyError: The scheme has none of that number.
        """
        return self._by_id[standard_id]

    def domain(self, domain_id: str) -> Domain:
        """Return a domain by its id.

        Raises:
            KeyError: The scheme has no domain of that id.
        """
        for domain in self.domains:
            if domain.id == domain_id:
                return domain
        raise KeyError(domain_id)

    def rating_named(self, name: str) -> Rating | None:
        """Find a rating by its name, without regard to case or outer blanks."""
        exact = self._as_written.get(name)
        return exact or self._by_name.get(" ".join(name.split()).casefold())

    def rating_called(self, text: str) -> Rating | None:
        """Find a rating by its name, or by a short form that only it has: "RI"."""
        shorts = [each for each in self.ratings if each.short.casefold() == text.strip().casefold()]
        return self.rating_named(text) or (shorts[0] if len(shorts) == 1 else None)

    def steps_between(self, low: Rating, high: Rating) -> int:
        """Count the ratings from `low` up to `high`; negative when `high` is the lower one.

        Raises:
            ValueError: The scheme does not have one of the two.
        """
        return self.ratings.index(high) - self.ratings.index(low)

    def overall_bands(self, maximum: int) -> OverallBands | None:
        """Find the overall bands published for `maximum`; None where none are published."""
        return next((bands for bands in self.overall if bands.maximum == maximum), None)

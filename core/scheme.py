"""A scheme: the published rules of an inspection regime, as data.

Source of the shipped schemes: the "Ratings explained" annexes of the five reports in `fixtures`.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import pairwise


class RatedBy(StrEnum):
    """How a standard gets its rating."""

    KEY_QUESTIONS = "key questions"
    JUDGEMENT = "judgement"


class Ties(StrEnum):
    """Which of several lowest key questions must be small for the small-sample criterion."""

    ANY = "any"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Rating:
    """A rating that a standard or a whole service can have, with the score that it brings."""

    name: str
    short: str
    score: int


@dataclass(frozen=True, slots=True)
class Band:
    """The whole percentages, both ends included, that give a rating; with its published name."""

    name: str
    rating: Rating
    lowest: int
    highest: int


@dataclass(frozen=True, slots=True)
class OverallBand:
    """The total scores, both ends included, that give an overall rating."""

    rating: Rating
    lowest: int
    highest: int


@dataclass(frozen=True, slots=True)
class OverallBands:
    """Overall bands with the maximum score that they are published for."""

    maximum: int
    bands: tuple[OverallBand, ...]

    def band_of(self, score: int) -> OverallBand:
        """Give the band that holds `score` (0 to `maximum`); ValueError outside."""
        for band in self.bands:
            if band.lowest <= score <= band.highest:
                return band
        raise ValueError(f"no overall band holds a score of {score} out of {self.maximum}")


@dataclass(frozen=True, slots=True)
class Theme:
    """A question that runs through the standards of a domain: a column of the board.

    `heading` is short enough to stand over the column; `phrase` reads well in a sentence.
    """

    heading: str
    phrase: str


@dataclass(frozen=True, slots=True)
class KeyQuestion:
    """One question of a standard.

    `theme` is the heading of the theme it belongs to. A question that runs through no other
    standard has a short `heading` of its own instead.
    """

    id: str
    label: str
    theme: str = ""
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Domain:
    """A part of the inspection; `themes` are the questions that run through its standards."""

    id: str
    title: str
    themes: tuple[Theme, ...] = ()


@dataclass(frozen=True, slots=True)
class Standard:
    """One rated standard of the scheme."""

    id: str
    title: str
    domain: str
    rated_by: RatedBy
    counted: bool
    discretion: bool
    key_questions: tuple[KeyQuestion, ...] = ()


@dataclass(frozen=True, slots=True)
class Criteria:
    """When a standard is open to discretion.

    `points`: distance from a boundary, in percentage points, that still counts as near.
    `cases`: number of relevant cases that still counts as a small sample.
    `one_judgement`: whether one differing judgement opens a standard.
    `ties`: assumption, see docs/rules.md; which of several lowest key questions must be small.
    """

    points: int
    cases: int
    one_judgement: bool
    ties: Ties


@dataclass(frozen=True)
class Scheme:
    """The whole rule book. `ratings` and `bands` run from the lowest to the highest.

    `rounding_before_banding` is an assumption, see docs/rules.md: the band is read off the rounded
    whole percentage (true) or off the exact fraction (false).
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
    rounding_before_banding: bool = True

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

    @cached_property
    def _by_id(self) -> dict[str, Standard]:
        return {standard.id: standard for standard in self.standards}

    @cached_property
    def _by_name(self) -> dict[str, Rating]:
        return {rating.name.casefold(): rating for rating in self.ratings}

    def standard(self, standard_id: str) -> Standard:
        """Give a standard by its number; KeyError when the scheme has none of that number."""
        return self._by_id[standard_id]

    def domain(self, domain_id: str) -> Domain:
        """Give a domain by its id; KeyError when the scheme has none."""
        return next(domain for domain in self.domains if domain.id == domain_id)

    def rating_named(self, name: str) -> Rating | None:
        """Find a rating by its name, without regard to case or outer blanks."""
        return self._by_name.get(" ".join(name.split()).casefold())

    def steps_between(self, low: Rating, high: Rating) -> int:
        """Count the ratings from `low` up to `high`; negative when `high` is the lower one."""
        return self.ratings.index(high) - self.ratings.index(low)

    def overall_bands(self, maximum: int) -> OverallBands | None:
        """Find the overall bands published for `maximum`; None where none are published."""
        return next((bands for bands in self.overall if bands.maximum == maximum), None)


def scheme_faults(scheme: Scheme) -> tuple[str, ...]:
    """Say everything that makes a scheme unusable, one sentence a fault; empty when it is sound."""
    return (
        *_rating_faults(scheme),
        *_band_faults(scheme),
        *_overall_faults(scheme),
        *_standard_faults(scheme),
        *_criteria_faults(scheme),
    )


def _doubled(values: list[str]) -> list[str]:
    return sorted({value for value in values if values.count(value) > 1})


def _rating_faults(scheme: Scheme) -> list[str]:
    faults = []
    if len(scheme.ratings) < 2:
        faults.append("a scheme needs at least two ratings, the lowest first")
    faults += [
        f'the rating "{name}" is named twice'
        for name in _doubled([rating.name.casefold() for rating in scheme.ratings])
    ]
    faults += [
        f'the ratings are not in order: "{high.name}" ({high.score}) follows '
        f'"{low.name}" ({low.score}) but does not score more'
        for low, high in pairwise(scheme.ratings)
        if high.score <= low.score
    ]
    faults += [
        f'the rating "{rating.name}" scores {rating.score}; a score is 0 or more'
        for rating in scheme.ratings
        if rating.score < 0
    ]
    return faults


def _run_faults(
    what: str, runs: list[tuple[str, int, int]], first: int, last: int, unit: str
) -> list[str]:
    """Faults of consecutive runs of whole numbers that must cover `first` to `last`."""
    if not runs:
        return [f"there are no {what}"]
    faults = [
        f'the {what} "{name}" runs from {low} to {high}: the lowest is above the highest'
        for name, low, high in runs
        if low > high
    ]
    if faults:
        return faults
    if runs[0][1] != first:
        faults.append(
            f'the {what} must begin at {first}{unit}; "{runs[0][0]}" begins at {runs[0][1]}'
        )
    for (name, _, high), (next_name, next_low, _) in pairwise(runs):
        if next_low <= high:
            faults.append(
                f'the {what} "{name}" and "{next_name}" overlap or are out of order: '
                f"one ends at {high}, the next begins at {next_low}"
            )
        elif next_low > high + 1:
            faults.append(
                f"no {what} hold {high + 1} to {next_low - 1}{unit}, "
                f'between "{name}" and "{next_name}"'
            )
    if runs[-1][2] != last:
        faults.append(f'the {what} must end at {last}{unit}; "{runs[-1][0]}" ends at {runs[-1][2]}')
    return faults


def _order_faults(what: str, scheme: Scheme, ratings: list[Rating]) -> list[str]:
    faults = [
        f'the {what} leave out the rating "{rating.name}"'
        for rating in scheme.ratings
        if rating not in ratings
    ]
    known = [rating for rating in scheme.ratings if rating in ratings]
    if not faults and ratings != known:
        faults.append(f"the {what} do not stand in the order of the ratings, one for each")
    return faults


def _band_faults(scheme: Scheme) -> list[str]:
    runs = [(band.name, band.lowest, band.highest) for band in scheme.bands]
    return [
        *_run_faults("key-question bands", runs, 0, 100, "%"),
        *_order_faults("key-question bands", scheme, [band.rating for band in scheme.bands]),
    ]


def _overall_faults(scheme: Scheme) -> list[str]:
    faults = []
    for bands in scheme.overall:
        what = f"overall bands for the maximum {bands.maximum}"
        runs = [(band.rating.name, band.lowest, band.highest) for band in bands.bands]
        faults += _run_faults(what, runs, 0, bands.maximum, "")
        faults += _order_faults(what, scheme, [band.rating for band in bands.bands])
    maxima = [str(bands.maximum) for bands in scheme.overall]
    faults += [f"overall bands for the maximum {value} stand twice" for value in _doubled(maxima)]
    if str(scheme.maximum) not in maxima:
        faults.append(
            f"there are no overall bands for the maximum {scheme.maximum}, "
            "which is what the counted standards add up to"
        )
    return faults


def _themes(standard: Standard) -> set[tuple[str, str]]:
    return {(question.id, question.theme) for question in standard.key_questions}


def _standard_faults(scheme: Scheme) -> list[str]:
    domains = [domain.id for domain in scheme.domains]
    questions = [
        question.id for standard in scheme.standards for question in standard.key_questions
    ]
    faults = [f'the domain "{name}" stands twice' for name in _doubled(domains)]
    faults += [
        f'the standard "{name}" stands twice'
        for name in _doubled([standard.id for standard in scheme.standards])
    ]
    faults += [f'the key question "{name}" stands twice' for name in _doubled(questions)]
    for domain in scheme.domains:
        faults += [
            f'the domain "{domain.id}" has the theme "{heading}" twice'
            for heading in _doubled([theme.heading for theme in domain.themes])
        ]
    for standard in scheme.standards:
        faults += [
            f'the standard "{standard.id}" has two key questions with the theme "{heading}"'
            for heading in _doubled([theme for _, theme in _themes(standard) if theme])
        ]
    headings = {domain.id: [theme.heading for theme in domain.themes] for domain in scheme.domains}
    for standard in scheme.standards:
        faults += [
            f'the key question "{question.id}" has the theme "{question.theme}", '
            "which its domain does not have"
            for question in standard.key_questions
            if question.theme and question.theme not in headings.get(standard.domain, [])
        ]
        if standard.domain not in domains:
            faults.append(
                f'the standard "{standard.id}" is in no known domain ("{standard.domain}")'
            )
        by_questions = standard.rated_by is RatedBy.KEY_QUESTIONS
        if by_questions and not standard.key_questions:
            faults.append(f'the standard "{standard.id}" is rated by key questions but has none')
        if not by_questions and standard.key_questions:
            faults.append(f'the standard "{standard.id}" is judged but has key questions')
        if not by_questions and standard.discretion:
            faults.append(
                f'the standard "{standard.id}" is judged, so no criterion of discretion can hold '
                "for it; set discretion = false"
            )
    if not any(standard.counted for standard in scheme.standards):
        faults.append("no standard is counted, so there is no score")
    return faults


def _criteria_faults(scheme: Scheme) -> list[str]:
    criteria = scheme.criteria
    faults = []
    if criteria.points < 0:
        faults.append(f"the criterion near boundary has {criteria.points} points; give 0 or more")
    if criteria.cases < 0:
        faults.append(f"the criterion small sample has {criteria.cases} cases; give 0 or more")
    return faults

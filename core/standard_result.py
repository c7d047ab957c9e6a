"""What the evidence gives for one standard, before any decision of the panel."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from functools import cached_property

from core.banding import band_of, band_of_exact, lowest_rating, near_boundaries, rounding_lifts
from core.counts import Count, Figures, possible_counts, stands_for_the_whole_sample
from core.discretion import (
    Answer,
    AskedQuestion,
    Discretion,
    discretion_of,
    over_counts,
    small_sample,
    strongest,
)
from core.evidence import Evidence, KeyQuestionEvidence, Sample, StandardEvidence
from core.interval import Interval, interval_of
from core.scheme import AskedOf, Band, KeyQuestion, RatedBy, Rating, Scheme, Standard
from core.value import Value, fields_of, replace


class Status(StrEnum):
    """Whether a standard has a rating."""

    RATED = "rated"
    NOT_RATED = "not rated"
    AWAITED = "awaited"


class FiguresResult(Value):
    """What the rules make of the figures of one key question, whichever question it is."""

    percent: int | None
    band: Band | None
    counts: tuple[Count, ...]
    near_boundaries: tuple[int, ...]
    small_sample: Answer
    rounding: Answer


class KeyQuestionResult(FiguresResult):
    """One key question with its figures: band, nearness, sample size, what it could represent."""

    question: KeyQuestion
    evidence: KeyQuestionEvidence
    sample: Sample | None

    @property
    def id(self) -> str:
        """The official number."""
        return self.question.id

    @property
    def label(self) -> str:
        """The file's own label, or else the scheme's."""
        return self.evidence.label or self.question.label

    @property
    def applicable(self) -> bool:
        """Whether the question applied to any case."""
        return self.percent is not None

    @property
    def taken_as_whole(self) -> bool:
        """Whether its percentage is taken for the whole sample because every case is asked."""
        return (
            self.question.asked_of is AskedOf.EVERY_CASE
            and self.sample is not None
            and stands_for_the_whole_sample(self.evidence.figures, self.sample.cases)
        )

    @cached_property
    def interval(self) -> Interval | None:
        """What the sample allows, at 80%; None where the question did not apply."""
        return interval_of(self.counts, self.sample)


class Distance(Value):
    """How far a key question is above another: bands, points; negative when below."""

    key_question: KeyQuestionResult
    bands: int
    points: int


class StandardResult(Value):
    """A standard as the evidence has it. `rating` is None unless the status is rated.

    `rounding` tells whether the rounding rule, an assumption, decides the rating.
    """

    scheme: Scheme
    standard: Standard
    evidence: StandardEvidence | None
    status: Status
    rating: Rating | None
    key_questions: tuple[KeyQuestionResult, ...]
    discretion: Discretion
    rounding: Answer

    @property
    def id(self) -> str:
        """The standard's number."""
        return self.standard.id

    @cached_property
    def asked(self) -> tuple[KeyQuestionResult, ...]:
        """The key questions that apply to at least one case."""
        return tuple(result for result in self.key_questions if result.applicable)

    @property
    def judged(self) -> bool:
        """Whether the rating is a judgement rather than read off figures."""
        return self.status is Status.RATED and not self.asked

    @cached_property
    def lowest_percent(self) -> int | None:
        """The lowest percentage of the key questions; None where there are none."""
        return min(
            (result.percent for result in self.asked if result.percent is not None), default=None
        )

    @cached_property
    def driven_by(self) -> tuple[str, ...]:
        """The key questions with the lowest percentage, which is what gives the rating."""
        least = self.lowest_percent
        return tuple(result.id for result in self.asked if result.percent == least)

    @cached_property
    def other_questions(self) -> tuple[Distance, ...]:
        """How far each key question that does not drive the rating is above the lowest."""
        least = self.lowest_percent
        distances = []
        for result in self.asked:
            if result.id in self.driven_by or result.band is None or result.percent is None:
                continue
            if self.rating is None or least is None:
                continue
            bands = self.scheme.steps_between(self.rating, result.band.rating)
            distances.append(Distance(result, bands, result.percent - least))
        return tuple(distances)

    @cached_property
    def discretion_over_all_counts(self) -> Discretion:
        """The criteria where each percentage may stand for any count within the sample.

        The program read percentages so before a scheme could say which questions are asked of every
        case; decisions recorded then stand.
        """
        if not any(result.taken_as_whole for result in self.asked):
            return self.discretion
        over_all = (
            replace(result, counts=possible_counts(result.evidence.figures, _cases(result.sample)))
            for result in self.asked
        )
        return discretion_of(self.scheme, asked_questions(over_all))

    def key_question(self, question_id: str) -> KeyQuestionResult:
        """Return a key question by its number.

        Raises:
            KeyError: The standard has no figures for it.
        """
        for result in self.key_questions:
            if result.id == question_id:
                return result
        raise KeyError(question_id)


def asked_questions(results: Iterable[KeyQuestionResult]) -> tuple[AskedQuestion, ...]:
    """Return the key questions that apply, with every count that each could represent."""
    return tuple(
        AskedQuestion(result.id, result.percent, result.band, result.counts)
        for result in results
        if result.percent is not None and result.band is not None
    )


def _cases(sample: Sample | None) -> int | None:
    return None if sample is None else sample.cases


def standard_result(evidence: Evidence, standard: Standard) -> StandardResult:
    """Rate one standard from the evidence: by its lowest key question, or as judged."""
    scheme = evidence.scheme
    given = evidence.of(standard.id)
    questions = _key_question_results(evidence, standard, given)
    rating: Rating | None = None
    status = Status.RATED
    if given is None:
        status = Status.AWAITED
    elif given.not_rated is not None:
        status = Status.NOT_RATED
    elif given.key_questions:
        rating = lowest_rating([result.band for result in questions if result.band is not None])
        status = Status.NOT_RATED if rating is None else Status.RATED
    else:
        rating = given.judgement
        status = Status.AWAITED if rating is None else Status.RATED
    return StandardResult(
        scheme=scheme,
        standard=standard,
        evidence=given,
        status=status,
        rating=rating,
        key_questions=questions,
        discretion=discretion_of(scheme, asked_questions(questions)),
        rounding=_rounding_of_rating(scheme, questions),
    )


def _key_question_results(
    evidence: Evidence, standard: Standard, given: StandardEvidence | None
) -> tuple[KeyQuestionResult, ...]:
    if given is None or given.not_rated is not None or standard.rated_by is RatedBy.JUDGEMENT:
        return ()
    by_id = {question.id: question for question in given.key_questions}
    return tuple(
        _key_question_result(evidence, standard, question, by_id[question.id])
        for question in standard.key_questions
        if question.id in by_id
    )


def _key_question_result(
    evidence: Evidence, standard: Standard, question: KeyQuestion, given: KeyQuestionEvidence
) -> KeyQuestionResult:
    sample = evidence.sample(standard.domain)
    result = figures_result(
        evidence.scheme,
        given.figures,
        _cases(sample),
        every_case=question.asked_of is AskedOf.EVERY_CASE,
    )
    return KeyQuestionResult(**fields_of(result), question=question, evidence=given, sample=sample)


def figures_result(
    scheme: Scheme, figures: Figures, cases: int | None, *, every_case: bool = False
) -> FiguresResult:
    """Return what the rules make of figures within a sample of *cases* (None: not known).

    *every_case*: whether the question is asked of every case (see `possible_counts`).
    """
    percent = figures.whole_percent
    counts = possible_counts(figures, cases, every_case=every_case)
    return FiguresResult(
        percent=percent,
        band=band_of(scheme, figures, counts),
        counts=counts,
        near_boundaries=() if percent is None else near_boundaries(scheme, percent),
        small_sample=small_sample(scheme, counts),
        rounding=over_counts([rounding_lifts(scheme, count) for count in counts]),
    )


def _rounding_of_rating(scheme: Scheme, questions: Sequence[KeyQuestionResult]) -> Answer:
    """Answer whether the standard's rating would differ without the rounding rule.

    Rounding only ever lifts a figure over a boundary, by one band. So the rating differs exactly
    when a question in the standard's own band was lifted into it. A scheme that bands the exact
    fraction rounds nothing; but a percentage that stands for counts of several bands was rounded.
    """
    asked = [(each.band, each) for each in questions if each.band is not None]
    least = min((band.lowest for band, _ in asked), default=None)
    if not scheme.rounding_before_banding:
        unsure = any(
            len({band_of_exact(scheme, count) for count in question.counts}) > 1
            for band, question in asked
            if band.lowest == least
        )
        return Answer.POSSIBLE if unsure else Answer.NOT_MET
    return strongest(question.rounding for band, question in asked if band.lowest == least)

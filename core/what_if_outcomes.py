"""What follows from a what-if: ratings, scores and overall ratings, over every possible count."""

from collections.abc import Iterable
from functools import cached_property

from core.banding import band_of_count
from core.counts import Count
from core.evidence import Evidence
from core.meeting import Meeting
from core.record import Entry
from core.scheme import Band, Rating, Standard
from core.scorecard import Scorecard, Total, scorecard_of, total_of
from core.standard_result import StandardResult, Status, standard_result
from core.value import Value
from core.what_if import (
    Change,
    CountChoice,
    WhatIf,
    find_question,
    fitting_counts,
    what_if_evidence,
)


class SupposedQuestion(Value):
    """A changed key question: every count it could represent now, of `possible` before the change.

    `bands`: those that the counts fall in, the lowest first; none for a count without cases.
    """

    change: Change
    counts: tuple[Count, ...]
    possible: int
    bands: tuple[Band, ...]

    @property
    def id(self) -> str:
        """The official number."""
        return self.change.key_question


class StandardOutcome(Value):
    """A standard with changed figures: every rating that it can have, the lowest first.

    `before`: the agreed rating without the what-if. `not_rated`: whether no case may be left.
    """

    standard: Standard
    before: Rating | None
    ratings: tuple[Rating, ...]
    not_rated: bool
    questions: tuple[SupposedQuestion, ...]

    @property
    def certain(self) -> bool:
        """Whether only one outcome is possible."""
        return len(self.ratings) + self.not_rated == 1


class WhatIfOutcomes(Value):
    """What follows from a what-if.

    `standards`: those whose figures change. `totals`: every total that can be reached, the lowest
    first. `lowest` and `highest`: whole scorecards with the lowest and the highest share for each
    changed question; the same one where nothing is left open.
    """

    standards: tuple[StandardOutcome, ...]
    totals: tuple[Total, ...]
    lowest: Scorecard
    highest: Scorecard

    @property
    def certain(self) -> bool:
        """Whether only one outcome is possible for every standard."""
        return all(outcome.certain for outcome in self.standards)

    @property
    def scores(self) -> tuple[int, int]:
        """The lowest and the highest score that can be reached."""
        reached = [total.score for total in self.totals]
        return min(reached), max(reached)

    @cached_property
    def overalls(self) -> tuple[Rating | None, ...]:
        """Every overall rating that can be reached, the lowest first; None: none is published."""
        reached = {total.overall for total in self.totals}
        return tuple(sorted(reached, key=lambda rating: -1 if rating is None else rating.score))

    def standard(self, standard_id: str) -> StandardOutcome | None:
        """Return the outcome for a standard; None where its figures do not change."""
        outcomes = (outcome for outcome in self.standards if outcome.standard.id == standard_id)
        return next(outcomes, None)


def what_if_outcomes(meeting: Meeting, what_if: WhatIf) -> WhatIfOutcomes:
    """Return everything that would follow, with the panel's decisions so far.

    A decision was made on the figures that the panel saw. Where the what-if changes a standard's
    figures, its decision is set aside and the changed evidence rates it; other decisions count.

    Raises:
        Refused: A change does not fit the evidence, which was read again since.
    """
    evidence = meeting.evidence
    touched = _by_standard(evidence, what_if.changes)
    entries = [entry for entry in meeting.entries if entry.standard not in touched]
    outcomes = tuple(
        _standard_outcome(meeting, score.result, touched[score.id])
        for score in meeting.scorecard.standards
        if score.id in touched
    )
    lowest = _scorecard(meeting, what_if, entries, CountChoice.LOWEST)
    single = all(len(q.counts) == 1 for outcome in outcomes for q in outcome.questions)
    highest = lowest if single else _scorecard(meeting, what_if, entries, CountChoice.HIGHEST)
    return WhatIfOutcomes(outcomes, _totals(lowest, outcomes), lowest, highest)


def _by_standard(evidence: Evidence, changes: Iterable[Change]) -> dict[str, list[Change]]:
    touched: dict[str, list[Change]] = {}
    for change in changes:
        standard, _ = find_question(evidence, change.key_question)
        touched.setdefault(standard.id, []).append(change)
    return touched


def _scorecard(
    meeting: Meeting, what_if: WhatIf, entries: list[Entry], choice: CountChoice
) -> Scorecard:
    evidence = what_if_evidence(meeting.evidence, what_if, choice)
    results = tuple(
        result
        if evidence.of(result.id) is meeting.evidence.of(result.id)
        else standard_result(evidence, result.standard)
        for result in meeting.results
    )
    return scorecard_of(evidence, entries, results, like=meeting.scorecard)


def _standard_outcome(
    meeting: Meeting, result: StandardResult, changes: list[Change]
) -> StandardOutcome:
    scheme = meeting.evidence.scheme
    questions = tuple(_supposed_question(meeting, result, change) for change in changes)
    changed = {question.id for question in questions}
    left = [each.band for each in result.asked if each.id not in changed and each.band is not None]
    reached: set[Band | None] = {min(left, key=_height, default=None)}
    for question in questions:
        given: set[Band | None] = {*question.bands}
        if any(not count.relevant for count in question.counts):
            given.add(None)
        reached = {_lower(one, other) for one in reached for other in given}
    ratings = {band.rating for band in reached if band is not None}
    return StandardOutcome(
        standard=result.standard,
        before=meeting.scorecard.standard(result.id).rating,
        ratings=tuple(rating for rating in scheme.ratings if rating in ratings),
        not_rated=None in reached,
        questions=questions,
    )


def _supposed_question(
    meeting: Meeting, result: StandardResult, change: Change
) -> SupposedQuestion:
    scheme = meeting.evidence.scheme
    counts = fitting_counts(meeting.evidence, change)
    bands = {band_of_count(scheme, count) for count in counts if count.relevant}
    return SupposedQuestion(
        change=change,
        counts=counts,
        possible=max(1, len(result.key_question(change.key_question).counts)),
        bands=tuple(sorted(bands, key=_height)),
    )


def _height(band: Band) -> int:
    return band.lowest


def _lower(one: Band | None, other: Band | None) -> Band | None:
    """The lower of two bands; a question without cases does not bear on the rating."""
    if one is None or other is None:
        return one or other
    return min(one, other, key=_height)


def _totals(card: Scorecard, outcomes: tuple[StandardOutcome, ...]) -> tuple[Total, ...]:
    """Every total that can be reached: one way to each score and maximum is enough."""
    ways: dict[tuple[int, int], dict[str, Rating | None]] = {(0, 0): {}}
    for outcome in outcomes:
        options: list[Rating | None] = [*outcome.ratings]
        if outcome.not_rated:
            options.append(None)
        further: dict[tuple[int, int], dict[str, Rating | None]] = {}
        for (score, rated), way in ways.items():
            for rating in options:
                counts = outcome.standard.counted and rating is not None
                more = rating.score if counts and rating is not None else 0
                key = (score + more, rated + counts)
                if key not in further:
                    further[key] = {**way, outcome.standard.id: rating}
        ways = further
    return tuple(_total(card, ways[key]) for key in sorted(ways, key=lambda key: (key[1], key[0])))


def _total(card: Scorecard, changed: dict[str, Rating | None]) -> Total:
    def stand(score_id: str, status: Status, rating: Rating | None) -> tuple[Status, Rating | None]:
        if score_id not in changed:
            return status, rating
        chosen = changed[score_id]
        return (Status.NOT_RATED if chosen is None else Status.RATED), chosen

    return total_of(
        card.scheme,
        ((s.standard, *stand(s.id, s.result.status, s.rating)) for s in card.standards),
    )

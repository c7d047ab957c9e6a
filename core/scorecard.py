"""The scorecard: each standard's rating by evidence and as agreed, the score, the overall rating.

Source: "Overall provider rating" of the reports: 0 to 3 a standard, added up without weighting.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from functools import cached_property

from core.counts import Figures
from core.discretion import Answer
from core.evidence import Evidence
from core.record import Entry, Kind, RecordedFigures
from core.scheme import RatedBy, Rating, Scheme, Standard
from core.standard_result import StandardResult, Status, standard_result
from core.standing import Standing, fold
from core.value import Value, replace


class Considered(StrEnum):
    """Where the panel stands with one standard."""

    NOT_YET = "not decided yet"
    CHANGED = "changed"
    KEPT = "kept"
    AGREED = "agreed"
    DEFERRED = "deferred"
    EVIDENCE_CHANGED = "evidence changed"
    NOT_ALLOWED = "not allowed"


class StandardScore(Value):
    """A standard with its decision: the agreed rating and what it adds to the score.

    A decision made on other figures than today's is shown, but not applied, until the panel
    confirms or withdraws it. So is one that the rules do not allow (a record written by hand). The
    rules are those in force when it was recorded, where the entry says how the criteria stood.
    """

    result: StandardResult
    decision: Entry | None

    @property
    def id(self) -> str:
        """The standard's number."""
        return self.result.id

    @property
    def standard(self) -> Standard:
        """The standard in the scheme."""
        return self.result.standard

    @cached_property
    def considered(self) -> Considered:
        """Where the panel stands with it."""
        if self.decision is None:
            return Considered.NOT_YET
        if self.decision.kind is Kind.DEFER:
            return Considered.DEFERRED
        if not same_evidence(self.decision, self.result):
            return Considered.EVIDENCE_CHANGED
        if self.decision.kind is Kind.AGREE:
            return Considered.AGREED if self.agreeable else Considered.NOT_ALLOWED
        if not self.open_when_decided:
            return Considered.NOT_ALLOWED
        return Considered.CHANGED if self.decision.kind is Kind.CHANGE else Considered.KEPT

    @property
    def rating(self) -> Rating | None:
        """The agreed rating: the panel's where one stands, else the evidence's or the proposed."""
        decided = self.considered in (Considered.CHANGED, Considered.AGREED)
        if decided and self.decision is not None:
            return self.decision.to_rating
        return self.result.rating

    @property
    def proposed(self) -> Rating | None:
        """What the lead inspector proposed; None where the standard is not a judgement."""
        judged = self.standard.rated_by is RatedBy.JUDGEMENT
        return self.result.rating if judged else None

    @property
    def agreeable(self) -> bool:
        """Whether the panel agrees its rating: a judgement that the scheme says so of, rated."""
        return self.standard.agreed_by_panel and self.result.judged

    @property
    def score(self) -> int | None:
        """What the agreed rating scores; None where there is not a rating."""
        return None if self.rating is None else self.rating.score

    @cached_property
    def open(self) -> Answer | None:
        """Whether it is open to discretion; None where discretion does not apply."""
        if not self.standard.discretion or self.result.status is not Status.RATED:
            return None
        return self.result.discretion.open

    @property
    def open_when_decided(self) -> bool:
        """Whether it was open by the rules in force when its decision was recorded.

        Where the entry does not say how the criteria stood, the earlier reading counts too.
        """
        if self.open is None:
            return False
        if self.open is not Answer.NOT_MET:
            return True
        recorded = None if self.decision is None else self.decision.criteria
        if recorded is None:
            return self.open_by_earlier_reading
        return recorded.open is not Answer.NOT_MET

    @property
    def to_agree(self) -> bool:
        """Whether the panel still has to agree the rating: the proposal counts until it does."""
        return self.agreeable and self.considered is not Considered.AGREED

    @property
    def to_decide(self) -> bool:
        """Whether anything is left for the panel to settle here."""
        return self.to_consider or self.to_agree

    @property
    def open_by_earlier_reading(self) -> bool:
        """Whether it was open, or possibly so, before whole-sample questions were read as such.

        A decision recorded then stands, although the standard is not open to a new one.
        """
        if self.open is None:
            return False
        return self.result.discretion_over_all_counts.open in (Answer.MET, Answer.POSSIBLE)

    @property
    def to_consider(self) -> bool:
        """Whether the panel still has to consider it: open, or possibly so, and not settled."""
        if self.considered in SETTLED:
            return False
        if self.considered in UNAPPLIED:
            return True
        return self.open in (Answer.MET, Answer.POSSIBLE)


SETTLED = frozenset({Considered.CHANGED, Considered.KEPT, Considered.AGREED})
UNAPPLIED = frozenset({Considered.EVIDENCE_CHANGED, Considered.NOT_ALLOWED})


class Margin(Value):
    """How far the score is from a neighbouring overall rating, in points."""

    rating: Rating
    points: int


class Total(Value):
    """A score out of a maximum, with the overall rating that is published for it (or None)."""

    score: int
    maximum: int
    overall: Rating | None
    up: Margin | None = None
    down: Margin | None = None


class Scorecard(Value):
    """Everything that the screen, the record and the JSON say of an inspection."""

    evidence: Evidence
    standards: tuple[StandardScore, ...]
    agreed: Total
    by_evidence: Total
    standing: Standing

    @property
    def scheme(self) -> Scheme:
        """The rules it was made by."""
        return self.evidence.scheme

    @cached_property
    def _by_id(self) -> dict[str, StandardScore]:
        return {score.id: score for score in self.standards}

    def standard(self, standard_id: str) -> StandardScore:
        """Return a standard's score by its number.

        Raises:
            KeyError: The scheme has no standard of that number.
        """
        return self._by_id[standard_id]

    def after(self, entry: Entry, earlier: Sequence[Entry]) -> Scorecard:
        """Return the scorecard after one more entry: only the standards that it touches are new.

        `earlier`: the entries so far. The tests prove it equal to `scorecard_of` of all entries.
        """
        standing = self.standing.after(entry, earlier)
        standards = _scores((score.result for score in self.standards), standing, self)
        agreed = total_of(self.scheme, ((s.standard, s.result.status, s.rating) for s in standards))
        return replace(self, standards=standards, agreed=agreed, standing=standing)

    def total_if(self, standard_id: str, rating: Rating) -> Total:
        """Return the agreed total if one standard had another rating, all else as agreed.

        Raises:
            KeyError: The scheme has no standard of that number.
        """
        # Only the points of this standard move, so the others need not be added up again.
        score, agreed = self.standard(standard_id), self.agreed
        if not score.standard.counted or score.result.status is Status.NOT_RATED:
            return agreed
        awaited = any(each is not score for each in self._unrated)
        points = rating.score - (score.score or 0)
        return _total(self.scheme, agreed.score + points, agreed.maximum, awaited)

    @cached_property
    def _unrated(self) -> tuple[StandardScore, ...]:
        """The standards without a rating that hold the overall rating back."""
        return tuple(
            score
            for score in self.standards
            if score.standard.counted
            and score.rating is None
            and score.result.status is not Status.NOT_RATED
        )

    @cached_property
    def open_standards(self) -> tuple[StandardScore, ...]:
        """The standards that are open to discretion, or possibly so."""
        return tuple(s for s in self.standards if s.open in (Answer.MET, Answer.POSSIBLE))

    def still_open(self, after: str) -> tuple[StandardScore, ...]:
        """The open standards that are neither decided nor deferred: those below *after* first.

        Raises:
            KeyError: The scheme has no standard of that number.
        """
        place = self.standards.index(self.standard(after))
        return tuple(
            score
            for score in (*self.standards[place + 1 :], *self.standards[: place + 1])
            if score in self.open_standards
            and score.to_consider
            and score.considered is not Considered.DEFERRED
        )

    @cached_property
    def to_decide(self) -> tuple[StandardScore, ...]:
        """The standards that the panel still has to settle: open ones and judgements."""
        return tuple(score for score in self.standards if score.to_decide)

    @cached_property
    def agreeable(self) -> tuple[StandardScore, ...]:
        """The judged standards whose ratings the panel agrees."""
        return tuple(score for score in self.standards if score.agreeable)

    @cached_property
    def for_the_panel(self) -> tuple[StandardScore, ...]:
        """The standards that the panel settles: open ones and judgements, decided or not."""
        return tuple(
            score
            for score in self.standards
            if score in self.open_standards or score.agreeable or score.to_decide
        )

    @property
    def decided_count(self) -> int:
        """How many of the standards that the panel settles are changed, kept or agreed."""
        return len(self.for_the_panel) - len(self.to_decide)

    @cached_property
    def awaited(self) -> tuple[StandardScore, ...]:
        """The counted standards that the file does not mention yet."""
        return tuple(
            score
            for score in self.standards
            if score.standard.counted and score.result.status is Status.AWAITED
        )


def same_evidence(entry: Entry, result: StandardResult) -> bool:
    """Return whether an entry was made on the figures that the evidence has now.

    An entry that carries no figures is compared by its `from` rating alone.
    """
    if entry.from_rating is not None and entry.from_rating != result.rating:
        return False
    if not entry.evidence:
        return True
    return _comparable(entry.evidence) == _comparable(recorded_figures(result))


def recorded_figures(result: StandardResult) -> tuple[RecordedFigures, ...]:
    """Return a standard's figures in the form that an entry keeps."""
    return tuple(
        RecordedFigures(question.id, question.evidence.figures) for question in result.key_questions
    )


def _comparable(recorded: Sequence[RecordedFigures]) -> dict[str, Figures]:
    """Figures by key question; a percentage beside its count adds nothing."""
    return {
        question.key_question: Figures(question.figures.yes, question.figures.relevant)
        if question.figures.count is not None
        else question.figures
        for question in recorded
    }


def total_of(scheme: Scheme, ratings: Iterable[tuple[Standard, Status, Rating | None]]) -> Total:
    """Add up the counted standards.

    A standard that is not rated leaves the maximum; one that is awaited does not, and holds the
    overall rating back. No overall where no bands are published for the maximum.
    """
    score = 0
    maximum = 0
    awaited = False
    for standard, status, rating in ratings:
        if not standard.counted or status is Status.NOT_RATED:
            continue
        maximum += scheme.top_score
        if rating is None:
            awaited = True
        else:
            score += rating.score
    return _total(scheme, score, maximum, awaited)


def _total(scheme: Scheme, score: int, maximum: int, awaited: bool) -> Total:
    bands = scheme.overall_bands(maximum)
    if awaited or bands is None:
        return Total(score, maximum, None)
    band = bands.band_of(score)
    position = bands.bands.index(band)
    up = bands.bands[position + 1] if position + 1 < len(bands.bands) else None
    down = bands.bands[position - 1] if position else None
    return Total(
        score,
        maximum,
        band.rating,
        up=Margin(up.rating, up.lowest - score) if up else None,
        down=Margin(down.rating, score - down.highest) if down else None,
    )


def evidence_results(evidence: Evidence) -> tuple[StandardResult, ...]:
    """Rate every standard of the scheme from the evidence, in the scheme's order."""
    return tuple(standard_result(evidence, standard) for standard in evidence.scheme.standards)


def _scores(
    results: Iterable[StandardResult], standing: Standing, like: Scorecard | None
) -> tuple[StandardScore, ...]:
    """Join results and decisions; a standard that is the same in `like` is taken from there."""
    earlier = like.standards if like is not None else ()
    known = {(id(score.result), id(score.decision)): score for score in earlier}
    scores = []
    for result in results:
        decision = standing.decisions.get(result.id)
        score = known.get((id(result), id(decision)))
        scores.append(score or StandardScore(result, decision))
    return tuple(scores)


def scorecard_of(
    evidence: Evidence,
    entries: Iterable[Entry] = (),
    results: tuple[StandardResult, ...] | None = None,
    like: Scorecard | None = None,
) -> Scorecard:
    """Make the scorecard of an inspection as it stands after the entries.

    `results` may be given where they are at hand: they depend on the evidence alone. So may another
    scorecard that it is `like`: a standard with the same result and decision is taken from there.
    """
    if results is None:
        results = evidence_results(evidence)
    standing = fold(entries)
    scores = _scores(results, standing, like)
    scheme = evidence.scheme
    return Scorecard(
        evidence=evidence,
        standards=scores,
        agreed=total_of(scheme, ((s.standard, s.result.status, s.rating) for s in scores)),
        by_evidence=total_of(scheme, ((r.standard, r.status, r.rating) for r in results)),
        standing=standing,
    )

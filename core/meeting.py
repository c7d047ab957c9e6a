"""The meeting: evidence and entries as one frozen value; every decision makes a new one."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property

from core.discretion import Answer
from core.evidence import Evidence
from core.record import DECIDING, Effect, Entry, Kind, RecordedCriteria
from core.scheme import RatedBy, Rating
from core.scorecard import (
    Scorecard,
    StandardScore,
    Total,
    evidence_results,
    recorded_figures,
    scorecard_of,
)
from core.standard_result import StandardResult, Status
from core.value import Value, replace
from core.wording import criteria_words, rating_steps


class Refused(ValueError):
    """A decision that the rules do not allow; its text says why, for people."""


class Proposal(Value):
    """What the panel wants to record, before it is an entry."""

    kind: Kind
    standard: str
    to_rating: Rating | None = None
    reason: str = ""
    proposed_by: tuple[str, ...] = ()
    agreed_by: tuple[str, ...] = ()
    dissent: str = ""
    recused: tuple[str, ...] = ()


class Meeting(Value):
    """An inspection before its panel: the evidence, and every entry so far, oldest first."""

    evidence: Evidence
    entries: tuple[Entry, ...] = ()

    @classmethod
    def of(cls, scorecard: Scorecard, entries: tuple[Entry, ...]) -> Meeting:
        """Give the meeting of a scorecard at hand and the entries that it was made with."""
        made = cls(scorecard.evidence, entries)
        made.__dict__["results"] = tuple(score.result for score in scorecard.standards)
        made.__dict__["scorecard"] = scorecard
        return made

    @cached_property
    def results(self) -> tuple[StandardResult, ...]:
        """The evidence's results; they do not change with entries."""
        return evidence_results(self.evidence)

    @cached_property
    def scorecard(self) -> Scorecard:
        """The scorecard after all entries."""
        return scorecard_of(self.evidence, self.entries, self.results)

    def with_entry(self, entry: Entry) -> Meeting:
        """Give the meeting with one more entry at the end; what it does not touch is kept."""
        made = replace(self, entries=(*self.entries, entry))
        made.__dict__["results"] = self.results
        made.__dict__["scorecard"] = self.scorecard.after(entry, self.entries)
        return made

    def entry_for(self, proposal: Proposal, entry_id: str, at: datetime) -> Entry:
        """Make the entry that records a proposal; Refused where the rules do not allow it."""
        refusal = self.refusal(proposal)
        if refusal is not None:
            raise Refused(refusal)
        score = self.scorecard.standard(proposal.standard)
        decision = score.decision
        entry = Entry(
            id=entry_id,
            at=at,
            kind=proposal.kind,
            standard=proposal.standard,
            from_rating=score.rating if proposal.kind is Kind.WITHDRAW else score.result.rating,
            to_rating=self._to_rating(proposal, score),
            reason=proposal.reason.strip(),
            proposed_by=proposal.proposed_by,
            agreed_by=proposal.agreed_by,
            dissent=proposal.dissent.strip(),
            recused=proposal.recused,
            criteria=_recorded_criteria(score),
            evidence=recorded_figures(score.result),
            replaces=decision.id if decision else None,
        )
        return replace(entry, effect=self.effect_of(entry))

    def effect_of(self, entry: Entry) -> Effect:
        """Tell what an entry does to the score and the overall rating."""
        before = self.scorecard.agreed
        after = self.with_entry(entry).scorecard.agreed
        return Effect(before.score, after.score, before.overall, after.overall)

    def outcome(self, proposal: Proposal) -> tuple[Rating | None, Total]:
        """Tell the standard's rating and the total that a proposal would lead to."""
        score = self.scorecard.standard(proposal.standard)
        rating = self._to_rating(proposal, score)
        if rating is None:
            return None, self.scorecard.agreed
        return rating, self.scorecard.total_if(score.id, rating)

    def _to_rating(self, proposal: Proposal, score: StandardScore) -> Rating | None:
        if proposal.kind is Kind.CHANGE:
            return proposal.to_rating
        if proposal.kind is Kind.WITHDRAW:
            return self._without(score).rating
        return score.result.rating

    def _without(self, score: StandardScore) -> StandardScore:
        """The standard as it stands once its decision is withdrawn."""
        gone = score.decision.id if score.decision else None
        left = [entry for entry in self.entries if entry.id != gone]
        return scorecard_of(self.evidence, left, self.results).standard(score.id)

    def refusal(self, proposal: Proposal) -> str | None:
        """Say why a proposal cannot be recorded; None when it can."""
        if proposal.kind is Kind.SIGN_OFF:
            return "A sign-off is not about a standard."
        try:
            score = self.scorecard.standard(proposal.standard)
        except KeyError:
            return f"The scheme has no standard {proposal.standard}."
        if proposal.kind is Kind.WITHDRAW:
            if score.decision is None:
                return f"There is no decision on {score.id} to withdraw."
        else:
            closed = closed_because(score)
            if closed is not None:
                return closed
        if proposal.kind is Kind.CHANGE:
            if proposal.to_rating is None:
                return "Choose the rating that the panel agreed."
            if proposal.to_rating == score.result.rating:
                return (
                    f"{score.id} is {proposal.to_rating.name} by the evidence already. "
                    "To leave it as it is, keep it."
                )
        if proposal.kind in NEEDS_REASON and not proposal.reason.strip():
            return "Give the reason: what did the panel weigh?"
        return None

    def cautions(self, proposal: Proposal) -> tuple[str, ...]:
        """Say what the panel should hear before it records an allowed proposal."""
        score = self.scorecard.standard(proposal.standard)
        said = []
        if proposal.kind in DECIDING and score.open is Answer.POSSIBLE:
            said.append(
                "Only percentages were reported: discretion is possible here, not certain. "
                "The entry will say so."
            )
        if proposal.kind in DECIDING and score.open is Answer.UNKNOWN:
            said.append(
                "The file has no key-question figures here: nobody can tell from it whether a "
                "criterion holds. The entry will say so."
            )
        if self.asks_twice(proposal) and proposal.to_rating is not None:
            steps = rating_steps(self.evidence.scheme, score.result.rating, proposal.to_rating)
            said.append(f"This moves the rating {steps}.")
        return tuple(said)

    def asks_twice(self, proposal: Proposal) -> bool:
        """Whether a proposal moves a rating by more than one band, and so is asked once more."""
        rating = self.scorecard.standard(proposal.standard).result.rating
        if proposal.kind is not Kind.CHANGE or proposal.to_rating is None or rating is None:
            return False
        return abs(self.evidence.scheme.steps_between(rating, proposal.to_rating)) > 1


NEEDS_REASON = frozenset({Kind.CHANGE, Kind.KEEP, Kind.WITHDRAW})


def closed_because(score: StandardScore) -> str | None:
    """Say why a standard is closed to discretion; None when it is open, possibly or unknown."""
    standard, result = score.standard, score.result
    if not standard.discretion:
        if standard.rated_by is RatedBy.JUDGEMENT:
            return (
                f"{standard.id} {standard.title} is a single judgement of the lead inspector; "
                "professional discretion does not apply to it."
            )
        return f"The scheme does not open {standard.id} {standard.title} to discretion."
    if result.status is Status.AWAITED:
        return f"{standard.id} has no figures yet, so there is nothing to consider."
    if result.status is Status.NOT_RATED:
        return f"{standard.id} is not rated, so there is nothing to consider."
    if result.discretion.open is Answer.NOT_MET:
        criteria = result.scheme.criteria
        reasons = [f"the lowest percentage, {result.lowest_percent}%, is not near a boundary"]
        if criteria.one_judgement:
            reasons.append("no single judgement changes the rating")
        if criteria.small_sample:
            reasons.append("the sample is not small")
        listed = f"{', '.join(reasons[:-1])}, and {reasons[-1]}" if reasons[1:] else reasons[0]
        return f"{standard.id} is not open to discretion: {listed}."
    return None


def _recorded_criteria(score: StandardScore) -> RecordedCriteria:
    discretion = score.result.discretion
    return RecordedCriteria(
        discretion.near_boundary,
        discretion.one_judgement,
        discretion.small_sample,
        criteria_words(score.result).all(),
    )

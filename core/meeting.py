"""The meeting: evidence and entries as one frozen value; every entry makes a new one."""

from __future__ import annotations

from datetime import date, datetime
from functools import cached_property

from core.discretion import Answer
from core.evidence import Evidence
from core.meeting_details import MeetingDetails, Sitting, begins_with_name, names_in
from core.proposals import (
    AnyProposal,
    CorrectionProposal,
    DetailsProposal,
    NoteProposal,
    NoteWithdrawal,
    ReopenProposal,
    SignOffProposal,
)
from core.proposals import Proposal as Proposal
from core.record import (
    DECIDING,
    Correction,
    Effect,
    Entry,
    Kind,
    RecordedCriteria,
    Signature,
    SignOff,
)
from core.refusals import (
    SIGNED,
    correction_refusal,
    decision_refusal,
    details_refusal,
    new_values,
    note_refusal,
    note_withdrawal_refusal,
    reopen_refusal,
    sign_off_refusal,
)
from core.scheme import Rating
from core.scorecard import (
    Scorecard,
    StandardScore,
    Total,
    evidence_results,
    recorded_figures,
    scorecard_of,
)
from core.standard_result import StandardResult
from core.standing import applied, sitting_numbers, sittings_of
from core.value import Value, replace
from core.wording import criteria_words, not_present_words, rating_steps


class Refused(ValueError):
    """Something that the rules do not allow to be recorded; its text says why, for people."""


class Meeting(Value):
    """An inspection before its panel: the evidence, and every entry so far, oldest first.

    `head_details`: the details of the meeting in the head of an older record, see `sittings`.
    """

    evidence: Evidence
    entries: tuple[Entry, ...] = ()
    head_details: MeetingDetails = MeetingDetails()

    @classmethod
    def of(
        cls,
        scorecard: Scorecard,
        entries: tuple[Entry, ...],
        head_details: MeetingDetails | None = None,
    ) -> Meeting:
        """Return the meeting of a scorecard that is made already, with the entries it includes."""
        meeting = cls(scorecard.evidence, entries, head_details or MeetingDetails())
        meeting.__dict__["results"] = tuple(score.result for score in scorecard.standards)
        meeting.__dict__["scorecard"] = scorecard
        return meeting

    @cached_property
    def results(self) -> tuple[StandardResult, ...]:
        """The evidence's results; they do not change with entries."""
        return evidence_results(self.evidence)

    @cached_property
    def scorecard(self) -> Scorecard:
        """The scorecard after all entries."""
        return scorecard_of(self.evidence, self.entries, self.results)

    @cached_property
    def sittings(self) -> tuple[Sitting, ...]:
        """The sittings of the panel, in the order in which they began."""
        return sittings_of(self.scorecard.standing, self.head_details)

    @property
    def details(self) -> MeetingDetails:
        """The details of the latest sitting; empty ones where none are recorded."""
        return self.sittings[-1].details if self.sittings else MeetingDetails()

    @cached_property
    def _sitting_numbers(self) -> dict[str, int]:
        return sitting_numbers(self.entries)

    def sitting_of(self, entry_id: str) -> Sitting | None:
        """Return the sitting in which an entry was made; None where no details are recorded.

        It is the last one that began before the entry, or else the first.
        """
        number = self._sitting_numbers.get(entry_id)
        if number is None or not self.sittings:
            return None
        return self.sittings[min(number, len(self.sittings)) - 1]

    @property
    def signed(self) -> Entry | None:
        """The sign-off that holds; None while the record is open."""
        return self.scorecard.standing.signed

    @property
    def notes(self) -> tuple[Entry, ...]:
        """The notes that stand, oldest first, with their wording as corrected."""
        return self.scorecard.standing.notes

    def as_corrected(self, entry: Entry) -> Entry:
        """Return an entry of the record with its wording as corrected."""
        return self.scorecard.standing.with_corrections(entry)

    def with_entry(self, entry: Entry) -> Meeting:
        """Return the meeting with one more entry at the end; what it does not touch is kept."""
        meeting = self.with_entries((*self.entries, entry))
        meeting.__dict__["scorecard"] = self.scorecard.after(entry, self.entries)
        return meeting

    def with_entries(self, entries: tuple[Entry, ...]) -> Meeting:
        """Return the meeting with other entries; what the evidence alone gives is kept."""
        meeting = replace(self, entries=entries)
        meeting.__dict__["results"] = self.results
        return meeting

    def entry_for(self, proposal: AnyProposal, entry_id: str, at: datetime) -> Entry:
        """Make the entry that records a proposal.

        `entry_id`: the new entry's UUID. `at`: the moment, with its time zone.

        Raises:
            Refused: The rules do not allow it; the text says why.
            TypeError: A correction gives a text where names belong, or names for a text.
        """
        refusal = self.refusal(proposal)
        if refusal is not None:
            raise Refused(refusal)
        if isinstance(proposal, Proposal):
            return self._decision(proposal, entry_id, at)
        return self._other_entry(proposal, entry_id, at)

    def _decision(self, proposal: Proposal, entry_id: str, at: datetime) -> Entry:
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
            criteria=None if score.standard.agreed_by_panel else recorded_criteria(score),
            evidence=recorded_figures(score.result),
            replaces=decision.id if decision else None,
            published_wording=proposal.published_wording.strip(),
            decided_by=proposal.decided_by,
        )
        return replace(entry, effect=self.effect_of(entry))

    def _other_entry(self, proposal: AnyProposal, entry_id: str, at: datetime) -> Entry:
        match proposal:
            case DetailsProposal():
                known = self._details_for(proposal.details.day)
                replaces = None if known is None else known.entry_id
                details = proposal.details
                return Entry(entry_id, at, Kind.MEETING, details=details, replaces=replaces)
            case NoteProposal():
                text = proposal.text.strip()
                return Entry(entry_id, at, Kind.NOTE, standard=proposal.standard, text=text)
            case NoteWithdrawal():
                note = next(note for note in self.notes if note.id == proposal.note)
                return Entry(
                    entry_id,
                    at,
                    Kind.WITHDRAW,
                    standard=note.standard,
                    reason=proposal.reason.strip(),
                    replaces=note.id,
                )
            case CorrectionProposal():
                entry = next(entry for entry in self.entries if entry.id == proposal.corrects)
                values = new_values(self.as_corrected(entry), proposal)
                correction = Correction(entry.id, tuple(values.items()), proposal.reason.strip())
                replaces = self._correction_of(entry.id)
                return Entry(entry_id, at, Kind.CORRECT, correction=correction, replaces=replaces)
            case SignOffProposal():
                signed_by = tuple(
                    Signature(signature.name.strip(), signature.role.strip())
                    for signature in proposal.signed_by
                )
                return Entry(entry_id, at, Kind.SIGN_OFF, sign_off=SignOff(signed_by))
            case ReopenProposal():
                by = tuple(name.strip() for name in proposal.by if name.strip())
                reason = proposal.reason.strip()
                return Entry(entry_id, at, Kind.REOPEN, reason=reason, reopened_by=by)
            case _:
                raise TypeError(f"not a proposal: {proposal!r}")

    def _details_for(self, day: date | None) -> Sitting | None:
        return next((sitting for sitting in self.sittings if sitting.details.day == day), None)

    def _correction_of(self, entry_id: str) -> str | None:
        """Return the id of the latest correction of an entry; None where it was never corrected."""
        for entry in reversed(applied(self.entries)):
            if entry.correction is not None and entry.correction.corrects == entry_id:
                return entry.id
        return None

    def effect_of(self, entry: Entry) -> Effect:
        """Return what an entry does to the score and the overall rating."""
        before = self.scorecard.agreed
        after = self.with_entry(entry).scorecard.agreed
        return Effect(before.score, after.score, before.overall, after.overall)

    def outcome(self, proposal: Proposal) -> tuple[Rating | None, Total]:
        """Return the standard's rating and the total that a proposal would lead to.

        Raises:
            KeyError: The scheme has no standard of that number.
        """
        score = self.scorecard.standard(proposal.standard)
        rating = self._to_rating(proposal, score)
        if rating is None:
            return None, self.scorecard.agreed
        return rating, self.scorecard.total_if(score.id, rating)

    def kind_for(self, standard_id: str, rating: Rating) -> Kind:
        """Return which kind of entry records that a standard is to have a rating.

        A judgement is agreed. For other standards, the evidence rating is recorded as kept, and any
        other rating as a change.

        Raises:
            KeyError: The scheme has no standard of that number.
        """
        score = self.scorecard.standard(standard_id)
        if score.standard.agreed_by_panel:
            return Kind.AGREE
        return Kind.KEEP if rating == score.result.rating else Kind.CHANGE

    def _to_rating(self, proposal: Proposal, score: StandardScore) -> Rating | None:
        if proposal.kind is Kind.CHANGE:
            return proposal.to_rating
        if proposal.kind is Kind.AGREE and proposal.to_rating is not None:
            return proposal.to_rating
        if proposal.kind is Kind.WITHDRAW:
            return self._without(score).rating
        return score.result.rating

    def _without(self, score: StandardScore) -> StandardScore:
        """The standard as it stands once its decision is withdrawn."""
        gone = score.decision.id if score.decision else None
        left = [entry for entry in self.entries if entry.id != gone]
        return scorecard_of(self.evidence, left, self.results).standard(score.id)

    def refusal(self, proposal: AnyProposal) -> str | None:
        """Say why a proposal cannot be recorded; None when it can.

        Raises:
            TypeError: A correction gives a text where names belong, or names for a text.
        """
        standing, scheme = self.scorecard.standing, self.evidence.scheme
        if isinstance(proposal, ReopenProposal):
            return reopen_refusal(standing, proposal)
        if standing.signed is not None:
            return SIGNED
        match proposal:
            case Proposal():
                return decision_refusal(self.scorecard, proposal)
            case DetailsProposal():
                return details_refusal(scheme, proposal)
            case NoteProposal():
                return note_refusal(scheme, proposal)
            case NoteWithdrawal():
                return note_withdrawal_refusal(standing, proposal)
            case CorrectionProposal():
                return correction_refusal(self.entries, standing, proposal)
            case SignOffProposal():
                return sign_off_refusal(proposal)

    def cautions(self, proposal: Proposal | DetailsProposal) -> tuple[str, ...]:
        """Say what the panel should hear before it records an allowed proposal.

        Raises:
            KeyError: The scheme has no standard of that number.
            ValueError: The scheme does not have the proposed rating.
        """
        if isinstance(proposal, DetailsProposal):
            names = [interest.name for interest in proposal.details.interests]
            several = len(names_in(proposal.details.chair)) > 1
            words = ["More than one person is entered as the chair."] if several else []
            return (*words, *not_present_words(proposal.details.absent(names)))
        score = self.scorecard.standard(proposal.standard)
        words = []
        if proposal.kind in DECIDING and score.open is Answer.POSSIBLE:
            words.append(
                "Only percentages were reported: discretion is possible here, not certain. "
                "The entry will say so."
            )
        if proposal.kind in DECIDING and score.open is Answer.UNKNOWN:
            words.append(
                "The file has no key-question figures for this standard, so it is not known "
                "whether a criterion is met. The entry will say so."
            )
        if self.asks_twice(proposal) and proposal.to_rating is not None:
            steps = rating_steps(self.evidence.scheme, score.result.rating, proposal.to_rating)
            words.append(f"This moves the rating {steps}.")
        words += [
            f"{name} dissents, and is among those who agreed."
            for name in proposal.agreed_by
            if begins_with_name(proposal.dissent, name)
        ]
        words += not_present_words(self.details.absent(proposal.agreed_by))
        return tuple(words)

    def asks_twice(self, proposal: Proposal) -> bool:
        """Return whether a proposal moves a rating by more than one band, and so is asked twice.

        Raises:
            KeyError: The scheme has no standard of that number.
            ValueError: The scheme does not have the proposed rating.
        """
        rating = self.scorecard.standard(proposal.standard).result.rating
        if proposal.kind not in (Kind.CHANGE, Kind.AGREE):
            return False
        if proposal.to_rating is None or rating is None:
            return False
        return abs(self.evidence.scheme.steps_between(rating, proposal.to_rating)) > 1


def recorded_criteria(score: StandardScore) -> RecordedCriteria:
    """Return how a standard's criteria stand, in the form that an entry keeps."""
    discretion = score.result.discretion
    return RecordedCriteria(
        discretion.near_boundary,
        discretion.one_judgement,
        discretion.small_sample,
        criteria_words(score.result).all(),
    )

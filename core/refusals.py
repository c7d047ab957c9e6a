"""Why something cannot be recorded, in plain words; None where it can."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from core.discretion import Answer
from core.meeting_details import MeetingDetails, same_person
from core.proposals import (
    CorrectionProposal,
    DetailsProposal,
    NoteProposal,
    NoteWithdrawal,
    Proposal,
    ReopenProposal,
    SignOffProposal,
)
from core.record import DECIDING, NAMES, DecidedBy, Entry, Kind, correctable
from core.scheme import RatedBy, Scheme
from core.scorecard import Scorecard, StandardScore
from core.standard_result import Status
from core.standing import Standing

SIGNED = "The record is signed. Reopen it first."
NOT_SIGNED = "The record is not signed, so there is nothing to reopen."
DECISIONS = DECIDING | {Kind.WITHDRAW}
NEEDS_REASON = frozenset({Kind.CHANGE, Kind.KEEP, Kind.WITHDRAW})
ENTER_REASON = "Enter a reason."
NO_WORDS = "The reason is only digits or signs."
ENTER_NAME = "Enter the name of the member who declared the interest."
ENTER_NOTE = "Enter the text of the note."
ENTER_CORRECTION_REASON = "Enter the reason for the correction."
LABELS = {
    "reason": "reason",
    "published_wording": "published wording",
    "dissent": "dissent",
    "text": "text",
    "proposed_by": "names under proposed by",
    "agreed_by": "names under agreed by",
    "recused": "names under recused",
}


def no_such_standard(scheme: Scheme, standard_id: str) -> str:
    """Say that a scheme does not have a standard, and which it has."""
    known = ", ".join(standard.id for standard in scheme.standards)
    return f"The scheme has no standard {standard_id}. Its standards are {known}."


def decision_refusal(scorecard: Scorecard, proposal: Proposal) -> str | None:
    """Say why a decision cannot be recorded; None when it can."""
    if proposal.kind is Kind.SIGN_OFF:
        return "A sign-off is not about a standard."
    if proposal.kind not in DECISIONS:
        return f"An entry of kind {proposal.kind} is not a decision on a standard."
    try:
        score = scorecard.standard(proposal.standard)
    except KeyError:
        return no_such_standard(scorecard.scheme, proposal.standard)
    for refusal in (
        _kind_refusal(score, proposal),
        _rating_refusal(score, proposal),
        reason_refusal(score, proposal),
    ):
        if refusal is not None:
            return refusal
    return _names_refusal(proposal.recused, proposal.agreed_by)


def reason_refusal(score: StandardScore, proposal: Proposal) -> str | None:
    """Say why the reason of a decision cannot be recorded; None when it can.

    A reason without a letter is a slip of the keyboard, such as a second digit pressed to choose
    another rating. Where no reason is needed, it may be left out but not be such a slip.
    """
    reason, needed = proposal.reason.strip(), needs_reason(score, proposal)
    if not reason:
        return ENTER_REASON if needed else None
    if any(character.isalpha() for character in reason):
        return None
    if needed:
        return f"{NO_WORDS} Enter a reason in words."
    return f"{NO_WORDS} Enter it in words, or leave it empty."


def needs_reason(score: StandardScore, proposal: Proposal) -> bool:
    """Return whether a decision needs a reason: all but a deferral and an agreement as proposed.

    Whatever the chair decides alone needs one.
    """
    differs = proposal.to_rating not in (None, score.result.rating)
    return _must_say_why(proposal.kind, proposal.decided_by, differs)


def _must_say_why(kind: Kind, decided_by: DecidedBy, differs: bool) -> bool:
    """Return whether a decision needs a reason; `differs`: it is for another rating than before."""
    if kind in NEEDS_REASON or decided_by is DecidedBy.CHAIR:
        return True
    return kind is Kind.AGREE and differs


def _kind_refusal(score: StandardScore, proposal: Proposal) -> str | None:
    if proposal.kind is Kind.WITHDRAW:
        if score.decision is None:
            return f"There is no decision on {score.id} to withdraw."
        return None
    if score.standard.agreed_by_panel:
        name = f"{score.id} {score.standard.title}"
        if proposal.kind in (Kind.CHANGE, Kind.KEEP):
            return f"{name} is the lead inspector's judgement: record what the panel agreed."
        return not_agreeable_because(score)
    if proposal.kind is Kind.AGREE:
        return (
            f"{score.id} {score.standard.title} is not a judgement for the panel to agree. "
            "Change its rating or keep it."
        )
    return closed_because(score)


def _rating_refusal(score: StandardScore, proposal: Proposal) -> str | None:
    if proposal.kind is not Kind.CHANGE:
        return None
    if proposal.to_rating is None:
        return "Choose the rating that the panel agreed."
    if proposal.to_rating == score.result.rating:
        return (
            f"The evidence rating of {score.id} is already {proposal.to_rating.name}. "
            "Record it as kept."
        )
    return None


def _names_refusal(recused: Sequence[str], agreed_by: Sequence[str]) -> str | None:
    name = recused_and_agreed(recused, agreed_by)
    if name is None:
        return None
    return (
        f"{name} is recused and cannot be among those who agreed. Remove the name from one of "
        "the two."
    )


def recused_and_agreed(recused: Sequence[str], agreed_by: Sequence[str]) -> str | None:
    """Name the first person who is recused and yet among those who agreed; None for nobody."""
    for name in recused:
        if any(same_person(name, agreed) for agreed in agreed_by):
            return name.strip()
    return None


def not_agreeable_because(score: StandardScore) -> str | None:
    """Say why the panel cannot agree a judged standard; None when it can."""
    if score.result.status is Status.AWAITED:
        return f"{score.id} has no proposed rating yet, so there is nothing to agree."
    if score.result.status is Status.NOT_RATED:
        return f"{score.id} is not rated, so there is nothing to agree."
    return None


def undecidable_because(score: StandardScore) -> str | None:
    """Say why the panel can decide nothing on a standard; None when it can."""
    if score.standard.agreed_by_panel:
        return not_agreeable_because(score)
    return closed_because(score)


def closed_because(score: StandardScore) -> str | None:
    """Say why a standard is closed to discretion; None when it is open, possibly or unknown."""
    standard, result = score.standard, score.result
    if not standard.discretion:
        if standard.rated_by is RatedBy.JUDGEMENT:
            return (
                f"{standard.id} {standard.title} is a single judgement by the lead inspector; "
                "professional discretion does not apply to it."
            )
        return f"The scheme does not allow discretion on {standard.id} {standard.title}."
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


def details_refusal(scheme: Scheme, proposal: DetailsProposal) -> str | None:
    """Say why the details of a sitting cannot be recorded; None when they can."""
    details = proposal.details
    if details.day is None:
        return "Enter the date of the meeting."
    return _interests_refusal(scheme, details) or _twice_refusal(details)


def _interests_refusal(scheme: Scheme, details: MeetingDetails) -> str | None:
    for interest in details.interests:
        if not interest.name.strip():
            return ENTER_NAME
        for standard_id in interest.standards:
            if not scheme.has(standard_id):
                wrong = no_such_standard(scheme, standard_id)
                return f"{wrong} Correct the interest that {interest.name.strip()} declared."
    return None


def _twice_refusal(details: MeetingDetails) -> str | None:
    for name in details.present:
        if any(same_person(name, absent) for absent in details.apologies):
            return (
                f"{name} is listed both as present and under apologies. Remove the name from one "
                "of the two."
            )
    return None


def note_refusal(scheme: Scheme, proposal: NoteProposal) -> str | None:
    """Say why a note cannot be recorded; None when it can."""
    if proposal.standard is not None and not scheme.has(proposal.standard):
        return no_such_standard(scheme, proposal.standard)
    return None if proposal.text.strip() else ENTER_NOTE


def note_withdrawal_refusal(standing: Standing, proposal: NoteWithdrawal) -> str | None:
    """Say why a note cannot be withdrawn; None when it can."""
    if all(note.id != proposal.note for note in standing.notes):
        return "There is no such note to withdraw."
    return None if proposal.reason.strip() else "Enter a reason for withdrawing the note."


def correction_refusal(
    entries: Iterable[Entry], standing: Standing, proposal: CorrectionProposal
) -> str | None:
    """Say why wording cannot be corrected; None when it can.

    Raises:
        TypeError: The correction gives a text where names belong, or names for a text.
    """
    entry = next((candidate for candidate in entries if candidate.id == proposal.corrects), None)
    if entry is None:
        return "There is no such entry to correct."
    allowed = correctable(entry.kind)
    if not allowed:
        return f"The wording of an entry of kind {entry.kind} cannot be corrected."
    for name, value in proposal.values:
        if name not in allowed:
            return f"An entry of kind {entry.kind} has no {LABELS.get(name, name)} to correct."
        if isinstance(value, str) == (name in NAMES):
            raise TypeError(f"{name}: {value!r}")
    values = new_values(standing.with_corrections(entry), proposal)
    if not values:
        return "Nothing was changed, so there is nothing to correct."
    differs = entry.from_rating != entry.to_rating
    needed = _must_say_why(entry.kind, entry.decided_by, differs)
    if needed and "reason" in values and not values["reason"]:
        return "The entry needs a reason: it cannot be left empty."
    if "text" in values and not values["text"]:
        return "A note cannot be empty. To cancel it, withdraw it."
    known = standing.with_corrections(entry)
    recused, agreed_by = (values.get(key, getattr(known, key)) for key in ("recused", "agreed_by"))
    refusal = _names_refusal(tuple(recused), tuple(agreed_by))
    if refusal is not None:
        return refusal
    return None if proposal.reason.strip() else ENTER_CORRECTION_REASON


def new_values(known: Entry, proposal: CorrectionProposal) -> dict[str, str | tuple[str, ...]]:
    """Return the values of a correction that differ from the entry's, without outer blanks."""
    values = {}
    for name, value in proposal.values:
        tidy = (
            value.strip()
            if isinstance(value, str)
            else tuple(part.strip() for part in value if part.strip())
        )
        if tidy != getattr(known, name):
            values[name] = tidy
    return values


def sign_off_refusal(proposal: SignOffProposal) -> str | None:
    """Say why the record cannot be signed; None when it can."""
    if not proposal.signed_by:
        return "Enter who is signing."
    for signature in proposal.signed_by:
        if not signature.name.strip():
            return f"Enter the name of the {signature.role.strip() or 'person'} who signs."
        if not signature.role.strip():
            return f"Enter the role in which {signature.name.strip()} signs."
    return None


def reopen_refusal(standing: Standing, proposal: ReopenProposal) -> str | None:
    """Say why a record cannot be reopened; None when it can."""
    if standing.signed is None:
        return NOT_SIGNED
    if not any(name.strip() for name in proposal.by):
        return "Enter who is reopening the record."
    return None if proposal.reason.strip() else "Enter a reason for reopening the record."

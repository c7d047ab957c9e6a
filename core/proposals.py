"""What the panel wants to record, before it is an entry: one value for each kind."""

from __future__ import annotations

from core.meeting_details import MeetingDetails
from core.record import DecidedBy, Kind, Signature
from core.scheme import Rating
from core.value import Value


class Proposal(Value):
    """A decision on a standard: change, keep, agree, defer or withdraw.

    `to_rating`: for change and agree; an agreement without it is to the rating as proposed.
    """

    kind: Kind
    standard: str
    to_rating: Rating | None = None
    reason: str = ""
    proposed_by: tuple[str, ...] = ()
    agreed_by: tuple[str, ...] = ()
    dissent: str = ""
    recused: tuple[str, ...] = ()
    published_wording: str = ""
    decided_by: DecidedBy = DecidedBy.PANEL


class DetailsProposal(Value):
    """The details of a sitting, whole; they replace earlier ones for the same date."""

    details: MeetingDetails


class NoteProposal(Value):
    """What was said without a decision, on a standard or on the inspection (None)."""

    text: str
    standard: str | None = None


class NoteWithdrawal(Value):
    """A note to be withdrawn, and why."""

    note: str
    reason: str = ""


class CorrectionProposal(Value):
    """Better wording for an earlier entry: the new values by field, empty ones clear.

    `corrects`: the entry's id. Values that are the entry's own already are left out.
    """

    corrects: str
    values: tuple[tuple[str, str | tuple[str, ...]], ...]
    reason: str = ""


class SignOffProposal(Value):
    """The record to be closed, and who signs it."""

    signed_by: tuple[Signature, ...]


class ReopenProposal(Value):
    """A signed record to be opened again: by whom, and why."""

    by: tuple[str, ...]
    reason: str


AnyProposal = (
    Proposal
    | DetailsProposal
    | NoteProposal
    | NoteWithdrawal
    | CorrectionProposal
    | SignOffProposal
    | ReopenProposal
)

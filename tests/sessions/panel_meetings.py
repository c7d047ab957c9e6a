"""A panel's meeting with everything that a record can hold, for the tests of documents."""

from datetime import UTC, date
from pathlib import Path

from core.evidence import Evidence
from core.meeting import Meeting
from core.meeting_details import Interest, MeetingDetails
from core.proposals import (
    AnyProposal,
    CorrectionProposal,
    DetailsProposal,
    NoteProposal,
    Proposal,
    SignOffProposal,
)
from core.record import DecidedBy, Kind, Signature, SignOff
from core.value import replace
from sessions.documents.source import Source
from sessions.files.session_file import Session, read_session
from sessions.record.recovery import AnyDraft, Recovery, state_folder
from sessions.record.store import RecordStore
from sessions.text.paths import decisions_path
from tests.core.building import at

CHAIR, LEAD, NOTES = "Amara Okafor", "Lewis Grant", "Tess Hill"
MEMBERS = ("Bryn Pugh", "Chloe Marsh", "Dev Anand")
FINGERPRINT = "7f3a91c2" * 8
DETAILS = MeetingDetails(
    day=date(2020, 12, 1),
    place="Room 4, and by video",
    chair=CHAIR,
    members=MEMBERS,
    attending=(LEAD,),
    apologies=("Elin Frost",),
    note_taker=NOTES,
    interests=(
        Interest("Chloe Marsh", "worked for the service until 2018", ("3.2",), "took no part"),
    ),
)
REASON = "Two of two plans were sound but for one case.\nThe other questions are at 100%."
WORDING = "The panel raised this rating: one case of two weighed far too much."


def source_of(evidence: Evidence, meeting: Meeting | None = None) -> Source:
    session = Session(file="", evidence=evidence, data=b"", scheme_data=b"")
    return Source(session, meeting or Meeting(evidence), version="0.1.0", zone=UTC)


def with_entries(meeting: Meeting, *proposals: AnyProposal) -> Meeting:
    for proposal in proposals:
        number = len(meeting.entries) + 1
        entry = meeting.entry_for(proposal, f"entry-{number}", at(number))
        meeting = meeting.with_entry(entry)
    return meeting


def full_meeting(evidence: Evidence, standard: str = "3.2") -> Meeting:
    """Return a meeting that changed one standard, kept and deferred others, noted and corrected."""
    scheme = evidence.scheme
    score = Meeting(evidence).scorecard.standard(standard)
    assert score.result.rating is not None
    place = scheme.ratings.index(score.result.rating)
    to = scheme.ratings[place + 1] if place + 1 < len(scheme.ratings) else scheme.ratings[place - 1]
    change = Proposal(
        Kind.CHANGE,
        standard,
        to,
        REASON,
        proposed_by=(MEMBERS[0],),
        agreed_by=(CHAIR, *MEMBERS[:1]),
        dissent=f"{MEMBERS[2]} would have kept it: one case is half of the sample.",
        recused=(MEMBERS[1],),
        published_wording="To be worded.",
    )
    meeting = with_entries(Meeting(evidence), DetailsProposal(DETAILS), change)
    open_ones = [each for each in meeting.scorecard.standards if each.to_consider]
    proposals: list[AnyProposal] = [
        CorrectionProposal("entry-2", (("published_wording", WORDING),), "Worded with the editor."),
        NoteProposal(f"{CHAIR} asked for the sampling frame.", None),
        NoteProposal("The figures were read twice.", standard),
    ]
    if open_ones:
        reason = "The sample is whole; nothing speaks against the figures."
        keep = Proposal(Kind.KEEP, open_ones[0].id, None, reason, decided_by=DecidedBy.CHAIR)
        proposals.append(keep)
    if len(open_ones) > 1:
        proposals.append(Proposal(Kind.DEFER, open_ones[1].id, None, "Case 7 is to be read again."))
    return with_entries(meeting, *proposals)


def signed(meeting: Meeting) -> Meeting:
    """Return the meeting signed by its chair and the lead inspector, with its fingerprint."""
    signatures = (Signature(CHAIR, "Chair"), Signature(LEAD, "Lead inspector"))
    number = len(meeting.entries) + 1
    entry = meeting.entry_for(SignOffProposal(signatures), f"entry-{number}", at(number))
    assert entry.sign_off is not None
    sealed: SignOff = replace(
        entry.sign_off, fingerprint=FINGERPRINT, program_version="0.1.0", record_sha256="0" * 64
    )
    return meeting.with_entry(replace(entry, sign_off=sealed))


def sign(session: Path) -> None:
    """Save the record of a full meeting beside a session file, and sign it."""
    read = read_session(session)
    store = RecordStore.open(read)
    for entry in signed(full_meeting(read.evidence)).entries:
        store.save((*store.entries, entry))


def keep_draft(session: Path, draft: AnyDraft) -> None:
    """Leave a draft on this computer, as a screen does that is left."""
    read = read_session(session)
    evidence = read.evidence
    place = decisions_path(read.path)
    recovery = Recovery.open(state_folder(), evidence.inspection.id, place, evidence.scheme)
    recovery.draft(draft)
    recovery.close()

"""Why notes, details, corrections, signatures and reopenings cannot be recorded: each reason."""

from datetime import date

import pytest

from core.meeting import Meeting, Proposal, Refused
from core.meeting_details import Interest, MeetingDetails
from core.proposals import (
    AnyProposal,
    CorrectionProposal,
    DetailsProposal,
    NoteProposal,
    NoteWithdrawal,
    ReopenProposal,
    SignOffProposal,
)
from core.record import DecidedBy, Kind, Signature
from core.value import replace
from tests.core.building import GOOD, OUTSTANDING, entered, recorded

DAY = date(2020, 12, 1)
STANDARDS = "Its standards are 1.1, 1.2, 1.3, 1.4, 2.1, 2.2, 2.3, 2.4, 3.1, 3.2, 3.3, 3.4."


CHANGED = Proposal(Kind.CHANGE, "3.2", GOOD, "One case.", agreed_by=("Ann Lee",), recused=("Bo",))
DEFERRED = Proposal(Kind.DEFER, "3.2", reason="To be read again.")
BY_THE_CHAIR = replace(DEFERRED, decided_by=DecidedBy.CHAIR)
NOTE = NoteProposal("Seen.", "3.2")
SIGNED = SignOffProposal((Signature("Ann Lee", "Chair"),))


def details(
    *interests: Interest, members: tuple[str, ...] = (), apologies: tuple[str, ...] = ()
) -> DetailsProposal:
    return DetailsProposal(
        MeetingDetails(DAY, members=members, apologies=apologies, interests=interests)
    )


def correct(why: str = "Typo.", /, **values: str | tuple[str, ...]) -> CorrectionProposal:
    return CorrectionProposal("entry-1", tuple(values.items()), why)


@pytest.mark.parametrize(
    ("meeting", "proposal", "said"),
    [
        (entered(), NOTE, None),
        (entered(), NoteProposal("Seen."), None),
        (entered(), NoteProposal(" \n"), "Enter the text of the note."),
        (entered(), NoteProposal("Seen.", "9.9"), f"The scheme has no standard 9.9. {STANDARDS}"),
        (entered(NOTE), NoteWithdrawal("entry-1", "Twice."), None),
        (entered(NOTE), NoteWithdrawal("entry-1"), "Enter a reason for withdrawing the note."),
        (
            entered(NOTE),
            NoteWithdrawal("entry-2", "Twice."),
            "There is no such note to withdraw.",
        ),
        (entered(), details(), None),
        (entered(), DetailsProposal(MeetingDetails()), "Enter the date of the meeting."),
        (entered(), details(Interest("Bo", standards=("3.2",))), None),
        (
            entered(),
            details(Interest("Ann"), Interest(" ")),
            "Enter the name of the member who declared the interest.",
        ),
        (
            entered(),
            details(Interest(" Bo ", standards=("3.2", "9.9"))),
            f"The scheme has no standard 9.9. {STANDARDS} Correct the interest that Bo declared.",
        ),
        (
            entered(),
            details(members=("Ann Lee", "Bo"), apologies=("Cy", "bo")),
            "Bo is listed both as present and under apologies. Remove the name from one of the "
            "two.",
        ),
        (entered(), SIGNED, None),
        (entered(), SignOffProposal(()), "Enter who is signing."),
        (
            entered(),
            SignOffProposal((Signature("", "Chair"),)),
            "Enter the name of the Chair who signs.",
        ),
        (
            entered(),
            SignOffProposal((Signature(" "),)),
            "Enter the name of the person who signs.",
        ),
        (
            entered(),
            SignOffProposal((Signature("Ann", "Chair"), Signature("Bo", " "))),
            "Enter the role in which Bo signs.",
        ),
        (entered(SIGNED), NOTE, "The record is signed. Reopen it first."),
        (entered(SIGNED), CHANGED, "The record is signed. Reopen it first."),
        (entered(SIGNED), ReopenProposal(("Bo",), "Late evidence."), None),
        (entered(SIGNED), ReopenProposal(("Bo", " "), "Late evidence."), None),
        (entered(SIGNED), ReopenProposal((" ",), "Late."), "Enter who is reopening the record."),
        (
            entered(SIGNED),
            ReopenProposal(("Bo",), " "),
            "Enter a reason for reopening the record.",
        ),
        (
            entered(),
            ReopenProposal(("Bo",), "Late."),
            "The record is not signed, so there is nothing to reopen.",
        ),
    ],
)
def test_what_is_not_a_decision(meeting: Meeting, proposal: AnyProposal, said: str | None) -> None:
    assert meeting.refusal(proposal) == said


@pytest.mark.parametrize(
    ("meeting", "proposal", "said"),
    [
        (entered(CHANGED), correct(reason="Two cases."), None),
        (entered(), correct(reason="Two cases."), "There is no such entry to correct."),
        (
            entered(SIGNED, ReopenProposal(("Bo",), "Late.")),
            correct(reason="Two cases."),
            "The wording of an entry of kind sign-off cannot be corrected.",
        ),
        (
            entered(CHANGED),
            correct(text="Two cases."),
            "An entry of kind change has no text to correct.",
        ),
        (
            entered(DEFERRED),
            correct(published_wording="Two cases."),
            "An entry of kind defer has no published wording to correct.",
        ),
        (
            entered(CHANGED),
            correct(reason=" One case. ", recused=(" Bo", " ")),
            "Nothing was changed, so there is nothing to correct.",
        ),
        (
            entered(CHANGED, correct(reason="Two cases.")),
            correct(reason="Two cases."),
            "Nothing was changed, so there is nothing to correct.",
        ),
        (
            entered(CHANGED),
            correct(reason=" "),
            "The entry needs a reason: it cannot be left empty.",
        ),
        (entered(DEFERRED), correct(reason=""), None),
        (
            entered(BY_THE_CHAIR),
            correct(reason=""),
            "The entry needs a reason: it cannot be left empty.",
        ),
        (entered(Proposal(Kind.AGREE, "1.1", GOOD, "As seen.")), correct(reason=""), None),
        (
            entered(Proposal(Kind.AGREE, "1.1", OUTSTANDING, "As seen.")),
            correct(reason=""),
            "The entry needs a reason: it cannot be left empty.",
        ),
        (entered(NOTE), correct(text="Read."), None),
        (entered(NOTE), correct(text=" "), "A note cannot be empty. To cancel it, withdraw it."),
        (
            entered(CHANGED),
            correct(agreed_by=("Ann Lee", "BO")),
            "Bo is recused and cannot be among those who agreed. Remove the name from one of the "
            "two.",
        ),
        (entered(CHANGED), correct(agreed_by=("Bo",), recused=("Cy",)), None),
        (entered(CHANGED), correct(" ", dissent="Cy."), "Enter the reason for the correction."),
    ],
)
def test_corrections(meeting: Meeting, proposal: CorrectionProposal, said: str | None) -> None:
    assert meeting.refusal(proposal) == said


@pytest.mark.parametrize("values", [{"reason": ("Ann",)}, {"recused": "Ann"}])
def test_a_text_is_not_corrected_by_names_nor_names_by_a_text(
    values: dict[str, str | tuple[str, ...]],
) -> None:
    with pytest.raises(TypeError):
        entered(CHANGED).refusal(correct("Typo.", **values))


@pytest.mark.parametrize(
    ("proposal", "said"),
    [
        (Proposal(Kind.NOTE, "3.2"), "An entry of kind note is not a decision on a standard."),
        (
            Proposal(Kind.AGREE, "3.2", GOOD),
            "3.2 Planning is not a judgement for the panel to agree. Change its rating or keep it.",
        ),
        (
            replace(CHANGED, agreed_by=(" bo ",)),
            "Bo is recused and cannot be among those who "
            "agreed. Remove the name from one of the two.",
        ),
        (replace(BY_THE_CHAIR, reason=""), "Enter a reason."),
        (DEFERRED, None),
        (replace(DEFERRED, reason=""), None),
    ],
)
def test_decisions(proposal: Proposal, said: str | None) -> None:
    meeting = entered()
    assert meeting.refusal(proposal) == said
    if said is not None:
        with pytest.raises(Refused):
            recorded(meeting, proposal)

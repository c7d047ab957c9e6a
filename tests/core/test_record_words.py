"""What text outputs say of a record beside ratings and scores: named facts, in order."""

from datetime import date

import pytest

from core.meeting import Meeting, Proposal
from core.meeting_details import Interest, MeetingDetails
from core.proposals import (
    CorrectionProposal,
    DetailsProposal,
    NoteProposal,
    ReopenProposal,
    SignOffProposal,
)
from core.record import DecidedBy, Entry, Kind, Signature
from core.record_words import (
    Fact,
    decision_facts,
    interest_words,
    meeting_facts,
    proposal_facts,
    record_facts,
    still_open_words,
    what_is_signed,
)
from core.scheme import Scheme
from core.value import replace
from tests.core.building import GOOD, OUTSTANDING, YOUTH_2018, at, entered, whole_evidence

DAY = date(2020, 12, 1)
SIGNED = SignOffProposal((Signature("Ann Lee", "Chair"), Signature("Bo Ek", "Member")))
CHANGED = Proposal(
    Kind.CHANGE,
    "3.2",
    GOOD,
    "One case.",
    proposed_by=("Ann Lee",),
    agreed_by=("Ann Lee", "Bo Ek"),
    dissent="Cy would keep it.",
    recused=("Dee",),
    published_wording="The panel agreed Good.",
)


def time(minute: int) -> str:
    return f"1 December 2020, 12:0{minute} (UTC+00:00)"


def pairs(facts: tuple[Fact, ...]) -> list[tuple[str, str]]:
    return [(fact.name, fact.words) for fact in facts]


def said(meeting: Meeting) -> list[tuple[str, list[tuple[str, str]]]]:
    return [(each.heading, pairs(each.facts)) for each in record_facts(meeting)]


class TestDecisions:
    def test_all_that_is_recorded_of_a_decision(self) -> None:
        correction = CorrectionProposal(
            "entry-1", (("reason", "One case of two."), ("recused", ("Dee Oz",))), "Names."
        )
        meeting = entered(CHANGED, correction)
        whole = [
            ("dissent", "Cy would keep it."),
            ("reason", "One case of two."),
            ("proposed by", "Ann Lee"),
            ("agreed by", "Ann Lee, Bo Ek"),
            ("recused", "Dee Oz"),
            ("published wording", "The panel agreed Good."),
            ("recorded", time(1)),
            ("corrected", f"reason and recused, {time(2)}: Names."),
        ]
        score = meeting.scorecard.standard("3.2")
        assert pairs(decision_facts(meeting, score)) == whole
        assert pairs(decision_facts(meeting, score, times=False)) == whole[:-2]
        undecided = meeting.scorecard.standard("2.1")
        assert decision_facts(meeting, undecided) == ()

    def test_what_the_chair_decided_alone(self) -> None:
        deferred = Proposal(Kind.DEFER, "3.2", reason="Absent.", decided_by=DecidedBy.CHAIR)
        meeting = entered(deferred)
        assert pairs(decision_facts(meeting, meeting.scorecard.standard("3.2"))) == [
            ("reason", "Absent."),
            ("decided by", "the chair alone (chair's action)"),
            ("recorded", time(1)),
        ]

    def test_a_decision_that_is_not_applied(self) -> None:
        entry = Entry("a", at(1), Kind.KEEP, "2.1", OUTSTANDING, OUTSTANDING, "Seen.")
        meeting = entered().with_entry(entry)
        assert pairs(decision_facts(meeting, meeting.scorecard.standard("2.1"), times=False)) == [
            ("not applied", "kept at Outstanding"),
            ("reason", "Seen."),
        ]

    @pytest.mark.parametrize(
        ("proposed_by", "rationale", "facts"),
        [
            (
                ("Ann Lee", "Bo Ek"),
                "Well led.",
                [
                    ("proposal", "Good"),
                    ("proposed by", "Ann Lee, Bo Ek"),
                    ("rationale", "Well led."),
                ],
            ),
            (("Ann Lee",), "", [("proposal", "Good"), ("proposed by", "Ann Lee")]),
            ((), "Well led.", [("proposal", "Good"), ("rationale", "Well led.")]),
            ((), "", []),
        ],
    )
    def test_who_proposed_a_judgement_and_why(
        self, proposed_by: tuple[str, ...], rationale: str, facts: list[tuple[str, str]]
    ) -> None:
        evidence = whole_evidence()
        standards = tuple(
            replace(each, proposed_by=proposed_by, rationale=rationale)
            for each in evidence.standards
        )
        card = Meeting(replace(evidence, standards=standards)).scorecard
        assert pairs(proposal_facts(card.standard("1.1"))) == facts
        assert proposal_facts(card.standard("2.1")) == ()


class TestSittings:
    DETAILS = MeetingDetails(
        DAY,
        "Weston",
        chair="Ann Lee",
        members=("Bo Ek", "Ann Lee"),
        attending=("Fay", "Gil"),
        apologies=("Cy",),
        note_taker="Hal",
        interests=(Interest("Bo Ek", "worked there", ("3.2",), "took no part"),),
    )

    @pytest.mark.parametrize(
        ("scheme", "quorum"),
        [
            (replace(YOUTH_2018, quorum=2), [("quorum", "2 members needed, 2 present: met")]),
            (replace(YOUTH_2018, quorum=3), [("quorum", "3 members needed, 2 present: not met")]),
            (replace(YOUTH_2018, quorum=None), []),
        ],
    )
    def test_details(self, scheme: Scheme, quorum: list[tuple[str, str]]) -> None:
        assert pairs(meeting_facts(scheme, self.DETAILS)) == [
            ("date", "1 December 2020"),
            ("place", "Weston"),
            ("present", "Ann Lee (chair) and Bo Ek"),
            ("in attendance", "Fay and Gil"),
            ("apologies", "Cy"),
            ("note taker", "Hal"),
            ("interest", "Bo Ek (3.2): worked there, took no part"),
            *quorum,
        ]
        assert meeting_facts(scheme, MeetingDetails()) == ()

    def test_interests(self) -> None:
        interest = Interest("Bo Ek", "worked there", ("3.2", "3.3"))
        assert interest_words(interest) == "Bo Ek (3.2 and 3.3): worked there"
        assert interest_words(interest, standards=False) == "Bo Ek: worked there"
        assert interest_words(Interest("Bo Ek")) == "Bo Ek (all standards)"

    def test_a_number_where_there_are_several(self) -> None:
        first = DetailsProposal(MeetingDetails(DAY))
        second = DetailsProposal(MeetingDetails(date(2020, 12, 8)))
        assert said(entered(first))[0] == ("Meeting", [("date", "1 December 2020")])
        assert said(entered(first, second))[:2] == [
            ("Sitting 1", [("date", "1 December 2020")]),
            ("Sitting 2", [("date", "8 December 2020")]),
        ]


class TestWholeRecords:
    def test_none(self) -> None:
        assert record_facts(entered()) == ()

    def test_notes(self) -> None:
        correction = CorrectionProposal("entry-1", (("text", "Read twice."),), "Typo.")
        meeting = entered(NoteProposal("Red twice.", "3.2"), NoteProposal("Tea."), correction)
        assert said(meeting) == [
            (
                "Notes",
                [
                    ("note on 3.2", f"Read twice.\n{time(1)}\ncorrected: text, {time(3)}: Typo."),
                    ("note", f"Tea.\n{time(2)}"),
                ],
            ),
            ("Sign-off", [("status", "not signed")]),
        ]

    def test_signed_and_reopened(self) -> None:
        signed = [("signed by", "Ann Lee (Chair) and Bo Ek (Member)"), ("signed", time(1))]
        assert said(entered(SIGNED)) == [("Sign-off", signed)]
        again = entered(SIGNED, ReopenProposal(("Ann Lee", "Bo Ek"), "Late evidence."))
        assert said(again) == [
            (
                "Sign-off",
                [
                    *signed,
                    ("reopened", f"{time(2)} by Ann Lee and Bo Ek: Late evidence."),
                    ("status", "not signed again since it was reopened"),
                ],
            )
        ]

    def test_what_came_after_the_sign_off(self) -> None:
        late = Entry("late", at(2), Kind.NOTE, text="Too late.")
        assert said(entered(SIGNED).with_entry(late))[0] == (
            "Not applied",
            [
                (
                    "entry 2",
                    f"note; not applied: recorded after the sign-off\nToo late.\n{time(2)}",
                )
            ],
        )

    def test_what_is_signed(self) -> None:
        meeting = entered(CHANGED)
        open_still = "Still open: 1.1, 1.2, 1.3 and 1.4."
        assert still_open_words(meeting) == open_still
        assert what_is_signed(meeting) == f"Result: 31/36, Outstanding. {open_still}"
        agreed = (Proposal(Kind.AGREE, f"1.{number}") for number in range(1, 5))
        meeting = entered(CHANGED, *agreed)
        assert still_open_words(meeting) == ""
        assert what_is_signed(meeting) == "Result: 31/36, Outstanding. Every standard is decided."

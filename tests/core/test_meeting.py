"""What the panel may record, what it hears first, and what an entry then holds."""

from datetime import date
from pathlib import Path

import pytest

from core.counts import Figures
from core.discretion import Answer
from core.evidence import Evidence
from core.meeting import Meeting, Proposal, Refused
from core.meeting_details import Interest, MeetingDetails
from core.proposals import DetailsProposal
from core.record import (
    Effect,
    Entry,
    Kind,
    RecordedCriteria,
    RecordedFigures,
    record_faults,
)
from core.refusals import NO_WORDS, closed_because
from core.scheme import Rating
from core.scorecard import Considered, same_evidence
from core.value import replace
from sessions.files.session_file import read_session
from tests.core.building import (
    GOOD,
    INADEQUATE,
    OUTSTANDING,
    REQUIRES_IMPROVEMENT,
    YOUTH_2018,
    YOUTH_2021,
    at,
    evidence_of,
    recorded,
    standard_of,
    whole_evidence,
)

FIXTURES = Path(__file__).parents[2] / "fixtures"

NORTH_SOMERSET = Meeting(read_session(FIXTURES / "north-somerset-2020.toml").evidence)
KIRKLEES = Meeting(read_session(FIXTURES / "kirklees-2021.toml").evidence)
SUFFOLK = Meeting(read_session(FIXTURES / "suffolk-2023.toml").evidence)

STANDARDS = "Its standards are 1.1, 1.2, 1.3, 1.4, 2.1, 2.2, 2.3, 2.4, 3.1, 3.2, 3.3, 3.4."
REASON = "One case of two weighed too heavily."


def change(standard: str, to_rating: Rating | None = GOOD, reason: str = REASON) -> Proposal:
    return Proposal(Kind.CHANGE, standard, to_rating, reason)


def keep(standard: str, reason: str = REASON) -> Proposal:
    return Proposal(Kind.KEEP, standard, reason=reason)


def defer(standard: str) -> Proposal:
    return Proposal(Kind.DEFER, standard)


def withdraw(standard: str, reason: str = "Said too early.") -> Proposal:
    return Proposal(Kind.WITHDRAW, standard, reason=reason)


def with_standard(evidence: Evidence, standard_id: str, given: str | list[str]) -> Evidence:
    """The same evidence, but for one standard."""
    changed = standard_of(evidence.scheme, standard_id, given)
    standards = tuple(changed if s.id == standard_id else s for s in evidence.standards)
    return replace(evidence, standards=standards)


def without_standard(evidence: Evidence, standard_id: str) -> Evidence:
    return replace(evidence, standards=tuple(s for s in evidence.standards if s.id != standard_id))


class TestRefusals:
    @pytest.mark.parametrize("kind", [Kind.CHANGE, Kind.KEEP, Kind.DEFER])
    @pytest.mark.parametrize(
        ("meeting", "standard", "said"),
        [
            (
                NORTH_SOMERSET,
                "2.1",
                "2.1 is not open to discretion: the lowest percentage, 100%, is not near a "
                "boundary, no single judgement changes the rating, and the sample is not small.",
            ),
            (
                Meeting(without_standard(NORTH_SOMERSET.evidence, "3.2")),
                "3.2",
                "3.2 has no figures yet, so there is nothing to consider.",
            ),
            (
                Meeting(with_standard(NORTH_SOMERSET.evidence, "3.2", "not rated: no cases")),
                "3.2",
                "3.2 is not rated, so there is nothing to consider.",
            ),
            (
                Meeting(with_standard(NORTH_SOMERSET.evidence, "3.2", ["n/a", "n/a", "n/a"])),
                "3.2",
                "3.2 is not rated, so there is nothing to consider.",
            ),
            (NORTH_SOMERSET, "4.1", f"The scheme has no standard 4.1. {STANDARDS}"),
            (NORTH_SOMERSET, "", f"The scheme has no standard . {STANDARDS}"),
        ],
        ids=[
            "not open",
            "awaited",
            "not rated",
            "no key question applies",
            "no such standard",
            "no standard",
        ],
    )
    def test_closed(self, kind: Kind, meeting: Meeting, standard: str, said: str) -> None:
        proposal = Proposal(kind, standard, INADEQUATE, REASON)
        assert meeting.refusal(proposal) == said
        with pytest.raises(Refused) as refused:
            meeting.entry_for(proposal, "an-id", at(0))
        assert str(refused.value) == said

    @pytest.mark.parametrize("kind", [Kind.CHANGE, Kind.KEEP])
    @pytest.mark.parametrize(
        ("meeting", "standard"),
        [(NORTH_SOMERSET, "1.1"), (SUFFOLK, "4.1"), (SUFFOLK, "3.4")],
    )
    def test_a_judgement_is_agreed_not_changed(
        self, kind: Kind, meeting: Meeting, standard: str
    ) -> None:
        title = meeting.scorecard.standard(standard).standard.title
        assert meeting.refusal(Proposal(kind, standard, INADEQUATE, REASON)) == (
            f"{standard} {title} is the lead inspector's judgement: record what the panel agreed."
        )
        assert meeting.refusal(Proposal(Kind.AGREE, standard)) is None
        assert meeting.refusal(Proposal(Kind.DEFER, standard)) is None

    def test_a_standard_that_the_scheme_closes_though_it_has_key_questions(self) -> None:
        scheme = replace(
            YOUTH_2018,
            standards=tuple(
                replace(standard, discretion=standard.id != "3.2")
                if standard.key_questions
                else standard
                for standard in YOUTH_2018.standards
            ),
        )
        meeting = Meeting(replace(NORTH_SOMERSET.evidence, scheme=scheme))
        said = "The scheme does not allow discretion on 3.2 Planning."
        assert meeting.refusal(change("3.2")) == said
        assert meeting.scorecard.standard("3.2").open is None
        assert meeting.refusal(change("3.3")) is None

    @pytest.mark.parametrize(
        ("proposal", "said"),
        [
            (
                change("3.2", REQUIRES_IMPROVEMENT),
                "The evidence rating of 3.2 is already Requires improvement. Record it as kept.",
            ),
            (change("3.2", None), "Choose the rating that the panel agreed."),
            (change("3.2", reason=""), "Enter a reason."),
            (change("3.2", reason=" \n\t"), "Enter a reason."),
            (keep("3.2", ""), "Enter a reason."),
            (keep("3.2", "0"), f"{NO_WORDS} Enter a reason in words."),
            (change("3.2", reason=" 2/3.\n"), f"{NO_WORDS} Enter a reason in words."),
            (
                Proposal(Kind.DEFER, "3.2", reason="-"),
                f"{NO_WORDS} Enter it in words, or leave it empty.",
            ),
            (
                Proposal(Kind.AGREE, "1.1", reason="2"),
                f"{NO_WORDS} Enter it in words, or leave it empty.",
            ),
            (withdraw("3.2"), "There is no decision on 3.2 to withdraw."),
            (withdraw("1.1"), "There is no decision on 1.1 to withdraw."),
            (Proposal(Kind.SIGN_OFF, "3.2"), "A sign-off is not about a standard."),
        ],
    )
    def test_refused(self, proposal: Proposal, said: str) -> None:
        assert NORTH_SOMERSET.refusal(proposal) == said
        with pytest.raises(Refused):
            NORTH_SOMERSET.entry_for(proposal, "an-id", at(0))

    def test_a_withdrawal_needs_a_reason_and_a_standing_decision(self) -> None:
        meeting, _ = recorded(NORTH_SOMERSET, change("3.2"))
        assert meeting.refusal(withdraw("3.2", "  ")) == ("Enter a reason.")
        assert meeting.refusal(withdraw("3.3")) == "There is no decision on 3.3 to withdraw."
        meeting, _ = recorded(meeting, withdraw("3.2"))
        assert meeting.refusal(withdraw("3.2")) == "There is no decision on 3.2 to withdraw."

    @pytest.mark.parametrize("reason", ["2 of the 6 cases", "2 a", "检查结果", "نتائج"])
    def test_a_reason_with_letters_of_any_script_is_allowed(self, reason: str) -> None:
        assert NORTH_SOMERSET.refusal(keep("3.2", reason)) is None

    @pytest.mark.parametrize("proposal", [change("3.2"), keep("3.2"), defer("3.2")])
    def test_allowed_where_it_is_open(self, proposal: Proposal) -> None:
        assert NORTH_SOMERSET.refusal(proposal) is None

    def test_a_change_back_to_the_evidence_is_refused_even_after_a_change(self) -> None:
        meeting, _ = recorded(NORTH_SOMERSET, change("3.2", GOOD))
        refusal = meeting.refusal(change("3.2", REQUIRES_IMPROVEMENT))
        assert refusal is not None
        assert refusal.startswith("The evidence rating of 3.2 is already Requires improvement.")
        assert meeting.refusal(change("3.2", OUTSTANDING)) is None

    def test_only_possibly_open_is_open_enough(self) -> None:
        evidence = whole_evidence(standards={"2.4": ["24/24", "24/24", "58%"]}, samples={"2": 24})
        meeting = Meeting(evidence)
        assert meeting.scorecard.standard("2.4").open is Answer.POSSIBLE
        assert meeting.refusal(change("2.4")) is None

    def test_unknown_is_open_enough(self) -> None:
        meeting = Meeting(whole_evidence(standards={"2.1": "Good"}))
        assert meeting.refusal(change("2.1", OUTSTANDING)) is None
        assert closed_because(meeting.scorecard.standard("2.1")) is None
        assert closed_because(meeting.scorecard.standard("1.1")) is not None


class TestCautions:
    POSSIBLE = (
        "Only percentages were reported: discretion is possible here, not certain. "
        "The entry will say so."
    )
    UNKNOWN = (
        "The file has no key-question figures for this standard, so it is not known whether a "
        "criterion is met. The entry will say so."
    )

    @pytest.mark.parametrize("make", [change, keep, defer])
    def test_none_for_one_band_where_it_is_open(self, make: object) -> None:
        assert callable(make)
        assert NORTH_SOMERSET.cautions(make("3.2")) == ()

    @pytest.mark.parametrize(
        ("proposal", "said"),
        [
            (change("2.4"), (POSSIBLE,)),
            (keep("2.4"), (POSSIBLE,)),
            (defer("2.4"), (POSSIBLE,)),
            (
                change("2.4", OUTSTANDING),
                (
                    POSSIBLE,
                    "This moves the rating two bands up, from Requires improvement to Outstanding.",
                ),
            ),
            (
                change("2.2", INADEQUATE),
                (UNKNOWN, "This moves the rating two bands down, from Good to Inadequate."),
            ),
            (keep("2.2"), (UNKNOWN,)),
            (defer("2.2"), (UNKNOWN,)),
            (withdraw("2.4"), ()),
            (withdraw("2.2"), ()),
        ],
    )
    def test_possible_and_unknown(self, proposal: Proposal, said: tuple[str, ...]) -> None:
        evidence = whole_evidence(
            standards={"2.4": ["24/24", "24/24", "58%"], "2.2": "Good"}, samples={"2": 24, "3": 20}
        )
        assert Meeting(evidence).cautions(proposal) == said

    ATTENDANCE = MeetingDetails(
        chair="J Field", members=("C Marsh",), attending=("L Grant",), note_taker="T Hill"
    )

    @pytest.mark.parametrize(
        ("names", "details", "said"),
        [
            (("J Field", "c  marsh", "L Grant", "T Hill"), ATTENDANCE, ()),
            (("Dan Dove", "C Marsh"), ATTENDANCE, ("Dan Dove is not entered as present.",)),
            (("Dan Dove",), MeetingDetails(), ()),
            (("Dan Dove",), MeetingDetails(chair="J Field"), ()),
        ],
        ids=["all present", "one absent", "no details", "no attendance"],
    )
    def test_who_is_not_present_is_named(
        self, names: tuple[str, ...], details: MeetingDetails, said: tuple[str, ...]
    ) -> None:
        meeting = Meeting(NORTH_SOMERSET.evidence, (), details)
        assert meeting.cautions(replace(change("3.2"), agreed_by=names)) == said
        interests = tuple(Interest(name) for name in names)
        met = DetailsProposal(replace(details, day=date(2020, 12, 1), interests=interests))
        assert meeting.cautions(met) == said

    def test_who_dissents_and_agrees_is_named(self) -> None:
        meeting = Meeting(NORTH_SOMERSET.evidence, (), MeetingDetails())
        agreed = replace(change("3.2"), agreed_by=("A Poe", "B Roe"))
        said = ("A Poe dissents, and is among those who agreed.",)
        assert meeting.cautions(replace(agreed, dissent="a  poe: too few cases")) == said
        assert meeting.cautions(replace(agreed, dissent="A Poet: too few cases")) == ()
        assert meeting.cautions(replace(agreed, dissent="C Moe: too few, says A Poe")) == ()

    def test_two_chairs_are_named(self) -> None:
        meeting = Meeting(NORTH_SOMERSET.evidence)
        one = MeetingDetails(day=date(2020, 12, 1), chair="Helen Davies")
        assert meeting.cautions(DetailsProposal(one)) == ()
        two = replace(one, chair="Helen DaviesB Member, C Member")
        said = ("More than one person is entered as the chair.",)
        assert meeting.cautions(DetailsProposal(two)) == said

    @pytest.mark.parametrize(
        ("to_rating", "twice"),
        [(INADEQUATE, False), (REQUIRES_IMPROVEMENT, False), (GOOD, False), (OUTSTANDING, True)],
    )
    def test_more_than_one_band_is_asked_twice(self, to_rating: Rating, twice: bool) -> None:
        assert NORTH_SOMERSET.asks_twice(change("3.2", to_rating)) is twice
        assert bool(NORTH_SOMERSET.cautions(change("3.2", to_rating))) is twice

    def test_downwards_too(self) -> None:
        assert NORTH_SOMERSET.asks_twice(change("3.1", REQUIRES_IMPROVEMENT))
        assert not NORTH_SOMERSET.asks_twice(change("3.1", GOOD))

    def test_the_step_is_counted_from_the_evidence_and_not_from_an_earlier_change(self) -> None:
        meeting, _ = recorded(NORTH_SOMERSET, change("3.2", GOOD))
        assert meeting.asks_twice(change("3.2", OUTSTANDING))

    @pytest.mark.parametrize(
        "proposal",
        [
            keep("3.2"),
            change("3.2", None),
            replace(keep("3.2"), to_rating=OUTSTANDING),
            replace(withdraw("3.2"), to_rating=OUTSTANDING),
        ],
    )
    def test_nothing_else_is_asked_twice(self, proposal: Proposal) -> None:
        assert NORTH_SOMERSET.asks_twice(proposal) is False
        assert NORTH_SOMERSET.cautions(proposal) == ()

    def test_no_rating_chosen_yet_leaves_the_total(self) -> None:
        assert NORTH_SOMERSET.outcome(change("3.2", None)) == (
            None,
            NORTH_SOMERSET.scorecard.agreed,
        )

    def test_a_standard_without_a_rating_has_no_step(self) -> None:
        meeting = Meeting(with_standard(NORTH_SOMERSET.evidence, "3.2", "not rated: no cases"))
        assert not meeting.asks_twice(change("3.2", OUTSTANDING))


class TestEntries:
    def test_a_change_holds_everything_that_the_panel_saw(self) -> None:
        proposal = Proposal(
            Kind.CHANGE,
            "3.2",
            GOOD,
            f"  {REASON}\nDelivery as a whole was good.  ",
            proposed_by=("A. Lead",),
            agreed_by=("B. Member", "C. Member"),
            dissent=" D. Member would keep it. ",
            recused=("E. Member",),
        )
        entry = NORTH_SOMERSET.entry_for(proposal, "the-id", at(3))
        assert entry == Entry(
            id="the-id",
            at=at(3),
            kind=Kind.CHANGE,
            standard="3.2",
            from_rating=REQUIRES_IMPROVEMENT,
            to_rating=GOOD,
            reason=f"{REASON}\nDelivery as a whole was good.",
            proposed_by=("A. Lead",),
            agreed_by=("B. Member", "C. Member"),
            dissent="D. Member would keep it.",
            recused=("E. Member",),
            criteria=RecordedCriteria(
                Answer.MET,
                Answer.MET,
                Answer.MET,
                (
                    "50% is on the boundary between Inadequate and Requires improvement",
                    "one more yes in 3.2.3 would make it Outstanding",
                    "one fewer yes in 3.2.3 would make it Inadequate",
                    "based on 2 cases in 3.2.3 (threshold 5)",
                ),
            ),
            evidence=(
                RecordedFigures("3.2.1", Figures(5, 5)),
                RecordedFigures("3.2.2", Figures(5, 5)),
                RecordedFigures("3.2.3", Figures(1, 2)),
            ),
            effect=Effect(24, 25, GOOD, GOOD),
            replaces=None,
        )

    def test_both_published_changes_of_north_somerset(self) -> None:
        meeting, _ = recorded(NORTH_SOMERSET, change("3.2"))
        meeting, second = recorded(meeting, change("3.3"))
        card = meeting.scorecard
        assert second.effect == Effect(25, 26, GOOD, GOOD)
        assert (card.agreed.score, card.by_evidence.score) == (26, 24)
        assert [s.id for s in card.standards if s.considered is Considered.CHANGED] == [
            "3.2",
            "3.3",
        ]
        assert len(card.open_standards) == 7
        assert len(card.for_the_panel) == 7 + 4
        assert card.decided_count == 2

    def test_keeping_leaves_the_rating(self) -> None:
        meeting, entry = recorded(NORTH_SOMERSET, keep("3.2"))
        assert (entry.from_rating, entry.to_rating) == (REQUIRES_IMPROVEMENT, REQUIRES_IMPROVEMENT)
        assert entry.effect == Effect(24, 24, GOOD, GOOD)
        assert meeting.scorecard.standard("3.2").considered is Considered.KEPT

    def test_keeping_after_a_change_takes_the_change_back(self) -> None:
        meeting, first = recorded(NORTH_SOMERSET, change("3.2"))
        meeting, entry = recorded(meeting, keep("3.2"))
        assert entry.replaces == first.id
        assert (entry.from_rating, entry.to_rating) == (REQUIRES_IMPROVEMENT, REQUIRES_IMPROVEMENT)
        assert entry.effect == Effect(25, 24, GOOD, GOOD)

    def test_deferring_needs_no_reason_and_decides_nothing(self) -> None:
        meeting, entry = recorded(NORTH_SOMERSET, defer("3.2"))
        assert entry.reason == ""
        assert (entry.from_rating, entry.to_rating) == (REQUIRES_IMPROVEMENT, REQUIRES_IMPROVEMENT)
        score = meeting.scorecard.standard("3.2")
        assert score.considered is Considered.DEFERRED
        assert score.to_consider
        assert score.rating == REQUIRES_IMPROVEMENT

    def test_a_later_decision_names_the_one_that_it_replaces(self) -> None:
        meeting, first = recorded(NORTH_SOMERSET, change("3.2"))
        meeting, second = recorded(meeting, change("3.2", OUTSTANDING))
        assert second.replaces == first.id
        assert second.from_rating == REQUIRES_IMPROVEMENT
        assert second.effect == Effect(25, 26, GOOD, GOOD)
        assert meeting.scorecard.standard("3.2").decision == second
        assert record_faults(meeting.entries) == ()

    def test_a_withdrawal_restores_what_was_replaced(self) -> None:
        meeting, first = recorded(NORTH_SOMERSET, change("3.2"))
        meeting, second = recorded(meeting, change("3.2", OUTSTANDING))
        meeting, entry = recorded(meeting, withdraw("3.2"))
        assert entry.replaces == second.id
        assert (entry.from_rating, entry.to_rating) == (OUTSTANDING, GOOD)
        assert entry.effect == Effect(26, 25, GOOD, GOOD)
        assert meeting.scorecard.standard("3.2").decision == first
        assert meeting.scorecard.standard("3.2").rating == GOOD

        meeting, entry = recorded(meeting, withdraw("3.2"))
        assert entry.replaces == first.id
        assert (entry.from_rating, entry.to_rating) == (GOOD, REQUIRES_IMPROVEMENT)
        assert meeting.scorecard.standard("3.2").considered is Considered.NOT_YET
        assert meeting.scorecard.standing.withdrawn == {first.id, second.id}
        assert meeting.scorecard.agreed == NORTH_SOMERSET.scorecard.agreed
        assert record_faults(meeting.entries) == ()

    def test_an_effect_on_the_overall_rating(self) -> None:
        """18 points; one more makes the service Good."""
        names = ["1.1", "1.2", "1.3", "1.4", "2.1", "2.2", "2.3", "2.4", "3.1", "3.2", "3.3", "3.4"]
        evidence = evidence_of(
            YOUTH_2018,
            dict.fromkeys(names, "Requires improvement")
            | {"1.1": "Outstanding", "1.2": "Outstanding", "1.3": "Good", "1.4": "Good"}
            | {"3.2": ["5/5", "5/5", "1/2"]},
            {"3": 5},
        )
        meeting, entry = recorded(Meeting(evidence), change("3.2"))
        assert entry.effect == Effect(18, 19, REQUIRES_IMPROVEMENT, GOOD)
        assert meeting.scorecard.agreed.overall == GOOD
        assert meeting.scorecard.by_evidence.overall == REQUIRES_IMPROVEMENT

    def test_no_overall_rating_while_a_standard_is_awaited(self) -> None:
        meeting = Meeting(without_standard(NORTH_SOMERSET.evidence, "1.1"))
        _, entry = recorded(meeting, change("3.2"))
        assert entry.effect == Effect(23, 24, None, None)

    def test_a_standard_without_figures_records_that_nothing_is_known(self) -> None:
        meeting = Meeting(whole_evidence(standards={"2.1": "Good"}))
        _, entry = recorded(meeting, change("2.1", OUTSTANDING))
        assert entry.evidence == ()
        assert entry.criteria is not None
        assert entry.criteria.one_judgement is Answer.UNKNOWN
        assert "no key-question figures" in entry.criteria.words

    def test_percentages_are_recorded_as_they_were_reported(self) -> None:
        _, entry = recorded(KIRKLEES, keep("2.1"))
        assert entry.evidence[0] == RecordedFigures("2.1.1", Figures(percent=64))


class TestEvidenceChangedAfterADecision:
    MEETING, ENTRY = recorded(NORTH_SOMERSET, change("3.2"))

    def on(self, given: str | list[str]) -> Meeting:
        evidence = with_standard(NORTH_SOMERSET.evidence, "3.2", given)
        return Meeting(evidence, self.MEETING.entries)

    @pytest.mark.parametrize(
        "given",
        [
            ["5/5", "5/5", "2/4"],
            ["5/5", "4/5", "1/2"],
            ["5/5", "5/5", "2/2"],
            ["5/5", "5/5", "50%"],
            ["5/5", "n/a", "1/2"],
            "Requires improvement",
            "not rated: no cases",
            ["n/a", "n/a", "n/a"],
        ],
        ids=str,
    )
    def test_it_is_neither_dropped_nor_applied(self, given: str | list[str]) -> None:
        score = self.on(given).scorecard.standard("3.2")
        assert score.decision == self.ENTRY
        assert score.considered is Considered.EVIDENCE_CHANGED
        assert score.rating == score.result.rating
        assert score.to_consider
        assert same_evidence(self.ENTRY, score.result) is False

    def test_a_percentage_beside_the_same_count_changes_nothing(self) -> None:
        score = self.on(["5/5 = 100%", "5/5", "1/2 = 50%"]).scorecard.standard("3.2")
        assert score.considered is Considered.CHANGED
        assert score.rating == GOOD

    def test_evidence_of_another_standard_changes_nothing(self) -> None:
        evidence = with_standard(NORTH_SOMERSET.evidence, "3.3", ["5/5", "5/5", "2/2"])
        score = Meeting(evidence, self.MEETING.entries).scorecard.standard("3.2")
        assert score.considered is Considered.CHANGED

    def test_it_can_be_confirmed(self) -> None:
        meeting, entry = recorded(self.on(["5/5", "5/5", "2/4"]), change("3.2"))
        assert entry.replaces == self.ENTRY.id
        assert meeting.scorecard.standard("3.2").rating == GOOD

    @pytest.mark.parametrize("given", [["9/9", "9/9", "9/9"], "not rated: no cases"], ids=str)
    def test_it_can_be_withdrawn_even_where_the_standard_is_closed_now(
        self, given: str | list[str]
    ) -> None:
        meeting, entry = recorded(self.on(given), withdraw("3.2"))
        assert entry.replaces == self.ENTRY.id
        assert meeting.scorecard.standard("3.2").considered is Considered.NOT_YET

    def test_a_standard_gone_from_the_file(self) -> None:
        evidence = without_standard(NORTH_SOMERSET.evidence, "3.2")
        score = Meeting(evidence, self.MEETING.entries).scorecard.standard("3.2")
        assert score.considered is Considered.EVIDENCE_CHANGED
        assert score.rating is None

    def test_a_deferral_stays_a_deferral(self) -> None:
        meeting, _ = recorded(NORTH_SOMERSET, defer("3.2"))
        evidence = with_standard(NORTH_SOMERSET.evidence, "3.2", ["5/5", "5/5", "2/4"])
        score = Meeting(evidence, meeting.entries).scorecard.standard("3.2")
        assert score.considered is Considered.DEFERRED

    def test_an_entry_without_figures_goes_by_its_rating(self) -> None:
        bare = replace(self.ENTRY, evidence=())
        result = NORTH_SOMERSET.scorecard.standard("3.2").result
        assert same_evidence(bare, result)
        assert same_evidence(replace(bare, from_rating=None), result)
        assert not same_evidence(replace(bare, from_rating=GOOD), result)
        assert same_evidence(replace(self.ENTRY, from_rating=GOOD), result) is False
        assert same_evidence(replace(self.ENTRY, from_rating=None), result)

    def test_the_order_of_the_recorded_figures_does_not_matter(self) -> None:
        turned = replace(self.ENTRY, evidence=self.ENTRY.evidence[::-1])
        assert same_evidence(turned, NORTH_SOMERSET.scorecard.standard("3.2").result)


class TestADecisionThatTheRulesDoNotAllow:
    """Only a record written by hand can hold one; it is shown, and not applied."""

    @pytest.mark.parametrize("kind", [Kind.CHANGE, Kind.KEEP])
    @pytest.mark.parametrize(
        ("standard", "from_rating"),
        [("1.1", GOOD), ("1.1", None), ("4.1", GOOD), ("2.1", OUTSTANDING), ("2.1", None)],
    )
    def test_it_is_neither_dropped_nor_applied(
        self, kind: Kind, standard: str, from_rating: Rating | None
    ) -> None:
        evidence = whole_evidence(YOUTH_2021)
        entry = Entry("a", at(0), kind, standard, from_rating, INADEQUATE, REASON)
        card = Meeting(evidence, (entry,)).scorecard
        score = card.standard(standard)
        assert score.considered is Considered.NOT_ALLOWED
        assert score.decision == entry
        assert score.rating == score.result.rating
        assert score.to_consider
        assert card.agreed == card.by_evidence

    def test_not_for_an_awaited_standard_either(self) -> None:
        evidence = without_standard(whole_evidence(), "2.1")
        entry = Entry("a", at(0), Kind.CHANGE, "2.1", None, GOOD, REASON)
        card = Meeting(evidence, (entry,)).scorecard
        assert card.standard("2.1").considered is Considered.NOT_ALLOWED
        assert card.standard("2.1").rating is None
        assert [score.id for score in card.awaited] == ["2.1"]

    @pytest.mark.parametrize(
        ("then", "considered"),
        [
            (Answer.MET, Considered.KEPT),
            (Answer.POSSIBLE, Considered.KEPT),
            (Answer.NOT_MET, Considered.NOT_ALLOWED),
        ],
    )
    def test_the_criteria_count_as_they_stood_when_it_was_recorded(
        self, then: Answer, considered: Considered
    ) -> None:
        criteria = RecordedCriteria(Answer.NOT_MET, then, Answer.NOT_MET)
        entry = Entry("a", at(0), Kind.KEEP, "2.1", criteria=criteria)
        card = Meeting(whole_evidence(), (entry,)).scorecard
        assert card.standard("2.1").open is Answer.NOT_MET
        assert card.standard("2.1").considered is considered

    def test_it_can_be_withdrawn(self) -> None:
        entry = Entry("a", at(0), Kind.CHANGE, "1.1", GOOD, INADEQUATE, REASON)
        meeting, _ = recorded(Meeting(whole_evidence(), (entry,)), withdraw("1.1"))
        assert meeting.scorecard.standard("1.1").considered is Considered.NOT_YET


def test_judged_standards_are_agreed() -> None:
    meeting = NORTH_SOMERSET
    assert [score.id for score in meeting.scorecard.agreeable] == ["1.1", "1.2", "1.3", "1.4"]
    agreed = meeting.with_entry(
        meeting.entry_for(
            Proposal(Kind.AGREE, "1.1", to_rating=GOOD, reason="So seen."), "e", at(1)
        )
    ).scorecard.standard("1.1")
    assert agreed.considered is Considered.AGREED
    assert agreed.rating == GOOD


@pytest.mark.parametrize(
    ("standard", "given", "agreeable", "proposed"),
    [
        ("1.1", "Good", True, GOOD),
        ("1.1", "not rated: no time", False, None),
        ("1.1", None, False, None),
        # An old report that gives a rating without figures: nobody proposed it.
        ("2.2", "Good", False, None),
        ("2.2", ["20/20", "20/20", "14/20"], False, None),
    ],
)
def test_the_panel_agrees_only_what_was_proposed(
    standard: str, given: str | list[str] | None, agreeable: bool, proposed: Rating | None
) -> None:
    evidence = whole_evidence(standards={} if given is None else {standard: given})
    if given is None:
        evidence = without_standard(evidence, standard)
    score = Meeting(evidence).scorecard.standard(standard)
    assert (score.agreeable, score.to_agree, score.proposed) == (agreeable, agreeable, proposed)


def test_the_2021_scheme_opens_no_judged_standard() -> None:
    meeting = Meeting(whole_evidence(YOUTH_2021))
    closed = [s.id for s in YOUTH_2021.standards if meeting.scorecard.standard(s.id).open is None]
    assert closed == ["1.1", "1.2", "1.3", "1.4", "3.4", "4.1"]

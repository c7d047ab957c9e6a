"""The history of a record, against the scorecards of each of its beginnings."""

import itertools
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.history import as_it_stood, history_of, proposal_again, redo
from core.history_words import became_words, done_words, effect_words, entry_words
from core.meeting import Meeting, Proposal
from core.meeting_details import MeetingDetails
from core.proposals import CorrectionProposal, DetailsProposal
from core.record import DECIDING, Correction, Effect, Entry, Kind
from core.scorecard import scorecard_of
from core.standing import fold
from core.value import replace
from tests.core.building import (
    GOOD,
    INADEQUATE,
    OUTSTANDING,
    REQUIRES_IMPROVEMENT,
    YOUTH_2018,
    at,
    recorded,
)
from tests.core.weighing import meetings, shipped, undecided

REASON = "So agreed."


def beginnings(meeting: Meeting) -> list[Effect]:
    """Each entry's effect from two whole scorecards, made from nothing."""
    totals = [
        scorecard_of(meeting.evidence, meeting.entries[:number]).agreed
        for number in range(len(meeting.entries) + 1)
    ]
    return [
        Effect(before.score, after.score, before.overall, after.overall)
        for before, after in itertools.pairwise(totals)
    ]


@st.composite
def any_record(draw: st.DrawFn) -> Meeting:
    """Entries that no panel would make: any kind, any standard, any id replaced or withdrawn."""
    meeting = undecided(draw(st.sampled_from(["north-somerset-2020", "kirklees-2021"])))
    ids = [f"entry-{number}" for number in range(1, draw(st.integers(0, 10)) + 1)]
    standards = st.sampled_from(["3.2", "3.3", "2.3", "1.1"])
    entries = []
    for number, entry_id in enumerate(ids, start=1):
        standard = draw(standards)
        by_evidence = meeting.scorecard.standard(standard).result.rating
        entries.append(
            Entry(
                id=entry_id,
                at=at(number),
                kind=draw(st.sampled_from(Kind)),
                standard=draw(st.sampled_from([standard, standard, standard, None])),
                from_rating=draw(st.sampled_from([by_evidence, by_evidence, None, GOOD])),
                to_rating=draw(st.sampled_from(YOUTH_2018.ratings)),
                replaces=draw(st.sampled_from([None, *ids])),
            )
        )
    return Meeting(meeting.evidence, tuple(entries))


class TestHistory:
    @settings(max_examples=60)
    @given(meetings(most=10))
    def test_effects_are_those_that_were_recorded(self, meeting: Meeting) -> None:
        lines = history_of(meeting)
        assert [line.entry for line in lines] == list(meeting.entries)
        assert [line.number for line in lines] == list(range(1, len(lines) + 1))
        assert [line.effect for line in lines] == [entry.effect for entry in meeting.entries]
        assert all(line.as_recorded for line in lines)

    @settings(max_examples=200)
    @given(any_record())
    def test_replaying_one_by_one_equals_whole_scorecards(self, meeting: Meeting) -> None:
        lines = history_of(meeting)
        assert [line.effect for line in lines] == beginnings(meeting)
        standing = fold(meeting.entries)
        for line in lines:
            entry = line.entry
            if entry.kind in DECIDING:
                assert line.stands == (
                    entry.standard is not None and standing.decisions.get(entry.standard) == entry
                )
                assert (line.withdrawn_by is not None) == (entry.id in standing.withdrawn)

    @settings(max_examples=60)
    @given(meetings(most=10))
    def test_what_became_of_each_entry(self, meeting: Meeting) -> None:
        lines = history_of(meeting)
        for line in lines:
            if line.entry.kind is Kind.WITHDRAW:
                assert line.replaces is not None
                assert lines[line.replaces - 1].withdrawn_by == line.number
                assert (line.stands, line.replaced_by, line.withdrawn_by) == (False, None, None)
                continue
            ends = (line.stands, line.replaced_by is not None, line.withdrawn_by is not None)
            assert sum(ends) == 1
            if line.replaced_by is not None:
                later = lines[line.replaced_by - 1]
                assert later.number > line.number
                assert later.entry.standard == line.entry.standard
                assert later.withdrawn_by is None

    def test_changed_evidence_is_told(self) -> None:
        meeting, entry = recorded(
            undecided("north-somerset-2020"), Proposal(Kind.CHANGE, "3.2", GOOD, REASON)
        )
        kirklees = Meeting(undecided("kirklees-2021").evidence, meeting.entries)
        (line,) = history_of(kirklees)
        assert line.effect == beginnings(kirklees)[0]
        assert line.effect != entry.effect
        assert not line.as_recorded

    def test_corrections_are_named_unless_they_came_after_the_sign_off(self) -> None:
        meeting, _ = recorded(
            undecided("north-somerset-2020"), Proposal(Kind.CHANGE, "3.2", GOOD, REASON)
        )
        correction = CorrectionProposal("entry-1", (("reason", "Better worded."),), "Typo.")
        meeting = meeting.with_entry(meeting.entry_for(correction, "entry-2", at(2)))
        late = replace(meeting.entries[1], id="entry-4")
        meeting = meeting.with_entry(Entry("entry-3", at(3), Kind.SIGN_OFF)).with_entry(late)
        lines = history_of(meeting)
        assert [line.corrected_by for line in lines] == [(2,), (), (), ()]
        assert [line.corrects for line in lines] == [None, 1, None, 1]
        assert [line.late for line in lines] == [False, False, False, True]
        assert entry_words(lines[1]) == "wording of entry 1 corrected"
        assert became_words(lines[3]) == "not applied: recorded after the sign-off"

    def test_a_withdrawal_that_names_no_standard_withdraws_all_the_same(self) -> None:
        meeting = undecided("north-somerset-2020")
        for rating in (GOOD, OUTSTANDING):
            meeting, _ = recorded(meeting, Proposal(Kind.CHANGE, "3.2", rating, REASON))
        meeting = meeting.with_entry(Entry("entry-3", at(3), Kind.WITHDRAW, replaces="entry-2"))
        effects = [line.effect for line in history_of(meeting)]
        assert effects == beginnings(meeting)
        assert (effects[2].score_before, effects[2].score_after) == (26, 25)

    def test_no_entries_no_lines(self) -> None:
        assert history_of(undecided("kirklees-2021")) == ()


class TestAsItStood:
    @settings(max_examples=40)
    @given(meetings(most=6), st.data())
    def test_every_beginning(self, meeting: Meeting, data: st.DataObject) -> None:
        number = data.draw(st.integers(0, len(meeting.entries)))
        then = as_it_stood(meeting, number)
        assert then == Meeting(meeting.evidence, meeting.entries[:number])
        assert then.scorecard == scorecard_of(meeting.evidence, meeting.entries[:number])
        assert then.results is meeting.results

    def test_now_is_the_meeting_itself(self) -> None:
        meeting = shipped("north-somerset-2020")
        assert as_it_stood(meeting, 2) is meeting
        assert as_it_stood(meeting, 0).scorecard.agreed.score == 24
        assert as_it_stood(meeting, 1).scorecard.agreed.score == 25

    @pytest.mark.parametrize("entries", [-1, 3])
    def test_outside(self, entries: int) -> None:
        with pytest.raises(ValueError, match="the record has 2 entries"):
            as_it_stood(shipped("north-somerset-2020"), entries)


class TestRedo:
    def test_a_withdrawn_change_is_made_once_more_as_a_new_entry(self) -> None:
        meeting, first = recorded(
            undecided("north-somerset-2020"), Proposal(Kind.CHANGE, "3.2", GOOD, REASON)
        )
        meeting, _ = recorded(meeting, Proposal(Kind.WITHDRAW, "3.2", reason="Too early."))
        meeting, again = recorded(meeting, redo(first))
        assert again == replace(first, id="entry-3", at=at(3))
        assert meeting.scorecard.standard("3.2").rating == GOOD

    @pytest.mark.parametrize("kind", [Kind.KEEP, Kind.DEFER])
    def test_kept_and_deferred(self, kind: Kind) -> None:
        meeting, first = recorded(
            undecided("north-somerset-2020"), Proposal(kind, "3.2", reason=REASON)
        )
        assert replace(first, replaces="entry-1") == replace(
            recorded(meeting, redo(first))[1], id="entry-1", at=at(1)
        )

    def test_what_decides_no_standard_is_proposed_again_too(self) -> None:
        details = MeetingDetails(date(2020, 12, 1), chair="Ann Lee")
        assert proposal_again(Entry("a", at(1), Kind.MEETING, details=details)) == (
            DetailsProposal(details)
        )
        wording = Correction("a", (("reason", "Better worded."),), "Typo.")
        assert proposal_again(Entry("b", at(1), Kind.CORRECT, correction=wording)) == (
            CorrectionProposal("a", wording.values, "Typo.")
        )


class TestWords:
    def test_a_whole_record(self) -> None:
        meeting = undecided("north-somerset-2020")
        for proposal in (
            Proposal(Kind.CHANGE, "3.2", GOOD, REASON),
            Proposal(Kind.CHANGE, "3.2", OUTSTANDING, REASON),
            Proposal(Kind.WITHDRAW, "3.2", reason=REASON),
            Proposal(Kind.KEEP, "2.3", reason=REASON),
            Proposal(Kind.DEFER, "2.4"),
            Proposal(Kind.WITHDRAW, "2.3", reason=REASON),
            Proposal(Kind.KEEP, "3.2", reason=REASON),
        ):
            meeting, _ = recorded(meeting, proposal)
        meeting = meeting.with_entry(Entry("sign-off", at(9), Kind.SIGN_OFF))
        lines = history_of(meeting)
        assert [(entry_words(line), became_words(line)) for line in lines] == [
            ("3.2 changed from Requires improvement to Good", "replaced by entry 7"),
            ("3.2 changed from Requires improvement to Outstanding", "withdrawn by entry 3"),
            ("3.2 withdrawn (entry 2), back from Outstanding to Good", ""),
            ("2.3 kept at Good", "withdrawn by entry 6"),
            ("2.4 deferred at Good", "stands"),
            ("2.3 withdrawn (entry 4), stays Good", ""),
            ("3.2 kept at Requires improvement", "stands"),
            ("signed off", ""),
        ]
        assert effect_words(lines[0].effect) == "score 24 to 25, overall stays Good"
        assert effect_words(lines[3].effect) == "score stays 25, overall stays Good"

    def test_agreed_judgements(self) -> None:
        meeting = undecided("north-somerset-2020")
        for proposal in (
            Proposal(Kind.AGREE, "1.1"),
            Proposal(Kind.AGREE, "1.2", INADEQUATE, REASON),
            Proposal(Kind.WITHDRAW, "1.2", reason=REASON),
        ):
            meeting, _ = recorded(meeting, proposal)
        assert [entry_words(line) for line in history_of(meeting)] == [
            "1.1 agreed as proposed, Requires improvement",
            "1.2 agreed as Inadequate, proposed as Good",
            "1.2 withdrawn (entry 2), back from Inadequate to Good",
        ]

    def test_what_decides_no_standard(self) -> None:
        said = {
            "note": Entry("a", at(1), Kind.NOTE, text="Seen."),
            "note on 3.2": Entry("a", at(1), Kind.NOTE, "3.2", text="Seen."),
            "note withdrawn": Entry("a", at(1), Kind.WITHDRAW, replaces="b"),
            "details of the meeting": Entry("a", at(1), Kind.MEETING),
            "details of the meeting of 1 December 2020": Entry(
                "a", at(1), Kind.MEETING, details=MeetingDetails(date(2020, 12, 1))
            ),
            "correction": Entry("a", at(1), Kind.CORRECT),
            "signed off": Entry("a", at(1), Kind.SIGN_OFF),
            "reopened": Entry("a", at(1), Kind.REOPEN),
        }
        for words, entry in said.items():
            assert done_words(entry) == words

    def test_effects(self) -> None:
        assert effect_words(Effect(6, 7, INADEQUATE, REQUIRES_IMPROVEMENT)) == (
            "score 6 to 7, overall Inadequate to Requires improvement"
        )
        assert effect_words(Effect(6, 6, None, None)) == "score stays 6"
        assert effect_words(Effect(6, 7, INADEQUATE, None)) == (
            "score 6 to 7, overall Inadequate to none"
        )

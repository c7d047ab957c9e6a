"""The evidence alone against what was agreed."""

from hypothesis import given

from core.comparison import comparison_of
from core.meeting import Meeting, Proposal
from core.record import Kind
from core.scorecard import scorecard_of
from core.value import replace
from core.weighing_words import comparison_words, rating_difference_words
from tests.core.building import GOOD, INADEQUATE, OUTSTANDING, YOUTH_2018, recorded, whole_evidence
from tests.core.weighing import meetings, shipped, undecided

REASON = "So agreed."


class TestComparison:
    @given(meetings(most=8))
    def test_against_two_scorecards(self, meeting: Meeting) -> None:
        card, alone = meeting.scorecard, scorecard_of(meeting.evidence)
        found = comparison_of(card)
        assert (found.by_evidence, found.agreed) == (alone.agreed, card.agreed)
        assert found.points == card.agreed.score - alone.agreed.score
        assert found.points == sum(each.points for each in found.differences)
        assert found.overall_differs == (card.agreed.overall != alone.agreed.overall)
        differing = {
            score.id: (alone.standard(score.id).rating, score.rating)
            for score in card.standards
            if score.rating != alone.standard(score.id).rating
        }
        assert {
            each.score.id: (each.by_evidence, each.agreed) for each in found.differences
        } == differing
        for each in found.differences:
            assert each.entry is card.standing.decisions[each.score.id]
            assert each.entry.to_rating == each.agreed
            assert each.bands == YOUTH_2018.steps_between(each.by_evidence, each.agreed) != 0

    def test_north_somerset(self) -> None:
        found = comparison_of(shipped("north-somerset-2020").scorecard)
        assert [rating_difference_words(YOUTH_2018, each) for each in found.differences] == [
            "3.2 Planning: one band up, from Requires improvement to Good; 1 point more",
            "3.3 Implementation and delivery: one band up, from Requires improvement to Good; "
            "1 point more",
        ]
        assert comparison_words(found) == (
            "26/36 as agreed, 24/36 on the evidence: 2 points more; overall Good either way"
        )

    def test_nothing_differs(self) -> None:
        found = comparison_of(undecided("north-somerset-2020").scorecard)
        assert found.differences == ()
        assert comparison_words(found) == "no rating differs from the evidence"

    def test_the_overall_rating_differs(self) -> None:
        evidence = whole_evidence(standards={f"2.{n}": ["14/20", "20/20", "20/20"] for n in (1, 2)})
        change = Proposal(Kind.CHANGE, "2.1", OUTSTANDING, REASON)
        meeting, _ = recorded(Meeting(evidence), change)
        found = comparison_of(meeting.scorecard)
        assert found.overall_differs
        assert comparison_words(found) == (
            "31/36 as agreed, 30/36 on the evidence: 1 point more; "
            "overall Outstanding, Good on the evidence"
        )
        lower, _ = recorded(Meeting(evidence), replace(change, to_rating=INADEQUATE))
        assert comparison_words(comparison_of(lower.scorecard)).startswith(
            "28/36 as agreed, 30/36 on the evidence: 2 points fewer"
        )

    def test_without_an_overall_rating(self) -> None:
        evidence = whole_evidence(
            standards={"2.1": ["14/20", "20/20", "20/20"], "2.2": "not rated: no cases"}
        )
        meeting, _ = recorded(Meeting(evidence), Proposal(Kind.CHANGE, "2.1", OUTSTANDING, REASON))
        assert comparison_words(comparison_of(meeting.scorecard)).endswith("1 point more")

    def test_a_standard_that_is_not_counted(self) -> None:
        standards = tuple(
            replace(standard, counted=standard.id != "2.1") for standard in YOUTH_2018.standards
        )
        scheme = replace(YOUTH_2018, standards=standards)
        evidence = whole_evidence(scheme, {"2.1": ["14/20", "20/20", "20/20"]})
        meeting, _ = recorded(Meeting(evidence), Proposal(Kind.CHANGE, "2.1", OUTSTANDING, REASON))
        found = comparison_of(meeting.scorecard)
        (each,) = found.differences
        assert (each.by_evidence, each.points, found.points) == (GOOD, 0, 0)
        assert rating_difference_words(scheme, each).endswith("it is not counted")
        assert "no points between them" in comparison_words(found)

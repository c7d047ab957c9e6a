"""What could change the overall rating, against trying every set of open standards."""

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from core.discretion import Answer
from core.meeting import Meeting, Proposal
from core.overall_moves import LISTED_SETS, FewestMoves, overall_moves
from core.record import Kind
from core.scheme import OverallBand, OverallBands, Rating, Scheme
from core.scorecard import Considered, Scorecard, Total, scorecard_of, total_of
from core.value import replace
from core.weighing_words import overall_moves_words
from tests.core.building import (
    GOOD,
    OUTSTANDING,
    REQUIRES_IMPROVEMENT,
    YOUTH_2018,
    evidence_of,
    recorded,
    whole_evidence,
)
from tests.core.weighing import evidences, meetings, shipped, undecided

REASON = "So agreed."


def scored(*scores: int) -> Scheme:
    """Return the 2018 scheme with other scores for its ratings, and two overall ratings."""
    pairs = zip(YOUTH_2018.ratings, scores, strict=True)
    rating = {old: replace(old, score=score) for old, score in pairs}
    low, *_, high = rating.values()
    maximum = 12 * max(scores)
    return replace(
        YOUTH_2018,
        ratings=tuple(rating.values()),
        bands=tuple(replace(band, rating=rating[band.rating]) for band in YOUTH_2018.bands),
        overall=(OverallBands(maximum, (OverallBand(low, 0, 37), OverallBand(high, 38, maximum))),),
    )


def with_ratings(card: Scorecard, moved: dict[str, Rating]) -> Total:
    return total_of(
        card.scheme,
        ((s.standard, s.result.status, moved.get(s.id, s.rating)) for s in card.standards),
    )


def check(card: Scorecard) -> None:
    moves = overall_moves(card)
    now = card.agreed.overall
    free = [
        score
        for score in card.standards
        if score.standard.counted
        and score.open in (Answer.MET, Answer.POSSIBLE)
        and score.considered is not Considered.CHANGED
    ]
    ratings = card.scheme.ratings
    for step, listed, fewest in (
        (1, moves.up, moves.fewest_up),
        (-1, moves.down, moves.fewest_down),
    ):
        moved: dict[str, Rating] = {}
        for score in free:
            assert score.rating is not None
            place = ratings.index(score.rating) + step
            if 0 <= place < len(ratings):
                moved[score.id] = ratings[place]
        assert {move.standard: move.to_rating for move in listed} == moved
        for move in listed:
            assert move.total == with_ratings(card, {move.standard: move.to_rating})
            assert move.points == move.total.score - card.agreed.score
        if now is None:
            assert fewest is None
            continue
        check_fewest(card, moved, fewest)
    assert {move.standard for move in moves.single} == {
        move.standard
        for move in (*moves.up, *moves.down)
        if move.total.overall != now and now is not None
    }


def check_fewest(card: Scorecard, moved: dict[str, Rating], fewest: FewestMoves | None) -> None:
    for number in range(1, len(moved) + 1):
        sets = [
            chosen
            for chosen in combinations(moved, number)
            if with_ratings(card, {each: moved[each] for each in chosen}).overall
            != card.agreed.overall
        ]
        if sets:
            assert fewest is not None
            assert (fewest.number, fewest.how_many) == (number, len(sets))
            assert list(fewest.sets) == sets[:LISTED_SETS]
            return
    assert fewest is None


class TestAgainstEverySet:
    @settings(max_examples=80)
    @given(meetings(most=5))
    def test_the_2018_scheme(self, meeting: Meeting) -> None:
        check(meeting.scorecard)

    @settings(max_examples=80)
    @given(st.data())
    def test_schemes_with_uneven_scores(self, data: st.DataObject) -> None:
        check(scorecard_of(data.draw(evidences())))

    def test_one_large_step_may_be_worth_several_small_ones(self) -> None:
        scheme = scored(0, 1, 2, 5)
        standards = {"2.1": "10/20", "2.2": "10/20", "2.3": "14/20", "2.4": "14/20"}
        card = scorecard_of(
            whole_evidence(scheme, {key: [low, "20/20", "20/20"] for key, low in standards.items()})
        )
        # Four points are missing: 2.3 and 2.4 give three each, 2.1 and 2.2 one each.
        assert card.agreed.up is not None
        assert card.agreed.up.points == 4
        fewest = overall_moves(card).fewest_up
        assert fewest is not None
        assert (fewest.number, fewest.how_many) == (2, 5)
        assert fewest.sets == (
            ("2.1", "2.3"),
            ("2.1", "2.4"),
            ("2.2", "2.3"),
            ("2.2", "2.4"),
            ("2.3", "2.4"),
        )

    def test_the_published_five(self) -> None:
        for name in (
            "oldham-2019",
            "hartlepool-2020",
            "north-somerset-2020",
            "kirklees-2021",
            "suffolk-2023",
        ):
            check(shipped(name).scorecard)
            check(undecided(name).scorecard)


class TestWords:
    def test_kirklees(self) -> None:
        assert overall_moves_words(overall_moves(undecided("kirklees-2021").scorecard)) == (
            "no single open standard can change the overall rating",
            "the open standards cannot raise the overall rating to Good",
            "Inadequate would need at least two open standards to drop a band: "
            "2.1 and 2.3; or 2.1 and 3.1; or 2.3 and 3.1",
        )

    def test_nothing_can_happen(self) -> None:
        moves = overall_moves(shipped("north-somerset-2020").scorecard)
        assert overall_moves_words(moves) == (
            "the open standards cannot change the overall rating, even all together",
        )

    def test_a_single_standard_can(self) -> None:
        evidence = whole_evidence(
            standards={
                "2.1": ["15/20", "20/20", "20/20"],
                "2.2": ["14/20", "20/20", "20/20"],
            }
        )
        card = scorecard_of(evidence)
        assert (card.agreed.score, card.agreed.overall) == (30, GOOD)
        moves = overall_moves(card)
        assert [(move.standard, move.to_rating) for move in moves.single] == [
            ("2.1", OUTSTANDING),
            ("2.2", OUTSTANDING),
        ]
        assert overall_moves_words(moves) == (
            "2.1 from Good to Outstanding: 31/36, Outstanding",
            "2.2 from Good to Outstanding: 31/36, Outstanding",
            "the open standards cannot lower the overall rating to Requires improvement",
        )
        meeting, _ = recorded(Meeting(evidence), Proposal(Kind.KEEP, "2.1", reason=REASON))
        assert len(overall_moves(meeting.scorecard).single) == 2
        change = Proposal(Kind.CHANGE, "2.1", REQUIRES_IMPROVEMENT, REASON)
        meeting, _ = recorded(meeting, change)
        after = overall_moves(meeting.scorecard)
        assert after.single == ()
        assert [move.standard for move in after.up] == ["2.2"]

    def test_nothing_is_open(self) -> None:
        moves = overall_moves(scorecard_of(whole_evidence()))
        assert (moves.up, moves.down) == ((), ())
        assert overall_moves_words(moves) == (
            "no standard that is still open can change the overall rating",
        )

    def test_no_overall_rating_is_published(self) -> None:
        card = scorecard_of(whole_evidence(standards={"2.1": "not rated: no cases"}))
        moves = overall_moves(card)
        assert (moves.fewest_up, moves.fewest_down, moves.single) == (None, None, ())
        assert overall_moves_words(moves) == ("no overall rating is published for a maximum of 33",)

    def test_standards_are_awaited(self) -> None:
        card = scorecard_of(evidence_of(whole_evidence().scheme, {"1.1": "Good"}))
        assert overall_moves_words(overall_moves(card), len(card.awaited)) == (
            "11 standards awaited: no overall rating yet",
        )

    def test_long_lists_are_cut(self) -> None:
        good = ["14/20", "20/20", "20/20"]
        standards = {"2.1": good, "2.2": good, "2.3": good, "2.4": good, "3.1": good}
        evidence = whole_evidence(standards={**standards, "1.1": "Outstanding"})
        moves = overall_moves(scorecard_of(evidence))
        assert moves.fewest_up is not None
        assert (moves.fewest_up.number, moves.fewest_up.how_many) == (3, 10)
        assert overall_moves_words(moves)[1] == (
            "Outstanding would need at least three open standards to rise a band: "
            "2.1, 2.2 and 2.3; or 2.1, 2.2 and 2.4; or 2.1, 2.2 and 3.1; or 7 other choices"
        )
        moves = overall_moves(scorecard_of(whole_evidence(standards=standards)))
        assert overall_moves_words(moves)[1].endswith("; or 2 other choices")
        del standards["3.1"]
        moves = overall_moves(scorecard_of(whole_evidence(standards=standards)))
        assert overall_moves_words(moves)[1].endswith(
            "2.1, 2.2 and 2.3; or 2.1, 2.2 and 2.4; or 2.1, 2.3 and 2.4; or one other choice"
        )

    def test_the_first_twelve_choices_are_listed(self) -> None:
        good = ["14/20", "20/20", "20/20"]
        standards = dict.fromkeys(("2.1", "2.2", "2.3", "2.4", "3.1", "3.2"), good)
        card = scorecard_of(whole_evidence(standards={**standards, "1.1": "Outstanding"}))
        fewest = overall_moves(card).fewest_up
        assert fewest is not None
        assert (fewest.number, fewest.how_many, len(fewest.sets)) == (4, 15, 12)
        assert fewest.sets[0] == ("2.1", "2.2", "2.3", "2.4")

"""What-if, against every world lived through one by one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.counts import Count, Figures
from core.evidence import Evidence
from core.meeting import Meeting, Proposal, Refused
from core.record import Kind
from core.scheme import RatedBy, Rating
from core.scorecard import Total, scorecard_of
from core.value import replace
from core.what_if import Change, CountChoice, WhatIf, supposed_counts, what_if_evidence
from core.what_if_outcomes import WhatIfOutcomes, what_if_outcomes
from core.what_if_words import (
    change_words,
    score_range_words,
    shown_counts_words,
    standard_outcome_words,
    what_if_outcome_words,
    what_if_words,
)
from tests.core.building import (
    GOOD,
    INADEQUATE,
    OUTSTANDING,
    REQUIRES_IMPROVEMENT,
    YOUTH_2018,
    evidence_of,
    recorded,
    whole_evidence,
)
from tests.core.strategies import counted
from tests.core.weighing import (
    evidences,
    meetings,
    questions_of,
    shipped,
    undecided,
    with_figures,
    worlds,
)

CASES = 5


def one_standard(*figures: str, cases: int = 8) -> Evidence:
    return evidence_of(YOUTH_2018, {"2.1": figures}, {"2": cases})


def figures_after(evidence: Evidence, what_if: WhatIf, question: str) -> Figures:
    return questions_of(what_if_evidence(evidence, what_if))[question]


class TestSupposing:
    EVIDENCE = one_standard("1/2", "8/8", "0/8")

    def test_as_many_as_wanted_on_any_questions(self) -> None:
        what_if = (
            WhatIf()
            .with_judgement(self.EVIDENCE, "2.1.1", 1)
            .with_judgement(self.EVIDENCE, "2.1.3", 1)
            .with_judgement(self.EVIDENCE, "2.1.3", 1)
            .with_case(self.EVIDENCE, "2.1.2", -1, yes=True)
        )
        changed = questions_of(what_if_evidence(self.EVIDENCE, what_if))
        assert changed == {"2.1.1": Figures(2, 2), "2.1.2": Figures(7, 7), "2.1.3": Figures(2, 8)}
        assert what_if.changes == (
            Change("2.1.1", 1),
            Change("2.1.3", 2),
            Change("2.1.2", -1, -1),
        )

    def test_undo_takes_back_the_latest_and_then_nothing(self) -> None:
        first = WhatIf().with_judgement(self.EVIDENCE, "2.1.1", 1)
        second = first.with_case(self.EVIDENCE, "2.1.3", -1, yes=False)
        assert second.undo() == first
        assert second.undo().undo() == second.undo().undo().undo() == WhatIf()

    def test_what_cancels_out_leaves_the_evidence_itself(self) -> None:
        what_if = WhatIf().with_judgement(self.EVIDENCE, "2.1.1", 1)
        what_if = what_if.with_judgement(self.EVIDENCE, "2.1.1", -1)
        assert what_if.changes == ()
        assert len(what_if.steps) == 2
        assert what_if_evidence(self.EVIDENCE, what_if) is self.EVIDENCE
        assert what_if_words(what_if) == "the evidence, unchanged"
        assert what_if.with_judgement(self.EVIDENCE, "2.1.1", 0) is what_if

    @pytest.mark.parametrize(
        ("question", "change", "said"),
        [
            ("2.1.2", 1, "2.1.2 has no 'no' to change."),
            ("2.1.3", -1, "2.1.3 has no 'yes' to change."),
            ("2.1.1", 2, "2.1.1 has no 'no' to change."),
            ("9.9.9", 1, "The scheme has no key question 9.9.9."),
            ("2.2.1", 1, "2.2.1 has no figures, so there is nothing to try."),
        ],
    )
    def test_judgements_refused(self, question: str, change: int, said: str) -> None:
        with pytest.raises(Refused, match=said.replace(".", r"\.")):
            WhatIf().with_judgement(self.EVIDENCE, question, change)

    @pytest.mark.parametrize(
        ("question", "change", "yes", "said"),
        [
            ("2.1.2", 1, True, "2.1.2 has all 8 cases of the sample already."),
            ("2.1.2", -1, False, "2.1.2 has no 'no' to remove."),
            ("2.1.3", -1, True, "2.1.3 has no 'yes' to remove."),
            ("2.1.1", -3, True, "2.1.1 has no relevant case left to take out."),
        ],
    )
    def test_cases_refused(self, question: str, change: int, yes: bool, said: str) -> None:
        with pytest.raises(Refused, match=said.replace(".", r"\.")):
            WhatIf().with_case(self.EVIDENCE, question, change, yes=yes)

    def test_a_question_without_cases_can_get_one_and_lose_it(self) -> None:
        evidence = one_standard("n/a", "8/8", "8/8")
        with pytest.raises(Refused, match="no relevant case, so there is nothing to judge"):
            WhatIf().with_judgement(evidence, "2.1.1", 1)
        with pytest.raises(Refused, match="no relevant case left"):
            WhatIf().with_case(evidence, "2.1.1", -1, yes=False)
        asked = WhatIf().with_case(evidence, "2.1.1", 1, yes=False)
        assert figures_after(evidence, asked, "2.1.1") == Figures(0, 1)
        assert scorecard_of(what_if_evidence(evidence, asked)).standard("2.1").rating == INADEQUATE
        back = asked.with_case(evidence, "2.1.1", -1, yes=False)
        assert back.changes == ()

    def test_the_last_case_taken_out_leaves_the_question_out(self) -> None:
        evidence = one_standard("0/1", "8/8", "8/8")
        what_if = WhatIf().with_case(evidence, "2.1.1", -1, yes=False)
        outcome = what_if_outcomes(Meeting(evidence), what_if).standard("2.1")
        assert outcome is not None
        assert (outcome.ratings, outcome.not_rated) == ((OUTSTANDING,), False)

    def test_percentages_without_a_sample_cannot_be_supposed_about(self) -> None:
        evidence = replace(one_standard("64%", "8/8", "8/8"), samples={})
        with pytest.raises(Refused, match="how many cases 64% stands for"):
            WhatIf().with_judgement(evidence, "2.1.1", 1)

    def test_without_a_sample_cases_have_no_limit(self) -> None:
        evidence = replace(self.EVIDENCE, samples={})
        what_if = WhatIf().with_case(evidence, "2.1.2", 1, yes=False)
        assert figures_after(evidence, what_if, "2.1.2") == Figures(8, 9)

    def test_a_not_rated_standard_has_nothing_to_suppose(self) -> None:
        evidence = evidence_of(YOUTH_2018, {"2.1": "not rated: no cases"}, {"2": 8})
        with pytest.raises(Refused, match="has no figures"):
            WhatIf().with_judgement(evidence, "2.1.1", 1)

    def test_evidence_read_anew_may_have_no_room(self) -> None:
        what_if = WhatIf().with_judgement(one_standard("1/2", "8/8", "8/8"), "2.1.1", 1)
        anew = one_standard("2/2", "8/8", "8/8")
        with pytest.raises(Refused, match="has no 'no' to change"):
            what_if_evidence(anew, what_if)
        with pytest.raises(Refused, match="has no 'no' to change"):
            what_if_outcomes(Meeting(anew), what_if)

    @given(evidences(CASES, counted(CASES, fewest=0)), st.data())
    def test_bounds_are_kept_and_only_what_breaks_them_is_refused(
        self, evidence: Evidence, data: st.DataObject
    ) -> None:
        what_if = WhatIf()
        figures = {
            key: Count(each.yes or 0, each.relevant or 0)
            for key, each in questions_of(evidence).items()
        }
        for _ in range(data.draw(st.integers(1, 6))):
            question = data.draw(st.sampled_from(sorted(figures)))
            yes, relevant = data.draw(
                st.sampled_from([(1, 0), (-1, 0), (1, 1), (0, 1), (-1, -1), (0, -1)])
            )
            before = figures[question]
            after = Count(before.yes + yes, before.relevant + relevant)
            try:
                if relevant:
                    what_if = what_if.with_case(evidence, question, relevant, yes=bool(yes))
                else:
                    what_if = what_if.with_judgement(evidence, question, yes)
            except Refused:
                assert not 0 <= after.yes <= after.relevant <= CASES
                continue
            assert 0 <= after.yes <= after.relevant <= CASES
            figures[question] = after
            changed = questions_of(what_if_evidence(evidence, what_if))
            assert {key: each.count for key, each in changed.items()} == figures


def lived_through(
    meeting: Meeting, what_if: WhatIf, cases: int
) -> tuple[dict[str, set[Rating | None]], set[Total], int]:
    """Live through every world: ratings by changed standard, every total, and how many worlds."""
    evidence = meeting.evidence
    changes = {change.key_question: change for change in what_if.changes}
    changed = {question.rpartition(".")[0] for question in changes}
    figures = {key: each for key, each in questions_of(evidence).items() if key in changes}
    entries = [entry for entry in meeting.entries if entry.standard not in changed]
    ratings: dict[str, set[Rating | None]] = {standard: set() for standard in changed}
    totals: set[Total] = set()
    number = 0
    for world in worlds(evidence.scheme, figures, cases):
        after = {
            key: Figures(count.yes + changes[key].yes, count.relevant + changes[key].relevant)
            for key, count in world.items()
        }
        if not all(
            0 <= (each.yes or 0) <= (each.relevant or 0) <= cases for each in after.values()
        ):
            continue
        number += 1
        card = scorecard_of(with_figures(evidence, after), entries)
        totals.add(card.agreed)
        for standard in changed:
            ratings[standard].add(card.standard(standard).rating)
    return ratings, totals, number


def drawn_what_if(evidence: Evidence, data: st.DataObject, most: int = 5) -> WhatIf:
    what_if = WhatIf()
    questions = data.draw(
        st.lists(st.sampled_from(sorted(questions_of(evidence))), max_size=most, min_size=1)
    )
    for question in questions[:most]:
        try:
            if data.draw(st.booleans()):
                what_if = what_if.with_judgement(
                    evidence, question, data.draw(st.sampled_from([1, -1, 2]))
                )
            else:
                what_if = what_if.with_case(
                    evidence, question, data.draw(st.sampled_from([1, -1])), yes=data.draw(BOOL)
                )
        except Refused:
            continue
    return what_if


BOOL = st.booleans()


def check(meeting: Meeting, what_if: WhatIf, cases: int) -> WhatIfOutcomes:
    outcomes = what_if_outcomes(meeting, what_if)
    ratings, totals, number = lived_through(meeting, what_if, cases)
    assert number > 0
    assert {outcome.standard.id for outcome in outcomes.standards} == set(ratings)
    for outcome in outcomes.standards:
        found: set[Rating | None] = set(outcome.ratings)
        assert found | ({None} if outcome.not_rated else set()) == ratings[outcome.standard.id]
        assert list(outcome.ratings) == sorted(outcome.ratings, key=lambda rating: rating.score)
        assert outcome.certain == (len(ratings[outcome.standard.id]) == 1)
        assert outcome.before == meeting.scorecard.standard(outcome.standard.id).rating
    assert set(outcomes.totals) == totals
    assert len(outcomes.totals) == len(totals)
    places = [(total.maximum, total.score) for total in outcomes.totals]
    assert places == sorted(places)
    scores = [total.score for total in totals]
    assert outcomes.scores == (min(scores), max(scores))
    assert set(outcomes.overalls) == {total.overall for total in totals}
    assert outcomes.lowest.agreed in totals
    assert outcomes.highest.agreed in totals
    if len({total.maximum for total in totals}) == 1:
        assert outcomes.lowest.agreed.score == min(scores)
        assert outcomes.highest.agreed.score == max(scores)
    return outcomes


class TestOutcomes:
    @settings(max_examples=150)
    @given(evidences(CASES), st.data())
    def test_over_every_possible_count(self, evidence: Evidence, data: st.DataObject) -> None:
        check(Meeting(evidence), drawn_what_if(evidence, data), CASES)

    @settings(max_examples=60)
    @given(meetings(most=6, cases=CASES), st.data())
    def test_with_the_panels_decisions(self, meeting: Meeting, data: st.DataObject) -> None:
        what_if = drawn_what_if(meeting.evidence, data, most=3)
        outcomes = check(meeting, what_if, CASES)
        changed = {outcome.standard.id for outcome in outcomes.standards}
        for score in outcomes.lowest.standards:
            if score.id in changed:
                assert score.decision is None
                assert score.rating == score.result.rating
            else:
                before = meeting.scorecard.standard(score.id)
                assert (score.decision, score.rating) == (before.decision, before.rating)

    @settings(max_examples=60)
    @given(evidences(CASES, counted(CASES, fewest=0)), st.data())
    def test_counted_evidence_leaves_nothing_open(
        self, evidence: Evidence, data: st.DataObject
    ) -> None:
        what_if = drawn_what_if(evidence, data)
        outcomes = what_if_outcomes(Meeting(evidence), what_if)
        assert outcomes.certain
        assert outcomes.lowest is outcomes.highest
        for reading in CountChoice:
            assert outcomes.lowest.evidence == what_if_evidence(evidence, what_if, reading)
        assert outcomes.totals == (scorecard_of(what_if_evidence(evidence, what_if)).agreed,)

    @settings(max_examples=40)
    @given(evidences(CASES, before_banding=False), st.data())
    def test_banded_by_the_exact_share(self, evidence: Evidence, data: st.DataObject) -> None:
        check(Meeting(evidence), drawn_what_if(evidence, data), CASES)

    @given(evidences(CASES), st.data())
    def test_counts_drop_out_that_have_no_room(
        self, evidence: Evidence, data: st.DataObject
    ) -> None:
        what_if = drawn_what_if(evidence, data)
        for change in what_if.changes:
            counts = supposed_counts(evidence, change)
            assert len(counts) == len(set(counts)) > 0
            assert all(0 <= count.yes <= count.relevant <= CASES for count in counts)

    def test_no_supposition_no_difference(self) -> None:
        meeting = shipped("north-somerset-2020")
        outcomes = what_if_outcomes(meeting, WhatIf())
        assert outcomes.standards == ()
        assert outcomes.totals == (meeting.scorecard.agreed,)
        assert outcomes.lowest.standards == meeting.scorecard.standards

    def test_a_standard_that_does_not_count_leaves_one_total(self) -> None:
        # 50% of up to 20 cases: one yes more gives anything from 11/20 to 2/2.
        evidence = whole_evidence(standards={"2.4": ["50%", "8/8", "8/8"]})
        uncounted = tuple(
            replace(standard, counted=standard.id != "2.4")
            for standard in evidence.scheme.standards
        )
        evidence = replace(evidence, scheme=replace(evidence.scheme, standards=uncounted))
        what_if = WhatIf().with_judgement(evidence, "2.4.1", 1)
        outcomes = what_if_outcomes(Meeting(evidence), what_if)
        assert len(outcomes.standards[0].ratings) > 1
        assert outcomes.totals == (Meeting(evidence).scorecard.agreed,)

    def test_the_last_standards_only_case_taken_out_shrinks_the_maximum(self) -> None:
        evidence = whole_evidence(standards={"2.1": ["1/1", "n/a", "n/a"]})
        what_if = WhatIf().with_case(evidence, "2.1.1", -1, yes=True)
        outcomes = what_if_outcomes(Meeting(evidence), what_if)
        (total,) = outcomes.totals
        assert (total.maximum, total.overall) == (33, None)
        (outcome,) = outcomes.standards
        assert (outcome.ratings, outcome.not_rated, outcome.certain) == ((), True, True)
        said = standard_outcome_words(outcome)
        assert said == "2.1 Assessment: not rated (now Outstanding)"
        assert what_if_outcome_words(outcomes).endswith(
            "/33, no overall rating is published for a maximum of 33"
        )


class TestNorthSomerset:
    def test_one_more_yes_in_3_2_3(self) -> None:
        meeting = undecided("north-somerset-2020")
        what_if = WhatIf().with_judgement(meeting.evidence, "3.2.3", 1)
        outcomes = what_if_outcomes(meeting, what_if)
        (outcome,) = outcomes.standards
        assert outcome.ratings == (OUTSTANDING,)
        assert outcomes.scores == (26, 26)
        assert what_if_words(what_if) == "one more yes in 3.2.3"
        assert standard_outcome_words(outcome) == (
            "3.2 Planning: Outstanding (now Requires improvement)"
        )
        assert what_if_outcome_words(outcomes) == "26/36, Good"

    def test_the_decision_on_it_is_set_aside_and_the_other_stands(self) -> None:
        meeting = shipped("north-somerset-2020")
        what_if = WhatIf().with_judgement(meeting.evidence, "3.2.3", -1)
        outcomes = what_if_outcomes(meeting, what_if)
        assert outcomes.lowest.standard("3.2").rating == INADEQUATE
        assert outcomes.lowest.standard("3.3").rating == GOOD
        assert outcomes.scores == (24, 24)

    def test_a_decision_without_figures_is_set_aside_too(self) -> None:
        meeting = undecided("north-somerset-2020")
        _, entry = recorded(meeting, Proposal(Kind.CHANGE, "3.2", OUTSTANDING, "Reason."))
        meeting = meeting.with_entry(replace(entry, evidence=()))
        # 3.2.1 from 5/5 to 4/5 leaves the rating, so the entry alone cannot tell.
        what_if = WhatIf().with_judgement(meeting.evidence, "3.2.1", -1)
        lowest = what_if_outcomes(meeting, what_if).lowest
        assert lowest.standard("3.2").rating == REQUIRES_IMPROVEMENT


class TestPercentagesOnly:
    def test_the_range_of_outcomes_in_words(self) -> None:
        evidence = whole_evidence(
            standards={"2.4": ["64%", "20/20", "20/20"]}, samples={"2": 22, "3": 20}
        )
        meeting = Meeting(evidence)
        what_if = WhatIf().with_judgement(evidence, "2.4.1", 1)
        outcomes = what_if_outcomes(meeting, what_if)
        (outcome,) = outcomes.standards
        (question,) = outcome.questions
        # 7/11, 9/14 and 14/22, each with one more yes: 73%, 71% and 68%.
        assert question.counts == (Count(8, 11), Count(10, 14), Count(15, 22))
        assert outcome.ratings == (GOOD,)
        what_if = what_if.with_judgement(evidence, "2.4.1", 1)
        outcomes = what_if_outcomes(meeting, what_if)
        assert outcomes.standards[0].ratings == (GOOD, OUTSTANDING)
        assert not outcomes.certain
        assert standard_outcome_words(outcomes.standards[0]) == (
            "2.4 Reviewing: Good or Outstanding (now Requires improvement)"
        )
        assert what_if_outcome_words(outcomes) == "31 to 32/36, Outstanding"
        assert outcomes.lowest.standard("2.4").rating == GOOD
        assert outcomes.highest.standard("2.4").rating == OUTSTANDING

    def test_a_standard_may_or_may_not_be_left_without_cases(self) -> None:
        # 100% of at most 2 is 1/1 or 2/2; without one of them, nothing is left or 1/1.
        evidence = whole_evidence(
            standards={"2.4": ["100%", "n/a", "n/a"]}, samples={"2": 2, "3": 20}
        )
        meeting = Meeting(
            replace(evidence, standards=(*evidence.standards[:4], evidence.standards[7]))
        )
        what_if = WhatIf().with_case(meeting.evidence, "2.4.1", -1, yes=True)
        outcomes = check(meeting, what_if, 2)
        (outcome,) = outcomes.standards
        assert (outcome.ratings, outcome.not_rated, outcome.certain) == (
            (OUTSTANDING,),
            True,
            False,
        )
        assert standard_outcome_words(outcome) == (
            "2.4 Reviewing: Outstanding or not rated (now Outstanding)"
        )
        assert outcome.questions[0].counts == (Count(0, 0), Count(1, 1))
        assert [(total.score, total.maximum) for total in outcomes.totals] == [(8, 33), (11, 36)]
        assert what_if_outcome_words(outcomes).startswith("11/36 or 8/33, 7 standards awaited")
        assert outcomes.lowest.standard("2.4").rating == OUTSTANDING

    def test_counts_without_room_are_told(self) -> None:
        evidence = whole_evidence(
            standards={"2.4": ["50%", "20/20", "20/20"]}, samples={"2": 4, "3": 20}
        )
        what_if = WhatIf().with_judgement(evidence, "2.4.1", 2)
        outcomes = what_if_outcomes(Meeting(evidence), what_if)
        (outcome,) = outcomes.standards
        assert outcome.questions[0].counts == (Count(4, 4),)
        assert outcome.questions[0].possible == 2
        assert shown_counts_words(outcomes) == (
            "2.4.1 is shown as 4 of 4, the lowest of 2 possible counts",
        )

    def test_the_count_that_the_board_shows_is_named_where_it_is_one_of_several(self) -> None:
        evidence = whole_evidence(
            standards={"2.4": ["64%", "n/a", "20/20"]}, samples={"2": 22, "3": 20}
        )
        what_if = WhatIf().with_case(evidence, "2.4.2", 1, yes=True)
        what_if = what_if.with_judgement(evidence, "2.4.3", -1)
        outcomes = what_if_outcomes(Meeting(evidence), what_if)
        assert [each.possible for each in outcomes.standards[0].questions] == [1, 1]
        assert shown_counts_words(outcomes) == ()
        what_if = what_if.with_judgement(evidence, "2.4.1", 1)
        assert shown_counts_words(what_if_outcomes(Meeting(evidence), what_if)) == (
            "2.4.1 is shown as 15 of 22, the lowest of 3 possible counts",
        )

    def test_every_total_the_lowest_first(self) -> None:
        # 100% of at most 2 is 1/1 or 2/2: a case less leaves nothing or 1/1, one more 1/2 or 2/3.
        standards = {
            standard.id: "Inadequate" if standard.rated_by is RatedBy.JUDGEMENT else ["0/2"] * 3
            for standard in YOUTH_2018.standards
        }
        alone = {"2.4": ["100%", "n/a", "n/a"], "3.4": ["0/2", "0/2"]}
        evidence = whole_evidence(standards={**standards, **alone}, samples={"2": 2, "3": 2})
        what_if = WhatIf().with_case(evidence, "2.4.1", -1, yes=True)
        outcomes = what_if_outcomes(Meeting(evidence), what_if)
        assert [(each.score, each.maximum) for each in outcomes.totals] == [(0, 33), (3, 36)]
        assert outcomes.overalls == (None, INADEQUATE)
        assert what_if_outcome_words(outcomes) == ("3/36 or 0/33, no overall rating or Inadequate")

    def test_the_totals_of_two_standards_in_order(self) -> None:
        evidence = whole_evidence(
            standards={"2.4": ["64%", "20/20", "20/20"], "3.2": ["10/10", "40%", "10/10"]},
            samples={"2": 22, "3": 10},
        )
        what_if = WhatIf()
        for question in ("2.4.1", "3.2.2"):
            what_if = what_if.with_judgement(evidence, question, 2)
        outcomes = what_if_outcomes(Meeting(evidence), what_if)
        court, out_of_court = (outcome.ratings for outcome in outcomes.standards)
        assert court == (GOOD, OUTSTANDING)
        # 2 of 5 becomes 4 of 5, and 4 of 10 becomes 6 of 10.
        assert out_of_court == (REQUIRES_IMPROVEMENT, OUTSTANDING)
        assert [total.score for total in outcomes.totals] == [29, 30, 31, 32]
        assert outcomes.scores == (29, 32)


class TestWords:
    @pytest.mark.parametrize(
        ("change", "said"),
        [
            (Change("2.1.1", 1), "one more yes in 2.1.1"),
            (Change("2.1.1", -2), "two fewer yes in 2.1.1"),
            (Change("2.1.1", 0, -1), "one fewer relevant case in 2.1.1"),
            (Change("2.1.1", 14, 2), "two more relevant cases and 14 more yes in 2.1.1"),
        ],
    )
    def test_changes(self, change: Change, said: str) -> None:
        assert change_words(change) == said

    def test_totals(self) -> None:
        totals = [Total(24, 36, GOOD), Total(26, 36, GOOD), Total(23, 33, None)]
        assert score_range_words(totals) == "24 to 26/36 or 23/33"
        assert score_range_words(totals[:1]) == "24/36"

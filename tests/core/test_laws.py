"""What holds for every inspection: bands, scores and the record."""

from collections.abc import Sequence
from datetime import timedelta
from fractions import Fraction
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from core.banding import (
    band_of,
    band_of_count,
    band_of_exact,
    band_of_percent,
    lowest_rating,
    near_boundaries,
    nearest_boundary,
    rounding_lifts,
)
from core.counts import Count, Figures
from core.discretion import UNKNOWN, Answer, discretion_of
from core.evidence import (
    Evidence,
    Inspection,
    KeyQuestionEvidence,
    Published,
    Sample,
    StandardEvidence,
)
from core.meeting import Meeting, Proposal
from core.record import DECIDING, Entry, Kind
from core.scheme import Rating, Scheme, Standard
from core.scheme_faults import scheme_faults
from core.scorecard import Considered, Total, evidence_results, scorecard_of, total_of
from core.standard_result import Status, standard_result
from core.standing import fold
from core.value import replace
from tests.core.building import (
    GOOD,
    INADEQUATE,
    OUTSTANDING,
    REQUIRES_IMPROVEMENT,
    SHIPPED,
    YOUTH_2018,
    YOUTH_2021,
    at,
    evidence_of,
    figures_of,
    rating_of,
    recorded,
    whole_evidence,
)
from tests.core.strategies import any_figures, counts, schemes

# ---- bands -------------------------------------------------------------------------------------


class TestBands:
    @given(schemes(), st.integers(0, 99))
    def test_a_higher_percentage_never_has_a_lower_band(self, scheme: Scheme, percent: int) -> None:
        lower, higher = band_of_percent(scheme, percent), band_of_percent(scheme, percent + 1)
        assert lower.rating.score <= higher.rating.score

    @given(schemes(), st.integers(0, 100))
    def test_the_band_holds_the_percentage(self, scheme: Scheme, percent: int) -> None:
        band = band_of_percent(scheme, percent)
        assert band.lowest <= percent <= band.highest

    @given(schemes(before_banding=False), counts(), counts())
    def test_a_higher_share_never_has_a_lower_band(
        self, scheme: Scheme, first: Count, second: Count
    ) -> None:
        assume(Fraction(*first) <= Fraction(*second))
        assert band_of_count(scheme, first).lowest <= band_of_count(scheme, second).lowest
        assert band_of_count(scheme, first) == band_of_exact(scheme, first)

    @given(schemes(), counts())
    def test_rounding_lifts_by_one_band_or_not_at_all(self, scheme: Scheme, count: Count) -> None:
        exact = scheme.bands.index(band_of_exact(scheme, count))
        rounded = scheme.bands.index(band_of_percent(scheme, count.percent))
        assert rounded - exact in (0, 1)
        assert rounding_lifts(scheme, count) == (rounded != exact)

    @given(schemes(), st.integers(0, 100))
    def test_the_nearest_boundary(self, scheme: Scheme, percent: int) -> None:
        nearest = nearest_boundary(scheme, percent)
        distances = {bound: abs(bound - percent) for bound in scheme.boundaries}
        assert distances[nearest] == min(distances.values())
        assert nearest == min(b for b in distances if distances[b] == distances[nearest])
        near = near_boundaries(scheme, percent)
        assert set(near) == {b for b in distances if distances[b] <= scheme.criteria.points}
        assert list(near) == sorted(near)

    def test_a_percentage_alone_is_banded_as_printed_whatever_the_rounding_rule(self) -> None:
        exact = replace(YOUTH_2018, rounding_before_banding=False)
        for scheme in (YOUTH_2018, exact):
            band = band_of(scheme, figures_of("65%"))
            assert band is not None
            assert band.rating == GOOD
        assert band_of(exact, figures_of("n/a")) is None

    def test_no_bands_no_rating(self) -> None:
        assert lowest_rating([]) is None
        assert discretion_of(YOUTH_2018, []) == UNKNOWN

    @given(schemes(), st.data())
    def test_the_rating_is_never_above_any_key_question(
        self, scheme: Scheme, data: st.DataObject
    ) -> None:
        standard = data.draw(st.sampled_from(scheme.standards))
        evidence = Evidence(
            Inspection("somewhere", "Somewhere"),
            scheme,
            {"2": Sample(12)},
            (
                StandardEvidence(
                    standard.id,
                    tuple(
                        KeyQuestionEvidence(question.id, data.draw(any_figures(12)))
                        for question in standard.key_questions
                    ),
                ),
            ),
        )
        result = standard_result(evidence, standard)
        if not result.asked:
            assert result.status is Status.NOT_RATED
            return
        assert result.rating is not None
        bands = [scheme.ratings.index(each.band.rating) for each in result.asked if each.band]
        assert scheme.ratings.index(result.rating) == min(bands)
        drivers = [each for each in result.asked if each.id in result.driven_by]
        assert {each.percent for each in drivers} == {result.lowest_percent}
        assert len(result.other_questions) + len(drivers) == len(result.asked)
        for other in result.other_questions:
            assert other.bands >= 0
            assert other.points > 0
            assert other.key_question.percent == (result.lowest_percent or 0) + other.points


# ---- scores ------------------------------------------------------------------------------------


def overall_by_hand(score: int) -> str:
    return next(
        name
        for most, name in (
            (6, "Inadequate"),
            (18, "Requires improvement"),
            (30, "Good"),
            (36, "Outstanding"),
        )
        if score <= most
    )


def judged(scheme: Scheme, ratings: Sequence[Rating]) -> Evidence:
    """Evidence of an old report: a rating for every standard, no figures."""
    return evidence_of(
        scheme,
        {
            standard.id: rating.name
            for standard, rating in zip(scheme.standards, ratings, strict=True)
        },
    )


def ratings_for(scheme: Scheme) -> st.SearchStrategy[list[Rating]]:
    number = len(scheme.standards)
    return st.lists(st.sampled_from(scheme.ratings), min_size=number, max_size=number)


class TestScores:
    @pytest.mark.parametrize("scheme", SHIPPED, ids=lambda scheme: scheme.id)
    @given(data=st.data())
    def test_the_score_is_the_sum_of_the_counted_ratings(
        self, scheme: Scheme, data: st.DataObject
    ) -> None:
        ratings = data.draw(ratings_for(scheme))
        card = scorecard_of(judged(scheme, ratings))
        by_name = {"Inadequate": 0, "Requires improvement": 1, "Good": 2, "Outstanding": 3}
        total = sum(
            by_name[rating.name]
            for standard, rating in zip(scheme.standards, ratings, strict=True)
            if standard.id != "4.1"
        )
        assert card.agreed == card.by_evidence
        assert (card.agreed.score, card.agreed.maximum) == (total, 36)
        assert card.agreed.overall is not None
        assert card.agreed.overall.name == overall_by_hand(total)
        assert [score.score for score in card.standards] == [by_name[r.name] for r in ratings]
        assert card.scheme is scheme

    @given(st.sampled_from(YOUTH_2021.ratings), ratings_for(YOUTH_2021))
    def test_resettlement_is_rated_but_not_counted(
        self, resettlement: Rating, ratings: list[Rating]
    ) -> None:
        with_it = scorecard_of(judged(YOUTH_2021, [*ratings[:-1], resettlement]))
        without = judged(YOUTH_2021, ratings)
        without = replace(without, standards=without.standards[:-1])
        assert with_it.standard("4.1").rating == resettlement
        assert with_it.agreed == scorecard_of(without).agreed
        assert scorecard_of(without).awaited == ()

    @given(schemes(), st.data())
    def test_margins_are_the_fewest_points_to_another_overall_rating(
        self, scheme: Scheme, data: st.DataObject
    ) -> None:
        assert scheme_faults(scheme) == ()
        number = len(scheme.standards)
        ratings = data.draw(
            st.lists(st.sampled_from(scheme.ratings), min_size=number, max_size=number)
        )
        total = total_of(
            scheme,
            [
                (standard, Status.RATED, rating)
                for standard, rating in zip(scheme.standards, ratings, strict=True)
            ],
        )
        (published,) = scheme.overall

        def overall(score: int) -> Rating | None:
            return next((b.rating for b in published.bands if b.lowest <= score <= b.highest), None)

        assert total.score == sum(rating.score for rating in ratings)
        assert total.maximum == scheme.maximum == published.maximum
        assert total.overall == overall(total.score)
        for margin, step in ((total.up, 1), (total.down, -1)):
            points = 1
            while overall(total.score + step * points) == total.overall:
                points += 1
            other = overall(total.score + step * points)
            if other is None:
                assert margin is None
            else:
                assert margin is not None
                assert (margin.rating, margin.points) == (other, points)

    @given(ratings_for(YOUTH_2021), st.sampled_from(YOUTH_2021.standards), st.data())
    def test_the_total_if_one_rating_were_another(
        self, ratings: list[Rating], standard: Standard, data: st.DataObject
    ) -> None:
        other = data.draw(st.sampled_from(YOUTH_2021.ratings))
        changed = [
            other if each is standard else rating
            for each, rating in zip(YOUTH_2021.standards, ratings, strict=True)
        ]
        card = scorecard_of(judged(YOUTH_2021, ratings))
        assert card.total_if(standard.id, other) == scorecard_of(judged(YOUTH_2021, changed)).agreed
        assert card.agreed == scorecard_of(judged(YOUTH_2021, ratings)).agreed

    def test_a_score_outside_every_overall_band_is_refused(self) -> None:
        (published,) = YOUTH_2018.overall
        for score in (-1, 37):
            with pytest.raises(ValueError, match=f"no overall band holds a score of {score} out"):
                published.band_of(score)

    def test_margins_of_north_somerset(self) -> None:
        ratings = [GOOD] * 12
        total = scorecard_of(judged(YOUTH_2018, ratings)).agreed
        assert total.score == 24
        assert total.up is not None
        assert total.down is not None
        assert (total.up.rating, total.up.points) == (OUTSTANDING, 7)
        assert (total.down.rating, total.down.points) == (REQUIRES_IMPROVEMENT, 6)

    @given(
        ratings_for(YOUTH_2018),
        st.lists(st.sampled_from(YOUTH_2018.standards), unique=True, min_size=1),
    )
    def test_no_overall_rating_for_a_maximum_that_no_report_prints(
        self, ratings: list[Rating], not_rated: list[object]
    ) -> None:
        evidence = judged(YOUTH_2018, ratings)
        gone = {standard.id for standard in YOUTH_2018.standards if standard in not_rated}
        evidence = replace(
            evidence,
            standards=tuple(
                StandardEvidence(each.id, not_rated="no cases") if each.id in gone else each
                for each in evidence.standards
            ),
        )
        card = scorecard_of(evidence)
        left = [each.judgement for each in evidence.standards if each.judgement is not None]
        score = sum(rating.score for rating in left)
        assert card.agreed == Total(score, 36 - 3 * len(gone), None)
        assert {score.id for score in card.standards if score.rating is None} == gone
        assert all(card.standard(each).result.status is Status.NOT_RATED for each in gone)
        assert card.awaited == ()

    @given(
        ratings_for(YOUTH_2018),
        st.lists(
            st.sampled_from([each.id for each in YOUTH_2018.standards]), unique=True, min_size=1
        ),
    )
    def test_an_awaited_standard_holds_the_overall_back_and_not_the_maximum(
        self, ratings: list[Rating], awaited: list[str]
    ) -> None:
        evidence = judged(YOUTH_2018, ratings)
        evidence = replace(
            evidence, standards=tuple(s for s in evidence.standards if s.id not in awaited)
        )
        card = scorecard_of(evidence)
        score = sum(s.judgement.score for s in evidence.standards if s.judgement is not None)
        assert card.agreed == Total(score, 36, None)
        assert {each.id for each in card.awaited} == set(awaited)
        for each in card.awaited:
            assert each.result.status is Status.AWAITED
            assert each.rating is None
            assert each.score is None
            assert each.open is None
            assert each.considered is Considered.NOT_YET
            assert not each.to_consider

    def test_a_standard_that_is_named_and_says_nothing_is_awaited(self) -> None:
        evidence = Evidence(
            Inspection("somewhere", "Somewhere"), YOUTH_2018, {}, (StandardEvidence("1.1"),)
        )
        assert scorecard_of(evidence).standard("1.1").result.status is Status.AWAITED
        assert evidence.published == Published(None, None, ())

    def test_not_rated_goes_before_figures(self) -> None:
        evidence = Evidence(
            Inspection("somewhere", "Somewhere"),
            YOUTH_2018,
            {"2": Sample(5)},
            (
                StandardEvidence(
                    "2.1", (KeyQuestionEvidence("2.1.1", Figures(5, 5)),), not_rated="no cases"
                ),
            ),
        )
        result = scorecard_of(evidence).standard("2.1").result
        assert (result.status, result.rating, result.key_questions) == (Status.NOT_RATED, None, ())
        assert not result.judged

    def test_a_judged_standard_reads_no_figures(self) -> None:
        evidence = Evidence(
            Inspection("somewhere", "Somewhere"),
            YOUTH_2018,
            {},
            (
                StandardEvidence("1.1", judgement=GOOD),
                StandardEvidence("2.1", judgement=INADEQUATE),
            ),
        )
        card = scorecard_of(evidence)
        for standard_id in ("1.1", "2.1"):
            result = card.standard(standard_id).result
            assert result.judged
            assert result.lowest_percent is None
            assert result.driven_by == ()
            assert result.other_questions == ()
            assert result.discretion == UNKNOWN
        assert card.standard("1.1").open is None
        assert card.standard("2.1").open is Answer.UNKNOWN

    def test_ids_that_the_scheme_does_not_have(self) -> None:
        card = scorecard_of(whole_evidence())
        with pytest.raises(KeyError):
            card.standard("9.9")
        with pytest.raises(KeyError):
            card.standard("2.1").result.key_question("2.2.1")
        with pytest.raises(KeyError):
            YOUTH_2018.domain("9")

    def test_a_files_label_goes_before_the_schemes(self) -> None:
        evidence = Evidence(
            Inspection("somewhere", "Somewhere"),
            YOUTH_2018,
            {"2": Sample(5)},
            (
                StandardEvidence(
                    "2.1",
                    (
                        KeyQuestionEvidence("2.1.1", Figures(5, 5), label="Our own words"),
                        KeyQuestionEvidence("2.1.2", Figures(0, 0)),
                        KeyQuestionEvidence("2.1.3", Figures(4, 5)),
                    ),
                ),
            ),
        )
        result = scorecard_of(evidence).standard("2.1").result
        assert result.key_question("2.1.1").label == "Our own words"
        assert result.key_question("2.1.2").label == "Understands the child's safety"
        assert not result.key_question("2.1.2").applicable
        assert result.key_question("2.1.2").near_boundaries == ()
        assert result.key_question("2.1.3").near_boundaries == (80,)
        assert result.key_question("2.1.2").interval is None
        assert [each.id for each in result.asked] == ["2.1.1", "2.1.3"]


# ---- the record --------------------------------------------------------------------------------

FEW = {"3.1": ["5/5", "5/5", "4/5"], "3.2": ["5/5", "5/5", "1/2"], "3.3": ["3/5", "3/5", "5/5"]}
OPEN = tuple(FEW)


def small_meeting() -> Meeting:
    return Meeting(whole_evidence(YOUTH_2018, FEW, {"2": 20, "3": 20}))


proposals = st.builds(
    Proposal,
    kind=st.sampled_from([Kind.CHANGE, Kind.CHANGE, Kind.KEEP, Kind.DEFER, Kind.WITHDRAW]),
    standard=st.sampled_from(OPEN),
    to_rating=st.sampled_from(YOUTH_2018.ratings),
    reason=st.just("as weighed"),
)


def played(said: Sequence[Proposal]) -> Meeting:
    """The meeting after every proposal that the rules allow, each recorded in its turn."""
    meeting = small_meeting()
    for proposal in said:
        if meeting.refusal(proposal) is None:
            meeting, _ = recorded(meeting, proposal)
    return meeting


def deciding_and_standing(meeting: Meeting) -> list[Entry]:
    withdrawn = meeting.scorecard.standing.withdrawn
    return [e for e in meeting.entries if e.kind in DECIDING and e.id not in withdrawn]


class TestRecord:
    @settings(max_examples=150)
    @given(st.lists(proposals, max_size=14))
    def test_the_scorecard_is_the_entries_replayed(self, said: list[Proposal]) -> None:
        """Against a pile of decisions a standard, of which a withdrawal takes the top one."""
        piles: dict[str, list[tuple[Kind, Rating | None]]] = {each: [] for each in OPEN}
        meeting = small_meeting()
        by_evidence = {score.id: score.rating for score in meeting.scorecard.standards}
        for proposal in said:
            if meeting.refusal(proposal) is not None:
                continue
            meeting, _ = recorded(meeting, proposal)
            pile = piles[proposal.standard]
            if proposal.kind is Kind.WITHDRAW:
                pile.pop()
            else:
                pile.append((proposal.kind, proposal.to_rating))

        expected = dict(by_evidence)
        for standard_id, pile in piles.items():
            if pile and pile[-1][0] is Kind.CHANGE:
                expected[standard_id] = pile[-1][1]
        card = meeting.scorecard
        assert {score.id: score.rating for score in card.standards} == expected
        assert card.agreed.score == sum(r.score for r in expected.values() if r is not None)
        assert card.by_evidence == small_meeting().scorecard.agreed
        assert card == scorecard_of(meeting.evidence, meeting.entries)
        names = {
            Kind.CHANGE: Considered.CHANGED,
            Kind.KEEP: Considered.KEPT,
            Kind.DEFER: Considered.DEFERRED,
        }
        for standard_id, pile in piles.items():
            score = card.standard(standard_id)
            assert score.considered is (names[pile[-1][0]] if pile else Considered.NOT_YET)
            settled = score.considered in (Considered.CHANGED, Considered.KEPT)
            assert score.to_consider == (not settled)
        open_ids = {score.id for score in card.open_standards}
        assert open_ids == set(OPEN)
        assert card.decided_count == sum(
            bool(pile) and pile[-1][0] is not Kind.DEFER for pile in piles.values()
        )

    @settings(max_examples=150)
    @given(st.lists(proposals, min_size=1, max_size=10), st.data())
    def test_withdrawn_counts_as_never_made(
        self, said: list[Proposal], data: st.DataObject
    ) -> None:
        meeting = played(said)
        standing = deciding_and_standing(meeting)
        assume(standing)
        gone = data.draw(st.sampled_from(standing))
        withdrawal = Entry(
            "last", at(99), Kind.WITHDRAW, gone.standard, reason="no", replaces=gone.id
        )
        with_both = fold([*meeting.entries, withdrawal])
        without = fold([entry for entry in meeting.entries if entry.id != gone.id])
        assert with_both.decisions == without.decisions
        assert with_both.withdrawn == without.withdrawn | {gone.id}

    @given(st.lists(proposals, max_size=10), st.randoms(use_true_random=False))
    def test_only_the_order_matters_and_not_the_clock(
        self, said: list[Proposal], random: Random
    ) -> None:
        entries = played(said).entries
        shuffled = list(entries)
        random.shuffle(shuffled)
        other_clock = [
            replace(entry, at=other.at) for entry, other in zip(entries, shuffled, strict=True)
        ]
        ids = {standard: entry.id for standard, entry in fold(entries).decisions.items()}
        again = {standard: entry.id for standard, entry in fold(other_clock).decisions.items()}
        assert ids == again

    @given(st.lists(proposals, max_size=10))
    def test_entries_of_other_standards_may_stand_between(self, said: list[Proposal]) -> None:
        entries = played(said).entries
        by_standard = sorted(entries, key=lambda entry: entry.standard or "")
        assert fold(by_standard) == fold(entries)

    @given(st.lists(proposals, max_size=8), proposals)
    def test_a_new_entry_is_only_added(self, said: list[Proposal], proposal: Proposal) -> None:
        before = played(said)
        assume(before.refusal(proposal) is None)
        kept = before.entries
        after, entry = recorded(before, proposal)
        assert after.entries == (*kept, entry)
        assert before.entries == kept
        assert after.evidence is before.evidence
        assert after.results is before.results
        assert after.results == evidence_results(after.evidence)
        assert after.scorecard == scorecard_of(after.evidence, after.entries)

    @given(st.lists(proposals, max_size=8), proposals)
    def test_the_outcome_foretold_is_the_outcome(
        self, said: list[Proposal], proposal: Proposal
    ) -> None:
        before = played(said)
        assume(before.refusal(proposal) is None)
        rating, total = before.outcome(proposal)
        after, entry = recorded(before, proposal)
        assert rating == entry.to_rating == after.scorecard.standard(proposal.standard).rating
        assert total == after.scorecard.agreed
        assert entry.effect is not None
        assert (entry.effect.score_after, entry.effect.overall_after) == (
            total.score,
            total.overall,
        )

    def test_the_last_decision_stands(self) -> None:
        def entry(name: str, kind: Kind = Kind.KEEP, standard: str | None = "3.2") -> Entry:
            return Entry(name, at(0), kind, standard)

        first, second = entry("a"), entry("b")
        assert fold([first, second]).decisions == {"3.2": second}
        assert fold([second, first]).decisions == {"3.2": first}
        later_clock = replace(first, at=first.at + timedelta(days=1))
        assert fold([later_clock, second]).decisions == {"3.2": second}
        assert fold([entry("s", Kind.SIGN_OFF, None)]).decisions == {}
        assert fold([entry("s", Kind.SIGN_OFF, "3.2")]).decisions == {}
        assert fold([entry("k", Kind.KEEP, None)]).decisions == {}
        assert fold([entry("w", Kind.WITHDRAW)]) == fold([])
        replaced = replace(second, replaces="a")
        assert fold([first, replaced]).withdrawn == frozenset()


def test_ratings_are_found_without_regard_to_case_and_blanks() -> None:
    assert rating_of(YOUTH_2018, "  requires   IMPROVEMENT ") == REQUIRES_IMPROVEMENT
    assert YOUTH_2018.rating_named("Excellent") is None
    assert YOUTH_2018.steps_between(INADEQUATE, OUTSTANDING) == 3
    assert YOUTH_2018.steps_between(OUTSTANDING, GOOD) == -1
    assert YOUTH_2018.boundaries == (50, 65, 80)
    assert (YOUTH_2018.maximum, YOUTH_2021.maximum, YOUTH_2021.top_score) == (36, 36, 3)
    assert YOUTH_2021.domain("4").title == "Resettlement"
    assert YOUTH_2018.overall_bands(33) is None

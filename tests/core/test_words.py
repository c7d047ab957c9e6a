"""The sentences of minutes and report, and who met: each made from figures and scheme."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from core.dates import day_words
from core.evidence import Inspection, Sample
from core.meeting import Meeting, Proposal
from core.meeting_details import Interest, MeetingDetails, distinct_names, names_in, same_person
from core.minutes_words import (
    criteria_of,
    decision_words,
    openness_words,
    quorum_words,
    reopened_words,
    score_and_overall_words,
    short_decision_words,
    signed_words,
    standards_words,
    time_words,
)
from core.record import Entry, Kind
from core.refusals import closed_because, needs_reason, undecidable_because
from core.report_words import (
    assumption_words,
    basis_words,
    cases_words,
    discretion_note,
    discretion_words,
    driver_words,
    evidence_rating_words,
    fieldwork_words,
    judged_words,
    least_score,
    lowest_words,
    margin_of_error_words,
    percent_only_words,
    points_words,
    question_sentence,
    range_words,
    rating_words,
    rounding_note,
    sample_words,
    score_words,
    stars,
    sub_sample_words,
    taken_as_whole_note,
    uncounted_words,
    unsettled_note,
)
from core.scheme import Band, Scheme
from core.scorecard import StandardScore, scorecard_of
from core.value import replace
from core.wording import (
    considered_words,
    evidence_change_words,
    evidence_rating_label,
    sentence,
)
from tests.core.building import (
    GOOD,
    INADEQUATE,
    MIDDAY,
    OUTSTANDING,
    YOUTH_2018,
    YOUTH_2021,
    evidence_of,
    recorded,
    scheme_named,
    whole_evidence,
)

AUDIT = scheme_named("schemes/audit.scheme.toml")
CQC = scheme_named("schemes/cqc.scheme.toml")
LIBRARIES = scheme_named("near/lib.scheme.toml")
COURT = YOUTH_2018.domain("2")


def score_of(
    standard: str, given: str | Sequence[str], cases: int = 20, scheme: Scheme = YOUTH_2018
) -> StandardScore:
    """Return one standard's score; its domain has a sample of *cases*."""
    samples = {scheme.standard(standard).domain: cases}
    return scorecard_of(evidence_of(scheme, {standard: given}, samples)).standard(standard)


def decided(kind: Kind, standard: str = "3.2", reason: str = "Two cases.") -> StandardScore:
    """Return a standard with a decision: 3.2 at 50% of two cases, 1.1 proposed as Good."""
    meeting = Meeting(whole_evidence(standards={"3.2": ["20/20", "20/20", "1/2"]}))
    to = {Kind.CHANGE: GOOD, Kind.AGREE: GOOD}.get(kind)
    meeting, _ = recorded(meeting, Proposal(kind, standard, to, reason))
    return meeting.scorecard.standard(standard)


class TestNames:
    @pytest.mark.parametrize(
        ("names", "distinct"),
        [
            ((), ()),
            (("", "  "), ()),
            ((" Ann  Lee ", "ann lee", "Bo"), ("Ann  Lee", "Bo")),
            (("Bo", "Ann", "BO"), ("Bo", "Ann")),
        ],
    )
    def test_each_person_once(self, names: tuple[str, ...], distinct: tuple[str, ...]) -> None:
        assert distinct_names(names) == distinct

    def test_the_same_person(self) -> None:
        assert same_person("Ann  LEE", " ann lee ")
        assert not same_person("Ann Lee", "Ann Leigh")

    def test_who_was_there(self) -> None:
        details = MeetingDetails(
            chair="Cy",
            members=("Ann", "cy", "Bo"),
            attending=("Di",),
            apologies=("El",),
            note_taker="Flo",
            interests=(Interest("Gus"), Interest("Ann")),
        )
        assert details.present == ("Cy", "Ann", "Bo")
        assert details.names == ("Cy", "Ann", "Bo", "Flo", "Di", "El", "Gus")

    def test_an_interest_without_standards_touches_all(self) -> None:
        details = MeetingDetails(interests=(Interest("Ann"), Interest("Bo", standards=("3.2",))))
        assert details.recused_from("3.2") == ("Ann", "Bo")
        assert details.recused_from("3.3") == ("Ann",)
        assert [each.name for each in details.interests_in("3.3")] == ["Ann"]


class TestOneStandard:
    @pytest.mark.parametrize(
        ("words", "made"),
        [("", ""), ("  ", ""), ("so it is", "So it is."), ("Why?", "Why?"), ("x:", "X:")],
    )
    def test_sentence(self, words: str, made: str) -> None:
        assert sentence(words) == made

    def test_stars_and_points(self) -> None:
        assert [stars(YOUTH_2018, rating) for rating in YOUTH_2018.ratings] == [
            "☆☆☆",
            "★☆☆",
            "★★☆",
            "★★★",
        ]
        assert stars(YOUTH_2018, None) == ""
        assert stars(LIBRARIES, LIBRARIES.ratings[3]) == "★★★★☆"
        many = replace(OUTSTANDING, score=6)
        six = replace(YOUTH_2018, ratings=(*YOUTH_2018.ratings[:3], many))
        assert stars(six, many) == ""
        assert points_words(YOUTH_2018, GOOD) == "2 of 3"
        assert points_words(YOUTH_2018, None) == "–"

    @pytest.mark.parametrize(
        ("figures", "words"),
        [
            ("n/a", "no cases, because the question did not apply to any"),
            ("0/4", "none of the cases"),
            ("4/4", "all of the cases"),
            ("1/4", "a minority of the cases"),
            ("2/4", "too few cases"),
            ("7/10", "a reasonable majority of the cases"),
            ("9/10", "a large majority of the cases"),
        ],
    )
    def test_cases(self, figures: str, words: str) -> None:
        result = score_of("2.2", [figures, "20/20", "20/20"]).result
        assert cases_words(result.key_question("2.2.1")) == words

    @pytest.mark.parametrize(
        ("name", "words"),
        [
            ("Enormous majority", "an enormous majority of the cases"),
            ("Half", "half of the cases"),
            ("Hardly any", "hardly any of the cases"),
            ("More than half", "more than half of the cases"),
            ("63-87", "cases in the band “63-87”"),
        ],
    )
    def test_bands_of_other_schemes(self, name: str, words: str) -> None:
        bands = tuple(Band(name, b.rating, b.lowest, b.highest) for b in YOUTH_2018.bands)
        scheme = replace(YOUTH_2018, bands=bands)
        result = score_of("2.2", ["7/10", "20/20", "20/20"], scheme=scheme).result
        assert cases_words(result.key_question("2.2.1")) == words

    @pytest.mark.parametrize(
        ("figures", "words"),
        [
            ("1/2", "Plans for desistance: too few cases (1 of 2, 50%)."),
            ("64%", "Plans for desistance: too few cases (64%)."),
            ("64% of 14", "Plans for desistance: too few cases (64% of 14)."),
            ("n/a", "Plans for desistance: no relevant cases."),
        ],
    )
    def test_a_key_question(self, figures: str, words: str) -> None:
        result = score_of("2.2", [figures, "20/20", "20/20"]).result
        assert question_sentence(result.key_question("2.2.1")) == words

    def test_what_drives_the_rating(self) -> None:
        assert driver_words(score_of("2.2", "Good")) == ""
        assert driver_words(score_of("2.2", ["1/2", "2/2", "2/2"])) == (
            "The rating of the standard follows its lowest key question, 2.2.1, shown in bold."
        )
        assert driver_words(score_of("2.2", ["1/2", "1/2", "2/2"])) == (
            "The rating of the standard follows its lowest key questions, 2.2.1 and 2.2.2, shown "
            "in bold."
        )

    @pytest.mark.parametrize("kind", [Kind.KEEP, Kind.DEFER])
    def test_a_rating_left_as_it_is_follows_the_lowest_key_question(self, kind: Kind) -> None:
        assert driver_words(decided(kind)).startswith("The rating of the standard follows")

    def test_a_changed_rating_does_not_follow_the_lowest_key_question(self) -> None:
        assert driver_words(decided(Kind.CHANGE)) == (
            "The evidence rating follows the lowest key question, 3.2.3, shown in bold; the panel "
            "changed the rating."
        )

    def test_the_rating_of_a_judgement_is_called_proposed(self) -> None:
        assert evidence_rating_label(decided(Kind.CHANGE)) == "Evidence rating"
        assert evidence_rating_label(score_of("2.2", "Good")) == "Evidence rating"
        assert evidence_rating_label(score_of("1.1", "Good")) == "Proposed rating"

    @pytest.mark.parametrize(
        ("figures", "cases", "words"),
        [
            ("20/20", 20, ""),
            ("64%", 20, ""),
            ("n/a", 20, "This question applied to none of the 20 cases inspected."),
            ("5/19", 20, "This question applied to 19 of the 20 cases inspected; only these are "),
        ],
    )
    def test_sub_samples(self, figures: str, cases: int, words: str) -> None:
        result = score_of("2.2", [figures, "20/20", "20/20"], cases).result
        said = sub_sample_words(result.key_question("2.2.1"))
        assert said.startswith(words)
        assert bool(said) == bool(words)

    @pytest.mark.parametrize(
        ("figures", "words"),
        [
            (["1/2", "2/2", "2/2"], ""),
            (["50%", "2/2", "2/2"], "Only the percentage was reported for 2.2.1."),
            (["50%", "100%", "2/2"], "Only the percentage was reported for 2.2.1 and 2.2.2."),
            (["50%", "100%", "100%"], "Only the percentages were reported here, not the numbers "),
        ],
    )
    def test_percentages_alone(self, figures: list[str], words: str) -> None:
        said = percent_only_words(score_of("2.2", figures).result)
        assert said.startswith(words)
        assert bool(said) == bool(words)

    def test_notes(self) -> None:
        assert taken_as_whole_note(score_of("2.1", ["50%", "2/2", "2/2"]).result) == (
            "2.1.1 50% taken as 10 of 20: asked of every case (assumption A3)."
        )
        assert taken_as_whole_note(score_of("2.2", ["1/2", "2/2", "2/2"]).result) == ""
        assert rounding_note(score_of("2.2", ["11/17", "2/2", "2/2"]).result).startswith("Rounding")
        assert rounding_note(score_of("2.2", ["1/2", "2/2", "2/2"]).result) == ""
        assert basis_words(score_of("2.2", "Good")) == "No key-question figures."
        assert basis_words(score_of("2.2", ["1/2", "2/2", "2/2"])) == ""

    def test_ratings_that_are_not_there(self) -> None:
        awaited = scorecard_of(evidence_of(YOUTH_2018, {})).standard("2.2")
        not_rated = score_of("2.2", "not rated: no cases")
        assert (rating_words(awaited), evidence_rating_words(awaited)) == ("Awaited", "Awaited")
        assert (rating_words(not_rated), evidence_rating_words(not_rated)) == (
            "Not rated",
            "Not rated",
        )
        rated = score_of("2.2", "Good")
        assert (rating_words(rated), evidence_rating_words(rated)) == ("Good", "Good")
        assert basis_words(score_of("1.1", "Good")) == (
            "Inspector's judgement, without key-question figures."
        )


class TestDecisions:
    def test_what_the_report_says(self) -> None:
        assert discretion_note(decided(Kind.CHANGE)) == (
            "The ratings panel exercised professional discretion: the key questions alone give "
            "Requires improvement, and the panel agreed Good."
        )
        for kind in (Kind.KEEP, Kind.DEFER):
            assert discretion_note(decided(kind)) == ""
        assert unsettled_note(decided(Kind.CHANGE)) == ""
        assert unsettled_note(decided(Kind.DEFER)) == (
            "The panel deferred its decision on this standard."
        )

    @pytest.mark.parametrize(
        ("figures", "words", "openness"),
        [
            (["20/20", "20/20", "1/2"], "This standard is open to", "Open to professional"),
            (["20/20", "20/20", "57%"], "This standard is possibly", "Possibly open to"),
            (["20/20", "20/20", "20/20"], "", "Not open to professional"),
        ],
    )
    def test_what_is_open(self, figures: list[str], words: str, openness: str) -> None:
        score = score_of("2.2", figures)
        said = unsettled_note(score)
        assert said.startswith(words)
        assert bool(said) == bool(words)
        assert openness_words(score).startswith(openness)
        assert short_decision_words(score) == ("not decided yet" if words else "–")

    def test_what_is_not_known(self) -> None:
        assert openness_words(score_of("2.2", "Good")).startswith("There are no key-question")

    def test_what_the_minutes_say(self) -> None:
        assert decision_words(decided(Kind.CHANGE)) == (
            "Changed from Requires improvement to Good."
        )
        assert decision_words(decided(Kind.KEEP)) == "Kept at Requires improvement."
        assert decision_words(decided(Kind.DEFER)) == (
            "Deferred. Until it is decided, Requires improvement counts."
        )
        assert decision_words(decided(Kind.AGREE, "1.1")) == "Agreed as proposed: Good."
        meeting, _ = recorded(
            Meeting(whole_evidence()), Proposal(Kind.AGREE, "1.1", INADEQUATE, "Too kind.")
        )
        assert decision_words(meeting.scorecard.standard("1.1")) == (
            "Agreed as Inadequate; the lead inspector proposed Good."
        )
        assert short_decision_words(decided(Kind.CHANGE)) == "changed"
        assert short_decision_words(decided(Kind.KEEP)) == "kept"

    def test_what_is_still_to_do(self) -> None:
        judged = score_of("1.1", "Good")
        assert decision_words(judged).startswith("Not agreed yet: the proposed rating counts")
        assert unsettled_note(judged).startswith("The panel has not agreed")
        assert short_decision_words(judged) == "not agreed yet"
        assert decision_words(score_of("2.2", ["20/20"] * 3)).startswith("Not decided yet")

    def test_a_decision_that_is_not_applied(self) -> None:
        before = Meeting(whole_evidence(standards={"3.2": ["20/20", "20/20", "1/2"]}))
        _, entry = recorded(before, Proposal(Kind.CHANGE, "3.2", GOOD, "Two cases."))
        after = whole_evidence(standards={"3.2": ["20/20", "20/20", "2/5"]})
        changed = scorecard_of(after, [entry]).standard("3.2")
        closed = scorecard_of(
            whole_evidence(), [Entry("a", MIDDAY, Kind.KEEP, "2.2", OUTSTANDING, OUTSTANDING, "x")]
        ).standard("2.2")
        for score in (changed, closed):
            assert decision_words(score).startswith("A recorded decision is not applied: ")
            assert unsettled_note(score) == decision_words(score)
            assert short_decision_words(score) == "decision not applied"
        assert considered_words(changed) == "evidence changed: 3.2.3 was 1/2, now 2/5"
        assert considered_words(closed) == (
            "keeping it is not allowed here: not open to discretion"
        )

    @pytest.mark.parametrize(
        ("now", "words"),
        [
            (
                ["20/20", "n/a", "40%"],
                "3.2.2 was 20/20, now 0/0; 3.2.3 was 1/2, now 40%",
            ),
            (
                "Good",
                "3.2.1 was 20/20, now absent; 3.2.2 was 20/20, now absent; "
                "3.2.3 was 1/2, now absent",
            ),
        ],
    )
    def test_which_figures_changed_after_a_decision(self, now: str | list[str], words: str) -> None:
        before = Meeting(whole_evidence(standards={"3.2": ["20/20", "20/20", "1/2"]}))
        _, entry = recorded(before, Proposal(Kind.CHANGE, "3.2", GOOD, "Two cases."))
        score = scorecard_of(whole_evidence(standards={"3.2": now}), [entry]).standard("3.2")
        assert evidence_change_words(score) == words

    def test_a_decision_without_figures_goes_by_its_rating(self) -> None:
        entry = Entry("a", MIDDAY, Kind.KEEP, "2.2", GOOD, GOOD, "Seen.")
        score = scorecard_of(whole_evidence(), [entry]).standard("2.2")
        assert considered_words(score) == "evidence changed: was Good, now Outstanding"

    def test_the_criteria(self) -> None:
        result = score_of("2.2", ["20/20", "20/20", "57%"]).result
        assert [
            (each.name, each.answer, each.why) for each in criteria_of(result, ("a", "b", "c"))
        ] == [
            ("Near a boundary", "not met", "a"),
            ("One judgement", "possible", "b"),
            ("Small sample", "not met", "c"),
        ]

    def test_why_a_standard_is_closed(self) -> None:
        closed = closed_because(score_of("2.2", ["20/20"] * 3))
        assert closed == (
            "2.2 is not open to discretion: the lowest percentage, 100%, is not near a boundary, "
            "no single judgement changes the rating, and the sample is not small."
        )
        audit = score_of("3", ["20/20", "18/20", "20/20"], scheme=AUDIT)
        assert closed_because(audit) == (
            "3 is not open to discretion: the lowest percentage, 90%, is not near a boundary, and "
            "the sample is not small."
        )
        bare = replace(AUDIT, criteria=replace(AUDIT.criteria, cases=0))
        assert closed_because(score_of("3", ["20/20", "18/20", "20/20"], scheme=bare)) == (
            "3 is not open to discretion: the lowest percentage, 90%, is not near a boundary."
        )
        assert closed_because(score_of("2.2", ["1/2", "2/2", "2/2"])) is None
        assert "does not allow discretion on C2" in str(
            closed_because(score_of("C2", ["1/2", "2/2"], scheme=LIBRARIES))
        )
        assert "single judgement" in str(closed_because(score_of("S", "Good", scheme=CQC)))

    def test_what_cannot_be_decided(self) -> None:
        awaited = scorecard_of(evidence_of(YOUTH_2018, {}))
        for standard, words in (("1.1", "no proposed rating yet"), ("2.2", "no figures yet")):
            assert words in str(undecidable_because(awaited.standard(standard)))
            not_rated = score_of(standard, "not rated: no cases")
            assert "is not rated" in str(undecidable_because(not_rated))
        assert undecidable_because(score_of("1.1", "Good")) is None

    def test_which_decisions_need_a_reason(self) -> None:
        judged, asked = score_of("1.1", "Good"), score_of("2.2", ["1/2", "2/2", "2/2"])
        assert not needs_reason(judged, Proposal(Kind.AGREE, "1.1", GOOD))
        assert not needs_reason(judged, Proposal(Kind.AGREE, "1.1"))
        assert needs_reason(judged, Proposal(Kind.AGREE, "1.1", OUTSTANDING))
        assert not needs_reason(asked, Proposal(Kind.DEFER, "2.2"))
        for kind in (Kind.CHANGE, Kind.KEEP, Kind.WITHDRAW):
            assert needs_reason(asked, Proposal(kind, "2.2", OUTSTANDING))


class TestTheScheme:
    def test_how_the_score_is_made(self) -> None:
        assert score_words(YOUTH_2018) == (
            "Each of the twelve counted standards scores 0 for Inadequate, 1 for Requires "
            "improvement, 2 for Good and 3 for Outstanding. The scores add up, "
            "without weighting, to a total from 0 to 36. The total gives the overall rating: 0–6 "
            "Inadequate, 7–18 Requires improvement, 19–30 Good, 31–36 Outstanding."
        )
        assert score_words(replace(YOUTH_2018, overall=())).endswith(
            "from 0 to 36. No overall rating is published for this total."
        )
        assert (least_score(CQC), least_score(YOUTH_2021)) == (5, 0)
        assert range_words(3, 3) == "3"
        assert range_words(3, 4) == "3–4"

    def test_judged_and_uncounted_standards(self) -> None:
        assert judged_words(AUDIT) == uncounted_words(AUDIT) == ""
        assert judged_words(YOUTH_2018).startswith("Standards 1.1, 1.2, 1.3 and 1.4 are rated by")
        assert uncounted_words(YOUTH_2021) == (
            "Standard 4.1 Resettlement is rated, but not counted in the score."
        )
        two = replace(
            CQC,
            standards=tuple(
                replace(each, counted=index > 1) for index, each in enumerate(CQC.standards)
            ),
        )
        assert " S Safe and E Effective are rated" in uncounted_words(two)
        one = replace(CQC, standards=CQC.standards[:1])
        assert judged_words(one).startswith("Standard S is rated by")

    def test_the_lowest_band(self) -> None:
        assert lowest_words(CQC) == ""
        assert "rounded to whole numbers" in lowest_words(YOUTH_2018)
        assert "exact share" in lowest_words(AUDIT)

    @pytest.mark.parametrize(
        ("scheme", "ids"),
        [
            (YOUTH_2018, "A1 A2 A3 A4 A5 A6 A8"),
            (AUDIT, "A1 A2 A6 A8"),
            (CQC, "A1 A8"),
        ],
    )
    def test_assumptions(self, scheme: Scheme, ids: str) -> None:
        assert [words[:2] for words in assumption_words(scheme)] == ids.split()

    def test_assumptions_that_a_scheme_chooses(self) -> None:
        assert assumption_words(YOUTH_2018)[:2] == (
            "A1: Percentages are rounded before the band is read off.",
            "A2: If several key questions tie for the lowest, one with few cases is enough for "
            "the small-sample criterion.",
        )
        assert assumption_words(AUDIT)[:2] == (
            "A1: The band is read off the exact share, not the rounded percentage.",
            "A2: If several key questions tie for the lowest, all must have few cases for the "
            "small-sample criterion.",
        )

    def test_discretion(self) -> None:
        assert len(discretion_words(CQC)) == 1
        first = discretion_words(AUDIT)[0]
        assert first.startswith("Standards 1, 2 and 3 can be open to professional discretion.")
        assert "within 0 percentage points of a boundary between bands (95%)" in first
        assert "based on 1 relevant case or fewer" in first
        assert first.endswith(
            "If several key questions tie for the lowest, all must have so few cases."
        )
        assert discretion_words(YOUTH_2018)[0].endswith("one with so few cases is enough.")


class TestDatesAndSamples:
    @pytest.mark.parametrize(
        ("start", "end", "words"),
        [
            (None, None, ""),
            (None, date(2020, 9, 18), "until 18 September 2020"),
            (date(2020, 9, 14), None, "from 14 September 2020"),
            (date(2020, 9, 14), date(2020, 9, 14), "14 September 2020"),
            (date(2020, 9, 14), date(2020, 9, 18), "14 to 18 September 2020"),
            (date(2020, 9, 28), date(2020, 10, 2), "28 September to 2 October 2020"),
            (date(2019, 9, 14), date(2020, 9, 14), "14 September 2019 to 14 September 2020"),
        ],
    )
    def test_fieldwork(self, start: date | None, end: date | None, words: str) -> None:
        assert fieldwork_words(Inspection("a", "A", start, end)) == words

    def test_days_and_times(self) -> None:
        assert [day_words(date(2021, month, 1)).split()[1][:3] for month in range(1, 13)] == (
            ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        )
        moment = datetime(2020, 12, 1, 14, 3, tzinfo=UTC)
        assert time_words(moment, UTC) == "1 December 2020, 14:03 (UTC+00:00)"
        west = timezone(timedelta(hours=-3, minutes=-30))
        assert time_words(moment, west) == "1 December 2020, 10:33 (UTC-03:30)"
        entry = Entry("a", moment, Kind.REOPEN, reason="A figure was wrong.")
        assert signed_words(entry, UTC) == "Signed on 1 December 2020, 14:03 (UTC+00:00)"
        assert reopened_words(entry, "Ann", UTC).startswith("Reopened by Ann on 1 December")
        assert reopened_words(entry, "", UTC).startswith("Reopened on 1 December")

    def test_quorum_and_totals(self) -> None:
        three = replace(YOUTH_2018, quorum=3)
        assert quorum_words(YOUTH_2018, MeetingDetails()) == ""
        present = MeetingDetails(chair="A", members=("A", "B", "C"))
        assert quorum_words(three, present) == "3 members needed, 3 present: met"
        assert quorum_words(three, MeetingDetails(chair="A")) == (
            "3 members needed, 1 present: not met"
        )
        total = scorecard_of(whole_evidence()).agreed
        assert score_and_overall_words(total, 0) == f"{total.score}/36, Outstanding"
        assert standards_words(()) == "all standards"
        assert standards_words(("3.2", "3.3")) == "3.2 and 3.3"

    @pytest.mark.parametrize(
        ("sample", "words", "margin"),
        [
            (None, "Court disposals: the number of cases is not given.", ""),
            (Sample(0), "Court disposals: 0 cases were inspected. The number of eligible", ""),
            (Sample(1), "Court disposals: 1 case was inspected. The number of", "to 31 perc"),
            (
                Sample(22),
                "Court disposals: 22 cases were inspected. The number of eligible cases is not",
                "a percentage based on all 22 cases has a margin of error of up to 13 percentage "
                "points either way, taking the eligible population as very large.",
            ),
            (
                Sample(22, 25),
                "Court disposals: 22 cases were inspected, of 25 eligible.",
                "of up to 5 percentage points either way.",
            ),
            (
                Sample(199, 200),
                "Court disposals: 199 cases were inspected, of 200 eligible.",
                "of up to 1 percentage point either way.",
            ),
            (
                Sample(22, 22),
                "Court disposals: all the eligible cases (22) were inspected.",
                "every eligible case was inspected, so the percentages are exact.",
            ),
        ],
    )
    def test_samples(self, sample: Sample | None, words: str, margin: str) -> None:
        assert sample_words(COURT, sample).startswith(words)
        said = margin_of_error_words(COURT, sample)
        assert margin in said
        assert bool(said) == bool(margin)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Tom Smith, Ann Lee and Raj Patel", ("Tom Smith", "Ann Lee", "Raj Patel")),
        (
            "Tom Smith; Ann Lee (policy and planning)",
            ("Tom Smith", "Ann Lee (policy and planning)"),
        ),
        ("Sandra Mander", ("Sandra Mander",)),
        (" , ", ()),
    ],
)
def test_names_in_a_text(text: str, names: tuple[str, ...]) -> None:
    assert names_in(text) == names

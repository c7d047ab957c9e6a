"""The sentences of report and minutes: each from the figures, in plain English."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from core.evidence import Inspection, Sample
from core.meeting_details import MeetingDetails
from core.minutes_words import quorum_words, time_words
from core.report_words import (
    assumption_words,
    discretion_words,
    fieldwork_words,
    judged_words,
    margin_of_error_words,
    question_sentence,
    sample_words,
    score_words,
    stars,
    uncounted_words,
)
from core.scheme import Domain
from core.scorecard import scorecard_of
from core.value import replace
from core.wording import sentence
from tests.core.building import GOOD, OUTSTANDING, YOUTH_2018, YOUTH_2021, whole_evidence

COURT = Domain("2", "Court disposals")


@pytest.mark.parametrize(
    ("figures", "words"),
    [
        ("0/5", "none of the cases (0 of 5, 0%)."),
        ("1/5", "a minority of the cases (1 of 5, 20%)."),
        ("3/5", "too few cases (3 of 5, 60%)."),
        ("7/10", "a reasonable majority of the cases (7 of 10, 70%)."),
        ("9/10", "a large majority of the cases (9 of 10, 90%)."),
        ("5/5", "all of the cases (5 of 5, 100%)."),
        ("64%", "too few cases (64%)."),
        ("33% of 3", "a minority of the cases (33% of 3)."),
        ("n/a", "no relevant cases."),
    ],
)
def test_a_key_question_is_said_in_the_published_word_of_its_band(figures: str, words: str) -> None:
    evidence = whole_evidence(standards={"3.2": [figures, "20/20", "20/20"]})
    result = scorecard_of(evidence).standard("3.2").result.key_questions[0]
    assert question_sentence(result) == f"{result.label}: {words}"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Hardly any", "hardly any of the cases"),
        ("More than half", "more than half of the cases"),
        ("Nearly all", "nearly all of the cases"),
        ("Most", "most of the cases"),
        ("Overwhelming majority", "an overwhelming majority of the cases"),
        ("Level 3", "cases in the band “Level 3”"),
    ],
)
def test_the_bands_of_other_schemes_fit_into_a_sentence(name: str, words: str) -> None:
    bands = tuple(replace(band, name=name) for band in YOUTH_2018.bands)
    evidence = replace(
        whole_evidence(standards={"3.2": ["3/5", "20/20", "20/20"]}),
        scheme=replace(YOUTH_2018, bands=bands),
    )
    result = scorecard_of(evidence).standard("3.2").result.key_questions[0]
    assert question_sentence(result) == f"{result.label}: {words} (3 of 5, 60%)."


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (None, None, ""),
        (date(2020, 10, 26), None, "from 26 October 2020"),
        (None, date(2020, 10, 29), "until 29 October 2020"),
        (date(2020, 10, 26), date(2020, 10, 26), "26 October 2020"),
        (date(2020, 10, 26), date(2020, 10, 29), "26 to 29 October 2020"),
        (date(2021, 6, 28), date(2021, 7, 2), "28 June to 2 July 2021"),
        (date(2020, 12, 28), date(2021, 1, 4), "28 December 2020 to 4 January 2021"),
    ],
)
def test_fieldwork_is_dated(start: date | None, end: date | None, words: str) -> None:
    assert fieldwork_words(Inspection("x", "X", start, end)) == words


@pytest.mark.parametrize(
    ("sample", "words"),
    [
        (None, "Court disposals: the number of cases is not given."),
        (
            Sample(22),
            "Court disposals: 22 cases were inspected. The number of eligible cases is not given.",
        ),
        (Sample(1, 4), "Court disposals: 1 case was inspected, of 4 eligible."),
        (Sample(8, 8), "Court disposals: all the eligible cases (8) were inspected."),
    ],
)
def test_samples_say_what_is_known(sample: Sample | None, words: str) -> None:
    assert sample_words(COURT, sample) == words


def test_a_margin_of_error_says_what_it_assumes() -> None:
    unknown = margin_of_error_words(COURT, Sample(22))
    known = margin_of_error_words(COURT, Sample(22, 25))
    assert "taking the eligible population as very large" in unknown
    assert "very large" not in known
    assert known.endswith("has a margin of error of up to 5 percentage points either way.")
    assert "so the percentages are exact" in margin_of_error_words(COURT, Sample(22, 22))
    assert margin_of_error_words(COURT, None) == ""


def test_the_rules_are_said_from_the_scheme() -> None:
    assert "Each of the twelve counted standards" in score_words(YOUTH_2018)
    assert uncounted_words(YOUTH_2018) == ""
    assert uncounted_words(YOUTH_2021) == (
        "Standard 4.1 Resettlement is rated, but not counted in the score."
    )
    assert judged_words(YOUTH_2018).startswith("Standards 1.1, 1.2, 1.3 and 1.4 are rated by")
    assert (
        "within 5 percentage points of a boundary between bands (50, 65 or 80%)"
        in (discretion_words(YOUTH_2018)[0])
    )
    without = replace(
        YOUTH_2018, criteria=replace(YOUTH_2018.criteria, one_judgement=False, points=1)
    )
    (words, _) = discretion_words(without)
    assert "different judgement" not in words
    assert "within 1 percentage point of" in words
    assert not any(each.startswith("A4") for each in assumption_words(without))


def test_stars_are_left_out_where_there_would_be_too_many() -> None:
    assert stars(YOUTH_2018, GOOD) == "★★☆"
    assert stars(YOUTH_2018, None) == ""
    many = replace(YOUTH_2018, ratings=(*YOUTH_2018.ratings, replace(OUTSTANDING, score=9)))
    assert stars(many, GOOD) == ""


def test_times_carry_their_offset() -> None:
    at = datetime(2021, 7, 1, 22, 5, tzinfo=UTC)
    assert time_words(at, UTC) == "1 July 2021, 22:05 (UTC+00:00)"
    assert time_words(at, timezone(timedelta(hours=5, minutes=30))) == (
        "2 July 2021, 03:35 (UTC+05:30)"
    )
    assert time_words(at, timezone(-timedelta(hours=3))) == "1 July 2021, 19:05 (UTC-03:00)"


def test_the_quorum_is_said_where_the_scheme_sets_one() -> None:
    details = MeetingDetails(chair="A", members=("A", "B"))
    assert quorum_words(YOUTH_2018, details) == ""
    three = replace(YOUTH_2018, quorum=3)
    assert quorum_words(three, details) == "3 members needed, 2 present: not met"
    two = replace(YOUTH_2018, quorum=2)
    assert quorum_words(two, details) == "2 members needed, 2 present: met"


def test_a_sentence_begins_and_ends_as_one() -> None:
    assert sentence("rests on 2 cases") == "Rests on 2 cases."
    assert sentence("Already one.") == "Already one."
    assert sentence("  ") == ""

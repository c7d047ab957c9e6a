"""Figures in words, as screen, record and JSON say them."""

from collections.abc import Sequence

import pytest

from core.counts import Count
from core.interval import Interval
from core.meeting import Meeting, Proposal
from core.record import Entry, Kind
from core.scheme import Rating
from core.scorecard import Margin, StandardScore, Total, scorecard_of
from core.wording import (
    bands_words,
    considered_words,
    count_words,
    counts_words,
    decided_count_words,
    evidence_change_words,
    exact_percent_words,
    figures_words,
    flag_words,
    interval_words,
    listed,
    margin_words,
    note_subject_words,
    number_words,
    open_words,
    other_questions_words,
    overall_words,
    percent_words,
    plural,
    rating_steps,
    ratings_words,
)
from tests.core.building import (
    GOOD,
    INADEQUATE,
    MIDDAY,
    OUTSTANDING,
    REQUIRES_IMPROVEMENT,
    YOUTH_2018,
    evidence_of,
    figures_of,
    recorded,
    whole_evidence,
)


def score_of(standard: str, given: str | Sequence[str], cases: int = 20) -> StandardScore:
    samples = {YOUTH_2018.standard(standard).domain: cases}
    return scorecard_of(evidence_of(YOUTH_2018, {standard: given}, samples)).standard(standard)


@pytest.mark.parametrize(
    ("figures", "count", "whole"),
    [
        ("7/12", "7/12", "7/12 (58%)"),
        ("7/12 = 58%", "7/12", "7/12 (58%)"),
        ("64%", "", "64%"),
        ("64% of 22", "–/22", "64% of 22"),
        ("n/a", "0/0", "no relevant cases"),
    ],
)
def test_figures(figures: str, count: str, whole: str) -> None:
    assert count_words(figures_of(figures)) == count
    assert figures_words(figures_of(figures)) == whole


@pytest.mark.parametrize(
    ("yes", "words"),
    [
        ((), "no count"),
        ((1,), "1 of 9"),
        ((1, 2), "1 of 9 or 2 of 9"),
        ((1, 2, 3, 4, 5), "1 of 9, 2 of 9, 3 of 9, 4 of 9 or 5 of 9"),
        ((1, 2, 3, 4, 5, 6), "1 of 9, 2 of 9, 3 of 9, 4 of 9… (6 possibilities)"),
    ],
)
def test_counts(yes: tuple[int, ...], words: str) -> None:
    assert counts_words([Count(each, 9) for each in yes]) == words


def test_numbers() -> None:
    assert [number_words(number) for number in (-1, 0, 1, 12, 13)] == [
        "-1",
        "no",
        "one",
        "twelve",
        "13",
    ]
    assert [plural(number, "case") for number in (0, 1, 2)] == ["0 cases", "1 case", "2 cases"]
    assert plural(2, "judgement of one", "judgements of one") == "2 judgements of one"
    assert [bands_words(bands) for bands in (-2, -1, 1, 2)] == [
        "two bands",
        "one band",
        "one band",
        "two bands",
    ]
    assert (percent_words(0), percent_words(None)) == ("0%", "–")
    assert interval_words(Interval(16.4, 83.6)) == "16–84"
    assert interval_words(None) == ""
    assert [exact_percent_words(Count(yes, 17)) for yes in (0, 1, 11, 17)] == [
        "0.00%",
        "5.88%",
        "64.70%",
        "100.00%",
    ]


def test_lists() -> None:
    assert [listed(["2.1", "2.2", "2.4"][:number]) for number in range(4)] == [
        "",
        "2.1",
        "2.1 and 2.2",
        "2.1, 2.2 and 2.4",
    ]
    assert ratings_words([GOOD, None], "none") == "Good or none"
    assert ratings_words([None]) == "not rated"


def test_totals() -> None:
    total = Total(18, 36, GOOD, Margin(OUTSTANDING, 3), Margin(INADEQUATE, 1))
    assert margin_words(total) == "3 more for Outstanding · 1 fewer for Inadequate"
    assert margin_words(Total(18, 36, GOOD)) == ""
    assert overall_words(total, 2) == "Good"
    assert overall_words(Total(18, 36, None), 1) == "1 standard awaited: no overall rating yet"
    assert overall_words(Total(18, 33, None)) == (
        "no overall rating is published for a maximum of 33"
    )


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (None, GOOD, "to Good"),
        (
            REQUIRES_IMPROVEMENT,
            OUTSTANDING,
            "two bands up, from Requires improvement to Outstanding",
        ),
        (GOOD, REQUIRES_IMPROVEMENT, "one band down, from Good to Requires improvement"),
    ],
)
def test_steps(start: Rating | None, end: Rating, words: str) -> None:
    assert rating_steps(YOUTH_2018, start, end) == words


def test_how_much_is_decided() -> None:
    card = scorecard_of(evidence_of(YOUTH_2018, {"2.2": ["20/20"] * 3}, {"2": 20}))
    assert decided_count_words(card) == "nothing to decide"
    meeting = Meeting(whole_evidence())
    assert decided_count_words(meeting.scorecard) == "0 of 4 decided"
    meeting, _ = recorded(meeting, Proposal(Kind.AGREE, "1.1"))
    assert decided_count_words(meeting.scorecard) == "1 of 4 decided"


@pytest.mark.parametrize(
    ("standard", "given", "flags", "words"),
    [
        ("2.2", ["20/20", "20/20", "1/2"], ("near", "one", "few"), "open to discretion"),
        ("2.2", ["20/20", "20/20", "20/20"], (), "not open to discretion"),
        ("2.2", ["20/20", "20/20", "71%"], ("one?",), "possibly open to discretion"),
        ("2.2", ["20/20", "20/20", "11/17"], ("near", "one", "rounded"), "open to discretion"),
        ("2.2", ["20/20", "20/20", "65%"], ("near", "one", "rounded?"), "open to discretion"),
        ("2.2", "Good", (), "no figures: not known whether open to discretion"),
        ("2.2", "not rated: no cases", (), "not rated"),
        ("1.1", "Good", (), "for the panel to agree"),
    ],
)
def test_whether_a_standard_is_open(
    standard: str, given: str | list[str], flags: tuple[str, ...], words: str
) -> None:
    score = score_of(standard, given)
    assert flag_words(score) == flags
    assert open_words(score) == words


@pytest.mark.parametrize(
    ("figures", "words"),
    [
        (["10/10", "10/10"], "all key questions are level"),
        (["10/10", "n/a"], "no other key question"),
        (["10/10", "5/10"], "3.4.1 100%: 2 bands above, 50 points away"),
        (["100/100", "99/100"], "3.4.1 100%: same band, 1 point away"),
    ],
)
def test_the_other_key_questions(figures: list[str], words: str) -> None:
    assert other_questions_words(score_of("3.4", figures, 100).result) == words


@pytest.mark.parametrize(
    ("proposal", "words"),
    [
        (None, ""),
        (Proposal(Kind.CHANGE, "3.2", GOOD, "Seen."), "changed from Requires improvement to Good"),
        (Proposal(Kind.KEEP, "3.2", reason="Seen."), "kept"),
        (Proposal(Kind.DEFER, "3.2"), "deferred"),
        (Proposal(Kind.AGREE, "1.1"), "agreed as proposed"),
        (
            Proposal(Kind.AGREE, "1.1", INADEQUATE, "Seen."),
            "agreed as Inadequate; Good was proposed",
        ),
    ],
)
def test_where_the_panel_stands(proposal: Proposal | None, words: str) -> None:
    meeting = Meeting(whole_evidence(standards={"3.2": ["20/20", "20/20", "1/2"]}))
    standard = "3.2"
    if proposal is not None:
        meeting, _ = recorded(meeting, proposal)
        standard = proposal.standard
    score = meeting.scorecard.standard(standard)
    assert considered_words(score) == words
    if proposal is None:
        assert evidence_change_words(score) == ""


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (Kind.CHANGE, "changing it"),
        (Kind.KEEP, "keeping it"),
        (Kind.AGREE, "agreeing it"),
    ],
)
def test_a_decision_that_is_not_allowed(kind: Kind, words: str) -> None:
    entry = Entry("a", MIDDAY, kind, "2.2", OUTSTANDING, GOOD, "Seen.")
    score = scorecard_of(whole_evidence(), [entry]).standard("2.2")
    assert considered_words(score) == f"{words} is not allowed here: not open to discretion"


def test_what_a_note_is_on() -> None:
    assert note_subject_words(YOUTH_2018, "3.4") == "3.4 Joint working"
    assert note_subject_words(YOUTH_2018, None) == "the inspection"

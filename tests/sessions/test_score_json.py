from pathlib import Path
from typing import Any

import pytest

from core.meeting import Meeting, Proposal
from core.record import Kind
from core.scorecard import scorecard_of
from sessions.files.decisions_file import decisions_path, parse_record
from sessions.files.session_file import read_session
from sessions.reports.score_json import score_object
from tests.core.building import GOOD, YOUTH_2021, recorded, whole_evidence

FIXTURES = Path(__file__).parents[2] / "fixtures"


@pytest.fixture(scope="module")
def north_somerset() -> dict[str, Any]:
    path = FIXTURES / "north-somerset-2020.toml"
    session, record = read_session(path), decisions_path(path)
    entries = parse_record(record.name, record.read_bytes(), session.evidence).entries
    return score_object(scorecard_of(session.evidence, entries))


def standard(scored: dict[str, Any], standard_id: str) -> dict[str, Any]:
    found: dict[str, Any] = next(s for s in scored["standards"] if s["id"] == standard_id)
    return found


def test_the_object_is_the_one_of_the_contract(north_somerset: dict[str, Any]) -> None:
    assert {key: value for key, value in north_somerset.items() if key != "standards"} == {
        "inspection": "north-somerset-2020",
        "scheme": "youth-2018",
        "score": 26,
        "maximum": 36,
        "overall": "Good",
        "evidence_score": 24,
        "evidence_overall": "Good",
    }
    planning = standard(north_somerset, "3.2")
    assert planning["key_questions"].pop() == {
        "id": "3.2.3",
        "yes": 1,
        "relevant": 2,
        "percent": 50,
        "band": "Requires improvement",
        "near_boundary": True,
        "small_sample": "met",
        "counts": [[1, 2]],
        "interval": [16.4, 83.6],
    }
    assert planning["decision"].pop("reason").startswith("Most of the cases")
    assert planning["decision"].pop("id")
    assert planning["decision"].pop("at") == "2020-12-01T00:00:00Z"
    assert planning == {
        "id": "3.2",
        "title": "Planning",
        "domain": 3,
        "counted": True,
        "evidence_rating": "Requires improvement",
        "rating": "Good",
        "score": 2,
        "lowest_percent": 50,
        "driven_by": ["3.2.3"],
        "discretion": {
            "allowed": True,
            "open": "met",
            "near_boundary": "met",
            "one_judgement": "met",
            "small_sample": "met",
        },
        "decision": {
            "kind": "change",
            "from": "Requires improvement",
            "to": "Good",
            "applied": True,
            "proposed_by": [],
            "agreed_by": [],
            "dissent": "",
            "recused": [],
            "decided_by": "panel",
            "published_wording": "",
        },
        "key_questions": planning["key_questions"],
        "agreed_by_panel": False,
        "proposal": None,
    }


def test_keys_stand_in_the_order_of_the_contract(north_somerset: dict[str, Any]) -> None:
    planning = standard(north_somerset, "3.3")
    assert " ".join(north_somerset) == (
        "inspection scheme score maximum overall evidence_score evidence_overall standards"
    )
    assert " ".join(planning) == (
        "id title domain counted evidence_rating rating score lowest_percent driven_by discretion "
        "decision key_questions agreed_by_panel proposal"
    )
    assert " ".join(planning["discretion"]) == (
        "allowed open near_boundary one_judgement small_sample"
    )
    assert " ".join(planning["decision"]) == (
        "kind from to reason applied id at proposed_by agreed_by dissent recused decided_by "
        "published_wording"
    )
    assert " ".join(planning["key_questions"][0]) == (
        "id yes relevant percent band near_boundary small_sample counts interval"
    )


def test_a_judged_standard_has_no_figures_and_no_discretion(
    north_somerset: dict[str, Any],
) -> None:
    assert standard(north_somerset, "1.1") == {
        "id": "1.1",
        "title": "Governance and leadership",
        "domain": 1,
        "counted": True,
        "evidence_rating": "Requires improvement",
        "rating": "Requires improvement",
        "score": 1,
        "lowest_percent": None,
        "driven_by": [],
        "discretion": {
            "allowed": False,
            "open": None,
            "near_boundary": None,
            "one_judgement": None,
            "small_sample": None,
        },
        "decision": None,
        "key_questions": [],
        "agreed_by_panel": True,
        "proposal": {
            "rating": "Requires improvement",
            "proposed_by": [],
            "rationale": "",
            "agreed": False,
        },
    }


def test_a_percentage_alone_leaves_its_counts_open() -> None:
    evidence = whole_evidence(standards={"2.1": ["64%", "64% of 11", "20/20"]})
    questions = standard(score_object(scorecard_of(evidence)), "2.1")["key_questions"]
    assert [(q["yes"], q["relevant"], q["percent"]) for q in questions] == [
        (None, None, 64),
        (None, 11, 64),
        (20, 20, 100),
    ]
    assert questions[0]["counts"] == [[7, 11], [9, 14]]
    assert questions[1]["counts"] == [[7, 11]]
    low, high = questions[0]["interval"]
    assert (low, high) == (round(low, 1), round(high, 1))
    assert questions[1]["interval"][0] == low


def test_a_standard_without_figures_is_unknown_and_one_not_rated_is_nothing() -> None:
    evidence = whole_evidence(standards={"2.1": "Good", "2.2": "not rated: no cases"})
    scored = score_object(scorecard_of(evidence))
    assert set(standard(scored, "2.1")["discretion"].values()) == {True, "unknown"}
    assert set(standard(scored, "2.2")["discretion"].values()) == {True, None}
    assert standard(scored, "2.2")["rating"] is None
    assert standard(scored, "2.2")["score"] is None
    assert (scored["maximum"], scored["overall"]) == (33, None)


def test_a_question_that_applies_to_no_case_is_left_out_visibly() -> None:
    evidence = whole_evidence(standards={"2.1": ["n/a", "20/20", "20/20"]})
    question = standard(score_object(scorecard_of(evidence)), "2.1")["key_questions"][0]
    assert question == {
        "id": "2.1.1",
        "yes": 0,
        "relevant": 0,
        "percent": None,
        "band": None,
        "near_boundary": None,
        "small_sample": None,
        "counts": [],
        "interval": None,
    }


def test_what_is_not_counted_says_so() -> None:
    scored = score_object(scorecard_of(whole_evidence(YOUTH_2021)))
    resettlement = standard(scored, "4.1")
    assert (resettlement["counted"], resettlement["score"], resettlement["domain"]) == (False, 2, 4)
    assert scored["maximum"] == 36


def test_a_decision_on_other_figures_is_told_but_not_applied() -> None:
    before = Meeting(whole_evidence(standards={"2.1": ["1/2", "20/20", "20/20"]}))
    _, entry = recorded(before, Proposal(Kind.CHANGE, "2.1", GOOD, "Only two cases."))
    after = whole_evidence(standards={"2.1": ["2/3", "20/20", "20/20"]})
    assessment = standard(score_object(scorecard_of(after, [entry])), "2.1")
    assert assessment["decision"]["to"] == "Good"
    assert assessment["rating"] == assessment["evidence_rating"] == "Good"
    worse = whole_evidence(standards={"2.1": ["3/6", "20/20", "20/20"]})
    assessment = standard(score_object(scorecard_of(worse, [entry])), "2.1")
    assert assessment["rating"] == "Requires improvement"
    assert assessment["decision"]["reason"] == "Only two cases."

"""The keys that `score --json` gains: docs/weighing.md."""

import json
from typing import Any

import pytest

from core.meeting import Meeting, Proposal
from core.record import Kind
from core.scorecard import scorecard_of
from sessions.reports.score_json import score_object
from sessions.reports.weighing_json import with_weighing
from tests.bounded import bounded
from tests.core.building import (
    INADEQUATE,
    OUTSTANDING,
    REQUIRES_IMPROVEMENT,
    recorded,
    whole_evidence,
)
from tests.core.weighing import shipped, undecided


def weighed(meeting: Meeting) -> dict[str, Any]:
    return with_weighing(score_object(meeting.scorecard), meeting.scorecard, meeting.entries)


@pytest.fixture(scope="module")
def north_somerset() -> dict[str, Any]:
    return weighed(shipped("north-somerset-2020"))


def standard(scored: dict[str, Any], standard_id: str) -> dict[str, Any]:
    found: dict[str, Any] = next(s for s in scored["standards"] if s["id"] == standard_id)
    return found


ALL = ["oldham-2019", "hartlepool-2020", "north-somerset-2020", "kirklees-2021", "suffolk-2023"]


@pytest.mark.parametrize("name", ALL)
def test_what_was_there_stands_unchanged(name: str) -> None:
    meeting = shipped(name)
    before, after = score_object(meeting.scorecard), weighed(meeting)
    assert list(after)[: len(before)] == list(before)
    for key in before.keys() - {"standards"}:
        assert after[key] == before[key]
    for old, new in zip(before["standards"], after["standards"], strict=True):
        assert list(new)[: len(old)] == list(old)
        for key in old.keys() - {"key_questions"}:
            assert new[key] == old[key]
        for one, other in zip(old["key_questions"], new["key_questions"], strict=True):
            assert one.items() <= other.items()
    assert json.loads(json.dumps(after)) == after


def test_the_keys_and_their_order(north_somerset: dict[str, Any]) -> None:
    planning = standard(north_somerset, "3.2")
    assert " ".join(list(north_somerset)[-5:]) == (
        "margins overall_moves patterns comparison history"
    )
    assert " ".join(list(planning)[-2:]) == "judgements fewest_judgements"
    assert list(planning["key_questions"][0])[-1] == "interval_bands"


def test_judgements(north_somerset: dict[str, Any]) -> None:
    planning = standard(north_somerset, "3.2")
    assert planning["judgements"] == [
        {
            "key_question": "3.2.3",
            "change": 1,
            "rating": "Outstanding",
            "certain": True,
            "counts": [[1, 2]],
            "score": 27,
            "overall": "Good",
        },
        {
            "key_question": "3.2.3",
            "change": -1,
            "rating": "Inadequate",
            "certain": True,
            "counts": [[1, 2]],
            "score": 24,
            "overall": "Good",
        },
    ]


def test_fewest_judgements() -> None:
    planning = standard(weighed(undecided("kirklees-2021")), "2.2")
    assert planning["judgements"] == []
    assert planning["fewest_judgements"] == {
        "known": True,
        "up": {
            "least": 9,
            "most": 9,
            "key_questions": [
                {"id": "2.2.2", "least": 4, "most": 4},
                {"id": "2.2.3", "least": 5, "most": 5},
            ],
            "outcomes": [
                {
                    "rating": "Requires improvement",
                    "score": 9,
                    "overall": "Requires improvement",
                }
            ],
        },
        "down": None,
    }


def test_interval_bands(north_somerset: dict[str, Any]) -> None:
    question = standard(north_somerset, "3.2")["key_questions"][2]
    assert question["interval_bands"] == [
        {"rating": "Inadequate", "share": 0.493},
        {"rating": "Requires improvement", "share": 0.223},
        {"rating": "Good", "share": 0.223},
        {"rating": "Outstanding", "share": 0.061},
    ]


def test_judged_standards_have_none(north_somerset: dict[str, Any]) -> None:
    staff = standard(north_somerset, "1.2")
    assert (staff["judgements"], staff["fewest_judgements"]) == ([], None)


def test_questions_without_cases_have_none() -> None:
    meeting = Meeting(whole_evidence(standards={"2.1": ["n/a", "20/20", "20/20"]}))
    assert standard(weighed(meeting), "2.1")["key_questions"][0]["interval_bands"] is None


def test_margins_moves_and_patterns() -> None:
    scored = weighed(undecided("kirklees-2021"))
    assert scored["margins"] == {
        "up": {"overall": "Good", "points": 11},
        "down": {"overall": "Inadequate", "points": 2},
    }
    moves = scored["overall_moves"]
    assert moves["fewest_up"] is None
    assert moves["fewest_down"] == {
        "overall": "Inadequate",
        "moves": 2,
        "sets": [["2.1", "2.3"], ["2.1", "3.1"], ["2.3", "3.1"]],
        "how_many": 3,
    }
    assert moves["down"][0] == {
        "standard": "2.1",
        "from": "Requires improvement",
        "to": "Inadequate",
        "open": "met",
        "score": 7,
        "overall": "Requires improvement",
        "changes_overall": False,
    }
    assert len(moves["words"]) == 3
    assert scored["patterns"][0] == {
        "domain": 2,
        "themes": ["others safe"],
        "drives": ["2.1", "2.2", "2.3", "2.4"],
        "except": [],
        "words": "lowest in all four standards of court disposals: safety of others",
    }
    nothing = weighed(Meeting(whole_evidence(standards={"2.1": "not rated: no cases"})))
    assert nothing["margins"] == {"up": None, "down": None}


def test_comparison_and_history(north_somerset: dict[str, Any]) -> None:
    first, second = north_somerset["history"]
    assert north_somerset["comparison"] == {
        "points": 2,
        "overall_differs": False,
        "differences": [
            {
                "standard": line["standard"],
                "evidence_rating": "Requires improvement",
                "rating": "Good",
                "bands": 1,
                "points": 1,
                "entry": line["id"],
            }
            for line in (first, second)
        ],
    }
    assert first.pop("reason")
    assert first.pop("id")
    assert first.pop("at").endswith("Z")
    assert first == {
        "kind": "change",
        "standard": "3.2",
        "from": "Requires improvement",
        "to": "Good",
        "proposed_by": [],
        "agreed_by": [],
        "dissent": "",
        "recused": [],
        "decided_by": "panel",
        "published_wording": "",
        "text": "",
        "late": False,
        "score_before": 24,
        "score_after": 25,
        "overall_before": "Good",
        "overall_after": "Good",
        "as_recorded": True,
        "replaces": None,
        "replaced_by": None,
        "withdrawn_by": None,
        "stands": True,
    }


def test_entries_are_named_by_their_ids() -> None:
    meeting = undecided("north-somerset-2020")
    for proposal in (
        Proposal(Kind.CHANGE, "3.2", REQUIRES_IMPROVEMENT, "r"),
        Proposal(Kind.CHANGE, "3.2", OUTSTANDING, "r"),
        Proposal(Kind.CHANGE, "3.2", INADEQUATE, "r"),
        Proposal(Kind.WITHDRAW, "3.2", reason="r"),
    ):
        if meeting.refusal(proposal) is None:
            meeting, _ = recorded(meeting, proposal)
    history = weighed(meeting)["history"]
    assert [
        (line["id"], line["replaces"], line["replaced_by"], line["withdrawn_by"])
        for line in history
    ] == [
        ("entry-1", None, None, None),
        ("entry-2", "entry-1", None, "entry-3"),
        ("entry-3", "entry-2", None, None),
    ]


def test_the_work_for_a_percentage_ends() -> None:
    """What a scheme allows never makes the work run away."""
    meeting = undecided("suffolk-2023")
    card = scorecard_of(meeting.evidence)
    with bounded():
        with_weighing(score_object(card), card)

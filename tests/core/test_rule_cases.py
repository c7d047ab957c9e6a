"""The rules, case by case, from rule_cases.toml; its head says how to add one."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from core.discretion import OneJudgement
from core.explanations import explanations
from core.scorecard import scorecard_of
from core.wording import criteria_words, interval_words
from tests.core.building import evidence_of, scheme_named

PATH = Path(__file__).with_name("rule_cases.toml")
CASES: list[dict[str, Any]] = tomllib.loads(PATH.read_text(encoding="utf-8"))["cases"]

NEEDED = {
    "name",
    "scheme",
    "standard",
    "samples",
    "rating",
    "driven_by",
    "near_boundary",
    "one_judgement",
    "small_sample",
    "open",
}
ALLOWED = NEEDED | {
    "key_questions",
    "given",
    "eligible",
    "lowest_percent",
    "rounding",
    "judgements",
    "words",
    "never",
    "intervals",
}


def written(judgement: OneJudgement) -> str:
    """Write a judgement as the file does: "2.1.3 +1 Good if 7/12"."""
    said = f"{judgement.key_question} {judgement.change:+d} {judgement.rating.name}"
    if judgement.certain:
        return said
    return " ".join([said, "if", *(f"{yes}/{relevant}" for yes, relevant in judgement.counts)])


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case.get("name")))
def test_case(case: dict[str, Any]) -> None:
    scheme = scheme_named(case["scheme"])
    given = case.get("key_questions", case.get("given"))
    standards = {} if given is None else {case["standard"]: given}
    evidence = evidence_of(scheme, standards, case["samples"], case.get("eligible"))
    scorecard = scorecard_of(evidence)
    score = scorecard.standard(case["standard"])
    result = score.result

    computed: dict[str, object] = {
        "rating": result.rating.name if result.rating else "none",
        "lowest_percent": result.lowest_percent,
        "driven_by": list(result.driven_by),
        "near_boundary": result.discretion.near_boundary.value,
        "one_judgement": result.discretion.one_judgement.value,
        "small_sample": result.discretion.small_sample.value,
        "open": score.open.value if score.open is not None else "does not apply",
        "rounding": result.rounding.value,
        "judgements": [written(judgement) for judgement in result.discretion.judgements],
        "intervals": [interval_words(question.interval) for question in result.key_questions],
    }
    expected = {
        key: case.get(key)
        for key in computed
        if key in case or key not in ("rounding", "judgements", "intervals")
    }
    assert {key: computed[key] for key in expected} == expected

    said = criteria_words(result)
    whole = [*said.all(), said.other_questions]
    sentences = {*whole, *(part for sentence in whole for part in sentence.split("; "))}
    for sentence in case.get("words", []):
        assert sentence in sentences
    explained = [f"{each.name} {each.meaning}" for each in explanations(scorecard, score)]
    for words in case.get("never", []):
        assert words not in " ".join([*whole, *explained])


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case.get("name")))
def test_the_case_is_written_as_the_head_of_the_file_says(case: dict[str, Any]) -> None:
    assert set(case) >= NEEDED, "a case needs these keys"
    assert set(case) <= ALLOWED, "a case may not have other keys"
    assert not ("key_questions" in case and "given" in case), "key questions or given, not both"


def test_every_case_has_a_name_of_its_own() -> None:
    names = [case["name"] for case in CASES]
    assert sorted(names) == sorted(set(names))
    assert len(names) >= 60

"""The messages for every broken session: the cases are in data/broken_sessions.toml."""

from pathlib import Path
from typing import Any

import pytest
import tomli

from core.counts import Figures
from sessions.files.session_file import Session, read_session
from sessions.text.problems import Unusable
from sessions.toml.table_reader import MOST_PROBLEMS
from tests.bounded import bounded

DATA = Path(__file__).parent / "data"
GOOD = (DATA / "good_session.toml").read_text("utf-8")
CASES: list[dict[str, Any]] = tomli.loads((DATA / "broken_sessions.toml").read_text("utf-8"))[
    "cases"
]
KNOWN_KEYS = {"name", "change", "whole", "says", "warns"}
SCHEME = (Path(__file__).parents[2] / "sessions/schemes/youth-2018.toml").read_text("utf-8")


def text_of(case: dict[str, Any]) -> str:
    if "whole" in case:
        return str(case["whole"])
    text = GOOD
    for old, new in case["change"]:
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in the good session"
        text = text.replace(old, new)
    return text


def read(text: str) -> Session:
    path = Path("session.toml")
    path.write_text(text, "utf-8")
    return read_session(path)


def problems_of(text: str) -> list[str]:
    with pytest.raises(Unusable) as caught:
        read(text)
    return [problem.sentence() for problem in caught.value.problems]


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_the_cases_are_written_right() -> None:
    names = [case["name"] for case in CASES]
    assert len(set(names)) == len(names)
    for case in CASES:
        assert set(case) <= KNOWN_KEYS, case["name"]
        assert ("change" in case) != ("whole" in case), case["name"]


def test_the_good_session_is_good() -> None:
    assert read(GOOD).warnings == ()


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["name"]))
def test_broken_session(case: dict[str, Any]) -> None:
    if not case["says"]:
        warnings = [warning.sentence() for warning in read(text_of(case)).warnings]
        assert warnings == [f"session.toml: {said}" for said in case.get("warns", [])]
        return
    assert problems_of(text_of(case)) == [f"session.toml: {said}" for said in case["says"]]


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["name"]))
def test_each_problem_is_one_clear_sentence_and_a_remedy(case: dict[str, Any]) -> None:
    for said in case["says"]:
        assert said.endswith((".", "?"))
        assert ".." not in said.replace("../", "")
        assert "?." not in said
        for jargon in ("str", "int", "dict", "float", "None", "Traceback", "TOMLDecodeError"):
            assert f" {jargon} " not in f" {said} "


def test_no_relevant_cases_makes_a_question_not_applicable() -> None:
    session = read(GOOD.replace("percent = 75", "relevant = 0, yes = 0"))
    standard = session.evidence.of("2.1")
    assert standard is not None
    assert standard.key_questions[2].figures == Figures(0, 0)
    assert not standard.key_questions[2].figures.applicable


def with_scheme(name: str) -> str:
    return GOOD.replace('"youth-2018"', name)


def test_a_scheme_file_is_found_beside_the_session_file(tmp_path: Path) -> None:
    (tmp_path / "inside").mkdir()
    (tmp_path / "own.toml").write_text(SCHEME.replace('"youth-2018"', '"own"'), "utf-8")
    path = tmp_path / "inside" / "session.toml"
    path.write_text(with_scheme('"../own.toml"'), "utf-8")
    assert read_session(path).evidence.scheme.id == "own"


def test_a_missing_scheme_file_is_named() -> None:
    assert problems_of(with_scheme('"own.toml"')) == [
        "own.toml: does not exist. Check the name and the folder."
    ]


def test_a_folder_for_a_scheme_file() -> None:
    assert problems_of(with_scheme('"./"')) == [".: is a folder. Name the file in it."]


def test_a_scheme_name_that_no_system_allows() -> None:
    assert problems_of(with_scheme('"a\\u0000.toml"')) == [
        "a\0.toml: is not a file name. Check the name."
    ]


def test_the_faults_of_an_unsound_scheme_carry_its_name(tmp_path: Path) -> None:
    text = SCHEME.replace("lowest = 50", "lowest = 51").replace('title = "Staff"\n', "")
    (tmp_path / "own.toml").write_text(text, "utf-8")
    assert problems_of(with_scheme('"own.toml"')) == [
        'own.toml: standard "1.2": `title` is missing. Add `title`: text.'
    ]
    text = SCHEME.replace("lowest = 50", "lowest = 51")
    (tmp_path / "own.toml").write_text(text, "utf-8")
    assert problems_of(with_scheme('"own.toml"')) == [
        'own.toml: bands: the key-question bands leave out 50%, between "Minority" and "Too few". '
        "Correct [[bands]]."
    ]


def test_the_session_file_itself_is_no_scheme() -> None:
    assert problems_of(with_scheme('"session.toml"')) == [
        'session.toml: format: "ratings-panel/session/1" marks a session file: the evidence of an '
        "inspection. Name a scheme file: the rules of an inspection."
    ]


def test_the_order_of_standards_in_the_file_does_not_matter() -> None:
    head, *standards = GOOD.replace("[published]", "[[standards]]\n[published]").split(
        "[[standards]]\n"
    )
    published = standards.pop()
    turned = "[[standards]]\n".join([head, *reversed(standards), ""]).removesuffix(
        "[[standards]]\n"
    )
    assert read(turned + published).evidence.standards == read(GOOD).evidence.standards


def test_a_file_full_of_faults_is_answered_at_once_and_shortly() -> None:
    text = GOOD + "".join(f"relevent{number} = 1\n" for number in range(100_000))
    with bounded():
        said = problems_of(text)
    assert len(said) == MOST_PROBLEMS + 1
    assert said[-1] == "session.toml: has more problems after these 100. Correct these first."


def test_a_great_many_prompts_are_read() -> None:
    prompt = '[[standards.key_questions.prompts]]\nlabel = "x"\npercent = 50\n'
    text = GOOD.replace(
        "[[standards.key_questions.prompts]]\n",
        prompt * 5_000 + "[[standards.key_questions.prompts]]\n",
    )
    standard = read(text).evidence.of("3.2")
    assert standard is not None
    assert len(standard.key_questions[0].prompts) == 5_001

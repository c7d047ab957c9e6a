"""What goes out in any shape comes back the same, and scores the same."""

import tomllib
from collections import Counter
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.counts import Figures
from core.evidence import (
    Evidence,
    Inspection,
    KeyQuestionEvidence,
    Prompt,
    Sample,
    StandardEvidence,
)
from core.scheme import Scheme
from core.scorecard import scorecard_of
from sessions.answers.importing import ImportOptions, import_answers
from sessions.answers.writing import session_text, write_session
from sessions.files.session_file import read_session
from sessions.reports.score_json import score_object
from tests.core.building import SHIPPED, YOUTH_2018
from tests.sessions.answer_tables import (
    SHAPES,
    Rows,
    figures_only,
    judgements,
    write_csv,
    write_parquet,
    write_xlsx,
)
from tests.sessions.workbook_parts import content_of_ods, write_ods

FIXTURES = Path(__file__).parents[2] / "fixtures"
WITH_COUNTS = ("north-somerset-2020", "hartlepool-2020")


def fixture(name: str) -> Evidence:
    return read_session(FIXTURES / f"{name}.toml").evidence


def written_and_read(folder: Path, evidence: Evidence) -> Evidence:
    target = folder / "session.toml"
    write_session(target, session_text(evidence, evidence.scheme.id), force=True)
    session = read_session(target)
    tomllib.loads(target.read_text(encoding="utf-8"))
    return session.evidence


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("name", WITH_COUNTS)
class TestFixtures:
    def test_csv(self, tmp_path: Path, name: str, shape: str) -> None:
        self.check(tmp_path, name, shape, "csv")

    def test_semicolons(self, tmp_path: Path, name: str, shape: str) -> None:
        self.check(tmp_path, name, shape, "semicolons")

    def test_xlsx(self, tmp_path: Path, name: str, shape: str) -> None:
        self.check(tmp_path, name, shape, "xlsx")

    def test_ods(self, tmp_path: Path, name: str, shape: str) -> None:
        self.check(tmp_path, name, shape, "ods")

    def test_parquet(self, tmp_path: Path, name: str, shape: str) -> None:
        pytest.importorskip("pyarrow", reason="pyarrow is not installed")
        self.check(tmp_path, name, shape, "parquet")

    def check(self, folder: Path, name: str, shape: str, kind: str) -> None:
        evidence = fixture(name)
        answers = SHAPES[shape](evidence)
        judged: Rows = judgements(evidence)
        sheets = {"Answers": answers, "Domain one": judged}
        if kind == "xlsx":
            path = write_xlsx(folder / "a.xlsx", sheets)
        elif kind == "ods":
            path = folder / "a.ods"
            write_ods(path, content_of_ods(sheets))
        elif kind == "parquet":
            path = write_parquet(folder / "a.parquet", answers)
            judged = []
        else:
            separator = ";" if kind == "semicolons" else ","
            path = write_csv(folder / "a.csv", answers, judged, separator=separator)
        back = import_answers(path, evidence.scheme).evidence
        wanted = figures_only(evidence)
        if not judged:
            standards = tuple(s for s in evidence.standards if s.judgement is None)
            wanted = figures_only(
                Evidence(evidence.inspection, evidence.scheme, evidence.samples, standards)
            )
        assert figures_only(back) == wanted
        assert figures_only(written_and_read(folder, back)) == wanted


def test_the_session_says_the_same_as_the_fixture(tmp_path: Path) -> None:
    """All that `score --json` prints, but for the names that a table does not hold."""
    evidence = fixture("north-somerset-2020")
    path = write_csv(tmp_path / "a.csv", SHAPES["case rows"](evidence), judgements(evidence))
    inspection = evidence.inspection
    wanted = ImportOptions(inspection.id, inspection.service)
    back = written_and_read(tmp_path, import_answers(path, evidence.scheme, wanted).evidence)
    assert score_object(scorecard_of(back)) == score_object(scorecard_of(evidence))


Answers = dict[str, dict[tuple[str, str], list[str]]]
SPELT = {
    "yes": ("yes", "Y", "TRUE", "1", " met "),
    "no": ("No", "n", "false", "0", "Not met"),
    "n/a": ("n/a", "N/A", "not applicable", "-", "na"),
}


@st.composite
def case_answers(draw: st.DrawFn) -> tuple[Scheme, Answers, dict[str, str]]:
    """A scheme, each domain's answers by question and prompt, a rating for each judged one."""
    scheme = draw(st.sampled_from(SHIPPED))
    answers: Answers = {}
    for domain in scheme.domains:
        asked = [
            (question.id, "")
            for standard in scheme.standards
            if standard.domain == domain.id
            for question in standard.key_questions
        ]
        if not asked:
            continue
        prompts = draw(st.lists(st.sampled_from(asked), max_size=2, unique=True))
        asked += [(question, "Plans, for = contingencies") for question, _ in prompts]
        cases = draw(st.integers(1, 6))
        answers[domain.id] = {
            each: draw(
                st.lists(st.sampled_from(("yes", "no", "n/a")), min_size=cases, max_size=cases)
            )
            for each in asked
        }
        # A case without any yes or no could be of any domain where blanks are columns.
        answers[domain.id][asked[0]] = ["yes"] * cases
    ratings = {
        standard.id: draw(st.sampled_from(scheme.ratings)).name
        for standard in scheme.standards
        if not standard.key_questions
    }
    return scheme, answers, ratings


def evidence_by_hand(scheme: Scheme, answers: Answers, ratings: dict[str, str]) -> Evidence:
    """The same counts, taken without the import."""
    standards = []
    for standard in scheme.standards:
        if not standard.key_questions:
            rating = scheme.rating_named(ratings[standard.id])
            standards.append(StandardEvidence(standard.id, judgement=rating))
            continue
        given = answers[standard.domain]
        questions = tuple(
            KeyQuestionEvidence(
                question.id,
                tallied(given[(question.id, "")]),
                prompts=tuple(
                    Prompt(prompt, tallied(each))
                    for (asked, prompt), each in given.items()
                    if asked == question.id and prompt
                ),
            )
            for question in standard.key_questions
        )
        standards.append(StandardEvidence(standard.id, questions))
    samples = {domain: Sample(len(next(iter(given.values())))) for domain, given in answers.items()}
    return Evidence(Inspection("a", "A"), scheme, samples, tuple(standards))


def tallied(given: list[str]) -> Figures:
    counts = Counter(given)
    return Figures(counts["yes"], counts["yes"] + counts["no"])


@settings(max_examples=40)
@given(drawn=case_answers(), wide=st.booleans(), spelling=st.randoms(use_true_random=False))
def test_answers_score_as_core_scores_them(
    tmp_path_factory: pytest.TempPathFactory,
    drawn: tuple[Scheme, Answers, dict[str, str]],
    wide: bool,
    spelling: Random,
) -> None:
    scheme, answers, ratings = drawn
    folder = tmp_path_factory.mktemp("drawn")
    entries = [
        (f"{domain}/{number}", question, prompt, spelling.choice(SPELT[answer]))
        for domain, given in answers.items()
        for (question, prompt), each in given.items()
        for number, answer in enumerate(each)
    ]
    table: list[list[object]]
    if wide:
        headings = list(dict.fromkeys((question, prompt) for _, question, prompt, _ in entries))
        cells = {(case, (question, prompt)): said for case, question, prompt, said in entries}
        table = [["case", *(f"{q} | {p}" if p else q for q, p in headings)]]
        table += [
            [case, *(cells.get((case, heading), "") for heading in headings)]
            for case in dict.fromkeys(case for case, *_ in entries)
        ]
    else:
        spelling.shuffle(entries)
        table = [["Answer", "CASE", "Key_Question", "prompt"]]
        table += [[said, case, question, prompt] for case, question, prompt, said in entries]
    judged: Rows = [["standard", "rating"], *([k, v] for k, v in ratings.items())]
    path = write_csv(folder / "a.csv", table, judged)
    by_hand = evidence_by_hand(scheme, answers, ratings)
    result = import_answers(path, scheme, ImportOptions("a", "A")).evidence
    wanted = score_object(scorecard_of(by_hand))
    assert score_object(scorecard_of(result)) == wanted
    assert score_object(scorecard_of(written_and_read(folder, result))) == wanted


def test_no_case_identifier_reaches_the_session_file(tmp_path: Path) -> None:
    table = "case,2.1.1,2.1.2,2.1.3\nSECRET-7,y,n,n/a\nHIDDEN-8,y,y,y\n"
    path = tmp_path / "a.csv"
    path.write_text(table, encoding="utf-8")
    result = import_answers(path, YOUTH_2018)
    text = session_text(result.evidence, "youth-2018")
    said = "\n".join((*result.said, *result.tables, *result.spellings))
    for secret in ("SECRET", "HIDDEN", "secret", "hidden"):
        assert secret not in text
        assert secret not in said

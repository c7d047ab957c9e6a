"""Report files, read back: every figure and sentence is the scorecard's."""

import json
import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.evidence import Evidence, Inspection, KeyQuestionEvidence, Sample, StandardEvidence
from core.meeting import Meeting, Proposal
from core.record import Kind
from core.report_words import question_sentence
from core.scheme import Scheme
from core.scorecard import Considered, Scorecard
from sessions.documents.source import Source, read_source
from sessions.documents.writing import report_bytes
from sessions.reports.score_json import score_object
from sessions.text.visible import visible
from tests.core.building import recorded, whole_evidence
from tests.core.strategies import any_figures, schemes
from tests.sessions.documents_reading import ReadReport, read_web_report, read_word_report, xml_of
from tests.sessions.panel_meetings import source_of, with_entries

ROOT = Path(__file__).parents[2]
INSPECTIONS = sorted(
    path for path in (ROOT / "fixtures").glob("*.toml") if not path.name.endswith(".decisions.toml")
)
OWN_SCHEME = ROOT / "docs" / "examples" / "riverside-library.toml"
Reader = Callable[[bytes], ReadReport]
READERS: dict[str, Reader] = {".docx": read_word_report, ".html": read_web_report}
formats = pytest.mark.parametrize("suffix", READERS)


def read_back(source: Source, suffix: str) -> ReadReport:
    return READERS[suffix](report_bytes(source, suffix))


def agrees(read: ReadReport, scorecard: Scorecard) -> None:
    """Every figure in the document is the one that `score --json` prints."""
    scored: dict[str, Any] = json.loads(json.dumps(score_object(scorecard)))
    assert read.score == f"{scored['score']}/{scored['maximum']}"
    if scored["overall"] is not None:
        assert read.overall == scored["overall"]
    top = scorecard.scheme.top_score
    for standard in scored["standards"]:
        if standard["id"] not in read.ratings:
            assert not standard["counted"]
            assert standard["rating"] is None
            continue
        rating, points = read.ratings[standard["id"]]
        if standard["rating"] is None:
            assert (rating, points) in {("Awaited", "–"), ("Not rated", "–")}
        else:
            assert (rating, points) == (standard["rating"], f"{standard['score']} of {top}")
        result = scorecard.standard(standard["id"]).result
        for question in standard["key_questions"]:
            shown = read.questions[question["id"]]
            percent = "–" if question["percent"] is None else f"{question['percent']}%"
            assert shown.percent == percent
            assert shown.bold == (question["id"] in standard["driven_by"])
            if shown.relevant is not None:
                assert shown.relevant == _cell(question["relevant"])
                known = question["yes"] is not None and question["relevant"] is not None
                assert shown.yes == (str(question["yes"]) if known else "–")
            else:
                assert question["relevant"] is None
            sentence = question_sentence(result.key_question(question["id"]))
            assert visible(sentence) in read.text
    scale = read.pictures[0]
    assert scale.startswith(f"Score {scored['score']}/{scored['maximum']}: ")


def _cell(value: int | None) -> str:
    return "–" if value is None else str(value)


@formats
@pytest.mark.parametrize("path", [*INSPECTIONS, OWN_SCHEME], ids=lambda path: path.stem)
def test_the_figures_of_the_inspections_are_those_of_score(path: Path, suffix: str) -> None:
    source = read_source(path, "0.1.0")
    read = read_back(source, suffix)
    agrees(read, source.scorecard)
    for score in source.scorecard.standards:
        for question in score.result.key_questions:
            prompts = question.evidence.prompts
            shown = read.prompts.get(question.id, [])
            assert [row[0] for row in shown] == [visible(each.label) for each in prompts]
            for row, prompt in zip(shown, prompts, strict=True):
                assert row[-1] == f"{prompt.figures.whole_percent}%"
                if len(row) > 2:
                    assert row[1] == _cell(prompt.figures.relevant)
                    count = prompt.figures.count
                    assert row[2] == ("–" if count is None else str(count.yes))


@st.composite
def evidences(draw: st.DrawFn) -> Evidence:
    scheme: Scheme = draw(schemes(before_banding=draw(st.booleans())))
    cases = draw(st.integers(1, 25))
    standards = tuple(
        StandardEvidence(
            standard.id,
            key_questions=tuple(
                KeyQuestionEvidence(question.id, draw(any_figures(cases)))
                for question in standard.key_questions
            ),
        )
        for standard in scheme.standards
        if draw(st.integers(0, 5))
    )
    eligible = draw(st.one_of(st.none(), st.integers(cases, 60)))
    return Evidence(Inspection("a", "A service"), scheme, {"2": Sample(cases, eligible)}, standards)


@st.composite
def meetings(draw: st.DrawFn) -> Meeting:
    """Return any inspection with any decisions on its open standards."""
    meeting = Meeting(draw(evidences()))
    for score in meeting.scorecard.standards:
        if not score.to_consider or not draw(st.booleans()):
            continue
        ratings = [each for each in meeting.evidence.scheme.ratings if each != score.result.rating]
        rating = draw(st.sampled_from([None, *ratings]))
        kind = Kind.KEEP if rating is None else Kind.CHANGE
        wording = f"Wording for {score.id}."
        proposal = Proposal(kind, score.id, rating, "Why.", published_wording=wording)
        meeting = with_entries(meeting, proposal)
    return meeting


@formats
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(meeting=meetings())
def test_the_figures_of_any_inspection_are_those_of_score(suffix: str, meeting: Meeting) -> None:
    source = source_of(meeting.evidence, meeting)
    read = read_back(source, suffix)
    agrees(read, source.scorecard)
    for score in source.scorecard.standards:
        if score.considered is Considered.CHANGED:
            assert f"Wording for {score.id}." in read.text
        elif score.to_decide:
            assert "the panel has not decided it" in read.text


@formats
def test_a_changed_standard_has_its_note_and_its_agreed_rating(suffix: str) -> None:
    read = read_back(read_source(ROOT / "fixtures" / "north-somerset-2020.toml", "1"), suffix)
    assert read.ratings["3.2"][0] == "Good"
    assert (
        "The ratings panel exercised professional discretion: the key questions alone give "
        "Requires improvement, and the panel agreed Good." in read.text
    )
    assert "Plans for others' safety: too few cases (1 of 2, 50%)." in read.text
    assert "This question applied to 2 of the 5 cases inspected; only these are counted." in (
        read.text
    )


@formats
def test_a_changed_rating_is_not_said_to_follow_the_lowest_key_question(suffix: str) -> None:
    read = read_back(read_source(ROOT / "fixtures" / "north-somerset-2020.toml", "1"), suffix)
    assert (
        "The evidence rating follows the lowest key question, 3.2.3, shown in bold; the panel "
        "changed the rating." in read.text
    )
    follows = "The rating of the standard follows its lowest key question"
    assert f"{follows}, 2.2.3, shown in bold." in read.text
    assert f"{follows}, 3.2.3" not in read.text


@formats
def test_the_score_note_cannot_contradict_the_tables(suffix: str) -> None:
    """Three published annexes say “ten standards, 0–30” above a table that runs to 36."""
    read = read_back(read_source(ROOT / "fixtures" / "suffolk-2023.toml", "1"), suffix)
    assert (
        "Each of the twelve counted standards scores 0 for Inadequate, 1 for Requires improvement, "
        "2 for Good and 3 for Outstanding. The scores add up, without weighting, to a "
        "total from 0 to 36. The total gives the overall rating: 0–6 Inadequate, 7–18 Requires "
        "improvement, 19–30 Good, 31–36 Outstanding." in read.text
    )
    assert "Standard 4.1 Resettlement is rated, but not counted in the score." in read.text


HOSTILE = [
    "{{ about.service }}{% raw %}",
    "{_{ 7 * 7 }_} {_% if %_}",
    "{{ ''.__class__.__mro__ }}",
    '<script>alert(1)</script><img src="http://example.org/x.png">',
    "</w:t></w:r><w:fldSimple w:instr=\"INCLUDETEXT 'c:/x'\"/>",
    '=HYPERLINK("http://example.org") { DDEAUTO c:\\cmd }',
    "left \u202egnp.exe\u202c right\u2066\u200b",
    "bell \a feed \f tab \t null \x00 esc \x1b[31m",
    "&amp; &#123; ]]> <!-- --> \ud800",
    "javascript:alert(1)",
]


def hostile_source() -> Source:
    """Hostile text in every place that a file or a panel can fill."""
    evidence = whole_evidence(standards={"3.2": ["5/5", "5/5", "1/2"]}, samples={"2": 20, "3": 5})
    evidence = Evidence(
        Inspection("x", " ".join(HOSTILE), source=" ".join(HOSTILE)),
        evidence.scheme,
        evidence.samples,
        tuple(
            StandardEvidence(
                each.id,
                tuple(
                    KeyQuestionEvidence(q.id, q.figures, label=" ".join(HOSTILE))
                    for q in each.key_questions
                ),
                each.judgement,
            )
            for each in evidence.standards
        ),
    )
    good = evidence.scheme.ratings[2]
    change = Proposal(
        Kind.CHANGE,
        "3.2",
        good,
        "\n".join(HOSTILE),
        proposed_by=(HOSTILE[3], "Ann Smith"),
        dissent="\n".join(HOSTILE),
    )
    meeting, _ = recorded(Meeting(evidence), change)
    return source_of(evidence, meeting)


def test_text_from_outside_is_inert_in_word() -> None:
    data = report_bytes(hostile_source(), ".docx")
    xml = xml_of(data)
    codes = re.findall(r"<w:instrText[^>]*>([^<]*)<", xml)
    codes += re.findall(r'<w:fldSimple[^>]*w:instr="([^"]*)"', xml)
    assert {code.split()[0] for code in codes} <= {"PAGE", "NUMPAGES", "SEQ"}
    assert not re.search(r'<Relationship[^>]*TargetMode="External"', xml)
    read = read_word_report(data)
    for words in HOSTILE:
        assert visible(words) in read.text
    assert not set("\u202e\u202c\u2066\u200b\x1b\x00") & set(xml)


def test_text_from_outside_is_inert_on_the_page() -> None:
    page = report_bytes(hostile_source(), ".html").decode()
    assert "<script" not in page
    assert "<img" not in page
    assert not re.search(r'(?:src|href)="(?!#)', page)
    assert not set("\u202e\u202c\u2066\u200b\x1b\x00") & set(page)
    read = read_web_report(page.encode())
    for words in HOSTILE:
        assert " ".join(visible(words).split()) in read.text


@formats
def test_the_report_names_no_panel_member(suffix: str) -> None:
    evidence = whole_evidence(standards={"3.2": ["5/5", "5/5", "1/2"]}, samples={"2": 20, "3": 5})
    change = Proposal(
        Kind.CHANGE,
        "3.2",
        evidence.scheme.ratings[2],
        "Ann Smith explained why.",
        proposed_by=("Ann Smith",),
        agreed_by=("Bo Jones",),
        dissent="Cy Brown would have kept it.",
        recused=("Di White",),
    )
    meeting, _ = recorded(Meeting(evidence), change)
    data = report_bytes(source_of(evidence, meeting), suffix)
    text = xml_of(data) if suffix == ".docx" else data.decode()
    for name in ("Smith", "Jones", "Brown", "White"):
        assert name not in text


@formats
def test_a_name_with_unseen_letters_is_not_published_either(suffix: str) -> None:
    name = "سارا می\u200cدانم"
    evidence = whole_evidence(standards={"3.2": ["5/5", "5/5", "1/2"]}, samples={"2": 20, "3": 5})
    change = Proposal(
        Kind.CHANGE,
        "3.2",
        evidence.scheme.ratings[2],
        "Why.",
        proposed_by=(name,),
        published_wording=f"In the view of {name} the plans were sound.",
    )
    meeting, _ = recorded(Meeting(evidence), change)
    data = report_bytes(source_of(evidence, meeting), suffix)
    text = xml_of(data) if suffix == ".docx" else data.decode()
    assert "In the view of a panel member the plans were sound." in text
    assert "سارا" not in text


def test_every_page_says_draft_until_the_record_is_signed() -> None:
    data = report_bytes(read_source(INSPECTIONS[0], "1"), ".docx")
    archive = zipfile.ZipFile(BytesIO(data))
    headers = [name for name in archive.namelist() if name.startswith("word/header")]
    assert headers
    assert all("DRAFT" in archive.read(name).decode() for name in headers)
    page = report_bytes(read_source(INSPECTIONS[0], "1"), ".html").decode()
    assert '@top-left { content: "DRAFT: the record is not signed"' in page

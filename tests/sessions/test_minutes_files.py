"""Minutes, read back: results, reasons, names, and what is in force."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from hypothesis import HealthCheck, given, settings
from lxml import html

from core.evidence import Evidence
from core.meeting import Meeting
from core.minutes_words import time_words
from core.proposals import Proposal
from core.record import Kind
from core.scheme import RatedBy
from core.value import replace
from sessions.documents.markdown import escape
from sessions.documents.names import NameStyle
from sessions.documents.source import Source, read_source
from sessions.documents.writing import Document as DocumentKind
from sessions.documents.writing import minutes_bytes, path_beside, report_bytes
from sessions.files.session_file import read_session
from sessions.reports.score_json import score_object
from sessions.text.visible import visible
from tests.core.building import at, whole_evidence
from tests.sessions.documents_reading import blocks, plain_cell, words, xml_of
from tests.sessions.panel_meetings import (
    CHAIR,
    FINGERPRINT,
    LEAD,
    MEMBERS,
    NOTES,
    REASON,
    WORDING,
    full_meeting,
    signed,
    source_of,
    with_entries,
)
from tests.sessions.test_report_files import (
    HOSTILE,
    INSPECTIONS,
    OWN_SCHEME,
    READERS,
    ROOT,
    evidences,
    hostile_source,
)

SUFFIXES = (".docx", ".html", ".md")
formats = pytest.mark.parametrize("suffix", SUFFIXES)
# A backslash before a punctuation mark, which Markdown does not show.
ESCAPE = re.compile(r"\\(?=[!-/:-@\[-`{-~])")
EVERYBODY = (CHAIR, LEAD, NOTES, *MEMBERS, "Elin Frost")


def text_of(data: bytes, suffix: str) -> str:
    """Everything that a reader sees, with single blanks."""
    if suffix == ".html":
        page = html.fromstring(data.decode())
        for element in page.xpath("//style"):
            element.drop_tree()
        return words(page)
    if suffix == ".md":
        return " ".join(ESCAPE.sub("", data.decode()).split())
    parts = []
    document = Document(BytesIO(data))
    for part in blocks(document):
        if hasattr(part, "rows"):
            parts += [plain_cell(cell) for row in part.rows for cell in row.cells]
        else:
            parts.append(part.text)
    return " ".join(" ".join(parts).split())


def results(data: bytes, suffix: str) -> dict[str, list[str]]:
    """The table of results: by standard, the cells after its number."""
    if suffix == ".md":
        rows = [
            [cell.strip().replace("**", "").replace("\\", "") for cell in line.split("|")[1:-1]]
            for line in data.decode().splitlines()
            if line.startswith("|")
        ]
        return {row[0]: row[1:] for row in rows if len(row) == 5 and row[-1] != "Band"}
    if suffix == ".html":
        page = html.fromstring(data.decode())
        for table in page.iter("table"):
            if "evidence rating and the agreed rating" in words(table.find("caption")):
                rows = [[words(cell) for cell in row] for row in table.xpath("./tbody/tr")]
                return {row[0]: row[1:] for row in rows}
    caption = ""
    for part in blocks(Document(BytesIO(data))):
        if not hasattr(part, "rows"):
            caption = part.text
        elif "evidence rating and the agreed rating" in caption:
            rows = [[plain_cell(cell) for cell in row.cells] for row in part.rows[1:]]
            return {row[0]: row[1:] for row in rows}
    return {}


def agrees(data: bytes, suffix: str, source: Source) -> None:
    scored = score_object(source.scorecard)
    shown = results(data, suffix)
    for standard in scored["standards"]:
        if standard["id"] in shown:
            cells = shown[standard["id"]]
            assert cells[1] == (standard["evidence_rating"] or cells[1])
            assert cells[2] == (standard["rating"] or cells[2])
        else:
            assert not standard["counted"]
    text = text_of(data, suffix)
    assert f"{scored['score']}/{scored['maximum']}" in text
    assert f"{scored['evidence_score']}/{scored['maximum']}" in text


@formats
@pytest.mark.parametrize("path", [*INSPECTIONS, OWN_SCHEME], ids=lambda path: path.stem)
def test_the_results_of_the_inspections_are_those_of_score(path: Path, suffix: str) -> None:
    source = read_source(path, "0.1.0")
    agrees(minutes_bytes(source, suffix), suffix, source)


@formats
@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(evidence=evidences())
def test_the_results_of_any_inspection_are_those_of_score(suffix: str, evidence: Evidence) -> None:
    source = source_of(evidence)
    agrees(minutes_bytes(source, suffix), suffix, source)


@pytest.fixture(scope="module")
def north_somerset() -> Meeting:
    session = read_session(ROOT / "fixtures" / "north-somerset-2020.toml")
    return full_meeting(session.evidence)


@formats
def test_the_minutes_say_what_the_panel_decided_and_why(
    north_somerset: Meeting, suffix: str
) -> None:
    data = minutes_bytes(source_of(north_somerset.evidence, north_somerset), suffix)
    text = text_of(data, suffix)
    for line in (
        *REASON.splitlines(),
        WORDING,
        "Changed from Requires improvement to Good.",
        "Score 24 to 25, overall stays Good.",
        f"{MEMBERS[2]} would have kept it: one case is half of the sample.",
        "The wording was corrected once; the latest is printed.",
        "The figures were read twice.",
        f"{CHAIR} asked for the sampling frame.",
        "Kept at Outstanding.",
        "Taken by the chair alone",
        "Deferred. Until it is decided, Good counts.",
        "Not decided yet: the evidence rating counts.",
        "50% is on the boundary between Inadequate and Requires improvement",
        "worked for the service until 2018",
        "Room 4, and by video",
    ):
        assert line.replace("chair's", "chair") in text, line
    assert "To be worded." not in text
    assert text.count("(UTC+00:00)") >= 5


@formats
@pytest.mark.parametrize("names", NameStyle)
def test_people_are_named_as_the_caller_says(
    north_somerset: Meeting, suffix: str, names: NameStyle
) -> None:
    closed = signed(north_somerset)
    data = minutes_bytes(source_of(closed.evidence, closed), suffix, names)
    text = text_of(data, suffix)
    named = {name for name in EVERYBODY if name in text}
    if names in (NameStyle.FULL, NameStyle.ATTENDANCE):
        assert named == set(EVERYBODY)
    else:
        whole = xml_of(data) if suffix == ".docx" else data.decode()
        assert not [name for name in EVERYBODY if name in whole]
    assert bool(re.search("Proposed by:? ?Bryn Pugh", text)) == (names is NameStyle.FULL)
    if names is NameStyle.INITIALS:
        assert "BP, CM and DA" in text
        assert "DA would have kept it" in text
    if names is NameStyle.NONE:
        assert "3 people" in text
        assert "a panel member would have kept it" in text


@formats
def test_a_record_is_a_draft_until_it_is_signed(north_somerset: Meeting, suffix: str) -> None:
    draft = minutes_bytes(source_of(north_somerset.evidence, north_somerset), suffix)
    assert "DRAFT" in text_of(draft, suffix)
    closed = signed(north_somerset)
    final = minutes_bytes(source_of(closed.evidence, closed), suffix)
    text = text_of(final, suffix)
    assert "DRAFT" not in (xml_of(final) if suffix == ".docx" else final.decode())
    assert FINGERPRINT in text
    assert "Lead inspector" in text
    assert time_words(closed.entries[-1].at, source_of(closed.evidence).zone) in text


@formats
def test_what_was_replaced_or_withdrawn_is_told(north_somerset: Meeting, suffix: str) -> None:
    meeting = north_somerset
    first = next(entry for entry in meeting.entries if entry.kind is Kind.CHANGE)
    again = replace(
        first, id="again", at=at(50), reason="On second thoughts the same.", replaces=first.id
    )
    meeting = meeting.with_entry(again)
    text = text_of(minutes_bytes(source_of(meeting.evidence, meeting), suffix), suffix)
    assert "On second thoughts the same." in text
    assert "Reason for entry 2: Two of two plans were sound but for one case." in text


@formats
def test_the_reason_for_withdrawing_is_printed(suffix: str) -> None:
    meeting = with_entries(
        Meeting(whole_evidence(standards={"3.2": ["5/5", "5/5", "1/2"]})),
        Proposal(Kind.KEEP, "3.2", reason="The sample is sound."),
        Proposal(Kind.WITHDRAW, "3.2", reason="The figures were\nof last year."),
    )
    text = text_of(minutes_bytes(source_of(meeting.evidence, meeting), suffix), suffix)
    assert "(withdrawn by entry 2)" in text
    assert "Reason for entry 1: The sample is sound." in text
    assert "Reason for withdrawing entry 1: The figures were of last year." in text


@formats
def test_judgements_are_agreed_as_proposed_otherwise_or_not_yet(suffix: str) -> None:
    evidence = agreeing(whole_evidence())
    good, outstanding = evidence.scheme.ratings[2:]
    meeting = with_entries(
        Meeting(evidence),
        Proposal(Kind.AGREE, "1.1"),
        Proposal(
            Kind.AGREE,
            "1.2",
            outstanding,
            "Every post is filled.",
            published_wording="The panel agreed a higher rating than was proposed.",
        ),
    )
    source = source_of(evidence, meeting)
    text = text_of(minutes_bytes(source, suffix), suffix)
    assert f"Agreed as proposed: {good.name}." in text
    assert f"Agreed as {outstanding.name}; the lead inspector proposed {good.name}." in text
    assert "Every post is filled." in text
    assert (
        text.count("Not agreed yet: the proposed rating counts until the panel agrees a rating.")
        == 2
    )
    agrees(minutes_bytes(source, suffix), suffix, source)
    if suffix != ".md":
        report = READERS[suffix](report_bytes(source, suffix))
        assert report.ratings["1.2"][0] == outstanding.name
        assert "The panel agreed a higher rating than was proposed." in report.text
        assert "Every post is filled." not in report.text
        assert "The panel has not agreed the proposed rating yet." in report.text


@formats
def test_the_rating_before_the_panels_is_called_proposed_for_a_judgement(suffix: str) -> None:
    evidence = agreeing(whole_evidence(standards={"3.2": ["5/5", "5/5", "1/2"]}))
    improvement, good, outstanding = evidence.scheme.ratings[1:]
    judged = with_entries(
        Meeting(evidence), Proposal(Kind.AGREE, "1.2", outstanding, "Every post is filled.")
    )
    text = labelled_ratings(judged, suffix)
    assert f"Proposed rating: {good.name} Agreed rating: {outstanding.name}" in text
    assert "Evidence rating:" not in text
    changed = with_entries(Meeting(evidence), Proposal(Kind.CHANGE, "3.2", good, "One case."))
    text = labelled_ratings(changed, suffix)
    assert f"Evidence rating: {improvement.name} Agreed rating: {good.name}" in text
    assert "Proposed rating:" not in text


def labelled_ratings(meeting: Meeting, suffix: str) -> str:
    """Return the text of the minutes without the full stops and stars around a rating."""
    text = text_of(minutes_bytes(source_of(meeting.evidence, meeting), suffix), suffix)
    return text.replace(". Agreed rating", " Agreed rating").replace("**", "")


@formats
def test_the_lowest_key_question_is_said_to_give_the_evidence_rating(
    north_somerset: Meeting, suffix: str
) -> None:
    data = minutes_bytes(source_of(north_somerset.evidence, north_somerset), suffix)
    text = text_of(data, suffix)
    assert "Bold: the lowest key question, which the evidence rating follows." in text
    assert "which the rating follows" not in text


@formats
def test_who_proposed_a_judgement_and_why_is_shown(suffix: str) -> None:
    evidence = whole_evidence()
    standards = tuple(
        replace(each, proposed_by=(LEAD,), rationale="Every post is filled,\nand for long.")
        if each.id == "1.2"
        else each
        for each in evidence.standards
    )
    source = source_of(replace(evidence, standards=standards))
    text = text_of(minutes_bytes(source, suffix), suffix)
    assert f"Proposed by {LEAD}." in text
    assert "Every post is filled, and for long." in text
    nobody = text_of(minutes_bytes(source, suffix, NameStyle.NONE), suffix)
    assert LEAD not in nobody
    report = xml_of(report_bytes(source, ".docx"))
    assert LEAD not in report


def agreeing(evidence: Evidence) -> Evidence:
    """Return evidence under a scheme whose panel agrees every judgement."""
    standards = tuple(
        replace(each, agreed_by_panel=each.rated_by is RatedBy.JUDGEMENT)
        for each in evidence.scheme.standards
    )
    return replace(evidence, scheme=replace(evidence.scheme, standards=standards))


def test_a_document_beside_a_session_takes_a_free_name(tmp_path: Path) -> None:
    session = tmp_path / "north.toml"
    first = path_beside(session, DocumentKind.MINUTES)
    assert first == tmp_path / "north-minutes.docx"
    first.write_bytes(b"")
    second = tmp_path / "north-minutes-2.docx"
    assert path_beside(session, DocumentKind.MINUTES) == second


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("# not a heading", "\\# not a heading"),
        ("1. not a list", "1\\. not a list"),
        ("1.1 is a number", "1.1 is a number"),
        ("- not a list", "\\- not a list"),
        ("[x](http://e.org)", "\\[x\\](http\\://e.org)"),
        ("<b>&amp;", "\\<b\\>\\&amp;"),
        ("a | b ` c * _", "a \\| b \\` c \\* \\_"),
        ("www.example.org", "www\\.example.org"),
    ],
)
def test_markdown_shows_text_as_it_was_written(raw: str, shown: str) -> None:
    assert escape(raw) == shown


@formats
def test_text_from_outside_is_inert_in_the_minutes(suffix: str) -> None:
    data = minutes_bytes(hostile_source(), suffix, NameStyle.FULL)
    whole = xml_of(data) if suffix == ".docx" else data.decode()
    assert not set("\u202e\u202c\u2066\u200b\x1b\x00") & set(whole)
    if suffix == ".docx":
        codes = re.findall(r"<w:instrText[^>]*>([^<]*)<", whole)
        codes += re.findall(r'<w:fldSimple[^>]*w:instr="([^"]*)"', whole)
        assert {code.split()[0] for code in codes} <= {"PAGE", "NUMPAGES", "SEQ"}
    else:
        assert not re.search(r"(?<!\\)<(?:script|img)", whole)
        assert not re.search(r'(?:src|href)="(?!#)', whole) or suffix == ".md"
    text = text_of(data, suffix)
    for line in HOSTILE:
        shown = " ".join(visible(line).split())
        assert (ESCAPE.sub("", shown) if suffix == ".md" else shown) in text

"""Word templates: those that are shipped, and what a user's own may not contain."""

import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from bench import document_templates
from sessions.documents.about import About
from sessions.documents.minutes_parts import Minutes
from sessions.documents.report_parts import Report
from sessions.documents.template_check import PLAIN_FIELDS
from sessions.documents.writing import Document as Kind
from sessions.documents.writing import report_bytes, shipped_template
from sessions.text.problems import Unusable
from tests.core.building import whole_evidence
from tests.sessions.documents_reading import read_word_report, xml_of
from tests.sessions.panel_meetings import source_of

SOURCE = source_of(whole_evidence())


def parts_of(data: bytes) -> dict[str, bytes]:
    archive = zipfile.ZipFile(BytesIO(data))
    return {name: archive.read(name) for name in archive.namelist()}


def changed(**parts: Callable[[bytes], bytes]) -> bytes:
    """Return the shipped template with parts changed or added; `__` in a name stands for `/`."""
    contents = parts_of(shipped_template(Kind.REPORT))
    for name, change in parts.items():
        path = name.replace("__", "/").replace("_xml", ".xml")
        contents[path] = change(contents.get(path, b""))
    data = BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for path, content in contents.items():
            archive.writestr(path, content)
    return data.getvalue()


def with_text(text: str) -> bytes:
    document = Document(BytesIO(shipped_template(Kind.REPORT)))
    document.add_paragraph(text)
    data = BytesIO()
    document.save(data)
    return data.getvalue()


def refused(tmp_path: Path, data: bytes) -> list[str]:
    path = tmp_path / "house.docx"
    path.write_bytes(data)
    with pytest.raises(Unusable) as told:
        report_bytes(SOURCE, ".docx", path)
    sentences = [problem.sentence() for problem in told.value.problems]
    assert all("house.docx" in each for each in sentences)
    return sentences


@pytest.mark.parametrize("kind", Kind)
def test_the_shipped_templates_are_what_the_script_makes(kind: Kind) -> None:
    page = {Kind.REPORT: document_templates.report, Kind.MINUTES: document_templates.minutes}[
        kind
    ]()
    made, shipped = parts_of(page.data()), parts_of(shipped_template(kind))
    assert made.keys() == shipped.keys()
    changed_parts = [name for name, content in made.items() if content != shipped[name]]
    assert changed_parts == [], "run `python -m bench.document_templates`"


@pytest.mark.parametrize("kind", Kind)
def test_the_shipped_templates_have_real_styles_and_marked_headers(kind: Kind) -> None:
    xml = xml_of(shipped_template(kind))
    document = Document(BytesIO(shipped_template(kind)))
    styles = {paragraph.style.name for paragraph in document.paragraphs if paragraph.style}
    assert {"Title", "Heading 1", "Heading 2", "Caption", "Note"} <= styles
    assert 'w:lang w:val="en-GB"' in xml
    assert document.core_properties.author == ""
    for table in document.tables:
        assert table.style is not None
        assert table.style.name == "Panel table"
        assert "w:tblHeader" in table.rows[0]._tr.xml
    for code in ("PAGE", "NUMPAGES"):
        assert f"> {code} <" in xml


def test_a_house_template_is_used(tmp_path: Path) -> None:
    path = tmp_path / "house.docx"
    path.write_bytes(with_text("Our own words on {{ about.service }}: {{ score }}."))
    read = read_word_report(report_bytes(SOURCE, ".docx", path))
    total = SOURCE.scorecard.agreed
    assert f"Our own words on Somewhere Youth Offending Service: {total.score}/36." in read.text


def test_every_unknown_field_is_named(tmp_path: Path) -> None:
    told = refused(tmp_path, with_text("{{ servise }} {{ about.service }} {{ scor }}"))
    assert any('"servise" names a field that is not known' in each for each in told)
    assert any('"scor" names a field that is not known. Did you mean "score"?' in e for e in told)
    assert len(told) == 2


def test_an_unknown_part_of_a_field_is_named(tmp_path: Path) -> None:
    (told,) = refused(tmp_path, with_text("{{ about.servise }}"))
    assert '"about.servise" names a field that is not known. Did you mean "service"?' in told


def test_a_field_is_looked_for_in_every_branch_and_loop(tmp_path: Path) -> None:
    """A draft must not hide a wrong name that only the signed document would show."""
    told = refused(
        tmp_path,
        with_text(
            "{% if about.signed %}{{ about.sined }}{% endif %}"
            "{% for s in standards %}{% for q in s.questions %}{{ q.lable }}{{ loop.index }}"
            "{% endfor %}{% set t = s.titel %}{% endfor %}{{ standards[0].rating }}"
        ),
    )
    assert [each.split('"')[1] for each in told] == ["about.sined", "q.lable", "s.titel"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{% for x in standards %}", "contains a tag that cannot be"),
        ("{{ ''.__class__.__mro__ }}", "is not allowed"),
        ("{{ score.format.__globals__ }}", "is not allowed"),
        ("{{ standards.append(1) }}", "is not allowed"),
        ("{{ range(10**9)|list }}", "cannot be filled in"),
        ("{% include 'x' %}", "cannot be filled in"),
    ],
)
def test_a_template_runs_in_the_sandbox(tmp_path: Path, text: str, words: str) -> None:
    (told,) = refused(tmp_path, with_text(text))
    assert words in told


EXTERNAL = (
    b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    b'relationships/image" Target="http://example.org/x.png" TargetMode="External"/>'
    b"</Relationships>"
)


def in_body(xml: bytes) -> Callable[[bytes], bytes]:
    return lambda body: body.replace(b"<w:sectPr", xml + b"<w:sectPr", 1)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (
            changed(
                **{
                    "word___rels__document_xml.rels": lambda rels: rels.replace(
                        b"</Relationships>", EXTERNAL
                    )
                }
            ),
            '"http://example.org/x.png" points to something outside the file',
        ),
        (changed(**{"word__vbaProject.bin": lambda _: b"x"}), "contains macros"),
        (
            changed(
                **{
                    "[Content_Types]_xml": lambda old: old.replace(
                        b"wordprocessingml.document.main", b"x.macroEnabled.main"
                    )
                }
            ),
            "can contain macros",
        ),
        (changed(word__comments_xml=lambda _: b"<x/>"), "contains comments"),
        (changed(word__embeddings__oleObject1=lambda _: b"x"), "contains embedded objects"),
        (
            changed(word__document_xml=lambda old: b"<!DOCTYPE x>" + old),
            "declares its own document type",
        ),
        (
            changed(
                word__document_xml=in_body(b'<w:p><w:fldSimple w:instr="INCLUDETEXT c:/x"/></w:p>')
            ),
            "INCLUDETEXT contains a field that may read from elsewhere",
        ),
        (
            changed(
                word__document_xml=in_body(
                    b'<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
                    b"<w:r><w:instrText>DDEA</w:instrText></w:r>"
                    b"<w:r><w:instrText>UTO c:/x</w:instrText></w:r>"
                    b'<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
                )
            ),
            "DDEAUTO contains a field that may read from elsewhere",
        ),
        (
            changed(word__document_xml=in_body(b'<w:p><w:ins w:id="1" w:author="Ann"/></w:p>')),
            "contains tracked changes",
        ),
        (b"not a zip", "is not a Word file"),
        (b"PK\x03\x04damaged", "is not a Word file"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_a_template_may_not_hold_is_named(tmp_path: Path, data: bytes, words: str) -> None:
    assert any(words in each for each in refused(tmp_path, data))


def test_a_template_that_unpacks_too_large_is_refused(tmp_path: Path) -> None:
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * (21 * 1024 * 1024))
    (told,) = refused(tmp_path, data.getvalue())
    assert "is larger than 20 MiB when unpacked" in told


def test_every_field_is_listed_in_the_docs() -> None:
    page = (Path(__file__).parents[2] / "docs" / "minutes-and-report.md").read_text("utf-8")
    named = set(re.findall(r"`(\w+)`", page))
    for content in (Report, Minutes, About):
        assert set(content._fields) <= named, content.__name__


def test_page_numbers_and_captions_are_fields_that_a_template_may_have() -> None:
    assert {"PAGE", "NUMPAGES", "SEQ", "TOC"} <= PLAIN_FIELDS

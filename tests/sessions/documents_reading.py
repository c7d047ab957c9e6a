"""Reads written documents back, so that tests compare what a reader sees with the scorecard."""

import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from docx import Document
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from lxml import html


@dataclass
class Question:
    """A key question as a document shows it; None for a figure that it does not show."""

    relevant: str | None
    yes: str | None
    percent: str
    bold: bool


@dataclass
class ReadReport:
    overall: str = ""
    score: str = ""
    ratings: dict[str, tuple[str, str]] = field(default_factory=dict)
    questions: dict[str, Question] = field(default_factory=dict)
    prompts: dict[str, list[tuple[str, ...]]] = field(default_factory=dict)
    pictures: list[str] = field(default_factory=list)
    text: str = ""


def cases(row: Sequence[str]) -> tuple[str | None, str | None, str]:
    """The figures at the end of a row: relevant cases and yes only where there are columns."""
    if len(row) > 4:
        return row[-3], row[-2], row[-1]
    return None, None, row[-1]


# ---- Word --------------------------------------------------------------------------------------


def read_word_report(data: bytes) -> ReadReport:
    document = Document(BytesIO(data))
    read = ReadReport()
    caption = ""
    texts = []
    for part in blocks(document):
        if isinstance(part, Paragraph):
            words = plain(part)
            texts.append(words)
            if part.style is not None and part.style.name == "Caption":
                caption = re.sub(r"^Table \d+\. ", "", words)
            if found := re.match(r"Overall rating: (.*)", words):
                read.overall = found[1]
            if found := re.match(r"Score(?: so far)?: (.*)", words):
                read.score = found[1]
            continue
        rows = [[plain_cell(cell) for cell in row.cells] for row in part.rows]
        texts += [" ".join(row) for row in rows]
        if caption == "The rating of each standard":
            for row in rows[1:]:
                if len(set(row)) > 1:
                    read.ratings[row[0]] = (row[2], row[3])
        elif caption.startswith("Key questions of"):
            for row, cells in zip(rows[1:], part.rows[1:], strict=True):
                bold = any(run.bold for run in cells.cells[0].paragraphs[0].runs if run.text)
                read.questions[row[0]] = Question(*cases(row), bold=bold)
        elif caption.startswith("Prompts of"):
            key = ""
            for row in rows[1:]:
                style = part.rows[rows.index(row)].cells[0].paragraphs[0].style
                if style is not None and style.name == "Table group":
                    key = row[0].split()[0]
                    read.prompts[key] = []
                else:
                    read.prompts[key].append(tuple(row))
    read.pictures = [element.get("descr") for element in document.element.body.iter(f"{WP}docPr")]
    read.text = "\n".join(texts)
    return read


WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"


def blocks(document: Any) -> Iterator[Paragraph | Table]:
    yield from document.iter_inner_content()


def plain(paragraph: Paragraph) -> str:
    return "".join(run.text for run in paragraph.runs if not run.font.superscript).strip()


def plain_cell(cell: _Cell) -> str:
    return "\n".join(plain(paragraph) for paragraph in cell.paragraphs)


# ---- HTML --------------------------------------------------------------------------------------


def read_web_report(data: bytes) -> ReadReport:
    page = html.fromstring(data.decode())
    read = ReadReport()
    read.pictures = [
        svg.get("aria-label")
        for svg in page.iter("svg")
        if "narrow" not in svg.getparent().get("class", "")
    ]
    unseen = page.xpath("//sup | //svg | //style | //*[@aria-hidden='true']")
    for element in unseen:
        element.drop_tree()
    result = page.xpath("//dl[@class='result']//dd")
    read.overall, read.score = (words(each) for each in result)
    for table in page.iter("table"):
        caption = re.sub(r"^Table \d+\. ", "", words(table.find("caption")))
        rows = [
            (row, [words(cell) for cell in row.iterchildren("th", "td")])
            for row in table.xpath("./tbody/tr")
        ]
        if caption == "The rating of each standard":
            for _, row in rows:
                if len(row) > 1:
                    read.ratings[row[0]] = (row[2], row[3])
        elif caption.startswith("Key questions of"):
            for element, row in rows:
                bold = element.get("class") == "drives"
                read.questions[row[0]] = Question(*cases(row), bold=bold)
        elif caption.startswith("Prompts of"):
            key = ""
            for element, row in rows:
                if element.get("class") == "drives":
                    key = row[0].split()[0]
                    read.prompts[key] = []
                else:
                    read.prompts[key].append(tuple(row))
    read.text = words(page)
    return read


def words(element: Any) -> str:
    return " ".join(element.text_content().split())


def xml_of(data: bytes) -> str:
    archive = zipfile.ZipFile(BytesIO(data))
    return "\n".join(
        archive.read(name).decode("utf-8", "replace")
        for name in archive.namelist()
        if name.endswith((".xml", ".rels"))
    )

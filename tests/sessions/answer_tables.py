"""Evidence as tables of answers, in each of the shapes that the import reads, and as files."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pandas as pd
from openpyxl import Workbook
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.worksheet.worksheet import Worksheet

from core.counts import Figures
from core.evidence import Evidence, StandardEvidence
from core.scheme import Scheme
from sessions.answers.importing import Imported, ImportOptions, import_answers
from sessions.text.problems import Unusable
from tests.core.building import YOUTH_2018

Rows = Sequence[Sequence[object]]
Sheets = Mapping[str, Rows]


def asked_of(evidence: Evidence, domain: str) -> Iterator[tuple[str, str, Figures]]:
    """Every key question and prompt of a domain with its figures."""
    for standard in evidence.standards:
        if evidence.scheme.standard(standard.id).domain != domain:
            continue
        for question in standard.key_questions:
            yield question.id, "", question.figures
            for prompt in question.prompts:
                yield question.id, prompt.label, prompt.figures


def answers_of(figures: Figures, cases: int) -> list[str]:
    """Answers of single cases that add up to figures."""
    yes, relevant = figures.yes or 0, figures.relevant or 0
    return ["yes"] * yes + ["no"] * (relevant - yes) + ["n/a"] * (cases - relevant)


def case_rows(evidence: Evidence) -> Rows:
    """One row per case and key question."""
    rows: list[list[object]] = [["Case", "Key question", "Prompt", "Answer"]]
    for domain, sample in evidence.samples.items():
        for question, prompt, figures in asked_of(evidence, domain):
            for number, answer in enumerate(answers_of(figures, sample.cases), 1):
                rows.append([f"D{domain}-{number}", question, prompt, answer])
    return rows


def case_columns(evidence: Evidence) -> Rows:
    """One row per case, one column per key question."""
    headings: list[object] = []
    answers: dict[str, dict[str, str]] = {}
    for domain, sample in evidence.samples.items():
        for question, prompt, figures in asked_of(evidence, domain):
            heading = f"{question} > {prompt}" if prompt else question
            headings.append(heading)
            for number, answer in enumerate(answers_of(figures, sample.cases), 1):
                answers.setdefault(f"D{domain}-{number}", {})[heading] = answer
    return [
        ["CASE", *headings],
        *([case, *(given.get(str(h), "") for h in headings)] for case, given in answers.items()),
    ]


def counted(evidence: Evidence) -> Rows:
    """Already counted."""
    rows: list[list[object]] = [["key_question", "prompt", "yes", "relevant", "cases"]]
    for domain, sample in evidence.samples.items():
        rows += [
            [question, prompt, str(figures.yes), str(figures.relevant), str(sample.cases)]
            for question, prompt, figures in asked_of(evidence, domain)
        ]
    return rows


def judgements(evidence: Evidence) -> Rows:
    return [
        ["standard", "rating"],
        *([s.id, s.judgement.name] for s in evidence.standards if s.judgement is not None),
    ]


SHAPES: dict[str, Callable[[Evidence], Rows]] = {
    "case rows": case_rows,
    "case columns": case_columns,
    "counted": counted,
}


def csv_text(rows: Rows, separator: str = ",") -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=separator, lineterminator="\r\n").writerows(rows)
    return text.getvalue()


def write_csv(path: Path, *tables: Rows, separator: str = ",") -> Path:
    """Write tables into one CSV file, a blank line between them."""
    text = "\r\n".join(csv_text(rows, separator) for rows in tables)
    path.write_bytes(text.encode("utf-8-sig"))
    return path


def workbook(sheets: Sheets) -> Workbook:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    return book


def hide_by_rule(sheet: Worksheet, cells: str, font: Font, fill: PatternFill | None = None) -> None:
    """Format cells conditionally: with a font and a fill where the first column holds 1."""
    style = DifferentialStyle(font=font, fill=fill)
    rule = Rule(type="expression", dxf=style, formula=["$A2=1"])
    sheet.conditional_formatting.add(cells, rule)


def write_xlsx(path: Path, sheets: Sheets) -> Path:
    workbook(sheets).save(path)
    return path


def write_parquet(path: Path, rows: Rows) -> Path:
    pd.DataFrame(rows[1:], columns=pd.Index([str(each) for each in rows[0]])).to_parquet(path)
    return path


def figures_only(evidence: Evidence) -> tuple[object, ...]:
    """What an import can know of evidence: samples, figures, prompts, judgements."""
    return (
        evidence.scheme.id,
        {domain: sample.cases for domain, sample in evidence.samples.items()},
        tuple(_bare(standard) for standard in evidence.standards),
    )


def _bare(standard: StandardEvidence) -> tuple[object, ...]:
    questions = tuple((q.id, q.figures, q.prompts) for q in standard.key_questions)
    return (standard.id, questions, standard.judgement, standard.not_rated)


def imported(
    folder: Path, table: str | Rows | Sheets, scheme: Scheme = YOUTH_2018, **maps: str
) -> Imported:
    """Import a table: text as CSV, rows as CSV, sheets as a workbook."""
    path = folder / "answers.csv"
    if isinstance(table, str):
        path.write_text(table, encoding="utf-8")
    elif isinstance(table, Mapping):
        path = write_xlsx(folder / "answers.xlsx", table)
    else:
        write_csv(path, table)
    return import_answers(path, scheme, ImportOptions(maps=maps))


def faults(
    folder: Path, table: str | Rows | Sheets, scheme: Scheme = YOUTH_2018, **maps: str
) -> list[str]:
    """Every problem that stops an import, without the file's name."""
    try:
        found = imported(folder, table, scheme, **maps)
    except Unusable as unusable:
        return [p.visible_sentence().partition(": ")[2] for p in unusable.problems]
    raise AssertionError(f"nothing was wrong: {found}")


def figures_of(result: Imported) -> dict[str, tuple[int | None, int | None]]:
    """Yes and relevant by key question, and by "question > prompt"."""
    found = {}
    for standard in result.evidence.standards:
        for question in standard.key_questions:
            found[question.id] = (question.figures.yes, question.figures.relevant)
            for prompt in question.prompts:
                figures = prompt.figures
                found[f"{question.id} > {prompt.label}"] = (figures.yes, figures.relevant)
    return found

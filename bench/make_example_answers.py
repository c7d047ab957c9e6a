"""Makes fixtures/example-answers.xlsx: the made-up workbook of docs/analyst-guide.md.

    python -m bench.make_example_answers [FILE]

24 court and 15 out-of-court cases of a service that does not exist. The same file, byte for byte,
every time.
"""

import io
import random
import re
import sys
import zipfile
from datetime import datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from core.scheme import AskedOf, Scheme
from sessions.files.scheme_file import shipped_scheme

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "fixtures" / "example-answers.xlsx"
SEED = 2018
MADE = datetime(2025, 1, 1)
SERVICE = "Example Vale Youth Justice Service (made up)"

# How many in a hundred cases are answered yes, and to how many the question applies.
LIKELY: dict[str, tuple[int, int]] = {
    "2.1": (85, 100),
    "2.2": (84, 95),
    "2.3": (72, 90),
    "2.4": (78, 85),
    "3.1": (82, 100),
    "3.2": (70, 80),
    "3.3": (80, 70),
    "3.4": (62, 90),
}
PROMPTS = {
    "2.1.1": ("Covers family and social setting", "Picks out strengths"),
    "3.2.3": ("Plans for contingencies",),
}
SPELLINGS = {"Court": ("Yes", "No", "n/a"), "Out of court": ("Y", "N", "N/A")}
JUDGEMENTS = (
    ("1.1", "Governance and leadership", "Requires improvement"),
    ("1.2", "Staff", "Good"),
    ("1.3", "Partnerships and services", "Good"),
    ("1.4", "Information and facilities", "Requires improvement"),
)
NOTES = (
    SERVICE,
    "Everything in this workbook is made up: the service, the cases, the answers, the ratings.",
    "Court: cases of domain 2. Out of court: cases of domain 3. Judgements: domain 1.",
    'A column headed "2.1.1 > …" holds the answers to a prompt under key question 2.1.1.',
)


def made_workbook() -> Workbook:
    """Make the workbook."""
    scheme = shipped_scheme("youth-2018")
    chance = random.Random(SEED)
    book = Workbook()
    notes = book.active
    assert isinstance(notes, Worksheet)
    notes.title = "Read me"
    for words in NOTES:
        notes.append([words])
    _cases(book, scheme, "Court", "2", 24, "C", chance)
    _cases(book, scheme, "Out of court", "3", 15, "O", chance)
    judgements = book.create_sheet("Judgements")
    judgements.append(["Standard", "Title", "Rating"])
    for row in JUDGEMENTS:
        judgements.append(row)
    for sheet in book.worksheets:
        sheet.column_dimensions["A"].width = 14
    book.properties.creator = "ratings-panel"
    book.properties.created = book.properties.modified = MADE
    return book


def _cases(
    book: Workbook,
    scheme: Scheme,
    title: str,
    domain: str,
    cases: int,
    letter: str,
    chance: random.Random,
) -> None:
    """One sheet: a title, the standards over their key questions, the names, one row per case."""
    sheet = book.create_sheet(title)
    sheet.append([f"{SERVICE}: {title.lower()}, {cases} cases"])
    standards = [each for each in scheme.standards if each.domain == domain]
    of_every_case = {
        question.id
        for standard in standards
        for question in standard.key_questions
        if question.asked_of is AskedOf.EVERY_CASE
    }
    above: list[str | None] = [None]
    names = ["Case ref"]
    spans = []
    for standard in standards:
        first = len(names) + 1
        for question in standard.key_questions:
            names.append(question.id)
            names += [f"{question.id} > {prompt}" for prompt in PROMPTS.get(question.id, ())]
        above += [f"{standard.id} {standard.title}"]
        above += [None] * (len(names) - len(above))
        spans.append((first, len(names)))
    sheet.append(above)
    sheet.append([*names, "Notes"])
    for first, last in spans:
        sheet.merge_cells(start_row=2, end_row=2, start_column=first, end_column=last)
    for number in (2, 3):
        for cell in sheet[number]:
            cell.font = Font(bold=True)
    for number in range(1, cases + 1):
        row: list[str | None] = [f"EX-{letter}{number:02d}"]
        row += [_answer(name, title, name in of_every_case, chance) for name in names[1:]]
        sheet.append([*row, "made up" if number == 1 else None])
    sheet.freeze_panes = "B4"


def _answer(name: str, title: str, of_every_case: bool, chance: random.Random) -> str:
    yes, no, not_applicable = SPELLINGS[title]
    likely, applies = LIKELY[name[:3]]
    if chance.randrange(100) >= applies and not of_every_case:
        return not_applicable
    return yes if chance.randrange(100) < likely else no


def workbook_bytes(book: Workbook) -> bytes:
    """Return a workbook's bytes without the time of saving in them."""
    saved, steady = io.BytesIO(), io.BytesIO()
    book.save(saved)
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(steady, "w") as target:
        for info in source.infolist():
            data = source.read(info)
            if info.filename == "docProps/core.xml":
                data = _without_times(data)
            kept = zipfile.ZipInfo(info.filename, (2025, 1, 1, 0, 0, 0))
            kept.compress_type = zipfile.ZIP_DEFLATED
            kept.external_attr = 0o644 << 16
            target.writestr(kept, data)
    return steady.getvalue()


def _without_times(data: bytes) -> bytes:
    """Put the fixed time over the time of saving, which openpyxl writes as `modified`."""
    pattern = rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)"
    return re.sub(pattern, rb"\g<1>" + MADE.isoformat().encode() + rb"Z\g<2>", data)


def main() -> None:
    """Write the workbook."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET
    target.write_bytes(workbook_bytes(made_workbook()))
    print(f"written: {target}")


if __name__ == "__main__":
    main()

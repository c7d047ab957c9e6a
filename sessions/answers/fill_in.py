"""A workbook to fill in: a sheet of cases for each domain, and a sheet of judgements."""

import io

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from core.scheme import AskedOf, Domain, RatedBy, Scheme

ROWS = 200
ANSWERS = ("Yes", "No", "N/A")
NOT_RATED = "No cases"
HEADING = Font(bold=True)
SHADE = PatternFill("solid", fgColor="FFE7E6E6")
INSTRUCTIONS = (
    "How to fill in this workbook",
    "",
    "One sheet for each domain: one row per case, one column per key question.",
    'Give each case its own reference under "Case". Do not enter names.',
    "Answer Yes, No or N/A (not applicable) from the list in each cell. Do not leave any "
    "answer blank.",
    'Questions marked "every case" are asked of every case.',
    'Choose the ratings of the judged standards on the sheet "Judgements".',
    "Then: ratings-panel import THIS-FILE.xlsx --scheme {scheme} -o SESSION.toml",
)


def workbook_to_fill_in(scheme: Scheme) -> bytes:
    """Return an XLSX workbook that `ratings-panel import` reads once it is filled in."""
    book = Workbook()
    first = book.worksheets[0]
    first.title = "Instructions"
    first.column_dimensions["A"].width = 100
    for line in INSTRUCTIONS:
        first.append([line.format(scheme=scheme.id)])
    first["A1"].font = HEADING
    for domain in scheme.domains:
        if any(s.domain == domain.id and s.key_questions for s in scheme.standards):
            _add_domain(book.create_sheet(_title(domain)), scheme, domain)
    _add_judgements(book.create_sheet("Judgements"), scheme)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def _title(domain: Domain) -> str:
    """Return the name of a domain's sheet, as short as spreadsheets want it."""
    plain = "".join(" " if character in r"[]:*?/\'" else character for character in domain.title)
    return f"{domain.id} {plain}"[:31].strip()


def _add_domain(sheet: Worksheet, scheme: Scheme, domain: Domain) -> None:
    standards = [s for s in scheme.standards if s.domain == domain.id and s.key_questions]
    questions = [question for standard in standards for question in standard.key_questions]
    above: list[str] = [""]
    for standard in standards:
        above += [f"{standard.id} {standard.title}", *([""] * (len(standard.key_questions) - 1))]
    sheet.append(above)
    sheet.append(["Case", *(f"{question.id} {question.label}" for question in questions)])
    for row in (1, 2):
        for cell in sheet[row]:
            cell.font = HEADING
            cell.fill = SHADE
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    for place, question in enumerate(questions, 2):
        sheet.column_dimensions[get_column_letter(place)].width = 16
        if question.asked_of is AskedOf.EVERY_CASE:
            sheet.cell(2, place).comment = Comment("every case", "ratings-panel")
    sheet.column_dimensions["A"].width = 14
    last = get_column_letter(len(questions) + 1)
    _add_list(sheet, f"B3:{last}{ROWS + 2}", ANSWERS)
    sheet.freeze_panes = "B3"


def _add_judgements(sheet: Worksheet, scheme: Scheme) -> None:
    sheet.append(["Standard", "Title", "Rating"])
    for cell in sheet[1]:
        cell.font = HEADING
        cell.fill = SHADE
    judged = [s for s in scheme.standards if s.rated_by is RatedBy.JUDGEMENT]
    for standard in judged:
        sheet.append([standard.id, standard.title])
        # As text, so that 1.10 stays 1.10.
        sheet.cell(sheet.max_row, 1).number_format = "@"
    sheet.column_dimensions["B"].width = 50
    sheet.column_dimensions["C"].width = 24
    ratings = [rating.name for rating in scheme.ratings]
    if judged and not any("," in name or '"' in name for name in ratings):
        _add_list(sheet, f"C2:C{len(judged) + 1}", (*ratings, NOT_RATED))
    sheet.freeze_panes = "A2"


def _add_list(sheet: Worksheet, cells: str, choices: tuple[str, ...]) -> None:
    listed = '"' + ",".join(choices) + '"'
    if len(listed) > 255:
        # Spreadsheets take no longer lists; the cells can still be filled in by hand.
        return
    choice = DataValidation("list", listed, allow_blank=True, showErrorMessage=True)
    choice.add(cells)
    sheet.add_data_validation(choice)

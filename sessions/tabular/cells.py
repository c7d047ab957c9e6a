"""Cells of a table: their values as text and as numbers, where they are, what is wrong with them.

A value is what the file holds: text from CSV; text, numbers, true or false, dates from a workbook.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta

from core.value import Value
from core.wording import plural
from sessions.text.problems import Problem, shown_value
from sessions.text.spreadsheet_safe import unguarded
from sessions.toml.table_reader import LARGEST_NUMBER

# Above this many problems, the cells of a sheet with the same value and problem share a line.
MOST_ALONE = 10
MOST_TOLD = 1000
LONGEST_LIST = 300

NO_BREAK = str.maketrans({"\xa0": " ", "\u202f": " ", "\u2007": " "})
THOUSANDS = re.compile(r"\d{1,3}(?:[, '’]\d{3})+")
WITH_ZEROS = re.compile(r"(\d+)[.,]0{1,2}")
# How months begin in English, French, German and Welsh.
MONTH = (
    r"(?i:jan|feb|f[eé]v|mar|m[aä]r|mrz|apr|avr|may|mai|jun|juin|jul|juil|aug|ao[uû]t|sep|oct|okt"
    r"|nov|dec|d[eé]c|dez|ion|chwe|maw|ebr|meh|gorff|awst|medi|hyd|tach|rhag)[^\W\d_]*\.?"
)
DATE_LIKE = re.compile(
    r"\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4}(?:[ T]\d\d:\d\d.*)?"
    rf"|\d{{1,2}}[-/. ]{{1,2}}{MONTH}(?:[-/. ]{{1,2}}\d{{2,4}})?"
    rf"|{MONTH}[-/. ]{{1,2}}\d{{2,4}}|{MONTH} \d{{1,2}},? \d{{4}}"
)
# 2.1.10 is a number of three parts: dates are not written without leading zeros and a century.
THREE_PARTS = re.compile(r"[1-9]\d?\.[1-9]\d?\.[1-9]\d?")
FIRST_DAY = date(1899, 12, 30)
DAYS = range(36_526, 73_051)
SHEET_ERRORS = ("#n/a", "#ref!", "#value!", "#div/0!", "#name?", "#null!", "#num!")


class Formula(Value):
    """The value of a cell with a formula whose result the file does not hold."""

    text: str

    def __str__(self) -> str:
        return self.text


def text_of(value: object) -> str:
    """Return a cell as text: 12.0 is "12", a blank cell "", without blanks around it."""
    if value is None:
        return ""
    if isinstance(value, str):
        if value.isalnum() and value.isascii():
            return value
        return " ".join(unguarded(value.translate(NO_BREAK).strip()).split())
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else str(value)
    return str(value)


def is_date(value: object) -> bool:
    """Return whether a cell is a date or time, or text that is written like one."""
    if isinstance(value, date | datetime | time | timedelta):
        return True
    if not isinstance(value, str):
        return False
    text = value.strip()
    return DATE_LIKE.fullmatch(text) is not None and THREE_PARTS.fullmatch(text) is None


def date_of_number(value: object) -> date | None:
    """Return the day of this century that a spreadsheet keeps as a number; None where it is none.

    A spreadsheet shows such a number where a cell with a date is formatted as a number.
    """
    number = whole_number(value)
    if number is None or number not in DAYS:
        return None
    return FIRST_DAY + timedelta(days=number)


def is_error(value: object) -> bool:
    """Return whether a cell holds an error of the spreadsheet, such as #REF!."""
    return isinstance(value, str) and value.strip().casefold() in SHEET_ERRORS


def spreadsheet_fault(value: object) -> tuple[str, str] | None:
    """Return what is wrong with a cell that a spreadsheet filled, and what to do; None if nothing.

    Such cells hold an error, a formula without its result, or a date.
    """
    if is_error(value):
        return (
            "is a spreadsheet error",
            "Correct the formula, or type the value instead.",
        )
    if isinstance(value, Formula) or (isinstance(value, str) and value.startswith("=")):
        return (
            "is a formula whose result is not in the file",
            "Open the workbook in a spreadsheet and save it, or type the value instead.",
        )
    if is_date(value):
        return (
            "is a date",
            "The spreadsheet may have converted what was typed: format the column as text and "
            "type it again.",
        )
    return None


def whole_number(value: object) -> int | None:
    """Return a cell as a whole number, also from text with thousands separators; else None."""
    if isinstance(value, bool):
        return None
    text = text_of(value)
    if THOUSANDS.fullmatch(text):
        text = re.sub(r"\D", "", text)
    zeros = WITH_ZEROS.fullmatch(text)
    if zeros:
        text = zeros[1]
    if re.fullmatch(r"-?\d{1,9}", text, re.ASCII):
        return int(text)
    return None


def number_fault(value: object) -> tuple[str, str]:
    """Return why a cell is not a number of cases, and what to do."""
    if value is None or not text_of(value):
        return (
            "is blank, but a number of cases is needed",
            "Enter the number, or 0 if there are none.",
        )
    spreadsheet = spreadsheet_fault(value)
    if spreadsheet is not None:
        return spreadsheet
    number = whole_number(value)
    if number is not None and number < 0:
        return "is negative", "Enter 0 or more."
    if number is not None and number > LARGEST_NUMBER:
        return "is more cases than any inspection has", f"Enter 0 to {LARGEST_NUMBER:,}."
    return "is not a whole number", "Enter the number of cases, such as 12."


def column_letters(column: int) -> str:
    """Return the letters of a column (from 0), as a spreadsheet shows them: A, B, … Z, AA."""
    letters = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


class Cell(Value):
    """Where a cell is. `row` counts from 1, `column` from 0; `heading` is the column's name."""

    sheet: str | None
    row: int
    column: int | None = None
    heading: str = ""

    def place(self, rows: str = "", columns: str = "") -> str:
        """Return the place in words: `sheet "Court", row 5, column C "2.1.1"`.

        *rows* and *columns* are used in place of the cell's own.
        """
        parts = [] if self.sheet is None else [f'sheet "{self.sheet}"']
        if rows or self.row:
            parts.append(rows or f"row {self.row}")
        if columns:
            parts.append(columns)
        elif self.column is not None:
            heading = f' "{self.heading}"' if self.heading else ""
            parts.append(f"column {column_letters(self.column)}{heading}")
        return ", ".join(parts)


class _Fault(Value):
    order: tuple[int, int, int]
    cell: Cell
    value: str | None
    message: str
    remedy: str
    is_formula: bool = False


class Findings:
    """Collects everything that is wrong with a file, and returns it in the order of the file."""

    def __init__(self, file: str, sheets: Sequence[str | None] = ()) -> None:
        self.file = file
        self._order = {name: place for place, name in enumerate(sheets)}
        self._faults: list[_Fault] = []

    def add(self, cell: Cell, message: str, remedy: str, value: object = None) -> None:
        """Add a problem with a cell, a row (no column) or a sheet (row 0)."""
        sheet = self._order.get(cell.sheet, len(self._order))
        order = (sheet, cell.row, -1 if cell.column is None else cell.column)
        is_formula = isinstance(value, Formula)
        if isinstance(value, Formula):
            value = value.text
        shown = shown_value(value) if value is not None else None
        self._faults.append(_Fault(order, cell, shown, message, remedy, is_formula))

    def add_general(self, message: str, remedy: str, place: str = "") -> None:
        """Add a problem of the file as a whole."""
        said = f"{place}: {message}" if place else message
        order = (len(self._order) + 1, len(self._faults), 0)
        self._faults.append(_Fault(order, Cell(None, 0), None, said, remedy))

    def __bool__(self) -> bool:
        """Return whether there is any problem."""
        return bool(self._faults)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Every problem. Where there are very many, cells with the same one share a line."""
        faults = sorted(self._faults, key=lambda fault: fault.order)
        if len(faults) <= MOST_ALONE:
            return tuple(self._problem(fault) for fault in faults)
        groups: dict[tuple[object, ...], list[_Fault]] = {}
        for fault in faults:
            # Formulas differ from row to row, and a heading or a blank has no value to share.
            value = None if fault.is_formula else fault.value
            column = fault.cell.column if fault.value is None else None
            key = (fault.cell.sheet, column, value, fault.message, fault.remedy)
            groups.setdefault(key, []).append(fault)
        told = [problem for group in groups.values() for problem in self._together(group)]
        if len(told) <= MOST_TOLD:
            return tuple(told)
        more = plural(len(told) - MOST_TOLD, "more problem")
        left = f"has {more} after these {MOST_TOLD}"
        return (*told[:MOST_TOLD], Problem(self.file, "", left, "Correct these first."))

    def _problem(self, fault: _Fault, rows: str = "", columns: str = "") -> Problem:
        place = fault.cell.place(rows, columns)
        return Problem(self.file, place, fault.message, fault.remedy, fault.value)

    def _together(self, group: Sequence[_Fault]) -> Iterable[Problem]:
        if len(group) == 1:
            return [self._problem(group[0])]
        places = dict.fromkeys(fault.cell.column for fault in group)
        letters = [column_letters(place) for place in sorted(p for p in places if p is not None)]
        columns = f"columns {', '.join(letters)}" if len(places) > 1 else ""
        listed = row_lists([fault.cell.row for fault in group])
        return [self._problem(group[0], _rows(rows), columns) for rows in listed]


def _rows(listed: str) -> str:
    return f"row {listed}" if listed.isdigit() else f"rows {listed}"


def row_lists(rows: Sequence[int]) -> list[str]:
    """Return row numbers as "5–9, 12", in as many lists as keep each readable."""
    runs: list[tuple[int, int]] = []
    for row in sorted(set(rows)):
        if runs and row == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], row)
        else:
            runs.append((row, row))
    lists: list[str] = []
    for first, last in runs:
        words = str(first) if first == last else f"{first}–{last}"
        if lists and len(lists[-1]) + len(words) < LONGEST_LIST:
            lists[-1] += f", {words}"
        else:
            lists.append(words)
    return lists

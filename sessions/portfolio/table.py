"""A table of many inspections: where it is in its file, and the cells of each inspection.

Either shape gives the same: one row per inspection, or one per inspection and key question.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from core.wording import plural
from sessions.portfolio.headings import (
    OTHER_NAMES,
    ColumnKind,
    PortfolioHeadings,
    is_heading_row,
    names_counts_often,
    plain,
    read_headings,
    with_row_above,
)
from sessions.portfolio.other_answer import is_negative
from sessions.portfolio.portfolio import Progress
from sessions.tabular.cells import (
    Cell,
    Findings,
    Formula,
    column_letters,
    is_error,
    row_lists,
    spreadsheet_fault,
    text_of,
    whole_number,
)
from sessions.tabular.marks import (
    conditional_words,
    hidden_words,
    invisible_words,
    marks_in,
    struck_words,
)
from sessions.tabular.read import read_tables
from sessions.tabular.sheet import Row, Sheet, TableFile, blank, unusable
from sessions.tabular.totals import names_total
from sessions.text.problems import Problem
from sessions.text.suggestions import suggestion

MOST_ROWS_ABOVE = 50
# Fewer figures may be the sums of others by chance.
LEAST_SUMS = 6
FRACTION = re.compile(r"0?[.,]\d*[1-9]\d*")
# What published tables call the row of all services together, which is not an inspection.
WHOLE = frozenset(
    ("england", "wales", "england and wales", "england & wales", "national", "nationally", "uk")
)
WHOLE_ENDS = (" average", " averages", " mean", " median", " total", " totals")
# And what they call rows to compare the services with, which are not inspections either.
COMPARED = re.compile(
    r"(?:(?:national|regional|region|england|wales|yjs|all|our|the) )*"
    r"(?:highest|lowest|max(?:imum)?|min(?:imum)?|range|baseline|threshold|targets?|benchmarks?"
    r"|(?:difference|change)(?: (?:since|from|on) .*)?"
    r"|variance|standard deviation|\d\d?(?:st|nd|rd|th) percentile"
    r"|(?:lower|upper|top|bottom|first|third) quartile|previous"
    r"|(?:previous|last|prior) (?:rounds?|years?|cycles?|periods?|inspections?|results?|scores?))"
    r"(?: (?:scores?|values?|figures?|ratings?|(?:for |in )?\d{4}(?:[-/–]\d{2,4})?|\(.*\)"
    r"|(?:in|of|across|among) .*))*"
)
SAYING_NOTHING = (
    ColumnKind.ID,
    ColumnKind.SERVICE,
    ColumnKind.DATE,
    ColumnKind.SCHEME,
    ColumnKind.OVERALL,
)
FIGURES = (ColumnKind.YES, ColumnKind.RELEVANT, ColumnKind.PERCENT)
Key = tuple[ColumnKind, str]


@dataclass
class TableEntry:
    """The cells of one inspection, by kind and by what they are of (without regard to case).

    `bad`: whether something is wrong with it, so that it is left out whole.
    """

    row: int
    sheet: str | None
    values: dict[Key, object] = field(default_factory=dict)
    cells: dict[Key, Cell] = field(default_factory=dict)
    bad: bool = False

    def value(self, kind: ColumnKind, of: str = "") -> object:
        """Return a cell; None where it is blank or there is no such column."""
        return self.values.get((kind, of.casefold()))

    def text(self, kind: ColumnKind, of: str = "") -> str:
        """Return a cell as text; a day without a time."""
        return text_of(self.value(kind, of)).removesuffix(" 00:00:00")

    def cell(self, kind: ColumnKind, of: str = "") -> Cell:
        """Return where a cell is; the row where there is no such column."""
        return self.cells.get((kind, of.casefold()), Cell(self.sheet, self.row))


@dataclass
class PortfolioTable:
    """A table as read: its inspections, what is wrong with it, and notes on the reading."""

    file: str
    headings: PortfolioHeadings
    entries: list[TableEntry]
    findings: Findings
    warnings: list[Problem]

    def __post_init__(self) -> None:
        keys = {key for entry in self.entries for key in entry.cells}
        named = {(heading.kind, heading.of.casefold()) for heading in self.headings.columns}
        keys |= {key for key in named if key[1]}
        self.standards = {of for kind, of in keys if kind is ColumnKind.RATING and of}
        # A percentage may be of anything, such as a score; counts are of key questions.
        self.questions = {
            of for kind, of in keys if kind in (ColumnKind.YES, ColumnKind.RELEVANT) and of
        }
        self.percents = {of for kind, of in keys if kind is ColumnKind.PERCENT and of}
        # Where 67% is written as 0.67, 1 is 100%.
        self.has_fractions = any(
            FRACTION.fullmatch(text_of(value)) is not None
            for entry in self.entries
            for (kind, _), value in entry.values.items()
            if kind is ColumnKind.PERCENT
        )

    def heading_of(self, of: str) -> str:
        """Return the heading of a column that is of something; what it is of in the long shape."""
        return next((each.text for each in self.headings.columns if each.of.casefold() == of), of)

    def wrong(
        self,
        entry: TableEntry,
        kind: ColumnKind,
        of: str,
        message: str,
        remedy: str,
        value: object = None,
    ) -> None:
        """Add a problem with a cell of an inspection, which is left out."""
        entry.bad = True
        self.findings.add(entry.cell(kind, of), message, remedy, value)


def read_portfolio_table(path: Path, progress: Progress) -> PortfolioTable:
    """Read a table of many inspections: CSV, TSV, XLSX, XLS, ODS or Parquet.

    Raises:
        Unusable: None of the table can be used.
    """
    file = read_tables(path, progress)
    return _TableReader(path, file).table()


class _TableReader:
    def __init__(self, path: Path, file: TableFile) -> None:
        self.path = path
        self.file = str(path)
        self.findings = Findings(self.file)
        self.warnings = [Problem(self.file, "", note, "") for note in file.notes]
        self.sheet = self._sheet(file)
        self.header = self._header_row()
        self.headings = read_headings(self.file, self._heading_texts())
        for text in self.headings.unused:
            known = [] if is_negative(plain(text)) else [*ColumnKind, *OTHER_NAMES]
            remedy = suggestion(text, known) or "See docs/portfolio.md."
            if plain(text) in (*ColumnKind, *OTHER_NAMES):
                remedy = "Add its key question to the heading, as in `2.1.1 yes`."
            self._warn("headings", "is not read", remedy.strip(), f'"{text}"')

    def table(self) -> PortfolioTable:
        """Return the table, with every problem of its cells that needs no scheme."""
        rows = list(self._rows())
        self._note_marks([number for number, _ in rows])
        entries = [self._entry(number, row) for number, row in rows]
        if self.headings.long:
            entries = self._together(entries)
        entries = self._named(entries)
        return PortfolioTable(self.file, self.headings, entries, self.findings, self.warnings)

    def _warn(self, place: str, message: str, remedy: str, value: str | None = None) -> None:
        self.warnings.append(Problem(self.file, place, message, remedy, value))

    def _sheet(self, file: TableFile) -> Sheet:
        """Return the first sheet that is shown and has headings; name the others."""
        filled = [sheet for sheet in file.sheets if any(not blank(row) for row in sheet.rows)]
        shown = [sheet for sheet in filled if not sheet.hidden]
        if not shown:
            message = "has no visible sheet with a table"
            raise unusable(self.path, message, "Is it the right file?")
        chosen = next((sheet for sheet in shown if _heading_rows(sheet)), shown[0])
        for sheet in filled:
            if sheet is not chosen:
                why = "it is hidden" if sheet.hidden else f"the table is in {chosen.words}"
                self._warn(sheet.words, f"is not read: {why}", "")
        return chosen

    def _header_row(self) -> int:
        """Return the number of the row that holds the headings; name the rows above."""
        filled = _filled(self.sheet)
        for number in _heading_rows(self.sheet):
            above = [each for each in filled if each < number]
            if above and names_counts_often(self._texts(number)):
                above.pop()
            if above:
                self._warn(_rows(above), "above the headings: not read", "")
            return number
        return filled[0]

    def _texts(self, number: int) -> list[str]:
        return [text_of(value) for value in self.sheet.rows[number - 1]]

    def _heading_texts(self) -> list[str]:
        """Return the headings, with the key questions that the row above them names."""
        texts = self._texts(self.header)
        above = [each for each in _filled(self.sheet) if each < self.header]
        if above and names_counts_often(texts):
            return with_row_above(texts, self._texts(above[-1]))
        return texts

    def _rows(self) -> Iterator[tuple[int, Row]]:
        """Return the rows of the inspections; name the notes and totals that are passed over."""
        about = [each.place for each in self.headings.columns if each.kind not in SAYING_NOTHING]
        counts = [
            h.place
            for h in self.headings.columns
            if h.kind in (ColumnKind.YES, ColumnKind.RELEVANT)
        ]
        names = [
            h.place for h in self.headings.columns if h.kind in (ColumnKind.ID, ColumnKind.SERVICE)
        ]
        headings = [text_of(value) for value in self.sheet.rows[self.header - 1]]
        sums = _Sums(counts)
        totals, compared, notes, repeated = [], [], [], []
        for number, row in enumerate(self.sheet.rows[self.header :], start=self.header + 1):
            if blank(row):
                continue
            named = [text_of(row[place]) for place in names if place < len(row)]
            if any(map(_names_several, named)):
                totals.append(number)
            elif any(map(_names_comparison, named)):
                compared.append(number)
            elif [text_of(value) for value in row] == headings:
                repeated.append(number)
            elif not self.headings.long and sums.are_in(row):
                totals.append(number)
            elif not any(text_of(row[place]) for place in about if place < len(row)):
                notes.append(number)
            else:
                sums.add(row)
                yield number, row
        if repeated:
            self._warn(_rows(repeated), "the same as the headings: not read", "")
        if totals:
            self._warn(_rows(totals), "totals of other rows: not read", "")
        if compared:
            said = "named as figures to compare with: not read as an inspection"
            self._warn(_rows(compared), said, "Rename it if it is an inspection.")
        if notes:
            said = "without figures or ratings: not read as an inspection"
            self._warn(_rows(notes), said, "")

    def _entry(self, number: int, row: Row) -> TableEntry:
        entry = TableEntry(number, self.sheet.name)
        for heading in self.headings.columns:
            key = (heading.kind, heading.of.casefold())
            entry.cells[key] = Cell(self.sheet.name, number, heading.place, heading.text)
            value = row[heading.place] if heading.place < len(row) else None
            if not text_of(value):
                continue
            entry.values[key] = value
            fault = spreadsheet_fault(value)
            if fault and not heading.of and (isinstance(value, Formula) or is_error(value)):
                entry.bad = True
                self.findings.add(entry.cells[key], *fault, value)
        return entry

    def _together(self, rows: Sequence[TableEntry]) -> list[TableEntry]:
        """Bring the rows of each inspection together; a key question given twice is a problem."""
        entries: dict[str, TableEntry] = {}
        taken: set[tuple[str, str]] = set()
        for row in rows:
            name, about = row.text(ColumnKind.ID), row.text(ColumnKind.KEY_QUESTION)
            entry = entries.setdefault(name, TableEntry(row.row, row.sheet))
            entry.bad = entry.bad or row.bad
            message = ""
            if not about:
                message, remedy = "names no key question", "Fill in the column `key question`."
            elif (name, about.casefold()) in taken:
                message = f"is given twice for {name[:60]}"
                remedy = "Remove one of the two rows."
            if message:
                entry.bad = True
                self.findings.add(row.cell(ColumnKind.KEY_QUESTION), message, remedy, about or None)
                continue
            taken.add((name, about.casefold()))
            for (kind, of), value in row.values.items():
                belongs = kind in FIGURES or kind is ColumnKind.RATING
                key = (kind, about.casefold()) if belongs and not of else (kind, of)
                entry.values.setdefault(key, value)
                entry.cells.setdefault(key, row.cells[kind, of])
        return list(entries.values())

    def _named(self, entries: Sequence[TableEntry]) -> list[TableEntry]:
        """Return the inspections; one without a name, or named before, is a problem."""
        seen: dict[str, int] = {}
        for entry in entries:
            name = entry.text(ColumnKind.ID)
            cell = entry.cell(ColumnKind.ID)
            if not name:
                entry.bad = True
                message = "names no inspection"
                self.findings.add(cell, message, "Name it in the column `inspection`.")
            elif seen.setdefault(name, entry.row) != entry.row:
                entry.bad = True
                message = f"is already in row {seen[name]}"
                self.findings.add(cell, message, "Remove one of the two rows.", name)
        return list(entries)

    def _note_marks(self, rows: Sequence[int]) -> None:
        """Say what is hidden, filtered or struck through, and that it is read."""
        sheet = self.sheet
        places = {heading.place: heading for heading in self.headings.columns}
        marks = marks_in(sheet, {self.header, *rows}, places)
        if marks.hidden_rows:
            said = hidden_words(marks.hidden_rows, sheet.filtered)
            self._warn(_rows(marks.hidden_rows), said, "")
        for place in marks.hidden_columns:
            where = f'column {column_letters(place)} "{places[place].text}"'
            self._warn(where, hidden_words([place]), "")
        if marks.struck_rows:
            said = struck_words(marks.struck_rows)
            self._warn(_rows(marks.struck_rows), said, "Delete what does not count.")
        unseen = [row for row in marks.invisible_rows if row != self.header]
        if unseen:
            self._warn(_rows(unseen), invisible_words(unseen), "")
        if marks.conditional:
            self._warn("", conditional_words(marks.conditional), "")
        merged = [
            area
            for area in sheet.merged
            if area.last_row > self.header
            and any(area.first_column <= place <= area.last_column for place in places)
        ]
        if merged:
            said = f"{plural(len(merged), 'merged area')}: the value counts for each of its cells"
            self._warn("", said, "")


def _names_several(text: str) -> bool:
    """Return whether a row is named as one of several inspections together."""
    words = plain(text).rstrip(":")
    return names_total(text) or words in WHOLE or words.endswith(WHOLE_ENDS)


def _names_comparison(text: str) -> bool:
    """Return whether a row is named as something to compare the inspections with."""
    return COMPARED.fullmatch(plain(re.sub(r"\b-\b(?!\d)", " ", text)).rstrip(":")) is not None


class _Sums:
    """The sums of the counts of the inspections read so far.

    By them a row of totals or of averages is known, whatever it is called.
    """

    def __init__(self, places: Sequence[int]) -> None:
        self._places = places
        self._sums = [0] * len(places)
        self._rows = 0
        self._seen: set[tuple[int | None, ...]] = set()

    def add(self, row: Row) -> None:
        """Add the counts of an inspection."""
        counts = [whole_number(value) for value in self._values(row)]
        self._seen.add(tuple(counts))
        self._rows += any(counts)
        self._sums = [total + (count or 0) for total, count in zip(self._sums, counts, strict=True)]

    def are_in(self, row: Row) -> bool:
        """Return whether a row holds the sums or the averages of two inspections or more."""
        if self._rows < 2 or len(self._sums) < LEAST_SUMS:
            return False
        values = self._values(row)
        counts = [whole_number(value) for value in values]
        if counts == self._sums:
            return True
        if tuple(counts) in self._seen:
            return False
        pairs = zip(values, self._sums, strict=True)
        return all(_is_average(text_of(value), total, self._rows) for value, total in pairs)

    def _values(self, row: Row) -> list[object]:
        return [row[place] if place < len(row) else None for place in self._places]


def _is_average(text: str, total: int, rows: int) -> bool:
    """Return whether a text is a total divided by the rows, rounded to the decimals it has."""
    found = re.fullmatch(r"(\d{1,9})(?:[.,](\d{1,12}))?", text)
    if found is None:
        return False
    scale = int("1" + "0" * len(found[2] or ""))
    written = int(found[1]) * scale + int(found[2] or 0)
    return abs(written * rows - total * scale) * 2 <= rows


def _filled(sheet: Sheet) -> list[int]:
    return [number for number, row in enumerate(sheet.rows, start=1) if not blank(row)]


def _heading_rows(sheet: Sheet) -> list[int]:
    """Return the numbers of the rows that may be the headings, the first of them foremost."""
    return [
        number
        for number in _filled(sheet)[:MOST_ROWS_ABOVE]
        if is_heading_row([text_of(value) for value in sheet.rows[number - 1]])
    ]


def _rows(numbers: Sequence[int]) -> str:
    return f"{'row' if len(numbers) == 1 else 'rows'} {', '.join(row_lists(numbers))}"

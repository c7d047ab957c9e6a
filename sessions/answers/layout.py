"""The tables of a file: where each begins, which shape it has, what its columns hold."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from difflib import SequenceMatcher
from functools import cached_property

import numpy as np

from core.value import Value
from core.wording import plural
from sessions.answers.answers import CaseAnswer
from sessions.answers.case_column import SPEAKS_OF_A_CASE, settle_case_column
from sessions.answers.choices import counts_no, join_choices
from sessions.answers.columns import (
    NAMES,
    Column,
    Names,
    Role,
    number_of_date_fault,
    plain,
    quoted_list,
)
from sessions.answers.headings import NEEDED, OPTIONAL, Headings, TableShape
from sessions.tabular.cells import (
    Cell,
    Findings,
    column_letters,
    date_of_number,
    is_date,
    row_lists,
    spreadsheet_fault,
    text_of,
)
from sessions.tabular.sheet import Row, Sheet, TableFile, blank, unusable
from sessions.tabular.sheet_column import Integers, SheetColumn, columns_of
from sessions.text.command_words import map_option

ROWS_SEARCHED = 30
ROWS_SAMPLED = 300
COLUMNS_SEARCHED = 6
# Different texts that are searched for headings: more than the answers of any inspection have.
MOST_TEXTS = 300_000
COLUMNS_COMPARED = 100
MOST_OFFERED = 3
LARGEST_TURNED = 2_000_000
VERY_LIKE = 0.8
MISSPELT = frozenset(NAMES) - {Role.IGNORED}
IS_DATE = (
    "is a date",
    "The spreadsheet turned a key question's number, such as 2.1.1, into a date: format the "
    "cells as text and type the numbers again.",
)
LEADING = (Role.CASE, Role.KEY_QUESTION, Role.STANDARD, Role.DOMAIN)
LONGEST_NAME = 500
MERGED = "The header's cells are merged: unmerge them and use a different name for each column."
# Columns of survey tools and offices that tell complete, withdrawn or applicable rows from others.
WHICH_COUNT = re.compile(
    r"(?:\w*[ _])?(?:status|finished|complete|completed|applicable|excluded?|included?|withdrawn"
    r"|valid|test|preview)\??",
    re.IGNORECASE,
)
MOST_KINDS_OF_ROWS = 6
LONGEST_KIND = 40

PERCENT_NAMES = {"percent", "percentage", "percentyes"}


class Table(Value):
    """One table of a sheet: the rows after its header, up to the next table or the sheet's end.

    Attributes:
        header: The row with the headings.
        columns: What each column holds; None where it is not read.
        beside: The columns that belong to another table in the same rows.
        turned: Whether rows and columns were swapped, because the cases are in columns.
    """

    sheet: Sheet
    shape: TableShape
    header: int
    last: int
    columns: tuple[Column | None, ...]
    beside: frozenset[int] = frozenset()
    turned: bool = False

    @cached_property
    def _places(self) -> dict[Role, int]:
        return {each.role: place for place, each in reversed([*enumerate(self.columns)]) if each}

    def place_of(self, role: Role) -> int | None:
        """Return the position of the first column of a role."""
        return self._places.get(role)

    def places_of(self, role: Role) -> list[int]:
        """Return the positions of all columns of a role."""
        return [place for place, each in enumerate(self.columns) if each and each.role is role]

    def cell(self, row: int, role_or_place: Role | int | None = None) -> Cell:
        """Return where a cell of this table is, as the file shows it."""
        place = self.place_of(role_or_place) if isinstance(role_or_place, Role) else role_or_place
        if self.turned:
            return Cell(self.sheet.name, 0 if place is None else place + 1, row - 1)
        column = self.columns[place] if place is not None else None
        return Cell(self.sheet.name, row, place, column.heading if column else "")

    def heading_words(self, place: int) -> str:
        """Return the heading of a column in quotation marks."""
        column = self.columns[place]
        return "" if column is None else f'"{column.heading}"'

    def rows_words(self, rows: Sequence[int]) -> str:
        """Return rows in words, with the sheet: `sheet "Court": rows 5–9`."""
        where = "" if self.sheet.name is None else f"{self.sheet.words}: "
        if self.turned:
            letters = ", ".join(column_letters(row - 1) for row in rows[:20])
            return f"{where}{'column' if len(rows) == 1 else 'columns'} {letters}"
        return f"{where}{'row' if len(rows) == 1 else 'rows'} {row_lists(rows)[0]}"

    @cached_property
    def numbers(self) -> Integers:
        """The rows that hold something in this table's own columns."""
        holds = np.zeros(self.sheet.height + 1, bool)
        for place in self.own:
            holds[self.sheet.columns[place].rows] = True
        holds[: self.header + 1] = False
        return np.flatnonzero(holds[: self.last + 1]).astype(np.int32)

    def rows(self) -> Iterator[tuple[int, Row]]:
        """Yield the rows that hold something in this table's own columns, with their numbers."""
        for number in self.numbers.tolist():
            yield number, self.sheet.rows[number - 1]

    @property
    def own(self) -> list[int]:
        """The positions of the columns that are read."""
        return [
            place
            for place, each in enumerate(self.columns)
            if each is not None
            and each.role not in (Role.IGNORED, Role.PERCENT)
            and place not in self.beside
        ]


def value_at(row: Row, place: int | None) -> object:
    """Return the cell at a position; None where the row is shorter or there is no such column."""
    return row[place] if place is not None and place < len(row) else None


class TableFinder:
    """Finds every table of a file, and reports what prevents reading one."""

    def __init__(self, file: TableFile, names: Names, findings: Findings) -> None:
        self.file = file
        self.names = names
        self.codes = names.codes
        self.findings = findings
        self.notes: list[str] = []
        self._texts = 0

    def tables(self) -> tuple[Table, ...]:
        """Return every table, in the order of the file."""
        found: list[Table] = []
        without: list[Sheet] = []
        texts: list[str] = []
        for sheet in self.file.sheets:
            if sheet.hidden:
                self.notes.append(f"{sheet.words} is hidden and is not read")
                continue
            self.names.sheet_domain = self.names.domain_of_sheet(sheet.name)
            tables = self._tables_in(sheet) or self._turned(sheet)
            found += tables
            if not tables:
                without.append(sheet)
            for table in tables:
                texts += [text_of(value) for value in table.sheet.row(table.header)]
        answers = any(
            table.shape not in (TableShape.RATINGS, TableShape.SAMPLES) for table in found
        )
        for sheet in without:
            texts += self._without_table(sheet, answers)
        if not answers and not self.findings:
            self.findings.add_general(*self._no_table())
        for message, remedy in self.names.unused_maps(text for text in texts if text):
            self.findings.add_general(message, remedy)
        return tuple(found)

    def _tables_in(self, sheet: Sheet, turned: bool = False) -> list[Table]:
        tables = []
        headers = [part for each in self._headers(sheet) for part in _side_by_side(sheet, each)]
        for headings in headers:
            below = (each.row - 1 for each in headers if each.row > headings.row)
            last = next(below, sheet.height)
            read, notes = join_choices(sheet, headings, last, self.codes, self.findings)
            self.notes += notes
            self._settle(read, headings, last)
            shapes = headings.shapes
            if not shapes:
                continue
            judgement_places = frozenset(
                at
                for at, column in enumerate(headings.columns)
                if column and column.role in (Role.STANDARD, Role.RATING)
            )
            made = []
            for shape in shapes:
                others = frozenset(range(len(headings.columns))) - judgement_places
                beside = others if shape is TableShape.RATINGS else judgement_places
                made.append(
                    Table(
                        read,
                        shape,
                        headings.row,
                        last,
                        tuple(headings.columns),
                        frozenset() if len(shapes) == 1 else beside,
                        turned,
                    )
                )
            self._check_columns(made, headings)
            tables += made
        return tables

    def _headers(self, sheet: Sheet) -> Iterator[Headings]:
        """Find the rows that name the columns of a table."""
        before: Headings | None = None
        for number in self._rows_of_names(sheet):
            row = sheet.row(number)
            headings = Headings(number, [self.names.column(value) for value in row])
            questions = {
                column.question
                for value, column in zip(row, headings.columns, strict=True)
                if column is not None and column.role is Role.ANSWER_TO and _is_name(value)
            }
            if not headings.shapes and len(questions) > 1:
                self._join_rows_above(sheet, headings, 0 if before is None else before.row)
                self._join_row_below(sheet, headings)
            if not headings.shapes:
                continue
            if before is not None and before.row == number - 1:
                # Two rows of headings: the names, and under them the questions in full.
                for place, column in enumerate(before.columns):
                    if place >= len(headings.columns):
                        headings.columns.append(column)
                    elif headings.columns[place] is None:
                        headings.columns[place] = column
            elif before is not None:
                yield before
            before = headings
        if before is not None:
            yield before

    def _rows_of_names(self, sheet: Sheet) -> list[int]:
        """Return the rows with the name of a leading column, or with two key questions or more."""
        names = np.zeros(sheet.height + 1, bool)
        first_question = np.zeros(sheet.height + 1, np.int32)
        numbers: dict[str, int] = {}
        for column in sheet.columns:
            headings = self._headings_among(column)
            leads = np.zeros(len(column.values), bool)
            question = np.zeros(len(column.values), np.int32)
            for code, heading in headings.items():
                leads[code] = heading.role in LEADING
                if heading.role is Role.ANSWER_TO:
                    question[code] = numbers.setdefault(heading.question, len(numbers) + 1)
            if not headings:
                continue
            here, before = question[column.codes], first_question[column.rows]
            another = (here > 0) & (before > 0) & (here != before)
            names[column.rows] |= leads[column.codes] | another
            first_question[column.rows] = np.where(before > 0, before, here)
        return np.flatnonzero(names).tolist()

    def _headings_among(self, column: SheetColumn) -> dict[int, Column]:
        """Return those values of a column, by their codes, that may be headings."""
        self._texts += len(column.values) - 1
        if self._texts > MOST_TEXTS:
            message = f"contains more than {MOST_TEXTS:,} different pieces of text"
            remedy = "Save only the table with the answers, as CSV."
            raise unusable(self.file.path, message, remedy)
        headings = {}
        for code in np.flatnonzero(column.which(self.names.may_be_heading)).tolist():
            value = column.values[code]
            heading = self.names.column(value) if _is_name(value) else None
            if heading is not None:
                headings[code] = heading
        return headings

    def _join_rows_above(self, sheet: Sheet, headings: Headings, last: int) -> None:
        """Take headings from the two rows above where this row has none that is known.

        Rows up to *last* belong to another table.
        """
        for number in (headings.row - 1, headings.row - 2):
            if number <= last:
                return
            for place, value in enumerate(sheet.row(number)):
                column = self.names.column(value)
                if column is None or column.role is Role.ANSWER_TO:
                    continue
                if place >= len(headings.columns):
                    headings.columns += [None] * (place + 1 - len(headings.columns))
                if headings.columns[place] is None:
                    headings.columns[place] = column

    def _join_row_below(self, sheet: Sheet, headings: Headings) -> None:
        """Take the name of the case from a row that holds nothing else, as pandas writes it."""
        row = sheet.row(headings.row + 1)
        filled = [place for place, value in enumerate(row) if text_of(value)]
        column = self.names.column(row[filled[0]]) if len(filled) == 1 else None
        if column is None or column.role is not Role.CASE or headings.shapes:
            return
        if headings.columns[filled[0]] is None:
            headings.columns[filled[0]] = column

    def _settle(self, sheet: Sheet, headings: Headings, last: int) -> None:
        """Decide between columns that name the same, by what they hold."""
        if Role.CASE in headings.roles:
            settle_case_column(sheet, headings, last, self.names, self.findings)
        groups: dict[tuple[object, ...], list[int]] = {}
        for place, column in enumerate(headings.columns):
            if column is not None and column.role not in (Role.IGNORED, Role.PERCENT):
                groups.setdefault(_key(column), []).append(place)
        for places in groups.values():
            first = headings.columns[places[0]]
            if first is not None and first.role is Role.ANSWER_TO:
                places = self._holding_answers(sheet, headings, places, last)
            for place in places[1:]:
                headings.doubled.append((place, places[0]))
                headings.columns[place] = None

    def _holding_answers(
        self, sheet: Sheet, headings: Headings, places: list[int], last: int
    ) -> list[int]:
        """Return those of a question's columns that hold its answers; leave out the others."""
        shares = {place: self._share(sheet, place, headings.row, last) for place in places}
        holding = [place for place in places if shares[place] >= 0.5]
        kept = []
        for place in places:
            column = headings.columns[place]
            assert column is not None
            beside = len(holding) > 0 and place not in holding and not column.certain
            remarks = column.may_be_remarks and shares[place] == 0
            if beside or remarks:
                headings.left_out.append((place, f"contains no answers to {column.question}"))
                headings.columns[place] = None
            else:
                kept.append(place)
        return kept

    def _share(self, sheet: Sheet, place: int, header: int, last: int) -> float:
        """Return which share of the filled cells of a column are answers, from its first rows."""
        filled = answers = 0
        for number in range(header + 1, min(last, header + ROWS_SAMPLED) + 1):
            value = sheet.value(number, place)
            if text_of(value):
                filled += 1
                answers += self.codes.answer_of(value) is not None
        return answers / filled if filled else 0

    def _turned(self, sheet: Sheet) -> list[Table]:
        """Find a table whose cases are in columns, and swap its rows and columns."""
        width = len(sheet.columns)
        if sheet.height * width > LARGEST_TURNED:
            return []
        for place in range(min(width, COLUMNS_SEARCHED)):
            rows = [
                number
                for number, row in enumerate(sheet.rows, 1)
                if self._question_at(row, place) is not None
            ]
            if len(rows) < 2 or rows[0] == 1:
                continue
            above = range(rows[0] - 1, max(0, rows[0] - 4), -1)
            # The row of the cases: the one with the most different texts, the nearest of several.
            header = max(above, key=lambda number: len(_texts(sheet.rows[number - 1])))
            if len(_texts(sheet.rows[header - 1])) < 3:
                continue
            names = sheet.rows[header - 1]
            if {plain(text) for text in _texts(names)} >= {"yes", "no"}:
                # Figures that are counted already.
                continue
            holding = [
                at
                for at in range(place + 1, width)
                if any(
                    self.codes.answer_of(value_at(sheet.rows[number - 1], at))
                    in (CaseAnswer.YES, CaseAnswer.NO)
                    for number in rows
                )
                and text_of(value_at(names, at))
            ]
            if len(holding) < 2:
                continue
            turned = _turned_sheet(sheet, width, header, place)
            tables = self._tables_in(turned, turned=True)
            if tables:
                self.notes.append(
                    f"{sheet.words}: key questions are in rows and cases in columns: rows and "
                    "columns were swapped"
                )
                return tables
        return []

    def _question_at(self, row: Row, place: int) -> Column | None:
        value = value_at(row, place)
        column = self.names.column(value) if isinstance(value, str) else None
        return column if column is not None and column.role is Role.ANSWER_TO else None

    def _check_columns(self, tables: Sequence[Table], headings: Headings) -> None:
        """Look at the columns of one row of headings: unknown ones, and those named twice."""
        table = tables[0]
        row = table.sheet.row(table.header)
        unread: list[str] = []
        wanted = frozenset[Role]().union(*(OPTIONAL[each.shape] for each in tables))
        wanted -= headings.roles
        reasons = dict(headings.left_out)
        doubled = dict(headings.doubled)
        for place, value in enumerate(row):
            if headings.span is not None and place not in headings.span:
                continue
            if place in headings.joined:
                continue
            heading = text_of(value)
            column = headings.columns[place] if place < len(headings.columns) else None
            cell = table.cell(table.header, place)
            named = column_letters(place) if not table.turned else f"row {place + 1}"
            if place in doubled:
                self._add_doubled(table, cell, value, doubled[place])
            elif place in reasons:
                unread.append(f'{named} "{heading}" ({reasons[place]})')
            elif column is None:
                given = {each.question for each in headings.columns if each}
                if not (
                    not heading
                    or self._is_meant(cell, value, given)
                    or self._unknown_column(
                        cell, value, wanted, table.turned, given, _repeated(row)
                    )
                ):
                    unread.append(f'{named} "{heading}"')
                    self.names.not_known.append(heading)
            elif column.role is Role.PERCENT:
                unread.append(f'{named} "{heading}" (percentages)')
            elif column.role is Role.IGNORED:
                unread.append(f'{named} "{heading}"')
            if column is None and heading and not table.turned:
                self._note_which_count(table, place, heading, named)
        if unread:
            noun = "column" if len(unread) == 1 else "columns"
            if table.turned:
                noun = "row" if len(unread) == 1 else "rows"
            where = "" if table.sheet.name is None else f"{table.sheet.words}: "
            self.notes.append(f"{where}{noun} not read: {', '.join(unread)}")

    def _note_which_count(self, table: Table, place: int, heading: str, named: str) -> None:
        """Say what a column holds that may tell which rows count, where its values differ."""
        if WHICH_COUNT.fullmatch(heading) is None or place >= len(table.sheet.columns):
            return
        column = table.sheet.columns[place]
        texts = Counter(column.texts[code] for code in column.codes_at(table.numbers).tolist())
        if 1 < len(texts) <= MOST_KINDS_OF_ROWS and max(map(len, texts)) <= LONGEST_KIND:
            held = ", ".join(
                f'"{text}" in {plural(many, "row")}'
                if text
                else f"nothing in {plural(many, 'row')}"
                for text, many in texts.most_common()
            )
            self.notes.append(
                f'{table.sheet.words}: column {named} "{heading}" may say which rows count '
                f"({held}): all of them are read; remove those that should not count"
            )

    def _is_meant(self, cell: Cell, value: object, given: Collection[str] = ()) -> bool:
        """Report a heading that writes a key question's number differently; return whether it does.

        *given* are the key questions that have a heading of their own.
        """
        meant = self.names.question_meant(value)
        if meant is None or meant in given or spreadsheet_fault(value) is not None:
            return False
        if date_of_number(value) is not None:
            self.findings.add(cell, *number_of_date_fault(value), value)
            return True
        heading = text_of(value)
        remedy = f"Use {map_option(heading, meant)}, or {map_option(heading, 'ignore')}."
        self.findings.add(cell, f"may be the key question {meant}", remedy, heading)
        return True

    def _add_doubled(self, table: Table, cell: Cell, value: object, first: int) -> None:
        """Report a column with the same meaning as an earlier one, with the remedy."""
        heading = text_of(value)
        merged = table.sheet.is_merged(table.header, cell.column or 0)
        self.names.names_lost |= merged
        column = self.names.column(value)
        earlier = text_of(table.sheet.value(table.header, first))
        if merged:
            remedy = MERGED
        elif column is not None and column.role is Role.CASE:
            remedy = self._case_remedy(table, first, cell.column or 0, earlier, heading)
        else:
            leave = self._leaving_out(heading, earlier)
            remedy = f"Use a different name for each column. {leave}"
            if column is not None and column.question:
                remedy = f'Name a prompt "{column.question} > the prompt". {leave}'
        message = f"means the same as column {column_letters(first)}"
        if earlier != heading:
            message += f' "{earlier}"'
        self.findings.add(cell, message, remedy, heading)

    def _case_remedy(self, table: Table, first: int, second: int, one: str, other: str) -> str:
        """Name the column to leave out: never the one that shows a case to be there twice."""
        if plain(one) == plain(other):
            return (
                "Rename one of them in the file. If two tables are side by side, "
                "leave a blank column between them."
            )
        values = {
            place: {text_of(value_at(row, place)).casefold() for _, row in table.rows()}
            for place in (first, second)
        }
        more = one if len(values[first]) >= len(values[second]) else other
        return f'If "{more}" is not the case\'s reference, use {map_option(more, "ignore")}.'

    def _unknown_column(
        self,
        cell: Cell,
        value: object,
        wanted: frozenset[Role],
        turned: bool,
        given: Collection[str] = (),
        repeated: Collection[str] = (),
    ) -> bool:
        """Report an unknown column that was surely meant to be read; return whether it was.

        *given* are the key questions that have a heading of their own, *repeated* the headings
        that several columns have.
        """
        heading = text_of(value)
        spreadsheet = spreadsheet_fault(value)
        if spreadsheet is not None:
            message, remedy = spreadsheet
            if is_date(value):
                message, remedy = IS_DATE
            self.findings.add(cell, f"{message}, but should be the name of a column", remedy, value)
            return True
        several = self.names.questions_in(heading) or self.names.questions_worded(heading)
        if len(several) > 1:
            maps = " or ".join(map_option(heading, each) for each in several)
            remedy = f"Use {maps}, or {map_option(heading, 'ignore')}."
            if heading in repeated:
                example = f'such as "{several[0]} {heading}"'
                remedy = (
                    f"Several columns have this name: write the numbers in the file, {example}."
                )
            self.findings.add(cell, f"names {len(several)} key questions", remedy, heading)
            return True
        if self.names.is_like_a_question(heading):
            other = self.names.scheme_with(heading)
            like = self.names.suggest(heading)
            # Two columns cannot be the same question.
            like = None if like in given else like
            hint = f'Did you mean "{like}"? ' if like else ""
            message = f"is not a key question of {self.names.scheme.id}"
            if other is not None:
                message += f", but one of {other}"
                hint = f"Use --scheme {other} if that is the scheme of the inspection. "
                like = None
            use = [] if like is None else [map_option(heading, like)]
            use.append(map_option(heading, "ignore"))
            self.findings.add(
                cell,
                message,
                f"{hint}Correct it, or use {' or '.join(use)}.",
                heading,
            )
            return True
        like = None if turned else _very_like(heading, wanted)
        if like is None:
            return False
        self.findings.add(
            cell,
            "is not a known column",
            f'Did you mean "{like}"? Use {map_option(heading, like)}, or '
            f"{map_option(heading, 'ignore')}.",
            heading,
        )
        return True

    def _without_table(self, sheet: Sheet, answers: bool) -> list[str]:
        """Say that a sheet holds no table, or what it lacks; return its likeliest headings."""
        row = self._likeliest(sheet)
        if row is None:
            if not answers:
                self._find_unclear_rows(sheet)
            if answers:
                self.notes.append(f"{sheet.words} contains no table that could be recognised")
            return []
        columns = [self.names.column(value) for value in sheet.rows[row - 1]]
        roles = {column.role for column in columns if column}
        like = any(
            _very_like(text_of(value), frozenset({Role.CASE, Role.ANSWER, Role.KEY_QUESTION}))
            for value, column in zip(sheet.rows[row - 1][:COLUMNS_COMPARED], columns, strict=False)
            if column is None and len(text_of(value)) > 3
        )
        if answers and Role.ANSWER_TO not in roles and not (like and Role.KEY_QUESTION in roles):
            self.notes.append(f"{sheet.words} contains no table that could be recognised")
        else:
            self._diagnose(sheet, row)
        return [text_of(value) for value in sheet.rows[row - 1]]

    def _find_unclear_rows(self, sheet: Sheet) -> None:
        """Add the cell that heads the first row of answers whose key question is unclear."""
        for number, row in enumerate(sheet.rows, 1):
            answers = [self.codes.answer_of(value) for value in row[:COLUMNS_COMPARED]]
            if sum(each in (CaseAnswer.YES, CaseAnswer.NO) for each in answers) < 2:
                continue
            for at, value in enumerate(row[:COLUMNS_SEARCHED]):
                cell = Cell(sheet.name, number, at)
                if is_date(value):
                    self.findings.add(cell, *IS_DATE, value)
                    return
                if answers[at] is None and self._is_meant(cell, value):
                    return

    def _likeliest(self, sheet: Sheet) -> int | None:
        """Return the row that was perhaps meant to name the columns; None if none looks so."""
        best, likeliest = 0, None
        for number, row in enumerate(sheet.rows[:ROWS_SEARCHED], 1):
            if blank(row):
                continue
            columns = [self.names.column(value) for value in row]
            roles = {column.role for column in columns if column}
            unclear = sum(
                column is None and self._is_unclear(value)
                for value, column in zip(row[:COLUMNS_COMPARED], columns, strict=False)
            )
            questions = sum(c is not None and c.role is Role.ANSWER_TO for c in columns)
            texts = {text_of(value) for value in row[:COLUMNS_COMPARED]}
            like = sum(
                _very_like(text, MISSPELT - roles) is not None for text in texts if len(text) > 3
            )
            passed_over = {Role.ANSWER_TO, Role.IGNORED, Role.PERCENT}
            if Role.KEY_QUESTION not in roles:
                passed_over.add(Role.YES)
            known = len(roles - passed_over)
            weight = known + min(questions + unclear * bool(known), 2) + like
            if weight > best:
                best, likeliest = weight, number
        return likeliest if best >= 2 else None

    def _is_unclear(self, value: object) -> bool:
        """Return whether a heading was perhaps meant to be a key question's number."""
        if is_date(value):
            return True
        return bool(text_of(value)) and (
            self.names.is_like_a_question(text_of(value))
            or self.names.question_meant(value) is not None
        )

    def _diagnose(self, sheet: Sheet, number: int) -> None:
        """Say what a sheet lacks to be a table: the nearest shape's missing columns."""
        row = sheet.rows[number - 1]
        columns = [self.names.column(value) for value in row]
        roles = {column.role for column in columns if column}
        shape = min(
            NEEDED,
            key=lambda each: (len(NEEDED[each] - roles), -len(NEEDED[each] & roles)),
        )
        unknown = [
            text_of(value)
            for value, column in zip(row, columns, strict=True)
            if column is None and text_of(value)
        ]
        worded = [at for at, value in enumerate(row) if self._names_several(value)]
        for at in worded:
            cell = Cell(sheet.name, number, at)
            self._unknown_column(cell, row[at], frozenset(), turned=False, repeated=_repeated(row))
        dated = next((at for at, value in enumerate(row) if spreadsheet_fault(value)), None)
        if dated is not None:
            cell = Cell(sheet.name, number, dated)
            self._unknown_column(cell, row[dated], frozenset(), turned=False)
        unclear = [
            at
            for at, value in enumerate(row)
            if columns[at] is None and spreadsheet_fault(value) is None and self._is_unclear(value)
        ]
        for at in unclear:
            cell = Cell(sheet.name, number, at)
            if not self._is_meant(cell, row[at]):
                self._unknown_column(cell, row[at], frozenset(), turned=False)
        if worded or dated is not None or unclear:
            return
        words = "counted figures" if shape is TableShape.COUNTED else shape.value
        for role in sorted(NEEDED[shape] - roles, key=list(Role).index):
            like = next(
                (
                    text
                    for text in unknown[:COLUMNS_COMPARED]
                    if _very_like(text, frozenset({role})) and not counts_no(text)
                ),
                None,
            )
            opposite = [text for text in unknown if role is Role.YES and counts_no(text)]
            offered = [text for text in unknown if text not in opposite]
            wanted = "a key question's number" if role is Role.ANSWER_TO else f'"{role.value}"'
            name = "2.1.1" if role is Role.ANSWER_TO else role.value
            if role is Role.YES and Role.PERCENT in roles:
                remedy = "Percentages are not read: add a column with the number of yes."
            elif role is Role.RELEVANT and shape is TableShape.COUNTED:
                remedy = "Add it: yes and no together, without the answers n/a."
            elif opposite:
                remedy = (
                    f"{quoted_list(opposite)} may count the other answer: add a column with the "
                    "number of yes."
                )
            elif like is not None:
                remedy = f'Did you mean "{like}"? Use {map_option(like, name)}.'
            elif offered:
                remedy = self._maps_of(sheet, number, offered, name)
            else:
                remedy = "Add it."
            self.findings.add(
                Cell(sheet.name, number),
                f"no column is named {wanted}, which is needed in a table with {words}",
                remedy,
            )

    def _maps_of(self, sheet: Sheet, number: int, unknown: list[str], name: str) -> str:
        """Return what to copy for a column with another name, the likeliest first."""
        texts = [text_of(value) for value in sheet.row(number)]

        def order(heading: str) -> tuple[bool, int]:
            column = sheet.columns[texts.index(heading)]
            return SPEAKS_OF_A_CASE.search(heading) is None, -len(column.values)

        offered = sorted(dict.fromkeys(unknown[:COLUMNS_COMPARED]), key=order)[:MOST_OFFERED]
        maps = " or ".join(map_option(heading, name) for heading in offered)
        if len(unknown) <= MOST_OFFERED:
            return f"Use {maps}."
        return f"Use {maps}; the unknown columns are {quoted_list(unknown)}."

    def _leaving_out(self, heading: str, earlier: str) -> str:
        """Return how to leave out one of two columns that mean the same."""
        if plain(heading) == plain(earlier):
            return "Their names are the same: rename one of them in the file."
        # The one whose heading says more than the question's number comes first.
        offered = sorted((heading, earlier), key=self._is_certain)
        maps = " or ".join(map_option(each, "ignore") for each in offered)
        return f"To leave one out, use {maps}."

    def _is_certain(self, heading: str) -> bool:
        column = self.names.column(heading)
        return column is None or column.certain

    def _names_several(self, value: object) -> bool:
        heading = text_of(value)
        return self.names.column(value) is None and len(self.names.questions_worded(heading)) > 1

    def _no_table(self) -> tuple[str, str]:
        """Say that no table was found, in which sheets; and what to do."""
        shown = [sheet for sheet in self.file.sheets if not sheet.hidden]
        sheets = [sheet.name for sheet in shown if sheet.name is not None]
        hidden = [sheet.name or "" for sheet in self.file.sheets if sheet.hidden]
        where = f" in {'its sheet' if len(sheets) == 1 else 'its sheets'} {quoted_list(sheets)}"
        remedy = (
            "Use columns named case, key question, answer; or case and a column for each key "
            "question; or key question, yes, relevant. Other names: --map OLD=NEW."
        )
        if hidden:
            remedy = (
                f"Not read, because hidden: {quoted_list(hidden)}. Show what is needed. {remedy}"
            )
        first = (plain(text_of(value)) for sheet in shown for value in (sheet.rows or [()])[0])
        if PERCENT_NAMES & set(first):
            remedy += (
                " Percentages alone are not read here: write them into the file that "
                "`ratings-panel new` makes."
            )
        return f"contains no table of answers{where if sheets else ''}", remedy


def _side_by_side(sheet: Sheet, headings: Headings) -> list[Headings]:
    """Divide a row of headings at its blank columns, where each part is a table of cases."""
    row = sheet.row(headings.row)
    parts: list[range] = []
    start = 0
    for place in range(len(headings.columns) + 1):
        ends = place == len(headings.columns)
        if ends or (headings.columns[place] is None and not text_of(value_at(row, place))):
            if place > start:
                parts.append(range(start, place))
            start = place + 1
        elif place > start and _names_case_again(row, headings, start, place):
            parts.append(range(start, place))
            start = place
    divided = [
        Headings(
            headings.row,
            [c if place in part else None for place, c in enumerate(headings.columns)],
            part,
        )
        for part in parts
    ]
    if len(divided) > 1 and all(Role.CASE in each.roles and each.shapes for each in divided):
        return divided
    return [headings]


def _names_case_again(row: Row, headings: Headings, start: int, place: int) -> bool:
    """Return whether a column repeats the heading of the case that the part began with."""
    columns = (headings.columns[start], headings.columns[place])
    cases = all(column is not None and column.role is Role.CASE for column in columns)
    return cases and text_of(value_at(row, start)) == text_of(value_at(row, place))


def _is_name(value: object) -> bool:
    """Return whether a cell holds text that may name a column."""
    return isinstance(value, str) and len(value) < LONGEST_NAME


def _repeated(row: Row) -> set[str]:
    """Return the headings that several columns have."""
    times = Counter(text_of(value) for value in row)
    return {text for text, many in times.items() if text and many > 1}


def _texts(row: Row) -> set[str]:
    return {text for value in row if (text := text_of(value))}


def _key(column: Column) -> tuple[object, ...]:
    return (column.role, column.question, plain(column.prompt))


def _turned_sheet(sheet: Sheet, width: int, header: int, place: int) -> Sheet:
    """Return a sheet with rows and columns exchanged.

    The row *header* names the cases and the column *place* the key questions.
    """
    rows: list[Row] = [tuple(value_at(row, at) for row in sheet.rows) for at in range(place, width)]
    rows = [()] * place + rows
    names = list(rows[place])
    names[header - 1] = Role.CASE.value
    rows[place] = tuple(names)
    return _with_marks_turned(sheet, rows)


def _with_marks_turned(sheet: Sheet, rows: list[Row]) -> Sheet:
    return Sheet(
        sheet.name,
        columns_of(rows),
        len(rows),
        hidden=sheet.hidden,
        filtered=sheet.filtered,
        hidden_rows=frozenset(column + 1 for column in sheet.hidden_columns),
        hidden_columns=frozenset(row - 1 for row in sheet.hidden_rows),
        merged=tuple(area.turned() for area in sheet.merged),
        conditional=tuple(area.turned() for area in sheet.conditional),
        struck=frozenset((column + 1, row - 1) for row, column in sheet.struck),
        invisible=frozenset((column + 1, row - 1) for row, column in sheet.invisible),
        coloured=frozenset((column + 1, row - 1) for row, column in sheet.coloured),
    )


def _very_like(heading: str, wanted: frozenset[Role]) -> str | None:
    """Return the name of a wanted role that a heading is a misspelling of."""
    best = VERY_LIKE
    found = None
    for role, known in NAMES.items():
        if role not in wanted:
            continue
        for name in known:
            ratio = SequenceMatcher(None, plain(heading), plain(name)).ratio()
            if ratio > best:
                best, found = ratio, role.value
    return found

"""Recognising tables in sheets: where each begins, which shape it has, what its columns hold."""

from collections.abc import Iterator, Sequence, Set
from difflib import SequenceMatcher
from enum import StrEnum
from functools import cached_property

from core.value import Value
from sessions.answers.columns import NAMES, Column, Names, Role, listed, plain
from sessions.answers.sheets import AnswersFile, Row, Sheet, blank
from sessions.tabular.cells import Cell, Findings, column_letters, spreadsheet_fault, text_of

ROWS_LOOKED_AT = 30
VERY_LIKE = 0.8
MISSPELT = frozenset(NAMES) - {Role.IGNORED}
MERGED = "The header's cells are merged: unmerge them and give each column its own name."


class Shape(StrEnum):
    """The shapes that a table of answers can have, in the words that are said of them."""

    CASE_ROWS = "one row a case and key question"
    CASE_COLUMNS = "one row a case, a column a key question"
    COUNTED = "already counted"
    RATINGS = "judgements"
    SAMPLES = "case samples"


NEEDED: dict[Shape, frozenset[Role]] = {
    Shape.CASE_ROWS: frozenset({Role.CASE, Role.KEY_QUESTION, Role.ANSWER}),
    Shape.COUNTED: frozenset({Role.KEY_QUESTION, Role.YES, Role.RELEVANT}),
    Shape.CASE_COLUMNS: frozenset({Role.CASE, Role.ANSWER_TO}),
    Shape.RATINGS: frozenset({Role.STANDARD, Role.RATING}),
    Shape.SAMPLES: frozenset({Role.DOMAIN, Role.CASES}),
}
OPTIONAL: dict[Shape, frozenset[Role]] = {
    Shape.CASE_ROWS: frozenset({Role.DOMAIN, Role.PROMPT}),
    Shape.COUNTED: frozenset({Role.PROMPT, Role.CASES}),
    Shape.CASE_COLUMNS: frozenset({Role.DOMAIN}),
    Shape.RATINGS: frozenset(),
    Shape.SAMPLES: frozenset({Role.ELIGIBLE}),
}
IDENTIFYING = {
    Shape.CASE_ROWS: Role.CASE,
    Shape.CASE_COLUMNS: Role.CASE,
    Shape.COUNTED: Role.KEY_QUESTION,
    Shape.RATINGS: Role.STANDARD,
    Shape.SAMPLES: Role.DOMAIN,
}
TOTALS = {
    "total",
    "totals",
    "grand total",
    "sum",
    "subtotal",
    "sub-total",
    "all cases",
    "overall",
    "average",
    "mean",
    "count",
    "number yes",
    "yes",
    "% yes",
    "percentage",
    "percent",
}
PERCENT_NAMES = {"percent", "percentage", "percentyes"}


class Table(Value):
    """One table of a sheet: the rows after its header, up to the next table or the sheet's end."""

    sheet: Sheet
    shape: Shape
    header: int
    last: int
    columns: tuple[Column | None, ...]
    beside: frozenset[int] = frozenset()

    @cached_property
    def _places(self) -> dict[Role, int]:
        return {each.role: place for place, each in reversed([*enumerate(self.columns)]) if each}

    def place_of(self, role: Role) -> int | None:
        """Give the position of the first column of a role."""
        return self._places.get(role)

    def places_of(self, role: Role) -> list[int]:
        """Give the positions of all columns of a role."""
        return [place for place, each in enumerate(self.columns) if each and each.role is role]

    def cell(self, row: int, role_or_place: Role | int | None = None) -> Cell:
        """Say where a cell of this table stands."""
        place = self.place_of(role_or_place) if isinstance(role_or_place, Role) else role_or_place
        column = self.columns[place] if place is not None else None
        return Cell(self.sheet.name, row, place, column.heading if column else "")

    def rows(self) -> Iterator[tuple[int, Row]]:
        """Go through the rows that have something in this table's own columns, with numbers."""
        own = self.own
        for number in range(self.header + 1, self.last + 1):
            row = self.sheet.rows[number - 1]
            width = len(row)
            for place in own:
                if place < width and row[place] is not None and row[place] != "":
                    yield number, row
                    break

    @property
    def own(self) -> list[int]:
        """The positions of the columns that are read."""
        return [
            place
            for place, each in enumerate(self.columns)
            if each is not None and each.role is not Role.IGNORED and place not in self.beside
        ]

    def is_total(self, row: Row) -> bool:
        """Tell whether a row adds up the others: its identifying cell says Total or the like."""
        place = self.place_of(IDENTIFYING[self.shape])
        text = text_of(value_at(row, place)).casefold().rstrip(":")
        return text in TOTALS or text.startswith(("total ", "totals ", "grand total "))


def value_at(row: Row, place: int | None) -> object:
    """Give the cell at a position; None where the row is shorter or there is no such column."""
    return row[place] if place is not None and place < len(row) else None


def total_words(table: Table, rows: Sequence[int]) -> str:
    """Say which rows of totals were left out."""
    shown = ", ".join(map(str, rows[:10])) + (" …" if len(rows) > 10 else "")
    where = "" if table.sheet.name is None else f'sheet "{table.sheet.name}": '
    return f"{where}{'row' if len(rows) == 1 else 'rows'} {shown} not read: totals"


def tables_of(
    file: AnswersFile, names: Names, findings: Findings, said: list[str]
) -> tuple[Table, ...]:
    """Find every table of a file; note what stands in the way of reading one."""
    found: list[Table] = []
    without: list[Sheet] = []
    headings: list[str] = []
    for sheet in file.sheets:
        tables = list(_tables_in(sheet, names))
        found += tables
        if not tables:
            without.append(sheet)
        for header in {table.header for table in tables}:
            headings += [text_of(value) for value in sheet.rows[header - 1]]
            _check_columns([t for t in tables if t.header == header], names, findings, said)
    answers = any(t.shape not in (Shape.RATINGS, Shape.SAMPLES) for t in found)
    for sheet in without:
        row = _likeliest(sheet, names)
        if row is None:
            if answers or found:
                said.append(f"{_sheet_words(sheet)} holds no table that is read")
            continue
        headings += [text_of(value) for value in sheet.rows[row - 1]]
        _diagnose(sheet, row, names, findings)
    if not answers and not findings:
        findings.add_general(*_no_table(file))
    for message, remedy in names.unused_maps(each for each in headings if each):
        findings.add_general(message, remedy)
    return tuple(found)


def _no_table(file: AnswersFile) -> tuple[str, str]:
    """Say that no table was found, in which sheets; and what to do."""
    sheets = [sheet.name for sheet in file.sheets if sheet.name is not None]
    where = f" in {'its sheet' if len(sheets) == 1 else 'its sheets'} {listed(sheets)}"
    remedy = (
        "Give columns named case, key question, answer; or case and a column for each key "
        "question; or key question, yes, relevant. Other names: --map OLD=NEW."
    )
    if file.hidden:
        remedy = f"Not read, because hidden: {listed(file.hidden)}. Show what is needed. {remedy}"
    first = (plain(text_of(value)) for sheet in file.sheets for value in (sheet.rows or [()])[0])
    if PERCENT_NAMES & set(first):
        remedy += (
            " Percentages alone are not read here: write them into the file that "
            "`ratings-panel new` makes."
        )
    return f"holds no table of answers{where if sheets else ''}", remedy


def _sheet_words(sheet: Sheet) -> str:
    return "the file" if sheet.name is None else f'sheet "{sheet.name}"'


def _tables_in(sheet: Sheet, names: Names) -> Iterator[Table]:
    headers = list(_headers(sheet, names))
    for place, (number, columns) in enumerate(headers):
        last = headers[place + 1][0] - 1 if place + 1 < len(headers) else len(sheet.rows)
        roles = {column.role for column in columns if column}
        shapes = [shape for shape in NEEDED if NEEDED[shape] <= roles]
        if Shape.COUNTED in shapes and Shape.SAMPLES in shapes:
            shapes.remove(Shape.SAMPLES)
        if Shape.CASE_ROWS in shapes and Shape.CASE_COLUMNS in shapes:
            shapes.remove(Shape.CASE_COLUMNS)
        judgement_places = frozenset(
            at
            for at, column in enumerate(columns)
            if column and column.role in (Role.STANDARD, Role.RATING)
        )
        for shape in shapes:
            alone = len(shapes) == 1
            others = frozenset(range(len(columns))) - judgement_places
            beside = others if shape is Shape.RATINGS else judgement_places
            yield Table(sheet, shape, number, last, columns, frozenset() if alone else beside)


def _headers(sheet: Sheet, names: Names) -> Iterator[tuple[int, tuple[Column | None, ...]]]:
    """Find the rows that name the columns of a table."""
    known: dict[str, Column | None] = {}
    leading = {Role.CASE, Role.KEY_QUESTION, Role.STANDARD, Role.DOMAIN}
    for number, row in enumerate(sheet.rows, 1):
        leads = False
        for value in row:
            if value.__class__ is str and value:
                assert isinstance(value, str)
                if value not in known:
                    # Cells of cases are all different; only what can be a name is worth keeping.
                    if len(known) > 10_000:
                        known.clear()
                    known[value] = names.column(value)
                column = known[value]
                leads = leads or (column is not None and column.role in leading)
        if not leads:
            continue
        columns = _once_each([names.column(value) for value in row])
        roles = {column.role for column in columns if column}
        if any(needed <= roles for needed in NEEDED.values()):
            yield number, columns


def _once_each(columns: Sequence[Column | None]) -> tuple[Column | None, ...]:
    """Leave out columns that stand there already: they are noted, and not read."""
    seen: set[tuple[object, ...]] = set()
    kept: list[Column | None] = []
    for column in columns:
        key = None if column is None else _key(column)
        kept.append(None if column is None or key in seen else column)
        if key is not None and column is not None and column.role is not Role.IGNORED:
            seen.add(key)
    return tuple(kept)


def _key(column: Column) -> tuple[object, ...]:
    return (column.role, column.question, plain(column.prompt))


def _check_columns(
    tables: Sequence[Table], names: Names, findings: Findings, said: list[str]
) -> None:
    """Look at the columns of one header row: unknown ones, and those that stand twice."""
    table = tables[0]
    row = table.sheet.rows[table.header - 1]
    first: dict[tuple[object, ...], int] = {}
    unread: list[str] = []
    present = {column.role for column in table.columns if column}
    wanted = frozenset[Role]().union(*(OPTIONAL[each.shape] for each in tables)) - present
    for place, value in enumerate(row):
        column = names.column(value)
        heading = text_of(value)
        cell = Cell(table.sheet.name, table.header, place)
        if column is None:
            if heading and not _unknown_column(cell, value, wanted, names, findings):
                unread.append(f'{column_letters(place)} "{heading}"')
                names.not_known.append(heading)
            continue
        if column.role is Role.IGNORED:
            unread.append(f'{column_letters(place)} "{heading}"')
            continue
        key = _key(column)
        if key in first:
            merged = table.header in table.sheet.merged
            names.names_lost |= merged
            findings.add(
                cell,
                f"names the same as column {column_letters(first[key])}",
                MERGED if merged else _twice_remedy(column),
                heading,
            )
        first.setdefault(key, place)
    if unread:
        noun = "column" if len(unread) == 1 else "columns"
        where = "" if table.sheet.name is None else f"{_sheet_words(table.sheet)}: "
        said.append(f"{where}{noun} not read: {', '.join(unread)}")


def _twice_remedy(column: Column) -> str:
    leave = f'To leave it out, say --map "{column.heading}=ignore".'
    if not column.question:
        return f"Give each column its own name. {leave}"
    return f'Name a prompt "{column.question} > the prompt". {leave}'


def _unknown_column(
    cell: Cell, value: object, wanted: Set[Role], names: Names, findings: Findings
) -> bool:
    """Note an unknown column that was surely meant to be read; tell whether it was."""
    heading = text_of(value)
    spreadsheet = spreadsheet_fault(value)
    if spreadsheet is not None:
        message, remedy = spreadsheet
        findings.add(cell, f"{message}, where a column's name belongs", remedy, value)
        return True
    if names.is_like_a_question(heading):
        like = names.suggest(heading)
        hint = f'Did you mean "{like}"? ' if like else ""
        findings.add(
            cell,
            f"is no key question of {names.scheme.id}",
            f'{hint}Correct it, or say --map "{heading}={like or "…"}" or "{heading}=ignore".',
            heading,
        )
        return True
    like = _very_like(heading, wanted)
    if like is None:
        return False
    findings.add(
        cell,
        "is no column that is known",
        f'Did you mean "{like}"? Say --map "{heading}={like}", or "{heading}=ignore".',
        heading,
    )
    return True


def _very_like(heading: str, wanted: Set[Role]) -> str | None:
    """Find the name of a wanted role that a heading is a misspelling of."""
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


def _likeliest(sheet: Sheet, names: Names) -> int | None:
    """Find the row that was perhaps meant to name the columns; None where none looks like it."""
    best, found = 0, None
    for number, row in enumerate(sheet.rows[:ROWS_LOOKED_AT], 1):
        if blank(row):
            continue
        columns = [names.column(value) for value in row]
        roles = {column.role for column in columns if column}
        questions = sum(column is not None and column.role is Role.ANSWER_TO for column in columns)
        texts = {text_of(value) for value in row}
        like = sum(
            _very_like(text, MISSPELT - roles) is not None for text in texts if len(text) > 3
        )
        weight = len(roles - {Role.ANSWER_TO, Role.IGNORED}) + min(questions, 2) + like
        if weight > best:
            best, found = weight, number
    return found if best >= 2 else None


def _diagnose(sheet: Sheet, number: int, names: Names, findings: Findings) -> None:
    """Say what a sheet lacks to be a table: the nearest shape's missing columns."""
    row = sheet.rows[number - 1]
    columns = [names.column(value) for value in row]
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
    for role in sorted(NEEDED[shape] - roles, key=list(Role).index):
        like = next((text for text in unknown if _very_like(text, {role})), None)
        wanted = "a key question's number" if role is Role.ANSWER_TO else f'"{role.value}"'
        name = "2.1.1" if role is Role.ANSWER_TO else role.value
        if like is not None:
            remedy = f'Did you mean "{like}"? Say --map "{like}={name}".'
        elif unknown:
            remedy = f"Say --map OLD={name}; the columns not known are {listed(unknown)}."
        else:
            remedy = "Add it."
        findings.add(
            Cell(sheet.name, number),
            f"no column is named {wanted}, which a table of {shape.value} needs",
            remedy,
        )

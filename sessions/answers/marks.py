"""What a spreadsheet marks without words (hidden, struck through, merged), and how it is read."""

from collections.abc import Iterator, Sequence

from core.wording import plural
from sessions.answers.columns import Role
from sessions.answers.headings import TableShape
from sessions.answers.layout import Table
from sessions.tabular.cells import column_letters, text_of
from sessions.tabular.marks import (
    conditional_words,
    hidden_words,
    invisible_words,
    marks_in,
    struck_words,
)


def notes_on_marks(tables: Sequence[Table]) -> list[str]:
    """Return what the sheets of the tables mark, and how it was read."""
    notes = [note for table in tables for note in _notes(table)]
    return list(dict.fromkeys(notes))


def _notes(table: Table) -> Iterator[str]:
    sheet = table.sheet
    marks = marks_in(sheet, range(table.header, table.last + 1), table.own)
    if marks.hidden_rows:
        by_filter = sheet.filtered and not table.turned
        said = hidden_words(marks.hidden_rows, by_filter)
        yield f"{table.rows_words(marks.hidden_rows)} {said}"
    columns = marks.hidden_columns
    if columns:
        names = ", ".join(f"{column_letters(at)} {table.heading_words(at)}" for at in columns)
        noun = "column" if len(columns) == 1 else "columns"
        if table.turned:
            names = ", ".join(f"{at + 1} {table.heading_words(at)}" for at in columns)
            noun = "row" if len(columns) == 1 else "rows"
        yield f"{sheet.words}: {noun} {names} {hidden_words(columns)}"
    if marks.struck_rows:
        said = struck_words(marks.struck_rows)
        yield f"{table.rows_words(marks.struck_rows)} {said}: delete what does not count"
    unseen = [row for row in marks.invisible_rows if row > table.header]
    if unseen:
        yield f"{table.rows_words(unseen)} {invisible_words(unseen)}"
    if marks.conditional:
        areas = [area.turned() if table.turned else area for area in marks.conditional]
        yield f"{sheet.words}: {conditional_words(areas)}"
    if table.shape in (TableShape.CASE_COLUMNS, TableShape.CASE_ROWS):
        yield from _merged_answers(table)


def _merged_answers(table: Table) -> Iterator[str]:
    places = {*table.places_of(Role.ANSWER_TO), *table.places_of(Role.ANSWER)}
    merged = []
    for area in table.sheet.merged:
        if area.first_row <= table.header or area.first_row > table.last:
            continue
        inside = places.intersection(range(area.first_column, area.last_column + 1))
        if inside and text_of(table.sheet.value(area.first_row, area.first_column)):
            merged.append(area.reference)
    if merged and not table.turned:
        shown = ", ".join(merged[:10]) + (" …" if len(merged) > 10 else "")
        yield (
            f"{table.sheet.words}: {plural(len(merged), 'answer')} in merged cells "
            f"({shown}): counted for each of the cells"
        )

"""Forms that were perhaps sent twice, though their cases have different identifiers."""

import re
from collections.abc import Sequence

import numpy as np
import pandas as pd

from core.wording import plural
from sessions.answers.case_column import SPEAKS_OF_A_CASE
from sessions.answers.columns import Role
from sessions.answers.layout import Table
from sessions.tabular.cells import whole_number
from sessions.tabular.sheet_column import Integers, SheetColumn

MOST_GROUPS = 5
NAMES_A_PERSON = re.compile(r"\b(name|e-?mail)\b", re.IGNORECASE)
# What is added to a reference when a form is sent again: "CT03 (resubmitted)", "CT03 v2".
REMARK = re.compile(
    r"\s*[-–—_/.,;:]*\s*"
    r"([(\[][^()\[\]]*[)\]]|\b(re-?submitted|re-?submission|re-?sent|duplicated?|copy|again"
    r"|amended|amendment|corrected|correction|revised|updated|2nd( reader)?|second( form| reader)?"
    r"|moderated|moderation|reviewed|review|re-?read|qa"
    r"|version \d+|v\.? ?\d+))\.?$",
    re.IGNORECASE,
)


def without_remark(reference: str) -> str | None:
    """Return a case's reference without the remark that it ends with; None if it has none."""
    bare = REMARK.sub("", reference)
    return bare if bare and bare != reference else None


def ends_with_remark(text: str) -> bool:
    """Return whether a text ends like a reference with a remark."""
    return without_remark(text) is not None


def notes_on_same_forms(table: Table, rows: Integers) -> list[str]:
    """Name the *rows* of a table that only a running number tells apart.

    They give the same answers, and the same in every column that identifies a case or a person.
    """
    place = table.place_of(Role.CASE)
    heading = None if place is None else table.columns[place]
    if place is None or heading is None or not heading.numbers_forms:
        return []
    columns = table.sheet.columns
    if not _are_numbers(columns[place], rows):
        return []
    compared = table.places_of(Role.ANSWER_TO)
    compared += [
        at
        for at in _identifying(table)
        if at != place and not (_are_numbers(columns[at], rows) and _all_differ(columns[at], rows))
    ]
    forms = pd.DataFrame({at: _codes_of_texts(columns[at], rows) for at in compared})
    same = forms.duplicated(keep=False).to_numpy()
    groups = forms[same].groupby(compared, sort=False).indices.values()
    lists = [rows[same][positions].tolist() for positions in groups]
    notes = [
        f"{table.rows_words(each)} give the same answers, and only the running number "
        f"{table.heading_words(place)} differs: if a form was sent twice, remove one"
        for each in lists[:MOST_GROUPS]
    ]
    if len(lists) > MOST_GROUPS:
        more = plural(len(lists) - MOST_GROUPS, "more group of rows", "more groups of rows")
        notes.append(f"the same is true of {more}")
    return notes


def _identifying(table: Table) -> Sequence[int]:
    """Return the columns whose headings speak of a case or a person."""
    headings = [str(value or "") for value in table.sheet.row(table.header)]
    answers = table.places_of(Role.ANSWER_TO)
    return [
        place
        for place, text in enumerate(headings)
        if place not in answers and (SPEAKS_OF_A_CASE.search(text) or NAMES_A_PERSON.search(text))
    ]


def _codes_of_texts(column: SheetColumn, rows: Integers) -> Integers:
    """Return which text each row has, without regard to case."""
    codes, _ = pd.factorize(np.array([text.casefold() for text in column.texts], object))
    return codes.astype(np.int32)[column.codes_at(rows)]


def _are_numbers(column: SheetColumn, rows: Integers) -> bool:
    present = pd.unique(column.codes_at(rows)).tolist()
    return all(whole_number(column.values[code]) is not None for code in present)


def _all_differ(column: SheetColumn, rows: Integers) -> bool:
    return not pd.Series(column.codes_at(rows)).duplicated().any()

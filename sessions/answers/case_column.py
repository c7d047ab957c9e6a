"""Which column names the case of each row: not the one that only numbers the forms."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from sessions.answers.columns import Column, Names, Role
from sessions.answers.headings import Headings
from sessions.tabular.cells import Cell, Findings, column_letters, is_date, row_lists, text_of
from sessions.tabular.sheet import Row, Sheet
from sessions.tabular.sheet_column import Integers
from sessions.text.command_words import map_option

SPEAKS_OF_A_CASE = re.compile(
    r"\b(ref|refs|reference|identifier|pseudonym|case|child|young person|initials|urn|client)\b",
    re.IGNORECASE,
)
# Who filled the form in, as Microsoft Forms writes it beside its number.
NAMES_THE_SENDER = re.compile(r"\b(name|e-?mail)\b", re.IGNORECASE)
# Letters before a number, such as CT01 or YP/2024/17.
REFERENCE = re.compile(r"(?=.*\d)[a-z]{1,6}[-_/ ]?[\w/-]{1,20}")
# A number of four figures or more that is not a year.
LONG_NUMBER = re.compile(r"(?!(?:19|20)\d\d$)\d{4,20}")
LONGEST_REFERENCE = 40
MOST_WORDS = 3
FEWEST_ROWS = 4
MOST_COMPARED = 50


def settle_case_column(
    sheet: Sheet, headings: Headings, last: int, names: Names, findings: Findings
) -> None:
    """Keep one column that names the case; report another that shows a form sent twice."""
    _find_reference(sheet, headings, last)
    places = headings.places_of(Role.CASE)
    numbers = [
        place for place in places if _numbers_forms(sheet, headings, headings.columns[place], place)
    ]
    if len(numbers) == len(places):
        numbers = numbers[1:]
    for place in numbers:
        kept = next(each for each in places if each not in numbers)
        _leave_out(sheet, headings, place, kept, names)
    kept_places = headings.places_of(Role.CASE)
    if len(kept_places) == 1:
        _note_repeated(sheet, headings, last, kept_places[0], findings)


def _numbers_forms(sheet: Sheet, headings: Headings, column: Column | None, place: int) -> bool:
    """Return whether a column numbers the forms, which only numbers that all differ can do."""
    if column is None or not column.numbers_forms:
        return False
    texts = [text for text in _texts(sheet, headings.row, sheet.height, place) if text]
    return len(set(texts)) == len(texts)


def _leave_out(sheet: Sheet, headings: Headings, place: int, kept: int, names: Names) -> None:
    column, case = headings.columns[place], headings.columns[kept]
    assert column is not None
    assert case is not None
    taken_from = f'{column_letters(kept)} "{case.heading}"'
    headings.left_out.append(
        (place, f"is read as the form's number; the case is taken from {taken_from}")
    )
    names.form_numbers[(sheet.name, headings.row)] = (
        f"column {taken_from}",
        f'column {column_letters(place)} "{column.heading}"',
        column.heading,
    )
    headings.columns[place] = None


def _find_reference(sheet: Sheet, headings: Headings, last: int) -> None:
    """Look for the case's reference under another name where only the forms are numbered."""
    cases = [headings.columns[place] for place in headings.places_of(Role.CASE)]
    if not all(column is not None and column.numbers_forms for column in cases):
        return
    row = sheet.row(headings.row)
    for place, heading in _unread(headings, row):
        if not SPEAKS_OF_A_CASE.search(heading):
            continue
        texts = _texts(sheet, headings.row, last, place)
        named = [text for text in texts if text and len(text) < LONGEST_REFERENCE]
        if len(named) * 10 >= len(texts) * 8 and len(set(named)) * 2 > len(named):
            headings.columns[place] = Column(Role.CASE, heading, certain=False)
            return
    for place, heading in _unread(headings, row):
        if _are_references(_texts(sheet, headings.row, last, place)):
            headings.columns[place] = Column(Role.CASE, heading, certain=False)
            return


def _note_repeated(
    sheet: Sheet, headings: Headings, last: int, place: int, findings: Findings
) -> None:
    """Report a column beside a running number if it shows that a form may have been sent twice."""
    case = headings.columns[place]
    assert case is not None
    unread = _unread(headings, sheet.row(headings.row))
    if not unread:
        return
    rows = _filled_rows(sheet, headings.row, last)
    rows = rows[sheet.columns[place].codes_at(rows) > 0]
    if len(rows) < FEWEST_ROWS:
        return
    if not case.numbers_forms and not _is_running(_texts_at(sheet, rows, place)):
        return
    questions = headings.places_of(Role.ANSWER_TO)
    for other, heading in unread:
        if questions and other > min(questions) and not SPEAKS_OF_A_CASE.search(heading):
            continue
        if case.numbers_forms and NAMES_THE_SENDER.search(heading):
            continue
        texts = _texts_at(sheet, rows, other)
        repeated = _repeated(texts)
        if not repeated:
            continue
        twice = [row for row, text in zip(rows.tolist(), texts, strict=True) if text in repeated]
        answers = [
            [text_of(sheet.value(row, at)) for at in questions] for row in twice[:MOST_COMPARED]
        ]
        if not (_look_like_references(texts) or _agree(answers)):
            continue
        findings.add(
            Cell(sheet.name, headings.row, other),
            f"has repeated values in rows {row_lists(twice)[0]}: a form may have been sent twice. "
            f'The case is taken from column {column_letters(place)} "{case.heading}", '
            "which is a running number",
            f"If this column names the case, use {map_option(case.heading, 'ignore')} "
            f"{map_option(heading, 'case')}; if not, use {map_option(heading, 'ignore')}.",
            heading,
        )


def _repeated(texts: Sequence[str]) -> set[str]:
    """Return the texts that come twice in a column where nearly all differ; else nothing."""
    times = Counter(text for text in texts if text)
    filled = sum(times.values())
    if filled * 10 < len(texts) * 8 or not len(texts) * 0.8 <= len(times) + 1 <= filled:
        return set()
    short = all(
        len(text) <= LONGEST_REFERENCE and len(text.split()) <= MOST_WORDS and not is_date(text)
        for text in times
    )
    return {text for text, many in times.items() if many > 1} if short else set()


def _look_like_references(texts: Sequence[str]) -> bool:
    return all(
        REFERENCE.fullmatch(text) or LONG_NUMBER.fullmatch(text) or "@" in text
        for text in texts
        if text
    )


def _agree(answers: Sequence[Sequence[str]]) -> bool:
    """Return whether rows give nearly the same answers."""
    first, *others = answers
    same = sum(a == b for row in others for a, b in zip(first, row, strict=True))
    return same * 4 >= 3 * len(first) * len(others) > 0


def _is_running(texts: Sequence[str]) -> bool:
    """Return whether texts count up by one."""
    if not all(re.fullmatch(r"\d{1,9}", text) for text in texts):
        return False
    numbers = [int(text) for text in texts]
    return all(after == before + 1 for before, after in pairwise(numbers))


def _unread(headings: Headings, row: Row) -> list[tuple[int, str]]:
    """Return the columns with a heading that are not read: position and heading."""
    return [
        (place, text)
        for place, value in enumerate(row[: len(headings.columns)])
        if headings.columns[place] is None and (text := text_of(value))
    ]


def _filled_rows(sheet: Sheet, header: int, last: int) -> Integers:
    """Return the numbers of the rows below the headings that hold something."""
    holds = np.zeros(sheet.height + 1, bool)
    for column in sheet.columns:
        holds[column.rows] |= column.has_text[column.codes]
    rows = np.flatnonzero(holds[: last + 1]).astype(np.int32)
    return rows[rows > header]


def _texts_at(sheet: Sheet, rows: Integers, place: int) -> list[str]:
    """Return the texts of a column in some rows, without regard to case."""
    column = sheet.columns[place]
    texts = [text.casefold() for text in column.texts]
    return [texts[code] for code in column.codes_at(rows).tolist()]


def _texts(sheet: Sheet, header: int, last: int, place: int) -> list[str]:
    """Return the texts of a column in the rows that hold something, without regard to case."""
    return _texts_at(sheet, _filled_rows(sheet, header, last), place)


def _are_references(texts: Sequence[str]) -> bool:
    """Return whether texts are references of cases, one of them given twice: CT01, CT02, CT02."""
    different = set(texts)
    return (
        len(texts) // 2 < len(different) < len(texts)
        and all(REFERENCE.fullmatch(text) for text in different)
        and not any(is_date(text) for text in different)
    )

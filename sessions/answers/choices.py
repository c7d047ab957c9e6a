"""Questions whose answers are boxes: a column for each answer, ticked or not."""

import re
from dataclasses import replace

import numpy as np

from sessions.answers.answers import CaseAnswer, Codes
from sessions.answers.columns import Role
from sessions.answers.headings import Headings
from sessions.tabular.cells import Cell, Findings, column_letters
from sessions.tabular.sheet import Sheet
from sessions.tabular.sheet_column import SheetColumn, columns_of

# KoboToolbox writes "kq_2_1_1/yes", REDCap "kq_2_1_1___1", SurveyMonkey "2.1.1 ... - Yes".
CHOICE = re.compile(
    r"(?:(?:/|___)(?P<code>\w{1,20})|[./_ \[(-]+(?P<word>yes|no|n/?a|not[ _]?applicable)[\])]?)$",
    re.IGNORECASE,
)
TICKED = {"1", "true", "checked", "ticked", "x", "✓", "✔", "☑", "☒"}
NOT_TICKED = {"", "0", "false", "unchecked", "unticked", "☐"}
# Words after a question's number that turn its answers round, or speak of something else.
TURNS_ROUND = re.compile(
    r"(?:(?:number|no|count)\W*(?:of\W*)?)?"
    r"(?:no|not\W.*|un(?:met|satisfactory)|in(?:sufficient|adequate)(?:ly)?|concerns?|fail(?:ed|s)?)",
    re.IGNORECASE,
)
WHETHER_ASKED = re.compile(r"(?:is\W*)?(?:applicable|relevant|asked)", re.IGNORECASE)
WORDS = {
    CaseAnswer.YES: "yes",
    CaseAnswer.NO: "no",
    CaseAnswer.NOT_APPLICABLE: "n/a",
}


def join_choices(
    sheet: Sheet, headings: Headings, last: int, codes: Codes, findings: Findings
) -> tuple[Sheet, list[str]]:
    """Return a sheet in which the boxes of a question are one column of answers, and notes.

    Where a column beside the boxes holds the answer itself, the boxes are left out.
    """
    notes: list[str] = []
    questions: dict[str, list[int]] = {}
    for place in headings.places_of(Role.ANSWER_TO):
        column = headings.columns[place]
        assert column is not None
        if not column.prompt:
            questions.setdefault(column.question, []).append(place)
    for question, places in questions.items():
        boxes = {
            place: choice
            for place in places
            if (choice := _choice(headings, place)) and _is_box(sheet, headings, place, last)
        }
        if len(places) == 1 and set(boxes.values()) == {"yes"}:
            _note_alone(sheet, headings, places[0], findings)
        if len(boxes) < 2:
            _find_other_meanings(sheet, headings, question, places, findings)
        if len(boxes) < 2 or len(set(boxes.values())) < len(boxes):
            continue
        if len(boxes) < len(places):
            for place in boxes:
                headings.left_out.append((place, f"a box for one of the answers to {question}"))
                headings.columns[place] = None
            continue
        meanings = {place: codes.answer_of(choice) for place, choice in boxes.items()}
        first = min(boxes)
        for place in boxes:
            if place != first:
                headings.columns[place] = None
                headings.joined.add(place)
        if None in meanings.values() or not _settles(meanings):
            listed = ", ".join(dict.fromkeys(boxes.values()))
            findings.add(
                Cell(sheet.name, headings.row, first),
                f"and the columns after it are boxes for the answers {listed} to {question}",
                "Add what they mean, such as --codes 1=yes,2=no,9=na.",
            )
            continue
        answers = _answers(sheet, headings.row, last, meanings)
        columns = list(sheet.columns)
        columns[first] = answers
        sheet = replace(sheet, columns=columns)
        letters = ", ".join(column_letters(place) for place in boxes)
        notes.append(f"columns {letters} are read as boxes for the answers to {question}")
    return sheet, notes


def _note_alone(sheet: Sheet, headings: Headings, place: int, findings: Findings) -> None:
    """Report a box for yes without one for no."""
    column = headings.columns[place]
    assert column is not None
    if re.search(r"\bno\b", column.heading, re.IGNORECASE) is None:
        findings.add(
            Cell(sheet.name, headings.row, place),
            "is a box for yes alone, and an empty box may mean no or not applicable",
            "Add the boxes for no and n/a, or write the answers themselves.",
            column.heading,
        )


def _find_other_meanings(
    sheet: Sheet, headings: Headings, question: str, places: list[int], findings: Findings
) -> None:
    """Report columns whose yes is no yes to the question: "2.1.1 not met", "2.1.1 applicable"."""
    for place in places:
        column = headings.columns[place]
        if column is None or column.certain:
            continue
        words = column.heading.partition(question)[2].strip(" \t.,:;/_()[]-–?")
        if TURNS_ROUND.fullmatch(words):
            message = f'may hold the opposite of the answer to {question}: its yes may mean "no"'
            remedy = (
                f"Write the answers to {question} themselves in the column, and name it {question}."
            )
        elif WHETHER_ASKED.fullmatch(words):
            message = f"may say whether {question} applies to a case, which is no answer to it"
            remedy = (
                f'Write "n/a" as the answer to {question} for the cases that it does not apply to, '
                "and remove this column."
            )
        else:
            continue
        findings.add(Cell(sheet.name, headings.row, place), message, remedy, column.heading)
        if len(places) > 1:
            headings.left_out.append((place, f"no answers to {question}"))
            headings.columns[place] = None


def counts_no(heading: str) -> bool:
    """Return whether a heading may count the answer no: "Number not yes"."""
    return TURNS_ROUND.fullmatch(heading.strip()) is not None


def _choice(headings: Headings, place: int) -> str:
    """Return the answer that a column is the box of; "" where it is not a box."""
    column = headings.columns[place]
    found = None if column is None or column.certain else CHOICE.search(column.heading)
    return "" if found is None else (found["code"] or found["word"]).casefold()


def _is_box(sheet: Sheet, headings: Headings, place: int, last: int) -> bool:
    """Return whether a column holds nothing but ticked and empty boxes."""
    column = sheet.columns[place]
    choice = _choice(headings, place)
    here = (column.rows > headings.row) & (column.rows <= last)
    texts = {column.texts[code].casefold() for code in set(column.codes[here].tolist())}
    return texts <= TICKED | NOT_TICKED | {choice}


def _settles(meanings: dict[int, CaseAnswer | None]) -> bool:
    """Return whether there is a box for yes and one for no."""
    return {CaseAnswer.YES, CaseAnswer.NO} <= set(meanings.values())


def _answers(
    sheet: Sheet, header: int, last: int, meanings: dict[int, CaseAnswer | None]
) -> SheetColumn:
    """Return the column of answers that boxes make: both where a case has two."""
    rows = np.arange(1, last + 1, dtype=np.int32)
    texts = [""] * last
    for place, meaning in meanings.items():
        column = sheet.columns[place]
        assert meaning is not None
        for number, code in zip(rows.tolist(), column.codes_at(rows).tolist(), strict=True):
            if number > header and column.texts[code].casefold() not in NOT_TICKED:
                before = texts[number - 1]
                texts[number - 1] = f"{before} and {WORDS[meaning]}" if before else WORDS[meaning]
    texts[header - 1] = str(sheet.value(header, min(meanings)))
    (joined,) = columns_of([(text,) for text in texts])
    return joined

"""The rows of a table that are cases, apart from totals, notes and further headings."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property

import numpy as np
import pandas as pd

from sessions.answers.answers import CaseAnswer, Codes, is_figure
from sessions.answers.columns import Role
from sessions.answers.layout import IDENTIFYING, Shape, Table, value_at
from sessions.tabular.cells import Findings, Formula, is_error, text_of
from sessions.tabular.sheet import Row
from sessions.tabular.sheet_column import Integers, SheetColumn, Truths
from sessions.tabular.totals import names_total

MOST_HEADINGS = 3

# These name a row of totals where the row holds figures.
COUNTS = {
    *("yes", "no", "n/a", "na", "not applicable", "not relevant", "missing", "blank", "blanks"),
    *("count", "base", "n", "answered", "unanswered", "relevant", "valid", "max", "min"),
    *("number no", "number n/a", "sample", "cases"),
}
NOTE = re.compile(r"(source|notes?|key|nb|n\.b\.|\*|†|‡|\[|\()", re.IGNORECASE)


@dataclass
class Sifted:
    """The numbers of the rows of a table that are read, and in words those that are not."""

    table: Table
    numbers: Integers
    notes: list[str] = field(default_factory=list)

    def rows(self) -> Iterator[tuple[int, Row]]:
        """Give the rows that are read, with their numbers."""
        for number in self.numbers.tolist():
            yield number, self.table.sheet.rows[number - 1]


def sifted(table: Table, codes: Codes, findings: Findings) -> Sifted:
    """Return the rows of a table without totals, notes and further rows of headings."""
    return _Sifter(table, codes, findings).sift()


class _Kind(Enum):
    BLANK = 0
    FIGURE = 1
    WORD = 2


class _Sifter:
    """Looks closely at the few rows that may be passed over; what they hold tells which."""

    def __init__(self, table: Table, codes: Codes, findings: Findings) -> None:
        self.table = table
        self.codes = codes
        self.findings = findings
        self.place = table.place_of(IDENTIFYING[table.shape])
        self.answers = table.own
        if table.shape is Shape.CASE_COLUMNS:
            self.answers = table.places_of(Role.ANSWER_TO)
        self.numbers = table.numbers

    def sift(self) -> Sifted:
        wide = self.table.shape is Shape.CASE_COLUMNS
        headings = self._further_headings() if wide else []
        totals: list[int] = []
        notes: list[int] = []
        in_words = wide and self._answers_are_words()
        kept = np.ones(len(self.numbers), bool)
        kept[: len(headings)] = False
        for at in self._suspects(wide, in_words):
            if at < len(headings):
                continue
            number = int(self.numbers[at])
            row = self.table.sheet.row(number)
            above = self.numbers[:at][kept[:at]]
            if self._is_total(row):
                totals.append(number)
            elif self._is_note(row):
                notes.append(number)
            elif wide and in_words and self._holds_figures(row):
                if self._adds_up(row, above):
                    totals.append(number)
                else:
                    self._add_figures(number)
            elif wide and not in_words and self._is_unnamed_total(row, above):
                totals.append(number)
            else:
                continue
            kept[at] = False
        sifted = Sifted(self.table, self.numbers[kept])
        if wide and not in_words:
            self._note_unlike(sifted.numbers)
        for rows, reason in (
            (headings, "further headings"),
            (totals, "totals"),
            (notes, "notes"),
        ):
            if rows:
                sifted.notes.append(f"{self.table.rows_words(rows)} not read: {reason}")
        return sifted

    def _suspects(self, wide: bool, in_words: bool) -> list[int]:
        """Return the positions of the rows that may be a total or a note, by what they hold."""
        texts = np.zeros(self.table.sheet.height + 1, np.int32)
        suspect = np.zeros(self.table.sheet.height + 1, bool)
        for place, column in enumerate(self.table.sheet.columns):
            texts[column.rows] += column.has_text[column.codes]
            totals = column.which(names_total)
            if place == self.place:
                totals |= column.which(_names_count)
            if totals.any():
                suspect[column.rows] |= totals[column.codes]
        suspects = suspect[self.numbers] | (texts[self.numbers] == 1)
        if wide:
            figures = self._rows_of_figures()
            suspects |= figures if in_words else figures & self._rarely_named()
        return np.flatnonzero(suspects).tolist()

    def _rows_of_figures(self) -> Truths:
        """Return which rows answer with figures alone."""
        figures = np.zeros(len(self.numbers), bool)
        words = np.zeros(len(self.numbers), bool)
        for place in self.answers:
            column = self.table.sheet.columns[place]
            kinds = _kinds_of(column)
            codes = column.codes_at(self.numbers)
            figures |= (kinds == _Kind.FIGURE.value)[codes]
            words |= (kinds == _Kind.WORD.value)[codes]
        return figures & ~words

    def _rarely_named(self) -> Truths:
        """Return which rows have no name, or one unlike those of all other rows."""
        rare = [not text or self.shapes[_shape(text)] == 1 for text in self._names.texts]
        return np.array(rare, bool)[self._names.codes_at(self.numbers)]

    @cached_property
    def _names(self) -> SheetColumn:
        assert self.place is not None
        return self.table.sheet.columns[self.place]

    @cached_property
    def shapes(self) -> Counter[str]:
        """How many rows have a name of each shape, in the order of the rows."""
        codes = self._names.codes_at(self.numbers)
        many = np.bincount(codes, minlength=len(self._names.texts))
        shapes: Counter[str] = Counter()
        for code in pd.unique(codes).tolist():
            shapes[_shape(self._names.texts[code])] += int(many[code])
        return shapes

    def _name(self, row: Row) -> str:
        return text_of(value_at(row, self.place))

    def _filled(self, row: Row) -> list[object]:
        values = [value_at(row, place) for place in self.answers]
        return [value for value in values if _kind(value) is not _Kind.BLANK]

    def _answers_are_words(self) -> bool:
        figures = words = 0
        for place in self.answers:
            column = self.table.sheet.columns[place]
            kinds = _kinds_of(column)[column.codes_at(self.numbers)]
            figures += int(np.count_nonzero(kinds == _Kind.FIGURE.value))
            words += int(np.count_nonzero(kinds == _Kind.WORD.value))
        return words > figures

    def _further_headings(self) -> list[int]:
        """Find rows of headings under the first, as survey tools write them."""
        found = []
        for number in self.numbers[:MOST_HEADINGS].tolist():
            row = self.table.sheet.row(number)
            filled = self._filled(row)
            if not filled or len(filled) * 2 < len(self.answers):
                break
            if any(
                self.codes.answer_of(value) is not None or is_figure(value) or is_error(value)
                for value in filled
            ):
                break
            name = self._name(row)
            texts = {text_of(value) for value in filled}
            same = len(texts) == 1 and len(filled) > 1
            # Answers repeat, and the codes and texts of questions do not: {"ImportId":"QID1"}.
            differ = len(texts) == len(filled) > 2
            if not (same or differ or any(len(text) > 20 for text in texts)):
                break
            if name and (len(self.numbers) <= 2 or _shape(name) == self._usual_shape):
                break
            found.append(number)
        return found

    @cached_property
    def _usual_shape(self) -> str:
        return self.shapes.most_common(1)[0][0]

    def _is_total(self, row: Row) -> bool:
        text = self._name(row).casefold().rstrip(":").strip()
        first = next((words for value in row if (words := text_of(value))), "")
        if names_total(text) or (names_total(first) and self._holds_figures(row)):
            return True
        if not _names_count(text):
            return False
        filled = self._filled(row)
        if self.table.shape is not Shape.CASE_COLUMNS:
            return self.table.shape is not Shape.CASE_ROWS
        return all(_kind(value) is _Kind.FIGURE for value in filled)

    def _is_note(self, row: Row) -> bool:
        """Return whether a row is a line of notes: one text, and nothing in the other columns."""
        if sum(value is not None and value != "" for value in row) > 3:
            return False
        filled = [place for place, value in enumerate(row) if text_of(value)]
        if len(filled) != 1:
            return False
        text = text_of(row[filled[0]])
        if filled[0] == self.place:
            like_others = self.shapes[_shape(text)] > 1
            return (not like_others and len(text) > 20) or NOTE.match(text) is not None
        return (
            filled[0] in self.answers
            and self.codes.answer_of(row[filled[0]]) is None
            and (len(text) > 20)
        )

    def _holds_figures(self, row: Row) -> bool:
        filled = self._filled(row)
        return bool(filled) and all(_kind(value) is _Kind.FIGURE for value in filled)

    def _is_unnamed_total(self, row: Row, above: Integers) -> bool:
        name = self._name(row)
        if len(above) < 3 or (name and self.shapes[_shape(name)] > 1):
            return False
        filled = self._filled(row)
        return len(filled) > 1 and self._holds_figures(row) and self._adds_up(row, above)

    def _note_unlike(self, kept: Integers) -> None:
        """Add the one row of figures whose name has no number, where every other case's has one."""
        without = self._names.which(lambda text: bool(text) and re.search(r"\d", text) is None)
        rows = kept[without[self._names.codes_at(kept)]]
        if len(rows) != 1 or len(kept) < 4:
            return
        number = int(rows[0])
        row = self.table.sheet.row(number)
        if self._holds_figures(row):
            self.findings.add(
                self.table.cell(number, self.place),
                "may not be a case: the other identifiers contain a number",
                "Remove the row if it is a total; if it is a case, give it an identifier "
                "with a number.",
                self._name(row),
            )

    def _adds_up(self, row: Row, above: Integers) -> bool:
        """Return whether each figure of a row counts the same thing in the rows above it."""
        kinds = (
            (CaseAnswer.YES,),
            (CaseAnswer.NO,),
            (CaseAnswer.NOT_APPLICABLE,),
            (CaseAnswer.MISSING,),
            (CaseAnswer.NOT_APPLICABLE, CaseAnswer.MISSING),
            (CaseAnswer.YES, CaseAnswer.NO),
            (CaseAnswer.YES, CaseAnswer.NO, CaseAnswer.NOT_APPLICABLE),
        )
        counts = [
            (text, self._counted(place, above))
            for place in self.answers
            if (text := text_of(value_at(row, place)))
        ]
        for kind in kinds:
            if all(text == str(sum(count[each] for each in kind)) for text, count in counts):
                return True
        return all(text.endswith("%") for text, _ in counts)

    def _counted(self, place: int, rows: Integers) -> Counter[CaseAnswer | None]:
        """Return how often a column gives each answer in some rows."""
        column = self.table.sheet.columns[place]
        many = np.bincount(column.codes_at(rows), minlength=len(column.values))
        answers: Counter[CaseAnswer | None] = Counter()
        for code in np.flatnonzero(many).tolist():
            answers[self.codes.answer_of(column.values[code])] += int(many[code])
        return answers

    def _add_figures(self, number: int) -> None:
        self.findings.add(
            self.table.cell(number, self.place),
            "is a number in a column where the other rows have words",
            "Remove the row if it is a total; if it is a case, write its answers as words.",
        )


def _kind(value: object) -> _Kind:
    if not text_of(value):
        return _Kind.BLANK
    # Figures, errors and formulas may all be part of a row of totals.
    counted = is_figure(value) or is_error(value) or isinstance(value, Formula)
    return _Kind.FIGURE if counted else _Kind.WORD


def _kinds_of(column: SheetColumn) -> Integers:
    """Return the kind of each value of a column, as a number."""
    return np.array([_kind(value).value for value in column.values], np.int32)


def _names_count(text: str) -> bool:
    """Return whether the name of a row says that the row counts others."""
    words = text.casefold().rstrip(":").strip()
    return words in COUNTS or words.startswith(("number of ", "count of "))


def _shape(text: str) -> str:
    """Return the shape of a name: figures as 9, letters as a, other signs as one point."""
    shape = re.sub(r"\d+", "9", text.casefold())
    shape = re.sub(r"[^\W\d_]+", "a", shape)
    return re.sub(r"[\W_]+", ".", shape)

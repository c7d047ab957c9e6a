"""The rows of a table that are cases, apart from totals, notes and further headings."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property, lru_cache

import numpy as np
import pandas as pd

from sessions.answers.answers import CaseAnswer, Codes, is_figure
from sessions.answers.columns import Role
from sessions.answers.headings import IDENTIFYING, TableShape
from sessions.answers.layout import Table, value_at
from sessions.tabular.cells import Findings, Formula, is_error, text_of
from sessions.tabular.sheet import Row
from sessions.tabular.sheet_column import DIGITS, Integers, SheetColumn, Truths
from sessions.tabular.totals import names_total

MOST_HEADINGS = 3
# Up to this many names unlike the others are perhaps totals; more are names of cases.
MOST_UNLIKE = 2
FEWEST_LIKE = 2
# So many cases of one kind, and one of another kind may be no case.
FEWEST_OF_A_KIND = 3
SHORTEST_WORD = 3

# These name a row of totals where the row holds figures.
COUNTS = {
    *("yes", "no", "n/a", "na", "not applicable", "not relevant", "missing", "blank", "blanks"),
    *("count", "base", "n", "answered", "unanswered", "relevant", "valid", "max", "min"),
    *("number no", "number n/a", "sample", "cases", "target", "expected", "benchmark", "weight"),
    *("error", "errors", "queries", "checks", "checked", "to check", "complete", "pass"),
    *("completed", "passed", "compliance", "compliant", "met", "met?", "not met", "threshold met"),
    *("threshold", "score", "result", "rate", "unanswered questions", "blank cells", "empty"),
}
WORD = re.compile(r"[^\W\d_]+")
# These speak of something other than a case that was inspected.
NO_CASE = re.compile(
    r"(?<![^\W_])(?:e\.?g|examples?|test|dummy|sample|practice|template|maximum|minimum|highest"
    r"|lowest|target|benchmark|previous|last (?:year|round)|standard met)"
    r"(?![^\W_])",
    re.IGNORECASE,
)
NOTE = re.compile(r"(?:(?:source|notes?|key|nb|n\.b)(?![^\W_])|[*†‡\[(])", re.IGNORECASE)
YEAR = re.compile(r"(?:19|20)\d\d(?:[/-]\d\d(?:\d\d)?)?")


@dataclass
class Sifted:
    """The numbers of the rows of a table that are read, and in words those that are not."""

    table: Table
    numbers: Integers
    notes: list[str] = field(default_factory=list)

    def rows(self) -> Iterator[tuple[int, Row]]:
        """Yield the rows that are read, with their numbers."""
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
    """Looks closely at the few rows that may be left out, and decides by their contents."""

    def __init__(self, table: Table, codes: Codes, findings: Findings) -> None:
        self.table = table
        self.codes = codes
        self.findings = findings
        self.place = table.place_of(IDENTIFYING[table.shape])
        self.answers = table.own
        if table.shape is TableShape.CASE_COLUMNS:
            self.answers = table.places_of(Role.ANSWER_TO)
        self.numbers = table.numbers

    def sift(self) -> Sifted:
        wide = self.table.shape is TableShape.CASE_COLUMNS
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
            if self._is_total(row, above):
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
        if wide or self.table.shape is TableShape.CASE_ROWS:
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

    @cached_property
    def _are_numbered(self) -> bool:
        """Whether most names have a number, as the references of cases do."""
        numbered = sum(many for shape, many in self.shapes.items() if "9" in shape)
        named = sum(many for shape, many in self.shapes.items() if shape)
        return numbered * 3 >= named * 2 > 0

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

    def _is_total(self, row: Row, above: Integers) -> bool:
        text = self._name(row).casefold().rstrip(":").strip()
        first = next((words for value in row if (words := text_of(value))), "")
        # A word in another column may describe the case: "Average", "All".
        unnamed = self.shapes[_shape(text)] <= 1 or not text
        if names_total(text) or (unnamed and names_total(first) and self._holds_figures(row)):
            return True
        if not _names_count(text):
            return False
        if self.table.shape is TableShape.CASE_ROWS:
            answer = value_at(row, self.table.place_of(Role.ANSWER))
            return _kind(answer) is _Kind.FIGURE and self._are_numbered
        if self.table.shape is not TableShape.CASE_COLUMNS:
            return True
        like_others = self.shapes[_shape(text)] > 1
        figures = all(_kind(value) is _Kind.FIGURE for value in self._filled(row))
        return figures and (not like_others or self._adds_up(row, above))

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
            titles = not re.search(r"\d", text) and self._are_numbered
            note = NOTE.match(text) is not None and 2 * self.shapes[_shape(text)] <= len(
                self.numbers
            )
            return (not like_others and (len(text) > 20 or titles)) or note
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
        """Report the few rows whose names are unlike those of all other cases."""
        codes = self._names.codes_at(kept)
        named = pd.unique(codes[self._names.has_text[codes]])
        for code in self._no_cases(named) or self._unlike(named):
            number = int(kept[codes == code][0])
            name = self._names.texts[code]
            why = "look different"
            like_others = "like the others"
            if not re.search(r"\d", name) and self._are_numbered:
                why = "contain a number"
                like_others = "with a number"
            elif NO_CASE.search(name):
                why = "have no such words"
            self.findings.add(
                self.table.cell(number, self.place),
                f"may not be a case: the other identifiers {why}",
                "Remove the row if it is a total; if it is a case, use an identifier "
                f"{like_others}.",
                name,
            )

    def _no_cases(self, codes: Integers) -> list[int]:
        """Return the few names, by their codes, whose words speak of no case: "e.g. CT00"."""
        found = self._names.which(lambda text: NO_CASE.search(text) is not None)[codes]
        if len(codes) and re.search(r"[^\W\d_]", self._usual_shape):
            # Beside CT01 and CT02, "2021" is a year.
            years = [YEAR.fullmatch(self._names.texts[code]) is not None for code in codes]
            found |= np.array(years, bool)
        return codes[found].tolist() if 2 * np.count_nonzero(found) < len(codes) else []

    def _unlike(self, codes: Integers) -> list[int]:
        """Return the names, by their codes, that the rows of a total have rather than cases."""
        numbered = self._names.which(lambda text: re.search(r"\d", text) is not None)[codes]
        without = codes[~numbered]
        if 0 < len(without) <= MOST_UNLIKE and len(codes) - len(without) >= FEWEST_LIKE:
            texts = {code: self._names.texts[code] for code in without.tolist()}
            return [code for code, text in texts.items() if len(text) >= SHORTEST_WORD]
        counting = self._names.which(lambda text: _names_count(text) and len(text) > 3)[codes]
        if counting.any() or len(codes) <= FEWEST_OF_A_KIND or not numbered.all():
            return [int(code) for code in codes[counting]]
        by_shape: dict[str, list[int]] = {}
        for code in codes.tolist():
            by_shape.setdefault(_shape(self._names.texts[code]), []).append(code)
        alone = [alike[0] for alike in by_shape.values() if len(alike) == 1]
        if len(by_shape) != 2 or len(alone) != 1:
            return []
        odd = alone[0]
        words = set(WORD.findall(self._names.texts[odd].casefold()))
        others = {
            word
            for code in codes.tolist()
            if code != odd
            for word in WORD.findall(self._names.texts[code].casefold())
        }
        new = any(len(word) >= SHORTEST_WORD for word in words) and words.isdisjoint(others)
        return [odd] if new else []

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
    # The references of cases differ in their digits only.
    return _shape_of_kind(text.translate(DIGITS))


@lru_cache(maxsize=10_000)
def _shape_of_kind(kind: str) -> str:
    shape = re.sub(r"\d+", "9", kind.casefold())
    shape = re.sub(r"[^\W\d_]+", "a", shape)
    return re.sub(r"[\W_]+", ".", shape)

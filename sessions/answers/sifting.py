"""The rows of a table that are cases, apart from totals, notes and further headings."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum

from sessions.answers.answers import CaseAnswer, Codes, is_figure
from sessions.answers.columns import Role
from sessions.answers.layout import IDENTIFYING, Shape, Table, value_at
from sessions.tabular.cells import Findings, Formula, is_error, text_of
from sessions.tabular.sheet import Row
from sessions.tabular.totals import names_total

MOST_HEADINGS = 3
MOST_KINDS = 10_000
NumberedRow = tuple[int, Row]

# These name a row of totals where the row holds figures.
COUNTS = {
    *("yes", "no", "n/a", "na", "not applicable", "not relevant", "missing", "blank", "blanks"),
    *("count", "base", "n", "answered", "unanswered", "relevant", "valid", "max", "min"),
    *("number no", "number n/a", "sample", "cases"),
}
NOTE = re.compile(r"(source|notes?|key|nb|n\.b\.|\*|†|‡|\[|\()", re.IGNORECASE)


@dataclass
class Sifted:
    """The rows of a table that are read, and in words those that are not."""

    rows: list[NumberedRow] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def sifted(table: Table, codes: Codes, findings: Findings) -> Sifted:
    """Return the rows of a table without totals, notes and further rows of headings."""
    return _Sifter(table, codes, findings).sift()


class _Kind(Enum):
    BLANK = 0
    FIGURE = 1
    WORD = 2


class _Sifter:
    def __init__(self, table: Table, codes: Codes, findings: Findings) -> None:
        self.table = table
        self.codes = codes
        self.findings = findings
        self.place = table.place_of(IDENTIFYING[table.shape])
        self.answers = table.own
        if table.shape is Shape.CASE_COLUMNS:
            self.answers = table.places_of(Role.ANSWER_TO)
        self._kinds: dict[tuple[type, object], _Kind] = {}
        self.rows = list(table.rows())
        self.shapes = Counter(_shape(self._name(row)) for _, row in self.rows)

    def sift(self) -> Sifted:
        wide = self.table.shape is Shape.CASE_COLUMNS
        headings = self._further_headings() if wide else []
        totals: list[int] = []
        notes: list[int] = []
        kept: list[NumberedRow] = []
        in_words = wide and self._answers_are_words()
        for number, row in self.rows[len(headings) :]:
            if self._is_total(row):
                totals.append(number)
            elif self._is_note(number, row):
                notes.append(number)
            elif wide and in_words and self._holds_figures(row):
                if self._adds_up(row, kept):
                    totals.append(number)
                else:
                    self._add_figures(number)
            elif wide and not in_words and self._is_unnamed_total(row, kept):
                totals.append(number)
            else:
                kept.append((number, row))
        if wide:
            self._note_unlike(kept, in_words)
        sifted = Sifted(kept)
        for rows, reason in (
            (headings, "further headings"),
            (totals, "totals"),
            (notes, "notes"),
        ):
            if rows:
                sifted.notes.append(f"{self.table.rows_words(rows)} not read: {reason}")
        return sifted

    def _name(self, row: Row) -> str:
        return text_of(value_at(row, self.place))

    def _filled(self, row: Row) -> list[object]:
        width = len(row)
        values = [row[place] for place in self.answers if place < width]
        return [value for value in values if self._kind(value) is not _Kind.BLANK]

    def _kind(self, value: object) -> _Kind:
        """Return what a cell holds. Tables hold few different values, so each is looked at once."""
        key = (value.__class__, value)
        kind = self._kinds.get(key)
        if kind is None:
            kind = _Kind.WORD if text_of(value) else _Kind.BLANK
            if kind is _Kind.WORD and _is_counted(value):
                kind = _Kind.FIGURE
            if len(self._kinds) < MOST_KINDS:
                self._kinds[key] = kind
        return kind

    def _answers_are_words(self) -> bool:
        figures = words = 0
        for _, row in self.rows:
            kinds = [self._kind(value) for value in self._filled(row)]
            figures += kinds.count(_Kind.FIGURE)
            words += kinds.count(_Kind.WORD)
        return words > figures

    def _further_headings(self) -> list[int]:
        """Find rows of headings under the first, as survey tools write them."""
        found = []
        usual = self.shapes.most_common(1)
        for number, row in self.rows[:MOST_HEADINGS]:
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
            unlike = not name or (_shape(name) != usual[0][0] and len(self.rows) > 2)
            if not (unlike and (same or differ or any(len(text) > 20 for text in texts))):
                break
            found.append(number)
        return found

    def _is_total(self, row: Row) -> bool:
        text = self._name(row).casefold().rstrip(":").strip()
        first = next((words for value in row if (words := text_of(value))), "")
        if names_total(text) or (names_total(first) and self._holds_figures(row)):
            return True
        if text not in COUNTS and not text.startswith(("number of ", "count of ")):
            return False
        filled = self._filled(row)
        if self.table.shape is not Shape.CASE_COLUMNS:
            return self.table.shape is not Shape.CASE_ROWS
        return all(self._kind(value) is _Kind.FIGURE for value in filled)

    def _is_note(self, number: int, row: Row) -> bool:
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
        return bool(filled) and all(self._kind(value) is _Kind.FIGURE for value in filled)

    def _is_unnamed_total(self, row: Row, above: Sequence[NumberedRow]) -> bool:
        name = self._name(row)
        if len(above) < 3 or (name and self.shapes[_shape(name)] > 1):
            return False
        filled = self._filled(row)
        return len(filled) > 1 and self._holds_figures(row) and self._adds_up(row, above)

    def _note_unlike(self, kept: Sequence[NumberedRow], in_words: bool) -> None:
        """Add the one row of figures whose name has no number, where every other case's has one."""
        names = [(number, row, self._name(row)) for number, row in kept]
        without = [each for each in names if each[2] and not re.search(r"\d", each[2])]
        if in_words or len(without) != 1 or len(names) < 4:
            return
        number, row, name = without[0]
        if self._holds_figures(row):
            self.findings.add(
                self.table.cell(number, self.place),
                "may not be a case: the other identifiers contain a number",
                "Remove the row if it is a total; if it is a case, give it an identifier "
                "with a number.",
                name,
            )

    def _adds_up(self, row: Row, above: Sequence[NumberedRow]) -> bool:
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
            (
                text_of(value_at(row, place)),
                Counter(self.codes.answer_of(value_at(other, place)) for _, other in above),
            )
            for place in self.answers
            if text_of(value_at(row, place))
        ]
        for kind in kinds:
            if all(text == str(sum(count[each] for each in kind)) for text, count in counts):
                return True
        return all(text.endswith("%") for text, _ in counts)

    def _add_figures(self, number: int) -> None:
        self.findings.add(
            self.table.cell(number, self.place),
            "is a number in a column where the other rows have words",
            "Remove the row if it is a total; if it is a case, write its answers as words.",
        )


def _is_counted(value: object) -> bool:
    """Return whether a cell may be part of a row of totals."""
    return is_figure(value) or is_error(value) or isinstance(value, Formula)


def _shape(text: str) -> str:
    """Return the shape of a name: figures as 9, letters as a, other signs as one point."""
    shape = re.sub(r"\d+", "9", text.casefold())
    shape = re.sub(r"[^\W\d_]+", "a", shape)
    return re.sub(r"[\W_]+", ".", shape)

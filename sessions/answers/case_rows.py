"""The answers of tables of cases: each with its case, question and place."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from sessions.answers.columns import Names, Role, question_fault, quoted_list
from sessions.answers.gathered_evidence import GatheredEvidence, QuestionKey
from sessions.answers.headings import TableShape
from sessions.answers.layout import Table
from sessions.answers.sent_twice import ends_with_remark, notes_on_same_forms, without_remark
from sessions.answers.sifting import sifted
from sessions.tabular.cells import Cell, Findings, is_date, spreadsheet_fault, text_of
from sessions.tabular.sheet import MOST_CELLS, Progress, too_large
from sessions.tabular.sheet_column import Integers, SheetColumn, Truths
from sessions.text.suggestions import nearest
from sessions.toml.table_reader import LARGEST_NUMBER

LONGEST_CASE = 200
NONE = -1
# What does not tell two cases apart for a reader: signs, and zeros before a number.
SIGNS_AND_ZEROS = re.compile(r"(?<!\d)0+|[^\w\n]|_")


@dataclass
class CaseAnswers:
    """The answers of all tables.

    Attributes:
        parts: One frame per table, with one line per answer, row by row: the table's number in
            `tables`, its row and column, the number of its case, its question in `questions` and
            its value in `values`; and whether the answer shows the domain of its case.
        cases: The number of each case, by the key that tells cases apart.
        shown: Each case as the file writes it.
        told: The domain that a sheet gives for a case, and where.
    """

    tables: list[Table] = field(default_factory=list)
    parts: list[pd.DataFrame] = field(default_factory=list)
    questions: dict[QuestionKey, int] = field(default_factory=dict)
    values: list[object] = field(default_factory=list)
    cases: dict[str, int] = field(default_factory=dict)
    shown: list[str] = field(default_factory=list)
    told: dict[tuple[str | None, int], tuple[str, Cell]] = field(default_factory=dict)


class CaseReader:
    """Reads the tables of cases of one file, and reports what cannot be read.

    Each different value of a column is understood once, for all the cells that hold it.
    """

    def __init__(self, names: Names, findings: Findings, gathered: GatheredEvidence) -> None:
        self.names = names
        self.findings = findings
        self.gathered = gathered
        self.answers = CaseAnswers()
        self._numbers_of_values: dict[tuple[type, object], int] = {}
        self._with_remark: list[str] = []

    def read(self, table: Table, progress: Progress) -> None:
        """Read every answer of a table."""
        most = LARGEST_NUMBER * len(self.names.scheme.domains)
        many, last = len(table.numbers), table.last - table.header
        if table.shape is TableShape.CASE_COLUMNS and many > most and last > 2 * most:
            self.findings.add(
                table.cell(table.header),
                f"is the heading of a table of {many:,} cases, but a session file can contain at "
                f"most {LARGEST_NUMBER:,} for each domain",
                "Import one inspection at a time.",
            )
            return
        self.answers.tables.append(table)
        progress("reading answers", 0, 1)
        sift = sifted(table, self.names.codes, self.findings)
        self.gathered.said += sift.notes
        rows, cases = self._cases(table, sift.numbers)
        self._read_domains(table, rows, cases)
        if table.shape is TableShape.CASE_ROWS:
            self._read_long(table, rows, cases)
        else:
            self.gathered.said += notes_on_same_forms(table, rows)
            self._read_wide(table, rows, cases)
        progress("reading answers", 1, 1)

    def note_alike(self) -> None:
        """Say which cases have identifiers that differ in signs or zeros only."""
        cases = list(self.answers.cases)
        # Without signs and leading zeros, all at once: few cases need a closer look.
        bare = SIGNS_AND_ZEROS.sub("", "\n".join([*cases, ""])).split("\n")[:-1]
        many = Counter(bare)
        alike: dict[tuple[str, ...], list[str]] = {}
        for case, shown, without in zip(cases, self.answers.shown, bare, strict=True):
            if many[without] > 1:
                alike.setdefault(_like(case), []).append(shown)
        for names in alike.values():
            if len(names) > 1:
                self.gathered.said.append(
                    f"{quoted_list(names)} are read as different cases: correct the identifiers if "
                    "they are the same"
                )

    def note_sent_again(self) -> None:
        """Say which cases are perhaps others whose form was sent again: "CT03 (resubmitted)"."""
        for shown in self._with_remark:
            case = self.answers.cases.get(_key_of(without_remark(shown) or ""))
            if case is not None:
                self.gathered.said.append(
                    f"{quoted_list([self.answers.shown[case], shown])} are read as different "
                    "cases: if a form was sent twice, remove one"
                )

    def _cases(self, table: Table, rows: Integers) -> tuple[Integers, Integers]:
        """Return the rows that name a case, and the number of each one's case; add the others."""
        column = _column(table, Role.CASE)
        codes = column.codes_at(rows)
        numbers = np.full(len(column.values), NONE, np.int32)
        faults = {}
        for code in pd.unique(codes).tolist():
            fault = _case_fault(column.values[code], column.texts[code])
            if fault is None:
                numbers[code] = self._number_of_case(column.texts[code])
            else:
                faults[code] = fault
        self._add_faults(table, Role.CASE, rows, codes, faults)
        for code in np.flatnonzero(column.which(ends_with_remark) & (numbers != NONE)).tolist():
            self._with_remark.append(column.texts[code])
        cases = numbers[codes]
        return rows[cases != NONE], cases[cases != NONE]

    def _number_of_case(self, shown: str) -> int:
        case = _key_of(shown)
        number = self.answers.cases.setdefault(case, len(self.answers.cases))
        if number == len(self.answers.shown):
            self.answers.shown.append(shown)
        return number

    def _read_domains(self, table: Table, rows: Integers, cases: Integers) -> None:
        """Read the domains of a table's cases; report any that is unknown or contradictory."""
        if table.place_of(Role.DOMAIN) is None:
            return
        column = _column(table, Role.DOMAIN)
        ids = [domain.id for domain in self.names.scheme.domains]
        domains = [self.names.domain(text) if text else None for text in column.texts]
        numbers = np.array([NONE if each is None else ids.index(each) for each in domains])
        codes = column.codes_at(rows)
        unknown = column.has_text & (numbers == NONE)
        for row, code in zip(rows[unknown[codes]], codes[unknown[codes]], strict=True):
            self._add_unknown_domain(table.cell(int(row), Role.DOMAIN), column.values[code])
        given = pd.DataFrame({"row": rows, "case": cases, "domain": numbers[codes], "code": codes})
        given = given[given["domain"] != NONE]
        others = set()
        for row, case, number, _ in tuples(given.drop_duplicates(["case", "domain"])):
            first = (ids[number], table.cell(row, Role.DOMAIN))
            told = self.answers.told.setdefault((table.sheet.name, case), first)
            if told[0] != ids[number]:
                others.add((case, number))
        for row, case, number, code in tuples(given) if others else ():
            if (case, number) in others:
                told = self.answers.told[(table.sheet.name, case)]
                self.findings.add(
                    table.cell(row, Role.DOMAIN),
                    f'puts case "{self.answers.shown[case]}" in domain {ids[number]}, but row '
                    f"{told[1].row} puts it in domain {told[0]}",
                    "Correct one of them, or use a different identifier for each case.",
                    column.values[code],
                )

    def _add_unknown_domain(self, cell: Cell, value: object) -> None:
        known = [f"{each.id} ({each.title})" for each in self.names.scheme.domains]
        titles = [each.title for each in self.names.scheme.domains]
        like = nearest(text_of(value), titles).rstrip("?")
        message = f"is not a domain of {self.names.scheme.id}{like}"
        self.findings.add(cell, message, f"Use one of {', '.join(known)}.", value)

    def _read_long(self, table: Table, rows: Integers, cases: Integers) -> None:
        """Read a table with one row per case and key question."""
        column = _column(table, Role.KEY_QUESTION)
        codes = column.codes_at(rows)
        known: dict[int, str] = {}
        faults = {}
        for code in pd.unique(codes).tolist():
            value = column.values[code]
            question = None if is_date(value) else self.names.question(column.texts[code])
            if question is None:
                faults[code] = question_fault(value, self.names)
            else:
                known[code] = question
        self._add_faults(table, Role.KEY_QUESTION, rows, codes, faults)
        named = _holds_one_of(column, known)[codes]
        rows, cases, codes = rows[named], cases[named], codes[named]
        prompts, prompt_codes = [""], np.zeros_like(codes)
        if table.place_of(Role.PROMPT) is not None:
            prompts = _column(table, Role.PROMPT).texts
            prompt_codes = _column(table, Role.PROMPT).codes_at(rows)
        place = table.place_of(Role.ANSWER)
        assert place is not None
        asked, _ = pd.factorize(codes.astype(np.int64) * len(prompts) + prompt_codes)
        first = np.flatnonzero(~pd.Series(asked).duplicated())
        questions = [
            self._number_of_question((known[code], prompts[prompt]), table.cell(row, place))
            for row, code, prompt in zip(
                rows[first].tolist(),
                codes[first].tolist(),
                prompt_codes[first].tolist(),
                strict=True,
            )
        ]
        answers = _column(table, Role.ANSWER)
        self._add(
            rows,
            np.full(len(rows), place),
            cases,
            np.array(questions, np.int32)[asked],
            self._numbers_of(answers)[answers.codes_at(rows)],
            np.ones(len(rows), bool),
        )

    def _read_wide(self, table: Table, rows: Integers, cases: Integers) -> None:
        """Read a table with one row per case, one column per key question."""
        if not len(rows):
            return
        places = table.places_of(Role.ANSWER_TO)
        if len(rows) * len(places) > 2 * MOST_CELLS:
            raise too_large(Path(self.findings.file), table.sheet.words)
        questions, values, shows = [], [], []
        for place in places:
            heading = table.columns[place]
            assert heading is not None
            key = (heading.question, heading.prompt)
            questions.append(self._number_of_question(key, table.cell(table.header, place)))
            column = table.sheet.columns[place]
            codes = column.codes_at(rows)
            values.append(self._numbers_of(column)[codes])
            shows.append(column.has_text[codes])
        asked = list(self.answers.questions)
        domains = {self.names.standard_of[asked[each][0]].domain for each in questions}
        self._add(
            np.repeat(rows, len(places)),
            np.tile(places, len(rows)),
            np.repeat(cases, len(places)),
            np.tile(questions, len(rows)),
            np.stack(values, axis=1).ravel(),
            np.stack(shows, axis=1).ravel() | (len(domains) == 1),
        )

    def _add_faults(
        self,
        table: Table,
        role: Role,
        rows: Integers,
        codes: Integers,
        faults: Mapping[int, tuple[str, str]],
    ) -> None:
        """Add the rows whose cell in a column has one of the *faults*, which are by its code."""
        column = _column(table, role)
        bad = _holds_one_of(column, faults)[codes]
        for row, code in zip(rows[bad].tolist(), codes[bad].tolist(), strict=True):
            value = column.values[code] if column.texts[code] else None
            self.findings.add(table.cell(row, role), *faults[code], value)

    def _number_of_question(self, question: QuestionKey, cell: Cell) -> int:
        if question not in self.answers.questions:
            self.answers.questions[question] = len(self.answers.questions)
            self.gathered.where[question] = cell
        return self.answers.questions[question]

    def _numbers_of(self, column: SheetColumn) -> Integers:
        """Return the number of each value of a column in the answers' `values`."""
        numbers = []
        for value in column.values:
            known = self._numbers_of_values
            numbers.append(known.setdefault((type(value), value), len(known)))
            if len(known) > len(self.answers.values):
                self.answers.values.append(value)
        return np.array(numbers, np.int32)

    def _add(
        self,
        rows: Integers,
        columns: Integers,
        cases: Integers,
        questions: Integers,
        values: Integers,
        shows: Truths,
    ) -> None:
        if len(rows):
            part = {
                "table": len(self.answers.tables) - 1,
                "row": rows,
                "column": columns,
                "case": cases,
                "question": questions,
                "value": values,
                "shows": shows,
            }
            self.answers.parts.append(pd.DataFrame(part))


def _column(table: Table, role: Role) -> SheetColumn:
    place = table.place_of(role)
    assert place is not None
    return table.sheet.columns[place]


def _holds_one_of(column: SheetColumn, codes: Iterable[int]) -> Truths:
    """Return for each value of a column whether its code is one of some."""
    holds = np.zeros(len(column.values), bool)
    holds[list(codes)] = True
    return holds


def tuples(frame: pd.DataFrame) -> Iterator[tuple[Any, ...]]:
    """Return the lines of a frame as tuples."""
    return frame.itertuples(index=False, name=None)


def _case_fault(value: object, shown: str) -> tuple[str, str] | None:
    """Return why a cell names no case, and what to do; None where it names one."""
    if isinstance(value, str) and value.isalnum() and len(value) <= LONGEST_CASE:
        return None
    if not shown:
        return (
            "is blank, but a case's identifier is needed",
            "Enter the case's identifier, or remove the row if it is not a case.",
        )
    spreadsheet = spreadsheet_fault(value)
    if spreadsheet is not None and not is_date(value):
        return spreadsheet
    if len(shown) > LONGEST_CASE:
        return (
            f"is longer than the {LONGEST_CASE} characters that a case's identifier may have",
            'Use a shorter identifier, or name another column: --map "OLD=case".',
        )
    if "\n" in str(value):
        return (
            "has several lines, but should be one case's identifier",
            "Look for an unclosed quotation mark before it.",
        )
    return None


def _key_of(identifier: str) -> str:
    """Return the key that tells cases apart: the same for "CT 03", "ct03" and a wide "ＣＴ０３"."""
    if identifier.isascii():
        return "".join(identifier.casefold().split())
    text = unicodedata.normalize("NFKC", identifier).casefold()
    return "".join(
        each for each in text if not each.isspace() and unicodedata.category(each) != "Cf"
    )


def _like(case: str) -> tuple[str, ...]:
    """Return the letters and numbers of a case's key, without signs and leading zeros.

    The point and zeros of a number are signs, too: a spreadsheet may write case 1 as 1.0.
    """
    parts = re.findall(r"\d+|[^\W\d_]+", case)
    return tuple(kept for part in parts if (kept := part.lstrip("0")))

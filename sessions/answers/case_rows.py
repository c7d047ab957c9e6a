"""The answers of tables of cases: each with its case, question and place."""

import re
import unicodedata
from dataclasses import dataclass, field

from sessions.answers.columns import Names, Role, listed, question_fault
from sessions.answers.figures import Gathered, QuestionKey
from sessions.answers.layout import Shape, Table, value_at
from sessions.answers.sifting import sifted
from sessions.tabular.cells import Cell, Findings, is_date, spreadsheet_fault, text_of
from sessions.tabular.sheet import STEP, Progress, Row
from sessions.text.suggestions import nearest
from sessions.toml.table_reader import LARGEST_NUMBER

LONGEST_CASE = 200


@dataclass
class CaseAnswers:
    """The answers of all tables, in lists with one entry per answer.

    Attributes:
        question: Numbers of the questions in `questions`.
        spelling: Numbers of the values in `values`.
        shown: Each case as the file writes it.
        told: The domain that a sheet gives for a case, and where.
    """

    tables: list[Table] = field(default_factory=list)
    table: list[int] = field(default_factory=list)
    row: list[int] = field(default_factory=list)
    column: list[int] = field(default_factory=list)
    case: list[str] = field(default_factory=list)
    question: list[int] = field(default_factory=list)
    spelling: list[int] = field(default_factory=list)
    shows_domain: list[bool] = field(default_factory=list)
    questions: dict[QuestionKey, int] = field(default_factory=dict)
    values: list[object] = field(default_factory=list)
    shown: dict[str, str] = field(default_factory=dict)
    told: dict[tuple[str | None, str], tuple[str, Cell]] = field(default_factory=dict)


class CaseReader:
    """Reads the tables of cases of one file, and adds what cannot be read."""

    def __init__(self, names: Names, findings: Findings, gathered: Gathered) -> None:
        self.names = names
        self.findings = findings
        self.gathered = gathered
        self.answers = CaseAnswers()
        self._spellings: dict[tuple[type, object], int] = {}
        self._by_text: dict[str, str | None] = {}

    def read(self, table: Table, progress: Progress) -> None:
        """Read every answer of a table."""
        most = LARGEST_NUMBER * len(self.names.scheme.domains)
        if table.shape is Shape.CASE_COLUMNS and table.last - table.header > 2 * most:
            rows = sum(1 for _ in table.rows())
            if rows > most:
                self.findings.add(
                    table.cell(table.header),
                    f"is the heading of a table of {rows:,} cases, more than the "
                    f"{LARGEST_NUMBER:,} of each domain that a session file can contain",
                    "Import one inspection at a time.",
                )
                return
        number = len(self.answers.tables)
        self.answers.tables.append(table)
        sift = sifted(table, self.names.codes, self.findings)
        self.gathered.said += sift.notes
        total = len(sift.rows)
        for done, (row_number, row) in enumerate(sift.rows, 1):
            if done % STEP == 0:
                progress("reading answers", done, total)
            case = self._case(table, row_number, row)
            if case is None:
                continue
            if table.shape is Shape.CASE_ROWS:
                self._read_one(number, table, row_number, row, case)
            else:
                self._read_many(number, table, row_number, row, case)
        progress("reading answers", total, total)

    def note_alike(self) -> None:
        """Say which cases have identifiers that differ in signs or zeros only."""
        alike: dict[tuple[str, ...], list[str]] = {}
        for case, shown in self.answers.shown.items():
            alike.setdefault(_like(case), []).append(shown)
        for names in alike.values():
            if len(names) > 1:
                self.gathered.said.append(
                    f"{listed(names)} are read as different cases: correct the identifiers if they "
                    "are the same"
                )

    def _case(self, table: Table, number: int, row: Row) -> str | None:
        """Return the key of a row's case; add a row without one, and read its domain."""
        value = value_at(row, table.place_of(Role.CASE))
        shown = text_of(value)
        if not shown:
            self.findings.add(
                table.cell(number, Role.CASE),
                "is blank, but a case's identifier is needed",
                "Enter the case's identifier, or remove the row if it is not a case.",
            )
            return None
        spreadsheet = spreadsheet_fault(value)
        if spreadsheet is not None and not is_date(value):
            self.findings.add(table.cell(number, Role.CASE), *spreadsheet, value)
            return None
        if len(shown) > LONGEST_CASE:
            self.findings.add(
                table.cell(number, Role.CASE),
                f"is longer than the {LONGEST_CASE} characters that a case's identifier may have",
                'Use a shorter identifier, or name another column: --map "OLD=case".',
                value,
            )
            return None
        if "\n" in str(value):
            self.findings.add(
                table.cell(number, Role.CASE),
                "has several lines, but should be one case's identifier",
                "Look for an unclosed quotation mark before it.",
                value,
            )
            return None
        case = _key_of(shown)
        self.answers.shown.setdefault(case, shown)
        self._read_domain(table, number, row, case)
        return case

    def _read_domain(self, table: Table, number: int, row: Row, case: str) -> None:
        value = value_at(row, table.place_of(Role.DOMAIN))
        text = text_of(value)
        if not text:
            return
        cell = table.cell(number, Role.DOMAIN)
        domain = self.names.domain(text)
        if domain is None:
            known = [f"{each.id} ({each.title})" for each in self.names.scheme.domains]
            titles = [each.title for each in self.names.scheme.domains]
            message = (
                f"is not a domain of {self.names.scheme.id}{nearest(text, titles).rstrip('?')}"
            )
            self.findings.add(cell, message, f"Use one of {', '.join(known)}.", value)
            return
        told = self.answers.told.setdefault((table.sheet.name, case), (domain, cell))
        if told[0] != domain:
            self.findings.add(
                cell,
                f'puts case "{self.answers.shown[case]}" in domain {domain}, but row '
                f"{told[1].row} puts it in domain {told[0]}",
                "Correct one of them, or give each case its own identifier.",
                value,
            )

    def _read_one(self, table_number: int, table: Table, number: int, row: Row, case: str) -> None:
        place = table.place_of(Role.KEY_QUESTION)
        question = self._question(table, number, value_at(row, place))
        if question is None:
            return
        prompt = text_of(value_at(row, table.place_of(Role.PROMPT)))
        at = table.place_of(Role.ANSWER)
        assert at is not None
        key = self._key((question, prompt), table, number, at)
        self._note(table_number, number, at, case, key, value_at(row, at), True)

    def _question(self, table: Table, number: int, value: object) -> str | None:
        text = text_of(value)
        if text not in self._by_text:
            self._by_text[text] = None if is_date(value) else self.names.question(text)
        found = self._by_text[text]
        if found is None:
            message, remedy = question_fault(value, self.names)
            self.findings.add(table.cell(number, Role.KEY_QUESTION), message, remedy, value)
        return found

    def _read_many(self, table_number: int, table: Table, number: int, row: Row, case: str) -> None:
        places = table.places_of(Role.ANSWER_TO)
        domains = {
            self.names.standard_of[column.question].domain
            for column in table.columns
            if column is not None and column.role is Role.ANSWER_TO
        }
        one_domain = len(domains) == 1
        for place in places:
            column = table.columns[place]
            assert column is not None
            value = value_at(row, place)
            key = self._key((column.question, column.prompt), table, table.header, place)
            shows = one_domain or bool(text_of(value))
            self._note(table_number, number, place, case, key, value, shows)

    def _key(self, question: QuestionKey, table: Table, number: int, place: int) -> int:
        found = self.answers.questions.get(question)
        if found is None:
            found = self.answers.questions[question] = len(self.answers.questions)
            self.gathered.where[question] = table.cell(number, place)
        return found

    def _note(
        self, table: int, row: int, column: int, case: str, key: int, value: object, shows: bool
    ) -> None:
        spelled = (value.__class__, value)
        spelling = self._spellings.get(spelled)
        if spelling is None:
            spelling = self._spellings[spelled] = len(self.answers.values)
            self.answers.values.append(value)
        answers = self.answers
        answers.table.append(table)
        answers.row.append(row)
        answers.column.append(column)
        answers.case.append(case)
        answers.question.append(key)
        answers.spelling.append(spelling)
        answers.shows_domain.append(shows)


def _key_of(identifier: str) -> str:
    """Return what cases are told apart by: "CT 03", "ct03" and a wide "ＣＴ０３" are the same."""
    text = unicodedata.normalize("NFKC", identifier).casefold()
    return "".join(
        each for each in text if not each.isspace() and unicodedata.category(each) != "Cf"
    )


def _like(case: str) -> tuple[str, ...]:
    """Return the letters and numbers of a case's key, without signs and leading zeros."""
    return tuple(part.lstrip("0") for part in re.findall(r"\d+|[^\W\d_]+", case))

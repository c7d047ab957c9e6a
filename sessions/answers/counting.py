"""From case answers to figures: each case placed in its domain, then counted."""

from collections import Counter
from typing import Any, NamedTuple

import pandas as pd

from core.counts import Figures
from core.wording import plural
from sessions.answers.answers import CaseAnswer, spelling_of
from sessions.answers.case_rows import CaseAnswers
from sessions.answers.columns import Names, Role
from sessions.answers.figures import Gathered
from sessions.answers.layout import Shape, Table
from sessions.tabular.cells import Findings
from sessions.toml.table_reader import LARGEST_NUMBER

YES, NO, NOT_APPLICABLE, MISSING, BAD = range(5)
ANSWERS = (CaseAnswer.YES, CaseAnswer.NO, CaseAnswer.NOT_APPLICABLE, CaseAnswer.MISSING)
FILL_IN = (
    "Fill in the answers: n/a where the question does not apply. If every blank means that it does "
    "not, add --blank not-applicable."
)


class _First(NamedTuple):
    """A case's first answer in a domain, and how many answers it has there."""

    table: int
    row: int
    column: int
    spelling: int
    many: int


class CaseCounter:
    """Counts the answers that were read, and adds what cannot be counted.

    `blanks_apply_not` says that every blank means not applicable; `unseen` what the file's format
    does not show.
    """

    def __init__(
        self,
        answers: CaseAnswers,
        names: Names,
        findings: Findings,
        gathered: Gathered,
        blanks_apply_not: bool = False,
        unseen: str = "",
    ) -> None:
        self.answers = answers
        self.names = names
        self.codes = names.codes
        self.blanks_apply_not = blanks_apply_not
        self.unseen = unseen
        self.findings = findings
        self.gathered = gathered

    def count(self) -> None:
        """Count all that was read; note every bad answer, doubled answer and misplaced case."""
        if not self.answers.row:
            return
        frame = self._frame()
        self._note_bad(frame)
        # A table that writes "not applicable" out does not mean it by a blank.
        written_out = frame[frame["answer"] == NOT_APPLICABLE]
        self._writes_it_out = {int(each) for each in written_out["table"].unique()}
        frame = self._placed(frame)
        self._note_doubled(frame)
        self._settle_blanks(frame)
        self._count_spellings(frame)
        self._count_answers(frame)

    def _frame(self) -> pd.DataFrame:
        answers = self.answers
        codes = []
        for value in self.answers.values:
            meant = self.codes.answer_of(value)
            codes.append(BAD if meant is None else ANSWERS.index(meant))
        questions = list(self.answers.questions)
        domains = [self.names.standard_of[question].domain for question, _ in questions]
        frame = pd.DataFrame(
            {
                "table": answers.table,
                "row": answers.row,
                "column": answers.column,
                "case": pd.Categorical(answers.case),
                "question": answers.question,
                "spelling": answers.spelling,
                "shows": answers.shows_domain,
            }
        )
        frame["answer"] = pd.Series(codes)[frame["spelling"]].to_numpy()
        frame["domain"] = pd.Series(domains)[frame["question"]].to_numpy()
        sheets: dict[str | None, int] = {}
        of_table = [sheets.setdefault(t.sheet.name, len(sheets)) for t in self.answers.tables]
        frame["sheet"] = pd.Series(of_table)[frame["table"]].to_numpy()
        return frame

    def _note_bad(self, frame: pd.DataFrame) -> None:
        bad = frame[frame["answer"] == BAD]
        for table, row, column, spelling in _tuples(bad[["table", "row", "column", "spelling"]]):
            value = self.answers.values[spelling]
            message, remedy = self.codes.fault(value)
            self.findings.add(self.answers.tables[table].cell(row, column), message, remedy, value)

    def _placed(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Give each case its domain, and leave only its answers to that domain's questions."""
        decided = frame["answer"].isin([YES, NO, BAD])
        answered = self._first_by_domain(frame[decided])
        shown = self._first_by_domain(frame[frame["shows"]])
        placed: dict[tuple[int, str], str | None] = {}
        every = frame.drop_duplicates(["sheet", "case"])[["sheet", "case", "table", "row"]]
        for sheet, case, table, row in _tuples(every):
            key = (sheet, case)
            placed[key] = self._domain_of(case, answered.get(key, {}), shown.get(key, {}), table)
            if placed[key] is None:
                self._note_without_domain(case, table, row)
        own = pd.Series(
            [placed[each] for each in zip(frame["sheet"], frame["case"], strict=True)],
            index=frame.index,
            dtype=object,
        )
        self._note_restarted(placed)
        self._count_cases(placed)
        return frame[own == frame["domain"]]

    def _first_by_domain(self, frame: pd.DataFrame) -> dict[tuple[int, str], dict[str, _First]]:
        """Find each case's first answer in each domain, and how many it has there."""
        grouped = frame.groupby(["sheet", "case", "domain"], observed=True, sort=False).agg(
            table=("table", "first"),
            row=("row", "first"),
            column=("column", "first"),
            spelling=("spelling", "first"),
            many=("row", "size"),
        )
        found: dict[tuple[int, str], dict[str, _First]] = {}
        for (sheet, case, domain), line in zip(
            grouped.index.tolist(), _tuples(grouped), strict=True
        ):
            found.setdefault((sheet, case), {})[domain] = _First(*line)
        return found

    def _domain_of(
        self, case: str, answered: dict[str, _First], shown: dict[str, _First], table: int
    ) -> str | None:
        """Tell a case's domain: as told, else by its answers yes and no, else by any of it."""
        told = self.answers.told.get((self.answers.tables[table].sheet.name, case))
        if told is not None:
            domain = told[0]
        elif answered:
            domain = next(iter(answered))
        else:
            return next(iter(shown)) if len(shown) == 1 else None
        here = answered.get(domain)
        for other, first in answered.items():
            if other != domain:
                self._note_other_domain(case, domain, here, other, first)
        return domain

    def _note_without_domain(self, case: str, table: int, row: int) -> None:
        self.findings.add(
            self.answers.tables[table].cell(row, Role.CASE),
            "cannot be assigned to a domain: it has no yes or no answer",
            'Answer one of its key questions, add a column "domain", or remove the row.',
            self.answers.shown[case],
        )

    def _note_other_domain(
        self, case: str, domain: str, here: _First | None, other: str, first: _First
    ) -> None:
        """Note a case that answers questions of two domains, at its first answer of the second."""
        more = f" (and {first.many - 1} more)" if first.many > 1 else ""
        before = f" (row {here.row})" if here is not None else ""
        self.findings.add(
            self.answers.tables[first.table].cell(first.row, first.column),
            f"answers a question of domain {other}{more}, but case "
            f'"{self.answers.shown[case]}" is in domain {domain}{before}',
            "A case is in one domain: correct the answer, or the identifier.",
            self.answers.values[first.spelling],
        )

    def _note_restarted(self, placed: dict[tuple[int, str], str | None]) -> None:
        """Say that identifiers stand on several sheets for cases of different domains."""
        domains: dict[str, set[str]] = {}
        for (_, case), domain in placed.items():
            if domain is not None:
                domains.setdefault(case, set()).add(domain)
        doubled = sum(len(each) > 1 for each in domains.values())
        if doubled:
            self.gathered.said.append(
                f"{plural(doubled, 'identifier')} on several sheets in different domains: read as "
                "different cases"
            )

    def _count_cases(self, placed: dict[tuple[int, str], str | None]) -> None:
        cases: dict[str, set[str]] = {}
        for (_, case), domain in placed.items():
            if domain is not None:
                cases.setdefault(domain, set()).add(case)
        for domain, each in cases.items():
            if len(each) > LARGEST_NUMBER:
                self.findings.add_general(
                    f"domain {domain} has {len(each):,} cases, more than the {LARGEST_NUMBER:,} "
                    "that a session file can contain",
                    "Import one inspection at a time.",
                )
            self.gathered.cases[domain] = len(each)
            self.gathered.counted_domains.add(domain)

    def _note_doubled(self, frame: pd.DataFrame) -> None:
        """Note answers that a case gives twice; where whole rows are doubled, once a row."""
        same = ["domain", "case", "question"]
        doubled = frame[frame.duplicated(same, keep=False)]
        if not len(doubled):
            return
        seen: set[tuple[int, int]] = set()
        firsts: dict[tuple[Any, ...], tuple[int, int]] = {}
        questions = list(self.answers.questions)
        columns = ["table", "row", "column", "spelling", *same]
        for number, row, column, spelling, *key in _tuples(doubled[columns]):
            table = self.answers.tables[number]
            first = firsts.get(tuple(key))
            if first is None:
                firsts[tuple(key)] = (number, row)
                continue
            question, prompt = questions[key[2]]
            asked = f'{question} › "{prompt}"' if prompt else question
            if table.shape is Shape.CASE_COLUMNS:
                if (number, row) in seen:
                    continue
                seen.add((number, row))
            before = self.answers.tables[first[0]].cell(first[1]).place()
            self.findings.add(
                table.cell(row, column),
                f'answers {asked} for case "{self.answers.shown[key[1]]}" twice: '
                f"{before} already answers it",
                self._twice_remedy(table.sheet.name, table.header),
                self.answers.values[spelling],
            )

    def _twice_remedy(self, sheet: str | None, row: int) -> str:
        """Say what to do about a case that is there twice; never to count it twice."""
        remedy = (
            "If a form was sent twice, remove one; if these are two cases, correct the identifier."
        )
        if (sheet, row) in self.names.form_numbers:
            case, numbers, heading = self.names.form_numbers[(sheet, row)]
            remedy += (
                f" The case is taken from {case}; {numbers} only numbers the forms (to say so: "
                f'--map "{heading}=ignore").'
            )
        return remedy

    def _settle_blanks(self, frame: pd.DataFrame) -> None:
        """Read each blank as not applicable or as missing; add the questions that miss answers."""
        blanks = frame[frame["answer"] == MISSING]
        questions = list(self.answers.questions)
        missing: dict[tuple[int, int, int], list[int]] = {}
        coloured: Counter[tuple[int, int, int]] = Counter()
        columns = ["table", "question", "row", "column"]
        for number, question, row, column in _tuples(blanks[columns]):
            table = self.answers.tables[number]
            is_coloured = (row, column) in table.sheet.coloured
            coloured[(number, question, column)] += is_coloured
            if is_coloured or self._is_missing(questions[question], number):
                # In long rows the answers of a question are in one column.
                missing.setdefault((number, question, column), []).append(row)
        if coloured.total():
            self.gathered.said.append(
                f"{plural(coloured.total(), 'blank answer')} filled with a colour: colours are "
                "not read"
            )
        if self.blanks_apply_not:
            return
        for (number, question, column), rows in missing.items():
            table = self.answers.tables[number]
            key, prompt = questions[question]
            cases = self.gathered.cases[self.names.standard_of[key].domain]
            asked = f'{key} › "{prompt}"' if prompt else key
            words = f"{asked} is not answered for {len(rows)} of {plural(cases, 'case')}"
            words += f" ({_rows_only(table, rows)})"
            if coloured[(number, question, column)]:
                words += "; its cells are blank but coloured, and colours are not read"
            elif self.unseen:
                words += f"; this format does not show {self.unseen}"
            self.findings.add(table.cell(table.header, column), words, FILL_IN)

    def _is_missing(self, question: tuple[str, str], table: int) -> bool:
        """Return whether a blank for a question is a missing answer."""
        if self.blanks_apply_not or question[1]:
            return False
        return (
            table in self._writes_it_out
            or bool(self.unseen)
            or self.names.is_asked_of_every_case(question[0])
        )

    def _count_spellings(self, frame: pd.DataFrame) -> None:
        for spelling, many in frame["spelling"].value_counts(sort=False).items():
            value = self.answers.values[int(str(spelling))]
            meant = self.codes.answer_of(value)
            if meant is CaseAnswer.MISSING:
                meant = CaseAnswer.NOT_APPLICABLE
            if meant is not None:
                self.gathered.spellings[(spelling_of(value), meant)] += int(many)

    def _count_answers(self, frame: pd.DataFrame) -> None:
        tallied = frame.assign(yes=frame["answer"] == YES, no=frame["answer"] == NO)
        counted = tallied.groupby("question", sort=False).agg(
            yes=("yes", "sum"), no=("no", "sum"), rows=("answer", "size")
        )
        questions = list(self.answers.questions)
        for key in sorted(counted.index):
            yes, no, rows = (int(each) for each in counted.loc[key])
            question = questions[key]
            domain = self.names.standard_of[question[0]].domain
            self.gathered.figures[question] = Figures(yes, yes + no)
            self.gathered.answered.add(question)
            absent = self.gathered.cases[domain] - rows
            if absent > 0 and not question[1] and self._are_absent_missing(key):
                words = f"has no row for {absent} of {plural(self.gathered.cases[domain], 'case')}"
                self.findings.add(
                    self.gathered.where[question],
                    f"{question[0]} {words} of domain {domain}",
                    FILL_IN,
                )
            elif absent > 0 and not question[1]:
                self.gathered.said.append(
                    f"{question[0]} has no row for {absent} of {self.gathered.cases[domain]} "
                    f"cases of domain {domain}: read as not applicable"
                )

    def _are_absent_missing(self, question: int) -> bool:
        """Return whether a case without a row for a question is a missing answer."""
        key = list(self.answers.questions)[question]
        tables = {
            t
            for t, q in zip(self.answers.table, self.answers.question, strict=True)
            if q == question
        }
        return any(self._is_missing(key, table) for table in tables)


def _rows_only(table: Table, rows: list[int]) -> str:
    words = table.rows_words(rows)
    return words.partition(": ")[2] or words


def _tuples(frame: pd.DataFrame) -> list[tuple[Any, ...]]:
    return list(frame.itertuples(index=False, name=None))

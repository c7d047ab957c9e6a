"""From case answers to figures: each case placed in its domain, then counted."""

import numpy as np
import pandas as pd

from core.counts import Figures
from core.wording import plural
from sessions.answers.answers import CaseAnswer, codes_among, spelling_of
from sessions.answers.case_rows import NONE, CaseAnswers, tuples
from sessions.answers.columns import Names, Role
from sessions.answers.gathered_evidence import GatheredEvidence, QuestionKey
from sessions.answers.headings import TableShape
from sessions.answers.layout import Table
from sessions.tabular.cells import Findings
from sessions.tabular.sheet_column import Integers, Truths
from sessions.text.command_words import map_option
from sessions.toml.table_reader import LARGEST_NUMBER

YES, NO, NOT_APPLICABLE, MISSING, BAD = range(5)
ANSWERS = (CaseAnswer.YES, CaseAnswer.NO, CaseAnswer.NOT_APPLICABLE, CaseAnswer.MISSING)
FILL_IN = (
    "Fill in the answers: n/a where the question does not apply. If every blank means that it does "
    "not, add --blank not-applicable."
)
FILL_IN_NO = (
    "No cell says no. If a blank means no, write no. If every blank means that the question "
    "does not apply, add --blank not-applicable."
)
# With fewer answers, a table without any no is no surprise.
MANY_ANSWERS = 20


class CaseCounter:
    """Counts the answers that were read, and reports what cannot be counted.

    `blanks_apply_not` says that every blank means not applicable; `unseen` what the file's format
    does not show.
    """

    def __init__(
        self,
        answers: CaseAnswers,
        names: Names,
        findings: Findings,
        gathered: GatheredEvidence,
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
        self.questions = list(answers.questions)
        self.domains = [domain.id for domain in names.scheme.domains]

    def count(self) -> None:
        """Count all that was read; note every bad answer, doubled answer and misplaced case."""
        if not self.answers.parts:
            return
        frame = self._frame()
        self._note_bad(frame)
        # A file that writes "not applicable" out does not mean it by a blank.
        writes_it_out = bool((frame["answer"] == NOT_APPLICABLE).any())
        # Where boxes are ticked for yes alone, a blank may well mean no.
        says_no = bool((frame["answer"] == NO).any())
        self._never_no = not says_no and (frame["answer"] == YES).sum() >= MANY_ANSWERS
        self._is_missing = self._missing_blanks(writes_it_out or self._never_no)
        self._tables = frame[["table", "question"]]
        frame = self._placed(frame)
        self._note_doubled(frame)
        self._note_never_answered(frame)
        self._settle_blanks(frame[frame["answer"] == MISSING])
        self._count_spellings(frame)
        self._count_answers(frame)

    def _frame(self) -> pd.DataFrame:
        """Return all answers, with their meaning, domain, and case and sheet as one number."""
        frame = pd.concat(self.answers.parts, ignore_index=True)
        meant = [self.codes.answer_of(value) for value in self.answers.values]
        codes = [BAD if answer is None else ANSWERS.index(answer) for answer in meant]
        domains = [self.domains.index(self._domain_of(question)) for question in self.questions]
        sheets: dict[str | None, int] = {}
        of_table = [sheets.setdefault(t.sheet.name, len(sheets)) for t in self.answers.tables]
        frame["answer"] = np.array(codes, np.int32)[frame["value"]]
        frame["domain"] = np.array(domains, np.int32)[frame["question"]]
        sheet = np.array(of_table)[frame["table"]]
        frame["here"], _ = pd.factorize(sheet * len(self.answers.cases) + frame["case"].to_numpy())
        return frame

    def _domain_of(self, question: QuestionKey) -> str:
        return self.names.standard_of[question[0]].domain

    def _note_bad(self, frame: pd.DataFrame) -> None:
        bad = frame[frame["answer"] == BAD]
        values = self.answers.values
        numbers = bad["value"].unique()
        codes = codes_among(values) if len(numbers) else frozenset()
        faults = {number: self.codes.fault(values[number], codes) for number in numbers}
        for table, row, column, number in tuples(bad[["table", "row", "column", "value"]]):
            cell = self.answers.tables[table].cell(row, column)
            self.findings.add(cell, *faults[number], values[number])

    def _placed(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Give each case its domain, and leave only its answers to that domain's questions.

        A case is in the domain that a column gives for it, else in that of its first yes or no,
        else in the only one that it has any answer to.
        """
        every = frame.drop_duplicates("here")
        domain = np.full(len(every), NONE)
        decided = frame[frame["answer"].isin([YES, NO, BAD])]
        answered = self._first_by_domain(decided)
        first = answered.drop_duplicates("here")
        domain[first["here"]] = first["domain"]
        undecided = frame[frame["shows"] & (domain[frame["here"]] == NONE)]
        shown = self._first_by_domain(undecided)
        alone = shown[~shown["here"].duplicated(keep=False)]
        domain[alone["here"]] = alone["domain"]
        if self.answers.told:
            for here, case, table in tuples(every[["here", "case", "table"]]):
                told = self.answers.told.get((self.answers.tables[table].sheet.name, case))
                if told is not None:
                    domain[here] = self.domains.index(told[0])
        for case, table, row in tuples(every.loc[domain == NONE, ["case", "table", "row"]]):
            self._note_without_domain(case, table, row)
        self._note_other_domains(answered, decided, domain)
        placed = pd.DataFrame({"case": every["case"], "domain": domain})
        placed = placed[domain != NONE].drop_duplicates()
        self._note_restarted(placed)
        self._count_cases(placed)
        return frame[frame["domain"] == domain[frame["here"]]]

    def _first_by_domain(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Return each case's first answer in each domain."""
        return frame[~self._case_and_domain(frame).duplicated()]

    def _case_and_domain(self, frame: pd.DataFrame) -> "pd.Series[int]":
        """Return the case and domain of each answer as one number."""
        return frame["here"] * len(self.domains) + frame["domain"]

    def _note_without_domain(self, case: int, table: int, row: int) -> None:
        self.findings.add(
            self.answers.tables[table].cell(row, Role.CASE),
            "cannot be assigned to a domain: it has no yes or no answer",
            'Answer one of its key questions, add a column "domain", or remove the row.',
            self.answers.shown[case],
        )

    def _note_other_domains(
        self, answered: pd.DataFrame, decided: pd.DataFrame, domain: Integers
    ) -> None:
        """Note each case that answers questions of two domains, at its first of the second.

        *answered* are the first answers of each case in each domain, *decided* all answers.
        """
        others = answered[domain[answered["here"]] != answered["domain"]]
        if others.empty:
            return
        many = self._case_and_domain(decided).value_counts().to_dict()
        rows = dict(zip(self._case_and_domain(answered), answered["row"], strict=True))
        for here, other, case, table, row, column, value in tuples(
            others[["here", "domain", "case", "table", "row", "column", "value"]]
        ):
            own = here * len(self.domains) + domain[here]
            before = f" (row {rows[own]})" if own in rows else ""
            rest = many[here * len(self.domains) + other] - 1
            more = f" (and {rest} more)" if rest else ""
            self.findings.add(
                self.answers.tables[table].cell(row, column),
                f"answers a question of domain {self.domains[other]}{more}, but case "
                f'"{self.answers.shown[case]}" is in domain {self.domains[domain[here]]}{before}',
                "A case is in one domain: correct the answer, or the identifier.",
                self.answers.values[value],
            )

    def _note_restarted(self, placed: pd.DataFrame) -> None:
        """Say that identifiers on several sheets are those of cases of different domains."""
        doubled = int((placed["case"].value_counts() > 1).sum())
        if doubled:
            self.gathered.said.append(
                f"{plural(doubled, 'identifier')} on several sheets in different domains: read as "
                "different cases"
            )

    def _count_cases(self, placed: pd.DataFrame) -> None:
        for number, many in placed["domain"].value_counts(sort=False).items():
            domain = self.domains[int(str(number))]
            if many > LARGEST_NUMBER:
                self.findings.add_general(
                    f"domain {domain} has {many:,} cases, more than the {LARGEST_NUMBER:,} "
                    "that a session file can contain",
                    "Import one inspection at a time.",
                )
            self.gathered.cases[domain] = int(many)
            self.gathered.counted_domains.add(domain)

    def _note_doubled(self, frame: pd.DataFrame) -> None:
        """Note answers that a case gives twice; where whole rows are doubled, one note per row."""
        # Of a case on a question: a question is of one domain.
        same = frame["case"].to_numpy(np.int64) * len(self.questions) + frame["question"].to_numpy()
        doubled = frame[pd.Series(same).duplicated(keep=False).to_numpy()]
        seen: set[tuple[int, int]] = set()
        firsts: dict[tuple[int, int], tuple[int, int]] = {}
        columns = ["table", "row", "column", "value", "case", "question"]
        for number, row, column, value, case, asked_of in tuples(doubled[columns]):
            table = self.answers.tables[number]
            first = firsts.get((case, asked_of))
            if first is None:
                firsts[(case, asked_of)] = (number, row)
                continue
            question, prompt = self.questions[asked_of]
            asked = f'{question} › "{prompt}"' if prompt else question
            if table.shape is TableShape.CASE_COLUMNS:
                if (number, row) in seen:
                    continue
                seen.add((number, row))
            before = self.answers.tables[first[0]].cell(first[1]).place()
            self.findings.add(
                table.cell(row, column),
                f'answers {asked} for case "{self.answers.shown[case]}" twice: '
                f"{before} already answers it",
                self._twice_remedy(table.sheet.name, table.header),
                self.answers.values[value],
            )

    def _twice_remedy(self, sheet: str | None, row: int) -> str:
        """Say what to do about a case that is there twice; never to count it twice."""
        remedy = (
            "If a form was sent twice, remove one; if these are two cases, correct the identifier."
        )
        if (sheet, row) in self.names.form_numbers:
            case, numbers, heading = self.names.form_numbers[(sheet, row)]
            remedy += (
                f" The case is taken from {case}; {numbers} only numbers the forms. To leave that "
                f"column out: {map_option(heading, 'ignore')}."
            )
        return remedy

    def _missing_blanks(self, every_blank: bool) -> Truths:
        """Return for each table and question whether a blank is a missing answer.

        *every_blank*: whether the file shows that it does not write "not applicable" as a blank.
        """
        every_case = [
            not prompt and self.names.is_asked_of_every_case(question)
            for question, prompt in self.questions
        ]
        no_prompt = [not prompt for _, prompt in self.questions]
        return np.array(
            [no_prompt if every_blank or self.unseen else every_case for _ in self.answers.tables]
        ) & (not self.blanks_apply_not)

    def _note_never_answered(self, frame: pd.DataFrame) -> None:
        """Name the key questions that have a heading, and blanks alone under it."""
        answered = set(frame.loc[frame["answer"] != MISSING, "question"].unique().tolist())
        for number in frame["question"].unique().tolist():
            question, prompt = self.questions[number]
            if number not in answered and not prompt:
                cases = self.gathered.cases[self.names.standard_of[question].domain]
                self.gathered.said.append(
                    f"{question} is not answered for any of {plural(cases, 'case')}"
                )

    def _settle_blanks(self, blanks: pd.DataFrame) -> None:
        """Read each blank as not applicable or as missing; add the questions that miss answers."""
        blanks = blanks.assign(coloured=self._coloured(blanks))
        coloured = int(blanks["coloured"].sum())
        if coloured:
            self.gathered.said.append(
                f"{plural(coloured, 'blank answer')} filled with a colour: colours are not read"
            )
        if self.blanks_apply_not:
            return
        missing = self._is_missing[blanks["table"], blanks["question"]] | blanks["coloured"]
        # In long rows the answers of a question are in one column.
        places = ["table", "question", "column"]
        for (number, question, column), lines in blanks[missing].groupby(places, sort=False):
            table = self.answers.tables[number]
            key, prompt = self.questions[question]
            cases = self.gathered.cases[self.names.standard_of[key].domain]
            asked = f'{key} › "{prompt}"' if prompt else key
            words = f"{asked} is not answered for {len(lines)} of {plural(cases, 'case')}"
            words += f" ({_rows_only(table, lines['row'].tolist())})"
            if lines["coloured"].any():
                words += "; its cells are blank but coloured, and colours are not read"
            elif self.unseen:
                words += f"; this format does not show {self.unseen}"
            remedy = FILL_IN_NO if self._never_no else FILL_IN
            self.findings.add(table.cell(table.header, column), words, remedy)

    def _coloured(self, blanks: pd.DataFrame) -> list[bool]:
        """Return which of the blank answers are filled with a colour."""
        coloured = [table.sheet.coloured for table in self.answers.tables]
        if not any(coloured):
            return [False] * len(blanks)
        return [
            (row, column) in coloured[table]
            for table, row, column in tuples(blanks[["table", "row", "column"]])
        ]

    def _count_spellings(self, frame: pd.DataFrame) -> None:
        for number, many in frame["value"].value_counts(sort=False).items():
            value = self.answers.values[int(str(number))]
            meant = self.codes.answer_of(value)
            if meant is CaseAnswer.MISSING:
                meant = CaseAnswer.NOT_APPLICABLE
            if meant is not None:
                self.gathered.spellings[(spelling_of(value), meant)] += int(many)

    def _count_answers(self, frame: pd.DataFrame) -> None:
        kinds = BAD + 1
        many = np.bincount(
            frame["question"] * kinds + frame["answer"], minlength=len(self.questions) * kinds
        )
        for number, line in enumerate(many.reshape(-1, kinds).tolist()):
            if not any(line):
                continue
            question = self.questions[number]
            domain = self._domain_of(question)
            self.gathered.figures[question] = Figures(line[YES], line[YES] + line[NO])
            self.gathered.answered.add(question)
            absent = self.gathered.cases[domain] - sum(line)
            if absent > 0 and not question[1] and self._are_absent_missing(number):
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
        tables = self._tables.loc[self._tables["question"] == question, "table"].unique()
        return bool(self._is_missing[tables, question].any())


def _rows_only(table: Table, rows: list[int]) -> str:
    words = table.rows_words(rows)
    return words.partition(": ")[2] or words

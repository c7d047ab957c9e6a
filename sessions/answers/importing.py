"""Import a file of answers: with a scheme it gives evidence, or every problem."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from core.evidence import (
    Evidence,
    Inspection,
    KeyQuestionEvidence,
    Prompt,
    Sample,
    StandardEvidence,
)
from core.scheme import Scheme, Standard
from core.scorecard import scorecard_of
from core.wording import plural
from sessions.answers.answers import CaseAnswer, Codes
from sessions.answers.case_rows import CaseReader
from sessions.answers.columns import Column, Names, Role
from sessions.answers.counting import CaseCounter
from sessions.answers.gathered_evidence import GatheredEvidence
from sessions.answers.headings import TableShape
from sessions.answers.layout import Table, TableFinder
from sessions.answers.marks import notes_on_marks
from sessions.answers.tables_without_cases import (
    check_ratings,
    check_samples,
    read_counted,
    read_ratings,
    read_samples,
)
from sessions.files.session_file import slug
from sessions.files.whole_sample import whole_sample_warnings
from sessions.tabular.cells import Findings
from sessions.tabular.read import read_tables
from sessions.tabular.sheet import Progress, no_progress
from sessions.text.command_words import map_option
from sessions.text.problems import Problem, Unusable
from sessions.text.suggestions import closest

CASE_SHAPES = (TableShape.CASE_ROWS, TableShape.CASE_COLUMNS)


@dataclass(frozen=True)
class ImportOptions:
    """What the user says of the import besides the file.

    Attributes:
        maps: The names to read columns under, by their headings.
        kept_maps: The same from a map file; the file need not have these columns.
        codes: The answers that the file's own codes stand for.
        blanks_apply_not: Whether every blank means not applicable.
    """

    inspection_id: str | None = None
    service: str | None = None
    maps: Mapping[str, str] = field(default_factory=dict)
    codes: Mapping[str, CaseAnswer] = field(default_factory=dict)
    blanks_apply_not: bool = False
    kept_maps: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Imported:
    """What an import gives: the evidence, and in words how the file was read.

    Attributes:
        columns: How each heading was read whose name alone does not say it.
        read_as: The name of what each heading was read as, for a map to keep.
    """

    evidence: Evidence
    tables: tuple[str, ...]
    columns: tuple[str, ...]
    spellings: tuple[str, ...]
    said: tuple[str, ...]
    read_as: Mapping[str, str]

    @property
    def awaited(self) -> tuple[str, ...]:
        """The counted standards that the file gave nothing for."""
        return tuple(score.id for score in scorecard_of(self.evidence).awaited)


def import_answers(
    path: Path,
    scheme: Scheme,
    wanted: ImportOptions | None = None,
    progress: Progress = no_progress,
) -> Imported:
    """Read a file of answers, and return its evidence.

    Raises:
        Unusable: With every problem of the file.
    """
    wanted = wanted or ImportOptions()
    names = Names(
        scheme,
        wanted.maps,
        Codes(wanted.codes),
        kept_maps=wanted.kept_maps,
    )
    _check_wanted(wanted, names)
    file = read_tables(path, progress)
    findings = Findings(str(path), [sheet.name for sheet in file.sheets])
    gathered = GatheredEvidence(said=list(file.notes))
    finder = TableFinder(file, names, findings)
    tables = finder.tables()
    gathered.said += [*finder.notes, *notes_on_marks(tables)]
    reader = CaseReader(names, findings, gathered)
    for table in tables:
        if table.shape in CASE_SHAPES:
            reader.read(table, progress)
    reader.note_alike()
    reader.note_sent_again()
    CaseCounter(
        reader.answers, names, findings, gathered, wanted.blanks_apply_not, file.unseen
    ).count()
    for shape, read in (
        (TableShape.SAMPLES, read_samples),
        (TableShape.COUNTED, read_counted),
        (TableShape.RATINGS, read_ratings),
    ):
        for table in tables:
            if table.shape is shape:
                read(table, names, findings, gathered)
    check_samples(names, findings, gathered)
    check_ratings(names, findings, gathered)
    _check_whole_standards(names, findings, gathered)
    if not gathered.figures and tables and not findings:
        findings.add_general("contains no answers", "Is it the right file?")
    if findings:
        raise Unusable(findings.problems)
    inspection = _inspection(path, wanted, gathered)
    evidence = _evidence(inspection, scheme, gathered)
    gathered.said += [
        f"{warning.place} {warning.message}. {warning.remedy}"
        for warning in whole_sample_warnings(str(path), evidence)
    ]
    return Imported(
        evidence,
        tuple(_table_words(table) for table in tables),
        _column_words(tables),
        _spelling_words(gathered),
        tuple(dict.fromkeys(gathered.said)),
        _read_as(tables),
    )


def _check_wanted(wanted: ImportOptions, names: Names) -> None:
    problems = [Problem("the command", "", *fault) for fault in names.map_faults()]
    if wanted.inspection_id is not None and wanted.inspection_id != slug(wanted.inspection_id):
        problems.append(
            Problem(
                "the command",
                "",
                f'--id "{wanted.inspection_id}" cannot be an id: use letters, digits, - and _',
                f"Use --id {slug(wanted.inspection_id) or 'north-2020'}.",
            )
        )
    if wanted.service is not None and not wanted.service.strip():
        problems.append(
            Problem(
                "the command",
                "",
                "--service is blank",
                "Enter the service's name, or leave out --service.",
            )
        )
    if problems:
        raise Unusable(problems)


def _inspection(path: Path, wanted: ImportOptions, gathered: GatheredEvidence) -> Inspection:
    stem = path.stem
    inspection_id = wanted.inspection_id or slug(stem) or "inspection"
    service = wanted.service
    if service is None:
        service = " ".join(stem.replace("_", " ").replace("-", " ").split()) or "Service"
        gathered.said.append(
            f'no --service was given, so the service is called "{service}": add --service NAME, '
            "or edit service under [inspection] in the session file"
        )
    return Inspection(inspection_id, service)


def _check_whole_standards(names: Names, findings: Findings, gathered: GatheredEvidence) -> None:
    """Report each standard that has only some of its key questions."""
    if names.names_lost:
        # Which are missing is known once the header is whole; until then it would mislead.
        return
    for standard in names.scheme.standards:
        given = {question for question, _ in gathered.figures}
        ids = [question.id for question in standard.key_questions]
        some = [each for each in ids if each in given]
        without = [each for each in ids if (each, "") not in gathered.where]
        if not some:
            continue
        for each in without:
            findings.add_general(
                f"the key question {each} has no answers; the others of standard {standard.id} do",
                f"{_meant_by(each, names)}dd it, with n/a for every case if it applies to none.",
            )


def _meant_by(question: str, names: Names) -> str:
    """Begin a remedy with the column that a number was perhaps mistyped in: 2.1.l."""
    numbers = {heading.split()[0]: heading for heading in names.not_known}
    like = closest(question, list(numbers))
    if like is None:
        return "A"
    heading = numbers[like]
    use = map_option(heading, question)
    return f'Did you mean the column "{heading}"? Use {use}; otherwise a'


def _evidence(inspection: Inspection, scheme: Scheme, gathered: GatheredEvidence) -> Evidence:
    standards = []
    for standard in scheme.standards:
        questions = _questions(standard, gathered)
        rating = gathered.ratings.get(standard.id)
        reason = gathered.not_rated.get(standard.id)
        if questions or rating is not None or reason is not None:
            standards.append(StandardEvidence(standard.id, questions, rating, reason))
    samples = {
        domain.id: Sample(gathered.cases[domain.id], gathered.eligible.get(domain.id))
        for domain in scheme.domains
        if domain.id in gathered.cases
    }
    return Evidence(inspection, scheme, samples, tuple(standards))


def _questions(standard: Standard, gathered: GatheredEvidence) -> tuple[KeyQuestionEvidence, ...]:
    return tuple(
        KeyQuestionEvidence(
            question.id,
            gathered.figures[(question.id, "")],
            prompts=tuple(
                Prompt(prompt, figures)
                for (asked, prompt), figures in gathered.figures.items()
                if asked == question.id and prompt
            ),
        )
        for question in standard.key_questions
        if (question.id, "") in gathered.figures
    )


def _table_words(table: Table) -> str:
    where = "" if table.sheet.name is None else f'sheet "{table.sheet.name}", '
    named = [
        f'"{column.heading}" as {column.role.value}'
        for column in table.columns
        if column is not None
        and column.role not in (Role.ANSWER_TO, Role.IGNORED)
        and column.heading.casefold() != column.role.value
    ]
    rows = len(table.numbers)
    also = f"; {', '.join(named)}" if named else ""
    return f"{where}names in row {table.header}: {table.shape.value}, {plural(rows, 'row')}{also}"


def _name_of(column: Column) -> str:
    """Return the name that `--map` takes for what a column holds."""
    if column.role is Role.ANSWER_TO:
        return f"{column.question} > {column.prompt}" if column.prompt else column.question
    return column.role.value


def _column_words(tables: Sequence[Table]) -> tuple[str, ...]:
    """Say which key question each heading was read as, where it is not plain."""
    words = [
        f'"{column.heading}" → {_name_of(column)}'
        for table in tables
        for column in table.columns
        if column is not None and not column.certain
    ]
    return tuple(dict.fromkeys(words))


def _read_as(tables: Sequence[Table]) -> dict[str, str]:
    return {
        column.heading: _name_of(column)
        for table in tables
        for column in table.columns
        if column is not None and column.role is not Role.PERCENT and column.heading
    }


def _spelling_words(gathered: GatheredEvidence) -> tuple[str, ...]:
    answers = [
        f"{spelled} → {answer.value} ({many:,})"
        for meant in CaseAnswer
        for (spelled, answer), many in gathered.spellings.most_common()
        if answer is meant
    ]
    ratings = [
        f"{spelled} → {name}"
        for spelled, name in gathered.rating_spellings
        if spelled.strip('"') != name
    ]
    return (*answers, *ratings)

"""A portfolio from one table: a scheme for each inspection, evidence for core, scorecards."""

from pathlib import Path

from core.scheme import Scheme
from core.scorecard import Scorecard, scorecard_of
from core.wording import listed
from sessions.files.scheme_file import shipped_scheme, shipped_schemes
from sessions.portfolio.alike import rows_alike
from sessions.portfolio.headings import ColumnKind
from sessions.portfolio.other_answer import is_negative
from sessions.portfolio.other_scheme import overall_words, under_scheme
from sessions.portfolio.portfolio import (
    Portfolio,
    Progress,
    ScoredInspection,
    named_scheme,
    no_progress,
)
from sessions.portfolio.table import PortfolioTable, TableEntry, read_portfolio_table
from sessions.portfolio.table_evidence import evidence_of, rating_of
from sessions.text.problems import Problem, Unusable
from sessions.text.suggestions import suggestion


def portfolio_of_table(
    path: Path, other: Scheme | None = None, progress: Progress = no_progress
) -> Portfolio:
    """Score every inspection of a table.

    Raises:
        Unusable: None of the table can be used.
    """
    table = read_portfolio_table(path, progress)
    portfolio = Portfolio(other=other)
    schemes = _Schemes(path, table)
    for number, entry in enumerate(table.entries, start=1):
        scheme = schemes.of(entry)
        evidence = None if scheme is None else evidence_of(table, entry, scheme)
        if evidence is not None and not entry.bad:
            scorecard = scorecard_of(evidence)
            again = None if other is None else scorecard_of(under_scheme(evidence, other))
            portfolio.inspections.append(
                ScoredInspection(scorecard, entry.text(ColumnKind.DATE), again)
            )
            _compare_overall(table, entry, scorecard, portfolio)
        progress("rating", number, len(table.entries))
    portfolio.problems += [*table.findings.problems, *schemes.problems]
    unknown = _unknown_columns(table, [*schemes.used, *([] if other is None else [other])])
    portfolio.warnings = [*table.warnings, *rows_alike(table), *unknown, *portfolio.warnings]
    if not table.entries:
        said, remedy = "contains no inspection", "Is it the right file?"
        portfolio.problems.append(Problem(table.file, "", said, remedy))
    return portfolio


class _Schemes:
    """The scheme of each inspection: the one that its row names, else the one that the table fits.

    What is wrong with a scheme is one problem, whichever rows name it.
    """

    def __init__(self, path: Path, table: PortfolioTable) -> None:
        self.problems: list[Problem] = []
        self._path = path
        self._table = table
        self._known: dict[str, Scheme | None] = {}

    @property
    def used(self) -> list[Scheme]:
        """The schemes that were found."""
        return [scheme for scheme in self._known.values() if scheme is not None]

    def of(self, entry: TableEntry) -> Scheme | None:
        """Return the scheme of an inspection; None where there is none."""
        name = entry.text(ColumnKind.SCHEME)
        if name not in self._known:
            self._known[name] = self._find(name, entry)
        return self._known[name]

    def _find(self, name: str, entry: TableEntry) -> Scheme | None:
        if not name:
            try:
                return recognised(self._table)
            except Unusable as unusable:
                if self._table.headings.place(ColumnKind.SCHEME) is None:
                    raise
                said = f"is blank, and the table {unusable.problems[0].message}"
                remedy = "Enter the id of a shipped scheme there, or the path of a scheme file."
                self.problems.append(self._problem(entry, said, remedy))
                return None
        try:
            return named_scheme(name, self._path.parent)
        except Unusable as unusable:
            for problem in unusable.problems:
                if problem.file == name:
                    told = self._problem(entry, problem.message, problem.remedy, name)
                    self.problems.append(told)
                else:
                    self.problems.append(problem)
            return None

    def _problem(
        self, entry: TableEntry, message: str, remedy: str, value: str | None = None
    ) -> Problem:
        place = entry.cell(ColumnKind.SCHEME).place()
        shown = None if value is None else f'"{value[:60]}"'
        return Problem(self._table.file, place, message, remedy, shown)


def recognised(table: PortfolioTable) -> Scheme:
    """Return the one shipped scheme that a table is made for.

    It goes by the key questions; in a table of ratings alone, by the standards.

    Raises:
        Unusable: No shipped scheme fits, or several do.
    """
    schemes = [shipped_scheme(each) for each in shipped_schemes()]
    ids = {
        each.id: {question.id.casefold() for s in each.standards for question in s.key_questions}
        for each in schemes
    }
    # A percentage may be of anything, such as a score; only a key question's shows the scheme.
    given = table.questions | (table.percents & set().union(*ids.values()))
    has_figures = bool(given)
    if not has_figures:
        given = table.standards
        ids = {each.id: {s.id.casefold() for s in each.standards} for each in schemes}
    fitting = [each for each in schemes if given and given <= ids[each.id]]
    # Ratings alone do not distinguish two schemes that name their standards alike.
    whole = [each for each in fitting if given == ids[each.id] and has_figures]
    for candidates in (whole, fitting):
        if len(candidates) == 1:
            return candidates[0]
    several = listed(tuple(each.id for each in fitting))
    said = f"fits the schemes {several}" if fitting else "fits no shipped scheme"
    remedy = "Add a column `scheme` with the id of a shipped scheme, or the path of a scheme file."
    raise Unusable([Problem(table.file, "headings", said, remedy)])


def _compare_overall(
    table: PortfolioTable, entry: TableEntry, scorecard: Scorecard, portfolio: Portfolio
) -> None:
    text = entry.text(ColumnKind.OVERALL)
    given = rating_of(scorecard.scheme, text)
    computed = overall_words(scorecard)
    words = text if given is None else given.name
    if not text or words.casefold() == computed.casefold():
        return
    said = f"is only compared: the overall rating worked out for this row is {computed}"
    if scorecard.by_evidence.overall is None:
        said = f"is only compared: this row has no overall rating ({computed})"
    place = entry.cell(ColumnKind.OVERALL).place()
    remedy = "Check which of the two is right."
    portfolio.warnings.append(Problem(table.file, place, said, remedy, f'"{text[:60]}"'))


def _unknown_columns(table: PortfolioTable, schemes: list[Scheme]) -> list[Problem]:
    """Name the key questions, standards and domains of a table that no scheme in use has."""
    if not schemes:
        return []
    known = {
        "key question": {q.id for each in schemes for s in each.standards for q in s.key_questions},
        "standard": {standard.id for each in schemes for standard in each.standards},
        "domain": {domain.id for each in schemes for domain in each.domains},
    }
    # What is named, the heading that names it, and what it should be.
    named = [
        (
            heading.of.casefold(),
            heading.text,
            "domain" if heading.kind in DOMAIN_KINDS else "key question",
        )
        for heading in table.headings.columns
        if heading.of and heading.kind is not ColumnKind.RATING
    ]
    named += [(of, table.heading_of(of), "key question") for of in table.questions]
    named += [(of, table.heading_of(of), "standard") for of in table.standards]
    first = {(of, what): text for of, text, what in reversed(named)}
    return [
        Problem(
            table.file,
            "headings",
            f"is not a {what} of the scheme, so it is not read",
            f"{_meant(of, sorted(known[what]))}Correct the heading, or remove the column.",
            f'"{text}"',
        )
        for (of, what), text in reversed(first.items())
        if of not in {each.casefold() for each in known[what]}
    ]


def _meant(of: str, known: list[str]) -> str:
    """Suggest what a heading is of, unless it is of the other answer."""
    return "" if is_negative(of) else suggestion(of, known)


DOMAIN_KINDS = (ColumnKind.CASES, ColumnKind.ELIGIBLE)

"""A portfolio from one table of case counts."""

import re
from pathlib import Path

import numpy as np

from core.scheme import Scheme
from core.value import replace
from sessions.files.scheme_file import shipped_scheme, shipped_schemes
from sessions.portfolio.case_table import CaseTable, Indices
from sessions.portfolio.portfolio import (
    Group,
    Portfolio,
    Progress,
    named_scheme,
    no_progress,
    stand_in,
)
from sessions.portfolio.rules import Bools, Rules
from sessions.portfolio.scoring import (
    Fitted,
    first_problems,
    fitted,
    ids_of,
    known_counts,
    rated,
    unknown_columns,
    unreadable_ratings,
)
from sessions.portfolio.table import read_table
from sessions.portfolio.vectorised import CaseCounts
from sessions.text.problems import Problem, Unusable


def portfolio_of_table(
    path: Path, other: Scheme | None = None, progress: Progress = no_progress
) -> Portfolio:
    """Rate every inspection of a table; Unusable where none of it can be used."""
    read = read_table(path)
    found = Portfolio(problems=read.problems, warnings=read.warnings)
    found.other = None if other is None else Rules(other)
    schemes = _schemes(path, read.table, found)
    every = [scheme for scheme, _ in schemes] + ([] if other is None else [other])
    found.warnings += unknown_columns(read.table, every)
    for scheme, places in schemes:
        found.groups += _group(read.table, Rules(scheme), places, found, progress)
    if read.left_out is not None:
        for scheme, places in _schemes(path, read.left_out, found):
            found.problems += unreadable_ratings(read.left_out.rows(places), Rules(scheme))
    found.problems.sort(key=_row_of)
    return found


def _row_of(problem: Problem) -> int:
    """The row that a problem is in, for the order in which they are told; 0 for none."""
    number = re.match(r"rows? (\d+)", problem.place)
    return int(number[1]) if number else 0


def _schemes(path: Path, table: CaseTable, found: Portfolio) -> list[tuple[Scheme, Indices]]:
    """Find which inspections are under which scheme; those under none become problems."""
    every = np.arange(table.inspections)
    if table.schemes is None:
        return [(recognised(table), every)]
    schemes: list[tuple[Scheme, Indices]] = []
    for place, name in enumerate(table.schemes.texts):
        rows = np.flatnonzero(table.schemes.places == place)
        if not rows.size:
            continue
        try:
            scheme = named_scheme(name, path.parent) if name else recognised(table)
        except Unusable as unusable:
            rest = f" and {rows.size - 1:,} more rows" if rows.size > 1 else ""
            where = f'row {int(table.lines[rows[0]])}{rest} › "scheme"'
            found.problems += [
                _of_a_cell(each, name, table.file, where) for each in unusable.problems
            ]
        else:
            schemes.append((scheme, rows))
    return schemes


def _of_a_cell(problem: Problem, name: str, file: str, where: str) -> Problem:
    """Say of a cell of the column `scheme` what is wrong with the scheme that it names."""
    if not name:
        said = f"is blank, and the table {problem.message}"
        return Problem(file, where, said, "Name the scheme there: a shipped id, or a file's path.")
    if problem.file == name:
        return Problem(file, where, problem.message, problem.remedy, f'"{name[:60]}"')
    return replace(problem, place=f"{problem.place} (named in {file}, {where})".strip())


def recognised(table: CaseTable) -> Scheme:
    """Find the one shipped scheme that a table is made for; Unusable for none or several."""
    given = {each.casefold() for each in table.questions}
    schemes = [shipped_scheme(each) for each in shipped_schemes()]
    fitting = [each for each in schemes if given <= ids_of(each)[0]]
    whole = [each for each in fitting if given == ids_of(each)[0]]
    for found in (whole, fitting):
        if len(found) == 1:
            return found[0]
    several = " and ".join(each.id for each in fitting)
    said = f"fits the schemes {several}" if fitting else "fits no shipped scheme"
    remedy = "Add a column `scheme` that names each row's: a shipped id, or a scheme file's path."
    raise Unusable([Problem(table.file, "headings", said, remedy)])


def _group(
    table: CaseTable, rules: Rules, places: Indices, found: Portfolio, progress: Progress
) -> list[Group]:
    own = table.rows(places)
    fit = fitted(own, rules)
    if fit.bad:
        found.problems += first_problems(fit)
        good = np.setdiff1d(np.arange(own.inspections), np.array(list(fit.bad), dtype=np.intp))
        own, places = own.rows(good), places[good]
        fit = fitted(own, rules)
    if not own.inspections:
        return []
    results = rated(own, rules, fit, lambda done, of: progress("rating", done, of))
    counts, fixed = as_counts(own, rules, fit)
    group = Group(rules, places, own.names, results, results, counts, fixed)
    if found.other is not None:
        under = fitted(own, found.other, own=False)
        group.other = rated(own, found.other, under)
    return [group]


def as_counts(table: CaseTable, rules: Rules, fit: Fitted) -> tuple[CaseCounts, Bools | None]:
    """Give the evidence as counts alone: for a percentage without one stands a count, fixed."""
    if not fit.percents:
        return fit.counts, None
    yes, relevant = (each.astype(np.uint16) for each in (fit.counts.yes, fit.counts.relevant))
    fixed = np.zeros(yes.shape, np.bool_)
    for place, rows in fit.percents.items():
        standard = rules.standards[place]
        for at in rows.tolist():
            for row, each, counts in known_counts(table, rules, standard, at):
                count = counts[0] if len(counts) == 1 else None
                if count is None:
                    count = stand_in(rules.scheme, each, counts)
                    fixed[row, at] = count is not None
                if count is not None:
                    yes[row, at], relevant[row, at] = count
    return replace(fit.counts, yes=yes, relevant=relevant), fixed

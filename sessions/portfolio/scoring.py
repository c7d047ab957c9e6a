"""A table of case counts under a scheme: matched by id, checked, rated.

Counted evidence is rated on arrays. A standard that holds a percentage without its count is rated
by core itself, inspection by inspection, because its criteria can be "possible".
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice

import numpy as np

from core.counts import Count, Figures, contradictions, possible_counts
from core.evidence import Evidence, Inspection, KeyQuestionEvidence, Sample, StandardEvidence
from core.scheme import AskedOf, RatedBy, Scheme, Standard
from core.standard_result import standard_result
from sessions.portfolio.case_table import NOTHING, CaseTable, Coded, Indices, Places
from sessions.portfolio.rules import Bools, Counts, Rules
from sessions.portfolio.vectorised import (
    AWAITED,
    FIGURES,
    NO_PERCENT,
    NOT_RATED,
    CaseCounts,
    Ratings,
    Report,
    Results,
    criteria_byte,
    results_of,
    total,
)
from sessions.text.problems import Problem
from sessions.text.suggestions import suggestion
from sessions.toml.table_reader import MOST_PROBLEMS

NO_CASES = "not rated"
UNREADABLE = -4


@dataclass
class Fitted:
    """A table's evidence in the order of a scheme.

    `percents` are rated by core: for each standard's place, in which inspections.
    `bad`: inspections that break the rules of evidence, with why.
    """

    counts: CaseCounts
    percents: dict[int, Indices] = field(default_factory=dict)
    bad: dict[int, list[Problem]] = field(default_factory=dict)


def ids_of(scheme: Scheme) -> tuple[set[str], set[str]]:
    """Give the ids of a scheme's key questions, and of its standards, without regard to case."""
    questions = {q.id.casefold() for each in scheme.standards for q in each.key_questions}
    return questions, {each.id.casefold() for each in scheme.standards}


def unknown_columns(table: CaseTable, schemes: Iterable[Scheme]) -> list[Problem]:
    """Name the key questions, standards and domains of a table that no scheme has."""
    questions: set[str] = set()
    standards: set[str] = set()
    domains: set[str] = set()
    for scheme in schemes:
        ids = ids_of(scheme)
        questions |= ids[0]
        standards |= ids[1]
        domains |= {each.id.casefold() for each in scheme.domains}
    found = [
        *((of, "key question", questions) for of in table.questions),
        *((of, "standard", standards) for of in table.ratings),
        *((of, "domain", domains) for of in table.cases),
    ]
    return [
        Problem(
            table.file,
            "headings",
            f"is no {what} of the scheme, so it is not read",
            f"{suggestion(of, sorted(known))}Correct the heading, or remove the column.",
            f'"{of}"',
        )
        for of, what, known in found
        if of.casefold() not in known
    ]


def fitted(table: CaseTable, rules: Rules, own: bool = True) -> Fitted:
    """Bring a table into a scheme's order.

    `own`: the table is meant for this scheme, so what does not fit it is a problem; under another
    scheme it is only awaited.
    """
    row_of = {of.casefold(): row for row, of in enumerate(table.questions)}
    rows = [row_of.get(of.casefold()) for of in rules.questions]
    yes, relevant = (_in_order(each, rows) for each in (table.yes, table.relevant))
    given: dict[str, Ratings] = {}
    found = Fitted(CaseCounts(yes, relevant, given))
    ratings = {of.casefold(): each for of, each in table.ratings.items()}
    for place, (standard, asked) in enumerate(zip(rules.standards, rules.rows, strict=True)):
        written = ratings.get(standard.id.casefold())
        stated = _stated(found, table, rules, standard, written, own)
        if standard.rated_by is RatedBy.JUDGEMENT:
            given[standard.id] = np.where(stated == FIGURES, AWAITED, stated).astype(np.int8)
            continue
        at = [rows[row] for row in asked]
        if table.given is None and not table.percents and written is None and None not in at:
            continue
        there, by_percent = _there(table, at)
        whole: Bools = np.logical_and.reduce(there)
        some: Bools = np.logical_or.reduce(there)
        # A row with anything wrong in it is left out; all of that is named.
        if own:
            _note_partial(found, table, standard, there, some & ~whole)
            both = np.flatnonzero(some & (stated != FIGURES))
            said = "has figures, which give the rating themselves"
            _note(found, table, both, f"{standard.id} rating", said, "Remove one of the two.")
        given[standard.id] = np.where(whole, FIGURES, np.where(stated == FIGURES, AWAITED, stated))
        given[standard.id] = given[standard.id].astype(np.int8)
        percents = np.flatnonzero(by_percent & whole)
        if percents.size:
            found.percents[place] = percents
    if own:
        _check_samples(found, table, rules, row_of)
    return found


def rated(table: CaseTable, rules: Rules, found: Fitted, report: Report | None = None) -> Results:
    """Rate a table whose bad rows have been left out."""
    results = results_of(rules, found.counts, report)
    again: set[int] = set()
    for place, rows in found.percents.items():
        _by_core(table, rules, results, place, rows)
        again.update(rows.tolist())
    # A percentage may give a rating where the counts alone gave none.
    for row in sorted(again):
        total(rules, results, slice(row, row + 1))
    return results


def rating_places(rules: Rules, texts: Iterable[str]) -> list[int]:
    """Read ratings as written, long or short; FIGURES for a blank, UNREADABLE for what is none."""
    shorts = {each.short.casefold(): place for place, each in enumerate(rules.scheme.ratings)}
    found = []
    for text in texts:
        words = " ".join(text.split()).casefold()
        rating = rules.scheme.rating_named(text)
        if not words:
            found.append(FIGURES)
        elif rating is not None:
            found.append(rules.scheme.ratings.index(rating))
        elif words.startswith(NO_CASES):
            found.append(NOT_RATED)
        else:
            found.append(shorts.get(words, UNREADABLE))
    return found


def _in_order(counts: Counts, rows: list[int | None]) -> Counts:
    if rows == list(range(len(counts))):
        return counts
    found: Counts = np.zeros((len(rows), counts.shape[1]), counts.dtype)
    for place, row in enumerate(rows):
        if row is not None:
            found[place] = counts[row]
    return found


def _stated(
    found: Fitted,
    table: CaseTable,
    rules: Rules,
    standard: Standard,
    written: Coded | None,
    own: bool,
) -> Ratings:
    """Read the ratings that stand in a table as such; FIGURES where there is none."""
    if written is None:
        return np.full(table.inspections, FIGURES, np.int8)
    places = np.array(rating_places(rules, written.texts) or [FIGURES], dtype=np.int8)
    if own:
        names = ", ".join(f'"{each.name}"' for each in rules.scheme.ratings)
        for wrong in np.flatnonzero(places == UNREADABLE).tolist():
            rows = np.flatnonzero(written.places == wrong)
            remedy = f'Give one of {names}, or "{NO_CASES}".'
            heading, text = f"{standard.id} rating", f'"{written.texts[wrong][:60]}"'
            _note(found, table, rows, heading, "is no rating", remedy, text)
    places[places == UNREADABLE] = FIGURES
    stated: Ratings = places[written.places]
    return stated


def _there(table: CaseTable, at: list[int | None]) -> tuple[Bools, Bools]:
    """Tell which key questions have figures, and where any has a percentage alone."""
    there = np.zeros((len(at), table.inspections), np.bool_)
    by_percent = np.zeros(table.inspections, np.bool_)
    for place, row in enumerate(at):
        if row is None:
            continue
        there[place] = True if table.given is None else table.given[row]
        alone = table.percents.get(table.questions[row])
        if alone is not None:
            there[place] |= alone != NOTHING
            by_percent |= alone != NOTHING
    return there, by_percent


def _note(
    found: Fitted,
    table: CaseTable,
    rows: Indices,
    heading: str,
    message: str,
    remedy: str,
    value: str | None = None,
) -> None:
    for row in rows.tolist():
        where = f'row {int(table.lines[row])} › "{heading}"'
        found.bad.setdefault(row, []).append(Problem(table.file, where, message, remedy, value))


def _note_partial(
    found: Fitted, table: CaseTable, standard: Standard, there: Bools, partial: Bools
) -> None:
    for place, question in enumerate(standard.key_questions):
        rows = np.flatnonzero(partial & ~there[place])
        said = f"is missing, though others of {standard.id} are given"
        _note(found, table, rows, question.id, said, "Add it; 0 of 0 where it applied to no case.")


def _check_samples(found: Fitted, table: CaseTable, rules: Rules, row_of: dict[str, int]) -> None:
    """Hold the figures against the samples, where a table gives them."""
    for standard in rules.standards:
        cases = _cases(table, standard.domain)
        if cases is None:
            continue
        for question in standard.key_questions:
            row = row_of.get(question.id.casefold())
            if row is None:
                continue
            relevant = table.relevant[row].astype(np.int64)
            rows = np.flatnonzero((cases != NOTHING) & (relevant > cases))
            said = f"has more relevant cases than the sample of domain {standard.domain}"
            _note(found, table, rows, question.id, said, "Correct one of them.")
            alone = table.percents.get(table.questions[row])
            for each in () if alone is None else np.flatnonzero(alone != NOTHING).tolist():
                figures = _figures(table, row, each)
                for wrong in contradictions(figures, _known(cases, each)):
                    at = np.array([each], dtype=np.intp)
                    _note(found, table, at, question.id, wrong.fault, wrong.remedy)


def _cases(table: CaseTable, domain: str) -> Places | None:
    return next(
        (each for of, each in table.cases.items() if of.casefold() == domain.casefold()), None
    )


def _known(values: Places | None, row: int) -> int | None:
    return None if values is None or values[row] == NOTHING else int(values[row])


def _figures(table: CaseTable, row: int, inspection: int) -> Figures:
    """Give a key question's figures as core has them."""
    relevant = int(table.relevant[row, inspection])
    if table.given is None or table.given[row, inspection]:
        return Figures(int(table.yes[row, inspection]), relevant)
    percent = _known(table.percents.get(table.questions[row]), inspection)
    return Figures(relevant=relevant or None, percent=percent)


def known_counts(
    table: CaseTable, rules: Rules, standard: Standard, inspection: int
) -> Iterator[tuple[int, Figures, tuple[Count, ...]]]:
    """Give each key question's place among the scheme's, its figures, and what they stand for."""
    row_of = {of.casefold(): row for row, of in enumerate(table.questions)}
    cases = _known(_cases(table, standard.domain), inspection)
    for question in standard.key_questions:
        figures = _figures(table, row_of[question.id.casefold()], inspection)
        every_case = question.asked_of is AskedOf.EVERY_CASE
        counts = possible_counts(figures, cases, every_case=every_case)
        yield rules.questions.index(question.id), figures, counts


def _by_core(table: CaseTable, rules: Rules, results: Results, place: int, rows: Indices) -> None:
    """Rate one standard by core, where it holds percentages without counts."""
    standard = rules.standards[place]
    row_of = {of.casefold(): row for row, of in enumerate(table.questions)}
    asked = [row_of[question.id.casefold()] for question in standard.key_questions]
    cases = _cases(table, standard.domain)
    result = _remembered(rules.scheme, standard)
    for row in rows.tolist():
        figures = tuple(_figures(table, each, row) for each in asked)
        rating, lowest, criteria = result(figures, _known(cases, row))
        results.ratings[place, row] = rating
        results.lowest[place, row] = lowest
        results.criteria[place, row] = criteria


def _remembered(
    scheme: Scheme, standard: Standard
) -> Callable[[tuple[Figures, ...], int | None], tuple[int, int, int]]:
    @lru_cache(maxsize=100_000)
    def result(figures: tuple[Figures, ...], cases: int | None) -> tuple[int, int, int]:
        given = StandardEvidence(
            standard.id,
            tuple(
                KeyQuestionEvidence(question.id, each)
                for question, each in zip(standard.key_questions, figures, strict=True)
            ),
        )
        samples = {} if cases is None else {standard.domain: Sample(cases)}
        evidence = Evidence(Inspection("", ""), scheme, samples, (given,))
        found = standard_result(evidence, standard)
        held = found.discretion
        return (
            NOT_RATED if found.rating is None else scheme.ratings.index(found.rating),
            NO_PERCENT if found.lowest_percent is None else found.lowest_percent,
            criteria_byte(held.near_boundary, held.one_judgement, held.small_sample),
        )

    return result


def first_problems(found: Fitted) -> list[Problem]:
    """Give the problems of a table's rows in their order, as many as help."""
    told = (each for row in sorted(found.bad) for each in found.bad[row])
    return list(islice(told, MOST_PROBLEMS + 1))


def unreadable_ratings(table: CaseTable, rules: Rules) -> list[Problem]:
    """Name the ratings that are none, in rows that are left out for another reason."""
    found = Fitted(CaseCounts(table.yes, table.relevant, {}))
    ratings = {of.casefold(): each for of, each in table.ratings.items()}
    for standard in rules.standards:
        _stated(found, table, rules, standard, ratings.get(standard.id.casefold()), own=True)
    return first_problems(found)

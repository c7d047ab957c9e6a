"""The evidence of one inspection out of its cells, every wrong cell named."""

import re

from core.counts import Figures, contradictions
from core.evidence import Evidence, Inspection, KeyQuestionEvidence, Sample, StandardEvidence
from core.scheme import RatedBy, Rating, Scheme, Standard
from sessions.portfolio.headings import ColumnKind
from sessions.portfolio.table import PortfolioTable, TableEntry
from sessions.tabular.cells import number_fault, spreadsheet_fault, text_of, whole_number
from sessions.toml.table_reader import LARGEST_NUMBER

PERCENTAGE = re.compile(r"(\d{0,9})(?:[.,](\d{1,12}))?\s*(%?)")
NOT_RATED = "not rated"
AWAITED = "awaited"
KINDS = {"yes": ColumnKind.YES, "relevant": ColumnKind.RELEVANT, "percent": ColumnKind.PERCENT}


def evidence_of(table: PortfolioTable, entry: TableEntry, scheme: Scheme) -> Evidence:
    """Return the evidence of an inspection; `entry.bad` says whether it may be used."""
    samples = {
        domain.id: sample
        for domain in scheme.domains
        if (sample := _sample(table, entry, domain.id)) is not None
    }
    standards = (
        _standard(table, entry, scheme, standard, samples.get(standard.domain))
        for standard in scheme.standards
    )
    return Evidence(
        Inspection(entry.text(ColumnKind.ID), entry.text(ColumnKind.SERVICE)),
        scheme,
        samples,
        tuple(standard for standard in standards if standard is not None),
    )


def rating_of(scheme: Scheme, text: str) -> Rating | None:
    """Return the rating that a text names, long or short; None where it names none."""
    short = " ".join(text.split()).casefold()
    by_short = {rating.short.casefold(): rating for rating in scheme.ratings}
    return scheme.rating_named(text) or by_short.get(short)


def _sample(table: PortfolioTable, entry: TableEntry, domain: str) -> Sample | None:
    cases = _number(table, entry, ColumnKind.CASES, domain)
    eligible = _number(table, entry, ColumnKind.ELIGIBLE, domain)
    if cases is None:
        return None
    if eligible is not None and eligible < cases:
        message = f"is fewer than the {cases} cases of the sample"
        table.wrong(entry, ColumnKind.ELIGIBLE, domain, message, "Correct one of them.", eligible)
    return Sample(cases, eligible)


def _number(table: PortfolioTable, entry: TableEntry, kind: ColumnKind, of: str) -> int | None:
    """Return a whole number; None where the cell is blank, or wrong (and the entry bad)."""
    value = entry.value(kind, of)
    if value is None:
        return None
    if kind is ColumnKind.PERCENT:
        return _percent(table, entry, of, value)
    number = whole_number(value)
    if number is None or not 0 <= number <= LARGEST_NUMBER:
        table.wrong(entry, kind, of, *number_fault(value), value)
        return None
    return number


def _percent(table: PortfolioTable, entry: TableEntry, of: str, value: object) -> int | None:
    """Return a percentage as a whole number; decimals are rounded, halves up."""
    found = PERCENTAGE.fullmatch(text_of(value))
    fault = spreadsheet_fault(value) or (
        "is not a percentage",
        "Enter a whole number, such as 67 or 67%.",
    )
    if found is not None:
        whole, decimals, sign = int(found[1] or 0), found[2] or "", found[3]
        if sign or not table.has_fractions or whole > 1:
            scale = int("1" + "0" * len(decimals))
            number = (2 * (whole * scale + int(decimals or 0)) + scale) // (2 * scale)
            if number <= LARGEST_NUMBER:
                return number
        elif not whole and not int(decimals or 0):
            return 0
        else:
            why = "writes percentages below 1"
            if table.all_at_most_1:
                why = "has no percentage above 1"
            fault = (
                f"may be a fraction, because the table {why}",
                "Write percentages as whole numbers, such as 67 or 67%.",
            )
    table.wrong(entry, ColumnKind.PERCENT, of, *fault, value)
    return None


def _standard(
    table: PortfolioTable,
    entry: TableEntry,
    scheme: Scheme,
    standard: Standard,
    sample: Sample | None,
) -> StandardEvidence | None:
    stated = _stated(table, entry, scheme, standard)
    if standard.rated_by is RatedBy.JUDGEMENT:
        return stated
    given = {
        question.id: _figures(table, entry, question.id, sample)
        for question in standard.key_questions
        if any(entry.value(kind, question.id) is not None for kind in KINDS.values())
    }
    if not given:
        return stated
    if stated is not None:
        message = "is given as well as figures, which already give the rating"
        value = entry.text(ColumnKind.RATING, standard.id)
        table.wrong(entry, ColumnKind.RATING, standard.id, message, "Remove one of the two.", value)
    for question in standard.key_questions:
        if question.id not in given:
            message = f"{question.id} is missing, though others of {standard.id} are given"
            remedy = "Add it, with 0 of 0 if it applied to no case."
            table.wrong(entry, ColumnKind.YES, question.id, message, remedy)
    return StandardEvidence(
        standard.id,
        tuple(KeyQuestionEvidence(question, figures) for question, figures in given.items()),
    )


def _figures(
    table: PortfolioTable, entry: TableEntry, question: str, sample: Sample | None
) -> Figures:
    numbers = {name: _number(table, entry, kind, question) for name, kind in KINDS.items()}
    unread = any(
        number is None and entry.value(KINDS[name], question) is not None
        for name, number in numbers.items()
    )
    figures = Figures(**numbers)
    if not unread:
        # A number that could not be read is named already, and nothing follows from it.
        for wrong in contradictions(figures, None if sample is None else sample.cases):
            kind = KINDS[wrong.field]
            table.wrong(entry, kind, question, wrong.fault, wrong.remedy, wrong.value)
    return figures


def _stated(
    table: PortfolioTable, entry: TableEntry, scheme: Scheme, standard: Standard
) -> StandardEvidence | None:
    """Return a rating that is given as such; None where there is none, or it is awaited."""
    text = entry.text(ColumnKind.RATING, standard.id)
    words = text.casefold()
    if not text or words == AWAITED:
        return None
    if words.startswith(NOT_RATED):
        return StandardEvidence(standard.id, not_rated=text)
    rating = rating_of(scheme, text)
    if rating is None:
        value = entry.value(ColumnKind.RATING, standard.id)
        names = ", ".join(f'"{each.name}"' for each in scheme.ratings)
        remedy = f'Use one of {names}, or "{NOT_RATED}".'
        fault = spreadsheet_fault(value) or ("is not a rating", remedy)
        table.wrong(entry, ColumnKind.RATING, standard.id, *fault, value)
        return None
    return StandardEvidence(standard.id, judgement=rating)

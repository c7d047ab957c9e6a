"""Tables without cases: counted figures, judgements, case samples."""

from core.counts import Figures, contradictions
from core.scheme import Rating
from core.wording import plural
from sessions.answers.columns import Names, Role, question_fault
from sessions.answers.gathered_evidence import GatheredEvidence, QuestionKey
from sessions.answers.layout import Table, value_at
from sessions.answers.sifting import sifted
from sessions.tabular.cells import (
    Findings,
    number_fault,
    spreadsheet_fault,
    text_of,
    whole_number,
)
from sessions.tabular.sheet import Row
from sessions.text.suggestions import nearest
from sessions.toml.table_reader import LARGEST_NUMBER

NOT_RATED = ("not rated", "no cases", "unrated")
UNRATED_REASON = "no cases"


def read_samples(
    table: Table, names: Names, findings: Findings, gathered: GatheredEvidence
) -> None:
    """Read `domain, cases` and the eligible population where that is given."""
    sift = sifted(table, names.codes, findings)
    gathered.said += sift.notes
    for number, row in sift.rows():
        value = value_at(row, table.place_of(Role.DOMAIN))
        domain = names.domain(text_of(value))
        if domain is None:
            known = ", ".join(each.id for each in names.scheme.domains)
            cell = table.cell(number, Role.DOMAIN)
            message = f"is not a domain of {names.scheme.id}"
            findings.add(cell, message, f"Its domains are {known}.", value)
            continue
        cases = _number(table, number, row, Role.CASES, findings)
        if cases is not None:
            _note_cases(table, number, domain, cases, findings, gathered)
        eligible = value_at(row, table.place_of(Role.ELIGIBLE))
        if text_of(eligible):
            population = _number(table, number, row, Role.ELIGIBLE, findings, 10_000_000)
            if population is not None and cases is not None and population < cases:
                findings.add(
                    table.cell(number, Role.ELIGIBLE),
                    f"is less than the {cases} cases inspected",
                    "Correct one of them.",
                    eligible,
                )
            elif population is not None:
                _note_eligible(table, number, domain, population, findings, gathered)


def _note_eligible(
    table: Table,
    number: int,
    domain: str,
    population: int,
    findings: Findings,
    gathered: GatheredEvidence,
) -> None:
    known = gathered.eligible.setdefault(domain, population)
    if known != population:
        findings.add(
            table.cell(number, Role.ELIGIBLE),
            f"is the eligible population of domain {domain}, but an earlier row gives {known}",
            "Correct one of them.",
            population,
        )


def _note_cases(
    table: Table,
    number: int,
    domain: str,
    cases: int,
    findings: Findings,
    gathered: GatheredEvidence,
) -> None:
    known = gathered.cases.get(domain)
    if known is not None and known != cases:
        source = (
            "the answers cover" if domain in gathered.counted_domains else "an earlier row gives"
        )
        findings.add(
            table.cell(number, Role.CASES),
            f"is the sample of domain {domain}, but {source} {plural(known, 'case')}",
            "Correct one of them.",
            cases,
        )
        return
    gathered.cases[domain] = cases


def read_counted(
    table: Table, names: Names, findings: Findings, gathered: GatheredEvidence
) -> None:
    """Read `key question, yes, relevant`, with prompts and the domain's cases where given."""
    sift = sifted(table, names.codes, findings)
    gathered.said += sift.notes
    for number, row in sift.rows():
        value = value_at(row, table.place_of(Role.KEY_QUESTION))
        spreadsheet = spreadsheet_fault(value)
        question = names.question(text_of(value)) if spreadsheet is None else None
        if question is None:
            message, remedy = question_fault(value, names)
            findings.add(table.cell(number, Role.KEY_QUESTION), message, remedy, value)
            continue
        domain = names.standard_of[question].domain
        cases = value_at(row, table.place_of(Role.CASES))
        if text_of(cases):
            sample = _number(table, number, row, Role.CASES, findings)
            if sample is not None:
                _note_cases(table, number, domain, sample, findings, gathered)
        yes = _number(table, number, row, Role.YES, findings)
        relevant = _number(table, number, row, Role.RELEVANT, findings)
        key = (question, text_of(value_at(row, table.place_of(Role.PROMPT))))
        if key in gathered.answered and yes is not None and relevant is not None:
            _compare(table, number, key, Figures(yes, relevant), findings, gathered)
            continue
        if key in gathered.where:
            asked = f'{question} › "{key[1]}"' if key[1] else question
            findings.add(
                table.cell(number, Role.KEY_QUESTION),
                f"gives {asked}, which {gathered.where[key].place()} already gives",
                "Remove one of the two.",
                value,
            )
            continue
        gathered.where[key] = table.cell(number)
        if yes is not None and relevant is not None:
            gathered.figures[key] = Figures(yes, relevant)
            if yes > relevant:
                findings.add(
                    table.cell(number, Role.YES),
                    f"is more than the {relevant} relevant cases",
                    f"Enter at most {relevant}, or correct the relevant cases.",
                    yes,
                )


def _compare(
    table: Table,
    number: int,
    key: QuestionKey,
    figures: Figures,
    findings: Findings,
    gathered: GatheredEvidence,
) -> None:
    """Compare a summary's figures with the answers that were counted."""
    counted = gathered.figures[key]
    if counted != figures:
        findings.add(
            table.cell(number, Role.KEY_QUESTION),
            f"gives {figures.yes} of {figures.relevant} for {key[0]}, but the answers give "
            f"{counted.yes} of {counted.relevant}",
            "Correct one of them, or leave the summary out of the file.",
        )
        return
    said = f"{table.sheet.words} repeats figures from the answers, and they agree"
    if said not in gathered.said:
        gathered.said.append(said)


def _number(
    table: Table, number: int, row: Row, role: Role, findings: Findings, most: int = LARGEST_NUMBER
) -> int | None:
    value = value_at(row, table.place_of(role))
    found = whole_number(value)
    if found is not None and 0 <= found <= most:
        return found
    message, remedy = number_fault(value)
    findings.add(table.cell(number, role), message, remedy, value if text_of(value) else None)
    return None


def check_samples(names: Names, findings: Findings, gathered: GatheredEvidence) -> None:
    """Check counted figures against the samples, and note each sample that is not given."""
    for (question, prompt), figures in gathered.figures.items():
        domain = names.standard_of[question].domain
        if domain in gathered.counted_domains:
            continue
        cases = gathered.cases.get(domain)
        for each in contradictions(figures, cases):
            if each.field != "relevant":
                continue
            cell = gathered.where[(question, prompt)]
            findings.add(
                cell,
                f"gives {figures.relevant} relevant cases for {question}, more than the {cases} "
                f"cases of domain {domain}",
                f"Enter at most {cases}, or correct the number of cases.",
            )
    for part in names.scheme.domains:
        if part.id in gathered.cases:
            continue
        relevant = [
            figures.relevant or 0
            for (question, _), figures in gathered.figures.items()
            if names.standard_of[question].domain == part.id
        ]
        if relevant:
            most = max(relevant)
            gathered.cases[part.id] = most
            gathered.said.append(
                f"the case sample of domain {part.id} is not in the file: taken as {most}, the "
                "largest number of relevant cases of any question; to set it, add columns domain "
                "and cases"
            )


def read_ratings(
    table: Table, names: Names, findings: Findings, gathered: GatheredEvidence
) -> None:
    """Read `standard, rating`."""
    sift = sifted(table, names.codes, findings)
    gathered.said += sift.notes
    for number, row in sift.rows():
        value = value_at(row, table.place_of(Role.STANDARD))
        given = value_at(row, table.place_of(Role.RATING))
        standard = _standard(table, number, value, names, findings)
        if standard is None:
            continue
        if standard in gathered.rated_at:
            findings.add(
                table.cell(number, Role.STANDARD),
                f"is rated twice: {gathered.rated_at[standard].place()} also rates it",
                "Remove one of the two.",
                value,
            )
            continue
        gathered.rated_at[standard] = table.cell(number)
        text = text_of(given)
        if not text:
            gathered.said.append(f"{standard} has no rating yet")
        elif text.casefold() in NOT_RATED:
            gathered.not_rated[standard] = UNRATED_REASON
        else:
            rating = _rating(table, number, given, names, findings)
            if rating is not None:
                gathered.ratings[standard] = rating
                gathered.rating_spellings[(f'"{text}"', rating.name)] += 1


def _standard(
    table: Table, number: int, value: object, names: Names, findings: Findings
) -> str | None:
    text = text_of(value)
    cell = table.cell(number, Role.STANDARD)
    known = [standard.id for standard in names.scheme.standards]
    spreadsheet = spreadsheet_fault(value)
    if spreadsheet is not None:
        findings.add(cell, *spreadsheet, value)
        return None
    if not text:
        findings.add(cell, "is blank, but a standard is needed", "Enter its number.")
        return None
    found = names.standard(text)
    if found is None:
        hint = nearest(text, [*known, *(s.title for s in names.scheme.standards)]).rstrip("?")
        message = f"is not a standard of {names.scheme.id}{hint}"
        findings.add(cell, message, f"Its standards are {', '.join(known)}.", value)
        return None
    cut = [
        each
        for each in known
        if each != found
        and each.startswith(found)
        and each[len(found) :].strip("0") == ""
        and "." in found
    ]
    if isinstance(value, float) and cut:
        findings.add(
            cell,
            f"is stored as a number, so it could be {found} or {cut[0]}",
            "Format the column as text and type the standard's number again.",
            value,
        )
        return None
    return found


def _rating(
    table: Table, number: int, value: object, names: Names, findings: Findings
) -> Rating | None:
    text = text_of(value)
    spreadsheet = spreadsheet_fault(value)
    cell = table.cell(number, Role.RATING)
    if spreadsheet is not None:
        findings.add(cell, f"{spreadsheet[0]}, but should be a rating", spreadsheet[1], value)
        return None
    found = names.scheme.rating_called(text)
    if found is None:
        known = [each.name for each in names.scheme.ratings]
        listed = ", ".join(f'"{each}"' for each in known)
        hint = nearest(text, known).lstrip("; ")
        said = f"{hint[:1].upper()}{hint[1:]} " if hint else ""
        findings.add(cell, "is not a rating", f"{said}Use one of {listed}.", value)
    return found


def check_ratings(names: Names, findings: Findings, gathered: GatheredEvidence) -> None:
    """Report each judgement on a standard that has figures, since the figures rate it."""
    figured = {names.standard_of[question].id for question, _ in gathered.figures}
    for standard in (*gathered.ratings, *gathered.not_rated):
        if standard in figured:
            findings.add(
                gathered.rated_at[standard],
                f"rates {standard}, which its key questions already rate",
                "Remove the row: the rating follows from the answers.",
            )

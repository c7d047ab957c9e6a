"""A portfolio from a folder of session files, each with its decisions beside it."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from core.evidence import Evidence, Inspection, StandardEvidence
from core.scheme import Scheme
from core.scorecard import Considered, Scorecard, Total, scorecard_of
from core.standard_result import Status
from core.value import Value
from sessions.files.decisions_file import SUFFIX, decisions_path
from sessions.files.scheme_file import FORMAT as SCHEME_FORMAT
from sessions.files.session_file import read_session
from sessions.portfolio.case_table import Indices, Names
from sessions.portfolio.other_scheme import under
from sessions.portfolio.portfolio import Group, Portfolio, Progress, no_progress, stand_in
from sessions.portfolio.rules import Bools, Rules
from sessions.portfolio.vectorised import (
    AWAITED,
    FIGURES,
    NO_OVERALL,
    NO_PERCENT,
    NOT_RATED,
    CaseCounts,
    Ratings,
    Results,
    criteria_byte,
)
from sessions.record.damaged import read_record
from sessions.record.versions import is_any_version_name, is_version_name
from sessions.reports.published import record_findings
from sessions.text.problems import Problem, Unusable
from sessions.toml.read import read_toml


class Scored(Value):
    """One session file that could be used."""

    path: Path
    scorecard: Scorecard


def portfolio_of_folder(
    folder: Path, other: Scheme | None = None, progress: Progress = no_progress
) -> Portfolio:
    """Score every session file of a folder, but not of the folders in it."""
    paths, found = _sessions(folder)
    scored: list[Scored] = []
    for number, path in enumerate(paths, start=1):
        _read(path, scored, found)
        progress("reading", number, len(paths))
    _note_doubles(scored, found)
    found.other = None if other is None else Rules(other)
    for scheme in _distinct([each.scorecard.scheme for each in scored]):
        at = [n for n, each in enumerate(scored) if each.scorecard.scheme == scheme]
        cards = [scored[n].scorecard for n in at]
        found.groups.append(_group(Rules(scheme), np.array(at, dtype=np.intp), cards, found.other))
    return found


def _distinct(schemes: Sequence[Scheme]) -> list[Scheme]:
    found: list[Scheme] = []
    for scheme in schemes:
        if scheme not in found:
            found.append(scheme)
    return found


def _sessions(folder: Path) -> tuple[list[Path], Portfolio]:
    found = Portfolio()
    try:
        names = sorted(each.name for each in folder.iterdir() if each.suffix == ".toml")
    except OSError as error:
        said = f"cannot be read ({error.strerror or error})"
        raise Unusable([Problem(str(folder), "", said, "Check the folder.")]) from None
    hidden = [name for name in names if name.startswith(".")]
    versions = [name for name in names if name not in hidden and is_any_version_name(name)]
    records = {name for name in names if name.endswith(SUFFIX)}
    versions += [name for name in records if any(is_version_name(name, r) for r in records)]
    names = [name for name in names if name not in {*hidden, *versions}]
    for kind, passed in (("hidden", hidden), ("another version of a record", versions)):
        for name in sorted(passed):
            said = f"was passed over: it is {kind}"
            found.warnings.append(Problem(str(folder / name), "", said, ""))
    sessions = [name for name in names if not name.endswith(SUFFIX)]
    for name in names:
        session = name.removesuffix(SUFFIX) + ".toml"
        if name.endswith(SUFFIX) and session not in sessions:
            said = f"is a decisions file without its session file, {session}"
            remedy = "Keep both in one folder."
            found.problems.append(Problem(str(folder / name), "", said, remedy))
    if not names:
        remedy = "Name the folder in which they are."
        raise Unusable([Problem(str(folder), "", "holds no session files (.toml)", remedy)])
    return [folder / name for name in sessions], found


def _read(path: Path, scored: list[Scored], found: Portfolio) -> None:
    try:
        session = read_session(path)
    except Unusable as unusable:
        if not _is_scheme(path):
            found.problems += unusable.problems
        return
    place = decisions_path(path)
    try:
        record = read_record(session)
    except Unusable as unusable:
        found.problems += unusable.problems
        return
    scorecard = scorecard_of(session.evidence, () if record is None else record.entries)
    found.warnings += session.warnings
    if record is not None:
        found.warnings += record_findings(str(place), record, session, scorecard)
    scored.append(Scored(path, scorecard))


def _is_scheme(path: Path) -> bool:
    """Tell whether a file is a scheme that session files beside it name."""
    try:
        return read_toml(path)[0].get("format") == SCHEME_FORMAT
    except Unusable:
        return False


def _note_doubles(scored: Iterable[Scored], found: Portfolio) -> None:
    first: dict[str, Path] = {}
    for each in scored:
        inspection = each.scorecard.evidence.inspection.id
        before = first.setdefault(inspection, each.path)
        if before is not each.path:
            said = f"is the inspection of {before.name} too; both are listed"
            remedy = "Move one of the two away."
            found.warnings.append(Problem(str(each.path), "", said, remedy, f'"{inspection}"'))


def _group(rules: Rules, places: Indices, cards: Sequence[Scorecard], other: Rules | None) -> Group:
    counts, fixed = counts_of(rules, [card.evidence for card in cards])
    group = Group(
        rules=rules,
        places=places,
        names=_names(cards),
        results=results_of_cards(rules, cards, agreed=True),
        evidence=results_of_cards(rules, cards, agreed=False),
        counts=counts,
        fixed=fixed,
        changed=[_considered(card, Considered.CHANGED) for card in cards],
        kept=[_considered(card, Considered.KEPT) for card in cards],
    )
    if other is not None:
        again = [scorecard_of(under(card.evidence, other.scheme)) for card in cards]
        group.other = results_of_cards(other, again, agreed=False)
    return group


def _names(cards: Sequence[Scorecard]) -> Names:
    inspections = [card.evidence.inspection for card in cards]
    return Names(
        [each.id for each in inspections],
        [each.service for each in inspections],
        [_date(each) for each in inspections],
    )


def _date(inspection: Inspection) -> str:
    """The end of the fieldwork, which the figures speak of; else its start, or the report's."""
    day = inspection.fieldwork_end or inspection.fieldwork_start or inspection.published
    return "" if day is None else day.isoformat()


def _considered(card: Scorecard, kind: Considered) -> str:
    return " ".join(each.id for each in card.standards if each.considered is kind)


def results_of_cards(rules: Rules, cards: Sequence[Scorecard], agreed: bool) -> Results:
    """Put core's scorecards into arrays, as agreed or by the evidence alone."""
    results = Results.empty(rules, len(cards))
    for place, card in enumerate(cards):
        for row, score in enumerate(card.standards):
            result, held = score.result, score.result.discretion
            rating = score.rating if agreed else result.rating
            lowest = result.lowest_percent
            if rating is not None:
                results.ratings[row, place] = rules.scheme.ratings.index(rating)
            else:
                not_rated = result.status is Status.NOT_RATED
                results.ratings[row, place] = NOT_RATED if not_rated else AWAITED
            results.lowest[row, place] = NO_PERCENT if lowest is None else lowest
            results.criteria[row, place] = criteria_byte(
                held.near_boundary, held.one_judgement, held.small_sample
            )
        _put_total(rules, results, place, card.agreed if agreed else card.by_evidence)
    return results


def _put_total(rules: Rules, results: Results, place: int, total: Total) -> None:
    results.score[place] = total.score
    results.maximum[place] = total.maximum
    results.overall[place] = (
        NO_OVERALL if total.overall is None else rules.scheme.ratings.index(total.overall)
    )


def counts_of(rules: Rules, evidence: Sequence[Evidence]) -> tuple[CaseCounts, Bools | None]:
    """Put evidence into arrays of counts: for a percentage alone stands a count, fixed."""
    yes = np.zeros((len(rules.questions), len(evidence)), np.uint16)
    relevant = np.zeros_like(yes)
    fixed = np.zeros(yes.shape, np.bool_)
    row_of = {of: row for row, of in enumerate(rules.questions)}
    given: dict[str, Ratings] = {
        each.id: np.full(len(evidence), AWAITED, np.int8) for each in rules.standards
    }
    for place, each in enumerate(evidence):
        for standard in each.standards:
            given[standard.id][place] = _given(rules, standard)
            for question in standard.key_questions:
                figures, row = question.figures, row_of[question.id]
                counts = each.counts(rules.scheme.standard(standard.id), question)
                count = counts[0] if len(counts) == 1 else None
                if count is None:
                    count = stand_in(rules.scheme, figures, counts)
                    fixed[row, place] = count is not None
                if count is not None:
                    yes[row, place], relevant[row, place] = count
    return CaseCounts(yes, relevant, given), fixed if bool(fixed.any()) else None


def _given(rules: Rules, standard: StandardEvidence) -> int:
    if standard.not_rated is not None:
        return NOT_RATED
    if standard.key_questions:
        return FIGURES
    return AWAITED if standard.judgement is None else rules.scheme.ratings.index(standard.judgement)

"""A portfolio from a folder of session files, each with its decisions beside it."""

from collections.abc import Iterable
from pathlib import Path

from core.evidence import Inspection
from core.scheme import Scheme
from core.scorecard import Scorecard, scorecard_of
from core.value import Value
from sessions.files.decisions_file import SUFFIX, decisions_path
from sessions.files.scheme_file import FORMAT as SCHEME_FORMAT
from sessions.files.session_file import read_session
from sessions.portfolio.other_scheme import under_scheme
from sessions.portfolio.portfolio import Portfolio, Progress, ScoredInspection, no_progress
from sessions.record.damaged import read_record
from sessions.record.versions import is_any_version_name, is_version_name
from sessions.reports.published import record_findings
from sessions.text.problems import Problem, Unusable
from sessions.toml.read import read_toml


class ScoredFile(Value):
    """One session file that could be used."""

    path: Path
    scorecard: Scorecard


def portfolio_of_folder(
    folder: Path, other: Scheme | None = None, progress: Progress = no_progress
) -> Portfolio:
    """Score every session file of a folder, but not of the folders in it."""
    paths, portfolio = _sessions(folder)
    portfolio.other = other
    scored: list[ScoredFile] = []
    for number, path in enumerate(paths, start=1):
        _read(path, scored, portfolio)
        progress("reading", number, len(paths))
    _note_doubles(scored, portfolio)
    for each in scored:
        evidence = each.scorecard.evidence
        again = None if other is None else scorecard_of(under_scheme(evidence, other))
        date = _date(evidence.inspection)
        portfolio.inspections.append(ScoredInspection(each.scorecard, date, again))
    return portfolio


def _sessions(folder: Path) -> tuple[list[Path], Portfolio]:
    found = Portfolio(has_decisions=True)
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
            said = f"was skipped: it is {kind}"
            found.warnings.append(Problem(str(folder / name), "", said, ""))
    sessions = [name for name in names if not name.endswith(SUFFIX)]
    for name in names:
        session = name.removesuffix(SUFFIX) + ".toml"
        if name.endswith(SUFFIX) and session not in sessions:
            said = f"is a decisions file without its session file, {session}"
            remedy = "Keep both in one folder."
            found.problems.append(Problem(str(folder / name), "", said, remedy))
    if not names:
        remedy = "Name the folder that contains them."
        raise Unusable([Problem(str(folder), "", "contains no session files (.toml)", remedy)])
    return [folder / name for name in sessions], found


def _read(path: Path, scored: list[ScoredFile], found: Portfolio) -> None:
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
    scored.append(ScoredFile(path, scorecard))


def _is_scheme(path: Path) -> bool:
    """Return whether a file is a scheme that session files beside it name."""
    try:
        return read_toml(path)[0].get("format") == SCHEME_FORMAT
    except Unusable:
        return False


def _note_doubles(scored: Iterable[ScoredFile], found: Portfolio) -> None:
    first: dict[str, Path] = {}
    for each in scored:
        inspection = each.scorecard.evidence.inspection.id
        before = first.setdefault(inspection, each.path)
        if before is not each.path:
            said = f"is the same inspection as {before.name}; both are listed"
            remedy = "Move one of them to another folder."
            found.warnings.append(Problem(str(each.path), "", said, remedy, f'"{inspection}"'))


def _date(inspection: Inspection) -> str:
    """The end of the fieldwork, which the figures speak of; else its start, or the report's."""
    day = inspection.fieldwork_end or inspection.fieldwork_start or inspection.published
    return "" if day is None else day.isoformat()

"""`ratings-panel check`: what is wrong with session files, and what differs from the report."""

from argparse import Namespace
from pathlib import Path

from sessions.files.whole_sample import whole_sample_warnings
from sessions.reports.published import published_differences
from sessions.text.paths import SUFFIX, written
from sessions.text.problems import Problem, Unusable
from sessions.text.visible import visible
from sessions.toml.read import read_bytes
from tui.cli.output import DIFFERS, DONE, WRONG, complain_of, say
from tui.cli.scored_session import scored_session
from tui.cli.text_output import check_words


def run(call: Namespace) -> int:
    """Print what is wrong with session files; return the exit status."""
    status = DONE
    checked: set[Path] = set()
    for name in call.sessions:
        try:
            session = _session_beside(written(name)) if name.endswith(SUFFIX) else written(name)
            file = Path(session).resolve()
            if file in checked:
                continue
            checked.add(file)
            if _check_one(session):
                status = max(status, DIFFERS)
        except Unusable as unusable:
            complain_of(unusable.problems)
            status = WRONG
    return status


def _session_beside(record: str) -> str:
    """Return the session file that a decisions file belongs to.

    Raises:
        Unusable: There is no such file beside it.
    """
    session = record.removesuffix(SUFFIX) + ".toml"
    read_bytes(record)
    if not Path(session).exists():
        what = f"is a decisions file without its session file, {Path(session).name}"
        raise Unusable([Problem(record, "", what, "Keep both in one folder.")])
    return session


def _check_one(name: str) -> bool:
    """Check a session file with its record; return whether anything was found."""
    result = scored_session(name)
    session, scorecard = result.session, result.scorecard
    problems = [
        *session.warnings,
        *result.record_findings,
        *result.record_questions,
        *result.other_versions(),
        *published_differences(session, scorecard),
    ]
    warnings = whole_sample_warnings(session.file, session.evidence)
    for problem in (*warnings, *problems):
        say(visible(problem.sentence()))
    if not problems:
        nothing = "nothing else wrong" if warnings else "nothing wrong"
        say(visible(f"{session.file}: {nothing}. {check_words(scorecard)}"))
    return bool(problems)

"""`ratings-panel score` and `check`: session files with the records beside them, without a screen.

They start many times in scripts, so each module is loaded only once something asks for it.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress

from core.scorecard import Scorecard, scorecard_of
from core.value import Value
from sessions.files.session_file import Session, read_session
from sessions.text.paths import SUFFIX, record_beside, written
from sessions.text.problems import Problem, Unusable
from sessions.toml.read import read_bytes
from tui.cli.calls import WrongCall, understood
from tui.cli.output import DIFFERS, DONE, WRONG, complain_of, say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from core.record import Entry
    from sessions.files.decisions_file import Record


class Scored(Value):
    """A session file with the record beside it and what both give."""

    session: Session
    record_name: str
    record: Record | None
    scorecard: Scorecard

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The record's entries, oldest first; none without a record."""
        return () if self.record is None else self.record.entries


def score(arguments: Sequence[str]) -> int:
    """Print the scorecards of session files; give the exit status."""
    call = understood("score", arguments, flags=["--json"], valued=["--decisions"])
    if "--help" in call.options:
        from tui.cli import text_output as plain

        say(plain.HELP_SCORE)
        return DONE
    if not call.names:
        raise WrongCall("`score` needs a session file: ratings-panel score SESSION.")
    own = call.options.get("--decisions")
    if own is not None and len(call.names) > 1:
        raise WrongCall("--decisions goes with one session file only; score them one by one.")
    alone, as_json = len(call.names) == 1, "--json" in call.options
    texts: list[str] = []
    rows: list[list[str]] = []
    status = DONE
    # One file after the other: a thousand scorecards at once would fill the memory.
    for name in _without_records(call.names):
        try:
            scored = _scored(name, own)
        except Unusable as unusable:
            complain_of(unusable.problems)
            status = WRONG
            continue
        complain_of((*scored.session.warnings, *_record_findings(scored), *_other_versions(scored)))
        if as_json:
            texts.append(_json_text(scored))
            continue
        from tui.cli import text_output as plain

        if alone:
            texts += plain.scorecard_lines(scored.scorecard)
        else:
            rows.append(plain.summary_row(scored.scorecard, scored.session.file))
    if as_json:
        # An array that left a file out would look whole, so there is none.
        if status == DONE:
            say(texts[0] if alone else "[" + ",\n ".join(texts) + "]")
    elif texts or rows:
        say("\n".join(texts or plain.columns(rows)))
    return status


def _without_records(names: Sequence[str]) -> list[str]:
    """Leave out decisions files whose session file is named too, as `*.toml` names both."""
    records = {record_beside(name) for name in names}
    return [name for name in names if name not in records]


def _json_text(scored: Scored) -> str:
    import json

    from sessions.reports.score_json import score_object
    from sessions.reports.weighing_json import with_weighing

    # ASCII alone: a reason may hold what a terminal would act on.
    scorecard = scored.scorecard
    return json.dumps(with_weighing(score_object(scorecard), scorecard, scored.entries))


def _scored(name: str, own_record: str | None = None) -> Scored:
    """Read a session file and its record, if it has one; Unusable where either cannot be used."""
    session = read_session(name)
    place = record_beside(session.file) if own_record is None else written(own_record)
    record = None
    if own_record is not None:
        from sessions.files.decisions_file import parse_record

        record = parse_record(place, read_bytes(place), session.evidence)
    elif os.path.lexists(place):
        from sessions.record.damaged import read_record

        record = read_record(session)
    entries = record.entries if record is not None else ()
    return Scored(session, place, record, scorecard_of(session.evidence, entries))


def _record_findings(scored: Scored) -> tuple[Problem, ...]:
    if scored.record is None:
        return ()
    from sessions.reports.published import record_findings

    return record_findings(scored.record_name, scored.record, scored.session, scored.scorecard)


def _other_versions(scored: Scored) -> tuple[Problem, ...]:
    """Name other versions of the record in its folder, and what differs."""
    record, session = scored.record_name, scored.session
    folder, name = os.path.split(record)
    stem = name.removesuffix(".toml")
    with suppress(OSError):
        # A look at the names first: most folders hold no other version.
        if all(
            stem not in other or other == name
            for other in os.listdir(folder or ".")  # noqa: PTH208
        ) and not os.path.islink(session.file):  # noqa: PTH114
            return ()
    from sessions.record.versions import version_problems, versions_of

    return version_problems(session, versions_of(session, scored.record))


def check(arguments: Sequence[str]) -> int:
    """Print what is wrong with session files, and how they differ from what was published."""
    call = understood("check", arguments)
    if "--help" in call.options:
        from tui.cli import text_output as plain

        say(plain.HELP_CHECK)
        return DONE
    if not call.names:
        raise WrongCall("`check` needs a session file: ratings-panel check SESSION.")
    status = DONE
    checked: set[str] = set()
    for name in call.names:
        try:
            session = _session_beside(written(name)) if name.endswith(SUFFIX) else written(name)
            real = os.path.realpath(session)
            if real in checked:
                continue
            checked.add(real)
            if _check_one(session):
                status = max(status, DIFFERS)
        except Unusable as unusable:
            complain_of(unusable.problems)
            status = WRONG
    return status


def _session_beside(record: str) -> str:
    """Give the session file that a decisions file belongs to; Unusable where there is none."""
    session = record.removesuffix(SUFFIX) + ".toml"
    read_bytes(record)
    if not os.path.exists(session):  # noqa: PTH110 - see sessions.text.paths
        name = os.path.basename(session)  # noqa: PTH119
        raise Unusable(
            [
                Problem(
                    record,
                    "",
                    f"is a decisions file without its session file, {name}",
                    "Keep both in one folder.",
                )
            ]
        )
    return session


def _check_one(name: str) -> bool:
    """Check a session file with its record, and tell whether anything was found."""
    from sessions.files.whole_sample import whole_sample_warnings
    from sessions.reports.published import published_differences
    from sessions.text.visible import visible
    from tui.cli import text_output as plain

    scored = _scored(name)
    session, scorecard = scored.session, scored.scorecard
    found = [
        *session.warnings,
        *_record_findings(scored),
        *_other_versions(scored),
        *published_differences(session, scorecard),
    ]
    warnings = whole_sample_warnings(session.file, session.evidence)
    for problem in (*warnings, *found):
        say(visible(problem.sentence()))
    if not found:
        nothing = "nothing else wrong" if warnings else "nothing wrong"
        say(visible(f"{session.file}: {nothing}. {plain.check_words(scorecard)}"))
    return bool(found)

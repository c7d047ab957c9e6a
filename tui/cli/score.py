"""`ratings-panel score`: the scorecards of session files, without a screen."""

import json
from argparse import Namespace
from collections.abc import Iterator, Sequence
from functools import cache

from sessions.record.versions import record_names
from sessions.reports.meeting_json import meeting_object
from sessions.reports.score_json import score_object
from sessions.reports.weighing_json import with_weighing
from sessions.text.paths import record_beside
from sessions.text.problems import Unusable
from tui.cli.output import DONE, WRONG, WrongCall, complain_of, say
from tui.cli.scored_session import ScoredSession, scored_session


def run(call: Namespace) -> int:
    """Print the scorecards of session files; return the exit status."""
    if call.decisions is not None and len(call.sessions) > 1:
        raise WrongCall("--decisions works with one session file only; score the files one by one.")
    return _print_json(call) if call.json else _print_text(call)


def _print_json(call: Namespace) -> int:
    texts = [None if result is None else _json_text(result) for result in _scored(call)]
    whole = [text for text in texts if text is not None]
    # An array that left a file out would look whole, so there is none.
    if len(whole) < len(texts):
        return WRONG
    say(whole[0] if len(call.sessions) == 1 else "[" + ",\n ".join(whole) + "]")
    return DONE


def _print_text(call: Namespace) -> int:
    # Imported here, because JSON needs none of it.
    from tui.cli.text_output import columns, record_lines, scorecard_lines, summary_row

    lines: list[str] = []
    rows: list[list[str]] = []
    status = DONE
    for result in _scored(call):
        if result is None:
            status = WRONG
        elif len(call.sessions) == 1:
            lines += (*scorecard_lines(result.scorecard), *record_lines(result.meeting))
        else:
            rows.append(summary_row(result.scorecard, result.session.file))
    if lines or rows:
        say("\n".join(lines or columns(rows)))
    return status


def _scored(call: Namespace) -> Iterator[ScoredSession | None]:
    """Yield what was read of each file, and None for one that cannot be used; complain of faults.

    One file after the other: a thousand scorecards at once would fill the memory.
    """
    # Each folder is listed once, however many of its files are named.
    listed = cache(record_names)
    for name in _without_records(call.sessions):
        try:
            result = scored_session(name, call.decisions)
        except Unusable as unusable:
            complain_of(unusable.problems)
            yield None
            continue
        complain_of(
            (*result.session.warnings, *result.record_findings, *result.other_versions(listed))
        )
        yield result


def _without_records(names: Sequence[str]) -> list[str]:
    """Leave out decisions files whose session file is named too, as `*.toml` names both."""
    records = {record_beside(name) for name in names}
    return [name for name in names if name not in records]


def _json_text(result: ScoredSession) -> str:
    # ASCII alone: a reason may hold what a terminal would act on.
    scorecard = result.scorecard
    made = with_weighing(score_object(scorecard), scorecard, result.entries)
    return json.dumps({**made, "meeting": meeting_object(result.meeting)})

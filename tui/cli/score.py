"""`ratings-panel score`: the scorecards of session files, without a screen."""

import json
from argparse import Namespace
from collections.abc import Sequence
from functools import cache

from sessions.record.versions import record_names
from sessions.reports.meeting_json import meeting_object
from sessions.reports.score_json import score_object
from sessions.reports.weighing_json import with_weighing
from sessions.text.paths import record_beside
from sessions.text.problems import Unusable
from tui.cli.output import DONE, WRONG, WrongCall, complain_of, say
from tui.cli.scored_session import ScoredSession, scored_session
from tui.cli.text_output import columns, record_lines, scorecard_lines, summary_row


def run(call: Namespace) -> int:
    """Print the scorecards of session files; return the exit status."""
    names: list[str] = call.sessions
    if call.decisions is not None and len(names) > 1:
        raise WrongCall("--decisions works with one session file only; score the files one by one.")
    alone = len(names) == 1
    texts: list[str] = []
    rows: list[list[str]] = []
    status = DONE
    # Each folder is listed once, however many of its files are named.
    listed = cache(record_names)
    # One file after the other: a thousand scorecards at once would fill the memory.
    for name in _without_records(names):
        try:
            result = scored_session(name, call.decisions)
        except Unusable as unusable:
            complain_of(unusable.problems)
            status = WRONG
            continue
        complain_of(
            (*result.session.warnings, *result.record_findings, *result.other_versions(listed))
        )
        if call.json:
            texts.append(_json_text(result))
        elif alone:
            texts += (*scorecard_lines(result.scorecard), *record_lines(result.meeting))
        else:
            rows.append(summary_row(result.scorecard, result.session.file))
    if call.json:
        # An array that left a file out would look whole, so there is none.
        if status == DONE:
            say(texts[0] if alone else "[" + ",\n ".join(texts) + "]")
    elif texts or rows:
        say("\n".join(texts or columns(rows)))
    return status


def _without_records(names: Sequence[str]) -> list[str]:
    """Leave out decisions files whose session file is named too, as `*.toml` names both."""
    records = {record_beside(name) for name in names}
    return [name for name in names if name not in records]


def _json_text(result: ScoredSession) -> str:
    # ASCII alone: a reason may hold what a terminal would act on.
    scorecard = result.scorecard
    made = with_weighing(score_object(scorecard), scorecard, result.entries)
    return json.dumps({**made, "meeting": meeting_object(result.meeting)})

"""Reading the record before the screen opens, and what is asked where it is damaged."""

import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

from core.dates import moment_words
from sessions.files.session_file import Session
from sessions.record.atomic_save import NotSaved
from sessions.record.damaged import (
    Damaged,
    damaged_record,
    entries,
    restore,
    set_damaged_aside,
)
from sessions.record.recovery import state_folder
from sessions.record.recovery_place import number_kept
from sessions.record.store import RecordStore
from sessions.text.problems import Problem, Unusable
from sessions.text.visible import visible
from tui.meeting.waiting import waiting_for

QUESTION = "Number of the file to restore from (n: a new record, Enter: change nothing): "


def open_record(session: Session) -> RecordStore:
    """Read the record beside a session; offer to restore one that is missing, empty or damaged.

    Raises:
        Unusable: It cannot be read, and the user leaves it as it is.
    """
    with waiting_for(session.path.parent):
        with suppress(Unusable):
            store = RecordStore.open(session)
            if store.record is not None:
                return store
        damaged = damaged_record(session)
    if damaged is not None:
        _restore(session, damaged)
    with waiting_for(session.path.parent):
        return RecordStore.open(session)


def _restore(session: Session, damaged: Damaged) -> None:
    """Ask what is to become of a damaged record, and do it.

    Raises:
        Unusable: The user leaves it as it is.
    """
    _say(*_offer(session, damaged))
    answer = _answered(QUESTION)
    while answer:
        if answer == "n":
            _do(partial(set_damaged_aside, session))
            return
        if answer.isascii() and answer.isdigit() and 0 < int(answer[:4]) <= len(damaged.remains):
            _do(partial(restore, session, damaged.remains[int(answer) - 1].record.data))
            return
        answer = _answered(QUESTION)
    problem = Problem(str(damaged.path), "", damaged.fault, "Nothing was changed.")
    raise Unusable([problem])


def _offer(session: Session, damaged: Damaged) -> list[str]:
    """Return the lines that say what is wrong and what is left."""
    lines = [f"The record {damaged.path} {damaged.fault}."]
    lines += [problem.sentence() for problem in damaged.problems if damaged.fault == "is damaged"]
    if damaged.remains:
        lines.append("It can be restored from:")
    for number, remains in enumerate(damaged.remains, start=1):
        last = remains.record.entries[-1].at.astimezone()
        what = remains.path.name if remains.whole else "the part of it that can still be read"
        lines.append(f"  {number}  {what}: {entries(remains.record)}, last on {moment_words(last)}")
    if not damaged.remains:
        lines.append("No other file in its folder contains any of its entries.")
    kept = number_kept(state_folder(), session.evidence.inspection.id, damaged.path)
    if kept:
        what = "1 entry is" if kept == 1 else f"{kept} entries are"
        lines.append(
            f"{what} kept in the recovery file on this computer, not saved yet, and offered "
            "once the record is open."
        )
    return lines


def _do(work: Callable[[], Path | None]) -> None:
    try:
        aside = work()
    except NotSaved as failed:
        raise Unusable([Problem("", "", failed.message, failed.remedy)]) from failed
    if aside is not None:
        _say(f"The damaged record is kept as {aside}")


def _answered(question: str) -> str:
    """Ask on the terminal; an end of the input counts as Enter."""
    _say(question, end="")
    try:
        return sys.stdin.readline().strip().casefold()
    except (OSError, ValueError):
        return ""


def _say(*lines: str, end: str = "\n") -> None:
    for line in lines:
        sys.stderr.write(visible(line) + end)
    sys.stderr.flush()

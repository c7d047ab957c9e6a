"""What is suspect in a record: `check` asks about it, and nothing is refused because of it."""

from __future__ import annotations

from collections.abc import Sequence

from core.dates import moment_words
from core.history import HistoryLine, history_of
from core.history_words import effect_words
from core.meeting import Meeting
from core.record import DECIDING, Kind
from core.refusals import recused_and_agreed
from core.scorecard import Scorecard, same_evidence
from sessions.files.decisions_file import Record
from sessions.files.session_file import Session
from sessions.text.problems import Problem

ASK = "Ask the person who wrote the record, and correct it with a new entry."


def record_questions(
    name: str, record: Record, session: Session, scorecard: Scorecard
) -> tuple[Problem, ...]:
    """Name everything that makes a record suspect, entry by entry."""
    meeting = Meeting.of(scorecard, record.entries, record.meeting)
    lines = history_of(meeting)
    found = []
    latest: dict[str | None, HistoryLine] = {}
    for line in lines:
        said = [
            *_time_questions(line, latest.get(line.entry.standard)),
            *_closing_time_questions(line, lines[: line.number - 1]),
            *_replay_questions(line, scorecard, record, session),
            *_people_questions(line, meeting),
            *_order_questions(line),
        ]
        found += [Problem(name, f"entry number {line.number}", each, ASK) for each in said]
        if line.entry.standard is not None:
            latest[line.entry.standard] = line
    return (*found, *_meeting_questions(name, meeting))


def _time_questions(line: HistoryLine, before: HistoryLine | None) -> list[str]:
    """Question an entry that is dated before the one it follows on the same standard."""
    if before is None or line.entry.at >= before.entry.at:
        return []
    return [
        f"on {line.entry.standard} is dated {moment_words(line.entry.at)} UTC, earlier than entry "
        f"{before.number} on the same standard, which comes before it "
        f"({moment_words(before.entry.at)} UTC)"
    ]


def _closing_time_questions(line: HistoryLine, before: Sequence[HistoryLine]) -> list[str]:
    """Question a sign-off that is dated before something that it closes."""
    if line.entry.kind is not Kind.SIGN_OFF:
        return []
    last = max(before, key=lambda each: each.entry.at, default=None)
    if last is None or line.entry.at >= last.entry.at:
        return []
    return [
        f"signs the record off at {moment_words(line.entry.at)} UTC, earlier than entry "
        f"{last.number}, which it closes ({moment_words(last.entry.at)} UTC)"
    ]


def _replay_questions(
    line: HistoryLine, scorecard: Scorecard, record: Record, session: Session
) -> list[str]:
    """Question a recorded effect or criterion that replaying the record does not confirm.

    If the evidence or the rules have changed since, they are expected to differ.
    """
    entry = line.entry
    same_files = record.session_sha256 in ("", session.sha256) and record.scheme_sha256 in (
        "",
        session.scheme_sha256,
    )
    if entry.standard is None or not same_files:
        return []
    result = scorecard.standard(entry.standard).result
    said = []
    if not line.as_recorded and entry.effect is not None:
        said.append(
            f"records the effect {effect_words(entry.effect)}; replaying the record gives "
            f"{effect_words(line.effect)}"
        )
    if entry.criteria is not None and entry.kind in DECIDING and same_evidence(entry, result):
        discretion = result.discretion
        now = (discretion.near_boundary, discretion.one_judgement, discretion.small_sample)
        names = ("near boundary", "one judgement", "small sample")
        said += [
            f"records the criterion {each} as {recorded}; the figures give {answer}"
            for each, recorded, answer in zip(names, entry.criteria.answers, now, strict=True)
            if recorded != answer
        ]
    return said


def _people_questions(line: HistoryLine, meeting: Meeting) -> list[str]:
    entry = meeting.as_corrected(line.entry)
    name = recused_and_agreed(entry.recused, entry.agreed_by)
    return [] if name is None else [f"names {name} as recused and among those who agreed"]


def _order_questions(line: HistoryLine) -> list[str]:
    return ["was recorded after the sign-off and is not applied"] if line.late else []


def _meeting_questions(name: str, meeting: Meeting) -> list[Problem]:
    inspection = meeting.evidence.inspection
    start = inspection.fieldwork_start or inspection.fieldwork_end
    if start is None:
        return []
    return [
        Problem(
            name,
            "meeting",
            f"is dated {sitting.details.day}, before the fieldwork began on {start}",
            "Enter the details of the meeting with the right date.",
        )
        for sitting in meeting.sittings
        if sitting.details.day is not None and sitting.details.day < start
    ]

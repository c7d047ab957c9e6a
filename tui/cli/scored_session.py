"""A session file with the record beside it, for the commands that show no screen."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from core.meeting import Meeting
from core.record import Entry
from core.scorecard import Scorecard, scorecard_of
from core.value import Value
from sessions.files.decisions_file import Record, decided_record
from sessions.files.session_file import Session, read_session
from sessions.record.versions import record_names, version_problems, versions_of
from sessions.reports.published import record_findings
from sessions.text.paths import record_beside, written
from sessions.text.problems import Problem
from sessions.toml.read import read_bytes


class ScoredSession(Value):
    """A session file with the record beside it and what both give."""

    session: Session
    record_name: str
    record: Record | None
    scorecard: Scorecard

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The record's entries, oldest first; none without a record."""
        return () if self.record is None else self.record.entries

    @property
    def meeting(self) -> Meeting:
        """The meeting with the record as it is."""
        details = None if self.record is None else self.record.meeting
        return Meeting.of(self.scorecard, self.entries, details)

    @property
    def record_findings(self) -> tuple[Problem, ...]:
        """The problems of the record; none without one."""
        if self.record is None:
            return ()
        return record_findings(self.record_name, self.record, self.session, self.scorecard)

    @property
    def record_questions(self) -> tuple[Problem, ...]:
        """What is suspect in the record."""
        if self.record is None:
            return ()
        from sessions.reports.record_questions import record_questions

        return record_questions(self.record_name, self.record, self.session, self.scorecard)

    def other_versions(
        self, listed: Callable[[Path], Sequence[str]] = record_names
    ) -> tuple[Problem, ...]:
        """Name other versions of the record in its folder, and what differs."""
        return version_problems(self.session, versions_of(self.session, self.record, listed))


def scored_session(name: str, own_record: str | None = None) -> ScoredSession:
    """Read a session file and its record, if it has one; Unusable where either cannot be used."""
    session = read_session(name)
    place = record_beside(session.file) if own_record is None else written(own_record)
    record = None
    if own_record is not None:
        record = decided_record(place, read_bytes(place), session.evidence)
    elif os.path.lexists(place):
        # Imported here, because a session without a record does not need it.
        from sessions.record.damaged import read_record

        record = read_record(session)
    entries = record.entries if record is not None else ()
    return ScoredSession(session, place, record, scorecard_of(session.evidence, entries))

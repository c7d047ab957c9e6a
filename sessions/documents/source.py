"""What a document is made from: the inspection, its record, and what both give."""

from __future__ import annotations

import os
from datetime import tzinfo
from pathlib import Path

from core.meeting import Meeting
from core.meeting_details import distinct_names
from core.scorecard import Scorecard
from core.value import Value
from sessions.files.decisions_file import Record, decided_record
from sessions.files.session_file import Session, read_session
from sessions.record.damaged import read_record
from sessions.text.paths import record_beside, written
from sessions.toml.read import read_bytes


class Source(Value):
    """A session, the meeting about it, and what is needed to print them.

    `version`: of the program. `zone`: the time zone that times are printed in; None for that of
    this computer.
    """

    session: Session
    meeting: Meeting
    version: str = ""
    zone: tzinfo | None = None

    @property
    def scorecard(self) -> Scorecard:
        """The scorecard after all entries."""
        return self.meeting.scorecard

    @property
    def names(self) -> tuple[str, ...]:
        """Every name of a person that the record gives apart from its free text."""
        given = [*self.meeting.head_details.names]
        for standard in self.meeting.evidence.standards:
            given += standard.proposed_by
        for entry in self.meeting.entries:
            worded = self.meeting.as_corrected(entry)
            given += [*entry.proposed_by, *entry.agreed_by, *entry.recused, *entry.reopened_by]
            given += [*worded.proposed_by, *worded.agreed_by, *worded.recused]
            if entry.details is not None:
                given += entry.details.names
            if entry.sign_off is not None:
                given += [each.name for each in entry.sign_off.signed_by]
        return distinct_names(given)


def read_source(name: str | Path, version: str, own_record: str | None = None) -> Source:
    """Read a session file and its record, the one beside it unless another is named.

    Raises:
        Unusable: with everything that is wrong with either file.

    """
    session = read_session(name)
    place = record_beside(session.file) if own_record is None else written(own_record)
    record: Record | None = None
    if own_record is not None:
        record = decided_record(place, read_bytes(place), session.evidence)
    elif os.path.lexists(place):
        record = read_record(session)
    if record is None:
        return Source(session, Meeting(session.evidence), version=version)
    meeting = Meeting(session.evidence, record.entries, record.meeting)
    return Source(session, meeting, version)

"""What a document is made from: the inspection, the record, and what both give."""

from __future__ import annotations

from datetime import tzinfo

from core.evidence import Evidence
from core.record import Entry
from core.scorecard import Scorecard, scorecard_of
from core.value import Value
from sessions.files.decisions_file import MeetingDetails


class Source(Value):
    """The evidence and the record of a meeting, with what is needed to print them.

    `version`: of the program. `zone`: the time zone that times are printed in; None for that of
    this computer.
    """

    evidence: Evidence
    entries: tuple[Entry, ...] = ()
    meeting: MeetingDetails = MeetingDetails()
    version: str = ""
    zone: tzinfo | None = None
    session_file: str = ""
    session_sha256: str = ""
    scheme_sha256: str = ""

    @property
    def scorecard(self) -> Scorecard:
        """The scorecard after all entries."""
        return scorecard_of(self.evidence, self.entries)

    @property
    def names(self) -> tuple[str, ...]:
        """Every name of a person that the record gives apart from its free text."""
        meeting = self.meeting
        given = [meeting.chair, *meeting.members, *meeting.apologies]
        for entry in self.entries:
            given += [*entry.proposed_by, *entry.agreed_by, *entry.recused]
        return tuple(dict.fromkeys(name for name in given if name.strip()))

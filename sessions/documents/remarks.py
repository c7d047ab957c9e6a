"""Remarks when a document has been written: what its reader should know or check."""

from core.wording import listed
from sessions.documents.minutes_content import surnames_left
from sessions.documents.names import NameStyle
from sessions.documents.report_content import report_gaps
from sessions.documents.source import Source


def minutes_remarks(source: Source, names: NameStyle = NameStyle.ATTENDANCE) -> tuple[str, ...]:
    """Return what to say of minutes that name people as *names* says, one sentence each."""
    remarks = []
    if source.meeting.signed is None:
        remarks.append("They are a draft: the record is not signed.")
    if found := surnames_left(source, names):
        remarks.append(
            f"Check reasons and notes: {listed(found)} may be the name of somebody at the meeting."
        )
    return tuple(remarks)


def report_remarks(source: Source) -> tuple[str, ...]:
    """Return what to say of the report, one sentence each."""
    gaps = report_gaps(source)
    remarks = []
    if gaps.draft:
        remarks.append("It is a draft: the record is not signed.")
    if gaps.unsettled:
        remarks.append(f"Not decided yet: {listed(gaps.unsettled)}. The report says so.")
    if gaps.without_wording:
        remarks.append(
            f"No published wording is recorded for {listed(gaps.without_wording)}: the report has "
            "a standard sentence there."
        )
    if gaps.surnames:
        remarks.append(
            f"Check the published wording: {listed(gaps.surnames)} may be the name of a panel "
            "member."
        )
    return tuple(remarks)

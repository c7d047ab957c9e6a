"""What both documents say of themselves: the inspection, its sources, draft or signed."""

from __future__ import annotations

from core.dates import day_words
from core.minutes_words import time_words
from core.report_words import fieldwork_words
from core.value import Value
from sessions.documents.names import NameStyle, Naming
from sessions.documents.source import Source


class Signatory(Value):
    """Somebody who signed the record."""

    name: str
    role: str


class About(Value):
    """The inspection and the state of its record.

    `draft`: whether the record is not signed; `draft_words` says so on every page, and is "" once
    it is signed. `date`: of the panel's last meeting, else of the fieldwork, else "".
    """

    service: str
    inspection: str
    fieldwork: str
    published: str
    lead_inspector: str
    source: str
    scheme: str
    scheme_source: str
    date: str
    draft: bool
    draft_words: str
    signed: str
    fingerprint: str
    version: str


DRAFT = "DRAFT: the record is not signed"


def about(source: Source, naming: Naming) -> About:
    """Return what a document says of itself."""
    inspection, scheme = source.meeting.evidence.inspection, source.meeting.evidence.scheme
    fieldwork = fieldwork_words(inspection)
    signed = source.meeting.signed
    sign_off = None if signed is None else signed.sign_off
    return About(
        service=inspection.service,
        inspection=inspection.id,
        fieldwork=fieldwork or "not given",
        published="" if inspection.published is None else day_words(inspection.published),
        lead_inspector=""
        if naming.names is NameStyle.NONE
        else naming.attending([inspection.lead_inspector or ""]),
        source=inspection.source or "",
        scheme=f"{scheme.title} ({scheme.id})",
        scheme_source=scheme.source,
        date=_date(source) or (f"Fieldwork {fieldwork}" if fieldwork else ""),
        draft=signed is None,
        draft_words=DRAFT if signed is None else "",
        signed="" if signed is None else time_words(signed.at, source.zone),
        fingerprint="" if sign_off is None else sign_off.fingerprint,
        version=source.version,
    )


def _date(source: Source) -> str:
    day = source.meeting.details.day
    return "" if day is None else f"Panel of {day_words(day)}"

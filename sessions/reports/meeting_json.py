"""Meetings, notes and sign-offs as further keys of the object that `score --json` prints.

Layout: docs/formats.md.
"""

from __future__ import annotations

from typing import Any

from core.meeting import Meeting
from core.meeting_details import Sitting
from core.record import Entry
from sessions.reports.score_json import moment


def meeting_object(meeting: Meeting) -> dict[str, Any]:
    """Return what the record says of the meeting, ready for JSON."""
    standing = meeting.scorecard.standing
    return {
        "sittings": [_sitting(each) for each in meeting.sittings],
        "notes": [_note(each) for each in meeting.notes],
        "signed": None if standing.signed is None else _signed(standing.signed),
        "late": [
            {"id": each.id, "kind": each.kind.value, "standard": each.standard}
            for each in standing.late
        ],
    }


def _sitting(sitting: Sitting) -> dict[str, Any]:
    details = sitting.details
    return {
        "date": None if details.day is None else details.day.isoformat(),
        "place": details.place,
        "chair": details.chair,
        "members": list(details.members),
        "attending": list(details.attending),
        "apologies": list(details.apologies),
        "note_taker": details.note_taker,
        "interests": [
            {
                "name": each.name,
                "interest": each.interest,
                "standards": list(each.standards),
                "action": each.action,
            }
            for each in details.interests
        ],
    }


def _note(note: Entry) -> dict[str, Any]:
    return {"id": note.id, "at": moment(note.at), "standard": note.standard, "text": note.text}


def _signed(entry: Entry) -> dict[str, Any]:
    sign_off = entry.sign_off
    signed_by = () if sign_off is None else sign_off.signed_by
    return {
        "id": entry.id,
        "at": moment(entry.at),
        "signed_by": [{"name": each.name, "role": each.role} for each in signed_by],
        "fingerprint": "" if sign_off is None else sign_off.fingerprint,
        "program_version": "" if sign_off is None else sign_off.program_version,
    }

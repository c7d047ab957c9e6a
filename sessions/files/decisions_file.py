"""Decisions files: the panel's record as TOML. Layout: docs/formats.md. Entries are only added."""

from __future__ import annotations

import re
from datetime import UTC, date

from core.discretion import Answer
from core.evidence import Evidence
from core.record import (
    DECIDING,
    Effect,
    Entry,
    Kind,
    RecordedCriteria,
    RecordedFigures,
    record_faults,
)
from core.scheme import Scheme
from core.value import Value
from sessions.files.session_file import DECISIONS_FORMAT, Session
from sessions.files.standards import figures_from, figures_hold, rating_from
from sessions.text.paths import SUFFIX as SUFFIX
from sessions.text.paths import decisions_path as decisions_path
from sessions.text.problems import Problem, Unusable
from sessions.text.visible import MARK
from sessions.toml.read import fingerprint, parse_toml
from sessions.toml.table_reader import Problems, TableReader, check_format

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

KINDS, ANSWERS = tuple(Kind), tuple(Answer)


class MeetingDetails(Value):
    """When the panel met and who sat on it; all optional."""

    day: date | None = None
    chair: str = ""
    members: tuple[str, ...] = ()
    apologies: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()


class Record(Value):
    """A decisions file as read: its entries, oldest first, and the bytes that held them."""

    data: bytes
    entries: tuple[Entry, ...]
    meeting: MeetingDetails = MeetingDetails()
    session_sha256: str = ""
    scheme_sha256: str = ""

    @property
    def sha256(self) -> str:
        """The fingerprint of the file's bytes."""
        return fingerprint(self.data)


def parse_record(name: str, data: bytes, evidence: Evidence) -> Record:
    """Read a record from bytes; Unusable with every problem of it.

    The evidence tells the scheme's standards and ratings and which inspection it must be about.
    """
    problems = Problems(name)
    top = TableReader(parse_toml(name, data), problems)
    check_format(top, DECISIONS_FORMAT)
    if problems.found:
        raise Unusable(problems.found)
    session_sha256 = _session(top, evidence)
    scheme_sha256 = _scheme(top, evidence.scheme)
    meeting = _meeting(top)
    entries = _entries(top, evidence.scheme)
    _check_open_end(top, data)
    top.finish()
    if not problems.found:
        for fault in record_faults(entries):
            place = f"entry number {fault.index + 1}"
            problems.add(place, fault.fault, fault.remedy)
    if problems.found:
        raise Unusable(problems.found)
    return Record(data, entries, meeting, session_sha256, scheme_sha256)


HEADING = rb"""^[ \t]*\[\[[ \t]*["']?entries["']?[ \t]*\]\]"""


def _check_open_end(top: TableReader, data: bytes) -> None:
    """Note entries written as `entries = [...]`: nothing can be added behind such a list."""
    entries = top.table.get("entries")
    if not isinstance(entries, list):
        return
    needed = max(1, len(entries))
    # The headings as we write them are counted in a tenth of the time of the pattern.
    if data.count(b"\n[[entries]]\n") >= needed:
        return
    if len(re.findall(HEADING, data, re.MULTILINE)) >= needed:
        return
    try:
        parse_toml("", data + b"\n[[entries]]\n")
    except Unusable:
        top.wrong(
            "entries",
            "is one closed list, so no decision can be added behind it",
            "Write each entry under its own heading [[entries]], or remove an empty list.",
        )


def _session(top: TableReader, evidence: Evidence) -> str:
    table = top.child("session", required=True)
    if table is None:
        return ""
    session_id = table.text("id", required=True)
    if session_id is not None and session_id != evidence.inspection.id:
        table.wrong(
            "id",
            f'is another inspection than the session file\'s, "{evidence.inspection.id}"',
            "Keep each record beside its own session file.",
        )
    table.text("file")
    sha256 = table.text("sha256") or ""
    table.finish()
    return sha256


def _scheme(top: TableReader, scheme: Scheme) -> str:
    table = top.child("scheme", required=True)
    if table is None:
        return ""
    scheme_id = table.text("id", required=True)
    if scheme_id is not None and scheme_id != scheme.id:
        table.wrong(
            "id",
            f'is another scheme than the session file\'s, "{scheme.id}"',
            "A record holds for the rules it was made by.",
        )
    sha256 = table.text("sha256") or ""
    table.finish()
    return sha256


def _meeting(top: TableReader) -> MeetingDetails:
    table = top.child("meeting")
    if table is None:
        return MeetingDetails()
    details = MeetingDetails(
        day=table.day("date"),
        chair=table.text("chair") or "",
        members=table.names("members"),
        apologies=table.names("apologies"),
        interests=table.names("interests"),
    )
    table.finish()
    return details


def _entries(top: TableReader, scheme: Scheme) -> tuple[Entry, ...]:
    found = []
    for table in top.children("entries", lambda t, n: f"entry number {n}"):
        entry = entry_from(table, scheme)
        table.finish()
        if entry is not None:
            found.append(entry)
    return tuple(found)


def entry_from(table: TableReader, scheme: Scheme) -> Entry | None:
    """Read one entry; return None, with its problems noted, where it has no id, time or kind."""
    entry_id = table.text("id", required=True)
    at = table.moment("at", required=True)
    kind_name = table.one_of("kind", KINDS, required=True)
    kind = None if kind_name is None else Kind(kind_name)
    standard = table.text("standard", required=kind not in (None, Kind.SIGN_OFF))
    if standard is not None and not scheme.has(standard):
        table.wrong("standard", f"is no standard of {scheme.id}", "Correct it.")
    elif standard is not None and kind in DECIDING and not scheme.standard(standard).discretion:
        table.wrong("standard", "is never open to discretion", "Remove the entry.")
    from_rating = rating_from(table, "from", scheme)
    to_rating = rating_from(table, "to", scheme)
    if kind in (Kind.CHANGE, Kind.KEEP):
        for key in ("from", "to"):
            if not table.has(key):
                table.fault(f"`{key}` is missing", f"Add `{key}`: a rating.")
    both = from_rating is not None and to_rating is not None
    if kind is Kind.KEEP and both and from_rating != to_rating:
        table.wrong("to", "differs from `from` in an entry of kind keep", "Correct one of them.")
    if kind is Kind.CHANGE and both and from_rating == to_rating:
        table.wrong("to", "equals `from` in an entry of kind change", "Use the kind keep.")
    reason = table.text("reason", required=kind in (Kind.CHANGE, Kind.KEEP, Kind.WITHDRAW)) or ""
    entry_criteria = _criteria(table)
    evidence = _recorded_figures(table)
    effect = _effect(table, scheme)
    proposed_by, agreed_by = table.names("proposed_by"), table.names("agreed_by")
    dissent, recused = "\n".join(table.names("dissent")), table.names("recused")
    replaces = table.text("replaces")
    if entry_id is None or at is None or kind is None:
        return None
    return Entry(
        id=entry_id,
        at=at,
        kind=kind,
        standard=standard,
        from_rating=from_rating,
        to_rating=to_rating,
        reason=reason,
        proposed_by=proposed_by,
        agreed_by=agreed_by,
        dissent=dissent,
        recused=recused,
        criteria=entry_criteria,
        evidence=evidence,
        effect=effect,
        replaces=replaces,
    )


def _criteria(entry: TableReader) -> RecordedCriteria | None:
    table = entry.child("criteria")
    if table is None:
        return None
    answers = [
        Answer(table.one_of(key, ANSWERS) or Answer.UNKNOWN)
        for key in ("near_boundary", "one_judgement", "small_sample")
    ]
    words = table.names("words")
    table.finish()
    return RecordedCriteria(answers[0], answers[1], answers[2], words)


def _recorded_figures(entry: TableReader) -> tuple[RecordedFigures, ...]:
    found = []
    for table in entry.children("evidence", lambda t, n: f"evidence number {n}"):
        key_question = table.text("key_question", required=True)
        figures = figures_from(table)
        table.finish()
        if figures is not None and figures_hold(table, figures, None) and key_question is not None:
            found.append(RecordedFigures(key_question, figures))
    return tuple(found)


def _effect(entry: TableReader, scheme: Scheme) -> Effect | None:
    before, after = entry.whole("score_before"), entry.whole("score_after")
    overall_before = rating_from(entry, "overall_before", scheme)
    overall_after = rating_from(entry, "overall_after", scheme)
    if entry.has("score_before") != entry.has("score_after"):
        here, there = "score_before", "score_after"
        if entry.has(there):
            here, there = there, here
        entry.wrong(here, f"stands without `{there}`", f"Add `{there}`, or remove both.")
    if before is None or after is None:
        return None
    return Effect(before, after, overall_before, overall_after)


def record_warnings(name: str, record: Record, session: Session) -> tuple[Problem, ...]:
    """Warn where a record was made for other bytes of the session file or the scheme."""
    found = []
    if record.session_sha256 and record.session_sha256 != session.sha256:
        found.append(
            Problem(
                name,
                "session",
                "was made when the session file held something else",
                "Standards whose figures changed are marked; confirm or withdraw their decisions.",
            )
        )
    if record.scheme_sha256 and record.scheme_sha256 != session.scheme_sha256:
        found.append(
            Problem(
                name,
                "scheme",
                "was made when the scheme's file held something else",
                "Check that the rules are the ones that the panel used.",
            )
        )
    return tuple(found)


def toml_of(table: dict[str, Any]) -> str:
    """Write a table as TOML."""
    # Late: reading needs no writer (1 ms).
    import tomli_w

    return tomli_w.dumps(table)


def new_record(session: Session, today: date) -> bytes:
    """Give the opening of a new decisions file for a session."""
    opening: dict[str, Any] = {
        "format": DECISIONS_FORMAT,
        "session": {
            "id": session.evidence.inspection.id,
            "file": _plain(session.path.name),
            "sha256": session.sha256,
        },
        "scheme": {"id": session.evidence.scheme.id, "sha256": session.scheme_sha256},
        "meeting": {"date": today},
    }
    return toml_of(opening).encode("utf-8")


def with_entries(data: bytes, entries: tuple[Entry, ...]) -> bytes:
    """Give a record's bytes with more entries at the end; what stood before stays to the byte."""
    if not entries:
        return data
    added = "\n".join(_entry_text(entry) for entry in entries)
    gap = b"\n" if data.endswith(b"\n") else b"\n\n"
    return data + gap + added.encode("utf-8")


def _entry_text(entry: Entry) -> str:
    """Write an entry under its own heading.

    tomli-w puts a short entry on one line, `entries = [{ ... }]`, which ends the list for good.
    """
    table = entry_table(entry)
    text = toml_of({"entries": [table]})
    return text if text.startswith("[[entries]]") else "[[entries]]\n" + toml_of(table)


def entry_table(entry: Entry) -> dict[str, Any]:
    """Give an entry as the table that the file holds, empty fields left out."""
    table: dict[str, Any] = {
        "id": entry.id,
        "at": entry.at.astimezone(UTC).replace(microsecond=0),
        "kind": entry.kind.value,
        "standard": entry.standard,
        "from": entry.from_rating.name if entry.from_rating else None,
        "to": entry.to_rating.name if entry.to_rating else None,
        "reason": _plain(entry.reason),
        "proposed_by": [_plain(name) for name in entry.proposed_by],
        "agreed_by": [_plain(name) for name in entry.agreed_by],
        "dissent": _plain(entry.dissent),
        "recused": [_plain(name) for name in entry.recused],
        "replaces": entry.replaces,
    }
    effect = entry.effect
    if effect is not None:
        table |= {
            "score_before": effect.score_before,
            "score_after": effect.score_after,
            "overall_before": effect.overall_before.name if effect.overall_before else None,
            "overall_after": effect.overall_after.name if effect.overall_after else None,
        }
    if entry.criteria is not None:
        table["criteria"] = {
            "near_boundary": entry.criteria.near_boundary.value,
            "one_judgement": entry.criteria.one_judgement.value,
            "small_sample": entry.criteria.small_sample.value,
            "words": list(entry.criteria.words),
        }
    table["evidence"] = [_figures_table(each) for each in entry.evidence]
    return {key: value for key, value in table.items() if value not in (None, "", [], {})}


def _figures_table(recorded: RecordedFigures) -> dict[str, Any]:
    figures = recorded.figures
    table = {
        "key_question": recorded.key_question,
        "yes": figures.yes,
        "relevant": figures.relevant,
        "percent": figures.percent,
    }
    return {key: value for key, value in table.items() if value is not None}


def _plain(text: str) -> str:
    """Text that UTF-8 can hold: a lone surrogate, as a broken file name or paste has, is marked."""
    return re.sub("[\ud800-\udfff]", MARK, text)

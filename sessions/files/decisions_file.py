"""Decisions files: the panel's record as TOML. Layout: docs/formats.md. Entries are only added."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

from core.evidence import Evidence
from core.meeting_details import MeetingDetails
from core.record import Entry, record_faults
from core.scheme import Scheme
from core.value import Value
from sessions.files.entries import EntryReader, details_from, entry_table, utf8_text
from sessions.files.scheme_file import earlier_editions, shipped_scheme_bytes, shipped_schemes
from sessions.files.seals import Chain, chain_of
from sessions.files.session_file import DECISIONS_FORMAT, Session
from sessions.text.paths import SUFFIX as SUFFIX
from sessions.text.paths import decisions_path as decisions_path
from sessions.text.problems import Problem, Unusable
from sessions.toml.read import fingerprint, parse_toml
from sessions.toml.table_reader import Problems, TableReader, check_format


class Redaction(Value):
    """A removal of text from the record: when, by whom and why, and the fingerprints it changed.

    `fingerprints`: for each sign-off that it concerns, the one before and the one after.
    """

    at: datetime
    by: str
    reason: str
    fingerprints: tuple[tuple[str, str], ...] = ()


class Record(Value):
    """A decisions file as read: its entries, oldest first, and the bytes that held them.

    `meeting`: the details in the head of an older record. `chain`: its seals. `newer`: kinds and
    keys that this version does not know; with any of them the record can only be viewed, and
    `entries` holds those that could be read.
    """

    data: bytes
    entries: tuple[Entry, ...]
    meeting: MeetingDetails = MeetingDetails()
    session_sha256: str = ""
    scheme_sha256: str = ""
    chain: Chain = Chain("")
    newer: tuple[Problem, ...] = ()
    redactions: tuple[Redaction, ...] = ()

    @property
    def sha256(self) -> str:
        """The fingerprint of the file's bytes."""
        return fingerprint(self.data)


def parse_record(name: str, data: bytes, evidence: Evidence) -> Record:
    """Read a record from bytes.

    `evidence` gives the scheme's standards and ratings, and the inspection that the record must be
    about. Kinds and keys of a newer version are not problems: see `Record.newer` and
    `decided_record`.

    Raises:
        Unusable: With every problem of the record.
    """
    problems, newer = Problems(name), Problems(name)
    table = parse_toml(name, data)
    top = TableReader(table, problems)
    check_format(top, DECISIONS_FORMAT)
    if problems.found:
        raise Unusable(problems.found)
    session_sha256 = _session(top, evidence, newer)
    scheme_sha256 = _scheme(top, evidence.scheme, newer)
    meeting = _meeting(top, newer)
    reader = EntryReader(evidence.scheme, newer)
    each_entry = top.children("entries", lambda t, n: f"entry number {n}")
    entries = tuple(entry for entry in map(reader.read, each_entry) if entry is not None)
    _check_open_end(top, data)
    redactions = _redactions(top, newer)
    top.finish(newer)
    # Entries that are not known may be what others refer to.
    if not problems.found and not newer.found:
        for fault in record_faults(entries):
            place = f"entry number {fault.index + 1}"
            problems.add(place, fault.fault, fault.remedy)
    if problems.found:
        problems.join(newer)
        raise Unusable(problems.found)
    return Record(
        data,
        entries,
        meeting,
        session_sha256,
        scheme_sha256,
        chain=chain_of(table),
        newer=newer.found,
        redactions=redactions,
    )


def decided_record(name: str, data: bytes, evidence: Evidence) -> Record:
    """Read a record whose ratings are to be used.

    Raises:
        Unusable: With every problem of the record; or a newer version wrote it, so that what this
            version does not know may decide a rating.
    """
    record = parse_record(name, data, evidence)
    if record.newer:
        raise Unusable(record.newer)
    return record


HEADING = rb"""^[ \t]*\[\[[ \t]*["']?entries["']?[ \t]*\]\]"""


def _check_open_end(top: TableReader, data: bytes) -> None:
    """Note entries written as `entries = [...]`: nothing can be added after such a list."""
    entries = top.table.get("entries")
    if not isinstance(entries, list):
        return
    needed = max(1, len(entries))
    # In most records the headings are as the program writes them, which needs no pattern.
    if data.count(b"\n[[entries]]\n") >= needed:
        return
    if len(re.findall(HEADING, data, re.MULTILINE)) >= needed:
        return
    try:
        parse_toml("", data + b"\n[[entries]]\n")
    except Unusable:
        top.wrong(
            "entries",
            "is a single closed list, so no decision can be added to it",
            "Write each entry under its own heading [[entries]], or remove the list if it is "
            "empty.",
        )


def _session(top: TableReader, evidence: Evidence, newer: Problems) -> str:
    table = top.child("session", required=True)
    if table is None:
        return ""
    session_id = table.text("id", required=True)
    if session_id is not None and session_id != evidence.inspection.id:
        table.wrong(
            "id",
            f'does not match the inspection of the session file, "{evidence.inspection.id}"',
            "Keep each record beside its own session file.",
        )
    table.text("file")
    sha256 = table.text("sha256") or ""
    table.finish(newer)
    return sha256


def _scheme(top: TableReader, scheme: Scheme, newer: Problems) -> str:
    table = top.child("scheme", required=True)
    if table is None:
        return ""
    scheme_id = table.text("id", required=True)
    if scheme_id is not None and scheme_id != scheme.id:
        table.wrong(
            "id",
            f'does not match the scheme of the session file, "{scheme.id}"',
            "Use the scheme that the record was made under.",
        )
    sha256 = table.text("sha256") or ""
    table.finish(newer)
    return sha256


def _redactions(top: TableReader, newer: Problems) -> tuple[Redaction, ...]:
    found = []
    for table in top.children("redactions", lambda t, n: f"redaction number {n}"):
        at = table.moment("at", required=True)
        by = table.text("by", required=True) or ""
        reason = table.text("reason", required=True) or ""
        pairs = []
        for each in table.children("fingerprints", lambda t, n: f"fingerprints number {n}"):
            pairs.append((each.text("before") or "", each.text("after") or ""))
            each.finish(newer)
        table.finish(newer)
        if at is not None:
            found.append(Redaction(at, by, reason, tuple(pairs)))
    return tuple(found)


def _meeting(top: TableReader, newer: Problems) -> MeetingDetails:
    table = top.child("meeting")
    if table is None:
        return MeetingDetails()
    details = details_from(table, newer)
    table.finish(newer)
    return details


def record_warnings(name: str, record: Record, session: Session) -> tuple[Problem, ...]:
    """Warn of a record made for another session file or other rules, and of broken seals.

    Earlier editions of a shipped scheme are known and raise no warning.
    """
    found = []
    if record.session_sha256 and record.session_sha256 != session.sha256:
        found.append(
            Problem(
                name,
                "session",
                "the evidence has changed since this record was made",
                "Standards whose figures changed are marked. Confirm or withdraw their decisions.",
            )
        )
    scheme_id = session.evidence.scheme.id
    known = {"", session.scheme_sha256}
    if scheme_id in shipped_schemes() and session.scheme_data == shipped_scheme_bytes(scheme_id):
        known |= earlier_editions(scheme_id)
    if record.scheme_sha256 not in known:
        found.append(
            Problem(
                name,
                "scheme",
                "the scheme file has changed since this record was made",
                "Check that the rules are the ones that the panel used.",
            )
        )
    return (*found, *seal_warnings(name, record))


def seal_warnings(name: str, record: Record) -> tuple[Problem, ...]:
    """Name each entry whose seal does not hold; nothing is refused because of it."""
    return tuple(
        Problem(
            name,
            f"entry number {fault.index + 1}",
            "has no seal, although an earlier entry has one: it was added outside the program"
            if fault.missing
            else "does not have the right seal: this entry was changed, or one before "
            "it was added, moved or removed, outside the program",
            "Compare the record with a copy, or with the printed minutes.",
        )
        for fault in record.chain.faults
    )


def toml_of(table: dict[str, Any]) -> str:
    """Write a table as TOML."""
    # Imported here, because reading a record needs no writer.
    import tomli_w

    return tomli_w.dumps(table)


def new_record(session: Session, today: date) -> bytes:
    """Return the opening of a new decisions file for a session."""
    opening: dict[str, Any] = {
        "format": DECISIONS_FORMAT,
        "session": {
            "id": session.evidence.inspection.id,
            "file": utf8_text(session.path.name),
            "sha256": session.sha256,
        },
        "scheme": {"id": session.evidence.scheme.id, "sha256": session.scheme_sha256},
        "meeting": {"date": today},
    }
    return toml_of(opening).encode("utf-8")


def with_entries(data: bytes, entries: tuple[Entry, ...]) -> bytes:
    """Return a record's bytes with more entries at the end; every earlier byte stays the same."""
    if not entries:
        return data
    added = "\n".join(_entry_text(entry) for entry in entries)
    gap = b"\n" if data.endswith(b"\n") else b"\n\n"
    return data + gap + added.encode("utf-8")


def _entry_text(entry: Entry) -> str:
    return table_text(entry_table(entry))


def table_text(table: dict[str, Any]) -> str:
    """Write the table of an entry under its own heading.

    tomli-w would put a short entry on one line, `entries = [{ ... }]`: a closed list, to which
    nothing can be added.
    """
    text = toml_of({"entries": [table]})
    return text if text.startswith("[[entries]]") else "[[entries]]\n" + toml_of(table)

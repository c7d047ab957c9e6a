"""Removing a name or a text from a record: a dated marker replaces it."""

import re
from datetime import datetime
from pathlib import Path
from typing import Any

from core.dates import day_words
from core.value import Value
from sessions.files.decisions_file import decisions_path, parse_record, table_text, toml_of
from sessions.files.seals import (
    SEAL,
    chain_of,
    fingerprint_of,
    first_link,
    head_of,
    record_digest,
    seal_of,
)
from sessions.files.session_file import Session
from sessions.record.atomic_save import real_path, saving
from sessions.toml.read import parse_toml

# Keys whose values hold what people wrote; all others are ids, ratings, figures and digests.
WRITTEN = frozenset(
    [
        *("reason", "published_wording", "text", "dissent", "reason_for_correction"),
        *("proposed_by", "agreed_by", "recused", "by", "signed_by", "name", "role"),
        *("place", "chair", "members", "attending", "apologies", "note_taker"),
        *("interests", "interest", "action"),
    ]
)
# Direction marks, joiners, soft hyphens: what a text can hold without showing it.
UNSEEN = "[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"


class NothingRemoved(Exception):
    """The text does not occur where people's words and names are kept."""


class BrokenSeals(Exception):
    """The record was changed outside the program: new seals would hide that."""


class Redacted(Value):
    """What a redaction did: how often it found the text, and the fingerprints that changed."""

    path: Path
    times: int
    fingerprints: tuple[tuple[str, str], ...]


def occurrences(session: Session, text: str) -> int:
    """Return how often a text is in what people wrote in the record."""
    path = real_path(decisions_path(session.path))
    table = parse_toml(str(path), path.read_bytes())
    return _replaced(table, text, "")[1]


def redact(session: Session, text: str, by: str, reason: str, at: datetime) -> Redacted:
    """Replace a text everywhere in the record, rebuild its seals and note both fingerprints.

    Raises:
        NothingRemoved: the text is nowhere.
        BrokenSeals: a seal does not hold before it.
        NotSaved: it could not be written; the record is as it was.
    """
    path = real_path(decisions_path(session.path))
    marker = f"[removed {day_words(at)} by {by}: {reason}]"
    with saving(path) as lock:
        data = lock.read()
        if data is None:
            raise NothingRemoved
        parse_record(str(path), data, session.evidence)
        before = parse_toml(str(path), data)
        if chain_of(before).faults:
            raise BrokenSeals
        table, times = _replaced(before, text, marker)
        if not times:
            raise NothingRemoved
        pairs = _rebuild(before, table)
        made: dict[str, Any] = {"at": at, "by": by, "reason": reason}
        if pairs:
            made["fingerprints"] = [{"before": one, "after": other} for one, other in pairs]
        redactions = [*table.get("redactions", []), made]
        opening = toml_of({**head_of(table), "redactions": redactions})
        texts = [opening, *(table_text(entry) for entry in table.get("entries", []))]
        written = "\n".join(texts).encode("utf-8")
        lock.write(written, lambda read: parse_record(str(path), read, session.evidence))
    return Redacted(path, times, tuple(pairs))


def _rebuild(before: dict[str, Any], table: dict[str, Any]) -> list[tuple[str, str]]:
    """Give every entry its new seal and every sign-off its new digests; return the fingerprints."""
    entries = table.get("entries", [])
    last = first_link(head_of(table))
    pairs = []
    for place, entry in enumerate(entries):
        if entry.get("fingerprint") and entry.get("record_sha256"):
            old = before["entries"][place]
            agreed = record_digest({**before, "entries": before["entries"][:place]}, old)
            if agreed == old["record_sha256"]:
                digest = record_digest({**table, "entries": entries[:place]}, entry)
                others = (entry.get("session_sha256", ""), entry.get("scheme_sha256", ""))
                entry["record_sha256"] = digest
                entry["fingerprint"] = fingerprint_of(digest, *others)
                pairs.append((old["fingerprint"], entry["fingerprint"]))
        if SEAL in entry:
            entry[SEAL] = seal_of(last, entry)
            last = entry[SEAL]
        else:
            last = seal_of(last, entry)
    return pairs


def _replaced(table: dict[str, Any], text: str, marker: str) -> tuple[dict[str, Any], int]:
    """Replace a text in what people wrote; return how often it was found.

    Case, the kind of blanks and invisible characters make no difference: what was pasted may hold
    others than what is typed now.
    """
    words = (f"{UNSEEN}*".join(map(re.escape, word)) for word in text.split())
    pattern = re.compile(f"(?:\\s|{UNSEEN})+".join(words), re.IGNORECASE)
    times = 0

    def in_text(value: str) -> str:
        nonlocal times
        made, found = pattern.subn(lambda _: marker, value)
        times += found
        return made

    def over(value: Any, key: str) -> Any:
        if isinstance(value, dict):
            return {name: over(each, name) for name, each in value.items()}
        if isinstance(value, list):
            return [over(each, key) for each in value]
        if isinstance(value, str) and key in WRITTEN:
            return in_text(value)
        return value

    made: dict[str, Any] = {
        key: over(value, "") if key in ("entries", "meeting") else value
        for key, value in table.items()
    }
    return made, times

"""Seals: a chain of digests over a record, which shows what was changed outside the program.

How another program computes them: docs/formats.md. Whoever can write the file can rebuild them.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from core.value import Value

Table = dict[str, Any]

SEAL = "seal"
DIGITS = 16
# What a sign-off says of the record as a whole cannot be part of what it is computed from.
DIGESTS = ("record_sha256", "session_sha256", "scheme_sha256", "fingerprint")


class SealFault(Value):
    """A seal that does not hold, by the index of its entry; `missing` where there is none."""

    index: int
    missing: bool = False


class Chain(Value):
    """The seals of a record: the last of them, and those that do not hold."""

    last: str
    faults: tuple[SealFault, ...] = ()


def canonical_form(table: Table, without: Sequence[str] = ()) -> str:
    """Return a table as one line of JSON, the same however the file writes it.

    Keys are in order, nothing is between the values, and dates and times are texts, times with
    an offset in UTC.
    """
    kept = {key: value for key, value in table.items() if key not in without}
    return json.dumps(
        kept, default=_text_of, sort_keys=True, separators=(",", ":"), ensure_ascii=False
    )


def _text_of(value: object) -> str:
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date | time):
        return value.isoformat()
    raise TypeError(f"TOML has no {type(value).__name__}")


def head_of(table: Table) -> Table:
    """Return the head of a record: everything but its entries and the list of redactions."""
    return {key: value for key, value in table.items() if key not in ("entries", "redactions")}


def first_link(head: Table) -> str:
    """Return what the first entry's seal starts from: the seal of the record's head."""
    return _digits("", head)


def seal_of(previous: str, entry: Table) -> str:
    """Return the seal of an entry that follows one with the seal `previous`."""
    return _digits(previous, entry)


def _digits(previous: str, table: Table) -> str:
    text = previous + canonical_form(table, [SEAL])
    return _sha256(text)[:DIGITS]


def _sha256(text: str) -> str:
    # Imported here, because `score` of a session file without a record needs no digests.
    from hashlib import sha256

    # A lone surrogate cannot be in a file, only in a text that a caller makes.
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def chain_of(table: Table) -> Chain:
    """Check the seals of a whole record.

    An entry without a seal has the one that is computed for it. After one that does not hold the
    chain goes on from the seal that is there, so that each change is named once.
    """
    last, faults, sealed = first_link(head_of(table)), [], False
    for index, entry in enumerate(_entries_of(table)):
        computed, given = seal_of(last, entry), entry.get(SEAL)
        if given is None and sealed:
            faults.append(SealFault(index, missing=True))
        elif given is not None and given != computed:
            faults.append(SealFault(index))
        sealed = sealed or given is not None
        last = computed if given is None else str(given)
    return Chain(last, tuple(faults))


def record_digest(table: Table, sign_off: Table) -> str:
    """Return the digest of a record's head, its entries, and the sign-off that follows them.

    The sign-off is taken without its digests and its seal, the others without their seals.
    """
    forms = [canonical_form(head_of(table))]
    forms += [canonical_form(entry, [SEAL]) for entry in _entries_of(table)]
    forms.append(canonical_form(sign_off, [*DIGESTS, SEAL]))
    return _sha256("\n".join(forms))


def fingerprint_of(record_sha256: str, session_sha256: str, scheme_sha256: str) -> str:
    """Return the fingerprint of a sign-off: the digest of its three digests in a row."""
    return _sha256(record_sha256 + session_sha256 + scheme_sha256)


def _entries_of(table: Table) -> list[Table]:
    entries = table.get("entries")
    return [each for each in entries if isinstance(each, dict)] if isinstance(entries, list) else []


OPTIONAL_FLAGS = ("agreed_by_panel",)


def rules_digest(scheme: Table) -> str:
    """Return the digest of a scheme's rules: its table, without what is only written out.

    Empty texts, lists and tables, and optional settings that are false, are left out.
    """
    return _sha256(canonical_form(_without_defaults(scheme)))


def _without_defaults(value: Any) -> Any:
    if isinstance(value, list):
        return [_without_defaults(each) for each in value]
    if not isinstance(value, dict):
        return value
    kept = {key: _without_defaults(each) for key, each in value.items()}
    return {
        key: each
        for key, each in kept.items()
        if each not in ("", [], {}) and not (key in OPTIONAL_FLAGS and each is False)
    }

"""Checking sign-offs: whether record, evidence and rules are still those that were signed."""

from core.record import Kind
from core.value import Value
from sessions.files.decisions_file import Record, Redaction
from sessions.files.seals import fingerprint_of, record_digest, rules_digest
from sessions.files.session_file import Session
from sessions.toml.read import parse_toml


class Verified(Value):
    """One sign-off, and which of the things that it was about still agree.

    `number` counts the entries from 1. `fingerprint` is the one in the record; None where the
    sign-off carries no digests. `consistent`: whether the fingerprint belongs to the three digests.
    """

    number: int
    fingerprint: str | None
    record: bool = False
    evidence: bool = False
    rules: bool = False
    consistent: bool = False

    @property
    def agrees(self) -> bool:
        """Whether everything agrees."""
        return self.record and self.evidence and self.rules and self.consistent


def verified(session: Session, record: Record) -> tuple[Verified, ...]:
    """Check every sign-off of a record against the record, the session file and the scheme."""
    table = parse_toml(session.file, record.data)
    rules = rules_digest(parse_toml(session.file, session.scheme_data))
    entries = table.get("entries", [])
    found = []
    for place, entry in enumerate(entries):
        if str(entry.get("kind", "")).strip().casefold() != Kind.SIGN_OFF:
            continue
        before = {**table, "entries": entries[:place]}
        digests = [str(entry.get(f"{what}_sha256", "")) for what in ("record", "session", "scheme")]
        if not all(digests) or not entry.get("fingerprint"):
            found.append(Verified(place + 1, None))
            continue
        found.append(
            Verified(
                number=place + 1,
                fingerprint=entry["fingerprint"],
                record=digests[0] == record_digest(before, entry),
                evidence=digests[1] == session.sha256,
                rules=digests[2] == rules,
                consistent=entry["fingerprint"] == fingerprint_of(*digests),
            )
        )
    return tuple(found)


def plain_digits(fingerprint: str) -> str:
    """Return a fingerprint as it may be typed: without blanks and hyphens, in small letters."""
    return "".join(fingerprint.split()).replace("-", "").lower()


def earlier_fingerprint(record: Record, digits: str) -> Redaction | None:
    """Find the redaction before which a sign-off had a fingerprint that begins with the digits."""
    for redaction in record.redactions:
        if any(before.startswith(digits) for before, _ in redaction.fingerprints):
            return redaction
    return None

"""What an entry gets when it is saved, from the record at that moment: effect, digests, seal."""

from core.meeting import Meeting
from core.record import DECIDING, Entry, Kind, unsealed
from core.value import replace
from sessions import __version__
from sessions.files.decisions_file import Record, with_entries
from sessions.files.entries import entry_table
from sessions.files.seals import fingerprint_of, record_digest, rules_digest, seal_of
from sessions.files.session_file import Session
from sessions.toml.read import parse_toml


def sealed(standing: Record, entries: tuple[Entry, ...], session: Session) -> tuple[Entry, ...]:
    """Return new entries as they are to be written at the end of the record."""
    meeting = Meeting(session.evidence, standing.entries, standing.meeting)
    last = standing.chain.last
    done: list[Entry] = []
    for entry in entries:
        new = unsealed(entry)
        if new.kind in DECIDING or (new.kind is Kind.WITHDRAW and new.standard is not None):
            new = replace(new, effect=meeting.effect_of(new))
        if new.sign_off is not None:
            before = with_entries(standing.data, tuple(done))
            new = _with_digests(new, parse_toml(session.file, before), session)
        last = seal_of(last, entry_table(new))
        new = replace(new, seal=last)
        meeting = meeting.with_entry(new)
        done.append(new)
    return tuple(done)


def _with_digests(entry: Entry, table: dict[str, object], session: Session) -> Entry:
    """Return a sign-off with what proves the record, the evidence and the rules it is about."""
    if entry.sign_off is None:
        return entry
    versioned = replace(entry.sign_off, program_version=__version__)
    entry = replace(entry, sign_off=versioned)
    record = record_digest(table, entry_table(entry))
    scheme = rules_digest(parse_toml(session.file, session.scheme_data))
    signed = replace(
        versioned,
        record_sha256=record,
        session_sha256=session.sha256,
        scheme_sha256=scheme,
        fingerprint=fingerprint_of(record, session.sha256, scheme),
    )
    return replace(entry, sign_off=signed)

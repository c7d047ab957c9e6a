"""Seals and fingerprints, checked a second time from the words of docs/formats.md alone."""

import json
import tomllib
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from bench.meetings import copied_session
from core.meeting import Meeting
from core.meeting_details import Interest, MeetingDetails
from core.proposals import (
    AnyProposal,
    CorrectionProposal,
    DetailsProposal,
    NoteProposal,
    NoteWithdrawal,
    Proposal,
    ReopenProposal,
    SignOffProposal,
)
from core.record import Entry, Kind, Signature
from sessions.files.decisions_file import parse_record, record_warnings
from sessions.files.session_file import Session
from sessions.record.redaction import redact
from sessions.record.store import RecordStore
from sessions.record.verification import verified

HOSTILE = "[/] [@click=app.quit]x[/] \x1b[2J \u202e" + '"""' + "\\ \t \x7f é 🧑‍🤝‍🧑"


def canonical(table: dict[str, Any], *without: str) -> bytes:
    """One line of JSON as docs/formats.md describes it."""

    def text(value: object) -> str:
        if isinstance(value, datetime):
            return f"{value.astimezone(UTC):%Y-%m-%dT%H:%M:%S}Z"
        assert isinstance(value, date)
        return f"{value:%Y-%m-%d}"

    kept = {key: value for key, value in table.items() if key not in without}
    line = json.dumps(kept, default=text, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return line.encode("utf-8")


def broken(data: bytes) -> list[int]:
    """Numbers of the entries whose seals do not hold, from 1."""
    record = tomllib.loads(data.decode("utf-8"))
    last = sha256(canonical(record, "entries", "redactions")).hexdigest()[:16]
    found = []
    for number, entry in enumerate(record.get("entries", []), start=1):
        seal = sha256(last.encode("ascii") + canonical(entry, "seal")).hexdigest()[:16]
        if entry["seal"] != seal:
            found.append(number)
        last = entry["seal"]
    return found


def digest_of_record(data: bytes, place: int) -> str:
    """What the sign-off at that place signs."""
    record = tomllib.loads(data.decode("utf-8"))
    entries = record["entries"]
    lines = [canonical(record, "entries", "redactions")]
    lines += [canonical(entry, "seal") for entry in entries[:place]]
    own = ("record_sha256", "session_sha256", "scheme_sha256", "fingerprint", "seal")
    lines.append(canonical(entries[place], *own))
    return sha256(b"\n".join(lines)).hexdigest()


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return copied_session(tmp_path)


def at(minute: int) -> datetime:
    return datetime(2020, 12, 1, 12, tzinfo=UTC) + timedelta(minutes=minute)


def whole_meeting(session: Session) -> RecordStore:
    """Record an entry of every kind, one save each."""
    store = RecordStore.open(session)
    good = session.evidence.scheme.ratings[2]
    proposals: list[AnyProposal] = [
        DetailsProposal(
            MeetingDetails(
                date(2020, 12, 1),
                "Bristol",
                "Ann Chair",
                (HOSTILE, "Bo Member"),
                interests=(Interest("Bo Member", "Worked there", ("3.3",), "left the room"),),
            )
        ),
        Proposal(Kind.CHANGE, "3.2", good, HOSTILE, published_wording="One case weighed heavily."),
        Proposal(Kind.AGREE, "1.1"),
        Proposal(Kind.AGREE, "1.2", good.__class__("Outstanding", "O", 3), "Stronger than said."),
        NoteProposal("Said of 2.1: " + HOSTILE, "2.1"),
        CorrectionProposal("2", (("reason", "Better worded."), ("published_wording", "")), "Typo"),
        NoteWithdrawal("5", "Not said."),
        Proposal(Kind.DEFER, "3.3"),
        SignOffProposal((Signature("Ann Chair", "chair"),)),
        ReopenProposal(("Ann Chair",), "A figure was wrong."),
        Proposal(Kind.WITHDRAW, "3.2", reason="On reflection."),
        SignOffProposal((Signature("Ann Chair", "chair"),)),
    ]
    for number, proposal in enumerate(proposals, start=1):
        meeting = Meeting(session.evidence, store.entries, store.meeting)
        if isinstance(proposal, Proposal) and proposal.to_rating is not None:
            rating = session.evidence.scheme.rating_named(proposal.to_rating.name)
            assert rating is not None
        entry = meeting.entry_for(proposal, str(number), at(number))
        store.save((*store.entries, entry))
    return store


def warnings(session: Session, data: bytes) -> list[str]:
    record = parse_record("r.toml", data, session.evidence)
    return [each.sentence() for each in record_warnings("r.toml", record, session)]


def test_every_kind_is_sealed_as_documented(session: Session) -> None:
    store = whole_meeting(session)
    data = store.path.read_bytes()
    assert broken(data) == []
    assert warnings(session, data) == []
    entries = tomllib.loads(data.decode("utf-8"))["entries"]
    assert [entry["kind"] for entry in entries] == [
        "meeting",
        "change",
        "agree",
        "agree",
        "note",
        "correct",
        "withdraw",
        "defer",
        "sign-off",
        "reopen",
        "withdraw",
        "sign-off",
    ]
    for place in (8, 11):
        signed = entries[place]
        assert signed["record_sha256"] == digest_of_record(data, place)
        three = signed["record_sha256"] + signed["session_sha256"] + signed["scheme_sha256"]
        assert signed["fingerprint"] == sha256(three.encode("ascii")).hexdigest()
        assert signed["session_sha256"] == sha256(session.data).hexdigest()


def test_what_was_written_is_read_again(session: Session) -> None:
    store = whole_meeting(session)
    again = RecordStore.open(session)
    assert again.entries == store.entries
    meeting = Meeting(session.evidence, again.entries, again.meeting)
    assert meeting.signed == again.entries[-1]
    assert meeting.notes == ()
    assert meeting.details.recused_from("3.3") == ("Bo Member",)
    assert meeting.as_corrected(again.entries[1]).reason == "Better worded."
    assert meeting.as_corrected(again.entries[1]).published_wording == ""


@pytest.mark.parametrize("number", range(1, 13))
def test_a_change_by_hand_is_named_with_its_entry(session: Session, number: int) -> None:
    data = whole_meeting(session).path.read_bytes()
    parts = data.split(b"[[entries]]\n")
    parts[number] = parts[number].replace(b"2020-12-01 12:", b"2020-12-01 11:", 1)
    changed = b"[[entries]]\n".join(parts)
    assert broken(changed) == [number]
    (said,) = warnings(session, changed)
    assert said.startswith(f"r.toml: entry number {number}: does not have the right seal")


def test_a_removed_entry_is_noticed_at_the_next(session: Session) -> None:
    data = whole_meeting(session).path.read_bytes()
    parts = data.split(b"[[entries]]\n")
    removed = b"[[entries]]\n".join(parts[:8] + parts[9:])
    assert broken(removed) == [8]
    assert len(warnings(session, removed)) == 1


def test_verification_says_what_agrees(session: Session) -> None:
    store = whole_meeting(session)
    data = store.path.read_bytes()
    record = parse_record("r.toml", data, session.evidence)
    assert [each.agrees for each in verified(session, record)] == [True, True]
    changed = data.replace(b"Stronger than said.", b"Weaker than said.")
    record = parse_record("r.toml", changed, session.evidence)
    results = verified(session, record)
    assert [(each.record, each.evidence, each.rules) for each in results] == [
        (False, True, True),
        (False, True, True),
    ]


def test_a_redaction_removes_the_text_and_keeps_both_fingerprints(session: Session) -> None:
    store = whole_meeting(session)
    before = [each.fingerprint for each in verified(session, _record(session, store))]
    done = redact(session, "bo member", "The controller", "on request", at(60))
    data = store.path.read_bytes()
    assert b"Bo Member" not in data
    assert b"[removed 1 December 2020 by The controller: on request]" in data
    assert broken(data) == []
    assert warnings(session, data) == []
    results = verified(session, _record(session, store))
    assert all(each.agrees for each in results)
    assert [one for one, _ in done.fingerprints] == before
    assert [other for _, other in done.fingerprints] == [each.fingerprint for each in results]


def _record(session: Session, store: RecordStore) -> Any:
    return parse_record("r.toml", store.path.read_bytes(), session.evidence)


def test_after_a_sign_off_what_another_screen_adds_is_kept_and_not_applied(
    session: Session,
) -> None:
    first, second = RecordStore.open(session), RecordStore.open(session)
    meeting = Meeting(session.evidence)
    good = session.evidence.scheme.ratings[2]
    change = meeting.entry_for(Proposal(Kind.CHANGE, "3.2", good, "Weighed."), "a", at(1))
    signed = meeting.entry_for(SignOffProposal((Signature("A", "chair"),)), "b", at(2))
    first.save((signed,))
    saved = second.save((change,))
    assert [entry.id for entry in saved.entries] == ["b", "a"]
    after = Meeting(session.evidence, saved.entries)
    assert [entry.id for entry in after.scorecard.standing.late] == ["a"]
    assert after.scorecard.standard("3.2").decision is None


def test_notes_of_two_screens_never_clash(session: Session) -> None:
    first, second = RecordStore.open(session), RecordStore.open(session)
    meeting = Meeting(session.evidence)

    def note(name: str) -> Entry:
        return meeting.entry_for(NoteProposal("Said.", "3.2"), name, at(1))

    first.save((note("a"),))
    saved = second.save((note("b"),))
    assert saved.clashes == ()
    assert len(Meeting(session.evidence, saved.entries).notes) == 2


@pytest.mark.parametrize("added", ['kind = "later"', 'later = "x"'])
def test_what_a_newer_version_wrote_opens_to_view_only(session: Session, added: str) -> None:
    store = whole_meeting(session)
    text = store.path.read_text("utf-8")
    if added.startswith("kind"):
        text += '\n[[entries]]\nid = "z"\nat = 2020-12-02T10:00:00Z\nkind = "later"\n'
    else:
        text = text.replace('kind = "note"\n', f'kind = "note"\n{added}\n')
    store.path.write_text(text, "utf-8")
    newer = RecordStore.open(session)
    assert len(newer.newer) == 1
    assert len(newer.entries) == 12

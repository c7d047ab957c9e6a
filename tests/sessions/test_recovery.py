"""The recovery file: what it accepted is offered at the next start until its save is confirmed."""

import os
import stat
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.meetings import KINDS, copied_session, decision, meeting_of
from core.meeting_details import Interest
from core.record import Kind
from core.scheme import Scheme
from core.value import replace
from sessions import clock
from sessions.files.entries import entry_table
from sessions.files.scheme_file import shipped_scheme
from sessions.files.session_file import Session
from sessions.record.disk import DISK, Disk
from sessions.record.recovery import (
    ENVIRONMENT,
    Draft,
    FormDraft,
    NotKept,
    Pending,
    Recovery,
    state_folder,
)
from sessions.record.recovery_place import remove_old_discarded

ROOT = Path(__file__).resolve().parents[2]
linux_only = pytest.mark.skipif(sys.platform == "win32", reason="POSIX rights and locks")


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return copied_session(tmp_path)


def opened(session: Session, disk: Disk = DISK, scheme: Scheme | None = None) -> Recovery:
    folder = session.path.parent
    return Recovery.open(
        folder / "state",
        session.evidence.inspection.id,
        folder / "a.decisions.toml",
        scheme or session.evidence.scheme,
        disk,
    )


def after_the_end(session: Session, recovery: Recovery) -> Pending:
    """Let the process end without a word, as a kill does, and start the next one."""
    ended(recovery)
    again = opened(session)
    found = again.pending()
    ended(again)
    return found


def ended(recovery: Recovery) -> None:
    for descriptor in (recovery._file, recovery._lock):
        if descriptor is not None:
            os.close(descriptor)
    recovery._file = recovery._lock = None


def ids(pending: Pending) -> list[str]:
    return [entry.id for entry in pending.entries]


def test_nothing_is_pending_at_first(session: Session) -> None:
    recovery = opened(session)
    assert recovery.pending() == Pending()
    assert not recovery.pending()
    recovery.close()
    recovery.close()


def test_what_was_kept_is_offered_again_as_it_was(session: Session) -> None:
    recovery = opened(session)
    entries = [decision(session, text) for text in ("One.", "Zwei ü\n\x00\x1b[31m", '"]\\ \u2028')]
    for entry in entries:
        recovery.keep(entry)
    found = after_the_end(session, recovery)
    assert [entry_table(e) for e in found.entries] == [entry_table(e) for e in entries]
    assert found.entries[0].criteria == entries[0].criteria
    assert found.entries[0].evidence == entries[0].evidence
    assert found.at is not None
    assert found.at.tzinfo is not None


def test_what_is_confirmed_is_offered_no_more(session: Session) -> None:
    recovery = opened(session)
    entries = [decision(session, str(n)) for n in range(3)]
    for entry in entries:
        recovery.keep(entry)
    recovery.confirm([entries[0].id, entries[2].id, "unknown"])
    assert ids(after_the_end(session, recovery)) == [entries[1].id]


def draft(session: Session, reason: str) -> Draft:
    good = session.evidence.scheme.rating_named("Good")
    return Draft("3.2", Kind.CHANGE, good, reason, ("A. Lee",), ("B", "C"), "None.", ("D",))


def test_a_draft_of_each_decision_is_offered_until_it_is_dropped(session: Session) -> None:
    recovery = opened(session)
    recovery.draft(draft(session, "One"))
    recovery.draft(draft(session, "One case wei"))
    again = opened_after_end(session, recovery)
    assert again.pending().draft == draft(session, "One case wei")
    assert not again.pending().entries
    again.draft(Draft("2.2", reason="Another"))
    third = opened_after_end(session, again)
    both = (draft(session, "One case wei"), Draft("2.2", reason="Another"))
    assert third.pending().drafts == both
    third.drop_draft(both[1].key)
    fourth = opened_after_end(session, third)
    assert fourth.pending().drafts == both[:1]
    fourth.drop_draft(both[0].key)
    assert after_the_end(session, fourth) == Pending()


def test_an_entry_of_every_kind_comes_back_as_it_was(session: Session) -> None:
    entries = meeting_of(session, len(KINDS), "Wörds of\nseveral lines.")
    assert {entry.kind for entry in entries} == set(KINDS)
    recovery = opened(session)
    for entry in entries:
        recovery.keep(entry)
    assert after_the_end(session, recovery).entries == tuple(entries)


FORM = FormDraft(
    "details",
    (("place", "Weston"), ("chair", "A. Ch")),
    (Interest("B. Member", "managed a case", ("3.2", "3.3"), "left the room"),),
)


def test_the_draft_of_a_form_is_offered_until_it_is_dropped(session: Session) -> None:
    recovery = opened(session)
    note = FormDraft("note 3.2", (("note", "Half a sen"),))
    recovery.draft(note)
    recovery.draft(FORM)
    recovery.draft(draft(session, "One case wei"))
    again = opened_after_end(session, recovery)
    assert again.pending().drafts == (note, FORM, draft(session, "One case wei"))
    again.drop_draft("details")
    assert after_the_end(session, again).drafts == (note, draft(session, "One case wei"))


def test_of_two_drafts_of_one_form_no_sentence_is_lost(session: Session) -> None:
    first, second = opened(session), opened(session)
    first.draft(FormDraft("correct e", (("reason", "Theirs."), ("dissent", "A"))))
    second.draft(FormDraft("correct e", (("reason", "Ours."), ("dissent", "B"))))
    (key,) = second._held.drafts
    second._held.drafts[key] |= {"at": "9999-01-01T00:00:00+00:00"}
    second._renew()
    ended(second)
    found = after_the_end(session, first)
    assert found.drafts == (
        FormDraft("correct e", (("reason", "Ours.\nTheirs."), ("dissent", "B"))),
    )


def opened_after_end(session: Session, recovery: Recovery) -> Recovery:
    ended(recovery)
    return opened(session)


def test_a_torn_last_line_is_left_out(session: Session) -> None:
    recovery = opened(session)
    kept, torn = decision(session, "Kept."), decision(session, "Torn.")
    recovery.keep(kept)
    before = recovery.path.read_bytes().rstrip()
    recovery.keep(torn)
    whole = recovery.path.read_bytes()
    for length in range(len(before), len(whole.rstrip()), 31):
        recovery.path.write_bytes(whole[:length].ljust(len(whole)))
        found = opened_after_end(session, recovery)
        assert ids(found.pending()) == [kept.id]
        more = decision(session, "After.")
        found.keep(more)
        assert ids(after_the_end(session, found)) == [kept.id, more.id]


def test_a_line_with_a_wrong_checksum_is_left_out(session: Session) -> None:
    recovery = opened(session)
    entries = [decision(session, text) for text in ("First.", "Second.", "Third.")]
    for entry in entries:
        recovery.keep(entry)
    data = recovery.path.read_bytes()
    recovery.path.write_bytes(data.replace(b"Second.", b"Sec0nd."))
    assert ids(after_the_end(session, recovery)) == [entries[0].id, entries[2].id]


@given(garbage=st.binary(max_size=200), at=st.integers(0, 300))
def test_any_bytes_at_all_can_be_opened(
    tmp_path_factory: pytest.TempPathFactory, garbage: bytes, at: int
) -> None:
    session = copied_session(tmp_path_factory.mktemp("garbage"))
    recovery = opened(session)
    recovery.keep(decision(session))
    data = bytearray(recovery.path.read_bytes())
    data[at : at + len(garbage)] = garbage
    recovery.path.write_bytes(bytes(data))
    again = opened_after_end(session, recovery)
    again.keep(last := decision(session))
    assert ids(after_the_end(session, again))[-1] == last.id


@pytest.mark.parametrize("line", [b"[]", b"{}", b'{"sha256":1,"body":2}', b"[" * 100_000, b"null"])
def test_lines_of_another_make_are_left_out(session: Session, line: bytes) -> None:
    recovery = opened(session)
    recovery.keep(entry := decision(session))
    with recovery.path.open("ab") as file:
        file.write(b"\n" + line + b"\n")
    assert ids(after_the_end(session, recovery)) == [entry.id]


def test_an_entry_that_no_longer_fits_the_scheme_is_counted_and_stays(session: Session) -> None:
    recovery = opened(session)
    recovery.keep(good := decision(session))
    recovery.keep(replace(decision(session), standard="9.9"))
    ended(recovery)
    again = opened(session, scheme=shipped_scheme("youth-2021"))
    found = again.pending()
    assert ids(found) == [good.id]
    assert found.unreadable == 1
    assert found
    assert after_the_end(session, again).unreadable == 1


def test_a_second_process_has_a_file_of_its_own(session: Session) -> None:
    first, second = opened(session), opened(session)
    assert first.path != second.path
    a, b = decision(session, "A."), decision(session, "B.")
    first.keep(a)
    second.keep(b)
    assert ids(first.pending()) == [a.id]
    ended(second)
    third = opened(session)
    # The first still lives: only what the second left is taken over.
    assert ids(third.pending()) == [b.id]
    ended(first)
    assert sorted(ids(after_the_end(session, third))) == sorted([a.id, b.id])
    assert len(list(third.path.parent.glob("*.jsonl"))) == 1


@pytest.mark.parametrize(
    ("earlier", "later", "kept"),
    [
        ("One case wei", "One case weighed.", "One case weighed."),
        ("One case weighed.", "One case", "One case weighed."),
        ("Ours.", "Theirs.", "Theirs.\nOurs."),
    ],
)
def test_of_two_drafts_of_one_decision_nothing_typed_is_lost(
    earlier: str, later: str, kept: str, session: Session
) -> None:
    first, second = opened(session), opened(session)
    first.draft(Draft("2.2"))
    first.draft(Draft("3.2", reason=earlier))
    second.draft(Draft("3.2", reason=later))
    (key,) = second._held.drafts
    second._held.drafts[key] |= {"at": "9999-01-01T00:00:00+00:00"}
    second._renew()
    ended(second)
    found = after_the_end(session, first)
    assert found.drafts == (Draft("2.2"), Draft("3.2", reason=kept))


def test_what_a_process_leaves_that_ends_later_is_adopted(session: Session) -> None:
    first, second = opened(session), opened(session)
    mine, theirs = decision(session, "mine"), decision(session, "theirs")
    second.keep(mine)
    second.draft(Draft("3.3", reason="My own"))
    first.keep(theirs)
    first.draft(Draft("2.2", reason="Theirs"))
    assert second.adopt() == Pending(), "the first still lives"
    ended(first)
    found = second.adopt()
    assert ids(found) == [theirs.id]
    assert found.drafts == (Draft("2.2", reason="Theirs"),)
    assert second.adopt() == Pending(), "only once"
    # Discarded is only what was offered; both stay in some file.
    aside = second.discard(found)
    assert aside is not None
    assert theirs.reason in aside.read_text("utf-8")
    left = after_the_end(session, second)
    assert ids(left) == [mine.id]
    assert left.drafts == (Draft("3.3", reason="My own"),)


@linux_only
def test_what_a_killed_process_kept_is_taken_over(session: Session) -> None:
    program = (
        "import sys; from pathlib import Path; from bench.meetings import decision\n"
        "from sessions.files.session_file import read_session\n"
        "from tests.sessions.test_recovery import opened\n"
        f"session = read_session(Path({str(session.path)!r}))\n"
        "recovery = opened(session); entry = decision(session); recovery.keep(entry)\n"
        "print(entry.id, flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        kept = other.stdout.readline().decode().strip()
        living = opened(session)
        assert ids(living.pending()) == []
        other.kill()
        other.wait()
    assert ids(after_the_end(session, living)) == [kept]


def test_without_locks_every_process_has_a_file_of_its_own(session: Session) -> None:
    class NoLocks(Disk):
        def lock(self, descriptor: int) -> bool | None:
            return None

    first = opened(session, NoLocks())
    first.keep(entry := decision(session))
    second = opened(session, NoLocks())
    assert first.path != second.path
    # Whether the first still lives nobody can tell: its entries are offered, its file stays.
    assert ids(second.pending()) == [entry.id]
    assert first.path.exists()
    first.keep(decision(session))


def test_discarding_puts_the_file_aside(session: Session) -> None:
    recovery = opened(session)
    assert recovery.discard() is None
    recovery.keep(entry := decision(session))
    recovery.draft(Draft("2.2"))
    aside = recovery.discard()
    assert aside is not None
    assert entry.id.encode() in aside.read_bytes()
    assert recovery.pending() == Pending()
    recovery.keep(more := decision(session))
    assert ids(after_the_end(session, recovery)) == [more.id]
    assert aside.exists()


def test_the_file_is_emptied_when_nothing_is_pending(session: Session) -> None:
    recovery = opened(session)
    for _ in range(400):
        recovery.keep(entry := decision(session))
        recovery.confirm([entry.id])
    assert recovery.path.stat().st_size < 400_000
    recovery.close()
    assert not recovery.path.read_bytes().strip()


def test_the_file_grows_ahead_of_need(session: Session) -> None:
    recovery = opened(session)
    entries = [decision(session, "x" * 5000) for _ in range(120)]
    entries.append(decision(session, "y" * 700_000))
    for entry in entries:
        recovery.keep(entry)
    assert ids(after_the_end(session, recovery)) == [entry.id for entry in entries]


def test_a_closed_file_takes_nothing_more(session: Session) -> None:
    recovery = opened(session)
    recovery.close()
    with pytest.raises(NotKept, match="closed"):
        recovery.keep(decision(session))


@linux_only
def test_only_this_user_may_read_it(session: Session) -> None:
    recovery = opened(session)
    recovery.keep(decision(session))
    assert stat.S_IMODE(recovery.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(recovery.path.with_suffix(".lock").stat().st_mode) == 0o600
    assert stat.S_IMODE(recovery.path.parent.stat().st_mode) == 0o700
    recovery.close()


def test_meetings_do_not_share_a_file(session: Session, tmp_path: Path) -> None:
    scheme = session.evidence.scheme
    places = [
        Recovery.open(tmp_path / "state", name, tmp_path / path, scheme).path
        for name, path in (("a", "x.toml"), ("a", "y.toml"), ("a-", "x.toml"), ("../é", "x.toml"))
    ]
    assert len(set(places)) == 4
    assert {place.parent for place in places} == {tmp_path / "state"}


def test_the_state_folder_can_be_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(ENVIRONMENT, str(tmp_path / "here"))
    assert state_folder() == tmp_path / "here"
    monkeypatch.delenv(ENVIRONMENT)
    assert "ratings-panel" in state_folder().parts


def test_the_time_of_what_is_pending_is_told(session: Session) -> None:
    before = clock.now_in_seconds()
    recovery = opened(session)
    recovery.draft(Draft("2.2"))
    at = recovery.pending().at
    assert at is not None
    assert at >= before
    recovery.close()


def test_discarded_files_are_deleted_after_30_days(tmp_path: Path) -> None:
    names = [
        f"{meeting}.discarded-{stamp}Z-0123abcd"
        for meeting in ("north-1", "south-2")
        for stamp in ("20240228T115959", "20240228T120001", "20240329T110000")
    ]
    others = ["north-1.jsonl", "note.discarded-by hand", "recent.json"]
    for name in (*names, *others):
        (tmp_path / name).touch()
    remove_old_discarded(tmp_path, datetime(2024, 3, 29, 12, tzinfo=UTC))
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {*others, *(name for name in names if "T115959" not in name)}

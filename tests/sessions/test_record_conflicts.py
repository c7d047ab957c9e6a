"""What on disk does not continue our record stays as it is; ours go to a file of their own."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bench.disks import FailingDisk
from bench.meetings import copied_session, decision
from core.record import Entry, Kind, Signature, SignOff
from sessions import clock
from sessions.files.decisions_file import new_record
from sessions.files.session_file import Session
from sessions.record.atomic_save import NotSaved
from sessions.record.store import Conflict, RecordStore
from sessions.text.problems import Unusable
from sessions.toml.read import LARGEST
from tests.sessions.test_record_store import on_disk, same, three


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return copied_session(tmp_path)


def other_session(data: bytes) -> bytes:
    return data.replace(b"north-somerset-2020", b"kirklees-2021")


BREAKING: dict[str, Callable[[bytes], bytes]] = {
    "edited": lambda data: data.replace(b"weighed", b"counted", 1),
    "truncated": lambda data: data[:-40],
    "emptied": lambda data: b"",
    "zeros": lambda data: bytes(len(data)),
    "not TOML behind": lambda data: data + b"\n<<<<<<< HEAD\n",
    "other session": other_session,
    "an unknown key behind": lambda data: data + b'\nrecused = ["A. Person"]\n',
    "header changed": lambda data: data.replace(b"[meeting]", b'[meeting]\nchair = "Me"'),
    "too large": lambda data: data + b"#" * LARGEST,
    "an older copy": lambda data: data[: data.index(b"[[entries]]")],
}


@pytest.mark.parametrize("breaking", BREAKING)
def test_what_does_not_continue_ours_is_left_alone(session: Session, breaking: str) -> None:
    a, b, c = three(session)
    store = RecordStore.open(session)
    store.save((a,))
    theirs = BREAKING[breaking](store.path.read_bytes())
    store.path.write_bytes(theirs)
    assert store.poll() is None
    with pytest.raises(Conflict) as told:
        store.save((a, b))
    kept = told.value.path
    assert kept.name in told.value.remedy
    assert store.path.name in told.value.message
    assert store.path.read_bytes() == theirs
    assert same(on_disk(session, kept), (a, b))
    # The next try goes to the same file, and stays out of one that somebody touched.
    with pytest.raises(Conflict) as again:
        store.save((a, b, c))
    assert again.value.path == kept
    assert same(on_disk(session, kept), (a, b, c))
    kept.write_bytes(kept.read_bytes() + b"# Seen.\n")
    with pytest.raises(Conflict) as third:
        store.save((a, b, c))
    assert third.value.path != kept
    assert same(on_disk(session, third.value.path), (a, b, c))
    assert store.path.read_bytes() == theirs
    assert not list(store.path.parent.glob("*.saving"))
    assert not list(store.path.parent.glob("*.bak"))


def test_an_entry_changed_from_behind_does_not_continue_ours(session: Session) -> None:
    """A line behind our last entry is one more key of it: only the bytes continue."""
    store = RecordStore.open(session)
    bare = Entry("an-id-of-its-own", clock.now_in_seconds(), Kind.DEFER, "3.2")
    store.save((bare,))
    theirs = store.path.read_bytes() + b'recused = ["A. Person"]\n'
    store.path.write_bytes(theirs)
    assert len(on_disk(session, store.path)) == 1
    assert store.poll() is None
    with pytest.raises(Conflict):
        store.save((bare, decision(session)))
    assert store.path.read_bytes() == theirs


def test_after_a_conflict_is_settled_saving_goes_on(session: Session) -> None:
    a, b, c = three(session)
    store = RecordStore.open(session)
    store.save((a,))
    good = store.path.read_bytes()
    store.path.write_bytes(good[:-1] + b" # edited")
    with pytest.raises(Conflict):
        store.save((a, b))
    store.path.write_bytes(good)
    assert same(store.save((a, b, c)).entries, (a, b, c))


def test_a_conflict_file_that_cannot_be_written_is_told(session: Session) -> None:
    disk = FailingDisk()
    a, b, _ = three(session)
    store = RecordStore.open(session, disk=disk)
    store.save((a,))
    store.path.write_bytes(b"mine = 1\n")
    disk.fail_calls({"replace"}, 28)
    with pytest.raises(NotSaved, match=r"changed by another program.*full") as told:
        store.save((a, b))
    assert not isinstance(told.value, Conflict)
    assert store.path.read_bytes() == b"mine = 1\n"


def test_a_broken_record_that_appears_meanwhile_is_left_alone(session: Session) -> None:
    store = RecordStore.open(session)
    store.path.write_bytes(b"what is this\n")
    with pytest.raises(Conflict) as told:
        store.save((decision(session),))
    assert len(on_disk(session, told.value.path)) == 1


def test_a_record_that_cannot_be_read_is_not_taken_for_broken(session: Session) -> None:
    disk = FailingDisk()
    a, b, _ = three(session)
    store = RecordStore.open(session, disk=disk)
    store.save((a,))
    disk.fail_calls({"read"}, 5)
    with pytest.raises(NotSaved) as told:
        store.save((a, b))
    assert not isinstance(told.value, Conflict)
    assert store.poll() is None
    disk.heal()
    assert same(store.save((a, b)).entries, (a, b))


def test_a_record_in_one_line_cannot_be_added_to(session: Session) -> None:
    """`entries = [{…}]` is a good list in TOML, but nothing can stand behind it."""
    path = RecordStore.open(session).path
    opening = new_record(session, clock.now_in_seconds().date()).replace(
        b"\n[session]", b"\nentries = []\n[session]"
    )
    path.write_bytes(opening)
    with pytest.raises(Unusable, match=r"\[\[entries\]\]"):
        RecordStore.open(session)
    path.unlink()
    store = RecordStore.open(session)
    path.write_bytes(opening)
    with pytest.raises(Conflict):
        store.save((decision(session),))
    assert path.read_bytes() == opening


def test_a_sign_off_behind_what_was_not_seen_is_left_out(session: Session) -> None:
    a, b, _ = three(session)
    signed = Entry(
        "s-1", clock.now_in_seconds(), Kind.SIGN_OFF, sign_off=SignOff((Signature("A"),))
    )
    ours, theirs = RecordStore.open(session), RecordStore.open(session)
    ours.save((a,))
    theirs.save((a, b))
    saved = ours.save((a, signed))
    assert saved.left_out == (signed,)
    assert "sign again" in saved.note
    assert [entry.id for entry in on_disk(session, ours.path)] == [a.id, b.id]
    again = ours.save((*saved.entries, signed))
    assert again.left_out == ()
    assert [entry.kind for entry in on_disk(session, ours.path)][-1] is Kind.SIGN_OFF

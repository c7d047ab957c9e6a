"""Other versions of a record: found by name and contents, compared, joined, restored from."""

import re
from pathlib import Path

import pytest

from bench.meetings import copied_session, decision, withdrawal
from core.record import Entry, Kind
from core.standing import fold
from sessions import clock
from sessions.files.decisions_file import new_record, parse_record, with_entries
from sessions.files.session_file import Session, read_session
from sessions.record.damaged import damaged_record, read_record, restore
from sessions.record.join import clashes_of, join
from sessions.record.store import RecordStore
from sessions.record.versions import (
    is_any_version_name,
    is_version_name,
    version_problems,
    versions_of,
)
from sessions.text.problems import Unusable

VERSION_NAMES = [
    "ns.decisions.conflict-20241201T102000Z-ab12cd34.toml",
    "ns.decisions-LAPTOP-7AB.toml",
    "ns.decisions (conflicted copy 2024-12-01 102000).toml",
    "ns.decisions (Anna's conflicted copy 2024-12-01).toml",
    "ns.decisions.sync-conflict-20241201-102000-ABCDEFG.toml",
    "ns.decisions (1).toml",
    "ns.decisions - Copy.toml",
    "ns.decisions copy.toml",
]
OTHER_NAMES = [
    "ns.decisions.toml",
    "ns.toml",
    "north-ns.decisions.toml",
    ".ns.decisions-1.toml",
    "ns.decisions.open",
    "ns.decisions.ask",
    "ns.decisions.toml.saving",
    "ns.decisions (1).toml.joined",
    "ns.decisions.toml.damaged-20241201T102000Z",
    "ns-2.toml",
]


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return copied_session(tmp_path)


def record_bytes(session: Session, *entries: Entry) -> bytes:
    return with_entries(new_record(session, clock.now_in_seconds().date()), entries)


def beside(session: Session, name: str, *entries: Entry) -> Path:
    path = session.path.with_name(f"{session.path.stem}.decisions{name}")
    path.write_bytes(record_bytes(session, *entries))
    return path


def named(session: Session) -> list[str]:
    problems = version_problems(session, versions_of(session, RecordStore.open(session).record))
    return [problem.sentence() for problem in problems]


@pytest.mark.parametrize("name", [*VERSION_NAMES, "Copy of ns.decisions.toml"])
def test_the_name_of_a_version(name: str) -> None:
    assert is_version_name(name, "ns.decisions.toml")


@pytest.mark.parametrize("name", VERSION_NAMES)
def test_the_name_of_a_version_of_any_record(name: str) -> None:
    assert is_any_version_name(name)


@pytest.mark.parametrize("name", OTHER_NAMES)
def test_the_name_of_no_version(name: str) -> None:
    assert not is_version_name(name, "ns.decisions.toml")
    if name.endswith(".toml") and not name.startswith("."):
        assert not is_any_version_name(name)


def test_a_version_is_named_with_what_differs(session: Session) -> None:
    shared, here, there = (decision(session, standard=s) for s in ("3.2", "2.2", "3.3"))
    RecordStore.open(session).save((shared, here))
    beside(session, "-LAPTOP-7AB.toml", shared, there)
    (said,) = named(session)
    assert "decisions-LAPTOP-7AB.toml" in said
    assert "it holds 1 entry (3.3 kept at Requires improvement) that the record does not" in said
    assert "the record holds 1 entry (2.2 kept at Outstanding) that it does not" in said
    assert f"ratings-panel join {session.file}" in said


def test_a_version_with_nothing_new_can_be_deleted(session: Session) -> None:
    shared = decision(session)
    RecordStore.open(session).save((shared,))
    beside(session, " (1).toml", shared)
    (said,) = named(session)
    assert said.endswith("it holds the same entries. It can be deleted.")


def test_a_version_with_other_words_is_named(session: Session) -> None:
    shared = decision(session)
    store = RecordStore.open(session)
    store.save((shared,))
    copy = beside(session, " (1).toml", shared)
    copy.write_bytes(copy.read_bytes().replace(b"weighed", b"counted"))
    (said,) = named(session)
    assert "different wording for 1 entry (3.2 kept at Requires improvement)" in said


def test_a_version_that_cannot_be_read_is_named(session: Session) -> None:
    copy = beside(session, ".conflict-20241201T102000Z-ab12cd34.toml", decision(session))
    copy.write_bytes(copy.read_bytes()[:-90])
    (said,) = named(session)
    assert "cannot be read" in said


def test_a_backup_is_named_only_where_it_holds_more(session: Session) -> None:
    first, second = decision(session), decision(session, standard="3.3")
    RecordStore.open(session).save((first,))
    backup = beside(session, ".toml.bak", first)
    assert named(session) == []
    backup.write_bytes(record_bytes(session, first, second))
    (said,) = named(session)
    assert "it holds 1 entry (3.3 kept at Requires improvement) that the record does not" in said


def test_files_of_other_sessions_are_no_versions(session: Session) -> None:
    copy = beside(session, "-2.toml", decision(session))
    copy.write_bytes(copy.read_bytes().replace(b'id = "north-somerset-2020"', b'id = "another"'))
    beside(session, "-3.toml").write_bytes(session.data)
    assert named(session) == []


def test_a_version_that_only_adds_is_joined(session: Session) -> None:
    shared, here, there = (decision(session, standard=s) for s in ("3.2", "2.2", "3.3"))
    RecordStore.open(session).save((shared, here))
    before = RecordStore.open(session).path.read_bytes()
    copy = beside(session, " (1).toml", shared, there)
    record = parse_record("", copy.read_bytes(), session.evidence)
    assert clashes_of((shared, here), record.entries) == ()
    joined = join(session, copy, record, prefer_record=False)
    store = RecordStore.open(session)
    assert [entry.id for entry in store.entries] == [shared.id, here.id, there.id]
    assert store.path.read_bytes().startswith(before)
    assert joined.kept_as is not None
    assert joined.kept_as.name.endswith(".joined")
    assert not copy.exists()
    assert named(session) == []


@pytest.mark.parametrize("prefer_record", [True, False])
def test_where_both_decided_the_preferred_decision_stands(
    session: Session, prefer_record: bool
) -> None:
    shared = decision(session, "Shared.")
    here = decision(session, "Here.", kind=Kind.DEFER, replaces=shared.id)
    there = decision(session, "There.", replaces=shared.id)
    RecordStore.open(session).save((shared, here))
    copy = beside(session, " (1).toml", shared, there)
    record = parse_record("", copy.read_bytes(), session.evidence)
    (clash,) = clashes_of((shared, here), record.entries)
    assert clash.standard == "3.2"
    join(session, copy, record, prefer_record)
    entries = RecordStore.open(session).entries
    assert {shared.id, here.id, there.id} <= {entry.id for entry in entries}
    assert fold(entries).decisions["3.2"].reason == ("Here." if prefer_record else "There.")


@pytest.mark.parametrize("prefer_record", [True, False])
def test_a_withdrawal_on_one_side_is_settled_too(session: Session, prefer_record: bool) -> None:
    shared = decision(session, "Shared.")
    gone = withdrawal(session, shared)
    there = decision(session, "There.", replaces=shared.id)
    RecordStore.open(session).save((shared, gone))
    copy = beside(session, " (1).toml", shared, there)
    record = parse_record("", copy.read_bytes(), session.evidence)
    join(session, copy, record, prefer_record)
    standing = fold(RecordStore.open(session).entries).decisions.get("3.2")
    assert (standing is None) == prefer_record


def test_both_withdrew_the_same_decision(session: Session) -> None:
    shared = decision(session)
    here, there = withdrawal(session, shared, "Here."), withdrawal(session, shared, "There.")
    RecordStore.open(session).save((shared, here))
    copy = beside(session, " (1).toml", shared, there)
    record = parse_record("", copy.read_bytes(), session.evidence)
    joined = join(session, copy, record, prefer_record=True)
    assert [entry.id for entry in joined.left_out] == [there.id]
    assert "3.2" not in fold(RecordStore.open(session).entries).decisions


@pytest.mark.parametrize("left", [b"", b"\n\n", bytes(512)])
def test_an_empty_record_is_restored_from_a_copy(session: Session, left: bytes) -> None:
    entry = decision(session)
    backup = beside(session, ".toml.bak", entry)
    record = backup.with_suffix("")
    record.write_bytes(left)
    damaged = damaged_record(session)
    assert damaged is not None
    assert damaged.fault == "is empty"
    (remains,) = damaged.remains
    assert remains.path == backup
    with pytest.raises(Unusable, match=r"holds 1 entry\. To restore it"):
        read_record(session)
    assert restore(session, remains.record.data) is None
    assert [each.id for each in RecordStore.open(session).entries] == [entry.id]


def test_a_cut_record_can_be_read_up_to_the_cut(session: Session) -> None:
    first, second = decision(session), decision(session, standard="3.3")
    path = RecordStore.open(session).path
    whole = record_bytes(session, first, second)
    for length in range(whole.rindex(b"[[entries]]") + 20, len(whole) - 2, 37):
        cut = whole[:length]
        path.write_bytes(cut)
        damaged = damaged_record(session)
        if damaged is None:
            # Cut so that a sound record is left, or one that a person has to correct.
            continue
        assert damaged.fault == "is damaged"
        (remains,) = damaged.remains
        assert not remains.whole
        assert [each.id for each in remains.record.entries] == [first.id]
        aside = restore(session, remains.record.data)
        assert aside is not None
        assert aside.read_bytes() == cut
        assert [each.id for each in RecordStore.open(session).entries] == [first.id]
        aside.unlink()


def test_a_link_and_its_file_have_one_record(session: Session, tmp_path: Path) -> None:
    link = tmp_path / "links" / "today.toml"
    link.parent.mkdir()
    link.symlink_to(session.path)
    by_link = read_session(link)
    RecordStore.open(by_link).save((decision(session),))
    assert len(RecordStore.open(session).entries) == 1
    assert list(link.parent.iterdir()) == [link]


def test_a_record_beside_a_link_is_another_version(session: Session, tmp_path: Path) -> None:
    link = tmp_path / "links" / "today.toml"
    link.parent.mkdir()
    link.symlink_to(session.path)
    old = link.with_name("today.decisions.toml")
    old.write_bytes(record_bytes(session, decision(session)))
    by_link = read_session(link)
    versions = versions_of(by_link, RecordStore.open(by_link).record)
    assert [version.path for version in versions] == [old]


def test_wherever_a_record_is_cut_the_copy_is_named(session: Session) -> None:
    whole = record_bytes(session, decision(session), decision(session, standard="3.3"))
    backup = beside(session, ".toml.bak")
    backup.write_bytes(whole)
    path = RecordStore.open(session).path
    for length in range(0, len(whole.rstrip()) - 1, 13):
        path.write_bytes(whole[:length])
        damaged = damaged_record(session)
        if damaged is not None:
            with pytest.raises(Unusable, match=re.escape(backup.name)):
                read_record(session)
            assert backup in [remains.path for remains in damaged.remains]
        else:
            versions = versions_of(session, read_record(session))
            assert [version.path for version in versions] == [backup], length

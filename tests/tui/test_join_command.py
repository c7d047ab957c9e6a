"""`ratings-panel join`: what it prints, its exit status, and that nothing is written unasked."""

from pathlib import Path

import pytest

from bench.meetings import copied_session, decision
from core.record import Entry, Kind
from core.standing import fold
from sessions import clock
from sessions.files.decisions_file import new_record, with_entries
from sessions.files.session_file import Session
from sessions.record.store import RecordStore
from tui.cli.main import main

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Session:
    monkeypatch.chdir(tmp_path)
    return copied_session(Path())


def copy_with(session: Session, name: str, *entries: Entry) -> Path:
    path = Path(f"{session.path.stem}.decisions{name}")
    path.write_bytes(with_entries(new_record(session, clock.today()), entries))
    return path


def join(session: Session, *more: str) -> int:
    return main(["join", session.file, *more])


def test_every_version_in_the_folder_is_joined(session: Session, capsys: Captured) -> None:
    entries = [decision(session, standard=standard) for standard in ("3.2", "3.3", "2.2")]
    RecordStore.open(session).save((entries[0],))
    copy_with(session, "-LAPTOP-7AB.toml", entries[0], entries[1])
    copy_with(session, " (1).toml", entries[0], entries[2])
    assert join(session) == 0
    assert {entry.id for entry in RecordStore.open(session).entries} == {e.id for e in entries}
    said = capsys.readouterr().out
    assert "added 1 entry (3.3 kept at Requires improvement)" in said
    assert "added 1 entry (2.2 kept at Outstanding)" in said
    assert len(list(Path().glob("*.joined"))) == 2
    assert join(session) == 0
    assert "There is no other version" in capsys.readouterr().out


def test_where_both_decided_a_person_is_asked(session: Session, capsys: Captured) -> None:
    here, there = decision(session, "Here.", kind=Kind.DEFER), decision(session, "There.")
    store = RecordStore.open(session)
    store.save((here,))
    copy = copy_with(session, " (1).toml", there)
    before = store.path.read_bytes()
    assert join(session) == 1
    said = capsys.readouterr().out
    assert "Here." in said
    assert "There." in said
    assert store.path.read_bytes() == before
    assert copy.exists()
    assert join(session, copy.name, "--prefer", "copy") == 0
    assert fold(RecordStore.open(session).entries).decisions["3.2"].reason == "There."


@pytest.mark.parametrize("left", [None, b"", b"what is this"])
def test_a_harmed_record_is_restored_from_the_only_copy(
    session: Session, left: bytes | None
) -> None:
    entry = decision(session)
    copy_with(session, ".toml.bak", entry)
    record = RecordStore.open(session).path
    if left is not None:
        record.write_bytes(left)
    assert join(session) == 0
    assert [each.id for each in RecordStore.open(session).entries] == [entry.id]
    assert len(list(Path().glob("*.damaged-*"))) == (1 if left else 0)


def test_the_copy_to_restore_from_is_named_where_there_are_several(
    session: Session, capsys: Captured
) -> None:
    copy_with(session, ".toml.bak", decision(session))
    fuller = copy_with(session, " (1).toml", decision(session), decision(session, standard="2.2"))
    assert join(session) == 2
    assert fuller.name in capsys.readouterr().err
    assert join(session, fuller.name) == 0
    assert len(RecordStore.open(session).entries) == 2


def test_a_copy_of_another_inspection_is_refused(session: Session, capsys: Captured) -> None:
    RecordStore.open(session).save((decision(session),))
    copy = copy_with(session, " (1).toml", decision(session))
    copy.write_bytes(copy.read_bytes().replace(b'"north-somerset-2020"', b'"another"'))
    assert join(session, copy.name) == 2
    assert "another" in capsys.readouterr().err

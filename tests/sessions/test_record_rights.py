"""Rights: copies of a record are never open to more people than the record itself."""

import os
import stat
import struct
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.meetings import copied_session, decision
from core.record import Entry
from sessions.files import recent
from sessions.files.session_file import Session
from sessions.files.shipped import private_copy
from sessions.record.atomic_save import Protected, save_file
from sessions.record.damaged import restore
from sessions.record.disk import ACCESS_LIST, Disk, why
from sessions.record.recovery import Recovery
from sessions.record.store import Conflict, RecordStore

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="rights as POSIX has them")
UMASKS = [0o000, 0o022, 0o077]


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return copied_session(tmp_path)


@pytest.fixture(params=UMASKS, ids=oct)
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def saved(session: Session, *earlier: Entry) -> Entry:
    entry = decision(session)
    RecordStore.open(session).save((*RecordStore.open(session).entries, *earlier, entry))
    return entry


@pytest.mark.parametrize("rights", [0o600, 0o640, 0o644, 0o660])
def test_the_first_record_takes_the_rights_of_the_session(
    session: Session, rights: int, umask: int
) -> None:
    session.path.chmod(rights)
    saved(session)
    assert mode(RecordStore.open(session).path) == rights


def test_a_record_of_a_read_only_session_can_be_written(session: Session) -> None:
    session.path.chmod(0o444)
    saved(session)
    saved(session)
    assert mode(RecordStore.open(session).path) == 0o644


@pytest.mark.parametrize("rights", [0o600, 0o640, 0o666])
def test_every_copy_takes_the_rights_of_the_record(
    session: Session, rights: int, umask: int
) -> None:
    saved(session)
    store = RecordStore.open(session)
    store.path.chmod(rights)
    entry = decision(session)
    store.save((*store.entries, entry))
    store.path.write_bytes(b"another = 1\n")
    with pytest.raises(Conflict) as told:
        store.save((*store.entries, decision(session)))
    backup = store.path.with_name(store.path.name + ".bak")
    damaged = restore(session, backup.read_bytes())
    assert damaged is not None
    for path in (store.path, told.value.path, backup, damaged):
        assert mode(path) == rights, path.name


def test_the_temporary_file_has_the_rights_before_any_data(session: Session) -> None:
    saved(session)
    seen = []

    class Watching(Disk):
        def write(self, descriptor: int, data: bytes, offset: int = 0) -> None:
            seen.append(stat.S_IMODE(os.fstat(descriptor).st_mode))
            super().write(descriptor, data, offset)

    store = RecordStore.open(session, disk=Watching())
    store.path.chmod(0o600)
    store.save((*store.entries, decision(session)))
    assert set(seen) == {0o600}


def test_an_access_list_is_copied(session: Session) -> None:
    saved(session)
    store = RecordStore.open(session)
    # user::rw-, user:65534:r--, group::---, mask::r--, other::---
    entries = [(1, 6, -1), (2, 4, 65534), (4, 0, -1), (16, 4, -1), (32, 0, -1)]
    packed = (2).to_bytes(4, "little") + b"".join(
        struct.pack("<HHI", tag, rights, who % 2**32) for tag, rights, who in entries
    )
    try:
        os.setxattr(store.path, ACCESS_LIST, packed)
    except OSError:
        pytest.skip("no access lists on this file system")
    store.save((*store.entries, decision(session)))
    for path in (store.path, store.path.with_name(store.path.name + ".bak")):
        assert os.getxattr(path, ACCESS_LIST) == packed


def test_a_read_only_record_is_replaced_only_on_a_persons_word(session: Session) -> None:
    saved(session)
    store = RecordStore.open(session)
    store.path.chmod(0o444)
    before, entry = store.path.read_bytes(), decision(session)
    with pytest.raises(Protected, match="is read-only"):
        store.save((*store.entries, entry))
    assert store.path.read_bytes() == before
    assert not list(store.path.parent.glob("*.saving"))
    store.may_replace()
    store.save((*store.entries, entry))
    assert mode(store.path) == 0o444
    assert len(RecordStore.open(session).entries) == 2


def test_another_users_record_is_replaced_only_on_a_persons_word(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved(session)
    store = RecordStore.open(session)
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 4242)
    with pytest.raises(Protected, match="belongs to"):
        store.save((*store.entries, decision(session)))
    store.may_replace()
    assert store.save((*store.entries, decision(session))).note == ""


@pytest.mark.skipif(sys.platform != "win32" and os.geteuid() != 0, reason="only root gives away")
def test_the_owner_stays_where_the_system_allows_it(session: Session) -> None:
    saved(session)
    store = RecordStore.open(session)
    os.chown(store.path, 12345, 23456)
    store.may_replace()
    store.save((*store.entries, decision(session)))
    for path in (store.path, store.path.with_name(store.path.name + ".bak")):
        assert (path.stat().st_uid, path.stat().st_gid) == (12345, 23456)


def test_an_owner_that_cannot_stay_is_said_and_no_group_gets_rights(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved(session)
    store = RecordStore.open(session)
    store.path.chmod(0o664)
    there = store.path.stat()

    def fstat(descriptor: int, real: object = os.fstat) -> os.stat_result:
        found = os.stat_result(real(descriptor))  # type: ignore[operator]
        changed = list(found)
        changed[stat.ST_UID], changed[stat.ST_GID] = there.st_uid + 1, there.st_gid + 1
        return os.stat_result(changed)

    def refused(*_: object) -> None:
        raise PermissionError(1, "not permitted")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fchown", refused)
        patched.setattr(os, "fstat", fstat)
        patched.setattr(Disk, "same", lambda *_: True)
        note = store.save((*store.entries, decision(session))).note
    assert "its group and owner could not be kept" in note
    assert mode(store.path) == 0o604


def test_a_hard_link_is_told(session: Session) -> None:
    saved(session)
    store = RecordStore.open(session)
    other = store.path.with_name("other name")
    other.hardlink_to(store.path)
    before = other.read_bytes()
    assert "hard link" in store.save((*store.entries, decision(session))).note
    assert other.read_bytes() == before
    assert store.save((*store.entries, decision(session))).note == ""


def test_a_sticky_folder_gets_the_right_remedy(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved(session)
    path = RecordStore.open(session).path
    path.parent.chmod(0o1777)
    refused = PermissionError(1, "not permitted")
    assert "owner" not in why(refused, path)[0]
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 4242)
    reason, remedy = why(refused, path)
    assert "only the owner of a file may replace it" in reason
    assert "a folder of your own" in remedy


@pytest.mark.parametrize("umask", [*UMASKS, 0o777], ids=oct, indirect=True)
def test_everything_under_the_state_folder_is_private(
    session: Session, tmp_path: Path, umask: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    state = tmp_path / "state"
    monkeypatch.setenv("RATINGS_PANEL_STATE", str(state))
    scheme = session.evidence.scheme
    recovery = Recovery.open(state, "north", tmp_path / "north.decisions.toml", scheme)
    recovery.keep(decision(session))
    recovery.discard()
    recovery.close()
    recent.note_opened(session.path, "North")
    from datetime import datetime

    from tui.meeting.crash_report import write_traceback

    private_copy("oldham-2019", state, datetime(2024, 2, 29, 12))
    write_traceback(ValueError("fault"))
    for path in [state, *state.rglob("*")]:
        assert mode(path) == (0o700 if path.is_dir() else 0o600), path


def test_a_link_planted_in_a_shared_state_folder_is_not_followed(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    state = tmp_path / "state"
    state.mkdir()
    monkeypatch.setenv("RATINGS_PANEL_STATE", str(state))
    precious = tmp_path / "precious"
    precious.write_text("precious")
    for name in ("recent.new", "recent.json"):
        (state / name).symlink_to(precious)
    recent.note_opened(session.path, "North")
    assert precious.read_text() == "precious"
    assert [each.path for each in recent.recent_sessions()] == [session.path]


def test_a_backup_that_holds_more_is_kept(session: Session) -> None:
    saved(session)
    store = RecordStore.open(session)
    older = store.path.read_bytes()
    saved(session)
    saved(session)
    backup = store.path.with_name(store.path.name + ".bak")
    fuller = backup.read_bytes()
    assert fuller != older
    store.path.write_bytes(older)
    saved(session)
    assert backup.read_bytes() == older
    (kept,) = store.path.parent.glob("*.bak-*")
    assert kept.read_bytes() == fuller


def test_a_new_file_has_the_rights_of_any_new_file(tmp_path: Path, umask: int) -> None:
    target = tmp_path / "new.toml"
    save_file(target, b"new", lambda _: None)
    assert mode(target) == 0o666 & ~umask

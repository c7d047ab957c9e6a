"""The recovery file on disks that are full, fail or lose power, and with many at once."""

import errno
from pathlib import Path
from threading import Thread

import pytest

from bench.disks import SIX_ERRORS, FailingDisk
from bench.faults import cut_power_in_recovery, fail_every_recovery_call
from bench.meetings import copied_session, decision
from core.record import Entry
from sessions.files.session_file import Session
from sessions.record.disk import Disk
from sessions.record.recovery import Draft, NotKept
from tests.sessions.test_recovery import after_the_end, ended, ids, opened


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return copied_session(tmp_path)


def test_only_so_many_processes_at_once(session: Session) -> None:
    many = [opened(session) for _ in range(9)]
    with pytest.raises(NotKept, match="9 other"):
        opened(session)
    for each in many:
        each.close()


@pytest.mark.parametrize("call", ["replace", "fsync_folder"])
def test_a_discard_that_fails_loses_nothing(session: Session, call: str) -> None:
    disk = FailingDisk()
    recovery = opened(session, disk)
    recovery.keep(entry := decision(session))
    disk.fail_calls({call}, errno.EIO)
    with pytest.raises(NotKept):
        recovery.discard()
    assert ids(recovery.pending()) == [entry.id]
    disk.heal()
    recovery.keep(more := decision(session))
    assert ids(after_the_end(session, recovery)) == [entry.id, more.id]


def test_a_full_disk_does_not_stop_it_while_blanks_last(session: Session) -> None:
    disk = FailingDisk()
    recovery = opened(session, disk)
    disk.fail_calls({"create"}, errno.ENOSPC)
    kept: list[Entry] = []

    def keep_until_refused() -> None:
        for _ in range(1000):
            recovery.keep(entry := decision(session))
            kept.append(entry)

    with pytest.raises(NotKept, match="full"):
        keep_until_refused()
    assert len(kept) > 100
    # A short line still fits; what did not fit comes along as soon as there is room.
    recovery.draft(Draft("2.2"))
    disk.heal()
    recovery.keep(last := decision(session))
    found = after_the_end(session, recovery)
    assert {entry.id for entry in kept} <= set(ids(found))
    assert ids(found)[-1] == last.id
    assert found.draft == Draft("2.2")


def test_a_file_whose_fsync_failed_is_never_written_again(session: Session) -> None:
    disk = FailingDisk()
    recovery = opened(session, disk)
    entries = [decision(session) for _ in range(3)]
    disk.fail_calls({"fsync", "create"}, errno.EIO)
    with pytest.raises(NotKept):
        recovery.keep(entries[0])
    disk.fail_calls({"create"}, errno.EIO)
    with pytest.raises(NotKept):
        recovery.keep(entries[1])
    assert "write" not in disk.calls
    disk.heal()
    recovery.keep(entries[2])
    assert ids(after_the_end(session, recovery)) == [entry.id for entry in entries]


def test_a_disk_that_is_full_from_the_start_lets_the_old_file_go_on(session: Session) -> None:
    recovery = opened(session)
    recovery.keep(first := decision(session))
    ended(recovery)
    disk = FailingDisk()
    disk.fail_calls({"create"}, errno.ENOSPC)
    # Even the lock file needs a name; where it exists it is opened.
    recovery.path.with_suffix(".lock").unlink()
    with pytest.raises(NotKept, match="full"):
        opened(session, disk)
    opened(session).close()

    class FullExceptForLocks(Disk):
        def create(self, path: Path, mode: int = 0o666) -> int:
            if path.suffix == ".lock":
                return super().create(path, mode)
            raise OSError(errno.ENOSPC, "full")

    again = opened(session, FullExceptForLocks())
    again.keep(second := decision(session))
    assert ids(after_the_end(session, again)) == [first.id, second.id]


@pytest.mark.parametrize("number", SIX_ERRORS, ids=errno.errorcode.__getitem__)
def test_every_call_failing_loses_nothing_that_was_accepted(tmp_path: Path, number: int) -> None:
    found = fail_every_recovery_call(tmp_path, (number,))
    assert found.clean, found
    assert found.runs > 50


def test_every_moment_of_a_power_cut_loses_nothing_that_was_accepted(tmp_path: Path) -> None:
    found = cut_power_in_recovery(tmp_path)
    assert found.clean, found
    assert found.runs > 100


def test_a_disk_that_fails_altogether_is_told(session: Session) -> None:
    disk = FailingDisk()
    disk.fail_calls({"make_folder"}, errno.EROFS)
    with pytest.raises(NotKept, match="read-only") as told:
        opened(session, disk)
    assert told.value.remedy


def test_threads_may_keep_at_the_same_time(session: Session) -> None:
    recovery = opened(session)
    entries = [decision(session) for _ in range(40)]

    def work(part: list[Entry]) -> None:
        for entry in part:
            recovery.keep(entry)

    threads = [Thread(target=work, args=(entries[n::4],)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(ids(after_the_end(session, recovery))) == sorted(entry.id for entry in entries)

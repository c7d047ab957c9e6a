"""Who has a meeting open: a living process is never robbed, a dead one never blocks."""

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bench.disks import SIX_ERRORS, Failing, FailingDisk
from sessions.record.disk import DISK, Disk
from sessions.record.presence import (
    Asking,
    Other,
    Presence,
    Who,
    ask_path,
    presence_path,
    request_take_over,
)

ROOT = Path(__file__).resolve().parents[2]
ANN = Who("ann", "here", os.getpid(), "2026-11-22T09:00:00+00:00")
BOB = Who("bob", "there", 4711, "2026-11-22T09:30:00+00:00")
linux_only = pytest.mark.skipif(sys.platform == "win32", reason="POSIX rights and locks")


@pytest.fixture
def record(tmp_path: Path) -> Path:
    return tmp_path / "a.decisions.toml"


def taken(found: Presence | Other) -> Presence:
    assert isinstance(found, Presence)
    return found


def other(found: Presence | Asking | Other) -> Other:
    assert isinstance(found, Other)
    return found


def write(path: Path, who: Who) -> None:
    path.write_text(json.dumps(vars(who)), encoding="utf-8")
    # However old: age says nothing, either way.
    os.utime(path, (0, 0))


class NoLocks(Disk):
    """A file system that cannot lock."""

    def lock(self, descriptor: int) -> bool | None:
        return None


def test_the_first_has_it_and_the_second_is_told(record: Path) -> None:
    mine = taken(Presence.take(record, ANN))
    assert mine.shared
    assert mine.held()
    assert mine.path.name == "a.decisions.open"
    assert Presence.take(record, BOB) == Other(ANN, alive=True)
    assert Presence.take(record, BOB, force=True) == Other(ANN, alive=True)
    mine.release()
    mine.release()
    assert not mine.path.exists()
    assert not mine.held()
    taken(Presence.take(record, BOB)).release()


def test_we_say_who_we_are(record: Path) -> None:
    mine = taken(Presence.take(record))
    who = other(Presence.take(record)).who
    assert who.pid == os.getpid()
    assert who.host
    assert who.since.endswith("+00:00")
    mine.release()


@pytest.mark.parametrize("left", [ANN, BOB], ids=["this computer", "another"])
def test_what_a_dead_process_left_is_taken_over(record: Path, left: Who) -> None:
    write(presence_path(record), left)
    mine = taken(Presence.take(record, BOB))
    assert other(Presence.take(record)).who == BOB
    mine.release()


@linux_only
def test_a_killed_process_blocks_nobody(record: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from sessions.record.presence import Presence\n"
        f"mine = Presence.take(Path({str(record)!r}))\n"
        "print('open', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"open\n"
        found = other(Presence.take(record))
        assert found.alive is True
        assert found.who.pid == process.pid
        process.kill()
        process.wait()
    taken(Presence.take(record)).release()


@linux_only
def test_without_locks_a_process_of_this_computer_is_looked_up(record: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    disk = NoLocks()
    me = Who("me", "here", os.getpid(), "")
    write(presence_path(record), Who("x", "here", process.pid, ""))
    taken(Presence.take(record, me, disk=disk)).release()
    write(presence_path(record), ANN)
    assert Presence.take(record, me, disk=disk) == Other(ANN, alive=None)


def test_without_locks_people_decide_about_another_computer(record: Path) -> None:
    disk = NoLocks()
    write(presence_path(record), BOB)
    assert Presence.take(record, ANN, disk=disk) == Other(BOB, alive=None)
    mine = taken(Presence.take(record, ANN, force=True, disk=disk))
    assert mine.held()
    assert other(Presence.take(record, BOB, disk=disk)).who == ANN
    robbed = mine
    theirs = taken(Presence.take(record, BOB, force=True, disk=disk))
    assert not robbed.held()
    robbed.release()
    assert theirs.held()


def test_asking_and_agreeing(record: Path) -> None:
    mine = taken(Presence.take(record, ANN))
    assert mine.asked_by() is None
    asking = request_take_over(record, BOB)
    assert isinstance(asking, Asking)
    assert mine.asked_by() == BOB
    assert mine.asked_by() == BOB
    assert asking.agreed() is None
    assert other(request_take_over(record, ANN)).who == BOB
    mine.release()
    theirs = asking.agreed()
    assert theirs is not None
    assert other(Presence.take(record)).who == BOB
    assert not ask_path(record).exists()
    assert theirs.asked_by() is None
    theirs.release()
    assert list(record.parent.iterdir()) == []


def test_asking_no_longer(record: Path) -> None:
    mine = taken(Presence.take(record, ANN))
    asking = request_take_over(record, BOB)
    assert isinstance(asking, Asking)
    asking.withdraw()
    assert mine.asked_by() is None
    write(ask_path(record), BOB)
    assert mine.asked_by() is None


def test_the_asker_takes_over_from_a_process_that_died(record: Path) -> None:
    mine = taken(Presence.take(record, ANN))
    asking = request_take_over(record, BOB)
    assert isinstance(asking, Asking)
    # A kill closes the descriptor and leaves the file.
    os.close(mine._claim._descriptor or -1)
    assert asking.agreed() is not None


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe", b"[]", b"{", b'{"user": 3, "pid": "x"}', b"[" * 9000, b"7"]
)
def test_a_file_that_says_nothing_readable(record: Path, content: bytes) -> None:
    mine = taken(Presence.take(record, ANN))
    mine.path.write_bytes(content)
    assert Presence.take(record, BOB) == Other(Who(), alive=True)
    mine.release()


def test_hostile_words_stay_raw_and_short_reading(record: Path) -> None:
    hostile = Who("[/]\x1b[31m", "\u202ehost", 5, "x" * 9)
    mine = taken(Presence.take(record, hostile))
    assert other(Presence.take(record)).who == hostile
    mine.release()


def test_a_removed_file_is_noticed(record: Path) -> None:
    mine = taken(Presence.take(record, ANN))
    mine.path.unlink()
    assert not mine.held()
    theirs = taken(Presence.take(record, BOB))
    mine.release()
    assert theirs.held()
    theirs.release()


@pytest.mark.parametrize("number", SIX_ERRORS, ids=errno.errorcode.__getitem__)
def test_where_nothing_can_be_written_the_meeting_goes_on(record: Path, number: int) -> None:
    disk = FailingDisk()
    disk.fail_calls({"create"}, number)
    mine = taken(Presence.take(record, ANN, disk=disk))
    assert not mine.shared
    assert not mine.held()
    assert mine.asked_by() is None
    mine.release()
    assert list(record.parent.iterdir()) == []


@linux_only
def test_a_dead_file_in_a_folder_that_can_only_be_read(record: Path) -> None:
    class ReadOnly(Disk):
        def open(self, path: Path) -> int:
            return os.open(path, os.O_RDONLY)

    write(presence_path(record), BOB)
    assert not taken(Presence.take(record, ANN, disk=ReadOnly())).shared


@pytest.mark.parametrize("failing", list(Failing))
def test_no_failing_call_stops_a_meeting_or_robs_a_living_process(
    record: Path, failing: Failing
) -> None:
    disk = FailingDisk()
    for stale in (False, True):
        at = 0
        while True:
            path = record.with_name(f"{stale}-{at}.decisions.toml")
            if stale:
                write(presence_path(path), BOB)
            disk.fail(at, errno.EIO, failing)
            found = Presence.take(path, ANN, disk=disk)
            if isinstance(found, Presence):
                found.asked_by()
                found.held()
                found.release()
            else:
                assert found.alive is not True
            if disk.failed is None:
                break
            at += 1
    holder = taken(Presence.take(record, ANN))
    for at in range(12):
        disk.fail(at, errno.EIO, failing)
        found = Presence.take(record, BOB, disk=disk)
        assert isinstance(found, Other) or not found.shared
        assert holder.held()


@linux_only
def test_a_look_between_creating_and_locking_costs_only_another_try(record: Path) -> None:
    class Looked(Disk):
        looked = False

        def lock(self, descriptor: int) -> bool | None:
            if self.looked:
                return super().lock(descriptor)
            self.looked = True
            look = DISK.open(presence_path(record))
            assert DISK.lock(look)
            got = super().lock(descriptor)
            os.close(look)
            return got

    mine = taken(Presence.take(record, ANN, disk=Looked()))
    assert mine.held()
    assert other(Presence.take(record)).who == ANN
    mine.release()

"""The safe save: what stands on disk is the old file or the new one, whatever happens."""

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bench.disks import SIX_ERRORS, Failing, FailingDisk, PowerCutDisk
from bench.faults import cut_power_in_saves, fail_every_call
from bench.meetings import KINDS
from core.record import Kind
from sessions.record.atomic_save import (
    Blocked,
    NotSaved,
    Patience,
    real_path,
    remove_left,
    save_file,
    saving,
    saving_path,
)
from sessions.record.disk import DISK, Disk, why

OLD, NEW = b"old\n", b"new and longer\n"
ROOT = Path(__file__).resolve().parents[2]
linux_only = pytest.mark.skipif(sys.platform == "win32", reason="POSIX rights and locks")


def fine(data: bytes) -> None:
    """Accept anything that is read back."""


class Clock:
    """Time that passes only in pauses; `during` runs in each of them."""

    def __init__(self, during: Callable[[], None] = lambda: None) -> None:
        self.now = 0.0
        self.pauses = 0
        self.during = during

    def patience(self, seconds: float = 5.0) -> Patience:
        return Patience(seconds, self.pause, lambda: self.now)

    def pause(self, seconds: float) -> None:
        self.now += seconds
        self.pauses += 1
        self.during()


@pytest.fixture
def target(tmp_path: Path) -> Path:
    path = tmp_path / "a.decisions.toml"
    path.write_bytes(OLD)
    return path


def only_file(target: Path) -> bool:
    return list(target.parent.iterdir()) == [target]


def test_a_save_puts_the_new_file_in_place_and_leaves_nothing_else(target: Path) -> None:
    save_file(target, NEW, fine)
    assert target.read_bytes() == NEW
    assert only_file(target)


def test_a_first_save_makes_the_file(tmp_path: Path) -> None:
    path = tmp_path / "new.toml"
    save_file(path, NEW, fine)
    assert path.read_bytes() == NEW


@linux_only
def test_the_file_keeps_its_rights(target: Path) -> None:
    target.chmod(0o640)
    save_file(target, NEW, fine)
    assert target.stat().st_mode & 0o777 == 0o640


def test_what_the_caller_refuses_is_not_saved(target: Path) -> None:
    def refuse(data: bytes) -> None:
        assert data == NEW
        raise ValueError("not a record")

    with pytest.raises(NotSaved, match="not a record"):
        save_file(target, NEW, refuse)
    assert target.read_bytes() == OLD
    assert only_file(target)


def test_what_reads_back_differently_is_not_saved(target: Path) -> None:
    class Forgetful(Disk):
        def read(self, path: Path, most: int = 1 << 30) -> bytes:
            return super().read(path, most).upper()

    with pytest.raises(NotSaved, match="reads back differently"):
        save_file(target, NEW, fine, Forgetful())
    assert target.read_bytes() == OLD
    assert only_file(target)


@pytest.mark.parametrize("way", Failing)
def test_every_call_failing_leaves_old_or_new(tmp_path: Path, way: Failing) -> None:
    found = fail_every_call(tmp_path, (errno.ENOSPC,), ways=(way,))
    assert found.clean, found
    assert found.runs > 30


# The calls are the same for every error and kind of entry: here each is tried in one way, and
# `make torture` tries all of them in every way.
@pytest.mark.parametrize("number", SIX_ERRORS, ids=errno.errorcode.__getitem__)
def test_it_does_so_whatever_the_error(tmp_path: Path, number: int) -> None:
    found = fail_every_call(tmp_path, (number,), ways=(Failing.THIS_CALL,))
    assert found.clean, found
    assert found.runs > 30


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind is not Kind.KEEP])
def test_it_does_so_whatever_is_saved(tmp_path: Path, kind: Kind) -> None:
    found = fail_every_call(tmp_path, (errno.EIO,), kind, (Failing.EVERYTHING,))
    assert found.clean, found
    assert found.runs > 30


def test_every_moment_of_a_power_cut_leaves_old_or_new(tmp_path: Path) -> None:
    found = cut_power_in_saves(tmp_path)
    assert found.clean, found
    assert found.runs > 100


def test_a_cut_power_model_that_forgets_the_fsync_is_noticed(tmp_path: Path) -> None:
    class NoSync(PowerCutDisk):
        def fsync(self, descriptor: int) -> None:
            pass

    path = tmp_path / "a.toml"
    disk = NoSync({path: OLD})
    found: set[bytes | None] = set()
    disk.moment = lambda: found.update(image.get(path) for image in disk.images())
    save_file(path, NEW, fine, disk)
    assert found - {OLD, NEW}


def test_a_failed_fsync_is_never_tried_again_on_the_same_file(target: Path) -> None:
    disk = FailingDisk()
    save_file(target, OLD, fine, disk)
    disk.fail(disk.calls.index("fsync"), errno.EIO, Failing.ONCE)
    with pytest.raises(NotSaved):
        save_file(target, NEW, fine, disk)
    assert disk.calls.count("fsync") == 1
    save_file(target, NEW, fine, disk)
    assert disk.calls.count("create") == disk.calls.count("fsync") == 2


@pytest.mark.parametrize(
    ("number", "word"),
    [
        (errno.ENOSPC, "full"),
        (errno.EROFS, "read-only"),
        (errno.EACCES, "do not have permission"),
        (errno.ENETDOWN, "network"),
        (errno.ENOTEMPTY, "system says"),
    ],
)
def test_every_reason_is_told_in_plain_words(number: int, word: str) -> None:
    reason, remedy = why(OSError(number, os.strerror(number)))
    assert word in reason
    assert remedy.endswith(".")


def test_one_save_writes_once(target: Path) -> None:
    with saving(target) as lock:
        lock.write(NEW, fine)
        with pytest.raises(ValueError, match="once"):
            lock.write(OLD, fine)
    assert target.read_bytes() == NEW


def test_a_living_owner_is_waited_for_and_never_robbed(target: Path) -> None:
    clock = Clock()
    with saving(target) as lock:
        # However old the file looks: age says nothing.
        os.utime(saving_path(target), (0, 0))
        with pytest.raises(NotSaved, match="5 seconds"):
            save_file(target, b"theirs", fine, patience=clock.patience())
        lock.write(NEW, fine)
    assert 5 <= clock.now < 6
    assert target.read_bytes() == NEW
    assert only_file(target)


@linux_only
def test_an_owner_whose_file_is_in_place_is_waited_for_no_more(target: Path) -> None:
    owner = saving(target)
    owner.__enter__().write(NEW, fine)
    clock = Clock()
    save_file(target, NEW + NEW, fine, patience=clock.patience())
    owner.__exit__(None, None, None)
    assert clock.pauses == 0
    assert target.read_bytes() == NEW + NEW
    assert only_file(target)


def test_who_waits_while_the_owner_writes_comes_next(target: Path) -> None:
    owner = saving(target)
    lock = owner.__enter__()

    def finish() -> None:
        if clock.pauses == 3:
            lock.write(NEW, fine)
            owner.__exit__(None, None, None)

    clock = Clock(finish)
    with saving(target, patience=clock.patience()) as mine:
        assert mine.read() == NEW
        mine.write(NEW + NEW, fine)
    assert clock.pauses == 3
    assert target.read_bytes() == NEW + NEW
    assert only_file(target)


@linux_only
def test_a_killed_owner_blocks_nobody(target: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from sessions.record.atomic_save import saving\n"
        f"lock = saving(Path({str(target)!r}))\n"
        "lock.__enter__(); print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as owner:
        assert owner.stdout is not None
        assert owner.stdout.readline() == b"held\n"
        with pytest.raises(NotSaved):
            save_file(target, NEW, fine, patience=Patience(0))
        owner.kill()
        owner.wait()
    assert saving_path(target).exists()
    save_file(target, NEW, fine, patience=Patience(0))
    assert target.read_bytes() == NEW
    assert only_file(target)


class NoLocks(Disk):
    """A file system that cannot lock."""

    def lock(self, descriptor: int) -> bool | None:
        return None


def test_without_locks_a_save_works_and_what_is_left_behind_is_never_guessed_about(
    target: Path,
) -> None:
    disk = NoLocks()
    save_file(target, NEW, fine, disk)
    assert only_file(target)
    saving_path(target).write_bytes(b"")
    os.utime(saving_path(target), (0, 0))
    clock = Clock()
    with pytest.raises(NotSaved) as told:
        save_file(target, OLD, fine, disk, clock.patience())
    assert f"remove {saving_path(target).name}" in told.value.remedy
    assert target.read_bytes() == NEW
    saving_path(target).unlink()
    save_file(target, OLD, fine, disk)
    assert target.read_bytes() == OLD


@linux_only
@pytest.mark.parametrize("still_there", [True, False], ids=["amid its look", "after it"])
def test_a_finder_between_creating_and_locking_costs_only_another_try(
    target: Path, still_there: bool
) -> None:
    path = saving_path(target)

    class Interrupted(Disk):
        found: int | None = None
        first = True

        def lock(self, descriptor: int) -> bool | None:
            if self.first:
                self.first = False
                self.found = DISK.open(path)
                assert DISK.lock(self.found)
                if not still_there:
                    self.go_on()
            return super().lock(descriptor)

        def go_on(self) -> None:
            if self.found is not None:
                path.unlink()
                os.close(self.found)
                self.found = None

    disk = Interrupted()
    clock = Clock(disk.go_on)
    save_file(target, NEW, fine, disk, clock.patience())
    assert target.read_bytes() == NEW
    assert only_file(target)


@linux_only
def test_a_finder_never_removes_what_was_put_in_place_meanwhile(target: Path) -> None:
    owner = saving(target)
    lock = owner.__enter__()

    class Late(Disk):
        def open(self, path: Path) -> int:
            found = super().open(path)
            if path == saving_path(target) and not target.read_bytes().startswith(NEW):
                lock.write(NEW, fine)
                owner.__exit__(None, None, None)
            return found

    with saving(target, Late()) as mine:
        assert mine.read() == NEW
        mine.write(NEW + b"mine", fine)
    assert target.read_bytes() == NEW + b"mine"
    assert only_file(target)


@linux_only
def test_a_file_taken_away_before_it_is_put_in_place_is_not_saved(target: Path) -> None:
    def take_away(data: bytes) -> None:
        saving_path(target).unlink()
        saving_path(target).write_bytes(b"half of anoth")

    with pytest.raises(NotSaved, match="same moment"):
        save_file(target, NEW, take_away)
    assert target.read_bytes() == OLD
    assert saving_path(target).read_bytes() == b"half of anoth"


def test_what_another_put_over_it_is_never_called_saved(target: Path) -> None:
    class Raced(Disk):
        def replace(self, source: Path, target: Path) -> None:
            super().replace(source, target)
            target.write_bytes(b"theirs")

    with pytest.raises(NotSaved, match="same moment"):
        save_file(target, NEW, fine, Raced())
    assert target.read_bytes() == b"theirs"


class LikeWindows(Disk):
    """A disk that replaces and removes no open file."""

    replaces_open_files = False

    def __init__(self) -> None:
        self.opened: dict[int, Path] = {}

    def create(self, path: Path, mode: int = 0o666) -> int:
        made = super().create(path, mode)
        self.opened[made] = path
        return made

    def duplicate(self, descriptor: int) -> int:
        made = super().duplicate(descriptor)
        self.opened[made] = self.opened[descriptor]
        return made

    def close(self, descriptor: int) -> None:
        self.opened.pop(descriptor, None)
        super().close(descriptor)

    def replace(self, source: Path, target: Path) -> None:
        assert not {source, target} & set(self.opened.values())
        super().replace(source, target)

    def unlink(self, path: Path) -> None:
        assert path not in self.opened.values()
        super().unlink(path)


def test_a_save_works_where_no_open_file_can_be_replaced(target: Path) -> None:
    disk = LikeWindows()
    save_file(target, NEW, fine, disk)
    assert target.read_bytes() == NEW
    saving_path(target).write_bytes(b"left by a dead owner")
    save_file(target, OLD, fine, disk)
    assert target.read_bytes() == OLD
    with pytest.raises(NotSaved), saving(target, disk) as lock:
        lock.write(NEW, lambda data: int(data))
    assert only_file(target)
    assert not disk.opened


@linux_only
def test_a_link_to_the_record_stays_a_link(target: Path, tmp_path: Path) -> None:
    link = tmp_path / "folder" / "link.toml"
    link.parent.mkdir()
    link.symlink_to(target)
    save_file(real_path(link), NEW, fine)
    assert link.is_symlink()
    assert target.read_bytes() == NEW


@pytest.mark.parametrize("what", ["folder", "link"])
@linux_only
def test_something_else_under_the_name_of_the_lock_is_told(target: Path, what: str) -> None:
    place = saving_path(target)
    if what == "folder":
        place.mkdir()
    else:
        place.symlink_to(target)
    with pytest.raises(NotSaved):
        save_file(target, NEW, fine, patience=Clock().patience())
    assert target.read_bytes() == OLD


def test_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotSaved, match="folder is gone"):
        save_file(tmp_path / "gone" / "a.toml", NEW, fine)


@linux_only
def test_a_pipe_in_place_of_the_record_blocks_nobody(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.toml"
    os.mkfifo(pipe)
    with pytest.raises(NotSaved), saving(pipe) as lock:
        lock.read()


class LockedElsewhere(Disk):
    """A share on which another computer has locked what is found, or where none can be had."""

    def __init__(self, answer: bool | None) -> None:
        self.answer = answer

    def lock(self, descriptor: int) -> bool | None:
        """Return the answer for what is found; what is made new is ours."""
        return self.answer if os.fstat(descriptor).st_size else super().lock(descriptor)


@pytest.mark.parametrize("answer", [None, False], ids=["no locks", "held for good"])
@pytest.mark.parametrize("age", [0, 10**9], ids=["new", "old"])
def test_what_another_computer_left_blocks_until_a_person_speaks(
    answer: bool | None, age: int, tmp_path: Path
) -> None:
    """Age decides nothing, either way; a person's word holds only for what the person was shown."""
    target, disk = tmp_path / "a.toml", LockedElsewhere(answer)
    left = saving_path(target)
    left.write_bytes(b"half")
    os.utime(left, (left.stat().st_mtime - age,) * 2)
    with pytest.raises(Blocked) as blocked:
        save_file(target, b"ours", lambda _: None, disk, Patience(0))
    assert blocked.value.path == left
    assert blocked.value.at == pytest.approx(left.stat().st_mtime)
    assert left.name in blocked.value.remedy
    left.write_bytes(b"half, and more")
    remove_left(blocked.value, disk)
    assert left.exists(), "somebody writes there: it lives"
    with pytest.raises(Blocked) as again:
        save_file(target, b"ours", lambda _: None, disk, Patience(0))
    remove_left(again.value, disk)
    remove_left(again.value, disk)
    save_file(target, b"ours", lambda _: None, disk, Patience(0))
    assert target.read_bytes() == b"ours"
    assert not left.exists()


def test_what_cannot_be_removed_is_said(tmp_path: Path) -> None:
    target, disk = tmp_path / "a.toml", LockedElsewhere(None)
    saving_path(target).write_bytes(b"half")
    with pytest.raises(Blocked) as blocked:
        save_file(target, b"ours", lambda _: None, disk, Patience(0))
    failing = FailingDisk()
    failing.fail_calls({"unlink"}, errno.EACCES)
    with pytest.raises(NotSaved, match="permission to write"):
        remove_left(blocked.value, failing)


def test_an_owner_whose_save_was_removed_calls_nothing_saved(tmp_path: Path) -> None:
    """It had only been slow: the person was wrong, and nothing is lost or mixed by that."""
    target = tmp_path / "a.toml"
    target.write_bytes(b"before")
    with saving(target) as slow:
        saving_path(target).unlink()
        save_file(target, b"ours", lambda _: None)
        with pytest.raises(NotSaved, match="at the same moment"):
            slow.write(b"theirs", lambda _: None)
    assert target.read_bytes() == b"ours"
    assert not saving_path(target).exists()

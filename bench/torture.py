"""Torture the safe keeping: kills, faults, full disks, power cuts. Exit status 1 on any loss.

    python -m bench.torture [--short] [--seed N]

What counts: an entry that was acknowledged (kept or saved) is in the record or is offered by the
recovery file, once; and the record can be read after every kill.
"""

import argparse
import errno
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from threading import Barrier, Thread

from bench.disks import FailingDisk
from bench.faults import (
    cut_power_in_recovery,
    cut_power_in_saves,
    fail_every_call,
    fail_every_recovery_call,
)
from bench.meetings import KINDS, Outcome, copied_session, decision, entry_of, meeting_of
from core.record import Entry, Kind
from sessions.files.decisions_file import decisions_path
from sessions.files.session_file import Session
from sessions.record.atomic_save import NotSaved, saving_path
from sessions.record.keeper import Keeper
from sessions.record.recovery import Recovery
from sessions.record.store import RecordStore, Saved
from sessions.text.problems import Unusable

ROOT = Path(__file__).resolve().parents[1]


class Writers:
    """The writer processes of one meeting: started, killed by their own number, started again."""

    def __init__(self, session: Session, state: Path, chance: random.Random) -> None:
        self.session = session
        self.state = state
        self.chance = chance
        self.saved: set[str] = set()
        self.kept: set[str] = set()
        self.kills = 0
        self.clashes = 0
        self.failed = 0
        self.crashed = 0

    def start(self, enough: int, *words: str) -> "subprocess.Popen[bytes]":
        """Start one writer; its words come through a pipe that outlives it."""
        command = [sys.executable, "-m", "bench.torture_writer", str(self.session.path)]
        return subprocess.Popen(
            [*command, str(self.state), str(enough), *words], cwd=ROOT, stdout=subprocess.PIPE
        )

    def kill(self, writer: "subprocess.Popen[bytes]", heard: bytes = b"") -> bool:
        """Kill a writer if it still runs, and note what it acknowledged; True when it was done.

        `heard` is what was read of its words before.
        """
        running = writer.poll() is None
        if running:
            writer.kill()
        assert writer.stdout is not None
        with writer.stdout as pipe:
            lines = (heard + pipe.read()).decode().split("\n")
        writer.wait()
        self.kills += running
        self.crashed += not running and writer.returncode != 0
        for line in lines[:-1]:
            word, _, rest = line.partition(" ")
            if word in ("kept", "saved"):
                (self.kept if word == "kept" else self.saved).add(rest)
            self.clashes += word == "clash"
            self.failed += word == "failed"
        return lines[-2:-1] == ["done"]

    def work_and_be_killed(self, count: int, enough: int, *words: str) -> None:
        """Let some writers work for a random while, then kill them all.

        One that only keeps is given time for its first word, so that there is something to restore.
        """
        writers = [self.start(enough, *words) for _ in range(count)]
        first = self.first_word(writers[0]) if words else b""
        self.wait(0.05 if words else 0.6)
        for writer in writers:
            self.kill(writer, first)
            first = b""

    def first_word(self, writer: "subprocess.Popen[bytes]") -> bytes:
        """Wait until a writer has said something, or has ended; return what it said."""
        assert writer.stdout is not None
        return writer.stdout.readline()

    def wait(self, most: float) -> None:
        """Let a random time pass: the moment of the next kill."""
        time.sleep(self.chance.uniform(0, most))


def _check_grown(session: Session, before: bytes, outcome: Outcome) -> bytes:
    """After a kill the record can be read, and begins with what stood there before."""
    path = decisions_path(session.path)
    now = path.read_bytes() if path.exists() else b""
    if not now.startswith(before):
        outcome.faults.append("bytes that stood in the record changed")
    if now:
        try:
            RecordStore.open(session)
        except Unusable:
            outcome.unreadable += 1
    return now


def _settle(session: Session, writers: Writers, outcome: Outcome) -> None:
    """Open the meeting a last time: compare record and recovery file with what was said."""
    store = RecordStore.open(session)
    scheme = session.evidence.scheme
    recovery = Recovery.open(writers.state, session.evidence.inspection.id, store.path, scheme)
    keeper = Keeper(store, recovery)
    on_disk = [entry.id for entry in store.entries]
    outcome.lost += len(writers.saved - set(on_disk))
    if writers.crashed:
        outcome.faults.append(f"{writers.crashed} writers ended with an error of their own")
    pending = [entry.id for entry in keeper.pending().entries]
    keeper.close()
    outcome.compare(writers.kept | writers.saved, on_disk + pending)


def kill_writers(folder: Path, count: int, meetings: int, entries: int, seed: int) -> Outcome:
    """Kill writers at random moments until each meeting has its entries."""
    outcome = Outcome(f"kill -9, {count} writer{'s' if count > 1 else ''}")
    chance = random.Random(seed)
    clashes = failed = 0
    for number in range(meetings):
        session = copied_session(folder / f"{count}-{number}")
        writers = Writers(session, folder / "state", chance)
        before, done = b"", False
        running = [writers.start(entries) for _ in range(count)]
        while not done:
            writer = running.pop(chance.randrange(count))
            # However slow the machine is, most writers get as far as their first entry.
            first = writers.first_word(writer) if chance.random() < 0.8 else b""
            writers.wait(0.9 if count == 1 else 0.5)
            done = writers.kill(writer, first)
            running.append(writers.start(entries))
            before = _check_grown(session, before, outcome)
        for writer in running:
            writers.kill(writer)
        _settle(session, writers, outcome)
        outcome.runs += writers.kills
        clashes += writers.clashes
        failed += writers.failed
    outcome.note = f"{meetings} meetings; runs = kills; {clashes} clashes, {failed} tries waited"
    return outcome


def kill_in_recovery(folder: Path, meetings: int, seed: int) -> Outcome:
    """Kill while entries are only kept, and while what is pending is being restored."""
    outcome = Outcome("kill in recovery")
    chance = random.Random(seed)
    for number in range(meetings):
        session = copied_session(folder / str(number))
        writers = Writers(session, folder / "state", chance)
        before = b""
        for _ in range(6):
            writers.work_and_be_killed(2, 40, "keep-only")
            writers.work_and_be_killed(2, 1)
            before = _check_grown(session, before, outcome)
        _settle(session, writers, outcome)
        outcome.runs += writers.kills
    outcome.note = f"{meetings} meetings; runs = kills"
    return outcome


def record_at_once(folder: Path, rounds: int) -> Outcome:
    """Let two screens record something about the same thing at the same moment.

    By turns a decision on one standard, the details of one meeting, a correction of one entry:
    both are kept, both are told.
    """
    outcome = Outcome("two record the same thing")
    session = copied_session(folder)
    told = 0
    for number in range(rounds):
        path = folder / f"{number}.decisions.toml"
        first = decision(session, standard="2.2")
        RecordStore.open(session, path).save((first,))
        stores = [RecordStore.open(session, path) for _ in range(2)]
        kind = (Kind.KEEP, Kind.MEETING, Kind.CORRECT)[number % 3]
        ours = [entry_of(session, kind, (first,), f"Reason of {n}.") for n in range(2)]
        start = Barrier(2)
        saved: list[Saved] = []

        def work(
            store: RecordStore = stores[0],
            which: int = 0,
            ours: list[Entry] = ours,
            start: Barrier = start,
            saved: list[Saved] = saved,
        ) -> None:
            start.wait()
            saved.append(store.save((*store.entries, ours[which])))

        threads = [Thread(target=work, args=(stores[n], n)) for n in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        outcome.runs += 1
        told += sum(len(each.clashes) for each in saved)
        found = [entry.id for entry in RecordStore.open(session, path).entries]
        outcome.compare({entry.id for entry in (first, *ours)}, found)
    if told != rounds:
        outcome.faults.append(f"{told} clashes told in {rounds} rounds")
    outcome.note = f"{told} clashes told"
    return outcome


@contextmanager
def _small_disk(folder: Path, mount: bool) -> "Iterator[Callable[[], None]]":
    """Return a disk that the returned call makes full: a small tmpfs, or a limit of file sizes."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=1m", "torture", str(folder)]
    mounted = mount and not subprocess.run(command, stderr=subprocess.DEVNULL).returncode
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)

    def fill() -> None:
        if not mounted:
            resource.setrlimit(resource.RLIMIT_FSIZE, (2000, hard))
            return
        with suppress(OSError), (folder / "filler").open("wb", buffering=0) as filler:
            while filler.write(b" " * 512):
                pass

    try:
        yield fill
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        if mounted:
            subprocess.run(["umount", "-l", str(folder)], check=True)


def full_disk(folder: Path, entries: int, mount: bool) -> Outcome:
    """Fill the disk amid a meeting: entries are kept, none is saved; make room: all are saved."""
    outcome = Outcome("full disk")
    with _small_disk(folder / "small", mount) as fill:
        session = copied_session(folder / "small" / "meeting")
        store = RecordStore.open(session)
        scheme = session.evidence.scheme
        keeper = Keeper(
            store, Recovery.open(folder / "small" / "state", "full", store.path, scheme)
        )
        made = meeting_of(session, entries)
        half = entries // 2
        for number in range(half):
            keeper.keep(made[number])
            keeper.save(tuple(made[: number + 1]))
        old = store.path.read_bytes()
        fill()
        # A limit of file sizes stops writing over blanks as well, so nothing is kept under one.
        limited = resource.getrlimit(resource.RLIMIT_FSIZE)[0] == 2000
        for number in range(half, entries):
            if not limited:
                keeper.keep(made[number])
            try:
                keeper.save(tuple(made[: number + 1]))
                outcome.faults.append("a save worked on a full disk")
            except NotSaved:
                outcome.runs += 1
            if store.path.read_bytes() != old or saving_path(store.path).exists():
                outcome.faults.append("a save on a full disk left something behind")
        pending = [entry.id for entry in keeper.pending().entries]
        found = [entry.id for entry in RecordStore.open(session).entries] + pending
        outcome.compare({entry.id for entry in (made[:half] if limited else made)}, found)
        (folder / "small" / "filler").unlink(missing_ok=True)
        hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
        saved = keeper.save(tuple(made))
        outcome.compare({entry.id for entry in made}, [entry.id for entry in saved.entries])
        keeper.close()
    outcome.note = "file-size limit" if limited else "a tmpfs of 1 MiB, record and recovery on it"
    return outcome


def read_only_folder(folder: Path) -> Outcome:
    """Save where nothing may be written: the record stays, the message is clear, ours are kept."""
    outcome = Outcome("read-only folder")
    session = copied_session(folder)
    disk = FailingDisk()
    store = RecordStore.open(session, disk=disk)
    first, second = meeting_of(session, 2)
    store.save((first,))
    scheme = session.evidence.scheme
    keeper = Keeper(store, Recovery.open(folder / "state", "read-only", store.path, scheme))
    old = store.path.read_bytes()
    as_root = os.geteuid() == 0
    if as_root:
        disk.fail_calls({"create", "replace", "unlink"}, errno.EROFS)
    else:
        folder.chmod(0o500)
    keeper.keep(second)
    try:
        keeper.save((first, second))
        outcome.faults.append("a save worked in a read-only folder")
    except NotSaved as failed:
        outcome.note = f"{'simulated' if as_root else 'mode 0500'}: {failed.message}"
    if store.path.read_bytes() != old:
        outcome.faults.append("the record changed")
    outcome.compare(
        {first.id, second.id},
        [entry.id for entry in (*store.entries, *keeper.pending().entries)],
    )
    disk.heal()
    folder.chmod(0o700)
    keeper.save((first, second))
    outcome.runs = 1
    return outcome


def tortures(short: bool, seed: int) -> list[Callable[[Path], Outcome]]:
    """Return every torture with its size, as calls that want a folder of their own.

    The short form leaves out failing calls and power cuts: the tests run those singly.
    """
    one, three, kills, rounds = (1, 1, 1, 20) if short else (40, 40, 40, 1000)
    each_one, each_three = (40, 40) if short else (130, 130)
    with_processes: list[Callable[[Path], Outcome]] = [
        lambda folder: kill_writers(folder, 1, one, each_one, seed),
        lambda folder: kill_writers(folder, 3, three, each_three, seed + 1),
        lambda folder: kill_in_recovery(folder, kills, seed + 2),
        lambda folder: record_at_once(folder, rounds),
        lambda folder: full_disk(folder, 20 if short else 100, not short and os.geteuid() == 0),
        read_only_folder,
    ]
    if short:
        return with_processes
    return [
        *with_processes,
        *[partial(fail_every_call, kind=kind) for kind in KINDS],
        fail_every_recovery_call,
        lambda folder: cut_power_in_saves(folder, 40),
        lambda folder: cut_power_in_recovery(folder, 40),
    ]


def run(short: bool, seed: int) -> bool:
    """Run every torture and print the table; False on any loss."""
    print(f"seed {seed}, Python {sys.version.split()[0]}, {sys.platform}")
    heads = ("runs", "acked", "lost", "twice", "unreadable", "faults", "seconds")
    print(f"{'torture':<30}" + "".join(f"{head:>11}" for head in heads))
    clean, acknowledged = True, 0
    for torture in tortures(short, seed):
        folder = Path(tempfile.mkdtemp(prefix="torture-"))
        began = time.monotonic()
        try:
            found = torture(folder)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        counts = (found.runs, found.acknowledged, found.lost, found.duplicated, found.unreadable)
        figures = "".join(f"{count:>11,}" for count in (*counts, len(found.faults)))
        print(
            f"{found.name:<30}{figures}{time.monotonic() - began:>11.1f}  {found.note}", flush=True
        )
        for fault in found.faults[:20]:
            print(f"    {fault}")
        clean = clean and found.clean
        acknowledged += found.acknowledged
    print(f"{acknowledged:,} entries acknowledged: {'none lost' if clean else 'NOT CLEAN'}")
    return clean


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--short", action="store_true", help="some seconds instead of minutes")
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 30))
    given = parser.parse_args()
    sys.exit(0 if run(given.short, given.seed) else 1)

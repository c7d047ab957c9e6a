"""Where recovery files are: their names, their locks, and those of meetings that have moved."""

import os
import re
from contextlib import suppress
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

from sessions.record.disk import DISK, Disk
from sessions.record.recovery_lines import read_held
from sessions.text.problems import Problem

MOST_PROCESSES = 9
# What comes before the time in the name of a discarded file, and for how long it is kept.
DISCARDED = ".discarded-"
DAYS_DISCARDED = 30
# How a recovery file begins that holds anything at all; else there are blanks.
BEGINNING = b"\n{"


def recovery_stem(inspection_id: str, decisions_path: Path) -> str:
    """Name a meeting's recovery files: the inspection's id, and a hash of where its record is."""
    where = os.path.realpath(decisions_path).encode("utf-8", "surrogateescape")
    plain = re.sub(r"[^A-Za-z0-9_-]", "_", inspection_id)[:60]
    return f"{plain}-{sha256(where).hexdigest()[:12]}"


def free_place(folder: Path, stem: str, disk: Disk) -> tuple[Path, int, bool]:
    """Find a recovery file that no live process has: its path, its lock, whether locks hold."""
    for number in range(1, MOST_PROCESSES + 1):
        path = folder / (f"{stem}.jsonl" if number == 1 else f"{stem}.{number}.jsonl")
        lock = locked(path, disk)
        if lock is None:
            continue
        if lock[1]:
            return path, lock[0], True
        # Without locks nobody can tell whose a file is: use one that is surely ours.
        disk.close(lock[0])
        path = folder / f"{stem}.{uuid4().hex[:8]}.jsonl"
        return path, disk.create(path.with_suffix(".lock"), 0o600), False
    raise OSError(None, f"{MOST_PROCESSES} other processes have this meeting open")


def locked(path: Path, disk: Disk) -> tuple[int, bool] | None:
    """Take a recovery file's lock: descriptor and whether it holds; None when another has it."""
    place = path.with_suffix(".lock")
    try:
        descriptor = disk.create(place, 0o600)
    except FileExistsError:
        descriptor = disk.open(place)
    try:
        got = disk.lock(descriptor)
    except OSError:
        got = False
    if got is False:
        with suppress(OSError):
            disk.close(descriptor)
        return None
    return descriptor, bool(got)


def remove_old_discarded(state_dir: Path, now: datetime, disk: Disk = DISK) -> None:
    """Delete discarded recovery files that are older than 30 days, by the time in their names."""
    oldest = f"{now - timedelta(days=DAYS_DISCARDED):%Y%m%dT%H%M%SZ}"
    with suppress(OSError):
        for path in disk.listed(state_dir, "", ""):
            _, mark, stamp = path.name.partition(DISCARDED)
            if mark and re.match(r"\d{8}T\d{6}Z", stamp) and stamp[: len(oldest)] < oldest:
                with suppress(OSError):
                    disk.unlink(path)


def number_kept(
    state_dir: Path, inspection_id: str, decisions_path: Path, disk: Disk = DISK
) -> int:
    """Return how many entries are kept on this computer for a record and not saved in it."""
    stem = recovery_stem(inspection_id, decisions_path)
    ids: set[str] = set()
    with suppress(OSError):
        for path in disk.listed(state_dir, f"{stem}.", ".jsonl"):
            with suppress(OSError):
                ids |= read_held(path, disk).entries.keys()
    return len(ids)


def kept_for_moved(
    state_dir: Path, inspection_id: str, decisions_path: Path, disk: Disk = DISK
) -> tuple[Problem, ...]:
    """List decisions on this inspection that were kept for a record which is no longer there.

    A folder that was renamed while decisions waited to be saved has another recovery file now.
    """
    own = recovery_stem(inspection_id, decisions_path)
    found = []
    with suppress(OSError):
        for path in disk.listed(state_dir, f"{own.rpartition('-')[0]}-", ".jsonl"):
            if not path.name.startswith(f"{own}."):
                with suppress(OSError):
                    found += _moved(path, disk)
    return tuple(found)


def _moved(path: Path, disk: Disk) -> list[Problem]:
    if disk.read(path, len(BEGINNING)) != BEGINNING:
        return []
    bodies = list(read_held(path, disk).entries.values())
    places = [str(body["record"]) for body in bodies if body.get("record")]
    if not places or _there(Path(places[-1])):
        return []
    number = "1 decision was" if len(bodies) == 1 else f"{len(bodies)} decisions were"
    return [
        Problem(
            places[-1],
            "",
            f"is gone, and {number} kept on this computer for it and never saved",
            "To restore, put the folder and session file back under that name and open the "
            "session there.",
        )
    ]


def _there(record: Path) -> bool:
    session = record.with_name(record.name.removesuffix(".decisions.toml") + ".toml")
    return record.exists() or session.exists()

"""A record that is missing, empty or cut: what is left of it, and how it is restored."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from core.value import Value
from sessions import clock
from sessions.files.decisions_file import Record, decided_record, decisions_path, parse_record
from sessions.files.session_file import Session
from sessions.record.atomic_save import real_path, saving
from sessions.record.disk import DISK, Disk
from sessions.record.versions import DAMAGED, version_paths
from sessions.text.problems import Problem, Unusable
from sessions.toml.read import LARGEST, parse_toml, read_bytes

HEADING = b"\n[[entries]]"


class Remains(Value):
    """A file that a record can be restored from.

    `whole` is False for the damaged record itself, of which only the beginning can be read.
    """

    path: Path
    record: Record
    whole: bool = True


class Damaged(Value):
    """A record that cannot be read, and the files that it can be restored from.

    `fault` says what is wrong: "is missing", "is empty" or "is damaged". `problems` are those of
    reading it. `remains` begins with the file that holds the most entries.
    """

    path: Path
    fault: str
    remains: tuple[Remains, ...]
    problems: tuple[Problem, ...] = ()


def damaged_record(session: Session) -> Damaged | None:
    """Return what is wrong with a session's record; None where it is sound or never was.

    A record with a mistake in an entry is not damaged in this sense: a person has to correct it.
    A missing one counts only where something is left of it.
    """
    path = decisions_path(session.path)
    try:
        data = DISK.read(real_path(path))
    except FileNotFoundError:
        remains = _remains(session)
        return Damaged(path, "is missing", remains) if remains else None
    except OSError:
        return None
    if not data.strip(b" \t\r\n\0"):
        problem = Problem(str(path), "", "is empty", "")
        return Damaged(path, "is empty", _remains(session), (problem,))
    try:
        parse_record(str(path), data, session.evidence)
    except Unusable as unusable:
        part = readable_part(str(path), data, session)
        others = _remains(session)
        begins_another = any(each.record.data.startswith(data.rstrip()) for each in others)
        if part is None and not begins_another and _is_toml(data):
            return None
        own = () if part is None else (Remains(path, part, whole=False),)
        remains = _sorted((*own, *others))
        return Damaged(path, "is damaged", remains, unusable.problems)
    return None


def restore_remedy(session: Session, damaged: Damaged) -> str:
    """Say which files a damaged record can be restored from, and how."""
    whole = [each for each in damaged.remains if each.whole]
    if not whole:
        return "No other file in its folder contains any of its entries."
    listed = " and ".join(f"{each.path.name} holds {entries(each.record)}" for each in whole[:4])
    return (
        f"{listed}. To restore it, open the session on the screen, or: "
        f"ratings-panel join {session.file} {whole[0].path.name}"
    )


def entries(record: Record) -> str:
    """Say how many entries a record holds."""
    return "1 entry" if len(record.entries) == 1 else f"{len(record.entries)} entries"


def read_record(session: Session) -> Record | None:
    """Read the record beside a session; None where there is none.

    Raises:
        Unusable: It cannot be read, or a newer version wrote what this one does not know. The
            problem of a damaged record names what it can be restored from.
    """
    import os

    path = decisions_path(session.path)
    if not os.path.lexists(path):
        return None
    try:
        return decided_record(str(path), read_bytes(path), session.evidence)
    except Unusable as unusable:
        damaged = damaged_record(session)
        if damaged is None or damaged.fault == "is missing":
            raise
        first, *others = damaged.problems or unusable.problems
        remedy = " ".join(part for part in (first.remedy, restore_remedy(session, damaged)) if part)
        raise Unusable(
            [Problem(first.file, first.place, first.message, remedy, first.value), *others]
        ) from None


def readable_part(name: str, data: bytes, session: Session) -> Record | None:
    """Return the beginning of a cut record as far as it can be read; None for no whole entry."""
    for part in _beginnings(data):
        with suppress(Unusable):
            record = parse_record(name, part, session.evidence)
            return record if record.entries else None
    return None


def _beginnings(data: bytes) -> Iterator[bytes]:
    """Yield the data without its last entry, its last two, and so on: a cut spoils the last one."""
    part = data[:LARGEST]
    for _ in range(3):
        end = part.rfind(HEADING)
        if end < 0:
            return
        part = part[: end + 1]
        yield part


def _is_toml(data: bytes) -> bool:
    try:
        parse_toml("", data)
    except Unusable:
        return False
    return True


def _remains(session: Session) -> tuple[Remains, ...]:
    found = []
    for path in version_paths(session):
        with suppress(Unusable):
            record = parse_record(str(path), read_bytes(path), session.evidence)
            if record.entries:
                found.append(Remains(path, record))
    return _sorted(found)


def _sorted(found: "tuple[Remains, ...] | list[Remains]") -> tuple[Remains, ...]:
    return tuple(sorted(found, key=lambda each: (-len(each.record.entries), not each.whole)))


def restore(session: Session, data: bytes, disk: Disk = DISK) -> Path | None:
    """Put a record's bytes in place of a damaged one; return where the damaged one is kept.

    Returns None where nothing was there, or nothing but blanks.

    Raises:
        NotSaved: The damaged record is still in its place, or under the name that it is kept under.
    """
    path = decisions_path(session.path)
    target = real_path(path)
    with saving(target, disk) as lock:
        aside = _set_aside(target, lock.read(), disk)
        lock.write(data, lambda read: parse_record(str(path), read, session.evidence))
    return aside


def set_damaged_aside(session: Session, disk: Disk = DISK) -> Path | None:
    """Rename a damaged record, so that a new one can begin; return its new path."""
    target = real_path(decisions_path(session.path))
    with saving(target, disk) as lock:
        aside = _set_aside(target, lock.read(), disk)
        if (lock.read() is not None and aside is None) or aside is not None:
            disk.unlink(target)
    return aside


def _set_aside(target: Path, data: bytes | None, disk: Disk) -> Path | None:
    """Copy a damaged record under a name of its own, with its rights."""
    if data is None or not data.strip(b" \t\r\n\0"):
        return None
    stamp = clock.now().strftime("%Y%m%dT%H%M%SZ")
    aside = target.with_name(f"{target.name}{DAMAGED}{stamp}")
    made = disk.create(aside, 0o600)
    try:
        disk.like(made, target)
        disk.write(made, disk.read(target, 1 << 30))
        disk.fsync(made)
    finally:
        disk.close(made)
    return aside

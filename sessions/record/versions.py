"""Other versions of a record in its folder: conflict files, copies of synchronising services.

Such a service adds to the name before the ending (`ns.decisions-LAPTOP-7AB.toml`, `ns.decisions
(1).toml`, `ns.decisions (conflicted copy 2024-12-01).toml`) or before the whole name (`Copy of
ns.decisions.toml`). Backups (`.bak` and what editors leave) are only of interest where they hold
something that the record lacks.
"""

import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from core.history_words import done_words
from core.record import Entry, unsealed
from core.value import Value
from sessions.files.decisions_file import Record, decisions_path, parse_record
from sessions.files.session_file import DECISIONS_FORMAT, Session
from sessions.text.paths import SUFFIX
from sessions.text.problems import Problem, Unusable
from sessions.toml.read import read_bytes

# What the program itself puts beside a record and is not a version of it.
OWN = (".open", ".ask", ".saving")
# What a name ends in once its entries are in the record, and before the time where it is damaged.
JOINED, DAMAGED = ".joined", ".damaged-"
# What the name of every record, of its versions and of its backups holds.
MARK = SUFFIX.removesuffix(".toml")
MOST_VERSIONS = 20
MOST_NAMED = 4


class Version(Value):
    """Another version of a record; `record` is None where it cannot be read.

    `only_there`, `only_here`: entries that only this version or only the record holds. `reworded`:
    entries of this version that the record holds too, with other contents.
    """

    path: Path
    record: Record | None
    only_there: tuple[Entry, ...] = ()
    only_here: tuple[Entry, ...] = ()
    reworded: tuple[Entry, ...] = ()

    @property
    def is_backup(self) -> bool:
        """Whether its name says that it is a backup."""
        return is_backup(self.path.name)


def is_version_name(name: str, record_name: str) -> bool:
    """Return whether a file's name says that it is another version of a record, or a backup."""
    stem = record_name.removesuffix(".toml")
    if name == record_name or name.startswith(".") or name.endswith((*OWN, JOINED)):
        return False
    if DAMAGED in name:
        return False
    return name.startswith(stem) or name.endswith(f" {record_name}")


def is_any_version_name(name: str) -> bool:
    """Return whether a TOML file's name says that it is a version of some record."""
    stem, mark, rest = name.partition(MARK)
    return bool(stem and mark and rest.endswith(".toml") and rest != ".toml")


def is_backup(name: str) -> bool:
    """Return whether a version's name is that of a backup."""
    return not name.casefold().endswith(".toml")


def record_names(folder: Path) -> list[str]:
    """Return the names in a folder that can be those of records, their versions and backups."""
    try:
        return sorted(name for name in os.listdir(folder) if MARK in name)  # noqa: PTH208
    except OSError:
        return []


def versions_of(
    session: Session,
    record: Record | None,
    listed: Callable[[Path], Sequence[str]] = record_names,
) -> tuple[Version, ...]:
    """Return the other versions of a session's record, those with the most new entries first.

    A backup is among them only where it holds an entry that the record lacks. Files of other
    sessions, and those that are not decisions files, are not. `listed` as `record_names`.
    """
    here = () if record is None else record.entries
    found = []
    for path in version_paths(session, listed)[:MOST_VERSIONS]:
        read = _read(path, session)
        if read is None:
            continue
        version = _compared(path, read[0], here)
        if version.only_there or version.reworded or not version.is_backup:
            found.append(version)
    return tuple(sorted(found, key=lambda version: -len(version.only_there)))


def version_paths(
    session: Session, listed: Callable[[Path], Sequence[str]] = record_names
) -> list[Path]:
    """Return the files whose names say that they are versions of the record or backups."""
    record = decisions_path(session.path)
    names = listed(record.parent)
    found = [record.with_name(name) for name in names if is_version_name(name, record.name)]
    # A session that was opened by a link once had its record beside the link.
    beside_link = session.path.with_name(session.path.name.removesuffix(".toml") + SUFFIX)
    if beside_link.is_file() and not _same_file(beside_link, record):
        found.append(beside_link)
    return [path for path in found if path.is_file()]


def _same_file(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return one == other


def _read(path: Path, session: Session) -> tuple[Record | None] | None:
    """Return a version's record in a tuple, (None,) where it is unreadable; None for no version."""
    try:
        data = read_bytes(path)
    except Unusable:
        return None if is_backup(path.name) else (None,)
    try:
        return (parse_record(str(path), data, session.evidence),)
    except Unusable:
        if is_backup(path.name) or not _may_be_ours(data, session):
            return None
        return (None,)


def _may_be_ours(data: bytes, session: Session) -> bool:
    """Return whether a file that is no usable record may be a damaged one of this inspection."""
    from sessions.toml.read import parse_toml

    try:
        table = parse_toml("", data)
    except Unusable:
        return b"ratings-panel/session/" not in data and b"ratings-panel/scheme/" not in data
    about = table.get("session")
    inspection = about.get("id") if isinstance(about, dict) else None
    return table.get("format") == DECISIONS_FORMAT and inspection in (
        None,
        session.evidence.inspection.id,
    )


def _compared(path: Path, record: Record | None, here: Sequence[Entry]) -> Version:
    if record is None:
        return Version(path, None)
    known = {entry.id: entry for entry in here}
    there = {entry.id for entry in record.entries}
    return Version(
        path,
        record,
        tuple(entry for entry in record.entries if entry.id not in known),
        tuple(entry for entry in here if entry.id not in there),
        tuple(
            entry
            for entry in record.entries
            if entry.id in known and unsealed(entry) != unsealed(known[entry.id])
        ),
    )


def version_problems(session: Session, versions: Iterable[Version]) -> tuple[Problem, ...]:
    """Name each version, say what differs, and how both are brought together."""
    return tuple(_problem(session, version) for version in versions)


def _problem(session: Session, version: Version) -> Problem:
    name = str(version.path)
    if version.record is None:
        return Problem(
            name,
            "",
            "seems to be another version of the record, but cannot be read",
            "Delete it if you do not need anything in it.",
        )
    message = f"is another version of the record: {difference_words(version)}"
    if version.only_there:
        remedy = f"Bring them together: ratings-panel join {session.file}"
    elif version.reworded:
        remedy = "Compare the two, then move this file to another folder."
    else:
        remedy = "It can be deleted."
    return Problem(name, "", message, remedy)


def difference_words(version: Version) -> str:
    """Say which entries only a version or only the record holds."""
    words = []
    if version.only_there:
        words.append(f"it holds {entries_words(version.only_there)} that the record does not")
    if version.only_here:
        words.append(f"the record holds {entries_words(version.only_here)} that it does not")
    if version.reworded:
        words.append(f"it has different wording for {entries_words(version.reworded)}")
    return "; ".join(words) or "it holds the same entries"


def entries_words(entries: Sequence[Entry]) -> str:
    """Say how many entries there are, and what the first of them decide."""
    named = [done_words(entry) for entry in entries[:MOST_NAMED]]
    if len(entries) > MOST_NAMED:
        named.append(f"and {len(entries) - MOST_NAMED} more")
    number = "1 entry" if len(entries) == 1 else f"{len(entries)} entries"
    return f"{number} ({', '.join(named)})"

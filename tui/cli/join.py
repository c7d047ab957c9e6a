"""`ratings-panel join`: add the entries of another version of a record to it."""

from argparse import Namespace
from pathlib import Path

from core.dates import moment_words
from core.history_words import decided_words
from core.meeting import Refused
from core.record import Entry
from core.wording import listed
from sessions.files.decisions_file import Record, parse_record
from sessions.files.session_file import Session, read_session
from sessions.record.atomic_save import NotSaved
from sessions.record.damaged import damaged_record, restore
from sessions.record.join import Joined, clashes_of, join
from sessions.record.store import RecordStore
from sessions.record.versions import entries_words, versions_of
from sessions.text.visible import visible
from sessions.toml.read import read_bytes
from tui.cli.output import DIFFERS, DONE, Unwritten, WrongCall, say


def run(call: Namespace) -> int:
    """Do the command; return the exit status."""
    session = read_session(call.session)
    copy = None if call.copy is None else _beside(session, call.copy)
    try:
        return _join(session, copy, call.prefer)
    except NotSaved as failed:
        raise Unwritten(str(failed)) from None
    except Refused as refused:
        raise Unwritten(f"Nothing was written: {refused}") from None


def _beside(session: Session, name: str) -> Path:
    """Return the copy's path: as it is given, or else beside the session file."""
    given = Path(name)
    return given if given.exists() else session.path.with_name(name)


def _join(session: Session, copy: Path | None, prefer: str | None) -> int:
    damaged = damaged_record(session)
    if damaged is not None:
        if copy is None:
            whole = [each.path for each in damaged.remains if each.whole]
            if len(whole) != 1:
                names = listed(tuple(path.name for path in whole), "or")
                remedy = (
                    f"Name the file to restore it from: {names}."
                    if whole
                    else "No other file in its folder contains any of its entries."
                )
                raise WrongCall(f"{damaged.path} {damaged.fault}. {remedy}")
            copy = whole[0]
        record = _read(session, copy)
        aside = restore(session, record.data)
        kept = "" if aside is None else f" The damaged one is kept as {aside}."
        say(visible(f"{damaged.path} was restored from {copy}.{kept}"))
        return DONE
    if copy is not None:
        versions = [(copy, _read(session, copy))]
    else:
        found = versions_of(session, RecordStore.open(session).record)
        versions = [(each.path, each.record) for each in found if each.record is not None]
        if not versions:
            say(visible(f"There is no other version of the record of {session.file}."))
            return DONE
    status = DONE
    for path, record in versions:
        status = max(status, _join_one(session, path, record, prefer))
    return status


def _read(session: Session, path: Path) -> Record:
    return parse_record(str(path), read_bytes(path), session.evidence)


def _join_one(session: Session, path: Path, record: Record, prefer: str | None) -> int:
    """Join one version, or print the decisions between which a person has to choose."""
    clashes = clashes_of(RecordStore.open(session).entries, record.entries)
    if clashes and prefer is None:
        lines = [f"{path.name}: nothing was joined, because both versions decide:"]
        for clash in clashes:
            lines.append(f"  {clash.standard}  in the record: {_words(clash.here)}")
            lines.append(f"  {' ' * len(clash.standard)}  in the copy: {_words(clash.there)}")
        lines.append("Choose which decisions to use: --prefer record, or --prefer copy.")
        say("\n".join(visible(line) for line in lines))
        return DIFFERS
    joined = join(session, path, record, prefer == "record")
    say("\n".join(visible(line) for line in _report(path, joined)))
    return DONE


def _words(entry: Entry | None) -> str:
    if entry is None:
        return "withdrawn"
    return f"{decided_words(entry)} ({moment_words(entry.at.astimezone())}): {entry.reason}"


def _report(path: Path, joined: Joined) -> list[str]:
    added = (
        entries_words(joined.added)
        if joined.added
        else "nothing, because the record already has every entry"
    )
    lines = [f"{path.name}: added {added}."]
    if joined.left_out:
        lines.append(f"Left out, because already withdrawn: {entries_words(joined.left_out)}.")
    if joined.note:
        lines.append(joined.note)
    if joined.kept_as is not None:
        lines.append(f"The copy is now {joined.kept_as.name}; it can be deleted.")
    return lines

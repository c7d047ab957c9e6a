"""Every file call of a save failing in turn, and the power cut at every moment of one."""

from collections.abc import Collection, Iterable
from pathlib import Path

from bench.disks import SIX_ERRORS, Failing, FailingDisk, PowerCutDisk
from bench.meetings import KINDS, Outcome, copied_session, decision, entry_of, meeting_of, mixed
from core.record import Entry, Kind
from sessions.files.decisions_file import parse_record
from sessions.files.session_file import Session
from sessions.record.atomic_save import NotSaved, Patience, saving_path
from sessions.record.recovery import NotKept, Recovery
from sessions.record.store import RecordStore
from sessions.text.problems import Unusable

AT_ONCE = Patience(0.0)


def fail_every_call(
    folder: Path,
    errors: Collection[int] = SIX_ERRORS,
    kind: Kind = Kind.KEEP,
    ways: Iterable[Failing] = Failing,
) -> Outcome:
    """Save an entry with each file call failing in turn; heal the disk; save again.

    `kind`: of that entry. `ways`: for how long the disk fails.
    """
    outcome = Outcome(f"every call failing, {kind}")
    session = copied_session(folder)
    calls: set[str] = set()
    for number in errors:
        for failing in ways:
            for done in (False, True):
                at = 0
                while True:
                    place = folder / f"{number}-{failing.name}-{done}-{at}.decisions.toml"
                    entries = _before_and_after(session, kind)
                    failed = _one_failure(
                        session, place, entries, number, failing, at, done, outcome
                    )
                    if failed is None:
                        break
                    calls.add(failed)
                    at += 1
    outcome.note = f"{len(calls)} kinds of call, {len(errors)} errnos: " + " ".join(sorted(calls))
    return outcome


def _before_and_after(session: Session, kind: Kind) -> tuple[Entry, Entry, Entry]:
    """Return an entry of a kind between two others."""
    first = entry_of(session, Kind.SIGN_OFF if kind is Kind.REOPEN else Kind.KEEP)
    second = entry_of(session, kind, (first,))
    return first, second, mixed(session, (first, second))


def _one_failure(
    session: Session,
    path: Path,
    entries: tuple[Entry, Entry, Entry],
    number: int,
    failing: Failing,
    at: int,
    done: bool,
    outcome: Outcome,
) -> str | None:
    """Let one call of a second save fail; the call's name, or None when there is none so late."""
    disk = FailingDisk()
    first, second, third = entries
    RecordStore.open(session, path).save((first,))
    old = path.read_bytes()
    store = RecordStore.open(session, path, disk, AT_ONCE)
    disk.fail(at, number, failing, done)
    acknowledged = {first.id}
    what = f"call {at} {failing.value}, errno {number}, {done=}"
    try:
        store.save((first, second))
        acknowledged.add(second.id)
    except NotSaved as failed:
        if not failed.message or not failed.remedy:
            outcome.faults.append(f"{what}: no clear message")
    failed_call = disk.failed
    what += f" ({failed_call})"
    disk.heal()
    now = path.read_bytes()
    ids = _ids(session, path, now, outcome)
    if now != old and not (now.startswith(old) and ids == [first.id, second.id]):
        outcome.faults.append(f"{what}: the file is neither old nor new")
    if acknowledged - set(ids):
        outcome.lost += 1
    # Without `same` nobody can know that the file is ours to remove.
    cannot = failing is Failing.EVERYTHING or failed_call in ("unlink", "same")
    if saving_path(path).exists() and not cannot:
        outcome.faults.append(f"{what}: a temporary file is left")
    try:
        store.save((first, second))
        store.save((first, second, third))
    except NotSaved as again:
        outcome.faults.append(f"{what}: a later save failed: {again}")
    after = _ids(session, path, path.read_bytes(), outcome)
    outcome.runs += 1
    outcome.compare({first.id, second.id, third.id}, after)
    if saving_path(path).exists():
        outcome.faults.append(f"{what}: a temporary file is left after a good save")
    return failed_call


def _ids(session: Session, path: Path, data: bytes, outcome: Outcome) -> list[str]:
    try:
        return [entry.id for entry in parse_record(str(path), data, session.evidence).entries]
    except Unusable:
        outcome.unreadable += 1
        return []


def cut_power_in_saves(folder: Path, saves: int = 4) -> Outcome:
    """Cut the power before, after and amid every call of some saves: the record is old or new."""
    outcome = Outcome("power cut, record")
    session = copied_session(folder)
    path = folder / "cut.decisions.toml"
    entries: tuple[Entry, ...] = ()
    files: dict[Path, bytes] = {}
    for _ in range(saves):
        # A new store now and then, so that the copy of the first save is cut too.
        disk = PowerCutDisk(files)
        store = RecordStore.open(session, path, disk, AT_ONCE)
        before, after = entries, (*entries, mixed(session, entries))
        seen: set[bytes | None] = set()

        def check(
            disk: PowerCutDisk = disk,
            allowed: tuple[tuple[Entry, ...], ...] = (before, after),
            seen: set[bytes | None] = seen,
        ) -> None:
            for image in disk.images():
                outcome.runs += 1
                data = image.get(path)
                if data not in seen:
                    seen.add(data)
                    _check_image(session, path, image, allowed, outcome)

        disk.moment = check
        store.save(after)
        seen.clear()
        for image in disk.images():
            _check_image(session, path, image, (after,), outcome)
        outcome.acknowledged += 1
        files, entries = disk.after_clean_end(), store.entries
    return outcome


def _check_image(
    session: Session,
    path: Path,
    image: dict[Path, bytes],
    allowed: tuple[tuple[Entry, ...], ...],
    outcome: Outcome,
) -> None:
    """Start again after a cut: one of the allowed records is there, and a save works."""
    try:
        store = RecordStore.open(session, path, PowerCutDisk(image), AT_ONCE)
    except Unusable:
        outcome.unreadable += 1
        return
    ids = [entry.id for entry in store.entries]
    if ids not in [[entry.id for entry in entries] for entries in allowed]:
        outcome.lost += 1
    more = mixed(session, store.entries, "After the cut.")
    if store.save((*store.entries, more)).entries[-1].id != more.id:
        outcome.faults.append("a save after the cut did not add its entry")


def cut_power_in_recovery(folder: Path, keeps: int = 6) -> Outcome:
    """Cut the power at every moment of keeping and confirming: what was kept is still there."""
    outcome = Outcome("power cut, recovery file")
    session = copied_session(folder)
    disk = PowerCutDisk()
    held: dict[str, bool] = {}
    seen: set[bytes] = set()

    def check() -> None:
        for image in disk.images():
            outcome.runs += 1
            content = b"".join(data for _, data in sorted(image.items()))
            if content in seen:
                continue
            seen.add(content)
            recovery = _recovery(session, folder, PowerCutDisk(image))
            found = [entry.id for entry in recovery.pending().entries]
            outcome.lost += len({each for each, sure in held.items() if sure} - set(found))
            outcome.duplicated += len(found) - len(set(found))
            if set(found) - set(held):
                outcome.faults.append("an entry came back that nobody kept")

    disk.moment = check
    recovery = _recovery(session, folder, disk)
    entries: list[Entry] = []
    for number in range(keeps):
        # Long ones, so that the file is renewed while entries are pending.
        words = f"Reason {number}." * (1 + 9000 * (number % 3))
        entry = entry_of(session, KINDS[number % len(KINDS)], entries, words)
        entries.append(entry)
        held[entry.id] = False
        recovery.keep(entry)
        held[entry.id] = True
        outcome.acknowledged += 1
        seen.clear()
        check()
        if number % 2:
            done = list(held)
            held.update(dict.fromkeys(done, False))
            recovery.confirm(done)
            seen.clear()
    held.update(dict.fromkeys(held, False))
    recovery.confirm(list(held))
    recovery.close()
    check()
    return outcome


def _recovery(session: Session, folder: Path, disk: PowerCutDisk | FailingDisk) -> Recovery:
    scheme = session.evidence.scheme
    return Recovery.open(folder / "state", "cut", folder / "cut.decisions.toml", scheme, disk)


def fail_every_recovery_call(folder: Path, errors: tuple[int, ...] = SIX_ERRORS) -> Outcome:
    """Keep with each file call failing in turn: what keep() accepted is there at the next start."""
    outcome = Outcome("recovery, every call failing")
    session = copied_session(folder)
    kept_entries = meeting_of(session, len(KINDS), "Reason. " * 4000)
    for number in errors:
        for failing in Failing:
            at = 0
            while True:
                place = folder / f"{number}-{failing.name}-{at}"
                disk = FailingDisk()
                entries = list(kept_entries)
                recovery = _recovery(session, place, disk)
                disk.fail(at, number, failing)
                kept = set()
                for entry in entries:
                    try:
                        recovery.keep(entry)
                        kept.add(entry.id)
                    except NotKept as failed:
                        if not failed.message or not failed.remedy:
                            outcome.faults.append("no clear message")
                failed_call = disk.failed
                disk.heal()
                recovery.keep(last := decision(session))
                kept.add(last.id)
                recovery.close()
                again = _recovery(session, place, disk)
                outcome.runs += 1
                outcome.compare(kept, [entry.id for entry in again.pending().entries])
                again.close()
                if failed_call is None:
                    break
                at += 1
    return outcome

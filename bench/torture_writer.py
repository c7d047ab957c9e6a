"""One writer for the torture: keeps and saves entries of all kinds until there are enough.

Prints `kept ID` once an entry is in the recovery file, `saved ID` once the record has it, `clash`
for each pair of two screens about the same thing, `done` at the end. A sign-off is `signing ID`
instead of `kept`: it is left out, and not lost, where entries of others came before it. Whoever
started the writer may kill it at any moment.
"""

import sys
from pathlib import Path

from bench.meetings import mixed
from core.record import Kind
from sessions.files.session_file import read_session
from sessions.record.atomic_save import NotSaved
from sessions.record.keeper import Keeper
from sessions.record.recovery import Recovery
from sessions.record.store import RecordStore


def write(session_path: Path, state: Path, enough: int, keep_only: bool) -> None:
    """Restore what is pending, then decide until the record has `enough` entries.

    `keep_only`: save nothing, and end after keeping so many.
    """
    session = read_session(session_path)
    store = RecordStore.open(session)
    inspection = session.evidence.inspection.id
    scheme = session.evidence.scheme
    keeper = Keeper(store, Recovery.open(state, inspection, store.path, scheme))
    entries = (*store.entries, *keeper.pending().entries)
    number = 0
    while True:
        known = {entry.id for entry in store.entries}
        unsaved = [entry for entry in entries if entry.id not in known]
        if unsaved and not keep_only:
            try:
                saved = keeper.save(entries)
            except NotSaved as failed:
                print("failed", failed, flush=True)
                continue
            entries = saved.entries
            there = {entry.id for entry in saved.entries}
            print("\n".join(f"saved {e.id}" for e in unsaved if e.id in there), flush=True)
            for _ in saved.clashes:
                print("clash", flush=True)
        if (number if keep_only else len(entries)) >= enough:
            break
        entry = mixed(session, entries, f"Reason {number}.")
        number += 1
        keeper.keep(entry)
        print("signing" if entry.kind is Kind.SIGN_OFF else "kept", entry.id, flush=True)
        entries = (*entries, entry)
    keeper.close()
    print("done", flush=True)


if __name__ == "__main__":
    write(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), sys.argv[4:] == ["keep-only"])

"""How far the panel of a session has got, as its record and the recovery file on this computer say.

It describes a session that is not open, in the list of recent ones or as an earlier practice copy.
If a file cannot be read, nothing is known.
"""

from contextlib import suppress
from pathlib import Path

from core.meeting import Meeting
from core.value import Value
from sessions.files.decisions_file import parse_record
from sessions.files.session_file import Session, read_session
from sessions.record.disk import DISK
from sessions.record.drafts import AnyDraft, draft_of
from sessions.record.recovery import state_folder
from sessions.record.recovery_lines import Held, read_held
from sessions.record.recovery_place import BEGINNING, recovery_stem
from sessions.text.paths import decisions_path
from sessions.text.problems import Unusable
from sessions.toml.read import read_bytes


class Progress(Value):
    """What was recorded of a session, and what is kept on this computer only.

    `entries`: how many entries the record has, with those that are still to be saved in it.
    """

    entries: int = 0
    signed: bool = False
    drafts: tuple[AnyDraft, ...] = ()

    @property
    def unfinished(self) -> bool:
        """Whether somebody began, and nobody has signed."""
        return bool(self.entries or self.drafts) and not self.signed


def progress_of(file: Path) -> Progress:
    """Return how far the panel of a session file has got."""
    try:
        session = read_session(file)
        place = decisions_path(session.path)
        held = _held(session, place)
        drafts = (draft_of(body, session.evidence.scheme) for body in held.drafts.values())
        kept = Progress(
            entries=len(held.entries), drafts=tuple(draft for draft in drafts if draft is not None)
        )
        if not place.is_file():
            return kept
        record = parse_record(str(place), read_bytes(place), session.evidence)
    except (Unusable, OSError, ValueError):
        return Progress()
    ids = {entry.id for entry in record.entries} | held.entries.keys()
    signed = Meeting(session.evidence, record.entries, record.meeting).signed
    return Progress(len(ids), signed is not None, kept.drafts)


def _held(session: Session, place: Path) -> Held:
    """Return what this computer keeps for a record and has not saved in it."""
    held = Held()
    stem = recovery_stem(session.evidence.inspection.id, place)
    with suppress(OSError):
        for path in DISK.listed(state_folder(), f"{stem}.", ".jsonl"):
            # An empty recovery file is all blanks.
            if DISK.read(path, len(BEGINNING)) == BEGINNING:
                held.join(read_held(path, DISK))
    return held

"""What a recovery file holds: its lines, and how entries and a draft are built from them again."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path

from core.record import Entry
from core.scheme import Scheme
from core.value import Value
from sessions.files.entries import EntryReader
from sessions.record.disk import Disk
from sessions.record.drafts import AnyDraft, Body, both_drafts, draft_key
from sessions.toml.table_reader import Problems, TableReader

MOST_READ = 256 * 1024 * 1024


class Pending(Value):
    """What was kept and not saved: entries and drafts oldest first, and when the latest was kept.

    `unreadable`: how many kept entries do not fit the scheme any more; they stay in the file.
    """

    entries: tuple[Entry, ...] = ()
    drafts: tuple[AnyDraft, ...] = ()
    at: datetime | None = None
    unreadable: int = 0

    @property
    def draft(self) -> AnyDraft | None:
        """The latest draft."""
        return self.drafts[-1] if self.drafts else None

    def __bool__(self) -> bool:
        """Whether there is anything to restore."""
        return bool(self.entries or self.drafts or self.unreadable)


class Held:
    """What a recovery file holds: bodies of entries by id, of drafts by key, the confirmed ids."""

    def __init__(
        self,
        entries: dict[str, Body] | None = None,
        drafts: dict[str, Body] | None = None,
        confirmed: set[str] | None = None,
    ) -> None:
        self.entries = entries or {}
        self.drafts = drafts or {}
        self.confirmed = confirmed or set()

    def take(self, body: Body) -> None:
        """Apply one line; ignore one of an unknown kind."""
        if body["kind"] == "entry":
            self.entries[body["entry"]["id"]] = body
        elif body["kind"] == "confirm":
            self.confirmed.update(body["ids"])
            for each in body["ids"]:
                self.entries.pop(each, None)
        elif body["kind"] == "draft":
            self._take_draft(body)

    def join(self, other: Held) -> None:
        """Take in what another process left: what neither confirmed, and its drafts.

        Of two drafts on the same standard the later counts; what only the other says is added.
        """
        self.confirmed |= other.confirmed
        together = {**other.entries, **self.entries}
        self.entries = {k: v for k, v in together.items() if k not in self.confirmed}
        for key, theirs in other.drafts.items():
            ours = self.drafts.get(key)
            self.drafts[key] = theirs if ours is None else both_drafts(ours, theirs)
        self.drafts = dict(sorted(self.drafts.items(), key=lambda each: str(each[1]["at"])))

    def _take_draft(self, body: Body) -> None:
        draft = body["draft"]
        if draft is not None:
            key = draft_key(draft)
            self.drafts.pop(key, None)
            self.drafts[key] = body
        elif "of" in body:
            # Earlier versions named the kind of decision before the standard.
            key = body["of"]
            self.drafts.pop(key if key in self.drafts else key.rpartition(":")[2], None)
        else:
            self.drafts.clear()

    def without(self, offered: Pending) -> Held:
        """Return what is pending besides what was offered."""
        ids = {entry.id for entry in offered.entries}
        keys = {draft.key for draft in offered.drafts}
        return Held(
            {k: body for k, body in self.entries.items() if k not in ids},
            {k: body for k, body in self.drafts.items() if k not in keys},
            self.confirmed,
        )

    @property
    def bodies(self) -> list[Body]:
        """What is still pending, as lines to write."""
        return [*self.entries.values(), *self.drafts.values()]


def line_of(body: Body) -> bytes:
    """Return a body as one line: JSON in ASCII, with its checksum.

    There is a line break at both ends, so that a torn line before or after it cannot spoil it.
    """
    text = _canonical(body)
    return f'\n{{"sha256":"{sha256(text.encode()).hexdigest()}","body":{text}}}\n'.encode()


def _canonical(body: object) -> str:
    return json.dumps(body, sort_keys=True, separators=(",", ":"))


def read_held(path: Path, disk: Disk) -> Held:
    """Read a recovery file; a line that is torn or whose checksum is wrong is left out."""
    held = Held()
    try:
        data = disk.read(path, MOST_READ)
    except FileNotFoundError:
        return held
    for line in data.split(b"\n"):
        with suppress(ValueError, KeyError, TypeError, RecursionError):
            if not line.strip(b" \0"):
                continue
            read = json.loads(line)
            if sha256(_canonical(read["body"]).encode()).hexdigest() == read["sha256"]:
                held.take(read["body"])
    return held


def entry_of(body: Body, scheme: Scheme) -> Entry | None:
    """Build an entry from its line; None when it does not fit the scheme."""
    problems = Problems("")
    try:
        table = {**body["entry"], "at": datetime.fromisoformat(body["entry"]["at"])}
        if "date" in table:
            table["date"] = date.fromisoformat(table["date"])
        entry = EntryReader(scheme).read(TableReader(table, problems))
    except (KeyError, TypeError, ValueError, AttributeError):
        return None
    return None if problems.found else entry

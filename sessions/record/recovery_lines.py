"""What a recovery file holds: its lines, and how entries and a draft are built from them again."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from core.meeting import Proposal
from core.record import DecidedBy, Entry, Kind
from core.scheme import Rating, Scheme
from core.value import Value, fields_of
from sessions.files.entries import EntryReader
from sessions.record.disk import Disk
from sessions.toml.table_reader import Problems, TableReader

MOST_READ = 256 * 1024 * 1024

Body = dict[str, Any]


class Draft(Value):
    """A decision being typed: the dialog as it stands; nothing of it need be complete."""

    standard: str
    kind: Kind | None = None
    to_rating: Rating | None = None
    reason: str = ""
    proposed_by: tuple[str, ...] = ()
    agreed_by: tuple[str, ...] = ()
    dissent: str = ""
    recused: tuple[str, ...] = ()
    published_wording: str = ""
    decided_by: DecidedBy = DecidedBy.PANEL

    @classmethod
    def of(cls, proposal: Proposal) -> Draft:
        """Give the draft that holds what a proposal holds."""
        return cls(**fields_of(proposal))

    @property
    def key(self) -> str:
        """The standard it is about: there is one draft per standard, the latest."""
        return self.standard

    @property
    def blank(self) -> bool:
        """Whether nothing was chosen and nothing typed."""
        return self == Draft(self.standard, self.kind)


class Pending(Value):
    """What was kept and not saved: entries and drafts oldest first, and when the latest was kept.

    `unreadable`: how many kept entries do not fit the scheme any more; they stay in the file.
    """

    entries: tuple[Entry, ...] = ()
    drafts: tuple[Draft, ...] = ()
    at: datetime | None = None
    unreadable: int = 0

    @property
    def draft(self) -> Draft | None:
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
        """Apply one line; a kind that we do not know is left alone."""
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

        Of two drafts on the same standard the later stands; what only the other says follows it.
        """
        self.confirmed |= other.confirmed
        together = {**other.entries, **self.entries}
        self.entries = {k: v for k, v in together.items() if k not in self.confirmed}
        for key, theirs in other.drafts.items():
            ours = self.drafts.get(key)
            self.drafts[key] = theirs if ours is None else _both_drafts(ours, theirs)
        self.drafts = dict(sorted(self.drafts.items(), key=lambda each: str(each[1]["at"])))

    def _take_draft(self, body: Body) -> None:
        draft = body["draft"]
        if draft is not None:
            key = draft["standard"]
            self.drafts.pop(key, None)
            self.drafts[key] = body
        elif "of" in body:
            # Earlier versions named the kind of decision before the standard.
            self.drafts.pop(body["of"].rpartition(":")[2], None)
        else:
            self.drafts.clear()

    def without(self, offered: Pending) -> Held:
        """Give what is pending besides what was offered."""
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


def _both_drafts(one: Body, other: Body) -> Body:
    earlier, later = sorted((one, other), key=lambda body: str(body["at"]))
    first, second = str(later["draft"]["reason"]), str(earlier["draft"]["reason"])
    longer = max(first, second, key=len)
    reason = longer if first in second or second in first else f"{first}\n{second}"
    return {**later, "draft": {**later["draft"], "reason": reason}}


def line_of(body: Body) -> bytes:
    """Give a body as one line: JSON in ASCII, with its checksum.

    A line break stands at both ends, so that nothing torn before or behind it can spoil it.
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


def draft_of(body: Body, scheme: Scheme) -> Draft | None:
    """Build a draft from its line; None when it is none."""
    try:
        table = body["draft"]
        rating, kind = table["to_rating"], table["kind"]
        return Draft(
            standard=table["standard"],
            kind=None if kind is None else Kind(kind),
            to_rating=None if rating is None else scheme.rating_named(rating),
            reason=table["reason"],
            proposed_by=tuple(table["proposed_by"]),
            agreed_by=tuple(table["agreed_by"]),
            dissent=table["dissent"],
            recused=tuple(table["recused"]),
            published_wording=table.get("published_wording", ""),
            decided_by=DecidedBy(table.get("decided_by", DecidedBy.PANEL)),
        )
    except (KeyError, TypeError, ValueError):
        return None

"""The record as a history: every entry with what it did, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence

from core.meeting import Meeting, Proposal
from core.record import DECIDING, Effect, Entry, Kind
from core.scheme import Rating
from core.scorecard import StandardScore, Total, total_of
from core.standard_result import StandardResult
from core.value import Value


class HistoryLine(Value):
    """One entry: `number` counts from 1, the oldest first; other entries are named by theirs.

    `effect`: on score and overall rating, worked out on today's evidence; the entry carries what
    was recorded then. `replaces`: the entry that it replaces or withdraws. `replaced_by`: the next
    entry about the standard that was not withdrawn; a withdrawn entry has none. `withdrawn_by`:
    the entry that withdrew it. `stands`: whether it is the latest word on its standard now.
    """

    number: int
    entry: Entry
    effect: Effect
    replaces: int | None
    replaced_by: int | None
    withdrawn_by: int | None
    stands: bool

    @property
    def as_recorded(self) -> bool:
        """Whether today's evidence gives the effect that was recorded, if one was."""
        return self.entry.effect is None or self.entry.effect == self.effect


def history_of(meeting: Meeting) -> tuple[HistoryLine, ...]:
    """Give every entry in order, with what it did and what became of it."""
    entries = meeting.entries
    numbers = {entry.id: number for number, entry in reversed([*enumerate(entries, start=1)])}
    withdrawals = {
        entry.replaces: number
        for number, entry in reversed([*enumerate(entries, start=1)])
        if entry.kind is Kind.WITHDRAW and entry.replaces is not None
    }
    standing = meeting.scorecard.standing.decisions
    replaced = _replaced(entries, frozenset(withdrawals))
    effects = _effects(meeting)
    return tuple(
        HistoryLine(
            number=index + 1,
            entry=entry,
            effect=effects[index],
            replaces=numbers.get(entry.replaces) if entry.replaces is not None else None,
            replaced_by=replaced[index],
            withdrawn_by=withdrawals.get(entry.id) if entry.kind in DECIDING else None,
            stands=entry.standard is not None and standing.get(entry.standard) is entry,
        )
        for index, entry in enumerate(entries)
    )


def as_it_stood(meeting: Meeting, entries: int) -> Meeting:
    """Give the meeting after its first entries (0: the evidence alone); ValueError outside."""
    if not 0 <= entries <= len(meeting.entries):
        raise ValueError(f"the record has {len(meeting.entries)} entries, not {entries}")
    if entries == len(meeting.entries):
        return meeting
    made = Meeting(meeting.evidence, meeting.entries[:entries])
    made.__dict__["results"] = meeting.results
    return made


def redo(entry: Entry) -> Proposal:
    """Give the proposal that records an entry's decision once more, as a new entry."""
    return Proposal(
        kind=entry.kind,
        standard=entry.standard or "",
        to_rating=entry.to_rating if entry.kind is Kind.CHANGE else None,
        reason=entry.reason,
        proposed_by=entry.proposed_by,
        agreed_by=entry.agreed_by,
        dissent=entry.dissent,
        recused=entry.recused,
    )


def _replaced(entries: Sequence[Entry], withdrawn: frozenset[str]) -> list[int | None]:
    """For each entry that was not withdrawn, the next such one about its standard."""
    following: dict[str, int] = {}
    found: list[int | None] = []
    for number, entry in reversed([*enumerate(entries, start=1)]):
        if entry.kind not in DECIDING or entry.standard is None or entry.id in withdrawn:
            found.append(None)
            continue
        found.append(following.get(entry.standard))
        following[entry.standard] = number
    return found[::-1]


def _effects(meeting: Meeting) -> list[Effect]:
    """What each entry does to the agreed total: the record replayed one entry at a time.

    Only the standard that an entry is about can move, so only it is rated anew. The tests prove it
    equal to the scorecards of every beginning of the record.
    """
    results = {result.id: result for result in meeting.results}
    ratings = {result.id: result.rating for result in meeting.results}
    about: dict[str, list[Entry]] = {}
    withdrawn: set[str] = set()
    total = _total(meeting, ratings)
    effects = []
    for entry in meeting.entries:
        before, touched = total, {entry.standard}
        if entry.kind is Kind.WITHDRAW and entry.replaces is not None:
            withdrawn.add(entry.replaces)
            touched |= {key for key, made in about.items() if _has(made, entry.replaces)}
        elif entry.kind in DECIDING and entry.standard is not None:
            about.setdefault(entry.standard, []).append(entry)
        for standard in touched:
            if standard in results:
                left = [made for made in about.get(standard, ()) if made.id not in withdrawn]
                rating = _rating(results[standard], left)
                if rating != ratings[standard]:
                    ratings[standard] = rating
                    total = _total(meeting, ratings)
        effects.append(Effect(before.score, total.score, before.overall, total.overall))
    return effects


def _has(entries: Sequence[Entry], entry_id: str) -> bool:
    return any(entry.id == entry_id for entry in entries)


def _rating(result: StandardResult, left: Sequence[Entry]) -> Rating | None:
    return StandardScore(result, left[-1] if left else None).rating


def _total(meeting: Meeting, ratings: dict[str, Rating | None]) -> Total:
    return total_of(
        meeting.evidence.scheme,
        ((each.standard, each.status, ratings[each.id]) for each in meeting.results),
    )

"""The record as a history: every entry with what it did, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence

from core.meeting import Meeting, Proposal
from core.proposals import AnyProposal, CorrectionProposal, DetailsProposal
from core.record import DECIDING, WITHDRAWABLE, Effect, Entry, Kind
from core.scheme import Rating
from core.scorecard import StandardScore, Total, total_of
from core.standard_result import StandardResult
from core.value import Value


class HistoryLine(Value):
    """One entry: `number` counts from 1, the oldest first; other entries are named by theirs.

    `effect`: on score and overall rating, worked out on today's evidence; the entry carries what
    was recorded then. `replaces`: the entry that it replaces or withdraws. `replaced_by`: the next
    entry about the standard that was not withdrawn; a withdrawn entry has none. `withdrawn_by`:
    the entry that withdrew it. `stands`: whether it is the latest word on its standard now, a note
    that was not withdrawn, or the details that count for their date. `corrected_by`, `corrects`:
    the corrections of its wording, and the entry that a correction is about. `late`: whether it
    came after a sign-off and so is not applied.
    """

    number: int
    entry: Entry
    effect: Effect
    replaces: int | None
    replaced_by: int | None
    withdrawn_by: int | None
    stands: bool
    corrected_by: tuple[int, ...] = ()
    corrects: int | None = None
    late: bool = False

    @property
    def as_recorded(self) -> bool:
        """Whether today's evidence gives the effect that was recorded, if one was."""
        return self.entry.effect is None or self.entry.effect == self.effect


def history_of(meeting: Meeting) -> tuple[HistoryLine, ...]:
    """Return every entry in order, with what it did and what became of it."""
    entries = meeting.entries
    numbered = [*enumerate(entries, start=1)]
    numbers = {entry.id: number for number, entry in reversed(numbered)}
    standing = meeting.scorecard.standing
    late = {id(entry) for entry in standing.late}
    withdrawals = {
        entry.replaces: number
        for number, entry in reversed(numbered)
        if entry.kind is Kind.WITHDRAW and entry.replaces is not None and id(entry) not in late
    }
    corrections: dict[str, list[int]] = {}
    for number, entry in numbered:
        if entry.correction is not None and id(entry) not in late:
            corrections.setdefault(entry.correction.corrects, []).append(number)
    replaced = _replaced(entries, frozenset(withdrawals), late)
    effects = _effects(meeting)
    ids = _standing_ids(meeting)
    return tuple(
        HistoryLine(
            number=index + 1,
            entry=entry,
            effect=effects[index],
            replaces=numbers.get(entry.replaces) if entry.replaces is not None else None,
            replaced_by=replaced[index],
            withdrawn_by=withdrawals.get(entry.id) if entry.kind in WITHDRAWABLE else None,
            stands=entry.id in ids and id(entry) not in late,
            corrected_by=tuple(corrections.get(entry.id, ())),
            corrects=None if entry.correction is None else numbers.get(entry.correction.corrects),
            late=id(entry) in late,
        )
        for index, entry in enumerate(entries)
    )


def _standing_ids(meeting: Meeting) -> frozenset[str]:
    """Return the ids of the entries that hold: decisions, notes, details and the sign-off."""
    standing = meeting.scorecard.standing
    ids = {entry.id for entry in (*standing.decisions.values(), *standing.notes)}
    ids |= {sitting.entry_id for sitting in standing.sittings if sitting.entry_id is not None}
    return frozenset(ids)


def as_it_stood(meeting: Meeting, entries: int) -> Meeting:
    """Return the meeting after its first *entries* entries (0: the evidence alone).

    Raises:
        ValueError: The record has fewer entries, or the number is negative.
    """
    if not 0 <= entries <= len(meeting.entries):
        raise ValueError(f"the record has {len(meeting.entries)} entries, not {entries}")
    if entries == len(meeting.entries):
        return meeting
    return meeting.with_entries(meeting.entries[:entries])


def proposal_again(entry: Entry) -> AnyProposal:
    """Return the proposal that records once more, as a new entry, what an entry says."""
    if entry.details is not None:
        return DetailsProposal(entry.details)
    if entry.correction is not None:
        correction = entry.correction
        return CorrectionProposal(correction.corrects, correction.values, correction.reason)
    return redo(entry)


def redo(entry: Entry) -> Proposal:
    """Return the proposal that records an entry's decision once more, as a new entry."""
    return Proposal(
        kind=entry.kind,
        standard=entry.standard or "",
        to_rating=entry.to_rating if entry.kind in (Kind.CHANGE, Kind.AGREE) else None,
        reason=entry.reason,
        proposed_by=entry.proposed_by,
        agreed_by=entry.agreed_by,
        dissent=entry.dissent,
        recused=entry.recused,
        published_wording=entry.published_wording,
        decided_by=entry.decided_by,
    )


def _replaced(
    entries: Sequence[Entry], withdrawn: frozenset[str], late: set[int]
) -> list[int | None]:
    """For each entry that was not withdrawn, the next such one about its standard.

    `late`: the identities of entries that came after a sign-off, which replace nothing.
    """
    following: dict[str, int] = {}
    replaced_by: list[int | None] = []
    for number, entry in reversed([*enumerate(entries, start=1)]):
        if entry.kind not in DECIDING or entry.standard is None or entry.id in withdrawn:
            replaced_by.append(None)
            continue
        if id(entry) in late:
            replaced_by.append(None)
            continue
        replaced_by.append(following.get(entry.standard))
        following[entry.standard] = number
    return replaced_by[::-1]


def _effects(meeting: Meeting) -> list[Effect]:
    """What each entry does to the agreed total: the record replayed one entry at a time.

    Only the standard that an entry is about can move, so only it is rated again. The tests prove it
    equal to the scorecards of every beginning of the record.
    """
    results = {result.id: result for result in meeting.results}
    ratings = {result.id: result.rating for result in meeting.results}
    about: dict[str, list[Entry]] = {}
    withdrawn: set[str] = set()
    total = _total(meeting, ratings)
    late = {id(entry) for entry in meeting.scorecard.standing.late}
    effects = []
    for entry in meeting.entries:
        before, touched = total, {entry.standard}
        if id(entry) in late:
            touched = set()
        elif entry.kind is Kind.WITHDRAW and entry.replaces is not None:
            withdrawn.add(entry.replaces)
            touched |= {key for key, decisions in about.items() if _has(decisions, entry.replaces)}
        elif entry.kind in DECIDING and entry.standard is not None:
            about.setdefault(entry.standard, []).append(entry)
        for standard in touched:
            if standard in results:
                left = [
                    decision for decision in about.get(standard, ()) if decision.id not in withdrawn
                ]
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
        ((result.standard, result.status, ratings[result.id]) for result in meeting.results),
    )

"""The panel's record: entries that are only ever added, and what stands after all of them.

Source: the reports let the ratings panel consider discretion for standards of domains 2 and 3 that
meet a criterion. They name no direction, no limit on bands, no duty to record; the record is ours.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from core.counts import Figures
from core.discretion import Answer
from core.scheme import Rating
from core.value import Value


class Kind(StrEnum):
    """What an entry records."""

    CHANGE = "change"
    KEEP = "keep"
    DEFER = "defer"
    WITHDRAW = "withdraw"
    SIGN_OFF = "sign-off"


class RecordedFigures(Value):
    """A key question's figures as they were when an entry was made."""

    key_question: str
    figures: Figures


class RecordedCriteria(Value):
    """How the criteria stood when an entry was made, with their figures in words."""

    near_boundary: Answer
    one_judgement: Answer
    small_sample: Answer
    words: tuple[str, ...] = ()


class Effect(Value):
    """Score and overall rating before and after an entry; None where no overall is published."""

    score_before: int
    score_after: int
    overall_before: Rating | None
    overall_after: Rating | None


class Entry(Value):
    """One entry of the record.

    `from_rating` is what the evidence gave; `to_rating` what the panel agreed (equal for keep).
    `replaces` is the id of the entry that this one replaces or withdraws.
    """

    id: str
    at: datetime
    kind: Kind
    standard: str | None = None
    from_rating: Rating | None = None
    to_rating: Rating | None = None
    reason: str = ""
    proposed_by: tuple[str, ...] = ()
    agreed_by: tuple[str, ...] = ()
    dissent: str = ""
    recused: tuple[str, ...] = ()
    criteria: RecordedCriteria | None = None
    evidence: tuple[RecordedFigures, ...] = ()
    effect: Effect | None = None
    replaces: str | None = None


class Standing(Value):
    """What stands after all entries.

    `decisions`: by standard, the latest entry about it that was not withdrawn.
    `withdrawn`: ids of the entries that were.
    """

    decisions: Mapping[str, Entry]
    withdrawn: frozenset[str]

    def after(self, entry: Entry, earlier: Sequence[Entry]) -> Standing:
        """Give what stands after one more entry, without a replay of the `earlier` ones.

        Only a withdrawal looks back through them, for what its standard falls back to. The tests
        prove it equal to `fold`.
        """
        if entry.kind is Kind.WITHDRAW and entry.replaces is not None:
            return self._without(entry.replaces, earlier)
        if entry.kind in DECIDING and entry.standard is not None and entry.id not in self.withdrawn:
            decisions = {**self.decisions, entry.standard: entry}
            return Standing(MappingProxyType(decisions), self.withdrawn)
        return self

    def _without(self, entry_id: str, earlier: Sequence[Entry]) -> Standing:
        withdrawn = self.withdrawn | {entry_id}
        decisions = {key: made for key, made in self.decisions.items() if made.id != entry_id}
        for key in self.decisions.keys() - decisions.keys():
            for made in reversed(earlier):
                if made.kind in DECIDING and made.standard == key and made.id not in withdrawn:
                    decisions[key] = made
                    break
        return Standing(MappingProxyType(decisions), withdrawn)


def fold(entries: Iterable[Entry]) -> Standing:
    """Replay the record in order.

    A withdrawn entry counts as if it had never been made, so what it replaced stands again. Of the
    entries left, the latest for a standard is its decision.
    """
    in_order = tuple(entries)
    withdrawn = frozenset(
        entry.replaces
        for entry in in_order
        if entry.kind is Kind.WITHDRAW and entry.replaces is not None
    )
    decisions: dict[str, Entry] = {}
    for entry in in_order:
        if entry.kind in DECIDING and entry.standard is not None and entry.id not in withdrawn:
            decisions[entry.standard] = entry
    return Standing(MappingProxyType(decisions), withdrawn)


DECIDING = frozenset({Kind.CHANGE, Kind.KEEP, Kind.DEFER})


class RecordFault(Value):
    """Why an entry cannot stand where it does: its index in the record, the fault, the remedy."""

    index: int
    fault: str
    remedy: str


def record_faults(entries: Sequence[Entry]) -> tuple[RecordFault, ...]:
    """Say what is inconsistent in a record: ids twice, and withdrawals of nothing that stands."""
    faults: list[RecordFault] = []
    seen: dict[str, Entry] = {}
    withdrawn: set[str] = set()
    for index, entry in enumerate(entries):
        if entry.id in seen:
            faults.append(
                RecordFault(
                    index, f"has the id of an earlier entry, {entry.id}", "Give it its own id."
                )
            )
        target = seen.get(entry.replaces) if entry.replaces is not None else None
        if entry.replaces is not None and target is None:
            faults.append(
                RecordFault(
                    index,
                    f"replaces the entry {entry.replaces}, which does not stand before it",
                    "Correct `replaces`.",
                )
            )
        if entry.kind is Kind.WITHDRAW:
            faults += _withdrawal_faults(index, entry, target, withdrawn)
        if target is not None and target.standard != entry.standard:
            faults.append(
                RecordFault(
                    index,
                    f"replaces an entry about standard {target.standard}",
                    "Correct `replaces` or `standard`.",
                )
            )
        seen.setdefault(entry.id, entry)
    return tuple(faults)


def _withdrawal_faults(
    index: int, entry: Entry, target: Entry | None, withdrawn: set[str]
) -> list[RecordFault]:
    if entry.replaces is None:
        return [RecordFault(index, "withdraws nothing", "Name the entry in `replaces`.")]
    if target is not None and target.kind not in DECIDING:
        return [
            RecordFault(
                index,
                f"withdraws an entry of kind {target.kind}",
                "Only change, keep and defer can be withdrawn.",
            )
        ]
    if entry.replaces in withdrawn:
        return [RecordFault(index, "withdraws an entry that is withdrawn already", "Remove it.")]
    withdrawn.add(entry.replaces)
    return []

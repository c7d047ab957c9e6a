"""What stands after all entries: decisions, notes, sittings, corrections, and whether it is signed.

The tests prove that adding entries one by one gives what replaying all of them gives.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from core.meeting_details import MeetingDetails, Sitting
from core.record import DECIDING, Correction, Entry, Kind, corrected
from core.value import Value, replace

_NONE: Mapping[str, tuple[Correction, ...]] = MappingProxyType({})


class Standing(Value):
    """What stands after all entries.

    `decisions`: by standard, the latest entry about it that was not withdrawn, with its corrections
    applied. `withdrawn`: ids of the entries that were. `notes`: those that were not withdrawn,
    oldest first, with their corrections applied. `sittings`: those that entries gave, in the order
    in which they began. `corrections`: by the id of the corrected entry, oldest first. `signed`:
    the sign-off that holds; None while the record is open. `late`: the entries that came after a
    sign-off and were not applied, oldest first.
    """

    decisions: Mapping[str, Entry]
    withdrawn: frozenset[str]
    notes: tuple[Entry, ...] = ()
    sittings: tuple[Sitting, ...] = ()
    corrections: Mapping[str, tuple[Correction, ...]] = _NONE
    signed: Entry | None = None
    late: tuple[Entry, ...] = ()

    def after(self, entry: Entry, earlier: Sequence[Entry]) -> Standing:
        """Return what stands after one more entry, without a replay of the `earlier` ones.

        Only a withdrawal looks back through them, for what its standard falls back to. The tests
        prove it equal to `fold`.
        """
        if entry.kind is Kind.REOPEN:
            return replace(self, signed=None)
        if self.signed is not None:
            return replace(self, late=(*self.late, entry))
        if entry.kind is Kind.SIGN_OFF:
            return replace(self, signed=entry)
        if entry.kind is Kind.WITHDRAW and entry.replaces is not None:
            return self._without(entry.replaces, earlier)
        if entry.details is not None:
            return replace(self, sittings=_with_details(self.sittings, entry, entry.details))
        if entry.correction is not None:
            return self._corrected(entry.correction)
        if entry.id in self.withdrawn:
            return self
        if entry.kind is Kind.NOTE:
            return replace(self, notes=(*self.notes, self.with_corrections(entry)))
        if entry.kind in DECIDING and entry.standard is not None:
            decisions = {**self.decisions, entry.standard: self.with_corrections(entry)}
            return replace(self, decisions=MappingProxyType(decisions))
        return self

    def with_corrections(self, entry: Entry) -> Entry:
        """Return an entry of the record with its wording as corrected."""
        return corrected(entry, self.corrections.get(entry.id, ()))

    def _without(self, entry_id: str, earlier: Sequence[Entry]) -> Standing:
        withdrawn = self.withdrawn | {entry_id}
        decisions = {
            key: decision for key, decision in self.decisions.items() if decision.id != entry_id
        }
        gone = self.decisions.keys() - decisions.keys()
        before = applied(earlier) if gone else ()
        for key in gone:
            for decision in reversed(before):
                if (
                    decision.kind in DECIDING
                    and decision.standard == key
                    and decision.id not in withdrawn
                ):
                    decisions[key] = self.with_corrections(decision)
                    break
        notes = tuple(note for note in self.notes if note.id != entry_id)
        return replace(
            self, decisions=MappingProxyType(decisions), withdrawn=withdrawn, notes=notes
        )

    def _corrected(self, correction: Correction) -> Standing:
        entry_id = correction.corrects
        entry_corrections = (*self.corrections.get(entry_id, ()), correction)
        corrections = MappingProxyType({**self.corrections, entry_id: entry_corrections})
        decisions = {
            key: corrected(entry, (correction,)) if entry.id == entry_id else entry
            for key, entry in self.decisions.items()
        }
        notes = tuple(
            corrected(note, (correction,)) if note.id == entry_id else note for note in self.notes
        )
        return replace(
            self,
            decisions=MappingProxyType(decisions),
            notes=notes,
            corrections=corrections,
        )


NOTHING = Standing(MappingProxyType({}), frozenset())


def applied(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return the entries that count: those that came while the record was signed do not."""
    return _parted(entries)[0]


def _parted(entries: Iterable[Entry]) -> tuple[tuple[Entry, ...], tuple[Entry, ...], Entry | None]:
    """Part the entries that count from the late ones, and give the sign-off that holds."""
    counting, late = [], []
    signed: Entry | None = None
    for entry in entries:
        if signed is not None and entry.kind is not Kind.REOPEN:
            late.append(entry)
            continue
        if entry.kind in (Kind.SIGN_OFF, Kind.REOPEN):
            signed = entry if entry.kind is Kind.SIGN_OFF else None
        counting.append(entry)
    return tuple(counting), tuple(late), signed


def fold(entries: Iterable[Entry]) -> Standing:
    """Replay the record in order.

    A withdrawn entry counts as if it had never been made, so what it replaced stands again. Of the
    entries left, the latest for a standard is its decision. What came after a sign-off does not
    count, until the record is reopened.
    """
    in_order, late, signed = _parted(entries)
    withdrawn = frozenset(
        entry.replaces
        for entry in in_order
        if entry.kind is Kind.WITHDRAW and entry.replaces is not None
    )
    corrections: dict[str, tuple[Correction, ...]] = {}
    sittings: tuple[Sitting, ...] = ()
    for entry in in_order:
        if entry.correction is not None:
            earlier = corrections.get(entry.correction.corrects, ())
            corrections[entry.correction.corrects] = (*earlier, entry.correction)
        if entry.details is not None:
            sittings = _with_details(sittings, entry, entry.details)
    decisions: dict[str, Entry] = {}
    notes = []
    for entry in in_order:
        if entry.id in withdrawn:
            continue
        worded = corrected(entry, corrections.get(entry.id, ()))
        if entry.kind in DECIDING and entry.standard is not None:
            decisions[entry.standard] = worded
        if entry.kind is Kind.NOTE:
            notes.append(worded)
    return Standing(
        decisions=MappingProxyType(decisions),
        withdrawn=withdrawn,
        notes=tuple(notes),
        sittings=sittings,
        corrections=MappingProxyType(corrections),
        signed=signed,
        late=late,
    )


def _with_details(
    sittings: tuple[Sitting, ...], entry: Entry, details: MeetingDetails
) -> tuple[Sitting, ...]:
    """Take in the details of a meeting: new ones for a date that is known replace the earlier."""
    for index, sitting in enumerate(sittings):
        if sitting.details.day == details.day:
            replacement = Sitting(sitting.number, details, entry.id)
            return (*sittings[:index], replacement, *sittings[index + 1 :])
    return (*sittings, Sitting(len(sittings) + 1, details, entry.id))


def sittings_of(standing: Standing, head: MeetingDetails) -> tuple[Sitting, ...]:
    """Return every sitting; details in the head of the record count only while no entry has any."""
    if standing.sittings or head == MeetingDetails():
        return standing.sittings
    return (Sitting(1, head),)


def sitting_numbers(entries: Sequence[Entry]) -> dict[str, int]:
    """Return the number of the sitting in which each entry was made, by its id.

    That is the last one that began before it, or else the first. New details for a date that is
    known do not begin another sitting.
    """
    days: list[object] = []
    numbers = {}
    counting = {id(entry) for entry in applied(entries)}
    for entry in entries:
        if entry.details is not None and id(entry) in counting:
            day = entry.details.day
            if day not in days:
                days.append(day)
            numbers[entry.id] = days.index(day) + 1
        else:
            numbers[entry.id] = max(1, len(days))
    return numbers

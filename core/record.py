"""The entries of the panel's record, which are only ever added, and what can be wrong with them.

What stands after all of them: `core.standing`.

Source: the reports let the ratings panel consider discretion for standards of domains 2 and 3 that
meet a criterion. They name no direction, no limit on bands, no duty to record; the record is ours.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from core.counts import Figures
from core.discretion import Answer, strongest
from core.meeting_details import MeetingDetails
from core.scheme import Rating
from core.value import Value, fields_of, replace


class Kind(StrEnum):
    """What an entry records."""

    CHANGE = "change"
    KEEP = "keep"
    AGREE = "agree"
    DEFER = "defer"
    WITHDRAW = "withdraw"
    MEETING = "meeting"
    NOTE = "note"
    CORRECT = "correct"
    SIGN_OFF = "sign-off"
    REOPEN = "reopen"


class DecidedBy(StrEnum):
    """Who took a decision."""

    PANEL = "panel"
    CHAIR = "chair"


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

    @property
    def open(self) -> Answer:
        """Whether the standard was open to discretion: the strongest of the three answers."""
        return strongest(self.answers)

    @property
    def answers(self) -> tuple[Answer, Answer, Answer]:
        """The three answers, without the words."""
        return (self.near_boundary, self.one_judgement, self.small_sample)


class Effect(Value):
    """Score and overall rating before and after an entry; None where no overall is published."""

    score_before: int
    score_after: int
    overall_before: Rating | None
    overall_after: Rating | None


class Correction(Value):
    """Better wording for an earlier entry: the values given replace its own, empty ones clear.

    `values`: by the name of the entry's field, in the order of `CORRECTABLE`.
    """

    corrects: str
    values: tuple[tuple[str, str | tuple[str, ...]], ...]
    reason: str = ""


class Signature(Value):
    """Somebody who signed, and as what."""

    name: str
    role: str = ""

    @property
    def words(self) -> str:
        """The name with the role, where there is one: "J Field (Chair)"."""
        return f"{self.name} ({self.role})" if self.role else self.name


class SignOff(Value):
    """Who signed the record, and the digests that prove what they signed (docs/formats.md).

    The digests are empty until the sign-off is saved: they are worked out from what stands then.
    """

    signed_by: tuple[Signature, ...]
    record_sha256: str = ""
    session_sha256: str = ""
    scheme_sha256: str = ""
    program_version: str = ""
    fingerprint: str = ""

    @property
    def fingerprint_start(self) -> str:
        """The first eight digits of the fingerprint: "7f3a 91c2 …"; "" before there is one."""
        digits = self.fingerprint
        return f"{digits[:4]} {digits[4:8]} …" if digits else ""


class Entry(Value):
    """One entry of the record.

    `from_rating` is what the evidence gave, or what was proposed for a judged standard; `to_rating`
    what the panel agreed (equal for keep). `replaces` is the id of the entry that this one replaces
    or withdraws. `reopened_by`: who opened a signed record again. `seal`: see docs/formats.md.
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
    published_wording: str = ""
    decided_by: DecidedBy = DecidedBy.PANEL
    text: str = ""
    details: MeetingDetails | None = None
    correction: Correction | None = None
    sign_off: SignOff | None = None
    reopened_by: tuple[str, ...] = ()
    seal: str = ""


def unsealed(entry: Entry) -> Entry:
    """Return an entry as it was before it was saved.

    The seal, the effect and the digests are worked out when it is saved, from what stands then, so
    they do not tell one entry from another.
    """
    sign_off = None if entry.sign_off is None else SignOff(entry.sign_off.signed_by)
    return replace(entry, effect=None, seal="", sign_off=sign_off)


DECIDING = frozenset({Kind.CHANGE, Kind.KEEP, Kind.AGREE, Kind.DEFER})
WITHDRAWABLE = DECIDING | {Kind.NOTE}

TEXTS = ("reason", "published_wording", "dissent", "text")
NAMES = ("proposed_by", "agreed_by", "recused")
CORRECTABLE = (*TEXTS, *NAMES)


def correctable(kind: Kind) -> tuple[str, ...]:
    """Name the fields of an entry of that kind whose wording can be corrected."""
    if kind is Kind.NOTE:
        return ("text",)
    if kind in (Kind.WITHDRAW, Kind.DEFER):
        return ("reason", "dissent", *NAMES)
    if kind in DECIDING:
        return ("reason", "published_wording", "dissent", *NAMES)
    return ()


def corrected(entry: Entry, corrections: Sequence[Correction]) -> Entry:
    """Return an entry with its corrections applied, the oldest first."""
    values = {name: value for correction in corrections for name, value in correction.values}
    return Entry(**{**fields_of(entry), **values}) if values else entry


class RecordFault(Value):
    """Why an entry cannot stand where it does: its index (from 0), the fault, the remedy."""

    index: int
    fault: str
    remedy: str


def record_faults(entries: Sequence[Entry]) -> tuple[RecordFault, ...]:
    """Say what is inconsistent in a record.

    That is: an id used twice, and an entry that replaces, withdraws or corrects one that is not
    there or cannot be.
    """
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
                    f"replaces the entry {entry.replaces}, which does not come before it",
                    "Correct `replaces`.",
                )
            )
        if entry.kind is Kind.WITHDRAW:
            faults += _withdrawal_faults(index, entry, target, withdrawn)
        if entry.correction is not None:
            faults += _correction_faults(
                index, entry.correction, seen.get(entry.correction.corrects)
            )
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
    if target is not None and target.kind not in WITHDRAWABLE:
        return [
            RecordFault(
                index,
                f"withdraws an entry of kind {target.kind}",
                "Only change, keep, agree, defer and note can be withdrawn.",
            )
        ]
    if entry.replaces in withdrawn:
        return [
            RecordFault(index, "withdraws an entry that has already been withdrawn", "Remove it.")
        ]
    withdrawn.add(entry.replaces)
    return []


def _correction_faults(
    index: int, correction: Correction, target: Entry | None
) -> list[RecordFault]:
    if target is None:
        return [
            RecordFault(
                index,
                f"corrects the entry {correction.corrects}, which does not come before it",
                "Correct `corrects`.",
            )
        ]
    allowed = correctable(target.kind)
    if not allowed:
        return [
            RecordFault(
                index,
                f"corrects an entry of kind {target.kind}",
                "Only the wording of decisions, withdrawals and notes can be corrected.",
            )
        ]
    wrong = [name for name, _ in correction.values if name not in allowed]
    if wrong:
        return [
            RecordFault(
                index,
                f"corrects `{wrong[0]}`, which an entry of kind {target.kind} does not have",
                f"It has {', '.join(f'`{name}`' for name in allowed)}.",
            )
        ]
    return []

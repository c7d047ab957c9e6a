"""The parts of the minutes, as plain values: what a template can name."""

from __future__ import annotations

from core.minutes_words import CriterionWords
from core.value import Value
from sessions.documents.about import About, Signatory
from sessions.documents.pictures import Drawing


class SittingPart(Value):
    """One sitting of the panel; what is not recorded is ""."""

    number: int
    date: str
    place: str
    chair: str
    present: str
    attending: str
    apologies: str
    note_taker: str
    quorum: str


class InterestPart(Value):
    """A declared interest: whose, what, in which standards, and what was done about it."""

    name: str
    interest: str
    standards: str
    action: str
    sitting: int


class NotePart(Value):
    """What was said without a decision."""

    time: str
    text: tuple[str, ...]


class DecisionPart(Value):
    """A decision in words. Texts of several lines are given line by line; "" for what is absent."""

    words: str
    time: str
    sitting: str
    chair_alone: bool
    reason: tuple[str, ...]
    dissent: tuple[str, ...]
    proposed_by: str
    agreed_by: str
    recused: str
    effect: str
    published_wording: str
    corrected: str


class FigureRow(Value):
    """A key question with its figures. `drives`: whether it gives the standard its rating."""

    id: str
    label: str
    figures: str
    percent: str
    interval: str
    rating: str
    colour: int | str
    drives: bool
    ruler: Drawing | None


class StandardPart(Value):
    """A standard that the panel agreed or weighed.

    `by_evidence_label`: what `by_evidence` is, an evidence rating or a proposed rating.
    `decision`: an empty list, or the one decision that counts. `earlier`: what was decided before,
    and what became of it. `rationale`: why the lead inspector proposed a judgement.
    """

    id: str
    title: str
    domain: str
    by_evidence_label: str
    by_evidence: str
    by_evidence_colour: int | str
    rating: str
    colour: int | str
    open: str
    basis: str
    proposed_by: str
    rationale: tuple[str, ...]
    figures: tuple[FigureRow, ...]
    criteria: tuple[CriterionWords, ...]
    others: str
    rounding: str
    taken: tuple[str, ...]
    settled: str
    decision: tuple[DecisionPart, ...]
    earlier: tuple[str, ...]
    interests: tuple[str, ...]
    notes: tuple[NotePart, ...]
    table: int


class ResultRow(Value):
    """A standard's rating by evidence and as agreed."""

    id: str
    title: str
    by_evidence: str
    by_evidence_colour: int | str
    agreed: str
    colour: int | str
    outcome: str
    differs: bool


class Minutes(Value):
    """Everything that the minutes say."""

    about: About
    files: tuple[str, ...]
    sittings: tuple[SittingPart, ...]
    interests: tuple[InterestPart, ...]
    no_interests: str
    naming: str
    judged: tuple[StandardPart, ...]
    considered: tuple[StandardPart, ...]
    others: tuple[StandardPart, ...]
    remarks: tuple[NotePart, ...]
    results_table: int
    results: tuple[ResultRow, ...]
    by_evidence: str
    agreed: str
    comparison: str
    scale: Drawing
    narrow_scale: Drawing
    deferred: tuple[str, ...]
    undecided: tuple[str, ...]
    not_applied: tuple[str, ...]
    signatures: tuple[Signatory, ...]
    record_events: tuple[str, ...]
    assumptions: tuple[str, ...]

"""The evidence of an inspection: what the cases showed, before the panel met."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from types import MappingProxyType

from core.counts import Count, Figures, possible_counts
from core.scheme import AskedOf, Rating, Scheme, Standard
from core.value import Value


class Prompt(Value):
    """A detailed question under a key question: shown on demand, never scored."""

    label: str
    figures: Figures


class KeyQuestionEvidence(Value):
    """The figures of one key question, with what the file says about it in words."""

    id: str
    figures: Figures
    label: str | None = None
    wording: str | None = None
    note: str | None = None
    prompts: tuple[Prompt, ...] = ()


class StandardEvidence(Value):
    """What a session file says of one standard: figures, or a judgement, or why it is not rated.

    `proposed_by`, `rationale`: who proposed the judgement, and why.
    """

    id: str
    key_questions: tuple[KeyQuestionEvidence, ...] = ()
    judgement: Rating | None = None
    not_rated: str | None = None
    note: str | None = None
    proposed_by: tuple[str, ...] = ()
    rationale: str = ""


class Sample(Value):
    """The cases inspected in a domain, and the eligible population where it is known."""

    cases: int
    eligible: int | None = None


class Inspection(Value):
    """Which inspection this is."""

    id: str
    service: str
    fieldwork_start: date | None = None
    fieldwork_end: date | None = None
    published: date | None = None
    lead_inspector: str | None = None
    source: str | None = None


class Published(Value):
    """What the report printed, to be compared with what the rules give."""

    score: int | None = None
    overall: Rating | None = None
    ratings: tuple[tuple[str, Rating], ...] = ()


class Evidence(Value):
    """A whole session: inspection, scheme, samples by domain id, standards by number."""

    inspection: Inspection
    scheme: Scheme
    samples: Mapping[str, Sample] = MappingProxyType({})
    standards: tuple[StandardEvidence, ...] = ()
    published: Published = Published()

    @cached_property
    def _by_id(self) -> dict[str, StandardEvidence]:
        return {standard.id: standard for standard in self.standards}

    def of(self, standard_id: str) -> StandardEvidence | None:
        """Return what the file says of a standard; None when the file does not mention it."""
        return self._by_id.get(standard_id)

    def sample(self, domain_id: str) -> Sample | None:
        """Return the sample of a domain; None when the file gives none."""
        return self.samples.get(domain_id)

    def counts(self, standard: Standard, given: KeyQuestionEvidence) -> tuple[Count, ...]:
        """Return every count that the figures of a key question of *standard* could represent.

        Raises:
            KeyError: The scheme has no such key question.
        """
        sample = self.sample(standard.domain)
        every_case = self.scheme.key_question(given.id).asked_of is AskedOf.EVERY_CASE
        cases = sample.cases if sample else None
        return possible_counts(given.figures, cases, every_case=every_case)

"""What would follow if a few judgements, or a few cases, had been different.

Nothing of it is recorded. A difference is counted from the evidence. Where only a percentage
was reported, every count that it could represent is tried; only the questions touched vary.
"""

from enum import Enum
from functools import cached_property, lru_cache

from core.counts import Count, Figures
from core.evidence import Evidence, KeyQuestionEvidence, StandardEvidence
from core.meeting import Refused
from core.scheme import Standard
from core.value import Value, replace


class Change(Value):
    """A change to one key question: `yes` more or fewer, `relevant` cases more or fewer."""

    key_question: str
    yes: int = 0
    relevant: int = 0


class CountChoice(Enum):
    """Which count is used for a percentage, where a change leaves several to choose from."""

    LOWEST = "lowest"
    HIGHEST = "highest"


class WhatIf(Value):
    """The steps of a what-if, oldest first. A step that does not fit the evidence is refused."""

    steps: tuple[Change, ...] = ()

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """What differs from the evidence, by key question; what cancels out is left out."""
        net: dict[str, tuple[int, int]] = {}
        for step in self.steps:
            yes, relevant = net.get(step.key_question, (0, 0))
            net[step.key_question] = yes + step.yes, relevant + step.relevant
        return tuple(Change(question, *more) for question, more in net.items() if any(more))

    def change_of(self, question_id: str) -> Change:
        """Return the change to one key question; no difference where there is none."""
        changes = (change for change in self.changes if change.key_question == question_id)
        return next(changes, Change(question_id))

    def with_judgement(self, evidence: Evidence, question_id: str, change: int) -> "WhatIf":
        """Return the what-if with `change` more yes (fewer when negative) in a key question.

        Raises:
            Refused: The question has no figures, or there is no such judgement to change.
        """
        return self._with(evidence, Change(question_id, yes=change))

    def with_case(
        self, evidence: Evidence, question_id: str, change: int, *, yes: bool
    ) -> "WhatIf":
        """Return the what-if with `change` more relevant cases (fewer when negative) in a question.

        `yes`: whether those cases are, or were, judged yes.

        Raises:
            Refused: The question has no figures, there is no such case to take out, or the whole
                sample is relevant already.
        """
        return self._with(evidence, Change(question_id, change if yes else 0, change))

    def undo(self) -> "WhatIf":
        """Return the what-if without its latest step; the same where it has none."""
        return WhatIf(self.steps[:-1])

    def _with(self, evidence: Evidence, step: Change) -> "WhatIf":
        if not step.yes and not step.relevant:
            return self
        extended = WhatIf((*self.steps, step))
        if not supposed_counts(evidence, extended.change_of(step.key_question)):
            raise Refused(_why_it_does_not_fit(evidence, self.change_of(step.key_question), step))
        return extended


def supposed_counts(evidence: Evidence, change: Change) -> tuple[Count, ...]:
    """Return every count that a key question could represent with the change, once each.

    A count of the evidence that the change does not fit is left out; the result may be empty.

    Raises:
        Refused: The question has no figures, or it is not known of how many cases they are.
    """
    cases, counts = _cases_and_counts(evidence, change.key_question)
    return _moved_counts(counts, change.yes, change.relevant, cases)


def what_if_evidence(
    evidence: Evidence, what_if: WhatIf, choice: CountChoice = CountChoice.LOWEST
) -> Evidence:
    """Return the evidence as it would be.

    A changed key question gets a count. Where a percentage leaves several, `choice` says whether
    it is the one with the lowest or with the highest share.

    Raises:
        Refused: A change does not fit the evidence, which was read again since.
    """
    if not what_if.changes:
        return evidence
    figures = {
        change.key_question: _chosen(fitting_counts(evidence, change), choice)
        for change in what_if.changes
    }
    return replace(
        evidence, standards=tuple(_with_figures(given, figures) for given in evidence.standards)
    )


@lru_cache(maxsize=4096)
def _moved_counts(
    counts: tuple[Count, ...], yes: int, relevant: int, cases: int | None
) -> tuple[Count, ...]:
    change = Change("", yes, relevant)
    moved = (_moved(count, change) for count in counts)
    return tuple(dict.fromkeys(count for count in moved if _fits(count, change, cases)))


def _moved(count: Count, change: Change) -> Count:
    return Count(count.yes + change.yes, count.relevant + change.relevant)


def _fits(moved: Count, change: Change, cases: int | None) -> bool:
    fits = change.relevant <= 0 or cases is None or moved.relevant <= cases
    return fits and 0 <= moved.yes <= moved.relevant


def _why_it_does_not_fit(evidence: Evidence, so_far: Change, step: Change) -> str:
    question = step.key_question
    cases, counts = _cases_and_counts(evidence, question)
    possible = [_moved(count, so_far) for count in counts]
    # The step fits no possible count: say why for the one with the most cases.
    count = max((c for c in possible if _fits(c, so_far, cases)), key=lambda c: c.relevant)
    moved = _moved(count, step)
    if moved.relevant < 0:
        return f"{question} has no relevant case left to take out."
    if step.relevant > 0 and cases is not None and moved.relevant > cases:
        return f"{question} has all {cases} cases of the sample already."
    if step.relevant and moved.yes < 0:
        return f"{question} has no 'yes' to remove."
    if step.relevant:
        return f"{question} has no 'no' to remove."
    if not count.relevant:
        return f"{question} has no relevant case, so there is nothing to judge."
    if moved.yes < 0:
        return f"{question} has no 'yes' to change."
    return f"{question} has no 'no' to change."


def find_question(evidence: Evidence, question_id: str) -> tuple[Standard, KeyQuestionEvidence]:
    """Return the standard of a key question, and the question's figures.

    Raises:
        Refused: The scheme has no such key question, or the evidence has no figures for it.
    """
    for standard in evidence.scheme.standards:
        for question in standard.key_questions:
            if question.id == question_id:
                return standard, _figures_of(evidence, standard, question_id)
    raise Refused(f"The scheme has no key question {question_id}.")


def _figures_of(evidence: Evidence, standard: Standard, question_id: str) -> KeyQuestionEvidence:
    given = evidence.of(standard.id)
    if given is not None and given.not_rated is None:
        for question in given.key_questions:
            if question.id == question_id:
                return question
    raise Refused(f"{question_id} has no figures, so there is nothing to try.")


def _cases_and_counts(evidence: Evidence, question_id: str) -> tuple[int | None, tuple[Count, ...]]:
    """The cases of the domain's sample, and every count of the evidence itself."""
    standard, given = find_question(evidence, question_id)
    sample = evidence.sample(standard.domain)
    counts = evidence.counts(standard, given)
    if not given.figures.applicable:
        counts = (Count(0, 0),)
    if not counts:
        raise Refused(
            f"{question_id}: it is not known how many cases {given.figures.percent}% stands for."
        )
    return (sample.cases if sample else None), counts


def fitting_counts(evidence: Evidence, change: Change) -> tuple[Count, ...]:
    """Return the counts that the change fits, with the change made.

    Raises:
        Refused: It fits none of them, or there are no figures; the text says why.
    """
    counts = supposed_counts(evidence, change)
    if not counts:
        raise Refused(_why_it_does_not_fit(evidence, Change(change.key_question), change))
    return counts


def _chosen(counts: tuple[Count, ...], choice: CountChoice) -> Figures:
    applicable = [count for count in counts if count.relevant] or [Count(0, 0)]
    choose = min if choice is CountChoice.LOWEST else max
    # Scaled far enough that no two shares of up to ten million cases fall together.
    count = choose(applicable, key=lambda each: 10**15 * each.yes // max(each.relevant, 1))
    return Figures(count.yes, count.relevant)


def _with_figures(given: StandardEvidence, figures: dict[str, Figures]) -> StandardEvidence:
    if not any(question.id in figures for question in given.key_questions):
        return given
    questions = tuple(
        replace(question, figures=figures[question.id]) if question.id in figures else question
        for question in given.key_questions
    )
    return replace(given, key_questions=questions)

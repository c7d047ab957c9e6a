"""Figures that do not fit a key question that the scheme asks of every case of the sample."""

from __future__ import annotations

from collections.abc import Iterator

from core.counts import stands_for_the_whole_sample
from core.evidence import Evidence, KeyQuestionEvidence
from core.scheme import AskedOf
from sessions.text.problems import Problem


def whole_sample_warnings(file: str, evidence: Evidence) -> tuple[Problem, ...]:
    """Warn of each question asked of every case whose figures are of fewer cases than the sample.

    The figures are used as they are; that a question is asked of every case is inferred from the
    reports (docs/rules.md).
    """
    return tuple(_warnings(file, evidence))


def _warnings(file: str, evidence: Evidence) -> Iterator[Problem]:
    for standard_evidence in evidence.standards:
        standard = evidence.scheme.standard(standard_evidence.id)
        sample = evidence.sample(standard.domain)
        if sample is None or not sample.cases:
            continue
        for question in standard_evidence.key_questions:
            asked_of = evidence.scheme.key_question(question.id).asked_of
            if asked_of is AskedOf.EVERY_CASE:
                yield from _question_warnings(file, question, sample.cases)


def _question_warnings(file: str, question: KeyQuestionEvidence, cases: int) -> Iterator[Problem]:
    figures, place = question.figures, f'key question "{question.id}"'
    if figures.relevant is not None and figures.relevant < cases:
        yield Problem(
            file,
            place,
            f"has {figures.relevant} relevant cases, but the scheme asks it of every case, and "
            f"the sample has {cases}",
            "The figures are used as they are; check them against the report.",
        )
    elif (
        figures.relevant is None
        and figures.percent is not None
        and not stands_for_the_whole_sample(figures, cases)
    ):
        yield Problem(
            file,
            place,
            f"has {figures.percent}%, which no count of all {cases} cases gives, but the scheme "
            "asks it of every case",
            "Every count of fewer cases is taken as possible; check the percentage, or add `yes` "
            "and `relevant`.",
        )

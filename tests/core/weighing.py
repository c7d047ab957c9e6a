"""Evidence and meetings for the tests of what the panel weighs, and worlds to live through."""

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import product
from pathlib import Path

from hypothesis import strategies as st

from core.counts import Count, Figures
from core.evidence import Evidence, Inspection, KeyQuestionEvidence, Sample, StandardEvidence
from core.meeting import Meeting, Proposal
from core.record import Kind
from core.scheme import AskedOf, Scheme, Standard
from core.value import replace
from sessions.files.decisions_file import decisions_path, parse_record
from sessions.files.session_file import read_session
from tests.core.building import YOUTH_2018, recorded
from tests.core.oracle import counts_within
from tests.core.strategies import any_figures, schemes

FIXTURES = Path(__file__).parents[2] / "fixtures"


@cache
def shipped(name: str) -> Meeting:
    """Return a shipped inspection with the decisions that come with it."""
    session = read_session(FIXTURES / f"{name}.toml")
    record = decisions_path(session.path)
    if not record.exists():
        return Meeting(session.evidence)
    entries = parse_record(record.name, record.read_bytes(), session.evidence).entries
    return Meeting(session.evidence, tuple(entries))


@cache
def undecided(name: str) -> Meeting:
    return Meeting(shipped(name).evidence)


def with_figures(evidence: Evidence, figures: Mapping[str, Figures]) -> Evidence:
    """The same evidence with other figures for some key questions."""
    return replace(
        evidence,
        standards=tuple(
            replace(
                given,
                key_questions=tuple(
                    replace(question, figures=figures.get(question.id, question.figures))
                    for question in given.key_questions
                ),
            )
            for given in evidence.standards
        ),
    )


def questions_of(evidence: Evidence) -> dict[str, Figures]:
    return {each.id: each.figures for given in evidence.standards for each in given.key_questions}


def counts_by_trying(
    figures: Figures, cases: int, *, every_case: bool = False
) -> tuple[Count, ...]:
    """Every count that figures can stand for; 0 of 0 where a question does not apply."""
    if figures.yes is not None and figures.relevant is not None:
        return (Count(figures.yes, figures.relevant),)
    assert figures.percent is not None
    if figures.relevant is not None:
        found = counts_within(figures.percent, figures.relevant, figures.relevant)
    else:
        found = counts_within(figures.percent, 1, cases)
        if every_case and any(relevant == cases for _, relevant in found):
            found = tuple(count for count in found if count[1] == cases)
    return tuple(Count(*each) for each in found)


def worlds(
    scheme: Scheme, figures: Mapping[str, Figures], cases: int
) -> Iterator[dict[str, Count]]:
    """Every choice of one count for each key question."""
    counts = [
        counts_by_trying(each, cases, every_case=is_asked_of_every_case(scheme, key))
        for key, each in figures.items()
    ]
    for chosen in product(*counts):
        yield dict(zip(figures, chosen, strict=True))


def is_asked_of_every_case(scheme: Scheme, question_id: str) -> bool:
    return scheme.key_question(question_id).asked_of is AskedOf.EVERY_CASE


@st.composite
def evidences(
    draw: st.DrawFn,
    cases: int = 6,
    figures: st.SearchStrategy[Figures] | None = None,
    before_banding: bool = True,
) -> Evidence:
    """Return evidence for a generated scheme of 1 to 4 standards of 1 to 4 key questions."""
    return draw(evidence_for(draw(schemes(before_banding)), cases, figures))


@st.composite
def evidence_for(
    draw: st.DrawFn, scheme: Scheme, cases: int, figures: st.SearchStrategy[Figures] | None = None
) -> Evidence:
    def given(standard: Standard) -> StandardEvidence:
        if not standard.key_questions:
            return StandardEvidence(standard.id, judgement=draw(st.sampled_from(scheme.ratings)))
        return StandardEvidence(
            standard.id,
            tuple(
                KeyQuestionEvidence(
                    question.id, draw(any_figures(cases) if figures is None else figures)
                )
                for question in standard.key_questions
            ),
        )

    return Evidence(
        Inspection("somewhere", "Somewhere"),
        scheme,
        {domain.id: Sample(cases) for domain in scheme.domains},
        tuple(given(standard) for standard in scheme.standards),
    )


@st.composite
def meetings(draw: st.DrawFn, most: int = 8, cases: int = 6) -> Meeting:
    """Return a meeting on the 2018 scheme with up to `most` entries, each as the rules allow it."""
    meeting = Meeting(draw(evidence_for(YOUTH_2018, cases)))
    for _ in range(draw(st.integers(0, most))):
        allowed = [each for each in _proposals(meeting) if meeting.refusal(each) is None]
        if not allowed:
            break
        meeting, _ = recorded(meeting, draw(st.sampled_from(allowed)))
    return meeting


def _proposals(meeting: Meeting) -> Iterator[Proposal]:
    for score in meeting.scorecard.standards:
        for rating in meeting.evidence.scheme.ratings:
            yield Proposal(Kind.CHANGE, score.id, rating, "So agreed.")
        for kind in (Kind.KEEP, Kind.DEFER, Kind.WITHDRAW):
            yield Proposal(kind, score.id, reason="So agreed.")

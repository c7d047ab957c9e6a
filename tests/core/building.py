"""Builds evidence and entries in few words, for every test of the rules."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from core.counts import Figures
from core.evidence import (
    Evidence,
    Inspection,
    KeyQuestionEvidence,
    Sample,
    StandardEvidence,
)
from core.meeting import Meeting, Proposal
from core.proposals import AnyProposal
from core.record import Entry
from core.scheme import RatedBy, Rating, Scheme
from sessions.files.scheme_file import read_scheme, shipped_scheme

YOUTH_2018 = shipped_scheme("youth-2018")
YOUTH_2021 = shipped_scheme("youth-2021")
SHIPPED = (YOUTH_2018, YOUTH_2021)

INADEQUATE, REQUIRES_IMPROVEMENT, GOOD, OUTSTANDING = YOUTH_2018.ratings

DATA = Path(__file__).parents[1] / "sessions" / "data" / "figures"

MIDDAY = datetime(2020, 12, 1, 12, tzinfo=UTC)

_WRITTEN = re.compile(
    r"(?P<yes>\d+)/(?P<relevant>\d+)(?: = (?P<printed>\d+)%)?"
    r"|(?P<percent>\d+)%(?: of (?P<of>\d+))?"
)
_NOT_RATED = "not rated: "


def figures_of(text: str) -> Figures:
    """Read "7/12", "7/12 = 58%", "64%", "64% of 22" or "n/a"."""
    if text == "n/a":
        return Figures(yes=0, relevant=0)
    written = _WRITTEN.fullmatch(text)
    if written is None:
        raise ValueError(f'"{text}" is none of: 7/12, 7/12 = 58%, 64%, 64% of 22, n/a')

    def number(*names: str) -> int | None:
        found = [written[name] for name in names if written[name] is not None]
        return int(found[0]) if found else None

    return Figures(number("yes"), number("relevant", "of"), number("percent", "printed"))


def rating_of(scheme: Scheme, name: str) -> Rating:
    rating = scheme.rating_named(name)
    if rating is None:
        raise ValueError(f'"{name}" is not a rating of {scheme.id}')
    return rating


def standard_of(scheme: Scheme, standard_id: str, given: str | Sequence[str]) -> StandardEvidence:
    """Return a standard's evidence: figures of its key questions, a rating or "not rated: why"."""
    if isinstance(given, str):
        if given.startswith(_NOT_RATED):
            return StandardEvidence(standard_id, not_rated=given.removeprefix(_NOT_RATED))
        return StandardEvidence(standard_id, judgement=rating_of(scheme, given))
    questions = scheme.standard(standard_id).key_questions
    return StandardEvidence(
        standard_id,
        key_questions=tuple(
            KeyQuestionEvidence(question.id, figures_of(text))
            for question, text in zip(questions, given, strict=True)
        ),
    )


def scheme_named(name: str) -> Scheme:
    """Return a shipped scheme, or one of the test data: "schemes/audit.scheme.toml"."""
    return read_scheme(DATA / name)[0] if name.endswith(".toml") else shipped_scheme(name)


def evidence_of(
    scheme: Scheme,
    standards: Mapping[str, str | Sequence[str]],
    samples: Mapping[str, int] | None = None,
    eligible: Mapping[str, int] | None = None,
) -> Evidence:
    populations = eligible or {}
    return Evidence(
        Inspection("somewhere-2020", "Somewhere Youth Offending Service"),
        scheme,
        {
            domain: Sample(cases, populations.get(domain))
            for domain, cases in (samples or {}).items()
        },
        tuple(standard_of(scheme, each, given) for each, given in standards.items()),
    )


def whole_evidence(
    scheme: Scheme = YOUTH_2018,
    standards: Mapping[str, str | Sequence[str]] | None = None,
    samples: Mapping[str, int] | None = None,
) -> Evidence:
    """Return evidence of every standard: as said, else judged Good or 20 of 20."""
    given: dict[str, str | Sequence[str]] = {
        standard.id: "Good"
        if standard.rated_by is RatedBy.JUDGEMENT
        else ["20/20"] * len(standard.key_questions)
        for standard in scheme.standards
    }
    return evidence_of(scheme, {**given, **(standards or {})}, samples or {"2": 20, "3": 20})


def at(minute: int) -> datetime:
    return MIDDAY + timedelta(minutes=minute)


def recorded(meeting: Meeting, proposal: Proposal, entry_id: str = "") -> tuple[Meeting, Entry]:
    """Record a proposal as the next entry of the meeting."""
    number = len(meeting.entries) + 1
    entry = meeting.entry_for(proposal, entry_id or f"entry-{number}", at(number))
    return meeting.with_entry(entry), entry


def entered(*proposals: AnyProposal) -> Meeting:
    """Return a meeting on 3.2 at 50% of two cases, with an entry a minute: "entry-1" at 12:01."""
    meeting = Meeting(whole_evidence(standards={"3.2": ["20/20", "20/20", "1/2"]}))
    for number, proposal in enumerate(proposals, start=1):
        entry = meeting.entry_for(proposal, f"entry-{number}", at(number))
        meeting = meeting.with_entry(entry)
    return meeting

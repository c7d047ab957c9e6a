import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from core.evidence import Evidence, Published
from core.meeting import Meeting, Proposal
from core.record import Entry, Kind
from core.scorecard import Scorecard, scorecard_of
from core.value import replace
from sessions.files.decisions_file import (
    Record,
    decisions_path,
    new_record,
    parse_record,
    with_entries,
)
from sessions.files.session_file import Session, read_session
from sessions.files.shipped import shipped_inspections
from sessions.reports.published import published_differences, record_findings
from sessions.toml.read import fingerprint
from tests.core.building import (
    GOOD,
    INADEQUATE,
    OUTSTANDING,
    recorded,
    whole_evidence,
)

FIXTURES = Path(__file__).parents[2] / "fixtures"
NORTH_SOMERSET = FIXTURES / "north-somerset-2020.toml"
DECIDED = {
    "3.2": ("8f0e3a52-6c1d-4b7e-9a34-2d5f7c90b132", "Footnote 20"),
    "3.3": ("c4b7d9e6-15a2-4f83-8e0b-7a6c3d21f133", "Footnote 24"),
}


def read(path: Path) -> tuple[Session, Record | None, Scorecard]:
    session, place = read_session(path), decisions_path(path)
    record = None
    if place.exists():
        record = parse_record(str(place), place.read_bytes(), session.evidence)
    entries = record.entries if record else ()
    return session, record, scorecard_of(session.evidence, entries)


def session_of(evidence: Evidence, published: Published | None = None) -> Session:
    evidence = replace(evidence, published=published or Published())
    return Session("x.toml", evidence, b"aa", b"bb")


def said(session: Session, entries: tuple[Entry, ...] = ()) -> list[str]:
    scorecard = scorecard_of(session.evidence, entries)
    return [each.sentence() for each in published_differences(session, scorecard)]


@pytest.mark.parametrize(
    ("inspection", "score", "by_evidence"),
    [
        ("hartlepool-2020", 26, 26),
        ("kirklees-2021", 8, 8),
        ("north-somerset-2020", 26, 24),
        ("oldham-2019", 21, 21),
        ("suffolk-2023", 9, 9),
    ],
)
def test_the_shipped_inspections_give_what_was_published(
    inspection: str, score: int, by_evidence: int
) -> None:
    session, record, scorecard = read(FIXTURES / f"{inspection}.toml")
    assert (scorecard.agreed.score, scorecard.by_evidence.score) == (score, by_evidence)
    assert published_differences(session, scorecard) == ()
    assert session.warnings == ()
    assert len(session.evidence.published.ratings) >= 12
    if record is not None:
        assert record_findings("r", record, session, scorecard) == ()


def test_every_shipped_inspection_is_compared() -> None:
    assert len(shipped_inspections()) == 5


class TestTheShippedRecord:
    def test_it_is_what_the_program_writes_for_the_published_decisions(self) -> None:
        session, record, _ = read(NORTH_SOMERSET)
        assert record is not None
        assert record.session_sha256 == session.sha256, "write the file's fingerprint into it"
        assert record.scheme_sha256 == session.scheme_sha256, "write the scheme's into it"
        meeting = Meeting(session.evidence)
        for entry, (standard, (entry_id, footnote)) in zip(
            record.entries, DECIDED.items(), strict=True
        ):
            assert footnote in entry.reason
            proposal = Proposal(Kind.CHANGE, standard, GOOD, entry.reason)
            made = meeting.entry_for(proposal, entry_id, datetime(2020, 12, 1, tzinfo=UTC))
            assert made == entry
            meeting = meeting.with_entry(made)
        assert record.meeting.day is not None
        written = with_entries(new_record(session, record.meeting.day), meeting.entries)
        comments = re.match(rb"(#[^\n]*\n)+", record.data)
        assert comments is not None
        assert record.data.removeprefix(comments[0]) == written

    def test_it_moves_the_score_from_24_to_26(self) -> None:
        _, record, _ = read(NORTH_SOMERSET)
        assert record is not None
        effects = [entry.effect for entry in record.entries]
        scores = [(e.score_before, e.score_after) for e in effects if e is not None]
        assert scores == [(24, 25), (25, 26)]


class TestDifferences:
    def test_nothing_published_differs_from_nothing(self) -> None:
        assert said(session_of(whole_evidence())) == []

    def test_each_difference_has_its_place_and_both_values(self) -> None:
        published = Published(25, OUTSTANDING, (("1.1", INADEQUATE), ("2.1", OUTSTANDING)))
        assert said(session_of(whole_evidence(), published)) == [
            "x.toml: published › score: 25 is published, but the figures give 32. "
            "See the standards that differ; if none does, check the printed figure.",
            'x.toml: published › ratings › 1.1: "Inadequate" is published, but the figures give '
            '"Good". Correct one of them.',
        ]

    def test_a_decision_of_the_panel_is_no_fault_by_itself(self) -> None:
        session, record, _ = read(NORTH_SOMERSET)
        assert record is not None
        ratings = tuple(
            (standard, INADEQUATE if standard == "3.2" else rating)
            for standard, rating in session.evidence.published.ratings
        )
        evidence = replace(
            session.evidence, published=replace(session.evidence.published, ratings=ratings)
        )
        (line,) = said(replace(session, evidence=evidence), record.entries)
        assert 'ratings › 3.2: "Inadequate" is published' in line
        assert "If the panel decided otherwise than was published, nothing is wrong" in line

    def test_an_overall_rating_that_differs(self) -> None:
        (line,) = said(session_of(whole_evidence(), Published(overall=GOOD)))
        assert '"Good" is published, but the figures give "Outstanding"' in line

    def test_an_overall_rating_that_cannot_be_computed(self) -> None:
        evidence = whole_evidence(standards={"2.2": "not rated: no cases"})
        published = Published(overall=GOOD, ratings=(("2.2", GOOD),))
        overall, rating = said(session_of(evidence, published))
        assert "no overall rating is published for a maximum of 33" in overall
        assert '"Good" is published, but it is not rated here' in rating

    def test_decisions_are_part_of_what_is_compared(self) -> None:
        evidence = whole_evidence(standards={"2.1": ["1/2", "20/20", "20/20"]})
        session = session_of(evidence, Published(ratings=(("2.1", GOOD),)))
        (line,) = said(session)
        assert "or record what the panel decided" in line
        _, entry = recorded(Meeting(evidence), Proposal(Kind.CHANGE, "2.1", GOOD, "Two cases."))
        assert said(session, (entry,)) == []

    def test_what_is_awaited_is_not_called_a_difference_of_its_rating(self) -> None:
        evidence = whole_evidence()
        evidence = replace(evidence, standards=evidence.standards[1:])
        published = Published(ratings=(("1.1", GOOD),))
        assert said(session_of(evidence, published)) == []


class TestRecords:
    EVIDENCE = whole_evidence(standards={"2.1": ["1/2", "20/20", "20/20"]})

    def entry(self) -> Entry:
        return recorded(Meeting(self.EVIDENCE), Proposal(Kind.CHANGE, "2.1", GOOD, "Two cases."))[1]

    def findings(self, evidence: Evidence, *entries: Entry, made_for: bytes = b"aa") -> list[str]:
        own, scheme = fingerprint(made_for), fingerprint(b"bb")
        record = Record(b"", entries, session_sha256=own, scheme_sha256=scheme)
        scorecard = scorecard_of(evidence, entries)
        found = record_findings("r.toml", record, session_of(evidence), scorecard)
        return [each.sentence() for each in found]

    def test_a_record_in_order(self) -> None:
        assert self.findings(self.EVIDENCE, self.entry()) == []

    def test_a_record_made_on_other_bytes(self) -> None:
        (line,) = self.findings(self.EVIDENCE, self.entry(), made_for=b"cc")
        assert "the evidence has changed since this record was made" in line

    def test_a_decision_on_other_figures_is_named(self) -> None:
        worse = whole_evidence(standards={"2.1": ["3/6", "20/20", "20/20"]})
        (line,) = self.findings(worse, self.entry())
        assert 'the decision on "2.1": was made on other figures and is not applied' in line
        assert "2.1.1 was 1/2, now 3/6" in line

    def test_a_decision_that_the_rules_do_not_allow_is_named(self) -> None:
        against = replace(
            self.entry(), standard="1.1", from_rating=GOOD, to_rating=OUTSTANDING, evidence=()
        )
        (line,) = self.findings(self.EVIDENCE, against)
        assert 'the decision on "1.1": breaks the rules: 1.1 Governance' in line

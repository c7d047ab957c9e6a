"""One more entry changes only what it touches, and gives what a full recomputation gives."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

import core.scorecard
from core.counts import Figures, possible_counts
from core.meeting import Meeting
from core.meeting_details import MeetingDetails
from core.record import Correction, Entry, Kind
from core.scorecard import scorecard_of, total_of
from core.standard_result import figures_result
from core.standing import fold
from core.value import replace
from tests.core.building import SHIPPED
from tests.core.strategies import any_figures
from tests.core.weighing import undecided

INSPECTIONS = ["north-somerset-2020", "kirklees-2021"]
STANDARDS = ["2.3", "3.2", "3.3", "1.1", "9.9", None]
DAYS = [None, date(2021, 1, 4), date(2021, 1, 11)]
START = datetime(2021, 1, 4, 10, tzinfo=UTC)


@st.composite
def entries(draw: st.DrawFn) -> list[Entry]:
    """Any record at all: ids twice, withdrawals of what was never made or is gone already."""
    scheme = undecided(INSPECTIONS[0]).evidence.scheme
    ids = st.sampled_from([f"entry-{number}" for number in range(6)])
    details = st.builds(MeetingDetails, day=st.sampled_from(DAYS))
    values = st.sampled_from([(("reason", ""),), (("reason", "Better."),)])
    record = []
    for minute in range(draw(st.integers(0, 12))):
        kind = draw(st.sampled_from(Kind))
        record.append(
            Entry(
                id=draw(ids),
                at=START + timedelta(minutes=minute),
                kind=kind,
                standard=draw(st.sampled_from(STANDARDS)),
                from_rating=draw(st.sampled_from([None, *scheme.ratings])),
                to_rating=draw(st.sampled_from(scheme.ratings)),
                reason=draw(st.sampled_from(["", "Weighed."])),
                replaces=draw(st.none() | ids),
                details=draw(details) if kind is Kind.MEETING else None,
                correction=draw(st.builds(Correction, ids, values))
                if kind is Kind.CORRECT
                else None,
            )
        )
    return record


@given(st.sampled_from(INSPECTIONS), entries())
def test_entry_by_entry_gives_what_all_at_once_gives(name: str, record: list[Entry]) -> None:
    meeting = undecided(name)
    for number, entry in enumerate(record, start=1):
        meeting = meeting.with_entry(entry)
        assert meeting.scorecard == scorecard_of(meeting.evidence, record[:number])
        assert meeting.scorecard.standing == fold(record[:number])


@given(st.sampled_from(INSPECTIONS), entries())
def test_what_an_entry_does_not_touch_is_kept(name: str, record: list[Entry]) -> None:
    meeting = undecided(name)
    for entry in record:
        after = meeting.with_entry(entry)
        for before, now in zip(meeting.scorecard.standards, after.scorecard.standards, strict=True):
            assert (now is before) == (now.decision is before.decision)
        meeting = after


@contextmanager
def counted_standards() -> Iterator[list[str]]:
    """List the standards that a score is made for."""
    made: list[str] = []
    original = core.scorecard.StandardScore.__init__

    def counting(self: core.scorecard.StandardScore, *given: object, **named: object) -> None:
        original(self, *given, **named)  # type: ignore[arg-type]
        made.append(self.id)

    with patch.object(core.scorecard.StandardScore, "__init__", counting):
        yield made


@pytest.mark.parametrize("before", [0, 20, 2000])
def test_the_work_for_an_entry_does_not_grow_with_the_record(before: int) -> None:
    """Counted, not timed: one standard is scored anew, and no replay takes place."""
    meeting = undecided("north-somerset-2020")
    record = tuple(keep(number) for number in range(before))
    meeting = Meeting(meeting.evidence, record)
    assert meeting.scorecard.standing == fold(record)
    entry = keep(before)
    with counted_standards() as made, patch("core.scorecard.fold", side_effect=AssertionError):
        meeting = meeting.with_entry(entry)
    assert made == ["3.2"]
    assert meeting.scorecard.standard("3.2").decision == meeting.entries[-1]


def keep(number: int) -> Entry:
    rating = undecided("north-somerset-2020").scorecard.standard("3.2").result.rating
    at = START + timedelta(seconds=number)
    return Entry(f"keep-{number}", at, Kind.KEEP, "3.2", rating, rating, reason="So agreed.")


@given(st.sampled_from(INSPECTIONS), entries(), st.data())
def test_a_total_that_moves_by_one_standard_is_the_sum_of_all(
    name: str, record: list[Entry], data: st.DataObject
) -> None:
    evidence = undecided(name).evidence
    left = data.draw(st.lists(st.sampled_from(evidence.standards), min_size=9, unique=True))
    standards = tuple(
        replace(each, key_questions=(), not_rated="no cases") if data.draw(st.booleans()) else each
        for each in left
    )
    card = scorecard_of(replace(evidence, standards=standards), record)
    moved = data.draw(st.sampled_from(card.standards))
    rating = data.draw(st.sampled_from(card.scheme.ratings))
    assert card.total_if(moved.id, rating) == total_of(
        card.scheme,
        ((s.standard, s.result.status, rating if s is moved else s.rating) for s in card.standards),
    )


@given(any_figures(40), st.integers(40, 60), st.integers(40, 60))
def test_what_is_kept_of_figures_is_what_they_give(figures: Figures, one: int, other: int) -> None:
    for scheme in SHIPPED:
        for cases in (one, other, None):
            fresh = replace(scheme)
            kept = figures_result(scheme, figures, cases)
            assert kept == figures_result(fresh, figures, cases)
            assert kept.counts == possible_counts(figures, cases)

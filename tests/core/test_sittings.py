"""The sittings of a panel: which details count, and in which sitting an entry was made."""

from datetime import date

from core.meeting import Meeting
from core.meeting_details import MeetingDetails, Sitting
from core.proposals import DetailsProposal
from core.record import Entry, Kind, correctable
from core.standing import NOTHING, fold, sitting_numbers, sittings_of
from tests.core.building import at, whole_evidence

FIRST, SECOND = date(2020, 12, 1), date(2020, 12, 8)


def details(minute: int, day: date | None, chair: str = "") -> Entry:
    """Return an entry with the details of a meeting; its id says when it was made."""
    return Entry(
        f"at-{minute}", at(minute), Kind.MEETING, details=MeetingDetails(day=day, chair=chair)
    )


def note(minute: int) -> Entry:
    return Entry(f"at-{minute}", at(minute), Kind.NOTE, text="A note.")


def signed(minute: int) -> Entry:
    return Entry(f"at-{minute}", at(minute), Kind.SIGN_OFF)


def test_the_latest_details_of_each_date_count() -> None:
    record = [details(1, FIRST, "Ann"), details(2, SECOND, "Bo"), details(3, FIRST, "Cy")]
    assert fold(record).sittings == (
        Sitting(1, MeetingDetails(day=FIRST, chair="Cy"), "at-3"),
        Sitting(2, MeetingDetails(day=SECOND, chair="Bo"), "at-2"),
    )


def test_new_details_of_a_later_sitting_leave_those_before_and_after_it() -> None:
    days = [FIRST, SECOND, date(2020, 12, 15)]
    record = [details(minute, day, "Ann") for minute, day in enumerate(days, 1)]
    sittings = fold([*record, details(4, SECOND, "Bo")]).sittings
    assert [(each.number, each.details.day, each.details.chair) for each in sittings] == [
        (1, days[0], "Ann"),
        (2, days[1], "Bo"),
        (3, days[2], "Ann"),
    ]


def test_details_after_a_sign_off_do_not_count() -> None:
    record = [details(1, FIRST), signed(2), details(3, SECOND), note(4)]
    assert [each.details.day for each in fold(record).sittings] == [FIRST]
    assert sitting_numbers(record) == {"at-1": 1, "at-2": 1, "at-3": 1, "at-4": 1}


def test_an_entry_belongs_to_the_last_sitting_that_began_before_it() -> None:
    record = [
        note(1),
        details(2, FIRST),
        note(3),
        details(4, SECOND),
        note(5),
        details(6, FIRST),
        note(7),
    ]
    numbers = sitting_numbers(record)
    assert [numbers[f"at-{minute}"] for minute in range(1, 8)] == [1, 1, 1, 2, 2, 1, 2]


def test_the_sitting_of_an_entry() -> None:
    record = (note(1), details(2, FIRST, "Ann"), note(3), details(4, SECOND, "Bo"), note(5))
    meeting = Meeting(whole_evidence(), record)

    def chair(minute: int) -> str | None:
        sitting = meeting.sitting_of(f"at-{minute}")
        return None if sitting is None else sitting.details.chair

    assert [chair(minute) for minute in range(1, 7)] == ["Ann", "Ann", "Ann", "Bo", "Bo", None]
    assert Meeting(whole_evidence(), (note(1),)).sitting_of("at-1") is None
    assert meeting.details.chair == "Bo"


def test_details_in_the_head_count_while_no_entry_has_any() -> None:
    head = MeetingDetails(day=FIRST, chair="Ann")
    assert sittings_of(NOTHING, head) == (Sitting(1, head, None),)
    assert sittings_of(NOTHING, MeetingDetails()) == ()
    standing = fold([details(1, SECOND, "Bo")])
    assert sittings_of(standing, head) == standing.sittings


def test_only_wording_can_be_corrected() -> None:
    for kind in (Kind.MEETING, Kind.CORRECT, Kind.SIGN_OFF, Kind.REOPEN):
        assert correctable(kind) == ()


def test_the_details_of_a_meeting_are_recorded_whole() -> None:
    held = MeetingDetails(day=FIRST, chair="Ann", members=("Bo",))
    meeting = Meeting(whole_evidence())
    entry = meeting.entry_for(DetailsProposal(held), "at-1", at(1))
    assert (entry.kind, entry.details) == (Kind.MEETING, held)
    assert meeting.with_entry(entry).details == held


def test_new_details_for_a_date_name_the_entry_that_they_replace() -> None:
    meeting = Meeting(whole_evidence(), (details(1, FIRST, "Ann"), details(2, SECOND, "Bo")))
    again = DetailsProposal(MeetingDetails(day=FIRST, chair="Cy"))
    assert meeting.entry_for(again, "at-3", at(3)).replaces == "at-1"
    another = DetailsProposal(MeetingDetails(day=date(2020, 12, 15)))
    assert meeting.entry_for(another, "at-3", at(3)).replaces is None

"""Which entries of two screens are about the same thing, and in what they differ."""

from dataclasses import dataclass
from datetime import date

import pytest

from core.conflicts import EntryDifference, clashes, differences, knew_of
from core.meeting_details import Interest, MeetingDetails
from core.record import Correction, Entry, Kind
from tests.core.building import at

FIRST_DAY, SECOND_DAY = date(2020, 12, 1), date(2020, 12, 2)


def decision(name: str, standard: str = "3.2", kind: Kind = Kind.KEEP) -> Entry:
    return Entry(name, at(0), kind, standard)


def details(name: str, replaces: str | None = None, **given: object) -> Entry:
    sitting = MeetingDetails(**{"day": FIRST_DAY, **given})  # type: ignore[arg-type]
    return Entry(name, at(0), Kind.MEETING, details=sitting, replaces=replaces)


def correction(name: str, corrects: str = "a", **values: str | tuple[str, ...]) -> Entry:
    wording = Correction(corrects, tuple(values.items()), "Why.")
    return Entry(name, at(0), Kind.CORRECT, correction=wording)


@dataclass
class Case:
    """Entries of two screens, and which pairs clash."""

    theirs: list[Entry]
    ours: list[Entry]
    pairs: list[tuple[str, str]]


CASES = {
    "one standard": Case([decision("a")], [decision("b")], [("a", "b")]),
    "the latest of theirs": Case([decision("a"), decision("b")], [decision("c")], [("b", "c")]),
    "two standards": Case([decision("a", "3.2")], [decision("b", "3.3")], []),
    "a deferral decides": Case([decision("a")], [decision("b", kind=Kind.DEFER)], [("a", "b")]),
    "notes never clash": Case(
        [Entry("a", at(0), Kind.NOTE, "3.2", text="One.")],
        [Entry("b", at(0), Kind.NOTE, "3.2", text="Two.")],
        [],
    ),
    "a note withdrawn is no decision": Case(
        [Entry("a", at(0), Kind.WITHDRAW, "3.2", replaces="note")], [decision("b")], []
    ),
    "one day": Case([details("a", chair="A")], [details("b", chair="B")], [("a", "b")]),
    "the same said twice": Case([details("a", chair="A")], [details("b", chair="A")], []),
    "two days": Case([details("a")], [details("b", day=SECOND_DAY, chair="B")], []),
    "one field": Case(
        [correction("b", reason="One.")], [correction("c", reason="Two.")], [("b", "c")]
    ),
    "two fields": Case([correction("b", reason="One.")], [correction("c", dissent="Two.")], []),
    "an earlier one of theirs": Case(
        [correction("b", reason="One."), correction("c", dissent="None.")],
        [correction("d", reason="Two.", dissent="None.")],
        [("b", "d")],
    ),
    "two entries corrected": Case(
        [correction("c", "a", reason="One.")], [correction("d", "b", reason="Two.")], []
    ),
    "the same wording": Case(
        [correction("b", reason="One.")], [correction("c", reason="One.")], []
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_which_entries_clash(name: str) -> None:
    case = CASES[name]
    found = clashes(case.theirs, case.ours, {"note"})
    assert [(theirs.id, ours.id) for theirs, ours in found] == case.pairs


def test_what_differs_is_named() -> None:
    theirs = details("a", chair="A. One", members=("B", "C"), place="Weston")
    ours = details(
        "b", members=("B",), place="Weston", interests=(Interest("B", "a case", ("3.2",), "left"),)
    )
    assert differences(theirs, ours) == (
        EntryDifference("chair", "A. One", "nothing"),
        EntryDifference("members present", "B, C", "B"),
        EntryDifference("interests", "nothing", "B (3.2): a case, left"),
    )
    assert differences(
        correction("b", reason="One.", recused=("A",)),
        correction("c", reason="Two.", agreed_by=("B",)),
    ) == (EntryDifference("reason", "One.", "Two."),)
    assert differences(decision("a"), decision("b")) == ()
    assert differences(ours, correction("c", reason="Two.")) == ()


def test_an_entry_knew_of_what_it_replaces_through_others() -> None:
    first, second, third = details("a"), details("b", "a"), details("c", "b")
    assert knew_of(second, first, [])
    assert knew_of(third, first, [second, third])
    assert not knew_of(third, first, [])
    assert not knew_of(first, third, [second])
    circle = [details("x", "y"), details("y", "x")]
    assert not knew_of(circle[0], first, circle)

"""What two screens recorded without knowing of each other: which entries are about the same thing.

An entry is about a standard that it decides, about the details of the meeting on a date, or about
one field of an earlier entry that it corrects.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from core.meeting_details import Interest, MeetingDetails
from core.record import DECIDING, Entry, Kind
from core.record_words import interest_words
from core.refusals import LABELS
from core.value import Value, fields_of

# What an entry is about: of which kind, and of those which one.
Subject = tuple[str, ...]
STANDARD, MEETING, WORDING = "standard", "meeting", "wording"


class EntryDifference(Value):
    """One thing in which two entries differ: what it is, and what each of them says of it."""

    what: str
    theirs: str
    ours: str


def subjects(entry: Entry, notes: Collection[str]) -> tuple[Subject, ...]:
    """Return what an entry is about; `notes`: the ids of notes, whose withdrawal decides nothing.

    Notes clash with nothing, and of two sign-offs the second is never saved.
    """
    if entry.details is not None:
        return ((MEETING, str(entry.details.day)),)
    if entry.correction is not None:
        return tuple(
            (WORDING, entry.correction.corrects, name) for name, _ in entry.correction.values
        )
    decides = entry.kind in DECIDING or entry.kind is Kind.WITHDRAW
    if decides and entry.standard is not None and entry.replaces not in notes:
        return ((STANDARD, entry.standard),)
    return ()


def latest_by_subject(entries: Iterable[Entry], notes: Collection[str]) -> dict[Subject, Entry]:
    """Return the latest entry about each thing."""
    return {subject: entry for entry in entries for subject in subjects(entry, notes)}


def contradict(one: Entry, other: Entry, subject: Subject) -> bool:
    """Return whether two entries about the same thing say different things of it.

    Two decisions on a standard always do: even with the same rating, each has its own reason.
    """
    if subject[0] == STANDARD:
        return True
    return _value(one, subject) != _value(other, subject)


def _value(entry: Entry, subject: Subject) -> object:
    if entry.correction is not None:
        return dict(entry.correction.values).get(subject[-1])
    return entry.details


def clashes(
    theirs: Iterable[Entry], ours: Iterable[Entry], notes: Collection[str]
) -> tuple[tuple[Entry, Entry], ...]:
    """Return (theirs, ours) for each of ours that contradicts the latest of theirs."""
    latest = latest_by_subject(theirs, notes)
    pairs: dict[tuple[str, str], tuple[Entry, Entry]] = {}
    for entry in ours:
        for subject in subjects(entry, notes):
            other = latest.get(subject)
            if other is not None and contradict(other, entry, subject):
                pairs[other.id, entry.id] = (other, entry)
    return tuple(pairs.values())


def knew_of(theirs: Entry, ours: Entry, between: Sequence[Entry]) -> bool:
    """Return whether one entry replaces another, directly or through those `between` them."""
    before: Mapping[str, str | None] = {entry.id: entry.replaces for entry in between}
    replaced, seen = theirs.replaces, {theirs.id}
    while replaced is not None and replaced not in seen:
        if replaced == ours.id:
            return True
        seen.add(replaced)
        replaced = before.get(replaced)
    return False


def differences(theirs: Entry, ours: Entry) -> tuple[EntryDifference, ...]:
    """Return in what two entries about a meeting or about one entry's wording differ."""
    if theirs.details is not None and ours.details is not None:
        one, other = _details_words(theirs.details), _details_words(ours.details)
    elif theirs.correction is not None and ours.correction is not None:
        one, other = (
            {LABELS[name]: _words(value) for name, value in correction.values}
            for correction in (theirs.correction, ours.correction)
        )
        # What only one of the two corrects does not differ: that correction counts.
        both = one.keys() & other.keys()
        one, other = ({k: v for k, v in each.items() if k in both} for each in (one, other))
    else:
        return ()
    return tuple(
        EntryDifference(what, said, other[what])
        for what, said in one.items()
        if said != other[what]
    )


def _details_words(details: MeetingDetails) -> dict[str, str]:
    """Return the details of a meeting in words, by what they are."""
    return {
        DETAILS[name]: _interests_words(details.interests) if name == "interests" else _words(value)
        for name, value in fields_of(details).items()
        if name in DETAILS
    }


DETAILS = {
    "place": "place",
    "chair": "chair",
    "members": "members present",
    "attending": "in attendance",
    "apologies": "apologies",
    "note_taker": "note taker",
    "interests": "interests",
}


def _words(value: object) -> str:
    text = ", ".join(value) if isinstance(value, tuple) else str(value)
    return text or "nothing"


def _interests_words(interests: Sequence[Interest]) -> str:
    return "; ".join(map(interest_words, interests)) or "nothing"

"""Who met, when and where, and which interests were declared: the details of a sitting."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from core.value import Value


class Interest(Value):
    """An interest that a member declared.

    `standards`: the standards that it touches; none given means all of them. `action`: what was
    done about it, in the panel's words.
    """

    name: str
    interest: str = ""
    standards: tuple[str, ...] = ()
    action: str = ""

    def touches(self, standard_id: str) -> bool:
        """Return whether the interest is in that standard."""
        return not self.standards or standard_id in self.standards


class MeetingDetails(Value):
    """The details of one sitting of the panel; all of them are optional.

    `members` are the members present, `attending` those who are present without being members.
    """

    day: date | None = None
    place: str = ""
    chair: str = ""
    members: tuple[str, ...] = ()
    attending: tuple[str, ...] = ()
    apologies: tuple[str, ...] = ()
    note_taker: str = ""
    interests: tuple[Interest, ...] = ()

    @property
    def present(self) -> tuple[str, ...]:
        """The members present, the chair first, each of them once."""
        return distinct_names([self.chair, *self.members])

    @property
    def names(self) -> tuple[str, ...]:
        """Everybody who is named, each of them once: what a field for names can offer."""
        interested = (interest.name for interest in self.interests)
        return distinct_names(
            [*self.present, self.note_taker, *self.attending, *self.apologies, *interested]
        )

    def absent(self, names: Iterable[str]) -> tuple[str, ...]:
        """Return those of the names that are not entered as present; none without attendance."""
        if not self.members:
            return ()
        here = (*self.present, *self.attending, self.note_taker)
        return tuple(
            name
            for name in distinct_names(names)
            if not any(same_person(name, present) for present in here)
        )

    def interests_in(self, standard_id: str) -> tuple[Interest, ...]:
        """Return the declared interests that touch a standard."""
        return tuple(interest for interest in self.interests if interest.touches(standard_id))

    def recused_from(self, standard_id: str) -> tuple[str, ...]:
        """Name those whom an interest in a standard recuses, unless the panel says otherwise."""
        return distinct_names(interest.name for interest in self.interests_in(standard_id))


class Sitting(Value):
    """One sitting of the panel: the details that count for its date.

    `number` counts from 1, in the order in which the sittings began. `entry_id`: the entry that
    gave the details; None where they are in the head of the record.
    """

    number: int
    details: MeetingDetails
    entry_id: str | None = None


def same_person(one: str, other: str) -> bool:
    """Return whether two names are the same but for case and blanks."""
    return _plain_name(one) == _plain_name(other)


def begins_with_name(text: str, name: str) -> bool:
    """Return whether a text begins with a name, followed by something else: "A Poe: too few"."""
    start = _plain_name(text)
    whole = _plain_name(name)
    return bool(whole) and start.startswith(whole) and not start[len(whole) :][:1].isalnum()


def standards_of(text: str) -> tuple[str, ...]:
    """Return the standards that a text names, each once: "3.2, 3.3" or "3.2 3.3"."""
    return tuple(dict.fromkeys(text.replace(",", " ").replace(";", " ").split()))


def names_in(text: str) -> tuple[str, ...]:
    """Return the names that a text lists: "Tom Smith, Ann Lee and Raj Patel" are three.

    In brackets, "and" belongs to what somebody does: "Ann Lee (policy and planning)".
    """
    names: list[str] = []
    for part in re.split(r"[,;]", text):
        names += [part] if "(" in part else re.split(r"\s+and\s+", part)
    return tuple(name.strip() for name in names if name.strip())


def distinct_names(names: Iterable[str]) -> tuple[str, ...]:
    """Return the names without blank ones and without those that came before."""
    distinct: dict[str, str] = {}
    for name in names:
        if name.strip():
            distinct.setdefault(_plain_name(name), name.strip())
    return tuple(distinct.values())


def _plain_name(name: str) -> str:
    return " ".join(name.split()).casefold()

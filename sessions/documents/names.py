"""Who is named in a document, and how: in full, in the attendance only, by initials, or nobody."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum

from core.value import Value
from core.wording import listed, plural

SOMEBODY = "a panel member"


class NameStyle(StrEnum):
    """How a document names people.

    `attendance`: in the meeting's own details, in dissent and in signatures, but not beside
    decisions, which are the panel's.
    """

    FULL = "full"
    ATTENDANCE = "attendance"
    INITIALS = "initials"
    NONE = "none"


class Naming(Value):
    """How names appear; `known` are all names that the record holds apart from free text."""

    names: NameStyle
    known: tuple[str, ...] = ()

    def attending(self, names: Iterable[str]) -> str:
        """Return the names of people at the meeting, as far as they may be named."""
        given = [name for name in names if name.strip()]
        if self.names is NameStyle.NONE:
            return plural(len(given), "person", "people") if given else ""
        if self.names is NameStyle.INITIALS:
            return listed([initials(name) for name in given])
        return listed(given)

    def deciding(self, names: Iterable[str]) -> str:
        """Return the names beside a decision; "" where it is the panel's without names."""
        return self.attending(names) if self.names in (NameStyle.FULL, NameStyle.INITIALS) else ""

    def recused(self, names: Iterable[str]) -> str:
        """Return who took no part in a decision, or how many where they are not named."""
        given = [name for name in names if name.strip()]
        return self.deciding(given) or (plural(len(given), "member") if given else "")

    def in_text(self, text: str) -> str:
        """Return free text with the known names replaced where they may not be read."""
        if self.names in (NameStyle.FULL, NameStyle.ATTENDANCE):
            return text
        pattern = _pattern(self.known)
        if pattern is None:
            return text
        return pattern.sub(self._replacement, text)

    def _replacement(self, found: re.Match[str]) -> str:
        return initials(found[0]) if self.names is NameStyle.INITIALS else SOMEBODY


def initials(name: str) -> str:
    """Return the initials of a name: "AS" for "Ann Smith"."""
    words = re.findall(r"\w+", name)
    return "".join(word[0].upper() for word in words) or "?"


def surnames_in(text: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return the last words of known names that a text holds: somebody may be named by them."""
    found = []
    for name in known:
        words = name.split()
        if len(words) > 1 and re.search(rf"(?<!\w){re.escape(words[-1])}(?!\w)", text):
            found.append(words[-1])
    return tuple(dict.fromkeys(found))


def _pattern(known: Iterable[str]) -> re.Pattern[str] | None:
    """The names as a pattern, the longest first; names of any number of blanks between words."""
    names = sorted({" ".join(name.split()) for name in known if name.strip()}, key=len)[::-1]
    if not names:
        return None
    parts = [r"\s+".join(map(re.escape, name.split())) for name in names]
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE)

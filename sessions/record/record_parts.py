"""A long record repeats itself: entries about one standard end in the same scores and figures.

What repeats is parsed once, which spares 50 of 80 ms for 2,000 entries. Only tomli reads, and only
what is laid out as `decisions_file` writes it; all else it reads as one text.
"""

from __future__ import annotations

from sessions.toml.read import BeyondLimits, whole_table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from sessions.toml.read import Table

HEADING = "\n[[entries]]\n"
# What ends an entry begins with its effect, or without one with its figures.
ENDINGS = ("\nscore_before = ", "\nevidence = [")
# A key that stands where an ending is left out.
MARK = "left out by record_parts"


def record_table(text: str) -> Table:
    """Parse a record; what tomli gives for the whole text, or raises for it."""
    found = _by_parts(text)
    return whole_table(text) if found is None else found


def _by_parts(text: str) -> Table | None:
    """Parse a record without its endings, and each ending once; None where that might not be right.

    TOML is a row of statements, and so is each ending. That one begins where a statement does, and
    is about its entry and not about a table that was opened since, the mark proves: it is found in
    that entry. What an ending names must not stand before it.
    """
    if MARK in text:
        return None
    opening, *entries = text.split(HEADING)
    parts = [_parted(entry) for entry in entries]
    endings = {ending for _, ending in parts}
    if len(endings) > len(entries) // 2:
        return None
    try:
        table = whole_table(HEADING.join([opening, *(own for own, _ in parts)]))
        ended = {ending: _table_of(ending) for ending in endings}
    except (BeyondLimits, RecursionError, ValueError):
        return None
    found = table.get("entries")
    if not isinstance(found, list) or len(found) != len(parts):
        return None
    for entry, (_, ending) in zip(found, parts, strict=True):
        more = ended[ending]
        if more is None or (ending and entry.pop(MARK, None) is None):
            return None
        if not entry.keys().isdisjoint(more):
            return None
        entry.update(more)
    return table


def _parted(entry: str) -> tuple[str, str]:
    """Part an entry's text where its ending begins, and leave a mark there."""
    for begins in ENDINGS:
        place = entry.find(begins) + 1
        if place:
            return f'{entry[:place]}"{MARK}" = 1\n', entry[place:]
    return entry, ""


def _table_of(ending: str) -> Table | None:
    """Parse the end of an entry; None where it holds more than that."""
    table = whole_table(f"{HEADING}{ending}")
    entries = table.pop("entries")
    return None if table or len(entries) != 1 else entries[0]

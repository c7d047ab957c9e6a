"""The history of the record in words: what each entry did, and what became of it."""

from __future__ import annotations

from core.dates import day_words
from core.history import HistoryLine
from core.record import DECIDING, Effect, Entry, Kind
from core.wording import rating_name, ratings_words


def entry_words(line: HistoryLine) -> str:
    """Say what an entry of the history did: "3.2 withdrawn (entry 2), stays Good"."""
    if line.corrects:
        return f"wording of entry {line.corrects} corrected"
    return done_words(line.entry, line.replaces)


def done_words(entry: Entry, withdrawn: int | None = None) -> str:
    """Say what an entry did: "3.2 changed from Requires improvement to Good".

    `withdrawn`: the number of the entry that it withdraws, where that is known.
    """
    if entry.kind in DECIDING or (entry.kind is Kind.WITHDRAW and entry.to_rating is not None):
        return f"{entry.standard} {decided_words(entry, withdrawn)}"
    if entry.kind is Kind.WITHDRAW:
        return f"note withdrawn{_numbered(withdrawn)}"
    return _minuted_words(entry)


def decided_words(entry: Entry, withdrawn: int | None = None) -> str:
    """Say what was decided about a standard, without its number: "kept at Good"."""
    start = rating_name(entry.from_rating)
    end = rating_name(entry.to_rating)
    if entry.kind is Kind.CHANGE:
        return f"changed from {start} to {end}"
    if entry.kind is Kind.KEEP:
        return f"kept at {end}"
    if entry.kind is Kind.DEFER:
        return f"deferred at {end}"
    if entry.kind is Kind.WITHDRAW:
        back = f"stays {end}" if start == end else f"back from {start} to {end}"
        return f"withdrawn{_numbered(withdrawn)}, {back}"
    if start == end:
        return f"agreed as proposed, {end}"
    return f"agreed as {end}, proposed as {start}"


def _numbered(entry: int | None) -> str:
    return f" (entry {entry})" if entry else ""


def _minuted_words(entry: Entry) -> str:
    """Say an entry that decides no standard."""
    if entry.kind is Kind.NOTE:
        return f"note on {entry.standard}" if entry.standard else "note"
    if entry.kind is Kind.MEETING:
        day = entry.details.day if entry.details is not None else None
        return f"details of the meeting of {day_words(day)}" if day else "details of the meeting"
    if entry.kind is Kind.CORRECT:
        return "correction"
    return "reopened" if entry.kind is Kind.REOPEN else "signed off"


def became_words(line: HistoryLine) -> str:
    """Say what became of an entry; "" for one that decides nothing."""
    if line.late:
        return "not applied: recorded after the sign-off"
    if line.withdrawn_by is not None:
        return f"withdrawn by entry {line.withdrawn_by}"
    if line.replaced_by is not None:
        return f"replaced by entry {line.replaced_by}"
    return "stands" if line.stands else ""


def effect_words(effect: Effect) -> str:
    """Say what an entry did to the total: "score 24 to 25, overall Good"."""
    if effect.score_before == effect.score_after:
        words = f"score stays {effect.score_after}"
    else:
        words = f"score {effect.score_before} to {effect.score_after}"
    before, after = effect.overall_before, effect.overall_after
    if before == after:
        return words if after is None else f"{words}, overall stays {after.name}"
    return f"{words}, overall {ratings_words([before], 'none')} to {ratings_words([after], 'none')}"

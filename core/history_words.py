"""The history of the record in words: what each entry did, and what became of it."""

from __future__ import annotations

from core.dates import day_words
from core.history import HistoryLine
from core.record import Effect, Entry, Kind
from core.wording import rating_name, ratings_words


def entry_words(line: HistoryLine) -> str:
    """Say what an entry did: "3.2 changed from Requires improvement to Good"."""
    entry = line.entry
    start = rating_name(entry.from_rating)
    end = rating_name(entry.to_rating)
    if entry.kind is Kind.CHANGE:
        return f"{entry.standard} changed from {start} to {end}"
    if entry.kind is Kind.KEEP:
        return f"{entry.standard} kept at {end}"
    if entry.kind is Kind.DEFER:
        return f"{entry.standard} deferred at {end}"
    if entry.kind is Kind.AGREE:
        return _agreed_words(entry, start, end)
    if entry.kind is not Kind.WITHDRAW:
        return _minuted_words(line)
    if entry.to_rating is None:
        return f"note withdrawn (entry {line.replaces})" if line.replaces else "note withdrawn"
    which = f"entry {line.replaces}" if line.replaces else "an entry"
    back = f"stays {end}" if start == end else f"back from {start} to {end}"
    return f"{entry.standard} withdrawn ({which}), {back}"


def _agreed_words(entry: Entry, start: str, end: str) -> str:
    if entry.from_rating == entry.to_rating:
        return f"{entry.standard} agreed as proposed, {end}"
    return f"{entry.standard} agreed as {end}, proposed as {start}"


def _minuted_words(line: HistoryLine) -> str:
    """Say an entry that decides no standard."""
    entry = line.entry
    if entry.kind is Kind.NOTE:
        return f"note on {entry.standard}" if entry.standard else "note"
    if entry.kind is Kind.MEETING:
        day = entry.details.day if entry.details is not None else None
        return f"details of the meeting of {day_words(day)}" if day else "details of the meeting"
    if entry.kind is Kind.CORRECT:
        return f"wording of entry {line.corrects} corrected" if line.corrects else "correction"
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

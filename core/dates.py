"""Dates and times as they are written in a sentence, in English whatever the computer's locale."""

from __future__ import annotations

from datetime import date, datetime

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def day_words(day: date) -> str:
    """Return a date: "1 December 2020"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def moment_words(at: datetime) -> str:
    """Return a date and time in the zone that *at* has: "1 December 2020, 14:03"."""
    return f"{day_words(at)}, {at:%H:%M}"

"""A date as people type it."""

from datetime import date, datetime

FORMS = ("%Y-%m-%d", "%d/%m/%Y", "%d %B %Y", "%d %b %Y")
NOT_A_DATE = "is not a date. Enter it as 2026-11-28 or 28/11/2026."


def day_of(text: str) -> date | None:
    """Return the date that was typed: 2026-11-28, 28/11/2026 or 28 November 2026; else None."""
    for form in FORMS:
        try:
            return datetime.strptime(text.strip(), form).date()
        except ValueError:
            continue
    return None

"""The clock: the one place that asks what time it is, so that tests can set it."""

from datetime import UTC, date, datetime


def now() -> datetime:
    """Return the present moment in UTC."""
    return datetime.now(UTC)


def now_in_seconds() -> datetime:
    """Return the present moment in UTC without its fraction of a second, as records hold it."""
    return now().replace(microsecond=0)


def today() -> date:
    """Return the date in the computer's own time zone."""
    return now().astimezone().date()

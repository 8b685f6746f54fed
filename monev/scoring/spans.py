"""Counting months between days, as the formulas need it."""

from calendar import monthrange
from datetime import date

YEAR = 12


def months_before(day: date, months: int) -> date:
    """Return the same day `months` earlier; where that month is shorter, its last day."""
    year, month = divmod(day.year * YEAR + day.month - 1 - months, YEAR)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def months_through(start: date, end: date) -> int:
    """Return the calendar months from that of `start` to that of `end`, both counted."""
    return (end.year - start.year) * YEAR + end.month - start.month + 1

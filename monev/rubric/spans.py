"""Dated values in a row: do they overlap, leave days open, and when does something change."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from monev.rubric.shapes import Dated

START = date(2021, 3, 25)
"""Signing of Inpres 2/2021; no region is evaluated before it."""
DAY = timedelta(days=1)


def overlaps(values: Sequence[Dated]) -> Iterator[tuple[int, str]]:
    """Yield the place of each value that is still in force when the next one begins."""
    ordered = sorted(values, key=lambda value: value.from_)
    for earlier, later in pairwise(ordered):
        if earlier.holds_on(later.from_):
            yield list(values).index(earlier), f"overlaps the value from {later.from_}; add until"


def gaps(values: Sequence[Dated]) -> Iterator[tuple[date, date]]:
    """Yield the first and last day of each span between two values in which none is in force."""
    ordered = sorted(values, key=lambda value: value.from_)
    for earlier, later in pairwise(ordered):
        if earlier.until is not None and earlier.until + DAY < later.from_:
            yield earlier.until + DAY, later.from_ - DAY


def open_days(values: Sequence[Dated]) -> Iterator[str]:
    """Say for a value that is always needed on which days since START there is none."""
    ordered = sorted(values, key=lambda value: value.from_)
    if ordered[0].from_ > START:
        yield f"nothing in force from {START} until {ordered[0].from_ - DAY}; begin at {START}"
    for first, last in gaps(values):
        yield f"nothing in force from {first} until {last}; close the gap"
    end = ordered[-1].until
    if end is not None:
        yield f"ends on {end} and nothing follows; add what holds from {end + DAY}"


def edges(values: Sequence[Dated]) -> list[date]:
    """Return the days from START on at which something begins to hold or has ceased to."""
    begins = {value.from_ for value in values}
    ended = {value.until + DAY for value in values if value.until is not None}
    return sorted({START} | {day for day in begins | ended if day > START})

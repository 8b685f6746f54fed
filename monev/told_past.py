"""How much of what lies behind a quarter is still told about a region.

A report and its data do not get longer with every quarter that passes: what is older stays on the
books, and in the reports of its time. Scoring and the rules on quality look at everything, whatever
its age; nothing is judged here.
"""

from collections.abc import Callable, Hashable, Iterable
from datetime import date
from typing import TypeVar

from models import Quarter

YEARS_BEHIND = 1
"""Years before the quarter's that are told in full: what fell due or was paid last year is news."""

Told = TypeVar("Told")


def first_year(quarter: Quarter) -> int:
    """Return the first year that is told in full."""
    return quarter.year - YEARS_BEHIND


def with_newest(
    rows: Iterable[Told], day: Callable[[Told], date], name: Callable[[Told], Hashable], since: int
) -> list[Told]:
    """Return the rows of the year `since` and later, and the newest of each name however old.

    Rows keep their order. What only a far past states is all there is to tell, and stays.
    """
    return _kept([*rows], day, name, since)


def with_ends_of_years(
    rows: Iterable[Told], day: Callable[[Told], date], name: Callable[[Told], Hashable], since: int
) -> list[Told]:
    """Return the rows of the year `since` and later, and of each earlier year the last of a name.

    Rows keep their order; several of one last day all stay.
    """
    return _kept([*rows], day, lambda one: (name(one), day(one).year), since)


def _kept(
    rows: list[Told], day: Callable[[Told], date], name: Callable[[Told], Hashable], since: int
) -> list[Told]:
    last: dict[Hashable, date] = {}
    for one in rows:
        last[name(one)] = max(day(one), last.get(name(one), date.min))
    return [one for one in rows if day(one).year >= since or day(one) == last[name(one)]]

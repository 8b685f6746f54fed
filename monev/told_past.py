"""How much of what lies behind a quarter is still told about a region.

A report and its data do not get longer with every quarter that passes: what is older stays on the
books, and in the reports of its time. Scoring and the rules on quality look at everything, whatever
its age; nothing is judged here.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import date
from typing import TypeVar

from models import Quarter
from monev.target_path import Series, SeriesPoint, Stretch

YEARS_BEHIND = 1
"""Years before the quarter's that are told in full: what fell due or was paid last year is news."""
MOST_LISTS = 4
"""Lists of groups of one payer that stand side by side, however old."""
MOST_BREAKS = 3
"""Breaks of a series that are told one by one, the newest."""

Told = TypeVar("Told")
Day = Callable[[Told], date]
Name = Callable[[Told], Hashable]


def first_year(quarter: Quarter) -> int:
    """Return the first year that is told in full."""
    return quarter.year - YEARS_BEHIND


def with_newest(
    rows: Iterable[Told], day: Day[Told], name: Name[Told], since: int, most: int = 1
) -> list[Told]:
    """Return the rows of the year `since` and later, and the newest of each name however old.

    Rows keep their order; `most` newest days of a name are kept. What only a far past states is all
    there is to tell, and stays.
    """
    known, days = [*rows], dict[Hashable, set[date]]()
    for one in known:
        days.setdefault(name(one), set()).add(day(one))
    oldest = {key: sorted(each)[-most:][0] for key, each in days.items()}
    return [one for one in known if day(one).year >= since or day(one) >= oldest[name(one)]]


def with_ends_of_years(
    rows: Iterable[Told], day: Day[Told], name: Name[Told], since: int
) -> list[Told]:
    """Return the rows of the year `since` and later, and of each earlier year the last of a name.

    Rows keep their order; several of one last day all stay.
    """
    known, last = [*rows], dict[Hashable, date]()
    for one in known:
        key = (name(one), day(one).year)
        last[key] = max(day(one), last.get(key, date.min))
    return [
        one for one in known if day(one).year >= since or day(one) == last[name(one), day(one).year]
    ]


def drawn_points(stretches: Sequence[Stretch], since: int) -> list[SeriesPoint]:
    """Return the points of a series that are drawn, in their order.

    Those of the year `since` and later, of each earlier year the last, and where the newest stretch
    of a scope begins: the present pace is reckoned from there.
    """
    points = [point for one in stretches for point in one.points]
    begins = {one.points[0].scope: id(one.points[0]) for one in stretches}
    ends = with_ends_of_years(points, lambda one: one.as_of, lambda one: one.scope, since)
    kept = {*map(id, ends), *begins.values()}
    return [one for one in points if id(one) in kept]


def broken_days(series: Series) -> set[date]:
    """Return the days between which a series breaks, as far as its breaks are told one by one."""
    return {day for one in series.breaks[-MOST_BREAKS:] for day in (one.before, one.after)}

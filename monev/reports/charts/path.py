"""Coverage over time: comparable figures joined, the way to every target dashed.

Draws what it is given; which figures are comparable is decided by `monev.trajectory`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from markupsafe import Markup

from monev.printing import Language
from monev.reports.charts import palette
from monev.reports.charts.drawing import (
    SMALL,
    WIDE,
    Place,
    dot,
    down,
    drawn,
    filled,
    joined,
    svg,
    text_at,
)
from monev.reports.charts.key import Key, entries, key_lines
from monev.reports.charts.plot import Plot, apart

HEIGHT, TOP, BOTTOM = 158.0, 9.0, 138.0
YEAR_ROOM = 34.0

Point = tuple[date, Decimal]


@dataclass(frozen=True)
class Aim:
    """The straight way to one target as points from now on; `arrives` where its end is drawn."""

    letter: str
    points: Sequence[Point]
    arrives: bool


def path_chart(
    stretches: Sequence[Sequence[Point]],
    aims: Sequence[Aim],
    first: int,
    last: int,
    alt: str,
    *,
    newest: str = "",
    key: Key = (),
    language: Language = "id",
    width: float = WIDE,
) -> Markup:
    """Draw percentages 0-100 over the years `first` to `last`.

    Points of one stretch are joined, those of two stretches never: a dotted upright stands between
    them. A dotted line carries the newest figure, printed as `newest`, to the day from which the
    ways start. Without stretches and aims the result is empty; raises ValueError where `first` is
    later than `last`.
    """
    if not any(stretches) and not aims:
        return Markup("")
    if first > last:
        raise ValueError(f"the years run from {first} to {last}; the first must not be the later")
    time = _Time(Plot(30.0, width - 22.0, TOP, BOTTOM), first, last)
    runs = [[time.place(point) for point in stretch] for stretch in stretches if stretch]
    parts = [
        *time.plot.grid(language),
        *time.years(),
        _cuts(runs),
        _carried(time, stretches, aims),
        *_ways(time, aims),
        drawn([joined(run) for run in runs], palette.BAR, 1.9),
        drawn(
            [dot(*place, 2.9) for run in runs for place in run], palette.PAPER, 1, fill=palette.BAR
        ),
        _newest(runs, newest),
    ]
    told, height = key_lines(entries(key), width, HEIGHT - 4)
    return svg(width, HEIGHT + height, [*parts, *told], alt)


@dataclass(frozen=True)
class _Time:
    plot: Plot
    first: int
    last: int

    def place(self, point: Point) -> Place:
        start, end = date(self.first, 1, 1).toordinal(), date(self.last, 12, 31).toordinal()
        part = (point[0].toordinal() - start) / (end - start)
        return self.plot.across(min(max(part, 0.0), 1.0)), self.plot.height(point[1])

    def years(self) -> list[str]:
        room = int(self.plot.wide / YEAR_ROOM)
        step = 1 + (self.last - self.first) // room
        starts = [
            (year, self.place((date(year, 1, 1), Decimal(0)))[0])
            for year in range(self.first, self.last + 1, step)
        ]
        return [
            drawn([down(x, self.plot.bottom, 4) for _, x in starts], palette.MID, 0.8),
            *(
                text_at(x + 2.5, self.plot.bottom + 12, str(year), size=SMALL, fill=palette.QUIET)
                for year, x in starts
            ),
        ]


def _cuts(runs: Sequence[Sequence[Place]]) -> str:
    between = [(one[-1][0] + other[0][0]) / 2 for one, other in pairwise(runs)]
    pieces = [down(x, TOP, BOTTOM - TOP) for x in between]
    return drawn(pieces, palette.QUIET, 0.8, dashes="1.4 1.6")


def _carried(time: _Time, stretches: Sequence[Sequence[Point]], aims: Sequence[Aim]) -> str:
    known = [stretch[-1] for stretch in stretches if stretch]
    if not known or not aims:
        return ""
    ends = [known[-1], (aims[0].points[0][0], known[-1][1])]
    return drawn([joined([time.place(one) for one in ends])], palette.QUIET, 0.9, dashes="1 1.8")


def _ways(time: _Time, aims: Sequence[Aim]) -> list[str]:
    ordered = sorted(aims, key=lambda one: (one.points[-1][0], one.points[-1][1]))
    ways = [[time.place(point) for point in aim.points] for aim in ordered]
    ends = [way[-1] for way in ways]
    reached = [end for aim, end in zip(ordered, ends, strict=True) if aim.arrives]
    letters = apart([(x + 6, y + 3) for x, y in ends], TOP)
    return [
        drawn([joined(way) for way in ways], palette.ACCENT, 1.1, dashes="3 2.2"),
        drawn([_diamond(*end) for end in reached], palette.PAPER, 0.8, fill=palette.ACCENT),
        filled([dot(x + 2.3, y - 3, 4.6) for x, y in letters], palette.PAPER),
        *(
            text_at(x, y, aim.letter, bold=True, fill=palette.ACCENT_TEXT)
            for aim, (x, y) in zip(ordered, letters, strict=True)
        ),
    ]


def _diamond(x: float, y: float, size: float = 4.0) -> str:
    return joined([(x, y - size), (x + size, y), (x, y + size), (x - size, y)], closed=True)


def _newest(runs: Sequence[Sequence[Place]], newest: str) -> str:
    if not runs or not newest:
        return ""
    x, y = runs[-1][-1]
    above = y - 7 if y > TOP + 14 else y + 14
    return text_at(x, above, newest, bold=True, anchor="middle")

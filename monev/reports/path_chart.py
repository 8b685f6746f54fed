"""Coverage over time as inline SVG: comparable figures joined, the way to every target dashed.

Draws what it is given; which figures are comparable is decided by `monev.trajectory`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from markupsafe import Markup

from monev.printing import number
from monev.reports.charts import ACCENT, BAR, GREY, across, rect, svg, text_at

WIDTH, HEIGHT = 520, 168
LEFT, RIGHT, TOP, BOTTOM = 30.0, 496.0, 8.0, 148.0
NEAR = 9.0
"""Letters nearer to each other than this are moved apart."""

Point = tuple[date, Decimal]


@dataclass(frozen=True)
class Aim:
    """The straight way to one target as points from now on; `arrives` where its end is drawn."""

    letter: str
    points: Sequence[Point]
    arrives: bool


def path_chart(
    stretches: Sequence[Sequence[Point]], aims: Sequence[Aim], first: int, last: int, alt: str
) -> Markup:
    """Draw percentages 0-100 over the years `first` to `last`.

    Points of one stretch are joined, those of two stretches never. A grey line carries the newest
    figure to the day from which the ways start.
    """
    parts = [*_grid(first, last)]
    if stretches and aims:
        carried = [stretches[-1][-1], (aims[0].points[0][0], stretches[-1][-1][1])]
        parts.append(_line([_place(one, first, last) for one in carried], GREY, "1 1.6", 0.8))
    taken: list[tuple[float, float]] = []
    for aim in sorted(aims, key=lambda one: (one.points[-1][0], one.points[-1][1])):
        places = [_place(one, first, last) for one in aim.points]
        parts.append(_line(places, ACCENT, "3 2.4", 0.9))
        x, y = places[-1]
        if aim.arrives:
            parts.append(_dot(x, y, ACCENT))
        parts.append(text_at(x + 5, _free(x, y + 3, taken), aim.letter, weight="600"))
    for stretch in stretches:
        places = [_place(one, first, last) for one in stretch]
        parts.append(_line(places, BAR, "", 1.6))
        parts += [_dot(x, y, BAR) for x, y in places]
    return svg(WIDTH, HEIGHT, parts, alt)


def _grid(first: int, last: int) -> list[str]:
    parts = []
    for tick in (0, 25, 50, 75, 100):
        y = _down(Decimal(tick))
        parts.append(rect(LEFT, y, RIGHT - LEFT, 0.4, "#c3ccd4"))
        parts.append(text_at(8, y + 2.5, number(tick), size="7", fill=GREY))
    step = 1 + (last - first) // 14
    for year in range(first, last + 1, step):
        x, _ = _place((date(year, 1, 1), Decimal(0)), first, last)
        parts.append(rect(x, BOTTOM, 0.4, 4, GREY))
        parts.append(text_at(x + 2, BOTTOM + 11, str(year), size="7", fill=GREY))
    return parts


def _place(point: Point, first: int, last: int) -> tuple[float, float]:
    start, end = date(first, 1, 1).toordinal(), date(last, 12, 31).toordinal()
    share = Decimal(100 * (point[0].toordinal() - start)) / (end - start)
    return across(share, LEFT, RIGHT - LEFT), _down(point[1])


def _down(pct: Decimal) -> float:
    return BOTTOM - across(pct, 0, BOTTOM - TOP)


def _free(x: float, y: float, taken: list[tuple[float, float]]) -> float:
    """Return a height beside (x, y) at which no letter stands yet, and note it as taken."""
    while any(abs(x - one) < NEAR and abs(y - other) < NEAR for one, other in taken):
        y -= 1
    taken.append((x, y))
    return y


def _line(places: Sequence[tuple[float, float]], colour: str, dashes: str, width: float) -> str:
    if len(places) < 2:
        return ""
    points = " ".join(f"{x:.2f},{y:.2f}" for x, y in places)
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return (
        f'<polyline points="{points}" fill="none" stroke="{colour}" '
        f'stroke-width="{width}"{dashed}/>'
    )


def _dot(x: float, y: float, colour: str) -> str:
    return f'<circle cx="{x:.2f}" cy="{y:.2f}" r="2.6" fill="{colour}"/>'

"""The total score quarter by quarter, within its bounds, cut where rules or the mode changed.

Which quarters are comparable is the caller's to say: it hands over stretches.
"""

from collections.abc import Sequence
from decimal import Decimal

from markupsafe import Markup

from monev.printing import Language
from monev.reports.charts import palette
from monev.reports.charts.drawing import SMALL, WIDE, dot, drawn, svg
from monev.reports.charts.fitting import width_of
from monev.reports.charts.key import Key, entries, key_lines
from monev.reports.charts.plot import Plot
from monev.reports.charts.quarter_axis import (
    BOTTOM,
    TOP,
    QuarterAxis,
    Stretch,
    medians_of,
    runs_of,
)

HEIGHT = 176.0


def quarter_trend(
    quarters: Sequence[str],
    stretches: Sequence[Stretch],
    alt: str,
    *,
    newest: str = "",
    median: Sequence[Decimal | None] = (),
    median_word: str = "",
    key: Key = (),
    language: Language = "id",
    width: float = WIDE,
) -> Markup:
    """Draw scores 0-100 over `quarters` (the words of the axis), each stretch with its own line.

    A quarter without a score is an open dashed column and interrupts the line; between stretches
    stands a dotted upright. `median` has one value per quarter, null where there is none. Without a
    quarter the result is empty; raises ValueError for a place that is no quarter of the axis.
    """
    if not quarters:
        return Markup("")
    _check(quarters, stretches, median)
    right = max(width_of(newest, bold=True), width_of(median_word, SMALL), 14.0) + 12
    axis = QuarterAxis(Plot(26.0, width - right, TOP, BOTTOM), len(quarters))
    scored = {one.place for stretch in stretches for one in stretch.scores}
    absent = [place for place in range(len(quarters)) if place not in scored]
    runs = [run for stretch in stretches for run in runs_of(stretch.scores)]
    parts = [
        *axis.plot.grid(language),
        drawn([axis.column(place) for place in absent], palette.MID, 0.8, dashes="2 2"),
        *axis.bands(runs),
        *axis.cuts(stretches),
        drawn([axis.line(run) for run in medians_of(median)], palette.MID, 1.3),
        drawn(
            [axis.line([(one.place, one.value) for one in run]) for run in runs], palette.BAR, 1.9
        ),
        drawn(
            [dot(*axis.at(one.place, one.value), 2.9) for run in runs for one in run],
            palette.PAPER,
            1,
            fill=palette.BAR,
        ),
        *axis.ends(runs, newest, median, median_word),
        *axis.words(quarters),
    ]
    told, height = key_lines(entries(key), width, HEIGHT - 4)
    return svg(width, HEIGHT + height, [*parts, *told], alt)


def _check(
    quarters: Sequence[str], stretches: Sequence[Stretch], median: Sequence[Decimal | None]
) -> None:
    places = [one.place for stretch in stretches for one in stretch.scores]
    if any(not stretch.scores for stretch in stretches):
        raise ValueError("a stretch has no score; leave it out")
    if places != sorted(set(places)) or any(not 0 <= one < len(quarters) for one in places):
        raise ValueError(f"places {places} must rise and be below {len(quarters)}, the quarters")
    if median and len(median) != len(quarters):
        raise ValueError(f"{len(median)} medians for {len(quarters)} quarters; null where none")

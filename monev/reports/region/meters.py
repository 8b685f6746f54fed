"""Small drawings below a key figure: how much of a hundred, how far of the stages of a rule."""

from collections.abc import Sequence
from decimal import Decimal

from markupsafe import Markup

from monev.reports.charts import marks, palette
from monev.reports.charts.drawing import box, drawn, filled, share, svg
from monev.reports.charts.ladder import LAST

WIDE, TALL = 120.0, 10.0
TOP, HIGH = 2.0, 6.0
GAP = 1.6


def meter(pct: Decimal | None, alt: str, targets: Sequence[Decimal] = ()) -> Markup:
    """Draw a percentage with the ticks of its targets; one that is missing is an open frame.

    Below every target the bar is hatched.
    """
    track = (0.5, TOP, WIDE - 1, HIGH)
    if pct is None:
        parts = [marks.open_bars([track])]
    else:
        bar = (0.5, TOP, share(pct) * (WIDE - 1), HIGH)
        below = bool(targets) and all(pct < one for one in targets)
        parts = [
            filled([box(*track)], palette.SOFT),
            marks.below_bars([bar]) if below else marks.bars([bar]),
        ]
    ticks = [(0.5 + share(one) * (WIDE - 1), 0.0, TALL) for one in targets]
    return svg(WIDE, TALL, [*parts, marks.ticks(ticks)], alt)


def rungs(stage: int | None, alt: str) -> Markup:
    """Draw the stages of a rule, the reached ones filled; an unknown stage is an open frame."""
    step = (WIDE + GAP) / LAST
    places = [(rung * step, TOP, step - GAP, HIGH) for rung in range(LAST)]
    if stage is None:
        return svg(WIDE, TALL, [marks.open_bars([(0.5, TOP, WIDE - 1, HIGH)])], alt)
    reached = [box(*place) for place in places[:stage]]
    ahead = [box(x + 0.4, y + 0.4, wide - 0.8, tall - 0.8) for x, y, wide, tall in places[stage:]]
    colour = palette.BAR if stage >= LAST else palette.ACCENT
    return svg(WIDE, TALL, [filled(reached, colour), drawn(ahead, palette.MID, 0.8)], alt)

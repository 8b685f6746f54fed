"""A drawing in a table cell that costs no element: the CSS background of the cell.

An SVG in a cell costs 1.5 ms of layout, such a background half of it. The returned text holds
digits, fixed words and colours of the palette only, so it is safe in a `style` attribute. It is
meant for an empty cell beside the printed numbers, which are its text alternative.
"""

from collections.abc import Sequence
from decimal import Decimal

from markupsafe import Markup

from monev.reports.charts import palette
from monev.reports.charts.drawing import figure

TICK = Decimal("1.4")
"""Width of the tick of a rank, and the least length of a bar, in percent of the cell."""
WHOLE = Decimal(100)
BOUNDED = "fe"
"""Nearly opaque: the layout engine lets a gradient that is all opaque flow over its size."""

Piece = tuple[str, Decimal]
"""A colour and where it ends, in percent."""


def interval_background(low: int, high: int, at: int, last: int) -> Markup:
    """Return the CSS `background` of a rank `at` within its interval, on a scale 1 to `last`.

    Rank 1 is at the left; every rank has the same share of the scale. Use it as
    `style="background: ..."`; the strip is 5 pt high, in the middle of the cell. Raises ValueError
    unless 1 <= low <= high <= last and 1 <= at <= last; the rank may lie outside its interval.
    """
    if not (1 <= low <= high <= last and 1 <= at <= last):
        raise ValueError(f"rank {at} in {low}-{high} of {last}; ranks run from 1 to the last")
    one = WHOLE / last
    start, end = (low - 1) * one, high * one
    left = min(max((at - Decimal("0.5")) * one - TICK / 2, Decimal(0)), WHOLE - TICK)
    stretches = [(palette.SOFT, start), (palette.MID, end), (palette.SOFT, WHOLE)]
    before = [(fill, min(stop, left)) for fill, stop in stretches]
    after = [(fill, stop) for fill, stop in stretches if stop > left + TICK]
    return _strip([*before, (palette.INK, left + TICK), *after])


def bar_background(part_pct: Decimal | None, *, below: bool = False) -> Markup:
    """Return the CSS `background` of a bar of 0-100 % in a cell; null leaves the cell empty.

    What lies beyond 100 stays at the edge, zero is a thin upright line. A part below what is asked
    has its tip cut off, so that it differs without its colour too.
    """
    if part_pct is None:
        return Markup("none")
    end = min(max(part_pct, TICK), WHOLE)
    if not below or end < 4 * TICK:
        return _strip([(palette.BELOW if below else palette.BAR, end), (palette.SOFT, WHOLE)])
    cut = [(palette.BELOW, end - 2 * TICK), (palette.PAPER, end - TICK), (palette.BELOW, end)]
    return _strip([*cut, (palette.SOFT, WHOLE)])


def _strip(pieces: Sequence[Piece]) -> Markup:
    stops, begun = [], Decimal(0)
    for fill, end in pieces:
        if end > begun:
            stops += [f"{fill} {_percent(begun)}", f"{fill} {_percent(end)}"]
            begun = end
    stops[-1] = stops[-1].replace(" ", f"{BOUNDED} ")
    gradient = f"linear-gradient(to right, {', '.join(stops)})"
    return Markup(f"{gradient} 0 50% / 100% 5pt no-repeat")  # noqa: S704 - no text of others


def _percent(value: Decimal) -> str:
    return f"{figure(float(value))}%"

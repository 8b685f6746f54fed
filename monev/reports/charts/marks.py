"""How a value, a value below what is asked, bounds and something missing look in every chart.

Each look differs by shape or pattern as well as by colour. Several marks of one look are one path.
"""

from collections.abc import Sequence

from monev.reports.charts import palette
from monev.reports.charts.drawing import box, down, drawn, filled, hatching, joined

Box = tuple[float, float, float, float]
"""Left, top, width, height."""

THINNEST = 0.8
"""Zero is drawn this thin, so that it is seen and not taken for missing."""


def bars(boxes: Sequence[Box], fill: str = palette.BAR) -> str:
    """Return values as solid bars; a value of zero is a thin upright line."""
    return filled((box(x, y, max(width, THINNEST), height) for x, y, width, height in boxes), fill)


def below_bars(boxes: Sequence[Box]) -> str:
    """Return values below what is asked: outlined and hatched."""
    if not boxes:
        return ""
    seen = [(x, y, max(width, THINNEST), height) for x, y, width, height in boxes]
    outline = drawn((box(*one) for one in seen), palette.BELOW, 0.9, fill=palette.BELOW_SOFT)
    return outline + drawn((hatching(*one) for one in seen), palette.BELOW, 0.8)


def bounds(boxes: Sequence[Box]) -> str:
    """Return stretches from the worst to the best possible value: pale, with lines at the ends.

    A value that could be no other has no stretch.
    """
    wide = [one for one in boxes if one[2] > THINNEST]
    pale = filled((box(*one) for one in wide), palette.SOFT)
    ends = (down(place, y, height) for x, y, width, height in wide for place in (x, x + width))
    return pale + drawn(ends, palette.MID, 1)


def open_bars(boxes: Sequence[Box]) -> str:
    """Return the place of something missing: a dashed outline, nothing in it."""
    return drawn((box(*one) for one in boxes), palette.MID, 0.9, dashes="2.4 1.8")


def ticks(places: Sequence[tuple[float, float, float]], colour: str = palette.INK) -> str:
    """Return upright ticks, each (x, top, height), with a thin pale edge so that bars end at it."""
    pieces = [down(*one) for one in places]
    return drawn(pieces, palette.PAPER, 3) + drawn(pieces, colour, 1.6)


def beyond(places: Sequence[tuple[float, float, float]]) -> str:
    """Return arrow heads, each (x, middle, height): the value goes on beyond the scale."""
    pieces = (
        joined([(x, y - height / 2), (x + height * 0.6, y), (x, y + height / 2)], closed=True)
        for x, y, height in places
    )
    return filled(pieces, palette.BAR)

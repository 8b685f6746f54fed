"""The line below a drawing that says what its marks mean; words come from the caller."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from monev.reports.charts import palette
from monev.reports.charts.drawing import SMALL, across, box, dot, down, drawn, filled, text_at
from monev.reports.charts.fitting import width_of
from monev.reports.charts.marks import Box, below_bars, bounds, open_bars, ticks

Mark = Literal[
    "bar", "below", "bounds", "missing", "tick", "frame", "line", "way", "median", "cut", "chosen"
]
SAMPLE, TALL = 16.0, 6.0
LINE_HEIGHT = 12.0

Key = Sequence[tuple[Mark, str]]
"""Marks with their words, as a caller gives them."""


@dataclass(frozen=True)
class Entry:
    """One mark and its words; with a `fill` it is the sample of a step and `mark` is not drawn."""

    mark: Mark
    words: str
    fill: str = ""


def entries(key: Key) -> list[Entry]:
    """Return what a caller gave as entries."""
    return [Entry(mark, words) for mark, words in key]


def key_lines(key: Sequence[Entry], width: float, top: float) -> tuple[list[str], float]:
    """Return the key from `top` on, broken into lines of `width`, and the height it takes."""
    if not key:
        return [], 0
    parts = []
    x, y = 0.0, top + 10
    for entry in key:
        wide = SAMPLE + 4 + width_of(entry.words, SMALL)
        if x and x + wide > width:
            x, y = 0.0, y + LINE_HEIGHT
        parts.append(_sample(entry, x + 0.5, y - 2.8))
        parts.append(text_at(x + SAMPLE + 5, y, entry.words, size=SMALL, fill=palette.QUIET))
        x += wide + 14
    return parts, y - top + 4


def _sample(entry: Entry, x: float, y: float) -> str:
    body = (x, y - TALL / 2, SAMPLE, TALL)
    if entry.fill:
        return drawn([box(*body)], palette.MID, 0.6, fill=entry.fill)
    return SAMPLES[entry.mark](body)


def _line(body: Box, colour: str, width: float, dashes: str = "") -> str:
    x, y, wide, tall = body
    return drawn([across(x, y + tall / 2, wide)], colour, width, dashes=dashes)


def _joined(body: Box) -> str:
    x, y, wide, tall = body
    middle = dot(x + wide / 2, y + tall / 2, 2.9)
    return _line(body, palette.BAR, 1.9) + filled([middle], palette.BAR)


def _upright(body: Box) -> tuple[float, float, float]:
    x, y, wide, tall = body
    return x + wide / 2, y - 2, tall + 4


SAMPLES: dict[Mark, Callable[[Box], str]] = {
    "bar": lambda body: filled([box(*body)], palette.BAR),
    "below": lambda body: below_bars([body]),
    "bounds": lambda body: bounds([body]),
    "missing": lambda body: open_bars([body]),
    "tick": lambda body: ticks([_upright(body)]),
    "frame": lambda body: drawn([box(*body)], palette.BAR, 0.8),
    "line": _joined,
    "way": lambda body: _line(body, palette.ACCENT, 1.1, "3 2.2"),
    "median": lambda body: _line(body, palette.MID, 1.3),
    "cut": lambda body: drawn([down(*_upright(body))], palette.QUIET, 0.9, dashes="1.4 1.6"),
    "chosen": lambda body: drawn([box(*body)], palette.ACCENT, 2),
}
"""How the sample of each mark is drawn into its box."""

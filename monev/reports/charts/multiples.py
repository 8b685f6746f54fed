"""Many regions side by side: a small set of bars for each, all on one scale 0-100."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from monev.reports.charts import marks, palette
from monev.reports.charts.drawing import SMALL, WIDE, across, drawn, share, svg, text_at
from monev.reports.charts.fitting import shortened
from monev.reports.charts.key import Key, entries, key_lines

TALL, HEAD, FOOT = 30.0, 12.0, 10.0
GUTTER = 14.0
MOST_BARS = 8


@dataclass(frozen=True)
class Panel:
    """One region: name, one value 0-100 per bar (null where missing), and its total as printed."""

    name: str
    values: Sequence[Decimal | None]
    label: str = ""


def small_multiples(
    panels: Sequence[Panel],
    letters: Sequence[str],
    alt: str,
    *,
    threshold: Decimal | None = None,
    columns: int = 0,
    key: Key = (),
    width: float = WIDE,
) -> Markup:
    """Draw one panel per region, its bars in the order of `letters`, which stand below each column.

    A bar below `threshold` is hatched; a missing value is an open dashed bar of full height.
    `columns` is chosen by the width where it is 0. Without panels the result is empty; raises
    ValueError where a panel has another number of values than there are letters.
    """
    if not panels:
        return Markup("")
    count = columns or max(2, int(width // 118))
    grid = _Grid(width, count, -(-len(panels) // count), len(letters))
    _check(panels, letters)
    known, below, absent = [], [], []
    for place, panel in enumerate(panels):
        for bar, value in enumerate(panel.values):
            if value is None:
                absent.append(grid.bar(place, bar, Decimal(100)))
            elif threshold is not None and value < threshold:
                below.append(grid.bar(place, bar, value))
            else:
                known.append(grid.bar(place, bar, value))
    bases = [across(grid.x(place), grid.base(place), grid.wide) for place in range(len(panels))]
    tops = [
        across(grid.x(place), grid.base(place) - TALL, grid.wide) for place in range(len(panels))
    ]
    parts = [
        drawn(tops, palette.LINE, 0.5),
        marks.bars(known),
        marks.below_bars(below),
        marks.open_bars(absent),
        drawn(bases, palette.MID, 0.8),
    ]
    for place, panel in enumerate(panels):
        parts += grid.words(place, panel)
    parts += grid.letters(letters, len(panels))
    told, height = key_lines(entries(key), width, grid.height)
    return svg(width, grid.height + height, [*parts, *told], alt)


@dataclass(frozen=True)
class _Grid:
    width: float
    columns: int
    rows: int
    bars: int

    @property
    def wide(self) -> float:
        return (self.width - (self.columns - 1) * GUTTER) / self.columns

    @property
    def pitch(self) -> float:
        return HEAD + TALL + 8

    @property
    def height(self) -> float:
        return self.rows * self.pitch + FOOT

    def x(self, place: int) -> float:
        return place % self.columns * (self.wide + GUTTER)

    def base(self, place: int) -> float:
        return place // self.columns * self.pitch + HEAD + TALL

    def bar(self, place: int, bar: int, value: Decimal) -> marks.Box:
        step, tall = self.wide / self.bars, max(share(value) * TALL, marks.THINNEST)
        return self.x(place) + bar * step + step * 0.14, self.base(place) - tall, step * 0.72, tall

    def words(self, place: int, panel: Panel) -> list[str]:
        y, label_room = self.base(place) - TALL - 4, 24.0 if panel.label else 0.0
        return [
            text_at(
                self.x(place), y, shortened(panel.name, self.wide - label_room, SMALL), size=SMALL
            ),
            text_at(self.x(place) + self.wide, y, panel.label, size=SMALL, bold=True, anchor="end"),
        ]

    def letters(self, letters: Sequence[str], panels: int) -> list[str]:
        step = self.wide / self.bars
        lowest = [
            max(range(column, panels, self.columns)) for column in range(min(self.columns, panels))
        ]
        return [
            text_at(
                self.x(place) + (bar + 0.5) * step,
                self.base(place) + 9,
                letter,
                size=7.2,
                fill=palette.QUIET,
                anchor="middle",
            )
            for place in lowest
            for bar, letter in enumerate(letters)
        ]


def _check(panels: Sequence[Panel], letters: Sequence[str]) -> None:
    if not 1 <= len(letters) <= MOST_BARS:
        raise ValueError(f"{len(letters)} bars per panel; 1 to {MOST_BARS} can be told apart")
    for panel in panels:
        if len(panel.values) != len(letters):
            raise ValueError(f"{panel.name}: {len(panel.values)} values for {len(letters)} letters")

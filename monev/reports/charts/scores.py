"""Scores from 0 to 100 as bars, each within the bounds of what it could be."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from monev.printing import Language
from monev.reports.charts import marks, palette
from monev.reports.charts.drawing import WIDE, share, svg
from monev.reports.charts.key import Key, entries, key_lines
from monev.reports.charts.rows import Rows

PITCH, BAND, BAR_HEIGHT, TICK_HEIGHT = 22.0, 12.0, 6.4, 17.0


@dataclass(frozen=True)
class Bar:
    """One row: its name, the value drawn, the bounds around it (all 0-100) and its printed value.

    `median` is that of others, drawn as a tick; `below` says that the caller's threshold is
    missed; `total` sets the row of the sum apart.
    """

    name: str
    value: Decimal | None
    low: Decimal
    high: Decimal
    label: str
    median: Decimal | None = None
    below: bool = False
    total: bool = False


def score_bars(
    bars: Sequence[Bar],
    alt: str,
    *,
    key: Key = (),
    language: Language = "id",
    width: float = WIDE,
) -> Markup:
    """Draw scores as bars with a pale band from the worst to the best possible score.

    A row without a value shows its band alone, open and dashed. Without rows nothing is drawn: the
    result is empty.
    """
    if not bars:
        return Markup("")
    rows = Rows(len(bars), width, names=166, labels=48, pitch=PITCH)
    grid, numbers = rows.scale(language)
    known = [(row, bar, bar.value) for row, bar in enumerate(bars) if bar.value is not None]
    parts = [
        grid,
        marks.bounds([_band(rows, row, bar) for row, bar, _ in known]),
        marks.open_bars(
            [_band(rows, row, bar) for row, bar in enumerate(bars) if bar.value is None]
        ),
        marks.bars([_bar(rows, row, value) for row, bar, value in known if _plain(bar)]),
        marks.bars([_bar(rows, row, value) for row, bar, value in known if bar.total], palette.INK),
        marks.below_bars(
            [_bar(rows, row, value) for row, bar, value in known if bar.below and not bar.total]
        ),
        marks.ticks(
            [
                (rows.at(share(bar.median)), rows.middle(row) - TICK_HEIGHT / 2, TICK_HEIGHT)
                for row, bar in enumerate(bars)
                if bar.median is not None
            ]
        ),
        *numbers,
    ]
    for row, bar in enumerate(bars):
        parts.append(rows.name(row, bar.name, bold=bar.total))
        parts.append(rows.label(row, bar.label, missing=bar.value is None, below=bar.below))
    told, height = key_lines(entries(key), width, rows.bottom + 14)
    return svg(width, rows.bottom + 14 + height, [*parts, *told], alt)


def _plain(bar: Bar) -> bool:
    return not bar.below and not bar.total


def _band(rows: Rows, row: int, bar: Bar) -> marks.Box:
    low, high = share(bar.low), share(bar.high)
    y = rows.middle(row) - BAND / 2
    return rows.at(low), y, max(high - low, 0) * rows.long, BAND


def _bar(rows: Rows, row: int, value: Decimal) -> marks.Box:
    return rows.left, rows.middle(row) - BAR_HEIGHT / 2, share(value) * rows.long, BAR_HEIGHT

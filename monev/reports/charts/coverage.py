"""Coverage of groups of workers against their targets, in percent."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from monev.printing import Language
from monev.reports.charts import marks, palette
from monev.reports.charts.drawing import WIDE, box, filled, share, svg, wedge
from monev.reports.charts.key import Key, entries, key_lines
from monev.reports.charts.rows import Rows

PITCH, BAR_HEIGHT, TICK_HEIGHT = 19.0, 9.0, 15.0


@dataclass(frozen=True)
class Coverage:
    """One group: percentage covered and its target in percent, null where not known; as printed."""

    name: str
    pct: Decimal | None
    target_pct: Decimal | None
    label: str

    @property
    def below(self) -> bool:
        """Whether a known figure misses a known target."""
        return self.pct is not None and self.target_pct is not None and self.pct < self.target_pct


def coverage_bars(
    groups: Sequence[Coverage],
    alt: str,
    *,
    key: Key = (),
    language: Language = "id",
    width: float = WIDE,
) -> Markup:
    """Draw coverage 0-100 % as bars on a pale track, each with the tick of its target.

    A figure above 100 ends in an arrow head, one below its target is hatched and has a wedge at
    its label, a missing one is an open dashed track. Without rows the result is empty.
    """
    if not groups:
        return Markup("")
    rows = Rows(len(groups), width, names=176, labels=58, pitch=PITCH)
    grid, numbers = rows.scale(language)
    known = [(row, one, one.pct) for row, one in enumerate(groups) if one.pct is not None]
    parts = [
        grid,
        filled((box(*_bar(rows, row, Decimal(100))) for row, _, _ in known), palette.SOFT),
        marks.open_bars(
            [_bar(rows, row, Decimal(100)) for row, one in enumerate(groups) if one.pct is None]
        ),
        marks.bars([_bar(rows, row, pct) for row, one, pct in known if not one.below]),
        marks.below_bars([_bar(rows, row, pct) for row, one, pct in known if one.below]),
        marks.beyond(
            [(rows.at(1), rows.middle(row), BAR_HEIGHT) for row, _, pct in known if pct > 100]
        ),
        marks.ticks(
            [
                (rows.at(share(one.target_pct)), rows.middle(row) - TICK_HEIGHT / 2, TICK_HEIGHT)
                for row, one in enumerate(groups)
                if one.target_pct is not None
            ]
        ),
        filled(
            (
                wedge(rows.before_label(one.label), rows.middle(row) + 2.6, 5)
                for row, one, _ in known
                if one.below
            ),
            palette.BELOW,
        ),
        *numbers,
    ]
    for row, one in enumerate(groups):
        parts.append(rows.name(row, one.name))
        parts.append(rows.label(row, one.label, missing=one.pct is None, below=one.below))
    told, height = key_lines(entries(key), width, rows.bottom + 14)
    return svg(width, rows.bottom + 14 + height, [*parts, *told], alt)


def _bar(rows: Rows, row: int, pct: Decimal) -> marks.Box:
    return rows.left, rows.middle(row) - BAR_HEIGHT / 2, share(pct) * rows.long, BAR_HEIGHT

"""The provinces as a map of equal tiles, shaded in ordered steps, each with its value.

Tiles and not areas: a small province weighs as much as a large one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from monev.reports.charts import palette
from monev.reports.charts.drawing import WIDE, box, drawn, svg, text_at
from monev.reports.charts.key import Entry, key_lines
from monev.reports.charts.rows import STACKED_BELOW
from monev.reports.charts.tile_layout import Seat, TileLayout, load_tile_layout

SPACE = 1.6


@dataclass(frozen=True)
class Tile:
    """What a province is shaded by, null where it is not known, and its value as printed."""

    value: Decimal | None
    label: str


def tile_grid(
    tiles: Mapping[str, Tile],
    edges: Sequence[Decimal],
    words: Sequence[str],
    missing_word: str,
    alt: str,
    *,
    highlight: str = "",
    highlight_word: str = "",
    layout: TileLayout | None = None,
    width: float = WIDE,
) -> Markup:
    """Draw all provinces, each of `tiles` (by two-digit code) shaded by the step its value is in.

    `edges` are the lower edges of all steps but the first, rising; `words` name the steps from low
    to high. A province without a value, or not among `tiles`, is an open dashed tile, never
    shaded as low. `highlight` is the code of a province framed in bold, told as `highlight_word`.
    Raises ValueError for a code that has no tile, edges out of order, or another number of words
    than steps.
    """
    seats = layout or load_tile_layout()
    shades = palette.steps(len(edges) + 1)
    _check(tiles, seats, edges, words, highlight)
    grid = _Grid(seats, width)
    groups: list[list[Seat]] = [[] for _ in shades]
    absent = []
    for seat in seats.tiles:
        value = tiles[seat.code].value if seat.code in tiles else None
        if value is None:
            absent.append(seat)
        else:
            groups[sum(value >= edge for edge in edges)].append(seat)
    parts = []
    for group, (fill, ink) in zip(groups, shades, strict=True):
        parts.append(drawn([grid.cell(seat) for seat in group], palette.MID, 0.6, fill=fill))
        parts += [grid.words(seat, tiles[seat.code].label, ink) for seat in group]
    parts.append(drawn([grid.cell(one) for one in absent], palette.MID, 0.9, dashes="2.4 1.8"))
    for seat in absent:
        label = tiles[seat.code].label if seat.code in tiles else ""
        parts.append(grid.words(seat, label, palette.ABSENT))
    parts += [
        drawn([grid.cell(one)], palette.ACCENT, 2.4) for one in seats.tiles if one.code == highlight
    ]
    told = [Entry("bar", word, fill) for word, (fill, _) in zip(words, shades, strict=True)]
    if absent:
        told.append(Entry("missing", missing_word))
    if highlight_word:
        told.append(Entry("chosen", highlight_word))
    key, height = key_lines(told, width, grid.height + 2)
    return svg(width, grid.height + 2 + height, [*parts, *key], alt)


class _Grid:
    def __init__(self, layout: TileLayout, width: float) -> None:
        self.narrow = width < STACKED_BELOW
        self.pitch = (width - 2) / layout.columns
        self.tall = max(self.pitch * 0.94, 22.0)
        self.height = layout.rows * self.tall + 2

    def box(self, seat: Seat) -> tuple[float, float, float, float]:
        x, y = 1 + (seat.column - 1) * self.pitch, 1 + (seat.row - 1) * self.tall
        return x + SPACE / 2, y + SPACE / 2, self.pitch - SPACE, self.tall - SPACE

    def cell(self, seat: Seat) -> str:
        return box(*self.box(seat))

    def words(self, seat: Seat, label: str, ink: str) -> str:
        x, y, wide, tall = self.box(seat)
        middle, size = x + wide / 2, 7.4 if self.narrow else 7.0
        name = seat.letters if self.narrow else seat.short
        if not label:
            return text_at(middle, y + tall / 2 + 2.6, name, size=size, fill=ink, anchor="middle")
        return text_at(
            middle, y + tall * 0.4, name, size=size, fill=ink, anchor="middle"
        ) + text_at(
            middle,
            y + tall * 0.82,
            label,
            size=size + (0 if self.narrow else 1.6),
            bold=True,
            fill=ink,
            anchor="middle",
        )


def _check(
    tiles: Mapping[str, Tile],
    layout: TileLayout,
    edges: Sequence[Decimal],
    words: Sequence[str],
    highlight: str,
) -> None:
    known = {one.code for one in layout.tiles}
    strange = sorted({*tiles, *([highlight] if highlight else [])} - known)
    if strange:
        raise ValueError(f"no tile for {', '.join(strange)}; add it to catalogue/tile_grid.yaml")
    if list(edges) != sorted(set(edges)):
        raise ValueError(f"edges {[str(one) for one in edges]} must rise")
    if len(words) != len(edges) + 1:
        raise ValueError(f"{len(words)} words for {len(edges) + 1} steps")

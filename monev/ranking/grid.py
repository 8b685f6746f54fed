"""Judged regions -> one grid of numbers that draws can be taken over.

Rows are regions in the order of their codes, columns are the theme's indicators. Alternative
normalisations are reckoned here once; drawing is `draws`' work.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from monev.ranking.compose import Means, means_of
from monev.ranking.entrants import Judged
from monev.ranking.normalise import NORMALISED, Cell
from monev.scorecard import IndicatorScore

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Grid:
    """R regions by J indicators, under N normalisations of which the first is the rubric's own.

    `points` (R) are the compared scores. `weights` (J) are the rubric's, `pillars` (J) number the
    pillar of each column, `means` are the rubric's own. `asked` (R, J) says what applies, `counted`
    what carries points when nothing is drawn, `drawn` where a draw may fall between `low` and
    `high` (N, R, J), which are points 0-100.
    """

    means: Means
    points: Floats
    weights: Floats
    pillars: NDArray[np.intp]
    asked: Flags
    counted: Flags
    drawn: Flags
    low: Floats
    high: Floats

    @property
    def regions(self) -> int:
        """How many regions are compared."""
        return len(self.points)


def grid_of(judged: Sequence[Judged], normalisations: Sequence[str]) -> Grid:
    """Return the grid of rankable regions under these normalisations.

    All must have been scored under one rubric, whose weights and means are taken from the first
    that has them.
    """
    columns: dict[str, IndicatorScore] = {}
    for one in judged:
        for indicator in one.rows:
            columns.setdefault(indicator.id, indicator)
    order = sorted(columns)
    own = [{indicator.id: indicator for indicator in one.rows} for one in judged]
    shape = (len(judged), len(order))
    asked, counted = np.zeros(shape, bool), np.zeros(shape, bool)
    drawn = np.zeros(shape, bool)
    ways = ["rubrik", *(name for name in normalisations if name != "rubrik")]
    low, high = np.zeros((len(ways), *shape)), np.zeros((len(ways), *shape))
    for at, name in enumerate(order):
        cells = [_cell(row.get(name)) for row in own]
        asked[:, at] = [cell.asked for cell in cells]
        counted[:, at] = [cell.score is not None for cell in cells]
        drawn[:, at] = [cell.asked and cell.open for cell in cells]
        for number, way in enumerate(ways):
            pairs = NORMALISED[way](cells)
            low[number, :, at] = [pair[0] for pair in pairs]
            high[number, :, at] = [pair[1] for pair in pairs]
    names = sorted({one.pillar for one in columns.values()})
    return Grid(
        means=means_of(judged[0].entrant.card),
        points=np.array([float(one.points) for one in judged]),
        weights=np.array([float(columns[name].weight) for name in order]),
        pillars=np.array([names.index(columns[name].pillar) for name in order], dtype=np.intp),
        asked=asked,
        counted=counted,
        drawn=drawn,
        low=low,
        high=high,
    )


def _cell(indicator: IndicatorScore | None) -> Cell:
    if indicator is None or indicator.status == "tidak_berlaku":
        return Cell(asked=False)
    known = indicator.status == "dinilai"
    return Cell(
        asked=True,
        known=known,
        score=indicator.score,
        high=indicator.high,
        low=indicator.low,
        cap=indicator.cap,
        points=indicator.points if known else None,
        value=_number(indicator.value) if known else None,
        best_value=_number(indicator.best_value) if known else None,
        has_best=known and indicator.best_value is not None,
    )


def _number(text: str | None) -> Decimal | None:
    """Return a value as a number; a category is none."""
    try:
        found = Decimal(text) if text is not None else None
    except ArithmeticError:
        return None
    return found if found is not None and found.is_finite() else None

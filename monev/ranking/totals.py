"""Totals of all regions under given weights, scales, means and values, in floating numbers.

The sum is the scorecard's: indicators to pillars, pillars to the whole.

Sums run column by column, never through a matrix product: the same row gives the same bits wherever
it stands and however the draws are cut, so equal regions stay equal.
"""

from collections.abc import Callable, Sequence

import numpy as np

from monev.ranking.compose import Means
from monev.ranking.grid import Flags, Floats, Grid

Change = Callable[[Floats], Floats]


def _same(values: Floats) -> Floats:
    return values


def _turned(values: Floats) -> Floats:
    """1 / x; a zero becomes infinite and back."""
    with np.errstate(divide="ignore"):
        return np.divide(1.0, values)


def _logarithm(values: Floats) -> Floats:
    with np.errstate(divide="ignore"):
        return np.log(values)


MEANS: dict[str, tuple[Change, Change]] = {
    "arithmetic": (_same, _same),
    "geometric": (_logarithm, np.exp),
    "harmonic": (_turned, _turned),
    "aritmetik": (_same, _same),
    "geometrik": (np.log1p, np.expm1),
}
"""A mean is a change of the values, their weighted sum, and the change back.

English names are the rubric's own means, Indonesian ones those drawn beside it. `geometrik` is
taken of points + 1, so that one zero does not hide everything else. `weakest` is no sum.
"""

WEAKEST = "weakest"
FULL = 100.0


class Totals:
    """Reckons totals for rows of weights. Source of the sum: `scoring.combine`, rubric 7.1.

    With `data`, what is missing counts and is given with each draw; without, as the mode says.
    """

    def __init__(self, grid: Grid, others: Sequence[str], *, data: bool) -> None:
        self.grid = grid
        own, same = grid.means, {"aritmetik": Means()}
        self.means = [own, *(Means(one, one) for one in others if same.get(one) != own)]
        self.pillars = [np.flatnonzero(grid.pillars == one).tolist() for one in _kinds(grid)]
        counted = grid.asked if data else grid.counted & grid.asked
        self.counted = np.ascontiguousarray(counted.T).astype(float)
        rows, places = np.nonzero(grid.drawn)
        self.cells = len(rows)
        self.cells_of = [np.flatnonzero(places == at) for at in range(len(grid.weights))]
        self.rows_of = [rows[cells] for cells in self.cells_of]
        self.low, self.width = self._bounds(grid.low), self._bounds(grid.high - grid.low)
        points = np.where(grid.counted & grid.asked, grid.low, 0.0).transpose(0, 2, 1)
        self.points = np.ascontiguousarray(points)
        self.changed = [self._ready(mean.within) for mean in self.means]
        plain = self if not data else Totals(grid, (), data=False)
        self.offset = grid.points - plain.undisturbed()
        """Brings the floating total to the exact score, so that undisturbed they are equal."""

    def of(self, weights: Floats, drawn: Floats | None, way: int, mean: int) -> Floats:
        """Return totals shaped (draws, regions) for weights (draws, J) and drawn cells, if any.

        `way` numbers a normalisation and `mean` one of `means`; 0 is the rubric's own of each.
        """
        return self._total(weights, drawn, way, mean) + self.offset

    def undisturbed(self) -> Floats:
        """Return the totals at the rubric's own weights, scales and means, nothing drawn."""
        return np.ravel(self._total(self.grid.weights[None, :], None, 0, 0))

    def _bounds(self, values: Floats) -> list[Floats]:
        """Return per column the values of its open cells, shaped (normalisations, cells)."""
        return [np.ascontiguousarray(values[:, rows, at]) for at, rows in enumerate(self.rows_of)]

    def _ready(self, within: str) -> Floats:
        """Return all points changed for a mean; what does not count weighs nothing as zero."""
        changed = self.points if within == WEAKEST else MEANS[within][0](self.points)
        return np.where(self.counted > 0, changed, 0.0)

    def _column(self, at: int, drawn: Floats | None, way: int, mean: int) -> Floats:
        flat: Floats = self.changed[mean][way, None, at]
        rows = self.rows_of[at]
        if drawn is None or not rows.size:
            return flat
        full = np.repeat(flat, len(drawn), axis=0)
        values = drawn[:, self.cells_of[at]] * self.width[at][way] + self.low[at][way]
        within = self.means[mean].within
        full[:, rows] = values if within == WEAKEST else MEANS[within][0](values)
        return full

    def _total(self, weights: Floats, drawn: Floats | None, way: int, mean: int) -> Floats:
        within, across = self.means[mean]
        straight = within == across and within != WEAKEST
        shape = (len(weights), self.grid.regions)
        lowest, over, under = np.full(shape, FULL), np.zeros(shape), np.zeros(shape)
        for own in self.pillars:
            value, live, full = self._pillar(own, weights, drawn, way, mean)
            if across == WEAKEST:
                lowest = np.where(live, np.minimum(lowest, value), lowest)
                continue
            if not straight:
                value = MEANS[across][0](value)
            over += np.where(live, full * value, 0.0)
            under += full * live
        if across == WEAKEST:
            return lowest
        return MEANS[across][1](np.divide(over, under))

    def _pillar(
        self, own: list[int], weights: Floats, drawn: Floats | None, way: int, mean: int
    ) -> tuple[Floats, Flags, Floats]:
        """Return one pillar's values, where it counts at all, and its weight.

        Where the same mean is taken of pillars too, values stay changed: one change back will do.
        """
        within, across = self.means[mean]
        shape = (len(weights), self.grid.regions)
        over, held, part = np.zeros(shape), np.zeros(shape), np.empty(shape)
        full, lowest = np.zeros((len(weights), 1)), np.full(shape, FULL)
        for at in own:
            weight, column = weights[:, at, None], self._column(at, drawn, way, mean)
            full += weight
            held += np.multiply(weight, self.counted[at], out=part)
            if within == WEAKEST:
                lowest = np.where(self.counted[at] > 0, np.minimum(lowest, column), lowest)
            else:
                over += np.multiply(weight, column, out=part)
        live = held > 0
        if within == WEAKEST:
            return lowest, live, full
        value = np.divide(over, held, out=over, where=live)
        return (value if within == across else MEANS[within][1](value)), live, full


def _kinds(grid: Grid) -> list[int]:
    found: list[int] = np.unique(grid.pillars).tolist()
    return found

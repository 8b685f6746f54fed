"""Seeded draws over a grid: in each, other weights, another normalisation or aggregation, or other
values for what is missing or has two readings; and the rank of every region in it.

The method is uncertainty analysis of a composite indicator by Monte Carlo: M. Saisana, A. Saltelli
and S. Tarantola, "Uncertainty and sensitivity analysis techniques as tools for the quality
assessment of composite indicators", Journal of the Royal Statistical Society A 168 (2005),
307-323; "Robustness and sensitivity" is step 7 of the ten of the OECD/JRC Handbook on Constructing
Composite Indicators (2008). What is in doubt, and by how much, is our proposal (usulan).

Sums run column by column, never through a matrix product: the same row gives the same bits wherever
it stands and however the draws are cut, so equal regions stay equal.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from monev.errors import UsageError
from monev.ranking.grid import Floats, Grid

Ranks = NDArray[np.unsignedinteger]

LARGEST_BYTES = 600_000_000
"""What the ranks of all draws may take; more is refused, with the number of draws that fits."""

AT_ONCE = 1 << 17
"""Numbers in one working array: draws are taken in pieces that stay in the processor's cache."""


@dataclass(frozen=True)
class Choice:
    """What may vary: the share a weight may move by, and which doubts are switched on.

    `normalisations` and `aggregations` are how many of the grid's ways may be picked, with the
    rubric's own first.
    """

    weight_shift: float
    normalisations: int
    geometric: bool
    data: bool

    def only(self, factor: str) -> "Choice":
        """Return the choice with every other doubt switched off."""
        return Choice(
            weight_shift=self.weight_shift if factor == "bobot" else 0.0,
            normalisations=self.normalisations if factor == "normalisasi" else 1,
            geometric=self.geometric and factor == "agregasi",
            data=self.data and factor == "data",
        )


def rank_draws(grid: Grid, choice: Choice, draws: int, seed: int, at_once: int = AT_ONCE) -> Ranks:
    """Return the rank of every region in every draw, shaped (regions, draws); 1 is the highest.

    Equal totals share the better rank. Each doubt has a stream of its own, made from the seed, so
    that a doubt drawn alone meets the same values as in company, and `at_once` changes nothing.
    Raises UsageError where the ranks of so many draws do not fit in LARGEST_BYTES.
    """
    kind = np.uint16 if grid.regions < 2**16 else np.uint32
    if grid.regions * draws * np.dtype(kind).itemsize > LARGEST_BYTES:
        fits = LARGEST_BYTES // (max(grid.regions, 1) * np.dtype(kind).itemsize)
        raise UsageError(f"{draws} draws over {grid.regions} regions found; at most {fits} fit")
    weight_stream, way_stream, mean_stream, data_stream = (
        np.random.Generator(np.random.PCG64(child))
        for child in np.random.SeedSequence(seed).spawn(4)
    )
    totals = _Totals(grid, choice.data)
    ranks = np.empty((grid.regions, draws), kind)
    step = max(1, at_once // max(grid.regions, 1))
    for start in range(0, draws, step):
        count = min(step, draws - start)
        moved = 1.0 + choice.weight_shift * (
            2.0 * weight_stream.random((count, len(grid.weights))) - 1.0
        )
        ways = (way_stream.random(count) * choice.normalisations).astype(np.intp)
        means = (mean_stream.random(count) * (2 if choice.geometric else 1)).astype(np.intp)
        open_cells = data_stream.random((count, totals.cells)) if choice.data else None
        found = np.empty((count, grid.regions))
        for way in range(choice.normalisations):
            for mean in range(2):
                rows = np.flatnonzero((ways == way) & (means == mean))
                if rows.size:
                    drawn = None if open_cells is None else open_cells[rows]
                    weights = grid.weights * moved[rows]
                    found[rows] = totals.of(weights, drawn, way, geometric=bool(mean))
        ranks[:, start : start + count] = _ranked(found).T
    return ranks


def _ranked(totals: Floats) -> NDArray[np.intp]:
    """Return ranks along the last axis, the highest first; equal totals share the better rank."""
    order = np.argsort(-totals, axis=1)
    falling = np.take_along_axis(totals, order, axis=1)
    place = np.broadcast_to(np.arange(1, totals.shape[1] + 1), totals.shape).copy()
    place[:, 1:][falling[:, 1:] == falling[:, :-1]] = 0
    np.maximum.accumulate(place, axis=1, out=place)
    ranks = np.empty_like(place)
    np.put_along_axis(ranks, order, place, axis=1)
    return ranks


class _Totals:
    """Totals of all regions for given weights, as the scorecard reckons them.

    What does not apply hands its weight to the rest of its pillar, and an empty pillar to the
    others; what is missing counts as the scorecard's mode says, or is drawn.
    """

    def __init__(self, grid: Grid, data: bool) -> None:
        self.grid = grid
        self.columns = [
            np.flatnonzero(grid.pillars == one).tolist() for one in np.unique(grid.pillars)
        ]
        self.counted = grid.asked if data else grid.counted & grid.asked
        rows, places = np.nonzero(grid.drawn)
        self.cells = len(rows)
        self.cells_of = [np.flatnonzero(places == at) for at in range(len(grid.weights))]
        self.rows_of = [rows[cells] for cells in self.cells_of]
        by_column = np.where(grid.counted & grid.asked, grid.low, 0.0).transpose(0, 2, 1)
        self.points = np.ascontiguousarray(by_column)
        self.logarithms = np.log1p(self.points)
        self.asked_of = np.ascontiguousarray(grid.asked.T)
        self.counted_of = np.ascontiguousarray(self.counted.T)
        self.whole = [bool(self.counted_of[own].all()) for own in self.columns]
        self.low, self.width = self._bounds(grid.low), self._bounds(grid.high - grid.low)
        plain = _Totals(grid, data=False).plain() if data else self.plain()
        self.offset = grid.points - plain
        """Brings the floating mean to the exact score, so that undisturbed they are equal."""

    def of(self, weights: Floats, drawn: Floats | None, way: int, *, geometric: bool) -> Floats:
        """Return totals shaped (draws, regions): points, or logarithms where geometric.

        A geometric mean is taken of points + 1, so that one zero does not hide everything else.
        """
        source = self.logarithms[way] if geometric else self.points[way]

        def column(at: int) -> Floats:
            flat: Floats = source[None, at]
            rows = self.rows_of[at]
            if drawn is None or not rows.size:
                return flat
            full = np.repeat(flat, len(weights), axis=0)
            values = drawn[:, self.cells_of[at]] * self.width[at][way] + self.low[at][way]
            full[:, rows] = np.log1p(values) if geometric else values
            return full

        total: Floats = self._mean(weights, column)
        if not geometric:
            total += self.offset
        return total

    def _bounds(self, values: Floats) -> list[Floats]:
        """Return per column the values of its open cells, shaped (normalisations, cells)."""
        return [np.ascontiguousarray(values[:, rows, at]) for at, rows in enumerate(self.rows_of)]

    def plain(self) -> Floats:
        """Return the totals at the rubric's own weights, scales and mean, nothing drawn."""
        total = self._mean(self.grid.weights[None, :], lambda at: self.points[0][None, at])
        return np.ravel(total)

    def _mean(self, weights: Floats, column: Callable[[int], Floats]) -> Floats:
        shape = (len(weights), self.grid.regions)
        over, under = np.zeros(shape), np.zeros((len(weights), 1))
        for own, whole in zip(self.columns, self.whole, strict=True):
            part, asked, held = np.zeros(shape), np.zeros(shape), np.zeros(shape)
            full = np.zeros((len(weights), 1))
            for at in own:
                weight = weights[:, at, None]
                part += weight * column(at)
                full += weight
                if not whole:
                    asked += weight * self.asked_of[at]
                    held += weight * self.counted_of[at]
            if whole:
                over += part
                under = under + full
            else:
                share = np.divide(full, asked, out=np.zeros(shape), where=asked > 0)
                over += share * part
                under = under + share * held
        return np.divide(over, under)

"""Seeded draws over a grid: in each, other weights, another normalisation or aggregation, or other
values for what is missing or has two readings; and the rank of every region in it.

The method is uncertainty analysis of a composite indicator by Monte Carlo: M. Saisana, A. Saltelli
and S. Tarantola, "Uncertainty and sensitivity analysis techniques as tools for the quality
assessment of composite indicators", Journal of the Royal Statistical Society A 168 (2005),
307-323; "Robustness and sensitivity" is step 7 of the ten of the OECD/JRC Handbook on Constructing
Composite Indicators (2008). What is in doubt, and by how much, is our proposal (usulan).

"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from monev.errors import UsageError
from monev.ranking.grid import Floats, Grid
from monev.ranking.totals import Totals

Ranks = NDArray[np.unsignedinteger]

LARGEST_BYTES = 600_000_000
"""What the ranks of all draws may take; more is refused, with the number of draws that fits."""

AT_ONCE = 1 << 17
"""Numbers in one working array: draws are taken in pieces that stay in the processor's cache."""


@dataclass(frozen=True)
class Choice:
    """What may vary: the share a weight may move by, and which doubts are switched on.

    `normalisations` is how many of the grid's ways may be picked, the rubric's own first. `means`
    are other means that may be picked beside the rubric's own.
    """

    weight_shift: float
    normalisations: int
    means: tuple[str, ...]
    data: bool

    def only(self, factor: str) -> "Choice":
        """Return the choice with every other doubt switched off."""
        return Choice(
            weight_shift=self.weight_shift if factor == "bobot" else 0.0,
            normalisations=self.normalisations if factor == "normalisasi" else 1,
            means=self.means if factor == "agregasi" else (),
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
    totals = Totals(grid, choice.means, data=choice.data)
    ranks = np.empty((grid.regions, draws), kind)
    step = max(1, at_once // max(grid.regions, 1))
    for start in range(0, draws, step):
        count = min(step, draws - start)
        moved = 1.0 + choice.weight_shift * (
            2.0 * weight_stream.random((count, len(grid.weights))) - 1.0
        )
        ways = (way_stream.random(count) * choice.normalisations).astype(np.intp)
        means = (mean_stream.random(count) * len(totals.means)).astype(np.intp)
        open_cells = data_stream.random((count, totals.cells)) if choice.data else None
        found = np.empty((count, grid.regions))
        for way in range(choice.normalisations):
            for mean in range(len(totals.means)):
                rows = np.flatnonzero((ways == way) & (means == mean))
                if rows.size:
                    drawn = None if open_cells is None else open_cells[rows]
                    found[rows] = totals.of(grid.weights * moved[rows], drawn, way, mean)
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

"""Ranks of all draws -> intervals, shares and what makes them vary. Whole numbers to the end."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import numpy as np

from monev.composite.precision import as_decimal
from monev.league import RankInterval
from monev.ranking.draws import Ranks

ROWS_AT_ONCE = 512
"""Regions whose draws are sorted at a time."""

FOUR_PLACES = Decimal("0.0001")


def intervals(ranks: Ranks) -> list[RankInterval]:
    """Return where each region's rank lies: 5th to 95th percentile, best and worst.

    The percentiles are ranks that were drawn, the outer ones where they fall between two draws.
    """
    draws = ranks.shape[1]
    low, high = (draws - 1) * 5 // 100, -(-(draws - 1) * 95 // 100)
    found = []
    for start in range(0, len(ranks), ROWS_AT_ONCE):
        piece = np.sort(ranks[start : start + ROWS_AT_ONCE], axis=1)
        ends = piece[:, [low, high, 0, draws - 1]].tolist()
        found += [
            RankInterval(p05=p05, p95=p95, best=best, worst=worst) for p05, p95, best, worst in ends
        ]
    return found


def shares_at_most(ranks: Ranks, rank: int) -> list[Decimal]:
    """Return per region the share of draws in which its rank is `rank` or better."""
    counts: list[int] = np.count_nonzero(ranks <= rank, axis=1).tolist()
    return [_share(count, ranks.shape[1]) for count in counts]


def outranking(ranks: Ranks, order: Sequence[int]) -> list[Decimal | None]:
    """Return, for rows in table order, the share of draws in which a row stands above the next.

    Equal ranks stand above nobody. The last row has no next.
    """
    shares: list[Decimal | None] = [
        _share(int(np.count_nonzero(ranks[one] < ranks[after])), ranks.shape[1])
        for one, after in pairwise(order)
    ]
    return [*shares, None] if order else []


def _share(count: int, draws: int) -> Decimal:
    return Decimal(count) / Decimal(draws)


def variance(ranks: Ranks) -> Fraction:
    """Return the variance of a rank over the draws, summed over all regions, exactly."""
    draws = ranks.shape[1]
    total = Fraction(0)
    for start in range(0, len(ranks), ROWS_AT_ONCE):
        piece = ranks[start : start + ROWS_AT_ONCE].astype(np.int64)
        first, second = piece.sum(axis=1), (piece * piece).sum(axis=1)
        for one, two in zip(first.tolist(), second.tolist(), strict=True):
            total += Fraction(draws * two - one * one, draws * draws)
    return total


def share_of_variance(alone: Fraction, together: Fraction) -> Decimal | None:
    """Return the variance with one doubt alone over that with all; None where ranks never move."""
    if together == 0:
        return None
    return as_decimal(alone / together).quantize(FOUR_PLACES)

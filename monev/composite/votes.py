"""Indicators as voters: Borda, Condorcet/Copeland and the Kemeny order (C-K-Y-L).

Only the order of values counts, never their distance, so weights mean importance. Everything is
exact; ties stay ties. Source: OECD/JRC, Handbook on Constructing Composite Indicators, 2008,
sections 6.12 and 6.13.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from monev.errors import MonevError

MOST_UNITS = 8
"""A Kemeny order of more units is refused: the number of orders grows as the factorial."""

Criterion = Sequence[Fraction | None]
"""One indicator's values, one per unit, more being better; None where there is none."""

Matrix = tuple[tuple[Fraction, ...], ...]
HALF = Fraction(1, 2)


class TooManyUnitsError(MonevError):
    """An exact order of that many units is out of reach."""


def borda(criteria: Sequence[Criterion], weights: Sequence[Fraction]) -> list[Fraction]:
    """Return the Borda points of every unit: one per unit beaten, half per tie, times the weight.

    A unit without a value gets nothing from that indicator, and nobody gets anything for beating
    it. Source: Handbook, Tables 25 and 26.
    """
    return [sum(row, Fraction(0)) for row in outranking(criteria, weights)]


def outranking(criteria: Sequence[Criterion], weights: Sequence[Fraction]) -> Matrix:
    """Return the matrix e[j][k]: the weight of the indicators on which unit j does better than k.

    Half the weight where they do equally well; an indicator on which one of the two has no value
    is silent about the pair. Source: Handbook, equation 32.
    """
    size = len(criteria[0]) if criteria else 0
    rows = [[Fraction(0)] * size for _ in range(size)]
    for values, weight in zip(criteria, weights, strict=True):
        for one, mine in enumerate(values):
            for other, theirs in enumerate(values):
                if one == other or mine is None or theirs is None:
                    continue
                if mine > theirs:
                    rows[one][other] += weight
                elif mine == theirs:
                    rows[one][other] += weight * HALF
    return tuple(map(tuple, rows))


def copeland(matrix: Matrix) -> list[int]:
    """Return for every unit the number of units it beats less the number that beat it."""
    count = range(len(matrix))
    return [
        sum((matrix[j][k] > matrix[k][j]) - (matrix[j][k] < matrix[k][j]) for k in count)
        for j in count
    ]


def condorcet_winner(matrix: Matrix) -> int | None:
    """Return the unit that beats every other one, or None (a cycle or a tie)."""
    most = len(matrix) - 1
    return next((unit for unit, net in enumerate(copeland(matrix)) if net == most), None)


@dataclass(frozen=True)
class KemenyOrder:
    """The orders with the greatest support, all of them: more than one is a tie."""

    support: Fraction
    orders: tuple[tuple[int, ...], ...]

    def ranks(self) -> list[int]:
        """Return every unit's rank: 1 and the number of units before it in all these orders."""
        places = [{unit: place for place, unit in enumerate(order)} for order in self.orders]
        units = range(len(self.orders[0]))
        return [
            1 + sum(all(at[other] < at[unit] for at in places) for other in units) for unit in units
        ]


def kemeny(matrix: Matrix) -> KemenyOrder:
    """Return the orders whose pairwise support is greatest (Handbook, equation 33).

    Raises TooManyUnitsError above MOST_UNITS units.
    """
    size = len(matrix)
    if size > MOST_UNITS:
        raise TooManyUnitsError(
            f"a Kemeny order of {size} units; at most {MOST_UNITS} can be ordered exactly. "
            "Use copeland or borda."
        )
    scale = lcm(*(cell.denominator for row in matrix for cell in row))
    whole = [[int(cell * scale) for cell in row] for row in matrix]
    gained = _gains(whole)
    best = _best_of_sets(gained)
    return KemenyOrder(Fraction(best[-1], scale), tuple(_orders(gained, best, (1 << size) - 1)))


def _gains(whole: list[list[int]]) -> list[list[int]]:
    """The support a unit wins by standing before all units of a set (a bit mask)."""
    sets = range(1 << len(whole))
    return [
        [sum(cell for other, cell in enumerate(row) if behind >> other & 1) for behind in sets]
        for row in whole
    ]


def _best_of_sets(gained: list[list[int]]) -> list[int]:
    """The greatest support of any order of each set of units."""
    best = [0] * len(gained[0]) if gained else [0]
    for members in range(1, len(best)):
        best[members] = max(
            gain[members & ~(1 << first)] + best[members & ~(1 << first)]
            for first, gain in enumerate(gained)
            if members >> first & 1
        )
    return best


def _orders(gained: list[list[int]], best: list[int], members: int) -> list[tuple[int, ...]]:
    if not members:
        return [()]
    found: list[tuple[int, ...]] = []
    for first, gain in enumerate(gained):
        behind = members & ~(1 << first)
        if members >> first & 1 and gain[behind] + best[behind] == best[members]:
            found.extend((first, *rest) for rest in _orders(gained, best, behind))
    return found

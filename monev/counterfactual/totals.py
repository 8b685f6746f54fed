"""Putting a total together from indicators, in the way that gives the scorecard's own total.

With every indicator scored the flat weighted mean and the mean of pillar means are one. Where
data are left out (indikatif) they part; whichever reproduces the scorecard is used, and neither
where none does.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from monev.scorecard import IndicatorScore, Scorecard

ZERO = Fraction(0)
CLOSE = Fraction(1, 10**18)


@dataclass(frozen=True)
class Row:
    """What an indicator brings to the total: points or nothing, and ceilings it leaves standing."""

    pillar: str
    weight: Fraction
    status: str
    points: Fraction | None
    gates: frozenset[str] = frozenset()

    @classmethod
    def of(cls, row: IndicatorScore, gates: frozenset[str]) -> "Row":
        """Return the row of a scored indicator."""
        points = None if row.score is None else Fraction(row.score)
        return cls(row.pillar, Fraction(row.effective_weight), row.status, points, gates)


Rows = Mapping[str, Row]
Total = Callable[[Rows], Fraction]


def flat(rows: Rows) -> Fraction:
    """Return the weighted mean of all indicators that have points."""
    return _mean([(one.points, one.weight) for one in rows.values() if one.points is not None])


def by_pillar(rows: Rows) -> Fraction:
    """Return the weighted mean of the pillars' weighted means."""
    means = []
    for pillar in dict.fromkeys(one.pillar for one in rows.values()):
        own = [one for one in rows.values() if one.pillar == pillar]
        scored = [(one.points, one.weight) for one in own if one.points is not None]
        if sum((weight for _, weight in scored), ZERO):
            means.append((_mean(scored), sum((one.weight for one in own), ZERO)))
    return _mean(means)


def total_like(card: Scorecard) -> Total | None:
    """Return the way of adding up that reproduces the card's total, None where none does."""
    if card.score is None:
        return flat
    rows = {one.id: Row.of(one, frozenset()) for one in card.indicators}
    for way in (flat, by_pillar):
        if abs(way(rows) - Fraction(card.score)) < CLOSE:
            return way
    return None


def _mean(
    pairs: list[tuple[Fraction | None, Fraction]] | list[tuple[Fraction, Fraction]],
) -> Fraction:
    weight = sum((weight for _, weight in pairs), ZERO)
    if not weight:
        return ZERO
    return sum(((points or ZERO) * weight for points, weight in pairs), ZERO) / weight

"""Indicators of a theme -> pillars -> one score, exactly as the scorecard's own total is made.

The rules of the total stand in the scorecard (`frame`); a scorecard without them is one of the
arithmetic means.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from monev.composite.aggregate import aggregate
from monev.scorecard import IndicatorScore, Scorecard


class Means(NamedTuple):
    """The mean of indicators within a pillar, and of pillars, by the names of `composite`."""

    within: str = "arithmetic"
    across: str = "arithmetic"


def means_of(card: Scorecard) -> Means:
    """Return how a scorecard's total was made."""
    return Means() if card.frame is None else Means(card.frame.within, card.frame.across)


def composed(
    rows: Sequence[IndicatorScore],
    pick: Callable[[IndicatorScore], Decimal | int | None],
    means: Means,
) -> Fraction | None:
    """Return the total of what `pick` takes from every indicator that applies; None for nothing.

    What does not apply, or has nothing to pick, hands its weight to the rest of its pillar; a
    pillar that is empty then is left out. `rows` are all indicators of the theme.
    """
    full: dict[str, Fraction] = {}
    picked: dict[str, list[tuple[Fraction, Fraction]]] = {}
    for one in rows:
        weight = Fraction(one.weight)
        full[one.pillar] = full.get(one.pillar, Fraction(0)) + weight
        taken = None if one.status == "tidak_berlaku" else pick(one)
        if taken is not None:
            picked.setdefault(one.pillar, []).append((Fraction(taken), weight))
    pillars = [
        (value, full[name])
        for name, pairs in picked.items()
        if (value := aggregate(pairs, means.within)) is not None
    ]
    return aggregate(pillars, means.across)

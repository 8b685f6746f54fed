"""The Shapley value: every factor's mean step over all orders in which the factors may change.

L. S. Shapley, "A value for n-person games" (1953); as a decomposition of a statistic: A. F.
Shorrocks, "Decomposition procedures for distributional analysis", Journal of Economic Inequality
11 (2013). The steps of one order telescope, so the shares add up to the whole change exactly, and
no factor is favoured by being named first. What the factors mean is not known here.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, permutations

Corner = frozenset[str]
Values = Mapping[str, Fraction]


@dataclass(frozen=True)
class Split:
    """Shares by factor and key, and how many of the possible orders they are means over."""

    shares: Mapping[str, Values]
    orders: int
    orders_used: int


def shapley(factors: Sequence[str], value: Callable[[Corner], Values | None]) -> Split | None:
    """Split the change from `value(nothing changed)` to `value(all changed)` among `factors`.

    `value` gives for a set of changed factors some numbers by key (an absent key is 0), or None
    where there is no value. An order that passes such a corner is left out: no number is invented
    for it, and the remaining orders still add up. Returns None where no order is left.
    """
    corners = {
        corner: value(corner)
        for size in range(len(factors) + 1)
        for corner in map(frozenset, combinations(factors, size))
    }
    steps: Counter[tuple[str, Corner]] = Counter()
    orders = list(permutations(factors))
    used = 0
    for order in orders:
        path = [frozenset(order[:size]) for size in range(len(order) + 1)]
        if any(corners[corner] is None for corner in path):
            continue
        used += 1
        steps.update(zip(order, path, strict=False))
    if not used:
        return None
    shares: dict[str, dict[str, Fraction]] = {factor: {} for factor in factors}
    for (factor, corner), times in steps.items():
        weight = Fraction(times, used)
        before, after = corners[corner] or {}, corners[corner | {factor}] or {}
        own = shares[factor]
        for key in {**before, **after}:
            step = after.get(key, Fraction(0)) - before.get(key, Fraction(0))
            if step:
                own[key] = own.get(key, Fraction(0)) + weight * step
    return Split(shares, len(orders), used)

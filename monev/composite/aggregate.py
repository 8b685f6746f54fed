"""Several values and their weights -> one value: arithmetic, geometric, harmonic, weakest link.

How a missing value is treated, and which weights hold, is decided before (`missing`, the caller).
"""

from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction
from math import lcm

from monev.composite.precision import INSIDE, inside, logarithm, order_key, settled
from monev.errors import MonevError

Pairs = Sequence[tuple[Fraction, Fraction]]


class AggregationError(MonevError):
    """Values that a method has no meaning for: an unknown method, a negative weight or value."""


def aggregate(pairs: Pairs, method: str) -> Fraction | None:
    """Return the weighted mean of (value, weight) pairs, or None where there is no weight.

    `method` is one of METHODS. Arithmetic, harmonic and weakest are exact; the geometric mean is
    reckoned with 60 digits and rounded once to 28 significant digits, half even (equal values give
    exactly that value). Zero makes a geometric or harmonic mean 0; a pair of weight 0 never
    counts. Raises AggregationError for a negative weight, an unknown method, and a negative value
    under geometric or harmonic (OECD/JRC Handbook on Constructing Composite Indicators, 2008,
    step 6: geometric aggregation is for strictly positive values).
    """
    try:
        mean = METHODS[method]
    except KeyError as error:
        known = ", ".join(METHODS)
        raise AggregationError(f"no aggregation {method!r}; there are {known}") from error
    if any(weight.numerator < 0 for _, weight in pairs):
        raise AggregationError("a weight lies below 0; weights are 0 or more")
    live = [pair for pair in pairs if pair[1].numerator]
    return mean(live) if live else None


def _arithmetic(pairs: Pairs) -> Fraction:
    """One common denominator and one reduction at the end: a nation is summed in seconds."""
    parts = [(*value.as_integer_ratio(), *weight.as_integer_ratio()) for value, weight in pairs]
    values = lcm(*(part[1] for part in parts))
    weights = lcm(*(part[3] for part in parts))
    total = over = 0
    for top, bottom, weight, of in parts:
        share = weight * (weights // of)
        total += top * (values // bottom) * share
        over += share
    return Fraction(total, over * values)


def _geometric(pairs: Pairs) -> Fraction:
    _refuse_negative(pairs, "geometric")
    first = pairs[0][0]
    if any(not value.numerator for value, _ in pairs):
        return Fraction(0)
    if all(value == first for value, _ in pairs):
        return first
    total = Decimal(0)
    for value, weight in pairs:
        total = INSIDE.fma(inside(weight), logarithm(value), total)
    share = INSIDE.divide(total, inside(_sum_of_weights(pairs)))
    return settled(INSIDE.exp(share))


def _harmonic(pairs: Pairs) -> Fraction:
    _refuse_negative(pairs, "harmonic")
    if any(not value.numerator for value, _ in pairs):
        return Fraction(0)
    return _sum_of_weights(pairs) / sum((weight / value for value, weight in pairs), Fraction(0))


def _weakest(pairs: Pairs) -> Fraction:
    return min((value for value, _ in pairs), key=order_key)


def _sum_of_weights(pairs: Pairs) -> Fraction:
    return sum((weight for _, weight in pairs), Fraction(0))


def _refuse_negative(pairs: Pairs, method: str) -> None:
    if any(value.numerator < 0 for value, _ in pairs):
        raise AggregationError(
            f"a value lies below 0, which a {method} mean does not allow; use arithmetic or weakest"
        )


METHODS: dict[str, Callable[[Pairs], Fraction]] = {
    "arithmetic": _arithmetic,
    "geometric": _geometric,
    "harmonic": _harmonic,
    "weakest": _weakest,
}
"""The means by name; `weakest` is the lowest value, whatever its weight above 0."""

"""Normalisations of one indicator over all units that have data: what a value is worth among them.

Fitted once to the known values; a value that was put in for a missing one is placed among them and
never moves them. Scales that need no other unit are in `scales`.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction
from math import isqrt, lcm
from typing import Literal, Self

from pydantic import Field, model_validator

from monev.composite.precision import INSIDE, inside, order_key, settled
from monev.composite.scales import FULL, line
from monev.composite.shape import Direction, Shape
from monev.errors import MonevError

Values = Sequence[Fraction]
Placed = Callable[[Fraction], Fraction]
ONE = Fraction(1)


class NoSpreadError(MonevError):
    """The values cannot be told apart, or give no reference to compare with."""


class MinMax(Shape):
    """0 for the worst unit, 100 for the best, a straight line between (Handbook 5.3).

    A stand-in beyond both ends counts as the end.
    """

    direction: Direction = "more"


class ZScore(Shape):
    """Distance from the mean in sample standard deviations (n - 1; Handbook 5.2).

    `mean` and `sd` say to which mean and standard deviation the result is brought (0 and 1, or
    100 and 10).
    """

    direction: Direction = "more"
    mean: Decimal = Decimal(0)
    sd: Decimal = Field(default=Decimal(1), gt=0)


class Rank(Shape):
    """1 for the worst, rising; equal values share the lowest place (Handbook, Table 15)."""

    direction: Direction = "more"


class Percentile(Shape):
    """The rank as percent of the number of units (Handbook, Table 15)."""

    direction: Direction = "more"


class AroundMean(Shape):
    """1 above the mean, -1 below, 0 within `threshold` (a share) of it (Handbook 5.5)."""

    direction: Direction = "more"
    threshold: Decimal = Field(ge=0, lt=1)


class Distance(Shape):
    """Value against the leader, the mean or the last unit (Handbook 5.4).

    `ratio` is value / reference, `difference` is (value - reference) / reference; where less is
    better, reference / value and (reference - value) / reference.
    """

    direction: Direction = "more"
    reference: Literal["leader", "mean", "last"]
    form: Literal["ratio", "difference"] = "ratio"


OVER_DATA = ("min_max", "z_score", "rank", "percentile", "around_mean", "distance")
TO_A_HUNDRED = ("min_max", "percentile")
"""Those whose result lies between 0 and 100."""


class OverDataScale(Shape):
    """Exactly one of the ways in which a value is placed among all values.

    Source of all: OECD/JRC, Handbook on Constructing Composite Indicators, 2008, step 5.
    """

    min_max: MinMax | None = None
    z_score: ZScore | None = None
    rank: Rank | None = None
    percentile: Percentile | None = None
    around_mean: AroundMean | None = None
    distance: Distance | None = None

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        given = [name for name in OVER_DATA if getattr(self, name) is not None]
        if len(given) != 1:
            found = " and ".join(given) or "none"
            raise ValueError(f"give exactly one of {', '.join(OVER_DATA)}; found {found}")
        return self

    @property
    def to_a_hundred(self) -> bool:
        """Whether the result lies between 0 and 100."""
        return any(getattr(self, name) is not None for name in TO_A_HUNDRED)


def fit(values: Values, scale: OverDataScale) -> Placed:
    """Return the function that places a value among `values`, the known ones of all units.

    Exact, except z-scores whose standard deviation is irrational: 60 digits inside, rounded once
    to 28 significant digits, half even. Raises NoSpreadError where the values give no range, no
    deviation or no reference.
    """
    if not values:
        raise NoSpreadError("no unit has a value, so there is nothing to compare with")
    if scale.min_max is not None:
        return _min_max(values, scale.min_max)
    if scale.z_score is not None:
        return _z_score(values, scale.z_score)
    if scale.rank is not None:
        return _places(values, scale.rank.direction, ONE)
    if scale.percentile is not None:
        return _places(values, scale.percentile.direction, FULL / len(values))
    if scale.around_mean is not None:
        return _around_mean(values, scale.around_mean)
    assert scale.distance is not None  # noqa: S101  # the shape holds exactly one
    return _distance(values, scale.distance)


def normalised(values: Values, scale: OverDataScale) -> list[Fraction]:
    """Return every value placed among all of them."""
    place = fit(values, scale)
    return [place(value) for value in values]


def mean(values: Values) -> Fraction:
    """Return the exact arithmetic mean; one reduction at the end."""
    common = lcm(*(value.denominator for value in values))
    total = sum(value.numerator * (common // value.denominator) for value in values)
    return Fraction(total, common * len(values))


def _min_max(values: Values, scale: MinMax) -> Placed:
    worst, best = _ends(values, scale.direction)
    if worst == best:
        raise NoSpreadError(f"every unit has the value {worst}; use a scale with fixed ends")
    return line(worst, best)


def _ends(values: Values, direction: Direction) -> tuple[Fraction, Fraction]:
    low, high = min(values, key=order_key), max(values, key=order_key)
    return (low, high) if direction == "more" else (high, low)


def _z_score(values: Values, scale: ZScore) -> Placed:
    middle = mean(values)
    squares = mean([(value - middle) ** 2 for value in values]) * len(values)
    if squares == 0:
        raise NoSpreadError("every unit has the same value; a z-score needs a deviation")
    sign = 1 if scale.direction == "more" else -1
    variance = squares / (len(values) - 1)
    start, step = Fraction(scale.mean), sign * Fraction(scale.sd)
    root = exact_root(variance)
    if root is not None:
        return lambda value: start + step * (value - middle) / root
    deviation = INSIDE.sqrt(inside(variance))
    return lambda value: settled(
        INSIDE.add(inside(start), INSIDE.divide(inside(step * (value - middle)), deviation))
    )


def exact_root(value: Fraction) -> Fraction | None:
    """Return the square root of a value of at least 0 where it is rational, else None."""
    top, bottom = isqrt(value.numerator), isqrt(value.denominator)
    whole = top * top == value.numerator and bottom * bottom == value.denominator
    return Fraction(top, bottom) if whole else None


def _places(values: Values, direction: Direction, step: Fraction) -> Placed:
    known, count = sorted(values, key=order_key), len(values)
    if direction == "more":
        return lambda value: step * (bisect_left(known, value) + 1)
    return lambda value: step * (count - bisect_right(known, value) + 1)


def _around_mean(values: Values, scale: AroundMean) -> Placed:
    middle = _reference(mean(values), "mean")
    sign = 1 if scale.direction == "more" else -1
    low, high = middle * (1 - Fraction(scale.threshold)), middle * (1 + Fraction(scale.threshold))
    return lambda value: Fraction(sign * ((value > high) - (value < low)))


def _distance(values: Values, scale: Distance) -> Placed:
    worst, best = _ends(values, scale.direction)
    among = {"leader": best, "last": worst, "mean": mean(values)}
    reference = _reference(among[scale.reference], scale.reference)
    if scale.form == "difference":
        sign = 1 if scale.direction == "more" else -1
        return lambda value: sign * (value - reference) / reference
    if scale.direction == "more":
        return lambda value: value / reference
    if any(value <= 0 for value in values):
        raise NoSpreadError("a ratio where less is better needs values above 0; use difference")
    return lambda value: reference / value


def _reference(value: Fraction, name: str) -> Fraction:
    if value <= 0:
        raise NoSpreadError(f"the {name} is {value}; shares of it need a reference above 0")
    return value

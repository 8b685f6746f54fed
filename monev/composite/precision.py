"""Irrational results: 60 decimal digits inside, rounded once to 28 significant digits, half even.

Everything rational stays an exact Fraction; only roots, powers and logarithms come through here.
"""

from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction

INSIDE = Context(prec=60, rounding=ROUND_HALF_EVEN)
"""The digits a calculation carries."""

OUTSIDE = Context(prec=28, rounding=ROUND_HALF_EVEN)
"""The digits its result has."""


def inside(value: Fraction) -> Decimal:
    """Return a fraction as a decimal of 60 digits."""
    return INSIDE.divide(Decimal(value.numerator), Decimal(value.denominator))


def settled(value: Decimal) -> Fraction:
    """Return the result of a calculation, rounded once to 28 significant digits half even."""
    return Fraction(OUTSIDE.plus(value))


def as_decimal(value: Fraction) -> Decimal:
    """Return an exact score at the edge: a decimal of at most 28 significant digits, half even."""
    return OUTSIDE.divide(Decimal(value.numerator), Decimal(value.denominator))


def logarithm(value: Fraction) -> Decimal:
    """Return the natural logarithm of a positive value, 60 digits."""
    return INSIDE.ln(inside(value))


def square_root(value: Fraction) -> Fraction:
    """Return the square root of a value of at least 0, settled."""
    return settled(INSIDE.sqrt(inside(value)))


def order_key(value: Fraction) -> tuple[int, Fraction]:
    """Return a key that orders exactly like the value, and settles most comparisons by integers."""
    return value.numerator * 10**40 // value.denominator, value

"""How one value becomes points from 0 to 100, whatever the other units have.

The arithmetic of the shapes in `scale_shapes`. What is normalised over all units (min-max, z-score,
rank) is in `over_data`; where a scale is written down, and since when it holds, is for the caller.
"""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

from monev.composite.precision import INSIDE, logarithm, settled
from monev.composite.scale_shapes import (
    Boolean,
    Bracket,
    DistanceToTarget,
    Goalposts,
    Linear,
    OneValueScale,
)
from monev.composite.shape import Direction, Shape
from monev.errors import MonevError

__all__ = [
    "Boolean",
    "Bracket",
    "Direction",
    "DistanceToTarget",
    "Goalposts",
    "Linear",
    "OneValueScale",
    "ScaleMismatchError",
    "Shape",
    "described",
    "line",
    "points_of",
    "rater",
]

FULL = Fraction(100)
NONE = Fraction(0)


class ScaleMismatchError(MonevError):
    """A scale cannot rate the value it was given: a fault of the rule or of the cell."""


Rated = Callable[[Fraction | str], Fraction]


def points_of(value: Fraction | str, scale: OneValueScale) -> Fraction:
    """Return the points (0-100, exact) of a number, or of a category for `steps` and `boolean`.

    Only `goalposts` in logarithms is rounded: 60 digits inside, once to 28 significant digits,
    half even. Raises ScaleMismatchError where the scale does not know the value.
    """
    return rater(scale)(value)


def rater(scale: OneValueScale) -> Rated:
    """Return `points_of` for one scale, made once where many values follow."""
    if scale.steps is not None:
        steps = scale.steps
        return lambda value: _step(value, steps)
    if scale.boolean is not None:
        boolean = scale.boolean
        return lambda value: _boolean(value, boolean)
    rated = _number_rater(scale)

    def refuse_text(value: Fraction | str) -> Fraction:
        if isinstance(value, str):
            raise ScaleMismatchError(f"a scale of numbers cannot rate the text {value!r}")
        return rated(value)

    return refuse_text


def _number_rater(scale: OneValueScale) -> Callable[[Fraction], Fraction]:
    if scale.linear is not None:
        return line(Fraction(scale.linear.floor), Fraction(scale.linear.target))
    if scale.goalposts is not None:
        return _between(scale.goalposts)
    if scale.distance_to_target is not None:
        aim = scale.distance_to_target
        return lambda value: _reached(value, aim)
    brackets = scale.brackets or []
    return lambda value: _bracketed(value, brackets)


def line(floor: Fraction, target: Fraction) -> Callable[[Fraction], Fraction]:
    """Return the line that is 0 at and beyond `floor`, 100 at and beyond `target`, exactly.

    Whole numbers inside, reduced once at the end: a nation takes seconds.
    """
    factor = FULL / (target - floor)
    low, below = floor.numerator, floor.denominator
    top, bottom = factor.numerator, factor.denominator * below

    def rated(value: Fraction) -> Fraction:
        number, under = value.as_integer_ratio()
        over, full = (number * below - low * under) * top, bottom * under
        if over <= 0:
            return NONE
        return FULL if over >= 100 * full else Fraction(over, full)

    return rated


def _step(value: Fraction | str, steps: dict[str, Decimal]) -> Fraction:
    if not isinstance(value, str) or value not in steps:
        raise ScaleMismatchError(f"no step {_written(value)}; the scale has {', '.join(steps)}")
    return Fraction(steps[value])


def _boolean(value: Fraction | str, scale: Boolean) -> Fraction:
    if value in scale.yes or value == 1:
        return Fraction(scale.points_yes)
    if value in scale.no or value == 0:
        return Fraction(scale.points_no)
    known = ", ".join([*scale.yes, *scale.no])
    raise ScaleMismatchError(f"{_written(value)} is neither yes nor no; the scale knows {known}")


def _between(scale: Goalposts) -> Callable[[Fraction], Fraction]:
    low, high = Fraction(scale.minimum), Fraction(scale.maximum)
    start, end = (low, high) if scale.direction == "more" else (high, low)
    if scale.transform == "none":
        return line(start, end)
    first = logarithm(start)
    width = INSIDE.subtract(logarithm(end), first)

    def rated(value: Fraction) -> Fraction:
        held = min(max(value, low), high)
        if held in {start, end}:
            return FULL if held == end else NONE
        share = INSIDE.divide(INSIDE.subtract(logarithm(held), first), width)
        return settled(INSIDE.multiply(Decimal(100), share))

    return rated


def _reached(value: Fraction, scale: DistanceToTarget) -> Fraction:
    target = Fraction(scale.target)
    if scale.direction == "less":
        return FULL if value <= target else FULL * target / value
    return min(max(FULL * value / target, NONE), FULL)


def _bracketed(value: Fraction, brackets: list[Bracket]) -> Fraction:
    for bracket in brackets:
        if bracket.holds(value):
            return Fraction(bracket.points)
    raise ScaleMismatchError(f"no bracket holds {_written(value)}; leave out from or below")


def _written(value: Fraction | str) -> str:
    return repr(value) if isinstance(value, str) else str(value)


def described(scale: OneValueScale) -> str:
    """Say the scale in one line, in Indonesian, for the trace."""
    if scale.linear is not None:
        line = scale.linear
        return f"linear(lantai {line.floor}; target {line.target}{_turned(line.direction)})"
    if scale.goalposts is not None:
        post = scale.goalposts
        log = "; logaritma" if post.transform == "log" else ""
        ends = f"minimum {post.minimum}; maksimum {post.maximum}"
        return f"batas tetap({ends}{log}{_turned(post.direction)})"
    if scale.distance_to_target is not None:
        aim = scale.distance_to_target
        return f"jarak ke target({aim.target}{_turned(aim.direction)})"
    if scale.boolean is not None:
        yes, no = ("/".join(words) for words in (scale.boolean.yes, scale.boolean.no))
        return f"{yes} = {scale.boolean.points_yes}; {no} = {scale.boolean.points_no}"
    if scale.brackets is not None:
        return "; ".join(_spoken(one) for one in scale.brackets)
    return "; ".join(f"{name} = {points}" for name, points in (scale.steps or {}).items())


def _turned(direction: Direction) -> str:
    return "; makin kecil makin baik" if direction == "less" else ""


def _spoken(bracket: Bracket) -> str:
    start = "" if bracket.from_ is None else f"mulai {bracket.from_} "
    end = "" if bracket.below is None else f"di bawah {bracket.below} "
    return f"{start}{end}= {bracket.points}".strip()

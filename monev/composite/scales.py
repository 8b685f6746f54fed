"""How one value becomes points from 0 to 100, whatever the other units have.

Shapes and their arithmetic. What is normalised over all units (min-max, z-score, rank) is in
`over_data`; where a scale is written down, and since when it holds, is for the caller.
"""

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from monev.composite.precision import INSIDE, logarithm, settled
from monev.errors import MonevError

Direction = Literal["more", "less"]
FULL = Fraction(100)
NONE = Fraction(0)


class ScaleMismatchError(MonevError):
    """A scale cannot rate the value it was given: a fault of the rule or of the cell."""


class Shape(BaseModel):
    """Refuses unknown keys: a misspelt key would otherwise silently do nothing."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Linear(Shape):
    """0 at or beyond `floor`, 100 at or beyond `target`, a straight line between.

    Where less is better the line falls: `target` below `floor`, and `direction: less` says that
    this is meant.
    """

    floor: Decimal
    target: Decimal
    direction: Direction = "more"

    @model_validator(mode="after")
    def _as_asked(self) -> Self:
        if self.direction == "more" and self.target <= self.floor:
            raise ValueError(
                "target must lie above floor; where less is better, write direction: less"
            )
        if self.direction == "less" and self.target >= self.floor:
            raise ValueError("with direction: less, target must lie below floor")
        return self


class Goalposts(Shape):
    """0 at `minimum`, 100 at `maximum`, both fixed beforehand; with `transform: log` in logarithms.

    A value beyond a goalpost counts as the goalpost (UNDP, Human Development Report, Technical
    note 1).
    """

    minimum: Decimal
    maximum: Decimal
    direction: Direction = "more"
    transform: Literal["none", "log"] = "none"

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.maximum <= self.minimum:
            raise ValueError("maximum must lie above minimum")
        if self.transform == "log" and self.minimum <= 0:
            raise ValueError("a logarithm needs a minimum above 0")
        return self


class DistanceToTarget(Shape):
    """The share of the target that is reached: value / target, at most 100.

    Where less is better: target / value, and 100 at or below the target.
    """

    target: Decimal = Field(gt=0)
    direction: Direction = "more"


class Bracket(Shape):
    """Points for values from `from` (included) to `below` (excluded); without one, without end."""

    from_: Decimal | None = Field(default=None, alias="from")
    below: Decimal | None = None
    points: Decimal = Field(ge=0, le=100)

    @model_validator(mode="after")
    def _not_empty(self) -> Self:
        if self.from_ is not None and self.below is not None and self.below <= self.from_:
            raise ValueError("below must lie above from")
        return self

    def holds(self, value: Fraction) -> bool:
        """Say whether the value lies in this bracket."""
        return (self.from_ is None or Fraction(self.from_) <= value) and (
            self.below is None or value < Fraction(self.below)
        )


class Boolean(Shape):
    """Points for yes and for no, and the words that mean them; no other word is understood."""

    yes: list[str] = ["true"]
    no: list[str] = ["false"]
    points_yes: Decimal = Field(default=Decimal(100), ge=0, le=100)
    points_no: Decimal = Field(default=Decimal(0), ge=0, le=100)

    @model_validator(mode="after")
    def _apart(self) -> Self:
        both = sorted(set(self.yes) & set(self.no))
        if both or not self.yes or not self.no:
            raise ValueError(
                f"yes and no need words of their own; shared: {', '.join(both) or '-'}"
            )
        return self


ONE_VALUE = ("linear", "goalposts", "distance_to_target", "steps", "brackets", "boolean")


class OneValueScale(Shape):
    """Exactly one of the ways in which one value becomes points 0-100."""

    linear: Linear | None = None
    goalposts: Goalposts | None = None
    distance_to_target: DistanceToTarget | None = None
    steps: dict[str, Decimal] | None = None
    brackets: list[Bracket] | None = None
    boolean: Boolean | None = None

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        given = [name for name in ONE_VALUE if getattr(self, name) is not None]
        if len(given) != 1:
            found = " and ".join(given) or "none"
            raise ValueError(f"give exactly one of {', '.join(ONE_VALUE)}; found {found}")
        if self.steps is not None and not self.steps:
            raise ValueError("steps needs at least one category")
        if self.steps and not all(0 <= points <= 100 for points in self.steps.values()):
            raise ValueError("points of steps must lie between 0 and 100")
        if self.brackets is not None:
            _touching(self.brackets)
        return self

    @property
    def reads_text(self) -> bool:
        """Whether the scale rates categories and not numbers."""
        return self.steps is not None or self.boolean is not None


def _touching(brackets: list[Bracket]) -> None:
    if not brackets:
        raise ValueError("brackets needs at least one bracket")
    for lower, upper in pairwise(brackets):
        if lower.below is None or upper.from_ is None:
            raise ValueError(
                "brackets overlap: only the first may lack from and only the last may lack below"
            )
        if upper.from_ < lower.below:
            raise ValueError(
                f"brackets overlap between {upper.from_} and {lower.below}; list them rising"
            )
        if upper.from_ > lower.below:
            raise ValueError(f"brackets leave a gap from {lower.below} to {upper.from_}")


def points_of(value: Fraction | str, scale: OneValueScale) -> Fraction:
    """Return the points (0-100, exact) of a number, or of a category for `steps` and `boolean`.

    Only `goalposts` in logarithms is rounded: 60 digits inside, once to 28 significant digits,
    half even. Raises ScaleMismatchError where the scale does not know the value.
    """
    if scale.steps is not None:
        return _step(value, scale.steps)
    if scale.boolean is not None:
        return _boolean(value, scale.boolean)
    if isinstance(value, str):
        raise ScaleMismatchError(f"a scale of numbers cannot rate the text {value!r}")
    if scale.linear is not None:
        floor, target = Fraction(scale.linear.floor), Fraction(scale.linear.target)
        return FULL * _within((value - floor) / (target - floor))
    if scale.goalposts is not None:
        return _between(value, scale.goalposts)
    if scale.distance_to_target is not None:
        return _reached(value, scale.distance_to_target)
    return _bracketed(value, scale.brackets or [])


def _within(share: Fraction) -> Fraction:
    return NONE if share < 0 else min(share, Fraction(1))


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


def _between(value: Fraction, scale: Goalposts) -> Fraction:
    low, high = Fraction(scale.minimum), Fraction(scale.maximum)
    held = min(max(value, low), high)
    if scale.direction == "less":
        low, high = high, low
    if scale.transform == "none" or held in {low, high}:
        return FULL * (held - low) / (high - low)
    start, end = logarithm(low), logarithm(high)
    share = INSIDE.divide(INSIDE.subtract(logarithm(held), start), INSIDE.subtract(end, start))
    return settled(INSIDE.multiply(Decimal(100), share))


def _reached(value: Fraction, scale: DistanceToTarget) -> Fraction:
    target = Fraction(scale.target)
    if scale.direction == "more":
        return FULL * _within(value / target)
    return FULL if value <= target else FULL * target / value


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

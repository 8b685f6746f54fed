"""The shapes of scales that rate one value by itself; their arithmetic is in `scales`."""

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Literal, Self

from pydantic import Field, model_validator

from monev.composite.shape import Direction, Shape


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

    yes: tuple[str, ...] = ("true",)
    no: tuple[str, ...] = ("false",)
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

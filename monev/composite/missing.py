"""What stands in for a missing value, and when too much is missing for a score.

A stand-in always carries the name of its policy, so that it never looks like data. Missing is
never zero by itself: only the policy `worst`, asked for by name, gives a missing value the lowest
points.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal, Self

from pydantic import Field, model_validator

from monev.composite.shape import Shape

Policy = Literal["not_scored", "worst", "best", "peer_median", "carried_forward"]


class PeerMedian(Shape):
    """The median of the units of the same peer group, if at least so many have a value."""

    peers_at_least: int = Field(default=1, ge=1)


class CarriedForward(Shape):
    """An earlier value, as long as it is not older than `age_at_most` (in the column's unit)."""

    value_column: str
    age_column: str
    age_at_most: Decimal = Field(ge=0)


class MissingPolicy(Shape):
    """What one indicator does where a unit has no value; exactly one."""

    not_scored: bool = False
    worst: bool = False
    best: bool = False
    peer_median: PeerMedian | None = None
    carried_forward: CarriedForward | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        given = [name for name in type(self).model_fields if getattr(self, name)]
        if len(given) != 1:
            names = ", ".join(type(self).model_fields)
            raise ValueError(f"give exactly one of {names}; found {' and '.join(given) or 'none'}")
        return self


@dataclass(frozen=True, slots=True)
class StandIn:
    """A value that was put in, and what was done; `points` where no value can be named."""

    policy: Policy
    value: Fraction | str | None = None
    points: Fraction | None = None


def peer_median(known: Sequence[Fraction], policy: PeerMedian) -> StandIn | None:
    """Return the median of the peers' known values, or None where too few have one."""
    if len(known) < policy.peers_at_least:
        return None
    return StandIn("peer_median", value=median(known))


def carried_forward(
    earlier: Fraction | str | None, age: Fraction | None, policy: CarriedForward
) -> StandIn | None:
    """Return the earlier value, or None where there is none, or its age is unknown or too great."""
    if earlier is None or age is None or not 0 <= age <= Fraction(policy.age_at_most):
        return None
    return StandIn("carried_forward", value=earlier)


def median(values: Sequence[Fraction]) -> Fraction:
    """Return the exact median; of an even number the mean of the two in the middle."""
    ordered, middle = sorted(values), len(values) // 2
    if len(values) % 2:
        return ordered[middle]
    return (ordered[middle - 1] + ordered[middle]) / 2


def completeness(parts: Sequence[tuple[Fraction, bool]]) -> Fraction | None:
    """Return the share (0-1) of weight with data, from (weight, has data); None without weight.

    A stand-in is no data.
    """
    whole = sum((weight for weight, _ in parts), Fraction(0))
    if whole == 0:
        return None
    return sum((weight for weight, known in parts if known), Fraction(0)) / whole


def enough(share: Fraction | None, at_least: Fraction) -> bool:
    """Say whether a unit has enough data for a score and a rank; the threshold itself is enough."""
    return share is not None and share > 0 and share >= at_least

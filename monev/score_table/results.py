"""What scoring a table gives: values that carry how they came about. No arithmetic."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Status = Literal["data", "substituted", "missing", "not_applicable"]


@dataclass(frozen=True, slots=True)
class ScoredIndicator:
    """One cell: `stated` as in the table, `value` as used, `points` in the scale's measure.

    A stand-in has the status *substituted* and names its policy; then `value` or `points` is not
    from the table.
    """

    id: str
    stated: str
    value: Fraction | str | None
    points: Fraction | str | None
    status: Status
    policy: str = ""
    capped_at: Fraction | None = None


@dataclass(frozen=True, slots=True)
class ScoredGroup:
    """A group's score or letter; None where nothing in it is known or applies."""

    id: str
    score: Fraction | str | None
    weight: Fraction


@dataclass(frozen=True, slots=True)
class ScoredUnit:
    """One unit; `completeness` is the share (0-1) of applicable weight with data.

    `weights` are the indicators' shares (0-1) of the total, among what applies to the unit.
    `why` says why there is no score. `score` is after gates, `before_gates` what it was without.
    """

    unit: str
    line: int
    peer: str
    score: Fraction | str | None
    before_gates: Fraction | str | None
    rank: int | None
    band: str
    completeness: Fraction | None
    why: str
    gates: tuple[str, ...]
    groups: tuple[ScoredGroup, ...]
    indicators: tuple[ScoredIndicator, ...]
    weights: tuple[Fraction, ...]

    @property
    def substituted(self) -> tuple[str, ...]:
        """The indicators with a stand-in, each with its policy."""
        return tuple(
            f"{one.id} ({one.policy})" for one in self.indicators if one.status == "substituted"
        )


@dataclass(frozen=True)
class ScoredTable:
    """All units, the best rank first, then those without, each by name."""

    title: str
    source: str
    table: str
    method: str
    rank_within: str
    units: tuple[ScoredUnit, ...]

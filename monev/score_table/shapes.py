"""The shapes of a rubric file for a table; whether its parts fit is asked in `checks`."""

from decimal import Decimal
from typing import Annotated, Any, Literal, Self

from pydantic import Discriminator, Field, Tag, model_validator

from monev.composite.missing import MissingPolicy
from monev.composite.over_data import OVER_DATA, OverDataScale
from monev.composite.ranks import Band, Condition
from monev.composite.scale_shapes import OneValueScale
from monev.composite.shape import Direction, Shape

MEANS = ("arithmetic", "geometric", "harmonic", "weakest")
VOTES = ("borda", "copeland", "kemeny")
GRADINGS = ("pefa_m1", "pefa_m2")
NO_TOTAL = "none"

Method = Literal[
    "arithmetic",
    "geometric",
    "harmonic",
    "weakest",
    "borda",
    "copeland",
    "kemeny",
    "pefa_m1",
    "pefa_m2",
    "none",
]
Identifier = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_.-]*$")]


class Letters(Shape):
    """The cell is a letter grade: A to D, D*, NA or NU."""

    letters: Literal["pefa"]


def _kind_of_scale(scale: Any) -> str:
    """Which family a scale belongs to, told by its key."""
    if isinstance(scale, OneValueScale | OverDataScale | Letters):
        return type(scale).__name__
    keys = set(scale) if isinstance(scale, dict) else set()
    if "letters" in keys:
        return "Letters"
    return "OverDataScale" if keys & set(OVER_DATA) else "OneValueScale"


FAMILIES = ("OneValueScale", "OverDataScale", "Letters")
AnyScale = Annotated[
    Annotated[OneValueScale, Tag("OneValueScale")]
    | Annotated[OverDataScale, Tag("OverDataScale")]
    | Annotated[Letters, Tag("Letters")],
    Discriminator(_kind_of_scale),
]
TURNED = ("linear", "goalposts", "distance_to_target", *OVER_DATA)
"""Scales whose direction is that of their indicator."""

WITH_SETTINGS = ("peer_median", "carried_forward")
"""Policies for missing values that have settings of their own."""


class Cells(Shape):
    """How the cells of the table are written. An empty cell is always missing.

    Without `decimal` a number like 1.234 is refused: it may be one and a bit, or a thousand.
    """

    decimal: Literal[".", ","] | None = None
    delimiter: Literal[",", ";", "\t"] = ","
    missing: tuple[str, ...] = ()
    not_applicable: tuple[str, ...] = ()


class Cap(Shape):
    """An indicator counts at most so many points, unless a column holds one of some words."""

    points_at_most: Decimal = Field(ge=0, le=100)
    column: str
    unless: tuple[str, ...]


class Indicator(Shape):
    """One column of the table, what it is worth, and what its absence does."""

    id: Identifier
    title: str = ""
    column: str
    unit: str = ""
    direction: Direction = "more"
    weight: Decimal | None = Field(default=None, ge=0)
    group: str | None = None
    scale: AnyScale | None = None
    missing: MissingPolicy = MissingPolicy(not_scored=True)
    cap: Cap | None = None

    @model_validator(mode="before")
    @classmethod
    def _as_meant(cls, given: Any) -> Any:
        """Read `missing: worst` as `missing: {worst: true}` and turn the scale as asked."""
        if not isinstance(given, dict):
            return given
        made = dict(given)
        if isinstance(made.get("missing"), str):
            name = made["missing"]
            made["missing"] = {name: {} if name in WITH_SETTINGS else True}
        if made.get("direction") == "less" and isinstance(made.get("scale"), dict):
            made["scale"] = _turned(made["scale"])
        return made


def _turned(scale: dict[str, Any]) -> dict[str, Any]:
    found = [name for name in scale if name in TURNED]
    if not found:
        raise ValueError(
            f"direction: less has no meaning for {', '.join(scale)}, which says its own points"
        )
    return {
        name: {"direction": "less", **said} if name in found and isinstance(said, dict) else said
        for name, said in scale.items()
    }


class Group(Shape):
    """Indicators or groups put together; the one without `parent` is the total."""

    id: Identifier
    title: str = ""
    parent: str | None = None
    weight: Decimal | None = Field(default=None, ge=0)
    method: Method


class Gate(Shape):
    """A ceiling for units whose indicator does not meet a condition.

    A missing value does not meet it unless `when_missing` says *passes*; what does not apply is
    not asked. `value` looks at the cell, `points` at what it is worth.
    """

    id: Identifier
    indicator: str
    value: Condition | None = None
    points: Condition | None = None
    when_missing: Literal["holds", "passes"] = "holds"
    band_at_most: str | None = None
    score_at_most: Decimal | None = None
    reason: str = ""

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if (self.value is None) == (self.points is None):
            raise ValueError("give exactly one of value and points")
        if self.band_at_most is None and self.score_at_most is None:
            raise ValueError("give band_at_most or score_at_most; otherwise it does nothing")
        return self


class Availability(Shape):
    """The share of weight (0-1) with data below which a unit has neither score nor rank."""

    at_least: Decimal = Field(ge=0, le=1)


class Ranking(Shape):
    """Among whom units are ranked; equal scores share a rank (standard competition ranking)."""

    within: Literal["all", "peers", "none"] = "all"


class TableRubric(Shape):
    """One rubric file."""

    title: str
    source: str = ""
    units: str
    peers: str | None = None
    cells: Cells = Cells()
    indicators: tuple[Indicator, ...] = Field(min_length=1)
    groups: tuple[Group, ...] = ()
    availability: Availability = Availability(at_least=Decimal(0))
    gates: tuple[Gate, ...] = ()
    bands: tuple[Band, ...] = ()
    rank: Ranking = Ranking()

"""The shapes of what is told beside a score: series, targets, groups, money. No arithmetic here."""

from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import Field

from monev.league import ChildTable
from monev.scorecard import Input, Value
from monev.target_path import Trajectory


class CoveragePoint(Value):
    """One coverage figure of one day; `pct` is 0-100, computed where both counts were stated."""

    as_of: date
    pct: Decimal
    stated_pct: Decimal | None
    computed: bool
    arithmetic: str
    segment: str
    definition: str
    source: Input


class ChangeReading(Value):
    """What coverage was before a stated rise, under one way to read it."""

    reading: Literal["poin", "relatif"]
    before_pct: Decimal


class StatedChange(Value):
    """A rise as stated, with every reading that is not ruled out."""

    now_pct: Decimal
    change: Decimal
    readings: list[ChangeReading]
    source: Input
    now_source: Input | None = None


class TargetLine(Value):
    """One target with its family; two percentages where "+10 persen" may be points or relative.

    `base` are the inputs of the coverage that a rise starts from, empty for a stated percentage.
    """

    family: str
    due_on: date
    pcts: list[Decimal]
    readings: list[str]
    gap_points: Decimal | None = None
    pace_points_per_month: Decimal | None = None
    source: Input | None = None
    reference: str = ""
    group_code: str = ""
    base: list[Input] = Field(default_factory=list)


class GroupLine(Value):
    """Workers of one group in one statement."""

    segment: str
    persons: int
    temporary: bool
    source: Input


class GroupStatement(Value):
    """Groups that one publication lists for one payer, with their sum and what it claims."""

    payer: str
    as_of: date
    lines: list[GroupLine]
    summed: int
    stated: int | None
    remaining: int
    remaining_stated: int | None


class BudgetRow(Value):
    """One budget line in force, with need and shares where they can be computed."""

    agency: str
    group_code: str
    funding_source: str
    stage: str
    allocation_idr: int | None
    realised_idr: int | None
    persons: int | None
    months: Decimal | None
    need_idr: Decimal | None
    source: Input


class MoneyRow(Value):
    """Contributions and claims of one span."""

    group_code: str
    payer: str
    span_start: date
    span_end: date
    contribution_idr: int | None
    claims_idr: int | None
    ratio_pct: Decimal | None
    difference_idr: int | None
    stated_shortfall: str
    source: Input


class RegulationRow(Value):
    """One instrument at its stage."""

    instrument: str
    number: str
    year: int | None
    title: str
    stage: int
    stage_on: date
    in_force: bool
    status: str
    source: Input


class ContextRow(Value):
    """Something told beside the score."""

    category: str
    text: str
    happened_on: date | None
    amount_idr: int | None
    source: Input


class FigureRow(Value):
    """A published figure about the whole region, told for comparison and never scored."""

    measure: str
    dimension: str
    title: str
    span_start: date
    span_end: date
    value: Decimal
    unit: str
    source: Input


class Profile(Value):
    """What the facts say about a region beside its score; every number with its source."""

    coverage: list[CoveragePoint]
    change: StatedChange | None
    targets: list[TargetLine]
    groups: list[GroupStatement]
    budget: list[BudgetRow]
    money: list[MoneyRow]
    regulations: list[RegulationRow]
    context: list[ContextRow]
    figures: list[FigureRow] = Field(default_factory=list)
    trajectory: Trajectory | None = None
    kabkota: ChildTable | None = None

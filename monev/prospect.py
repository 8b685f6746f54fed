"""The shapes of what would change a score: steps, data wanted, and the cheapest package.

Steps are reckoned in `monev.counterfactual`. No arithmetic here.
"""

from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import Field

from monev.scorecard import Input, ParameterUse, Value
from monev.wording import Wording

MARK = "langkah yang dihitung"
"""Source title of every hypothetical fact: no file states it and it is never stored."""

ChangeKind = Literal["tambah", "jawab", "muatan", "bukti", "terbitkan", "baris", "laporan"]


class Change(Value):
    """One edit of the known facts.

    `fact_id` names the fact that is changed or, for a new line, the one it is modelled on; it is
    empty for a rule of which there is no draft. `figures` are whole persons, months and rupiah.
    """

    kind: ChangeKind
    fact_id: str = ""
    field: str = ""
    amount: Decimal = Decimal(0)
    text: str = ""
    items: list[str] = Field(default_factory=list)
    figures: dict[str, int] = Field(default_factory=dict)


class Step(Value):
    """One thing a region can do, how much of it, what it costs and what it would change.

    `gain` is in points of the total (0-100), alone for a single step and on top of the steps
    before it in a package; `score_after` and `band_after` are what re-scoring gives then.
    `amount_idr` is null where no rate may be used without guessing, and `amount_note` says why.
    """

    lever: str
    indicator: str
    group: str = ""
    quantity: int
    unit: Wording
    most: int
    months: int | None = None
    sentence: Wording
    amount_idr: int | None
    amount_note: Wording
    amount_arithmetic: str = ""
    parameters: list[ParameterUse] = Field(default_factory=list)
    inputs: list[Input] = Field(default_factory=list)
    gain: Decimal
    score_after: Decimal
    band_after: str | None
    reaches: bool
    lifts: list[str] = Field(default_factory=list)
    agency: str
    deadline: date
    deadline_title: Wording
    changes: list[Change]


class DataWanted(Value):
    """Data that are asked for: what they can move the total by lies between two bounds.

    Nothing is promised: the bounds are those of the worst and the best answer. `completeness` is
    the share (0-1) of applicable weight that becomes known.
    """

    indicator: str
    sentence: Wording
    reason: str
    gain_low: Decimal
    gain_high: Decimal
    completeness: Decimal
    agency: str
    deadline: date
    deadline_title: Wording


class Keeper(Value):
    """An indicator that alone keeps the band: at nothing it would cost the band."""

    indicator: str
    score_without: Decimal
    gate: str = ""


class Prospect(Value):
    """What would change the outcome of one region and quarter.

    `next_edge` is the score from which the next band is given; `held_by` are the ceilings that
    must be lifted first. `minimal_whole` says that no cheaper package takes all its steps
    but one in full, `minimal` that none does in any whole quantities. `data_for_band` and
    `data_for_final` are the fewest answers that lift completeness over the two thresholds.
    """

    region_code: str
    quarter: str
    mode: str
    score: Decimal | None
    band: str | None
    band_edge: Decimal | None
    next_band: str | None
    next_edge: Decimal | None
    held_by: list[str]
    note: Wording
    single: list[Step]
    package: list[Step]
    package_amount_idr: int | None
    minimal: bool
    minimal_whole: bool
    score_after: Decimal | None
    band_after: str | None
    data_wanted: list[DataWanted]
    data_for_band: list[str]
    data_for_final: list[str]
    kept_by: list[Keeper]

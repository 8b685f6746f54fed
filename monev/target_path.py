"""The shapes of change over time: series and where they break, paths to targets, who came and left.

Percentages and scores are 0-100, paces are points per month. No arithmetic here.
"""

from datetime import date
from decimal import Decimal

from monev.scorecard import Input, Value
from monev.wording import Wording


class SeriesPoint(Value):
    """One figure of one day, with all that must stay the same for the next one to continue it.

    `denominator` is the count it is a share of, where that is known. `rubric_version` is empty for
    figures that no rubric made.
    """

    as_of: date
    pct: Decimal
    segment: str
    scope: str = "semua"
    definition: str = ""
    denominator: int | None = None
    denominator_source: str = ""
    publisher: str = ""
    rubric_version: str = ""
    source: Input | None = None


class SeriesBreak(Value):
    """Two days between which a series does not go on, and every cause of it."""

    before: date
    after: date
    causes: list[str]
    told: list[Wording]


class Stretch(Value):
    """Figures that may be joined by a line; `pace` is null where they are too few or too near."""

    points: list[SeriesPoint]
    pace_points_per_month: Decimal | None


class Series(Value):
    """All figures of one segment in the order of their days, cut at every break."""

    segment: str
    stretches: list[Stretch]
    breaks: list[SeriesBreak]


class PathPoint(Value):
    """Where a straight line from now to the target stands at the end of a year."""

    on: date
    pct: Decimal


class TargetPath(Value):
    """The way from now to one target of one family, under one reading of it.

    `expected_pct` is where the present pace leads by the due day, between 0 and 100; it and the
    pace are null where the newest figure stands alone or behind a break, and `told` says why.
    """

    family: str
    reading: str
    due_on: date
    target_pct: Decimal
    as_of: date
    now_pct: Decimal
    now_source: Input | None
    gap_points: Decimal
    reached: bool
    months_left: int
    pace_needed_per_month: Decimal | None
    pace_now_per_month: Decimal | None
    expected_pct: Decimal | None
    expected_gap_points: Decimal | None
    line: list[PathPoint]
    target_source: Input | None
    target_reference: str
    told: Wording | None


class GroupChange(Value):
    """Workers of one group in two statements; `change` is after less before."""

    segment: str
    before: int
    after: int
    change: int


class Composition(Value):
    """What a change in the number of workers of one payer is made of.

    Where `decomposed`, `change` = `lasting_change` + `expired_change`, exactly. Elsewhere the lists
    are empty, both parts null, and `told` says what is lacking.
    """

    payer: str
    before_on: date
    after_on: date
    before: int
    after: int
    change: int
    decomposed: bool
    lasting: list[GroupChange]
    expired: list[GroupChange]
    lasting_change: int | None
    expired_change: int | None
    told: Wording


class Expiry(Value):
    """What one statement becomes once its temporary groups have left: no loss of anybody else.

    `difference` is what the source says will remain less what remains by its own list.
    """

    payer: str
    as_of: date
    listed: int
    leaving: list[GroupChange]
    leaving_persons: int
    remaining: int
    remaining_stated: int | None
    difference: int | None


class Trajectory(Value):
    """Everything that is told about change over time for one region."""

    series: list[Series]
    paths: list[TargetPath]
    compositions: list[Composition]
    expiries: list[Expiry]

"""The shapes scoring hands on: what each indicator, pillar and the whole came to, and why.

`docs/trace.md` says what each field means and how a program redoes every sum from them.
Arithmetic is elsewhere.
"""

from datetime import date
from decimal import Decimal
from typing import Any, Literal

from pydantic import Field

from monev.trace import Counted, Decision, Input, NamedStep, ParameterUse, Value
from monev.wording import Wording

__all__ = [
    "Action",
    "BandRule",
    "Counted",
    "Decision",
    "Duty",
    "DutyStatus",
    "FollowUp",
    "FollowUpStatus",
    "Frame",
    "GateResult",
    "GateRule",
    "IndicatorScore",
    "Input",
    "NamedStep",
    "ParameterUse",
    "PillarScore",
    "Scorecard",
    "Value",
]

TRACE_VERSION = "2"

Status = Literal["dinilai", "data_tidak_tersedia", "tidak_berlaku"]
DutyStatus = Literal["terpenuhi", "sebagian", "belum", "tidak_berlaku", "data_belum_tersedia"]


class IndicatorScore(Value):
    """One indicator with everything needed to redo its sum.

    `score`, `low` and `high` are points 0-100; `points` is the score before the evidence cap.
    `expression` reckons `value` from named inputs, parameters, counts and steps; a category comes
    from `decisions` by the table in `arguments`. `note` is a key of the report's wording.
    """

    id: str
    pillar: str
    title: Wording
    duty: list[str]
    evidence_wanted: Wording
    unit: str
    weight: Decimal
    weight_reference: str = ""
    effective_weight: Decimal
    status: Status
    reason: str = ""
    note: str = ""
    value: str | None = None
    best_value: str | None = None
    inputs: list[Input] = Field(default_factory=list)
    parameters: list[ParameterUse] = Field(default_factory=list)
    counts: list[Counted] = Field(default_factory=list)
    steps: list[NamedStep] = Field(default_factory=list)
    decisions: list[Decision] = Field(default_factory=list)
    formula: str
    arguments: dict[str, Any] = Field(default_factory=dict)
    expression: str = ""
    arithmetic: str = ""
    best_expression: str = ""
    best_arithmetic: str = ""
    scale: str
    scale_rule: dict[str, Any] = Field(default_factory=dict)
    scale_reference: str
    points: Decimal | None = None
    cap: Decimal | None = None
    score: Decimal | None = None
    low: Decimal
    high: Decimal


class PillarScore(Value):
    """One pillar; `score` is null where nothing in it is known.

    `effective_weight` is what it carries once pillars in which nothing applies are left out.
    """

    id: str
    title: Wording
    weight: Decimal
    effective_weight: Decimal = Decimal(0)
    score: Decimal | None
    low: Decimal
    high: Decimal
    completeness: Decimal


class Duty(Value):
    """How far one duty of the instruction is evidenced to be met.

    `fulfilled_at` is the mean of points from which it counts as met; null where the duty is not
    laid on this kind of government.
    """

    id: str
    title: Wording
    status: DutyStatus
    indicators: list[str]
    fulfilled_at: Decimal | None = None


class GateResult(Value):
    """A ceiling on the band that took hold."""

    id: str
    band_at_most: str
    reason: Wording


class BandRule(Value):
    """A predicate for scores at or above `at_least`."""

    title: Wording
    at_least: Decimal


class GateRule(Value):
    """A ceiling on the band unless the indicator's value is one of `passes_with`."""

    id: str
    indicator: str
    passes_with: list[str]
    band_at_most: str


class Frame(Value):
    """The rules that made a total and a band of the indicators, with where they come from."""

    within: str
    across: str
    aggregation_reference: str
    bands: list[BandRule]
    bands_reference: str
    gates: list[GateRule]
    provisional_below: Decimal
    no_band_below: Decimal
    missing_reference: str
    evidence_cap: Decimal
    full_tiers: list[str]
    evidence_reference: str


FollowUpStatus = Literal["selesai", "terbuka", "lewat_tenggat", "gugur"]


class FollowUp(Value):
    """What became of a recommendation of an earlier quarter, as this evaluation sees it.

    `done_at` is the score of its indicator from which it is closed: 0 where it asked for data only,
    null where the indicator is no longer asked. `since` is the quarter from which the status
    holds; `score` the indicator's score now, null without data. `text_en` is empty where the
    recommendation is from before there was English.
    """

    id: str
    indicator: str
    cause: str
    agency: str
    text: str
    text_en: str = ""
    deadline: date
    issued_in: str
    status: FollowUpStatus
    since: str = ""
    score: Decimal | None
    done_at: Decimal | None = None
    asks_for_data: bool = False


class Action(Value):
    """One recommendation: what, who, until when, and what it costs where that can be computed.

    `id` is `region/quarter/indicator`, with `-data` where data are asked for, and stays with it
    through later quarters and revisions; `issued_in` is the quarter that first gave it, and
    `next_check` the day of the evaluation that looks at it again. What is in English is empty in
    what was written before there was any.
    """

    id: str = ""
    issued_in: str = ""
    next_check: date | None = None
    number: int
    indicator: str
    cause: str
    agency: str
    text: str
    text_en: str = ""
    deadline: date
    deadline_title: str
    deadline_title_en: str = ""
    amount_idr: int | None = None
    amount_arithmetic: str = ""
    gain: Decimal


class Scorecard(Value):
    """The outcome for one region and quarter; scores are unrounded, 0-100."""

    trace_version: str = TRACE_VERSION
    region_code: str
    quarter: str
    mode: str
    rubric_profile: str
    rubric_version: str
    open_errors: bool = False
    frame: Frame | None = None
    indicators: list[IndicatorScore]
    pillars: list[PillarScore]
    duties: list[Duty]
    gates: list[GateResult]
    evidence_cap: Decimal
    completeness: Decimal
    score: Decimal | None
    score_low: Decimal
    score_high: Decimal
    band: str | None
    band_reason: str = ""
    provisional: bool
    actions: list[Action] = Field(default_factory=list)
    follow_up: list[FollowUp] = Field(default_factory=list)

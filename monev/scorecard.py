"""The shapes scoring hands on: scores and the trace that explains them. Arithmetic is elsewhere."""

from datetime import date
from decimal import Decimal
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, field_serializer

from monev.wording import Wording

TRACE_VERSION = "1"

Status = Literal["dinilai", "data_tidak_tersedia", "tidak_berlaku"]
DutyStatus = Literal["terpenuhi", "sebagian", "belum", "tidak_berlaku", "data_belum_tersedia"]


class Value(BaseModel):
    """Base of all values here: fixed once made, and with decimals as plain digits in JSON."""

    model_config = ConfigDict(frozen=True)

    @field_serializer("*", when_used="json")
    def _digits(self, value: Any) -> Any:
        """Write 50, never 5E+1: another program reads the trace."""
        if isinstance(value, list):
            return [self._digits(one) for one in value]
        return format(value, "f") if isinstance(value, Decimal) else value


class Input(Value):
    """One value as a source stated it, with the way back to its file and cell."""

    name: str
    value: str
    unit: str
    raw: str
    locator: str
    evidence_sha256: str
    source_title: str
    source_publisher: str
    known_on: date
    known_basis: str
    tier: str
    note: str = ""


class ParameterUse(Value):
    """A dated number of the rules that took part in the arithmetic."""

    name: str
    value: Decimal
    since: date
    reference: str


class IndicatorScore(Value):
    """One indicator with everything needed to redo its sum.

    `score`, `low` and `high` are points 0-100; `points` is the score before the evidence cap.
    """

    id: str
    pillar: str
    title: Wording
    duty: list[str]
    evidence_wanted: Wording
    unit: str
    weight: Decimal
    effective_weight: Decimal
    status: Status
    reason: str = ""
    value: str | None = None
    best_value: str | None = None
    inputs: list[Input] = []
    parameters: list[ParameterUse] = []
    formula: str
    arithmetic: str = ""
    scale: str
    scale_reference: str
    points: Decimal | None = None
    cap: Decimal | None = None
    score: Decimal | None = None
    low: Decimal
    high: Decimal


class PillarScore(Value):
    """One pillar; `score` is null where nothing in it applies or (indikatif) nothing is known."""

    id: str
    title: Wording
    weight: Decimal
    score: Decimal | None
    low: Decimal
    high: Decimal
    completeness: Decimal


class Duty(Value):
    """How far one duty of the instruction is evidenced to be met."""

    id: str
    title: Wording
    status: DutyStatus
    indicators: list[str]


class GateResult(Value):
    """A ceiling on the band that took hold."""

    id: str
    band_at_most: str
    reason: Wording


class Action(Value):
    """One recommendation: what, who, until when, and what it costs where that can be computed."""

    number: int
    indicator: str
    cause: str
    agency: str
    text: str
    deadline: date
    deadline_title: str
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
    actions: list[Action] = []

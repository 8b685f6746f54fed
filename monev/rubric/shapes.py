"""The shapes a rule may take. Whether rules fit each other is checked in `load`."""

from datetime import date
from decimal import Decimal
from typing import Any, Literal, Self

from pydantic import Field, ValidationInfo, field_serializer, field_validator, model_validator

from models import Tier
from monev.composite.scales import OneValueScale
from monev.rubric.strict import FROM_BOOK, Strict, plain_read, plain_written
from monev.segments import Segments
from monev.wording import Wording

PROPOSAL = "usulan"
"""Reference of a value that is our own proposal and no official rule."""

DEFAULT_PROFILE = "bawaan"
"""The profile of the packaged rules; any other is named in the printed version."""

GovernmentKind = Literal["provinsi", "kabupaten", "kota"]


class Dated(Strict):
    """A value in force from a day on, on the authority of `reference` (a regulation or *usulan*).

    `until` closes it; an abolished rule is closed, never deleted.
    """

    from_: date = Field(alias="from")
    until: date | None = None
    reference: str = Field(min_length=3)

    @model_validator(mode="after")
    def _forward(self) -> Self:
        if self.until is not None and self.until < self.from_:
            raise ValueError("until lies before from")
        return self

    def holds_on(self, day: date) -> bool:
        """Say whether the value is in force on `day`."""
        return self.from_ <= day and (self.until is None or day <= self.until)


class Scale(Dated, OneValueScale):
    """How a value becomes points 0-100 from a day on: exactly one way of `composite.scales`."""


class Weights(Dated):
    """Points out of 100 per kind of government; 0 means the indicator is not asked there."""

    provinsi: Decimal = Field(ge=0)
    kabupaten: Decimal = Field(ge=0)
    kota: Decimal = Field(ge=0)


class Indicator(Strict):
    """One question put to a region: what it reads, by which formula, on which scale."""

    id: str = Field(pattern=r"^[A-Z]\d+$")
    pillar: str
    title: Wording
    duty: list[str]
    evidence: Wording
    reads: list[str]
    formula: str
    arguments: dict[str, Any] = Field(default_factory=dict)
    unit: str
    weights: list[Weights]
    scale: list[Scale]

    @field_serializer("arguments", when_used="json")
    def _arguments_written(self, value: dict[str, Any]) -> Any:
        return plain_written(value)

    @field_validator("arguments", mode="before")
    @classmethod
    def _arguments_read(cls, value: Any, info: ValidationInfo) -> Any:
        return plain_read(value) if info.context == FROM_BOOK else value


class Pillar(Strict):
    """A group of indicators and the weight the group is meant to have."""

    id: str
    title: Wording
    weights: list[Weights]


class Band(Strict):
    """A predicate for scores at or above `at_least`."""

    title: Wording
    at_least: Decimal


class Bands(Dated):
    """All bands of a day, the best first."""

    bands: list[Band]


class Gate(Strict):
    """A ceiling on the band unless the indicator's value is one of `passes_with`."""

    id: str
    indicator: str
    passes_with: list[str]
    band_at_most: str
    reason: Wording


class Duty(Strict):
    """A duty of the instruction, and the points its indicators need to count as fulfilled."""

    id: str
    title: Wording
    indicators: list[str]
    fulfilled_at: Decimal
    kinds: list[GovernmentKind]
    reference: str


class MissingRule(Dated):
    """What absence does. Shares are of applicable weight (0-1)."""

    mode: Literal["ketat", "indikatif"]
    provisional_below: Decimal
    no_band_below: Decimal


class EvidenceRule(Dated):
    """Statements whose tier is not among `full_tiers` count at most `cap` points."""

    full_tiers: list[Tier]
    cap: Decimal


Method = Literal["arithmetic", "geometric", "harmonic", "weakest"]


class AggregationRule(Dated):
    """How indicators become a pillar (`within`) and pillars the total (`across`)."""

    within: Method
    across: Method


class ParameterValue(Dated):
    """One dated value of a parameter; null from the day on which a rule abolished it.

    A target also says when it is due.
    """

    value: Decimal | None
    due_on: date | None = None


TargetFamily = Literal["RPJPN", "RPJMN", "RKP", "UCJ"]


class Parameter(Strict):
    """A number of the law or of ours, as a history of dated values.

    A target names its `family`: targets of different families are never mixed.
    """

    id: str
    title: Wording
    unit: str
    family: TargetFamily | None = None
    values: list[ParameterValue]


class Advice(Strict):
    """What to do about an indicator that is not met or has no data, and who does it by when.

    From `done_at` points on, the advice counts as followed. A book from before there was English
    holds the Indonesian sentences alone.
    """

    indicator: str
    cause: Literal["regulasi", "anggaran", "data", "koordinasi", "kapasitas"]
    agency: str
    unmet: Wording
    missing: Wording
    deadline: str
    done_at: Decimal = Field(default=Decimal(100), ge=0, le=100)

    @field_validator("unmet", "missing", mode="before")
    @classmethod
    def _of_old_book(cls, value: Any, info: ValidationInfo) -> Any:
        old = info.context == FROM_BOOK and isinstance(value, str)
        return {"id": value, "en": ""} if old else value


class Deadline(Strict):
    """A yearly window of the budget calendar; without a month it is the next quarter's due date."""

    id: str
    title: Wording
    month: int | None = Field(default=None, ge=1, le=12)
    day: int | None = Field(default=None, ge=1, le=31)
    reference: str


class RubricHead(Strict):
    """The file `rubric.yaml`: everything that is not one indicator."""

    profile: str
    version: str
    title: Wording
    pillars: list[Pillar]
    bands: list[Bands]
    gates: list[Gate]
    missing: list[MissingRule]
    aggregation: list[AggregationRule]
    evidence: list[EvidenceRule]


class Rubric(Strict):
    """The whole checked catalogue of rules, with the hash of the files it was read from.

    `based_on` names the profile that this one alters, on the authority of `profile_reference`.
    """

    head: RubricHead
    indicators: list[Indicator]
    parameters: list[Parameter]
    duties: list[Duty]
    advice: list[Advice]
    deadlines: list[Deadline]
    segments: Segments
    sha256: str
    based_on: str = ""
    profile_reference: str = ""

    @property
    def version(self) -> str:
        """The version a report prints: the stated one and the hash of the rules themselves.

        A profile other than the default stands before it.
        """
        profile = self.head.profile
        named = "" if profile == DEFAULT_PROFILE else f"{profile}-"
        return f"{named}{self.head.version}+{self.sha256[:8]}"

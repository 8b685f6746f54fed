"""The outcome for one region and quarter: append-only, each revision superseding the one before."""

from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.columns import EnumText, ExactDecimal, UtcTime


class Evaluation(SQLModel, table=True):
    """One revision. Only `superseded_by` is ever written again, once, when a newer one is filed.

    Scores run from 0 to 100 and are unrounded; `completeness` is the share (0-1) of applicable
    weight for which data existed; `score` is null where nothing at all could be scored.
    `profile` is what was told beside the score: series, targets, groups, money, context.

    `rubric_sha256` names the rule book, `fact_ids` the facts that counted, in their order, and
    `beside` what was known beside them; all three are null in revisions that are older than the
    keeping of them. `prospect` is what was told of the quarters to come, `told` what its documents
    print beside all this; null in revisions that are older than documents of several kinds.
    """

    __tablename__ = "evaluation"
    __table_args__ = (UniqueConstraint("region_code", "quarter", "revision"),)

    evaluation_id: int | None = Field(default=None, primary_key=True)
    region_code: str = Field(foreign_key="region.code", index=True)
    quarter: str = Field(index=True, schema_extra={"pattern": r"^\d{4}-Q[1-4]$"})
    revision: int
    reason: str
    changes: str = ""
    mode: str
    rubric_profile: str
    rubric_version: str
    inputs_sha256: str
    rubric_sha256: str | None = Field(default=None, index=True)
    fact_ids: list[str] | None = Field(default=None, sa_type=JSON)
    beside: dict[str, Any] | None = Field(default=None, sa_type=JSON)
    completeness: Decimal = Field(sa_type=ExactDecimal)
    score: Decimal | None = Field(default=None, sa_type=ExactDecimal)
    score_low: Decimal = Field(sa_type=ExactDecimal)
    score_high: Decimal = Field(sa_type=ExactDecimal)
    band: str | None = None
    provisional: bool
    superseded_by: int | None = None
    scorecard: dict[str, Any] = Field(sa_type=JSON)
    profile: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    prospect: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    told: dict[str, Any] | None = Field(default=None, sa_type=JSON)
    created_at: datetime = Field(sa_type=UtcTime)


class IndicatorResult(SQLModel, table=True):
    """One indicator of one evaluation, with the trace that explains it."""

    __tablename__ = "indicator_result"

    evaluation_id: int = Field(foreign_key="evaluation.evaluation_id", primary_key=True)
    indicator: str = Field(primary_key=True)
    status: str
    score: Decimal | None = Field(default=None, sa_type=ExactDecimal)
    weight: Decimal = Field(sa_type=ExactDecimal)
    trace: dict[str, Any] = Field(sa_type=JSON)


class Recommendation(SQLModel, table=True):
    """One numbered action of one evaluation, for one agency, with a deadline."""

    __tablename__ = "recommendation"

    evaluation_id: int = Field(foreign_key="evaluation.evaluation_id", primary_key=True)
    number: int = Field(primary_key=True)
    indicator: str
    cause: str
    agency: str
    action: str
    deadline: str
    amount_idr: int | None = Field(default=None, sa_type=BigInteger)


class RunStatus(StrEnum):
    """How far the work on one region has come."""

    REQUESTED = "diminta"
    RUNNING = "berjalan"
    DONE = "selesai"
    FAILED = "gagal"


class RunStatusText(EnumText):
    """Column type of `RunStatus`."""

    words = RunStatus
    cache_ok = True


class RunStep(StrEnum):
    """What is being done on one region."""

    ASSESS = "menilai"
    PRINT = "mencetak"
    FILE = "menyimpan"


class RunStepText(EnumText):
    """Column type of `RunStep`."""

    words = RunStep
    cache_ok = True


class RegionRun(SQLModel, table=True):
    """The ledger: one attempt at one region. It is the truth about runs; Prefect shows them.

    `attempt` counts from 1 since the last attempt that ended well. `worker` names the process that
    does or did the work, `step` what it was at when it ended, null while it runs and in lines that
    are older than this. `inputs_sha256` is that of the revision it came to; `inputs_mark` stands
    for the books and rules as they were when it began, empty where nobody may rely on it.
    """

    __tablename__ = "region_run"

    run_id: int | None = Field(default=None, primary_key=True)
    region_code: str = Field(foreign_key="region.code", index=True)
    quarter: str = Field(index=True)
    reason: str
    requested_by: str
    status: RunStatus = Field(sa_type=RunStatusText)
    error: str = ""
    revision: int | None = None
    attempt: int = 1
    worker: str = ""
    step: RunStep | None = Field(default=None, sa_type=RunStepText)
    inputs_sha256: str | None = None
    inputs_mark: str = ""
    requested_at: datetime = Field(sa_type=UtcTime)
    begun_at: datetime | None = Field(default=None, sa_type=UtcTime)
    finished_at: datetime | None = Field(default=None, sa_type=UtcTime)

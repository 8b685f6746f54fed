"""Batches of a run over a quarter: what is to be done together, who has it, what came of it.

Who may take which batch, and when one counts as lost, is decided in `monev/batches.py`.
"""

from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Any

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.columns import EnumText, UtcTime


class BatchStage(IntEnum):
    """What a batch holds; one stage begins when all of the one before is done."""

    KAB_KOTA = 1
    PROVINCES = 2
    RECAPS = 3


class BatchState(StrEnum):
    """How far a batch has come."""

    WAITING = "menunggu"
    TAKEN = "dikerjakan"
    DONE = "selesai"
    WITHDRAWN = "ditarik"


class BatchStateText(EnumText):
    """Column type of `BatchState`."""

    words = BatchState
    cache_ok = True


class Batch(SQLModel, table=True):
    """One batch of one run, with one taker at a time.

    `codes` are regions, or the scopes of recaps. `attempt` counts from 1 how often it was taken,
    and whoever holds it knows the count: a taker that was thought lost ends nothing any more.
    `seen_at` is its taker's last sign of life, `results` one plain value per code; a batch that is
    done without them was given up.
    """

    __tablename__ = "batch"
    __table_args__ = (UniqueConstraint("run_key", "label"),)

    batch_id: int | None = Field(default=None, primary_key=True)
    run_key: str = Field(index=True)
    quarter: str = Field(index=True, schema_extra={"pattern": r"^\d{4}-Q[1-4]$"})
    stage: int
    label: str
    codes: list[str] = Field(sa_type=JSON)
    state: BatchState = Field(default=BatchState.WAITING, sa_type=BatchStateText)
    attempt: int = 0
    worker: str = ""
    results: list[dict[str, Any]] | None = Field(default=None, sa_type=JSON)
    laid_out_at: datetime = Field(sa_type=UtcTime)
    taken_at: datetime | None = Field(default=None, sa_type=UtcTime)
    seen_at: datetime | None = Field(default=None, sa_type=UtcTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcTime)

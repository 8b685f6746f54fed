"""A duty of the calendar that somebody took on: what was due when, and what came of it.

What is due is decided in `monev/duties.py`; here is only what was begun and how it ended.
"""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from models.columns import EnumText, UtcTime


class DutyOutcome(StrEnum):
    """How a duty ended; while it is under way it has no outcome yet."""

    UNDER_WAY = "berjalan"
    DONE = "selesai"
    EXCEPTIONS = "dengan_catatan"
    FAILED = "gagal"


class DutyOutcomeText(EnumText):
    """Column type of `DutyOutcome`."""

    words = DutyOutcome
    cache_ok = True


class ScheduledDuty(SQLModel, table=True):
    """One duty, claimed once: whoever inserts the row carries it out.

    `name` is its kind, `scope` the quarter it is about, `due_on` the day in Jakarta on which it
    fell due. `attempts` counts how often it was taken on: more than once only after a failure, or
    after an attempt that never came to its end. `note` says in a line what came of it.
    """

    __tablename__ = "scheduled_duty"
    __table_args__ = (UniqueConstraint("name", "due_on"),)

    duty_id: int | None = Field(default=None, primary_key=True)
    name: str
    scope: str = Field(index=True, schema_extra={"pattern": r"^\d{4}-Q[1-4]$"})
    due_on: date
    attempts: int = 1
    begun_at: datetime = Field(sa_type=UtcTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcTime)
    outcome: DutyOutcome = Field(default=DutyOutcome.UNDER_WAY, sa_type=DutyOutcomeText)
    note: str = ""

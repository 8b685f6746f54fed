"""A finding, or a missing report, that somebody answerable has excused for a time."""

from datetime import date, datetime

from sqlmodel import Field, SQLModel

from models.columns import UtcTime


class WaiverBase(SQLModel):
    """Who excused what, why, and until which day (inclusive).

    `rule` is the id of a quality rule, or `LAPOR` for a report that is not due. `subject` narrows
    it to one quantity, for example `participation.active_persons`; empty means all of the rule.
    """

    rule: str = Field(min_length=1)
    region_code: str = Field(foreign_key="region.code", index=True)
    subject: str = ""
    reason: str = Field(min_length=3)
    granted_by: str = Field(min_length=1)
    granted_on: date
    until: date


class Waiver(WaiverBase, table=True):
    """Stored `WaiverBase`; it is never deleted, a later one may end it."""

    __tablename__ = "waiver"
    waiver_id: int | None = Field(default=None, primary_key=True)
    created_at: datetime = Field(sa_type=UtcTime)

"""Who reviewed, returned or published the evaluations of a province's quarter. Append-only.

Where a province stands is derived from these rows and never written down; who may do what is
decided in `monev/approve.py`.
"""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from models.columns import EnumText, UtcTime


class ApprovalAction(StrEnum):
    """What a coordinator did with the evaluations of a province."""

    REVIEWED = "ditinjau"
    RETURNED = "dikembalikan"
    PUBLISHED = "diterbitkan"


class ApprovalActionText(EnumText):
    """Column type of `ApprovalAction`."""

    words = ApprovalAction
    cache_ok = True


class ApprovalStep(SQLModel, table=True):
    """One step. `number` counts from 1 within scope and quarter: two at once cannot both be filed.

    `scope` is a province's code; `by` the name of an account; `through` the way by which it was
    told, with the login behind it. `comment` is empty only where none was asked for.
    """

    __tablename__ = "approval_step"
    __table_args__ = (UniqueConstraint("quarter", "scope", "number"),)

    step_id: int | None = Field(default=None, primary_key=True)
    quarter: str = Field(index=True, schema_extra={"pattern": r"^\d{4}-Q[1-4]$"})
    scope: str = Field(foreign_key="region.code", index=True)
    number: int
    action: ApprovalAction = Field(sa_type=ApprovalActionText)
    by: str = Field(min_length=1)
    through: str = ""
    comment: str = ""
    at: datetime = Field(sa_type=UtcTime)


class ApprovedRevision(SQLModel, table=True):
    """One revision that a step speaks of, with the hashes of what was looked at.

    `report_sha256` is the filed report, `rubric_sha256` the rule book (null in revisions older
    than their keeping), `design_sha256` the templates, texts and faces.
    """

    __tablename__ = "approved_revision"

    step_id: int = Field(foreign_key="approval_step.step_id", primary_key=True)
    region_code: str = Field(foreign_key="region.code", primary_key=True, index=True)
    evaluation_id: int = Field(foreign_key="evaluation.evaluation_id", index=True)
    revision: int
    report_sha256: str
    rubric_sha256: str | None = None
    design_sha256: str

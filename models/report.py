"""A filed document. Its bytes rest in the archive and are never overwritten."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from models.columns import UtcTime


class Report(SQLModel, table=True):
    """One PDF of one evaluation; `path` is relative to the workspace."""

    __tablename__ = "report"

    evaluation_id: int = Field(foreign_key="evaluation.evaluation_id", primary_key=True)
    number: str
    path: str
    sha256: str
    pages: int
    filed_at: datetime = Field(sa_type=UtcTime)

"""A whole book of rules as it was when it judged; what the rules mean is not asked here."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel

from models.columns import UtcTime


class RuleBook(SQLModel, table=True):
    """One rubric under its hash, kept with the first evaluation by it and never changed.

    `content` is the rubric in plain values, from which an equal one can be made again.
    """

    __tablename__ = "rule_book"

    sha256: str = Field(primary_key=True)
    profile: str
    version: str
    content: dict[str, Any] = Field(sa_type=JSON)
    first_used_at: datetime = Field(sa_type=UtcTime)

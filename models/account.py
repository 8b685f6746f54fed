"""A person who signs in to the portal, and the part of the country that person may see."""

from datetime import datetime
from enum import StrEnum

from sqlmodel import Field, SQLModel

from models.columns import EnumText, UtcTime


class Role(StrEnum):
    """What an account may do inside its region; an auditor reads everything, changes nothing."""

    OFFICE = "office"
    COORDINATOR = "coordinator"
    ADMIN = "admin"
    AUDITOR = "auditor"


class RoleText(EnumText):
    """Column type of `Role`."""

    words = Role
    cache_ok = True


class Account(SQLModel, table=True):
    """`region_code` is the office's own region, a coordinator's province, null for the nation."""

    __tablename__ = "account"

    name: str = Field(primary_key=True)
    role: Role = Field(sa_type=RoleText)
    region_code: str | None = Field(default=None, foreign_key="region.code")
    password_hash: str
    created_at: datetime = Field(sa_type=UtcTime)


class EndedSession(SQLModel, table=True):
    """A session that its person has ended; its cookie is worthless from then on."""

    __tablename__ = "ended_session"

    sha256: str = Field(primary_key=True)
    ended_at: datetime = Field(sa_type=UtcTime)

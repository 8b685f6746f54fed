"""A role that one person lets another use in an area, until a day. Withdrawn, never deleted.

Who may delegate what is decided in `monev/delegate.py`.
"""

from datetime import date, datetime

from sqlmodel import Field, SQLModel

from models.account import Role, RoleText
from models.columns import UtcTime


class Delegation(SQLModel, table=True):
    """`given_by` is the account whose role and area it is, `made_by` whoever entered it.

    `until` is the last day on which it holds, in Jakarta. `role` and `region_code` are what the
    giver had then: it lapses with them.
    """

    __tablename__ = "delegation"

    delegation_id: int | None = Field(default=None, primary_key=True)
    given_by: str = Field(foreign_key="account.name", index=True)
    given_to: str = Field(foreign_key="account.name", index=True)
    role: Role = Field(sa_type=RoleText)
    region_code: str | None = Field(default=None, foreign_key="region.code")
    until: date
    reason: str = ""
    made_by: str
    made_at: datetime = Field(sa_type=UtcTime)
    withdrawn_by: str = ""
    withdrawn_at: datetime | None = Field(default=None, sa_type=UtcTime)

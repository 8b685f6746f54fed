"""What lets a program read in a person's name. Only its hash is kept: nobody can read it back."""

from datetime import datetime
from enum import StrEnum

from sqlmodel import Field, SQLModel

from models.columns import EnumText, UtcTime


class TokenScope(StrEnum):
    """What a token opens. There is no other scope than reading."""

    READ = "baca"


class TokenScopeText(EnumText):
    """Column type of `TokenScope`."""

    words = TokenScope
    cache_ok = True


class ApiToken(SQLModel, table=True):
    """A token of an account; it sees what the account sees, and ends with it or before."""

    __tablename__ = "api_token"

    token_id: int | None = Field(default=None, primary_key=True)
    account_name: str = Field(foreign_key="account.name", index=True)
    label: str
    scope: TokenScope = Field(sa_type=TokenScopeText)
    sha256: str = Field(unique=True, index=True)
    made_at: datetime = Field(sa_type=UtcTime)
    expires_at: datetime = Field(sa_type=UtcTime)
    withdrawn_at: datetime | None = Field(default=None, sa_type=UtcTime)

"""Who did what in the portal, and when. Append-only: each entry holds the hash of the one before.

How entries are added without a fork is the store's business, what a break means `audit_chain`'s.
"""

import hashlib
import json
from datetime import UTC, datetime
from enum import StrEnum

from sqlmodel import Field, SQLModel

from models.columns import EnumText, UtcTime

BEGINNING = "0" * 64
"""What the first entry holds in place of a hash before it."""


class Action(StrEnum):
    """What was done. The words are kept in the database: at most 20 letters, never changed."""

    SIGN_IN = "masuk"
    SIGN_IN_REFUSED = "masuk_ditolak"
    SIGN_OUT = "keluar"
    PASSWORD_CHANGE = "sandi_diganti"  # noqa: S105 - a word for what was done
    DOWNLOAD = "diunduh"
    ZIP = "diunduh_bersama"
    UPLOAD = "diunggah"
    CONFIRM = "dikonfirmasi"
    OBJECTION = "disanggah"
    DECISION = "diputuskan"
    REVIEW = "ditinjau"
    RETURN = "dikembalikan"
    PUBLISH = "diterbitkan"
    RERUN = "dihitung_ulang"
    REMINDER = "diingatkan"
    TOKEN_MADE = "token_dibuat"  # noqa: S105 - a word for what was done
    TOKEN_WITHDRAWN = "token_dicabut"  # noqa: S105 - a word for what was done
    DELEGATION_MADE = "didelegasikan"
    DELEGATION_WITHDRAWN = "delegasi_dicabut"
    ACCOUNT_ADDED = "akun_ditambah"


class ActionText(EnumText):
    """Column type of `Action`."""

    words = Action
    cache_ok = True


class AuditEntry(SQLModel, table=True):
    """One entry. `number` counts from 1 without a gap; the hashes alone say what follows what.

    `who` is the name of an account, empty for a visitor; `subject` what it was done to;
    `address` where the request came from. It is empty for a command on the machine itself, where
    `who` is the login.
    """

    __tablename__ = "audit_entry"

    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    at: datetime = Field(sa_type=UtcTime, index=True)
    who: str = Field(default="", index=True)
    action: Action = Field(sa_type=ActionText)
    subject: str = ""
    detail: str = ""
    address: str = ""
    previous: str
    sha256: str

    def digest(self) -> str:
        """Return the hash over what was done and the hash before, in hexadecimal."""
        content = {
            "at": self.at.astimezone(UTC).isoformat(timespec="microseconds"),
            "who": self.who,
            "action": str(self.action),
            "subject": self.subject,
            "detail": self.detail,
            "address": self.address,
            "previous": self.previous,
        }
        whole = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(whole.encode()).hexdigest()

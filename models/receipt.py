"""One arrival of bytes, or the failed attempt to get them. Append-only.

Evidence is kept once per content; receipts tell every time it came, from where and for whom. The
fetching and the reading happen elsewhere.
"""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, Index
from sqlmodel import Field, SQLModel

from models.columns import EnumText, UtcTime


class ReceiptStatus(StrEnum):
    """What became of an arrival."""

    READ = "terbaca"
    REFUSED = "ditolak"
    REPEATED = "berulang"
    UNCHANGED = "tidak_berubah"
    FAILED = "gagal"


class ReceiptStatusText(EnumText):
    """Column type of `ReceiptStatus`."""

    words = ReceiptStatus
    cache_ok = True


class Receipt(SQLModel, table=True):
    """`sha256` is null where nothing usable came; `problem` then says why.

    `original_sha256` is the hash of the bytes as sent; it differs where personal data were taken
    out before keeping, and `removed` says which: `columns` and how many `numbers`.

    `slot` is where it lay, so that a later arrival there replaces it; `batch` names its findings.
    `received_on` is the day in Jakarta by which the content was dated. `region_code` and `quarter`
    are what the content says it speaks for, `laid_for_region` and `laid_for_quarter` what its
    folder or endpoint stands for. `asked` holds the words of a request. `handed_in_on` is the day
    a government says it handed an instrument in. `received_by` is the account or login of whoever
    laid it in; empty where a schedule or an endpoint brought it.
    """

    __tablename__ = "receipt"
    __table_args__ = (Index("ix_receipt_hand_in", "status", "quarter", "handed_in_on"),)

    receipt_id: int | None = Field(default=None, primary_key=True)
    sha256: str | None = Field(default=None, foreign_key="evidence.sha256", index=True)
    original_sha256: str = Field(default="", index=True)
    slot: str = Field(default="", index=True)
    batch: str = Field(default="", index=True)
    file_name: str
    source_id: str = Field(default="", index=True)
    address: str = ""
    region_code: str | None = Field(default=None, index=True)
    quarter: str = Field(default="", index=True)
    laid_for_region: str = ""
    laid_for_quarter: str = ""
    asked: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    removed: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    etag: str = ""
    modified: str = ""
    status: ReceiptStatus = Field(sa_type=ReceiptStatusText)
    problem: str = ""
    facts: int = 0
    errors: int = 0
    handed_in_on: str = Field(default="", schema_extra={"pattern": r"^(\d{4}-\d{2}-\d{2})?$"})
    received_by: str = ""
    received_on: date
    received_at: datetime = Field(sa_type=UtcTime)

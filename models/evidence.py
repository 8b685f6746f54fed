"""The file a figure came from, and the cell inside it.

Keeping and fetching of files is the work of `monev.sources` and `monev.store`.
"""

from datetime import date, datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict
from sqlmodel import Field, SQLModel

from models.columns import EnumText, UtcTime


class Tier(StrEnum):
    """How near a statement stands to the record it speaks of, nearest first."""

    DOCUMENT = "dokumen_resmi"
    BPJS = "data_bpjs_tk"
    INSTRUMENT = "instrumen"
    EVALUATION = "hasil_monev"
    RELEASE = "rilis"
    PRESS = "media"
    REQUOTED = "kutipan_ulang"
    SIMULATED = "simulasi"

    @property
    def rank(self) -> int:
        """0 for the nearest; of two sources for one quantity the lower rank is preferred."""
        return _RANKS[self]


_RANKS = {tier: rank for rank, tier in enumerate(Tier)}


class TierText(EnumText):
    """Column type of `Tier`."""

    words = Tier
    cache_ok = True


class Cell(BaseModel):
    """Where in its file one value stood, and what stood there, letter by letter."""

    model_config = ConfigDict(frozen=True)

    locator: str
    raw: str


class EvidenceBase(SQLModel):
    """A kept file: content-addressed, so the same bytes are kept once."""

    sha256: str = Field(primary_key=True, schema_extra={"pattern": "^[0-9a-f]{64}$"})
    file_name: str
    media_type: str
    size_bytes: int
    source_id: str
    publisher: str = ""
    published_on: date | None = None
    address: str = ""


class Evidence(EvidenceBase, table=True):
    """The row that says where the kept bytes came from and when they reached us."""

    __tablename__ = "evidence"
    received_at: datetime = Field(sa_type=UtcTime)

"""Something wrong or worth knowing about the data, addressed to its cell."""

from decimal import Decimal
from enum import StrEnum

from sqlmodel import Field, SQLModel

from models.columns import EnumText, ExactDecimal


class Severity(StrEnum):
    """How much a finding weighs; `galat` makes a band provisional."""

    ERROR = "galat"
    WARNING = "peringatan"
    INFO = "info"


class SeverityText(EnumText):
    """Column type of `Severity`."""

    words = Severity
    cache_ok = True


class FindingBase(SQLModel):
    """One finding: the stated value, the computed value and their difference, never a repair.

    `waiver` names who excused it, why and until when; it is empty where nobody did.
    """

    rule: str
    severity: Severity = Field(sa_type=SeverityText)
    region_code: str | None = Field(default=None, index=True)
    place: str = ""
    evidence_sha256: str = ""
    subject: str = ""
    stated: Decimal | None = Field(default=None, sa_type=ExactDecimal)
    computed: Decimal | None = Field(default=None, sa_type=ExactDecimal)
    difference: Decimal | None = Field(default=None, sa_type=ExactDecimal)
    unit: str = ""
    message_id: str
    message_en: str
    waiver: str = ""


class Finding(FindingBase, table=True):
    """A stored finding: of a file as it was read, or of one evaluation."""

    __tablename__ = "finding"
    finding_id: int | None = Field(default=None, primary_key=True)
    evaluation_id: int | None = Field(default=None, foreign_key="evaluation.evaluation_id")
    batch: str = Field(default="", index=True)

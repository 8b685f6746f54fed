"""A value that a region contests with a document, and what was done about it. Append-only.

Where an objection stands is derived from its steps (`monev/objection_states.py`) and never written
down; who may do what is decided in `monev/objections.py`.
"""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from models.columns import EnumText, UtcTime


class ObjectionAction(StrEnum):
    """What was done about an objection. The words are kept in the database: 20 letters at most."""

    FILED = "diajukan"
    ACCEPTED = "diterima"
    DECLINED = "ditolak"
    WITHDRAWN = "ditarik"
    RUN = "dihitung_ulang"


class ObjectionActionText(EnumText):
    """Column type of `ObjectionAction`."""

    words = ObjectionAction
    cache_ok = True


class Objection(SQLModel, table=True):
    """One contested value of one revision, with all that was seen when it was filed.

    `fact_id`, `fact_kind` and `field` name the statement and its field; `printed_*` are what the
    revision says of it: value, unit, and file, cell and raw text it was taken from. `claimed_raw`
    is what was typed, `claimed_value` how it was read: plain digits, an ISO day or a word.
    `document_sha256` is the kept document, `document_source` the id of the source it is read as,
    empty where no program reads it. An answer is due on `due_on`.
    """

    __tablename__ = "objection"

    objection_id: int | None = Field(default=None, primary_key=True)
    region_code: str = Field(foreign_key="region.code", index=True)
    quarter: str = Field(index=True, schema_extra={"pattern": r"^\d{4}-Q[1-4]$"})
    revision: int
    evaluation_id: int = Field(foreign_key="evaluation.evaluation_id", index=True)
    indicator: str
    fact_id: str = Field(index=True)
    fact_kind: str
    field: str
    unit: str = ""
    printed_value: str
    printed_raw: str
    printed_locator: str
    printed_sha256: str
    claimed_raw: str
    claimed_value: str
    document_sha256: str = Field(foreign_key="evidence.sha256")
    document_name: str
    document_source: str = ""
    due_on: date


class ObjectionStep(SQLModel, table=True):
    """One step. `number` counts from 1 within an objection: two at once cannot both be filed.

    `by` is the name of an account, `through` the way by which it was told. `text` is the reason.
    Of an acceptance, `place` is where in the document the coordinator found the value and
    `fact_ids` the statements that were added by it, parted by blanks; `run_id` is the line of the
    ledger by which the region was evaluated again.
    """

    __tablename__ = "objection_step"
    __table_args__ = (UniqueConstraint("objection_id", "number"),)

    step_id: int | None = Field(default=None, primary_key=True)
    objection_id: int = Field(foreign_key="objection.objection_id", index=True)
    number: int
    action: ObjectionAction = Field(sa_type=ObjectionActionText)
    by: str = Field(min_length=1)
    through: str = ""
    text: str = ""
    place: str = ""
    fact_ids: str = ""
    run_id: int | None = Field(default=None, foreign_key="region_run.run_id", index=True)
    at: datetime = Field(sa_type=UtcTime)

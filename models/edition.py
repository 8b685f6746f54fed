"""Catalogue, templates and letterhead as they were when a document was made; what they mean is
not asked here."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, LargeBinary
from sqlmodel import Field, SQLModel

from models.columns import UtcTime


class Edition(SQLModel, table=True):
    """One edition under the hash of its files, kept with its first document and never changed.

    `content` is a zip archive, `versions` the programs and libraries that made documents of it.
    """

    __tablename__ = "edition"

    sha256: str = Field(primary_key=True)
    content: bytes = Field(sa_type=LargeBinary)
    versions: dict[str, Any] = Field(sa_type=JSON)
    first_used_at: datetime = Field(sa_type=UtcTime)

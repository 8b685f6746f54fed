"""A filed document in one form and language. Its bytes rest in the archive, never overwritten."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from models.columns import EnumText, UtcTime

NATION = "ID"
"""The scope of documents about the whole country."""


class DocumentKind(StrEnum):
    """What a document is, by the name its office uses."""

    REGION_REPORT = "laporan"
    FACT_SHEET = "lembar_fakta"
    PROVINCE_RECAP = "rekap_provinsi"
    NATION_RECAP = "rekap_nasional"
    SEMESTER_REPORT = "laporan_semester"
    MINUTES = "berita_acara"
    COVER_LETTER = "surat_pengantar"


class DocumentKindText(EnumText):
    """Column type of `DocumentKind`."""

    words = DocumentKind
    cache_ok = True


class DocumentForm(StrEnum):
    """The form in which a document is handed out; `ttd` is the PDF with a signature added."""

    PDF = "pdf"
    SIGNED = "ttd"
    HTML = "html"
    XLSX = "xlsx"


class DocumentFormText(EnumText):
    """Column type of `DocumentForm`."""

    words = DocumentForm
    cache_ok = True


class Document(SQLModel, table=True):
    """One file of one document.

    `scope` is a region's code or `ID`, `period` a quarter (`2024-Q3`) or half-year (`2024-S1`);
    `path` is relative to the workspace. `evaluation_id` names the evaluation it prints, null for
    what sums up many. `inputs_sha256` stands for everything it prints, `design_sha256` for
    templates, styles, faces and letterhead; both equal: nothing to print anew. `edition_sha256`
    names the kept files it was made with, null in documents older than their keeping. `pages` is 0
    where a form has none.
    """

    __tablename__ = "document"
    __table_args__ = (UniqueConstraint("kind", "form", "language", "scope", "period", "revision"),)

    document_id: int | None = Field(default=None, primary_key=True)
    kind: DocumentKind = Field(sa_type=DocumentKindText)
    form: DocumentForm = Field(sa_type=DocumentFormText)
    language: str = Field(schema_extra={"pattern": "^(id|en)$"})
    scope: str = Field(index=True)
    period: str = Field(index=True)
    revision: int
    number: str = Field(index=True)
    evaluation_id: int | None = Field(
        default=None, foreign_key="evaluation.evaluation_id", index=True
    )
    inputs_sha256: str
    design_sha256: str
    edition_sha256: str | None = Field(default=None, foreign_key="edition.sha256")
    path: str
    sha256: str = Field(index=True)
    size_bytes: int
    pages: int
    filed_at: datetime = Field(sa_type=UtcTime)

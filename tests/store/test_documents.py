"""The shelf of documents, on both databases: found by number, hash, kind and period."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from models import NATION, Document, DocumentForm, DocumentKind
from monev.store import Store

RECAP = DocumentKind.NATION_RECAP


def recap(revision: int, language: str = "id", form: DocumentForm = DocumentForm.PDF) -> Document:
    """The row of a national recap."""
    sha256 = f"{revision}{language}{form.value}"
    return Document(
        kind=RECAP,
        form=form,
        language=language,
        scope=NATION,
        period="2024-Q3",
        revision=revision,
        number=f"MONEV/ID/2024-Q3/RN/R{revision}/{language}",
        inputs_sha256=f"inputs {revision}",
        design_sha256="design",
        path=f"{sha256}.{form.value}",
        sha256=sha256,
        size_bytes=7,
        pages=1,
        filed_at=datetime(2024, 10, 11, tzinfo=UTC),
    )


@pytest.fixture
def shelf(url: str, tmp_path: Path) -> Store:
    """A store in which a recap has two revisions, the newer in both languages."""
    store = Store.open(url, tmp_path)
    store.file_documents([recap(1), recap(1, form=DocumentForm.XLSX)])
    store.file_documents([recap(2), recap(2, "en")])
    return store


def test_the_newest_is_found_by_kind_scope_and_period(shelf: Store) -> None:
    """A form that the newest revision lacks is found in the one before."""
    newest = shelf.newest_document(RECAP, NATION, "2024-Q3")
    assert newest is not None
    assert newest.revision == 2
    workbook = shelf.newest_document(RECAP, NATION, "2024-Q3", form=DocumentForm.XLSX)
    assert workbook is not None
    assert workbook.revision == 1
    assert shelf.newest_revision(RECAP, NATION, "2024-Q3") == 2
    assert shelf.newest_revision(RECAP, NATION, "2024-Q2") == 0
    assert shelf.newest_document(RECAP, NATION, "2024-Q2") is None
    assert [one.language for one in shelf.newest_documents(RECAP, NATION, "2024-Q3")] == [
        "id",
        "en",
    ]


def test_a_document_is_found_by_number_and_by_hash(shelf: Store) -> None:
    """All forms of a number; exactly one for the bytes."""
    found = shelf.documents_numbered("MONEV/ID/2024-Q3/RN/R1/id")
    assert [one.form for one in found] == [DocumentForm.PDF, DocumentForm.XLSX]
    filed = shelf.document_with("2enpdf")
    assert filed is not None
    assert (filed.revision, filed.language) == (2, "en")
    assert shelf.document_with("tidak ada") is None


def test_no_two_documents_share_kind_form_language_and_revision(shelf: Store) -> None:
    """What is filed cannot be filed over: the database itself refuses."""
    with pytest.raises(IntegrityError):
        shelf.file_documents([recap(2)])
    assert len(shelf.newest_documents(RECAP, NATION, "2024-Q3")) == 2

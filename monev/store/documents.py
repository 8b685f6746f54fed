"""Filed documents: found by number, by hash, by what they are about. Append-only."""

from collections.abc import Sequence

from sqlalchemy import func
from sqlmodel import Session, col, select

from models import Document, DocumentForm, DocumentKind, writing
from monev.store.shelf import Shelf


class DocumentShelf(Shelf):
    """Every file of every document."""

    def file_documents(self, documents: Sequence[Document]) -> None:
        """File documents in one transaction."""
        with writing(self.engine) as session:
            session.add_all(documents)

    def report_of(self, evaluation_id: int) -> Document | None:
        """Return the filed regional report of an evaluation: Indonesian, as PDF."""
        return self.document_of(evaluation_id, DocumentKind.REGION_REPORT)

    def document_of(
        self,
        evaluation_id: int,
        kind: DocumentKind,
        language: str = "id",
        form: DocumentForm = DocumentForm.PDF,
    ) -> Document | None:
        """Return the newest document of one kind, language and form of an evaluation."""
        with Session(self.engine) as session:
            return session.exec(
                select(Document)
                .where(
                    Document.evaluation_id == evaluation_id,
                    Document.kind == kind,
                    Document.language == language,
                    Document.form == form,
                )
                .order_by(col(Document.revision).desc())
            ).first()

    def documents_of(self, evaluation_id: int) -> Sequence[Document]:
        """Return every document of an evaluation in the order of filing."""
        with Session(self.engine) as session:
            return session.exec(
                select(Document)
                .where(Document.evaluation_id == evaluation_id)
                .order_by(col(Document.document_id))
            ).all()

    def newest_document(
        self,
        kind: DocumentKind,
        scope: str,
        period: str,
        language: str = "id",
        form: DocumentForm = DocumentForm.PDF,
    ) -> Document | None:
        """Return the document of the highest revision, null where none was filed."""
        with Session(self.engine) as session:
            return session.exec(
                select(Document)
                .where(
                    Document.kind == kind,
                    Document.scope == scope,
                    Document.period == period,
                    Document.language == language,
                    Document.form == form,
                )
                .order_by(col(Document.revision).desc())
            ).first()

    def newest_documents(self, kind: DocumentKind, scope: str, period: str) -> Sequence[Document]:
        """Return the highest revision in every language and form; empty where none was filed."""
        with Session(self.engine) as session:
            found = session.exec(
                select(Document)
                .where(Document.kind == kind, Document.scope == scope, Document.period == period)
                .order_by(col(Document.revision).desc(), col(Document.document_id))
            ).all()
            return [one for one in found if one.revision == found[0].revision]

    def newest_revision(self, kind: DocumentKind, scope: str, period: str) -> int:
        """Return the highest revision in any language and form; 0 where none was filed."""
        with Session(self.engine) as session:
            found = session.exec(
                select(func.max(Document.revision)).where(
                    Document.kind == kind, Document.scope == scope, Document.period == period
                )
            ).one()
            return found or 0

    def documents_numbered(self, number: str) -> Sequence[Document]:
        """Return every form of the document with that number."""
        with Session(self.engine) as session:
            return session.exec(
                select(Document)
                .where(Document.number == number)
                .order_by(col(Document.document_id))
            ).all()

    def document_with(self, sha256: str) -> Document | None:
        """Return the document that is exactly these bytes."""
        with Session(self.engine) as session:
            return session.exec(
                select(Document)
                .where(Document.sha256 == sha256)
                .order_by(col(Document.document_id))
            ).first()

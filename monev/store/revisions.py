"""Many revisions at once: what lists and exports are made of, in few queries.

Which of them somebody may see is decided above.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import func
from sqlalchemy import select as columns
from sqlalchemy.orm import defer
from sqlmodel import Session, col, select

from models import Document, Evaluation, Finding, IndicatorResult
from monev.store.shelf import Shelf

UNASKED = ("scorecard", "profile", "prospect", "beside", "fact_ids")
"""What lists never show; reading it would cost more than all the rest."""


class RevisionMark(NamedTuple):
    """Which revision it is; the rest of it is long and read only where it is shown."""

    evaluation_id: int
    region_code: str
    quarter: str
    revision: int


class RevisionShelf(Shelf):
    """Revisions of a quarter, superseded ones too, and the rows that belong to them."""

    def marks_in(self, quarter: str, codes: Iterable[str] | None = None) -> list[RevisionMark]:
        """Return every revision of a quarter by code, the newest first; of `codes` only."""
        query = columns(*(col(getattr(Evaluation, name)) for name in RevisionMark._fields)).where(
            col(Evaluation.quarter) == quarter
        )
        if codes is not None:
            query = query.where(col(Evaluation.region_code).in_(list(codes)))
        order = (col(Evaluation.region_code), col(Evaluation.revision).desc())
        with Session(self.engine) as session:
            return [RevisionMark(*row) for row in session.execute(query.order_by(*order))]

    def revisions_with(self, evaluation_ids: Iterable[int]) -> dict[int, Evaluation]:
        """Return evaluations by their ids, without scorecards and profiles."""
        query = (
            select(Evaluation)
            .where(col(Evaluation.evaluation_id).in_(list(evaluation_ids)))
            .options(*(defer(getattr(Evaluation, name), raiseload=True) for name in UNASKED))
        )
        with Session(self.engine) as session:
            return {one.evaluation_id or 0: one for one in session.exec(query)}

    def results_for(self, evaluation_ids: Iterable[int]) -> dict[int, list[IndicatorResult]]:
        """Return the indicators of evaluations, each by its id."""
        query = (
            select(IndicatorResult)
            .where(col(IndicatorResult.evaluation_id).in_(list(evaluation_ids)))
            .order_by(col(IndicatorResult.indicator))
        )
        found: dict[int, list[IndicatorResult]] = {}
        with Session(self.engine) as session:
            for row in session.exec(query):
                found.setdefault(row.evaluation_id, []).append(row)
        return found

    def findings_for(self, evaluation_ids: Iterable[int]) -> dict[int, list[Finding]]:
        """Return the findings of evaluations, each in the order they were made."""
        query = (
            select(Finding)
            .where(col(Finding.evaluation_id).in_(list(evaluation_ids)))
            .order_by(col(Finding.finding_id))
        )
        found: dict[int, list[Finding]] = {}
        with Session(self.engine) as session:
            for row in session.exec(query):
                found.setdefault(row.evaluation_id or 0, []).append(row)
        return found

    def documents_for(self, evaluation_ids: Iterable[int]) -> dict[int, list[Document]]:
        """Return the documents of evaluations, each by the name of its file."""
        query = (
            select(Document)
            .where(col(Document.evaluation_id).in_(list(evaluation_ids)))
            .order_by(col(Document.path))
        )
        found: dict[int, list[Document]] = {}
        with Session(self.engine) as session:
            for row in session.exec(query):
                found.setdefault(row.evaluation_id or 0, []).append(row)
        return found

    def count_documents(self, evaluation_ids: Iterable[int]) -> int:
        """Return how many files of documents these evaluations have."""
        query = select(func.count()).where(col(Document.evaluation_id).in_(list(evaluation_ids)))
        with Session(self.engine) as session:
            return session.exec(query).one()

    def documents_named(self, file_name: str) -> Sequence[Document]:
        """Return the documents whose file has that name."""
        query = select(Document).where(
            col(Document.path).endswith(f"/{file_name}", autoescape=True)
        )
        with Session(self.engine) as session:
            return session.exec(query.order_by(col(Document.document_id))).all()

    def newest_path(self) -> str | None:
        """Return the key of the document that was filed last; null where none was."""
        with Session(self.engine) as session:
            return session.exec(
                select(Document.path).order_by(col(Document.document_id).desc())
            ).first()

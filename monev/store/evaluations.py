"""Evaluations with all that belongs to them: append-only, each revision superseding the last."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy.orm import defer
from sqlalchemy.orm.strategy_options import _AbstractLoad
from sqlmodel import Session, col, select

from models import Document, Evaluation, Finding, IndicatorResult, Recommendation, writing
from monev.store.shelf import Shelf


class EvaluationShelf(Shelf):
    """Revisions, their indicators, findings and recommendations."""

    def current_evaluation(self, code: str, quarter: str) -> Evaluation | None:
        """Return the revision that no other supersedes."""
        with Session(self.engine) as session:
            return session.exec(
                select(Evaluation)
                .where(Evaluation.region_code == code, Evaluation.quarter == quarter)
                .order_by(col(Evaluation.revision).desc())
            ).first()

    def current_outcome(self, code: str, quarter: str) -> Evaluation | None:
        """Return the revision that no other supersedes, without its traces."""
        return next(iter(self.current_outcomes(quarter, [code])), None)

    def current_evaluations(
        self, quarter: str, codes: Iterable[str] | None = None
    ) -> list[Evaluation]:
        """Return the current revision of every region of a quarter, by code; or of `codes` only.

        An evaluation carries its whole trace: whoever needs few regions should name them.
        """
        query = select(Evaluation).where(
            Evaluation.quarter == quarter, col(Evaluation.superseded_by).is_(None)
        )
        if codes is not None:
            query = query.where(col(Evaluation.region_code).in_(list(codes)))
        with Session(self.engine) as session:
            return list(session.exec(query.order_by(Evaluation.region_code)))

    def newest_evaluation_time(
        self, quarter: str, codes: Iterable[str] | None = None
    ) -> datetime | None:
        """Return when a quarter was last evaluated, of `codes` only; null where it never was."""
        query = select(Evaluation.created_at).where(Evaluation.quarter == quarter)
        if codes is not None:
            query = query.where(col(Evaluation.region_code).in_(list(codes)))
        with Session(self.engine) as session:
            return session.exec(query.order_by(col(Evaluation.created_at).desc())).first()

    def evaluation_of(self, code: str, quarter: str, revision: int) -> Evaluation | None:
        """Return one revision of a region and quarter."""
        with Session(self.engine) as session:
            return session.exec(
                select(Evaluation).where(
                    Evaluation.region_code == code,
                    Evaluation.quarter == quarter,
                    Evaluation.revision == revision,
                )
            ).first()

    def quarters(self) -> Sequence[str]:
        """Return every quarter that has evaluations, the newest first."""
        with Session(self.engine) as session:
            return session.exec(
                select(Evaluation.quarter).distinct().order_by(col(Evaluation.quarter).desc())
            ).all()

    def evaluations_of(self, code: str) -> Sequence[Evaluation]:
        """Return all revisions of a region, newest quarter and revision first."""
        with Session(self.engine) as session:
            return session.exec(
                select(Evaluation)
                .where(Evaluation.region_code == code)
                .order_by(col(Evaluation.quarter).desc(), col(Evaluation.revision).desc())
            ).all()

    def outcomes_of(self, code: str) -> Sequence[Evaluation]:
        """Return all revisions of a region without their traces, which would be large."""
        with Session(self.engine) as session:
            return session.exec(
                select(Evaluation)
                .where(Evaluation.region_code == code)
                .options(*_without_traces())
                .order_by(Evaluation.quarter, col(Evaluation.revision))
            ).all()

    def outcomes_before(self, code: str, quarter: str, most: int) -> Sequence[Evaluation]:
        """Return the current outcome of up to so many quarters before one, the newest first.

        Without their traces. A quarter that nobody evaluated is passed over.
        """
        with Session(self.engine) as session:
            return session.exec(
                select(Evaluation)
                .where(
                    Evaluation.region_code == code,
                    Evaluation.quarter < quarter,
                    col(Evaluation.superseded_by).is_(None),
                )
                .options(*_without_traces())
                .order_by(col(Evaluation.quarter).desc())
                .limit(most)
            ).all()

    def outcome(self, evaluation_id: int) -> Evaluation:
        """Return one revision without its traces; it must be there."""
        with Session(self.engine) as session:
            return session.exec(
                select(Evaluation)
                .where(Evaluation.evaluation_id == evaluation_id)
                .options(*_without_traces())
            ).one()

    def current_outcomes(
        self, quarter: str, codes: Iterable[str] | None = None
    ) -> Sequence[Evaluation]:
        """Return the current revisions of a quarter by code, without their traces."""
        query = select(Evaluation).where(
            Evaluation.quarter == quarter, col(Evaluation.superseded_by).is_(None)
        )
        if codes is not None:
            query = query.where(col(Evaluation.region_code).in_(list(codes)))
        with Session(self.engine) as session:
            return session.exec(
                query.options(*_without_traces()).order_by(Evaluation.region_code)
            ).all()

    def file_evaluation(
        self,
        evaluation: Evaluation,
        results: Sequence[IndicatorResult],
        findings: Sequence[Finding],
        recommendations: Sequence[Recommendation],
        documents: Sequence[Document],
    ) -> Evaluation:
        """File a revision with all that belongs to it in one transaction; link the one before."""
        with writing(self.engine) as session:
            session.add(evaluation)
            session.flush()
            number = evaluation.evaluation_id
            for row in (*results, *findings, *recommendations, *documents):
                row.evaluation_id = number or 0
                session.add(row)
            for older in session.exec(
                select(Evaluation).where(
                    Evaluation.region_code == evaluation.region_code,
                    Evaluation.quarter == evaluation.quarter,
                    Evaluation.revision < evaluation.revision,
                    col(Evaluation.superseded_by).is_(None),
                )
            ):
                older.superseded_by = number
        return evaluation

    def results_of(self, evaluation_id: int) -> Sequence[IndicatorResult]:
        """Return the indicators of an evaluation, by id."""
        with Session(self.engine) as session:
            return session.exec(
                select(IndicatorResult)
                .where(IndicatorResult.evaluation_id == evaluation_id)
                .order_by(IndicatorResult.indicator)
            ).all()

    def findings_of(self, evaluation_id: int) -> Sequence[Finding]:
        """Return the findings of an evaluation in the order they were made."""
        with Session(self.engine) as session:
            return session.exec(
                select(Finding)
                .where(Finding.evaluation_id == evaluation_id)
                .order_by(col(Finding.finding_id))
            ).all()


def _without_traces() -> list[_AbstractLoad]:
    names = ("scorecard", "profile", "prospect", "beside", "told", "fact_ids")
    return [defer(getattr(Evaluation, name), raiseload=True) for name in names]

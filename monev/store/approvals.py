"""Steps of approval, and what is needed to tell who may take them. Append-only."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import select as columns
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from models import (
    FACT_TYPES,
    ApprovalAction,
    ApprovalStep,
    ApprovedRevision,
    Document,
    DocumentForm,
    DocumentKind,
    Evaluation,
    Receipt,
    ReceiptStatus,
    writing,
)
from monev.approval import Revision, Step
from monev.errors import UsageError
from monev.store.shelf import Shelf


class ApprovalShelf(Shelf):
    """Who reviewed, returned and published which revisions."""

    def take_steps(
        self, steps: Sequence[tuple[ApprovalStep, Sequence[ApprovedRevision]]]
    ) -> list[Step]:
        """File steps in one transaction: all of them, or none.

        Raises UsageError where somebody else has taken a step of the same number meanwhile.
        """
        try:
            with writing(self.engine) as session:
                for step, about in steps:
                    session.add(step)
                    session.flush()
                    for one in about:
                        one.step_id = step.step_id or 0
                        session.add(one)
        except IntegrityError as error:
            raise UsageError(
                "another step was taken at the same moment, so this one was not; look at "
                "`monev approvals` and take it again"
            ) from error
        return [_value(step, about) for step, about in steps]

    def to_approve(self, evaluation_ids: Iterable[int]) -> list[ApprovedRevision]:
        """Return these evaluations with the hashes of what a step about them speaks of, by code.

        They belong to no step yet. One without a filed report is left out.
        """
        query = (
            columns(
                col(Evaluation.evaluation_id),
                col(Evaluation.region_code),
                col(Evaluation.revision),
                col(Evaluation.rubric_sha256),
                col(Document.sha256),
                col(Document.design_sha256),
            )
            .join(Document, col(Document.evaluation_id) == col(Evaluation.evaluation_id))
            .where(
                col(Evaluation.evaluation_id).in_(list(evaluation_ids)),
                col(Document.kind) == DocumentKind.REGION_REPORT,
                col(Document.form) == DocumentForm.PDF,
                col(Document.language) == "id",
            )
            .order_by(col(Evaluation.region_code))
        )
        with Session(self.engine) as session:
            rows = session.execute(query).all()
        return [
            ApprovedRevision(
                step_id=0,
                evaluation_id=number or 0,
                region_code=code,
                revision=revision,
                rubric_sha256=rubric,
                report_sha256=report,
                design_sha256=design,
            )
            for number, code, revision, rubric, report, design in rows
        ]

    def steps_of(self, quarter: str, scope: str | None = None) -> list[Step]:
        """Return the steps of a quarter in the order they were taken; with a scope, its own."""
        query = select(ApprovalStep).where(ApprovalStep.quarter == quarter)
        if scope is not None:
            query = query.where(ApprovalStep.scope == scope)
        with Session(self.engine) as session:
            steps = session.exec(query.order_by(col(ApprovalStep.step_id))).all()
            about: dict[int, list[ApprovedRevision]] = {}
            ids = [one.step_id for one in steps]
            for row in session.exec(
                select(ApprovedRevision).where(col(ApprovedRevision.step_id).in_(ids))
            ):
                about.setdefault(row.step_id, []).append(row)
            return [_value(one, about.get(one.step_id or 0, [])) for one in steps]

    def is_published(self, code: str, quarter: str) -> bool:
        """Say whether any revision of a region's quarter was published."""
        return code in self.published_in(quarter, [code])

    def published_in(
        self, quarter: str, codes: Iterable[str] | None = None
    ) -> dict[str, ApprovedRevision]:
        """Return the revision of each region that was published last, by code; of `codes` only."""
        query = (
            select(ApprovedRevision)
            .join(ApprovalStep, col(ApprovalStep.step_id) == col(ApprovedRevision.step_id))
            .where(
                ApprovalStep.quarter == quarter,
                ApprovalStep.action == ApprovalAction.PUBLISHED,
            )
        )
        if codes is not None:
            query = query.where(col(ApprovedRevision.region_code).in_(list(codes)))
        with Session(self.engine) as session:
            rows = session.exec(query.order_by(col(ApprovedRevision.step_id))).all()
        return {row.region_code: row for row in rows}

    def current_revisions(self, quarter: str) -> dict[str, Revision]:
        """Return the revision in force of every evaluated region of a quarter, by code."""
        query = columns(
            col(Evaluation.region_code), col(Evaluation.evaluation_id), col(Evaluation.revision)
        ).where(col(Evaluation.quarter) == quarter, col(Evaluation.superseded_by).is_(None))
        with Session(self.engine) as session:
            rows = session.execute(query.order_by(col(Evaluation.region_code))).all()
        return {code: Revision(number or 0, revision) for code, number, revision in rows}

    def laid_in_by(self, current: Mapping[str, Revision]) -> dict[tuple[str, str], str]:
        """Return (person, region code) -> file that the region's evaluation rests on.

        Files that a schedule or an endpoint brought name nobody. A revision that is older than
        the keeping of its facts is taken to rest on all facts of its region.
        """
        counted = self._facts_counted(current)
        found: dict[tuple[str, str], str] = {}
        with Session(self.engine) as session:
            laid_in = session.exec(
                select(Receipt)
                .where(Receipt.status == ReceiptStatus.READ, Receipt.received_by != "")
                .order_by(col(Receipt.receipt_id))
            ).all()
            if not laid_in:
                return {}
            behind: dict[str, set[str]] = {}
            for table in FACT_TYPES.values():
                rows = session.exec(
                    select(table.fact_id, table.region_code, table.evidence_sha256).where(
                        col(table.region_code).in_(list(current))
                    )
                )
                for fact_id, code, sha256 in rows:
                    kept = counted[code]
                    if kept is None or fact_id in kept:
                        behind.setdefault(sha256, set()).add(code)
        for receipt in laid_in:
            for code in behind.get(receipt.sha256 or "", ()):
                found.setdefault((receipt.received_by, code), receipt.file_name)
        return found

    def _facts_counted(self, current: Mapping[str, Revision]) -> dict[str, set[str] | None]:
        query = columns(col(Evaluation.region_code), col(Evaluation.fact_ids)).where(
            col(Evaluation.evaluation_id).in_([one.evaluation_id for one in current.values()])
        )
        with Session(self.engine) as session:
            rows = session.execute(query).all()
        return {code: None if ids is None else set(ids) for code, ids in rows}


def _value(step: ApprovalStep, about: Sequence[ApprovedRevision]) -> Step:
    return Step(
        number=step.number,
        scope=step.scope,
        action=step.action,
        by=step.by,
        at=step.at,
        about={one.region_code: Revision(one.evaluation_id, one.revision) for one in about},
        comment=step.comment,
        through=step.through,
    )

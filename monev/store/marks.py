"""Marks that tell cheaply whether the books have changed, and the runs that judged by them."""

from collections.abc import Iterable, Sequence

from sqlalchemy import func
from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from models import Evaluation, Finding, Receipt, ReceiptStatus, RegionRun, Waiver, writing
from monev.store.evidence import EvidenceShelf

BRINGS_NOTHING = (ReceiptStatus.REPEATED, ReceiptStatus.UNCHANGED)
Mark = tuple[int, ...]


class MarkShelf(EvidenceShelf):
    """Counts and last numbers of what is added to; findings of a file may be replaced by others."""

    def books_mark(self) -> Mark:
        """Return a mark that changes with every fact, finding of a file, arrival and waiver.

        Arrivals that bring nothing new leave it as it is.
        """
        arrivals = columns(func.count(), func.max(col(Receipt.receipt_id))).where(
            col(Receipt.status).not_in(BRINGS_NOTHING)
        )
        findings = columns(
            func.count(),
            func.max(col(Finding.finding_id)),
            func.sum(func.length(col(Finding.message_id))),
        ).where(col(Finding.evaluation_id).is_(None))
        waivers = columns(func.count(), func.max(col(Waiver.waiver_id)))
        with Session(self.engine) as session:
            rows = [session.execute(query).one() for query in (arrivals, findings, waivers)]
        return (*self.facts_mark(), *(number or 0 for row in rows for number in row))

    def marks_before(self, quarter: str, codes: Iterable[str]) -> dict[str, Mark]:
        """Return count and last number of a region's revisions of earlier quarters, by code."""
        query = (
            columns(
                col(Evaluation.region_code), func.count(), func.max(col(Evaluation.evaluation_id))
            )
            .where(col(Evaluation.region_code).in_(list(codes)), col(Evaluation.quarter) < quarter)
            .group_by(col(Evaluation.region_code))
        )
        with Session(self.engine) as session:
            return {code: (count, last) for code, count, last in session.execute(query)}

    def last_runs(self, quarter: str, codes: Iterable[str]) -> dict[str, RegionRun]:
        """Return the newest line of the ledger for each of these regions, by code."""
        newest = (
            columns(func.max(col(RegionRun.run_id)))
            .where(col(RegionRun.quarter) == quarter, col(RegionRun.region_code).in_(list(codes)))
            .group_by(col(RegionRun.region_code))
        )
        with Session(self.engine) as session:
            found = session.exec(select(RegionRun).where(col(RegionRun.run_id).in_(newest))).all()
        return {one.region_code: one for one in found}

    def note_runs(self, runs: Sequence[RegionRun]) -> None:
        """Write lines of the ledger that are over already, in one transaction."""
        with writing(self.engine) as session:
            session.add_all(runs)

"""The ledger of runs."""

from collections.abc import Sequence
from datetime import datetime
from itertools import takewhile

from sqlmodel import Session, col, select

from models import Evaluation, RegionRun, RunStatus, RunStep, writing
from monev.errors import ArchiveError
from monev.store.shelf import Shelf

MOST_ATTEMPTS = 100
"""Attempts are counted so far back."""


class LedgerShelf(Shelf):
    """Who ran what with which outcome."""

    def start_run(self, run: RegionRun) -> int:
        """Open a line of the ledger, count its attempt, and return its number."""
        with writing(self.engine) as session:
            run.attempt = 1 + _failed_since_success(session, run)
            session.add(run)
            session.flush()
            if run.run_id is None:
                raise ArchiveError("the ledger gave a run no number")
            return run.run_id

    def begin_run(self, run_id: int, worker: str, moment: datetime) -> None:
        """Note that a process has taken up a run."""
        with writing(self.engine) as session:
            run = session.get_one(RegionRun, run_id)
            run.status, run.worker, run.begun_at = RunStatus.RUNNING, worker, moment

    def end_run(
        self,
        run_id: int,
        moment: datetime,
        step: RunStep | None,
        evaluation: Evaluation | None = None,
        error: str = "",
        mark: str = "",
    ) -> None:
        """Note how a run ended: with the evaluation it came to and its mark, or with an error."""
        with writing(self.engine) as session:
            run = session.get_one(RegionRun, run_id)
            run.status = RunStatus.DONE if evaluation else RunStatus.FAILED
            run.error, run.step, run.finished_at = error, step, moment
            if evaluation is not None:
                run.revision, run.inputs_sha256 = evaluation.revision, evaluation.inputs_sha256
                run.inputs_mark = mark

    def open_runs(self) -> Sequence[RegionRun]:
        """Return the lines that no process has ended, oldest first."""
        with Session(self.engine) as session:
            return session.exec(
                select(RegionRun)
                .where(RegionRun.status == RunStatus.RUNNING)
                .order_by(col(RegionRun.run_id))
            ).all()

    def run(self, run_id: int) -> RegionRun | None:
        """Return one line of the ledger."""
        with Session(self.engine) as session:
            return session.get(RegionRun, run_id)

    def runs_of(self, quarter: str, code: str | None = None) -> Sequence[RegionRun]:
        """Return the ledger of a quarter, newest first; with a code, that region's lines."""
        query = select(RegionRun).where(RegionRun.quarter == quarter)
        if code is not None:
            query = query.where(RegionRun.region_code == code)
        with Session(self.engine) as session:
            return session.exec(query.order_by(col(RegionRun.run_id).desc())).all()


def _failed_since_success(session: Session, run: RegionRun) -> int:
    """Return how many attempts at the same region and quarter have failed since one ended well."""
    ended = session.exec(
        select(RegionRun.status)
        .where(RegionRun.region_code == run.region_code, RegionRun.quarter == run.quarter)
        .order_by(col(RegionRun.run_id).desc())
        .limit(MOST_ATTEMPTS)
    )
    return len(list(takewhile(lambda one: one is RunStatus.FAILED, ended)))

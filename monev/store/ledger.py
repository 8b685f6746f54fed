"""The ledger of runs and the accounts of people."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from models import Account, RegionRun, RunStatus, writing
from monev.errors import ArchiveError
from monev.store.shelf import Shelf


class LedgerShelf(Shelf):
    """Who ran what with which outcome, and who may sign in."""

    def start_run(self, run: RegionRun) -> int:
        """Open a line of the ledger and return its number."""
        with writing(self.engine) as session:
            session.add(run)
            session.flush()
            if run.run_id is None:
                raise ArchiveError("the ledger gave a run no number")
            return run.run_id

    def advance_run(
        self,
        run_id: int,
        status: RunStatus,
        moment: datetime | None = None,
        revision: int | None = None,
        error: str = "",
    ) -> None:
        """Note how far a run has come."""
        with writing(self.engine) as session:
            run = session.get_one(RegionRun, run_id)
            run.status, run.error, run.revision = status, error, revision
            run.finished_at = moment

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

    def add_account(self, account: Account) -> None:
        """Add a person, or replace the password and role of one who is there."""
        with writing(self.engine) as session:
            session.merge(account)

    def account(self, name: str) -> Account | None:
        """Return the account of that name."""
        with Session(self.engine) as session:
            return session.get(Account, name)

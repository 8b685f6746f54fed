"""The batches of runs: laid out, taken once, kept alive, ended. Whose turn it is, others decide."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, type_coerce, update
from sqlalchemy.orm import defer
from sqlmodel import Session, col, select

from models import Batch, BatchState, writing
from models.columns import UtcTime
from monev.store.shelf import Shelf


class BatchShelf(Shelf):
    """Every change but laying out asks for the attempt its asker saw: of several, one wins."""

    def time(self) -> datetime:
        """Return the moment by the clock that all takers share: that of the database server.

        SQLite has none; its takers share a machine.
        """
        with Session(self.engine) as session:
            return session.exec(select(type_coerce(func.now(), UtcTime))).one()

    def lay_out(self, batches: Iterable[Batch]) -> None:
        """Write the batches of a run in one transaction."""
        with writing(self.engine) as session:
            session.add_all(batches)

    def batches_of(self, run_key: str) -> Sequence[Batch]:
        """Return the batches of a run in the order they were laid out, without their results."""
        with Session(self.engine) as session:
            return session.exec(
                select(Batch)
                .where(Batch.run_key == run_key)
                .options(defer(Batch.results))  # type: ignore[arg-type]
                .order_by(col(Batch.batch_id))
            ).all()

    def ended_batches(self, run_key: str) -> Sequence[Batch]:
        """Return the batches of a run that are over, with their results, as they were laid out."""
        over = (BatchState.DONE, BatchState.WITHDRAWN)
        with Session(self.engine) as session:
            return session.exec(
                select(Batch)
                .where(Batch.run_key == run_key, col(Batch.state).in_(over))
                .order_by(col(Batch.batch_id))
            ).all()

    def unfinished_batches(self, quarter: str) -> Sequence[Batch]:
        """Return the batches of every run of a quarter that nobody has ended."""
        open_states = (BatchState.WAITING, BatchState.TAKEN)
        with Session(self.engine) as session:
            return session.exec(
                select(Batch)
                .where(Batch.quarter == quarter, col(Batch.state).in_(open_states))
                .order_by(col(Batch.batch_id))
            ).all()

    def take_batch(self, seen: Batch, worker: str, moment: datetime) -> Batch | None:
        """Take a batch that is as it was seen; null where somebody was quicker."""
        values = {
            "state": BatchState.TAKEN,
            "attempt": seen.attempt + 1,
            "worker": worker,
            "taken_at": moment,
            "seen_at": moment,
        }
        if not self._change(seen, values):
            return None
        with Session(self.engine) as session:
            return session.get_one(Batch, seen.batch_id)

    def keep_batch(self, held: Batch, moment: datetime) -> bool:
        """Note a sign of life of its taker; false where somebody else has it now."""
        return self._change(held, {"seen_at": moment})

    def end_batch(
        self, held: Batch, results: list[dict[str, Any]] | None, moment: datetime
    ) -> bool:
        """Note what came of a batch; false, and nothing noted, where somebody else has it now.

        Null results say that nobody could bring it to its end.
        """
        values = {"state": BatchState.DONE, "results": results, "ended_at": moment}
        return self._change(held, values)

    def withdraw_batch(self, seen: Batch, moment: datetime) -> bool:
        """Let nobody take a batch any more; false where it has changed since it was seen."""
        return self._change(seen, {"state": BatchState.WITHDRAWN, "ended_at": moment})

    def _change(self, seen: Batch, values: dict[str, Any]) -> bool:
        change = (
            update(Batch)
            .where(
                col(Batch.batch_id) == seen.batch_id,
                col(Batch.attempt) == seen.attempt,
                col(Batch.state) == seen.state,
            )
            .values(**values)
        )
        with writing(self.engine) as session:
            return bool(session.execute(change).rowcount)  # type: ignore[attr-defined]

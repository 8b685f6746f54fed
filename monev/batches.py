"""The batches of one run over a quarter, and whoever takes them: this process, and others.

All that takers share stands in the database: a run goes on while any of them lives, and one that
dies loses nothing but time. What is done with a batch is for `evaluate_many` and `recap_many`.
"""

import threading
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from models import Batch, BatchStage, BatchState, Quarter
from monev.batch_plan import Share
from monev.errors import UsageError
from monev.evaluate_many import RegionResult
from monev.recap_many import RecapResult
from monev.store import Store
from monev.worker_name import is_gone, this_worker
from monev.workspace import Workspace

BEAT_S = 5.0
LEASE = timedelta(seconds=60)
"""After so long without a sign of life a batch may be taken by somebody else."""
MOST_ATTEMPTS = 3
FORGOTTEN = timedelta(hours=1)
"""After so long without any sign of life the batches of a run are withdrawn by the next one."""
LOST = f"{MOST_ATTEMPTS} processes ended on this batch before it was done; run it again"

CALLED_OFF = "the run was called off before it came to this; run it again"

Result = RegionResult | RecapResult


class SharedRun:
    """The batches of one run, as one of its takers sees them."""

    def __init__(self, workspace: Workspace, key: str) -> None:
        self._workspace, self._store, self.key = workspace, workspace.store, key

    @classmethod
    def laid_out(
        cls, workspace: Workspace, key: str, quarter: Quarter, shares: Iterable[Share]
    ) -> "SharedRun":
        """Write the batches of a new run, and withdraw those of runs that nobody tends any more."""
        store, now = workspace.store, workspace.store.time()
        _withdraw_forgotten(store, quarter, now)
        store.lay_out(
            Batch(
                run_key=key,
                quarter=str(quarter),
                stage=one.stage,
                label=one.label,
                codes=list(one.codes),
                laid_out_at=now,
            )
            for one in shares
        )
        return cls(workspace, key)

    @classmethod
    def joined(cls, workspace: Workspace, key: str) -> "SharedRun":
        """Take part in a run that somebody has laid out; UsageError where nobody has."""
        if not workspace.store.batches_of(key):
            raise UsageError(
                f"no batches are laid out for run {key!r}; a run is joined by the database it was "
                "begun in, see MONEV_DATABASE_URL"
            )
        return cls(workspace, key)

    def batches(self) -> Sequence[Batch]:
        """Return all batches as they stand now."""
        return self._store.batches_of(self.key)

    def take(self) -> Batch | None:
        """Take the next batch; null while others hold all that can be done now, and at the end."""
        open_ones = [one for one in self.batches() if not _is_over(one)]
        stage = min((one.stage for one in open_ones), default=None)
        for seen in (one for one in open_ones if one.stage == stage):
            if not self._is_free(seen):
                continue
            taken = self._store.take_batch(seen, this_worker(), self._store.time())
            if taken is None:
                continue  # somebody was quicker
            if taken.attempt <= MOST_ATTEMPTS:
                return taken
            self._end(taken, None)
        return None

    def is_over(self) -> bool:
        """Say whether nothing is left to take or to wait for."""
        return all(_is_over(one) for one in self.batches())

    def end(self, held: Batch, results: Sequence[Result]) -> bool:
        """Note what came of a batch; false where it was taken over and is another's to end."""
        return self._end(held, [asdict(one) for one in results])

    def ended(self, known: Collection[int] = ()) -> Iterator[tuple[Batch, list[Result]]]:
        """Yield the batches that are over, but for those whose numbers are known, with results."""
        for batch in self._store.ended_batches(self.key):
            if batch.batch_id not in known:
                yield batch, self._results(batch)

    def outcomes(self) -> tuple[list[RegionResult], list[RecapResult]]:
        """Return what came of regions and of recaps so far, in the order of the batches."""
        every = [one for _, results in self.ended() for one in results]
        regions = [one for one in every if isinstance(one, RegionResult)]
        return regions, [one for one in every if isinstance(one, RecapResult)]

    def _results(self, batch: Batch) -> list[Result]:
        recaps = batch.stage == BatchStage.RECAPS
        if batch.results is not None:
            return [RecapResult(**one) if recaps else RegionResult(**one) for one in batch.results]
        error = LOST if batch.state is BatchState.DONE else CALLED_OFF
        if recaps:
            return [RecapResult(code, code, error=error) for code in batch.codes]
        named = [self._workspace.register.regions[code] for code in batch.codes]
        return [RegionResult(one.code, one.name, one.kind, error=error) for one in named]

    def _end(self, held: Batch, results: list[dict[str, Any]] | None) -> bool:
        return self._store.end_batch(held, results, self._store.time())

    @contextmanager
    def called_off_on_error(self) -> Iterator[None]:
        """Let nobody begin what has not begun, where the block ends in an error or is cancelled."""
        try:
            yield
        except BaseException:
            now = self._store.time()
            for one in self.batches():
                if one.state is BatchState.WAITING:
                    self._store.withdraw_batch(one, now)
            raise

    @contextmanager
    def kept(self, held: Batch) -> Iterator[None]:
        """Give signs of life for a batch as long as the block lasts."""
        ended = threading.Event()

        def beat() -> None:
            while not ended.wait(BEAT_S):
                with suppress(Exception):  # the work itself meets a lost database, and says so
                    self._store.keep_batch(held, self._store.time())

        thread = threading.Thread(target=beat, name=f"beat {held.label}", daemon=True)
        thread.start()
        try:
            yield
        finally:
            ended.set()
            thread.join()

    def _is_free(self, seen: Batch) -> bool:
        if seen.state is BatchState.WAITING:
            return True
        silent = self._store.time() - (seen.seen_at or seen.laid_out_at) > LEASE
        return silent or is_gone(seen.worker)


def _withdraw_forgotten(store: Store, quarter: Quarter, now: datetime) -> None:
    """A run is tended while any of its open batches gives signs of life; the others may wait."""
    open_ones: dict[str, list[Batch]] = {}
    for one in store.unfinished_batches(str(quarter)):
        open_ones.setdefault(one.run_key, []).append(one)
    for batches in open_ones.values():
        if now - max(one.seen_at or one.laid_out_at for one in batches) > FORGOTTEN:
            for one in batches:
                store.withdraw_batch(one, now)


def _is_over(batch: Batch) -> bool:
    return batch.state in (BatchState.DONE, BatchState.WITHDRAWN)

"""Evaluate batches of regions in one warm pool. What is judged, and how, is `monev`'s."""

from collections.abc import Iterable
from concurrent.futures.process import BrokenProcessPool
from types import TracebackType

from prefect import task
from prefect.cache_policies import NO_CACHE

from flows.progress import tell_finished
from models import Quarter
from monev.evaluate_many import RegionPool, RegionResult, evaluate_recorded
from monev.recap_many import RecapResult, make_recaps, stale_recaps
from monev.workspace import Workspace

SMALL_RUN = 2
"""So few regions are done sooner in this process than a pool has started."""
WORKER_DIED = "the worker process died"


class Assessor:
    """Evaluates regions for one run; as a context it lets its pool go at the end.

    A region that takes its worker down with it takes the whole pool: those that were lost are
    tried again one by one, so that only the one at fault stays behind.
    """

    def __init__(self, workspace: Workspace, regions: int) -> None:
        self._workspace = workspace
        self._workers = min(workspace.settings.workers, regions)
        self._pool = None if regions <= SMALL_RUN else self._new_pool(self._workers)

    def __enter__(self) -> "Assessor":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._pool is not None:
            self._pool.close()

    def batch(self, codes: Iterable[str], quarter: Quarter) -> list[RegionResult]:
        """Return one result per region, in order; a region's trouble is its own result."""
        if self._pool is None:
            return [self._here(code, quarter) for code in codes]
        wanted = tuple(codes)
        results = {one.code: one for one in self._evaluate(self._pool, wanted, quarter)}
        lost = [code for code in wanted if code not in results]
        if lost:
            self._pool.close()
            self._pool = self._new_pool(self._workers)
            results |= self._one_by_one(lost, quarter)
        return [results[code] for code in wanted]

    def recaps(self, scopes: Iterable[str], quarter: Quarter) -> list[RecapResult]:
        """Make those recaps that are older than an evaluation they print, in the same workers."""
        stale = stale_recaps(self._workspace, quarter, scopes)
        return make_recaps(self._workspace, self._pool, quarter, stale)

    def _new_pool(self, workers: int) -> RegionPool:
        return RegionPool(self._workspace.settings, workers)

    def _here(self, code: str, quarter: Quarter) -> RegionResult:
        result = evaluate_recorded(self._workspace, code, quarter, "quarterly")
        tell_finished(result)
        return result

    def _evaluate(
        self, pool: RegionPool, codes: Iterable[str], quarter: Quarter
    ) -> list[RegionResult]:
        """Return what came back; regions whose worker died are missing from it."""
        try:
            results = pool.evaluate(self._workspace, codes, quarter, _tell_unless_lost)
        except BrokenProcessPool:
            return []
        return [one for one in results if not _is_lost(one)]

    def _one_by_one(self, codes: Iterable[str], quarter: Quarter) -> dict[str, RegionResult]:
        """Return a result for each lost region; one that takes its worker down again keeps that."""
        results = {}
        pool = self._new_pool(1)
        for code in codes:
            (result,) = pool.evaluate(self._workspace, [code], quarter, tell_finished)
            results[code] = result
            if _is_lost(result):
                pool.close()
                pool = self._new_pool(1)
        pool.close()
        return results


def _is_lost(result: RegionResult) -> bool:
    return result.error.startswith(WORKER_DIED)


def _tell_unless_lost(result: RegionResult) -> None:
    if not _is_lost(result):
        tell_finished(result)


@task(name="assess", task_run_name="{label}", cache_policy=NO_CACHE)
def assess(
    assessor: Assessor, label: str, codes: Iterable[str], quarter: str
) -> list[RegionResult]:
    """Evaluate one batch; errors are held per region, and none is the batch's."""
    return assessor.batch(codes, Quarter.parse(quarter))


@task(name="recap", task_run_name="{label}", cache_policy=NO_CACHE)
def recap(assessor: Assessor, label: str, scopes: Iterable[str], quarter: str) -> list[RecapResult]:
    """Bring recaps of provinces and nation up to date; they read what the batches filed."""
    return assessor.recaps(scopes, Quarter.parse(quarter))

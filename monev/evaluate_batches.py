"""Batches of regions in one warm pool, lost workers made good; what cannot have changed is kept.

No Prefect here: a flow hands over batches, and says whom to tell of every region that is done.
"""

from collections.abc import Callable, Iterable
from concurrent.futures.process import BrokenProcessPool
from types import TracebackType

from models import Evaluation, Quarter, RegionRun, RunStatus, RunStep
from monev.evaluate_many import (
    WORKER_DIED,
    Marked,
    RegionPool,
    RegionResult,
    evaluate_recorded,
    result_of,
)
from monev.evaluate_region import REGULAR_REASON
from monev.input_marks import marks_of
from monev.recap_many import RecapResult, make_recaps, stale_recaps
from monev.worker_name import this_worker
from monev.workspace import Workspace

SMALL_RUN = 2
"""So few regions are done sooner in this process than a pool has started."""
REQUESTED_BY = "quarterly"

Tell = Callable[[RegionResult], None]


class Assessor:
    """Evaluates regions for one run; as a context it lets its pool go at the end.

    A region that takes its worker down with it takes the whole pool: those that were lost are
    tried again one by one, so that only the one at fault stays behind. A region whose books and
    rules bear the mark by which it was last judged is not judged again. The pool starts with the
    first region that needs it.
    """

    def __init__(
        self, workspace: Workspace, regions: int, tell: Tell = lambda _result: None
    ) -> None:
        self._workspace, self._tell = workspace, tell
        self._workers = 0 if regions <= SMALL_RUN else min(workspace.settings.workers, regions)
        self._pool: RegionPool | None = None

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
        wanted = tuple(codes)
        marks = marks_of(self._workspace, quarter, wanted)
        results = unchanged(self._workspace, quarter, marks)
        for one in results.values():
            self._tell(one)
        todo = [(code, marks[code]) for code in wanted if code not in results]
        if todo:
            results |= self._judged(todo, quarter)
        return [results[code] for code in wanted]

    def recaps(self, scopes: Iterable[str], quarter: Quarter) -> list[RecapResult]:
        """Make those recaps that are older than an evaluation they print, in the same workers."""
        stale = stale_recaps(self._workspace, quarter, scopes)
        pool = self._warm() if stale else None
        return make_recaps(self._workspace, pool, quarter, stale)

    def _warm(self) -> RegionPool | None:
        """Return the pool, started where it was not yet; null in a small run."""
        if self._pool is None and self._workers:
            self._pool = self._new_pool(self._workers)
        return self._pool

    def _new_pool(self, workers: int) -> RegionPool:
        return RegionPool(self._workspace.settings, workers)

    def _judged(self, todo: list[Marked], quarter: Quarter) -> dict[str, RegionResult]:
        pool = self._warm()
        if pool is None:
            return {one[0]: self._here(one, quarter) for one in todo}
        results = {one.code: one for one in self._evaluate(pool, todo, quarter)}
        lost = [one for one in todo if one[0] not in results]
        if lost:
            pool.close()
            self._pool = self._new_pool(self._workers)
            results |= self._one_by_one(lost, quarter)
        return results

    def _here(self, one: Marked, quarter: Quarter) -> RegionResult:
        code, mark = one
        result = evaluate_recorded(self._workspace, code, quarter, REQUESTED_BY, mark)
        self._tell(result)
        return result

    def _evaluate(
        self, pool: RegionPool, todo: list[Marked], quarter: Quarter
    ) -> list[RegionResult]:
        """Return what came back; regions whose worker died are missing from it."""
        try:
            results = pool.evaluate(self._workspace, todo, quarter, self._tell_unless_lost)
        except BrokenProcessPool:
            return []
        return [one for one in results if not _is_lost(one)]

    def _one_by_one(self, todo: list[Marked], quarter: Quarter) -> dict[str, RegionResult]:
        """Return a result for each lost region; one that takes its worker down again keeps that."""
        results = {}
        pool = self._new_pool(1)
        for one in todo:
            (result,) = pool.evaluate(self._workspace, [one], quarter, self._tell)
            results[result.code] = result
            if _is_lost(result):
                pool.close()
                pool = self._new_pool(1)
        pool.close()
        return results

    def _tell_unless_lost(self, result: RegionResult) -> None:
        if not _is_lost(result):
            self._tell(result)


def _is_lost(result: RegionResult) -> bool:
    return result.error == WORKER_DIED


def unchanged(
    workspace: Workspace, quarter: Quarter, marks: dict[str, str]
) -> dict[str, RegionResult]:
    """Return the revision in force of each region that was last judged under the mark it has now.

    Each is noted in the ledger as a run that ended well. A region whose last run failed, was begun
    by hand, or met a publication it could not change, bears no mark to rely on.
    """
    runs = workspace.store.last_runs(str(quarter), marks)
    alike = [code for code, run in runs.items() if run.inputs_mark == marks[code]]
    kept: dict[str, RegionResult] = {}
    lines = []
    for evaluation in workspace.store.current_outcomes(str(quarter), alike):
        code = evaluation.region_code
        report = workspace.store.report_of(evaluation.evaluation_id or 0)
        if report is None or not _is_of(runs[code], evaluation):
            continue
        region = workspace.register.regions[code]
        kept[code] = result_of(region, evaluation, report)
        lines.append(_line(workspace, evaluation, marks[code]))
    workspace.store.note_runs(lines)
    return kept


def _is_of(run: RegionRun, evaluation: Evaluation) -> bool:
    """Whether a run ended with this revision, and nothing has been filed since."""
    came_to = (run.status, run.revision, run.inputs_sha256)
    return came_to == (RunStatus.DONE, evaluation.revision, evaluation.inputs_sha256)


def _line(workspace: Workspace, evaluation: Evaluation, mark: str) -> RegionRun:
    now = workspace.now()
    return RegionRun(
        region_code=evaluation.region_code,
        quarter=evaluation.quarter,
        reason=REGULAR_REASON,
        requested_by=REQUESTED_BY,
        status=RunStatus.DONE,
        worker=this_worker(),
        step=RunStep.ASSESS,
        revision=evaluation.revision,
        inputs_sha256=evaluation.inputs_sha256,
        inputs_mark=mark,
        requested_at=now,
        begun_at=now,
        finished_at=now,
    )

"""Many regions, each held apart: which ones, in which order, in a warm pool of processes.

No Prefect here: a flow hands over a batch, this room answers with one result per region.
"""

import multiprocessing
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import asdict, dataclass, replace
from typing import Any

from models import Document, Evaluation, Quarter, Region, RegionRun, RunStatus, RunStep
from monev.evaluate_region import REGULAR_REASON, evaluate_region, last_of
from monev.known import counts
from monev.reports.forms import warm_up
from monev.settings import Settings
from monev.with_parent import end_with_parent
from monev.worker_name import this_worker
from monev.workspace import Workspace, open_workspace

WORKER_DIED = "the worker process died; run it again"

Marked = tuple[str, str]
"""A region's code, and the mark its books and rules bear (`input_marks`); empty for none."""


@dataclass(frozen=True)
class RegionResult:
    """One region's outcome in plain values: it crosses processes and becomes JSON.

    `held` says that the region is published and was kept, although it would have changed.
    """

    code: str
    name: str
    kind: str
    error: str = ""
    score: float | None = None
    score_low: float | None = None
    score_high: float | None = None
    band: str | None = None
    provisional: bool = False
    completeness: float | None = None
    revision: int | None = None
    report: dict[str, Any] | None = None
    held: bool = False

    def as_json(self) -> dict[str, Any]:
        """Return the public form of the result."""
        content = asdict(self)
        del content["error"], content["held"]
        return content


@dataclass(frozen=True)
class Plan:
    """Who is evaluated, in batches: kab/kota by province first, then the provinces above them."""

    quarter: Quarter
    batches: tuple[tuple[str, tuple[str, ...]], ...]
    provinces: tuple[str, ...]
    without_data: tuple[str, ...]

    @property
    def regions(self) -> tuple[str, ...]:
        """Every code of the plan, kab/kota before provinces."""
        return (*(code for _, codes in self.batches for code in codes), *self.provinces)


def plan(workspace: Workspace, quarter: Quarter, asked: Iterable[str] = ()) -> Plan:
    """Return who is to be evaluated: those asked for, or all with a fact known at the cut-off."""
    wanted = set(asked)
    governments = workspace.register.governments()
    stated = workspace.store.regions_with_facts()
    chosen: list[Region] = []
    without: list[str] = []
    for region in governments:
        if wanted and region.code not in wanted:
            continue
        if wanted or (region.code in stated and _known(workspace, region, quarter)):
            chosen.append(region)
        else:
            without.append(region.code)
    batches: dict[str, list[str]] = {}
    for region in chosen:
        if region.kind != "provinsi":
            batches.setdefault(region.province_code, []).append(region.code)
    return Plan(
        quarter=quarter,
        batches=tuple((name, tuple(codes)) for name, codes in batches.items()),
        provinces=tuple(one.code for one in chosen if one.kind == "provinsi"),
        without_data=tuple(without),
    )


def _known(workspace: Workspace, region: Region, quarter: Quarter) -> bool:
    by = quarter.due_date
    return any(counts(one, quarter, by) for one in workspace.store.each_fact_of(region.code))


class RegionPool:
    """A warm pool of processes that evaluate regions; none of them ever imports Prefect."""

    def __init__(self, settings: Settings, workers: int) -> None:
        self._broken = False
        context = multiprocessing.get_context("spawn")
        self._executor = ProcessPoolExecutor(
            max_workers=workers,
            mp_context=context,
            initializer=_open_worker,
            initargs=(settings.without_secrets(),),
        )

    def evaluate(
        self,
        workspace: Workspace,
        regions: Iterable[Marked],
        quarter: Quarter,
        done: Callable[[RegionResult], None] = lambda _result: None,
    ) -> list[RegionResult]:
        """Evaluate a batch; one region's trouble is its own result and never stops another."""
        period = str(quarter)
        jobs = [
            (code, self._executor.submit(evaluate_held, code, period, mark))
            for code, mark in regions
        ]
        results = []
        for code, job in jobs:
            result = _settled(workspace.register.regions[code], job)
            self._broken = self._broken or result.error == WORKER_DIED
            done(result)
            results.append(result)
        return results

    def run(self, work: Callable[..., Any], items: Iterable[tuple[Any, ...]]) -> list[Any | None]:
        """Do `work(workspace, *item)` for every item in the workers; null where one died on it."""
        jobs = [self._executor.submit(_in_worker, work, item) for item in items]
        return [self._finished(job) for job in jobs]

    def _finished(self, job: Future[Any]) -> Any | None:
        try:
            return job.result()
        except BrokenProcessPool:
            self._broken = True
            return None

    def close(self) -> None:
        """Let the workers go; a pool that lost one is not waited for, it might never answer."""
        self._executor.shutdown(wait=not self._broken, cancel_futures=True)


def _settled(region: Region, job: Future[RegionResult]) -> RegionResult:
    try:
        return job.result()
    except BrokenProcessPool:
        return RegionResult(region.code, region.name, region.kind, error=WORKER_DIED)


_worker: list[Workspace] = []
"""The opened workspace of a pool process."""


def _open_worker(settings: dict[str, Any]) -> None:
    end_with_parent()
    _worker[:] = [open_workspace(Settings.model_validate(settings), migrate=False)]
    warm_up()


def _in_worker(work: Callable[..., Any], item: tuple[Any, ...]) -> Any:
    return work(_worker[0], *item)


def evaluate_held(code: str, quarter: str, mark: str) -> RegionResult:
    """Evaluate one region inside a worker, noted in the ledger; an error becomes its result."""
    return evaluate_recorded(_worker[0], code, Quarter.parse(quarter), "quarterly", mark)


def evaluate_recorded(
    workspace: Workspace, code: str, quarter: Quarter, requested_by: str, mark: str = ""
) -> RegionResult:
    """Evaluate one region and note start, end and error in the ledger.

    `mark` is what the books and rules bore before (`input_marks`): it is noted where the outcome
    rests on them, so not where a publication kept it as it was.
    """
    region = workspace.register.regions[code]
    run_id = workspace.store.start_run(
        RegionRun(
            region_code=code,
            quarter=str(quarter),
            reason=REGULAR_REASON,
            requested_by=requested_by,
            status=RunStatus.RUNNING,
            worker=this_worker(),
            requested_at=workspace.now(),
            begun_at=workspace.now(),
        )
    )
    steps: list[RunStep] = []
    try:
        outcome = evaluate_region(workspace, code, quarter, tell=steps.append)
    except Exception as error:  # noqa: BLE001 - the promise: one region never stops another
        text = f"{type(error).__name__}: {error}"
        workspace.store.end_run(run_id, workspace.now(), last_of(steps), error=text)
        return RegionResult(code, region.name, region.kind, error=text)
    held_by = "" if outcome.held else mark
    workspace.store.end_run(
        run_id, workspace.now(), last_of(steps), outcome.evaluation, "", held_by
    )
    return replace(result_of(region, outcome.evaluation, outcome.report), held=outcome.held)


def result_of(region: Region, evaluation: Evaluation, report: Document) -> RegionResult:
    """Return the plain form of a filed evaluation."""
    return RegionResult(
        code=region.code,
        name=region.name,
        kind=region.kind,
        score=None if evaluation.score is None else float(evaluation.score),
        score_low=float(evaluation.score_low),
        score_high=float(evaluation.score_high),
        band=evaluation.band,
        provisional=evaluation.provisional,
        completeness=float(evaluation.completeness),
        revision=evaluation.revision,
        report={"path": report.path, "sha256": report.sha256, "pages": report.pages},
    )

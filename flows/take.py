"""Take the batches of a run until none is left, alone or beside others that were asked to join."""

import time
from typing import Any

from prefect import flow, get_run_logger
from prefect.deployments import run_deployment
from prefect.exceptions import ObjectNotFound
from prefect.runtime import flow_run

from flows.assess import assess, recap
from flows.progress import tell_finished
from flows.scope import open_at
from flows.shown import Shown
from models import Batch, BatchStage
from monev.batches import Result, SharedRun
from monev.evaluate_batches import Assessor
from monev.evaluate_many import RegionResult

LOOK_AGAIN_S = 1.0
"""Between looks at what others still hold."""
DEPLOYMENT = "join-run/join"


def take_all(assessor: Assessor, run: SharedRun, shown: Shown | None = None) -> int:
    """Take batch after batch until the run is over; return how many were brought to an end here.

    `shown` and the listeners of this process hear of every batch, whoever ends it.
    """
    own: set[int] = set()
    told: set[int] = set()
    while not run.is_over():
        batch = run.take()
        if batch is None:
            time.sleep(LOOK_AGAIN_S)
        else:
            with run.kept(batch):
                results = _worked_off(assessor, batch)
            if run.end(batch, results):
                own.add(batch.batch_id or 0)
        _tell(run, told, own, shown)
    _tell(run, told, own, shown)
    return len(own)


def _worked_off(assessor: Assessor, batch: Batch) -> list[Result]:
    work = recap if batch.stage == BatchStage.RECAPS else assess
    return list(work(assessor, batch.label, batch.codes, batch.quarter))


def _tell(run: SharedRun, told: set[int], own: set[int], shown: Shown | None) -> None:
    """Tell of the batches that have ended since; regions of our own were told one by one."""
    for batch, results in run.ended(told):
        number = batch.batch_id or 0
        told.add(number)
        if batch.stage == BatchStage.RECAPS:
            continue
        if shown is not None:
            shown.advance(len(batch.codes))
        for one in () if number in own else results:
            if isinstance(one, RegionResult):
                tell_finished(one)


def ask_to_join(run: SharedRun, others: int, workspace: str | None) -> None:
    """Ask the work pool for so many further takers; the run does not wait for any of them.

    Where the engine knows no deployment of that name, the run goes on alone and says so.
    """
    for number in range(1, others + 1):
        try:
            run_deployment(
                DEPLOYMENT,
                parameters={"run": run.key, "workspace": workspace},
                timeout=0,
                idempotency_key=f"{run.key}/{number}",
            )
        except ObjectNotFound:
            get_run_logger().warning(
                "MONEV_TAKERS asks for %s more takers, and this engine has no deployment %s; the "
                "run goes on alone. docs/grow.md tells how workers are set up",
                others,
                DEPLOYMENT,
            )
            return


def _named() -> str:
    return f"joins {flow_run.parameters['run'][:8]}"


@flow(name="join-run", flow_run_name=_named)
def join_run(run: str, workspace: str | None = None) -> dict[str, Any]:
    """Take part in a quarterly run until its batches are done. Quarterly runs ask for this.

    Args:
        run: Key of the run, as the quarterly run that asks for help knows it.
        workspace: Folder of the workspace; empty for the one of the worker.
    """
    place = open_at(workspace).workspace
    shared = SharedRun.joined(place, run)
    regions = sum(len(one.codes) for one in shared.batches())
    with Assessor(place, regions, tell_finished) as assessor:
        return {"run": run, "batches": take_all(assessor, shared)}

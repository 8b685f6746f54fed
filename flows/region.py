"""Re-run one region from a deployment: a line of the ledger, carried out by `rerun_region`."""

from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.runtime import flow_run
from prefect.states import Completed

from flows.scope import governments_of, open_at, quarter_of
from models import RegionRun, RunStatus
from monev.errors import MonevError, UsageError
from monev.evaluate_region import rerun_region
from monev.workspace import Workspace


class RerunFailedError(MonevError):
    """The re-run came to an end without a new revision; says why."""


def _named() -> str:
    parameters = flow_run.parameters
    return f"{parameters.get('period') or 'last quarter'}, {parameters['region']}"


@flow(name="region-evaluation", flow_run_name=_named)
def region_evaluation(
    region: str,
    period: str | None = None,
    *,
    reason: str,
    workspace: str | None = None,
    line: int | None = None,
) -> Any:
    """File a new revision of one region.

    Returns it in plain values; the run's message names it for Prefect's pages and API. A line of
    the ledger that was opened for it keeps the name of whoever asked.

    Args:
        region: Code or full name of the government.
        period: Quarter such as 2024-Q3; empty for the one that has just ended in Jakarta.
        reason: Why it is run again; printed in the report.
        workspace: Folder of the workspace; empty for the one of the worker.
        line: Number of a waiting line of the ledger, as the portal opens it; empty for a new one.
    """
    if not reason.strip():
        raise UsageError("an empty reason found; write why the region is run again")
    place = open_at(workspace).workspace
    (government,) = governments_of(place.register, [region])
    asked = RegionRun(
        region_code=government.code,
        quarter=str(quarter_of(period, place.now())),
        reason=reason.strip(),
        requested_by="deployment",
        status=RunStatus.REQUESTED,
        requested_at=place.now(),
    )
    run_id = place.store.start_run(asked) if line is None else _waiting(place, line, asked)
    rerun_region(place, run_id)
    run = place.store.run(run_id)
    if run is None or run.status != RunStatus.DONE:
        raise RerunFailedError(f"{government.code} {government.name}: {run.error if run else ''}")
    return _completed(run, government.name)


def _waiting(place: Workspace, line: int, asked: RegionRun) -> int:
    """Return the number of a line that waits for exactly this; UsageError where none does."""
    found = place.store.run(line)
    names = ("region_code", "quarter", "reason", "status")
    if found is None or any(getattr(found, one) != getattr(asked, one) for one in names):
        raise UsageError(
            f"line {line} of this ledger does not wait for {asked.region_code}, {asked.quarter}, "
            f"{asked.reason!r}; is the worker at another workspace than the portal?"
        )
    return line


def _completed(run: RegionRun, name: str) -> State[dict[str, Any]]:
    message = f"revision {run.revision} of {run.region_code} {name}, {run.quarter}: {run.reason}"
    values = {"code": run.region_code, "period": run.quarter, "revision": run.revision}
    return Completed(message=message, data=values)

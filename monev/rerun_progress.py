"""A re-run of one region as a person asks for it and follows it: one line of the ledger each.

The line is opened here under the person's name and carried out elsewhere: by `rerun_region` in the
background of the portal, or by the deployment on a Prefect server, which takes the same line. The
ledger is the truth; the server is asked only about lines that it has or that nobody took.
"""

import socket
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any

from models import Quarter, Region, RegionRun, RunStatus
from monev.ask_prefect import LINE, Asked, Prefect, PrefectTroubleError, Stage, Trouble
from monev.lost_runs import LONGEST
from monev.worker_name import is_gone, this_worker
from monev.workspace import Workspace

BY_PREFECT = "prefect"
"""The worker of a line that waits on a Prefect server; whoever takes it writes its own name."""
ARRIVES_WITHIN = timedelta(seconds=60)
"""A run that the server does not know after so long was never heard."""


class Came(StrEnum):
    """How far a re-run has come."""

    WAITING = "waiting"
    LATE = "late"
    UNSURE = "unsure"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    STOPPED = "stopped"
    LOST = "lost"
    NEVER_HEARD = "never_heard"


OVER = {Came.DONE, Came.FAILED, Came.STOPPED, Came.LOST, Came.NEVER_HEARD}
ENDS = {Stage.FAILED: Came.FAILED, Stage.STOPPED: Came.STOPPED, Stage.LOST: Came.LOST}
WAYS = {Stage.WAITING: Came.WAITING, Stage.LATE: Came.LATE}


@dataclass(frozen=True)
class Progress:
    """How far one line has come; `detail` quotes an error, `trouble` why the server is mute."""

    came: Came
    detail: str = ""
    trouble: Trouble | None = None

    @property
    def over(self) -> bool:
        """Whether nothing more comes of it."""
        return self.came in OVER


def key_of(run: RegionRun) -> str:
    """Return the key by which the server knows the run of a line; one line, one run."""
    return f"monev-portal-{run.run_id}-{run.requested_at:%Y%m%dT%H%M%S%f}"


def progress_of(workspace: Workspace, run: RegionRun, server: Prefect | None) -> Progress:
    """Return how far a line has come. Nothing is changed."""
    if run.status is RunStatus.DONE:
        return Progress(Came.DONE)
    if run.status is RunStatus.FAILED:
        return Progress(Came.FAILED, run.error)
    age = workspace.now() - (run.begun_at or run.requested_at)
    if is_gone(run.worker):
        return Progress(Came.LOST)
    elsewhere = run.worker == BY_PREFECT or not run.worker.startswith(f"{socket.gethostname()}:")
    if server is not None and elsewhere:
        found = _on_server(run, server, age)
        if found is not None:
            return found
    if age > LONGEST:
        return Progress(Came.LOST)
    if run.status is RunStatus.RUNNING:
        return Progress(Came.RUNNING)
    return Progress(Came.UNSURE if run.worker == BY_PREFECT else Came.WAITING)


def _on_server(run: RegionRun, server: Prefect, age: timedelta) -> Progress | None:
    """Return what the server says of a line that has no end yet; null where it says nothing."""
    waits = run.status is RunStatus.REQUESTED
    try:
        asked = server.look(key_of(run))
    except PrefectTroubleError as error:
        return Progress(Came.UNSURE if waits else Came.RUNNING, trouble=error.trouble)
    if asked is None:
        if run.worker != BY_PREFECT:
            return None
        return Progress(Came.NEVER_HEARD if age > ARRIVES_WITHIN else Came.UNSURE)
    if asked.stage in ENDS:
        return Progress(ENDS[asked.stage], asked.message)
    if asked.stage is Stage.DONE:
        return None if age < ARRIVES_WITHIN else Progress(Came.LOST, asked.message)
    return Progress(WAYS.get(asked.stage, Came.RUNNING) if waits else Came.RUNNING)


@dataclass(frozen=True)
class Line:
    """A line of the ledger: a new one, or the one that is still at the same region and quarter."""

    run: RegionRun
    fresh: bool


def open_line(
    workspace: Workspace,
    region: Region,
    quarter: Quarter,
    reason: str,
    person: str,
    server: Prefect | None,
) -> Line:
    """Open a line for a re-run, unless one of the same region and quarter is under way.

    Lines under way whose process is gone are ended first. With a server the line waits for it.
    """
    with workspace.store.alone(f"ask {region.code} {quarter}"):
        for run in workspace.store.runs_of(str(quarter), region.code):
            if run.status not in (RunStatus.REQUESTED, RunStatus.RUNNING):
                continue
            found = progress_of(workspace, run, server)
            if not found.over:
                return Line(run, fresh=False)
            error = f"{found.came.value}: {found.detail or 'its process is gone'}; asked for again"
            workspace.store.end_run(run.run_id or 0, workspace.now(), run.step, error=error)
        made = RegionRun(
            region_code=region.code,
            quarter=str(quarter),
            reason=" ".join(reason.split()),
            requested_by=person,
            status=RunStatus.REQUESTED,
            worker=this_worker() if server is None else BY_PREFECT,
            requested_at=workspace.now(),
        )
        workspace.store.start_run(made)
        return Line(made, fresh=True)


def hand_over(server: Prefect, deployment: str, run: RegionRun) -> Asked:
    """Ask the server to carry out an opened line; raises PrefectTroubleError as `start` does."""
    parameters: Mapping[str, Any] = {
        "region": run.region_code,
        "period": run.quarter,
        "reason": run.reason,
        LINE: run.run_id,
    }
    return server.start(deployment, parameters, key_of(run))

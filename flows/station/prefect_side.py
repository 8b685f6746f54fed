"""Pool, automation, deployments and workers, as Prefect's client sees them. Loads Prefect (3 s)."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import httpx
from prefect.automations import AutomationCore, EventTrigger, Posture, ResourceSpecification
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.actions import DeploymentUpdate, WorkPoolCreate
from prefect.client.schemas.filters import WorkPoolFilter, WorkPoolFilterName
from prefect.client.schemas.objects import StateType
from prefect.client.schemas.responses import DeploymentResponse
from prefect.events.actions import ChangeFlowRunState
from prefect.exceptions import ObjectAlreadyExists, PrefectHTTPStatusError
from prefect.workers.process import ProcessWorker

from flows import HEARTBEAT_SECONDS
from flows.station.deployments import Deployments
from monev.errors import EnvironmentFault

ZOMBIES = "monev: a run without heartbeat has crashed"
UNBORN = "monev: a run without any sign of life has crashed"
MISSED_HEARTBEATS = 4
"""So many may be missing before a run counts as gone: a server that starts again takes two."""
FIRST_HEARTBEAT_S = 180
"""A run that a worker has taken gives its first after ten seconds, on a busy machine a minute."""
TAKEN = ("Pending", "Submitting", "InfrastructurePending", "Running")
WAITING = ("Scheduled", "Late", "AwaitingRetry")
OVER = ("Completed", "Failed", "TimedOut", "Cancelled", "Crashed", "Paused", "Suspended")
HEARTBEAT = "prefect.flow-run.heartbeat"
REQUEST_SECONDS = 30
NOT_FOUND = 404

Parameters = dict[str, Any]


@contextmanager
def prefect_client() -> Iterator[SyncPrefectClient]:
    """Yield a client of the configured server; raises EnvironmentFault where it does not answer."""
    try:
        with get_client(httpx_settings={"timeout": REQUEST_SECONDS}, sync_client=True) as client:
            yield client
    except (httpx.HTTPError, PrefectHTTPStatusError) as error:
        raise EnvironmentFault(f"the Prefect server refused: {error}") from error


def zombie_automation() -> AutomationCore:
    """Return the automation: a flow run whose heartbeat is gone is marked Crashed.

    Events are named after states, and a state may have a name of its own
    (`CompletedWithExceptions`), so each name stands plain and with whatever follows it.
    """
    return _watch(
        ZOMBIES,
        after={HEARTBEAT},
        expect={HEARTBEAT, *_events(OVER)},
        within=timedelta(seconds=MISSED_HEARTBEATS * HEARTBEAT_SECONDS),
        message="No heartbeat any more: the process of this run is gone. Start it anew.",
    )


def unborn_automation() -> AutomationCore:
    """Return the automation: a flow run that was taken and gave no heartbeat is marked Crashed.

    The other watch waits for a heartbeat to be missed. A run whose process or worker is gone before
    the first one would stay Pending or Running for ever, and hold the place of its deployment.
    """
    return _watch(
        UNBORN,
        after={f"prefect.flow-run.{name}" for name in TAKEN},
        expect={HEARTBEAT, *_events((*WAITING, *OVER))},
        within=timedelta(seconds=FIRST_HEARTBEAT_S),
        message="No heartbeat at all: worker or process of this run are gone. Start it anew.",
    )


def _events(states: Iterable[str]) -> set[str]:
    return {f"prefect.flow-run.{name}{more}" for name in states for more in ("", "*")}


def _watch(
    name: str, *, after: set[str], expect: set[str], within: timedelta, message: str
) -> AutomationCore:
    """Return an automation that marks a run Crashed when nothing expected comes in time."""
    return AutomationCore(
        name=name,
        description="Kept by `monev up`, which puts changes back when it starts.",
        trigger=EventTrigger(
            after=after,
            expect=expect,
            match=ResourceSpecification({"prefect.resource.id": ["prefect.flow-run.*"]}),
            for_each={"prefect.resource.id"},
            posture=Posture.Proactive,
            threshold=1,
            within=within,
        ),
        actions=[ChangeFlowRunState(state=StateType.CRASHED, message=message)],
    )


def ensure_pool(client: SyncPrefectClient, name: str) -> bool:
    """Make the process pool where there is none; true where it was made."""
    template = ProcessWorker.get_default_base_job_template()
    wanted = WorkPoolCreate(name=name, type="process", base_job_template=template)
    try:
        client.create_work_pool(wanted)
    except ObjectAlreadyExists:
        return False
    return True


def ensure_automations(client: SyncPrefectClient) -> bool:
    """Bring both automations to the server; true where that was needed.

    One that is as it should be is left alone: writing it anew would forget the runs it waits for.
    """
    made = [_ensure(client, one) for one in (zombie_automation(), unborn_automation())]
    return any(made)


def _ensure(client: SyncPrefectClient, wanted: AutomationCore) -> bool:
    there = client.read_automations_by_name(wanted.name)
    for spare in there[1:]:
        client.delete_automation(spare.id)
    if not there:
        client.create_automation(wanted)
        return True
    if _meaning(there[0]) == _meaning(wanted):
        return False
    # Only what is set is sent, and a change may lie in what is a default here.
    all_set = AutomationCore.model_validate(wanted.model_dump(exclude={"owner_resource"}))
    client.update_automation(there[0].id, all_set)
    return True


def automations_stand(client: SyncPrefectClient) -> bool:
    """Whether both automations are there, as they should be, and not paused."""
    return all(
        any(_meaning(one) == _meaning(wanted) for one in client.read_automations_by_name(name))
        for name, wanted in ((ZOMBIES, zombie_automation()), (UNBORN, unborn_automation()))
    )


def deployments_in(client: SyncPrefectClient, pool: str) -> dict[str, DeploymentResponse]:
    """Return the deployments of a pool by name."""
    chosen = WorkPoolFilter(name=WorkPoolFilterName(any_=[pool]))
    return {one.name: one for one in client.read_deployments(work_pool_filter=chosen)}


def parameters_kept(client: SyncPrefectClient, ours: Deployments) -> dict[str, Parameters] | None:
    """Return the parameters of what is deployed, by name; null where all of it is up to date.

    People set parameters in Prefect's pages (an inbox, say), and deploying empties them.
    """
    there = deployments_in(client, ours.pool)
    current = {name for name, one in there.items() if one.version == ours.version()}
    if current >= set(ours.names):
        return None
    return {name: there[name].parameters for name in ours.names if name in there}


def sign_deployments(
    client: SyncPrefectClient, ours: Deployments, kept: dict[str, Parameters]
) -> None:
    """Note the version of what was just deployed, and put `kept` parameters back where they fit."""
    for name, one in deployments_in(client, ours.pool).items():
        if name not in ours.names:
            continue
        known = (one.parameter_openapi_schema or {}).get("properties", {})
        again = {key: value for key, value in kept.get(name, {}).items() if key in known}
        change = DeploymentUpdate(version=ours.version(), parameters=one.parameters | again)
        client.update_deployment(one.id, change)


def workers_online(
    client: SyncPrefectClient, pool: str, since: datetime | None = None
) -> list[str]:
    """Return the names of the workers of a pool that have given a sign of life lately.

    A worker that died is called online for a while; `since` leaves out such older signs.
    """
    try:
        workers = client.read_workers_for_work_pool(pool)
    except PrefectHTTPStatusError as error:
        if error.response.status_code == NOT_FOUND:
            return []  # no such pool yet
        raise
    online = [one for one in workers if one.status == "ONLINE" and one.last_heartbeat_time]
    return sorted(
        one.name
        for one in online
        if since is None or (one.last_heartbeat_time and one.last_heartbeat_time >= since)
    )


def _meaning(automation: AutomationCore) -> object:
    """Return what an automation does, without the ids the server gave its parts."""
    return automation.model_dump(exclude={"id": True, "trigger": {"id"}})

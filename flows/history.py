"""Run a flow in this process and see its history written before the process ends.

The embedded engine ends with the process. It learns of task runs through a queue, writes them one
by one, and what still waits in that queue at the end is lost without a word. A server that stays
needs no such care: Prefect itself sends what is left when the process ends.
"""

import time
from collections.abc import Callable, Mapping
from typing import Any, cast
from uuid import UUID

from prefect import Flow, task
from prefect.cache_policies import NO_CACHE
from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterId,
    TaskRunFilter,
    TaskRunFilterState,
    TaskRunFilterStateType,
)
from prefect.client.schemas.objects import TERMINAL_STATES, State, StateType
from prefect.exceptions import ObjectNotFound
from prefect.settings import PREFECT_API_URL

from flows.engine import asked
from monev.errors import EnvironmentFault

PATIENCE_S = 30.0
"""Several hundred task runs are written in that time on a slow disk."""
PAUSE_S = 0.1
UNDER_WAY = sorted(set(StateType) - TERMINAL_STATES)


def run_recorded(
    flow: Flow[..., Any],
    parameters: Mapping[str, Any],
    tell: Callable[[str], None],
    patience_s: float = PATIENCE_S,
) -> Any:
    """Run a flow and return its result once the embedded engine has written all its task runs.

    Where the history is not complete after `patience_s`, `tell` hears a sentence about it; the
    result counts all the same. Whatever the flow raises is raised, after its history.
    """
    state = cast("State[Any]", flow(**parameters, return_state=True))
    run = state.state_details.flow_run_id
    if run is not None and not PREFECT_API_URL.value():
        try:
            _await_history(run, time.monotonic() + patience_s)
        except EnvironmentFault as trouble:
            tell(
                f"Prefect's history of this run may lack its last steps ({trouble}). "
                "Evaluations and reports are not affected."
            )
    return state.result()


@task(name="mark", cache_policy=NO_CACHE)
def _mark() -> None:
    """Do nothing. It is told to the engine behind all that went before, and is written last."""


def _await_history(run: UUID, limit: float) -> None:
    marked: State[None] = _mark(return_state=True)
    mark = marked.state_details.task_run_id
    with asked() as client:
        while not (mark and _has_ended(client, mark)) or _under_way(client, run):
            if time.monotonic() > limit:
                raise EnvironmentFault("the embedded engine is too slow in writing it")
            time.sleep(PAUSE_S)
        client.delete_task_run(mark)


def _has_ended(client: SyncPrefectClient, mark: UUID) -> bool:
    try:
        return client.read_task_run(mark).state_type in TERMINAL_STATES
    except ObjectNotFound:
        return False


def _under_way(client: SyncPrefectClient, run: UUID) -> bool:
    """Whether the database holds a task run of this flow run without its end."""
    open_ones = TaskRunFilter(state=TaskRunFilterState(type=TaskRunFilterStateType(any_=UNDER_WAY)))
    of_the_run = FlowRunFilter(id=FlowRunFilterId(any_=[run]))
    return bool(
        client.read_task_runs(flow_run_filter=of_the_run, task_run_filter=open_ones, limit=1)
    )

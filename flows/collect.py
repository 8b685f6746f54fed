"""Bring files and portals' answers into the workspace, as a task of a run or a run of its own."""

from pathlib import Path

from prefect import flow, task
from prefect.cache_policies import NO_CACHE

from flows.scope import Opened, open_at, quarter_of
from models import Quarter
from monev.ask_portals import ask_portals
from monev.collect_many import sweep_inbox
from monev.collected import Collected
from monev.fetch import read_endpoints


@task(name="collect", cache_policy=NO_CACHE)
def collect_inbox(opened: Opened, inbox: str, quarter: str) -> list[dict[str, str]]:
    """Collect the files of `inbox` for a quarter; return what could not be read, with reasons."""
    return told(sweep_inbox(opened.workspace, inbox, Quarter.parse(quarter)))


@task(name="ask portals", cache_policy=NO_CACHE)
def collect_portals(opened: Opened, portals: str, quarter: str) -> list[dict[str, str]]:
    """Ask the portals of an `endpoints.yaml`; return what gave nothing, with reasons.

    The fetcher itself waits and asks again, so the task is not retried as a whole.
    """
    endpoints = read_endpoints(Path(portals))
    return told(ask_portals(opened.workspace, endpoints, Quarter.parse(quarter)))


@flow(name="collect", flow_run_name="collect {period}")
def collect(
    period: str | None = None,
    inbox: str | None = None,
    portals: str | None = None,
    workspace: str | None = None,
) -> list[dict[str, str]]:
    """Collect what governments sent and portals give for a quarter.

    Args:
        period: Quarter such as 2024-Q3; empty for the one that has just ended in Jakarta.
        inbox: Folder or object-store address with the files, as the worker sees it.
        portals: An `endpoints.yaml`, as the worker sees it.
        workspace: Folder of the workspace; empty for the one of the worker.
    """
    opened = open_at(workspace)
    quarter = str(quarter_of(period, opened.workspace.now()))
    exceptions = collect_inbox(opened, inbox, quarter) if inbox else []
    return exceptions + (collect_portals(opened, portals, quarter) if portals else [])


def told(found: Collected) -> list[dict[str, str]]:
    """Return everything that did not come in, as file and reason."""
    unfinished = [
        (name, "still being written, left for the next sweep") for name in found.unfinished
    ]
    missing = [*found.refused, *unfinished, *found.unreachable]
    return [{"file": name, "reason": why} for name, why in missing]

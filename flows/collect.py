"""Bring the files of an inbox into the workspace, as a task of a run or as a run of its own."""

from pathlib import Path

from prefect import flow, task
from prefect.cache_policies import NO_CACHE

from flows.scope import Opened, open_at
from monev.collect_region import collect_folder


@task(name="collect", cache_policy=NO_CACHE)
def collect_inbox(opened: Opened, inbox: str) -> list[dict[str, str]]:
    """Collect every file below `inbox`; return those that could not be read, with the reason."""
    collected = collect_folder(opened.workspace, Path(inbox))
    return [{"file": file, "reason": reason} for file, reason in collected.refused]


@flow(name="collect", flow_run_name="collect {inbox}")
def collect(inbox: str, workspace: str | None = None) -> list[dict[str, str]]:
    """Collect the files of one folder.

    Args:
        inbox: Folder with the files, as the worker sees it.
        workspace: Folder of the workspace; empty for the one of the worker.
    """
    return collect_inbox(open_at(workspace), inbox)

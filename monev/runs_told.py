"""What can be told about the runs of a quarter: the last of each region, and when each step was.

Facts only; in which words is for the pages. How far one line has come is `rerun_progress`' answer.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from models import DocumentKind, Quarter, Region, RegionRun, ScheduledDuty
from monev.rerun_progress import Came, Progress, progress_of
from monev.workspace import Workspace

BAD = {Came.FAILED, Came.LOST, Came.STOPPED, Came.NEVER_HEARD}


@dataclass(frozen=True)
class LastRun:
    """The newest line of the ledger about one region."""

    region: Region
    run: RegionRun
    progress: Progress

    @property
    def failed(self) -> bool:
        """Whether it came to a bad end, or will come to none."""
        return self.progress.came in BAD


@dataclass(frozen=True)
class Steps:
    """When each step of a quarter was last done, null where it never was; `duties` newest first."""

    received: datetime | None
    evaluated: datetime | None
    summed_up: datetime | None
    approved: datetime | None
    duties: tuple[ScheduledDuty, ...]


def last_runs(workspace: Workspace, quarter: Quarter, codes: Collection[str]) -> list[LastRun]:
    """Return the newest line of each of these regions that has any, by code.

    A server is not asked about them: there may be hundreds.
    """
    newest: dict[str, RegionRun] = {}
    for run in workspace.store.runs_of(str(quarter)):
        if run.region_code in codes:
            newest.setdefault(run.region_code, run)
    regions = workspace.register.regions
    return [
        LastRun(regions[code], newest[code], progress_of(workspace, newest[code], None))
        for code in sorted(newest)
    ]


def steps_of(workspace: Workspace, quarter: Quarter, codes: Collection[str]) -> Steps:
    """Return when the steps of a quarter were last done for these regions and their provinces."""
    store = workspace.store
    receipts = [one.received_at for one in store.receipts(str(quarter)) if one.region_code in codes]
    recaps = [
        one.filed_at
        for code in codes
        if len(code) == 2
        for one in store.newest_documents(DocumentKind.PROVINCE_RECAP, code, str(quarter))
    ]
    steps = [one.at for one in store.steps_of(str(quarter)) if one.scope in codes]
    return Steps(
        received=max(receipts, default=None),
        evaluated=store.newest_evaluation_time(str(quarter), codes),
        summed_up=max(recaps, default=None),
        approved=max(steps, default=None),
        duties=tuple(one for one in store.duties() if one.scope == str(quarter)),
    )

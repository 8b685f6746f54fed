"""Lines of the ledger whose process is gone: they are ended, so that nothing runs for ever."""

from datetime import datetime, timedelta

from models import RegionRun
from monev.worker_name import is_gone
from monev.workspace import Workspace

LONGEST = timedelta(hours=6)
"""After so long a run on another host, of which nothing can be seen from here, counts as lost."""


def close_lost_runs(workspace: Workspace) -> list[RegionRun]:
    """End the runs whose process is no longer there, and return them.

    Their regions are not evaluated here: what was filed is whole, and the next run takes up the
    rest because nothing was filed for it.
    """
    lost = [one for one in workspace.store.open_runs() if is_lost(one, workspace.now())]
    for one in lost:
        worker = one.worker or "an unnamed process"
        error = f"{worker} ended before the run did; the next run takes the region up again"
        workspace.store.end_run(one.run_id or 0, workspace.now(), one.step, error=error)
    return lost


def is_lost(run: RegionRun, now: datetime) -> bool:
    """Say whether nobody works on an open line any more."""
    since = run.begun_at or run.requested_at
    return is_gone(run.worker) or now - since > LONGEST

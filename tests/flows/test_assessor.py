"""A pool that loses a worker, and a batch that goes on all the same."""

import os
import signal
from collections.abc import Callable
from multiprocessing import active_children

import pytest

from flows.progress import heard_by, tell_finished
from models import Quarter
from monev.evaluate_batches import Assessor
from monev.evaluate_many import RegionResult
from monev.workspace import Workspace

Q3 = Quarter(2024, 3)


class Ear:
    """Keeps what it hears; at the first region it may do something."""

    def __init__(self, at_first: Callable[[], None] = lambda: None) -> None:
        self.codes: list[str] = []
        self._at_first = at_first

    def planned(self, regions: int) -> None:
        """Not of interest here."""

    def finished(self, result: RegionResult) -> None:
        """Keep the code."""
        if not self.codes:
            self._at_first()
        self.codes.append(result.code)


def test_two_regions_start_no_process(workspace: Workspace) -> None:
    """A small run stays in this process; a pool would take longer to start than the work."""
    before = set(active_children())
    with Assessor(workspace, 2) as assessor:
        (result,) = assessor.batch(["36.72"], Q3)
        assert set(active_children()) == before
    assert not result.error


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="the system cannot kill a process")
def test_a_killed_worker_costs_no_region(workspace: Workspace) -> None:
    """When a worker is killed in the middle, lost regions are tried again, and told of once."""
    before, codes = set(active_children()), ["36.72", "36.74", "36.71", "36.03", "33"]

    def kill_workers() -> None:
        for worker in set(active_children()) - before:
            os.kill(worker.pid or 0, signal.SIGKILL)

    ear = Ear(kill_workers)
    with Assessor(workspace, len(codes), tell_finished) as assessor, heard_by(ear):
        results = assessor.batch(codes, Q3)
        again = assessor.batch(["19"], Q3)
    assert [(one.code, one.error) for one in results] == [(code, "") for code in codes]
    assert not again[0].error
    assert sorted(ear.codes) == sorted([*codes, "19"])
    assert set(active_children()) == before
    lines = [len(workspace.store.runs_of(str(Q3), code)) for code in codes]
    assert max(lines) == 2, "no region was lost, so nothing was tried again"

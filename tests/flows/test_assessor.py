"""A pool that loses a worker, and a batch that goes on all the same."""

import os
import signal
import threading
import time
from multiprocessing import active_children

import pytest

from flows.assess import Assessor
from flows.progress import heard_by
from models import Quarter
from monev.evaluate_many import RegionResult
from monev.workspace import Workspace

Q3 = Quarter(2024, 3)


class Ear:
    """Keeps what it hears."""

    def __init__(self) -> None:
        self.codes: list[str] = []

    def planned(self, regions: int) -> None:
        """Not of interest here."""

    def finished(self, result: RegionResult) -> None:
        """Keep the code."""
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
    before, ear, codes = set(active_children()), Ear(), ["36.72", "36.74", "36.71"]

    def kill_one() -> None:
        while not (started := set(active_children()) - before):
            time.sleep(0.01)
        os.kill(next(iter(started)).pid or 0, signal.SIGKILL)

    killer = threading.Thread(target=kill_one)
    with Assessor(workspace, 3) as assessor, heard_by(ear):
        killer.start()
        results = assessor.batch(codes, Q3)
        again = assessor.batch(["19"], Q3)
    killer.join()
    assert [(one.code, one.error) for one in results] == [(code, "") for code in codes]
    assert not again[0].error
    assert sorted(ear.codes) == sorted([*codes, "19"])
    assert set(active_children()) == before

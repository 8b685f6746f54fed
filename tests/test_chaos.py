"""A little of what `python -m bench.chaos` does: killed, begun again, and the same in the end."""

import random
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.chaos import faults
from bench.chaos.held import broken, hashes
from bench.chaos.portals import CutPortals
from bench.chaos.worlds import Files, World, richest
from models import RunStatus
from tests.evaluations import DIGEST

REGIONS = 3


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    """Fresh workspaces with the published example."""
    return Files(tmp_path_factory.mktemp("chaos"))


@pytest.fixture(scope="module")
def undisturbed(files: Files) -> dict[str, str]:
    """What a run comes to that nobody disturbs, by region."""
    world = files.fresh()
    codes = richest(world.open(), REGIONS)
    assert world.finish(world.start(codes)) == 0, world.said
    return hashes(world.open(), codes)


@pytest.fixture
def world(files: Files) -> Iterator[World]:
    """A workspace to be disturbed."""
    made = files.fresh()
    yield made
    files.close(made)


@pytest.mark.parametrize(
    "fault", [faults.kill_all, faults.kill_child], ids=lambda one: one.__name__
)
def test_a_killed_run_is_taken_up_again(
    fault: faults.Fault, world: World, undisturbed: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One current revision each, the bytes of an undisturbed run, and books that are sound."""
    monkeypatch.setattr(faults, "LONGEST_SECONDS", 4.0)
    run = world.start(list(undisturbed))
    fault(run, random.Random(7))
    world.finish(run)
    assert world.finish(world.start(list(undisturbed))) == 0, world.said
    assert broken(world.open(), undisturbed) == []


def test_no_worker_outlives_a_killed_run(world: World, undisturbed: dict[str, str]) -> None:
    """Where the process alone is killed its pool ends too, instead of waiting for ever."""
    run = world.start(list(undisturbed))
    until = time.monotonic() + 60
    while not (pool := faults.below(run.pid)) and time.monotonic() < until:
        time.sleep(0.05)
    time.sleep(1.0)
    pool = faults.below(run.pid) or pool
    run.kill()
    until = time.monotonic() + 30
    while any(map(faults.alive, pool)) and time.monotonic() < until:
        time.sleep(0.2)
    left = [one for one in pool if faults.alive(one)]
    world.finish(run)
    assert pool
    assert left == []


def test_cut_portals_are_asked_again(files: Files, tmp_path: Path) -> None:
    """With the portals back, the next run comes to what an undisturbed one does."""
    few = richest(files.fresh().open(), 2)
    portals = CutPortals(tmp_path, files, few)
    assert not portals.inject("portals", random.Random(7)).lost


def test_what_would_be_broken_is_seen(world: World, undisturbed: dict[str, str]) -> None:
    """A run that was never taken up, other bytes and a line that still runs are all told."""
    run = world.start(list(undisturbed))
    run.kill()
    world.finish(run)
    told = broken(world.open(), dict.fromkeys(undisturbed, DIGEST))
    assert sum("0 current revisions" in one for one in told) >= 1
    assert sum("other hashes than undisturbed" in one for one in told) == REGIONS
    lines = world.open().store.runs_of("2024-Q3")
    assert not [one for one in lines if one.status is RunStatus.RUNNING]

"""A line of the ledger whose process was killed is ended; one whose process lives is left alone."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from models import Quarter, RegionRun, RunStatus, RunStep
from monev.evaluate_many import evaluate_recorded
from monev.lost_runs import LONGEST, close_lost_runs
from monev.settings import Settings
from monev.worker_name import is_gone, this_worker
from monev.workspace import Workspace, open_workspace

QUARTER, CODE = Quarter(2024, 3), "36.72"
NAMED = "import sys; from monev.worker_name import this_worker; print(this_worker(), flush=True)"


@pytest.fixture
def place(tmp_path: Path) -> Workspace:
    """An empty workspace."""
    return open_workspace(Settings(workspace=tmp_path / "w"))


@pytest.fixture
def other() -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Another process that lives until it is killed, and its name."""
    code = f"{NAMED}; sys.stdin.read()"
    process = subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    yield process, process.stdout.readline().strip()
    process.kill()
    process.wait()


def running(place: Workspace, worker: str, since: datetime | None = None) -> int:
    """A line that a process has begun and not ended."""
    line = RegionRun(
        region_code=CODE,
        quarter=str(QUARTER),
        reason="uji",
        requested_by="uji",
        status=RunStatus.RUNNING,
        worker=worker,
        requested_at=since or place.now(),
        begun_at=since or place.now(),
    )
    return place.store.start_run(line)


def test_who_was_killed_is_told_from_who_lives(
    place: Workspace, other: tuple[subprocess.Popen[str], str]
) -> None:
    """Before the kill nothing is closed, after it the one line is, and it names the process."""
    process, name = other
    mine, theirs = running(place, this_worker()), running(place, name)
    assert close_lost_runs(place) == []
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert [one.run_id for one in close_lost_runs(place)] == [theirs]
    ended, left = place.store.run(theirs), place.store.run(mine)
    assert ended is not None
    assert left is not None
    assert (ended.status, left.status) == (RunStatus.FAILED, RunStatus.RUNNING)
    assert name in ended.error
    assert ended.finished_at is not None
    assert close_lost_runs(place) == []


def test_a_number_given_out_again_is_another_process() -> None:
    """The same host and number with another beginning is gone; what cannot be read is not."""
    host, number, begun = this_worker().rsplit(":", 2)
    assert not is_gone(this_worker())
    assert not begun or is_gone(f"{host}:{number}:{int(begun) - 1}")
    for unknown in ("", "elsewhere:1:1", "elsewhere:999999:", "x", f"{host}:x:1"):
        assert not is_gone(unknown)
    assert is_gone(f"{host}:4194305:1")


def test_of_other_hosts_only_age_tells(place: Workspace) -> None:
    """A line of another host is left for hours, then it counts as lost."""
    young = running(place, "elsewhere:7:7")
    old = running(place, "elsewhere:8:8", place.now() - LONGEST - timedelta(minutes=1))
    assert [one.run_id for one in close_lost_runs(place)] == [old]
    left = place.store.run(young)
    assert left is not None
    assert left.status is RunStatus.RUNNING


def test_the_ledger_tells_attempt_step_and_inputs(place: Workspace) -> None:
    """Two lost attempts and a failed one make the next the fourth; success begins anew."""
    running(place, "elsewhere:8:8", place.now() - 2 * LONGEST)
    running(place, "elsewhere:9:9", place.now() - 2 * LONGEST)
    close_lost_runs(place)
    reports = place.store.root / "reports"
    reports.write_text("a file where the folder belongs", encoding="utf-8")
    assert evaluate_recorded(place, CODE, QUARTER, "uji").error
    reports.unlink()
    assert not evaluate_recorded(place, CODE, QUARTER, "uji").error
    assert not evaluate_recorded(place, CODE, QUARTER, "uji").error
    again, good, failed, *_ = place.store.runs_of(str(QUARTER), CODE)
    assert (failed.attempt, failed.step, failed.inputs_sha256) == (3, RunStep.PRINT, None)
    assert (good.attempt, good.step) == (4, RunStep.FILE)
    assert (again.attempt, again.step) == (1, RunStep.ASSESS)
    current = place.store.current_outcome(CODE, str(QUARTER))
    assert current is not None
    assert good.inputs_sha256 == again.inputs_sha256 == current.inputs_sha256
    assert good.worker == this_worker()


def test_moments_are_those_of_the_workspace(place: Workspace) -> None:
    """The clock of the workspace is the only one, in lines too."""
    day = datetime(2024, 11, 1, 9, tzinfo=UTC)
    evaluate_recorded(replace(place, now=lambda: day), CODE, QUARTER, "uji")
    (line,) = place.store.runs_of(str(QUARTER), CODE)
    assert line.begun_at == line.finished_at == day

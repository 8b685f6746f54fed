"""`monev up` for real: a whole installation on loopback, a worker that is killed, and the end."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import httpx
import pytest

from flows.station.deployments import find_deployments
from flows.station.leftovers import leftovers
from flows.station.prefect_side import UNBORN, ZOMBIES
from flows.station.record import running_station
from tests.loopback import free_port

PATIENCE_S = 150
MONEV = (sys.executable, "-c", "from monev.cli import main; main()")

Found = TypeVar("Found")

pytestmark = pytest.mark.deployment


class Up:
    """A running `monev up`."""

    def __init__(self, folder: Path) -> None:
        self.workspace = folder / "workspace"
        self.said = folder / "said.txt"
        self.port, self.portal_port = free_port(), free_port()
        kept = {key: value for key, value in os.environ.items() if not key.startswith("PREFECT")}
        self.environment = kept | {"MONEV_WORKSPACE": str(self.workspace)}
        ports = ("--port", str(self.port), "--portal-port", str(self.portal_port))
        with self.said.open("wb") as output:
            self.process = subprocess.Popen(
                [*MONEV, "up", *ports],
                cwd=folder,
                env=self.environment,
                stderr=output,
                start_new_session=True,
            )

    def text(self) -> str:
        """What it has said so far."""
        return self.said.read_text(encoding="utf-8")

    def until(self, look: Callable[[], Found | None], what: str, seconds: float) -> Found:
        """Ask again until there is an answer; a station that ended meanwhile fails at once."""
        limit = time.monotonic() + seconds
        while time.monotonic() < limit:
            found = look()
            if found:
                return found
            assert self.process.poll() is None, self.text()
            time.sleep(0.2)
        raise AssertionError(f"{what} waited for in vain:\n{self.text()}")

    def check(self, *options: str) -> subprocess.CompletedProcess[str]:
        """Run `monev up --check` beside it."""
        command = [*MONEV, "up", "--check", *options]
        return subprocess.run(
            command, env=self.environment, capture_output=True, text=True, check=False
        )

    def child(self, name: str) -> int:
        """The process of a child, as the station's note has it."""
        record = running_station(self.workspace)
        assert record is not None
        return record.children[name]


@pytest.fixture
def up(tmp_path: Path) -> Iterator[Up]:
    """A station that has come up; whatever a failed test leaves of it is killed."""
    station = Up(tmp_path)
    try:
        station.until(lambda: "monev         ready" in station.text(), "the station", PATIENCE_S)
        yield station
    finally:
        if station.process.poll() is None:
            station.process.kill()
            station.process.wait()
        for one in leftovers(station.workspace):
            os.kill(one.pid, signal.SIGKILL)


def test_a_whole_installation(up: Up) -> None:
    """Everything stands after one command, a killed worker comes back, and the end leaves nothing.

    One test, because each start of the server takes half a minute.
    """
    _everything_stands(up)
    _the_worker_comes_back(up)
    _nothing_is_left(up)


def _everything_stands(up: Up) -> None:
    with httpx.Client(base_url=f"http://127.0.0.1:{up.port}/api", timeout=30) as api:
        deployed: list[dict[str, Any]] = api.post("/deployments/filter", json={}).json()
        automations: list[dict[str, Any]] = api.post("/automations/filter", json={}).json()
    ours = find_deployments()
    assert {one["name"] for one in deployed} == set(ours.names)
    active = {one["name"] for one in deployed if any(s["active"] for s in one["schedules"])}
    assert active == set(ours.scheduled)
    watches = {one["name"]: one["enabled"] for one in automations}
    assert watches == {ZOMBIES: True, UNBORN: True}
    for port in (up.portal_port, up.port):
        pages = httpx.get(f"http://127.0.0.1:{port}/", follow_redirects=True)
        assert pages.status_code == 200
    assert (up.workspace / ".prefect" / "pages").is_dir(), "Prefect wrote its pages elsewhere"
    assert (up.workspace / ".prefect" / "prefect.db").is_file(), "history outside the workspace"
    logs = {path.name for path in (up.workspace / "logs").iterdir()}
    assert {"prefect.log", "worker.log", "portal.log", "deploy.log"} <= logs
    assert "\x1b" not in up.text(), "colours where there is no terminal"
    for line in up.text().splitlines()[1:]:
        assert re.match(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d  \w", line), line


def _the_worker_comes_back(up: Up) -> None:
    first = up.child("worker")
    os.kill(first, signal.SIGKILL)
    up.until(lambda: "worker        started" in up.text(), "a new worker", 20)
    assert "worker        DIED      killed by SIGKILL" in up.text()
    assert up.child("worker") != first
    checked = up.check()
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert re.search(r"^worker +ok ", checked.stdout, re.MULTILINE), checked.stdout
    assert re.search(rf"^prefect +ok +\S+:{up.port}$", checked.stdout, re.MULTILINE), checked.stdout


def _nothing_is_left(up: Up) -> None:
    children = json.loads((up.workspace / "station.json").read_text())["children"].values()
    up.process.send_signal(signal.SIGTERM)
    assert up.process.wait(timeout=15) == 0, up.text()
    assert leftovers(up.workspace) == []
    for pid in children:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
    assert up.text().splitlines()[-1].endswith("ended")
    # By its ports: the usual ones may be another installation's.
    checked = up.check("--port", str(up.port), "--portal-port", str(up.portal_port))
    assert checked.returncode == 1, checked.stdout
    assert re.search(r"^prefect +FAILS", checked.stdout, re.MULTILINE), checked.stdout

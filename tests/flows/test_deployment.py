"""The deployments for real: a server, a process worker and runs of them, all on loopback."""

import hashlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from models.quarter import JAKARTA
from monev.workspace import Workspace

ROOT = Path(__file__).resolve().parents[2]
PERIOD = "2024-Q3"
PATIENCE_S = 120
FINAL = {"COMPLETED", "FAILED", "CRASHED", "CANCELLED"}

pytestmark = pytest.mark.deployment


@dataclass(frozen=True)
class Site:
    """A folder with `prefect.yaml` and a running server."""

    folder: Path
    environment: dict[str, str]
    api: httpx.Client

    def prefect(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a Prefect command to its end; a failure shows what it said."""
        done = subprocess.run(
            [sys.executable, "-m", "prefect", *arguments],
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE_S,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done

    @contextmanager
    def running(self, *arguments: str) -> Iterator[Path]:
        """Keep a Prefect command running, with its children; yields its log."""
        log = self.folder / f"{arguments[0]}.log"
        with log.open("w") as output:
            process = subprocess.Popen(
                [sys.executable, "-m", "prefect", *arguments],
                cwd=self.folder,
                env=self.environment,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
            try:
                yield log
            finally:
                end(process)

    def deployment(self, name: str) -> dict[str, Any]:
        """Return what the server says of a deployment."""
        answer = self.api.get(f"/deployments/name/{name}").raise_for_status()
        found: dict[str, Any] = answer.json()
        return found

    def start(self, name: str, **parameters: Any) -> str:
        """Ask for a run of a deployment; return the id of the run."""
        identity = self.deployment(name)["id"]
        path = f"/deployments/{identity}/create_flow_run"
        answer = self.api.post(path, json={"parameters": parameters}).raise_for_status()
        return str(answer.json()["id"])

    def ended(self, run: str) -> dict[str, Any]:
        """Wait for the end of a run and return it."""

        def look() -> dict[str, Any] | None:
            found: dict[str, Any] = self.api.get(f"/flow_runs/{run}").raise_for_status().json()
            return found if found["state_type"] in FINAL else None

        return until(look, f"end of run {run}")


def until(
    look: Callable[[], dict[str, Any] | None], what: str, patience_s: int = PATIENCE_S
) -> dict[str, Any]:
    """Ask again until there is an answer."""
    limit = time.monotonic() + patience_s
    while time.monotonic() < limit:
        found = look()
        if found is not None:
            return found
        time.sleep(0.5)
    raise AssertionError(f"{what} waited for in vain, {patience_s} s")


def end(process: subprocess.Popen[bytes]) -> None:
    """End a process of ours and everything it started in its session."""
    process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(timeout=20)
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    process.wait(timeout=20)


def free_port() -> int:
    """Return a port of loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def site(tmp_path: Path, workspace: Workspace) -> Iterator[Site]:
    """A started server with a process pool, all deployments and a worker."""
    folder = tmp_path / "site"
    folder.mkdir()
    shutil.copy(ROOT / "prefect.yaml", folder)
    port = free_port()
    kept = {key: value for key, value in os.environ.items() if not key.startswith("PREFECT")}
    environment = kept | {
        "PREFECT_HOME": str(tmp_path / "prefect"),
        "PREFECT_API_URL": f"http://127.0.0.1:{port}/api",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        "PREFECT_WORKER_QUERY_SECONDS": "1",
        "MONEV_WORKSPACE": str(workspace.store.root),
        "PWD": str(folder),
    }
    with httpx.Client(base_url=environment["PREFECT_API_URL"], timeout=30) as api:
        here = Site(folder, environment, api)
        with here.running("server", "start", "--host", "127.0.0.1", "--port", str(port)):
            until(lambda: healthy(api), "the server")
            here.prefect("work-pool", "create", "monev", "--type", "process")
            here.prefect("--no-prompt", "deploy", "--all")
            with here.running("worker", "start", "--pool", "monev") as log:
                until(lambda: worker_online(api), f"the worker, see {log}")
                yield here


def healthy(api: httpx.Client) -> dict[str, Any] | None:
    """Whether the server answers yet."""
    try:
        return {} if api.get("/health").status_code == 200 else None
    except httpx.TransportError:
        return None


def worker_online(api: httpx.Client) -> dict[str, Any] | None:
    """Whether a worker has reported to the pool."""
    workers = api.post("/work_pools/monev/workers/filter", json={}).raise_for_status().json()
    return next((one for one in workers if one["status"] == "ONLINE"), None)


def check_schedule(site: Site) -> None:
    """The server must hold the next look of the time keeper ready, every four hours from 02:00.

    A schedule alone proves little: with SQLAlchemy 2.1 the scheduler of Prefect 3.8.8 fails at its
    first insert, and no run ever follows from any schedule.
    """
    assert site.deployment("quarterly-evaluation/quarterly")["schedules"] == []
    keeper = site.deployment("keep-time/keep-time")

    def look() -> dict[str, Any] | None:
        path = "/deployments/get_scheduled_flow_runs"
        answer = site.api.post(path, json={"deployment_ids": [keeper["id"]]})
        found: list[dict[str, Any]] = answer.raise_for_status().json()
        return found[0] if found else None

    log = site.folder / "server.log"
    run = until(look, f"a scheduled look of the time keeper (see {log})", patience_s=45)
    begin = datetime.fromisoformat(run["expected_start_time"]).astimezone(JAKARTA)
    assert (begin.hour % 4, begin.minute) == (2, 0)


def check_forms(site: Site) -> None:
    """Every parameter has a description for the form, and a re-run asks for region and reason."""
    form = site.deployment("region-evaluation/region")["parameter_openapi_schema"]
    assert {"region", "period", "reason"} <= form["properties"].keys()
    assert set(form["required"]) == {"region", "reason"}
    runs = ("region-evaluation/region", "quarterly-evaluation/quarterly", "publish/publish")
    for name in (*runs, "keep-time/keep-time"):
        found = site.deployment(name)
        assert found["work_pool_name"] == "monev"
        properties = found["parameter_openapi_schema"]["properties"]
        assert all(one.get("description") for one in properties.values()), properties


def test_deployments_run_on_a_worker(site: Site, workspace: Workspace) -> None:
    """Both evaluations run from their deployments and file PDFs; a second quarterly is refused."""
    check_forms(site)
    check_schedule(site)
    quarterly = [
        site.start("quarterly-evaluation/quarterly", period=PERIOD, regions=["36.74"])
        for _ in range(2)
    ]
    region = site.start(
        "region-evaluation/region", region="Kota Cilegon", period=PERIOD, reason="uji penerapan"
    )
    ended = [site.ended(run) for run in (*quarterly, region)]

    states = [run["state_name"] for run in ended]
    log = (site.folder / "worker.log").read_text(encoding="utf-8")
    assert sorted(states[:2]) == ["Cancelled", "Completed"], log
    assert states[2] == "Completed", log
    for code in ("36.72", "36.74"):
        evaluation = workspace.store.current_evaluation(code, PERIOD)
        assert evaluation is not None
        report = workspace.store.report_of(evaluation.evaluation_id or 0)
        assert report is not None
        content = (workspace.store.root / report.path).read_bytes()
        assert content.startswith(b"%PDF-")
        assert hashlib.sha256(content).hexdigest() == report.sha256

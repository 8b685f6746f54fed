"""A Prefect server on loopback with our deployments, for tests that need the real thing."""

import os
import shutil
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

import httpx

from tests.loopback import free_port

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 120
T = TypeVar("T")
FINAL = {"COMPLETED", "FAILED", "CRASHED", "CANCELLED"}


@dataclass(frozen=True)
class Site:
    """A folder with `prefect.yaml` and a running server; `environment` is what workers are told."""

    folder: Path
    environment: dict[str, str]
    api: httpx.Client

    def told(self, **more: str) -> "Site":
        """Return the same site for processes whose environment says more."""
        return replace(self, environment=self.environment | more)

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
    def running(self, *arguments: str, log: str = "") -> Iterator[Path]:
        """Keep a Prefect command running, with its children; yields its log."""
        path = self.folder / f"{log or arguments[0]}.log"
        with path.open("w") as output:
            process = subprocess.Popen(
                [sys.executable, "-m", "prefect", *arguments],
                cwd=self.folder,
                env=self.environment,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
            try:
                yield path
            finally:
                end(process)

    @contextmanager
    def worker(self, name: str, *options: str) -> Iterator[Path]:
        """Keep a worker of the pool running until it is online; yields its log."""
        arguments = ("worker", "start", "--pool", "monev", "--name", name, *options)
        with self.running(*arguments, log=name) as log:
            until(lambda: worker_online(self.api, name), f"the worker, see {log}")
            yield log

    def deployment(self, name: str) -> dict[str, Any]:
        """Return what the server says of a deployment."""
        answer = self.api.get(f"/deployments/name/{name}").raise_for_status()
        found: dict[str, Any] = answer.json()
        return found

    def ask(self, name: str, key: str, **parameters: Any) -> tuple[httpx.Response, bool]:
        """Ask for a run of a deployment with a key; say too whether it had to be asked again.

        A busy server answers 503 and may have made the run all the same; the key makes sure that
        asking again starts nothing twice.
        """
        path = f"/deployments/{self.deployment(name)['id']}/create_flow_run"
        asked = {"parameters": parameters, "idempotency_key": key}
        answers: list[httpx.Response] = []

        def answer() -> httpx.Response | None:
            answers.append(self.api.post(path, json=asked))
            return None if answers[-1].status_code >= 500 else answers[-1]

        return until(answer, f"a run of {name}").raise_for_status(), len(answers) > 1

    def start(self, name: str, **parameters: Any) -> str:
        """Ask for a run of a deployment; return the id of the run."""
        answer, _ = self.ask(name, uuid.uuid4().hex, **parameters)
        return str(answer.json()["id"])

    def ended(self, run: str, patience_s: int = PATIENCE_S) -> dict[str, Any]:
        """Wait for the end of a run and return it."""

        def look() -> dict[str, Any] | None:
            answer = self.api.get(f"/flow_runs/{run}")
            if answer.status_code >= 500:
                return None  # busy, and asked again
            found: dict[str, Any] = answer.raise_for_status().json()
            return found if found["state_type"] in FINAL else None

        return until(look, f"end of run {run}", patience_s)


@contextmanager
def prefect_site(folder: Path, told: Mapping[str, str]) -> Iterator[Site]:
    """Run a server with our pool and deployments; `told` is added to what its workers know."""
    folder.mkdir()
    shutil.copy(ROOT / "prefect.yaml", folder)
    port = free_port()
    kept = {key: value for key, value in os.environ.items() if not key.startswith("PREFECT")}
    environment = kept | {
        "PREFECT_HOME": str(folder / "prefect"),
        "PREFECT_API_URL": f"http://127.0.0.1:{port}/api",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        "PREFECT_WORKER_QUERY_SECONDS": "1",
        "PWD": str(folder),
        **told,
    }
    with httpx.Client(base_url=environment["PREFECT_API_URL"], timeout=30) as api:
        here = Site(folder, environment, api)
        with here.running("server", "start", "--host", "127.0.0.1", "--port", str(port)):
            until(lambda: healthy(api), "the server")
            here.prefect("work-pool", "create", "monev", "--type", "process")
            here.prefect("--no-prompt", "deploy", "--all")
            yield here


def until(look: Callable[[], T | None], what: str, patience_s: int = PATIENCE_S) -> T:
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


def healthy(api: httpx.Client) -> dict[str, Any] | None:
    """Whether the server answers yet."""
    try:
        return {} if api.get("/health").status_code == 200 else None
    except httpx.TransportError:
        return None


def worker_online(api: httpx.Client, name: str) -> dict[str, Any] | None:
    """Whether a worker has reported to the pool."""
    workers = api.post("/work_pools/monev/workers/filter", json={}).raise_for_status().json()
    return next((one for one in workers if (one["name"], one["status"]) == (name, "ONLINE")), None)

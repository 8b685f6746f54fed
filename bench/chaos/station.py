"""A whole installation to be disturbed: `monev up` on loopback, and runs asked of its deployments.

It stands as an operator's does: what dies is started again by the station, a run without heartbeat
is marked by its watch. Which faults are injected, and what must hold after them, is not said here.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import httpx

from bench.chaos.faults import PROC, alive, below
from flows.station.leftovers import leftovers
from flows.station.record import running_station
from flows.station.site import prefect_answers

MONEV = (sys.executable, "-c", "from monev.cli import main; main()")
QUARTERLY = "quarterly-evaluation/quarterly"
FINAL = ("COMPLETED", "FAILED", "CRASHED", "CANCELLED")
COMING_UP_SECONDS = 240
ASKING_SECONDS = 90
LOOK_SECONDS = 0.5

Found = TypeVar("Found")


class Station:
    """A running `monev up` without portal; `end` it. Raises RuntimeError where it does not come up.

    Its worker looks for runs every two seconds instead of ten, to waste less time.
    """

    def __init__(self, root: Path) -> None:
        self.workspace = root / "station"
        self._said = root / "station.txt"
        self._port = _free_port()
        kept = {name: one for name, one in os.environ.items() if not name.startswith("PREFECT")}
        kept.pop("MONEV_DATABASE_URL", None)
        self.environment = kept | {
            "MONEV_WORKSPACE": str(self.workspace),
            "PREFECT_WORKER_QUERY_SECONDS": "2",
        }
        command = [*MONEV, "up", "--no-portal", "--port", str(self._port)]
        with self._said.open("wb") as output:
            self._process = subprocess.Popen(
                command, cwd=root, env=self.environment, stderr=output, start_new_session=True
            )
        self._api = httpx.Client(base_url=self.api, timeout=30)
        try:
            self.until(lambda: "monev         ready" in self.text(), COMING_UP_SECONDS)
        except TimeoutError as error:
            self.end()
            raise RuntimeError(f"`monev up` did not come up: {self.text()[-500:]}") from error

    @property
    def api(self) -> str:
        """The address of its server, for whoever reports to it."""
        return f"http://127.0.0.1:{self._port}/api"

    def text(self) -> str:
        """What it has said so far."""
        return self._said.read_text(encoding="utf-8")

    def child(self, name: str) -> int:
        """Return the process of a part, waiting for one that is just started again."""

        def look() -> int | None:
            record = running_station(self.workspace)
            pid = record.children.get(name) if record else None
            return pid if pid and alive(pid) else None

        return self.until(look, ASKING_SECONDS)

    def kill(self, name: str, *, with_children: bool = False) -> None:
        """Kill a part at once, and what it has begun where that is wanted."""
        pid = self.child(name)
        for one in [pid, *(below(pid) if with_children else [])]:
            try:
                os.kill(one, signal.SIGKILL)
            except ProcessLookupError:
                continue  # it had ended by itself

    def lived(self, name: str) -> float:
        """Return for how many seconds a part has lived."""
        told = (PROC / str(self.child(name)) / "stat").read_text().rpartition(")")[2].split()
        since_boot = float((PROC / "uptime").read_text().split()[0])
        return since_boot - int(told[19]) / os.sysconf("SC_CLK_TCK")

    def answers(self) -> bool:
        """Say whether its server answers."""
        return prefect_answers(self.api)

    def ask(
        self,
        folder: Path,
        codes: list[str] | None,
        period: str,
        told: Mapping[str, str] | None = None,
    ) -> str:
        """Ask for a quarterly run over a workspace and return its id.

        Without codes it is of every region with facts; `told` is added to the run's environment.
        """
        found = self._json("GET", f"/deployments/name/{QUARTERLY}")
        content = {
            "parameters": {
                "workspace": str(folder),
                "regions": codes,
                "period": period,
                "recaps": False,
            },
            "job_variables": {"env": dict(told)} if told else {},
        }
        return str(self._json("POST", f"/deployments/{found['id']}/create_flow_run", content)["id"])

    def state(self, run: str) -> tuple[str, str]:
        """Return type and message of the state a run is in."""
        state = self._json("GET", f"/flow_runs/{run}")["state"]
        return state["type"], f"{state['name']}: {state['message'] or ''}"

    def over(self, run: str, seconds: float) -> bool:
        """Wait for the end of a run; false where it has none in that time."""
        try:
            return self.until(lambda: self.state(run)[0] in FINAL, seconds)
        except TimeoutError:
            return False

    def until(self, look: Callable[[], Found | None], seconds: float) -> Found:
        """Ask again until there is an answer; raises TimeoutError, or where the station ended."""
        limit = time.monotonic() + seconds
        while time.monotonic() < limit:
            if found := look():
                return found
            if self._process.poll() is not None:
                raise RuntimeError(f"`monev up` ended: {self.text()[-500:]}")
            time.sleep(LOOK_SECONDS)
        raise TimeoutError(f"no answer within {seconds} s")

    def end(self) -> None:
        """End it as Ctrl-C does; what is left of it is killed."""
        self._process.terminate()
        try:
            self._process.wait(timeout=60)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        for one in leftovers(self.workspace):
            os.kill(one.pid, signal.SIGKILL)
        self._api.close()

    def _json(self, method: str, path: str, content: Any = None) -> Any:
        """Ask the server, again for a while where it is just being started anew."""

        def answer() -> httpx.Response | None:
            try:
                found = self._api.request(method, path, json=content)
            except httpx.TransportError:
                return None
            return None if found.status_code >= 500 else found

        return self.until(answer, ASKING_SECONDS).raise_for_status().json()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])

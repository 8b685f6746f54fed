"""Faults of an installation: the Prefect server or a worker killed while a run is under way.

What an operator does after it is done here: the station starts its parts again by itself, and a run
that did not complete is asked for anew once it is marked as over. Nothing is cleared by hand.
"""

import random
import subprocess
import time
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import ClassVar

from bench.chaos.held import broken, hashes, parts_left
from bench.chaos.kinds import FADING, Found, Kind
from bench.chaos.run import QUARTER
from bench.chaos.station import MONEV, Station
from bench.chaos.worlds import Files, World

MARKED_SECONDS = 300
"""Within so long a run whose process is gone has to be marked as over."""
RUN_SECONDS = 300
CALM_SECONDS = 60
"""A part that dies seven times in a row, each within a minute, is given up; ours may not be."""
KINDS = (
    Kind("worker-run", "kill -9 of a Prefect worker and the run's processes", 4),
    Kind("server", "kill -9 of the Prefect server, run of a deployment", 5),
    Kind("worker", "kill -9 of a Prefect worker alone", 3),
    Kind("server-evaluate", "kill -9 of the Prefect server, `monev evaluate`", 3),
)


class Asked:
    """Runs asked of one station's deployment, or reporting to its server, each in a fresh world."""

    told: ClassVar[Mapping[str, str]] = {}
    """What the environment of its runs says more."""

    def __init__(self, root: Path, files: Files, codes: list[str]) -> None:
        self._files, self._codes = files, codes
        self._station = Station(root)
        try:
            world = files.fresh()
            self._asked_seconds = self._complete(world)
            self._expected = hashes(world.open(), codes)
        except BaseException:
            self._station.end()
            raise

    def inject(self, key: str, chance: random.Random) -> Found:
        """Inject one fault of a kind."""
        part = "worker" if key.startswith("worker") else "prefect"
        time.sleep(max(0.0, CALM_SECONDS - self._station.lived(part)))
        if key == "server-evaluate":
            return self._without_server(chance)
        return self._killed(chance, part, with_run=key == "worker-run")

    def close(self) -> None:
        """End the station."""
        self._station.end()

    def _killed(self, chance: random.Random, part: str, *, with_run: bool) -> Found:
        """Kill a part between the request for a run and its end."""
        world = self._files.fresh()
        run = self._ask(world)
        time.sleep(chance.random() * self._asked_seconds)
        late = self._station.state(run)[0] == "COMPLETED"
        self._station.kill(part, with_children=with_run)
        return self._resumed(world, run, late)

    def _resumed(self, world: World, run: str, late: bool) -> Found:
        """Wait for the end of a disturbed run, and ask for it anew where it did not complete."""
        killed = time.monotonic()
        if not self._station.over(run, MARKED_SECONDS):
            kind, told = self._station.state(run)
            return Found([f"after {MARKED_SECONDS} s the run is still {kind} ({told})"], late)
        if self._station.state(run)[0] == "COMPLETED":
            return self._held(world, late, 0.0)
        waited = time.monotonic() - killed
        try:
            self._asked_seconds = max(FADING * self._asked_seconds, self._complete(world))
        except RuntimeError as error:
            return Found([str(error)], late, waited=waited)
        return self._held(world, late, waited)

    def _without_server(self, chance: random.Random) -> Found:
        """Kill the server under `monev evaluate`, and call it again where it failed."""
        world = self._files.fresh()
        run = self._begun(world)
        time.sleep(chance.random() * self._evaluate_seconds)
        late = run.poll() == 0
        self._station.kill("prefect")
        killed, waited = time.monotonic(), 0.0
        run.communicate(timeout=RUN_SECONDS)
        if run.returncode != 0:
            self._station.until(self._station.answers, MARKED_SECONDS)
            waited = time.monotonic() - killed
            try:
                self._evaluate(world)
            except RuntimeError as error:
                return Found([str(error)], late, waited=waited)
        return self._held(world, late, waited)

    def _held(self, world: World, late: bool, waited: float) -> Found:
        place = world.open()
        lost = broken(place, self._expected)
        place.store.engine.dispose()
        found = Found(lost, late, parts_left(world.folder), waited)
        self._files.close(world)
        return found

    def _complete(self, world: World) -> float:
        """Ask for a run and return its seconds; raises RuntimeError where it did not complete."""
        begun = time.monotonic()
        run = self._ask(world)
        self._station.over(run, RUN_SECONDS)
        kind, told = self._station.state(run)
        if kind != "COMPLETED":
            raise RuntimeError(f"a run asked for anew is {kind} ({told[-200:]})")
        return time.monotonic() - begun

    def _ask(self, world: World) -> str:
        return self._station.ask(world.folder, self._codes, str(QUARTER), self.told)

    @cached_property
    def _evaluate_seconds(self) -> float:
        """How long an undisturbed `monev evaluate` takes."""
        return self._evaluate(self._files.fresh())

    def _begun(self, world: World) -> "subprocess.Popen[str]":
        regions = [word for code in self._codes for word in ("--region", code)]
        where = ("--workspace", str(world.folder), "--period", str(QUARTER), "--no-recaps")
        return subprocess.Popen(
            [*MONEV, "evaluate", *where, *regions],
            env=self._station.environment | {"PREFECT_API_URL": self._station.api},
            cwd=self._station.workspace,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def _evaluate(self, world: World) -> float:
        """Call `monev evaluate` and return its seconds; raises RuntimeError where it failed."""
        begun = time.monotonic()
        run = self._begun(world)
        said, _ = run.communicate(timeout=RUN_SECONDS)
        if run.returncode != 0:
            raise RuntimeError(f"`monev evaluate` ended with {run.returncode}: {said[-300:]}")
        return time.monotonic() - begun

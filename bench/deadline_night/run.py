"""A night from beginning to end: prepared, served, driven from outside, counted. Prints nothing."""

import json
import socket
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench.deadline_night.counted import Counted, counted
from bench.deadline_night.databases import database
from bench.deadline_night.order import Night, night
from bench.deadline_night.prepared import WORKBOOKS, opened
from bench.deadline_night.record import Told
from bench.deadline_night.sums import broken
from bench.deadline_night.watched import Watched, serving
from bench.outside import Seen, module, monev, seen

Tell = Callable[[str], None]


@dataclass(frozen=True)
class Wanted:
    """How large a night: offices that hand in, downloads, seconds, governments that are known."""

    uploads: int
    downloads: int
    seconds: float
    regions: int
    drawn: int
    database: str
    workers: int = 2


@dataclass(frozen=True)
class Lived:
    """What was wanted, done, seen from outside and found afterwards."""

    wanted: Wanted
    night: Night
    told: Told
    portal: Watched
    driver: Seen
    counted: Counted

    @property
    def wrong(self) -> list[str]:
        """What is lost or wrong; slowness is neither."""
        found = [*self.counted.lost, *self.counted.wrong]
        if count := broken(self.told.asked):
            last = self.portal.said.strip()[-1500:]
            found.append(f"{count} requests were answered by a breakdown; the log ends: {last}")
        if self.portal.ended:
            found.append(f"the portal ended by itself: {self.portal.said.strip()[-1500:]}")
        return found


def lived(wanted: Wanted, folder: Path, tell: Tell) -> Lived:
    """Live through a night below `folder`. Raises RunError where a command fails."""
    out = folder / "out"
    with database(wanted.database, folder) as url:
        tell(f"simulating, collecting and evaluating {wanted.regions} governments")
        asked = (str(folder), str(wanted.regions), str(wanted.drawn), url)
        made = json.loads(
            seen(module("bench.deadline_night.prepared", *asked), out).said.splitlines()[-1]
        )
        codes: list[str] = made["codes"]
        planned = night(codes[: wanted.uploads], codes, wanted.downloads, wanted.seconds)
        tell(f"{wanted.uploads} uploads, {wanted.downloads} downloads in {wanted.seconds:.0f} s")
        told, portal, driver = _driven(wanted, planned, folder, url)
        tell("counting")
        workspace = opened(folder / "workspace", url)
        facts = {code: int(count) for code, count in made["facts"].items()}
        found = counted(workspace, planned, told, folder / WORKBOOKS, facts)
        workspace.store.engine.dispose()
    return Lived(wanted, planned, told, portal, driver, found)


def _driven(wanted: Wanted, planned: Night, folder: Path, url: str) -> tuple[Told, Watched, Seen]:
    """Start the portal as users do, and drive it from a second process."""
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    plan, answers = folder / "night.json", folder / "answers.jsonl"
    plan.write_text(json.dumps(planned.told()), encoding="utf-8")
    command = monev("portal", "--port", str(port), "--workspace", str(folder / "workspace"))
    more = {"MONEV_WORKERS": str(wanted.workers)} | ({"MONEV_DATABASE_URL": url} if url else {})
    driver = module(
        "bench.deadline_night.driver", address, str(plan), str(folder / WORKBOOKS), str(answers)
    )
    with serving(command, f"{address}/masuk", folder / "portal", more) as portal:
        took = seen(driver, folder / "driver")
    return Told.read(answers), portal, took


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port

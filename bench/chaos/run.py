"""A regular run of a few regions in a process of its own, to be disturbed from outside.

It is what the quarterly flow does with one batch: lost lines closed, portals asked where there are
any, regions evaluated in a pool. The process loads what it needs and waits for its order, one line
on standard input, so that loading costs a fault nothing. What only this process needs is loaded in
functions: those of its pool load this file too.
"""

import itertools
import json
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from models import Quarter
from monev.lost_runs import close_lost_runs
from monev.settings import Settings
from monev.workspace import Workspace, open_workspace

QUARTER = Quarter(2024, 3)
FAR = timedelta(days=200)
IN_TIME = datetime(2024, 10, 3, 3, tzinfo=UTC)
"""When portals are asked: what they give counts for the quarter."""


@dataclass(frozen=True)
class Order:
    """What a run is to do.

    `jump` moves the clock over the end of the next quarter after so many readings; `portals` is the
    `endpoints.yaml` of portals to ask first, impatiently.
    """

    folder: str
    url: str
    codes: list[str]
    jump: int | None = None
    portals: str = ""

    def line(self) -> str:
        """Return the order as one line."""
        return json.dumps(asdict(self)) + "\n"


def jumping(after: int) -> Callable[[], datetime]:
    """Return a clock that is far ahead from its `after`-th reading on."""
    readings = itertools.count()
    return lambda: datetime.now(UTC) + (FAR if next(readings) >= after else timedelta())


def settings_of(folder: Path, url: str) -> Settings:
    """Return the settings of a workspace of this bench, whatever the environment says."""
    return Settings(workspace=folder, database_url=url, issuer=None, profile="", mode="")


def main() -> None:
    """Evaluate the regions named, print the errors, and end with 1 where there were any."""
    from monev.evaluate_batches import Assessor

    line = sys.stdin.readline()
    if not line:
        return  # nobody needs this run any more
    order = Order(**json.loads(line))
    place = open_workspace(settings_of(Path(order.folder), order.url))
    if order.jump is not None:
        place = replace(place, now=jumping(order.jump))
    close_lost_runs(place)
    print("begun", flush=True)
    if order.portals:
        _ask(place, Path(order.portals))
    with Assessor(place, len(order.codes)) as assessor:
        results = assessor.batch(order.codes, QUARTER)
    errors = [f"{one.code}: {one.error}" for one in results if one.error]
    print(json.dumps(errors), flush=True)
    sys.exit(bool(errors))


def _ask(place: Workspace, portals: Path) -> None:
    from monev.ask_portals import ask_portals
    from monev.fetch import read_endpoints

    endpoints = read_endpoints(portals)
    impatient = endpoints.policy().model_copy(update={"attempts": 2, "first_wait_seconds": 0.05})
    ask_portals(replace(place, now=lambda: IN_TIME), endpoints, QUARTER, impatient)


if __name__ == "__main__":
    main()

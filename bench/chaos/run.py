"""A regular run of a few regions in a process of its own, to be disturbed from outside.

It is what the quarterly flow does with one batch: lost lines closed, regions evaluated in a pool.
`JUMP` in the environment moves the clock over the end of the next quarter after so many readings.
"""

import itertools
import json
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flows.assess import Assessor
from models import Quarter
from monev.lost_runs import close_lost_runs
from monev.settings import Settings
from monev.workspace import open_workspace

QUARTER = Quarter(2024, 3)
JUMP = "MONEV_BENCH_JUMP"
FAR = timedelta(days=200)


def jumping(after: int) -> Callable[[], datetime]:
    """Return a clock that is far ahead from its `after`-th reading on."""
    readings = itertools.count()
    return lambda: datetime.now(UTC) + (FAR if next(readings) >= after else timedelta())


def settings_of(folder: Path, url: str) -> Settings:
    """Return the settings of a workspace of this bench, whatever the environment says."""
    return Settings(workspace=folder, database_url=url, issuer=None, profile="", mode="")


def main() -> None:
    """Evaluate the regions named, print the errors, and end with 1 where there were any."""
    folder, url, *codes = sys.argv[1:]
    place = open_workspace(settings_of(Path(folder), url))
    if JUMP in os.environ:
        place = replace(place, now=jumping(int(os.environ[JUMP])))
    close_lost_runs(place)
    print("begun", flush=True)
    with Assessor(place, len(codes)) as assessor:
        results = assessor.batch(codes, QUARTER)
    errors = [f"{one.code}: {one.error}" for one in results if one.error]
    print(json.dumps(errors), flush=True)
    sys.exit(bool(errors))


if __name__ == "__main__":
    main()

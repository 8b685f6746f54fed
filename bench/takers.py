"""One taker beside two: `python -m bench.takers [--regions N]`.

A whole installation (`monev up`) evaluates the same simulated quarter twice, on copies of one
workspace: by one run alone, and by a run that another one joins through the work pool. Each taker
works in one process. Ends with 1 only where an outcome is wrong, never because it is slow.
"""

import argparse
import shutil
import sys
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.chaos.station import Station
from bench.national.filed import differing, filed
from bench.national.whole import collect, quarters_heard
from bench.report_nation import QUARTER, settings_of
from models import BatchStage
from monev.workspace import open_workspace

LONGEST_S = 3600


@dataclass(frozen=True)
class Shared:
    """A run by so many takers: when it was asked for, when its regions' batches began and ended.

    `late_s` is how long after the first taker the last one came.
    """

    takers: int
    regions: int
    each: tuple[int, ...]
    asked_s: float
    worked_s: float
    late_s: float
    state: str

    @property
    def per_second(self) -> float:
        """Regions in a second, from the first batch taken to the last one ended."""
        return self.regions / self.worked_s


def run_by(station: Station, folder: Path, takers: int) -> Shared:
    """Evaluate the quarter in the workspace at `folder` by so many takers."""
    told = {"MONEV_TAKERS": str(takers), "MONEV_WORKERS": "1"}
    asked = datetime.now().astimezone()
    run = station.ask(folder, None, str(QUARTER), told)
    station.over(run, LONGEST_S)
    ended = datetime.now().astimezone()
    place = open_workspace(settings_of(folder), migrate=False)
    batches = [
        one
        for one in place.store.ended_batches(f"{run}.1")
        if one.stage != BatchStage.RECAPS and one.taken_at and one.ended_at
    ]
    each: dict[str, int] = {}
    came: dict[str, datetime] = {}
    for one in batches:
        each[one.worker] = each.get(one.worker, 0) + len(one.codes)
        taken = one.taken_at or asked
        came[one.worker] = min(came.get(one.worker, taken), taken)
    last = max(one.ended_at or asked for one in batches)
    return Shared(
        takers=takers,
        regions=sum(each.values()),
        each=tuple(sorted(each.values(), reverse=True)),
        asked_s=(ended - asked).total_seconds(),
        worked_s=(last - min(came.values())).total_seconds(),
        late_s=(max(came.values()) - min(came.values())).total_seconds(),
        state=station.state(run)[1],
    )


def main() -> int:
    """Print the table; return 1 where the runs differ or did not complete."""
    parser = argparse.ArgumentParser(prog="python -m bench.takers", description=__doc__)
    parser.add_argument("--regions", type=int, default=120, help="simulated governments")
    asked = parser.parse_args()
    console = Console(width=None if sys.stdout.isatty() else 132)
    with tempfile.TemporaryDirectory(prefix="monev-bench-") as name:
        folder = Path(name)
        collect(folder / "collected", folder / "inbox", asked.regions, quarters_heard(QUARTER))
        station = Station(folder)
        try:
            runs = []
            for takers in (1, 2):
                place = folder / f"by-{takers}"
                shutil.copytree(folder / "collected", place)
                runs.append(run_by(station, place, takers))
        finally:
            station.end()
        wrong = differing(
            filed(folder / "by-1", str(QUARTER)), filed(folder / "by-2", str(QUARTER))
        )
    console.print(table_of(runs))
    wrong += [f"{one.takers} takers: {one.state}" for one in runs if "Completed" not in one.state]
    for line in wrong:
        console.print(f"WRONG: {line}", markup=False)
    return 1 if wrong else 0


def table_of(runs: list[Shared]) -> Table:
    """Return the runs side by side."""
    table = Table(title="One run, and two that share its batches", title_justify="left")
    for heading in (
        "takers",
        "regions each",
        "s until the last one came",
        "s from first batch to last",
        "regions per minute",
        "x one taker",
        "s from request to end",
    ):
        table.add_column(heading, justify="right")
    for one in runs:
        table.add_row(
            str(one.takers),
            " + ".join(map(str, one.each)),
            f"{one.late_s:.0f}",
            f"{one.worked_s:.0f}",
            f"{60 * one.per_second:.1f}",
            f"{one.per_second / runs[0].per_second:.2f}",
            f"{one.asked_s:.0f}",
        )
    return table


if __name__ == "__main__":
    sys.exit(main())

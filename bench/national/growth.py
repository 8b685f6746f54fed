"""Quarter after quarter on the same workspace: does a region cost more the more is known?"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench.national.filed import megabytes
from bench.national.undrawn import SWITCH
from bench.national.whole import Ran, Tell, by_loop, collect
from models import Quarter


@dataclass(frozen=True)
class Step:
    """One quarter of a growing workspace: the run without Prefect, its parts, sizes after it."""

    quarter: Quarter
    files: int
    collect_seconds: float
    evaluated: int
    ran: Ran
    parts: dict[str, float]
    megabytes: dict[str, float]
    failed: tuple[str, ...]
    undrawn: bool = False

    @property
    def told(self) -> str:
        """The step in one line: a long row of quarters is worth reading before its end."""
        seen, sizes = self.ran.seen, self.megabytes
        return (
            f"{self.evaluated} evaluated in {self.ran.own:.1f} s"
            f"{', documents NOT drawn' if self.undrawn else ''}, "
            f"{1000 * self.processor_per_region:.0f} ms of processor per region, "
            f"parent {seen.parent_mb:.0f} MB, worker {max(seen.workers_mb, default=0):.0f} MB, "
            f"database {sizes['database']:.0f} MB, files {sizes['files']:.0f} MB, "
            f"{len(self.failed)} wrong"
        )

    @property
    def processor_per_region(self) -> float:
        """Seconds of processor per region, of all processes and with their start."""
        return self.ran.seen.cpu / self.evaluated if self.evaluated else 0.0


def quarters_from(first: Quarter, count: int) -> tuple[Quarter, ...]:
    """Return so many quarters in a row."""
    found = [first]
    while len(found) < count:
        last = found[-1]
        found.append(Quarter(last.year + last.number // 4, last.number % 4 + 1))
    return tuple(found)


def growth(
    folder: Path,
    regions: int,
    quarters: tuple[Quarter, ...],
    workers: int,
    undrawn: range,
    tell: Tell,
    after: Callable[[Step, Quarter, Path], None] = lambda _step, _quarter, _place: None,
) -> list[Step]:
    """Collect and evaluate the quarters one after the other below `folder`.

    In those that `undrawn` counts, from 1 on, a constant is filed for each document.

    Two quarters before the first are collected too, so that the first one has what the others
    have: papers of two earlier quarters. `after` is called with what came of a quarter and with the
    workspace. Raises RunError where a command fails.
    """
    place, out = folder / "growing", folder / "out"
    before = quarters[0].previous()
    tell(f"simulating and collecting {regions} governments, two quarters that are not evaluated")
    collect(place, folder / "inbox", regions, (before.previous(), before))
    steps = []
    for count, quarter in enumerate(quarters, start=1):
        bare = count in undrawn
        tell(f"{quarter}: collecting")
        came = collect(place, folder / "inbox", regions, (quarter,))
        tell(f"{quarter}: evaluating")
        ran, told = by_loop(place, out, quarter, workers, {SWITCH: "1"} if bare else None)
        failed = [f"{quarter} {one}" for one in told["failed"]]
        if told["undrawn"] != bare:
            failed.append(f"{quarter}: documents were drawn where they should not, or not drawn")
        steps.append(
            Step(
                quarter=quarter,
                files=json.loads(came.said.splitlines()[-1])["files"],
                collect_seconds=came.seconds,
                evaluated=told["evaluated"],
                ran=ran,
                parts=told["seconds"],
                megabytes=megabytes(place),
                failed=tuple(failed),
                undrawn=bare,
            )
        )
        tell(f"{quarter}: {steps[-1].told}")
        after(steps[-1], quarter, place)
    return steps

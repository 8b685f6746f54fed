"""What every way is given: batches with a name, and what is done with one of them.

A way only brings the batches in order and notes their outcome. Batches of one stage may stand
beside each other, a later stage waits for the one before: the ways say so in their own terms.
"""

import json
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from bench.pipeline import Pipeline, failed_in
from bench.report_nation import QUARTER, settings_of
from models import BatchStage
from monev.workspace import open_workspace

EMPTY = "empty"
EMPTY_BATCHES = 50


@dataclass(frozen=True)
class Batch:
    """One batch: its label, its stage and the codes in it."""

    label: str
    stage: int
    codes: tuple[str, ...]

    @property
    def key(self) -> str:
        """Its label in letters and digits alone, as some ways want it."""
        return "".join(one if one.isalnum() else "_" for one in self.label)


Work = Callable[[Batch], list[str]]
Way = Callable[[Sequence[Batch], Work, Path], list[str]]
"""Takes the batches, the work and a folder for a history; returns what failed."""


@dataclass(frozen=True)
class Body:
    """The batches of a run, the work, and what is open while it lasts."""

    batches: tuple[Batch, ...]
    work: Work
    opened: AbstractContextManager[object]


def body_of(folder: Path, what: str) -> Body:
    """Return a quarter of the workspace at `folder`, or batches in which nothing is done."""
    if what == EMPTY:
        empty = tuple(
            Batch(f"batch {number}", BatchStage.KAB_KOTA, ()) for number in range(EMPTY_BATCHES)
        )
        return Body(empty, lambda _batch: [], nullcontext())
    pipeline = Pipeline(open_workspace(settings_of(folder)), QUARTER)
    batches = tuple(Batch(one.label, int(one.stage), one.codes) for one in pipeline.shares)
    return Body(batches, lambda one: failed_in(pipeline.work(one.stage, one.codes)), pipeline)


def stages_of(batches: Sequence[Batch]) -> list[list[Batch]]:
    """Return the batches by stage, the first stage first."""
    stages = sorted({one.stage for one in batches})
    return [[one for one in batches if one.stage == stage] for stage in stages]


def carried_out(way: Way, folder: Path, what: str) -> None:
    """Run a way in this process, and print seconds, batches and what failed as JSON.

    The seconds run from the first batch's begin to the last one's end: what a way takes to start
    shows in its whole process alone.
    """
    body = body_of(folder, what)
    marks: list[float] = []

    def timed(batch: Batch) -> list[str]:
        marks.append(time.perf_counter())
        failed = body.work(batch)
        marks.append(time.perf_counter())
        return failed

    with body.opened:
        failed = way(body.batches, timed, folder)
    worked = len(marks) // 2
    if worked != len(body.batches):
        failed = [*failed, f"{worked} of {len(body.batches)} batches were worked off"]
    seconds = marks[-1] - marks[0] if marks else 0.0
    print(json.dumps({"seconds": seconds, "batches": worked, "failed": failed}))

"""What the quarterly flow does with a collected workspace, in a plain loop: no Prefect anywhere.

Called as `python -m bench.national.loop FOLDER QUARTER WORKERS`; prints what came of it and how
long each part took. It ends with 0 even where a region failed: whoever called it looks at `failed`.
"""

import json
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

from bench.national.undrawn import undraw_where_asked
from bench.pipeline import Pipeline, damaged, failed_in
from bench.report_nation import settings_of
from models import Batch, BatchStage, Quarter
from monev.batches import SharedRun
from monev.lost_runs import close_lost_runs
from monev.workspace import Workspace, open_workspace

# A spawned worker imports the main module before it takes up any work, so this reaches them too.
UNDRAWN = undraw_where_asked()

PLAN, REGIONS, RECAPS, CHECK = "plan", "regions", "recaps", "check of filed reports"
T = TypeVar("T")


@dataclass
class Told:
    """Outcome of a run, and the seconds of its parts; `undrawn` where documents are constants."""

    evaluated: int = 0
    recaps: int = 0
    failed: list[str] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)
    undrawn: bool = UNDRAWN

    def timed(self, part: str, work: Callable[[], T]) -> T:
        """Do `work` and add its time to a part."""
        began = time.perf_counter()
        result = work()
        self.seconds[part] = self.seconds.get(part, 0.0) + time.perf_counter() - began
        return result


def run(workspace: Workspace, quarter: Quarter) -> Told:
    """Evaluate a quarter as the flow does, batch after batch in one pool, recaps last."""
    told = Told()
    close_lost_runs(workspace)
    with told.timed(PLAN, lambda: Pipeline(workspace, quarter)) as pipeline:
        shared = SharedRun.laid_out(workspace, uuid4().hex, quarter, pipeline.shares)
        while batch := shared.take():
            _take(told, pipeline, shared, batch)
    told.failed += told.timed(CHECK, lambda: damaged(workspace, quarter))
    return told


def _take(told: Told, pipeline: Pipeline, shared: SharedRun, batch: Batch) -> None:
    part = RECAPS if batch.stage == BatchStage.RECAPS else REGIONS

    def worked_off() -> None:
        with shared.kept(batch):
            results = pipeline.work(batch.stage, batch.codes)
        shared.end(batch, results)
        told.failed += failed_in(results)
        done = sum(not one.error for one in results)
        if part == RECAPS:
            told.recaps += done
        else:
            told.evaluated += done

    told.timed(part, worked_off)


def main() -> None:
    """Run the quarter and print the outcome as JSON."""
    folder, quarter, workers = sys.argv[1:]
    settings = settings_of(Path(folder)).model_copy(update={"workers": int(workers)})
    print(json.dumps(asdict(run(open_workspace(settings), Quarter.parse(quarter)))))


if __name__ == "__main__":
    main()

"""A Prefect flow with one task per batch, embedded engine: `... prefect_way FOLDER full|empty`.

The engine is started, and its history written below the workspace, as in a regular run.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

from bench.orchestrators.body import Batch, Work, carried_out, stages_of


def by_prefect(batches: Sequence[Batch], work: Work, _folder: Path) -> list[str]:
    """Work the batches off as tasks of one flow."""
    from prefect import flow, task
    from prefect.cache_policies import NO_CACHE

    from flows.engine import start_engine

    start_engine()

    @task(name="batch", task_run_name="{label}", cache_policy=NO_CACHE)
    def one_batch(label: str, batch: Batch) -> list[str]:
        return work(batch)

    @flow(name="bench")
    def run() -> list[str]:
        return [
            line
            for stage in stages_of(batches)
            for batch in stage
            for line in one_batch(batch.label, batch)
        ]

    return run()


if __name__ == "__main__":
    carried_out(by_prefect, Path(sys.argv[1]), sys.argv[2])

"""A Dagster job with one op per batch, in process: `... dagster_way FOLDER full|empty`.

Batches of a stage are dynamic outputs, collected before the next stage begins. The run's events are
kept below the workspace, as Prefect keeps its history. Dagster is no dependency of Monev: it stands
in the dependency group `bench`, and bears types of its own that are not looked at here.
"""

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from bench.orchestrators.body import Batch, Work, carried_out, stages_of

QUIET = {"loggers": {"console": {"config": {"log_level": "WARNING"}}}}
"""As quiet as Prefect's engine is made."""


def is_there() -> bool:
    """Say whether Dagster is installed."""
    return find_spec("dagster") is not None


def by_dagster(batches: Sequence[Batch], work: Work, folder: Path) -> list[str]:
    """Work the batches off as ops of one job."""
    home = folder.resolve() / ".dagster"
    home.mkdir(exist_ok=True)
    (home / "dagster.yaml").write_text("telemetry:\n  enabled: false\n", encoding="utf-8")
    os.environ["DAGSTER_HOME"] = str(home)
    dagster: Any = import_module("dagster")
    failed: list[str] = []
    job = _job(dagster, stages_of(batches), work, failed)
    with dagster.DagsterInstance.get() as instance:
        done = job.execute_in_process(instance=instance, run_config=QUIET)
    return failed if done.success else [*failed, "the Dagster job did not succeed"]


def _job(dagster: Any, stages: list[list[Batch]], work: Work, failed: list[str]) -> Any:
    """Return the job; outputs stay in memory, as a task's result does with Prefect.

    Dagster reads the annotations of an op and refuses most; `Any` says nothing to it.
    """

    def outputs(stage: list[Batch]) -> Any:
        def laid_out(after: Any) -> Any:
            for batch in stage:
                yield dagster.DynamicOutput(batch, mapping_key=batch.key)

        return laid_out

    def one_batch(batch: Any) -> Any:
        failed.extend(work(batch))
        return len(failed)

    def run() -> None:
        before = begin()
        for number, stage in enumerate(stages):
            lay_out = dagster.op(
                name=f"stage_{number}", ins={"after": dagster.In()}, out=dagster.DynamicOut()
            )(outputs(stage))
            act = dagster.op(name=f"batch_of_{number}", ins={"batch": dagster.In()})(one_batch)
            before = lay_out(before).map(act).collect()

    begin = dagster.op(name="begin")(lambda: [])
    resources = {"io_manager": dagster.mem_io_manager}
    return dagster.job(
        name="bench", resource_defs=resources, executor_def=dagster.in_process_executor
    )(run)


if __name__ == "__main__":
    carried_out(by_dagster, Path(sys.argv[1]), sys.argv[2])

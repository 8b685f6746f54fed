"""The batches one after the other, and nothing else: `... loop_way FOLDER full|empty`."""

import sys
from collections.abc import Sequence
from pathlib import Path

from bench.orchestrators.body import Batch, Work, carried_out, stages_of


def in_a_loop(batches: Sequence[Batch], work: Work, _folder: Path) -> list[str]:
    """Work the batches off in order."""
    return [line for stage in stages_of(batches) for batch in stage for line in work(batch)]


if __name__ == "__main__":
    carried_out(in_a_loop, Path(sys.argv[1]), sys.argv[2])

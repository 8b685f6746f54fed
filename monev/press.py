"""A process beside this one that lays out documents while this one judges and writes.

For one command that somebody waits for. It begins before anything large is loaded, so that the
layout engine is loaded on another core meanwhile. What is laid out, and the batches of many
regions, are for others.
"""

import multiprocessing
import os
import sys
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from types import TracebackType
from typing import TYPE_CHECKING, Self

from monev.with_parent import end_with_parent

if TYPE_CHECKING:
    from monev.reports.forms import Layout, Made


class Press:
    """Lays out one PDF after the other; as a context it ends with its command.

    Where a process cannot be forked cheaply, or there is no second core, nothing is started and
    everything is laid out here. The bytes are the same either way.
    """

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None
        if sys.platform == "linux" and len(os.sched_getaffinity(0)) > 1:
            fork = multiprocessing.get_context("fork")
            self._pool = ProcessPoolExecutor(1, mp_context=fork, initializer=end_with_parent)
            self._pool.submit(_warm_up)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)

    def begin(self, layout: "Layout") -> "Callable[[], Made]":
        """Begin with a document and return what waits for it; that raises what `made` raises."""
        from monev.reports.forms import made

        if self._pool is None:
            return lambda: made(layout)
        try:
            job = self._pool.submit(made, layout)
        except BrokenProcessPool:
            return lambda: made(layout)
        return lambda: _finished(job, layout)


def _finished(job: "Future[Made]", layout: "Layout") -> "Made":
    """Return what came of it; where the other process was killed, it is laid out here."""
    try:
        return job.result()
    except BrokenProcessPool:
        from monev.reports.forms import made

        return made(layout)


def _warm_up() -> None:
    from monev.reports.pdf import render

    render.warm_up()

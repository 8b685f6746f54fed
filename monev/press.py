"""Processes beside this one that lay out documents while this one judges and writes.

For one command that somebody waits for: the layout engine is loaded on another core from the start
on, and several documents are laid out at once. What is laid out, and the batches of many regions,
are for others.
"""

import multiprocessing
import os
import sys
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from multiprocessing import forkserver
from threading import Thread
from types import TracebackType
from typing import TYPE_CHECKING, Self

from monev.with_parent import end_with_parent

if TYPE_CHECKING:
    from monev.reports.pdf.layout import Layout, Made

PRELOADED = ["monev.reports.pdf.ready"]
AT_ONCE = 2
"""Documents laid out at the same time; a re-run makes two PDFs."""
GONE = (BrokenProcessPool, EOFError, OSError)
"""What says that no other process can be had, or that it has ended."""


class Press:
    """Lays out PDFs; as a context it ends with its command.

    Workers are forked from a server that has the engine loaded. Where there is no second core, or
    no such server can be had, everything is laid out here. The bytes are the same either way.
    """

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None
        self._first: Thread | None = None
        # Elsewhere than on Linux, forking a process that has loaded system libraries is not safe.
        if sys.platform != "linux" or cores() < AT_ONCE:
            return
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(PRELOADED)
        try:
            forkserver.ensure_running()
        except OSError:
            return
        self._pool = ProcessPoolExecutor(AT_ONCE, context, initializer=_warm_up)
        # Waits until the engine is loaded, then has the first worker ready before any document is.
        self._first = Thread(target=_begin_first, args=(self._pool,), daemon=True)
        self._first.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        # A pool whose first worker still waits for the engine could not be shut down before it has
        # it; without documents nothing hangs on it, and its server ends with this process.
        waiting = self._first is not None and self._first.is_alive()
        if self._pool is not None and not waiting:
            self._pool.shutdown(wait=False, cancel_futures=True)

    def begin(self, layout: "Layout") -> "Callable[[], Made]":
        """Begin with a document and return what waits for it; that raises what `made` raises."""
        from monev.reports.pdf.layout import made

        if self._pool is None:
            return lambda: made(layout)
        try:
            job = self._pool.submit(made, layout)
        except GONE:
            return lambda: made(layout)
        return lambda: _finished(job, layout)


def _finished(job: "Future[Made]", layout: "Layout") -> "Made":
    """Return what came of it; where the other process was killed, it is laid out here."""
    try:
        return job.result()
    except BrokenProcessPool:
        from monev.reports.pdf.layout import made

        return made(layout)


def _begin_first(pool: ProcessPoolExecutor) -> None:
    with suppress(*GONE):  # `begin` meets the same, and then does without
        pool.submit(os.getpid)


def _warm_up() -> None:
    from monev.reports.pdf import render

    end_with_parent()
    render.warm_up()


def cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1

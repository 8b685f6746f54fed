"""Processes beside this one that lay out documents while this one judges and writes.

For one command that somebody waits for: the layout engine is loaded on another core from the start
on, and several documents are laid out at once. What is laid out, and the batches of many regions,
are for others.
"""

import multiprocessing
import os
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import forkserver
from threading import Thread
from types import TracebackType
from typing import TYPE_CHECKING, Self

from monev.with_parent import end_with_parent

if TYPE_CHECKING:
    from monev.reports.pdf.layout import Layout, Made

METHOD = "forkserver"
PRELOADED = ["__main__", "monev.reports.pdf.ready"]
AT_ONCE = 2
"""Documents laid out at the same time; a re-run makes two PDFs."""


class Press:
    """Lays out PDFs; as a context it ends with its command.

    Where processes cannot be forked from a warm one, or there is no second core, nothing is started
    and everything is laid out here. The bytes are the same either way.
    """

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None
        self._first: Thread | None = None
        if METHOD not in multiprocessing.get_all_start_methods() or _cores() < AT_ONCE:
            return
        context = multiprocessing.get_context(METHOD)
        context.set_forkserver_preload(PRELOADED)
        forkserver.ensure_running()
        self._pool = ProcessPoolExecutor(AT_ONCE, context, initializer=end_with_parent)
        # Waits until the engine is loaded, then has the first worker ready before any document is.
        self._first = Thread(target=self._pool.submit, args=(os.getpid,), daemon=True)
        self._first.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        begun = self._first is not None and not self._first.is_alive()
        if self._pool is not None and begun:  # else nobody waits for a command that came to nothing
            self._pool.shutdown(wait=False, cancel_futures=True)

    def begin(self, layout: "Layout") -> "Callable[[], Made]":
        """Begin with a document and return what waits for it; that raises what `made` raises."""
        from monev.reports.pdf.layout import made

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
        from monev.reports.pdf.layout import made

        return made(layout)


def _cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1

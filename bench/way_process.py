"""One way of making a PDF in a process of its own, so that no way leaves the other its warmth."""

import multiprocessing
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from bench.pages import Page, Way
from bench.processor import Spent, spent


@dataclass(frozen=True)
class Sample:
    """One report made one way: what it took, by parts where they are known, and the file."""

    page: str
    took: Spent
    path: Path
    parts: dict[str, float] = field(default_factory=dict)


class WayProcess:
    """A process that holds one warm way. Files are written below `out`, outside the clock."""

    def __init__(self, name: str, maker: Callable[[], Way], out: Path) -> None:
        self.name = name
        self.samples: list[Sample] = []
        self._out = out
        out.mkdir(parents=True)
        context = multiprocessing.get_context("spawn")
        self._pool = ProcessPoolExecutor(1, context, initializer=_open, initargs=(maker,))

    def warm(self, page: Page) -> str:
        """Make one report that does not count; returns what the way tells of itself."""
        return self._pool.submit(_warm, page).result()

    def make(self, page: Page) -> None:
        """Make one report and keep its sample."""
        self.samples.append(self._pool.submit(_make, page, self._out).result())

    def close(self) -> None:
        """Let the process go with all it opened."""
        self._pool.submit(_close).result()
        self._pool.shutdown()


_way: list[Way] = []
"""The way that a process holds."""


def _open(maker: Callable[[], Way]) -> None:
    _way[:] = [maker()]


def _warm(page: Page) -> str:
    _way[0].make(page)
    return _way[0].told


def _make(page: Page, out: Path) -> Sample:
    made: list[bytes] = []
    took = spent(lambda: made.append(_way[0].make(page)))
    path = out / f"{page.name}.pdf"
    path.write_bytes(made[0])
    return Sample(page.name, took, path, dict(_way[0].parts))


def _close() -> None:
    _way[0].close()

"""Who wants to hear how a run in this process gets on. Parameters of a flow must be plain values,
so a listener is not handed through them; a run on a worker has none, and shows in Prefect's pages.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from monev.evaluate_many import RegionResult


class Listener(Protocol):
    """Hears first how many regions there are, then of each one that is done."""

    def planned(self, regions: int) -> None:
        """So many regions will be evaluated."""

    def finished(self, result: RegionResult) -> None:
        """One region is done, or has failed."""


_listeners: list[Listener] = []


@contextmanager
def heard_by(listener: Listener) -> Iterator[None]:
    """Let `listener` hear of the runs inside the block."""
    _listeners.append(listener)
    try:
        yield
    finally:
        _listeners.remove(listener)


def tell_planned(regions: int) -> None:
    """Tell every listener how many regions there are."""
    for listener in _listeners:
        listener.planned(regions)


def tell_finished(result: RegionResult) -> None:
    """Tell every listener of one region."""
    for listener in _listeners:
        listener.finished(result)

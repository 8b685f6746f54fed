"""How a station is told to end: Ctrl-C, SIGTERM, or the terminal that is closed."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class Bell:
    """Counts how often the station was asked: once to end, twice to end at once."""

    def __init__(self) -> None:
        self.rung = 0

    def ring(self, _signal: int, _frame: FrameType | None) -> None:
        """Be a signal handler."""
        self.rung += 1

    def hurry(self) -> bool:
        """Whether it was rung again."""
        return self.rung > 1


@contextmanager
def hung_bell() -> Iterator[Bell]:
    """Hear the signals inside the block; one that is ignored (`nohup`) stays so."""
    bell = Bell()
    kept = {}
    for one in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(one) is not signal.SIG_IGN:
            kept[one] = signal.signal(one, bell.ring)
    try:
        yield bell
    finally:
        for one, handler in kept.items():
            signal.signal(one, handler)

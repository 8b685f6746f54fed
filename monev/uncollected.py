"""A pause for Python's garbage collector, round work whose values are let go by themselves.

What nobody names any more dies at once, as ever; the collector only looks for values that hold each
other. To look at all that lives costs more the more a region has behind it.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

_lock = Lock()
_pauses: list[bool] = []
"""One entry per pause that lasts: whether the collector ran when it began. The first decides."""


@contextmanager
def uncollected() -> Iterator[None]:
    """Pause the collector of this process until the last of the pauses that overlap has ended.

    What the work made should be let go before the pause ends: a collector that still sees it alive
    keeps it for a later and longer look.
    """
    with _lock:
        _pauses.append(gc.isenabled())
        gc.disable()
    try:
        yield
    finally:
        with _lock:
            collecting = _pauses.pop()
            if collecting and not _pauses:
                gc.enable()

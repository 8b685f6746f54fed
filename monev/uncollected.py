"""A pause for Python's collector of circles: work that grows without leaving rubbish does it once.

What the work makes dies with its last name, as ever; the collector only looks for values that hold
each other. Looking at everything that lives costs more the more a region has behind it.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Pause the collector, where it was running.

    What the work made should be let go before the pause ends: a collector that still sees it alive
    keeps it for a later and longer look.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()

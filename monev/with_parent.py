"""A child process that ends when the one that began it is gone, however that ended.

The queue of a pool never closes for its workers: each holds an end of it open for the others, and
so they would wait for ever for a parent that was killed.
"""

import os
import threading
from multiprocessing import connection, parent_process

GONE = 1
"""Exit code of a process that ended with its parent."""


def end_with_parent() -> None:
    """Watch the parent from now on, and end at once when it is gone; nothing in a first process."""
    parent = parent_process()
    if parent is not None:
        watch = threading.Thread(target=_watched, args=(parent.sentinel,), daemon=True)
        watch.start()


def _watched(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(GONE)

"""Which process a line of the ledger belongs to, and whether that process is still there.

A name holds host, process and the moment the process began, so that a number the machine gives
out again is nobody's old work. Of processes on other hosts nothing can be said here.
"""

import os
import socket
from functools import cache
from pathlib import Path

PROC = Path("/proc")


def this_worker() -> str:
    """Return the name of this process: `HOST:PID:BEGUN`."""
    return _named(os.getpid())


@cache
def _named(pid: int) -> str:
    return f"{socket.gethostname()}:{pid}:{_begun(pid) or ''}"


def is_gone(worker: str) -> bool:
    """Say whether a process of this host has ended; false where that cannot be told."""
    host, number, begun = (["", "", *worker.rsplit(":", 2)])[-3:]
    if host != socket.gethostname() or not number.isdecimal():
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return bool(begun) and _begun(int(number)) not in (begun, None)


def _begun(pid: int) -> str | None:
    """Return when a process began, in ticks since the machine did; null where nobody tells."""
    try:
        told = (PROC / str(pid) / "stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return None
    return told.rpartition(")")[2].split()[19]

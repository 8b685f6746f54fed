"""Processes of a station that outlived it, found by a mark in their environment.

A flow run is started by the worker in a group of its own: no signal to the worker's group reaches
it. Only systems with /proc can be searched; elsewhere nothing is found.
"""

import os
import signal
import time
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

MARK = "MONEV_STATION"
"""The variable that every child carries; its value is the workspace."""


class Leftover(NamedTuple):
    """A process, and what it was started as."""

    pid: int
    command: str


def leftovers(workspace: Path) -> list[Leftover]:
    """Return the processes that carry the mark of this workspace, but for the one that asks."""
    sign = f"{MARK}={workspace}".encode()
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # another user's, or gone meanwhile
            if sign in (entry / "environ").read_bytes().split(b"\0"):
                words = (entry / "cmdline").read_bytes().split(b"\0")
                found.append(Leftover(int(entry.name), b" ".join(words).decode(errors="replace")))
    return sorted(one for one in found if one.pid != os.getpid())


def end_leftovers(
    workspace: Path, patience_s: float, but: Collection[int | None] = ()
) -> list[Leftover]:
    """Ask them to end, kill what stays longer than `patience_s`; return those found.

    Processes in `but` are left alone.
    """

    def left() -> list[Leftover]:
        return [one for one in leftovers(workspace) if one.pid not in but]

    found = left()
    _send(found, signal.SIGTERM)
    limit = time.monotonic() + patience_s
    while left() and time.monotonic() < limit:
        time.sleep(0.1)
    _send(left(), signal.SIGKILL)
    return found


def _send(processes: list[Leftover], what: signal.Signals) -> None:
    for one in processes:
        with suppress(ProcessLookupError):
            os.kill(one.pid, what)

"""Faults: each disturbs a run that has begun and leaves the world as a machine would after it."""

import os
import random
import signal
import time
from collections.abc import Callable
from pathlib import Path

from bench.chaos.runs import Begun

Fault = Callable[[Begun, random.Random], None]
PROC = Path("/proc")
SOON_SECONDS = 0.05
LONGEST_SECONDS = 9.0
"""Moments are drawn from the time an undisturbed run takes, the start of its pool included."""


def moment(chance: random.Random) -> None:
    """Wait for a moment of the run."""
    time.sleep(chance.uniform(0.0, LONGEST_SECONDS))


def kill_all(run: Begun, chance: random.Random) -> None:
    """Kill the process and its pool at once, as a power cut does."""
    moment(chance)
    for pid in [run.pid, *below(run.pid)]:
        _kill(pid)


def kill_process(run: Begun, chance: random.Random) -> None:
    """Kill the process alone; its pool has to notice."""
    moment(chance)
    _kill(run.pid)


def kill_child(run: Begun, chance: random.Random) -> None:
    """Kill one process of the pool; the run has to go on."""
    moment(chance)
    while not (children := below(run.pid)) and run.poll() is None:
        time.sleep(SOON_SECONDS)
    if children:
        _kill(chance.choice(children))


def below(pid: int) -> list[int]:
    """Return the processes begun by a process, and by those."""
    found, waiting = [], [pid]
    while waiting:
        parent = waiting.pop()
        for task in (PROC / str(parent) / "task").glob("*/children"):
            try:
                children = [int(one) for one in task.read_text().split()]
            except OSError:
                continue  # it ended while we looked
            found += children
            waiting += children
    return found


def alive(pid: int) -> bool:
    """Say whether a process is still at work; one that only waits to be buried is not."""
    try:
        return (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def _kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return  # it had ended by itself

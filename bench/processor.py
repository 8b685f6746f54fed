"""Wall and processor time of a piece of work, child processes such as a browser included.

Processor time of other processes is read from /proc in steps of 10 ms; where there is none, only
this process is counted.
"""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")
TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Spent:
    """Seconds on the clock, and seconds of processor of all processes that took part."""

    wall: float
    cpu: float

    def __add__(self, other: "Spent") -> "Spent":
        return Spent(self.wall + other.wall, self.cpu + other.cpu)


NOTHING = Spent(0.0, 0.0)


def spent(work: Callable[[], object]) -> Spent:
    """Do `work` and return what it took here and in processes begun by this one."""
    below = cpu_below(os.getpid())
    cpu, wall = time.process_time(), time.perf_counter()
    work()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    return Spent(wall, cpu + cpu_below(os.getpid()) - below)


def cpu_below(pid: int) -> float:
    """Return the seconds of processor that the descendants of a process have taken so far."""
    found = _processes()
    ticks, waiting = found[pid].ended if pid in found else 0, [pid]
    while waiting:
        parent = waiting.pop()
        for child, one in found.items():
            if one.parent == parent:
                ticks += one.own + one.ended
                waiting.append(child)
    return ticks / TICKS_PER_SECOND


@dataclass(frozen=True)
class _Process:
    """A process: ticks of its own, and of its children that have ended."""

    parent: int
    own: int
    ended: int


def _processes() -> dict[int, _Process]:
    found = {}
    for folder in PROC.glob("[0-9]*"):
        try:
            told = (folder / "stat").read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue  # it ended while we looked
        user, system, ended_user, ended_system = (int(one) for one in told[11:15])
        found[int(folder.name)] = _Process(int(told[1]), user + system, ended_user + ended_system)
    return found

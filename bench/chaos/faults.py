"""Faults: each disturbs a run that has begun and leaves the world as a machine would after it."""

import os
import random
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from bench.chaos.run import JUMP

Begun = subprocess.Popen[str]
Fault = Callable[[Begun, random.Random], None]
PROC = Path("/proc")
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
    children = below(run.pid)
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


def jumped(chance: random.Random) -> dict[str, str]:
    """Return the environment of a run whose clock jumps over the next quarter's end."""
    return {JUMP: str(chance.randrange(1, 12))}


class SmallDisk:
    """A file system of a few megabytes in memory; needs the right to mount."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def mount(self, kibibytes: int) -> None:
        """Make it, with so little room."""
        self._folder.mkdir(parents=True)
        subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={kibibytes}k", "tmpfs", str(self._folder)],
            check=True,
        )

    def grow(self, mebibytes: int) -> None:
        """Give it room, as an operator does who clears the disk."""
        option = f"remount,size={mebibytes}m"
        subprocess.run(["mount", "-o", option, str(self._folder)], check=True)

    def unmount(self) -> None:
        """Let it go with all that is on it."""
        subprocess.run(["umount", str(self._folder)], check=True)

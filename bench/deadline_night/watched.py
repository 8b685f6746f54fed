"""A server in a process of its own, watched while it runs: memory, processor and how busy it was.

Read from /proc, as `bench.outside` does for commands that end by themselves. What it is asked
meanwhile is the business of the driver.
"""

import contextlib
import os
import signal
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from bench.outside import KIB_PER_MB, PROC, RunError, descendants, environment

EVERY_SECONDS = 0.25
STARTS_WITHIN_SECONDS = 60
ENDS_WITHIN_SECONDS = 30
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Watched:
    """What a server took. Memory in MB (10^6 bytes) of resident pages, processor in seconds.

    `parent_mb` is its own peak, `children_mb` that of the children together at one moment,
    `together_mb` of all at one moment; pages they share are counted each time. `busiest` is the
    largest share of one processor that all of them took within ten seconds. `said` is its log.
    """

    parent_mb: float = 0.0
    children_mb: float = 0.0
    together_mb: float = 0.0
    most_children: int = 0
    parent_cpu: float = 0.0
    children_cpu: float = 0.0
    busiest: float = 0.0
    said: str = ""
    ended: bool = False
    _cpu: dict[int, float] = field(default_factory=dict)
    _seen: list[tuple[float, float]] = field(default_factory=list)

    def look(self, pid: int) -> None:
        """Take the marks as they stand now."""
        own, below = _memory(pid, "VmRSS"), descendants(pid)
        children = sum(_memory(one, "VmRSS") for one in below)
        self.parent_mb = max(self.parent_mb, own, _memory(pid, "VmHWM"))
        self.children_mb = max(self.children_mb, children)
        self.together_mb = max(self.together_mb, own + children, self.parent_mb)
        self.most_children = max(self.most_children, len(below))
        for one in (pid, *below):
            self._cpu[one] = max(self._cpu.get(one, 0.0), _processor(one))
        self.parent_cpu = self._cpu[pid]
        self.children_cpu = sum(self._cpu.values()) - self.parent_cpu
        self._note_pace(time.monotonic(), self.parent_cpu + self.children_cpu)

    def _note_pace(self, now: float, cpu: float) -> None:
        self._seen = [*(one for one in self._seen if now - one[0] <= 10), (now, cpu)]
        first, before = self._seen[0]
        if now - first > 5:
            self.busiest = max(self.busiest, (cpu - before) / (now - first))


@contextlib.contextmanager
def serving(
    command: Sequence[str], address: str, folder: Path, more: Mapping[str, str]
) -> Iterator[Watched]:
    """Run a server until the block ends and watch it meanwhile.

    Raises RunError where it does not answer within a minute; `ended` says afterwards that it broke
    down by itself.
    """
    folder.mkdir(parents=True, exist_ok=True)
    log = folder / "server.log"
    watched, over = Watched(), threading.Event()
    with log.open("w") as out:
        process = subprocess.Popen(
            command, cwd=folder, env=environment(folder, more), stdout=out, stderr=out
        )
        watch = threading.Thread(target=_watch, args=(watched, process.pid, over), daemon=True)
        try:
            _wait_for(address, process, log)
            watch.start()
            yield watched
            watched.ended = process.poll() is not None
        finally:
            over.set()
            _end(process)
    watch.join()
    watched.said = log.read_text(encoding="utf-8", errors="replace")


def _wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + STARTS_WITHIN_SECONDS
    while time.monotonic() < until and process.poll() is None:
        with contextlib.suppress(httpx.HTTPError):
            httpx.get(address, timeout=5)
            return
        time.sleep(0.2)
    raise RunError(f"{address} does not answer: {log.read_text(errors='replace')[-2000:]}")


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGINT)
    try:
        process.wait(ENDS_WITHIN_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _watch(watched: Watched, pid: int, over: threading.Event) -> None:
    while not over.wait(EVERY_SECONDS):
        watched.look(pid)


def _memory(pid: int, mark: str) -> float:
    for line in _read(PROC / str(pid) / "status").splitlines():
        if line.startswith(f"{mark}:"):
            return int(line.split()[1]) / KIB_PER_MB
    return 0.0


def _processor(pid: int) -> float:
    told = _read(PROC / str(pid) / "stat").rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / TICKS if told else 0.0


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except (FileNotFoundError, ProcessLookupError, PermissionError):
        return ""  # it ended while we looked

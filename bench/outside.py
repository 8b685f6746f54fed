"""A command in a process of its own, seen from outside: time, processor time and memory.

The environment has no say: no setting of ours, of Prefect or of Dagster is handed on, and no `.env`
lies in the folder it runs in. Memory is read from /proc; where there is none, it is told as 0.
"""

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

PROC = Path("/proc")
ROOT = Path(__file__).resolve().parent.parent
FOREIGN = ("MONEV_", "PREFECT_", "DAGSTER_", "PYTHON")
EVERY_SECONDS = 0.1
KIB_PER_MB = 1000 / 1.024
WORKER, FORKED, ENGINE, OTHER = "worker", "forked", "engine", "other"
_MARKS = (
    ("multiprocessing.spawn", WORKER),
    ("multiprocessing.forkserver", FORKED),
    ("prefect", ENGINE),
    ("uvicorn", ENGINE),
)
TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")


class RunError(Exception):
    """A command ended with another code than 0; says which and what it wrote last."""


@dataclass(frozen=True)
class Seen:
    """What a command took. Peaks are in MB (10^6 bytes) of resident memory.

    `seconds` run from its start to its end. `cpu` counts the children it waited for, and those of a
    server of forks as they were last seen, each a tenth of a second short at most. `parent_mb` is
    its own peak, `workers_mb` that of each process of a pool and of a server of forks, `engine_mb`
    that of the largest other child; `together_mb` is the largest sum at one moment, pages they
    share counted each time.
    """

    seconds: float
    cpu: float
    said: str
    parent_mb: float = 0.0
    workers_mb: tuple[float, ...] = ()
    engine_mb: float = 0.0
    together_mb: float = 0.0


@dataclass
class _Peaks:
    """The high water of every process below one, as last seen, and of all of them together."""

    parent: float = 0.0
    below: dict[int, tuple[str, float]] = field(default_factory=dict)
    forked: dict[int, float] = field(default_factory=dict)
    together: float = 0.0

    def look(self, pid: int) -> None:
        """Take the marks as they stand now."""
        self.parent = max(self.parent, _memory(pid, "VmHWM"))
        now = _memory(pid, "VmRSS")
        for child in descendants(pid):
            now += _memory(child, "VmRSS")
            kind, peak = self.below.get(child, (OTHER, 0.0))
            # A process that has just ended has no command any more, and no memory.
            kind = _kind(child) or kind
            self.below[child] = (kind, max(peak, _memory(child, "VmHWM")))
            if kind == FORKED:
                self.forked[child] = max(self.forked.get(child, 0.0), _processor(child))
        self.together = max(self.together, now)

    def of(self, *kinds: str) -> tuple[float, ...]:
        """Return the peaks of the children of these kinds, the largest first."""
        return tuple(
            sorted((mb for kind, mb in self.below.values() if kind in kinds), reverse=True)
        )


def seen(command: Sequence[str], folder: Path, more: Mapping[str, str] | None = None) -> Seen:
    """Run a command below `folder` and return what it took and wrote.

    Raises RunError where it ends with another code than 0.
    """
    folder.mkdir(parents=True, exist_ok=True)
    peaks, ended = _Peaks(), threading.Event()
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        began = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env=environment(folder, more), stdout=out, stderr=err
        )
        watch = threading.Thread(target=_watch, args=(peaks, process.pid, ended), daemon=True)
        watch.start()
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        ended.set()
        watch.join()
        out.seek(0)
        err.seek(0)
        said, complained = out.read(), err.read()
    if process.returncode != 0:
        told = f"{said[-2000:]}\n{complained[-4000:]}".strip()
        raise RunError(f"{' '.join(command[:6])} ended with {process.returncode}: {told}")
    return Seen(
        seconds=seconds,
        cpu=used.ru_utime + used.ru_stime + sum(peaks.forked.values()),
        said=said,
        parent_mb=peaks.parent,
        workers_mb=peaks.of(WORKER, FORKED),
        engine_mb=max(peaks.of(ENGINE, OTHER), default=0.0),
        together_mb=peaks.together,
    )


def module(name: str, *arguments: str) -> list[str]:
    """Return the command that runs a module of ours with this Python."""
    return [sys.executable, "-m", name, *arguments]


def monev(*arguments: str) -> list[str]:
    """Return the command a user calls."""
    return [str(Path(sys.executable).with_name("monev")), *arguments]


def environment(folder: Path, more: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the environment of a run: a home of its own, but the caches of fonts of this one."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(FOREIGN)}
    home = folder / "home"
    home.mkdir(parents=True, exist_ok=True)
    kept.setdefault("XDG_CACHE_HOME", str(Path.home() / ".cache"))
    return {**kept, "HOME": str(home), "PYTHONPATH": str(ROOT), **(more or {})}


def descendants(pid: int) -> list[int]:
    """Return the processes below one, as far as they are still there."""
    parents: dict[int, list[int]] = {}
    for place in PROC.glob("[0-9]*"):
        told = _read(place / "stat").rpartition(")")[2].split()
        if told:
            parents.setdefault(int(told[1]), []).append(int(place.name))
    found, waiting = [], [pid]
    while waiting:
        below = parents.get(waiting.pop(), [])
        found += below
        waiting += below
    return found


def _watch(peaks: _Peaks, pid: int, ended: threading.Event) -> None:
    peaks.look(pid)
    while not ended.wait(EVERY_SECONDS):
        peaks.look(pid)


def _memory(pid: int, mark: str) -> float:
    for line in _read(PROC / str(pid) / "status").splitlines():
        if line.startswith(f"{mark}:"):
            return int(line.split()[1]) / KIB_PER_MB
    return 0.0


def _processor(pid: int) -> float:
    """Return the seconds of processor that a process has taken so far by itself."""
    told = _read(PROC / str(pid) / "stat").rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / TICKS_PER_SECOND if told else 0.0


def _kind(pid: int) -> str:
    command = _read(PROC / str(pid) / "cmdline")
    return next((kind for mark, kind in _MARKS if mark in command), OTHER if command else "")


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except (FileNotFoundError, ProcessLookupError, PermissionError):
        return ""  # it ended while we looked

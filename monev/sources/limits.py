"""What a child process does to itself: it reads one file within limits of memory and time.

The parent's side, and the words for a child that died, are in `confined`. Limits are set with
POSIX `setrlimit`; the size of an address space is known on Linux only and not limited elsewhere.
"""

import os
import pickle
import resource
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from traceback import format_exception
from typing import Any

from monev.arrival import Arrival
from monev.errors import MonevError, SourceError
from monev.sources import read_file
from monev.sources.reading import Reading, Resolve
from monev.sources.redaction import Redacted, redacted

OUT_OF_MEMORY = 77
"""Exit code of a child that ran out of memory; it is not used again, its heap is in pieces."""
PARENT_IS_GONE_SECONDS = 5
"""How long after the limit of wall time a child ends itself, should nobody have done it."""
_STDERR = 2
_STATM = Path("/proc/self/statm")


@dataclass(frozen=True)
class Limits:
    """What reading one file may take, beyond what an idle child has taken already."""

    memory_bytes: int
    cpu_seconds: int
    wall_seconds: int


@dataclass(frozen=True)
class Answer:
    """What came of the work: a value, or an error with the child's traceback as text.

    `panic` tells of a library that gave up, which is no error of Python's.
    """

    value: Any = None
    error: Exception | None = None
    trace: str = ""
    panic: str = ""


_resolver: list[Resolve] = []
"""The resolver of this child."""


def prepare(resolve: Resolve) -> None:
    """Make a fresh child ready: it keeps `resolve`, leaves no core file, and ends when told to."""
    _resolver[:] = [resolve]
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGTERM, signal.SIG_DFL)


def read_here(content: bytes, arrival: Arrival) -> Reading:
    """Read a file with the resolver of this child; raises SourceError."""
    return read_file(content, arrival, _resolver[0])


def clean_and_read_here(content: bytes, arrival: Arrival) -> tuple[Redacted, Reading | SourceError]:
    """Take personal data out of a file and read what is left, in one visit to this child.

    Untouched bytes do not travel back: `content` of the redaction is then empty. Raises
    SourceError for a file that cannot be looked into; one that can, but not read, is returned.
    """
    clean = redacted(content, arrival.name)
    outcome: Reading | SourceError
    try:
        outcome = read_here(clean.content, arrival)
    except SourceError as error:
        error.__cause__ = error.__context__ = None
        outcome = error
    return (clean if clean.changed else Redacted(b"")), outcome


def within(limits: Limits, function: Callable[..., Any], arguments: tuple[Any, ...]) -> bytes:
    """Call a function within limits and return the pickled `Answer`.

    Ends the process where memory runs out; the system ends it where time does.
    """
    try:
        with _quiet():
            _set(limits)
            return _answered(function, arguments)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    finally:
        _lift()


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep the libraries' own cries off the screen: what matters of them is in the answer."""
    screen, nowhere = os.dup(_STDERR), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, _STDERR)
        yield
    finally:
        os.dup2(screen, _STDERR)
        os.close(screen)
        os.close(nowhere)


def _answered(function: Callable[..., Any], arguments: tuple[Any, ...]) -> bytes:
    try:
        answer = Answer(function(*arguments))
        return pickle.dumps(answer, pickle.HIGHEST_PROTOCOL)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # a panic of python-calamine is no Exception
        if _ran_out(error):
            raise MemoryError from error
        return pickle.dumps(_told(error), pickle.HIGHEST_PROTOCOL)


def _told(error: BaseException) -> Answer:
    """Keep an error of ours as it is, any other by name: its class may not exist elsewhere."""
    trace, words = "".join(format_exception(error)), f"{type(error).__name__}: {error}"
    if not isinstance(error, Exception):
        return Answer(panic=words[:200])
    if not isinstance(error, MonevError):
        error = RuntimeError(words)
    error.__cause__ = error.__context__ = None
    return Answer(error=error, trace=trace)


def _ran_out(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, MemoryError):
            return True
        error = error.__cause__ or error.__context__
    return False


def _set(limits: Limits) -> None:
    """Count from what this child has used: it serves many files."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = ceil(used.ru_utime + used.ru_stime) + limits.cpu_seconds
    _soft(resource.RLIMIT_CPU, seconds)
    if _STATM.exists():
        pages = int(_STATM.read_text(encoding="ascii").split()[0])
        _soft(resource.RLIMIT_AS, pages * resource.getpagesize() + limits.memory_bytes)
    signal.setitimer(signal.ITIMER_REAL, limits.wall_seconds + PARENT_IS_GONE_SECONDS)


def _lift() -> None:
    signal.setitimer(signal.ITIMER_REAL, 0)
    for kind in (resource.RLIMIT_AS, resource.RLIMIT_CPU):
        _soft(kind, resource.RLIM_INFINITY)


def _soft(kind: int, wanted: int) -> None:
    """Set the soft limit, never above the hard one that the system gave."""
    hard = resource.getrlimit(kind)[1]
    if hard != resource.RLIM_INFINITY and (wanted == resource.RLIM_INFINITY or wanted > hard):
        wanted = hard
    resource.setrlimit(kind, (wanted, hard))

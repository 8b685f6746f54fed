"""Files read in a child process, so that no file can take the machine or the whole run with it.

Limits of memory, computing and time hold per file; they guard against bombs and against faults of
the reading libraries. They are no jail: the child may still open files and sockets. What the
child does is in `limits`; nothing is understood or stored here.
"""

import multiprocessing
import pickle
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError, Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing.context import BaseContext
from threading import Lock
from typing import Any, Self, cast

from pebble import ProcessExpired, ProcessPool

from monev.arrival import Arrival
from monev.errors import CatalogueError, EnvironmentFault, MonevError, SourceError
from monev.sources.limits import OUT_OF_MEMORY, Answer, Limits, prepare, read_here, within
from monev.sources.reading import Reading, Resolve

GIBIBYTE = 1 << 30
FILES_PER_CHILD = 250
"""Then a fresh child takes over: the libraries do not give all memory back."""
MAX_AHEAD_BYTES = 64_000_000
"""Files handed out before their turn, in bytes; a single larger file goes alone."""
_ANEW = "a file that opens in a spreadsheet program; open it, save it anew and send that"
_SMALLER = "a smaller file; split it"


@dataclass(frozen=True)
class _Job:
    """Work that was handed to a pool of children."""

    name: str
    size: int
    function: Callable[..., Any]
    arguments: tuple[Any, ...]
    pool: ProcessPool
    future: Future[bytes]


def _nursery() -> BaseContext:
    """Return where children come from: a server that has loaded the readers once and forks.

    A replaced child is there in a tenth of a second, where a spawned one imports for two. The
    server has no threads and dies with this process. It is one for all of a process: where another
    part has begun it, each child loads the readers.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["monev.sources.limits"])
    return context


class ReadingRoom:
    """A warm child process, or several, in which files are read; to be used with `with`.

    `resolve` must be picklable; every child gets it once. `memory_bytes` is what reading may take
    beyond what a fresh child needs, `cpu_seconds` the computing and `wall_seconds` the time that
    one file may take. The children start with the first file, serve many, and are replaced when
    they die. Usable from threads and from a worker of another pool; a child whose parent has
    died ends with the file in its hands.
    """

    def __init__(
        self,
        resolve: Resolve,
        *,
        memory_bytes: int = GIBIBYTE,
        cpu_seconds: int = 60,
        wall_seconds: int = 90,
        workers: int = 1,
    ) -> None:
        self._resolve = resolve
        self._limits = Limits(memory_bytes, cpu_seconds, wall_seconds)
        self._workers = workers
        self._pool: ProcessPool | None = None
        self._unfinished: set[Future[bytes]] = set()
        self._closed = False
        self._lock = Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the children; work that is not done is dropped."""
        with self._lock:
            self._closed = True
            self._end()

    def read(self, content: bytes, arrival: Arrival) -> Reading:
        """Read any known file; see `monev.sources.read_file`.

        Raises SourceError for a file that cannot be read, that takes more than the limits, or on
        which a reader or its library breaks down; EnvironmentFault where no child can be started.
        """
        return self._read(self._begin_reading(content, arrival))

    def read_many(self, items: Iterable[tuple[bytes, Arrival]]) -> Iterator[Reading | SourceError]:
        """Yield what came of every file, in their order; one bad file never stops the others.

        `items` is taken from lazily: one file per child and one more are under way at a time.
        """
        jobs: deque[_Job] = deque()
        try:
            for content, arrival in items:
                jobs.append(self._begin_reading(content, arrival))
                while len(jobs) > self._workers or sum(job.size for job in jobs) > MAX_AHEAD_BYTES:
                    yield self._read_or_refusal(jobs.popleft())
            while jobs:
                yield self._read_or_refusal(jobs.popleft())
        finally:
            for job in jobs:
                job.future.cancel()

    def run(self, function: Callable[..., Any], *arguments: Any, name: str = "") -> Any:
        """Return what `function` (of a module, not nested) returns, under the same limits.

        `name` is the file that it is about, for messages. Raises SourceError for work that takes
        more than the limits, errors of ours as the function raised them, and RuntimeError with
        the child's traceback for any other.
        """
        return self._settled(self._begin(name or function.__name__, 0, function, arguments))

    def submit(
        self, function: Callable[..., Any], *arguments: Any, name: str = "", size: int = 0
    ) -> Callable[[], Any]:
        """Hand out work as `run` does, and return what waits for it and returns its value.

        `size` is that of the file in bytes. What is raised is raised by the waiting.
        """
        job = self._begin(name or function.__name__, size, function, arguments)
        return lambda: self._settled(job)

    def _begin_reading(self, content: bytes, arrival: Arrival) -> _Job:
        return self._begin(arrival.name, len(content), read_here, (content, arrival))

    def _read_or_refusal(self, job: _Job) -> Reading | SourceError:
        try:
            return self._read(job)
        except SourceError as error:
            return error

    def _read(self, job: _Job) -> Reading:
        try:
            return cast(Reading, self._settled(job))
        except (SourceError, CatalogueError, EnvironmentFault):
            raise
        except (MonevError, RuntimeError) as error:
            found = f"a reader broke down over it ({' '.join(str(error).split())[:200]})"
            raise SourceError(job.name, "", found, f"{_ANEW}; and report this") from error

    def _begin(
        self, name: str, size: int, function: Callable[..., Any], arguments: tuple[Any, ...]
    ) -> _Job:
        with self._lock:
            if self._closed:
                raise EnvironmentFault("the room for reading files is closed; open a new one")
            if self._pool is not None and not self._pool.active:
                self._end()
            if self._pool is None:
                self._pool = ProcessPool(
                    max_workers=self._workers,
                    max_tasks=FILES_PER_CHILD,
                    initializer=prepare,
                    initargs=(self._resolve,),
                    context=_nursery(),
                )
            try:
                future: Future[bytes] = self._pool.schedule(
                    within,
                    args=(self._limits, function, arguments),
                    timeout=self._limits.wall_seconds,
                )
            except BrokenProcessPool as error:
                self._end()
                problem = "no process for reading files can be started on this machine"
                raise EnvironmentFault(f"{problem} ({error}); check memory and limits") from error
            self._unfinished.add(future)
            future.add_done_callback(self._unfinished.discard)
            return _Job(name, size, function, arguments, self._pool, future)

    def _settled(self, job: _Job, *, again: bool = True) -> Any:
        """Wait for a job. Where the pool itself broke, it is done again in a new one, once."""
        try:
            answer: Answer = pickle.loads(job.future.result())  # noqa: S301 - of our own child
        except TimeoutError as error:
            raise self._refused(job, self._took_too_long()) from error
        except ProcessExpired as error:
            raise self._refused(job, self._death(error.exitcode)) from error
        except (BrokenProcessPool, CancelledError) as error:
            if not again:
                problem = "a process for reading files cannot be kept alive on this machine"
                raise EnvironmentFault(f"{problem} ({error}); check memory and limits") from error
            self._drop(job.pool)
            renewed = self._begin(job.name, job.size, job.function, job.arguments)
            return self._settled(renewed, again=False)
        if answer.panic:
            raise self._refused(job, self._breakdown(answer.panic))
        if answer.error is not None:
            answer.error.add_note(answer.trace)
            raise answer.error
        return answer.value

    def _refused(self, job: _Job, words: tuple[str, str]) -> SourceError:
        return SourceError(job.name, "", *words)

    def _took_too_long(self) -> tuple[str, str]:
        return f"reading it took more than {self._limits.wall_seconds} s", _SMALLER

    def _death(self, code: int) -> tuple[str, str]:
        """Say of what a child died, and what was expected instead."""
        if code == -signal.SIGXCPU:
            found = f"reading it took more than {self._limits.cpu_seconds} s of computing"
            return found, _SMALLER
        if code == -signal.SIGALRM:
            return self._took_too_long()
        if code in {OUT_OF_MEMORY, -signal.SIGKILL}:
            megabytes = self._limits.memory_bytes // 1_000_000
            return f"reading it needed more than {megabytes} MB of memory", _SMALLER
        how = signal.Signals(-code).name if code < 0 else f"exit code {code}"
        return self._breakdown(how)

    def _breakdown(self, how: str) -> tuple[str, str]:
        return f"the reading library broke down over it ({how})", _ANEW

    def _drop(self, pool: ProcessPool) -> None:
        with self._lock:
            if self._pool is pool:
                self._end()

    def _end(self) -> None:
        """End the pool; whoever still waits for it is told, for the library would not."""
        if self._pool is None:
            return
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()
        self._pool = None
        for future in tuple(self._unfinished):
            future.cancel()

"""Faults of one machine: killed processes, a stopped database, a full disk, a clock that jumps."""

import random
import time
from pathlib import Path

from bench.chaos import faults
from bench.chaos.held import broken, hashes, parts_left
from bench.chaos.kinds import FADING, Found, Kind
from bench.chaos.worlds import Files, Server, SmallDisk, World

ENOUGH_MIB = 256
KINDS = (
    Kind("all-sqlite", "kill -9 of process and pool, SQLite", 14),
    Kind("all-postgres", "kill -9 of process and pool, PostgreSQL", 12),
    Kind("process", "kill -9 of the process alone", 12),
    Kind("child", "kill -9 of a pool child", 14),
    Kind("postgres", "PostgreSQL stopped at once (immediate shutdown)", 9),
    Kind("disk", "disk full (tmpfs), then given room", 8),
    Kind("clock", "clock over the next quarter's end", 8),
)
KILLS = {
    "all-sqlite": faults.kill_all,
    "all-postgres": faults.kill_all,
    "process": faults.kill_process,
    "child": faults.kill_child,
}


class Local:
    """A regular run of the regions in a process of its own, disturbed and begun again."""

    def __init__(self, root: Path, files: Files, codes: list[str]) -> None:
        self._root, self._files, self._codes = root, files, codes
        self._server: Server | None = None
        world = files.fresh()
        if self._run(world) != 0:
            raise RuntimeError(f"the undisturbed run failed: {world.said}")
        self._expected = hashes(world.open(), codes)

    def inject(self, key: str, chance: random.Random) -> Found:
        """Inject one fault of a kind."""
        if key in KILLS:
            return self._killed(chance, KILLS[key], postgres=key == "all-postgres")
        other = {"postgres": self._stopped, "disk": self._full, "clock": self._jumped}
        return other[key](chance)

    def close(self) -> None:
        """Stop the database server, where one was needed."""
        if self._server is not None:
            self._server.end()

    def _postgres(self) -> Server:
        if self._server is None:
            self._server = Server(self._root)
        return self._server

    def _run(self, world: World) -> int:
        """Run undisturbed; moments are drawn from the time that takes at present."""
        run = world.start(self._codes)
        begun = time.perf_counter()
        code = world.finish(run)
        faults.LONGEST_SECONDS = max(FADING * faults.LONGEST_SECONDS, time.perf_counter() - begun)
        return code

    def _resumed(self, world: World, *, late: bool = False) -> Found:
        """Begin the run again, undisturbed, and return what does not hold."""
        if self._run(world) != 0:
            return Found([f"the resumed run failed: {world.said[-300:]}"], late)
        place = world.open()
        lost = broken(place, self._expected)
        place.store.engine.dispose()
        return Found(lost, late, parts_left(world.folder))

    def _killed(self, chance: random.Random, fault: faults.Fault, *, postgres: bool) -> Found:
        """Disturb a run by killing processes."""
        worlds = self._postgres() if postgres else self._files
        world = worlds.fresh()
        run = world.start(self._codes)
        fault(run, chance)
        late = run.poll() == 0
        world.finish(run)
        found = self._resumed(world, late=late)
        worlds.close(world)
        return found

    def _stopped(self, chance: random.Random) -> Found:
        """Stop the database server at once while a run is under way."""
        server = self._postgres()
        world = server.fresh()
        run = world.start(self._codes)
        faults.moment(chance)
        late = run.poll() == 0
        server.stop_at_once()
        world.finish(run)
        found = self._resumed(world, late=late)
        server.close(world)
        return found

    def _full(self, chance: random.Random) -> Found:
        """Let the disk run full, then give it room."""
        folder = self._root / "disk"
        disk = SmallDisk(folder)
        disk.mount(self._files.kibibytes + chance.randrange(300, 2_000))
        try:
            world = self._files.fresh(folder)
            late = world.finish(world.start(self._codes)) == 0
            disk.grow(ENOUGH_MIB)
            return self._resumed(world, late=late)
        finally:
            disk.unmount()
            folder.rmdir()

    def _jumped(self, chance: random.Random) -> Found:
        """Let the clock jump over the next quarter's end within a run."""
        world = self._files.fresh()
        world.finish(world.start(self._codes, jump=chance.randrange(1, 12)))
        found = self._resumed(world)
        self._files.close(world)
        return found

"""Faults injected, survived, lost: `python -m bench.chaos [--faults 100] [--seed 1]`.

Each fault disturbs a regular run of a few regions at a random moment; then the run is begun again
and its outcome held against an undisturbed one. Ends with 1 where anything was lost.
"""

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.chaos import faults
from bench.chaos.faults import SmallDisk
from bench.chaos.held import broken, hashes, parts_left
from bench.chaos.worlds import Files, Server, World, richest

REGIONS = 4
ENOUGH_MIB = 256


@dataclass
class Tally:
    """What became of one kind of fault; `late` ones came when the run had ended already."""

    injected: int = 0
    late: int = 0
    lost: list[str] = field(default_factory=list)
    parts: int = 0


class Bench:
    """The worlds, and what an undisturbed run comes to."""

    def __init__(self, root: Path, seed: int) -> None:
        self.root, self.chance = root, random.Random(seed)
        self.files, self.server = Files(root), Server(root)
        first = self.files.fresh()
        self.codes = richest(first.open(), REGIONS)
        run = first.start(self.codes)
        begun = time.perf_counter()
        if first.finish(run) != 0:
            raise RuntimeError(f"the undisturbed run failed: {first.said}")
        faults.LONGEST_SECONDS = time.perf_counter() - begun
        self.expected = hashes(first.open(), self.codes)

    def resumed(self, world: World, tally: Tally, label: str) -> None:
        """Begin the run again, undisturbed, and note what does not hold."""
        run = world.start(self.codes)
        if world.finish(run) != 0:
            tally.lost.append(f"{label}: the resumed run failed: {world.said[-300:]}")
            return
        place = world.open()
        tally.lost += [f"{label}: {one}" for one in broken(place, self.expected)]
        tally.parts += parts_left(world.folder)
        place.store.engine.dispose()

    def killed(self, worlds: Files | Server, fault: faults.Fault, tally: Tally) -> None:
        """Disturb a run by killing processes."""
        world = worlds.fresh()
        run = world.start(self.codes)
        fault(run, self.chance)
        tally.late += run.poll() == 0
        world.finish(run)
        self.resumed(world, tally, f"{fault.__name__} on {worlds.name}")
        worlds.close(world)

    def stopped(self, tally: Tally) -> None:
        """Stop the database server at once while a run is under way."""
        world = self.server.fresh()
        run = world.start(self.codes)
        faults.moment(self.chance)
        tally.late += run.poll() == 0
        self.server.stop_at_once()
        world.finish(run)
        self.resumed(world, tally, "PostgreSQL stopped")
        self.server.close(world)

    def full(self, tally: Tally) -> None:
        """Let the disk run full, then give it room."""
        disk = SmallDisk(self.root / "disk")
        disk.mount(self.files.kibibytes + self.chance.randrange(300, 2_000))
        try:
            world = self.files.fresh(self.root / "disk")
            run = world.start(self.codes)
            tally.late += world.finish(run) == 0
            disk.grow(ENOUGH_MIB)
            self.resumed(world, tally, "disk full")
        finally:
            disk.unmount()
            (self.root / "disk").rmdir()

    def jumped(self, tally: Tally) -> None:
        """Let the clock jump over the next quarter's end within a run."""
        world = self.files.fresh()
        world.finish(world.start(self.codes, faults.jumped(self.chance)))
        self.resumed(world, tally, "clock jumped")
        self.files.close(world)

    def kinds(self) -> dict[str, tuple[int, Callable[[Tally], None]]]:
        """Return each kind of fault with its share of all."""
        files, server = self.files, self.server
        return {
            "kill -9 of process and pool, SQLite": (
                20,
                lambda tally: self.killed(files, faults.kill_all, tally),
            ),
            "kill -9 of process and pool, PostgreSQL": (
                15,
                lambda tally: self.killed(server, faults.kill_all, tally),
            ),
            "kill -9 of the process alone": (
                15,
                lambda tally: self.killed(files, faults.kill_process, tally),
            ),
            "kill -9 of a pool child": (
                20,
                lambda tally: self.killed(files, faults.kill_child, tally),
            ),
            "PostgreSQL stopped at once": (10, self.stopped),
            "disk full": (10, self.full),
            "clock over the quarter's end": (10, self.jumped),
        }


def disturbed(bench: Bench, wanted: int, console: Console) -> dict[str, Tally]:
    """Inject so many faults of all kinds and return what became of them."""
    found = {}
    for name, (share, inject) in bench.kinds().items():
        tally = found[name] = Tally()
        for _ in range(max(1, round(wanted * share / 100))):
            inject(tally)
            tally.injected += 1
        console.print(f"{name}: {tally.injected}, lost {len(tally.lost)}", style="dim")
    return found


def main() -> int:
    """Print the table; return 1 where a region was lost, doubled or came out otherwise."""
    parser = argparse.ArgumentParser(prog="python -m bench.chaos", description=__doc__)
    parser.add_argument("--faults", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    console = Console(width=None if sys.stdout.isatty() else 132)
    with tempfile.TemporaryDirectory(prefix="monev-chaos-") as folder:
        bench = Bench(Path(folder), asked.seed)
        try:
            found = disturbed(bench, asked.faults, console)
        finally:
            bench.server.end()
    table = Table("fault", title=f"{REGIONS} regions, seed {asked.seed}", title_justify="left")
    for heading in ("injected", "after the end", "survived", "lost", "half-written files left"):
        table.add_column(heading, justify="right")
    for name, one in found.items():
        lost = len({line.partition(":")[0] for line in one.lost}) if one.lost else 0
        kept = one.injected - min(one.injected, len(one.lost))
        table.add_row(name, *map(str, (one.injected, one.late, kept, lost, one.parts)))
    console.print(table)
    for line in (line for one in found.values() for line in one.lost):
        console.print(f"LOST: {line}")
    return 1 if any(one.lost for one in found.values()) else 0


if __name__ == "__main__":
    sys.exit(main())

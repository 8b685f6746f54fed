"""Faults injected, survived, lost: `python -m bench.chaos [--faults 100] [--seed 1] [--kinds a,b]`.

Each fault disturbs a regular run of a few regions at a random moment; then the run is begun again
and its outcome held against an undisturbed one. Faults of an installation, which mostly waits, go
beside those of one machine. Ends with 1 where anything was lost.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.chaos import asked, local, portals, shared
from bench.chaos.kinds import Found, Kind, Lane, Tally, counts, injected
from bench.chaos.worlds import Files, richest

REGIONS = 4
HEADINGS = (
    "injected",
    "after the end",
    "survived",
    "lost",
    "half-written files left",
    "longest wait, s",
    "each, s",
)

Making = Callable[[Path, Files, list[str]], Lane]


@dataclass(frozen=True)
class Bench:
    """What all lanes share, and what is asked of them."""

    root: Path
    seed: int
    wanted: dict[str, int]
    console: Console

    def disturbed(self, lanes: Sequence[tuple[Making, Sequence[Kind]]]) -> dict[str, Tally]:
        """Inject the faults of some lanes, one lane and one kind after the other."""
        found: dict[str, Tally] = {}
        for making, kinds in lanes:
            chosen = [one for one in kinds if one.key in self.wanted]
            if not chosen:
                continue
            try:
                lane = making(self.root, self.files, self.codes)
            except Exception as error:  # noqa: BLE001  # told as lost; the other lanes go on
                lost = Found([f"no world for it: {type(error).__name__}: {error}"])
                found |= {one.key: Tally(one.title, [lost]) for one in chosen}
                continue
            try:
                for one in chosen:
                    found[one.key] = injected(lane, one, self.wanted[one.key], self.seed, self.tell)
            finally:
                lane.close()
        return found

    @cached_property
    def files(self) -> Files:
        """The collected workspace, copied for every fault."""
        return Files(self.root)

    @cached_property
    def codes(self) -> list[str]:
        """The regions of every run."""
        return richest(self.files.fresh().open(), REGIONS)

    def tell(self, tally: Tally) -> None:
        """Print a line as the last fault of a kind is over."""
        _, number, late, _, lost, *_, each = tally.cells()
        text = f"{tally.title}: {number} injected, {late} after the end, {lost} lost, {each} s each"
        self.console.print(text, style="dim")


LANES: tuple[tuple[tuple[Making, Sequence[Kind]], ...], ...] = (
    ((local.Local, local.KINDS), (portals.CutPortals, portals.KINDS)),
    ((asked.Asked, asked.KINDS), (shared.Takers, shared.KINDS)),
)
"""Lanes that go one after the other, and those that go beside them."""
KINDS = [kind for beside in LANES for _, kinds in beside for kind in kinds]


def asked_for() -> argparse.Namespace:
    """Return what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m bench.chaos", description=__doc__)
    parser.add_argument("--faults", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    known = ", ".join(one.key for one in KINDS)
    parser.add_argument("--kinds", default="", help=f"only these, with commas between: {known}")
    found = parser.parse_args()
    found.kinds = [one for one in found.kinds.split(",") if one] or [one.key for one in KINDS]
    unknown = set(found.kinds) - {one.key for one in KINDS}
    if unknown:
        parser.error(f"unknown kinds: {', '.join(sorted(unknown))}; expected some of {known}")
    return found


def main() -> int:
    """Print the table; return 1 where a region was lost, doubled or came out otherwise."""
    said = asked_for()
    console = Console(width=None if sys.stdout.isatty() else 148)
    begun = time.perf_counter()
    wanted = counts([one for one in KINDS if one.key in said.kinds], said.faults)
    console.print(f"{sum(wanted.values())} faults, {REGIONS} regions, seed {said.seed}")
    with tempfile.TemporaryDirectory(prefix="monev-chaos-") as folder:
        bench = Bench(Path(folder), said.seed, wanted, console)
        bench.codes  # noqa: B018  # made before the lanes part
        with ThreadPoolExecutor(len(LANES)) as beside:
            found = [one.result() for one in [beside.submit(bench.disturbed, x) for x in LANES]]
    tallies = found[0] | found[1]
    console.print(table_of(tallies, f"seed {said.seed}, {time.perf_counter() - begun:.0f} s"))
    for key, tally in tallies.items():
        for number, one in enumerate(tally.found):
            for line in one.lost:
                console.print(f"LOST: {key}, fault {number}: {line}")
    return 1 if any(one.lost for one in tallies.values()) else 0


def table_of(tallies: dict[str, Tally], title: str) -> Table:
    """Return one row per kind and one of all."""
    table = Table("fault", title=title, title_justify="left")
    for heading in HEADINGS:
        table.add_column(heading, justify="right")
    whole = Tally("all")
    for one in tallies.values():
        table.add_row(*one.cells())
        whole.found += one.found
        whole.seconds += one.seconds
    table.add_row(*whole.cells())
    return table


if __name__ == "__main__":
    sys.exit(main())

"""What an orchestrator costs: `python -m bench.orchestrators [--regions N] [--times N]`.

The same batches of the same collected workspace under a plain loop, a Prefect flow on its embedded
engine and a Dagster job, each in a process of its own and on a copy of its own; then 50 batches in
which nothing is done. Ends with 1 only where a region failed or documents differ between the ways.
"""

import argparse
import json
import shutil
import statistics
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.national.filed import differing, filed
from bench.national.whole import collect, quarters_heard
from bench.orchestrators.body import EMPTY, EMPTY_BATCHES
from bench.orchestrators.dagster_way import is_there
from bench.outside import RunError, Seen, module, seen
from bench.report_nation import QUARTER

LOOP, PREFECT, DAGSTER = "plain loop", "Prefect, embedded engine", "Dagster, in process"
MODULES = {LOOP: "loop_way", PREFECT: "prefect_way", DAGSTER: "dagster_way"}
FULL = "full"


@dataclass(frozen=True)
class Turn:
    """One run of a way: from outside, seconds of its batches, how many they were, what failed."""

    seen: Seen
    own: float
    batches: int
    failed: tuple[str, ...]


def turn(way: str, place: Path, out: Path, what: str) -> Turn:
    """Run a way once on a workspace. Raises RunError where its process fails."""
    name = f"bench.orchestrators.{MODULES[way]}"
    ran = seen(module(name, str(place), what), out, {"MONEV_WORKSPACE": str(place)})
    told = json.loads(ran.said.splitlines()[-1])
    return Turn(ran, told["seconds"], told["batches"], tuple(told["failed"]))


def empty_turns(ways: Sequence[str], folder: Path, times: int) -> dict[str, list[Turn]]:
    """Run each way with nothing to do, turn about; its first run, which may set up, is left out."""
    found: dict[str, list[Turn]] = {way: [] for way in ways}
    for number in range(times + 1):
        for way in ways:
            place = folder / "empty" / MODULES[way]
            place.mkdir(parents=True, exist_ok=True)
            one = turn(way, place, folder / "out", EMPTY)
            if number:
                found[way].append(one)
    return found


def full_turns(
    ways: Sequence[str], kept: Path, folder: Path, times: int
) -> tuple[dict[str, list[Turn]], list[str]]:
    """Run each way on fresh copies, turn about; returns what differs between the ways too."""
    found: dict[str, list[Turn]] = {way: [] for way in ways}
    wrong: list[str] = []
    for number in range(times):
        documents = {}
        for way in ways:
            place = folder / f"full-{MODULES[way]}-{number}"
            shutil.copytree(kept, place)
            found[way].append(turn(way, place, folder / "out", FULL))
            documents[way] = filed(place, str(QUARTER))
            shutil.rmtree(place)
        wrong += [
            f"{name} differs between {LOOP} and {way}"
            for way in ways
            for name in differing(documents[LOOP], documents[way])
        ]
        if not documents[LOOP]:
            wrong.append("the plain loop filed nothing")
    return found, wrong


def table_of(full: dict[str, list[Turn]], empty: dict[str, list[Turn]], governments: int) -> Table:
    """Return the ways side by side, by their medians."""
    batches = full[LOOP][0].batches
    title = f"{governments} governments in {batches} batches, and {EMPTY_BATCHES} empty batches"
    table = Table("", title=title, title_justify="left")
    headings = ("whole process s", "batches s", "processor s", "x loop", "empty: whole s")
    for heading in (*headings, "ms from one empty batch to the next", "peak MB, together"):
        table.add_column(heading, justify="right")
    loop = statistics.median(one.seen.seconds for one in full[LOOP])
    for way, turns in full.items():
        whole = statistics.median(one.seen.seconds for one in turns)
        run = statistics.median(one.own for one in empty[way])
        table.add_row(
            way,
            f"{whole:.1f}",
            f"{statistics.median(one.own for one in turns):.1f}",
            f"{statistics.median(one.seen.cpu for one in turns):.1f}",
            f"{whole / loop:.2f}",
            f"{statistics.median(one.seen.seconds for one in empty[way]):.1f}",
            f"{1000 * run / (EMPTY_BATCHES - 1):.2f}",
            f"{max(one.seen.together_mb for one in turns):.0f}",
        )
    return table


def main() -> int:
    """Print the table; return 1 where an outcome is wrong."""
    parser = argparse.ArgumentParser(prog="python -m bench.orchestrators", description=__doc__)
    parser.add_argument("--regions", type=int, default=24, help="simulated governments")
    parser.add_argument("--times", type=int, default=3, help="runs of each way")
    parser.add_argument("--folder", type=Path, help="where to work; a temporary folder otherwise")
    asked = parser.parse_args()
    console = Console(width=None if sys.stdout.isatty() else 150)
    ways = [LOOP, PREFECT, *([DAGSTER] if is_there() else [])]
    with tempfile.TemporaryDirectory(prefix="monev-bench-", dir=asked.folder) as name:
        folder = Path(name)
        try:
            collect(folder / "kept", folder / "inbox", asked.regions, quarters_heard(QUARTER))
            empty = empty_turns(ways, folder, asked.times)
            full, wrong = full_turns(ways, folder / "kept", folder, asked.times)
        except RunError as error:
            console.print(f"WRONG: {error}", markup=False)
            return 1
    console.print(table_of(full, empty, asked.regions))
    if DAGSTER not in ways:
        console.print("Dagster is not installed and was left out; `uv pip install --group bench`.")
    wrong += [line for turns in full.values() for one in turns for line in one.failed]
    for line in wrong:
        console.print(f"WRONG: {line}", markup=False)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

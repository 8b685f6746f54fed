"""What a past costs in instructions: `python -m bench.instructions [--regions N] [--sample S]`.

The judging and printing of `bench.past`, counted by callgrind (package `valgrind`) and not by a
clock, so that nothing else on the machine moves it. It runs some fifty times slower, so that few
governments are priced. Nothing is filed.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from shutil import which

from rich.console import Console

from bench.national.growth import quarters_from
from bench.outside import ROOT, RunError
from bench.past import (
    FIRST,
    Price,
    evaluated_throughout,
    grown,
    judge,
    past_table,
    printed,
    taken_out,
)
from models import Quarter

MILLION = 10**6
INSIDE = "--inside"
_TOTALS = re.compile(r"^totals: (\d+)$", re.MULTILINE)


def count_inside(books: Path, code: str, quarters: Sequence[str]) -> None:
    """Judge and print one government as of every quarter, in a process that callgrind looks at.

    The first quarter is done once beforehand, for what a process loads only once is no price of
    a quarter. Each part ends with a dump; the pages of each quarter are told on standard output.
    """
    for at, quarter in enumerate((quarters[0], *quarters)):
        workspace, dossier = taken_out(books / quarter, code, Quarter.parse(quarter))
        if at == 0:
            judge(workspace, dossier.region, Quarter.parse(quarter))
            printed(workspace, dossier)
            continue
        _control("--instr=on")
        judge(workspace, dossier.region, Quarter.parse(quarter))
        _control("--dump")
        pages = printed(workspace, dossier)
        _control("--dump")
        _control("--instr=off")
        print(pages, flush=True)


def _control(asked: str) -> None:
    subprocess.run(["callgrind_control", asked, str(os.getpid())], check=True, capture_output=True)


def counted(books: Path, code: str, quarters: Sequence[str], folder: Path) -> list[Price]:
    """Return the price of every quarter in millions of instructions.

    Raises RunError where the process fails or leaves another number of dumps than it was asked for.
    """
    out = folder / f"{code}.callgrind"
    command = [
        *("valgrind", "--tool=callgrind", "--instr-atstart=no", f"--callgrind-out-file={out}"),
        *(sys.executable, "-m", "bench.instructions", INSIDE, str(books), code, *quarters),
    ]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if run.returncode:
        raise RunError(f"{code} ended with {run.returncode}: {run.stderr[-2000:]}")
    dumps = [
        sum(map(int, _TOTALS.findall(one.read_text(encoding="utf-8"))))
        for at in range(1, 2 * len(quarters) + 1)
        if (one := out.with_name(f"{out.name}.{at}")).exists()
    ]
    pages = [int(line) for line in run.stdout.split()]
    if len(dumps) != 2 * len(quarters) or len(pages) != len(quarters) or not all(dumps):
        raise RunError(f"{code}: {len(dumps)} counts and {len(pages)} documents: {dumps}")
    judged, papers = dumps[::2], dumps[1::2]
    return [
        Price(one / MILLION, other / MILLION, each)
        for one, other, each in zip(judged, papers, pages, strict=True)
    ]


def main(arguments: Sequence[str]) -> int:
    """Print the table; return 1 where something is wrong."""
    if arguments[:1] == [INSIDE]:
        count_inside(Path(arguments[1]), arguments[2], arguments[3:])
        return 0
    parser = argparse.ArgumentParser(prog="python -m bench.instructions", description=__doc__)
    parser.add_argument("--regions", type=int, default=14, help="simulated governments")
    parser.add_argument("--quarters", type=int, default=10)
    parser.add_argument("--sample", type=int, default=2, help="governments that are priced")
    parser.add_argument("--workers", type=int, default=2)
    asked = parser.parse_args(arguments)
    console = Console(width=None if sys.stdout.isatty() else 140)
    if which("valgrind") is None:
        console.print("WRONG: valgrind is not installed (Debian: apt-get install valgrind)")
        return 1

    def tell(line: str) -> None:
        console.print(f"{line} ...", style="dim")

    quarters = quarters_from(FIRST, asked.quarters)
    with tempfile.TemporaryDirectory(prefix="monev-bench-") as place:
        folder = Path(place)
        try:
            aside = grown(folder, asked.regions, quarters, asked.workers, tell)
            codes = evaluated_throughout(aside, asked.sample)
            tell(f"counting instructions of {len(codes)} governments")
            with ThreadPoolExecutor(asked.workers) as pool:
                names = [*aside]
                rows = [*pool.map(lambda code: _row(folder, code, names), codes)]
        except (RunError, LookupError) as error:
            console.print(f"WRONG: {error}", markup=False)
            return 1
    prices = {name: [row[at] for row in rows] for at, name in enumerate(aside)}
    console.print(past_table(prices, "million instructions"))
    return 0


def _row(folder: Path, code: str, quarters: Sequence[str]) -> list[Price]:
    return counted(folder / "books", code, quarters, folder)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

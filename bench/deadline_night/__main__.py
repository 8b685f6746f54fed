"""Deadline night: `python -m bench.deadline_night [--uploads N] [--downloads N] [--minutes M]`.

The real portal in a process of its own, driven from a second one: every office signs in once,
looks at its page, uploads its workbook, compares the readings, confirms and sees its receipt, while
reports are fetched, known ones and parts among them. Afterwards everything is counted. Ends with 1
only where something is lost or wrong, never because it is slow.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from rich.console import Console

from bench.deadline_night.databases import POSTGRES, SQLITE
from bench.deadline_night.run import Wanted, lived
from bench.deadline_night.tables import aims_table, problems_table, taken_table, times_table
from bench.outside import RunError


def wanted_of(arguments: list[str]) -> tuple[Wanted, Path | None]:
    """Return the night that is asked for, and below which folder it is to take place."""
    parser = argparse.ArgumentParser(prog="python -m bench.deadline_night", description=__doc__)
    parser.add_argument("--uploads", type=int, default=546, help="offices that hand in")
    parser.add_argument("--downloads", type=int, default=2000, help="reports that are fetched")
    parser.add_argument("--minutes", type=float, default=10.0, help="within so long")
    parser.add_argument("--database", choices=(SQLITE, POSTGRES), default=SQLITE)
    parser.add_argument("--regions", type=int, help="governments known; as many as hand in if left")
    parser.add_argument("--drawn", type=int, default=4, help="governments whose PDFs are laid out")
    parser.add_argument("--workers", type=int, default=2, help="processes that read uploads")
    parser.add_argument("--folder", type=Path, help="where to work; a temporary folder otherwise")
    asked = parser.parse_args(arguments)
    regions = max(asked.regions or 0, asked.uploads)
    wanted = Wanted(
        uploads=asked.uploads,
        downloads=asked.downloads,
        seconds=60 * asked.minutes,
        regions=regions,
        drawn=min(asked.drawn, regions),
        database=asked.database,
        workers=asked.workers,
    )
    return wanted, asked.folder


def main(arguments: list[str]) -> int:
    """Live through the night, print the tables; return 1 where something is lost or wrong."""
    wanted, place = wanted_of(arguments)
    console = Console(width=None if sys.stdout.isatty() else 150)
    with tempfile.TemporaryDirectory(prefix="monev-night-", dir=place) as folder:

        def tell(line: str) -> None:
            console.print(f"{line} ...", style="dim")

        try:
            one = lived(wanted, Path(folder), tell)
        except RunError as error:
            console.print(f"WRONG: {error}", markup=False)
            return 1
    for table in (times_table(one), taken_table(one), problems_table(one), aims_table(one)):
        console.print(table)
    for line in one.wrong:
        console.print(f"WRONG: {line}", markup=False)
    return 1 if one.wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

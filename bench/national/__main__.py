"""The run as a whole: `python -m bench.national [--regions N] [--quarters K] [--first Q]`.

One quarter: the real command on Prefect's embedded engine, the same without Prefect, and the same
PDFs by WeasyPrint alone, each in a process of its own. Several quarters, or one that is named by
`--first`: one workspace that grows, so that a quarter can be held against itself with a past.
Ends with 1 only where an outcome is wrong, never because it is slow.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from rich.console import Console

from bench.national.growth import growth, quarters_from
from bench.national.tables import aims_table, growth_table, runs_table
from bench.national.whole import whole_run
from bench.outside import RunError
from bench.report_nation import QUARTER
from models import Quarter

FIRST = Quarter(2024, 1)
"""Where a row of quarters begins unless another is named."""


def measured(asked: argparse.Namespace, folder: Path, console: Console) -> list[str]:
    """Measure what was asked for, print it, and return what is wrong."""

    def tell(line: str) -> None:
        console.print(f"{line} ...", style="dim")

    if asked.quarters == 1 and not asked.undrawn and asked.first is None:
        run = whole_run(folder, asked.regions, QUARTER, asked.workers, tell)
        console.print(runs_table(run, asked.workers))
        console.print(aims_table(run))
        return run.wrong
    quarters = quarters_from(asked.first or FIRST, asked.quarters)
    steps = growth(folder, asked.regions, quarters, asked.workers, asked.undrawn, tell)
    console.print(growth_table(steps, asked.workers))
    return [line for one in steps for line in one.failed]


def _counted(text: str) -> range:
    first, _, last = text.partition("-")
    return range(int(first), int(last or first) + 1)


def main() -> int:
    """Print the tables; return 1 where something is wrong."""
    parser = argparse.ArgumentParser(prog="python -m bench.national", description=__doc__)
    parser.add_argument("--regions", type=int, default=546, help="simulated governments")
    parser.add_argument("--quarters", type=int, default=1, help="more than one: growth, no Prefect")
    parser.add_argument("--first", type=Quarter.parse, metavar="Q", help="where growth begins")
    parser.add_argument(
        "--undrawn",
        type=_counted,
        nargs="?",
        const=range(sys.maxsize),
        default=range(0),
        metavar="A-B",
        help="growth without drawing documents, in all quarters or in the Ath to the Bth",
    )
    parser.add_argument("--workers", type=int, default=2, help="processes that evaluate")
    parser.add_argument("--folder", type=Path, help="where to work; a temporary folder otherwise")
    asked = parser.parse_args()
    console = Console(width=None if sys.stdout.isatty() else 168)
    with tempfile.TemporaryDirectory(prefix="monev-bench-", dir=asked.folder) as folder:
        try:
            wrong = measured(asked, Path(folder), console)
        except (RunError, LookupError) as error:
            wrong = [str(error)]
    for line in wrong:
        console.print(f"WRONG: {line}", markup=False)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

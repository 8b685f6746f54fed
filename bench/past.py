"""What a past costs: `python -m bench.past [--regions N] [--quarters K] [--sample S] [--rounds R]`.

A workspace is evaluated quarter after quarter without drawing documents, and its books are put
aside after each. Then a sample of its governments is judged and printed as of every quarter, turn
about, so that an hour in which the machine is slower is an hour for all quarters. Nothing is filed.
"""

import argparse
import gc
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from statistics import fmean

from rich.console import Console
from rich.table import Table

from bench.national.growth import Step, growth, quarters_from
from bench.national.whole import Tell
from bench.outside import RunError
from bench.report_nation import settings_of
from models import Quarter, Region
from monev.assess_region import assess, inputs_hash
from monev.counterfactual import prospect
from monev.dossier import Dossier
from monev.make_documents import REGULAR
from monev.open_dossier import dossier_of
from monev.reports.forms import make, warm_up
from monev.reports.region.paper import region_paper
from monev.tell_region import tell_region
from monev.uncollected import uncollected
from monev.workspace import Workspace, open_workspace

FIRST = Quarter(2024, 1)
BOOKS = "monev.sqlite"


@dataclass(frozen=True)
class Price:
    """What one evaluation took without its filing, in the unit that its table names.

    That is milliseconds of processor here. `pages` are those of its PDFs together.
    """

    judged: float
    printed: float
    pages: int

    @property
    def whole(self) -> float:
        """Judged and printed together."""
        return self.judged + self.printed


Prices = dict[str, list[Price]]
"""By quarter: one price per government, the lowest of its rounds, in one order for all quarters."""


def grown(
    folder: Path, regions: int, quarters: Sequence[Quarter], workers: int, tell: Tell
) -> dict[str, Path]:
    """Evaluate the quarters one after the other; return where the books of each were put aside.

    No document is drawn. Raises RunError where a region fails.
    """
    aside: dict[str, Path] = {}

    def keep(step: Step, quarter: Quarter, place: Path) -> None:
        if step.failed:
            raise RunError(step.failed[0])
        aside[str(quarter)] = folder / "books" / str(quarter)
        aside[str(quarter)].mkdir(parents=True)
        _put_aside(place / BOOKS, aside[str(quarter)] / BOOKS)

    undrawn = range(1, len(quarters) + 1)
    growth(folder, regions, tuple(quarters), workers, undrawn, tell, keep)
    return aside


def _put_aside(books: Path, copy: Path) -> None:
    """Copy a database as it stands, also what only its log holds yet."""
    with closing(sqlite3.connect(books)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)


@cache
def opened(place: Path) -> Workspace:
    """Return the workspace of books that were put aside."""
    warm_up()
    return open_workspace(settings_of(place))


def evaluated_throughout(aside: dict[str, Path], most: int) -> list[str]:
    """Return codes of governments with an evaluation of every quarter, spread over all of them.

    Raises RunError where there is none.
    """
    each = [
        {one.region_code for one in opened(place).store.current_evaluations(quarter)}
        for quarter, place in aside.items()
    ]
    codes = sorted(set.intersection(*each))
    if not codes:
        raise RunError("no government has an evaluation of every quarter; ask for more --regions")
    return codes[:: max(1, -(-len(codes) // most))]


def priced(place: Path, code: str, quarter: Quarter) -> Price:
    """Judge and print one government as of a quarter, from the books of that time."""
    workspace, dossier = taken_out(place, code, quarter)
    began = time.process_time()
    judge(workspace, dossier.region, quarter)
    judged = time.process_time()
    pages = printed(workspace, dossier)
    ended = time.process_time()
    return Price(1000 * (judged - began), 1000 * (ended - judged), pages)


def taken_out(place: Path, code: str, quarter: Quarter) -> tuple[Workspace, Dossier]:
    """Return what printing one government needs, with no garbage left; RunError if it has none."""
    workspace = opened(place)
    evaluation = workspace.store.current_evaluation(code, str(quarter))
    if evaluation is None:
        raise RunError(f"{code} has no evaluation of {quarter}")
    dossier = dossier_of(workspace, evaluation)
    gc.collect()
    return workspace, dossier


def printed(workspace: Workspace, dossier: Dossier) -> int:
    """Make all regular documents of an evaluation; return how many pages its PDFs have."""
    papers = {
        kind: region_paper(kind, dossier, "id", workspace.issuer)
        for kind in dict.fromkeys(one.kind for one in REGULAR)
    }
    return sum(make(papers[one.kind], one.form).pages for one in REGULAR)


def judge(workspace: Workspace, region: Region, quarter: Quarter) -> None:
    """Judge as `evaluate_region` does, without looking at what is filed."""
    with uncollected():
        found = assess(workspace, region, quarter, workspace.settings.mode)
    inputs_hash(found)
    with uncollected():
        tell_region(found)
        prospect(found.known, found.rules, found.scorecard)


def _turn(asked: tuple[dict[str, Path], str, int, int]) -> dict[str, Price]:
    """Price one government as of every quarter, beginning with another one each time."""
    aside, code, turn, rounds = asked
    names = list(aside)
    found: dict[str, list[Price]] = {name: [] for name in names}
    for number in range(rounds):
        start = (turn + number * len(names) // rounds) % len(names)
        for name in (*names[start:], *names[:start]):
            found[name].append(priced(aside[name], code, Quarter.parse(name)))
    return {name: min(prices, key=lambda one: one.whole) for name, prices in found.items()}


def turn_about(
    aside: dict[str, Path], codes: Sequence[str], rounds: int, workers: int
) -> Iterator[dict[str, Price]]:
    """Yield the prices of one government after the other, by quarter."""
    asked = [(aside, code, turn, rounds) for turn, code in enumerate(codes)]
    with ProcessPoolExecutor(workers, get_context("spawn")) as pool:
        yield from pool.map(_turn, asked)


def over_line(means: Sequence[float], first: int, second: int) -> float:
    """Return the cost of all quarters over the line through those of the `first` and `second` ones.

    1 is a straight line. `means` are costs of one quarter each, all of as many evaluations.
    """
    total = [sum(means[:count]) for count in (first, second, len(means))]
    slope = (total[1] - total[0]) / (second - first)
    return total[2] / (total[1] + slope * (len(means) - second))


def past_table(prices: Prices, unit: str = "ms") -> Table:
    """Return one row per quarter, prices in `unit`; ratios are held against the first."""
    governments = len(next(iter(prices.values())))
    table = Table("", title=f"{governments} governments", title_justify="left")
    for heading in (
        *(f"judged, {unit}", f"printed, {unit}", f"together, {unit}", "x first"),
        *("PDF pages", "x first", f"printed, {unit} per page", "x first"),
    ):
        table.add_column(heading, justify="right")
    table.caption_justify = "left"
    means = [fmean([one.whole for one in row]) for row in prices.values()]
    pages = [fmean([one.pages for one in row]) for row in prices.values()]
    papers = [fmean([one.printed for one in row]) for row in prices.values()]
    for at, (quarter, row) in enumerate(prices.items()):
        a_page = papers[at] / pages[at]
        table.add_row(
            quarter,
            f"{fmean([one.judged for one in row]):.0f}",
            f"{papers[at]:.0f}",
            f"{means[at]:.0f}",
            f"{means[at] / means[0]:.3f}",
            f"{pages[at]:.2f}",
            f"{pages[at] / pages[0]:.3f}",
            f"{a_page:.1f}",
            f"{a_page * pages[0] / papers[0]:.3f}",
        )
    table.caption = "\n".join(_told(means))
    return table


def _told(means: Sequence[float]) -> Iterator[str]:
    if len(means) > 4:
        yield (
            f"all {len(means)} quarters over the line through one and four: "
            f"{over_line(means, 1, 4):.3f}"
        )
    if len(means) > 9:
        yield f"quarters 9 and 10 over 5 and 6: {sum(means[8:10]) / sum(means[4:6]):.3f}"


def main() -> int:
    """Print the table; return 1 where something is wrong."""
    parser = argparse.ArgumentParser(prog="python -m bench.past", description=__doc__)
    parser.add_argument("--regions", type=int, default=70, help="simulated governments")
    parser.add_argument("--quarters", type=int, default=10)
    parser.add_argument("--sample", type=int, default=40, help="governments that are priced")
    parser.add_argument("--rounds", type=int, default=2, help="the lowest of so many counts")
    parser.add_argument("--workers", type=int, default=2)
    asked = parser.parse_args()
    console = Console(width=None if sys.stdout.isatty() else 140)

    def tell(line: str) -> None:
        console.print(f"{line} ...", style="dim")

    quarters = quarters_from(FIRST, asked.quarters)
    with tempfile.TemporaryDirectory(prefix="monev-bench-") as folder:
        try:
            aside = grown(Path(folder), asked.regions, quarters, asked.workers, tell)
            codes = evaluated_throughout(aside, asked.sample)
            tell(f"{len(codes)} governments, {asked.rounds} rounds")
            rows = list(turn_about(aside, codes, asked.rounds, asked.workers))
        except (RunError, LookupError) as error:
            console.print(f"WRONG: {error}", markup=False)
            return 1
    console.print(past_table({name: [row[name] for row in rows] for name in aside}))
    return 0


if __name__ == "__main__":
    sys.exit(main())

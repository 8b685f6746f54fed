"""What documents cost: `python -m bench.reports [--regions N]`, the same reports made six ways.

Every way has a process of its own and makes every report once, turn about, so that a busy machine
is as busy for one as for the other. Ends with 1 only where something is wrong: a report that
differs between two processes, breaks a standard, or is made anew for nothing.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from rich.console import Console

from bench.bare import Bare
from bench.chromium import Chromium, executable
from bench.inspected import inspected
from bench.naive import Naive
from bench.ours import Ours, dossiers, pages
from bench.pages import Page, Way
from bench.report_nation import QUARTER, Nation, nation, press
from bench.report_pool import PoolError, pool_run
from bench.report_tables import parts_table, pool_table, targets_table, ways_table
from bench.typst_way import Typst
from bench.way_process import Sample, WayProcess
from models import DocumentKind
from monev.reports.templating import TEMPLATES
from monev.workspace import Workspace

OURS, BARE, NAIVE, BROWSER, TYPST = "ours", "bare", "naive", "chromium", "typst"


def made_all_ways(
    settings: dict[str, Workspace], codes: dict[str, list[str]], out: Path, console: Console
) -> dict[str, WayProcess]:
    """Make every report every way, turn about, and return the processes with their samples."""
    todo = [
        page
        for origin, workspace in settings.items()
        for page in pages(origin, dossiers(workspace, QUARTER, codes[origin]))
    ]
    asked = {origin: workspace.settings for origin, workspace in settings.items()}
    makers: dict[str, Callable[[], Way]] = {
        OURS: partial(Ours, asked, QUARTER, codes, out / "filed"),
        BARE: Bare,
        NAIVE: Naive,
        BROWSER: Chromium,
        TYPST: Typst,
    }
    if executable() is None:
        del makers[BROWSER]
    ways = {name: WayProcess(name, maker, out / name) for name, maker in makers.items()}
    try:
        for way in ways.values():
            way.warm(todo[0])
        for turn, page in enumerate(todo):
            console.print(f"{turn + 1} of {len(todo)}: {page.name}", style="dim")
            _turn_about(list(ways.values()), turn, page)
    finally:
        for way in ways.values():
            way.close()
    return ways


def fact_sheets(workspace: Workspace, codes: list[str], out: Path) -> list[Sample]:
    """Make the fact sheet of each region by WeasyPrint alone: a regular run makes these too."""
    todo = pages("simulated", dossiers(workspace, QUARTER, codes), DocumentKind.FACT_SHEET)
    way = WayProcess(BARE, Bare, out)
    try:
        way.warm(todo[0])
        for page in todo:
            way.make(page)
    finally:
        way.close()
    return way.samples


def _turn_about(ways: Sequence[WayProcess], turn: int, page: Page) -> None:
    first = turn % len(ways)
    for way in [*ways[first:], *ways[:first]]:
        way.make(page)


def differing(settings: dict[str, Workspace], samples: WayProcess) -> list[str]:
    """Return the reports that another process had made with other bytes in the regular run."""
    found = []
    for one in samples.samples:
        origin, _, code = one.page.partition("-")
        store = settings[origin].store
        evaluation = store.evaluation_of(code, str(QUARTER), 1)
        filed = store.report_of((evaluation and evaluation.evaluation_id) or 0)
        if filed is None or (store.root / filed.path).read_bytes() != one.path.read_bytes():
            found.append(one.page)
    return found


def measured(folder: Path, regions: int, console: Console) -> list[str]:
    """Measure everything below `folder`, print the tables, and return what is wrong."""
    simulated = _collected(folder, regions, console)
    published, richest = press(folder)
    run = pool_run(simulated)
    workspaces = {"simulated": simulated.workspace, "press": published}
    codes = {"simulated": list(simulated.codes), "press": richest}
    ways = made_all_ways(workspaces, codes, folder / "made", console)
    sheets = fact_sheets(simulated.workspace, codes["simulated"], folder / "sheets")
    files = {name: [inspected(one.path) for one in way.samples] for name, way in ways.items()}
    console.print(ways_table({name: way.samples for name, way in ways.items()}, files))
    console.print(parts_table(ways[OURS].samples))
    console.print(pool_table(run, ways[BARE].samples, sheets))
    console.print(targets_table({name: way.samples for name, way in ways.items()}, sheets, run))
    console.print(f"Made anew after {simulated.held} handed in: {', '.join(run.remade)}")
    wrong = [f"{one} differs between two processes" for one in differing(workspaces, ways[OURS])]
    wrong += [
        f"{sample.page} keeps not both standards"
        for sample, file in zip(ways[OURS].samples, files[OURS], strict=True)
        if not (file.pdf_a and file.pdf_ua and file.tagged)
    ]
    return wrong


def _collected(folder: Path, regions: int, console: Console) -> Nation:
    console.print(f"simulating and collecting {regions} governments ...", style="dim")
    return nation(folder, regions)


def main() -> int:
    """Print the tables; return 1 where something is wrong, never because it is slow."""
    parser = argparse.ArgumentParser(prog="python -m bench.reports", description=__doc__)
    parser.add_argument("--regions", type=int, default=40, help="simulated governments")
    asked = parser.parse_args()
    console = Console(width=None if sys.stdout.isatty() else 132)
    begun = time.time()
    with tempfile.TemporaryDirectory(prefix="monev-bench-") as folder:
        try:
            wrong = measured(Path(folder), asked.regions, console)
        except PoolError as error:
            wrong = [str(error)]
    for line in wrong:
        console.print(f"WRONG: {line}")
    if wrong and any(one.stat().st_mtime > begun for one in TEMPLATES.rglob("*.*")):
        console.print("Templates or styles were edited while this ran; run it again.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

"""`make bench`: what one quarter of the published example costs, stage by stage.

Each figure is taken in this run; compare ratios, not seconds, between machines. Other ways of
making the same documents are measured in `bench.reports`.
"""

import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.bare import Bare
from bench.ours import dossiers, pages, paper_of
from bench.report_nation import settings_of
from models import DocumentForm, Quarter
from monev.assess_region import Assessment, assess
from monev.collect_many import collect_folder
from monev.counterfactual import prospect
from monev.evaluate_many import RegionPool, plan
from monev.evaluate_region import evaluate_region
from monev.reports.forms import make, page_of, warm_up
from monev.tell_region import tell_region
from monev.workspace import Workspace, open_workspace, packaged_example

QUARTER = Quarter(2024, 3)
BARE = "the same pages, WeasyPrint alone"


@dataclass
class Row:
    """One line of the table: a stage, how long all of it took, and how many items it was."""

    stage: str
    seconds: float
    items: int
    unit: str


def timed(rows: list[Row], stage: str, items: int, unit: str, work: Callable[[], object]) -> None:
    """Do `work` and note its time as a row."""
    start = time.perf_counter()
    work()
    rows.append(Row(stage, time.perf_counter() - start, items, unit))


def pooled(workspace: Workspace, codes: list[str], workers: int) -> None:
    """Evaluate all regions in a pool of processes, its start included."""
    pool = RegionPool(workspace.settings, workers)
    try:
        marked = [(one, "") for one in codes]
        failed = [one for one in pool.evaluate(workspace, marked, QUARTER) if one.error]
    finally:
        pool.close()
    if failed:
        raise SystemExit(f"{failed[0].code}: {failed[0].error}")


def collected(folder: Path) -> Workspace:
    """Return a fresh workspace that holds the published example."""
    workspace = open_workspace(settings_of(folder))
    collect_folder(workspace, packaged_example())
    return workspace


def measure(folder: Path) -> list[Row]:
    """Run every stage on fresh workspaces below `folder`."""
    rows: list[Row] = []
    places: list[Workspace] = []
    timed(rows, "collect the example", 1, "sweep", lambda: places.append(collected(folder / "one")))
    (workspace,) = places
    planned = plan(workspace, QUARTER)
    codes = [code for _, batch in planned.batches for code in batch] + list(planned.provinces)
    timed(rows, "warm-up (fonts, styles, templates)", 1, "process", warm_up)
    judged(rows, workspace, codes)

    def all_stages() -> None:
        for code in codes:
            evaluate_region(workspace, code, QUARTER)

    count = len(codes)
    timed(rows, "one region after the other, all stages", count, "region", all_stages)
    timed(rows, "again, nothing changed", count, "region", all_stages)
    printed(rows, workspace, codes)
    second = collected(folder / "two")
    timed(
        rows,
        "pool of two processes, start included",
        count,
        "region",
        lambda: pooled(second, codes, 2),
    )
    return rows


def judged(rows: list[Row], workspace: Workspace, codes: list[str]) -> None:
    """Time what comes before a document: facts, findings, score, and what would change it."""
    regions = [workspace.register.regions[code] for code in codes]
    for region in regions[:1]:
        assess(workspace, region, QUARTER)
    found: list[Assessment] = []
    timed(
        rows,
        "facts, findings, score",
        len(codes),
        "region",
        lambda: found.extend(assess(workspace, region, QUARTER) for region in regions),
    )
    timed(
        rows, "profile and ranks", len(codes), "region", lambda: [tell_region(one) for one in found]
    )
    timed(
        rows,
        "what would change the score",
        len(codes),
        "region",
        lambda: [prospect(one.known, one.rules, one.scorecard) for one in found],
    )


def printed(rows: list[Row], workspace: Workspace, codes: list[str]) -> None:
    """Time what a document takes, beside WeasyPrint alone on the same pages."""
    found = dossiers(workspace, QUARTER, codes)
    papers = [paper_of(one) for one in found.values()]
    page_of(papers[0], "print")
    count = len(codes)
    timed(
        rows,
        "view, attachments and HTML",
        count,
        "report",
        lambda: [page_of(paper_of(one), "print") for one in found.values()],
    )
    timed(
        rows,
        "HTML and PDF, ours (warm)",
        count,
        "report",
        lambda: [make(one, DocumentForm.PDF) for one in papers],
    )
    bare, todo = Bare(), pages("example", found)
    timed(rows, BARE, count, "report", lambda: [bare.make(one) for one in todo])


def main() -> None:
    """Measure and print the table."""
    console = Console()
    with tempfile.TemporaryDirectory(prefix="monev-bench-") as folder:
        rows = measure(Path(folder))
    reference = next(row for row in rows if row.stage == BARE)
    each = reference.seconds / reference.items
    table = Table(title=f"Published example, {QUARTER}: stages and their cost")
    table.add_column("Stage")
    for heading in ("Seconds", "Items", "ms per item", "x bare WeasyPrint"):
        table.add_column(heading, justify="right")
    for row in rows:
        one = row.seconds / row.items
        table.add_row(
            row.stage,
            f"{row.seconds:.2f}",
            f"{row.items} {row.unit}",
            f"{one * 1000:.1f}",
            f"{one / each:.2f}" if row.unit not in {"process", "sweep"} else "",
        )
    console.print(table)
    console.print(
        "x bare WeasyPrint: time per item over the time WeasyPrint alone needs per report, its"
        " fonts and style sheets set up once."
    )


if __name__ == "__main__":
    main()

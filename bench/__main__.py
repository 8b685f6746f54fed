"""`make bench`: what one quarter of the published example costs, stage by stage.

Each figure is taken in this run; compare ratios, not seconds, between machines.
"""

import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from models import Quarter
from monev.assess_region import assess
from monev.collect_many import collect_folder
from monev.counterfactual import prospect
from monev.evaluate_many import RegionPool, plan
from monev.evaluate_region import evaluate_region
from monev.reports import build_view
from monev.reports.render import TEMPLATES, Assets, html_of, render_pdf, warm_up
from monev.scoring import profile
from monev.segments import load_segments
from monev.settings import Settings
from monev.workspace import Workspace, open_workspace, packaged_example

QUARTER = Quarter(2024, 3)
SHEETS = ("type.css", "page.css", "blocks.css")


@dataclass
class Row:
    """One line of the table: a stage, how long all of it took, and how many items it was."""

    stage: str
    seconds: float
    items: int
    unit: str


def timed(rows: list[Row], stage: str, items: int, unit: str, work: Callable[[], object]) -> object:
    """Do `work`, note its time as a row, and return its result."""
    start = time.perf_counter()
    result = work()
    rows.append(Row(stage, time.perf_counter() - start, items, unit))
    return result


def bare(htmls: list[str]) -> None:
    """Render the same pages with WeasyPrint alone, fonts and style sheets anew each time."""
    for html in htmls:
        fonts = FontConfiguration()
        sheets = [
            CSS(
                string=(TEMPLATES / "style" / name).read_text("utf-8"),
                font_config=fonts,
                url_fetcher=Assets(),
                base_url="asset:",
            )
            for name in SHEETS
        ]
        document = HTML(string=html, base_url="asset:", url_fetcher=Assets())
        document.write_pdf(font_config=fonts, stylesheets=sheets, pdf_variant="pdf/ua-1")


def pooled(workspace: Workspace, codes: list[str], workers: int) -> None:
    """Evaluate all regions in a pool of processes, its start included."""
    pool = RegionPool(workspace.settings, workers)
    try:
        failed = [one for one in pool.evaluate(workspace, codes, QUARTER) if one.error]
    finally:
        pool.close()
    if failed:
        raise SystemExit(f"{failed[0].code}: {failed[0].error}")


def measure(folder: Path) -> list[Row]:
    """Run every stage on fresh workspaces below `folder`."""
    rows: list[Row] = []
    first = Settings(workspace=folder / "one")
    workspace = open_workspace(first)
    timed(
        rows,
        "collect the example",
        1,
        "sweep",
        lambda: collect_folder(workspace, packaged_example()),
    )
    planned = plan(workspace, QUARTER)
    codes = [code for _, batch in planned.batches for code in batch] + list(planned.provinces)
    regions = [workspace.register.regions[code] for code in codes]
    count = len(regions)
    timed(rows, "warm-up (fonts, styles, templates)", 1, "process", warm_up)
    found = [assess(workspace, region, QUARTER) for region in regions]
    timed(
        rows,
        "facts, findings, score",
        count,
        "region",
        lambda: [assess(workspace, region, QUARTER) for region in regions],
    )
    titles = load_segments().titles()
    views = [
        build_view(
            known=one.known,
            card=one.scorecard,
            profile=profile(one.known, one.rules),
            rubric_title=one.rules.rubric.head.title.id,
            findings=one.findings,
            province=workspace.register.regions[one.known.region.province_code],
            titles=titles,
            prospect=prospect(one.known, one.rules, one.scorecard),
            hand_in=one.hand_in,
            revision=1,
            reason="",
            changes="",
            number=f"BENCH/{one.known.region.code}",
            inputs_sha256="0" * 64,
        )
        for one in found
    ]
    htmls: list[str] = []
    timed(rows, "view to HTML", count, "report", lambda: htmls.extend(map(html_of, views)))
    timed(
        rows,
        "HTML to PDF, ours (warm)",
        count,
        "report",
        lambda: [render_pdf(one) for one in views],
    )
    timed(rows, "HTML to PDF, bare WeasyPrint", count, "report", lambda: bare(htmls))
    timed(
        rows,
        "one region after the other, all stages",
        count,
        "region",
        lambda: [evaluate_region(workspace, code, QUARTER) for code in codes],
    )
    timed(
        rows,
        "again, nothing changed",
        count,
        "region",
        lambda: [evaluate_region(workspace, code, QUARTER) for code in codes],
    )
    second = open_workspace(Settings(workspace=folder / "two"))
    collect_folder(second, packaged_example())
    timed(
        rows,
        "pool of two processes, start included",
        count,
        "region",
        lambda: pooled(second, codes, 2),
    )
    return rows


def main() -> None:
    """Measure and print the table."""
    console = Console()
    with tempfile.TemporaryDirectory(prefix="monev-bench-") as folder:
        rows = measure(Path(folder))
    reference = next(row for row in rows if "bare WeasyPrint" in row.stage)
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
        "x bare WeasyPrint: time per item over the time bare WeasyPrint needs per report."
    )


if __name__ == "__main__":
    main()

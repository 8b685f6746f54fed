"""What the press prints of a region's quarter, as a CSV of published figures (simulated tier)."""

import csv
from io import StringIO
from typing import Any

from monev.simulate.chance import dice
from monev.simulate.papers import CLIPPINGS, Form, Papers

HEADINGS = [
    *("region_code", "region_name", "period", "metric", "value", "unit", "reading"),
    *("source_title", "source_publisher", "source_date", "source_tier", "dated_about", "note"),
]


def fill_clippings(papers: Papers) -> None:
    """Put a clipping among the papers of some regions: coverage as printed, rightly computed."""
    world = papers.world
    throw = dice(world.seed, papers.region.code, "clippings")
    if throw.random() >= world.shapes.channels.clippings:
        return
    share = 100 * sum(world.members(papers.quarter).values()) / world.working
    add_clipping(papers, "cakupan", "ucj_coverage", f"{share:.2f}", "percent")


def add_clipping(
    papers: Papers, story: str, metric: str, value: Any, unit: str, **more: Any
) -> int:
    """Add one printed figure and return its row; `more` sets other headings.

    Figures of one story come from one publication, dated the last day of the quarter.
    """
    if papers.clippings is None:
        papers.clippings = Form(CLIPPINGS, list(HEADINGS))
    end = papers.quarter.end.isoformat()
    row = {
        "region_code": papers.region.code,
        "region_name": papers.region.name,
        "period": end,
        "metric": metric,
        "value": value,
        "unit": unit,
        "reading": "",
        "source_title": f"{papers.world.shapes.watermark}: {story} {papers.region.name} {end}",
        "source_publisher": papers.world.shapes.watermark,
        "source_date": end,
        "source_tier": "simulasi",
        "dated_about": "",
        "note": "",
    }
    papers.clippings.rows.append(row | more)
    return len(papers.clippings.rows) - 1


def written_clippings(form: Form) -> bytes:
    """Return the clippings as CSV in UTF-8."""
    out = StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(form.grid())
    return out.getvalue().encode("utf-8")

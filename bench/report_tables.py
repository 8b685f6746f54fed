"""Documents measured, as tables; ratios are of processor time unless a heading says so."""

from collections.abc import Mapping, Sequence
from functools import reduce
from operator import add

from rich.table import Table

from bench.inspected import Inspected
from bench.ours import GARBAGE, PARTS, WEASYPRINT
from bench.processor import NOTHING, Spent
from bench.report_pool import WORKERS, PoolRun
from bench.way_process import Sample

NAMES = {
    "ours": "ours, dossier to filed PDF, warm",
    "bare": "WeasyPrint alone, fonts and styles shared",
    "naive": "WeasyPrint, everything inline and anew",
    "chromium": "Chromium, print to PDF, one warm page",
    "typst": "Typst, same words, tables and drawings",
}
Samples = Mapping[str, Sequence[Sample]]


def mean(samples: Sequence[Sample]) -> Spent:
    """Return what one report took on average."""
    whole = reduce(add, (one.took for one in samples), NOTHING)
    return Spent(whole.wall / len(samples), whole.cpu / len(samples))


def ways_table(samples: Samples, files: Mapping[str, Sequence[Inspected]]) -> Table:
    """Return the ways side by side."""
    bare = mean(samples["bare"])
    count = len(samples["bare"])
    table = _table(
        f"{count} reports, each made every way",
        *("ms", "processor ms", "x bare", "x bare, clock", "kB", "pages"),
        *("tagged", "PDF/A-3a", "PDF/UA-1"),
    )
    for name, told in NAMES.items():
        if name not in samples:
            table.add_row(f"{told}: none on this machine", *[""] * 9)
            continue
        one, seen = mean(samples[name]), files[name]
        table.add_row(
            told,
            *(_ms(one.wall), _ms(one.cpu)),
            *(f"{one.cpu / bare.cpu:.2f}", f"{one.wall / bare.wall:.2f}"),
            f"{sum(each.kilobytes for each in seen) / len(seen):.0f}",
            f"{sum(each.pages for each in seen) / len(seen):.1f}",
            _share([each.tagged for each in seen]),
            _share([each.pdf_a for each in seen]),
            _share([each.pdf_ua for each in seen]),
        )
    return table


def parts_table(samples: Sequence[Sample]) -> Table:
    """Return where the time of our own way goes."""
    each = {part: _part(samples, part) for part in PARTS}
    whole = mean(samples).cpu
    table = _table("ours, part by part", "processor ms", "%")
    for part, seconds in each.items():
        table.add_row(part, _ms(seconds), f"{100 * seconds / whole:.1f}")
    outside = whole * outside_weasyprint(samples)
    table.add_row("all of ours outside WeasyPrint", _ms(outside), f"{100 * outside / whole:.1f}")
    return table


def outside_weasyprint(samples: Sequence[Sample]) -> float:
    """Return the share (0-1) of our way that is neither WeasyPrint's nor frees what it left."""
    theirs = _part(samples, WEASYPRINT) + _part(samples, GARBAGE)
    return 1 - theirs / mean(samples).cpu


def _part(samples: Sequence[Sample], part: str) -> float:
    return sum(one.parts.get(part, 0.0) for one in samples) / len(samples)


def pool_table(run: PoolRun, bare: Sequence[Sample], sheets: Sequence[Sample]) -> Table:
    """Return what a regular run takes beside the same documents by WeasyPrint alone."""
    told = run.started + run.worked
    table = _table(
        f"{told} regions in a pool of {WORKERS}: evaluated, report and fact sheet filed",
        *("s", "processor s", "ms per region", "x bare / workers", "x bare, processor"),
    )
    rows = [
        ("full run, start of the processes included", run.whole, told),
        (f"after the first {run.started} regions", run.work, run.worked),
        ("again, nothing changed", run.again, told),
        ("one region handed in", run.changed, told),
    ]
    for name, took, count in rows:
        wall, cpu = against_bare(took, count, bare, sheets)
        each = _ms(took.wall / count)
        table.add_row(
            name, f"{took.wall:.1f}", f"{took.cpu:.1f}", each, f"{wall:.2f}", f"{cpu:.2f}"
        )
    return table


def against_bare(
    took: Spent, count: int, bare: Sequence[Sample], sheets: Sequence[Sample]
) -> tuple[float, float]:
    """Return time per region over bare WeasyPrint's for its report and its fact sheet.

    On the clock it is that of bare WeasyPrint divided by the workers, then that of processor.
    """
    one = mean(_simulated(bare)) + mean(sheets)
    return took.wall / count / (one.wall / WORKERS), took.cpu / count / one.cpu


def _simulated(samples: Sequence[Sample]) -> list[Sample]:
    return [one for one in samples if one.page.startswith("simulated")]


def targets_table(samples: Samples, sheets: Sequence[Sample], run: PoolRun) -> Table:
    """Return what was aimed at beside what came out."""
    ours, naive = mean(samples["ours"]), mean(samples["naive"])
    table = _table("aims", "aim", "processor", "clock")
    share = f"{100 * outside_weasyprint(samples['ours']):.1f} %"
    table.add_row("outside WeasyPrint, of one report", "< 10 %", share, "")
    table.add_row(
        "times faster than the naive way",
        *(">= 2", f"{naive.cpu / ours.cpu:.2f}", f"{naive.wall / ours.wall:.2f}"),
    )
    if "chromium" in samples:
        browser = mean(samples["chromium"])
        ratios = (f"{ours.cpu / browser.cpu:.2f}", f"{ours.wall / browser.wall:.2f}")
        table.add_row("times Chromium's time", "<= 3", *ratios)
    wall, cpu = against_bare(run.work, run.worked, samples["bare"], sheets)
    table.add_row("pool, times bare WeasyPrint per worker", "<= 1.10", f"{cpu:.2f}", f"{wall:.2f}")
    again = (run.again.cpu / run.whole.cpu, run.again.wall / run.whole.wall)
    table.add_row(
        "nothing changed, of a full run", "< 3 %", *(f"{100 * one:.1f} %" for one in again)
    )
    return table


def _share(found: Sequence[bool]) -> str:
    if all(found):
        return "yes"
    return f"{sum(found)} of {len(found)}" if any(found) else "no"


def _ms(seconds: float) -> str:
    return f"{1000 * seconds:.0f}" if seconds >= 0.1 else f"{1000 * seconds:.1f}"


def _table(title: str, *headings: str) -> Table:
    table = Table("", title=title, title_justify="left")
    for heading in headings:
        table.add_column(heading, justify="right")
    return table

"""The run as a whole, as tables; what is wanted stands beside what came out."""

from collections.abc import Sequence

from rich.table import Table

from bench.national.growth import Step
from bench.national.whole import Ran, Whole, size_told

MIN = 60


def runs_table(run: Whole, workers: int) -> Table:
    """Return the runs side by side: seconds, per region, over WeasyPrint alone, memory."""
    table = _table(
        f"{run.evaluated} regions, {run.pdfs} PDF of {len(run.documents)} documents, "
        f"{workers} processes",
        *("s", "own part, s", "processor s", "ms per region", "x bare", "x bare, processor"),
        *("parent MB", "worker MB", "engine MB", "together MB"),
    )
    rows = (
        ("(a) monev evaluate, Prefect's embedded engine", run.flow),
        ("(b) the same without Prefect, plain loop", run.loop),
        ("(c) the same PDFs, WeasyPrint alone", run.bare),
        ("(d) a again, nothing changed", run.flow_again),
        ("(d) b again, nothing changed", run.loop_again),
    )
    for name, one in rows:
        table.add_row(
            name,
            f"{one.seen.seconds:.1f}",
            f"{one.own:.1f}",
            f"{one.seen.cpu:.1f}",
            f"{1000 * one.seen.seconds / max(run.evaluated, 1):.0f}",
            f"{one.seen.seconds / run.bare.seen.seconds:.3f}",
            f"{one.seen.cpu / run.bare.seen.cpu:.3f}",
            *_memory(one),
        )
    table.caption = "; ".join(
        [f"b by parts: {_parts(run.parts)}", f"workspace: {size_told(run.megabytes)}"]
    )
    return table


def aims_table(run: Whole) -> Table:
    """Return what was aimed at beside what came out."""
    table = _table("the run as a whole", "wanted", "came out", "own parts alone")
    bare, flow, loop = run.bare, run.flow, run.loop
    share = flow.seen.seconds - loop.seen.seconds
    rows = (
        (
            "end to end / bare",
            "<= 1.15",
            flow.seen.seconds / bare.seen.seconds,
            flow.own / bare.own,
        ),
        ("without Prefect / bare", "", loop.seen.seconds / bare.seen.seconds, loop.own / bare.own),
    )
    for name, wanted, whole, own in rows:
        table.add_row(name, wanted, f"{whole:.3f}", f"{own:.3f}")
    table.add_row(
        "Prefect's share",
        "",
        f"{share:.1f} s, {100 * share / flow.seen.seconds:.1f} %",
        f"{flow.own - loop.own:.1f} s, {100 * (flow.own - loop.own) / flow.own:.1f} %",
    )
    for name, again, full in (
        ("nothing changed / full, with Prefect", run.flow_again, flow),
        ("nothing changed / full, without Prefect", run.loop_again, loop),
    ):
        table.add_row(
            name,
            "< 3 %",
            f"{100 * again.seen.seconds / full.seen.seconds:.1f} %",
            f"{100 * again.own / full.own:.1f} %",
        )
    table.add_row("peak memory, all processes together", "", f"{flow.seen.together_mb:.0f} MB", "")
    return table


def growth_table(steps: Sequence[Step], workers: int) -> Table:
    """Return one row per quarter, each held against the first.

    `x straight line`: the processor time of all quarters so far over that of as many evaluations at
    the first quarter's price.
    """
    table = _table(
        f"{sum(one.evaluated for one in steps)} evaluations on one workspace, "
        f"{workers} processes, no Prefect",
        *(
            "regions",
            "so far",
            "documents",
            "s",
            "processor ms per region",
            "x first",
            "x straight line",
        ),
        *("parent MB", "worker MB", "database MB", "files MB", "collected, ms per file"),
    )
    work = steps[0].processor_per_region
    evaluated, spent = 0, 0.0
    for one in steps:
        evaluated, spent = evaluated + one.evaluated, spent + one.ran.seen.cpu
        parent, worker, *_ = _memory(one.ran)
        table.add_row(
            str(one.quarter),
            str(one.evaluated),
            str(evaluated),
            "NOT DRAWN" if one.undrawn else "drawn",
            f"{one.ran.own:.1f}",
            f"{1000 * one.processor_per_region:.0f}",
            f"{one.processor_per_region / work:.2f}" if work else "",
            f"{spent / (evaluated * work):.2f}" if work and evaluated else "",
            *(parent, worker),
            *(f"{one.megabytes[part]:.0f}" for part in ("database", "files")),
            f"{1000 * one.collect_seconds / one.files:.1f}" if one.files else "",
        )
    table.caption = f"last quarter by parts: {_parts(steps[-1].parts)}"
    return table


def _memory(one: Ran) -> tuple[str, str, str, str]:
    taken = one.seen
    worker = max(taken.workers_mb, default=0.0)
    peaks = (taken.parent_mb, worker, taken.engine_mb, taken.together_mb)
    return tuple(f"{mb:.0f}" if mb else "" for mb in peaks)  # type: ignore[return-value]


def _parts(parts: dict[str, float]) -> str:
    return ", ".join(f"{name} {seconds:.1f} s" for name, seconds in parts.items())


def _table(title: str, *headings: str) -> Table:
    table = Table("", title=title, title_justify="left", caption_justify="left")
    for heading in headings:
        table.add_column(heading, justify="right")
    return table

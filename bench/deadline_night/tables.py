"""A night as tables: times by kind of request, what it took, and what was wanted beside it."""

from rich.table import Table

from bench.deadline_night.databases import SQLITE
from bench.deadline_night.record import Kind
from bench.deadline_night.run import Lived
from bench.deadline_night.sums import busiest_minute, longest_queue, problems, times

PAGES = (Kind.PAGE, Kind.CHECK)
PAGE_MS, ANSWER_S = 500, 2.0


def times_table(one: Lived) -> Table:
    """Return the times of every kind of request in milliseconds, to the last byte."""
    wanted = one.wanted
    place = "SQLite" if wanted.database == SQLITE else "PostgreSQL"
    table = _table(
        f"{wanted.uploads} uploads, {wanted.downloads} downloads in {wanted.seconds:.0f} s, "
        f"{wanted.regions} governments, {place}",
        *("requests", "p50 ms", "p95 ms", "longest ms", "answers"),
    )
    for kind in Kind:
        found = times(one.told.asked, kind)
        if found.count:
            spans = (found.p50, found.p95, found.longest)
            row = (f"{1000 * span:.0f}" for span in spans)
            table.add_row(kind.value, str(found.count), *row, found.statuses)
    table.caption = (
        f"documents of {wanted.drawn} governments were laid out, the others have copies of one; "
        f"busiest minute: {busiest_minute(one.told.asked)} requests"
    )
    return table


def taken_table(one: Lived) -> Table:
    """Return what the portal took, seen from outside, and how long uploads queued."""
    portal, told = one.portal, one.told
    table = _table("what it took", "")
    waiting = longest_queue(told.asked, Kind.UPLOAD, Kind.CONFIRM, Kind.CHECK)
    rows = {
        "longest queue: uploads, readings and confirmations sent but not answered": f"{waiting}",
        "longest queue: uploads alone": f"{longest_queue(told.asked, Kind.UPLOAD)}",
        "longest queue: requests of any kind": f"{longest_queue(told.asked, *Kind)}",
        "peak memory of the portal": f"{portal.parent_mb:.0f} MB",
        f"peak memory of its {portal.most_children} children": f"{portal.children_mb:.0f} MB",
        "peak memory, all together": f"{portal.together_mb:.0f} MB",
        "processor, portal": f"{portal.parent_cpu:.1f} s",
        "processor, its children": f"{portal.children_cpu:.1f} s",
        "processors busy in the busiest ten seconds": f"{portal.busiest:.2f}",
        "processor, driver": f"{told.processor_seconds:.1f} s",
        "longest time by which the driver itself was late": f"{1000 * told.late_seconds:.0f} ms",
        "receipts, facts, entries of the log": f"{one.counted.receipts}, {one.counted.facts}, "
        f"{one.counted.entries}",
    }
    for name, value in rows.items():
        table.add_row(name, value)
    if one.wanted.database != SQLITE:
        table.caption = "the database server is not counted"
    return table


def aims_table(one: Lived) -> Table:
    """Return what was wanted beside what came out."""
    asked = one.told.asked
    table = _table("deadline night", "wanted", "came out", "")
    pages = 1000 * times(asked, *PAGES).p95
    table.add_row("page, p95", f"< {PAGE_MS} ms", f"{pages:.0f} ms", _held(pages < PAGE_MS))
    for name, kind in (("upload answer", Kind.UPLOAD), ("confirmation answer", Kind.CONFIRM)):
        answer = times(asked, kind).p95
        held = _held(answer < ANSWER_S)
        table.add_row(f"{name}, p95", f"< {ANSWER_S:.0f} s", f"{answer:.2f} s", held)
    lost, wrong = len(one.counted.lost), len(one.counted.wrong)
    table.add_row("offices without a receipt", "0", str(lost), _held(not lost))
    table.add_row("doubled, untrue or damaged", "0", str(wrong), _held(not wrong))
    return table


def problems_table(one: Lived) -> Table:
    """Return what went otherwise than expected, by kind."""
    table = _table("answers that were not expected", "how often")
    for name, count in problems(one.told.asked) or [("none", 0)]:
        table.add_row(name, str(count))
    return table


def _held(well: bool) -> str:
    return "reached" if well else "not reached"


def _table(title: str, *headings: str) -> Table:
    table = Table("", title=title, title_justify="left", caption_justify="left")
    for heading in headings:
        table.add_column(heading, justify="right")
    return table

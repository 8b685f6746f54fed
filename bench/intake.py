"""What intake costs: a simulated nation collected, and whether its findings equal the manifest.

Readings of the same files stand side by side: ours with and without the child process, and bare
loops over all cells with openpyxl and calamine. Compare ratios, not seconds, between machines.
"""

import json
import tempfile
import time
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import ijson
import openpyxl
from python_calamine import CalamineWorkbook
from rich.console import Console
from rich.table import Table

from models import Finding, Quarter
from monev.arrival import Arrival
from monev.assess_region import assess
from monev.collect_many import replay, sweep_inbox
from monev.errors import SourceError
from monev.register import load_register
from monev.settings import Settings
from monev.simulate import Order, simulate
from monev.simulate.compare import compare
from monev.sources import read_file, recognise
from monev.sources.limits import clean_and_read_here
from monev.standing_findings import findings_of_quarter
from monev.workspace import Workspace, open_workspace, reading_room
from tests.sources import hostile

QUARTER = Quarter(2024, 3)
ERROR_RATE = 0.5
SEED = 11
FEED_BYTES = 74_000_000
SAMPLE = 546
"""Workbooks read by every way of reading, at most; the damaged ones among them are left out."""


def seconds(work: Callable[[], object]) -> float:
    """Return how long `work` took."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def feed() -> bytes:
    """Return an array of regulations of 74 MB, every ten-thousandth of them on the subject."""

    def records() -> Iterator[str]:
        for number in range(1, 10_000_000):
            about = "Jaminan Sosial Ketenagakerjaan" if number % 10_000 == 0 else "Retribusi Pasar"
            yield json.dumps(
                {
                    "idData": str(number),
                    "tahun_pengundangan": "2023",
                    "tanggal_pengundangan": "2023-07-14",
                    "jenis": "Peraturan Wali Kota",
                    "noPeraturan": str(number),
                    "judul": f"Penyelenggaraan {about}",
                    "status": "Berlaku",
                    "teuBadan": "Kota Cilegon",
                    "abstrak": "-" * 400,
                }
            )

    parts, size = [], 0
    for one in records():
        parts.append(one)
        size += len(one) + 1
        if size > FEED_BYTES:
            return f"[{','.join(parts)}]".encode()
    raise AssertionError("the records ran out before the feed was large enough")


def every_cell_openpyxl(content: bytes) -> int:
    """Touch every cell of a workbook with openpyxl alone; returns the rows."""
    book = openpyxl.load_workbook(BytesIO(content), read_only=True, data_only=True)
    return sum(1 for sheet in book.worksheets for _ in sheet.iter_rows(values_only=True))


def every_cell_calamine(content: bytes) -> int:
    """Touch every cell of a workbook with calamine alone; returns the rows."""
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    return sum(len(book.get_sheet_by_name(name).to_python()) for name in book.sheet_names)


def workbooks(folder: Path) -> Table:
    """Read the same workbooks in four ways, and return the rows per second of each."""
    paths = sorted(folder.rglob("instrumen.xlsx"))[:SAMPLE]
    contents = [path.read_bytes() for path in paths if path.read_bytes().startswith(b"PK")]
    register, room = load_register(), reading_room()
    good = []
    for content in contents:
        try:
            recognise(content, "instrumen.xlsx")
        except SourceError:
            continue  # seeded as damaged; the bare loops could not read it either
        good.append((content, Arrival("instrumen.xlsx", QUARTER.due_date)))
    room.read(*good[0])
    rows = sum(every_cell_openpyxl(content) for content, _ in good)
    ways: list[tuple[str, Callable[[], object]]] = [
        ("bare calamine, every cell", lambda: [every_cell_calamine(one) for one, _ in good]),
        ("bare openpyxl, every cell", lambda: [every_cell_openpyxl(one) for one, _ in good]),
        ("ours, in process", lambda: [read_file(*one, register) for one in good]),
        ("ours, in the child", lambda: [room.read(*one) for one in good]),
        ("ours, two children", lambda: list(room.read_many(good))),
    ]
    took = {name: seconds(work) for name, work in ways}
    base = took["bare openpyxl, every cell"]
    table = _table(
        f"{len(good)} instrument workbooks, {rows} rows", "ms per file", "rows/s", "x openpyxl"
    )
    for name, spent in took.items():
        per_file = f"{1000 * spent / len(good):.1f}"
        table.add_row(name, per_file, f"{rows / spent:,.0f}", f"{spent / base:.2f}")
    return table


def feeds() -> Table:
    """Read a feed of 74 MB in three ways."""
    content = feed()
    arrival = Arrival("feed.json", QUARTER.due_date, region="36.72", source_id="jdih")
    records = content.count(b'"judul"')
    room = reading_room()
    ways: list[tuple[str, Callable[[], object]]] = [
        ("json.loads, the whole array", lambda: json.loads(content)),
        ("bare ijson, every record", lambda: sum(1 for _ in ijson.items(BytesIO(content), "item"))),
        ("ours, in process", lambda: read_file(content, arrival, load_register())),
        ("ours, in the child", lambda: room.read(content, arrival)),
    ]
    took = {name: seconds(work) for name, work in ways}
    base = took["bare ijson, every record"]
    title = f"JDIH feed of {len(content) / 1e6:.0f} MB, {records} records"
    table = _table(title, "s", "records/s", "x ijson")
    for name, spent in took.items():
        table.add_row(name, f"{spent:.1f}", f"{records / spent:,.0f}", f"{spent / base:.2f}")
    return table


def hostile_files() -> Table:
    """Read files made to hurt; every one must end in words, soon, and in little memory."""
    files = {
        "a million rows": hostile.endless_rows(),
        "entities in entities": hostile.billion_laughs(),
        "one text of 200 MB": hostile.long_text(200_000_000),
        "cell ZZZ9999999": hostile.far_cell("ZZZ9999999", "9999999"),
        "a directory that lies": hostile.lying_directory(150_000_000, 1_000),
        "a workbook with a password": hostile.encrypted_whole(),
        "JSON, 100,000 levels": b"[" * 100_000,
        "CSV, a million columns": b"a," * 1_000_000,
        "CSV, an open quote in 10 MB": b'a;b\n"' + b"x" * 10_000_000,
    }
    room = reading_room()
    table = _table("hostile files, through the child", "MB", "s", "answer")
    for name, content in files.items():
        arrival = Arrival("berkas", QUARTER.due_date)
        start = time.perf_counter()
        try:
            _, outcome = room.run(clean_and_read_here, content, arrival)
            answer = outcome.found if isinstance(outcome, SourceError) else "read"
        except SourceError as error:
            answer = error.found
        spent = time.perf_counter() - start
        table.add_row(name, f"{len(content) / 1e6:.1f}", f"{spent:.1f}", answer[:60])
    return table


def nation(folder: Path) -> tuple[Table, bool]:
    """Simulate, collect, replay and assess a nation; whether findings equal the manifest."""
    workspace = open_workspace(Settings(workspace=folder / "workspace"))
    order = Order(QUARTER, SEED, ERROR_RATE, "")
    made = time.perf_counter()
    manifest = simulate(order, folder / "inbox", 2)
    made = time.perf_counter() - made
    collected = time.perf_counter()
    swept = sweep_inbox(workspace, str(folder / "inbox"), QUARTER)
    collected = time.perf_counter() - collected
    again = seconds(lambda: replay(workspace, QUARTER))
    assessed = time.perf_counter()
    found = _findings(workspace)
    assessed = time.perf_counter() - assessed
    outcome = compare(manifest, found, given=frozenset({"peers"}))
    table = _table(f"nation of {manifest.governments}, {swept.files} files", "s", "ms per file", "")
    for name, spent in (
        ("simulate and write", made),
        ("collect: clean, keep, read, store", collected),
        ("replay from kept evidence", again),
        ("findings and scores", assessed),
    ):
        table.add_row(name, f"{spent:.1f}", f"{1000 * spent / swept.files:.1f}", "")
    table.add_row("findings expected and found", str(len(outcome.matched)), "", "")
    table.add_row("missed", str(len(outcome.missed)), "", "")
    table.add_row("invented", str(len(outcome.invented)), "", "")
    for line in outcome.told()[:20]:
        table.add_row(line, "", "", "")
    return table, outcome.equal


def _findings(workspace: Workspace) -> list[Finding]:
    found: list[Finding] = []
    known: set[str] = set()
    for region in workspace.register.governments():
        if workspace.store.facts_of(region.code):
            known.add(region.code)
            found += assess(workspace, region, QUARTER).findings
    rest = findings_of_quarter(workspace, QUARTER)
    return [*found, *(one for one in rest if one.region_code not in known)]


def _table(title: str, *headings: str) -> Table:
    table = Table("", title=title)
    for heading in headings:
        table.add_column(heading, justify="right")
    return table


def main() -> None:
    """Print the tables; exit 1 where findings and manifest differ."""
    console = Console()
    with tempfile.TemporaryDirectory() as name:
        told, equal = nation(Path(name))
        console.print(told)
        console.print(workbooks(Path(name) / "inbox"))
    console.print(feeds())
    console.print(hostile_files())
    if not equal:
        raise SystemExit(1)


if __name__ == "__main__":
    main()

"""The instrument workbook of one region into facts. Sheets and headings stand in the fact sheet."""

from dataclasses import replace

from models.facts import Fact
from models.finding import Severity
from monev.arrival import Arrival
from monev.segments import load_segments
from monev.sources.glimpse import Glimpse
from monev.sources.instrument.cells import CellReader
from monev.sources.instrument.identity import read_identity
from monev.sources.instrument.rows import facts_of
from monev.sources.instrument.sheet import InstrumentSheet, load_instrument_sheet
from monev.sources.instrument.table import table_of
from monev.sources.reading import Intake, Reading, Resolve
from monev.sources.source import Source
from monev.sources.workbook import read_sheets, sheet_names


def fits(glimpse: Glimpse) -> bool:
    """Whether a file is an instrument: it has the sheet that says whose it is."""
    return load_instrument_sheet().identity.sheet in glimpse.sheets


def read_instrument(content: bytes, arrival: Arrival, resolve: Resolve) -> Reading:
    """Read an instrument workbook.

    All that is wrong with it is found in one pass: missing sheets and headings, unknown ones, and
    every bad cell. Without a usable identity there are findings and no facts. Raises SourceError
    where the file is no workbook.
    """
    layout, name = load_instrument_sheet(), arrival.name
    intake = Intake.of(content, arrival, resolve)
    present = sheet_names(content, name)
    _note_sheets(present, layout, intake)
    wanted = {layout.identity.sheet, *layout.sheets}
    found = read_sheets(content, name, wanted, layout.rows.at_most)
    cells = CellReader(layout, load_segments(), intake)
    identity = None
    if layout.identity.sheet in found:
        identity = read_identity(found[layout.identity.sheet], cells)
    if identity is not None:
        cells = replace(cells, region=identity.region.code)
    facts: list[Fact] = []
    for title, table_layout in layout.sheets.items():
        if title not in found:
            continue
        table = table_of(found[title], table_layout, layout, intake)
        if table is not None:
            facts += facts_of(table, table_layout, identity, cells)
    if identity is None:
        return Reading(layout.id, facts, intake.findings)
    spoken_for = (identity.region.code, identity.quarter, identity.known_on)
    return Reading(layout.id, facts, intake.findings, *spoken_for)


def _note_sheets(present: tuple[str, ...], layout: InstrumentSheet, intake: Intake) -> None:
    """Report sheets that are missing, and those that nobody reads."""
    for title in (layout.identity.sheet, *layout.sheets):
        if title not in present:
            texts = (f"lembar {title!r} tidak ada", f"the sheet {title!r} is missing")
            intake.note("berkas.lembar", Severity.ERROR, intake.name, texts)
    known = {layout.identity.sheet, *layout.sheets, *layout.ignored_sheets}
    for title in present:
        if title not in known:
            texts = (
                f"lembar {title!r} tidak dikenal dan tidak dibaca",
                f"the sheet {title!r} is not in the fact sheet and is not read",
            )
            intake.note("berkas.lembar", Severity.WARNING, f"{intake.name} lembar {title}", texts)


INSTRUMENT = Source(
    "instrument", fits, read_instrument, "an instrument with a sheet 'Identitas'", ("xlsx",)
)

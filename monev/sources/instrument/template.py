"""The empty instrument of one region and quarter: what an office fills in, begun from last quarter.

Reading it back is `reader`'s work; looks, drop-downs and prepared rows stand in their own files.
"""

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from openpyxl import Workbook

from models.facts import Fact
from models.quarter import Quarter
from models.region import Region
from monev.errors import UsageError
from monev.packing import packed, write_text
from monev.segments import Segments
from monev.sources.instrument.choices import rule_for, write_lists
from monev.sources.instrument.looks import (
    FIXED,
    HEADING,
    SIMULATED,
    SUBTITLE,
    TITLE,
    add_styles,
    input_style,
    row_height,
    set_up_page,
)
from monev.sources.instrument.prefill import prepared_rows
from monev.sources.instrument.sheet import InstrumentSheet
from monev.sources.instrument.template_table import HEADING_ROW, write_questions, write_table

GUIDANCE_WIDTH = 110


def write_template(
    region: Region,
    quarter: Quarter,
    layout: InstrumentSheet,
    segments: Segments,
    prefill: Sequence[Fact] = (),
    simulated: bool = False,
) -> bytes:
    """Return the XLSX instrument of a region for a quarter, in Indonesian.

    `prefill` are the region's facts of last quarter. Regulations, targets and this fiscal year's
    budget lines carry over; of participation and contributions only the groups do, with the days
    of the new quarter, and the counts are blank. The day of handing in is left to the office. The
    same arguments give the same bytes. Raises UsageError for facts of another region.
    """
    strangers = sorted({fact.region_code for fact in prefill} - {region.code})
    if strangers:
        found = ", ".join(strangers)
        raise UsageError(f"facts of {found} given for the instrument of {region.code}")
    book = Workbook()
    book.remove(book.worksheets[0])
    add_styles(book)
    _write_guidance(book, layout)
    _write_identity(book, region, quarter, layout, segments, simulated=simulated)
    for title, table in layout.sheets.items():
        sheet = book.create_sheet(title)
        if table.fact == "attestation":
            write_questions(sheet, table, layout, segments)
        else:
            rows = prepared_rows(table, prefill, quarter, segments)
            write_table(sheet, table, rows, segments)
    write_lists(book, layout, segments)
    titles = {
        layout.guidance.sheet: layout.guidance.title_id,
        layout.identity.sheet: layout.identity.title_id,
        **{title: table.title_id for title, table in layout.sheets.items()},
    }
    for sheet in book.worksheets:
        if sheet.title in titles:
            _write_titles(sheet, region, f"{titles[sheet.title]}, {quarter.label}", simulated)
        heading = 0 if sheet.title == layout.guidance.sheet else HEADING_ROW
        footer = f"{region.code} {region.name}, {quarter.label}, versi {layout.versions[-1]}"
        set_up_page(sheet, footer, heading_row=heading, simulated=simulated)
    _stamp(book, region, quarter)
    return packed(book)


def _write_titles(sheet: Any, region: Region, title: str, simulated: bool) -> None:
    office = "PROVINSI " if region.kind == "provinsi" else ""
    government = f"PEMERINTAH {office}{region.name.upper()}"
    sheet["A1"] = f"DATA SIMULASI - {government}" if simulated else government
    sheet["A1"].style = SIMULATED if simulated else TITLE
    sheet["A2"] = title
    sheet["A2"].style = SUBTITLE


def _write_guidance(book: Any, layout: InstrumentSheet) -> None:
    sheet = book.create_sheet(layout.guidance.sheet)
    sheet.column_dimensions["A"].width = 5
    sheet.column_dimensions["B"].width = GUIDANCE_WIDTH
    for number, line in enumerate(layout.guidance.lines, start=1):
        at = HEADING_ROW + number
        for column, content in ((1, number), (2, line)):
            sheet.cell(at, column, content).style = FIXED
        sheet.row_dimensions[at].height = row_height(line, GUIDANCE_WIDTH)


def _write_identity(
    book: Any,
    region: Region,
    quarter: Quarter,
    layout: InstrumentSheet,
    segments: Segments,
    *,
    simulated: bool,
) -> None:
    """Write whose workbook this is; only what the office itself has to say is unlocked."""
    sheet = book.create_sheet(layout.identity.sheet)
    known = {
        "code": region.code,
        "name": region.name,
        "quarter": quarter.label,
        "version": layout.versions[-1],
        "simulated": "ya" if simulated else "tidak",
    }
    for letter, heading, width in zip(
        "ABC", ("Isian", "Isi", "Keterangan"), (26, 34, 70), strict=True
    ):
        sheet.column_dimensions[letter].width = width
        sheet[f"{letter}{HEADING_ROW}"] = heading
        sheet[f"{letter}{HEADING_ROW}"].style = HEADING
    for at, (label, column) in enumerate(layout.identity.fields.items(), start=HEADING_ROW + 1):
        for place, text in ((1, label), (3, column.hint)):
            sheet.cell(at, place, text).style = FIXED
        cell = sheet.cell(at, 2)
        cell.style = input_style(column.read) if column.carry == "blank" else FIXED
        if column.field in known:
            write_text(cell, known[column.field])
        if column.carry == "blank":
            rule = rule_for(label, column, segments)
            rule.add(cell.coordinate)
            sheet.add_data_validation(rule)


def _stamp(book: Any, region: Region, quarter: Quarter) -> None:
    """Set the document's own title and dates; the dates are the quarter's, not the clock's."""
    moment = datetime.combine(quarter.end, time())
    book.properties.creator = "Monev"
    book.properties.title = f"Instrumen monev {region.code} {region.name} {quarter}"
    book.properties.created = moment
    book.properties.modified = moment
    book.active = 0

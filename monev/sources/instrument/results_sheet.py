"""The sheet `Hasil pemeriksaan`: every finding with a link to its cell, and each cell's first look.

Its last column wears the fill a cell had before it was marked; a later annotation restores it.
"""

import re
from collections.abc import Sequence
from copy import copy
from typing import Any

from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.worksheet.hyperlink import Hyperlink

from models.finding import Finding, Severity
from monev.packing import write_text
from monev.sources.instrument.looks import ALERT, FACE, NAVY
from monev.sources.instrument.marks import FILLS, take_fill
from monev.sources.instrument.spots import Spot

RESULTS = "Hasil pemeriksaan"
HEADING_ROW = 4
_HEADINGS = ("No", "Tingkat", "Lembar", "Sel", "Masalah dan perbaikannya", "Warna semula")
_WIDTHS = (6, 14, 22, 10, 100, 14)
_SHEET, _CELL, _BEFORE = 3, 4, 6
_ADDRESS = re.compile(r"[A-Z]{1,3}[1-9][0-9]{0,6}")

Found = tuple[Finding, Spot | None]


def take_results(book: Any) -> None:
    """Remove the sheet of an earlier check and restore the cells that it lists."""
    if (
        RESULTS not in book.sheetnames
        or book[RESULTS].cell(HEADING_ROW, _BEFORE).value != (_HEADINGS[-1])
    ):
        return
    sheet = book[RESULTS]
    restored: set[tuple[str, str]] = set()
    for number in range(HEADING_ROW + 1, sheet.max_row + 1):
        title, address = (str(sheet.cell(number, at).value or "") for at in (_SHEET, _CELL))
        known = (title, address)
        if title not in book.sheetnames or known in restored or not _ADDRESS.fullmatch(address):
            continue
        restored.add(known)
        take_fill(book[title][address], sheet.cell(number, _BEFORE))
    del book[RESULTS]


def write_results(book: Any, found: Sequence[Found], name: str) -> None:
    """Write the sheet in front of the others, errors first. The cells must not be marked yet."""
    sheet = book.create_sheet(RESULTS, 0)
    write_text(sheet["A1"], f"Hasil pemeriksaan {name}")
    sheet["A1"].font = Font(name=FACE, bold=True, size=14, color=NAVY)
    sheet["A2"] = _summary([finding for finding, _ in found])
    for at, (heading, width) in enumerate(zip(_HEADINGS, _WIDTHS, strict=True), start=1):
        cell = sheet.cell(HEADING_ROW, at, heading)
        cell.font = Font(name=FACE, bold=True, color="FFFFFFFF")
        cell.fill = PatternFill("solid", fgColor=NAVY)
        sheet.column_dimensions[cell.column_letter].width = width
    sheet.column_dimensions[sheet.cell(1, _BEFORE).column_letter].hidden = True
    ordered = sorted(found, key=lambda each: list(Severity).index(each[0].severity))
    for number, (finding, spot) in enumerate(ordered, start=1):
        _write_finding(sheet, number, finding, spot, book)
    sheet.freeze_panes = f"A{HEADING_ROW + 1}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToHeight = 0
    _bring_to_front(book)


def _bring_to_front(book: Any) -> None:
    """Show the first sheet only: sheets selected together would be edited together."""
    book.active = 0
    for index, sheet in enumerate(book.worksheets):
        sheet.sheet_view.tabSelected = index == 0


def _summary(findings: Sequence[Finding]) -> str:
    errors, warnings = (
        sum(each.severity == severity for each in findings)
        for severity in (Severity.ERROR, Severity.WARNING)
    )
    if not findings:
        return "Tidak ada temuan. Berkas ini dapat dibaca seluruhnya."
    return (
        f"{errors} galat, {warnings} peringatan. Perbaiki sel yang diberi komentar, simpan, lalu "
        "kirim kembali. Galat wajib diperbaiki."
    )


def _write_finding(sheet: Any, number: int, finding: Finding, spot: Spot | None, book: Any) -> None:
    row = HEADING_ROW + number
    sheet.cell(row, 1, number)
    sheet.cell(row, 2, finding.severity.value)
    colour = FILLS.get(finding.severity)
    if colour:
        sheet.cell(row, 2).fill = PatternFill("solid", fgColor=colour)
    if finding.severity == Severity.ERROR:
        sheet.cell(row, 2).font = Font(name=FACE, bold=True, color=ALERT)
    write_text(sheet.cell(row, 5), finding.message_id)
    sheet.cell(row, 5).alignment = Alignment(wrap_text=True, vertical="top")
    if spot is None:
        write_text(sheet.cell(row, _SHEET), "Berkas")
    else:
        write_text(sheet.cell(row, _SHEET), spot.sheet)
        _link(sheet.cell(row, _CELL), spot)
        marked = book[spot.sheet][spot.cell]
        before = sheet.cell(row, _BEFORE)
        before.fill = copy(marked.fill)
        before.protection = Protection(locked=marked.protection.locked)
    for at in range(1, _BEFORE):
        sheet.cell(row, at).alignment = Alignment(wrap_text=at == 5, vertical="top")


def _link(cell: Any, spot: Spot) -> None:
    quoted = spot.sheet.replace("'", "''")
    cell.value = spot.cell
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{quoted}'!{spot.cell}")
    cell.font = Font(name=FACE, underline="single", color="FF1F5FA8")

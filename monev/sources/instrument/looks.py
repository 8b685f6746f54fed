"""How the workbook looks: a few named styles, widths that no heading outgrows, the printed page.

What stands in the cells is decided in `template` and its neighbours.
"""

import math
from typing import Any

from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side

NAVY, INK, LINE, PALE, ALERT = "FF1F3A5F", "FF1F2933", "FFBFC7D1", "FFF3F5F8", "FF9B1C1C"
FACE = "Calibri"
"""Named, because programs differ in what they put in the place of no name."""
LINE_HEIGHT = 15
"""Points that one line of text takes."""
TITLE, SUBTITLE, SIMULATED, HEADING, FIXED = (
    *("Monev judul", "Monev subjudul", "Monev simulasi"),
    *("Monev kepala", "Monev tetap"),
)
FORMATS = {
    "code": "@",
    "count": "#,##0",
    "rupiah": "#,##0",
    "percent": "0.00",
    "date": "[$-421]dd mmmm yyyy",
    "place_date": "[$-421]dd mmmm yyyy",
    "year": "0",
}
"""Number formats by kind of cell; the others are General. 421 is Indonesian, for month names."""
WIDTHS = {
    **{"text": 34, "code": 22, "segment": 32, "payer": 26, "item": 22, "rupiah": 19, "date": 20},
    **{"place_date": 24, "number": 16, "count": 14, "word": 16, "answer": 17, "percent": 12},
    **{"year": 11, "yesno": 12},
}
"""Widths in characters by kind of cell; a longer word in the heading widens the column."""


CENTRED = {"date", "place_date", "year", "yesno", "word"}
"""Kinds of short content that would touch its neighbour's text at the edge."""


def input_style(kind: str) -> str:
    """Return the name of the style of cells that are filled in."""
    return f"Monev isian {kind}"


def add_styles(book: Any) -> None:
    """Make the named styles known to a workbook."""
    thin = Side(style="thin", color=LINE)
    box = Border(left=thin, right=thin, top=thin, bottom=thin)
    wrapped = Alignment(wrap_text=True, vertical="top")
    centred = Alignment(wrap_text=True, vertical="top", horizontal="center")
    styles = [
        NamedStyle(TITLE, font=Font(name=FACE, bold=True, size=14, color=NAVY)),
        NamedStyle(SUBTITLE, font=Font(name=FACE, size=11, color=INK)),
        NamedStyle(SIMULATED, font=Font(name=FACE, bold=True, size=14, color=ALERT)),
        NamedStyle(
            HEADING,
            font=Font(name=FACE, bold=True, color="FFFFFFFF"),
            fill=PatternFill("solid", fgColor=NAVY),
            border=box,
            alignment=Alignment(wrap_text=True, vertical="center", horizontal="center"),
        ),
        NamedStyle(
            FIXED,
            font=Font(name=FACE, color=INK),
            fill=PatternFill("solid", fgColor=PALE),
            border=box,
            alignment=wrapped,
        ),
    ]
    styles += [
        NamedStyle(
            input_style(kind),
            font=Font(name=FACE, color=INK),
            border=box,
            alignment=centred if kind in CENTRED else wrapped,
            number_format=FORMATS.get(kind, "General"),
            protection=Protection(locked=False),
        )
        for kind in WIDTHS
    ]
    for style in styles:
        book.add_named_style(style)


def width_of(heading: str, kind: str) -> int:
    """Return a column's width: enough for its kind, and for the longest word of its heading."""
    return max(WIDTHS[kind], *(len(word) + 3 for word in heading.split()))


def heading_height(headings: dict[str, int]) -> int:
    """Return the height in points that headings of these widths need when they are wrapped."""
    lines = max(_lines(heading, width - 2) for heading, width in headings.items())
    return LINE_HEIGHT * lines + 6


def _lines(text: str, width: int) -> int:
    lines, used = 1, 0
    for word in text.split():
        if used and used + 1 + len(word) > width:
            lines, used = lines + 1, 0
        used += len(word) + (1 if used else 0)
    return lines


def row_height(text: str, width: int) -> int:
    """Return the height in points of a row that holds wrapped text."""
    return LINE_HEIGHT * max(1, math.ceil(len(text) / width)) + 3


def set_up_page(sheet: Any, footer: str, *, heading_row: int, simulated: bool) -> None:
    """Lock the sheet, freeze its headings and lay it out on A4 across, as wide as it is."""
    sheet.protection.sheet = True
    sheet.protection.formatColumns = False
    sheet.protection.formatRows = False
    sheet.sheet_view.showGridLines = False
    if heading_row:
        sheet.freeze_panes = f"A{heading_row + 1}"
        sheet.print_title_rows = f"1:{heading_row}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.oddFooter.left.text = footer
    sheet.oddFooter.right.text = "Halaman &P dari &N"
    if simulated:
        sheet.oddHeader.center.text = "DATA SIMULASI"

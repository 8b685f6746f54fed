"""Tables for other programs: CSV and XLSX in which no text can ever run as a formula.

What stands in a table is decided by whoever asks for it.
"""

import csv
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO

import openpyxl
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

Content = str | int | Decimal | date | None
_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_UNPRINTABLE = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 127), "�")
WIDEST = 60


def as_csv(headings: Sequence[str], rows: Iterable[Sequence[Content]]) -> str:
    """Return a CSV text; texts that a spreadsheet would calculate begin with an apostrophe.

    Source of the rule: OWASP, CSV injection. Numbers stay numbers, missing values stay empty.
    """
    out = StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows([_csv_cell(cell) for cell in row] for row in rows)
    return out.getvalue()


def _csv_cell(cell: Content) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        text = cell.translate(_UNPRINTABLE)
        return f"'{text}" if text.startswith(_STARTS_FORMULA) else text
    return format(cell, "f") if isinstance(cell, Decimal) else str(cell)


def as_xlsx(title: str, headings: Sequence[str], rows: Iterable[Sequence[Content]]) -> bytes:
    """Return a workbook with one sheet; every text is stored as text, whatever it begins with."""
    book = openpyxl.Workbook()
    sheet = book.active
    if sheet is None:
        raise AssertionError("a new workbook has a sheet")
    sheet.title = title[:31]
    sheet.append(list(headings))
    widths = [len(heading) for heading in headings]
    for number, row in enumerate(rows, start=2):
        for place, cell in enumerate(row, start=1):
            target = sheet.cell(number, place)
            if isinstance(cell, str):
                target.value = cell.translate(_UNPRINTABLE)
                target.data_type = "s"
            else:
                target.value = cell
            widths[place - 1] = max(widths[place - 1], len(str(cell or "")))
    for heading in sheet[1]:
        heading.font = Font(bold=True)
    for place, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = min(width + 2, WIDEST)
    sheet.freeze_panes = "A2"
    out = BytesIO()
    book.save(out)
    return out.getvalue()

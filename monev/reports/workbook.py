"""Tables as a workbook in which no text can ever run as a formula; the same tables, the same bytes.

What stands in a table is decided by whoever asks for it; CSV is written by `tabular`.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import Any

import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from monev.packing import packed, write_text
from monev.reports.tabular import Content, Sheet, storable

LONGEST_CELL = 32_767
"""Letters that a cell of a workbook holds."""
WIDEST = 60
AUTHOR = "Monev Inpres 2/2021"


def as_xlsx(title: str, headings: Sequence[str], rows: Iterable[Sequence[Content]]) -> bytes:
    """Return a workbook with one sheet; every text is stored as text, whatever it begins with."""
    return as_workbook([Sheet(title, headings, list(rows))], date(1980, 1, 1))


def as_workbook(sheets: Sequence[Sheet], made_on: date) -> bytes:
    """Return a workbook whose bytes depend on these sheets and this day alone.

    Every text is stored as text, missing values stay empty; headings are bold and stay in sight.
    """
    book = openpyxl.Workbook(write_only=True)  # a row at a time: a third of the memory
    book.properties.creator = AUTHOR
    book.properties.created = datetime.combine(made_on, time(12))
    book.properties.modified = book.properties.created
    for sheet in sheets:
        _fill(book.create_sheet(sheet.name[:31]), sheet)
    return packed(book)


def _fill(target: Any, sheet: Sheet) -> None:
    for place, width in enumerate(_widths(sheet), start=1):
        target.column_dimensions[get_column_letter(place)].width = min(width + 2, WIDEST)
    target.freeze_panes = f"A{len(sheet.notes) + 2}"
    for note in sheet.notes:
        target.append([_written(target, note)])
    headings = [_written(target, one) for one in sheet.headings]
    for one in headings:
        one.font = Font(bold=True)
    target.append(headings)
    for row in sheet.rows:
        target.append([_written(target, one) if isinstance(one, str) else one for one in row])


def _widths(sheet: Sheet) -> list[int]:
    """Return the letters of the longest content of every column."""
    widths = [len(heading) for heading in sheet.headings]
    for row in sheet.rows:
        for place, content in enumerate(row):
            if content:
                widths[place] = max(widths[place], len(str(content)))
    return widths


def _written(target: Any, content: str) -> Any:
    """Return a cell with a text; of one too long for it the letters left out are counted."""
    text = storable(content)
    if len(text) > LONGEST_CELL:
        kept = LONGEST_CELL - 20
        text = f"{text[:kept]}… [+{len(text) - kept}]"
    cell = WriteOnlyCell(target)
    write_text(cell, text)
    return cell

"""Sheets into XLSX bytes that are the same on every day: no clock gets into the archive."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from monev.packing import packed
from monev.simulate.papers import Form, Grid

MOMENT = datetime(1980, 1, 1)  # noqa: DTZ001  # a workbook's own dates have no zone
AUTHOR = "DATA SIMULASI"


def book_of_forms(forms: Sequence[Form]) -> bytes:
    """Return a workbook with one sheet per form."""
    return book_of_grids([Grid(form.name, form.grid()) for form in forms])


def book_of_grids(grids: Sequence[Grid]) -> bytes:
    """Return a workbook with these sheets; merged ranges keep their value in the first cell."""
    book = Workbook(write_only=True)
    book.properties.creator = AUTHOR
    book.properties.created = book.properties.modified = MOMENT
    for grid in grids:
        sheet: Any = book.create_sheet(grid.name)
        sheet.merged_cells = list(grid.merged)  # openpyxl's own set has another order each day
        for row in grid.rows:
            sheet.append([_cell(sheet, value) for value in row])
    return packed(book)


def _cell(sheet: Any, value: Any) -> Any:
    if not isinstance(value, date):
        return value
    cell: Any = WriteOnlyCell(sheet)
    cell.value = value
    cell.number_format = "yyyy-mm-dd"
    return cell

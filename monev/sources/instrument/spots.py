"""From the place of a finding to the cell of the workbook that can carry a comment."""

import re
from dataclasses import dataclass
from typing import Any

from openpyxl.utils import column_index_from_string, get_column_letter

LAST_COLUMN, LAST_ROW = 16_384, 1_048_576
_WHERE = re.compile(
    r"(?: sel (?P<column>[A-Z]{1,3})(?P<row>[1-9][0-9]{0,6})\b.*| baris (?P<line>[1-9][0-9]*)\b.*|)"
)


@dataclass(frozen=True)
class Spot:
    """One cell of one sheet."""

    sheet: str
    cell: str


def spot_of(place: str, book: Any) -> Spot | None:
    """Return the cell that `... lembar X sel D5` names; None where the sheet is not in the book.

    A place in a row or on a sheet leads to the first cell there that holds something, which is its
    heading or its title.
    """
    sheets = {sheet.title: sheet for sheet in book.worksheets}
    for title in sorted(sheets, key=len, reverse=True):
        found = place.find(f"lembar {title}")
        match = _WHERE.fullmatch(place, found + len(f"lembar {title}")) if found >= 0 else None
        if match is None:
            continue
        sheet = sheets[title]
        if match["column"]:
            row, column = int(match["row"]), column_index_from_string(match["column"])
        else:
            row, column = _first(sheet, int(match["line"]) if match["line"] else None)
        if row > LAST_ROW or column > LAST_COLUMN:
            return None
        return Spot(title, _anchor(sheet, row, column))
    return None


def _first(sheet: Any, row: int | None) -> tuple[int, int]:
    """Return row and column of the first cell with content, in one row or on the whole sheet."""
    rows = sheet.iter_rows(min_row=row, max_row=row)
    filled = (cell for cells in rows for cell in cells if cell.value is not None)
    first = next(filled, None)
    return (row or 1, 1) if first is None else (first.row, first.column)


def _anchor(sheet: Any, row: int, column: int) -> str:
    """Return the address; within merged cells that of the first one, which alone holds content."""
    address = f"{get_column_letter(column)}{row}"
    for area in sheet.merged_cells.ranges:
        if address in area:
            return f"{get_column_letter(area.min_col)}{area.min_row}"
    return address

"""Personal data out of workbooks: openpyxl blanks the cells, so every other cell stays in place.

Whether a workbook has to be taken apart at all is found out by `redaction`.
"""

from io import BytesIO
from typing import Any

import openpyxl
from python_calamine import CalamineError, CalamineWorkbook

from monev.sources.packing import packed
from monev.sources.personal import masked, personal_headings
from monev.sources.workbook import BROKEN, damaged, formula_values


def blank_personal(
    content: bytes, name: str, heading_rows: int
) -> tuple[bytes, tuple[str, ...], int]:
    """Return the workbook with personal columns emptied and identity numbers masked.

    Headings are looked for in the first `heading_rows` rows of every sheet. Also returns the
    headings found and how many numbers were masked. Raises SourceError for a damaged workbook.
    """
    try:
        book = openpyxl.load_workbook(BytesIO(content), keep_links=False)
        columns: list[str] = []
        numbers = 0
        for sheet in book.worksheets:
            found, count = _blank_sheet(sheet, heading_rows)
            columns += [one for one in found if one not in columns]
            numbers += count
        cleaned = packed(book, formula_values(content, name))
    except BROKEN as error:
        raise damaged(name, error) from error
    return cleaned, tuple(columns), numbers


def _blank_sheet(sheet: Any, heading_rows: int) -> tuple[tuple[str, ...], int]:
    columns: tuple[str, ...] = ()
    places: set[int] = set()
    numbers = 0
    for at, row in enumerate(sheet.iter_rows(), start=1):
        if not columns and at <= heading_rows:
            columns = personal_headings([str(cell.value or "") for cell in row])
            places = {cell.column for cell in row if str(cell.value or "") in columns}
            if columns:
                continue
        for cell in row:
            numbers += _clean(cell, blank=cell.column in places)
    return columns, numbers


def _clean(cell: Any, *, blank: bool) -> int:
    """Empty or mask one cell; returns how many identity numbers were masked in it."""
    if cell.value is None or type(cell).__name__ == "MergedCell":
        return 0
    if cell.comment is not None:
        cell.comment.text = masked(cell.comment.text)[0]
    if blank:
        cell.value = None
        return 0
    text, count = masked(_digits(cell.value))
    if count:
        cell.value = text
    return count


def _digits(value: Any) -> str:
    """Return a value as text; a whole number without exponent, as it was typed."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e18:
        return str(int(value))
    return str(value)


def texts_of_old(content: bytes, name: str) -> list[str]:
    """Return the text of every cell of an old workbook (.xls); raises SourceError."""
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        return [
            _digits(value)
            for title in book.sheet_names
            for row in book.get_sheet_by_name(title).iter_rows()
            for value in row
            if value != ""
        ]
    except CalamineError as error:
        raise damaged(name, error) from error

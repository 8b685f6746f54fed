"""Personal data out of workbooks: openpyxl blanks the cells, so every other cell stays in place.

What nobody reads (pivots, comments with numbers, charts, hyperlinks, lists) goes with them. Whether
a workbook has to be taken apart at all is told by `redaction_parts`.
"""

from io import BytesIO
from typing import Any

import openpyxl
from openpyxl.worksheet.scenario import ScenarioList
from python_calamine import CalamineError, CalamineWorkbook

from monev.packing import packed
from monev.sources.personal import masked
from monev.sources.redaction_rows import Personal, personal_cells
from monev.sources.workbook import BROKEN, damaged, formula_values

_HEADERS = ("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter")
_PROPERTIES = (
    *("creator", "title", "subject", "description", "keywords", "category", "lastModifiedBy"),
    *("identifier", "contentStatus", "version", "language", "revision"),
)
ENOUGH_NAME = 4
"""A shorter text of a personal column is not looked for in the results of formulas."""


def blank_personal(content: bytes, name: str) -> tuple[bytes, tuple[str, ...], int]:
    """Return the workbook with personal cells emptied and identity numbers masked.

    Also returns the headings found and how many numbers were masked. Raises SourceError for a
    damaged workbook.
    """
    try:
        book = openpyxl.load_workbook(BytesIO(content), keep_links=False)
        results = formula_values(content, name)
        columns: list[str] = []
        numbers = 0
        gone: set[str] = set()
        for number, sheet in enumerate(book.worksheets, start=1):
            found = _clean_sheet(sheet, gone)
            columns += [one for one in found.columns if one not in columns]
            numbers += found.numbers + _strip_sheet(sheet)
            if masked(sheet.title)[1]:
                numbers += 1
                title = sheet.title
                sheet.title = f"Lembar {number}"
                results = {
                    (sheet.title if key[0] == title else key[0], key[1]): value
                    for key, value in results.items()
                }
        _strip_book(book)
        cleaned = packed(book, _without(results, gone))
    except BROKEN as error:
        raise damaged(name, error) from error
    return cleaned, tuple(columns), numbers


def _clean_sheet(sheet: Any, gone: set[str]) -> Personal:
    """Empty and mask the cells of one sheet; texts that were blanked are added to `gone`."""
    rows = [list(row) for row in sheet.iter_rows()]
    found = personal_cells([[_digits(cell.value) for cell in row] for row in rows])
    for at, row in enumerate(rows):
        for place, cell in enumerate(row):
            if cell.value is None or type(cell).__name__ == "MergedCell":
                continue
            if (at, place) in found.blank:
                gone.add(_digits(cell.value).strip())
                cell.value = None
                cell.comment = None
                continue
            if (at, place) in found.texts:
                cell.value = found.texts[at, place]
                continue
            text, count = masked(_digits(cell.value))
            found.numbers += count
            if count:
                cell.value = text
    return found


def _strip_sheet(sheet: Any) -> int:
    """Drop what no reader looks at; return how many comments held an identity number."""
    numbers = 0
    for cell in list(sheet._cells.values()):
        if getattr(cell, "comment", None) is not None:
            numbers += masked(cell.comment.text)[1]
            cell.comment = None
        if getattr(cell, "hyperlink", None) is not None:
            cell.hyperlink = None
    sheet._hyperlinks = []
    sheet._pivots, sheet._charts, sheet._images = [], [], []
    sheet.data_validations.dataValidation = []
    sheet.auto_filter.filterColumn = []
    sheet.scenarios = ScenarioList()
    sheet.defined_names.clear()
    sheet.tables.clear()
    for header in _HEADERS:
        for side in ("left", "center", "right"):
            getattr(getattr(sheet, header), side).text = None
    return numbers


def _strip_book(book: Any) -> None:
    for sheet in list(book.chartsheets):
        book.remove(sheet)
    book.defined_names.clear()
    for name in list(book.custom_doc_props.names):
        del book.custom_doc_props[name]
    for name in _PROPERTIES:
        if masked(str(getattr(book.properties, name) or ""))[1]:
            setattr(book.properties, name, None)


def _without(results: dict[tuple[str, str], Any], gone: set[str]) -> dict[tuple[str, str], Any]:
    """Leave out saved results that hold an identity number, or a text that was blanked."""
    names = {one for one in gone if len(one) >= ENOUGH_NAME and not one.isdecimal()}
    return {
        key: value
        for key, value in results.items()
        if not masked(_digits(value))[1]
        and not (isinstance(value, str) and any(one in value for one in names))
    }


def _digits(value: Any) -> str:
    """Return a value as text; a whole number without exponent, as it was typed."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e18:
        return str(int(value))
    return str(getattr(value, "text", value))


def texts_of_old(content: bytes, name: str) -> list[str]:
    """Return the sheet names and cell texts of an old workbook (.xls); raises SourceError."""
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        return list(book.sheet_names) + [
            _digits(value)
            for title in book.sheet_names
            for row in book.get_sheet_by_name(title).iter_rows()
            for value in row
            if value != ""
        ]
    except CalamineError as error:
        raise damaged(name, error) from error

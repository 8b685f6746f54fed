"""Tables for other programs: CSV and XLSX in which no text can ever run as a formula.

What stands in a table is decided by whoever asks for it.
"""

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from io import StringIO
from typing import Any

import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from monev.packing import packed, write_text

Content = str | int | Decimal | date | None
_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_AFTER_SEPARATOR = re.compile(r"(?<=[;\t\r\n])(?=\s*[=+\-@＝＋－＠])")
_UNPRINTABLE = dict.fromkeys(
    (*range(9), 11, 12, *range(14, 32), 127, *range(0xD800, 0xE000), 0xFFFE, 0xFFFF), "�"
)
LONGEST_CELL = 32_767
"""Letters that a cell of a workbook holds."""
WIDEST = 60
AUTHOR = "Monev Inpres 2/2021"


def as_csv(headings: Sequence[str], rows: Iterable[Sequence[Content]]) -> str:
    """Return a CSV text in which what a spreadsheet would calculate begins with an apostrophe.

    So does what would begin a cell if a semicolon, a tab or an end of line parted cells, as in the
    settings of many offices. Source of the rule: OWASP, CSV injection. Numbers stay numbers,
    missing values stay empty.
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
        text = _storable(cell)
        if ";" in text or not text.isprintable():
            text = _AFTER_SEPARATOR.sub("'", text)
        return f"'{text}" if text.startswith(_STARTS_FORMULA) else text
    return format(cell, "f") if isinstance(cell, Decimal) else str(cell)


@dataclass(frozen=True)
class Sheet:
    """One table of a workbook: its name, its headings and rows, and sentences above them."""

    name: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Content]]
    notes: Sequence[str] = ()


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
    text = _storable(content)
    if len(text) > LONGEST_CELL:
        kept = LONGEST_CELL - 20
        text = f"{text[:kept]}… [+{len(text) - kept}]"
    cell = WriteOnlyCell(target)
    write_text(cell, text)
    return cell


def _storable(text: str) -> str:
    """Return a text without the characters that no file of this kind may hold."""
    return text if text.isprintable() else text.translate(_UNPRINTABLE)

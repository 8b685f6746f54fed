"""XLSX bytes into sheets of cells that know their addresses.

`content.kind_of` has looked at the archive before this module opens it. Finding headings and
reading values belong to the readers.
"""

import zipfile
import zlib
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from python_calamine import CalamineError, CalamineWorkbook

from monev.errors import EnvironmentFault, SourceError
from monev.sources.grid import Content, Value

MAX_COLUMNS = 60
MAX_CELL = 10_000

_BROKEN = (
    *(KeyError, ValueError, TypeError, IndexError, AttributeError, OSError, EOFError),
    *(zipfile.BadZipFile, zlib.error, ParseError, InvalidFileException, RuntimeError),
)
"""All that openpyxl and defusedxml raise for damaged or hostile parts."""


@dataclass(frozen=True)
class Sheet:
    """One sheet: its rows by number, blank rows left out."""

    name: str
    rows: dict[int, tuple[Value, ...]]


def sheet_names(content: bytes, name: str) -> tuple[str, ...]:
    """Return the names of the sheets; raises SourceError."""
    book = _opened(content, name, values=True)
    names = tuple(book.sheetnames)
    book.close()
    return names


def first_rows(content: bytes, name: str, rows: int, sheets: int) -> tuple[tuple[str, ...], ...]:
    """Return the texts of the first rows of the first sheets, old workbooks (.xls) included.

    Raises SourceError where the workbook cannot be opened.
    """
    if content.startswith(b"PK"):
        book = _opened(content, name, values=True)
        try:
            return tuple(
                tuple("" if value is None else str(value) for value in row)
                for title in book.sheetnames[:sheets]
                for row in _unsized(book[title]).iter_rows(
                    max_row=rows, max_col=MAX_COLUMNS, values_only=True
                )
            )
        except _BROKEN as error:
            raise _damaged(name, error) from error
        finally:
            book.close()
    try:
        old = CalamineWorkbook.from_filelike(BytesIO(content))
        return tuple(
            tuple(str(value) for value in row[:MAX_COLUMNS])
            for title in old.sheet_names[:sheets]
            for row in old.get_sheet_by_name(title).to_python(nrows=rows)
        )
    except CalamineError as error:
        raise _damaged(name, error) from error


def _unsized(sheet: Any) -> Any:
    """Forget the size a sheet claims: it may be wrong."""
    sheet.reset_dimensions()
    return sheet


def read_sheets(content: bytes, name: str, wanted: set[str], at_most: int) -> dict[str, Sheet]:
    """Read the sheets named in `wanted`, as far as the file has them, at most `at_most` rows each.

    A formula that was saved without its value keeps its own text, so that it cannot pass for an
    empty cell. Raises SourceError with the place for a workbook that cannot be read.
    """
    values, formulas = _opened(content, name, values=True), _opened(content, name, values=False)
    try:
        return {
            title: Sheet(title, _rows(values[title], formulas[title], name, at_most))
            for title in values.sheetnames
            if title in wanted
        }
    except _BROKEN as error:
        raise _damaged(name, error) from error
    finally:
        values.close()
        formulas.close()


def _opened(content: bytes, name: str, *, values: bool) -> Any:
    if not openpyxl.DEFUSEDXML:
        raise EnvironmentFault("defusedxml is not installed; workbooks are not opened without it")
    try:
        return openpyxl.load_workbook(
            BytesIO(content), read_only=True, data_only=values, keep_links=False
        )
    except _BROKEN as error:
        raise _damaged(name, error) from error


def _damaged(name: str, error: Exception) -> SourceError:
    """Name the first cause: openpyxl's own wording says only that some XML is invalid."""
    first: BaseException = error
    while first.__cause__ or first.__context__:
        first = first.__cause__ or first.__context__ or first
    problem = " ".join(f"{type(first).__name__}: {first}".split())[:200]
    return SourceError(name, "", f"a damaged workbook ({problem})", "a whole XLSX workbook")


def _rows(values: Any, formulas: Any, name: str, at_most: int) -> dict[int, tuple[Value, ...]]:
    rows: dict[int, tuple[Value, ...]] = {}
    for sheet in (values, formulas):
        sheet.reset_dimensions()
    pairs = zip(_cells(values), _cells(formulas), strict=False)
    for number, (cells, originals) in enumerate(pairs, start=1):
        if all(cell.value is None for cell in originals):
            continue
        place = f"{name} lembar {values.title}"
        if len(rows) == at_most:
            found = f"more than {at_most} rows"
            raise SourceError(name, f"lembar {values.title} baris {number}", found, "fewer")
        rows[number] = tuple(
            _value(cell, original, f"{place} sel {get_column_letter(column)}{number}")
            for column, (cell, original) in enumerate(zip(cells, originals, strict=False), start=1)
        )
    return rows


def _cells(sheet: Any) -> Any:
    return sheet.iter_rows(max_col=MAX_COLUMNS)


def _value(cell: Any, original: Any, place: str) -> Value:
    found = cell.value if cell.value is not None else original.value
    content = _content(found)
    raw = _raw(found, content)
    if len(raw) > MAX_CELL:
        raise SourceError(place, "", f"a cell of {len(raw)} characters", f"at most {MAX_CELL}")
    share = isinstance(content, Decimal) and "%" in str(getattr(cell, "number_format", "") or "")
    return Value(content, raw, place, share)


def _content(found: Any) -> Content:
    if found is None or isinstance(found, bool | str):
        return found
    if isinstance(found, int | float):
        return Decimal(repr(found))
    if isinstance(found, datetime):
        return found.date()
    if isinstance(found, date):
        return found
    return str(found)


def _raw(found: Any, content: Content) -> str:
    """Return the text of a cell; whole numbers without a decimal point, as the sheet shows them."""
    if content is None:
        return ""
    if isinstance(content, Decimal) and content == content.to_integral_value():
        return format(content.to_integral_value(), "f")
    return str(content) if isinstance(content, Decimal | date) else str(found)

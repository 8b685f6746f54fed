"""XLSX bytes into sheets of cells that know their addresses.

`content.kind_of` has looked at the archive before this module opens it. Finding headings and
reading values belong to the readers.
"""

import re
import zipfile
import zlib
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import ParseError

import openpyxl
from defusedxml.ElementTree import fromstring
from openpyxl.cell.read_only import EMPTY_CELL
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from python_calamine import CalamineError, CalamineWorkbook

from monev.errors import EnvironmentFault, SourceError
from monev.sources.content import kind_of
from monev.sources.grid import Content, Value

MAX_COLUMNS = 60
MAX_CELL = 10_000
_NOTHING = {id(EMPTY_CELL)}

BROKEN = (
    *(KeyError, ValueError, TypeError, IndexError, AttributeError, OSError, EOFError),
    *(zipfile.BadZipFile, zlib.error, ParseError, InvalidFileException, RuntimeError),
)
"""All that openpyxl and defusedxml raise for damaged or hostile parts."""
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]|\A(?:\xff\xfe|\xfe\xff)")
"""The tag of a formula, or the mark of UTF-16 in which it could not be seen; `<` in a cell's own
text is escaped and never meets it.
"""


@dataclass(frozen=True)
class Sheet:
    """One sheet: its rows by number, blank rows left out."""

    name: str
    rows: dict[int, tuple[Value, ...]]


def sheet_names(content: bytes, name: str) -> tuple[str, ...]:
    """Return the names of the sheets; only their list is unpacked. Raises SourceError."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            tree = fromstring(archive.read("xl/workbook.xml"))
    except BROKEN as error:
        raise damaged(name, error) from error
    sheets = (part for part in tree.iter() if part.tag.rpartition("}")[2] == "sheet")
    return tuple(title for sheet in sheets if (title := sheet.get("name")))


def open_to_mark(content: bytes, name: str) -> Any:
    """Open a whole workbook, formulas and styles included, so that it can be marked and saved.

    Raises SourceError for bytes that are no workbook or a damaged one.
    """
    if kind_of(content, name) != "xlsx":
        raise SourceError(name, "", "no XLSX workbook", "an XLSX workbook")
    try:
        return openpyxl.load_workbook(BytesIO(content), rich_text=True)
    except BROKEN as error:
        raise damaged(name, error) from error


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
        except BROKEN as error:
            raise damaged(name, error) from error
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
        raise damaged(name, error) from error


def _unsized(sheet: Any) -> Any:
    """Forget the size a sheet claims: it may be wrong."""
    sheet.reset_dimensions()
    return sheet


def formula_values(content: bytes, name: str) -> dict[tuple[str, str], Any]:
    """Return the results that formulas were saved with, by sheet and cell; raises SourceError."""
    if not _has_formulas(content, name):
        return {}
    values, formulas = _opened(content, name, values=True), _opened(content, name, values=False)
    found: dict[tuple[str, str], Any] = {}
    try:
        for sheet in formulas.worksheets:
            for cells, originals in _pairs(values[sheet.title], sheet):
                for cell, original in zip(cells, originals, strict=False):
                    if getattr(original, "data_type", "") == "f" and cell.value is not None:
                        found[sheet.title, original.coordinate] = cell.value
    except BROKEN as error:
        raise damaged(name, error) from error
    finally:
        values.close()
        formulas.close()
    return found


def read_sheets(content: bytes, name: str, wanted: set[str], at_most: int) -> dict[str, Sheet]:
    """Read the sheets named in `wanted`, as far as the file has them, at most `at_most` rows each.

    A formula that was saved without its value keeps its own text, so that it cannot pass for an
    empty cell. Raises SourceError with the place for a workbook that cannot be read.
    """
    values = _opened(content, name, values=True)
    formulas = _opened(content, name, values=False) if _has_formulas(content, name) else None
    try:
        return {
            title: Sheet(title, _rows(values[title], formulas and formulas[title], name, at_most))
            for title in values.sheetnames
            if title in wanted
        }
    except BROKEN as error:
        raise damaged(name, error) from error
    finally:
        values.close()
        if formulas:
            formulas.close()


def _has_formulas(content: bytes, name: str) -> bool:
    """Whether any part holds a formula; without one the second opening is saved."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            parts = [part for part in archive.namelist() if part.endswith(".xml")]
            return any(_FORMULA.search(archive.read(part)) for part in parts)
    except BROKEN as error:
        raise damaged(name, error) from error


def _opened(content: bytes, name: str, *, values: bool) -> Any:
    if not openpyxl.DEFUSEDXML:
        raise EnvironmentFault("defusedxml is not installed; workbooks are not opened without it")
    try:
        return openpyxl.load_workbook(
            BytesIO(content), read_only=True, data_only=values, keep_links=False
        )
    except BROKEN as error:
        raise damaged(name, error) from error


def damaged(name: str, error: Exception) -> SourceError:
    """Name the first cause: openpyxl's own wording says only that some XML is invalid."""
    first: BaseException = error
    while first.__cause__ or first.__context__:
        first = first.__cause__ or first.__context__ or first
    problem = " ".join(f"{type(first).__name__}: {first}".split())[:200]
    return SourceError(name, "", f"a damaged workbook ({problem})", "a whole XLSX workbook")


def _rows(values: Any, formulas: Any, name: str, at_most: int) -> dict[int, tuple[Value, ...]]:
    """Return the rows with something in them, all as wide as the widest.

    `formulas` is None where the file has none.
    """
    rows: dict[int, tuple[Value, ...]] = {}
    place, widest = f"{name} lembar {values.title}", 0
    for number, (cells, originals) in enumerate(_pairs(values, formulas), start=1):
        width = _width(originals)
        if width == 0:
            continue
        if len(rows) == at_most:
            found = f"more than {at_most} rows"
            raise SourceError(name, f"lembar {values.title} baris {number}", found, "fewer")
        widest = max(widest, width)
        rows[number] = tuple(
            _value(cell, original, f"{place} sel {get_column_letter(column)}{number}")
            for column, (cell, original) in enumerate(
                zip(cells[:width], originals[:width], strict=False), start=1
            )
        )
    return {
        number: found
        + tuple(
            Value(None, "", f"{place} sel {get_column_letter(column)}{number}")
            for column in range(len(found) + 1, widest + 1)
        )
        for number, found in rows.items()
    }


def _width(cells: tuple[Any, ...]) -> int:
    """Return how many cells there are up to the last one with something in it."""
    if set(map(id, cells)) == _NOTHING:
        return 0  # told by identity: a file may claim a million such rows
    return max((at for at, cell in enumerate(cells, start=1) if cell.value is not None), default=0)


def _pairs(values: Any, formulas: Any) -> Any:
    values.reset_dimensions()
    if formulas is None:
        return ((cells, cells) for cells in _cells(values))
    formulas.reset_dimensions()
    return zip(_cells(values), _cells(formulas), strict=False)


def _cells(sheet: Any) -> Any:
    return sheet.iter_rows(max_col=MAX_COLUMNS)


def _value(cell: Any, original: Any, place: str) -> Value:
    found = cell.value if cell.value is not None else original.value
    if found is None:
        return Value(None, "", place)
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

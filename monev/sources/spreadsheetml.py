"""SpreadsheetML 2003, the XML that some portals call `.xls` or `.csv`, into cells with addresses.

It is read as a stream, and a document type or an entity is refused. What the rows mean belongs to
the readers. Layout: XML Spreadsheet Reference, `urn:schemas-microsoft-com:office:spreadsheet`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse
from openpyxl.utils import get_column_letter

from monev.errors import SourceError
from monev.sources.grid import Content, Value

MAX_COLUMNS = 60
MAX_CELL = 10_000
MAX_PARTS = 1_000
"""Elements inside one row; a sound row has two or three per cell."""
MAX_ELEMENTS = 400_000
MAX_DEPTH = 40
MAX_DIGITS = 40

_LONGEST_TAG = 20_000
_TOO_LONG = re.compile(rb"<[^<]{%d}" % (MAX_CELL + _LONGEST_TAG))
"""A tag with its text that no cell needs; thousands of attributes cost a parser minutes."""

_NAMESPACE = "{urn:schemas-microsoft-com:office:spreadsheet}"
_SHEET, _ROW, _CELL, _DATA = (
    f"{_NAMESPACE}{name}" for name in ("Worksheet", "Row", "Cell", "Data")
)
_INDEX, _MERGED, _NAME, _TYPE = (
    f"{_NAMESPACE}{name}" for name in ("Index", "MergeAcross", "Name", "Type")
)


@dataclass(frozen=True)
class SheetRow:
    """One row of one sheet; `cells` by column number from 1, columns without a cell left out."""

    sheet: str
    number: int
    place: str
    cells: dict[int, Value]


def rows_of(content: bytes, name: str, at_most: int) -> Iterator[SheetRow]:
    """Yield the rows that hold any cell, in order, with the gaps that `ss:Index` leaves.

    Raises SourceError with the place for a broken or cut-off text, a document type or entity in
    it, an index that goes back, and more than `at_most` rows; rows before the fault are yielded.
    """
    if (found := _TOO_LONG.search(content)) is not None:
        place = f"byte {found.start() + 1}"
        raise SourceError(name, place, "a tag or a text without an end", "cells of usual size")
    reader = _Rows(name, at_most)
    try:
        for event, element in iterparse(BytesIO(content), ("start", "end"), forbid_dtd=True):
            if event == "start":
                reader.begin(element)
            elif (row := reader.end(element)) is not None:
                yield row
    except ParseError as error:
        place = f"baris teks {error.position[0]}"
        raise SourceError(
            name, place, f"broken or cut-off XML ({error})", "a whole SpreadsheetML file"
        ) from error
    except DefusedXmlException as error:
        raise SourceError(
            name, "", "a document type or an entity declared in the XML", "plain SpreadsheetML"
        ) from error
    except (LookupError, ValueError) as error:
        raise SourceError(name, "", f"XML that cannot be read ({error})", "UTF-8") from error


class _Rows:
    """Follows the elements and lets go of each as soon as its row is read."""

    def __init__(self, name: str, at_most: int) -> None:
        self._name, self._at_most = name, at_most
        self._open: list[Element] = []
        self._sheet, self._number, self._read = "", 0, 0
        self._elements = self._parts = self._cells = 0
        self._in_row = False

    def begin(self, element: Element) -> None:
        """Take note of an element that opens; its attributes are there, its content is not."""
        self._open.append(element)
        self._elements += 1
        if self._elements > MAX_ELEMENTS:
            found = f"more than {MAX_ELEMENTS} elements"
            raise self._fault(self._place(), found, f"at most {self._at_most} rows")
        if len(self._open) > MAX_DEPTH or (self._in_row and element.tag == _ROW):
            raise self._fault(self._place(), "elements nested too deep", "rows of cells")
        if element.tag == _SHEET:
            self._sheet, self._number = element.get(_NAME, ""), 0
        elif element.tag == _ROW:
            self._in_row, self._parts, self._cells = True, 0, 0
            self._number = self._after(element, self._number, f"baris {self._number + 1}")
        elif self._in_row:
            self._parts += 1
            self._cells += element.tag == _CELL
            if self._cells > MAX_COLUMNS or self._parts > MAX_PARTS:
                raise self._fault(self._place(), "more cells than a sheet has", str(MAX_COLUMNS))

    def end(self, element: Element) -> SheetRow | None:
        """Return the row that closes, if it is one with cells, and forget what was read."""
        self._open.pop()
        if self._in_row and element.tag != _ROW:
            return None
        row = self._row(element) if element.tag == _ROW else None
        self._in_row = False
        element.clear()
        if self._open:
            self._open[-1].clear()
        return row

    def _row(self, element: Element) -> SheetRow | None:
        cells: dict[int, Value] = {}
        column = 0
        for cell in element.findall(_CELL):
            column = self._after(cell, column, self._place())
            if column > MAX_COLUMNS:
                raise self._fault(self._place(), f"column {column}", f"at most {MAX_COLUMNS}")
            place = f"{self._name} lembar {self._sheet} sel {get_column_letter(column)}"
            if (value := self._value(cell, f"{place}{self._number}")) is not None:
                cells[column] = value
            column += max(_whole(cell.get(_MERGED), 0), 0)
        if not cells:
            return None
        self._read += 1
        if self._read > self._at_most:
            found = f"more than {self._at_most} rows"
            raise self._fault(self._place(), found, f"at most {self._at_most}")
        return SheetRow(self._sheet, self._number, f"{self._name} {self._place()}", cells)

    def _after(self, element: Element, last: int, place: str) -> int:
        """Return the number of a row or column: the stated one, else the one after `last`."""
        number = _whole(element.get(_INDEX), last + 1)
        if number <= last:
            found = f"ss:Index {element.get(_INDEX)!r} after {last}"
            raise self._fault(place, found[:80], "a number that goes up")
        return number

    def _value(self, cell: Element, place: str) -> Value | None:
        data = cell.find(_DATA)
        if data is None:
            return None
        raw = "".join(data.itertext())
        if len(raw) > MAX_CELL:
            raise SourceError(place, "", f"a cell of {len(raw)} characters", f"at most {MAX_CELL}")
        return Value(_content(raw, data.get(_TYPE, "String")), raw, place)

    def _place(self) -> str:
        return f"lembar {self._sheet} baris {self._number}"

    def _fault(self, place: str, found: str, expected: str) -> SourceError:
        return SourceError(self._name, place, found, expected)


def _whole(text: str | None, otherwise: int) -> int:
    """Return a stated count; -1, which goes back and is refused, where it is none."""
    if text is None:
        return otherwise
    plain = text.isascii() and text.isdigit() and len(text) < 8
    return int(text) if plain else -1


def _content(raw: str, kind: str) -> Content:
    """Return a typed number as an exact one; text that only claims to be a number stays text."""
    if not raw.strip():
        return None
    if kind != "Number" or len(raw) > MAX_DIGITS:
        return raw
    try:
        number = Decimal(raw.strip())
    except InvalidOperation:
        return raw
    sound = number.is_finite() and abs(number.adjusted()) < MAX_DIGITS
    return number if sound else raw

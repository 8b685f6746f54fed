"""Bytes of an export into grids of raw cells that can name their place.

Thousands of rows by dozens of columns are kept as they come; a cell becomes a `Value` only where
somebody asks for it. Where tables stand in a grid is found out in `headings`.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from openpyxl.utils import get_column_letter
from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from models.finding import Severity
from monev.errors import SourceError
from monev.sources.content import kind_of
from monev.sources.grid import Content, Value
from monev.sources.reading import Intake
from monev.sources.sipd.separated import read_separated

Range = tuple[tuple[int, int], tuple[int, int]]
MAX_CELL = 10_000
CHUNK = 1_000_000
_FAR_ROW = 6
"""Digits of a row number that is past every sheet we read."""
_FAR = re.compile(
    rb"""\sr=["'](?:[A-Z]{3,}[0-9]+|(?:[D-Z][A-Z]|C[W-Z])[0-9]+|[A-Z]{1,2}[0-9]{%d,})["']"""
    % _FAR_ROW
)
"""A cell past column CV (100): the grid up to it would fill the memory before it is read."""


@dataclass(frozen=True)
class Grid:
    """One sheet, or a text file (with an empty `sheet`); rows and columns count from 0."""

    file: str
    sheet: str
    rows: list[list[Any]]
    merged: tuple[Range, ...] = ()

    def text(self, row: int, column: int) -> str:
        """Return the trimmed text of a cell; empty for a blank one and beyond the grid."""
        cells = self.rows[row] if row < len(self.rows) else []
        found = cells[column] if column < len(cells) else ""
        return found.strip() if isinstance(found, str) else _raw(found, _content(found))

    def value(self, row: int, column: int) -> Value:
        """Return a cell with its place; raises SourceError for a cell of monstrous length."""
        cells = self.rows[row] if row < len(self.rows) else []
        found = cells[column] if column < len(cells) else ""
        content = _content(found)
        raw, place = _raw(found, content), self.place(row, column)
        if len(raw) > MAX_CELL:
            found_text = f"a cell of {len(raw)} characters"
            raise SourceError(place, "", found_text, f"at most {MAX_CELL}")
        return Value(content, raw, place)

    def address(self, row: int, column: int) -> str:
        """Return the cell's address within the sheet or the text."""
        if self.sheet:
            return f"{get_column_letter(column + 1)}{row + 1}"
        return f"baris {row + 1} kolom {column + 1}"

    def place(self, row: int, column: int) -> str:
        """Return the whole place of a cell."""
        return f"{self.where} {'sel ' if self.sheet else ''}{self.address(row, column)}"

    @property
    def where(self) -> str:
        """The file and the sheet."""
        return f"{self.file} lembar {self.sheet}" if self.sheet else self.file


def read_grids(content: bytes, intake: Intake, rows: int, columns: int) -> list[Grid]:
    """Read all visible sheets of a workbook, old ones (.xls) included, or a text with separators.

    A hidden sheet is named in a finding and not read: it is often an older copy. Raises
    SourceError for more than `rows` rows or `columns` columns and for what cannot be read.
    """
    if kind_of(content, intake.name) == "csv":
        return [Grid(intake.name, "", read_separated(content, intake, rows, columns))]
    _refuse_far_cells(content, intake.name, columns)
    grids = []
    with _damage_named(intake.name), CalamineWorkbook.from_filelike(BytesIO(content)) as book:
        for index, known in enumerate(book.sheets_metadata):
            if known.typ is not SheetTypeEnum.WorkSheet:
                continue
            if known.visible is not SheetVisibleEnum.Visible:
                _note_hidden(known.name, intake)
                continue
            grids.append(_grid(book.get_sheet_by_index(index), intake.name, rows, columns))
    return grids


@contextmanager
def _damage_named(name: str) -> Iterator[None]:
    """Turn what the library says about a damaged workbook into a SourceError.

    It panics on some damaged old workbooks, which Python sees as no Exception at all and by a
    class that cannot be imported; everything else of that kind goes on.
    """
    try:
        yield
    except BaseException as error:
        if not isinstance(error, CalamineError) and type(error).__name__ != "PanicException":
            raise
        problem = " ".join(str(error).split())[:200]
        found = f"a damaged workbook ({problem})"
        raise SourceError(name, "", found, "a whole workbook; send it again") from error


def _grid(sheet: CalamineSheet, name: str, rows: int, columns: int) -> Grid:
    place = f"lembar {sheet.name}"
    if sheet.total_height > rows:
        raise SourceError(name, place, f"{sheet.total_height} rows", f"at most {rows}")
    if sheet.total_width > columns:
        raise SourceError(name, place, f"{sheet.total_width} columns", f"at most {columns}")
    merged = tuple(sheet.merged_cell_ranges or ())
    return Grid(name, sheet.name, sheet.to_python(skip_empty_area=False), merged)


def _refuse_far_cells(content: bytes, name: str, columns: int) -> None:
    """Refuse a workbook with a cell so far out that its sheet would not fit into memory."""
    if not content.startswith(b"PK"):
        return  # a sheet of an old workbook ends at IV65536
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            for member in archive.namelist():
                if member.startswith("xl/worksheets/") and (cell := _far_cell(archive, member)):
                    expected = f"at most {columns} columns; delete what lies beyond the table"
                    raise SourceError(name, member, f"a cell at {cell}", expected)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError) as error:
        found = f"a damaged or cut-off archive ({error})"
        raise SourceError(name, "", found, "a whole workbook; send it again") from error


def _far_cell(archive: zipfile.ZipFile, member: str) -> str:
    """Return the address of the first cell too far out, empty if there is none."""
    with archive.open(member) as part:
        rest = b""
        while chunk := part.read(CHUNK):
            if found := _FAR.search(rest + chunk):
                return found.group()[4:-1].decode()
            rest = chunk[-40:]
    return ""


def _note_hidden(sheet: str, intake: Intake) -> None:
    texts = (
        f"lembar tersembunyi {sheet!r} tidak dibaca; tampilkan bila datanya berlaku",
        f"the hidden sheet {sheet!r} is not read; show it if its data hold",
    )
    place = f"{intake.name} lembar {sheet}"
    intake.note("berkas.lembar", Severity.WARNING, place, texts, subject="budget")


def _content(found: Any) -> Content:
    if isinstance(found, str):
        return found or None
    if found is None or isinstance(found, bool):
        return found
    if isinstance(found, int | float):
        return Decimal(repr(found))
    if isinstance(found, datetime):
        return found.date()
    return found if isinstance(found, date) else str(found)


def _raw(found: Any, content: Content) -> str:
    if content is None:
        return ""
    if isinstance(content, Decimal) and content == content.to_integral_value():
        return format(content.to_integral_value(), "f")
    return str(content) if isinstance(content, Decimal | date) else str(found)

"""A CSV file -> units with their cells as text; and one cell -> a number, refused where unclear.

What a column means stands in the rubric.
"""

import csv
import re
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Literal

from monev.errors import SourceError, UsageError
from monev.score_table.load import RubricFile

Absent = Literal["missing", "not_applicable"]
PLAIN = re.compile(r"[+-]?\d+")
UNCLEAR = re.compile(r"[+-]?\d{1,3}([.,])\d{3}")
WITH_DECIMALS = {
    ".": re.compile(r"[+-]?\d+(?:\.\d+)?"),
    ",": re.compile(r"[+-]?\d+(?:,\d+)?"),
}
GROUPED = re.compile(r"[+-]?\d{1,3}(?:[.,' \u00a0\u202f]\d{3})+(?:[.,]\d+)?")


@dataclass(frozen=True, slots=True)
class Row:
    """One unit: its name, the line it stands on, its cells in the order of the columns."""

    unit: str
    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A whole table; `columns` are the places of the headings."""

    name: str
    columns: dict[str, int]
    rows: tuple[Row, ...]


def read_table(path: Path, book: RubricFile) -> Table:
    """Read a CSV file in UTF-8 with one row per unit.

    Raises UsageError where there is no file, and SourceError (file, line, what was found) for a
    table that is not whole: headings twice, rows of other lengths, units twice or without a name.
    """
    if not path.is_file():
        raise UsageError(f"{path} is no file; give the path of a table (.csv)")
    delimiter = book.rubric.cells.delimiter
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.reader(stream, delimiter=delimiter, strict=True)
            lines = [(reader.line_num, cells) for cells in reader if any(map(str.strip, cells))]
    except UnicodeDecodeError as error:
        raise SourceError(
            path.name, "", "bytes that are no UTF-8", "a CSV saved as UTF-8"
        ) from error
    except csv.Error as error:
        raise SourceError(path.name, "", str(error), "a CSV with whole quotes") from error
    if len(lines) < 2:
        raise SourceError(
            path.name, "", f"{len(lines)} lines", "a line of headings and units below"
        )
    columns = _columns(path.name, lines[0], delimiter)
    unit = _place(book, columns, path.name, ("units",), book.rubric.units)
    _check_columns(book, columns, path.name)
    return Table(path.name, columns, tuple(_rows(path.name, lines[1:], columns, unit)))


def _columns(name: str, line: tuple[int, list[str]], delimiter: str) -> dict[str, int]:
    headings = [heading.strip() for heading in line[1]]
    other = ";" if delimiter == "," else ","
    if len(headings) == 1 and other in headings[0]:
        raise SourceError(
            name,
            f"line {line[0]}",
            f"one column {headings[0]!r}",
            f"columns parted by {delimiter!r}; write cells: {{delimiter: {other!r}}} in the rubric",
        )
    for at, heading in enumerate(headings):
        if not heading or heading in headings[:at]:
            found = (
                f"the heading {heading!r} twice" if heading else f"no heading over column {at + 1}"
            )
            raise SourceError(name, f"line {line[0]}", found, "a name of its own over each column")
    return {heading: at for at, heading in enumerate(headings)}


def _rows(
    name: str, lines: list[tuple[int, list[str]]], columns: dict[str, int], unit: int
) -> list[Row]:
    rows, seen = [], dict[str, int]()
    for number, cells in lines:
        if len(cells) != len(columns):
            raise SourceError(
                name, f"line {number}", f"{len(cells)} cells", f"{len(columns)}, one per heading"
            )
        row = Row(cells[unit].strip(), number, tuple(cell.strip() for cell in cells))
        if not row.unit:
            raise SourceError(
                name, f"line {number}", "a row without a unit", "a name in its column"
            )
        if row.unit in seen:
            raise SourceError(
                name,
                f"line {number}",
                f"the unit {row.unit!r} again (first in line {seen[row.unit]})",
                "every unit once; take one row out",
            )
        seen[row.unit] = number
        rows.append(row)
    return rows


def _check_columns(book: RubricFile, columns: dict[str, int], name: str) -> None:
    rubric = book.rubric
    if rubric.peers is not None:
        _place(book, columns, name, ("peers",), rubric.peers)
    for at, one in enumerate(rubric.indicators):
        _place(book, columns, name, ("indicators", at, "column"), one.column)
        if one.cap is not None:
            _place(book, columns, name, ("indicators", at, "cap", "column"), one.cap.column)
        if (carried := one.missing.carried_forward) is not None:
            here = ("indicators", at, "missing", "carried_forward")
            _place(book, columns, name, (*here, "value_column"), carried.value_column)
            _place(book, columns, name, (*here, "age_column"), carried.age_column)


def _place(
    book: RubricFile,
    columns: dict[str, int],
    name: str,
    path: tuple[str | int, ...],
    wanted: str,
) -> int:
    if wanted not in columns:
        raise book.file.error(path, f"{name} has no column {wanted!r}; it has {', '.join(columns)}")
    return columns[wanted]


def number(text: str, decimal: str | None) -> Fraction:
    """Return the number that a cell holds, exactly.

    `decimal` is the sign before decimals. Without it, whole numbers and numbers that cannot be
    misread are read, and 1.234 is refused. Raises ValueError with what was expected instead;
    thousands are never parted, since a point may be either.
    """
    if PLAIN.fullmatch(text):
        return Fraction(int(text))
    if decimal is None and UNCLEAR.fullmatch(text):
        raise ValueError(
            "a number that can be read in one way only; say in the rubric what the sign is, "
            "cells: {decimal: '.'} or ','"
        )
    sign = decimal or "."
    if WITH_DECIMALS[sign].fullmatch(text):
        whole, _, places = text.partition(sign)
        return Fraction(int(whole + places), 10 ** len(places))
    if GROUPED.fullmatch(text):
        raise ValueError("a number without thousands separators; write 1234567")
    if decimal is None and WITH_DECIMALS[","].fullmatch(text):
        raise ValueError("a decimal point; with commas write cells: {decimal: ','} in the rubric")
    raise ValueError(f"a number such as 1234{sign}5, or an empty cell where it is missing")

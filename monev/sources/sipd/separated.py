"""Text with separators into rows, where titles may stand above the headings.

`monev.sources.tables` reads files whose first line is the heading; here any line may be.
"""

import csv

from models.finding import Severity
from monev.errors import SourceError
from monev.sources.reading import Intake
from monev.sources.tables import decoded, records

SEPARATORS = ";,\t|"
LOOKED_AT = 40
FIRST_BYTES = 200_000


def read_separated(content: bytes, intake: Intake, rows: int, columns: int) -> list[list[str]]:
    """Return the cells of every row as a spreadsheet counts them, blank rows included.

    A quoted line break belongs to its cell. Raises SourceError for broken quotes and for more
    than `rows` rows or `columns` columns; Windows-1252 is read and reported.
    """
    text, encoding = decoded(content, intake.name)
    if encoding != "utf-8":
        texts = (
            "berkas tidak dikodekan UTF-8; dibaca sebagai Windows-1252",
            "the file is not UTF-8; read as Windows-1252",
        )
        intake.note("berkas.pengkodean", Severity.WARNING, intake.name, texts)
    reader = records(text, separator_in(text))
    found: list[list[str]] = []
    try:
        for cells in reader:
            found.append(cells)
            if len(found) > rows:
                raise SourceError(intake.name, "", f"more than {rows} rows", f"at most {rows}")
            if len(cells) > columns:
                place = f"baris {reader.line_num}"
                wide = f"{len(cells)} columns"
                raise SourceError(intake.name, place, wide, f"at most {columns}")
    except csv.Error as error:
        place, broken = f"baris {reader.line_num}", f"a broken record ({error})"
        raise SourceError(intake.name, place, broken, "quotes that are closed") from error
    return found


def first_separated(content: bytes) -> list[list[str]]:
    """Return the first rows of a text for a look at it; broken quotes are left to the reading."""
    lines = content[:FIRST_BYTES].decode("utf-8-sig", "replace").split("\n")[:LOOKED_AT]
    reader = csv.reader(lines, delimiter=separator_in("\n".join(lines)))
    try:
        return list(reader)
    except csv.Error:
        return []  # no source's file; whoever reads it says what is broken


def separator_in(text: str) -> str:
    """Return the separator that most of the first lines have in common.

    A title above the headings may hold commas or nothing at all, so no single line decides.
    """
    lines = [line for line in text.split("\n", LOOKED_AT)[:LOOKED_AT] if line.strip()]
    counts = {
        mark: sum(1 for line in lines if line.count(mark) >= 2) + _widest(lines, mark) / 1000
        for mark in SEPARATORS
    }
    return max(SEPARATORS, key=lambda mark: counts[mark])


def _widest(lines: list[str], mark: str) -> int:
    return min(max((line.count(mark) for line in lines), default=0), 999)

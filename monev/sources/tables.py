"""CSV bytes into rows that know their addresses. What the columns mean belongs to the readers."""

import codecs
import csv
import re
from _csv import Reader
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from itertools import islice

from models.finding import Severity
from monev.errors import SourceError
from monev.sources.grid import Row, Table, Value, folded
from monev.sources.reading import Intake

MAX_COLUMNS = 100
MAX_CELL = 10_000
LONGEST_FIELD = 131_072
"""Where reading itself ends; Python's own choice."""
SEPARATORS = (",", ";", "\t", "|")
MARK = "\ufeff"
"""The byte order mark; in the middle it tells that files were put one behind the other."""
_SAMPLE = 65_536
_SAMPLE_LINES = 15
_QUOTED = re.compile(r'"[^"]*"')
_ENCODINGS = {
    "cp1252": (
        "berkas tidak dikodekan UTF-8; dibaca sebagai Windows-1252, simpan ulang sebagai CSV UTF-8",
        "the file is not UTF-8; read as Windows-1252, save it again as CSV UTF-8",
    ),
    "utf-16": (
        "berkas dikodekan UTF-16 dan dibaca demikian; simpan ulang sebagai CSV UTF-8",
        "the file is UTF-16 and was read as such; save it again as CSV UTF-8",
    ),
}
"""What is said about every encoding that is read but not wanted."""


@dataclass(frozen=True)
class _Line:
    number: int
    cells: list[str]


def first_lines(content: bytes, name: str, at_most: int) -> tuple[tuple[str, ...], ...]:
    """Return the first records of a CSV file, without reading further; raises SourceError."""
    text, _ = decoded(content, name)
    lines = islice(_lines(text.replace(MARK, ""), name), at_most)
    return tuple(tuple(cell.strip() for cell in line.cells) for line in lines)


def read_csv(content: bytes, intake: Intake, at_most: int) -> Table:
    """Read a CSV file with headings in its first line, at most `at_most` rows.

    A row with more or fewer cells than headings becomes a finding and is left out. Findings too
    are the use of Windows-1252 or UTF-16, and byte order marks inside the file, which are passed
    over. Raises SourceError where the file cannot be read as a table at all.
    """
    text, encoding = decoded(content, intake.name)
    if encoding in _ENCODINGS:
        intake.note("berkas.pengkodean", Severity.WARNING, intake.name, _ENCODINGS[encoding])
    lines = _lines(_without_marks(text, intake), intake.name)
    first = next(lines, None)
    headings = tuple(cell.strip() for cell in first.cells) if first else ()
    _require_distinct(headings, intake.name)
    rows: list[Row] = []
    for line in lines:
        place = f"{intake.name} baris {line.number}"
        if not any(cell.strip() for cell in line.cells):
            continue
        if len(line.cells) != len(headings):
            _note_width(intake, place, len(line.cells), len(headings))
            continue
        if len(rows) == at_most:
            found = f"more than {at_most} rows"
            raise SourceError(intake.name, place, found, f"at most {at_most}; split the file")
        rows.append(_row(place, line, headings))
    return Table(intake.name, f"{intake.name} baris 1", headings, tuple(rows))


def _row(place: str, line: _Line, headings: tuple[str, ...]) -> Row:
    cells = {
        heading: Value(cell or None, cell, f"{place}, kolom {heading}")
        for heading, cell in zip(headings, line.cells, strict=True)
    }
    return Row(line.number, place, cells)


def _note_width(intake: Intake, place: str, found: int, expected: int) -> None:
    intake.note(
        "berkas.baris",
        Severity.ERROR,
        place,
        (
            f"{found} sel ditemukan, seharusnya {expected}; periksa tanda kutip dan pemisah",
            f"{found} cells found, {expected} expected; check quotes and separators",
        ),
    )


def _require_distinct(headings: tuple[str, ...], name: str) -> None:
    seen: set[str] = set()
    for heading in headings:
        if folded(heading) in seen:
            raise SourceError(name, "baris 1", f"heading {heading!r} twice", "each heading once")
        seen.add(folded(heading))


def decoded(content: bytes, name: str) -> tuple[str, str]:
    """Return the text and its encoding: `utf-16` by its mark, else `utf-8`, else `cp1252`.

    The mark at the beginning is not part of the text. Raises SourceError for other bytes.
    """
    wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        if wide:
            return content.decode("utf-16"), "utf-16"
        return content.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError as error:
        if wide:
            found = "text in UTF-16 that is cut off or damaged"
            raise SourceError(name, f"byte {error.start + 1}", found, "a CSV in UTF-8") from error
        # an older spreadsheet program; tried below and reported as a finding
    try:
        return content.decode("cp1252"), "cp1252"
    except UnicodeDecodeError as error:
        place = f"byte {error.start + 1}"
        found = "bytes that are neither UTF-8 nor Windows-1252"
        raise SourceError(name, place, found, "a CSV file in UTF-8") from error


def separator_of(text: str) -> str:
    """Return which of `,` `;` TAB `|` separates the cells, told by the first lines.

    It is the one that most of the lines have outside quotes, equally often; among equals the one
    they have more of. Headings and rows agree in it, titles and sentences do not.
    """
    lines = [line for line in _QUOTED.sub("", text[:_SAMPLE]).splitlines() if line.strip()]

    def weight(separator: str) -> tuple[int, int]:
        counts = Counter(line.count(separator) for line in lines[:_SAMPLE_LINES])
        del counts[0]
        return max(((times, often) for often, times in counts.items()), default=(0, 0))

    return max(SEPARATORS, key=weight)


def _without_marks(text: str, intake: Intake) -> str:
    """Leave out byte order marks inside the text, and say in which lines they stood."""
    if MARK not in text:
        return text
    places = [str(at) for at, line in enumerate(text.split("\n"), start=1) if MARK in line]
    shown = ", ".join(places[:10]) + (" dst." if len(places) > 10 else "")
    texts = (
        f"tanda urutan bita (BOM) di tengah berkas, baris {shown}; dilewati. Apakah beberapa"
        " berkas digabung?",
        f"a byte order mark inside the file, line {shown}; passed over. Were files joined?",
    )
    intake.note("berkas.pengkodean", Severity.WARNING, f"{intake.name} baris {places[0]}", texts)
    return text.replace(MARK, "")


def records(text: str, separator: str) -> Reader:
    """Return a strict reader of separated text.

    How much a field may hold is a setting of the whole process that libraries change: it is set
    anew, so that the same file is refused in the same words whatever else is loaded.
    """
    csv.field_size_limit(LONGEST_FIELD)
    return csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)


def _lines(text: str, name: str) -> Iterator[_Line]:
    """Yield records with the line on which each begins; raises SourceError for broken quotes."""
    reader = records(text, separator_of(text))
    begins = 1
    try:
        for cells in reader:
            if len(cells) > MAX_COLUMNS:
                found = f"{len(cells)} columns"
                raise SourceError(name, f"baris {begins}", found, f"at most {MAX_COLUMNS}")
            longest = max(map(len, cells), default=0)
            if longest > MAX_CELL:
                found = f"a cell of {longest} characters"
                raise SourceError(name, f"baris {begins}", found, f"at most {MAX_CELL}")
            yield _Line(begins, cells)
            begins = reader.line_num + 1
    except csv.Error as error:
        found = f"a broken record ({error})"
        raise SourceError(name, f"baris {begins}", found, "quotes that are closed") from error

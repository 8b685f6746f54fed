"""Rows of open data into stated figures: year, region, part and value of every known column.

Which columns are known stands in the fact sheet; making facts of figures is `reader`'s work.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from models.finding import Severity
from models.region import Region
from monev.errors import NotationError
from monev.sources.grid import Row, Value, folded
from monev.sources.open_data.records import Records
from monev.sources.open_data.regions import Regions
from monev.sources.open_data.sheet import Measure, OpenDataSheet
from monev.sources.reading import Intake
from monev.sources.values import EXPECTED, read_value

LARGEST_COUNT = 1_000_000_000
"""Three times the nation: a larger count is a number of something else, such as a phone."""

_NOTHING = Value(None, "", "")


@dataclass(frozen=True)
class Figure:
    """One stated value; `beside` are the texts of columns that nobody reads, to tell rows apart."""

    column: str
    measure: Measure
    region: Region
    year: int
    part: str
    value: Any
    cell: Value
    year_cell: Value
    beside: tuple[str, ...]

    @property
    def subject(self) -> tuple[str, str, int, str]:
        """What a file may state only once."""
        return self.column, self.region.code, self.year, self.part


def figures_of(
    records: Records, measures: dict[str, Measure], sheet: OpenDataSheet, intake: Intake
) -> list[Figure]:
    """Return the figures that can be used; everything else about the rows becomes findings."""
    rows = _yearly(records.rows, sheet, intake)
    regions = Regions(sheet, intake)
    stated = [
        figure
        for row in rows
        for figure in _of_row(row, measures, regions, sheet, intake, records.headings)
    ]
    return list(_once(_wholes(stated, intake), intake))


def _yearly(rows: Iterable[Row], sheet: OpenDataSheet, intake: Intake) -> list[Row]:
    """Leave out rows about less than a year."""
    listed = list(rows)
    finer = [
        row
        for row in listed
        if any(not row.cells.get(column, _NOTHING).blank for column in sheet.finer_periods)
    ]
    if finer:
        texts = (
            f"{len(finer)} baris berisi angka bulanan atau triwulanan; hanya angka tahunan dibaca",
            f"{len(finer)} rows speak of less than a year; only yearly figures are read",
        )
        intake.note("isi.masa", Severity.WARNING, finer[0].place, texts)
    left_out = {id(row) for row in finer}
    return [row for row in listed if id(row) not in left_out]


def _of_row(
    row: Row,
    measures: dict[str, Measure],
    regions: Regions,
    sheet: OpenDataSheet,
    intake: Intake,
    headings: tuple[str, ...],
) -> Iterator[Figure]:
    columns = sheet.columns
    year_cell = row.cells.get(columns.year, _NOTHING)
    year = _read(year_cell, "year", row, intake)
    region = regions.of(row)
    if year is None or region is None:
        return
    totals = {folded(word) for word in sheet.totals}
    part = "; ".join(
        f"{column}={cell.text}"
        for column in sheet.dimensions
        if (cell := row.cells.get(column, _NOTHING)).text and folded(cell.text) not in totals
    )
    read = {*columns.all, *measures, *sheet.ignored, *sheet.dimensions}
    beside = tuple(row.cells.get(each, _NOTHING).text for each in headings if each not in read)
    for column, measure in measures.items():
        cell = row.cells.get(column, _NOTHING)
        if cell.blank or not _unit_agrees(row, measure, sheet, intake, region):
            continue
        value = _read(cell, measure.read, row, intake, region)
        if value is not None:
            yield Figure(column, measure, region, year, part, value, cell, year_cell, beside)


def _read(cell: Value, kind: str, row: Row, intake: Intake, region: Region | None = None) -> Any:
    """Read a cell; None, with a finding where something is wrong with what it states."""
    try:
        value = read_value(cell, kind)
        if kind == "count" and value is not None and value > LARGEST_COUNT:
            raise NotationError(f"a count of {len(str(value))} digits found, people expected")
    except NotationError as error:
        texts = (f"{cell.text[:80]!r} ditemukan, seharusnya {EXPECTED[kind][0]}", str(error))
        code = region.code if region else None
        intake.note("isi.sel", Severity.ERROR, cell.place or row.place, texts, code)
        return None
    if value is None and kind == "year":
        texts = "tahun tidak disebut; baris dilewati", "no year is stated; row left out"
        intake.note("isi.masa", Severity.ERROR, cell.place or row.place, texts)
    return value


def _unit_agrees(
    row: Row, measure: Measure, sheet: OpenDataSheet, intake: Intake, region: Region
) -> bool:
    """Compare the unit beside a value, where one is stated, with that of the measure."""
    cell = row.cells.get(sheet.columns.unit, _NOTHING)
    if cell.blank:
        return True
    known = {folded(written): unit for written, unit in sheet.units.items()}
    if known.get(folded(cell.text)) == measure.unit:
        return True
    texts = (
        f"satuan {cell.text[:40]!r} ditemukan, seharusnya {measure.unit}; angka dilewati",
        f"the unit {cell.text[:40]!r} found, {measure.unit} expected; figure left out",
    )
    intake.note("isi.satuan", Severity.ERROR, cell.place, texts, region.code)
    return False


def _wholes(figures: list[Figure], intake: Intake) -> Iterator[Figure]:
    """Leave out parts of participation: they are never added up, and no part is the whole."""
    parts = [each for each in figures if each.part and each.measure.fact == "participation"]
    if parts:
        texts = (
            f"{len(parts)} angka kepesertaan hanya bagian ({parts[0].part}); yang dibaca jumlah",
            f"{len(parts)} figures of participation are parts ({parts[0].part}); wholes are read",
        )
        intake.note("isi.bagian", Severity.WARNING, parts[0].cell.place, texts)
    left_out = {id(each) for each in parts}
    yield from (each for each in figures if id(each) not in left_out)


def _once(figures: Iterable[Figure], intake: Intake) -> Iterator[Figure]:
    """Yield what is stated once; a repeated row counts once, and of different ones none does."""
    groups: dict[tuple[str, str, int, str], list[Figure]] = {}
    for figure in figures:
        groups.setdefault(figure.subject, []).append(figure)
    repeated = [same for same in groups.values() if len(same) > 1]
    clashing = [same for same in repeated if len({(each.value, each.beside) for each in same}) > 1]
    out = {same[0].subject for same in clashing}
    if clashing:
        first = clashing[0][0]
        texts = (
            f"{len(clashing)} kali wilayah dan tahun yang sama muncul pada beberapa baris yang"
            " berbeda; tidak satu pun dipakai",
            f"{len(clashing)} times one region and year stands in several rows that differ;"
            " none of them is used",
        )
        intake.note("isi.baris_ganda", Severity.ERROR, first.cell.place, texts, first.region.code)
    if len(repeated) > len(clashing):
        same = next(each for each in repeated if each[0].subject not in out)
        texts = (
            f"{len(repeated) - len(clashing)} baris muncul lebih dari sekali; dibaca satu kali",
            f"{len(repeated) - len(clashing)} rows stand more than once; read once",
        )
        intake.note("isi.baris_ganda", Severity.WARNING, same[1].cell.place, texts)
    yield from (same[0] for subject, same in groups.items() if subject not in out)

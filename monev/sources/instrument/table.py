"""The table on one sheet of a workbook: where its headings stand and what is below them.

Values are not read here; a heading that is missing, unknown or doubled becomes a finding.
"""

from dataclasses import dataclass

from openpyxl.utils import get_column_letter

from models.finding import Severity
from monev.sources.grid import Row, Value, folded
from monev.sources.instrument.personal import masked
from monev.sources.instrument.presumed import presumed_places
from monev.sources.instrument.sheet import FactTable, InstrumentSheet
from monev.sources.personal import personal_headings
from monev.sources.reading import Intake
from monev.sources.workbook import Sheet

ENOUGH = 2
"""A row with this many known headings is the heading row; the best such row is taken."""


@dataclass(frozen=True)
class SheetTable:
    """The rows under the headings. `usable` is false where a required heading is missing.

    `presumed` headings are missing; their cells are only checked, so that one pass finds all.
    """

    rows: tuple[Row, ...]
    presumed: frozenset[str]
    usable: bool


def table_of(
    sheet: Sheet, layout: FactTable, instrument: InstrumentSheet, intake: Intake
) -> SheetTable | None:
    """Return the table of a sheet under the headings of `layout`.

    The heading row is looked for in the first rows only, so titles may stand above it. None with
    a finding where there is no heading row.
    """
    place, within = f"{intake.name} lembar {sheet.name}", instrument.heading_within_rows
    known = {folded(heading): heading for heading in (*layout.columns, *layout.ignored)}
    counts = {
        number: len({folded(value.text) for value in values} & known.keys())
        for number, values in sheet.rows.items()
        if number <= within
    }
    number = max(counts, key=lambda each: (counts[each], -each), default=None)
    if number is None or counts[number] < ENOUGH:
        texts = (
            f"baris judul kolom tidak ditemukan dalam {within} baris pertama",
            f"no row of headings found in the first {within} rows",
        )
        intake.note("berkas.judul_kolom", Severity.ERROR, place, texts)
        return None
    row = _HeadingRow(sheet, number, place)
    columns, strange = _sorted_out(row, known, intake)
    about_persons = personal_headings(value.text for value in row.values)
    personal = [at for at in strange if row.values[at].text in about_persons]
    _note_personal(row, personal, intake)
    presumed = presumed_places(tuple(layout.columns), columns, {*columns.values(), *personal})
    named = {*columns.values(), *presumed.values(), *personal}
    _note_unread(row, [at for at in strange if at not in named], named, intake)
    _note_missing(row, layout, columns, presumed, intake)
    rows = tuple(
        _row(place, at, values, columns | presumed)
        for at, values in sheet.rows.items()
        if at > number
    )
    usable = all(each in columns for each, column in layout.columns.items() if column.required)
    return SheetTable(rows, frozenset(presumed), usable)


@dataclass(frozen=True)
class _HeadingRow:
    sheet: Sheet
    number: int
    place: str

    @property
    def values(self) -> tuple[Value, ...]:
        return self.sheet.rows[self.number]

    def place_of(self, at: int) -> str:
        return f"{self.place} sel {get_column_letter(at + 1)}{self.number}"


def _row(place: str, number: int, values: tuple[Value, ...], columns: dict[str, int]) -> Row:
    cells = {
        heading: values[at]
        if at < len(values)
        else Value(None, "", f"{place} sel {get_column_letter(at + 1)}{number}")
        for heading, at in columns.items()
    }
    return Row(number, f"{place} baris {number}", cells)


def _sorted_out(
    row: _HeadingRow, known: dict[str, str], intake: Intake
) -> tuple[dict[str, int], list[int]]:
    """Return the position of every known heading, and the positions of unknown ones."""
    columns: dict[str, int] = {}
    strange: list[int] = []
    for at, value in enumerate(row.values):
        heading = known.get(folded(value.text))
        if value.blank:
            continue
        if heading is None:
            strange.append(at)
        elif heading in columns:
            texts = (
                f"kolom {heading!r} ada dua kali; yang kedua tidak dibaca",
                f"column {heading!r} stands twice; the second is not read",
            )
            intake.note("berkas.kolom", Severity.ERROR, value.place, texts)
        else:
            columns[heading] = at
    return columns, strange


def _note_personal(row: _HeadingRow, personal: list[int], intake: Intake) -> None:
    """Name the columns about single persons in one finding; nothing below them is looked at."""
    if not personal:
        return
    listed = ", ".join(masked(row.values[at].text[:80]) for at in personal)
    texts = (
        f"kolom data pribadi dibuang tanpa dibaca: {listed}; hapus kolom itu",
        f"columns of personal data dropped unread: {listed}; delete them",
    )
    intake.note("berkas.data_pribadi", Severity.WARNING, row.place_of(personal[0]), texts)


def _note_unread(row: _HeadingRow, strange: list[int], named: set[int], intake: Intake) -> None:
    """Report unknown headings, and every column that holds something but has no heading."""
    for at in strange:
        heading = masked(row.values[at].text[:80])
        texts = (
            f"kolom {heading!r} tidak dikenal dan tidak dibaca",
            f"column {heading!r} is not in the fact sheet and is not read",
        )
        intake.note("berkas.kolom", Severity.WARNING, row.place_of(at), texts)
    seen = {*named, *(at for at, value in enumerate(row.values) if not value.blank)}
    for number, values in row.sheet.rows.items():
        for at, value in enumerate(values):
            if number <= row.number or value.blank or at in seen:
                continue
            seen.add(at)
            texts = (
                "kolom tanpa judul berisi data dan tidak dibaca",
                "a column without a heading holds data and is not read",
            )
            intake.note("berkas.kolom", Severity.WARNING, value.place, texts)


def _note_missing(
    row: _HeadingRow,
    layout: FactTable,
    columns: dict[str, int],
    presumed: dict[str, int],
    intake: Intake,
) -> None:
    for heading, column in layout.columns.items():
        if heading in columns:
            continue
        dropped, at = column.required, presumed.get(heading)
        place = f"{row.place} baris {row.number}" if at is None else row.place_of(at)
        texts = (
            f"judul kolom {heading!r} tidak ada"
            + ("; lembar ini tidak dapat dipakai" if dropped else "; isinya dianggap tidak diisi")
            + ("" if at is None else ". Tulis judul itu di sel ini"),
            f"column {heading!r} is missing"
            + ("; this sheet cannot be used" if dropped else "; its values count as not stated")
            + ("" if at is None else ". Write the heading in this cell"),
        )
        intake.note("berkas.judul_kolom", Severity.ERROR, place, texts)

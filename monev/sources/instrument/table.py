"""The table on one sheet of a workbook: where its headings stand and what is below them.

Values are not read here; a heading that is missing, unknown or doubled becomes a finding.
"""

from models.finding import Severity
from monev.sources.grid import Row, Table, Value, folded
from monev.sources.instrument.sheet import FactTable
from monev.sources.reading import Intake
from monev.sources.workbook import Sheet

ENOUGH = 2
"""A row with this many known headings is the heading row; the best such row is taken."""


def table_of(sheet: Sheet, layout: FactTable, within: int, intake: Intake) -> Table | None:
    """Return the table of a sheet under the headings of `layout`.

    The heading row is looked for in the first `within` rows, so titles may stand above it. None
    with a finding where there is no heading row.
    """
    place = f"{intake.name} lembar {sheet.name}"
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
    columns = _columns(sheet, number, known, intake)
    rows = tuple(
        _row(place, at, values, columns) for at, values in sheet.rows.items() if at > number
    )
    _note_nameless(sheet, number, intake)
    _note_missing(layout, columns, f"{place} baris {number}", intake)
    return Table(sheet.name, f"{place} baris {number}", tuple(columns), rows)


def _row(place: str, number: int, values: tuple[Value, ...], columns: dict[str, int]) -> Row:
    blank = Value(None, "", f"{place} baris {number}")
    cells = {heading: values[at] if at < len(values) else blank for heading, at in columns.items()}
    return Row(number, f"{place} baris {number}", cells)


def _columns(sheet: Sheet, number: int, known: dict[str, str], intake: Intake) -> dict[str, int]:
    """Return the position of every known heading; report the others."""
    columns: dict[str, int] = {}
    for at, value in enumerate(sheet.rows[number]):
        heading = known.get(folded(value.text))
        if value.blank:
            continue
        if heading is None:
            texts = (
                f"kolom {value.text!r} tidak dikenal dan tidak dibaca",
                f"column {value.text!r} is not in the fact sheet and is not read",
            )
            intake.note("berkas.kolom", Severity.WARNING, value.place, texts)
        elif heading in columns:
            texts = (
                f"kolom {heading!r} ada dua kali; yang kedua tidak dibaca",
                f"column {heading!r} stands twice; the second is not read",
            )
            intake.note("berkas.kolom", Severity.ERROR, value.place, texts)
        else:
            columns[heading] = at
    return columns


def _note_nameless(sheet: Sheet, number: int, intake: Intake) -> None:
    """Report the first cell of every column that holds something but has no heading."""
    headings = sheet.rows[number]
    seen: set[int] = set()
    for at_row, values in sheet.rows.items():
        for at, value in enumerate(values):
            named = at < len(headings) and not headings[at].blank
            if at_row <= number or value.blank or named or at in seen:
                continue
            seen.add(at)
            texts = (
                "kolom tanpa judul berisi data dan tidak dibaca",
                "a column without a heading holds data and is not read",
            )
            intake.note("berkas.kolom", Severity.WARNING, value.place, texts)


def _note_missing(layout: FactTable, columns: dict[str, int], place: str, intake: Intake) -> None:
    for heading, column in layout.columns.items():
        if heading in columns:
            continue
        dropped = column.required
        texts = (
            f"kolom {heading!r} tidak ada"
            + ("; lembar ini tidak dapat dipakai" if dropped else "; isinya dianggap tidak diisi"),
            f"column {heading!r} is missing"
            + ("; this sheet cannot be used" if dropped else "; its values count as not stated"),
        )
        intake.note("berkas.judul_kolom", Severity.ERROR, place, texts)

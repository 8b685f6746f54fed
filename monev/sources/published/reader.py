"""Clippings, one published figure per row, into facts. The mapping stands in the fact sheet."""

from models.finding import Severity
from monev.arrival import Arrival
from monev.sources.glimpse import Glimpse
from monev.sources.grid import Table
from monev.sources.published.clipping import read_statement
from monev.sources.published.facts import facts_of
from monev.sources.published.sheet import PublishedSheet, load_published_sheet
from monev.sources.reading import Intake, Reading, Resolve
from monev.sources.source import Source
from monev.sources.tables import read_csv


def fits(glimpse: Glimpse) -> bool:
    """Whether a CSV file is one of clippings, by the headings it must have."""
    required = load_published_sheet().columns.required
    return glimpse.kind == "csv" and glimpse.has_headings(set(required))


def read_published_figures(content: bytes, arrival: Arrival, resolve: Resolve) -> Reading:
    """Read a file of clippings.

    Every row becomes a statement or a finding. `resolve` leads from a code or name to a region.
    Raises SourceError where the file is no such table.
    """
    sheet = load_published_sheet()
    intake = Intake.of(content, arrival, resolve)
    table = read_csv(content, intake, sheet.expected.rows.at_most)
    _note_columns(table, sheet, intake)
    statements = [
        statement
        for row in table.rows
        if (statement := read_statement(row, sheet, intake)) is not None
    ]
    facts = facts_of(statements, sheet, intake)
    return Reading(sheet.id, facts, intake.findings)


def _note_columns(table: Table, sheet: PublishedSheet, intake: Intake) -> None:
    """Report columns that nobody reads, and a file with fewer rows than one of its kind has."""
    known = {*sheet.columns.required, *sheet.columns.optional, *sheet.columns.ignored}
    for heading in table.headings:
        if heading not in known:
            texts = (
                f"kolom {heading!r} tidak dikenal dan tidak dibaca",
                f"column {heading!r} is not in the fact sheet and is not read",
            )
            intake.note("berkas.kolom", Severity.WARNING, table.place, texts)
    least = sheet.expected.rows.at_least
    if len(table.rows) < least:
        texts = (
            f"{len(table.rows)} baris ditemukan, paling sedikit {least}",
            f"{len(table.rows)} rows found, at least {least} expected",
        )
        intake.note("berkas.jumlah_baris", Severity.WARNING, table.place, texts)


PUBLISHED_FIGURES = Source(
    "published_figures",
    fits,
    read_published_figures,
    "published figures with a column 'metric'",
    ("csv",),
)

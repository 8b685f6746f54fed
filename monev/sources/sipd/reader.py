"""An export of SIPD or a printed budget table into budget facts.

Layouts, words and codes stand in the fact sheet; this module only puts the steps in order.
"""

from collections.abc import Sequence
from dataclasses import replace

from models.facts import Fact
from monev.arrival import Arrival
from monev.sources.glimpse import Glimpse
from monev.sources.grid import folded
from monev.sources.personal import masked, personal_headings
from monev.sources.reading import Intake, Reading, Resolve
from monev.sources.sipd.accounts import Accounts
from monev.sources.sipd.book import Grid, read_grids
from monev.sources.sipd.classify import classified
from monev.sources.sipd.contributions import (
    Contribution,
    Summary,
    contributions_of,
    tell_summary,
)
from monev.sources.sipd.facts import facts_of
from monev.sources.sipd.identity import Identity, known_since, region_of, tier_of, year_of
from monev.sources.sipd.layout import Layout, layout_of
from monev.sources.sipd.notes import Notes
from monev.sources.sipd.rows import entries_of
from monev.sources.sipd.separated import first_separated
from monev.sources.sipd.sheet import SipdSheet, load_sipd_sheet
from monev.sources.sipd.tables import Found, Line, find_tables
from monev.sources.sipd.titles import Said, Titles, titles_of
from monev.sources.sipd.totals import check_totals
from monev.sources.source import Source

SAMPLE = 40
"""Rows of a column that are looked at to see whether it holds identity numbers."""


def fits(glimpse: Glimpse) -> bool:
    """Whether the first rows hold a heading of a budget table, with its own columns or titles."""
    if glimpse.kind not in ("csv", "xlsx", "xls"):
        return False
    sheet = load_sipd_sheet()
    csv = glimpse.kind == "csv"
    rows = first_separated(glimpse.content) if csv else map(list, glimpse.rows)
    grid = Grid(glimpse.name, "", [row[: sheet.columns_at_most] for row in rows])
    for table in find_tables(grid, sheet):
        titled = any(
            one.search(folded(line.text)) for line in table.titles for one in sheet.known_by.titles
        )
        if titled or set(sheet.known_by.fields) & set(table.heading.fields):
            return True
    return False


def read_sipd(content: bytes, arrival: Arrival, resolve: Resolve) -> Reading:
    """Read a DPA recap, an LRA or a list of payments of one government and one fiscal year.

    Contribution lines become facts; everything that is wrong is found in one pass. Without a
    region or a year on which file and arrival agree there are findings and no facts. Raises
    SourceError for a file that cannot be opened or is too large.
    """
    sheet = load_sipd_sheet()
    intake = Intake.of(content, arrival, resolve)
    notes = Notes(intake, sheet.listed_at_most)
    grids = read_grids(content, intake, sheet.rows.at_most, sheet.columns_at_most)
    tables = [(found, titles) for grid in grids for found, titles in _tables(grid, sheet)]
    found = [table for table, _ in tables]
    _note_unread(grids, found, notes)
    _note_personal(found, sheet, notes)
    titles = _shared([one for _, one in tables])
    region = region_of(titles, arrival, resolve, notes) if tables else None
    notes.region = region.code if region else None
    year, year_said = year_of(found, titles, arrival, notes) if tables else (None, None)
    lines = _contributions(list(zip(found, titles, strict=True)), year, sheet, notes)
    facts: list[Fact] = []
    if region is not None and year is not None:
        known_on, printed = known_since(titles, arrival, notes)
        cells = {"known_on": printed.cell} if printed else {}
        cells |= {"fiscal_year": year_said.cell} if year_said else {}
        identity = Identity(region, year, known_on, tier_of(titles, sheet), cells)
        facts = list(facts_of(classified(lines, sheet, notes), identity, sheet, notes))
    notes.close()
    return Reading(sheet.id, facts, intake.findings)


def _tables(grid: Grid, sheet: SipdSheet) -> list[tuple[Found, Titles]]:
    """Return the tables of a grid; what the titles of one do not say, the one above has said."""
    tables: list[tuple[Found, Titles]] = []
    for found in find_tables(grid, sheet):
        titles = titles_of(found, sheet)
        if tables:
            titles = titles.after(tables[-1][1])
        elif titles.agency is None and not _generic(grid.sheet, sheet):
            name = sheet.sheet_prefix.sub("", grid.sheet).strip()
            titles = replace(titles, agency=Said(name, Line(grid.sheet, grid.where)))
        tables.append((found, titles))
    return tables


def _generic(name: str, sheet: SipdSheet) -> bool:
    plain = folded(name.replace("_", " "))
    return any(one.fullmatch(plain) for one in sheet.generic_sheets)


def _shared(titles: Sequence[Titles]) -> list[Titles]:
    """Give day and stage to tables whose titles are silent, where all others agree on them."""
    days = {(one.as_of, one.as_of_said) for one in titles if one.as_of}
    stages = {one.stage for one in titles if one.stage}
    day = days.pop() if len(days) == 1 else (None, None)
    stage = stages.pop() if len(stages) == 1 else None
    return [
        replace(
            one,
            as_of=one.as_of or day[0],
            as_of_said=one.as_of_said or day[1],
            stage=one.stage or stage,
        )
        for one in titles
    ]


def _contributions(
    tables: Sequence[tuple[Found, Titles]], year: int | None, sheet: SipdSheet, notes: Notes
) -> list[tuple[int, list[Contribution]]]:
    """Return the counted lines of every table, with the number of the table."""
    accounts, summary = Accounts(sheet), Summary()
    lines: list[tuple[int, list[Contribution]]] = []
    for number, (found, titles) in enumerate(tables):
        layout = layout_of(found, titles, year, sheet, notes)
        if layout is None:
            continue
        layout = _without_shifted(layout, notes)
        entries = list(entries_of(layout, notes))
        counted = list(contributions_of(layout, entries, accounts, summary, notes))
        check_totals(layout, entries, counted, notes)
        lines.append((number, counted))
    if tables:
        tell_summary(summary, [one for _, each in lines for one in each], sheet, notes)
    return lines


def _without_shifted(layout: Layout, notes: Notes) -> Layout:
    """Refuse rows of a text that are wider than their heading: a separator stands in a cell."""
    if layout.grid.sheet:
        return layout
    width = max(layout.labels, default=0) + 1
    kept = []
    for row in layout.rows:
        cells = layout.grid.rows[row]
        if not any(cells[width:]):
            kept.append(row)
        else:
            notes.error(
                "berkas.baris",
                f"{layout.grid.where} baris {row + 1}",
                f"{len(cells)} sel ditemukan, judul kolom {width}; periksa pemisah dan tanda kutip,"
                " baris tidak dibaca",
                f"{len(cells)} cells found under {width} headings; check separators and quotes",
            )
    return replace(layout, rows=tuple(kept))


def _note_unread(grids: Sequence[Grid], found: Sequence[Found], notes: Notes) -> None:
    """Report a file without any table, or name the sheets in which none was found."""
    if not found:
        notes.error(
            "berkas.judul_kolom",
            notes.intake.name,
            "judul kolom tidak ditemukan; seharusnya kode rekening atau uraian, dan pagu, anggaran,"
            " atau realisasi",
            "no headings found; codes or names of accounts and amounts are expected",
        )
        return
    read = {table.grid.sheet for table in found}
    unread = [grid.sheet for grid in grids if grid.sheet not in read and any(grid.rows)]
    if unread:
        names = ", ".join(map(repr, unread[:SAMPLE]))
        notes.tell(
            "berkas.lembar",
            notes.intake.name,
            f"lembar tanpa tabel anggaran, tidak dibaca: {names}",
            f"sheets without a budget table, not read: {names}",
        )


def _note_personal(found: Sequence[Found], sheet: SipdSheet, notes: Notes) -> None:
    """Name the columns about persons once; only fields of the fact sheet are ever read."""
    dropped: dict[str, None] = {}
    for table in found:
        fields = table.heading.fields.values()
        used = {column for each in fields for one in each for column in one.columns}
        labels = {at: text for at, text in table.heading.labels.items() if at not in used}
        dropped |= dict.fromkeys(personal_headings(labels.values()))
        for column, label in labels.items():
            texts = [text for row in table.rows[:SAMPLE] if (text := table.grid.text(row, column))]
            if texts and sum(masked(text)[1] > 0 for text in texts) * 2 >= len(texts):
                dropped[label] = None
    if dropped:
        names = ", ".join(masked(one)[0] for one in dropped)
        notes.tell(
            "berkas.data_pribadi",
            notes.intake.name,
            f"kolom data pribadi tidak dibaca dan tidak disimpan: {names}",
            f"columns about persons are neither read nor kept: {names}",
        )


SIPD = Source(
    "sipd",
    fits,
    read_sipd,
    "an export of SIPD (KODE REKENING with PAGU or realisation) or a printed LRA",
    ("csv", "xlsx", "xls"),
)

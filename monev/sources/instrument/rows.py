"""Rows of the instrument into facts. A row with a bad cell is dropped, the others are kept.

Every check runs on whatever of a row can be read, so one bad cell never hides another.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from models.facts import Fact
from models.finding import Severity
from monev.sources.grid import Row, Value
from monev.sources.instrument.cells import CellReader
from monev.sources.instrument.identity import Identity
from monev.sources.instrument.repeated import Stated, note_repeated
from monev.sources.instrument.row_checks import cell_of, fits_question, is_ordered
from monev.sources.instrument.sheet import Column, FactTable
from monev.sources.instrument.table import SheetTable
from monev.sources.notation import is_approximate
from monev.sources.reading import RefusedFactError, make_fact

Values = dict[str, Any]

_HEDGED = frozenset({"count", "number", "rupiah"})
"""Kinds of cells in which "sekitar" may stand before a number."""


@dataclass(frozen=True)
class _Draft:
    """A row as far as it could be read; `whole` if nothing in it was wrong."""

    row: Row
    values: Values
    whole: bool


def facts_of(
    table: SheetTable, layout: FactTable, identity: Identity | None, cells: CellReader
) -> Iterator[Fact]:
    """Yield the facts of a sheet; without an identity only the findings are made.

    All cells of all rows are looked at, also in a sheet that lacks a required heading.
    """
    drafts = list(_drafts(table, layout, cells))
    repeated = note_repeated([Stated(one.row, one.values) for one in drafts], layout, cells)
    if identity is None or not table.usable:
        return
    for draft in drafts:
        if draft.whole and draft.row.number not in repeated:
            yield from _made(draft, table, layout, identity, cells)


def _drafts(table: SheetTable, layout: FactTable, cells: CellReader) -> Iterator[_Draft]:
    """Yield the rows that state something, each with what is wrong about it reported."""
    unread: list[Value] = []
    for row in table.rows:
        if not any(_filled(row, heading) for heading in layout.columns):
            continue
        stated = not layout.stated_by or any(_filled(row, each) for each in layout.stated_by)
        values, whole = _values(row, table, layout, cells, must=stated)
        if not stated:
            if any(_filled(row, each) for each in _numbers(layout)):
                unread.append(cell_of(layout.columns[layout.stated_by[0]].field, row, layout))
            continue
        fits = layout.fact != "attestation" or fits_question(values, row, layout, cells)
        runs = layout.fact != "contribution" or is_ordered(values, row, layout, cells)
        yield _Draft(row, values, whole and fits and runs)
    if unread:
        _note_unread(unread, layout, cells)


def _filled(row: Row, heading: str) -> bool:
    return heading in row.cells and not row.cells[heading].blank


def _numbers(layout: FactTable) -> list[str]:
    return [heading for heading, column in layout.columns.items() if column.read in _HEDGED]


def _note_unread(places: list[Value], layout: FactTable, cells: CellReader) -> None:
    """Say once per sheet that prepared rows hold figures but not the one that counts."""
    wanted = layout.stated_by[0]
    listed = ", ".join(place.place.rsplit(" ", 1)[-1] for place in places)
    texts = (
        f"kolom {wanted!r} belum diisi pada sel {listed}; baris itu tidak dibaca",
        f"column {wanted!r} is not filled in yet at {listed}; these rows are not read",
    )
    cells.intake.note("isi.belum_diisi", Severity.INFO, places[0].place, texts, cells.region)


def _values(
    row: Row, table: SheetTable, layout: FactTable, cells: CellReader, *, must: bool
) -> tuple[Values, bool]:
    """Return the fields and cells of a row, and whether all of its cells were in order."""
    values: Values = {"cells": {}, "approximate": False}
    listed: dict[str, list[tuple[Column, Any, Value]]] = {}
    whole = True
    for heading, column in layout.columns.items():
        if heading not in row.cells:
            continue
        cell = row.cells[heading]
        value, good = cells.read(cell, column, must=must)
        whole = whole and good
        if value is None or (column.adds and heading in table.presumed):
            continue
        if column.read in _HEDGED and isinstance(cell.content, str) and is_approximate(cell.text):
            values["approximate"] = True
        if column.adds:
            listed.setdefault(column.field, []).append((column, value, cell))
        else:
            values[column.field] = value
            values["cells"][column.field] = cell.cell
    for field, answers in listed.items():
        values[field] = [column.adds for column, given, _ in answers if given]
        values["cells"][field] = _spanned([cell for *_, cell in answers])
    return values, whole


def _spanned(cells: list[Value]) -> dict[str, str]:
    """Return one cell entry for several cells beside each other."""
    last = cells[-1].place.rsplit(" ", 1)[-1]
    place = cells[0].place if len(cells) == 1 else f"{cells[0].place} s.d. {last}"
    return {"locator": place, "raw": "; ".join(cell.raw for cell in cells)}


def _made(
    draft: _Draft, table: SheetTable, layout: FactTable, identity: Identity, cells: CellReader
) -> Iterator[Fact]:
    """Make the fact; values under a presumed heading have served the checks and are left out."""
    hidden = {layout.columns[heading].field for heading in table.presumed} - {
        column.field for heading, column in layout.columns.items() if heading not in table.presumed
    }
    stated = {field: value for field, value in draft.values.items() if field not in hidden}
    stated["cells"] = {
        field: cell for field, cell in draft.values["cells"].items() if field not in hidden
    }
    values = stated | {
        "region_code": identity.region.code,
        "evidence_sha256": cells.intake.sha256,
        "source_title": identity.title,
        "source_publisher": identity.publisher,
        "tier": identity.tier,
        "known_on": identity.known_on,
    }
    values["cells"]["known_on"] = identity.known_cell.cell
    if layout.fact == "attestation":
        values["as_of"] = identity.quarter.end
    if layout.fact == "budget":
        values["listing"] = identity.title
    try:
        yield make_fact(layout.fact, values)
    except RefusedFactError as error:
        cell = cell_of(error.field, draft.row, layout)
        cells.refuse(cell, f"nilai di luar batas yang diperbolehkan: {cell.text!r}", str(error))

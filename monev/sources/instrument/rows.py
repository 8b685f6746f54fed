"""Rows of the instrument into facts. A row with a bad cell is dropped, the others are kept."""

from collections.abc import Iterator
from typing import Any

from models.facts import Fact
from monev.sources.grid import Row, Table, Value
from monev.sources.instrument.cells import CellReader
from monev.sources.instrument.identity import Identity
from monev.sources.instrument.sheet import FactTable
from monev.sources.notation import is_approximate
from monev.sources.reading import RefusedFactError, make_fact

Values = dict[str, Any]

_HEDGED = frozenset({"count", "number", "rupiah"})
"""Kinds of cells in which "sekitar" may stand before a number."""


def facts_of(
    table: Table, layout: FactTable, identity: Identity | None, cells: CellReader
) -> Iterator[Fact]:
    """Yield the facts of a sheet; without an identity only the findings are made.

    All cells of all rows are looked at, also in a sheet that lacks a required heading.
    """
    whole = all(
        heading in table.headings for heading, column in layout.columns.items() if column.required
    )
    for row in table.rows:
        if not any(_filled(row, heading) for heading in layout.columns):
            continue
        values = _values(row, layout, cells)
        if values is None or not whole:
            continue
        if layout.fact == "attestation" and not _attested(values, row, layout, cells):
            continue
        if layout.fact == "contribution" and not _ordered(values, row, layout, cells):
            continue
        if identity is not None:
            yield from _made(values, row, layout, identity, cells)


def _filled(row: Row, heading: str) -> bool:
    return heading in row.cells and not row.cells[heading].blank


def _values(row: Row, layout: FactTable, cells: CellReader) -> Values | None:
    """Return the fields and cells of a row; None if any cell is bad."""
    values: Values = {"cells": {}, "approximate": False}
    listed: dict[str, list[tuple[str, bool, Value]]] = {}
    whole = True
    for heading, column in layout.columns.items():
        if heading not in row.cells:
            continue
        cell = row.cells[heading]
        value, good = cells.read(cell, column)
        whole = whole and good
        if value is None:
            continue
        if column.read in _HEDGED and isinstance(cell.content, str) and is_approximate(cell.text):
            values["approximate"] = True
        if column.adds:
            listed.setdefault(column.field, []).append((column.adds, value, cell))
        else:
            values[column.field] = value
            values["cells"][column.field] = cell.cell
    for field, answers in listed.items():
        values[field] = [item for item, given, _ in answers if given]
        values["cells"][field] = _spanned([cell for *_, cell in answers])
    return values if whole else None


def _spanned(cells: list[Value]) -> dict[str, str]:
    """Return one cell entry for several cells beside each other."""
    last = cells[-1].place.rsplit(" ", 1)[-1]
    place = cells[0].place if len(cells) == 1 else f"{cells[0].place} s.d. {last}"
    return {"locator": place, "raw": "; ".join(cell.raw for cell in cells)}


def _made(
    values: Values, row: Row, layout: FactTable, identity: Identity, cells: CellReader
) -> Iterator[Fact]:
    values |= {
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
    try:
        yield make_fact(layout.fact, values)
    except RefusedFactError as error:
        cell = _cell_of(error.field, row, layout)
        cells.refuse(cell, f"nilai di luar batas yang diperbolehkan: {cell.text!r}", str(error))


def _cell_of(field: str, row: Row, layout: FactTable) -> Value:
    """Return the cell that fills a field, or a stand-in that names the row."""
    for heading, column in layout.columns.items():
        if column.field == field and heading in row.cells:
            return row.cells[heading]
    return Value(None, "", row.place)


def _attested(values: Values, row: Row, layout: FactTable, cells: CellReader) -> bool:
    """Whether an answer is given and fits its question; a question left open is no fact."""
    item = cells.sheet.item(values["item"])
    answer, count, total = (values.get(field) for field in ("answer", "count", "total"))
    if item is None or (answer is None and count is None and total is None):
        return False
    answer_cell = _cell_of("answer", row, layout)
    known = cells.sheet.answers_of(item.code)
    if answer is not None and answer not in known and not (item.counted and answer in _NONE):
        words = ", ".join(known) or "tidak_berlaku, atau angka di kolom Jumlah"
        cells.refuse(
            answer_cell,
            f"ditemukan {answer!r}, untuk butir {item.code} seharusnya {words}",
            f"{answer!r} found, {words} expected for item {item.code}",
        )
        return False
    if item.of_total and count is not None and (total is None or count > total):
        cells.refuse(
            _cell_of("total", row, layout),
            f"jumlah {count} membutuhkan total yang tidak lebih kecil; ditemukan {total}",
            f"total {total} found, one not below the count {count} expected",
        )
        return False
    return True


_NONE = ("tidak_berlaku",)


def _ordered(values: Values, row: Row, layout: FactTable, cells: CellReader) -> bool:
    """Whether a span ends no earlier than it begins."""
    start, end = values["span_start"], values["span_end"]
    if start <= end:
        return True
    cells.refuse(
        _cell_of("span_end", row, layout),
        f"masa berakhir {end} sebelum dimulai {start}",
        f"the span ends on {end}, before it begins on {start}",
    )
    return False

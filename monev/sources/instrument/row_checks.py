"""What must fit within one row: an answer to its question, a count to its total, a span's ends."""

from typing import Any

from monev.sources.grid import Row, Value
from monev.sources.instrument.cells import CellReader
from monev.sources.instrument.sheet import FactTable

_NONE = ("tidak_berlaku",)


def cell_of(field: str, row: Row, layout: FactTable) -> Value:
    """Return the cell that fills a field, or a stand-in that names the row."""
    for heading, column in layout.columns.items():
        if column.field == field and heading in row.cells:
            return row.cells[heading]
    return Value(None, "", row.place)


def fits_question(values: dict[str, Any], row: Row, layout: FactTable, cells: CellReader) -> bool:
    """Whether an answer, a count and a total fit the question of their row."""
    item = cells.sheet.item(values.get("item", ""))
    if item is None:
        return False
    answer, count, total = (values.get(field) for field in ("answer", "count", "total"))
    known = cells.sheet.answers_of(item.code)
    fits = True
    if answer is not None and answer not in known and not (item.counted and answer in _NONE):
        words = ", ".join(known) or "tidak_berlaku, atau angka di kolom Jumlah"
        english = ", ".join(known) or "tidak_berlaku, or a figure in the column Jumlah,"
        cells.refuse(
            cell_of("answer", row, layout),
            f"ditemukan {answer!r}, untuk butir {item.code} seharusnya {words}",
            f"{answer!r} found, {english} expected for item {item.code}",
        )
        fits = False
    if item.of_total and count is not None and (total is None or count > total):
        found = "sel kosong" if total is None else total
        cells.refuse(
            cell_of("total", row, layout),
            f"jumlah {count} membutuhkan total yang tidak lebih kecil; ditemukan {found}",
            f"the count {count} needs a total that is not smaller; "
            f"{'an empty cell' if total is None else total} found",
        )
        fits = False
    return fits


def is_ordered(values: dict[str, Any], row: Row, layout: FactTable, cells: CellReader) -> bool:
    """Whether a span ends no earlier than it begins, as far as both days could be read."""
    start, end = values.get("span_start"), values.get("span_end")
    if start is None or end is None or start <= end:
        return True
    cells.refuse(
        cell_of("span_end", row, layout),
        f"masa berakhir {end} sebelum dimulai {start}",
        f"the span ends on {end}, before it begins on {start}",
    )
    return False

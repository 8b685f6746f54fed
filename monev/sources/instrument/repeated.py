"""Rows of one sheet that say the same thing twice: which of them holds is not for us to choose.

Scoring takes budget lines with one key as versions of each other, so a second line on the same
sheet would silently replace the first.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from models.finding import Severity
from monev.sources.grid import Row
from monev.sources.instrument.cells import CellReader
from monev.sources.instrument.row_checks import cell_of
from monev.sources.instrument.sheet import Column, FactTable

Keys = Mapping[int, tuple[Any, ...]]
"""What tells rows apart, by row number."""

_UNREAD = object()
"""Stands in a key for a cell that could not be read."""


@dataclass(frozen=True)
class Stated:
    """A row that states something, with the values that could be read."""

    row: Row
    values: dict[str, Any]


def note_repeated(rows: list[Stated], layout: FactTable, cells: CellReader) -> set[int]:
    """Return the numbers of rows that repeat each other; every later one gets a finding.

    The finding stands on the cell that most likely tells the rows apart. Where one cell of the
    key could not be read, rows alike in the rest, code included, get a remark, so that the sender
    hears of it now and not after mending that cell.
    """
    columns = {heading: layout.columns[heading] for heading in layout.distinct}
    if not columns:
        return set()
    keys = {each.row.number: _key(each, columns) for each in rows}
    whole = [each for each in rows if _UNREAD not in keys[each.row.number]]
    repeated: set[int] = set()
    for group in _alike(whole, keys, range(len(columns))):
        repeated |= {each.row.number for each in group}
        for each in group[1:]:
            _note(group[0], each, layout, cells)
    for first, again in _perhaps_alike(rows, keys, _code_at(columns)):
        _note_perhaps(first, again, layout, cells)
    return repeated


def _alike(rows: list[Stated], keys: Keys, places: Sequence[int]) -> list[list[Stated]]:
    """Return the groups of two or more rows whose keys agree in these places."""
    groups: dict[tuple[Any, ...], list[Stated]] = defaultdict(list)
    for each in rows:
        groups[tuple(keys[each.row.number][at] for at in places)].append(each)
    return [group for group in groups.values() if len(group) > 1]


def _perhaps_alike(rows: list[Stated], keys: Keys, code: int) -> list[tuple[Stated, Stated]]:
    """Return pairs, the earlier row first, that agree in all but one cell that was not read.

    Only rows with the same code (at place `code` of the key) are taken: without one, too many
    sound rows look alike.
    """
    coded = [each for each in rows if code >= 0 and keys[each.row.number][code] is not None]
    gaps = {
        key.index(_UNREAD)
        for key in (keys[each.row.number] for each in coded)
        if key.count(_UNREAD) == 1 and key[code] is not _UNREAD
    }
    pairs: list[tuple[Stated, Stated]] = []
    for gap in sorted(gaps):
        places = [at for at in range(len(next(iter(keys.values())))) if at != gap]
        known = [
            each for each in coded if all(keys[each.row.number][at] is not _UNREAD for at in places)
        ]
        for group in _alike(known, keys, places):
            pairs += [
                (first, again)
                for first, again in pairwise(group)
                if _UNREAD in (keys[first.row.number][gap], keys[again.row.number][gap])
            ]
    return pairs


def _code_at(columns: Mapping[str, Column]) -> int:
    """Return the place of the code in the key, -1 where there is none."""
    kinds = [column.read for column in columns.values()]
    return kinds.index("code") if "code" in kinds else -1


def _key(stated: Stated, columns: dict[str, Column]) -> tuple[Any, ...]:
    """Return what tells a row from the others, with a mark for each part that could not be read."""
    key: list[Any] = []
    for heading, column in columns.items():
        value = stated.values.get(column.field)
        written = heading in stated.row.cells and not stated.row.cells[heading].blank
        if value is None and (written or column.required):
            value = _UNREAD
        key.append(" ".join(value.split()).casefold() if isinstance(value, str) else value)
    return tuple(key)


def _note(first: Stated, again: Stated, layout: FactTable, cells: CellReader) -> None:
    here, before = _cells(first, again, layout)
    key = ", ".join(layout.distinct)
    texts = (
        f"baris ganda: sama dengan baris {first.row.number} (sel {before}) pada {key}; keduanya "
        "tidak dipakai. Gabungkan dalam satu baris, atau bedakan isinya",
        f"repeated row: the same as row {first.row.number} (cell {before}) in {key}; neither is "
        "used. Merge them into one row, or tell them apart",
    )
    cells.intake.note("isi.baris_ganda", Severity.ERROR, here, texts, cells.region)


def _note_perhaps(first: Stated, again: Stated, layout: FactTable, cells: CellReader) -> None:
    here, before = _cells(first, again, layout)
    texts = (
        f"mungkin baris ganda: sejauh terbaca sama dengan baris {first.row.number} (sel {before}). "
        "Setelah sel yang salah diperbaiki, gabungkan atau bedakan kedua baris itu",
        f"perhaps a repeated row: as far as read the same as row {first.row.number} (cell {before})"
        ". Once the bad cell is mended, merge the two rows or tell them apart",
    )
    cells.intake.note("isi.baris_ganda", Severity.INFO, here, texts, cells.region)


def _cells(first: Stated, again: Stated, layout: FactTable) -> tuple[str, str]:
    """Return the place of the later row's telling cell, and the address of the earlier one's."""
    here, there = (cell_of(_telling(layout), each.row, layout).place for each in (again, first))
    return here, there.rsplit(" ", 1)[-1]


def _telling(layout: FactTable) -> str:
    """Return the field that most likely tells two rows apart: a code, else the last of the key."""
    columns = [layout.columns[heading] for heading in layout.distinct]
    codes = [column.field for column in columns if column.read == "code"]
    return codes[0] if codes else columns[-1].field

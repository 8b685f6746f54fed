"""All that is published as one SQLite file to explore: the same tables and rows as the packages.

A new file, never the database of an installation: it has no accounts, no drafts, no evidence.
"""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from datetime import date
from decimal import Decimal
from pathlib import Path

from models import Quarter
from monev.errors import UsageError
from monev.open_data.package import published_of, rows_of
from monev.open_data.shapes import Row
from monev.open_data.tables import TABLES, Cell, Table, cells
from monev.workspace import Workspace

KINDS = {"number": "REAL", "integer": "INTEGER"}
"""Decimals become binary floats here, for sums in SQL; the CSV files keep them exact."""


def write_sqlite(workspace: Workspace, quarters: Iterable[Quarter], path: Path) -> dict[str, int]:
    """Write what is published of these quarters into a new file; return the rows of each table.

    Raises UsageError where the file is there already, or nothing is published.
    """
    if path.exists():
        raise UsageError(f"{path} is there already and is not overwritten; name another file")
    chosen = [pair for quarter in quarters for pair in published_of(workspace, quarter)]
    if not chosen:
        raise UsageError("nothing of these quarters is published; `monev publish` does that")
    rows = rows_of(workspace, chosen)
    with closing(sqlite3.connect(path)) as base, base:
        for table in TABLES:
            _fill(base, table, rows[table.name])
    return {table.name: len(rows[table.name]) for table in TABLES}


def _fill(base: sqlite3.Connection, table: Table, rows: Iterable[Row]) -> None:
    names = [f'"{one.name}"' for one in table.columns]
    kinds = [KINDS.get(one.kind, "TEXT") for one in table.columns]
    columns = [f"{name} {kind}" for name, kind in zip(names, kinds, strict=True)]
    links = [
        f'FOREIGN KEY ("{column}") REFERENCES "{other}" ("{target}")'
        for column, other, target in table.keys
    ]
    parts = ", ".join([*columns, f'PRIMARY KEY ("{table.key}")', *links])
    base.execute(f'CREATE TABLE "{table.name}" ({parts})')
    marks = ", ".join("?" for _ in names)
    base.executemany(
        f'INSERT INTO "{table.name}" VALUES ({marks})',  # noqa: S608 - names are those of our tables
        [[_plain(cell) for cell in row] for row in cells(table, rows)],
    )


def _plain(cell: Cell) -> str | int | float | None:
    match cell:
        case Decimal():
            return float(cell)
        case date():
            return cell.isoformat()
    return cell

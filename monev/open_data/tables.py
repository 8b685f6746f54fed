"""Rows as flat tables: the columns of each, with type, unit and keys, and their cells.

Derived from the shapes, so that a column is described once. Files are written elsewhere.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import Any

from monev.open_data.shapes import (
    NUMBER,
    DocumentRow,
    EvaluationRow,
    Evidence,
    FindingRow,
    IndicatorRow,
    Place,
    RegionRow,
    Row,
    Source,
)
from monev.wording import Wording

TYPES = {"integer": "integer", "boolean": "boolean", "array": "string", "string": "string"}
FORMATS = {"date": "date", "date-time": "datetime"}
PARTED_BY = "; "

Cell = str | int | Decimal | date | None


@dataclass(frozen=True)
class Column:
    """One column: `kind` is its type in Frictionless Table Schema."""

    name: str
    kind: str
    description: str
    unit: str = ""
    needed: bool = False


@dataclass(frozen=True)
class Table:
    """One file of the package. `keys` maps a column to the table and column it points to."""

    name: str
    title: Wording
    shape: type[Row]
    key: str
    keys: tuple[tuple[str, str, str], ...] = ()

    @cached_property
    def columns(self) -> list[Column]:
        """The columns: its key, what it is about, what it says, and on what kinds of source."""
        told = self.shape.model_json_schema(mode="serialization")["properties"]
        names = sorted(self.shape.model_fields, key=self._group)
        return [_column(name, told[name]) for name in names]

    def _group(self, name: str) -> int:
        if name == self.key:
            return 0
        about = ("evaluation", *Place.model_fields)
        return 1 if name in about else 3 if name in Evidence.model_fields else 2


TABLES: tuple[Table, ...] = (
    Table("regions", Wording(id="Pemerintah daerah", en="Governments"), RegionRow, "code"),
    Table(
        "evaluations",
        Wording(id="Evaluasi", en="Evaluations"),
        EvaluationRow,
        "id",
        (("region_code", "regions", "code"),),
    ),
    Table(
        "indicators",
        Wording(id="Indikator", en="Indicators"),
        IndicatorRow,
        "id",
        (("evaluation", "evaluations", "id"), ("region_code", "regions", "code")),
    ),
    Table(
        "findings",
        Wording(id="Temuan data", en="Findings about the data"),
        FindingRow,
        "id",
        (("evaluation", "evaluations", "id"), ("region_code", "regions", "code")),
    ),
    Table(
        "documents",
        Wording(id="Dokumen", en="Documents"),
        DocumentRow,
        "id",
        (("evaluation", "evaluations", "id"), ("region_code", "regions", "code")),
    ),
)


def cells(table: Table, rows: Iterable[Row]) -> list[list[Cell]]:
    """Return rows as cells; a null stays null, several values stand in one cell."""
    names = [one.name for one in table.columns]
    return [[_cell(getattr(row, name)) for name in names] for row in rows]


def _cell(value: Any) -> Cell:
    match value:
        case bool():
            return "true" if value else "false"
        case datetime():
            return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        case list():
            return PARTED_BY.join(dict.fromkeys(_told(one) for one in value)) or None
        case str():
            return _number(value) or str(value) or None
        case None | int() | Decimal() | date():
            return value
    raise TypeError(f"{type(value).__name__} found, a value of a row expected")


def _number(text: str) -> Decimal | None:
    """Return a text that is a negative number as one: as a text it would be kept from reckoning."""
    if not text.startswith("-"):
        return None
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def _told(one: Source | str) -> str:
    if isinstance(one, str):
        return one
    return f"{one.title} ({one.publisher}, {one.known_on.isoformat()}, {one.tier}, {one.place})"


def _column(name: str, told: dict[str, Any]) -> Column:
    options: Sequence[dict[str, Any]] = told.get("anyOf", [told])
    first = next(one for one in options if one.get("type") != "null")
    kind = first.get("type", "string")
    return Column(
        name=name,
        kind="number"
        if first.get("pattern") == NUMBER
        else FORMATS.get(first.get("format", ""), TYPES[kind]),
        description=told["description"],
        unit=told.get("unit", ""),
        needed=len(options) == 1 and kind in ("integer", "boolean"),
    )

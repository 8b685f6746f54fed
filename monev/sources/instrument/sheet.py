"""The fact sheet of the instrument workbook as validated shapes. Reading and writing a workbook by
it are the work of `reader` and `template`.
"""

from decimal import Decimal
from functools import cache
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from models.evidence import Tier
from monev.sources.reading import BASES
from monev.sources.values import EXPECTED
from monev.wording import Wording
from monev.yaml_file import catalogue_folder, read_yaml

READS = frozenset({*EXPECTED, "place_date", "word", "segment", "payer", "item", "answer"})
MOST_HINT = 255
"""A spreadsheet program shows no longer message beside a cell."""
Carry = Literal["value", "blank", "quarter_end", "year_start"]
"""What a prepared row holds: last quarter's value, nothing, or a day of the new quarter."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Column(_Strict):
    """One heading: the field it fills and how its cells are read.

    `words` maps what is written to what is kept; `adds` is the item that a "ya" adds to a list.
    Numbers run from 0 to `most`. `hint` is shown beside the cell while it is filled in, and
    `carry` says what a prepared row holds there.
    """

    field: str
    read: str
    required: bool = False
    words: dict[str, str] = {}
    adds: str = ""
    most: Decimal | None = None
    hint: str = Field(default="", max_length=MOST_HINT)
    carry: Carry = "value"

    @model_validator(mode="after")
    def _readable(self) -> "Column":
        if self.read not in READS:
            raise ValueError(
                f"read {self.read!r} found, one of {', '.join(sorted(READS))} expected"
            )
        if (self.read == "word") != bool(self.words):
            raise ValueError("`words` belong to `read: word`, and to nothing else")
        return self


class FactTable(_Strict):
    """One sheet: the kind of fact its rows are, its columns, and the headings passed over.

    A row states something once one of `stated_by` is filled in (any column where it is empty).
    Two rows that are alike in all of `distinct` contradict each other.
    """

    fact: str
    title_id: str
    columns: dict[str, Column]
    ignored: dict[str, str] = {}
    stated_by: list[str] = []
    distinct: list[str] = []

    @model_validator(mode="after")
    def _fields_exist(self) -> "FactTable":
        if self.fact not in BASES:
            raise ValueError(f"fact {self.fact!r} found, one of {', '.join(BASES)} expected")
        for heading, column in self.columns.items():
            if column.field not in BASES[self.fact].model_fields:
                raise ValueError(f"{heading}: {self.fact} has no field {column.field!r}")
        for heading in (*self.stated_by, *self.distinct):
            if heading not in self.columns:
                raise ValueError(f"{heading!r} is no column of this sheet")
        return self


class Identity(_Strict):
    """The sheet that says whose workbook this is: a label in one cell, its value to the right."""

    sheet: str
    title_id: str
    fields: dict[str, Column]


class AttestationItem(_Strict):
    """One question; `answers` are its own words, `counted` ones take a number instead."""

    code: str
    title_id: str
    title_en: str
    answers: list[str] = []
    counted: bool = False
    of_total: bool = False


class RowLimit(_Strict):
    """How many filled rows a sheet may have."""

    at_most: int


class Guidance(_Strict):
    """The sheet that tells the office how to fill in the others, and the sheet of the lists."""

    sheet: str
    title_id: str
    lines: list[str]
    lists: str


class InstrumentSheet(_Strict):
    """Everything that reading and writing the workbook need to know about it."""

    id: str
    format: Literal["xlsx"]
    title: Wording
    publisher: Wording
    tier: Tier
    simulated_tier: Tier
    versions: list[str]
    rows: RowLimit
    heading_within_rows: int
    guidance: Guidance
    identity: Identity
    ignored_sheets: dict[str, str] = {}
    sheets: dict[str, FactTable]
    default_answers: list[str]
    attestations: list[AttestationItem]

    def item(self, code: str) -> AttestationItem | None:
        """Return the question of that code."""
        return next((item for item in self.attestations if item.code == code), None)

    def answers_of(self, code: str) -> list[str]:
        """Return the words that answer a question; none for one that takes a number."""
        item = self.item(code)
        if item is None or item.counted:
            return []
        return item.answers or self.default_answers


@cache
def load_instrument_sheet() -> InstrumentSheet:
    """Return the packaged fact sheet, read once per process; raises CatalogueError."""
    return read_instrument_sheet(catalogue_folder("sources") / "instrument.yaml")


def read_instrument_sheet(path: Path | Traversable) -> InstrumentSheet:
    """Read a fact sheet; raises CatalogueError with file, line and key."""
    return read_yaml(path).shaped(InstrumentSheet)

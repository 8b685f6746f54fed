"""The fact sheet of the instrument workbook as validated shapes. Reading a workbook by it is
`instrument`'s work.
"""

from functools import cache
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, model_validator

from models.evidence import Tier
from monev.sources.reading import BASES
from monev.sources.values import EXPECTED
from monev.yaml_file import catalogue_folder, read_yaml

READS = frozenset({*EXPECTED, "word", "segment", "payer", "item", "answer"})


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Column(_Strict):
    """One heading: the field it fills and how its cells are read.

    `words` maps what is written to what is kept; `adds` is the item that a "ya" adds to a list.
    """

    field: str
    read: str
    required: bool = False
    words: dict[str, str] = {}
    adds: str = ""

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
    """One sheet: the kind of fact its rows are, its columns, and the headings passed over."""

    fact: str
    columns: dict[str, Column]
    ignored: dict[str, str] = {}

    @model_validator(mode="after")
    def _fields_exist(self) -> "FactTable":
        if self.fact not in BASES:
            raise ValueError(f"fact {self.fact!r} found, one of {', '.join(BASES)} expected")
        for heading, column in self.columns.items():
            if column.field not in BASES[self.fact].model_fields:
                raise ValueError(f"{heading}: {self.fact} has no field {column.field!r}")
        return self


class Identity(_Strict):
    """The sheet that says whose workbook this is: a label in one cell, its value to the right."""

    sheet: str
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


class Wording(_Strict):
    """A title in Indonesian and in English."""

    id: str
    en: str


class InstrumentSheet(_Strict):
    """Everything the reader of the workbook knows about it."""

    id: str
    format: Literal["xlsx"]
    title: Wording
    publisher: Wording
    tier: Tier
    simulated_tier: Tier
    versions: list[str]
    rows: RowLimit
    heading_within_rows: int
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

"""The fact sheet of open data as validated shapes. Reading rows by it is `reader`'s work."""

from functools import cache
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, model_validator

from models.evidence import Tier
from monev.segments import load_segments
from monev.sources.grid import folded
from monev.sources.reading import BASES
from monev.wording import Wording
from monev.yaml_file import catalogue_folder, read_yaml


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class RowCount(_Strict):
    """How many rows a file may have."""

    at_most: int


class Columns(_Strict):
    """The headings that every data set of this kind has, as far as it has them."""

    province_code: str
    province_name: str
    code: str
    name: str
    unit: str
    year: str

    @property
    def all(self) -> frozenset[str]:
        """All six headings."""
        return frozenset(self.model_dump().values())


class Measure(_Strict):
    """What a column becomes: a figure of participation, or a statistic under its code.

    `title_says` and `title_without` are words that the title of the data set must and must not
    have, for a column whose own name does not say what it counts.
    """

    fact: Literal["participation", "statistic"]
    read: Literal["count", "percent"]
    unit: str
    field: str = "value"
    segment: str = ""
    measure: str = ""
    definition: str = ""
    title_says: list[str] = []
    title_without: list[str] = []

    @model_validator(mode="after")
    def _maps_to_something(self) -> "Measure":
        if self.field not in BASES[self.fact].model_fields:
            raise ValueError(f"{self.fact} has no field {self.field!r}")
        participates = self.fact == "participation"
        if participates != bool(self.segment) or participates == bool(self.measure):
            raise ValueError("participation needs a segment, a statistic the code of its measure")
        return self

    def is_meant(self, title: str) -> bool:
        """Whether a data set of this title counts what the measure says."""
        words = folded(title)
        if not self.title_says:
            return True
        says = any(folded(word) in words for word in self.title_says)
        return says and not any(folded(word) in words for word in self.title_without)


class Asked(_Strict):
    """How the words of a question are spelt that a figure keeps."""

    title: list[str]
    organisation: list[str]
    licence: list[str]
    modified: list[str]


class OpenDataSheet(_Strict):
    """The sheet of open data."""

    id: str
    format: str
    title: Wording
    publisher: str
    tier: Tier
    most_bytes: int
    rows: RowCount
    heading_within_rows: int
    records: list[str]
    columns: Columns
    ignored: dict[str, str]
    finer_periods: list[str]
    dimensions: list[str]
    totals: list[str]
    asked: Asked
    value_role: str
    units: dict[str, str]
    measures: dict[str, Measure]

    def measure_named(self, name: str) -> Measure | None:
        """Return the measure of a column, or else the one kept under a code; None if unknown."""
        if name in self.measures:
            return self.measures[name]
        return next((each for each in self.measures.values() if each.measure == name != ""), None)

    def with_columns(self, roles: dict[str, str]) -> "OpenDataSheet":
        """Return the sheet for a file whose headings are called otherwise, by their role."""
        headings = {role: folded(heading) for role, heading in roles.items()}
        return self.model_copy(update={"columns": self.columns.model_copy(update=headings)})


@cache
def load_open_data_sheet() -> OpenDataSheet:
    """Return the packaged fact sheet, read once per process; raises CatalogueError."""
    return read_open_data_sheet(catalogue_folder("sources") / "data_terbuka.yaml")


def read_open_data_sheet(path: Path | Traversable) -> OpenDataSheet:
    """Read a fact sheet; raises CatalogueError, for an unknown code of a segment too."""
    file = read_yaml(path)
    sheet = file.shaped(OpenDataSheet)
    known = load_segments().segment_codes
    for column, measure in sheet.measures.items():
        if measure.segment and measure.segment not in known:
            raise file.error(("measures", column, "segment"), "stands nowhere in segments.yaml")
    return sheet

"""The fact sheet of the APBD portal as validated shapes. Reading files by it is `reader`'s work."""

from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from pydantic import BaseModel, ConfigDict, Field, model_validator

from models.evidence import Tier
from monev.wording import Wording
from monev.yaml_file import catalogue_folder, read_yaml


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class RowCount(_Strict):
    """How many rows a file may have."""

    at_most: int


class Headings(_Strict):
    """The four headings of the export."""

    account: str
    budget: str
    realised: str
    percent: str

    @property
    def all(self) -> tuple[str, str, str, str]:
        """In the order of the file."""
        return self.account, self.budget, self.realised, self.percent


class Dimensions(_Strict):
    """How the two columns of amounts are called in a fact."""

    budget: str
    realised: str


class Node(_Strict):
    """One row of the budget's tree: how it may be labelled, and the measure it is, if any."""

    labels: list[str] = Field(min_length=1)
    measure: str = ""
    below: list["Node"] = []

    def measures(self) -> Iterator[str]:
        """Yield the measures of this row and of all below it."""
        if self.measure:
            yield self.measure
        for node in self.below:
            yield from node.measures()


class DjpkSheet(_Strict):
    """The sheet of the portal."""

    id: str
    format: str
    title: Wording
    publisher: str
    tier: Tier
    source_title: str
    note: str
    months: list[str] = Field(min_length=12, max_length=12)
    first_year: int
    rows: RowCount
    columns: Headings
    dimensions: Dimensions
    unit: str
    percent_tolerance: Decimal
    provincial: str
    all_governments: str
    measures: dict[str, Wording]
    tree: list[Node]

    @model_validator(mode="after")
    def _measures_are_declared(self) -> "DjpkSheet":
        for node in self.tree:
            for measure in node.measures():
                if measure not in self.measures:
                    raise ValueError(f"tree names {measure!r}, which `measures` does not declare")
        return self


@cache
def load_djpk_sheet() -> DjpkSheet:
    """Return the packaged fact sheet, read once per process; raises CatalogueError."""
    return read_yaml(catalogue_folder("sources") / "djpk.yaml").shaped(DjpkSheet)

"""The fact sheet of the WebAPI as validated shapes. Reading answers by it is `reader`'s work."""

from functools import cache

from pydantic import BaseModel, ConfigDict, Field, model_validator

from models.evidence import Tier
from monev.wording import Wording
from monev.yaml_file import catalogue_folder, read_yaml


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Measure(_Strict):
    """A figure that is read: what it is called, its unit, and by what it is defined."""

    id: str
    en: str
    unit: str
    definition: str = ""


class Unit(_Strict):
    """A unit as BPS writes it: ours, and what a value is multiplied by."""

    unit: str
    times: int = 1


class BpsSheet(_Strict):
    """The sheet of the WebAPI."""

    id: str
    format: str
    title: Wording
    publisher: str
    tier: Tier
    source_title: str
    nation: str
    most_bytes: int
    most_values: int
    measures: dict[str, Measure]
    variables: dict[str, str]
    units: dict[str, Unit]
    regional_words: list[str]
    totals: list[str]
    periods: dict[str, tuple[int, int]]
    split_provinces: dict[str, list[str]] = Field(min_length=1)

    @model_validator(mode="after")
    def _leads_somewhere(self) -> "BpsSheet":
        for number, measure in self.variables.items():
            if measure not in self.measures:
                raise ValueError(f"variable {number} leads to {measure!r}, which is no measure")
        for label, (first, last) in self.periods.items():
            if not 1 <= first <= last <= 12:
                raise ValueError(f"period {label!r}: months from 1 to 12 expected, in order")
        return self


@cache
def load_bps_sheet() -> BpsSheet:
    """Return the packaged fact sheet, read once per process; raises CatalogueError."""
    return read_yaml(catalogue_folder("sources") / "bps.yaml").shaped(BpsSheet)

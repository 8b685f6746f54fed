"""The fact sheet of published figures as validated shapes, and the way to load it.

Reading files by it is the work of `reader`.
"""

from datetime import date
from functools import cache
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from models.evidence import Tier
from monev.segments import Segments, load_segments
from monev.sources.reading import BASES
from monev.wording import Wording
from monev.yaml_file import YamlFile, catalogue_folder, read_yaml

FIELD_READS = {
    **dict.fromkeys(("active_persons", "eligible_persons", "uncovered_persons"), "count"),
    **dict.fromkeys(("persons", "count", "total"), "count"),
    **dict.fromkeys(("coverage_pct", "change_value"), "percent"),
    **dict.fromkeys(("allocation_idr", "realised_idr", "monthly_rate_idr"), "rupiah"),
    **dict.fromkeys(("contribution_idr", "claims_idr", "shortfall_idr", "amount_idr"), "rupiah"),
    **dict.fromkeys(("title", "text"), "text"),
    "months": "number",
}
"""How the value of each field is read; a row whose unit says otherwise is refused."""

FactKind = Literal[
    "participation", "budget", "regulation", "contribution", "attestation", "target", "context"
]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Columns(_Strict):
    """Headings that must be there, that may be there, and that are passed over for a reason."""

    required: list[str]
    optional: list[str] = []
    ignored: dict[str, str] = {}


class RowCount(_Strict):
    """How many rows a file of this source has."""

    at_least: int = 0
    at_most: int


class Expected(_Strict):
    """What a whole file of this source looks like."""

    rows: RowCount


class InstrumentWords(_Strict):
    """The kind of legal instrument that a text beginning so speaks of."""

    begins: str
    instrument: str


class StageWords(_Strict):
    """The stage that a text with any of these words speaks of."""

    words: list[str]
    stage: int = Field(ge=0, le=9)


class RegulationWords(_Strict):
    """How a text about a regulation is told apart."""

    instruments: list[InstrumentWords]
    stages: list[StageWords]


class Metric(_Strict):
    """What one metric becomes: a field of a fact, a detail of a budget line, or nothing."""

    fact: FactKind | Literal["budget_detail"] | None = None
    ignore: str = ""
    field: str = ""
    segment: str = ""
    group: str = ""
    payer: str = ""
    scope: Literal["semua", "tanpa_adhoc"] = "semua"
    definition: str = ""
    funding: str = ""
    family: str = ""
    nation_family: str = ""
    item: str = ""
    category: str = ""
    text: str = ""
    note: str = ""
    stage: int | None = Field(default=None, ge=0, le=9)
    stage_from_text: bool = False
    persons_from: list[str] = []
    months_from: list[str] = []
    rate_from: list[str] = []

    @model_validator(mode="after")
    def _maps_to_something(self) -> "Metric":
        if (self.fact is None) == (not self.ignore):
            raise ValueError("name either a fact or, under `ignore`, the reason to leave it out")
        if self.fact in BASES and self.field not in BASES[self.fact].model_fields:
            raise ValueError(f"{self.fact} has no field {self.field!r}")
        if self.fact in BASES and self.field not in FIELD_READS:
            raise ValueError(f"nothing says how {self.field!r} is read")
        return self


class PublishedSheet(_Strict):
    """The sheet of tidy clippings: one published figure per row."""

    id: str
    format: Literal["csv"]
    title: Wording
    publisher: Wording
    tier: Tier
    columns: Columns
    expected: Expected
    undated: Literal["akhir_masa"]
    undated_known_on: date
    units: dict[str, str]
    regulation: RegulationWords
    metrics: dict[str, Metric]


@cache
def load_published_sheet() -> PublishedSheet:
    """Return the packaged fact sheet, read once per process; raises CatalogueError."""
    return read_published_sheet(catalogue_folder("sources") / "published_figures.yaml")


def read_published_sheet(path: Path | Traversable) -> PublishedSheet:
    """Read a fact sheet; raises CatalogueError with file, line and key.

    Every code of a segment, a group or a payer in it must stand in segments.yaml.
    """
    file = read_yaml(path)
    sheet = file.shaped(PublishedSheet)
    _require_known_codes(file, sheet, load_segments())
    return sheet


def _require_known_codes(file: YamlFile, sheet: PublishedSheet, segments: Segments) -> None:
    for name, metric in sheet.metrics.items():
        for key, code, known in (
            ("segment", metric.segment, segments.segment_codes),
            ("group", metric.group, segments.segment_codes),
            ("payer", metric.payer, segments.payer_codes),
            ("funding", metric.funding, segments.payer_codes),
        ):
            if code and code not in known:
                path = ("metrics", name, key)
                raise file.error(path, f"{code!r} stands nowhere in segments.yaml")
        for source in (*metric.persons_from, *metric.months_from, *metric.rate_from):
            if source not in sheet.metrics:
                raise file.error(("metrics", name), f"no metric is called {source!r}")

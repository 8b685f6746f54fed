"""The rows themselves, described once: OpenAPI, Frictionless and SQLite are made from them.

Ids say what they name and stay: an evaluation is region, quarter and revision, never a row number.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, WithJsonSchema

from monev.open_data.standing import Status

NUMBER = r"^-?\d+(\.\d+)?$"

Exact = Annotated[
    Decimal,
    PlainSerializer(lambda value: format(value, "f"), return_type=str, when_used="json"),
    WithJsonSchema({"type": "string", "pattern": NUMBER}),
]
"""A decimal as a text of plain digits: 53.26 stays 53.26, in every language that reads it."""


class Row(BaseModel):
    """Base of all rows: fixed once made, nothing beside what is described."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Evidence(Row):
    """On what kinds of source a row rests."""

    tiers: list[str] = Field(description="kinds of source it rests on; empty where there is none")
    simulated: bool = Field(description="something in it was invented for a trial")
    from_press: bool = Field(description="something in it rests on what others published")


class RegionRow(Row):
    """A government of the register, evaluated or not."""

    code: str = Field(description="code of Kemendagri; a text, 36.70 is not 36.7")
    bps_code: str | None = Field(description="code of BPS for the same region")
    name: str = Field(description="name")
    kind: str = Field(description="provinsi, kabupaten or kota")
    province_code: str = Field(description="code of its province, its own for a province")
    island_zone: str = Field(description="group of islands, as the register keeps it")
    population_persons: int | None = Field(
        description="registered residents; no denominator of coverage",
        json_schema_extra={"unit": "orang"},
    )
    population_on: date | None = Field(description="the day the residents were counted for")


class Place(Row):
    """What a row is about."""

    region_code: str = Field(description="code of the government, as Kemendagri numbers it")
    quarter: str = Field(description="quarter evaluated, 2024-Q3")
    revision: int = Field(description="revision of the evaluation, from 1")


class EvaluationRow(Place, Evidence):
    """One revision of the evaluation of a government and quarter."""

    id: str = Field(description="region, quarter and revision: 36.72-2024-Q3-r1")
    region_name: str = Field(description="name of the government")
    status: Status = Field(description="draft, returned, reviewed, published or superseded")
    superseded_by: str | None = Field(description="the evaluation that takes its place")
    published_on: date | None = Field(description="day of publication in Jakarta")
    created_at: datetime = Field(description="moment of filing, UTC")
    reason: str = Field(description="why the revision was made, as printed")
    score: Exact | None = Field(
        description="total 0-100, unrounded; null where nothing is known",
        json_schema_extra={"unit": "poin"},
    )
    score_low: Exact = Field(
        description="the total if all that is open turned out worst",
        json_schema_extra={"unit": "poin"},
    )
    score_high: Exact = Field(
        description="the total if all that is open turned out best",
        json_schema_extra={"unit": "poin"},
    )
    completeness: Exact = Field(
        description="share of the applicable weight that has data, 0 to 1",
        json_schema_extra={"unit": "rasio"},
    )
    band: str | None = Field(description="band in Indonesian; null without one")
    provisional: bool = Field(description="the band is provisional")
    mode: str = Field(description="ketat: absence counts 0; indikatif: it is left out")
    rubric_profile: str = Field(description="profile of the rules")
    rubric_version: str = Field(description="version of the rules")
    inputs_sha256: str = Field(description="hash over all facts, rules and findings")


class Source(Row):
    """Where a figure comes from."""

    title: str
    publisher: str
    known_on: date
    known_basis: str = Field(description="tercetak, perkiraan (estimated) or akhir_masa")
    tier: str
    place: str = Field(description="file and cell")
    evidence_sha256: str


class IndicatorRow(Place, Evidence):
    """One indicator of one evaluation."""

    id: str = Field(description="evaluation and indicator: 36.72-2024-Q3-r1-A1")
    evaluation: str = Field(description="id of the evaluation")
    indicator: str = Field(description="code of the indicator")
    pillar: str = Field(description="code of its pillar")
    title_id: str = Field(description="title in Indonesian")
    title_en: str = Field(description="title in English")
    status: str = Field(description="dinilai, data_tidak_tersedia or tidak_berlaku")
    value: str | None = Field(description="what was measured; null without data, never 0 for it")
    unit: str = Field(description="unit of the value")
    score: Exact | None = Field(
        description="points 0-100 after the evidence cap; null without data, also where the mode "
        "lets absence count 0 in the total",
        json_schema_extra={"unit": "poin"},
    )
    low: Exact | None = Field(
        description="points at worst; null where it is not asked",
        json_schema_extra={"unit": "poin"},
    )
    high: Exact | None = Field(
        description="points at best; null where it is not asked",
        json_schema_extra={"unit": "poin"},
    )
    weight: Exact = Field(description="weight of 100", json_schema_extra={"unit": "bobot"})
    sources: list[Source] = Field(description="where its figures come from, in the order of use")


class IndicatorDetail(IndicatorRow):
    """One indicator with the trace from which its sum can be redone."""

    trace: dict[str, Any] = Field(description="every step of the sum, as docs/trace.md says")


class FindingRow(Place, Evidence):
    """Something wrong or worth knowing about the data; nothing was repaired."""

    id: str = Field(description="evaluation and place in its list: 36.72-2024-Q3-r1-f1")
    evaluation: str = Field(description="id of the evaluation")
    rule: str = Field(description="code of the rule of data quality")
    severity: str = Field(description="galat, peringatan or info")
    subject: str = Field(description="name of the figure it is about")
    place: str = Field(description="file and cell")
    evidence_sha256: str = Field(description="hash of that file")
    stated: Exact | None = Field(description="value as stated")
    computed: Exact | None = Field(description="value as computed")
    difference: Exact | None = Field(description="the difference of the two")
    unit: str = Field(description="unit of the three values")
    message_id: str = Field(description="in Indonesian")
    message_en: str = Field(description="in English")
    waived: bool = Field(description="somebody with the right to do so has excused it")


class DocumentRow(Place, Evidence):
    """One file of one document."""

    id: str = Field(description="name of the file: laporan-monev-36.72-2024-Q3-r1.pdf")
    evaluation: str = Field(description="id of the evaluation it prints")
    number: str = Field(description="number printed on it")
    kind: str = Field(description="laporan, lembar_fakta, berita_acara or surat_pengantar")
    form: str = Field(description="pdf, ttd (PDF with a signature), html or xlsx")
    language: str = Field(description="id or en")
    sha256: str = Field(description="hash of its bytes")
    size_bytes: int = Field(description="size", json_schema_extra={"unit": "bita"})
    pages: int | None = Field(description="pages; null for a form that has none")
    filed_at: datetime = Field(description="moment of filing, UTC")
    address: str = Field(description="where to fetch it, below the address of the portal")

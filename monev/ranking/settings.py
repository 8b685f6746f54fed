"""The rules of comparison, from `catalogue/leagues.yaml`: themes, doubts, wording.

Reading and checking only; what the rules mean is in the modules that use them.
"""

from decimal import Decimal
from functools import cache
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from monev.errors import UsageError
from monev.scorecard import IndicatorScore
from monev.wording import Wording
from monev.yaml_file import YamlFile, catalogue_folder, read_yaml

Normalisation = Literal["rubrik", "minmaks", "persentil"]
Aggregation = Literal["aritmetik", "geometrik"]
FACTORS = ("bobot", "normalisasi", "agregasi", "data")
"""What is in doubt about a rank, in printed order."""


class Strict(BaseModel):
    """Refuses unknown keys: a misspelt key would otherwise silently do nothing."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Theme(Strict):
    """What a league compares: everything, some pillars, or some indicators."""

    id: str
    title: Wording
    whole: bool = False
    pillars: list[str] = []
    indicators: list[str] = []
    reference: str = Field(min_length=3)

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if sum((self.whole, bool(self.pillars), bool(self.indicators))) != 1:
            raise ValueError("give exactly one of whole: true, pillars and indicators")
        return self

    def asks(self, indicator: IndicatorScore) -> bool:
        """Say whether an indicator counts in this theme."""
        return self.whole or indicator.pillar in self.pillars or indicator.id in self.indicators


class Doubt(Strict):
    """How much is in doubt: `weight_shift` is a share of each weight, `separable_from` of draws.

    The first normalisation and aggregation are the rubric's own, from which a doubt starts.
    """

    reference: str = Field(min_length=3)
    draws: int = Field(ge=1)
    draws_per_factor: int = Field(ge=1)
    seed: int = Field(ge=0)
    weight_shift: Decimal = Field(ge=0, lt=1)
    normalisations: list[Normalisation]
    aggregations: list[Aggregation]
    data: bool
    separable_from: Decimal = Field(gt=0, le=1)


class FiscalRule(Strict):
    """Where the group of fiscal capacity comes from, and what is said where there is none."""

    measure: str
    unknown: Wording


class RollUpRule(Strict):
    """The parameter that says how many must be known, and the wording of a province's mean."""

    known_share: str
    bases: dict[Literal["penduduk_bekerja", "basis_pekerja", "penduduk", "tidak_ada"], Wording]
    given: Wording
    withheld: Wording
    none: Wording


class LeagueSettings(Strict):
    """The whole checked file."""

    themes: list[Theme] = Field(min_length=1)
    doubt: Doubt
    factors: dict[Literal["bobot", "normalisasi", "agregasi", "data"], Wording]
    fiscal: FiscalRule
    reasons: dict[
        Literal["tanpa_data", "kelengkapan_kurang", "tidak_berlaku", "rubrik_berbeda"], Wording
    ]
    notes: dict[Literal["seri", "tidak_terpisahkan", "terpisahkan", "tidak_pasti"], Wording]
    stated: Wording
    roll_up: RollUpRule

    def theme(self, name: str) -> Theme:
        """Return a theme by its id; raises UsageError with the themes there are."""
        for one in self.themes:
            if one.id == name:
                return one
        known = ", ".join(one.id for one in self.themes)
        raise UsageError(f"theme {name!r} found, one of {known} expected")


@cache
def load_league_settings() -> LeagueSettings:
    """Return the packaged rules of comparison, read once per process; raises CatalogueError."""
    return read_league_settings(read_yaml(catalogue_folder("leagues.yaml")))


def read_league_settings(file: YamlFile) -> LeagueSettings:
    """Read the rules; raises CatalogueError for a theme that stands twice or a missing wording."""
    settings = file.shaped(LeagueSettings)
    ids = [one.id for one in settings.themes]
    for at, name in enumerate(ids):
        if name in ids[:at]:
            raise file.error(("themes", at, "id"), f"{name!r} stands twice; give it another id")
    for at, theme in enumerate(settings.themes):
        for key in ("pillars", "indicators"):
            listed = getattr(theme, key)
            if len(set(listed)) != len(listed):
                raise file.error(("themes", at, key), "an entry stands twice; keep one of them")
    return settings

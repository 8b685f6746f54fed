"""`catalogue/simulation.yaml` as validated shapes: what simulated worlds are made of."""

from datetime import date
from functools import cache
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict

from models.quarter import Quarter
from monev.yaml_file import catalogue_folder, read_yaml


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


Ends = tuple[float, float]
Period = Annotated[
    Quarter, BeforeValidator(lambda text: Quarter.parse(text) if isinstance(text, str) else text)
]


class HandIn(_Strict):
    """Shares of governments that hand in nothing or late; at most so many days late."""

    missing: float
    late: float
    latest_days: int


class Richness(_Strict):
    """How much a government states: groups, claims, and agencies that insure non-ASN staff."""

    code: str
    share: float
    groups: int
    claims: bool
    agencies: int
    zero_budget: bool = False


class Channels(_Strict):
    """Shares of governments with each further file, and of the ways in which it is written."""

    dpa_csv: float
    dpa_xlsx: float
    lra: float
    jdih: float
    clippings: float
    thousands: float
    split_codes: float


class Coverage(_Strict):
    """Share of the working population that is insured, and what each quarter adds."""

    start: Ends
    gain: Ends
    at_most: float


class Group(_Strict):
    """A group of workers that public money insures, and where the money stands in SIPD."""

    code: str
    of_population: float
    payer: str
    kinds: list[str]
    definition: str
    agency: str
    unit: str
    sub_activity: str
    sub_activity_name: str


class Account(_Strict):
    """A budget account (kode rekening); `amount_idr` where the amount is always the same."""

    code: str
    name: str
    amount_idr: int = 0


class Election(_Strict):
    """Staff of elections: members in the quarters from `first` to `last`."""

    first: Period
    last: Period
    of_population: dict[str, float]


class RegulationWay(_Strict):
    """How regulations come about: `path` lists stage, fewest and most days since the last one."""

    share: dict[str, float]
    starts_between: tuple[date, date]
    path: list[tuple[int, int, int]]
    substance: list[str]
    titles: list[str]


class Shapes(_Strict):
    """All that the worlds are made of."""

    watermark: str
    version: str
    base_year: int
    hand_in: HandIn
    richness: list[Richness]
    channels: Channels
    styles: dict[str, list[str]]
    working_share: Ends
    coverage: Coverage
    mix: dict[str, float]
    definition: str
    groups: list[Group]
    months: list[int]
    rates: dict[str, int]
    accounts: dict[str, Account]
    other_accounts: list[Account]
    election: Election
    claim_idr: int
    targets: dict[str, list[float]]
    regulation: RegulationWay
    noise_titles: list[str]
    feed_wrappers: list[str]


@cache
def load_shapes() -> Shapes:
    """Return the packaged shapes, read once per process; raises CatalogueError."""
    return read_yaml(catalogue_folder("simulation.yaml")).shaped(Shapes)

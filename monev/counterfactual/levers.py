"""The levers of `catalogue/levers.yaml` as checked shapes. What a lever does is in `options_*`."""

from functools import cache
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from monev.errors import CatalogueError
from monev.rubric import Rubric
from monev.segments import load_segments
from monev.wording import Wording
from monev.yaml_file import YamlFile, catalogue_folder, read_yaml

FILE = "levers.yaml"

ChangeOfLever = Literal[
    "enact",
    "substance",
    "answer",
    "count",
    "allocate",
    "spend",
    "pay_months",
    "fund",
    "insure",
    "report_next",
    "report_late",
    "evidence",
]
QUARTERS = 4
Cost = Literal["none", "contribution", "amount", "unknown"]
NEEDS: dict[str, tuple[str, ...]] = {
    "answer": ("item", "ladder"),
    "count": ("item",),
    "fund": ("sources",),
    "insure": ("segment",),
    "report_next": ("item", "at_most"),
    "report_late": ("item", "of"),
}
"""Keys that a kind of change cannot do without."""


class Strict(BaseModel):
    """Refuses unknown keys: a misspelt key would otherwise silently do nothing."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Lever(Strict):
    """One thing a region can do: what it changes, how it is said, what it costs, who and when.

    `unit_size` is what one unit of an amount is worth in rupiah; `rate_of` is the group whose
    contribution is paid where it is not the counted segment itself.
    """

    id: str = Field(min_length=3)
    indicator: str
    moves: list[str]
    change: ChangeOfLever
    unit: Wording
    sentence: Wording
    cost: Cost
    reason: Wording | None = None
    agency: str
    deadline: str
    item: str = ""
    of: str = ""
    ladder: list[str] = []
    labels: dict[str, Wording] = {}
    segment: str = ""
    rate_of: str = ""
    sources: list[str] = []
    up_to: list[str] = []
    at_most: int = Field(default=0, ge=0)
    unit_size: int = Field(default=1, ge=1)

    @model_validator(mode="after")
    def _whole(self) -> Self:
        lacking = [key for key in NEEDS.get(self.change, ()) if not getattr(self, key)]
        if lacking:
            raise ValueError(f"change {self.change} needs {', '.join(lacking)}")
        if (self.cost == "unknown") != (self.reason is not None):
            raise ValueError("cost unknown, and only it, gives a reason")
        if self.change == "allocate" and self.unit_size % QUARTERS:
            raise ValueError("unit_size must be a multiple of 4: shares of quarters stay whole")
        if self.change != "evidence" and self.indicator not in self.moves:
            raise ValueError("moves must name the lever's own indicator")
        return self


class Words(Strict):
    """The sentences beside the levers."""

    next_band: Wording
    highest: Wording
    held: Wording
    out_of_reach: Wording
    no_band: Wording
    no_cost: Wording
    own_money: Wording
    set_aside: Wording
    contributions: Wording
    line_rate_unknown: Wording
    line_rates_differ: Wording
    no_rate: Wording
    persons_not_stated: Wording
    partly_known: Wording
    ask: Wording


class Levers(Strict):
    """All levers in the order of their ids; `months` is how long a person is insured for."""

    months: int = Field(ge=1, le=12)
    acts: list[str]
    head_rules: dict[str, str]
    drafts: dict[str, str]
    words: Words
    items: dict[str, Wording]
    levers: list[Lever]


@cache
def load_levers() -> Levers:
    """Return the packaged levers, read once per process; raises CatalogueError."""
    return read_levers(read_yaml(catalogue_folder(FILE)))


def read_levers(file: YamlFile) -> Levers:
    """Read levers; raises CatalogueError for an id that stands twice or an unknown group."""
    levers = file.shaped(Levers)
    segments = load_segments()
    for index, lever in enumerate(levers.levers):
        if lever.id in [one.id for one in levers.levers[:index]]:
            raise file.error(("levers", index, "id"), f"{lever.id!r} stands twice")
        for key in ("segment", "rate_of"):
            code = getattr(lever, key)
            if code and code not in segments.segment_codes:
                raise file.error(("levers", index, key), f"unknown group {code!r}")
        for code in lever.sources:
            if code not in segments.payer_codes:
                raise file.error(("levers", index, "sources"), f"unknown payer {code!r}")
    return levers


def check_levers(levers: Levers, rubric: Rubric) -> None:
    """Refuse levers that name an indicator or a deadline which the rubric does not have.

    Raises CatalogueError.
    """
    indicators = {one.id for one in rubric.indicators}
    deadlines = {one.id for one in rubric.deadlines}
    for lever in levers.levers:
        unknown = [one for one in lever.moves if one not in indicators]
        if unknown:
            raise CatalogueError(FILE, 1, f"{lever.id}.moves", f"no indicator {unknown[0]!r}")
        if lever.deadline and lever.deadline not in deadlines:
            raise CatalogueError(FILE, 1, f"{lever.id}.deadline", f"no deadline {lever.deadline!r}")

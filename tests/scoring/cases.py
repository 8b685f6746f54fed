"""The worked cases of the catalogue as shapes, and the facts they describe.

Comparing an outcome with what a case expects is the work of `test_cases`.
"""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from models import Fact, Quarter
from monev.known import Child
from monev.wording import Wording
from monev.yaml_file import catalogue_folder, yaml_files
from tests import facts as make

DATES = ("known_on", "as_of", "stage_on", "due_on", "span_start", "span_end", "realised_on")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ExpectedIndicator(_Strict):
    """What one indicator should come to; what is not named is not compared."""

    status: Literal["dinilai", "data_tidak_tersedia", "tidak_berlaku"] | None = None
    value: str | None = None
    score: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    cap: Decimal | None = None
    effective_weight: Decimal | None = None


class Expected(_Strict):
    """What a case should come to; keys that are left out are not compared."""

    indicators: dict[str, Decimal | str | ExpectedIndicator] = {}
    pillars: dict[str, Decimal] = {}
    score: Decimal | None = None
    score_low: Decimal | None = None
    score_high: Decimal | None = None
    completeness: Decimal | None = None
    band: str | None = None
    provisional: bool | None = None
    gates: list[str] | None = None
    duties: dict[str, str] = {}
    absent: list[str] = []
    target_families: list[str] | None = None


class Children(_Strict):
    """Several kab/kota that stand alike."""

    rule: bool | None
    score: Decimal | None
    times: int


class Case(_Strict):
    """One worked case."""

    id: str
    sentence: str
    reckoning: str = ""
    kind: Literal["provinsi", "kabupaten", "kota"]
    quarter: str
    tier: str = "instrumen"
    facts: list[dict[str, dict[str, Any]]]
    children: list[Children] = []
    expect: Expected

    def made_facts(self) -> list[Fact]:
        """The facts of the case, each stated field with a cell."""
        day = Quarter.parse(self.quarter).end
        return [
            make.fact(kind, day=day, **{"tier": self.tier, **_readable(values)})
            for each in self.facts
            for kind, values in each.items()
        ]

    def made_children(self) -> list[Child]:
        """The kab/kota of the case, with codes of their own."""
        rows = [row for group in self.children for row in [group] * group.times]
        return [
            Child(
                code=f"33.{place:02}",
                name=f"Kabupaten {place}",
                regulation_in_force=row.rule,
                score=row.score,
                band=None if row.score is None else "Cukup",
            )
            for place, row in enumerate(rows, start=1)
        ]


class CaseFile(_Strict):
    """One file of cases."""

    title: Wording
    cases: list[Case]


def _readable(values: dict[str, Any]) -> dict[str, Any]:
    """Dates of the YAML stay dates; a date written as text would be taken for one too late."""
    for name in DATES:
        if name in values and not isinstance(values[name], date):
            raise ValueError(f"{name}: {values[name]!r} found, a date expected")
    return values


def all_cases() -> list[tuple[str, Case]]:
    """Every case of the catalogue with the name of its file."""
    return [
        (file.name.removesuffix(".yaml"), case)
        for file in yaml_files(catalogue_folder("cases"))
        for case in file.shaped(CaseFile).cases
    ]


def case(name: str) -> Case:
    """One case by its id."""
    return next(one for _, one in all_cases() if one.id == name)


def printed(number: Decimal, like: Decimal) -> Decimal:
    """Round half up to as many decimals as `like` is written with."""
    return number.quantize(Decimal(1).scaleb(int(like.as_tuple().exponent)), ROUND_HALF_UP)

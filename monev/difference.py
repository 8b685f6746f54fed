"""The shapes of a comparison: what changed between two scores or two sets of rules, by how much.

How a change is split stands in `attribution`; points are of the total score, 0-100.
"""

from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import Field

from monev.scorecard import Value
from monev.wording import Wording

Factor = Literal["data", "rule", "method", "peers"]
FACTORS: tuple[Factor, ...] = ("data", "rule", "method", "peers")
"""What a score depends on: facts and time, rules in force, way of reckoning, scores of kab/kota."""

FindingSide = Literal["new", "lapsed", "excused", "gone"]
FINDING_SIDES: tuple[FindingSide, ...] = ("new", "lapsed", "excused", "gone")
"""What became of an error from one side to the other, what counts now first."""

FactSide = Literal["changed", "new", "gone", "again"]
Reason = Literal["", "no_score", "not_remembered", "not_repeated", "no_order"]
"""Why a change is not split: a key of the wording."""


class RuleChange(Value):
    """One rule, or one circumstance, that differs; null where there is none on that side."""

    subject: str
    key: str
    before: str | None
    after: str | None


class FactMove(Value):
    """One field of a fact that has another value; the texts are those of the two files.

    Null where a file states nothing. `locator` is the place in the newer file that has one.
    """

    field: str
    before: str | None
    after: str | None
    locator: str


class FactChange(Value):
    """One fact that does not count alike on both sides.

    It counts on one side only (`new`, `gone`), or its source was handed in anew and states it
    with another value (`changed`, with what `moved`) or as it was (`again`): `before_id` is then
    the fact of the earlier file.
    """

    fact_id: str
    before_id: str = ""
    side: FactSide
    kind: str
    source_title: str
    locator: str
    known_on: date
    moved: list[FactMove] = Field(default_factory=list)


class FindingChange(Value):
    """One finding of severity galat that makes a band provisional on one side only.

    Found on one side only it is `new` or `gone`; found on both it was `excused`, or the excuse has
    `lapsed`: `waiver` then says who excused it.
    """

    side: FindingSide
    rule: str
    subject: str
    place: str
    evidence_sha256: str
    message_id: str
    message_en: str
    waiver: str = ""


class Moved(Value):
    """How much of a factor's share came by way of one indicator."""

    indicator: str
    title: Wording
    points: Decimal


class FactorShare(Value):
    """What one factor did to the score.

    `exact` is a fraction; `points` its 28 digits; `printed` is rounded so that the printed shares
    add up. The shares of `moved` add up to `points` wherever the score is a weighted mean of the
    indicators.
    """

    factor: Factor
    differs: bool
    exact: str
    points: Decimal
    printed: Decimal
    moved: list[Moved] = Field(default_factory=list)
    rules: list[RuleChange] = Field(default_factory=list)
    facts: list[FactChange] = Field(default_factory=list)
    children: list[RuleChange] = Field(default_factory=list)


class Side(Value):
    """One of the two evaluations that are compared; `completeness` is a share, 0-1."""

    quarter: str
    revision: int
    score: Decimal | None
    completeness: Decimal
    band: str | None
    provisional: bool
    mode: str
    rubric_profile: str
    rubric_version: str


class Difference(Value):
    """A change of score and what made it.

    `total` is null where one side has no score. Where `reason` is not empty there are no shares;
    `detail` then says more. `orders_used` of `orders` are the orders of the differing factors in
    which every step has a score; the shares are means over them. `findings` move no score: they
    make a band provisional, or no longer. They are null between revisions of two quarters,
    which rest on other papers each.
    """

    region_code: str
    region_name: str
    before: Side
    after: Side
    total: Decimal | None
    total_exact: str | None
    printed_before: Decimal | None
    printed_after: Decimal | None
    printed_total: Decimal | None
    findings: list[FindingChange] | None = None
    shares: list[FactorShare] = Field(default_factory=list)
    orders: int = 0
    orders_used: int = 0
    reason: Reason = ""
    detail: str = ""

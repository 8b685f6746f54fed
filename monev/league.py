"""The shapes of a comparison: league tables with their intervals, and the mean of a province.

Fixed once made and free of arithmetic. How ranks and intervals come about is `monev.ranking`'s.
"""

from decimal import Decimal

from monev.scorecard import Value
from monev.wording import Wording


class RankInterval(Value):
    """Where a rank lies over all draws: 5th and 95th percentile, and the ends."""

    p05: int
    p95: int
    best: int
    worst: int


class LeagueRow(Value):
    """One ranked region. `score` is unrounded, 0-100, and that of the league's theme.

    `completeness` is the share (0-1) of the theme's applicable weight for which data exist.
    `leads_share`, `top3_share` and `outranks_next_share` are shares (0-1) of the draws; the last
    compares with the row below and is null in the last row. `tied` says that others share the rank.
    """

    rank: int
    tied: bool
    region_code: str
    name: str
    kind: str
    province_code: str
    island_zone: str
    fiscal_group: str | None
    revision: int
    score: Decimal
    score_low: Decimal
    score_high: Decimal
    band: str | None
    provisional: bool
    completeness: Decimal
    interval: RankInterval
    leads_share: Decimal
    top3_share: Decimal
    outranks_next_share: Decimal | None


class UnrankedRow(Value):
    """A region that was evaluated and is not ranked, with the reason."""

    region_code: str
    name: str
    revision: int
    completeness: Decimal
    reason: str
    told: Wording


class FactorShare(Value):
    """How much of the variance of ranks one doubt makes alone (0-1); null where ranks never move.

    Each doubt is varied with the others held at the rubric's own choice, so the shares need not
    add up to 1: what doubts do together is in none of them.
    """

    factor: str
    title: Wording
    share: Decimal | None


class Draws(Value):
    """How the intervals were drawn: enough to draw them again."""

    draws: int
    draws_per_factor: int
    seed: int
    weight_shift: Decimal
    normalisations: list[str]
    aggregations: list[str]
    reference: str


class League(Value):
    """One league table: regions of one kind under one theme and one version of the rubric.

    `fiscal_group`, `island_zone` and `province_code` are the filters that were asked for.
    `not_evaluated` are the codes of regions that fit the filters and have no evaluation.
    """

    quarter: str
    theme: str
    title: Wording
    theme_reference: str
    kind: str
    island_zone: str | None = None
    fiscal_group: str | None = None
    province_code: str | None = None
    rubric_profile: str
    rubric_version: str
    mode: str
    drawn: Draws
    rows: list[LeagueRow]
    unranked: list[UnrankedRow]
    not_evaluated: list[str]
    factors: list[FactorShare]
    notes: list[Wording]


class RollUp(Value):
    """What the kab/kota of one province score together, in points 0-100.

    `mean` counts every known kab/kota once; `weighted` by `basis`. Both are null where fewer than
    `known_needed` (a share, 0-1) are known; the unknown are left out and never counted as zero.
    """

    province_code: str
    name: str
    known: int
    of: int
    known_needed: Decimal
    mean: Decimal | None
    weighted: Decimal | None
    basis: str
    basis_title: Wording
    told: Wording


class ChildRow(Value):
    """One kab/kota in its province's table: ranked, or `told` why not; `score` is unrounded, 0-100.

    `reason` is empty where it is ranked, and `belum_dievaluasi` where there is no evaluation.
    """

    region_code: str
    name: str
    score: Decimal | None
    band: str | None
    regulation_in_force: bool | None
    rank: int | None
    tied: bool
    reason: str
    told: Wording | None


class ChildTable(Value):
    """The kab/kota of one province: the ranked by rank, then the unranked, and both their means.

    `evaluated` counts those with an evaluation. `roll_up` is null where the rubric does not say
    how many must be known.
    """

    rows: list[ChildRow]
    ranked: int
    evaluated: int
    roll_up: RollUp | None


class Standings(Value):
    """Everything one question for a ranking is answered with."""

    quarter: str
    theme: str
    title: Wording
    stated: Wording
    leagues: list[League]
    roll_ups: list[RollUp]

"""The shapes of a recap: the governments of a province, or of the nation, in one quarter.

Fixed once made. How they are counted and ranked is `monev.sum_up`'s, how printed is for reports.
"""

from decimal import Decimal
from typing import Literal

from models import Tier
from monev.league import Draws, RollUp
from monev.scorecard import BandRule, DutyStatus, Value
from monev.submissions import ReportingRates, Standing
from monev.wording import Wording

PRESS = {Tier.PRESS, Tier.REQUOTED, Tier.RELEASE}


class RulesUsed(Value):
    """The rules most of the recap was scored by; nobody scored by others is ranked or compared.

    `provisional_below`, `no_band_below` and `known_needed` are shares (0-1): of known weight below
    which a band is provisional or not given, and of kab/kota that a mean needs.
    """

    profile: str
    version: str
    mode: str
    title: Wording
    bands: list[BandRule]
    pillars: dict[str, Wording]
    provisional_below: Decimal
    no_band_below: Decimal
    known_needed: Decimal
    evidence_cap: Decimal


class Place(Value):
    """A rank among the `of` that are compared; `low` to `high` hold it in 90 % of the draws.

    Both ends are null where no draws can be made.
    """

    rank: int
    tied: bool
    of: int
    low: int | None
    high: int | None


class Move(Value):
    """Points gained or lost against the quarter before; null with the reason why it is not told.

    `before` and `completeness_before` are what that quarter came to, null where it has no
    comparable band: a score of few data says little about a change.
    """

    points: Decimal | None
    reason: Literal["", "belum_dievaluasi", "aturan_berbeda", "tanpa_predikat"] = ""
    before: Decimal | None = None
    completeness_before: Decimal | None = None


class Budgeted(Value):
    """What is known of the money: the category of indicator B1, empty where it has no data.

    `allocation_idr` adds up the allocations that are stated; `absorption_pct` is null where one
    line lacks a figure.
    """

    planned: str
    allocation_idr: int | None
    absorption_pct: Decimal | None


class Advice(Value):
    """How many recommendations stand how; `new` are those given for the first time."""

    overdue: int
    open: int
    new: int
    done: int


class Outcome(Value):
    """What the current evaluation of a government says; scores are unrounded, 0-100.

    `pillars` are null where nothing in them is known. `regulation` is the category of indicator
    A1, empty where it has no data; `in_force` is null then. `unranked` says why there is no place.
    """

    revision: int
    score: Decimal | None
    score_low: Decimal
    score_high: Decimal
    band: str | None
    provisional: bool
    completeness: Decimal
    pillars: dict[str, Decimal | None]
    place: Place | None
    unranked: Wording | None
    move: Move
    regulation: str
    in_force: bool | None
    budget: Budgeted
    duties: dict[str, DutyStatus]
    advice: Advice


class RecapRow(Value):
    """One government; `outcome` is null where the quarter has no evaluation of it."""

    region_code: str
    name: str
    kind: str
    province_code: str
    island_zone: str
    hand_in: Standing
    outcome: Outcome | None


class DutyCount(Value):
    """How one duty stands over the evaluated governments, the most pressing first."""

    id: str
    title: Wording
    unmet: int
    partly: int
    unknown: int
    met: int
    not_laid: int


class AskedCount(Value):
    """How many governments are asked for one indicator: for its data, or to do the deed."""

    indicator: str
    title: Wording
    data: int
    deed: int


class Spread(Value):
    """How a set of governments came out.

    `bands` counts by band in the rubric's order; `no_band` were evaluated and got none. `median`
    is that of the scores with a band, null where there are none. `in_force` counts of
    `regulation_known`.
    """

    of: int
    evaluated: int
    bands: dict[str, int]
    no_band: int
    provisional: int
    median: Decimal | None
    in_force: int
    regulation_known: int
    reporting: ReportingRates


class Moves(Value):
    """The codes of the largest rises and falls, the largest first, and how many moved which way."""

    risen: list[str]
    fallen: list[str]
    up: int
    down: int
    level: int
    not_compared: int


class Recap(Value):
    """What both recaps have: the rows in order of codes, and what is counted over them.

    `drawn` says how the intervals were drawn. `tiers`
    are the kinds of source that the evaluations rest on. `reports_opened` says whether the report
    of any government came for the quarter: before that, the absence of one says nothing.
    `overdue` recommendations stand against `overdue_in` of the rows.
    """

    quarter: str
    quarter_before: str
    rules: RulesUsed
    tiers: list[Tier]
    reports_opened: bool
    rows: list[RecapRow]
    whole: Spread
    moves: Moves
    duties: list[DutyCount]
    asked: list[AskedCount]
    overdue: int
    overdue_in: int
    drawn: Draws | None

    @property
    def simulated(self) -> bool:
        """Whether anything was invented for a trial."""
        return Tier.SIMULATED in self.tiers

    @property
    def from_press(self) -> bool:
        """Whether anything rests on what others published."""
        return bool(PRESS & set(self.tiers))


class ProvinceRecap(Recap):
    """The kab/kota of one province; `own` is the provincial government itself, which is no row.

    `administrative` names units without a government of their own, which are not scored.
    """

    own: RecapRow
    together: RollUp | None
    administrative: list[str]


class ProvinceLine(Value):
    """One province in the nation: its kab/kota counted; its own government stands in the rows."""

    code: str
    name: str
    island_zone: str
    kabkota: Spread
    together: RollUp | None


class Leading(Value):
    """Who leads under one theme in one group: a kind of government, or the kab/kota of a zone.

    More than one where they are tied; `of` were compared. `low` to `high` hold the leader's rank
    among all of its kind in 90 % of the draws; both are null where the lead is shared.
    """

    theme: str
    group: str
    of: int
    codes: list[str]
    score: Decimal
    low: int | None
    high: int | None


class NationRecap(Recap):
    """All governments. `kinds` and `zones` count over a kind and over an island zone.

    `themes` are the titles of what leaders are compared by; `notes` say of each kind whether its
    leader can be told apart.
    """

    kinds: dict[str, Spread]
    zones: dict[str, Spread]
    provinces: list[ProvinceLine]
    themes: dict[str, Wording]
    leading: list[Leading]
    notes: list[Wording]

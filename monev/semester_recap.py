"""The shapes of a half-year: how all governments stood at the end of both quarters, and what moved.

Fixed once made. How they are counted is `monev.sum_up`'s, how printed is for reports. What is known
of one quarter only is never carried over to the other.
"""

from datetime import date
from decimal import Decimal
from typing import Literal

from models import Tier
from monev.recap import DutyCount, Move, Moves, NationRecap, Outcome, RecapRow
from monev.scorecard import Value
from monev.submissions import ReportingRates, Standing
from monev.wording import Wording

Known = Literal["keduanya", "awal", "akhir", "tidak_ada"]
"""In which of the two quarters a government was evaluated: both, the first, the last, none."""


class CauseCount(Value):
    """How many recommendations have one cause, and how many governments got any of them."""

    cause: str
    recommendations: int
    governments: int


class AdviceCount(Value):
    """How many recommendations stand in one status, and with how many governments."""

    status: str
    recommendations: int
    governments: int


class Allocated(Value):
    """What is known of allocations: how many governments state any, and how many of those zero.

    `total_idr` adds up what is stated and is null where nobody states anything. `planned` counts
    the categories of indicator B1; who has no data on it is in none.
    """

    stated: int
    zero: int
    total_idr: int | None
    planned: dict[str, int]


class QuarterRecap(NationRecap):
    """All governments at the end of one quarter; nobody is ranked, so nobody leads.

    In the last quarter the `move` of an outcome is the change over the half-year.
    """

    allocated: Allocated
    causes: list[CauseCount]
    advice: list[AdviceCount]


class SemesterQuarter(Value):
    """One of the two quarters: who handed in, and the recap; null where nobody was evaluated.

    `reports_opened` says whether the report of any government came: before that, the absence of
    one says nothing.
    """

    quarter: str
    reports_opened: bool
    standings: dict[str, Standing]
    reporting: ReportingRates
    recap: QuarterRecap | None


class SemesterDuty(Value):
    """One duty at the end of both quarters, and how its status changed.

    A count is null where the duty was laid on nobody then. The `compared` were judged in both
    quarters by the same rules; `better` and `worse` are those of them that moved between unmet,
    partly met and met. `found` and `lost` are those whose data came or went, which says nothing of
    the deed.
    """

    id: str
    title: Wording
    first: DutyCount | None
    last: DutyCount | None
    compared: int
    better: int
    worse: int
    found: int
    lost: int


class Enacted(Value):
    """A regulation of a government that came into force within the half-year, on the day `since`.

    As the government's latest evaluation within the half-year has it; `tier` is the kind of source
    that shows it.
    """

    region_code: str
    instrument: str
    number: str
    year: int | None
    title: str
    since: date
    tier: Tier


class SemesterRow(Value):
    """One government in both quarters; an outcome is null where a quarter did not evaluate it."""

    region_code: str
    name: str
    kind: str
    province_code: str
    island_zone: str
    hand_ins: tuple[Standing, Standing]
    first: Outcome | None
    last: Outcome | None

    @property
    def known(self) -> Known:
        """In which quarters it was evaluated."""
        if self.first is None:
            return "tidak_ada" if self.last is None else "akhir"
        return "awal" if self.last is None else "keduanya"

    @property
    def move(self) -> Move:
        """The change over the half-year; null with its reason where it cannot be told."""
        if self.first is None or self.last is None:
            return Move(points=None, reason="belum_dievaluasi")
        return self.last.move


class SemesterRecap(Value):
    """All governments in one half-year; at least one of the two quarters has a recap.

    `never_reported` are the codes of those who had to hand in for a quarter of it and never did.
    `median_change` is that of the changes that can be told, in points; null where there are none.
    """

    semester: str
    quarters: tuple[SemesterQuarter, SemesterQuarter]
    duties: list[SemesterDuty]
    enacted: list[Enacted]
    never_reported: list[str]
    median_change: Decimal | None

    @property
    def recaps(self) -> list[QuarterRecap]:
        """The recaps there are, in the order of time: two, or one."""
        return [one.recap for one in self.quarters if one.recap is not None]

    @property
    def last(self) -> QuarterRecap:
        """The last quarter of which anything is known: where the half-year's end is told from."""
        return self.recaps[-1]

    @property
    def moves(self) -> Moves | None:
        """Who rose and fell over the half-year; null where one quarter has no evaluations."""
        return self.last.moves if len(self.recaps) == len(self.quarters) else None

    @property
    def rules_changed(self) -> bool:
        """Whether both quarters were evaluated, most of them by different rules."""
        used = {(one.rules.profile, one.rules.version, one.rules.mode) for one in self.recaps}
        return len(used) > 1

    @property
    def rows(self) -> list[SemesterRow]:
        """Every government in both quarters, by code."""
        first, last = (_by_code(one.recap) for one in self.quarters)
        hand_ins = [one.standings for one in self.quarters]
        return [
            SemesterRow(
                region_code=one.region_code,
                name=one.name,
                kind=one.kind,
                province_code=one.province_code,
                island_zone=one.island_zone,
                hand_ins=(hand_ins[0][one.region_code], hand_ins[1][one.region_code]),
                first=first.get(one.region_code),
                last=last.get(one.region_code),
            )
            for one in self.last.rows
        ]

    @property
    def tiers(self) -> set[Tier]:
        """The kinds of source that the evaluations rest on."""
        return {tier for one in self.recaps for tier in one.tiers}

    @property
    def simulated(self) -> bool:
        """Whether anything was invented for a trial."""
        return any(one.simulated for one in self.recaps)

    @property
    def from_press(self) -> bool:
        """Whether anything rests on what others published."""
        return any(one.from_press for one in self.recaps)


def _by_code(recap: QuarterRecap | None) -> dict[str, Outcome | None]:
    return {one.region_code: one.outcome for one in _rows(recap)}


def _rows(recap: QuarterRecap | None) -> list[RecapRow]:
    return [] if recap is None else recap.rows

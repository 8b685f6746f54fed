"""Who handed in, when, and which hand-in stands: one reckoning for pages, reports and commands.

Values only. Where the receipts come from is the store's business, what they contain the readers'.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from models import Quarter


@dataclass(frozen=True)
class Submission:
    """One instrument of one government; of two on one day that with the higher `order` stands."""

    region_code: str
    quarter: str
    handed_in_on: date
    sha256: str
    order: int


class Standing(StrEnum):
    """How a government stands with its report of a quarter."""

    ON_TIME = "tepat_waktu"
    LATE = "terlambat"
    MISSING = "belum"
    EXCUSED = "dikecualikan"


@dataclass(frozen=True)
class ReportingRates:
    """Counts of governments, and shares in percent of those whose report is expected.

    A share is None where nobody is expected to report.
    """

    due: int
    on_time: int
    late: int
    missing: int
    excused: int

    @property
    def expected(self) -> int:
        """Governments that have to report: all that are due, less the excused."""
        return self.due - self.excused

    @property
    def completeness_pct(self) -> Decimal | None:
        """Reports received, in time or not, of those expected."""
        return self._share(self.on_time + self.late)

    @property
    def timeliness_pct(self) -> Decimal | None:
        """Reports received by the last day on time, of those expected."""
        return self._share(self.on_time)

    def _share(self, count: int) -> Decimal | None:
        return None if not self.expected else Decimal(100) * count / self.expected


@dataclass(frozen=True)
class HandIn:
    """What a report says about the hand-in of its quarter.

    `first_on` is the day of the first one; `below` are the rates over a province's kab/kota.
    """

    standing: Standing
    first_on: date | None = None
    below: ReportingRates | None = None


def standing(handed_in_on: Iterable[date], on_time_until: date, *, excused: bool) -> Standing:
    """Return how one government stands, by the days on which it handed in for a quarter.

    `on_time_until` is the last day on which its report is on time. The first hand-in decides: a
    later correction does not make a report late. One that came counts as received even where the
    government was excused.
    """
    first = min(handed_in_on, default=None)
    if first is not None:
        return Standing.ON_TIME if first <= on_time_until else Standing.LATE
    return Standing.EXCUSED if excused else Standing.MISSING


def standings(
    codes: Iterable[str],
    submissions: Iterable[Submission],
    quarter: Quarter,
    on_time_until: date,
    excused: Iterable[str] = (),
) -> dict[str, Standing]:
    """Return how every government of `codes` stands with its report of the quarter.

    `on_time_until` is the last day on which a report of the quarter is on time.
    """
    days: dict[str, list[date]] = {}
    for one in submissions:
        if one.quarter == str(quarter):
            days.setdefault(one.region_code, []).append(one.handed_in_on)
    free = set(excused)
    return {
        code: standing(days.get(code, ()), on_time_until, excused=code in free) for code in codes
    }


def reporting_rates(stand: Mapping[str, Standing]) -> ReportingRates:
    """Return completeness and timeliness over any set of governments.

    The definitions are those of reporting rates and on-time rates in DHIS2: both are shares of
    the reports expected.
    """
    found = list(stand.values())
    return ReportingRates(
        due=len(found),
        on_time=found.count(Standing.ON_TIME),
        late=found.count(Standing.LATE),
        missing=found.count(Standing.MISSING),
        excused=found.count(Standing.EXCUSED),
    )


def replaced(submissions: Iterable[Submission], by: date) -> frozenset[str]:
    """Return the hashes of hand-ins that a later one of the same government and quarter replaces.

    Only what was handed in by the day `by` is looked at, so that a later correction leaves the
    earlier cut-off as it was.
    """
    last: dict[tuple[str, str], Submission] = {}
    known = [one for one in submissions if one.handed_in_on <= by]
    for one in sorted(known, key=lambda each: (each.handed_in_on, each.order)):
        last[one.region_code, one.quarter] = one
    standing_hashes = {one.sha256 for one in last.values()}
    return frozenset(one.sha256 for one in known) - standing_hashes


@dataclass(frozen=True)
class Landed:
    """One file or answer that came to a slot; `region` and `quarter` are empty where unknown.

    `sha256` is empty where no bytes are kept. An instrument with an identity says on which day it
    was handed in.
    """

    slot: str
    batch: str
    sha256: str
    source_id: str
    region: str
    quarter: str
    received_on: date
    order: int
    handed_in_on: date | None = None


@dataclass(frozen=True)
class Overtaken:
    """Hashes whose facts, and batches whose findings, a later arrival has taken the place of."""

    sha256: frozenset[str]
    batches: frozenset[str]


HISTORY = {"jdih", "instrument"}
"""Sources whose older facts stand: a feed tells a history, hand-ins replace each other by day."""


def overtaken(landed: Iterable[Landed], by: date) -> Overtaken:
    """Return what later arrivals at the same slot, or a whole hand-in, have made void.

    Of one slot the last arrival by the day `by` stands, or the last of all where none came by
    then. Of the hand-ins of a government for one quarter, wherever they lay, that of the last
    stated day stands with its findings, as `replaced` has it for facts. An instrument without an
    identity gives way to a later one that has it. What came and was not kept has no hash, and
    voids nothing but its own findings.
    """
    everything = list(landed)
    slots: dict[str, list[Landed]] = {}
    for one in everything:
        slots.setdefault(one.slot or f"batch {one.batch}", []).append(one)
    standing: list[Landed] = []
    gone: list[Landed] = []
    for there in slots.values():
        for one in there:
            if one.handed_in_on is None:
                last = _last_of(there, one, by)
                void = last.batch != one.batch or _handed_in_since(one, everything)
            else:
                void = _last_hand_in(everything, one, by).batch != one.batch
            (gone if void else standing).append(one)
    return Overtaken(
        frozenset(one.sha256 for one in gone if one.source_id not in HISTORY)
        - {"", *(one.sha256 for one in standing)},
        frozenset(one.batch for one in gone) - {one.batch for one in standing},
    )


def _last_of(slot: Iterable[Landed], one: Landed, by: date) -> Landed:
    """Return what stands of a slot among what may speak of the same."""
    about = (one.region, one.quarter)
    family = [other for other in slot if may_be_same(about, (other.region, other.quarter))]
    early = [other for other in family if other.received_on <= by]
    return max(early or family, key=lambda each: each.order)


def _last_hand_in(everything: Iterable[Landed], one: Landed, by: date) -> Landed:
    """Return the hand-in that stands of those of one government and quarter."""
    days = {
        (other.handed_in_on, other.order): other
        for other in everything
        if other.handed_in_on and (other.region, other.quarter) == (one.region, one.quarter)
    }
    early = {key: other for key, other in days.items() if key[0] <= by}
    _, last = max((early or days).items())
    return last


def may_be_same(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether regions and quarters of two arrivals may be the same; an empty one is unknown."""
    return all(
        not mine or not theirs or mine == theirs for mine, theirs in zip(one, other, strict=True)
    )


def _handed_in_since(one: Landed, everything: Iterable[Landed]) -> bool:
    if one.source_id != "instrument":
        return False
    return any(
        other.handed_in_on is not None
        and other.order > one.order
        and (other.region, other.quarter) == (one.region, one.quarter)
        for other in everything
    )

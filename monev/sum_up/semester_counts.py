"""What is counted over a half-year: changed duties, rules that came into force, who is silent."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from models import Semester, Tier
from monev.recap import DutyCount, Outcome, RecapRow
from monev.scorecard import Scorecard
from monev.semester_recap import (
    AdviceCount,
    Allocated,
    CauseCount,
    Enacted,
    SemesterDuty,
    SemesterQuarter,
)
from monev.submissions import Standing
from monev.sum_up.counts import outcomes_in
from monev.sum_up.reading import Read

UNKNOWN = "data_belum_tersedia"
NOT_LAID = "tidak_berlaku"
ORDER = ("belum", "sebagian", "terpenuhi")
"""What is known of a duty, from worse to better."""
Reads = Mapping[str, Read]


def duties_between(
    first: Reads, last: Reads, counts: tuple[Iterable[DutyCount], Iterable[DutyCount]]
) -> list[SemesterDuty]:
    """Return every duty laid on anybody in either quarter, by its code, and how it changed.

    `counts` are those of both quarters. Only governments that both quarters judged by the same
    rules are compared: others say nothing of a change.
    """
    before, after = ({one.id: one for one in found} for found in counts)
    pairs = [
        (first[code].card, last[code].card)
        for code in sorted(first.keys() & last.keys())
        if first[code].rules == last[code].rules
    ]
    return [
        _between((before | after)[name], before.get(name), after.get(name), pairs)
        for name in sorted({*before, *after})
    ]


def _between(
    named: DutyCount,
    first: DutyCount | None,
    last: DutyCount | None,
    pairs: Sequence[tuple[Scorecard, Scorecard]],
) -> SemesterDuty:
    changes = [_change(_status(old, named.id), _status(new, named.id)) for old, new in pairs]
    counted = Counter(changes)
    return SemesterDuty(
        id=named.id,
        title=named.title,
        first=first,
        last=last,
        compared=counted["same"] + counted["better"] + counted["worse"],
        better=counted["better"],
        worse=counted["worse"],
        found=counted["found"],
        lost=counted["lost"],
    )


def _status(card: Scorecard, duty: str) -> str:
    return next((one.status for one in card.duties if one.id == duty), NOT_LAID)


def _change(before: str, after: str) -> str:
    """Return what became of a duty; empty where there is nothing to compare."""
    if NOT_LAID in (before, after) or before == after == UNKNOWN:
        return ""
    if before == after:
        return "same"
    if UNKNOWN in (before, after):
        return "found" if before == UNKNOWN else "lost"
    return "better" if ORDER.index(after) > ORDER.index(before) else "worse"


def enacted_in(semester: Semester, first: Reads, last: Reads) -> list[Enacted]:
    """Return the rules that came into force within a half-year, by government and day.

    The latest evaluation of a government within the half-year tells; what has no evidence that it
    is in force is left out, whatever its date.
    """
    found = [
        Enacted(
            region_code=code,
            instrument=one.instrument,
            number=one.number,
            year=one.year,
            title=one.title,
            since=one.stage_on,
            tier=Tier(one.source.tier),
        )
        for code, read in {**first, **last}.items()
        for one in read.regulations
        if one.in_force and semester.start <= one.stage_on <= semester.end
    ]
    return sorted(found, key=lambda one: (one.region_code, one.since, one.instrument, one.number))


def causes_of(cards: Iterable[Scorecard]) -> list[CauseCount]:
    """Return the causes of what is recommended, the one with most governments first."""
    recommendations: Counter[str] = Counter()
    governments: Counter[str] = Counter()
    for card in cards:
        recommendations.update(one.cause for one in card.actions)
        governments.update({one.cause for one in card.actions})
    counts = [
        CauseCount(cause=name, recommendations=count, governments=governments[name])
        for name, count in recommendations.items()
    ]
    return sorted(counts, key=lambda one: (-one.governments, -one.recommendations, one.cause))


def advice_of(rows: Iterable[RecapRow]) -> list[AdviceCount]:
    """Return how recommendations stand, the most pressing status first."""
    given = [one.advice for one in outcomes_in(rows)]
    counts = {
        "lewat_tenggat": [one.overdue for one in given],
        "terbuka": [one.open for one in given],
        "baru": [one.new for one in given],
        "selesai": [one.done for one in given],
    }
    return [
        AdviceCount(
            status=name, recommendations=sum(found), governments=sum(count > 0 for count in found)
        )
        for name, found in counts.items()
    ]


def allocated_in(rows: Iterable[RecapRow]) -> Allocated:
    """Return what is known of the allocations of those that were evaluated."""
    found: list[Outcome] = outcomes_in(rows)
    stated = [one.budget.allocation_idr for one in found if one.budget.allocation_idr is not None]
    planned = Counter(one.budget.planned for one in found if one.budget.planned)
    return Allocated(
        stated=len(stated),
        zero=stated.count(0),
        total_idr=sum(stated) if stated else None,
        planned=dict(sorted(planned.items())),
    )


def never_reported(quarters: Iterable[SemesterQuarter]) -> list[str]:
    """Return the codes of those who had to hand in for any quarter and handed in for none.

    A quarter for which nobody's report came says nothing of anybody.
    """
    opened = [one.standings for one in quarters if one.reports_opened]
    came = {Standing.ON_TIME, Standing.LATE}
    codes = sorted({code for stand in opened for code in stand})
    found = []
    for code in codes:
        standings = {stand[code] for stand in opened if code in stand}
        if Standing.MISSING in standings and not standings & came:
            found.append(code)
    return found

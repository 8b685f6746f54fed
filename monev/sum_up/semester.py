"""Both quarters of a half-year -> one roll-up of all governments.

Each quarter is told by its own evaluations; nothing is carried over from one to the other.
"""

from collections.abc import Mapping
from decimal import Decimal

from models import Quarter, Region, Semester
from monev.errors import UsageError
from monev.hand_ins import standings_of
from monev.ranking import load_league_settings
from monev.semester_recap import QuarterRecap, SemesterQuarter, SemesterRecap
from monev.submissions import Standing, reporting_rates
from monev.sum_up.counts import (
    asked_of,
    duties_of,
    median,
    moves_of,
    outcomes_in,
    overdue_in,
    spread_of,
)
from monev.sum_up.leagues import Placed
from monev.sum_up.nation import KINDS, province_line
from monev.sum_up.reading import Read, read_current
from monev.sum_up.rows import row_of
from monev.sum_up.rules import rules_used
from monev.sum_up.semester_counts import (
    advice_of,
    allocated_in,
    causes_of,
    duties_between,
    enacted_in,
    never_reported,
)
from monev.workspace import Workspace


def sum_up_semester(workspace: Workspace, semester: Semester) -> SemesterRecap:
    """Return the roll-up of all governments over a half-year.

    A quarter that nobody was evaluated in has no recap and the other is told alone. Raises
    UsageError where neither has an evaluation, and for evaluations that are older than documents
    of several kinds.
    """
    first, last = semester.quarters()
    regions = workspace.register.governments()
    reads = (read_current(workspace, first, regions), read_current(workspace, last, regions))
    if not any(reads):
        raise UsageError(
            f"no government has an evaluation of {first} or {last}, the quarters of {semester}; "
            f"`monev evaluate --period {last}` makes those of the last"
        )
    quarters = (
        _quarter(workspace, first, regions, reads[0]),
        _quarter(workspace, last, regions, reads[1]),
    )
    counts = [one.recap.duties if one.recap else [] for one in quarters]
    return SemesterRecap(
        semester=str(semester),
        quarters=quarters,
        duties=duties_between(*reads, (counts[0], counts[1])),
        enacted=enacted_in(semester, *reads),
        never_reported=never_reported(quarters),
        median_change=median(_changes(quarters)),
    )


def _changes(quarters: tuple[SemesterQuarter, SemesterQuarter]) -> list[Decimal]:
    first, last = (one.recap for one in quarters)
    if first is None or last is None:
        return []
    moves = [one.move.points for one in outcomes_in(last.rows)]
    return [one for one in moves if one is not None]


def _quarter(
    workspace: Workspace, quarter: Quarter, regions: list[Region], reads: Mapping[str, Read]
) -> SemesterQuarter:
    stand = standings_of(workspace, quarter)
    opened = bool(workspace.store.submissions(str(quarter)))
    return SemesterQuarter(
        quarter=str(quarter),
        reports_opened=opened,
        standings=stand,
        reporting=reporting_rates(stand),
        recap=_recap(workspace, quarter, regions, reads, stand, opened) if reads else None,
    )


def _recap(
    workspace: Workspace,
    quarter: Quarter,
    regions: list[Region],
    reads: Mapping[str, Read],
    stand: Mapping[str, Standing],
    opened: bool,
) -> QuarterRecap:
    settings, found = load_league_settings(), list(reads.values())
    rules = rules_used(workspace, quarter, found, settings)
    before = {
        one.region_code: one for one in workspace.store.current_outcomes(str(quarter.previous()))
    }
    rows = [row_of(one, stand[one.code], reads.get(one.code), Placed(), before) for one in regions]
    cards = [one.card for one in found]
    overdue, behind = overdue_in(rows)
    return QuarterRecap(
        quarter=str(quarter),
        quarter_before=str(quarter.previous()),
        rules=rules,
        tiers=sorted({tier for one in found for tier in one.told.tiers}),
        reports_opened=opened,
        rows=rows,
        whole=spread_of(rows, rules),
        moves=moves_of(rows),
        duties=duties_of(cards),
        asked=asked_of(cards),
        overdue=overdue,
        overdue_in=behind,
        drawn=None,
        kinds={kind: spread_of([one for one in rows if one.kind == kind], rules) for kind in KINDS},
        zones={
            zone: spread_of([one for one in rows if one.island_zone == zone], rules)
            for zone in dict.fromkeys(one.island_zone for one in rows)
        },
        provinces=[
            province_line(workspace, quarter, one, rows, reads, rules, settings)
            for one in regions
            if one.kind == "provinsi"
        ],
        themes={},
        leading=[],
        notes=[],
        allocated=allocated_in(rows),
        causes=causes_of(cards),
        advice=advice_of(rows),
    )

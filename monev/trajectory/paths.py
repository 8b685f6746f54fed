"""From the newest coverage to every target: the distance, the pace it needs, and the present one.

Families of targets are never mixed: each has a path of its own.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from monev.composite.precision import as_decimal
from monev.profile import TargetLine
from monev.target_path import PathPoint, Series, SeriesPoint, TargetPath
from monev.trajectory.series import DAYS_PER_MONTH
from monev.trajectory.settings import TrajectorySettings

TOTAL, WHOLE = "SEMUA", "semua"
LEAST, MOST = Fraction(0), Fraction(100)


def target_paths(
    targets: Sequence[TargetLine],
    series: Sequence[Series],
    on: date,
    not_before: date,
    settings: TrajectorySettings,
) -> list[TargetPath]:
    """Return the path to every target and reading from the newest coverage of all workers anywhere.

    `on` is the day from which months are counted (the quarter's end); a figure older than
    `not_before` or later than `on` is no starting point, and without one there is no path.
    """
    total = next((one for one in series if one.segment == TOTAL), None)
    known = [
        stretch
        for stretch in (total.stretches if total else [])
        if stretch.points[0].as_of <= on and stretch.points[0].scope == WHOLE
    ]
    if not known:
        return []
    run = [point for point in known[-1].points if point.as_of <= on]
    newest = run[-1]
    if newest.as_of < not_before:
        return []
    whole = len(run) == len(known[-1].points)
    pace = known[-1].pace_points_per_month if whole else None
    told = None
    if pace is None:
        told = settings.no_pace["broken" if len(known) > 1 and len(run) == 1 else "alone"]
    return [
        _path(target, pct, reading, newest, pace, on).model_copy(update={"told": told})
        for target in targets
        for pct, reading in zip(target.pcts, target.readings, strict=True)
    ]


def _path(
    target: TargetLine,
    pct: Decimal,
    reading: str,
    newest: SeriesPoint,
    pace: Decimal | None,
    on: date,
) -> TargetPath:
    now, goal = Fraction(newest.pct), Fraction(pct)
    months = (target.due_on.year - on.year) * 12 + target.due_on.month - on.month
    gap = goal - now
    expected = None
    if pace is not None and target.due_on >= newest.as_of:
        ahead = Fraction((target.due_on - newest.as_of).days) / DAYS_PER_MONTH
        expected = min(max(now + Fraction(pace) * ahead, LEAST), MOST)
    return TargetPath(
        family=target.family,
        reading=reading,
        due_on=target.due_on,
        target_pct=pct,
        as_of=newest.as_of,
        now_pct=newest.pct,
        now_source=newest.source,
        gap_points=as_decimal(gap),
        reached=gap <= 0,
        months_left=max(months, 0),
        pace_needed_per_month=as_decimal(gap / months) if months > 0 and gap > 0 else None,
        pace_now_per_month=pace,
        expected_pct=None if expected is None else as_decimal(expected),
        expected_gap_points=None if expected is None else as_decimal(goal - expected),
        line=_line(now, gap, months, on, target.due_on) if gap > 0 else [],
        target_source=target.source,
        target_reference=target.reference,
        told=None,
    )


def _line(now: Fraction, gap: Fraction, months: int, on: date, due: date) -> list[PathPoint]:
    """Return where the straight line stands at each year's end, and on the due day."""
    if months <= 0:
        return []
    ends = [date(year, 12, 31) for year in range(on.year, due.year + 1)]
    days = sorted({one for one in (*ends, due) if on < one <= due})
    return [
        PathPoint(
            on=one,
            pct=as_decimal(now + gap * ((one.year - on.year) * 12 + one.month - on.month) / months),
        )
        for one in days
    ]

"""Points -> stretches that may be joined by a line, and the breaks between them."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from models.quantities import folded
from monev.composite.precision import as_decimal
from monev.target_path import Series, SeriesBreak, SeriesPoint, Stretch
from monev.trajectory.settings import Cause, TrajectorySettings

DAYS_PER_MONTH = Fraction(1461, 48)
"""A month of 30,4375 days: four years have 1461 days and 48 months."""


def broken_between(
    before: SeriesPoint, after: SeriesPoint, settings: TrajectorySettings
) -> list[Cause]:
    """Return every cause why `after` does not continue `before`; empty where it does.

    What one of two figures does not state is not known to be the same. Rule of the domain: a
    definition, scope or denominator that changed breaks the series (V08), and so do another
    publisher and another version of the rules.
    """
    causes: list[Cause] = []
    if folded(before.definition) != folded(after.definition):
        causes.append("definition")
    if (before.segment, before.scope) != (after.segment, after.scope):
        causes.append("scope")
    if before.denominator_source != after.denominator_source or _moved(before, after, settings):
        causes.append("denominator")
    if folded(before.publisher) != folded(after.publisher):
        causes.append("publisher")
    if before.rubric_version != after.rubric_version:
        causes.append("rubric")
    return causes


def _moved(before: SeriesPoint, after: SeriesPoint, settings: TrajectorySettings) -> bool:
    was, now = before.denominator, after.denominator
    if was is None or now is None:
        return False
    return abs(now - was) > settings.denominator_share * was


def series_of(points: Sequence[SeriesPoint], settings: TrajectorySettings) -> list[Series]:
    """Return one series per segment, in the order of the segments' names, cut at every break."""
    segments: dict[str, list[SeriesPoint]] = {}
    for one in sorted(points, key=lambda each: (each.segment, each.as_of, each.scope)):
        segments.setdefault(one.segment, []).append(one)
    return [_series(name, own, settings) for name, own in segments.items()]


def _series(segment: str, points: Sequence[SeriesPoint], settings: TrajectorySettings) -> Series:
    runs: list[list[SeriesPoint]] = [[points[0]]]
    breaks = []
    for before, after in pairwise(points):
        causes = broken_between(before, after, settings)
        if causes:
            breaks.append(
                SeriesBreak(
                    before=before.as_of,
                    after=after.as_of,
                    causes=list(causes),
                    told=[settings.causes[one] for one in causes],
                )
            )
            runs.append([])
        runs[-1].append(after)
    stretches = [Stretch(points=run, pace_points_per_month=_pace(run, settings)) for run in runs]
    return Series(segment=segment, stretches=stretches, breaks=breaks)


def _pace(run: Sequence[SeriesPoint], settings: TrajectorySettings) -> Decimal | None:
    """Return points per month from the first to the last figure of a stretch."""
    days = (run[-1].as_of - run[0].as_of).days
    if days < settings.least_days:
        return None
    rise = Fraction(run[-1].pct) - Fraction(run[0].pct)
    return as_decimal(rise * DAYS_PER_MONTH / days)

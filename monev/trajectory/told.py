"""One profile -> everything about its change over time."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from monev.profile import GroupStatement, Profile
from monev.segments import Segments
from monev.target_path import Composition, SeriesPoint, Trajectory
from monev.trajectory.composition import composition, expiry
from monev.trajectory.paths import target_paths
from monev.trajectory.points import points_of_profile, with_sources
from monev.trajectory.series import series_of
from monev.trajectory.settings import TrajectorySettings, load_trajectory_settings


def trajectory(
    profile: Profile,
    on: date,
    not_before: date,
    segments: Segments,
    points: Sequence[SeriesPoint] | None = None,
    settings: TrajectorySettings | None = None,
) -> Trajectory:
    """Return series, paths to targets, compositions of change and expiries of one region.

    `on` is the quarter's end, `not_before` the day of the oldest coverage that may be a starting
    point. `points` are better known figures than the profile keeps (`points_of_facts`, scores).
    """
    rules = settings or load_trajectory_settings()
    figures = points_of_profile(profile) if points is None else with_sources(points, profile)
    found = series_of(figures, rules)
    return Trajectory(
        series=found,
        paths=target_paths(profile.targets, found, on, not_before, rules),
        compositions=_compositions(profile.groups, segments, rules),
        expiries=[
            one for statement in profile.groups if (one := expiry(statement, segments)) is not None
        ],
    )


def _compositions(
    groups: Sequence[GroupStatement], segments: Segments, settings: TrajectorySettings
) -> list[Composition]:
    """Compare every list of groups with the next one of its payer.

    A statement that names a total and no group is no list: its groups are not known, and not none.
    """
    payers: dict[str, list[GroupStatement]] = {}
    lists = (one for one in groups if one.lines)
    for one in sorted(lists, key=lambda each: (each.payer, each.as_of)):
        payers.setdefault(one.payer, []).append(one)
    return [
        made
        for own in payers.values()
        for before, after in pairwise(own)
        if before.as_of < after.as_of
        if (made := composition(before, after, segments, settings)) is not None
    ]

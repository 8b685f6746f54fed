"""Profiles and figures in, change over time out: series, paths to targets, who came and who left.

Values only, exact decimals. No line is drawn and no pace is reckoned across a break.
"""

from monev.trajectory.composition import composition, expiry
from monev.trajectory.paths import target_paths
from monev.trajectory.points import points_of_facts, points_of_profile, points_of_scores
from monev.trajectory.series import broken_between, series_of
from monev.trajectory.settings import TrajectorySettings, load_trajectory_settings
from monev.trajectory.told import trajectory

__all__ = [
    "TrajectorySettings",
    "broken_between",
    "composition",
    "expiry",
    "load_trajectory_settings",
    "points_of_facts",
    "points_of_profile",
    "points_of_scores",
    "series_of",
    "target_paths",
    "trajectory",
]

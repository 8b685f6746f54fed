"""What is told of one region beside its score: its profile, its way to targets, its kab/kota.

Values only, made of an assessment; how they are printed is for reports.
"""

from datetime import timedelta

from monev.assess_region import Assessment
from monev.league import ChildTable
from monev.profile import CoveragePoint, Profile
from monev.scoring import profile
from monev.scoring.coverage import TOTAL, newest_coverage
from monev.scoring.reading import Question
from monev.segments import load_segments
from monev.target_path import Trajectory
from monev.told_past import broken_days, drawn_points, first_year
from monev.trajectory import points_of_facts, trajectory


def tell_region(found: Assessment) -> Profile:
    """Return the profile of an assessed region, with change over time and its kab/kota."""
    told = profile(found.known, found.rules)
    over_time = _trajectory(found, told)
    return told.model_copy(
        update={
            "coverage": _coverage(told, over_time, first_year(found.known.quarter)),
            "trajectory": over_time,
            "kabkota": _kabkota(found),
        }
    )


def _coverage(told: Profile, over_time: Trajectory, since: int) -> list[CoveragePoint]:
    """Return the coverage of the year `since` and later, and older figures that are still used.

    Those are what is drawn of each series, and the days between which it breaks.
    """
    days = {
        (series.segment, on)
        for series in over_time.series
        for on in (
            *(one.as_of for one in drawn_points(series.stretches, since)),
            *broken_days(series),
        )
    }
    return [
        one for one in told.coverage if one.as_of.year >= since or (one.segment, one.as_of) in days
    ]


def _trajectory(found: Assessment, told: Profile) -> Trajectory:
    """Return change over time; every path starts from the coverage that scoring takes as newest."""
    end = found.known.quarter.end
    newest = newest_coverage(Question(found.known, found.rules), TOTAL)
    return trajectory(
        told,
        end,
        newest.fact.as_of if newest else end + timedelta(days=1),
        load_segments(),
        points_of_facts(found.known.participation),
    )


def _kabkota(found: Assessment) -> ChildTable | None:
    known, rules = found.known, found.rules
    if not known.children:
        return None
    # NumPy comes with this room, and only a province has use for it.
    from monev.ranking import load_league_settings, rank_children

    settings = load_league_settings()
    needed = rules.parameter(settings.roll_up.known_share)
    return rank_children(
        (known.region.code, known.region.name),
        known.children,
        rules.missing.no_band_below,
        None if needed is None else needed.value,
        settings,
    )

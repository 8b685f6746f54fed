"""What a report prints about change over time, put in order from a profile; no arithmetic."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from markupsafe import Markup

from models import Quarter
from monev.printing import Language
from monev.profile import Profile, TargetLine
from monev.reports.charts import Aim, Point, path_chart
from monev.reports.region.target_rows import TargetRow, target_rows
from monev.reports.words.sentences import said
from monev.reports.words.speech import Speech
from monev.target_path import Series, SeriesPoint, Stretch, TargetPath, Trajectory
from monev.told_past import MOST_BREAKS, broken_days, drawn_points, first_year

TOTAL, WHOLE = "SEMUA", "semua"
AHEAD = 5
"""Years after the quarter's that the drawing shows; a later target's line leaves it."""


@dataclass(frozen=True)
class OverTime:
    """The rows, days and series that section C.3 prints, and its drawing.

    Of years before `first_year` it shows the last figure of each, and where the newest stretch
    begins; `undrawn` counts other figures. `named` are the points shown or told, also of breaks.
    """

    told: Trajectory
    rows: Sequence[TargetRow]
    first_year: int
    days: Sequence[date]
    named: Sequence[SeriesPoint]
    undrawn: int
    chart: Markup | None

    @property
    def broken(self) -> list[Series]:
        """The series with breaks, that of all workers first."""
        return sorted(
            (one for one in self.told.series if one.breaks),
            key=lambda one: (one.segment != TOTAL, one.segment),
        )

    @property
    def breaks_told(self) -> int:
        """How many breaks of a series are told one by one."""
        return MOST_BREAKS

    @property
    def newest(self) -> TargetRow | None:
        """A row that names the figure from which all ways start; null where none does."""
        return next((one for one in self.rows if one.path), None)

    @property
    def paced(self) -> bool:
        """Whether a present pace is known."""
        return any(one.path and one.path.pace_now_per_month is not None for one in self.rows)

    def row_paths(self, target: TargetLine) -> list[TargetPath]:
        """Return the ways to one target, one per reading."""
        return [one.path for one in self.rows if one.target is target and one.path]

    def at(self, path: TargetPath, on: date) -> Decimal | None:
        """Return where the straight line stands on a day; null after it has arrived."""
        return next((one.pct for one in path.line if one.on == on), None)


def over_time(profile: Profile, quarter: Quarter, language: Language = "id") -> OverTime:
    """Return what is printed about change over time; empty where nothing is known.

    The language is that of the drawing's text alternative.
    """
    told = profile.trajectory or Trajectory(series=[], paths=[], compositions=[], expiries=[])
    since = first_year(quarter)
    rows = target_rows(profile, told.paths, since)
    known = next((one.stretches for one in told.series if one.segment == TOTAL), [])
    points = [point for one in known for point in one.points]
    drawn = drawn_points(known, since)
    chart = _chart(_runs(known, drawn), rows, quarter, Speech(language))
    whole, left = (sum(one.scope == WHOLE for one in each) for each in (points, drawn))
    named = [*drawn, *_at_breaks(told.series)]
    return OverTime(told, rows, since, _days(rows, quarter), named, whole - left, chart)


def _at_breaks(found: Sequence[Series]) -> list[SeriesPoint]:
    """Return the figures between which series break, as far as breaks are told one by one."""
    return [
        point
        for series in found
        for one in series.stretches
        for point in (one.points[0], one.points[-1])
        if point.as_of in broken_days(series)
    ]


def _runs(stretches: Sequence[Stretch], drawn: Sequence[SeriesPoint]) -> list[list[SeriesPoint]]:
    """Return what is drawn of each stretch; one of which nothing is left falls away."""
    kept = {id(one) for one in drawn}
    runs = ([point for point in one.points if id(point) in kept] for one in stretches)
    return [one for one in runs if one]


def _days(rows: Sequence[TargetRow], quarter: Quarter) -> list[date]:
    """Return the days for which lines are printed: due days, and the ends of some years."""
    lines = [one.path for one in rows if one.path and one.path.line]
    asked = {one.due_on for one in lines} | {
        date(quarter.year + more, 12, 31) for more in (0, 1, AHEAD)
    }
    found = sorted({each.on for one in lines for each in one.line} & asked)
    return found if len(found) > 1 else []


def _chart(
    runs: Sequence[Sequence[SeriesPoint]],
    rows: Sequence[TargetRow],
    quarter: Quarter,
    speech: Speech,
) -> Markup | None:
    stretches = [
        [(point.as_of, point.pct) for point in run] for run in runs if run[0].scope == WHOLE
    ]
    if not stretches:
        return None
    until = quarter.year + AHEAD
    aims = [_aim(one, one.path, quarter, until) for one in rows if one.path and one.path.line]
    ends = [aim.points[-1][0].year for aim in aims]
    first = min(stretches[0][0][0].year, quarter.year)
    last = max([quarter.year, *ends])
    return path_chart(stretches, aims, first, last, _alt(runs, rows, speech))


def _aim(row: TargetRow, path: TargetPath, quarter: Quarter, until: int) -> Aim:
    start: Point = (quarter.end, path.now_pct)
    points = [start, *((one.on, one.pct) for one in path.line if one.on.year <= until)]
    return Aim(row.letter, points, arrives=path.due_on.year <= until)


def _alt(runs: Sequence[Sequence[SeriesPoint]], rows: Sequence[TargetRow], speech: Speech) -> str:
    figures = " | ".join("; ".join(_figure(point, speech) for point in run) for run in runs)
    aims = "; ".join(_told(one, speech) for one in rows)
    told = said("drawn_over_time", speech.language, runs=figures)
    return told + (said("drawn_aims", speech.language, aims=aims) if aims else "")


def _told(one: TargetRow, speech: Speech) -> str:
    return said(
        "drawn_aim",
        speech.language,
        letter=one.letter,
        family=speech.word("families", one.target.family),
        pct=speech.percent(one.pct),
        day=speech.day(one.target.due_on),
    )


def _figure(point: SeriesPoint, speech: Speech) -> str:
    return f"{speech.day(point.as_of)} {speech.percent(point.pct)}"

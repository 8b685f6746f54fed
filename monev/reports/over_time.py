"""What a report prints about change over time, put in order from a profile; no arithmetic."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from string import ascii_lowercase

from markupsafe import Markup

from models import Quarter
from monev.printing import day, percent
from monev.profile import Profile, TargetLine
from monev.reports.path_chart import Aim, Point, path_chart
from monev.target_path import Series, SeriesPoint, TargetPath, Trajectory

TOTAL, WHOLE = "SEMUA", "semua"
AHEAD = 5
"""Years after the quarter's that the drawing shows; a later target's line leaves it."""


@dataclass(frozen=True)
class TargetRow:
    """One reading of one target, with the letter it has in the drawing; `path` may be unknown."""

    letter: str
    target: TargetLine
    pct: Decimal
    reading: str
    path: TargetPath | None


@dataclass(frozen=True)
class OverTime:
    """The rows, days and series that section C.3 prints, and its drawing."""

    told: Trajectory
    rows: Sequence[TargetRow]
    days: Sequence[date]
    chart: Markup | None

    @property
    def broken(self) -> list[Series]:
        """The series with breaks, that of all workers first."""
        return sorted(
            (one for one in self.told.series if one.breaks),
            key=lambda one: (one.segment != TOTAL, one.segment),
        )

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


def over_time(profile: Profile, quarter: Quarter) -> OverTime:
    """Return what is printed about change over time; empty where nothing is known."""
    told = profile.trajectory or Trajectory(series=[], paths=[], compositions=[], expiries=[])
    rows = _rows(profile, told.paths)
    return OverTime(told, rows, _days(rows, quarter), _chart(told, rows, quarter))


def _rows(profile: Profile, paths: Sequence[TargetPath]) -> list[TargetRow]:
    """Return every reading of every target; there is a path to each of them, or to none."""
    readings = [
        (target, pct, reading)
        for target in profile.targets
        for pct, reading in zip(target.pcts, target.readings, strict=True)
    ]
    ways: Iterable[TargetPath | None] = paths or [None] * len(readings)
    return [
        TargetRow(_letter(place), *one, path)
        for place, (one, path) in enumerate(zip(readings, ways, strict=True))
    ]


def _letter(place: int) -> str:
    return ascii_lowercase[place] if place < len(ascii_lowercase) else str(place + 1)


def _days(rows: Sequence[TargetRow], quarter: Quarter) -> list[date]:
    """Return the days for which lines are printed: due days, and the ends of some years."""
    lines = [one.path for one in rows if one.path and one.path.line]
    asked = {one.due_on for one in lines} | {
        date(quarter.year + more, 12, 31) for more in (0, 1, AHEAD)
    }
    found = sorted({each.on for one in lines for each in one.line} & asked)
    return found if len(found) > 1 else []


def _chart(told: Trajectory, rows: Sequence[TargetRow], quarter: Quarter) -> Markup | None:
    series = next((one for one in told.series if one.segment == TOTAL), None)
    stretches = [
        [(point.as_of, point.pct) for point in one.points]
        for one in (series.stretches if series else [])
        if one.points[0].scope == WHOLE
    ]
    if not stretches:
        return None
    until = quarter.year + AHEAD
    aims = [_aim(one, one.path, quarter, until) for one in rows if one.path and one.path.line]
    ends = [aim.points[-1][0].year for aim in aims]
    first = min(stretches[0][0][0].year, quarter.year)
    last = max([quarter.year, *ends])
    return path_chart(stretches, aims, first, last, _alt(series, rows))


def _aim(row: TargetRow, path: TargetPath, quarter: Quarter, until: int) -> Aim:
    start: Point = (quarter.end, path.now_pct)
    points = [start, *((one.on, one.pct) for one in path.line if one.on.year <= until)]
    return Aim(row.letter, points, arrives=path.due_on.year <= until)


def _alt(series: Series | None, rows: Sequence[TargetRow]) -> str:
    stretches = [] if series is None else series.stretches
    runs = " | ".join("; ".join(_figure(point) for point in one.points) for one in stretches)
    aims = "; ".join(
        f"{one.letter} {one.target.family} {percent(one.pct)} per {day(one.target.due_on)}"
        for one in rows
    )
    told = f"Cakupan menurut waktu, tanda | memisahkan seri yang terputus: {runs}"
    return f"{told}. Target: {aims}." if aims else f"{told}."


def _figure(point: SeriesPoint) -> str:
    return f"{day(point.as_of)} {percent(point.pct)}"

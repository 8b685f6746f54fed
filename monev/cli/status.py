"""`monev status`: who has handed in, in time or late, and how far the quarter has come."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from monev.cli import opened
from monev.cli.options import JsonOption, PeriodOption, WorkspaceOption
from monev.cli.screen import print_json, screen, table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from monev.calendar import DueDay
    from monev.submissions import ReportingRates, Standing
    from monev.workspace import Workspace

SHOWN = {
    "Code": "code",
    "Province": "province",
    "Due": "due",
    "On time": "on_time",
    "Late": "late",
    "Missing": "missing",
    "Excused": "excused",
    "Complete": "completeness_pct",
    "In time": "timeliness_pct",
    "With data": "with_data",
    "Evaluated": "evaluated",
}
"""Headings of the table with the key of each row they show."""


STANDINGS = {
    "tepat_waktu": "on time",
    "terlambat": "late",
    "belum": "missing",
    "dikecualikan": "excused",
}


def status(
    period: PeriodOption,
    province: Annotated[
        str | None,
        typer.Option("--province", metavar="CODE", help="One line for each of its governments."),
    ] = None,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Show per province who is due, on time, late, missing or excused, and what is evaluated."""
    from monev.calendar import load_calendar
    from monev.evaluate_many import plan
    from monev.hand_ins import standings_of
    from monev.submissions import reporting_rates

    place = opened.open_existing(workspace)
    when = opened.quarter(period)
    due = load_calendar().due_day(when)
    stand = standings_of(place, when)
    if province is not None:
        _one_province(place, due, province, stand, json=json)
        return
    without = set(plan(place, when).without_data)
    evaluated = {one.region_code for one in place.store.current_outcomes(str(when))}
    rows = []
    for above in (one for one in place.register.governments() if one.kind == "provinsi"):
        codes = {one for one in stand if place.register.regions[one].province_code == above.code}
        rates = reporting_rates({code: stand[code] for code in codes})
        row = {"code": above.code, "province": above.name, "governments": len(codes)}
        row |= _rates(rates)
        row |= {
            "with_data": len(codes - without),
            "without_data": len(codes & without),
            "evaluated": len(codes & evaluated),
        }
        rows.append(row)
    nation = reporting_rates(stand)
    if json:
        head = {"period": str(when), **_days(due)}
        print_json({**head, "nation": _rates(nation), "provinces": rows})
        return
    screen().print(table(tuple(SHOWN), (_cells(row) for row in rows), tuple(SHOWN)[2:]))
    typer.echo(
        f"{when}: {nation.due} due by {_due_by(due)}: {nation.on_time} on time, "
        f"{nation.late} late, {nation.missing} missing, {nation.excused} excused."
    )
    typer.echo(
        f"{len(evaluated)} of {nation.due} governments evaluated, "
        f"{nation.due - len(without)} with data known at the cut-off."
    )


def _one_province(
    place: "Workspace",
    due: "DueDay",
    province: str,
    stand: "Mapping[str, Standing]",
    *,
    json: bool,
) -> None:
    """Print how each government of a province stands, and the day it handed in first."""
    when, found = due.quarter, place.register.resolve(province, "provinsi")
    first: dict[str, str] = {}
    for one in place.store.submissions(str(when)):
        day = one.handed_in_on.isoformat()
        first[one.region_code] = min(day, first.get(one.region_code, day))
    rows = [
        {
            "code": one.code,
            "name": one.name,
            "standing": STANDINGS[stand[one.code]],
            "handed_in_on": first.get(one.code),
        }
        for one in (found, *place.register.children(found.code))
    ]
    if json:
        head = {"period": str(when), **_days(due)}
        print_json({**head, "province": found.code, "governments": rows})
        return
    headings = ("Code", "Government", "Report", "Handed in")
    screen().print(table(headings, (tuple(row.values()) for row in rows)))
    typer.echo(f"{when}: due by {_due_by(due)}.")


def _due_by(due: "DueDay") -> str:
    """The due day; where offices are closed on it, also the last day on time, and why."""
    if not due.moved:
        return f"{due.due_on}"
    return f"{due.due_on}, on time until {due.on_time_until} (moved: {due.reason('en')})"


def _days(due: "DueDay") -> dict[str, str]:
    return {
        "due_on": due.due_on.isoformat(),
        "on_time_until": due.on_time_until.isoformat(),
        "moved_because": due.reason(),
    }


def _rates(rates: "ReportingRates") -> dict[str, Any]:
    return {
        "due": rates.due,
        "on_time": rates.on_time,
        "late": rates.late,
        "missing": rates.missing,
        "excused": rates.excused,
        "completeness_pct": rates.completeness_pct,
        "timeliness_pct": rates.timeliness_pct,
    }


def _cells(row: dict[str, Any]) -> list[Any]:
    shares = {"completeness_pct", "timeliness_pct"}
    return [
        f"{row[key]:.0f}%" if key in shares and row[key] is not None else row[key]
        for key in SHOWN.values()
    ]

"""`monev status`: who has handed in, in time or late, and how far the quarter has come."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import typer

from monev.cli import opened
from monev.cli.options import JsonOption, PeriodOption, WorkspaceOption
from monev.cli.screen import print_json, screen, table

if TYPE_CHECKING:
    from monev.submissions import ReportingRates

HEADINGS = (
    *("Code", "Province", "Due", "On time", "Late", "Missing", "Excused"),
    *("Complete", "In time", "With data", "Evaluated"),
)


def status(
    period: PeriodOption, workspace: WorkspaceOption = None, json: JsonOption = False
) -> None:
    """Show per province who is due, on time, late, missing or excused, and what is evaluated."""
    from monev.evaluate_many import plan
    from monev.hand_ins import standings_of
    from monev.submissions import reporting_rates

    place = opened.open_existing(workspace)
    when = opened.quarter(period)
    stand = standings_of(place, when)
    without = set(plan(place, when).without_data)
    evaluated = {one.region_code for one in place.store.current_evaluations(str(when))}
    rows = []
    for province in (one for one in place.register.governments() if one.kind == "provinsi"):
        codes = {one for one in stand if place.register.regions[one].province_code == province.code}
        rates = reporting_rates({code: stand[code] for code in codes})
        row = {"code": province.code, "province": province.name, **_rates(rates)}
        row |= {"with_data": len(codes - without), "evaluated": len(codes & evaluated)}
        rows.append(row)
    nation = reporting_rates(stand)
    if json:
        print_json({"period": str(when), "nation": _rates(nation), "provinces": rows})
        return
    screen().print(table(HEADINGS, (_cells(row.values()) for row in rows), HEADINGS[2:]))
    typer.echo(
        f"{when}: {nation.due} due by {when.due_date}: {nation.on_time} on time, "
        f"{nation.late} late, {nation.missing} missing, {nation.excused} excused."
    )
    typer.echo(f"{len(evaluated)} evaluated, {nation.due - len(without)} with data at the cut-off.")


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


def _cells(values: Iterable[Any]) -> list[Any]:
    from decimal import Decimal

    return [f"{one:.0f}%" if isinstance(one, Decimal) else one for one in values]

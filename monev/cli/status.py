"""`monev status`: how far a quarter has come, province by province."""

import typer

from monev.cli import opened
from monev.cli.options import JsonOption, PeriodOption, WorkspaceOption
from monev.cli.screen import print_json, screen, table

HEADINGS = ("Code", "Province", "Governments", "Evaluated", "With data", "Without data")


def status(
    period: PeriodOption, workspace: WorkspaceOption = None, json: JsonOption = False
) -> None:
    """Show per province how many governments are evaluated, and how many have data."""
    from monev.evaluate_many import plan

    place = opened.open_existing(workspace)
    when = opened.quarter(period)
    ready = plan(place, when)
    without = set(ready.without_data)
    evaluated = {one.region_code for one in place.store.current_evaluations(str(when))}
    rows = []
    governments = place.register.governments()
    for province in (one for one in governments if one.kind == "provinsi"):
        codes = {one.code for one in governments if one.province_code == province.code}
        rows.append(
            {
                "code": province.code,
                "province": province.name,
                "governments": len(codes),
                "evaluated": len(codes & evaluated),
                "with_data": len(codes - without),
                "without_data": len(codes & without),
            }
        )
    if json:
        print_json({"period": str(when), "provinces": rows})
        return
    screen().print(table(HEADINGS, (tuple(row.values()) for row in rows), HEADINGS[2:]))
    total = len(governments)
    typer.echo(
        f"{when}: {len(evaluated)} of {total} governments evaluated, "
        f"{total - len(without)} with data known at the cut-off."
    )

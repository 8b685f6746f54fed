"""`monev template`: the instrument workbook of one region, ready to be filled in."""

from pathlib import Path
from typing import Annotated

import typer

from monev.cli import opened
from monev.cli.options import PeriodOption, WorkspaceOption
from monev.errors import UsageError


def template(
    code: Annotated[str, typer.Argument(metavar="CODE", help="Code or name of the government.")],
    period: PeriodOption,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help="Where to write; default instrumen-CODE-P.xlsx"),
    ] = None,
    simulated: Annotated[
        bool, typer.Option("--simulated", help="Mark the workbook as simulated data.")
    ] = False,
    workspace: WorkspaceOption = None,
) -> None:
    """Write the instrument of a region, prefilled with what it stated the quarter before."""
    from monev.hand_out import blank_instrument

    when = opened.quarter(period)
    place = opened.open_or_make(workspace)
    region = opened.region(place, code)
    path = out or Path(f"instrumen-{region.code}-{when}.xlsx")
    if path.exists():
        raise UsageError(f"{path} is there already and is not overwritten; name another with --out")
    content, prefilled = blank_instrument(place, region, when, simulated=simulated)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    typer.echo(f"{path}: instrument of {region.code} {region.name} for {when}.")
    said = f"{prefilled} statements" if prefilled else "nothing"
    typer.echo(f"Prefilled from what it handed in for {when.previous()}: {said}.")
    typer.echo(f"Next: monev check {path}")

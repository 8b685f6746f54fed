"""`monev rerun`: a new revision of one region, at once and without the engine."""

import getpass
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from monev.cli import opened
from monev.cli.edge import WITH_EXCEPTIONS
from monev.cli.options import CodeArgument, JsonOption, PeriodOption, WorkspaceOption
from monev.cli.screen import points, print_json, say, shown
from monev.errors import UsageError

if TYPE_CHECKING:
    from monev.press import Press


def rerun(
    code: CodeArgument,
    period: PeriodOption,
    reason: Annotated[
        str, typer.Option("--reason", metavar="TEXT", help="Why; printed in the report.")
    ],
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """File a new revision of one region; the reports of all others stay as they are."""
    from monev.press import Press

    # Before all else: the layout engine is loaded beside this process while it judges.
    with Press() as press:
        _rerun(code, period, reason, workspace, json, press)


def _rerun(
    code: str, period: str, reason: str, workspace: Path | None, json: bool, press: "Press"
) -> None:
    from models import RegionRun, RunStatus

    place = replace(opened.open_existing(workspace), press=press)
    when, region = opened.quarter(period), opened.region(place, code)
    if not reason.strip():
        raise UsageError("an empty --reason found; write why the region is run again")
    if not place.store.regions_with_facts():
        raise UsageError("the workspace holds no facts; collect some first, see `monev collect`")
    before = place.store.current_evaluation(region.code, str(when))
    run_id = place.store.start_run(
        RegionRun(
            region_code=region.code,
            quarter=str(when),
            reason=reason.strip(),
            requested_by=f"command line, {getpass.getuser()}",
            status=RunStatus.REQUESTED,
            requested_at=place.now(),
        )
    )
    from monev.evaluate_region import rerun_region

    rerun_region(place, run_id)
    run = place.store.run(run_id)
    if run is None or run.status != RunStatus.DONE:
        say(f"{region.code} {region.name} failed: {run.error if run else 'no trace in the ledger'}")
        raise typer.Exit(WITH_EXCEPTIONS)
    after = opened.current(place, region, when)
    report = place.store.report_of(after.evaluation_id or 0)
    path = shown(place.store.depot.address(report.path)) if report else None
    old = before.revision if before else None
    if json:
        print_json(
            {
                "code": region.code,
                "name": region.name,
                "period": str(when),
                "revision_before": old,
                "revision": after.revision,
                "score_before": before.score if before else None,
                "score": after.score,
                "changes": after.changes,
                "report": path,
            }
        )
        return
    came = f"revision {old} -> {after.revision}" if before else "revision 1, the first"
    typer.echo(f"{region.code} {region.name} {when}: {came}")
    if before:
        typer.echo(f"Score: {points(before.score)} -> {points(after.score)}")
    typer.echo(f"What changed: {after.changes or '-'}")
    typer.echo(f"Report (PDF): {path}")

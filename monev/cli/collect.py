"""`monev collect`: files into the workspace, evaluating nothing."""

from pathlib import Path
from typing import Annotated

import typer

from monev.cli import opened
from monev.cli.edge import WITH_EXCEPTIONS
from monev.cli.options import JsonOption, PeriodOption, WorkspaceOption
from monev.cli.screen import print_json, say
from monev.errors import UsageError


def collect(
    period: PeriodOption,
    inbox: Annotated[
        Path | None,
        typer.Option(
            "--inbox",
            metavar="DIR",
            help="Folder with the files; without it an empty workspace takes the example.",
        ),
    ] = None,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Keep and read the files of a folder; say how many regions have data for the quarter."""
    from monev.collect_region import collect_folder

    when = opened.quarter(period)
    if inbox is not None and not inbox.is_dir():
        raise UsageError(f"{inbox} is no folder; --inbox expects one with the files to collect")
    place = opened.open_or_make(workspace)
    if inbox is None:
        if place.store.regions_with_facts():
            raise UsageError("nothing to collect from; give the folder with --inbox DIR")
        from monev.workspace import packaged_example

        inbox = packaged_example()
        say("No --inbox and no facts yet; collecting the published example of 2024-2025.")
    found = collect_folder(place, inbox)
    from monev.evaluate_many import plan

    ready = plan(place, when)
    count = sum(len(codes) for _, codes in ready.batches) + len(ready.provinces)
    refused = [{"file": file, "reason": reason} for file, reason in found.refused]
    if json:
        print_json(
            {
                "period": str(when),
                "files": found.files,
                "new_facts": found.facts,
                "findings": found.findings,
                "refused_files": refused,
                "regions_with_data": count,
            }
        )
    else:
        typer.echo(f"{found.files} files, {found.facts} new facts, {found.findings} findings.")
        for one in refused:
            typer.echo(f"Not read: {one['file']}: {one['reason']}")
        typer.echo(f"{count} governments have data known at the cut-off of {when}.")
        typer.echo(f"Next: monev evaluate --period {when}")
    if refused:
        raise typer.Exit(WITH_EXCEPTIONS)

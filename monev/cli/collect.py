"""`monev collect`: files and portals' answers into the workspace, evaluating nothing."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from monev.cli import opened
from monev.cli.edge import WITH_EXCEPTIONS
from monev.cli.options import JsonOption, PeriodOption, WorkspaceOption
from monev.cli.screen import print_json, say
from monev.errors import UsageError

if TYPE_CHECKING:
    from models import Quarter
    from monev.collected import Collected
    from monev.fetch import Endpoints
    from monev.workspace import Workspace


def collect(
    period: PeriodOption,
    inbox: Annotated[
        str | None,
        typer.Option(
            "--inbox",
            metavar="DIR",
            help="Folder or object-store address with the files; without it, and without any "
            "facts, the published example is taken.",
        ),
    ] = None,
    portals: Annotated[
        Path | None,
        typer.Option("--portals", metavar="FILE", help="Ask the portals named in endpoints.yaml."),
    ] = None,
    replay: Annotated[
        bool, typer.Option("--replay", help="Read kept evidence again: no inbox, no network.")
    ] = False,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Keep and read files and portals' answers; say how many regions have data for the quarter."""
    from monev.collect_many import replay as read_again
    from monev.collect_many import sweep_inbox

    if replay and (inbox or portals):
        raise UsageError("--replay reads kept evidence only; leave --inbox and --portals out")
    when = opened.quarter(period)
    if replay:
        place = opened.open_existing(workspace)
        _tell(place, when, read_again(place, when), workspace, json=json)
        return
    asked = _endpoints(portals)
    place = opened.open_or_make(workspace)
    if inbox is None and asked is None:
        inbox = _example_for(place)
    found = sweep_inbox(place, inbox, when) if inbox else None
    if asked is not None:
        from monev.ask_portals import ask_portals

        answered = ask_portals(place, asked, when)
        found = answered if found is None else found + answered
    if found is not None:
        _tell(place, when, found, workspace, json=json)


def _endpoints(portals: Path | None) -> "Endpoints | None":
    if portals is None:
        return None
    from monev.fetch import read_endpoints

    if not portals.is_file():
        raise UsageError(f"{portals} is no file; --portals expects an endpoints.yaml")
    from monev.register import load_register

    endpoints = read_endpoints(portals)
    for number, one in enumerate(endpoints.jdih, start=1):
        if one.region not in load_register().regions:
            raise UsageError(f"{portals}: jdih entry {number}: no region has code {one.region}")
    return endpoints


def _example_for(place: "Workspace") -> str:
    if place.store.regions_with_facts():
        raise UsageError("nothing to collect from; give --inbox DIR, --portals FILE or --replay")
    from monev.workspace import packaged_example

    say("No --inbox and no facts yet; collecting the published example of 2024-2025.")
    return str(packaged_example())


def _tell(
    place: "Workspace",
    when: "Quarter",
    found: "Collected",
    named: Path | None,
    *,
    json: bool,
) -> None:
    """Print what came in; exit 1 where something could not be read or reached."""
    from monev.evaluate_many import plan

    ready = plan(place, when)
    count = sum(len(codes) for _, codes in ready.batches) + len(ready.provinces)
    if json:
        print_json(
            {
                "period": str(when),
                "files": found.files,
                "new_facts": found.facts,
                "findings": found.findings,
                "errors": found.errors,
                "files_without_use": found.lost,
                "repeated_files": found.repeated,
                "returned_files": found.returned,
                "refused_files": [{"file": name, "reason": why} for name, why in found.refused],
                "unfinished_files": found.unfinished,
                "unreachable": [{"address": at, "reason": why} for at, why in found.unreachable],
                "regions_with_data": count,
            }
        )
    else:
        _say(found, when)
        typer.echo(f"{count} governments have data known at the cut-off of {when}.")
        elsewhere = f" --workspace {named}" if named else ""
        if found.errors:
            typer.echo(f"Errors: monev findings --period {when} --severity galat{elsewhere}")
        typer.echo(f"Next: monev evaluate --period {when}{elsewhere}")
    if found.refused or found.lost or found.unfinished or found.unreachable:
        raise typer.Exit(WITH_EXCEPTIONS)


def _say(found: "Collected", when: "Quarter") -> None:
    """Say what came in, and one line for everything that did not."""
    typer.echo(
        f"{found.files} files ({found.repeated} seen before), {found.facts} new facts, "
        f"{found.findings} findings, {found.errors} of them errors (galat)."
    )
    if found.returned:
        typer.echo(f"{found.returned} files came back after others had taken their place.")
    if found.elsewhere:
        typer.echo(f"{found.elsewhere} files lie in folders of other quarters than {when}.")
    if not found.files and not found.unreachable:
        typer.echo(f"Nothing was found for {when}; is this the right folder?")
    for name, why in found.refused:
        typer.echo(f"Not read: {name}: {why}")
    for name in found.lost:
        typer.echo(f"Read, but its errors left nothing to use: {name}")
    for name in found.unfinished:
        typer.echo(f"Still being written, left for the next sweep: {name}")
    for _, why in found.unreachable:
        typer.echo(f"Gave nothing: {why}")

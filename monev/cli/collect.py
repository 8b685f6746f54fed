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
    from monev.collect_region import Collected
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
        _tell(place, when, read_again(place, when), json=json)
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
        _tell(place, when, found, json=json)


def _endpoints(portals: Path | None) -> "Endpoints | None":
    if portals is None:
        return None
    from monev.fetch import read_endpoints

    if not portals.is_file():
        raise UsageError(f"{portals} is no file; --portals expects an endpoints.yaml")
    return read_endpoints(portals)


def _example_for(place: "Workspace") -> str:
    if place.store.regions_with_facts():
        raise UsageError("nothing to collect from; give --inbox DIR, --portals FILE or --replay")
    from monev.workspace import packaged_example

    say("No --inbox and no facts yet; collecting the published example of 2024-2025.")
    return str(packaged_example())


def _tell(place: "Workspace", when: "Quarter", found: "Collected", *, json: bool) -> None:
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
                "repeated_files": found.repeated,
                "refused_files": [{"file": name, "reason": why} for name, why in found.refused],
                "unfinished_files": found.unfinished,
                "unreachable": [{"address": at, "reason": why} for at, why in found.unreachable],
                "regions_with_data": count,
            }
        )
    else:
        typer.echo(
            f"{found.files} files ({found.repeated} seen before), {found.facts} new facts, "
            f"{found.findings} findings."
        )
        for name, why in found.refused:
            typer.echo(f"Not read: {name}: {why}")
        for name in found.unfinished:
            typer.echo(f"Still being written, left for the next sweep: {name}")
        for at, why in found.unreachable:
            typer.echo(f"Gave nothing: {at}: {why}")
        typer.echo(f"{count} governments have data known at the cut-off of {when}.")
        typer.echo(f"Next: monev evaluate --period {when}")
    if found.refused or found.unfinished or found.unreachable:
        raise typer.Exit(WITH_EXCEPTIONS)
